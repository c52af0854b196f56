import Facility
import Source

// What a facility is in today: nodes out of service, leases that stand.

extension FacilityReader {
  private static let outKeys = Keys("at", "state", "about", "source")

  /// Marks nodes as failed, in maintenance or in burn-in.
  mutating func readOutOfService(_ node: NodeID, _ racks: RackTable, _ index: ZoneIndex, into facility: inout Facility)
  {
    /// For each rack met so far, whether each of its nodes is out already.
    var isOut: [ZoneID: [Bool]] = [:]
    for entry in input.list(node, "`out-of-service`") {
      guard let fields = input.fields(entry, "an entry of `out-of-service`", Self.outKeys) else { continue }
      let at = input.required(fields, "at")
      let states = OutOfService.allCases.map { ($0.rawValue, $0) }
      let state = input.required(fields, "state").flatMap { input.word($0, "state", states) }
      guard let at, let state else { continue }
      for path in input.oneOrMore(at) {
        guard let target = nodes(at: path, index, racks, facility) else { continue }
        for rack in target.racks { mark(rack, target.numbers, state, at: path, racks, &isOut, &facility) }
      }
    }
  }

  /// The racks that a path names, and which of their nodes; nil numbers: all.
  private mutating func nodes(
    at path: NodeID, _ index: ZoneIndex, _ racks: RackTable, _ facility: Facility
  ) -> (racks: [ZoneID], numbers: PathPattern.Component?)? {
    guard var pattern = input.parsed(path, "a path", { text throws(Problem) in try PathPattern(text) }) else {
      return nil
    }
    var numbers: PathPattern.Component?
    if let last = pattern.components.last, last.namesNodes {
      numbers = last
      pattern.components.removeLast()
    }
    let place = input.resolved(path)
    let text = input.document.text(of: place)
    let found = pattern.components.isEmpty ? [ZoneID(0)] : index.zones(matching: pattern)
    if found.isEmpty {
      if !isIncomplete {
        input.report(place, "the path `\(text)` matches no zone", suggestion: index.suggestion(for: pattern))
      }
      return nil
    }
    if numbers != nil, !pattern.components.contains(.anyDepth),
      let other = found.first(where: { facility.zones[$0].level != .rack })
    {
      input.report(
        place, "`\(facility.path(of: other))` is no rack: it has no nodes of its own",
        expected: "the path of a rack, then its nodes")
      return nil
    }
    var result: [ZoneID] = []
    for zone in found {
      for bay in racks.bays(under: zone, facility.zones) where result.last != facility.bays[bay].zone {
        result.append(facility.bays[bay].zone)
      }
    }
    if result.isEmpty { input.report(place, "there are no nodes at `\(text)`") }
    return (result, numbers)
  }

  private mutating func mark(
    _ rack: ZoneID, _ numbers: PathPattern.Component?, _ state: OutOfService, at path: NodeID, _ racks: RackTable,
    _ isOut: inout [ZoneID: [Bool]], _ facility: inout Facility
  ) {
    let bays = racks.bays(of: rack)
    let installed = bays.reduce(0) { $0 + facility.bays[$1].installed }
    var out = isOut[rack] ?? Array(repeating: false, count: installed)
    let place = input.resolved(path)
    var number = 0
    var isMatched = false
    for bay in bays {
      for _ in 0..<facility.bays[bay].installed {
        number += 1
        guard numbers?.matches("node-\(number)") ?? true else { continue }
        isMatched = true
        if out[number - 1] {
          input.report(
            place, "`\(facility.path(of: rack))/node-\(number)` is out of service already", expected: "each node once")
          return
        }
        out[number - 1] = true
        switch state {
        case .failed: facility.bays[bay].failed += 1
        case .maintenance: facility.bays[bay].maintenance += 1
        case .burnIn: facility.bays[bay].burnIn += 1
        }
      }
    }
    if !isMatched || (numbers?.highestNumber ?? 0) > installed {
      input.report(
        place, "`\(facility.path(of: rack))` has \(installed) nodes", expected: "node-1 to node-\(installed)")
    }
    isOut[rack] = out
  }

  private static let placedKeys = Keys("lease", "at", "nodes", "profile", "kind", "about", "source")

