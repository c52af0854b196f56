import Documents
import Encoding

/// A place where a lease stands today: whole nodes, or a piece of one.
public struct PlaceDescription: Hashable, Sendable, FileMapping {
  /// Paths of zones down to racks.
  public var paths: [Stated<String>]
  /// Nodes in each rack; all in service without a statement.
  public var nodes: Stated<Int>?
  /// Of a piece: the number of its node in the rack.
  public var node: Stated<Int>?
  /// Of a piece: its NUMA domain, from 1.
  public var domain: Stated<Int>?
  /// Of a piece: GPUs in each NUMA domain.
  public var gpus: StatedList<Stated<Int>>
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a place.
  public init(
    paths: [Stated<String>], nodes: Stated<Int>? = nil, node: Stated<Int>? = nil, domain: Stated<Int>? = nil,
    gpus: StatedList<Stated<Int>> = [], source: String? = nil
  ) {
    self.paths = paths
    self.nodes = nodes
    self.node = node
    self.domain = domain
    self.gpus = gpus
    self.source = source
  }

  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> PlaceDescription? {
    if reader.input.document.shape(of: node) == .mapping {
      return reader.input.fields(node, table.noun, keys: table.keys).map { read($0, &reader) }
    }
    return Stated.read(node, &reader).map { PlaceDescription(paths: [$0]) }
  }

  /// A path alone needs no key.
  var yaml: YAML {
    if let path = paths.first, self == PlaceDescription(paths: [path]), path.source == nil,
      path.about == nil
    {
      return path.yaml
    }
    return .mapping(Self.table.entries(of: self))
  }

  static let table = KeyTable<PlaceDescription>(
    "an entry of `placed`",
    .init(oneOrMore: "at", \.paths, isRequired: true), .init("nodes", \.nodes), .init("node", \.node),
    .init("domain", \.domain), .init(list: "gpus", \.gpus), .init(text: "source", \.source))

  static var blank: PlaceDescription { PlaceDescription(paths: []) }
}
