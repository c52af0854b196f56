internal import Facility
internal import PlanModel
internal import Tenancy

/// Writes the racks of a placement as people do: `hall-1: pods 1-32` in text, `hall-1/pod-[1-32]/rack-[1-8]` in JSON.
///
/// The racks form a tree; siblings with equal contents and names that differ in their number alone become one run.
struct PlacementFormatter {
  /// Siblings that are filled alike.
  struct Run {
    /// The name without the number; the whole name where it ends in none.
    var stem: String
    /// The numbers, ascending within the order of the file; empty for a name without one.
    var numbers: [ClosedRange<Int>]
    var level: Level
    var body: Body
    /// Nodes in all of them.
    var nodes: Int
  }

  /// The part of a zone that is taken.
  enum Body {
    /// Every node of the kind in service under it.
    case whole
    /// So many nodes of a rack.
    case nodes(Int)
    case inside([Run])
  }

  private let facility: Facility
  /// Nodes in service under each zone, for each kind that was asked for.
  private var inService: [[Int]]
  /// Every zone's name, split once, since a long book names the same zones again and again.
  private let names: [(stem: String, number: Int?)]

  init(_ facility: Facility) {
    self.facility = facility
    inService = [[Int]](repeating: [], count: facility.kinds.count)
    names = facility.zones.map { PlacementFormatter.split($0.name) }
  }

  /// The racks of a placement as runs; `rollUp` writes a zone that is taken whole as that zone.
  ///
  /// - Complexity: O(racks × depth²), and once for each kind O(zones).
  mutating func runs(of placement: Placement, rollUp: Bool) -> [Run] {
    let zones = facility.zones.indices
    var parts = placement.parts
    if !parts.allSatisfy({ zones.contains($0.zone.index) && $0.nodes > 0 }) {
      parts.removeAll { !zones.contains($0.zone.index) || $0.nodes <= 0 }
    }
    if !zip(parts, parts.dropFirst()).allSatisfy({ $0.zone < $1.zone }) { parts.sort { $0.zone < $1.zone } }
    guard !parts.isEmpty, facility.kinds.indices.contains(placement.kind.index) else { return [] }
    if rollUp { count(placement.kind) }
    let totals = inService[placement.kind.index]
    let root = ZoneID(0)
    let all = parts.reduce(0) { $0 + $1.nodes }
    if rollUp && all == totals[0] { return [run(of: root, .whole, nodes: all)] }
    if parts[0].zone == root { return [run(of: root, .nodes(all), nodes: all)] }
    return runs(inside: root, parts: parts[...], totals: totals, rollUp: rollUp)
  }

  private mutating func count(_ kind: KindID) {
    guard inService[kind.index].isEmpty else { return }
    var totals = [Int](repeating: 0, count: facility.zones.count)
    for bay in facility.bays where bay.kind == kind { totals[bay.zone.index] += bay.inService }
    for zone in totals.indices.reversed() {
      if let parent = facility.zones[zone].parent { totals[parent.index] += totals[zone] }
    }
    inService[kind.index] = totals
  }

  /// The runs of the children of a zone that hold `parts`.
  private func runs(
    inside zone: ZoneID, parts: ArraySlice<PlacementPart>, totals: [Int], rollUp: Bool
  ) -> [Run] {
    var runs: [Run] = []
    var start = parts.startIndex
    while start < parts.endIndex {
      let child = child(of: zone, around: parts[start].zone)
      let end = facility.zones[child].end
      var next = start
      var nodes = 0
      while next < parts.endIndex, parts[next].zone < end || next == start {
        nodes += parts[next].nodes
        next += 1
      }
      let body: Body =
        if rollUp && nodes == totals[child.index] {
          .whole
        } else if parts[start].zone == child {
          .nodes(nodes)
        } else {
          .inside(self.runs(inside: child, parts: parts[start..<next], totals: totals, rollUp: rollUp))
        }
      PlacementFormatter.append(run(of: child, body, nodes: nodes), to: &runs)
      start = next
    }
    return runs
  }

  private func child(of zone: ZoneID, around rack: ZoneID) -> ZoneID {
    var child = rack
    while let parent = facility.zones[child].parent, parent != zone { child = parent }
    return child
  }

  private func run(of zone: ZoneID, _ body: Body, nodes: Int) -> Run {
    let (stem, number) = names[zone.index]
    return Run(
      stem: stem, numbers: number.map { [$0...$0] } ?? [], level: facility.zones[zone].level, body: body, nodes: nodes)
  }

  /// A name and the number that it ends in: `pod-14` is `pod` and 14; padded numbers stay part of the name.
  private static func split(_ name: String) -> (stem: String, number: Int?) {
    guard let dash = name.lastIndex(of: "-") else { return (name, nil) }
    let digits = name[name.index(after: dash)...]
    guard let number = Int(digits), number >= 0, String(number) == digits else { return (name, nil) }
    return (String(name[..<dash]), number)
  }

  /// The number of runs back in which an equal one is looked for: broken nodes here and there should not split a range.
  private static let reach = 8

  private static func append(_ run: Run, to runs: inout [Run]) {
    if let number = run.numbers.first?.lowerBound {
      for at in runs.indices.suffix(reach).reversed() where isAlike(runs[at], run) {
        guard let last = runs[at].numbers.last, last.upperBound < number else { continue }
        if last.upperBound == number - 1 {
          runs[at].numbers[runs[at].numbers.count - 1] = last.lowerBound...number
        } else {
          runs[at].numbers.append(number...number)
        }
        runs[at].nodes += run.nodes
        return
      }
    }
    runs.append(run)
  }

