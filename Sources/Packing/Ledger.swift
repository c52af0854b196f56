/// What is left while a packing is built: free slots by bay and zone, headroom by row. Places and takes back whole gangs.
///
/// Invariant (`checkInvariants`, on in tests by `PACKING_INVARIANTS`): free slots and headrooms are the instance's, less the
/// sum of what is placed. Bays of one kind with equally many free slots form a linked list, so that the tightest bay that
/// suffices is found without a scan.
public struct Ledger: Sendable {
  let instance: Instance
  let loads: LoadTable
  let geometry: Geometry
  /// Free slots of each bay.
  var free: [Int32]
  /// What each row can still take; negative where it was overfull from the start. Relaxed rows hold a very large number.
  var headroom: [Int64]
  /// Free whole nodes: zones × kinds, row-major.
  var zoneFree: [Int32]
  private var buckets: Buckets
  /// Whether places where a unit presses least on scarce rows come before tight ones.
  var prefersLight = false
  /// Placements since the last `mark`, for taking back.
  private var journal: [(bay: Int32, option: Int32, units: Int32)] = []

  /// An empty ledger for an instance.
  ///
  /// - Complexity: O(zones × kinds + incidences).
  public init(_ instance: Instance) { self.init(instance, loads: LoadTable(instance), geometry: Geometry(instance)) }

  init(_ instance: Instance, loads: LoadTable, geometry: Geometry) {
    self.instance = instance
    self.loads = loads
    self.geometry = geometry
    free = instance.bays.slots
    headroom = instance.rows.capacity
    zoneFree = geometry.zoneNodes
    buckets = Buckets(instance, maximum: geometry.mostSlots)
  }

  /// Stands for "no limit": far above any capacity, far below overflow.
  public static let unlimited: Int64 = .max / 4

  /// Forgets the limits of some rows, as a question "what if these did not bind".
  public mutating func relax(_ shouldRelax: (RowIndex) -> Bool) {
    for row in headroom.indices where shouldRelax(RowIndex(row)) { headroom[row] = Self.unlimited }
  }

  /// What a row can still take.
  public func headroom(of row: RowIndex) -> Int64 { headroom[row] }
  /// Free slots of a bay.
  public func freeSlots(of bay: BayIndex) -> Int { Int(free[bay]) }
  /// Free whole nodes of a kind under a zone.
  public func freeNodes(in zone: ZoneIndex, kind: Int32) -> Int {
    Int(zoneFree[zone.offset * geometry.kinds + Int(kind)])
  }

  /// Rules that are not looked at, as a question "what if this rule did not hold".
  public var ignored: RuleSet = []

  /// Free slots of a bay that nobody else may use, because a lease has the bay for itself.
  public func isolated(_ bay: BayIndex) -> Int { 0 }

  /// Free slots of a bay in nodes that pieces have opened and that others may still use; part of `freeSlots(of:)`.
  public func openedFree(_ bay: BayIndex) -> Int {
    let node = instance.nodeSlots[Int(instance.bays.kind[bay])]
    return free[bay] > 0 ? Int(free[bay] % node) : 0
  }

  /// Puts a lease where a plan has it, whether or not it fits there, and closes the parts that it has for itself.
  ///
  /// - Parameters:
  ///   - piece: where on its node a piece lies.
  ///   - lease: who stands there, for those who must stand near; nil: the lease that the option belongs to.
  public mutating func stand(
    _ option: OptionIndex, parts: [(bay: BayIndex, units: Int)], piece: PiecePlace? = nil, as lease: LeaseIndex? = nil
  ) {
    for part in parts { put(option, in: part.bay, units: part.units) }
  }

  // MARK: one bay

  /// Units of an option that fit a bay now, at most `most`.
  ///
  /// - Complexity: O(rows of the bay).
  public func fit(_ option: OptionIndex, in bay: BayIndex, most: Int) -> Int {
    var units = min(Int64(most), Int64(free[bay] / instance.options.slots[option]))
    let base = Int(loads.amountClass[option]) * loads.coefficientClasses
    for entry in Int(instance.incidenceStart[bay.offset])..<Int(instance.incidenceStart[bay.offset + 1]) where units > 0
    {
      let load = loads.loads[base + Int(loads.coefficientClass[entry])]
      if load > 0 {
        let room = headroom[instance.incidenceRow[entry]]
        // The quick test is exact only where the product cannot leave 64 bits.
        if load >> 31 != 0 || units >> 31 != 0 || room < load &* units {
          units = room < 0 ? 0 : min(units, room / load)
        }
      }
    }
    return Int(max(0, units))
  }

