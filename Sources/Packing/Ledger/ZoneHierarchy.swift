/// The hierarchy of zones, computed once: children of zones, bays of zones, domains of levels.
struct ZoneHierarchy: Sendable {
  let kinds: Int
  /// Whole nodes in service: zones × kinds, row-major.
  let zoneNodes: [Int32]
  private let childZones: Grouping<ZoneIndex>
  /// The bays that stand directly in each zone.
  let bayRanges: OffsetRanges
  /// Domains by level rank and kind.
  private let levelRank: [Int32: Int]
  private let domainLists: [[ZoneIndex]]
  private let deepestBayLevel: Int32
  /// By zone: true if its children stand at more than one level; see `isBeyond`.
  private let hasMixedChildren: [Bool]
  /// By zone: its place among the children of its parent.
  let placeInParent: [Int32]

  /// - Complexity: O(zones × kinds + bays × depth + levels × bays).
  init(_ instance: Instance) {
    let zones = instance.zones
    kinds = max(1, instance.nodeSlots.count)
    childZones = Grouping(zones.parent.lazy.map { $0?.offset ?? -1 }, groups: zones.count) { ZoneIndex($0) }
    bayRanges = OffsetRanges(counting: instance.bays.zone.lazy.map(\.offset), groups: zones.count)
    var nodes = [Int32](repeating: 0, count: zones.count * kinds)
    for bay in 0..<instance.bays.count {
      let kind = Int(instance.bays.kind[bay])
      var zone: ZoneIndex? = instance.bays.zone[bay]
      while let at = zone {
        nodes[at.offset * kinds + kind] += instance.bays.slots[bay] / instance.nodeSlots[kind]
        zone = zones.parent[at]
      }
    }
    zoneNodes = nodes
    deepestBayLevel = instance.bays.zone.map { zones.level[$0] }.min() ?? 0
    let levels = Set(instance.options.level).union(instance.options.preferredLevel.filter { $0 >= 0 }).sorted()
    var rank: [Int32: Int] = [:]
    var lists: [[ZoneIndex]] = []
    for level in levels {
      rank[level] = lists.count / kinds
      for kind in 0..<kinds { lists.append(Self.domains(instance, level: level, kind: kind)) }
    }
    levelRank = rank
    domainLists = lists
    hasMixedChildren = Self.mixed(zones)
    var children = [Int32](repeating: 0, count: zones.count)
    placeInParent = zones.parent.map { parent in
      guard let parent else { return 0 }
      defer { children[parent.offset] += 1 }
      return children[parent.offset]
    }
  }

  /// The zones directly in a zone, ascending.
  func children(of zone: ZoneIndex) -> ArraySlice<ZoneIndex> {
    childZones[zone.offset]
  }

  /// The bays that stand directly in a zone, ascending.
  func bays(in zone: ZoneIndex) -> LazyMapSequence<Range<Int>, BayIndex> {
    bayRanges[zone.offset].lazy.map { BayIndex($0) }
  }

  /// The zones of an option's level (or the next further out) that hold bays of its kind, ascending.
  func domains(of option: OptionIndex, _ instance: Instance) -> [ZoneIndex] {
    domains(of: option, at: instance.options.level[option], instance)
  }

  /// The zones of a level (or the next further out) that hold bays of an option's kind, ascending; the level is that of
  /// some option, or one that some option prefers.
  func domains(of option: OptionIndex, at level: Int32, _ instance: Instance) -> [ZoneIndex] {
    guard let rank = levelRank[level] else { return [] }
    return domainLists[rank * kinds + Int(instance.options.kind[option])]
  }

  /// True if the children of a zone stand at more than one level.
  func isMixed(_ zone: ZoneIndex) -> Bool { hasMixedChildren[zone.offset] }

  /// The children of a zone that are out of an option's reach from there; see `isBeyond`.
  func beyond(_ option: OptionIndex, from zone: ZoneIndex, _ instance: Instance) -> [ZoneIndex] {
    hasMixedChildren[zone.offset]
      ? children(of: zone).filter { isBeyond($0, from: zone, option: option, instance: instance) } : []
  }

  /// True if what a child of a zone holds is out of an option's reach from there: where racks stand beside halls, a
  /// gang that keeps to one hall stands on those racks or in one of the halls.
  func isBeyond(_ child: ZoneIndex, from zone: ZoneIndex, option: OptionIndex, instance: Instance) -> Bool {
    let level = instance.options.level[option]
    return level < deepestBayLevel && instance.zones.level[zone] < level && instance.zones.level[child] <= level
  }

  /// The bays under a zone that are in an option's reach from there, ascending, as ranges; see `isBeyond`.
  func reach(_ option: OptionIndex, from zone: ZoneIndex, _ instance: Instance) -> [Range<Int>] {
    let all = bayRanges.start(zone.offset)..<bayRanges.start(instance.zones.end[zone].offset)
    guard hasMixedChildren[zone.offset] else { return [all] }
    var ranges: [Range<Int>] = []
    var start = all.lowerBound
    for child in beyond(option, from: zone, instance) {
      let first = bayRanges.start(child.offset)
      if start < first { ranges.append(start..<first) }
      start = bayRanges.start(instance.zones.end[child].offset)
    }
    if start < all.upperBound { ranges.append(start..<all.upperBound) }
    return ranges
  }

  /// True if the option's domain is the very zone that a bay stands in.
  func isSingleBay(_ option: OptionIndex, _ instance: Instance) -> Bool {
    instance.options.level[option] >= deepestBayLevel
  }

  /// True if a gang stands in one bay wherever a bay has room for it, although its domain is wider.
  func prefersOneBay(_ option: OptionIndex, _ instance: Instance) -> Bool {
    instance.options.preferredLevel[option] >= deepestBayLevel && !isSingleBay(option, instance)
  }

  /// True if a gang stands in one zone with several bays wherever one has room for it, although its domain is wider.
  func prefersOneZone(_ option: OptionIndex, _ instance: Instance) -> Bool {
    let preferred = instance.options.preferredLevel[option]
    return preferred > instance.options.level[option] && preferred < deepestBayLevel
  }

  /// True if a block of an option keeps to a zone, and may stand over several of its bays.
  func blocksSpanBays(_ option: OptionIndex, _ instance: Instance) -> Bool {
    let level = instance.options.blockLevel[option]
    return instance.options.block[option] > 1 && level >= 0 && level < deepestBayLevel
  }

  private static func mixed(_ zones: ZoneTable) -> [Bool] {
    var levelOfFirst = [Int32](repeating: .min, count: zones.count)
    var mixed = [Bool](repeating: false, count: zones.count)
    for zone in 0..<zones.count {
      guard let parent = zones.parent[zone] else { continue }
      if levelOfFirst[parent.offset] == .min { levelOfFirst[parent.offset] = zones.level[zone] }
      if levelOfFirst[parent.offset] != zones.level[zone] { mixed[parent.offset] = true }
    }
    return mixed
  }

  private static func domains(_ instance: Instance, level: Int32, kind: Int) -> [ZoneIndex] {
    var seen = [Bool](repeating: false, count: instance.zones.count)
    for bay in 0..<instance.bays.count where Int(instance.bays.kind[bay]) == kind {
      seen[instance.domain(of: instance.bays.zone[bay], at: level).offset] = true
    }
    return seen.indices.filter { seen[$0] }.map { ZoneIndex($0) }
  }
}
