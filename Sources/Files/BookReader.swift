import Facility
import Source
import Tenancy

/// Reads a tenant book against a facility.
struct BookReader {
  var input: Decoder
  let facility: Facility
  private let kinds: [String: KindID]
  private var profiles: [Profile]
  private let index: ZoneIndex
  let racks: RackTable
  private var names: [String: Int] = [:]
  private var places = PlaceCheck()
  /// What the facility file says of each lease.
  private let occupancies: [String: Int]

  init(_ document: Document, diagnostics: Diagnostics, facility: Facility) {
    input = Decoder(document, diagnostics: diagnostics)
    self.facility = facility
    kinds = Dictionary(facility.kinds.enumerated().map { ($1.name, KindID($0)) }, uniquingKeysWith: { a, _ in a })
    profiles = facility.profiles
    index = ZoneIndex(facility.zones)
    racks = RackTable(facility)
    occupancies = Dictionary(
      facility.placed.enumerated().map { ($1.lease, $0) }, uniquingKeysWith: { a, _ in a })
  }

  private static let keys = Keys("format", "about", "source", "profiles", "tenants")
  private static let tenantKeys = Keys("name", "leases", "about", "source")

  /// Reads the whole book; nil only where an error was reported.
  mutating func book() -> Book? {
    if input.isOfAnotherFormat(than: "headroom-tenants-1") { return nil }
    guard let fields = input.fields(input.document.root, "a tenant book", Self.keys) else { return nil }
    input.checkFormat(fields, is: "headroom-tenants-1")
    if let node = fields["profiles"] { readProfiles(node) }
    var book = Book()
    if let node = input.required(fields, "tenants") {
      for entry in input.list(node, "`tenants`") { readTenant(entry, into: &book) }
    }
    for occupancy in facility.placed where names[occupancy.lease] == nil {
      for part in occupancy.parts { places.take(part.nodes, of: part.bay, by: occupancy.lease, at: nil) }
      book.append(occupancy, of: facility)
    }
    for (node, problem) in places.problems(in: facility) { input.report(node, problem) }
    return book
  }

  private mutating func readProfiles(_ node: NodeID) {
    var marks: [NodeID] = []
    for (key, name, value) in input.named(node, "`profiles`") where name != "source" {
      guard input.name(key, "the name of a profile") != nil else { continue }
      let known = profiles.firstIndex { $0.name == name }
      let profile = input.profile(value, named: name, over: known.map { profiles[$0] }, marks: &marks)
      guard let profile else { continue }
      if let known { profiles[known] = profile } else { profiles.append(profile) }
    }
  }

  private mutating func readTenant(_ node: NodeID, into book: inout Book) {
    guard let fields = input.fields(node, "a tenant", Self.tenantKeys) else { return }
    var tenant = TenantID(book.tenants.count)
    if let nameNode = input.required(fields, "name"), let name = input.text(nameNode, "the name of a tenant") {
      if let known = book.tenants.firstIndex(where: { $0.name == name }) {
        input.report(
          nameNode, "the tenant `\(name)` stands in this book already", suggestion: "put the leases together")
        tenant = TenantID(known)
      } else {
        book.tenants.append(Tenant(name: name))
      }
    }
    guard let leases = input.required(fields, "leases") else { return }
    for entry in input.list(leases, "`leases`") {
      if let lease = lease(entry, of: tenant) { book.leases.append(lease) }
    }
  }

  private static let leaseKeys = Keys(
    "name", "gpus", "count", "kind", "level", "profile", "status", "priority", "price", "placed", "about", "source")
  private static let levels = Level.allCases.map { ($0.name, $0) }

