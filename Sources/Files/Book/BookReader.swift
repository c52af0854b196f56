import Facility
import Documents
import Tenancy

/// Reads a tenant book against a facility.
///
/// Its parts stand in `BookReader+….swift`, one for each group of a lease's keys.
struct BookReader {
  var input: DocumentDecoder
  let facility: Facility
  /// Kinds of node by name; rack positions are no kind of node.
  let kinds: [String: KindID]
  var profiles: [Profile]
  /// Names of the book's profiles that could not be read: leases may name them.
  private var unreadProfiles: Set<String> = []
  /// The profile of a lease that names none.
  private var training: Profile
  let lookup: ZoneLookup
  let nodes: NodesByNumber
  let divisions: DivisionNames
  var zoneWidths: ZoneWidths
  private var tenants: [String: TenantID] = [:]
  /// The leases' names.
  private(set) var names = NameTable()
  /// Positions of a lease's keys that are looked at in every lease.
  let at = LeaseKeyPositions()
  /// Leases that enlarge another one, and where that one is named.
  var expansions: [PendingExpansion] = []
  var tally = OccupancyTally()
  /// True where leases may stand in the file whose names could not be read: then a name that is not found is not held against others.
  var hasUnreadLeases = false
  /// The values of words that many leases share.
  struct Caches {
    var levels = TextCache<Level>()
    var profiles = TextCache<Profile>()
    var prices = TextCache<Price>(slots: 4_096)
    var kinds = TextCache<[KindID]>()
    var days = TextCache<CalendarDate>(slots: 4_096)
    var shares = TextCache<Fraction>()
  }
  var caches = Caches()
  /// Options and holds that end before this day are warned of; nil: none is.
  var asOf: CalendarDate?
  /// The position in `Facility.placed` of each lease that the facility file places.
  private let occupancies: [String: Int]
  /// GPUs of the facility: no lease brings the rent of more.
  let installedGPUs: Int
  /// The most that the leases read so far can bring, in cents per hour.
  var rents: Int64 = 0
  /// Those whose lease stands in the book too.
  var metOccupancies: Set<Int> = []

  init(_ document: Document, diagnostics: Diagnostics, facility: Facility) {
    input = DocumentDecoder(document, diagnostics: diagnostics)
    input.keyAdvice = KeyAdvice.text
    self.facility = facility
    let named = facility.kinds.enumerated().filter { !$1.isPosition }
    kinds = Dictionary(named.map { ($1.name, KindID($0)) }, uniquingKeysWith: { a, _ in a })
    profiles = facility.profiles
    training = facility.training
    lookup = ZoneLookup(facility.zones)
    nodes = NodesByNumber(facility: facility, racks: BaysByRack(facility))
    divisions = DivisionNames(facility)
    zoneWidths = ZoneWidths(facility)
    installedGPUs = facility.bays.reduce(0) { $0 + $1.installed * facility.kinds[$1.kind].gpus }
    occupancies = Dictionary(
      facility.placed.enumerated().map { ($1.lease, $0) }, uniquingKeysWith: { a, _ in a })
  }

  /// Reads the whole book; nil only where an error was reported.
  mutating func book() -> Book? {
    if input.isOfAnotherFormat(than: "headroom-tenants-1") { return nil }
    guard let fields = input.fields(input.document.root, "a tenant book", keys: BookKeys.book) else { return nil }
    input.checkFormat(fields, is: "headroom-tenants-1")
    if let node = fields["profiles"] { readProfiles(node) }
    var book = Book()
    if let node = input.required(fields, "tenants") {
      let tenants = input.list(node, "`tenants`")
      let leases = tenants.reduce(0) { sum, tenant in
        sum + (input.document.value(of: "leases", in: tenant).map { input.document.count(of: $0) } ?? 0)
      }
      reserve(leases, in: &book)
      for tenant in tenants { readTenant(tenant, into: &book) }
    }
    finish(&book)
    return book
  }

  /// Joins what the facility file says and checks what concerns several leases.
  mutating func finish(_ book: inout Book) {
    for (at, occupancy) in facility.placed.enumerated() where !metOccupancies.contains(at) {
      for part in occupancy.parts { tally.take(part.nodes, of: part.bay, by: occupancy.lease, at: nil) }
      if let (bay, piece) = occupancy.piece { tally.take(piece, of: bay, by: occupancy.lease, at: nil) }
      book.append(occupancy, of: facility)
    }
    resolveExpansions(&book)
    for (node, problem) in tally.problems(in: facility) { input.report(node, problem) }
  }