  /// Puts units into a bay whether or not they fit; the journal remembers it.
  public mutating func put(_ option: OptionIndex, in bay: BayIndex, units: Int) {
    change(option, in: bay, units: units)
    journal.append((bay.raw, option.raw, Int32(units)))
  }

  private mutating func change(_ option: OptionIndex, in bay: BayIndex, units: Int) {
    let kind = Int(instance.bays.kind[bay])
    let nodeSlots = instance.nodeSlots[kind]
    let before = free[bay]
    let after = before - Int32(units) * instance.options.slots[option]
    free[bay] = after
    buckets.move(bay.offset, kind: kind, from: before, to: after)
    let nodes = floorQuotient(after, nodeSlots) - floorQuotient(before, nodeSlots)
    if nodes != 0 {
      var zone: ZoneIndex? = instance.bays.zone[bay]
      while let at = zone {
        zoneFree[at.offset * geometry.kinds + kind] += nodes
        zone = instance.zones.parent[at]
      }
    }
    let base = Int(loads.amountClass[option]) * loads.coefficientClasses
    for entry in Int(instance.incidenceStart[bay.offset])..<Int(instance.incidenceStart[bay.offset + 1]) {
      // Wrapping, so that taking back is exact even where forgotten rows are loaded beyond all measure.
      headroom[instance.incidenceRow[entry]] &-= loads.loads[base + Int(loads.coefficientClass[entry])] &* Int64(units)
    }
  }

  // MARK: taking back

  /// A point to return to.
  public func mark() -> Int { journal.count }

  /// Takes back everything put since a mark.
  public mutating func rollBack(to mark: Int) {
    while journal.count > mark {
      let last = journal.removeLast()
      change(OptionIndex(Int(last.option)), in: BayIndex(Int(last.bay)), units: -Int(last.units))
    }
  }

  /// What was put since a mark, merged by bay, ascending.
  public func parts(since mark: Int) -> [(bay: BayIndex, units: Int)] {
    var parts = journal[mark...].map { (bay: BayIndex(Int($0.bay)), units: Int($0.units)) }
    parts.sort { $0.bay < $1.bay }
    var merged: [(bay: BayIndex, units: Int)] = []
    for part in parts {
      if let last = merged.indices.last, merged[last].bay == part.bay {
        merged[last].units += part.units
      } else {
        merged.append(part)
      }
    }
    return merged
  }

  // MARK: one gang

  /// Places an option whole in the tightest domain that takes it; false, and nothing changed, if none does.
  ///
  /// - Complexity: O(domains of the level + children and bays visited × rows of a bay).
  public mutating func place(_ option: OptionIndex) -> Bool {
    if geometry.isSingleBay(option, instance) {
      return prefersLight ? placeInLightestBay(option) : placeInOneBay(option)
    }
    let kind = Int(instance.options.kind[option])
    let needed = instance.options.units[option]
    var candidates: [(free: Int32, zone: ZoneIndex)] = []
    for zone in geometry.domains(of: option, instance) {
      let nodes = zoneFree[zone.offset * geometry.kinds + kind]
      if nodes >= needed { candidates.append((nodes, zone)) }
    }
    candidates.sort { $0.free != $1.free ? $0.free < $1.free : $0.zone < $1.zone }
    for candidate in candidates where place(option, in: candidate.zone) { return true }
    return false
  }

  /// Places an option whole under a zone; false, and nothing changed, if it does not fit.
  ///
  /// Two ways are tried: together (`fill`), and, where that fails, the bays that load scarce rows least.
  public mutating func place(_ option: OptionIndex, in zone: ZoneIndex) -> Bool {
    let start = mark()
    let needed = Int(instance.options.units[option])
    for isLight in [prefersLight, !prefersLight] {
      let placed = isLight ? fillLightest(option, in: zone, units: needed) : fill(option, in: zone, units: needed)
      if placed == needed { return true }
      rollBack(to: start)
    }
    return false
  }

  /// Puts units under a zone in whichever of the two ways places more, at most `units`; says how many.
  public mutating func fillMost(_ option: OptionIndex, in zone: ZoneIndex, units: Int) -> Int {
    let start = mark()
    let together = fill(option, in: zone, units: units)
    if together == units { return together }
    rollBack(to: start)
    let lightest = fillLightest(option, in: zone, units: units)
    if lightest > together { return lightest }
    rollBack(to: start)
    return fill(option, in: zone, units: units)
  }

