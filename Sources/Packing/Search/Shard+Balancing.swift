internal import SeededRandom

/// Balancing swaps: units of leases that differ in what they load are swapped between bays, until every free
/// node has its share of what rows have left.
///
/// Where light leases fill the bays of a row, room is left in it and no node to use it; where heavy ones do, nodes are
/// left and no room. Nothing is gained by a swap itself, but what waits fits sooner afterwards.
///
/// With *t* the load that the free slots below a row would come to by the mean of all leases, Σ √(*t* × room) over the
/// rows is largest, for a given sum of rooms, where all rooms are alike in proportion to *t*. As many slots are taken
/// from a bay as are put there, so *t* stays.
extension Shard {
  /// Swaps units between bays drawn at random where that balances what is left, until so much work is done.
  ///
  /// - Complexity: O(incidences of the shard + work × rows of a bay).
  mutating func balance(work most: Int, _ random: inout SplitMix64) {
    let end = work + most
    weighRows()
    work += bays
    var isNeighbour = false
    while work < end {
      let a = Int32(random.next() % UInt64(bays))
      let b = isNeighbour ? neighbour(of: a, &random) : Int32(random.next() % UInt64(bays))
      isNeighbour.toggle()
      work += 1
      if a != b, instance.bayKind[a + firstBay] == instance.bayKind[b + firstBay] { _ = swap(a, b) }
    }
  }

  /// A bay not far away in the order of the tree: gangs that keep to a small zone may be swapped with none farther.
  private func neighbour(of bay: Int32, _ random: inout SplitMix64) -> Int32 {
    min(Int32(bays) - 1, max(0, bay - Self.nearest + Int32(random.next() % UInt64(2 * Self.nearest + 1))))
  }

  private static let nearest: Int32 = 16

  /// Sets the load that free slots below each row would put on it.
  private mutating func weighRows() {
    for row in 0..<rowOf.count { scratch.rowNeed[row] = 0 }
    for bay in 0..<Int32(bays) where free[bay] > 0 {
      let base = Int(instance.bayKind[bay + firstBay]) * instance.coefficientClasses
      for entry in entries(of: bay) {
        let mean = instance.meanLoad[base + Int(instance.entryClass[entry])]
        // A row counts by the number of slots, not by its unit.
        if mean > 0 { scratch.rowNeed[entryRow[entry - firstEntry]] += Double(free[bay]) / mean }
      }
    }
    for row in 0..<rowOf.count { weigh(Int32(row)) }
  }

  /// Sets the worth of a little more room in a row.
  @inline(__always) private func weigh(_ row: Int32) {
    scratch.rowWorth[row] = (scratch.rowNeed[row] / Double(max(1, slack[row]))).squareRoot()
  }

  /// The weight of a unit of a class on a bay.
  @inline(__always) private func weight(_ class: Int32, in bay: Int32) -> Double {
    let base = instance.amountBase(`class`)
    var sum = 0.0
    for entry in entries(of: bay) {
      sum += scratch.rowWorth[entryRow[entry - firstEntry]] * Double(instance.load(base, entry))
    }
    return sum
  }

  /// Swaps two parts, or units of them, if that balances what is left: of those that may be swapped the two that
  /// promise most.
  private mutating func swap(_ a: Int32, _ b: Int32) -> Bool {
    let first = listMovable(from: a, to: b, at: 0)
    guard first > 0 else { return false }
    let second = listMovable(from: b, to: a, at: Self.mostMovable)
    var best: (gain: Double, x: Int32, y: Int32, units: Int32) = (0, -1, -1, 0)
    for atX in 0..<first {
      let x = scratch.movable[atX]
      for atY in Self.mostMovable..<Self.mostMovable + second {
        let weight = scratch.movableWeight[atX] + scratch.movableWeight[atY]
        guard weight > 0 else { continue }
        let y = scratch.movable[atY]
        let units = swappable(x, y)
        if weight * Double(units) > best.gain { best = (weight * Double(units), x, y, units) }
      }
    }
    return best.units > 0 && swap(best.units, of: best.x, in: a, with: best.y, in: b)
  }

