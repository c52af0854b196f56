/// How well a figure is founded, by the first word of its source.
public enum Foundation: String, Hashable, Sendable, CaseIterable {
  case published, derived, estimated
  /// It has a source that begins otherwise.
  case stated
  case unsourced
}

/// The kinds and the equipment that a facility may name, in catalogue order, and what its own file says of them.
public struct CatalogueContents: Sendable {
  /// A kind, or a piece of equipment.
  public struct Entry<Value: Sendable>: Sendable {
    /// As the facility sees it.
    public var value: Value
    /// Whether only the facility's file has it.
    public var isAdded: Bool
    /// Keys that the facility's file states over the catalogue's.
    public var overridden: Set<String>
    /// For each key whose figure is known, how well it is founded.
    public var foundations: [String: Foundation]

    /// Makes an entry, of the catalogue alone unless told otherwise.
    public init(
      _ value: Value, isAdded: Bool = false, overridden: Set<String> = [], foundations: [String: Foundation] = [:]
    ) {
      self.value = value
      self.isAdded = isAdded
      self.overridden = overridden
      self.foundations = foundations
    }
  }

  /// The facility whose file was read over the catalogue; nil: the catalogue alone.
  public var facility: String?
  /// Kinds of node.
  public var kinds: [Entry<Kind>]
  /// What stands in a facility besides nodes.
  public var equipment: [Entry<Equipment>]

  /// Makes contents.
  public init(facility: String? = nil, kinds: [Entry<Kind>] = [], equipment: [Entry<Equipment>] = []) {
    self.facility = facility
    self.kinds = kinds
    self.equipment = equipment
  }
}
