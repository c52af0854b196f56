import Facility
import Source
import Tenancy

/// Reads a tenant book against a facility.
///
/// Its parts stand in `BookReader+….swift`, one for each group of a lease's keys.
struct BookReader {
  var input: Decoder
  let facility: Facility
  /// Kinds of node by name; rack positions are no kind of node.
  let kinds: [String: KindID]
  var profiles: [Profile]
  let index: ZoneIndex
  let nodes: NodeTable
  let divisions: DivisionTable
  /// The line in which each lease stands.
  private var lines: [String: Int] = [:]
  /// Leases that enlarge another one, and where that one is named.
  var expansions: [PendingExpansion] = []
  var places = PlaceCheck()
  /// What the facility file says of each lease.
  private let occupancies: [String: Int]

  init(_ document: Document, diagnostics: Diagnostics, facility: Facility) {
    input = Decoder(document, diagnostics: diagnostics)
    self.facility = facility
    let named = facility.kinds.enumerated().filter { !$1.isPosition }
    kinds = Dictionary(named.map { ($1.name, KindID($0)) }, uniquingKeysWith: { a, _ in a })
    profiles = facility.profiles
    index = ZoneIndex(facility.zones)
    nodes = NodeTable(facility: facility, racks: RackTable(facility))
    divisions = DivisionTable(facility)
    occupancies = Dictionary(
      facility.placed.enumerated().map { ($1.lease, $0) }, uniquingKeysWith: { a, _ in a })
  }

  /// Reads the whole book; nil only where an error was reported.
  mutating func book() -> Book? {
    if input.isOfAnotherFormat(than: "headroom-tenants-1") { return nil }
    guard let fields = input.fields(input.document.root, "a tenant book", BookKeys.book) else { return nil }
    input.checkFormat(fields, is: "headroom-tenants-1")
    if let node = fields["profiles"] { readProfiles(node) }
    var book = Book()
    if let node = input.required(fields, "tenants") {
      for entry in input.list(node, "`tenants`") { readTenant(entry, into: &book) }
    }
    finish(&book)
    return book
  }

  /// Joins what the facility file says and checks what concerns several leases.
  mutating func finish(_ book: inout Book) {
    for occupancy in facility.placed where lines[occupancy.lease] == nil {
      for part in occupancy.parts { places.take(part.nodes, of: part.bay, by: occupancy.lease, at: nil) }
      if let (bay, piece) = occupancy.piece { places.take(piece, of: bay, by: occupancy.lease, at: nil) }
      book.append(occupancy, of: facility)
    }
    resolveExpansions(&book)
    for (node, problem) in places.problems(in: facility) { input.report(node, problem) }
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
    guard let fields = input.fields(node, "a tenant", BookKeys.tenant) else { return }
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
    for entry in input.list(leases, "`leases`") { readLease(entry, of: tenant, into: &book) }
  }

  /// Reads a lease and what can be said only once the whole book is known.
  mutating func readLease(_ node: NodeID, of tenant: TenantID, into book: inout Book) {
    guard let fields = input.fields(node, "a lease", BookKeys.lease) else { return }
    guard let lease = lease(fields, of: tenant) else { return }
    if let node = fields["expand"] { readExpansion(node, of: LeaseID(book.leases.count)) }
    book.leases.append(lease)
  }

  private static let levels = Level.allCases.map { ($0.name, $0) }

  private mutating func lease(_ fields: Fields, of tenant: TenantID) -> Lease? {
    let name = input.required(fields, "name").flatMap { leaseName($0) }
    let demand = demand(fields)
    let kinds = kinds(fields)
    let level = fields["level"].map { input.word($0, "level", Self.levels) } ?? .site
    let occupancy = name.flatMap { occupancies[$0] }.map { facility.placed[$0] }
    let profile = fields["profile"].map { self.profile($0) } ?? occupancy?.profile ?? facility.training
    let (status, within) = fields["status"].map { self.status($0) } ?? (.contracted, nil)
    let priority = fields["priority"].map { input.integer($0, "`priority`", in: 0...1_000_000) } ?? 0
    let price = input.required(fields, "price", suggestion: "write `price: 0 $/h` for a lease that pays nothing")
      .flatMap { self.price($0) }
    let rules = rules(fields)
    guard let name, let demand, let kinds, let level, let profile, let status, let priority, let price, let rules else {
      return nil
    }
    var lease = Lease(
      name: name, tenant: tenant, demand: demand, kinds: kinds, level: level, profile: profile, status: status,
      priority: priority, price: price, movable: rules.movable, within: within, exclusive: rules.exclusive,
      spread: rules.spread, numa: rules.numa, segment: rules.segment, quantities: rules.quantities)
    checkTogether(lease, fields)
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
    if let line = lines[name] {
      input.report(
        node, "the lease `\(name)` stands in this book already", suggestion: "it stands in line \(line) already")
    } else {
      lines[name] = input.document.line(of: node)
    }
    return name
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
      let per: Price.Per =
        switch price.per {
        case .gpu: .gpu
        case .lease: .lease
        case .kilowatt: .kilowatt
        }
      return Price(cents: price.cents, hours: price.hours, per: per)
    }
  }

  /// Whether a lease of this name stands in the book, read or not.
  func isNamed(_ lease: String) -> Bool { lines[lease] != nil }

  /// The zones that a path names; nil: reported.
  mutating func zones(at node: NodeID) -> [ZoneID]? {
    guard let pattern = input.parsed(node, "a path", { text throws(Problem) in try PathPattern(text) }) else {
      return nil
    }
    let found = index.zones(matching: pattern)
    if !found.isEmpty { return found }
    input.report(
      node, "the path `\(input.document.text(of: node))` matches no zone", suggestion: index.suggestion(for: pattern))
    return nil
  }
}
