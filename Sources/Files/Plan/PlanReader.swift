import Facility
import PlanModel
import Documents
import Tenancy

/// Reads a plan against the facility and the book that it was made for.
struct PlanReader {
  var input: DocumentDecoder
  private let facility: Facility
  private let book: Book
  private let zones: ZoneLookup
  private let resources: ResourceLookup
  private let leases: [String: LeaseID]
  private let kinds: [String: KindID]

  init(_ document: Document, diagnostics: Diagnostics, facility: Facility, book: Book) {
    input = DocumentDecoder(document, diagnostics: diagnostics)
    self.facility = facility
    self.book = book
    zones = ZoneLookup(facility.zones)
    resources = ResourceLookup(facility, zones: zones)
    leases = Dictionary(book.leases.enumerated().map { ($1.name, LeaseID($0)) }, uniquingKeysWith: { a, _ in a })
    kinds = Dictionary(facility.kinds.enumerated().map { ($1.name, KindID($0)) }, uniquingKeysWith: { a, _ in a })
  }

  private static let keys = Keys("format", "inputs", "settings", "claims", "loads", "placements", "refused", "prices")

  /// Reads the whole plan; nil only where an error was reported.
  mutating func plan() -> Plan? {
    if input.isOfAnotherFormat(than: PlanFile.format) { return nil }
    guard let fields = input.fields(input.document.root, "a plan", keys: Self.keys) else { return nil }
    input.checkFormat(fields, is: PlanFile.format)
    var plan = Plan()
    if let node = input.required(fields, "inputs") { readInputs(node, into: &plan) }
    if let node = input.required(fields, "settings") { readSettings(node, into: &plan) }
    if let node = input.required(fields, "claims") { readClaims(node, into: &plan) }
    if let node = input.required(fields, "loads") { plan.loads = loads(node) }
    if let node = input.required(fields, "placements") {
      for entry in input.list(node, "`placements`") {
        if let placement = placement(entry) { plan.placements.append(placement) }
      }
    }
    if let node = input.required(fields, "refused") {
      for entry in input.list(node, "`refused`") {
        if let refusal = refusal(entry) { plan.refusals.append(refusal) }
      }
    }
    if let node = input.required(fields, "prices") { plan.certificate.prices = prices(node) }
    // Equal leases keep their order, so that a lease that is placed twice stays recognisable.
    plan.placements = plan.placements.stablySorted { $0.lease < $1.lease }
    plan.refusals = plan.refusals.stablySorted { $0.lease < $1.lease }
    return plan
  }

  private mutating func readInputs(_ node: NodeID, into plan: inout Plan) {
    guard let fields = input.fields(node, "`inputs`", keys: Keys("facility", "tenants")) else { return }
    // Empty where there was no file.
    plan.inputs.facility = input.required(fields, "facility").map { input.document.text(of: $0) } ?? ""
    plan.inputs.tenants = input.required(fields, "tenants").map { input.document.text(of: $0) } ?? ""
  }

  private mutating func readSettings(_ node: NodeID, into plan: inout Plan) {
    guard let fields = input.fields(node, "`settings`", keys: Keys("basis", "honour", "unleased", "seed")) else {
      return
    }
    let bases = ["sustained-peak", "nameplate", "average"] + facility.namedBases
    if let value = input.required(fields, "basis"),
      let basis = input.word(value, "basis", among: bases.map { ($0, Basis(name: $0)) })
    {
      plan.settings.basis = basis
    }
    if let value = input.required(fields, "honour"),
      let honour = input.word(value, "word for `honour`", among: Honour.allCases.map { ($0.rawValue, $0) })
    {
      plan.settings.honour = honour
    }
    if let value = input.required(fields, "unleased"),
      let idle = input.word(value, "word for `unleased`", among: [("idle", true), ("off", false)])
    {
      plan.settings.unleasedIdle = idle
    }
    if let value = input.required(fields, "seed") { plan.settings.seed = seed(value) }
  }

  private mutating func seed(_ node: NodeID) -> UInt64 {
    let text = input.document.text(of: node)
    if input.document.shape(of: node) == .plain, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let seed = UInt64(text)
    {
      return seed
    }
    input.report(
      node, "`seed` must be a whole number, not \(input.describe(node))",
      expected: "a whole number from 0 to \(UInt64.max)")
    return 1
  }