  /// Puts as many units as fit under a zone, at most `units`, into the bays where a unit takes the smallest share of what
  /// the row that it presses hardest has left; says how many.
  ///
  /// - Complexity: O(bays under the zone × (rows of a bay + log)).
  private mutating func fillLightest(_ option: OptionIndex, in zone: ZoneIndex, units: Int) -> Int {
    let kind = instance.options.kind[option]
    var bays: [(pressure: Double, bay: BayIndex)] = []
    for bay in geometry.allBays(under: zone, instance) where instance.bays.kind[bay] == kind {
      if fit(option, in: bay, most: 1) > 0 { bays.append((pressure(option, bay), bay)) }
    }
    // Where a unit presses equally everywhere, this way is no other than `fill`.
    guard let first = bays.first, bays.contains(where: { $0.pressure != first.pressure }) else { return 0 }
    bays.sort { $0.pressure != $1.pressure ? $0.pressure < $1.pressure : $0.bay < $1.bay }
    var placed = 0
    for (_, bay) in bays where placed < units {
      let count = fit(option, in: bay, most: units - placed)
      if count > 0 {
        put(option, in: bay, units: count)
        placed += count
      }
    }
    return placed
  }

  /// The largest share of any row's headroom that one unit takes.
  private func pressure(_ option: OptionIndex, _ bay: BayIndex) -> Double {
    var most = 0.0
    let base = Int(loads.amountClass[option]) * loads.coefficientClasses
    for entry in Int(instance.incidenceStart[bay.offset])..<Int(instance.incidenceStart[bay.offset + 1]) {
      let load = loads.loads[base + Int(loads.coefficientClass[entry])]
      let room = headroom[instance.incidenceRow[entry]]
      if load > 0, room > 0 { most = max(most, Double(load) / Double(room)) }
    }
    return most
  }

  /// Puts as many units as fit under a zone, at most `units`; says how many.
  ///
  /// A child that holds the rest alone and most tightly is taken first, else the emptiest: gangs stay together, and
  /// broken zones are used up before whole ones.
  public mutating func fill(_ option: OptionIndex, in zone: ZoneIndex, units: Int) -> Int {
    let kind = instance.options.kind[option]
    var placed = 0
    for bay in geometry.bays(in: zone) where instance.bays.kind[bay] == kind && placed < units {
      let fitting = fit(option, in: bay, most: units - placed)
      if fitting > 0 {
        put(option, in: bay, units: fitting)
        placed += fitting
      }
    }
    if placed == units { return placed }
    var children: [(free: Int32, zone: ZoneIndex)] = []
    for child in geometry.children(of: zone) {
      let nodes = zoneFree[child.offset * geometry.kinds + Int(kind)]
      if nodes > 0 { children.append((nodes, child)) }
    }
    var queue = TightestFirst(children)
    while placed < units, let child = queue.next(holding: Int32(clamping: units - placed)) {
      placed += fill(option, in: child, units: units - placed)
    }
    return placed
  }

  /// - Complexity: O(bays × rows of a bay).
  private mutating func placeInLightestBay(_ option: OptionIndex) -> Bool {
    let units = Int(instance.options.units[option])
    var best: (pressure: Double, bay: BayIndex)?
    for bay in (0..<instance.bays.count).lazy.map({ BayIndex($0) })
    where instance.bays.kind[bay] == instance.options.kind[option] && fit(option, in: bay, most: units) == units {
      let pressure = pressure(option, bay)
      if pressure < (best?.pressure ?? .infinity) { best = (pressure, bay) }
    }
    guard let best else { return false }
    put(option, in: best.bay, units: units)
    return true
  }

  private mutating func placeInOneBay(_ option: OptionIndex) -> Bool {
    let units = Int(instance.options.units[option])
    let kind = Int(instance.options.kind[option])
    let needed = units * Int(instance.options.slots[option])
    guard needed <= Int(geometry.mostSlots) else { return false }
    for slots in needed...max(needed, Int(geometry.mostSlots)) {
      var at = buckets.first(kind: kind, slots: slots)
      while let bay = at {
        if fit(option, in: BayIndex(bay), most: units) == units {
          put(option, in: BayIndex(bay), units: units)
          return true
        }
        at = buckets.next(after: bay)
      }
    }
    return false
  }

  // MARK: invariants

  /// Whether what is left equals what there was less what the journal holds.
  func checkInvariants() -> Bool {
    var fresh = Ledger(instance, loads: loads, geometry: geometry)
    for entry in journal {
      fresh.change(OptionIndex(Int(entry.option)), in: BayIndex(Int(entry.bay)), units: Int(entry.units))
    }
    let rowsAgree = zip(headroom, fresh.headroom).allSatisfy { $0 == $1 || $0 > Self.unlimited / 2 }
    return fresh.free == free && fresh.zoneFree == zoneFree && rowsAgree
  }
}

/// The quotient rounded towards −∞: free slots go negative where placed leases overfill a bay.
private func floorQuotient(_ a: Int32, _ b: Int32) -> Int32 { a >= 0 ? a / b : -((b - 1 - a) / b) }