  /// Reads the rows of a table.
  mutating func book(of rows: FieldRows) -> Book {
    var book = Book()
    read(rows, into: &book, room: rows.count)
    finish(&book)
    return book
  }

  /// Reads rows of a table, but for what concerns several leases, with room for so many leases.
  mutating func read(_ rows: FieldRows, into book: inout Book, room: Int) {
    reserve(room, in: &book)
    var cache = TextCache<TenantID>()
    for row in 0..<rows.count {
      let fields = rows[row]
      let node = fields.value(at: at.tenant) ?? input.required(fields, "tenant")
      let tenant = node.flatMap { node in
        cache.value(of: node, in: input.document) ?? self.tenant(at: node, in: &book, &cache)
      }
      // A row without a tenant refuses the book; what else is wrong with it is said all the same.
      read(fields, of: tenant ?? TenantID(book.tenants.count), into: &book)
    }
  }

  private mutating func tenant(at node: NodeID, in book: inout Book, _ cache: inout TextCache<TenantID>) -> TenantID? {
    guard let name = input.text(node, "the name of a tenant") else { return nil }
    let tenant = tenant(named: name, in: &book)
    cache.store(tenant, of: node, in: input.document)
    return tenant
  }

  /// The tenant of a name, new or known.
  mutating func tenant(named name: String, in book: inout Book) -> TenantID {
    if let known = tenants[name] { return known }
    let tenant = TenantID(book.tenants.count)
    tenants[name] = tenant
    book.tenants.append(Tenant(name: name))
    return tenant
  }

  /// Makes room, once: a lease is large.
  private mutating func reserve(_ leases: Int, in book: inout Book) {
    book.leases.reserveLargePages(leases + facility.placed.count)
    names.reserve(leases)
  }

  private mutating func readProfiles(_ node: NodeID) {
    var marks: [NodeID] = []
    for (key, name, value) in input.named(node, "`profiles`") where name != "source" {
      guard input.name(key, "the name of a profile") != nil else { continue }
      let known = profiles.firstIndex { $0.name == name }
      let profile = input.profile(value, named: name, over: known.map { profiles[$0] }, marks: &marks)
      guard let profile else {
        if known == nil { unreadProfiles.insert(name) }
        continue
      }
      if let known { profiles[known] = profile } else { profiles.append(profile) }
      if name == training.name { training = profile }
    }
  }

  private mutating func readTenant(_ node: NodeID, into book: inout Book) {
    guard let fields = input.fields(node, "a tenant", keys: BookKeys.tenant) else {
      hasUnreadLeases = true
      return
    }
    var tenant = TenantID(book.tenants.count)
    if let nameNode = input.required(fields, "name"), let name = input.text(nameNode, "the name of a tenant") {
      if let known = tenants[name] {
        input.report(
          nameNode, "the tenant `\(name)` stands in this book already", suggestion: "put the leases together")
        tenant = known
      } else {
        tenants[name] = tenant
        book.tenants.append(Tenant(name: name))
      }
    }
    guard let leases = input.required(fields, "leases") else {
      hasUnreadLeases = true
      return
    }
    if input.document.shape(of: leases) != .sequence { hasUnreadLeases = true }
    for entry in input.list(leases, "`leases`") {
      if let fields = input.fields(entry, "a lease", keys: BookKeys.lease) {
        read(fields, of: tenant, into: &book)
      } else {
        hasUnreadLeases = true
      }
    }
  }