  private mutating func readClaims(_ node: NodeID, into plan: inout Plan) {
    let keys = Keys(
      "valueCentsPerHour", "keptValueCentsPerHour", "boundCentsPerHour", "keptBoundCentsPerHour",
      "moveCostCentsPerHour", "supplyMilliwatts")
    guard let fields = input.fields(node, "`claims`", keys: keys) else { return }
    plan.value = claim(fields, "valueCentsPerHour")
    plan.keptValue = claim(fields, "keptValueCentsPerHour")
    plan.certificate.bound = claim(fields, "boundCentsPerHour")
    plan.certificate.keptBound = claim(fields, "keptBoundCentsPerHour")
    plan.moveCost = claim(fields, "moveCostCentsPerHour")
    plan.supplyDraw = Watts(milliwatts: claim(fields, "supplyMilliwatts"))
  }

  private mutating func claim(_ fields: Fields, _ key: StaticString) -> Int64 {
    guard let node = input.required(fields, key) else { return 0 }
    return Int64(input.integer(node, "`\(key)`", in: Self.claimRange) ?? 0)
  }

  private mutating func loads(_ node: NodeID) -> [Loading] {
    input.list(node, "`loads`").compactMap { entry -> Loading? in
      guard let fields = input.fields(entry, "a load", keys: Keys("resource", "load", "capacity")) else { return nil }
      let (load, capacity) = (claim(fields, "load"), claim(fields, "capacity"))
      guard let path = input.required(fields, "resource") else { return nil }
      let found = input.parsed(path, "a resource") { [resources] text throws(InputError) in
        try resources.resources(matching: text)
      }
      guard let found else { return nil }
      guard found.count == 1, let resource = found.first else {
        input.report(path, "a load is stated of \(found.count) resources", expected: "one resource")
        return nil
      }
      return Loading(resource, load: load, capacity: capacity)
    }
  }

  // MARK: Placements

  private static let placementKeys = Keys("lease", "kind", "standing", "at")
  private static let partKeys = Keys("racks", "nodes", "node", "gpus")
  /// No rack holds more, and sums over all racks stay far below 64 bits.
  private static let nodeRange = -1_000_000_000...1_000_000_000
  /// Claims in mW and in cents per hour: a thousand times what the largest facility draws, and far from where figures would be cut off.
  private static let claimRange = -1_000_000_000_000_000_000...1_000_000_000_000_000_000
  /// Counts of refused nodes: megawatts of the smallest nodes come to no more than this, and no pool is larger.
  private static let refusedRange = -Int(Int32.max)...Int(Int32.max)

  private mutating func lease(_ node: NodeID) -> LeaseID? {
    guard let name = input.text(node, "the name of a lease") else { return nil }
    if let lease = leases[name] { return lease }
    input.report(
      node, "unknown lease `\(name)`", expected: "a lease of the tenant book",
      suggestion: input.suggestion(for: name, among: book.leases.lazy.map(\.name)))
    return nil
  }

  private mutating func kind(_ node: NodeID) -> KindID? {
    guard let name = input.text(node, "a kind of node") else { return nil }
    if let kind = kinds[name] { return kind }
    let all = facility.kinds.map(\.name)
    // Of positions too, which are a kind here.
    input.report(
      node, "unknown kind `\(name)`", expected: alternatives(all),
      suggestion: kindSuggestion(for: name, among: facility.kinds) ?? didYouMean(name, all))
    return nil
  }

  private mutating func placement(_ node: NodeID) -> Placement? {
    guard let fields = input.fields(node, "a placement", keys: Self.placementKeys) else { return nil }
    let lease = input.required(fields, "lease").flatMap { self.lease($0) }
    let kind = input.required(fields, "kind").flatMap { self.kind($0) }
    // For people: the checker judges by itself where a lease stands.
    if let standing = fields["standing"] { _ = input.text(standing, "a sentence") }
    var parts: [PlacementPart] = []
    if let at = input.required(fields, "at") {
      for entry in input.list(at, "`at`") { readPart(entry, into: &parts) }
    }
    guard let lease, let kind else { return nil }
    let isAscending = zip(parts, parts.dropFirst()).allSatisfy { $0.zone <= $1.zone }
    return Placement(
      lease: lease, option: LeaseOption(kind: kind),
      parts: isAscending ? parts : parts.stablySorted { $0.zone < $1.zone })
  }

