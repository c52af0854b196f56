extension Facility {
  /// The kinds of limit for which nothing states a figure, each with its subject before the colon.
  ///
  /// They follow from what is stated, or from what no file can state; limits that a file leaves out by name stand in
  /// `notModelled`.
  ///
  /// - Complexity: O(zones + bays + kinds).
  public var limitsWithoutFigures: [String] {
    var list: [String] = []
    let racks = Set(bays.lazy.filter { $0.installed > 0 }.map(\.zone))
    if !power.isEmpty {
      if power.contains(where: { $0.parent == nil && $0.limit == nil }) {
        list.append("supply: its outermost stage has no rating")
      }
      let inRack = Set(power.map(\.zone))
      let bare = racks.count { !inRack.contains($0) }
      if bare > 0 { list.append("rack power: no stage stands in \(bare) of \(racks.count) racks") }
    }
    if !cooling.isEmpty, cooling.allSatisfy({ $0.limit == nil }) { list.append("cooling: no element has a rating") }
    list.append(
      fabrics.isEmpty ? "fabric: no network is stated" : "fabric cuts: networks are counted, what they carry is not")
    if provisions.isEmpty { list.append("quantities: none is provided, such as storage or wide-area bandwidth") }
    let spared = Set(spares.map(\.kind))
    let unspared = kinds.indices.filter { at in
      !kinds[at].isPosition && !spared.contains(KindID(at)) && installedNodes(of: KindID(at)) > 0
    }
    if !unspared.isEmpty {
      list.append("spares: no rule for " + unspared.map { kinds[$0].name }.joined(separator: ", "))
    }
    if cooling.contains(where: { $0.medium.takesLiquid }) {
      list.append("coolant flow: loops are limited by heat alone")
    }
    list.append("floor load: no zone states one")
    list.append("cores and memory: leases are counted in GPUs and nodes")
    list.append("failure cases: normal running alone is judged, groups without their spare units")
    return list
  }

  /// Figures that are stated and change nothing, whatever the book asks for.
  ///
  /// - Complexity: O(zones + bays + stages).
  public var figuresWithoutEffect: [String] {
    var list = unusedFigures
    let carries = stagesThatCarry
    let bare = power.indices.filter { power[$0].limit != nil && !carries[$0] }
    list += named(bare.map { (power[$0].stage, path(of: power[$0].zone, power[$0].name)) }) {
      "rating of \($0): nothing hangs on \($1)"
    }
    let heats = heatsUnder
    let idle = cooling.filter { element in
      let (under, heat) = (heats[zones[element.zone].end.index], heats[element.zone.index])
      let isReached =
        (element.medium.takesLiquid && under.liquid > heat.liquid) || (element.medium.takesAir && under.air > heat.air)
      return element.limit != nil && !isReached
    }
    list += named(idle.map { ($0.name, path(of: $0.zone, $0.name)) }) { "rating of \($0): no heat reaches \($1)" }
    for rule in spares where installedNodes(of: rule.kind) == 0 {
      list.append("spares of \(kinds[rule.kind].name): none is installed")
    }
    let inRacks = Set(bays.lazy.filter { $0.installed > 0 }.map(\.zone))
    let empty = zones.indices.filter { zones[$0].space != nil && !inRacks.contains(ZoneID($0)) }
    if !empty.isEmpty { list.append("height of \(empty.count) racks in which no node stands") }
    return list
  }

  /// By stage: true where a node or a load hangs on it, directly or through other stages.
  private var stagesThatCarry: [Bool] {
    var carries = [Bool](repeating: false, count: power.count)
    for zone in bays.lazy.filter({ $0.installed > 0 }).map(\.zone) {
      for outlet in zones[zone].outlets { carries[outlet.index] = true }
    }
    for load in loads { for outlet in zones[load.zone].outlets { carries[outlet.index] = true } }
    // A parent stands before its children.
    for at in power.indices.reversed() where carries[at] {
      if let parent = power[at].parent { carries[parent.index] = true }
    }
    return carries
  }

  /// By zone, in the order of the tables: bays and loads before it that heat a loop, and that heat air.
  private var heatsUnder: [(liquid: Int, air: Int)] {
    var heats = [(liquid: Int, air: Int)](repeating: (0, 0), count: zones.count + 1)
    for bay in bays where bay.installed > 0 {
      // What stands in a rack position, and what cools it, is the tenant's.
      let kind = kinds[bay.kind]
      if kind.isPosition || kind.liquid > .zero { heats[bay.zone.index + 1].liquid += 1 }
      if kind.isPosition || kind.liquid < .one { heats[bay.zone.index + 1].air += 1 }
    }
    for load in loads {
      heats[load.zone.index + 1].liquid += 1
      heats[load.zone.index + 1].air += 1
    }
    for at in heats.indices.dropFirst() {
      heats[at].liquid += heats[at - 1].liquid
      heats[at].air += heats[at - 1].air
    }
    return heats
  }

  /// A line for each element, or one for all of a name where they are many.
  private func named(_ elements: [(name: String, path: String)], _ line: (String, String) -> String) -> [String] {
    var names: [String] = []
    var paths: [String: [String]] = [:]
    for (name, path) in elements {
      if paths[name] == nil { names.append(name) }
      paths[name, default: []].append(path)
    }
    return names.flatMap { name in
      let all = paths[name] ?? []
      return all.count > 3 ? [line("\(all.count) elements named \(name)", "them")] : all.map { line($0, "it") }
    }
  }

  private func path(of zone: ZoneID, _ name: String) -> String {
    zone.index == 0 ? name : path(of: zone) + "/" + name
  }
}
