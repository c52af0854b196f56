/// Conversion of a packing to members of shards, and of members to a packing.
extension ShardSearch {
  /// Admits leases that are served where they stand; the others wait to be assigned.
  func admitServed(_ partial: PartialPacking) {
    let first = shards.map(\.firstBay)
    for number in instance.leases.indices {
      let lease = instance.leases[number]
      guard let source = partial.option[lease.offset],
        let option = instance.option(of: Int32(number), from: source)
      else {
        unassigned.append(Int32(number))
        continue
      }
      let parts = partial.parts[lease.offset]
      let bay = parts[parts.startIndex].bay.raw
      let targets = hasTrials ? Array(shards.indices) : [first.lastIndex { $0 <= bay }!]
      for target in targets {
        shards[target].admitServed(Int32(number), by: option, in: parts, at: partial.pieces[lease.offset])
      }
    }
    sortUnassigned()
  }

  /// The packing as it is now.
  func partialPacking() -> PartialPacking {
    var partial = base
    for shard in hasTrials ? [shards[best]] : Array(shards) {
      for member in 0..<shard.membersUsed where shard.lease[member] >= 0 && shard.option[member] >= 0 {
        let option = OptionIndex(Int(instance.sourceOption[shard.option[member]]))
        let mark = partial.ledger.mark()
        var part = shard.memberPart[member]
        while part >= 0 {
          let bay = BayIndex(Int(shard.partBay[part] + shard.firstBay))
          if let place = shard.place(of: part) {
            partial.ledger.putPiece(option, in: bay, at: place, as: partial.ledger.owner(of: option))
          } else {
            partial.ledger.put(option, in: bay, units: Int(shard.partUnits[part]))
          }
          part = shard.nextOfMember[part]
        }
        partial.accept(instance.leases[Int(shard.lease[member])], option, since: mark)
      }
    }
    return partial
  }

  /// The leases that may be moved: see the type.
  static func movable(_ partial: PartialPacking, _ roots: [ZoneIndex], _ goal: Goal) -> [LeaseIndex] {
    let instance = partial.ledger.instance
    let free = (0..<instance.leases.count).map { LeaseIndex($0) }.filter {
      partial.ledger.book.isFree($0, instance, partial.ledger.hierarchy)
    }
    return free.filter { lease in
      // Among mandatory leases without a place value decides, which the search does not know.
      if goal == .value, instance.leases.isMandatory[lease], partial.option[lease.offset] == nil { return false }
      // Where leases that stay overfill a bay, nodes may have numbers that it does not have.
      let parts = partial.parts[lease.offset]
      guard let first = parts.first?.bay, let last = parts.last?.bay else { return true }
      if let piece = partial.pieces[lease.offset] {
        guard piece.node < instance.bays.slots[first] / instance.nodeSlots[Int(instance.bays.kind[first])] else {
          return false
        }
      }
      let root = roots[roots.lastIndex { $0 <= instance.bays.zone[first] }!]
      return instance.bays.zone[last] < instance.zones.end[root]
    }
  }

  /// The premium counted for a mandatory lease above its value: more than all leases together are worth; 0 where there
  /// are none. Nil: the sum of all would leave 64 bits.
  static func premium(_ movable: [LeaseIndex], _ instance: Instance) -> Int64? {
    let mandatory = movable.count { instance.leases.isMandatory[$0] }
    guard mandatory > 0 else { return 0 }
    let all = movable.reduce(Int128(1)) { sum, lease in
      sum + Int128(instance.optionRange(of: lease).reduce(0) { max($0, instance.options.value[$1]) })
    }
    // All values and premiums together, and as much again for what the search adds and subtracts.
    return all * Int128(mandatory + 1) <= Int128(Int64.max / 2) ? Int64(all) : nil
  }
}
