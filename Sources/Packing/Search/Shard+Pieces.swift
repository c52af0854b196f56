/// Pieces of nodes whose places on the node matter: which nodes are open, and where a piece lies best.
///
/// As in `Ledger+Pieces`: in the tightest domain of an open node; else, if it may, in several domains of the tightest
/// one; else on an untouched node of the tightest bay. Holes of open nodes are in lists by kind and size, one list for
/// the domain and one for the whole node; a list is mended when it is read, since holes only shrink until the next
/// step.
extension Shard {
  // MARK: nodes

  /// The nodes of a bay of a tracked kind.
  @inline(__always) func nodes(of bay: Int32) -> Range<Int32> {
    let all = instance.nodes(of: bay + firstBay)
    return all.lowerBound - firstNode..<all.upperBound - firstNode
  }

  @inline(__always) private func kind(of bay: Int32) -> Int32 { instance.bayKind[bay + firstBay] }

  /// Takes over which nodes are open from who stays where they are.
  mutating func openNodes(_ start: Ledger) {
    for bay in 0..<Int32(bays) where start.tracks(BayIndex(Int(bay + firstBay))) {
      let at = BayIndex(Int(bay + firstBay))
      let nodes = nodes(of: bay)
      for node in nodes { nodeBay[node] = bay }
      for opened in start.opened.nodes[at.offset] where Int(opened.number) < nodes.count {
        let node = nodes.lowerBound + opened.number
        nodePieces[node] = opened.pieces
        // Nobody else may lie in a bay that is shut.
        nodeFree[node] = start.isShut(at) ? DomainSlots() : DomainSlots(opened.free) ?? DomainSlots()
      }
      for node in nodes.reversed() where nodePieces[node] == 0 {
        nodeFree[node] = instance.domains[kind(of: bay)]
        link(untouched: node)
      }
    }
  }

  /// The place of a part on its node; nil: it is no piece of a tracked kind.
  func place(of part: Int32) -> PiecePlace? {
    guard nodes > 0, partNode[part] >= 0 else { return nil }
    let (node, bay) = (partNode[part], partBay[part])
    return PiecePlace(
      node: node - nodes(of: bay).lowerBound,
      slots: partTaken[part].unpacked(Int(instance.domainCount[kind(of: bay)])))
  }

  private func link(untouched node: Int32) {
    let first = untouched[nodeBay[node]]
    nextUntouched[node] = first
    previousUntouched[node] = -1
    if first >= 0 { previousUntouched[first] = node }
    untouched[nodeBay[node]] = node
  }

  /// Charges for a node that gets its first piece.
  mutating func open(_ node: Int32) {
    let (next, previous) = (nextUntouched[node], previousUntouched[node])
    if previous >= 0 { nextUntouched[previous] = next } else { untouched[nodeBay[node]] = next }
    if next >= 0 { previousUntouched[next] = previous }
    charge(1, node)
  }

  /// Gives back a node that has lost its last piece.
  mutating func close(_ node: Int32) {
    link(untouched: node)
    charge(-1, node)
  }

  private mutating func charge(_ nodes: Int32, _ node: Int32) {
    let (bay, kind) = (nodeBay[node], kind(of: nodeBay[node]))
    take(nodes * instance.nodeSlots[kind], of: bay)
    if instance.nodeAmount[kind] >= 0 {
      load(nodes, Int(instance.nodeAmount[kind]) * instance.coefficientClasses, on: bay)
    }
  }

  // MARK: holes

  /// Lists the holes of the open nodes of a bay.
  mutating func listHoles(of bay: Int32) {
    let nodes = nodes(of: bay)
    work += nodes.count / 4
    for node in nodes where nodePieces[node] > 0 { listHoles(ofNode: node) }
  }

  private func listHoles(ofNode node: Int32) {
    for hole in 0..<Int32(instance.holesOfNode) { link(node * Int32(instance.holesOfNode) + hole) }
  }

  /// Free slots of a hole: of a domain of a node, or, of the last one, of the whole node.
  @inline(__always) private func size(_ hole: Int32) -> Int32 {
    let (node, domain) = Int(hole).quotientAndRemainder(dividingBy: instance.holesOfNode)
    return domain == instance.holesOfNode - 1 ? nodeFree[node].total : nodeFree[node][domain]
  }

