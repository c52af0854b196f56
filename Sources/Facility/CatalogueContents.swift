/// The kinds and the equipment that a facility may name, in catalogue order, and what its own file says of them.
public struct CatalogueContents: Sendable {
  /// A kind, or a piece of equipment.
  public struct Entry<Value: Sendable>: Sendable {
    /// As the facility sees it.
    public var value: Value
    /// True where only the facility's file has it.
    public var isAdded: Bool
    /// Keys that the facility's file states over the catalogue's.
    public var overridden: Set<String>
    /// The evidence for each key whose figure is known.
    public var evidence: [String: Evidence]

    /// Makes an entry, of the catalogue alone unless told otherwise.
    public init(
      _ value: Value, isAdded: Bool = false, overridden: Set<String> = [], evidence: [String: Evidence] = [:]
    ) {
      self.value = value
      self.isAdded = isAdded
      self.overridden = overridden
      self.evidence = evidence
    }
  }

  /// The facility whose file was read over the catalogue; nil: the catalogue alone.
  public var facility: String?
  /// Kinds of node.
  public var kinds: [Entry<Kind>]
  /// The equipment of a facility besides nodes.
  public var equipment: [Entry<Equipment>]

  /// Makes contents.
  public init(facility: String? = nil, kinds: [Entry<Kind>] = [], equipment: [Entry<Equipment>] = []) {
    self.facility = facility
    self.kinds = kinds
    self.equipment = equipment
  }
}
