/// Placing gangs in a shard.
extension Shard {
  /// Serves a member by the first of its lease's options that finds a place near the region; false, and nothing
  /// changed, if none does.
  ///
  /// - Parameter regionCount: how many of the region's bays count; 0: the whole shard is searched.
  mutating func serve(_ member: Int32, regionCount: Int) -> Bool {
    let number = lease[member]
    for option in instance.firstOption[number]..<instance.firstOption[number + 1] {
      let `class` = instance.optionClass[option]
      let shape = instance.shape[`class`]
      if scratch.failedAt[shape] == stamp, instance.units[`class`] >= scratch.failedUnits[shape] { continue }
      let isPlaced =
        instance.isPiece[`class`]
        ? placePiece(`class`, member)
        : instance.isSingleBay[`class`]
          ? placeInOneBay(`class`, for: member, regionCount: regionCount)
          : placeGang(`class`, for: member, regionCount: regionCount)
      if isPlaced {
        self.option[member] = option
        value += instance.optionValue[option]
        stopWaiting(member)
        return true
      }
      scratch.failedAt[shape] = stamp
      scratch.failedUnits[shape] = instance.units[`class`]
    }
    return false
  }

  /// Takes a served member's lease from where it stands.
  mutating func unserve(_ member: Int32) {
    let option = option[member]
    clear(member, of: instance.optionClass[option])
    value -= instance.optionValue[option]
    self.option[member] = -1
    wait(member)
  }

  private mutating func placeGang(_ class: Int32, for member: Int32, regionCount: Int) -> Bool {
    if instance.prefersOneBay[`class`], placeInOneBay(`class`, for: member, regionCount: regionCount) { return true }
    return regionCount > 0
      ? placeAround(`class`, for: member, regionCount: regionCount) : placeAnywhere(`class`, member)
  }

  /// The tightest bay that takes all units.
  private mutating func placeInOneBay(_ class: Int32, for member: Int32, regionCount: Int) -> Bool {
    let kind = instance.kind[`class`]
    let units = instance.units[`class`]
    let slots = units * instance.slots[`class`]
    let best =
      hasBuckets
      ? bestFitOfBuckets(kind, slots) { shard, bay in
        shard.reaches(bay, `class`) && shard.fit(`class`, in: bay, most: units) == units
      }
      : bestFitOfRegion(`class`, kind: kind, units: units, slots: slots, regionCount: regionCount)
    guard best >= 0 else { return false }
    put(units, of: `class`, in: best, for: member)
    return true
  }

  private mutating func bestFitOfRegion(
    _ class: Int32, kind: Int32, units: Int32, slots: Int32, regionCount: Int
  )
    -> Int32
  {
    var best: Int32 = -1
    var bestFree = Int32.max
    for at in 0..<regionCount {
      let bay = scratch.region[at]
      let left = free[bay]
      guard left >= slots, left < bestFree, instance.bayKind[bay + firstBay] == kind, reaches(bay, `class`) else {
        continue
      }
      if fit(`class`, in: bay, most: units) == units {
        (best, bestFree) = (bay, left)
        if left == slots { break }
      }
    }
    return best
  }

  /// True if a class may stand in a bay as far as zones go.
  @inline(__always) private func reaches(_ bay: Int32, _ class: Int32) -> Bool {
    instance.narrowed(instance.bayZone[bay + firstBay], `class`) >= 0
  }

  // MARK: buckets

  /// Lists the region's bays by kind and free slots, so that the tightest is found without a scan.
  ///
  /// A list is mended when it is read: bays only fill up until the next step.
  mutating func fillBuckets(_ regionCount: Int) {
    hasBuckets = true
    for at in stride(from: regionCount - 1, through: 0, by: -1) {
      link(scratch.region[at])
      if nodes > 0 { listHoles(of: scratch.region[at]) }
    }
  }

  private func bucket(_ kind: Int32, _ slots: Int32) -> Int {
    Int(kind) * Self.buckets + Int(min(slots, Self.mostSlots))
  }