  /// What stands leased today.
  mutating func occupancies(_ node: NodeID, _ facility: Facility, _ racks: RackTable, _ index: ZoneIndex) -> [Occupancy]
  {
    var result: [Occupancy] = []
    var names: Set<String> = []
    var taken = Array(repeating: 0, count: facility.bays.count)
    for entry in input.list(node, "`placed`") {
      guard let fields = input.fields(entry, "an entry of `placed`", Self.placedKeys) else { continue }
      let leaseNode = input.required(fields, "lease")
      let at = input.required(fields, "at")
      guard let leaseNode, let at, let lease = input.text(leaseNode, "the name of a lease") else { continue }
      if !names.insert(lease).inserted {
        input.report(
          leaseNode, "the lease `\(lease)` is placed twice", expected: "one entry a lease, with all its paths")
      }
      let profile =
        fields["profile"].flatMap { self.profile($0) }
        ?? profiles.first { $0.name == "training" } ?? .training
      let kind = fields["kind"].flatMap { self.kind($0) }
      let nodes = fields["nodes"].flatMap { input.integer($0, "`nodes`", in: 1...1_000) }
      if fields["kind"] != nil && kind == nil || fields["nodes"] != nil && nodes == nil { continue }
      let zones = zones(at: at, index)
      if zones.isEmpty { continue }
      var spread = RackSpread(facility: facility, racks: racks, kind: kind, nodes: nodes)
      if let problem = spread.add(zones) {
        input.report(at, problem)
        continue
      }
      for part in spread.parts {
        taken[part.bay.index] += part.nodes
        let bay = facility.bays[part.bay]
        if taken[part.bay.index] > bay.inService, taken[part.bay.index] - part.nodes <= bay.inService {
          input.report(
            at,
            "`\(facility.path(of: bay.zone))` has \(bay.inService) nodes in service, and \(taken[part.bay.index]) stand placed there",
            expected: "at most \(bay.inService) nodes")
          break
        }
      }
      result.append(Occupancy(lease: lease, profile: profile, parts: spread.parts))
    }
    return result
  }

  /// The profile that a node names.
  private mutating func profile(_ node: NodeID) -> Profile? {
    input.word(node, "profile", profiles.map { ($0.name, $0) })
  }
}

/// Spreads a lease over the racks of some zones: so many nodes of its kind in each.
struct RackSpread {
  let facility: Facility
  let racks: RackTable
  /// The kind; nil: the only one there is.
  var kind: KindID?
  /// Nodes in each rack; nil: all in service.
  let nodes: Int?
  private(set) var parts: [(bay: BayID, nodes: Int)] = []

  init(facility: Facility, racks: RackTable, kind: KindID?, nodes: Int?) {
    self.facility = facility
    self.racks = racks
    self.kind = kind
    self.nodes = nodes
  }

  /// Takes nodes in the racks under some zones; what is wrong with that, if anything.
  mutating func add(_ zones: [ZoneID]) -> Problem? {
    let before = parts.count
    var covered = 0
    for zone in zones where zone.index >= covered {
      covered = facility.zones[zone].end.index
      for i in racks.bays(under: zone, facility.zones) {
        let bay = facility.bays[i]
        if let kind, kind != bay.kind { continue }
        let count = nodes ?? bay.inService
        if count > bay.inService {
          return Problem(
            "`\(facility.path(of: bay.zone))` has \(bay.inService) nodes in service, not \(count)",
            expected: "at most \(bay.inService) nodes in each rack")
        }
        if count > 0 { parts.append((BayID(i), count)) }
      }
    }
    guard parts.count > before else {
      let what = kind.map { "nodes of the kind `\(facility.kinds[$0].name)` in service" } ?? "nodes in service"
      return Problem("there are no \(what) here")
    }
    let found = facility.bays[parts[before].bay].kind
    if let other = parts[before...].first(where: { facility.bays[$0.bay].kind != found }) {
      let second = facility.bays[other.bay].kind
      return Problem(
        "`\(facility.kinds[found].name)` and `\(facility.kinds[second].name)` stand here",
        expected: "`kind:` says which of them the lease has")
    }
    return nil
  }
}

extension PathPattern.Component {
  /// Whether it speaks of nodes in a rack rather than of zones.
  var namesNodes: Bool {
    switch self {
    case .literal(let text): splitNumber(text)?.base == "node"
    case .numbered(let base, _): base == "node"
    case .glob(let parts): parts.first == .text(Array("node-".utf8))
    case .anyDepth: false
    }
  }

  /// The highest number that a plain number or range asks for.
  var highestNumber: Int? {
    switch self {
    case .literal(let text): splitNumber(text)?.number
    case .numbered(_, let range): range.upperBound
    case .glob, .anyDepth: nil
    }
  }
}