  /// Reads a lease and what can be said only once the whole book is known.
  mutating func read(_ fields: Fields, of tenant: TenantID, into book: inout Book) {
    let name = (fields.value(at: at.name) ?? input.required(fields, "name")).flatMap { leaseName($0) }
    var unread = UnreadLeaseParts()
    let demand = demand(fields) ?? placeholderDemand(fields, &unread)
    let kinds = kinds(fields)
    let level = fields.value(at: at.level).map { self.level($0) } ?? .site
    let occupancy: Occupancy? = occupancies.isEmpty ? nil : name.flatMap { self.occupancy(named: $0) }
    let profile = fields.value(at: at.profile).map { self.profile($0) } ?? occupancy?.profile ?? training
    let (status, within) = fields.value(at: at.status).map { self.status($0) } ?? (.contracted, nil)
    let priority = fields.value(at: at.priority).map { input.integer($0, "`priority`", in: 0...1_000_000) } ?? 0
    let priceNode =
      fields.value(at: at.price)
      ?? input.required(
        fields, "price",
        suggestion: "write `\(words("price: 0 $/h", columns: "0 $/h"))` for a lease that pays nothing")
    let price = priceNode.flatMap { self.price($0) }
    let rules = fields.hasAny(of: BookKeys.rules) ? rules(fields) : Rules()
    if name == nil {
      unread.insert(.name)
      hasUnreadLeases = true
    }
    if kinds == nil { unread.insert(.kinds) }
    if level == nil { unread.insert(.level) }
    if !unread.contains(.form) { checkAmount(demand, price: price, fields) }
    // What could not be read refuses the book; the lease is made all the same, so that all that is wrong with it is said at
    // once. A lease is large: it is made where it stays.
    let id = LeaseID(book.leases.count)
    book.leases.append(
      Lease(
        name: name ?? "(without a name)", tenant: tenant, demand: demand, kinds: kinds ?? [], level: level ?? .site,
        profile: profile ?? training, status: status ?? .contracted, priority: priority ?? 0,
        price: price ?? Price(cents: 0, hours: 1, per: .lease), movable: rules.movable, within: within,
        exclusive: rules.exclusive, spread: rules.spread, numa: rules.numa, segment: rules.segment,
        segmentWithin: rules.segmentWithin,
        quantities: rules.quantities))
    if fields.hasAny(of: BookKeys.expansion), let node = fields["expand"] { readExpansion(node, of: id) }
    if fields.hasAny(of: BookKeys.rules) { checkRules(book.leases[id], unread: unread, fields) }
    if occupancy != nil || fields.hasAny(of: BookKeys.places) {
      place(&book.leases[id], without: unread, from: fields, occupancy: occupancy)
    }
  }

  /// Words about keys, or about columns where a table is read.
  func words(_ keys: String, columns: String) -> String { input.columns == nil ? keys : columns }

  private mutating func leaseName(_ node: NodeID) -> String? {
    guard let name = input.text(node, "the name of a lease") else { return nil }
    guard input.document.isPrintableASCII(node, atMost: 200) || isReadable(name, at: node) else { return nil }
    if let first = names.add(node, in: input.document) {
      let line = input.document.line(of: first)
      input.report(
        node, "the lease `\(name)` stands in this book already", suggestion: "it stands in line \(line) already")
    }
    return name
  }

  private mutating func isReadable(_ name: String, at node: NodeID) -> Bool {
    let shows = name.unicodeScalars.contains { $0.value > 0x20 && $0.value != 0xA0 }
    let isFine = shows && name.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
    if isFine, name.utf8.count <= 200 { return true }
    input.report(
      node, isFine ? "the name of a lease is too long" : "the name of a lease cannot be \(input.describe(node))",
      expected: isFine ? "at most 200 bytes" : "something to read, in one line")
    return false
  }

  private mutating func occupancy(named lease: String) -> Occupancy? {
    guard let at = occupancies[lease] else { return nil }
    metOccupancies.insert(at)
    return facility.placed[at]
  }

  private static let levels = Level.allCases.map { ($0.name, $0) }

  private mutating func level(_ node: NodeID) -> Level? {
    caches.levels.value(of: node, in: &input) { $0.word($1, "level", among: Self.levels) }
  }

  private mutating func profile(_ node: NodeID) -> Profile? {
    if let known = caches.profiles.value(of: node, in: input.document) { return known }
    let profile = newProfile(node)
    caches.profiles.store(profile, of: node, in: input.document)
    return profile
  }

  private mutating func newProfile(_ node: NodeID) -> Profile? {
    if input.document.shape(of: node) == .mapping {
      var marks: [NodeID] = []
      return input.profile(node, named: "own", over: nil, marks: &marks)
    }
    guard let name = input.text(node, "a profile") else { return nil }
    if let profile = profiles.first(where: { $0.name == name }) { return profile }
    if unreadProfiles.contains(name) { return nil }
    input.report(
      node, "unknown profile `\(name)`", expected: alternatives(profiles.map(\.name)) + ", or shares of its own",
      suggestion: didYouMean(name, profiles.map(\.name)))
    return nil
  }

  private mutating func price(_ node: NodeID) -> Price? {
    caches.prices.value(of: node, in: &input) { $0.price($1) }
  }

  /// The zones that a path names; nil: reported.
  mutating func zones(at node: NodeID) -> [ZoneID]? {
    guard let pattern = input.pathPattern(node) else {
      return nil
    }
    let found = lookup.zones(matching: pattern)
    if !found.isEmpty { return found }
    input.report(node, lookup.noMatch(for: input.document.text(of: node), pattern))
    return nil
  }
}