  private mutating func lease(_ node: NodeID, of tenant: TenantID) -> Lease? {
    guard let fields = input.fields(node, "a lease", Self.leaseKeys) else { return nil }
    let name = input.required(fields, "name").flatMap { leaseName($0) }
    let demand = demand(fields)
    let kind = input.required(fields, "kind").flatMap { self.kind($0) }
    let level = fields["level"].map { input.word($0, "level", Self.levels) } ?? .site
    let occupancy = name.flatMap { occupancies[$0] }.map { facility.placed[$0] }
    let profile =
      fields["profile"].map { self.profile($0) } ?? occupancy?.profile ?? profiles.first { $0.name == "training" }
      ?? .training
    let status = fields["status"].map { self.status($0) } ?? .contracted
    let priority = fields["priority"].map { input.integer($0, "`priority`", in: 0...1_000_000) } ?? 0
    let price = input.required(fields, "price", suggestion: "write `price: 0 $/h` for a lease that pays nothing")
      .flatMap { self.price($0) }
    guard let name, let demand, let kind, let level, let profile, let status, let priority, let price else {
      return nil
    }
    var lease = Lease(
      name: name, tenant: tenant, demand: demand, kind: kind, level: level, profile: profile, status: status,
      priority: priority, price: price)
    place(&lease, fields, occupancy)
    return lease
  }

  private mutating func leaseName(_ node: NodeID) -> String? {
    guard let name = input.text(node, "the name of a lease") else { return nil }
    let shows = name.unicodeScalars.contains { $0.value > 0x20 && $0.value != 0xA0 }
    let isFine = shows && name.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
    guard isFine, name.utf8.count <= 200 else {
      input.report(
        node, isFine ? "the name of a lease is too long" : "the name of a lease cannot be \(input.describe(node))",
        expected: isFine ? "at most 200 bytes" : "something to read, in one line")
      return nil
    }
    if let line = names[name] {
      input.report(
        node, "the lease `\(name)` stands in this book already", suggestion: "it stands in line \(line) already")
    } else {
      names[name] = input.document.line(of: node)
    }
    return name
  }

  /// `gpus: 16384` or `count: all`; either word takes either value.
  private mutating func demand(_ fields: Fields) -> Demand? {
    if fields["gpus"] != nil, let again = fields["count"] {
      input.report(again, "`gpus` and `count` both say how many", suggestion: "leave one of them out")
      return nil
    }
    if let count = fields["count"] { return demand(count) }
    return input.required(fields, "gpus").flatMap { demand($0) }
  }

  private mutating func demand(_ node: NodeID) -> Demand? {
    // JSON has words in quotes only.
    if input.document.text(of: node) == "all" { return .all }
    if input.document.integer(node) == nil, input.document.shape(of: node) == .plain {
      let text = input.document.text(of: node)
      input.report(
        node, text.isEmpty ? "`gpus` is missing" : "`gpus` must be a whole number or all, not `\(text)`",
        expected: "a whole number from 1 to 1000000000, or all")
      return nil
    }
    return input.integer(node, "`gpus`", in: 1...1_000_000_000).map { .gpus($0) }
  }

  private mutating func kind(_ node: NodeID) -> KindID? {
    guard let name = input.text(node, "a kind of node") else { return nil }
    if let kind = kinds[name] { return kind }
    let all = facility.kinds.map(\.name)
    input.report(node, "unknown kind `\(name)`", expected: alternatives(all), suggestion: didYouMean(name, all))
    return nil
  }

  private mutating func profile(_ node: NodeID) -> Profile? {
    if input.document.shape(of: node) == .mapping {
      var marks: [NodeID] = []
      return input.profile(node, named: "own", over: nil, marks: &marks)
    }
    guard let name = input.text(node, "a profile") else { return nil }
    if let profile = profiles.first(where: { $0.name == name }) { return profile }
    input.report(
      node, "unknown profile `\(name)`", expected: alternatives(profiles.map(\.name)) + ", or shares of its own",
      suggestion: didYouMean(name, profiles.map(\.name)))
    return nil
  }

  private mutating func price(_ node: NodeID) -> Price? {
    input.parsed(node, "a price") { text throws(Problem) in
      let price = try PriceText(text)
      return Price(cents: price.cents, hours: price.hours, per: price.perGPU ? .gpu : .lease)
    }
  }

  // MARK: Status

  private static let statuses = ["contracted", "option", "hold", "rofo", "proposal"]

