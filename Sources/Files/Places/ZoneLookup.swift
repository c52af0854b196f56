import Facility
import Documents

/// The zones of a facility by path pattern: names are looked up, numbered ranges taken as slices.
///
/// Building it is linear in the zones; a pattern costs about as much as what it matches, so thousands of patterns over
/// thousands of racks are no matter.
struct ZoneLookup {
  private let zones: [Zone]
  /// Children of zone z: `children[start[z] ..< start[z + 1]]`, by name and number.
  private var start: [Int32]
  private var children: [Child]
  /// The number of each base name.
  private var bases: [String: Int32] = [:]

  private struct Child: Comparable {
    var base: Int32
    /// −1 for a name without a number.
    var number: Int32
    var zone: Int32
    static func < (a: Child, b: Child) -> Bool { (a.base, a.number, a.zone) < (b.base, b.number, b.zone) }
  }

  init(_ zones: [Zone]) {
    self.zones = zones
    start = Array(repeating: 0, count: zones.count + 2)
    for zone in zones { if let parent = zone.parent { start[parent.index + 2] += 1 } }
    for i in 2..<max(2, start.count) { start[i] += start[i - 1] }
    children = Array(repeating: Child(base: 0, number: 0, zone: 0), count: max(0, zones.count - 1))
    for (i, zone) in zones.enumerated() {
      guard let parent = zone.parent else { continue }
      let (base, number) = splitNumber(zone.name) ?? (zone.name, -1)
      let slot = Int(start[parent.index + 1])
      children[slot] = Child(base: baseID(base), number: Int32(number), zone: Int32(i))
      start[parent.index + 1] += 1
    }
    start.removeLast()
    for i in zones.indices {
      let slice = Int(start[i])..<Int(start[i + 1])
      let isSorted = zip(children[slice], children[slice].dropFirst()).allSatisfy { $0 < $1 }
      if !isSorted { children[slice].sort() }
    }
  }

  private mutating func baseID(_ base: String) -> Int32 {
    if let id = bases[base] { return id }
    let id = Int32(bases.count)
    bases[base] = id
    return id
  }

  /// The zones that a pattern names, ascending, each once; none where nothing matches.
  func zones(matching pattern: PathPattern) -> [ZoneID] {
    var found: [ZoneID] = []
    collect(pattern.components[...], under: 0, into: &found)
    // A root without children of that name is named by itself, so that a facility of one rack can be planned.
    if found.isEmpty, pattern.components.count == 1, let root = zones.first,
      case .literal(root.name) = pattern.components[0]
    {
      return [ZoneID(0)]
    }
    let isAscending = zip(found, found.dropFirst()).allSatisfy { $0 < $1 }
    if isAscending { return found }
    found.sort()
    var unique: [ZoneID] = []
    for zone in found where unique.last != zone { unique.append(zone) }
    return unique
  }

  private func collect(_ components: ArraySlice<PathPattern.Component>, under zone: Int, into found: inout [ZoneID]) {
    guard let component = components.first else { return found.append(ZoneID(zone)) }
    let others = components.dropFirst()
    let slice = Int(start[zone])..<Int(start[zone + 1])
    switch component {
    case .literal(let name):
      let (base, number) = splitNumber(name) ?? (name, -1)
      forEach(slice, base: base, numbers: number...number) { collect(others, under: $0, into: &found) }
    case .numbered(let base, let range):
      forEach(slice, base: base, numbers: range) { collect(others, under: $0, into: &found) }
    case .glob:
      for child in children[slice] where component.matches(zones[Int(child.zone)].name) {
        collect(others, under: Int(child.zone), into: &found)
      }
    case .anyDepth:
      if others.isEmpty {
        if zone + 1 < zones[zone].end.index { found += (zone + 1..<zones[zone].end.index).map { ZoneID($0) } }
        return
      }
      collect(others, under: zone, into: &found)
      for child in children[slice] { collect(components, under: Int(child.zone), into: &found) }
    }
  }

  /// Children of one base name with numbers in a range.
  private func forEach(_ slice: Range<Int>, base: String, numbers: ClosedRange<Int>, _ body: (Int) -> Void) {
    guard let base = bases[base] else { return }
    let first = Child(base: base, number: Int32(clamping: numbers.lowerBound), zone: 0)
    var (low, high) = (slice.lowerBound, slice.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if children[middle] < first { low = middle + 1 } else { high = middle }
    }
    while low < slice.upperBound, children[low].base == base, Int(children[low].number) <= numbers.upperBound {
      body(Int(children[low].zone))
      low += 1
    }
  }

  /// The error of a path that leads nowhere.
  func noMatch(for text: String, _ pattern: PathPattern) -> InputError {
    InputError("the path `\(text)` matches no zone", suggestion: suggestion(for: pattern))
  }

  /// The zone that a path names as it stands, and else the nearest name at the level where the path ends to lead anywhere.
  func suggestion(for pattern: PathPattern) -> String? {
    var zone = 0
    var path: [String] = []
    for component in pattern.components {
      var next: [ZoneID] = []
      collect([component], under: zone, into: &next)
      if let first = next.first {
        zone = first.index
        path.append(zones[zone].name)
        continue
      }
      let names = children[Int(start[zone])..<Int(start[zone + 1])].prefix(10_000).map { zones[Int($0.zone)].name }
      let place = path.isEmpty ? "the root" : "`\(path.joined(separator: "/"))`"
      if names.isEmpty { return "\(place) has no zones" }
      if case .literal(let name) = component, let near = nearest(to: name, among: names) {
        return "did you mean `\((path + [near]).joined(separator: "/"))`?"
      }
      let first = zones[children[Int(start[zone])..<Int(start[zone + 1])].map(\.zone).min().map { Int($0) } ?? zone]
        .name
      return "\(place) holds `\(first)`" + (names.count > 1 ? " and \(names.count - 1) more" : "")
    }
    return nil
  }
}