  private func link(_ bay: Int32) {
    let at = bucket(instance.bayKind[bay + firstBay], max(0, free[bay]))
    scratch.nextInBucket[bay] = scratch.bucketStamp[at] == stamp ? scratch.bucketHead[at] : -1
    scratch.bucketStamp[at] = stamp
    scratch.bucketHead[at] = bay
  }

  /// The bay of a kind with the fewest free slots, but enough of them, that passes a test; −1: none.
  @inline(__always)
  mutating func bestFitOfBuckets(_ kind: Int32, _ slots: Int32, where takes: (inout Shard, Int32) -> Bool) -> Int32 {
    var at = bucket(kind, slots)
    let last = bucket(kind, Self.mostSlots)
    while at <= last {
      if scratch.bucketStamp[at] == stamp {
        var previous: Int32 = -1
        var bay = scratch.bucketHead[at]
        while bay >= 0 {
          let next = scratch.nextInBucket[bay]
          let left = free[bay]
          if left >= slots, takes(&self, bay) { return bay }
          if bucket(kind, max(0, left)) != at {
            if previous >= 0 { scratch.nextInBucket[previous] = next } else { scratch.bucketHead[at] = next }
            link(bay)
          } else {
            previous = bay
          }
          bay = next
        }
      }
      at += 1
    }
    return -1
  }

  /// Bays with more free slots than this share a bucket.
  private static var mostSlots: Int32 { 127 }
  static var buckets: Int { 128 }

  /// The zone that must hold all of a gang of a level if one unit stands in a bay, or the shard's root if that is
  /// further out; and the zone around the bay, that one or one in it, all of whose bays have the same domain.
  @inline(__always) func domain(of bay: Int32, at level: Int32) -> (zone: Int32, alike: Int32) {
    var zone = instance.bayZone[bay + firstBay]
    var alike = zone
    while zone > firstZone, instance.zoneLevel[zone] > level { (alike, zone) = (zone, instance.parent[zone]) }
    return (zone, instance.zoneLevel[zone] == level ? zone : alike)
  }

  @inline(__always) private func free(in zone: Int32, _ kind: Int32) -> Int32 {
    nodesFree[Int(zone - firstZone) * instance.kinds + Int(kind)]
  }

  /// Tries the domains that the region's bays stand in.
  private mutating func placeAround(_ class: Int32, for member: Int32, regionCount: Int) -> Bool {
    let (kind, level, units) = (instance.kind[`class`], instance.level[`class`], instance.units[`class`])
    var last: Int32 = -1
    for at in 0..<regionCount {
      let bay = scratch.region[at]
      guard instance.bayKind[bay + firstBay] == kind else { continue }
      let zone = instance.narrowed(domain(of: bay, at: level).zone, `class`)
      guard zone != last else { continue }
      last = zone
      if zone >= 0, free(in: zone, kind) >= units, fill(`class`, for: member, in: zone) { return true }
    }
    return false
  }

  /// Tries every domain of the level, the tightest first.
  private mutating func placeAnywhere(_ class: Int32, _ member: Int32) -> Bool {
    var tightest = Int64.max
    let count = eachDomain(`class`) { _, free in tightest = min(tightest, free) }
    guard count > 0 else { return false }
    if fill(`class`, for: member, in: zone(of: tightest)) { return true }
    // Hardly ever are they all looked at.
    guard count > 1 else { return false }
    let domains = scratch.domain
    _ = eachDomain(`class`) { at, free in domains[at] = free }
    domains.sort(count)
    for at in 0..<count where domains[at] > tightest && (at == 0 || domains[at] != domains[at - 1]) {
      if fill(`class`, for: member, in: zone(of: domains[at])) { return true }
    }
    return false
  }