  private mutating func status(_ node: NodeID) -> Status? {
    guard input.document.shape(of: node) == .mapping else { return plainStatus(node) }
    let pairs = Array(input.document.pairs(of: node))
    guard pairs.count == 1, let (key, value) = pairs.first else {
      input.report(node, "a status has one name", expected: "such as `{option: {until: 2027-03-31}}`")
      return nil
    }
    switch input.document.text(of: key) {
    case "option": return date(value, "an option", "until").map { .option(until: $0) }
    case "hold": return date(value, "a hold", "expires").map { .hold(expires: $0) }
    case "rofo": return rofo(value)
    case "proposal":
      guard let fields = input.fields(value, "a proposal", Keys("probability", "source")) else { return nil }
      return input.required(fields, "probability").flatMap { input.share($0) }.map { .proposal(probability: $0) }
    case let other:
      input.report(
        key, "unknown status `\(other)`", expected: alternatives(Self.statuses),
        suggestion: didYouMean(other, Self.statuses))
      return nil
    }
  }

  private mutating func plainStatus(_ node: NodeID) -> Status? {
    guard let word = input.text(node, "a status") else { return nil }
    switch word {
    case "contracted": return .contracted
    case "rofo": return .rofo(zone: nil, noticeDays: nil)
    case "option": input.report(node, "an option needs its day", expected: "`{option: {until: 2027-03-31}}`")
    case "hold": input.report(node, "a hold needs its day", expected: "`{hold: {expires: 2027-01-31}}`")
    case "proposal":
      input.report(node, "a proposal needs its probability", expected: "`{proposal: {probability: 40 %}}`")
    default:
      input.report(
        node, "unknown status `\(word)`", expected: alternatives(Self.statuses),
        suggestion: didYouMean(word, Self.statuses))
    }
    return nil
  }

  private mutating func date(_ node: NodeID, _ what: StaticString, _ key: StaticString) -> CalendarDate? {
    guard let fields = input.fields(node, what, Keys(key, "source")) else { return nil }
    return input.required(fields, key).flatMap { input.date($0) }
  }

  private mutating func rofo(_ node: NodeID) -> Status? {
    guard let fields = input.fields(node, "a right of first offer", Keys("zone", "notice", "source")) else {
      return nil
    }
    var zone: String?
    if let value = fields["zone"] {
      guard zones(at: value) != nil else { return nil }
      zone = input.document.text(of: value)
    }
    var days: Int?
    if let value = fields["notice"] {
      days = input.parsed(value, "a number of days") { text throws(Problem) in try Quantity.days(text) }
      if days == nil { return nil }
    }
    return .rofo(zone: zone, noticeDays: days)
  }

  /// The zones that a path names; nil: reported.
  private mutating func zones(at node: NodeID) -> [ZoneID]? {
    guard let pattern = input.parsed(node, "a path", { text throws(Problem) in try PathPattern(text) }) else {
      return nil
    }
    let found = index.zones(matching: pattern)
    if !found.isEmpty { return found }
    input.report(
      node, "the path `\(input.document.text(of: node))` matches no zone", suggestion: index.suggestion(for: pattern))
    return nil
  }

  // MARK: Where it stands

  private static let placedKeys = Keys("at", "nodes", "source")

  private mutating func place(_ lease: inout Lease, _ fields: Fields, _ occupancy: Occupancy?) {
    var parts: [(bay: BayID, nodes: Int)] = []
    if let node = fields["placed"] {
      guard let own = placedParts(node, of: lease) else { return }
      parts = own
      if let occupancy, !sameParts(own, occupancy.parts) {
        input.report(
          node, "the facility file places `\(lease.name)` elsewhere", suggestion: "take one of the two out")
        return
      }
    } else if let occupancy {
      parts = occupancy.parts
    }
    guard let first = parts.first, let place = fields["placed"] ?? fields["name"] else { return }
    let found = facility.bays[first.bay].kind
    guard found == lease.kind else {
      input.report(
        fields["kind"] ?? place,
        "the lease stands on `\(facility.kinds[found].name)` today and asks for `\(facility.kinds[lease.kind].name)`",
        expected: "the kind where it stands")
      return
    }
    for part in parts { places.take(part.nodes, of: part.bay, by: lease.name, at: place) }
    check(parts, of: lease, fields, at: place)
    lease.placed = parts.map { PlacedRange(zone: facility.bays[$0.bay].zone, nodes: $0.nodes) }
      .sorted { $0.zone < $1.zone }
  }