  @inline(__always) private func list(_ hole: Int32, _ size: Int32) -> Int {
    let (node, domain) = Int(hole).quotientAndRemainder(dividingBy: instance.holesOfNode)
    return instance.holeList(kind(of: nodeBay[node]), isWhole: domain == instance.holesOfNode - 1, size)
  }

  private func link(_ hole: Int32) {
    let size = size(hole)
    guard size > 0 else { return }
    let at = list(hole, size)
    scratch.nextHole[hole] = scratch.holeStamp[at] == stamp ? scratch.holeHead[at] : -1
    scratch.holeStamp[at] = stamp
    scratch.holeHead[at] = hole
  }

  // MARK: placing

  /// Lays a piece where it lies best; false, and nothing changed, if it fits nowhere.
  mutating func placePiece(_ class: Int32, _ member: Int32) -> Bool {
    guard nodes > 0 else { return false }
    let slots = instance.slots[`class`]
    var node = bestFitHole(`class`, slots, isWhole: false)
    let (crosses, isLast) = (instance.crosses[`class`], instance.prefersOneDomain[`class`])
    if node < 0, crosses, !isLast { node = bestFitHole(`class`, slots, isWhole: true) }
    var isOpen = node >= 0
    if !isOpen { node = untouchedNode(`class`) }
    if node < 0, crosses, isLast {
      node = bestFitHole(`class`, slots, isWhole: true)
      isOpen = true
    }
    guard node >= 0 else { return false }
    put(nodeFree[node].taking(slots), of: `class`, on: node, for: member)
    if !isOpen { listHoles(ofNode: node) }
    return true
  }

  /// The node with the tightest hole of the region that takes a piece; −1: none.
  private mutating func bestFitHole(_ class: Int32, _ slots: Int32, isWhole: Bool) -> Int32 {
    let kind = instance.kind[`class`]
    var size = slots
    while size <= instance.nodeSlots[kind] {
      let at = instance.holeList(kind, isWhole: isWhole, size)
      if scratch.holeStamp[at] == stamp {
        var previous: Int32 = -1
        var hole = scratch.holeHead[at]
        while hole >= 0 {
          let next = scratch.nextHole[hole]
          let left = self.size(hole)
          let node = hole / Int32(instance.holesOfNode)
          if left >= slots, takes(`class`, nodeBay[node], opens: false) { return node }
          if left != size {
            if previous >= 0 { scratch.nextHole[previous] = next } else { scratch.holeHead[at] = next }
            link(hole)
          } else {
            previous = hole
          }
          hole = next
        }
      }
      size += 1
    }
    return -1
  }

  /// An untouched node in the tightest bay of the region that takes a piece on it; −1: none.
  private mutating func untouchedNode(_ class: Int32) -> Int32 {
    let kind = instance.kind[`class`]
    let bay = bestFitOfBuckets(kind, instance.nodeSlots[kind]) { shard, bay in shard.takes(`class`, bay, opens: true) }
    return bay >= 0 ? untouched[bay] : -1
  }

  /// True if the rows of a bay take a piece, and the node itself if it is opened for it, and its lease may stand there.
  @inline(__always) private mutating func takes(_ class: Int32, _ bay: Int32, opens: Bool) -> Bool {
    work += 1
    let bayAt = bay + firstBay
    let (base, kind) = (instance.amountBase(`class`), instance.kind[`class`])
    let node = instance.nodeAmount[kind] >= 0 ? Int(instance.nodeAmount[kind]) * instance.coefficientClasses : -1
    guard instance.narrowed(instance.bayZone[bayAt], `class`) >= 0 else { return false }
    for entry in entries(of: bay) {
      var load = instance.load(base, entry)
      let left = slack[entryRow[entry - firstEntry]]
      if node >= 0 {
        let charge = instance.load(node, entry)
        // Nodes on overfull rows may be open for refused leases alone: see `Ledger`.
        if opens { load = load.addedSaturating(charge) } else if charge > 0, left < 0 { return false }
      }
      if load > 0, left < load { return false }
    }
    return true
  }
}
