import Facility

/// Writes a set of zones, or of resources in zones, as few path patterns that name exactly this set.
///
/// From the innermost zones outwards: each pattern of what lies in a zone is carried up to the zones around it, and zones
/// of one name with consecutive numbers that carry the same pattern become one range. Exact because a pattern is only ever
/// put in front of zones that carry it; short because facilities repeat themselves.
struct PathRanges {
  /// A place: a zone, or a resource in it.
  struct Place: Hashable, Comparable {
    var zone: ZoneID
    /// The resource's own name in its zone; empty: the zone itself.
    var local = ""

    static func < (a: Place, b: Place) -> Bool { (a.zone, a.local) < (b.zone, b.local) }
  }

  let facility: Facility

  /// The patterns of a set; no place may stand in it twice.
  func patterns(of places: [Place]) -> [String] {
    guard !places.isEmpty else { return [] }
    let isAscending = zip(places, places.dropFirst()).allSatisfy { $0 < $1 }
    let sorted = isAscending ? places : places.sorted()
    return cover(ZoneID(0), sorted[...]).map { $0.isEmpty ? facility.zones[0].name : $0 }
  }

  /// Patterns below `zone` of places in it, all of which lie in it.
  private func cover(_ zone: ZoneID, _ places: ArraySlice<Place>) -> [String] {
    if places.count == 1, let place = places.first { return [path(to: place, from: zone)] }
    var result: [String] = []
    var runs = RunTable()
    var rest = places
    while let place = rest.first, place.zone == zone {
      if place.local.isEmpty { result.append("") } else { runs.add(place.local, carrying: "") }
      rest = rest.dropFirst()
    }
    result += runs.patterns
    var children = RunTable()
    while let place = rest.first {
      let child = self.child(of: zone, around: place.zone)
      let end = facility.zones[child].end
      let next = partition(rest) { $0.zone >= end }
      let name = facility.zones[child].name
      for pattern in cover(child, rest[..<next]) { children.add(name, carrying: pattern) }
      rest = rest[next...]
    }
    return result + children.patterns
  }

  /// One place needs no ranges.
  private func path(to place: Place, from zone: ZoneID) -> String {
    var path = place.local
    var inner = place.zone
    while inner != zone, let parent = facility.zones[inner].parent {
      path = path.isEmpty ? facility.zones[inner].name : facility.zones[inner].name + "/" + path
      inner = parent
    }
    return path
  }

  private func child(of zone: ZoneID, around inner: ZoneID) -> ZoneID {
    var child = inner
    while let parent = facility.zones[child].parent, parent != zone { child = parent }
    return child
  }

  /// The first index at which an ascending slice fulfils a condition that then holds to its end.
  private func partition(_ places: ArraySlice<Place>, _ holds: (Place) -> Bool) -> Int {
    var (low, high) = (places.startIndex, places.endIndex)
    while low < high {
      let middle = (low + high) / 2
      if holds(places[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Names that carry the same pattern, as ranges; patterns in the order of their first appearance.
private struct RunTable {
  private struct Name {
    var base: String
    /// −1 for a name without a number.
    var number: Int
  }

  private var index: [String: Int] = [:]
  private var carried: [String] = []
  private var names: [[Name]] = []

  mutating func add(_ name: String, carrying pattern: String) {
    let (base, number) = splitNumber(name) ?? (name, -1)
    let i: Int
    if let known = index[pattern] {
      i = known
    } else {
      i = carried.count
      index[pattern] = i
      carried.append(pattern)
      names.append([])
    }
    names[i].append(Name(base: base, number: number))
  }

  var patterns: [String] {
    var result: [String] = []
    for (pattern, names) in zip(carried, names) {
      let sorted = names.sorted { ($0.base, $0.number) < ($1.base, $1.number) }
      var i = 0
      while i < sorted.count {
        var end = i
        while end + 1 < sorted.count, sorted[i].number >= 0, sorted[end + 1].base == sorted[i].base,
          sorted[end + 1].number == sorted[end].number + 1
        {
          end += 1
        }
        let (first, last) = (sorted[i], sorted[end])
        let component =
          first.number < 0
          ? first.base : i == end ? "\(first.base)-\(first.number)" : "\(first.base)-[\(first.number)-\(last.number)]"
        result.append(pattern.isEmpty ? component : component + "/" + pattern)
        i = end + 1
      }
    }
    return result
  }
}
