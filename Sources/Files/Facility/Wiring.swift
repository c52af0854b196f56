import Facility
import Documents

/// The power chain of one zone: copies of its stages in order, each fed by an earlier one, and the feed of each child.
///
/// The same for all zones that share a spec, so it is worked out once.
struct Wiring {
  struct Copy {
    var stage: Int
    /// From 1; nil for a stage without copies.
    var number: Int?
    /// The copy that feeds it; nil: what feeds the zone.
    var parent: Int?
  }

  var copies: [Copy] = []
  /// The position in `copies` of each stage's first copy.
  var firstCopy: [Int] = []
  /// The feed of all children where nothing parts them; nil: that of the zone.
  var common: Int?
  /// The feed of each child where they differ; −1: that of the zone.
  var feeds: [Int32] = []

  /// The feed of the child with this position.
  func feed(_ child: Int) -> Int? {
    if feeds.isEmpty { return common }
    return feeds[child] < 0 ? nil : Int(feeds[child])
  }
}

/// Works out a wiring, or says where it does not go together.
struct WiringReader {
  private let spec: Blueprint
  private let childCount: Int
  private var names: [String]?
  private var wiring = Wiring()
  /// Errors, each with its place.
  private(set) var problems: [(node: NodeID, problem: InputError)] = []

  init(_ spec: Blueprint) {
    self.spec = spec
    childCount = spec.children.reduce(0) { $0 + $1.count }
  }

  mutating func read() -> Wiring {
    for i in spec.stages.indices { add(stage: i) }
    if Set(wiring.feeds).count == 1, let only = wiring.feeds.first {
      wiring.common = only < 0 ? nil : Int(only)
      wiring.feeds = []
    }
    return wiring
  }

  private mutating func add(stage i: Int) {
    let stage = spec.stages[i]
    let base = wiring.copies.count
    wiring.firstCopy.append(base)
    if childCount == 0 { return addWithoutChildren(i) }
    if stage.count == 1, stage.serves == nil, wiring.feeds.isEmpty {
      wiring.copies.append(Wiring.Copy(stage: i, number: nil, parent: wiring.common))
      wiring.common = base
      return
    }
    if wiring.feeds.isEmpty {
      wiring.feeds = Array(repeating: wiring.common.map { Int32($0) } ?? -1, count: childCount)
    }
    let served = served(by: stage)
    if stage.count > max(1, served.count) {
      problem(
        stage, "\(stage.count) copies of `\(stage.name)` for \(served.count) zone\(served.count == 1 ? "" : "s")",
        expected: "at most as many copies as zones that they serve")
    }
    var parents: [Int32?] = Array(repeating: nil, count: stage.count)
    let assigned = assignment(of: served, to: stage)
    for (child, copy) in zip(served, assigned) where copy >= 0 {
      let feed = wiring.feeds[child]
      if let parent = parents[copy], parent != feed {
        problem(
          stage,
          "`\(stage.name)`\(stage.count > 1 ? " number \(copy + 1)" : "") would join what the stage before it parts",
          expected: "copies that lie within one copy of the stage before")
        break
      }
      parents[copy] = feed
    }
    for copy in 0..<stage.count {
      if parents[copy] == nil, problems.isEmpty {
        problem(
          stage, "`\(stage.name)` number \(copy + 1) serves nothing", expected: "at most as many copies as children")
      }
      let parent = parents[copy].flatMap { $0 < 0 ? nil : Int($0) }
      wiring.copies.append(Wiring.Copy(stage: i, number: stage.count > 1 ? copy + 1 : nil, parent: parent))
    }
    for (child, copy) in zip(served, assigned) where copy >= 0 { wiring.feeds[child] = Int32(base + copy) }
  }

  /// In a rack, or any zone without zones, copies hang under those of the stage before in equal blocks.
  private mutating func addWithoutChildren(_ i: Int) {
    let stage = spec.stages[i]
    if let serves = stage.serves {
      problems.append((serves.node, InputError("this zone has no zones that `serves` could choose from")))
    }
    let before = i > 0 ? spec.stages[i - 1].count : 0
    let firstBefore = i > 0 ? wiring.firstCopy[i - 1] : 0
    if before > 1, stage.count % before != 0 {
      problem(
        stage, "\(stage.count) copies of `\(stage.name)` would join what the stage before it parts",
        expected: "a multiple of \(before) copies")
    }
    for copy in 0..<stage.count {
      let parent = before == 0 ? nil : firstBefore + (stage.count < before ? 0 : copy * before / stage.count)
      wiring.copies.append(Wiring.Copy(stage: i, number: stage.count > 1 ? copy + 1 : nil, parent: parent))
    }
  }

  private mutating func childNames() -> [String] {
    if let names { return names }
    var all: [String] = []
    all.reserveCapacity(childCount)
    for child in spec.children { for copy in 0..<child.count { all.append(child.name(at: copy)) } }
    names = all
    return all
  }

  private mutating func served(by stage: StageSpec) -> [Int] {
    guard let (pattern, node) = stage.serves else { return Array(0..<childCount) }
    let names = childNames()
    let served = names.indices.filter { pattern.matches(names[$0]) }
    if served.isEmpty {
      problems.append(
        (node, InputError("`serves` matches none of the zones here", suggestion: "the first is `\(names[0])`")))
    }
    return served
  }

  /// The copy that each served child belongs to; −1: none, reported.
  private mutating func assignment(of served: [Int], to stage: StageSpec) -> [Int] {
    if stage.count == 1 { return served.map { _ in 0 } }
    switch stage.wiring?.rule {
    case nil:
      problem(
        stage, "`\(stage.name)` has \(stage.count) copies: which of them serves what?",
        expected: "`wired:` with block, round-robin, or a list of lists of names")
      return served.map { _ in -1 }
    case .block: return served.indices.map { $0 * stage.count / served.count }
    case .roundRobin: return served.indices.map { $0 % stage.count }
    case .lists(let lists): return assignment(of: served, to: stage, by: lists)
    }
  }

  private mutating func assignment(
    of served: [Int], to stage: StageSpec, by lists: [[(pattern: PathPattern.Component, node: NodeID)]]
  ) -> [Int] {
    let place = stage.wiring?.node ?? stage.node
    guard lists.count == stage.count else {
      problems.append(
        (place, InputError("`wired` has \(lists.count) lists for \(stage.count) copies", expected: "one list a copy")))
      return served.map { _ in -1 }
    }
    let names = childNames()
    var copies = Array(repeating: -1, count: served.count)
    for (copy, list) in lists.enumerated() {
      for (pattern, node) in list {
        var isMatched = false
        for (i, child) in served.enumerated() where pattern.matches(names[child]) {
          isMatched = true
          if copies[i] >= 0 {
            problems.append((node, InputError("`\(names[child])` is served by two copies", expected: "each zone once")))
          }
          copies[i] = copy
        }
        if !isMatched {
          problems.append(
            (node, InputError("no zone of this name is served here", suggestion: "the first is `\(names[0])`")))
        }
      }
    }
    if let left = copies.firstIndex(of: -1), problems.isEmpty {
      problems.append(
        (place, InputError("`\(names[served[left]])` is in none of the lists", expected: "each served zone once")))
    }
    return copies
  }

  private mutating func problem(_ stage: StageSpec, _ message: String, expected: String) {
    problems.append((stage.wiring?.node ?? stage.node, InputError(message, expected: expected)))
  }
}
