import Facility
import Documents

// What a facility is in today: nodes out of service, leases that stand.

extension FacilityReader {
  private static let outKeys = Keys("at", "state", "about", "source")

  /// Marks nodes as failed, in maintenance or in burn-in.
  mutating func readOutOfService(
    _ node: NodeID, racks: BaysByRack, lookup: ZoneLookup, into facility: inout Facility
  ) {
    /// For each rack met so far, whether each of its nodes is out already.
    var isOut: [ZoneID: [Bool]] = [:]
    for entry in input.list(node, "`out-of-service`") {
      guard let fields = input.fields(entry, "an entry of `out-of-service`", keys: Self.outKeys) else { continue }
      let at = input.required(fields, "at")
      let states = OutOfService.allCases.map { ($0.rawValue, $0) }
      let state = input.required(fields, "state").flatMap { input.word($0, "state", among: states) }
      guard let at, let state else { continue }
      for path in input.oneOrMore(at) {
        guard let target = nodes(at: path, lookup: lookup, racks: racks, in: facility) else { continue }
        for rack in target.racks {
          mark(rack, numbers: target.numbers, as: state, at: path, racks: racks, isOut: &isOut, in: &facility)
        }
      }
    }
    for rack in isOut.keys {
      for bay in racks.bays(of: rack) where !facility.bays[bay].down.isEmpty { facility.bays[bay].down.sort() }
    }
  }

  /// The racks that a path names, and which of their nodes; nil numbers: all.
  private mutating func nodes(
    at path: NodeID, lookup: ZoneLookup, racks: BaysByRack, in facility: Facility
  ) -> (racks: [ZoneID], numbers: PathPattern.Component?)? {
    guard var pattern = input.pathPattern(path) else {
      return nil
    }
    var numbers: PathPattern.Component?
    if let last = pattern.components.last, last.namesNodes {
      numbers = last
      pattern.components.removeLast()
    }
    let place = input.resolved(path)
    let text = input.document.text(of: place)
    let found = pattern.components.isEmpty ? [ZoneID(0)] : lookup.zones(matching: pattern)
    if found.isEmpty {
      if !isIncomplete {
        input.report(place, lookup.noMatch(for: text, pattern))
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
      for bay in racks.bays(under: zone, facility.zones)
      where result.last != facility.bays[bay].zone && !facility.kinds[facility.bays[bay].kind].isPosition {
        result.append(facility.bays[bay].zone)
      }
    }
    if result.isEmpty { input.report(place, "there are no nodes at `\(text)`") }
    return (result, numbers)
  }

  private mutating func mark(
    _ rack: ZoneID, numbers: PathPattern.Component?, as state: OutOfService, at path: NodeID, racks: BaysByRack,
    isOut: inout [ZoneID: [Bool]], in facility: inout Facility
  ) {
    let bays = racks.bays(of: rack).filter { !facility.kinds[facility.bays[$0].kind].isPosition }
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
        facility.bays[bay].down.append(number)
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

  private static let placedKeys = Keys(
    "lease", "at", "nodes", "node", "gpus", "profile", "kind", "about", "source")

  /// The leases that stand today.
  mutating func occupancies(_ node: NodeID, in facility: Facility, racks: BaysByRack, lookup: ZoneLookup)
    -> [Occupancy]
  {
    var result: [Occupancy] = []
    var names: Set<String> = []
    var tally = OccupancyTally()
    let numbers = NodesByNumber(facility: facility, racks: racks)
    for entry in input.list(node, "`placed`") {
      guard let fields = input.fields(entry, "an entry of `placed`", keys: Self.placedKeys) else { continue }
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
      if fields["node"] != nil || fields["gpus"] != nil {
        guard let piece = input.placedPiece(fields, in: zones(at: at, lookup), numbers, asked: nil) else { continue }
        tally.take(piece.piece, of: piece.bay, by: lease, at: at)
        result.append(Occupancy(lease: lease, profile: profile, parts: [], piece: piece))
        continue
      }
      let zones = zones(at: at, lookup)
      if zones.isEmpty { continue }
      var placed = PlacedRacks(facility: facility, racks: racks, kinds: kind.map { [$0] } ?? [], nodes: nodes)
      if let problem = placed.add(zones) {
        input.report(at, problem)
        continue
      }
      for part in placed.parts { tally.take(part.nodes, of: part.bay, by: lease, at: at) }
      result.append(Occupancy(lease: lease, profile: profile, parts: placed.parts))
    }
    for (node, problem) in tally.problems(in: facility) { input.report(node, problem) }
    return result
  }

  /// The profile that a node names.
  private mutating func profile(_ node: NodeID) -> Profile? {
    input.word(node, "profile", among: profiles.map { ($0.name, $0) })
  }
}

extension PathPattern.Component {
  /// True where it speaks of nodes in a rack rather than of zones.
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
