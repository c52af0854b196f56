/// Distances between nodes.
extension Machine {
  /// Positions of nodes by distance from one of them, the nearest first; of equals the first.
  ///
  /// - Complexity: O(n log n) for n candidates.
  public func nearest(to node: Int, among candidates: [Int]) -> [Int] {
    candidates.sorted { (distances[node][$0], $0) < (distances[node][$1], $1) }
  }

  /// The node whose memory is nearest to a node: its own, or where it has none that this process may use, that of the
  /// nearest node that has; the node itself where no size is known.
  public func memoryNode(of node: Int) -> Int {
    if nodes[node].memoryBytes > 0 { return node }
    return nearest(to: node, among: nodes.indices.filter { nodes[$0].memoryBytes > 0 }).first ?? node
  }

  /// Position of the node that a processor belongs to; nil where it belongs to none that this process may use.
  func node(ofCPU cpu: Int) -> Int? { nodes.firstIndex { $0.cpus.contains(cpu) } }

  /// The same processors and all memory as one node, for whoever wants nothing to depend on nodes.
  public func asOneNode(because reason: String) -> Machine {
    let memory = nodes.reduce(0) { $0 + $1.memoryBytes }
    return Machine(
      nodes: [Node(id: nodes[0].id, cpus: cpus.sorted(), memoryBytes: memory)], distances: [[Self.localDistance]],
      unsupportedBecause: reason)
  }
}