  /// Lists the first parts in a bay that may stand in another one, with how much more a unit weighs here than there;
  /// returns how many.
  private mutating func listMovable(from bay: Int32, to other: Int32, at start: Int) -> Int {
    var part = bayPart[bay]
    var (count, looked) = (0, 0)
    while part >= 0, looked < Self.mostMovable {
      let `class` = instance.optionClass[option[partMember[part]]]
      if mayMove(`class`, from: bay, to: other) {
        scratch.movable[start + count] = part
        scratch.movableWeight[start + count] = weight(`class`, in: bay) - weight(`class`, in: other)
        count += 1
      }
      looked += 1
      part = nextInBay[part]
    }
    work += 1 + looked
    return count
  }

  /// The number of parts of a bay from which one is chosen.
  static var mostMovable: Int { 6 }

  /// The units of two parts that may be swapped; 0: none. What stands in one bay is moved whole.
  private func swappable(_ x: Int32, _ y: Int32) -> Int32 {
    let (classX, classY) = (instance.optionClass[option[partMember[x]]], instance.optionClass[option[partMember[y]]])
    guard partMember[x] != partMember[y], instance.slots[classX] == instance.slots[classY] else { return 0 }
    let units = min(partUnits[x], partUnits[y])
    guard units == partUnits[x] || !staysWhole(classX), units == partUnits[y] || !staysWhole(classY) else { return 0 }
    return units
  }

  private func staysWhole(_ class: Int32) -> Bool { instance.isSingleBay[`class`] || instance.prefersOneBay[`class`] }

  /// Swaps units of two parts; false, and nothing changed, if there is no room for them or it balances nothing.
  private mutating func swap(_ units: Int32, of x: Int32, in a: Int32, with y: Int32, in b: Int32) -> Bool {
    let (classX, classY) = (instance.optionClass[option[partMember[x]]], instance.optionClass[option[partMember[y]]])
    guard isCountable(units, classX, in: b), isCountable(units, classY, in: a) else { return false }
    let before = balanceTerm(a) + balanceTerm(b)
    swapLoads(units, of: classX, in: a, with: classY, from: b)
    let isBetter = hasRoom(a) && hasRoom(b) && balanceTerm(a) + balanceTerm(b) > before * (1 + 1e-9)
    swapLoads(units, of: classY, in: a, with: classX, from: b)
    work += 4
    guard isBetter else { return false }
    move(units, of: x, to: b)
    move(units, of: y, to: a)
    for entry in entries(of: a) { weigh(entryRow[entry - firstEntry]) }
    for entry in entries(of: b) { weigh(entryRow[entry - firstEntry]) }
    return true
  }

  /// True if units of a class may stand in another bay as far as zones go.
  private func mayMove(_ class: Int32, from: Int32, to: Int32) -> Bool {
    guard !instance.isPiece[`class`], instance.block[`class`] <= 1 else { return false }
    let level = instance.level[`class`]
    guard instance.isSingleBay[`class`] || domain(of: from, at: level).zone == domain(of: to, at: level).zone else {
      return false
    }
    return instance.narrowed(instance.bayZone[to + firstBay], `class`) >= 0
  }

  /// Takes units of one class from a bay and puts as many of another there, and the other way round in a second bay, as
  /// far as rows go.
  private mutating func swapLoads(_ units: Int32, of classX: Int32, in a: Int32, with classY: Int32, from b: Int32) {
    let (baseX, baseY) = (instance.amountBase(classX), instance.amountBase(classY))
    load(-units, baseX, on: a)
    load(units, baseY, on: a)
    load(units, baseX, on: b)
    load(-units, baseY, on: b)
  }

  /// The terms of a bay's rows in the sum that balancing makes large.
  private func balanceTerm(_ bay: Int32) -> Double {
    var sum = 0.0
    for entry in entries(of: bay) {
      let row = entryRow[entry - firstEntry]
      sum += (scratch.rowNeed[row] * Double(max(0, slack[row]))).squareRoot()
    }
    return sum
  }

  /// True if the load of units on a bay's rows leaves room to be counted: a unit may load a row with more than it
  /// can hold.
  private func isCountable(_ units: Int32, _ class: Int32, in bay: Int32) -> Bool {
    let base = instance.amountBase(`class`)
    return entries(of: bay).allSatisfy { entry in
      let (load, overflow) = instance.load(base, entry).multipliedReportingOverflow(by: Int64(units))
      return !overflow && load < Int64.max / 4
    }
  }

  private func hasRoom(_ bay: Int32) -> Bool {
    entries(of: bay).allSatisfy { slack[entryRow[$0 - firstEntry]] >= 0 }
  }
}
