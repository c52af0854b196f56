/// The processors and memories of the machine, as far as this process may use them. A value: nothing changes behind it.
///
/// Nodes without memory (their memory is elsewhere) and nodes without processors (memory expanders, the memory of GPUs
/// that are coherent with the host) are kept; only the former get workers.
public struct Machine: Hashable, Sendable {
  /// A NUMA node: processors that are equally near to one memory.
  public struct Node: Hashable, Sendable {
    /// The operating system's number; numbers may have gaps.
    public var id: Int
    /// Processors that this process may run on, ascending.
    public var cpus: [Int]
    /// Size of its memory in bytes; 0 where it has none that this process may use, or the size is not known.
    public var memoryBytes: Int64

    /// Makes a node.
    public init(id: Int, cpus: [Int], memoryBytes: Int64) {
      self.id = id
      self.cpus = cpus
      self.memoryBytes = memoryBytes
    }
  }

  /// The nodes, ascending by id; at least one.
  public var nodes: [Node]
  /// Distance from node to node in the order of `nodes`, 10 for a node to itself.
  public var distances: [[Int]]
  /// The reason why the machine is treated as one node; nil where its NUMA layout is known.
  public var unsupportedBecause: String?

  /// Makes a machine.
  public init(nodes: [Node], distances: [[Int]], unsupportedBecause: String? = nil) {
    self.nodes = nodes
    self.distances = distances
    self.unsupportedBecause = unsupportedBecause
  }

  /// True if the NUMA layout is known; if not, there is one node, and everything runs the same way.
  public var isSupported: Bool { unsupportedBecause == nil }

  /// Processors that this process may run on, ascending within each node; empty where that is not known.
  public var cpus: [Int] { nodes.flatMap(\.cpus) }

  /// The distance that the kernel gives a node to itself.
  static let localDistance = 10

  /// Reads the machine that this process runs on.
  public static func discover() -> Machine { discover(from: LinuxMachine()) }

  /// Makes sense of what a source reports; a source that contradicts itself gives one node rather than a trap.
  ///
  /// - Complexity: O(nodes² + processors).
  public static func discover(from source: some MachineSource) -> Machine {
    let allowed = Set(source.allowedCPUs).sorted()
    if let reason = source.unsupportedBecause { return single(allowed, because: reason) }
    let ids = Set(source.nodeIDs).sorted()
    guard !ids.isEmpty else { return single(allowed, because: "the system reports no NUMA nodes") }

    var unassigned = Set(allowed)
    var nodes: [Node] = []
    for id in ids {
      let cpus = Set(source.cpus(of: id)).intersection(unassigned).sorted()
      unassigned.subtract(cpus)
      nodes.append(Node(id: id, cpus: cpus, memoryBytes: max(0, source.memoryBytes(of: id))))
    }
    guard unassigned.isEmpty else {
      return single(allowed, because: "processor \(unassigned.min() ?? 0) belongs to no NUMA node")
    }
    let distances = ids.map { from in ids.map { to in distance(source, from: from, to: to) } }
    return Machine(nodes: nodes, distances: distances)
  }

  private static func single(_ cpus: [Int], because reason: String) -> Machine {
    Machine(
      nodes: [Node(id: 0, cpus: cpus, memoryBytes: 0)], distances: [[localDistance]], unsupportedBecause: reason)
  }

  /// A distance, with the customary 20 for one that the system does not know.
  private static func distance(_ source: some MachineSource, from: Int, to: Int) -> Int {
    let stated = source.distance(from: from, to: to)
    return stated > 0 ? stated : (from == to ? localDistance : 2 * localDistance)
  }

  /// The binding of a worker: a node (its position in `nodes`) and a processor, nil where none is known.
  public struct WorkerBinding: Hashable, Sendable {
    /// Position of the node in `nodes`.
    public var node: Int
    /// The processor to pin to; nil: run anywhere.
    public var cpu: Int?

    /// Makes a binding.
    public init(node: Int, cpu: Int?) {
      self.node = node
      self.cpu = cpu
    }
  }

  /// Bindings for `count` workers, assigned round robin over the nodes so that few workers still use every memory's
  /// bandwidth; more workers than processors share them in the same order.
  public func workerBindings(_ count: Int) -> [WorkerBinding] {
    var bindings: [WorkerBinding] = []
    var round = 0
    var found = true
    while found {
      found = false
      for (position, node) in nodes.enumerated() where round < node.cpus.count {
        bindings.append(WorkerBinding(node: position, cpu: node.cpus[round]))
        found = true
      }
      round += 1
    }
    if bindings.isEmpty { bindings = [WorkerBinding(node: 0, cpu: nil)] }
    return (0..<max(0, count)).map { bindings[$0 % bindings.count] }
  }
}

/// A source of facts about nodes, such as an operating system: the seam at which tests put in a machine of their own.
public protocol MachineSource {
  /// The reason why nothing can be said about nodes; nil where the other answers hold.
  var unsupportedBecause: String? { get }
  /// Processors that this process may run on.
  var allowedCPUs: [Int] { get }
  /// The nodes' numbers.
  var nodeIDs: [Int] { get }
  /// All processors of a node, whether allowed or not.
  func cpus(of node: Int) -> [Int]
  /// Size of a node's memory in bytes; 0 or less where it has none.
  func memoryBytes(of node: Int) -> Int64
  /// Distance from one node to another; 0 or less where it is not known.
  func distance(from: Int, to: Int) -> Int
}