  private func sameParts(_ a: [(bay: BayID, nodes: Int)], _ b: [(bay: BayID, nodes: Int)]) -> Bool {
    a.sorted { $0.bay < $1.bay }.elementsEqual(b.sorted { $0.bay < $1.bay }, by: ==)
  }

  /// Nodes bay by bay, ascending; nil: reported.
  private mutating func placedParts(_ node: NodeID, of lease: Lease) -> [(bay: BayID, nodes: Int)]? {
    var all: [(bay: BayID, nodes: Int)] = []
    for entry in input.oneOrMore(node) {
      var at = entry
      var nodes: Int?
      if input.document.shape(of: entry) == .mapping {
        guard let fields = input.fields(entry, "an entry of `placed`", Self.placedKeys),
          let path = input.required(fields, "at")
        else { return nil }
        at = path
        if let value = fields["nodes"] {
          nodes = input.integer(value, "`nodes`", in: 1...1_000)
          if nodes == nil { return nil }
        }
      }
      for path in input.oneOrMore(at) {
        guard let zones = zones(at: path) else { return nil }
        var spread = RackSpread(facility: facility, racks: racks, kind: lease.kind, nodes: nodes)
        if let problem = spread.add(zones) {
          input.report(path, problem)
          return nil
        }
        all += spread.parts
      }
    }
    all.sort { $0.bay < $1.bay }
    if let i = all.indices.dropFirst().first(where: { all[$0].bay == all[$0 - 1].bay }) {
      let rack = facility.path(of: facility.bays[all[i].bay].zone)
      input.report(node, "`\(rack)` is named twice", expected: "each rack once")
      return nil
    }
    return all
  }

  /// A standing lease must have the size that it asks for, in one zone of its level.
  private mutating func check(_ parts: [(bay: BayID, nodes: Int)], of lease: Lease, _ fields: Fields, at place: NodeID)
  {
    let nodes = parts.reduce(0) { $0 + $1.nodes }
    if let asked = lease.nodes(of: facility.kinds[lease.kind]), !asked.contains(nodes) {
      input.report(
        fields["gpus"] ?? fields["count"] ?? place,
        "the lease asks for \(asked.upperBound) node\(asked.upperBound == 1 ? "" : "s") and stands on \(nodes) today",
        expected: "\(nodes * facility.kinds[lease.kind].gpus) GPUs, or other places")
    }
    if lease.level == .node, nodes > 1 {
      input.report(
        place, "the lease stands on \(nodes) nodes, its level is node", expected: "one node, or a level further out")
      return
    }
    let domains = parts.map { facility.domain(of: facility.bays[$0.bay].zone, at: lease.level) }
    if let other = domains.first(where: { $0 != domains[0] }) {
      input.report(
        place,
        "the lease stands in `\(facility.path(of: domains[0]))` and `\(facility.path(of: other))`, its level is \(lease.level.name)",
        expected: "places in one \(lease.level.name), or a level further out")
    }
  }
}

/// Adds up who stands where, over all leases.
private struct PlaceCheck {
  private var uses: [(bay: BayID, nodes: Int, lease: String, node: NodeID?)] = []

  mutating func take(_ nodes: Int, of bay: BayID, by lease: String, at node: NodeID?) {
    uses.append((bay, nodes, lease, node))
  }

  /// One for each lease that comes too late to a bay.
  func problems(in facility: Facility) -> [(node: NodeID, problem: Problem)] {
    var result: [(node: NodeID, problem: Problem)] = []
    var last: NodeID?
    var taken: [BayID: (nodes: Int, lease: String)] = [:]
    // Leases that only the facility file names come last in `uses`, but they cannot be at fault in this file.
    for use in uses.filter({ $0.node == nil }) + uses.filter({ $0.node != nil }) {
      let before = taken[use.bay]
      let sum = (before?.nodes ?? 0) + use.nodes
      taken[use.bay] = (sum, before?.lease ?? use.lease)
      let bay = facility.bays[use.bay]
      guard sum > bay.inService, let node = use.node, node != last else { continue }
      last = node
      result.append(
        (
          node,
          Problem(
            "`\(use.lease)` and `\(before?.lease ?? use.lease)` stand on the same nodes of `\(facility.path(of: bay.zone))`",
            expected: "at most the \(bay.inService) nodes in service there")
        ))
    }
    return result
  }
}
