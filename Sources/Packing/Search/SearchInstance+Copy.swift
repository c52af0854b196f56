internal import NUMA

/// Copies of a search instance for the NUMA nodes that look at it.
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

  /// A copy whose columns all lie in a node's memory.
  ///
  /// - Complexity: one copy of memory.
  init(copying other: SearchInstance, in memory: NodeMemory?) {
    let arena = Arena(copying: other.arena, in: memory)
    let bytes = arena.distance(from: other.arena)
    self.arena = arena
    (kind, level) = (other.kind.moved(by: bytes), other.level.moved(by: bytes))
    (units, slots) = (other.units.moved(by: bytes), other.slots.moved(by: bytes))
    (amount, shape) = (other.amount.moved(by: bytes), other.shape.moved(by: bytes))
    (shapes, isSingleBay) = (other.shapes, other.isSingleBay.moved(by: bytes))
    (isPiece, crosses) = (other.isPiece.moved(by: bytes), other.crosses.moved(by: bytes))
    (block, within) = (other.block.moved(by: bytes), other.within.moved(by: bytes))
    (leases, firstOption) = (other.leases, other.firstOption.moved(by: bytes))
    (optionClass, optionValue) = (other.optionClass.moved(by: bytes), other.optionValue.moved(by: bytes))
    (sourceOption, worth) = (other.sourceOption.moved(by: bytes), other.worth.moved(by: bytes))
    (parent, zoneLevel) = (other.parent.moved(by: bytes), other.zoneLevel.moved(by: bytes))
    (zoneEnd, firstBay) = (other.zoneEnd.moved(by: bytes), other.firstBay.moved(by: bytes))
    (bayZone, bayKind) = (other.bayZone.moved(by: bytes), other.bayKind.moved(by: bytes))
    (firstEntry, entryRow) = (other.firstEntry.moved(by: bytes), other.entryRow.moved(by: bytes))
    (entryClass, loads) = (other.entryClass.moved(by: bytes), other.loads.moved(by: bytes))
    (coefficientClasses, nodeSlots) = (other.coefficientClasses, other.nodeSlots.moved(by: bytes))
    meanLoad = other.meanLoad.moved(by: bytes)
    (firstNode, domains) = (other.firstNode.moved(by: bytes), other.domains.moved(by: bytes))
    (domainCount, nodeAmount) = (other.domainCount.moved(by: bytes), other.nodeAmount.moved(by: bytes))
    (holesOfNode, holeLists) = (other.holesOfNode, other.holeLists)
  }
}
