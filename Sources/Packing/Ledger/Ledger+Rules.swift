/// The rules of options on bays, and the parts that leases have for themselves.
extension Ledger {
  /// Puts a lease where a plan has it, whether or not it fits there, and closes the parts that it has for itself.
  ///
  /// - Parameters:
  ///   - piece: where on its node a piece lies; nil: where it lies best. Without meaning where slots are only counted.
  ///   - lease: who stands there, for those who must stand near; nil: the lease that the option belongs to.
  public mutating func put(
    _ option: OptionIndex, parts: [(bay: BayIndex, units: Int)], piece: PiecePlace? = nil, as lease: LeaseIndex? = nil
  ) {
    let lease = lease.map { $0.raw } ?? owner(of: option)
    begin(option, units: parts.reduce(0) { $0 + $1.units })
    defer { gang = nil }
    for part in parts {
      if let piece, isTrackedPiece(option) {
        putPiece(option, in: part.bay, at: piece, as: book.affinity.isEmpty ? -1 : lease)
      } else {
        put(option, in: part.bay, units: part.units, as: book.affinity.isEmpty ? -1 : lease)
      }
    }
    closeParts()
  }

  /// The rules that a lease breaks where it stands, or would stand, and the bay where the first of them breaks.
  ///
  /// To be asked before it is put there.
  func broken(
    _ option: OptionIndex, parts: [(bay: BayIndex, units: Int)]
  ) -> (rules: RuleSet, bay: BayIndex?) {
    guard book.hasRules else { return ([], nil) }
    let total = parts.reduce(0) { $0 + $1.units }
    var gang = Gang(option, most: instance.mostInPart(option, of: total))
    var broken: (rules: RuleSet, bay: BayIndex?) = ([], nil)
    func breaks(_ rule: RuleSet, _ bay: BayIndex) {
      broken = (broken.rules.union(rule), broken.bay ?? bay)
    }
    let rules = book.rules(of: option)
    for (bay, units) in parts {
      gang.add(Int32(units), in: bay.raw, instance)
      if isShut(bay) || isTaken(option, bay) { breaks(.exclusive, bay) }
      if rules.contains(.within), !isWithin(option, bay) { breaks(.within, bay) }
      if rules.contains(.affinity), !satisfiesAffinity(option, bay) { breaks(.affinity, bay) }
      if rules.contains(.spread), gang.fullest > gang.most || isOutside(option, bay) { breaks(.spread, bay) }
    }
    if let bay = brokenBlock(option, parts, total) { breaks(.blocks, bay) }
    return broken
  }

  /// The first bay of a part that makes no full blocks, but for the one part that holds the rest; nil: there is none.
  private func brokenBlock(_ option: OptionIndex, _ parts: [(bay: BayIndex, units: Int)], _ total: Int) -> BayIndex? {
    let block = Int(instance.options.block[option])
    guard block > 1 else { return nil }
    let spansBays = hierarchy.blocksSpanBays(option, instance)
    var domains: [(key: Int, first: BayIndex, units: Int)] = []
    for (bay, units) in parts {
      let key = spansBays ? blockDomain(of: bay, option).offset : bay.offset
      if let at = domains.firstIndex(where: { $0.key == key }) {
        domains[at].units += units
      } else {
        domains.append((key, bay, units))
      }
    }
    var hasRest = false
    for (_, bay, units) in domains where units % block != 0 {
      if hasRest || units % block != total % block { return bay }
      hasRest = true
    }
    return nil
  }

  // MARK: the gang that is being placed

  /// Begins to count a gang of `units` units by the parts that its rules look at.
  mutating func begin(_ option: OptionIndex, units: Int) {
    guard book.hasRules, !book.rules(of: option).isDisjoint(with: [.exclusive, .spread]) else { return }
    gang = Gang(option, most: instance.mostInPart(option, of: units))
  }

  /// Closes the parts that the gang has for itself.
  mutating func closeParts() {
    guard let gang, !ignored.contains(.exclusive) else { return }
    for part in gang.exclusiveParts {
      write(Entry(action: .close, bay: part, option: gang.option.raw, units: 1, lease: -1))
    }
  }

  /// Takes a gang away from where it stands, so that it may be placed anew; the journal remembers that too.
  ///
  /// - Parameter piece: where on its node it lies, if its kind is tracked.
  mutating func remove(_ option: OptionIndex, parts: ArraySlice<PartTable.Part>, piece: PiecePlace?) {
    var gang = Gang(option, most: .max)
    for part in parts { gang.add(Int32(part.units), in: part.bay.raw, instance) }
    for part in gang.exclusiveParts {
      write(Entry(action: .close, bay: part, option: option.raw, units: -1, lease: -1))
    }
    let owner = owner(of: option)
    for part in parts {
      if let piece { places.append(piece) }
      write(
        Entry(
          action: piece == nil ? .put : .piece, bay: part.bay.raw, option: option.raw, units: -Int32(part.units),
          lease: owner))
    }
  }

