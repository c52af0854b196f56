/// Leases that others must stand near to.
extension PartialPacking {
  /// Places a lease together with those that must stand near it: where it would go by itself, or if one of them finds no
  /// place then, in one part of their division after another until all of them do.
  ///
  /// Of the places that do not serve all, the one of the best objective is taken.
  ///
  /// - Parameters:
  ///   - also: those that come with it whatever they are; others only if they are mandatory.
  ///   - waits: true for those that are to be placed.
  ///   - serve: places one lease, by its options.
  /// - Complexity: O(parts tried × cost of placing the leases).
  mutating func serveWithFollowers(
    _ anchor: LeaseIndex, alsoWith also: ArraySlice<LeaseIndex>, _ waits: [Bool],
    serve: (inout PartialPacking, LeaseIndex) -> Void
  ) {
    let group = followers(of: anchor, alsoWith: also, waits)
    guard !group.isEmpty else { return serve(&self, anchor) }
    let before = self
    serve(&self, anchor)
    for lease in group { serve(&self, lease) }
    func servesAll(_ partial: PartialPacking) -> Bool {
      partial.option[anchor.offset] != nil && group.allSatisfy { partial.option[$0.offset] != nil }
    }
    guard !servesAll(self) else { return }
    var best = self
    for bays in before.parts(near: anchor, for: group) {
      var trial = before
      guard trial.serve(anchor, towards: bays, for: group) else { continue }
      for lease in group { serve(&trial, lease) }
      if trial.objective > best.objective { best = trial }
      if servesAll(trial) { break }
    }
    self = best
  }

  /// A lease and those that wait which it must stand near to, directly or through one another: the outermost first.
  func anchors(of lease: LeaseIndex, _ waits: [Bool]) -> [LeaseIndex] {
    var chain = [lease]
    while let anchor = ledger.instance.optionRange(of: chain[0]).lazy.compactMap({ ledger.book.affinity.anchor(of: $0) }
    )
    .first(where: { waits[$0.offset] && option[$0.offset] == nil && !chain.contains($0) }) {
      chain.insert(anchor, at: 0)
    }
    return chain
  }

  /// Those that must stand near to a lease, and those that must stand near to them, that wait; each after its anchor.
  private func followers(
    of anchor: LeaseIndex, alsoWith also: ArraySlice<LeaseIndex>, _ waits: [Bool]
  ) -> [LeaseIndex] {
    var group: [LeaseIndex] = []
    var at = -1
    while at < group.count {
      let lease = at < 0 ? anchor : group[at]
      for follower in ledger.book.affinity.followers[lease.offset]
      where waits[follower.offset] && option[follower.offset] == nil && follower != anchor && !group.contains(follower)
        && (ledger.instance.leases.isMandatory[follower] || also.contains(follower))
      {
        group.append(follower)
      }
      at += 1
    }
    return group
  }

  /// The bays of each part of the divisions by which a group stands near to its anchor, the fullest parts first, as far as a
  /// part has room for anybody of the group.
  private func parts(near anchor: LeaseIndex, for group: [LeaseIndex]) -> ArraySlice<[BayIndex]> {
    let instance = ledger.instance
    var parts: [(free: Int, bays: [BayIndex])] = []
    var divisions: [Int32] = []
    for lease in group {
      for option in instance.optionRange(of: lease) where ledger.book.affinity.anchor(of: option) == anchor {
        let division = instance.options.affinityDivision[option]
        if !divisions.contains(division) { divisions.append(division) }
      }
    }
    for division in divisions {
      let table = instance.divisions[Int(division)]
      var bays = [[BayIndex]](repeating: [], count: table.run.count)
      for (bay, part) in table.partOfBay.enumerated() where part >= 0 { bays[Int(part)].append(BayIndex(bay)) }
      for list in bays {
        let free = list.reduce(0) { $0 + max(0, ledger.freeSlots(of: $1)) }
        if free > 0 { parts.append((free, list)) }
      }
    }
    let order = parts.indices.sorted { (parts[$0].free, $0) < (parts[$1].free, $1) }
    let most = Self.work / max(1, instance.bays.count + instance.rows.count / 4)
    return order.map { parts[$0].bays }.prefix(max(4, min(Self.mostParts, most)))
  }

  /// The most parts that are tried for one anchor, and the work in bays and rows that may be put into them.
  private static let mostParts = 256, work = 200_000

  /// Places an anchor with as much of it in some bays as leaves room there for a group, or at least a part of it; false if
  /// that cannot be.
  private mutating func serve(_ anchor: LeaseIndex, towards bays: [BayIndex], for group: [LeaseIndex]) -> Bool {
    let instance = ledger.instance
    for at in instance.optionRange(of: anchor) {
      let option = OptionIndex(at)
      let own = bays.filter { instance.bays.kind[$0] == instance.options.kind[at] }
      guard !own.isEmpty else { continue }
      let start = ledger.mark()
      if ledger.isTrackedPiece(option) {
        let places = own.contains { ledger.place(option, in: instance.bays.zone[$0]) }
        if places { accept(anchor, option, since: start) }
        if places { return true }
        continue
      }
      let needed = group.reduce(0) { sum, lease in
        let least =
          instance.optionRange(of: lease).filter { instance.options.kind[$0] == instance.options.kind[at] }
          .map { Int(instance.options.least[$0]) * Int(instance.options.slots[$0]) }.min() ?? 0
        return sum + least
      }
      let free = own.reduce(0) { $0 + max(0, ledger.freeSlots(of: $1)) }
      let slots = Int(instance.options.slots[at])
      var left = max(1, min(Int(instance.options.units[at]), (free - needed) / slots))
      var preferred: [(bay: BayIndex, units: Int)] = []
      for bay in own where left > 0 {
        let units = ledger.fit(option, in: bay, most: left)
        if units > 0 { preferred.append((bay, units)) }
        left -= units
      }
      let domain = instance.domain(of: instance.bays.zone[own[0]], at: instance.options.level[at])
      let (least, most) = (Int(instance.options.least[at]), Int(instance.options.units[at]))
      if ledger.gather(option, in: domain, least: least, most: most, preferred: preferred) > 0 {
        accept(anchor, option, since: start)
        return true
      }
    }
    return false
  }
}
