/// A NUMA domain of a node that owns GPUs.
public struct NUMADomain: Hashable, Sendable {
  /// GPUs next to it, at least one.
  public var gpus: Int
  /// Network ports next to it; nil where it is not known.
  public var nics: Int?
  /// CPU cores in it; nil where it is not known.
  public var cores: Int?

  /// Makes a domain.
  public init(gpus: Int, nics: Int? = nil, cores: Int? = nil) {
    self.gpus = gpus
    self.nics = nics
    self.cores = cores
  }
}

/// Network ports of one speed.
public struct Ports: Hashable, Sendable {
  /// The number of them.
  public var count: Int
  /// The rate of each, in each direction.
  public var speed: BitsPerSecond

  /// Makes a group of ports.
  public init(count: Int, speed: BitsPerSecond) {
    self.count = count
    self.speed = speed
  }
}

/// The power supplies of a node, or those that the nodes of a rack share.
public struct Supplies: Hashable, Sendable {
  /// Built in.
  public var count: Int
  /// The rating of each.
  public var rating: Watts
  /// The number of them that carries the full load.
  public var needed: Int
  /// Nodes that they feed together: 1, or 18 where a rack's shelves feed its trays.
  public var nodes: Int

  /// Makes a set of supplies.
  public init(count: Int, rating: Watts, needed: Int, nodes: Int = 1) {
    self.count = count
    self.rating = rating
    self.needed = needed
    self.nodes = nodes
  }

  /// True where those needed carry `watts` for each of their nodes.
  public func carry(_ watts: Watts) -> Bool { rating * needed >= watts * nodes }
}

/// The parts of a kind of node, as far as they are known: none of this is needed to plan with it.
public struct Hardware: Hashable, Sendable {
  /// Watts of one GPU at its default limit.
  public var gpuPower: Watts?
  /// The limits that one GPU can be set to.
  public var gpuCap: ClosedRange<Watts>?
  /// Memory of one GPU.
  public var gpuMemory: Gigabytes?
  /// CPU sockets of a node.
  public var sockets: Int?
  /// CPU cores of a node.
  public var cores: Int?
  /// Ports of a node on the compute fabric.
  public var nics: Ports?
  /// Power supplies.
  public var supplies: Supplies?
  /// Mass of a node; of an NVL72's tray its share of the rack.
  public var mass: Kilograms?
  /// The air that it takes in.
  public var inlet: ClosedRange<Celsius>?
  /// The water that its cold plates take in.
  public var waterInlet: ClosedRange<Celsius>?

  /// Makes hardware of which nothing is known.
  public init() {}
}