  // MARK: bays

  /// Units of an option that fit a bay now and that its rules allow there, at most `most`, in steps of `step`.
  ///
  /// - Complexity: O(rows of the bay).
  func room(_ option: OptionIndex, in bay: BayIndex, most: Int, step: Int = 1) -> Int {
    guard book.hasRules else { return fit(option, in: bay, most: most) }
    guard isAllowed(option, in: bay) else { return 0 }
    let fitting = fit(option, in: bay, most: min(most, roomInPart(option, bay)))
    return step == 1 ? fitting : fitting - fitting % step
  }

  /// True if an option's rules allow a bay at all.
  func isAllowed(_ option: OptionIndex, in bay: BayIndex) -> Bool {
    let rules = book.rules(of: option).subtracting(ignored)
    if rules.isEmpty { return true }
    if rules.contains(.within), !isWithin(option, bay) { return false }
    if rules.contains(.exclusive), isTaken(option, bay) { return false }
    if rules.contains(.affinity), !satisfiesAffinity(option, bay) { return false }
    return !rules.contains(.spread) || !isOutside(option, bay)
  }

  /// True if an option that stands near another lease may stand anywhere at all.
  func mayStart(_ option: OptionIndex) -> Bool {
    guard book.rules(of: option).contains(.affinity), !ignored.contains(.affinity) else { return true }
    return sharing.watched[Int(book.affinity.watchOfOption[option])] > 0
  }

  /// The innermost of a zone and the zone that an option may not leave; nil: they have nothing in common.
  func narrowed(_ zone: ZoneIndex, _ option: OptionIndex) -> ZoneIndex? {
    guard book.rules(of: option).contains(.within), !ignored.contains(.within) else { return zone }
    let within = instance.options.within[option]
    if instance.contains(zone, within) { return within }
    return instance.contains(within, zone) ? zone : nil
  }

  private func isWithin(_ option: OptionIndex, _ bay: BayIndex) -> Bool {
    instance.contains(instance.options.within[option], instance.bays.zone[bay])
  }

  /// True if somebody else stands in the part that the option would have for itself.
  private func isTaken(_ option: OptionIndex, _ bay: BayIndex) -> Bool {
    let division = instance.options.exclusive[option]
    guard let part = instance.part(of: bay.raw, in: division) else { return false }
    let all = sharing.occupied[Int(book.exclusion.position[Int(division)])][Int(part)]
    return all > gang?.inExclusive[part] ?? 0
  }

  private func isOutside(_ option: OptionIndex, _ bay: BayIndex) -> Bool {
    instance.part(of: bay.raw, in: instance.options.spread[option]) == nil
  }

  /// Units that the gang may still put into the bay's part of its spread.
  private func roomInPart(_ option: OptionIndex, _ bay: BayIndex) -> Int {
    guard book.rules(of: option).contains(.spread), !ignored.contains(.spread), let gang else { return .max }
    guard let part = instance.part(of: bay.raw, in: instance.options.spread[option]) else { return 0 }
    return max(0, gang.most - Int(gang.inSpread[part] ?? 0))
  }

  /// True if the watched lease stands in the bay's part, or in one that is near enough in the same run.
  private func satisfiesAffinity(_ option: OptionIndex, _ bay: BayIndex) -> Bool {
    let watch = Int(book.affinity.watchOfOption[option])
    let division = instance.divisions[Int(book.affinity.watches[watch].division)]
    let part = Int(division.partOfBay[bay])
    guard part >= 0 else { return false }
    let reach = Int(instance.options.affinityReach[option])
    for at in max(0, part - reach)...min(division.run.count - 1, part + reach)
    where division.run[at] == division.run[part] && sharing.presence[watch][at] > 0 {
      return true
    }
    return false
  }

  /// True if all of a lease that stands in some bays is near to the lease that it must be near to.
  func satisfiesAffinity(_ option: OptionIndex, parts: ArraySlice<PartTable.Part>) -> Bool {
    !book.rules(of: option).contains(.affinity) || parts.allSatisfy { satisfiesAffinity(option, $0.bay) }
  }
}

extension Instance {
  /// True if `inner` is `outer` or stands in it.
  func contains(_ outer: ZoneIndex, _ inner: ZoneIndex) -> Bool { outer <= inner && inner < zones.end[outer] }
}
