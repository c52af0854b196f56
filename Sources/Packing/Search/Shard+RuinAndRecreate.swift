internal import SeededRandom

/// Ruin and recreate, a large-neighbourhood search: a region is emptied, in part or whole, and filled again with those
/// who stood there and some of those who wait; what is worth less than before is taken back.
///
/// Shaw, *Using constraint programming and local search methods to solve vehicle routing problems* (1998); Schrimpf et
/// al., *Record breaking optimization results using the ruin and recreate principle* (2000).
extension Shard {
  /// Serves waiting leases in the order of their worth, as far as they fit.
  mutating func construct() {
    stamp += 1
    let count = waitingCount
    for at in 0..<count {
      let member = waiting[at]
      scratch.order[at] = Self.rank(of: member, instance.worth[lease[member]])
    }
    scratch.order.sort(count)
    for bay in 0..<bays { scratch.region[bay] = Int32(bay) }
    fillBuckets(bays)
    for at in 0..<count { _ = serve(Self.member(ranked: scratch.order[at]), regionCount: 0) }
  }

  /// Ruins and recreates regions until so much work is done; a share of it goes to balancing swaps, in turns.
  mutating func improve(work most: Int, balancing share: Double, _ random: inout SplitMix64) {
    let start = work
    var next = most / 4
    var nextBalancing = start
    while work - start < most {
      if share > 0, work >= nextBalancing {
        balance(work: Int(share * Double(most / Self.balancings)), &random)
        nextBalancing += most / Self.balancings
      }
      ruinAndRecreate(&random)
      if work - start >= next {
        sizes.weigh()
        next += most / 4
      }
    }
  }

  /// The number of times that swaps balance what is left in a round.
  private static let balancings = 8

  private mutating func ruinAndRecreate(_ random: inout SplitMix64) {
    let start = work
    work += 4
    stamp += 1
    hasBuckets = false
    let size = sizes.choose(&random)
    let region = chooseRegion(size, &random)
    guard region > 0 else { return }
    regionsRebuilt += 1
    let before = value
    let removed = ruin(region, &random)
    var count = removed
    for at in 0..<removed { scratch.candidate[at] = scratch.undoMember[at] }
    inviteWaiting(&count, &random)
    guard count > 0 else { return }
    let noise = 0.1 * random.unit()
    let bonus = random.next() % 2 == 0 ? 0 : 0.2 * random.unit()
    for at in 0..<count {
      let member = scratch.candidate[at]
      let number = lease[member]
      let `class` = instance.optionClass[instance.firstOption[number]]
      let width = instance.units[`class`] * instance.slots[`class`]
      let doublings = Double(Int32.bitWidth - width.leadingZeroBitCount)
      scratch.order[at] = Self.rank(
        of: member, instance.worth[number] * (1 + noise * (random.unit() - 0.5)) * (1 + bonus * doublings))
    }
    scratch.order.sort(count)
    if nodes > 0 || region > Self.mostScanned { fillBuckets(region) }
    for at in 0..<count { _ = serve(Self.member(ranked: scratch.order[at]), regionCount: region) }
    let gain = value - before
    if gain < 0 { undo(removed, count) }
    work += count
    sizes.note(size, gain: gain, work: work - start)
  }

  /// Fills `scratch.region` with bays that have something in common, and returns how many.
  private mutating func chooseRegion(_ size: Int, _ random: inout SplitMix64) -> Int {
    let seed = Int32(random.next() % UInt64(bays))
    if size > 0 { return zone(around: seed, most: min(bays, 8 << size)) }
    let choice = random.next() % 8
    if choice < 5 {
      // The bays of a row: those under one breaker, busway, cooling loop or uplink.
      let entries = entries(of: seed)
      guard !entries.isEmpty else { return single(seed) }
      let row = entryRow[entries.lowerBound + Int(random.next() % UInt64(entries.count)) - firstEntry]
      let rowBays = firstRowBay[row]..<firstRowBay[row + 1]
      guard rowBays.count <= Self.mostBays else { return neighbours(of: seed) }
      var count = 0
      for at in rowBays {
        scratch.region[count] = rowBay[at]
        count += 1
      }
      return count
    }
    if choice < 7 { return neighbours(of: seed) }
    // A few bays of one kind, anywhere.
    let kind = instance.bayKind[seed + firstBay]
    var count = 0
    for _ in 0..<8 {
      let bay = Int32(random.next() % UInt64(bays))
      if instance.bayKind[bay + firstBay] == kind, scratch.bayStamp[bay] != stamp {
        scratch.bayStamp[bay] = stamp
        scratch.region[count] = bay
        count += 1
      }
    }
    return count
  }

  private static let mostBays = 32, mostScanned = 24

  /// The bays of the largest zone around one that holds no more than `most`.
  private func zone(around bay: Int32, most: Int) -> Int {
    var zone = instance.bayZone[bay + firstBay]
    while zone > firstZone {
      let outer = instance.parent[zone]
      guard Int(instance.firstBay[instance.zoneEnd[outer]] - instance.firstBay[outer]) <= most else { break }
      zone = outer
    }
    let range = instance.firstBay[zone]..<instance.firstBay[instance.zoneEnd[zone]]
    for bay in range { scratch.region[bay - range.lowerBound] = bay - firstBay }
    return range.count
  }

  private func single(_ bay: Int32) -> Int {
    scratch.region[0] = bay
    return 1
  }