  private mutating func readPart(_ node: NodeID, into parts: inout [PlacementPart]) {
    guard let fields = input.fields(node, "an entry of `at`", keys: Self.partKeys) else { return }
    let piece = piece(fields)
    let nodesNode = piece.isStated ? fields["nodes"] : input.required(fields, "nodes")
    let nodes = nodesNode.map { input.integer($0, "`nodes`", in: Self.nodeRange) } ?? 0
    guard let path = input.required(fields, "racks"),
      let pattern = input.pathPattern(path), let nodes,
      !piece.isStated || piece.value != nil
    else { return }
    let found = zones.zones(matching: pattern)
    let text = input.document.text(of: path)
    if found.isEmpty {
      input.report(path, zones.noMatch(for: text, pattern))
      return
    }
    if let other = found.first(where: { facility.zones[$0].level != .rack }) {
      let zone = facility.zones[other]
      input.report(
        path, "`\(facility.path(of: other))` is a \(zone.level.name), not a rack", expected: "a path to racks",
        suggestion: "nodes stand in racks only: name these")
      return
    }
    guard parts.count + found.count <= FacilityReader.Limit.nodes else {
      input.report(path, "the placement names more racks than any facility has", expected: "each rack once")
      return
    }
    parts += found.map { PlacementPart(zone: $0, nodes: nodes, piece: piece.value) }
  }

  /// The piece of a node that an entry names, if it names one; without a value what is wrong has been reported.
  private mutating func piece(_ fields: Fields) -> (isStated: Bool, value: Piece?) {
    guard fields["node"] != nil || fields["gpus"] != nil else { return (false, nil) }
    let node = input.required(fields, "node").flatMap { input.integer($0, "`node`", in: Self.nodeRange) }
    guard let list = input.required(fields, "gpus") else { return (true, nil) }
    let entries = input.list(list, "`gpus`")
    let gpus = entries.compactMap { input.integer($0, "GPUs in a domain", in: Self.nodeRange) }
    guard let node, gpus.count == entries.count, input.document.shape(of: list) == .sequence else { return (true, nil) }
    return (true, Piece(node: node, gpus: gpus))
  }

  private mutating func refusal(_ node: NodeID) -> Refusal? {
    guard let fields = input.fields(node, "a refusal", keys: Keys("lease", "nodes", "because")) else { return nil }
    let lease = input.required(fields, "lease").flatMap { self.lease($0) }
    let nodes = input.required(fields, "nodes").flatMap { input.integer($0, "`nodes`", in: Self.refusedRange) }
    guard let lease, let nodes else { return nil }
    return Refusal(lease: lease, nodes: nodes, reason: .kindAbsent(book.leases[lease].kind))
  }

  // MARK: Prices

  private static let priceKeys = Keys("resources", "case", "period", "picocents")

  private mutating func prices(_ node: NodeID) -> [RowPrice] {
    var prices: [RowPrice] = []
    var places: [NodeID] = []
    let cases = facility.failureCases.enumerated().map { ($1.name, FailureCaseID($0)) }
    let periods = book.periods.enumerated().map { ($1.name, PeriodID($0)) }
    for entry in input.list(node, "`prices`") {
      guard let fields = input.fields(entry, "a price", keys: Self.priceKeys) else { continue }
      let failureCase = input.required(fields, "case").flatMap { input.word($0, "case", among: cases) }
      let period = input.required(fields, "period").flatMap { input.word($0, "period", among: periods) }
      let picocents = input.required(fields, "picocents").flatMap {
        input.integer($0, "`picocents`", in: Int.min...Int.max)
      }
      guard let path = input.required(fields, "resources") else { continue }
      let found = input.parsed(path, "a resource") { [resources] text throws(InputError) in
        try resources.resources(matching: text)
      }
      guard let failureCase, let period, let picocents, let found else { continue }
      guard prices.count + found.count <= 4 * FacilityReader.Limit.elements else {
        input.report(path, "more prices than any facility has resources", expected: "each resource once")
        break
      }
      for resource in found {
        let row = RowKey(resource, failureCase: failureCase, period: period)
        prices.append(RowPrice(row, picocents: Int64(picocents)))
        places.append(path)
      }
    }
    return ordered(prices, places)
  }

  /// Prices in table order; a resource that is priced twice is reported where it stands the second time.
  private mutating func ordered(_ prices: [RowPrice], _ places: [NodeID]) -> [RowPrice] {
    let order = prices.indices.sorted {
      prices[$0].row != prices[$1].row ? prices[$0].row < prices[$1].row : $0 < $1
    }
    for (before, here) in zip(order, order.dropFirst()) where prices[before].row == prices[here].row {
      input.report(
        places[here], "`\(prices[here].resource.name(in: facility))` has a price already",
        expected: "one price a resource")
    }
    return order.map { prices[$0] }
  }
}

extension Array {
  /// Sorted, equal elements in the order in which they stood: `sorted` does not promise that.
  fileprivate func stablySorted(_ isBefore: (Element, Element) -> Bool) -> [Element] {
    enumerated().sorted {
      isBefore($0.element, $1.element) || (!isBefore($1.element, $0.element) && $0.offset < $1.offset)
    }.map(\.element)
  }
}