  /// Calls for each domain that has the nodes for a class, some of them several times, with a number that rises with
  /// what it has free; returns how often.
  @inline(__always)
  private func eachDomain(_ class: Int32, _ body: (_ at: Int, _ free: Int64) -> Void) -> Int {
    let (kind, level, units) = (instance.kind[`class`], instance.level[`class`], instance.units[`class`])
    var bay: Int32 = 0
    var count = 0
    while bay < Int32(bays) {
      let (domain, alike) = domain(of: bay, at: level)
      bay = instance.firstBay[instance.zoneEnd[alike]] - firstBay
      let zone = instance.narrowed(domain, `class`)
      guard zone >= 0 else { continue }
      let left = free(in: zone, kind)
      guard left >= units else { continue }
      body(count, Int64(left) << 32 | Int64(zone))
      count += 1
    }
    return count
  }

  private func zone(of domain: Int64) -> Int32 { Int32(truncatingIfNeeded: domain) }

  /// Puts all units of a class under a zone, whole blocks first; false, and nothing changed, if they do not fit.
  private mutating func fill(_ class: Int32, for member: Int32, in zone: Int32) -> Bool {
    let (units, step) = (instance.units[`class`], instance.block[`class`])
    let rest = step > 1 ? units % step : 0
    zoneMark += 1
    if fill(`class`, for: member, in: zone, units: units - rest, step: step) == units - rest,
      rest == 0 || putRest(`class`, for: member, in: zone, units: rest)
    {
      return true
    }
    clear(member, of: `class`)
    return false
  }

  /// Puts a last block that is not full into the tightest bay that takes it.
  private mutating func putRest(_ class: Int32, for member: Int32, in zone: Int32, units: Int32) -> Bool {
    let (kind, level) = (instance.kind[`class`], instance.level[`class`])
    var best: (free: Int32, bay: Int32) = (.max, -1)
    for bay in instance.firstBay[zone] - firstBay..<instance.firstBay[instance.zoneEnd[zone]] - firstBay
    where instance.bayKind[bay + firstBay] == kind && free[bay] < best.free {
      // A bay whose domain lies further in is out of reach from here.
      guard domain(of: bay, at: level).zone <= zone, fit(`class`, in: bay, most: units) == units else { continue }
      best = (free[bay], bay)
    }
    guard best.bay >= 0 else { return false }
    put(units, of: `class`, in: best.bay, for: member)
    return true
  }

  /// Puts units under a zone in steps, and returns how many.
  ///
  /// A child that holds the rest alone and most tightly is taken first, else the emptiest: gangs stay together, and
  /// broken zones are used up before whole ones.
  private mutating func fill(_ class: Int32, for member: Int32, in zone: Int32, units: Int32, step: Int32) -> Int32 {
    let (kind, level) = (instance.kind[`class`], instance.level[`class`])
    // Where racks stand beside halls, a gang that keeps to one hall stands on those racks or in one of the halls.
    let isOutside = instance.zoneLevel[zone] < level
    var placed: Int32 = 0
    let end = instance.zoneEnd[zone]
    for bay in instance.firstBay[zone]..<instance.firstBay[zone + 1]
    where instance.bayKind[bay] == kind && placed < units {
      var fitting = fit(`class`, in: bay - firstBay, most: units - placed)
      if step > 1 { fitting -= fitting % step }
      if fitting > 0 {
        put(fitting, of: `class`, in: bay - firstBay, for: member)
        placed += fitting
      }
    }
    var scanned = 0
    defer { work += scanned / 4 }
    while placed < units {
      let rest = units - placed
      var best: Int32 = -1
      var bestFree: Int32 = 0
      var at = zone + 1
      while at < end {
        scanned &+= 1
        let left = free(in: at, kind)
        if left > 0, scratch.zoneStamp[at - firstZone] != zoneMark, !(isOutside && instance.zoneLevel[at] <= level) {
          let isBetter = bestFree >= rest ? left >= rest && left < bestFree : left > bestFree
          if isBetter { (best, bestFree) = (at, left) }
        }
        at = instance.zoneEnd[at]
      }
      guard best >= 0 else { break }
      scratch.zoneStamp[best - firstZone] = zoneMark
      placed += fill(`class`, for: member, in: best, units: rest, step: step)
    }
    return placed
  }
}