  /// The bays around one, in the order of the tree.
  private func neighbours(of bay: Int32) -> Int {
    let first = max(0, Int(bay) - 4)
    let last = min(bays, first + 8)
    for at in first..<last { scratch.region[at - first] = Int32(at) }
    return last - first
  }

  /// Removes some or all of the leases in the region and records where they stood; returns how many.
  private mutating func ruin(_ region: Int, _ random: inout SplitMix64) -> Int {
    let share = random.next() % 3 == 0 ? 1 : 0.25 + 0.75 * random.unit()
    var removed = 0
    var parts = 0
    for at in 0..<region {
      var part = bayPart[scratch.region[at]]
      while part >= 0 {
        let member = partMember[part]
        part = nextInBay[part]
        guard scratch.memberStamp[member] != stamp else { continue }
        scratch.memberStamp[member] = stamp
        if share < 1, random.unit() > share { continue }
        scratch.undoMember[removed] = member
        scratch.undoOption[removed] = option[member]
        var own = memberPart[member]
        var count: Int32 = 0
        while own >= 0 {
          scratch.undoBay[parts] = partBay[own]
          scratch.undoUnits[parts] = partUnits[own]
          if nodes > 0 {
            scratch.undoNode[parts] = partNode[own]
            scratch.undoTaken[parts] = partTaken[own]
          }
          parts += 1
          count += 1
          own = nextOfMember[own]
        }
        scratch.undoParts[removed] = count
        removed += 1
      }
    }
    for at in 0..<removed { unserve(scratch.undoMember[at]) }
    return removed
  }

  /// Adds leases that wait to the candidates: all of a few, else the better of pairs drawn at random.
  private mutating func inviteWaiting(_ count: inout Int, _ random: inout SplitMix64) {
    let wanted = max(8, count)
    // Those that were removed wait at the end of the list.
    let others = waitingCount - count
    guard others > 0 else { return }
    if others <= wanted {
      for at in 0..<others {
        scratch.candidate[count] = waiting[at]
        count += 1
      }
      return
    }
    for _ in 0..<wanted {
      let first = waiting[Int(random.next() % UInt64(others))]
      let second = waiting[Int(random.next() % UInt64(others))]
      let member = instance.worth[lease[first]] >= instance.worth[lease[second]] ? first : second
      guard scratch.memberStamp[member] != stamp else { continue }
      scratch.memberStamp[member] = stamp
      scratch.candidate[count] = member
      count += 1
    }
  }

  /// Restores what was there before a region was ruined.
  private mutating func undo(_ removed: Int, _ count: Int) {
    for at in 0..<count where option[scratch.candidate[at]] >= 0 { unserve(scratch.candidate[at]) }
    var next = 0
    for at in 0..<removed {
      let member = scratch.undoMember[at]
      let option = scratch.undoOption[at]
      let `class` = instance.optionClass[option]
      for _ in 0..<scratch.undoParts[at] {
        if instance.isPiece[`class`] {
          put(scratch.undoTaken[next], of: `class`, on: scratch.undoNode[next], for: member)
        } else {
          put(scratch.undoUnits[next], of: `class`, in: scratch.undoBay[next], for: member)
        }
        next += 1
      }
      self.option[member] = option
      value += instance.optionValue[option]
      stopWaiting(member)
    }
  }

  /// A number that is the smaller the more a member is worth, and among equals the smaller the member is; and the
  /// member of such a number.
  @inline(__always) private static func rank(of member: Int32, _ worth: Double) -> Int64 {
    let bits = Int32(bitPattern: Float(-worth).bitPattern)
    return Int64(bits < 0 ? bits ^ .max : bits) << 32 | Int64(member)
  }

  @inline(__always) private static func member(ranked rank: Int64) -> Int32 { Int32(truncatingIfNeeded: rank) }
}

/// Adaptive weights of region sizes: the more a size has gained for the work it took, the more often it is chosen.
struct RegionSizes {
  private var gain: [Double], work: [Double], draws: [Double]
  private var threshold: [Double]

  init() {
    gain = [Double](repeating: 1, count: Self.count)
    work = (0..<Self.count).map { Double(8 << $0) }
    draws = [Double](repeating: 1, count: Self.count)
    threshold = []
    weigh()
  }

  /// Sizes 0, 1, 2 … hold up to 8, 16, 32 … bays.
  static let count = 8

  func choose(_ random: inout SplitMix64) -> Int {
    let draw = random.unit() * threshold[Self.count - 1]
    return threshold.firstIndex { draw < $0 } ?? 0
  }

  mutating func note(_ size: Int, gain: Int64, work: Int) {
    if gain > 0 { self.gain[size] += Double(gain) }
    self.work[size] += Double(work)
    draws[size] += 1
  }

  /// Sets how often each size is chosen, and forgets half of what is known.
  mutating func weigh() {
    let rate = (0..<Self.count).map { gain[$0] / work[$0] }
    let sum = max(1e-12, rate.reduce(0, +))
    threshold = []
    var total = 0.0
    for size in 0..<Self.count {
      // A share of the time is a share of the draws over what a draw costs.
      total += (rate[size] / sum + 0.05) / max(1, work[size] / draws[size])
      threshold.append(total)
    }
    for size in 0..<Self.count {
      gain[size] /= 2
      work[size] /= 2
      draws[size] /= 2
    }
  }
}