  private static func isAlike(_ a: Run, _ b: Run) -> Bool {
    a.stem == b.stem && a.level == b.level && a.numbers.isEmpty == b.numbers.isEmpty && isAlike(a.body, b.body)
  }

  private static func isAlike(_ a: Body, _ b: Body) -> Bool {
    switch (a, b) {
    case (.whole, .whole): true
    case (.nodes(let a), .nodes(let b)): a == b
    case (.inside(let a), .inside(let b)):
      a.count == b.count && zip(a, b).allSatisfy { isAlike($0, $1) && $0.numbers == $1.numbers }
    default: false
    }
  }
}

// MARK: - Text

extension PlacementFormatter {
  /// The racks of a placement in at most `budget` columns: a text that is too long loses detail from the inside out.
  mutating func text(of placement: Placement, budget: Int) -> String {
    if let part = placement.parts.first, let piece = part.piece { return text(of: piece, in: part.zone) }
    let runs = runs(of: placement, rollUp: true)
    if runs.count == 1, case .whole = runs[0].body, runs[0].nodes == inService[placement.kind.index][0] {
      if facility.isPosition(placement.kind) { return "all rack positions" }
      return "all \(facility.label(of: placement.kind)) nodes"
    }
    for depth in stride(from: Level.allCases.count, through: 1, by: -1) {
      let text = lines(runs, of: placement.kind, under: "", depth).joined(separator: "; ")
      if TextMeasure.width(text) <= budget { return text }
    }
    return facility.countedNodes(placement.nodes, of: placement.kind) + " in " + counted(placement.parts.count, "rack")
  }

  /// `hall-1/rack-3/node-2, NUMA domain 1`, or the GPUs of each domain where it lies in several.
  private func text(of piece: Piece, in rack: ZoneID) -> String {
    let node = "\(facility.place(of: rack))/node-\(piece.node)"
    let domains = piece.gpus.indices.filter { piece.gpus[$0] > 0 }
    if let only = domains.first, domains.count == 1 { return "\(node), NUMA domain \(only + 1)" }
    return node + ", " + domains.map { "\(piece.gpus[$0]) in NUMA domain \($0 + 1)" }.joined(separator: ", ")
  }

  private func lines(_ runs: [Run], of kind: KindID, under path: String, _ depth: Int) -> [String] {
    var here: [String] = []
    var below: [String] = []
    for run in runs {
      switch run.body {
      case .whole: here.append(Self.name(run))
      case .nodes(let nodes):
        here.append(
          Self.name(run) + " (" + facility.countedNodes(nodes, of: kind) + (Self.size(run) > 1 ? " each)" : ")"))
      case .inside(let inner):
        if depth <= 1 {
          here.append(Self.name(run) + " (" + facility.countedNodes(run.nodes, of: kind) + ")")
        } else {
          below += lines(inner, of: kind, under: (path.isEmpty ? "" : path + "/") + Self.pathName(run), depth - 1)
        }
      }
    }
    guard !here.isEmpty else { return below }
    return [(path.isEmpty ? "" : path + ": ") + here.joined(separator: ", ")] + below
  }

  private static func size(_ run: Run) -> Int { run.numbers.isEmpty ? 1 : run.numbers.reduce(0) { $0 + $1.count } }

  /// A run at the end of a path: `pod 33`, `pods 1-32, 35`.
  private static func name(_ run: Run) -> String {
    guard !run.numbers.isEmpty else { return run.stem }
    let numbers = run.numbers.count == 1 ? text(run.numbers[0]) : run.numbers.map(text).joined(separator: ", ")
    if run.stem != run.level.word { return run.stem + (size(run) > 1 ? "-[\(numbers)]" : "-\(numbers)") }
    return run.stem + (size(run) > 1 ? "s " : " ") + numbers
  }

  /// A run inside a path: `hall-1`, `halls 1-4`.
  private static func pathName(_ run: Run) -> String {
    size(run) == 1 && !run.numbers.isEmpty ? run.stem + "-" + run.numbers.map(text).joined() : name(run)
  }

  private static func text(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
  }
}

// MARK: - Patterns

extension PlacementFormatter {
  /// The exact racks of a placement as path patterns, each with the nodes taken in every one of them.
  mutating func patterns(of placement: Placement) -> [(racks: String, nodes: Int)] {
    let runs = runs(of: placement, rollUp: false)
    if placement.parts.count == 1, placement.parts[0].zone.index == 0, let only = runs.first {
      return [(facility.zones[0].name, only.nodes)]
    }
    var patterns: [(racks: String, nodes: Int)] = []
    for run in runs { PlacementFormatter.collect(run, under: "", into: &patterns) }
    return patterns
  }

  private static func collect(_ run: Run, under path: String, into patterns: inout [(racks: String, nodes: Int)]) {
    let names =
      run.numbers.isEmpty
      ? [run.stem]
      : run.numbers.map { run.stem + "-" + ($0.count == 1 ? "\($0.lowerBound)" : "[\(text($0))]") }
    for name in names {
      let path = path.isEmpty ? name : path + "/" + name
      switch run.body {
      case .whole: break
      case .nodes(let nodes): patterns.append((path, nodes))
      case .inside(let runs): for run in runs { collect(run, under: path, into: &patterns) }
      }
    }
  }
}
