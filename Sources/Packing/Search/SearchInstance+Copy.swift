internal import NUMA

/// Copies of a search instance for the NUMA nodes that read it.
extension SearchInstance {
  /// A copy for each node of a pool that has workers, made by one of them there; where memory is left to the system,
  /// the search instance itself.
  func copies(for pool: Workers) -> [SearchInstance] {
    let nodes = pool.workingNodes
    guard pool.memory(of: nodes[0]) != nil else { return [self] }
    let made = TaskResults<SearchInstance>(count: nodes.count)
    pool.run(tasks: nodes.count, owner: { nodes[$0] }, staysOnOwner: true) { task in
      made.set(task, SearchInstance(copying: self, in: pool.memory(of: nodes[task])))
    }
    return nodes.indices.map(made.get)
  }
}
