/// The invariants of a shard after every task; checked in debug builds.
extension Shard {
  /// True if what is left of slots, nodes and rows equals what the start left, less the sum of the parts.
  ///
  /// The allotment of a row is not known here: no row may be overdrawn beyond what it was at the start.
  func checkInvariants(start: Ledger) -> Bool {
    var slots = (0..<bays).map { start.free[$0 + Int(firstBay)] }
    var nodes = Array(start.zoneFree[Int(firstZone) * instance.kinds..<(Int(firstZone) + zones) * instance.kinds])
    var opened = self.nodes > 0 ? OpenNodeTally(self, start) : nil
    var worth: Int64 = 0
    var waiters = 0
    for member in 0..<membersUsed where lease[member] >= 0 {
      if option[member] < 0 {
        guard memberPart[member] < 0, waiting[waitingAt[member]] == member else { return false }
        waiters += 1
        continue
      }
      worth += instance.optionValue[option[member]]
      let `class` = instance.optionClass[option[member]]
      var units: Int32 = 0
      var part = memberPart[member]
      while part >= 0 {
        guard partMember[part] == member, instance.bayKind[partBay[part] + firstBay] == instance.kind[`class`] else {
          return false
        }
        units += partUnits[part]
        if instance.isPiece[`class`] {
          guard
            opened?.put(partTaken[part], on: partNode[part], partTaken[part].total == instance.slots[`class`]) ?? false
          else { return false }
        } else {
          slots[Int(partBay[part])] -= partUnits[part] * instance.slots[`class`]
        }
        part = nextOfMember[part]
      }
      guard units == instance.units[`class`] else { return false }
    }
    if let opened {
      guard opened.agrees(with: self) else { return false }
      for node in 0..<self.nodes where opened.isNew(node) {
        slots[Int(nodeBay[node])] -= instance.nodeSlots[instance.bayKind[nodeBay[node] + firstBay]]
      }
    }
    for bay in 0..<bays {
      let kind = Int(instance.bayKind[Int32(bay) + firstBay])
      let size = instance.nodeSlots[kind]
      let change = wholeNodes(slots[bay], size) - wholeNodes(start.free[bay + Int(firstBay)], size)
      var zone = instance.bayZone[Int32(bay) + firstBay]
      while zone >= firstZone {
        nodes[Int(zone - firstZone) * instance.kinds + kind] += change
        zone = instance.parent[zone]
      }
    }
    return worth == value && waiters == waitingCount && slots.indices.allSatisfy { slots[$0] == free[$0] }
      && nodes.indices.allSatisfy { nodes[$0] == nodesFree[$0] }
      && (0..<slack.count).allSatisfy { slack[$0] >= min(0, start.slack[Int(rowOf[$0])]) }
  }
}

/// The nodes of a shard as the sum of its parts has them.
private struct OpenNodeTally {
  private var free: [DomainSlots], pieces: [Int32]
  private let piecesBefore: [Int32]

  init(_ shard: Shard, _ start: Ledger) {
    free = (0..<shard.nodes).map { shard.instance.domains[shard.instance.bayKind[shard.nodeBay[$0] + shard.firstBay]] }
    pieces = [Int32](repeating: 0, count: shard.nodes)
    for bay in 0..<Int32(shard.bays) {
      let (nodes, at) = (shard.nodes(of: bay), BayIndex(Int(bay + shard.firstBay)))
      guard !nodes.isEmpty else { continue }
      for node in start.opened.nodes[at.offset] where Int(node.number) < nodes.count {
        free[Int(nodes.lowerBound + node.number)] =
          start.isShut(at) ? DomainSlots() : DomainSlots(node.free) ?? DomainSlots()
        pieces[Int(nodes.lowerBound + node.number)] = node.pieces
      }
    }
    piecesBefore = pieces
  }

  /// Lays a piece down; false if it does not fit.
  mutating func put(_ taken: DomainSlots, on node: Int32, _ isWhole: Bool) -> Bool {
    let domains = 0..<DomainSlots.mostDomains
    guard isWhole, domains.allSatisfy({ free[Int(node)][$0] >= taken[$0] }) else { return false }
    free[Int(node)] = free[Int(node)] - taken
    pieces[Int(node)] += 1
    return true
  }

  func agrees(with shard: Shard) -> Bool {
    free.indices.allSatisfy { shard.nodeFree[$0] == free[$0] && shard.nodePieces[$0] == pieces[$0] }
  }

  /// True if a node is open that was not at the start.
  func isNew(_ node: Int) -> Bool { piecesBefore[node] == 0 && pieces[node] > 0 }
}
