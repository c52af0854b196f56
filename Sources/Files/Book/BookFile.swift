public import Facility
public import Documents
public import Tenancy

/// Files of the format `headroom-tenants-1`.
public enum BookFile {
  /// The tenant of leases that only the facility file names.
  public static let facilityTenant = "(facility file)"

  /// Reads a tenant book and joins to it what the facility file says stands leased today.
  ///
  /// A lease of the same name gets that as its `placed`; any other becomes a contracted lease without a price.
  /// A file that ends in `.csv`, or whose first line names the columns, is a table; any other is YAML or JSON.
  ///
  /// - Parameters:
  ///   - executor: threads among which a long table is shared; the book is the same for any number of them.
  ///   - digest: the fingerprint of the file, where somebody has begun with it.
  ///   - day: options and holds that end before it are warned of; nil: none is.
  public static func read(
    _ file: SourceFile, for facility: Facility, on executor: ParallelExecutor = .serial, digest: Digest? = nil,
    asOf day: CalendarDate? = nil
  ) -> Loaded<Book> {
    let digest = digest ?? Digest(of: file)
    if BookTable.isTable(file) {
      // The parts of a shared table report nothing.
      if day == nil, var reader = ParallelTableReader(file, executor), let book = reader.book(for: facility) {
        return Loaded(book, Diagnostics(), of: file, digest: digest)
      }
      let (table, diagnostics) = BookTable.read(file)
      guard let table else { return Loaded(nil, diagnostics, of: file, digest: digest) }
      var reader = BookReader(table.document, diagnostics: diagnostics, facility: facility)
      reader.asOf = day
      reader.input.columns = ColumnMap(missing: table.missing) { BookColumn.name(ofKey: $1, in: $0) }
      reader.hasUnreadLeases = table.hasUnreadLeases
      let book = reader.book(of: table.rows)
      return Loaded(book, reader.input.diagnostics, of: file, digest: digest)
    }
    let (document, diagnostics) = Document.read(file)
    guard let document else { return Loaded(nil, diagnostics, of: file, digest: digest) }
    var reader = BookReader(document, diagnostics: diagnostics, facility: facility)
    reader.asOf = day
    let book = reader.book()
    return Loaded(book, reader.input.diagnostics, of: file, digest: digest)
  }

  /// The book of a facility without a tenant file: what stands leased there today.
  public static func placedOnly(_ facility: Facility) -> Book {
    var book = Book()
    for occupancy in facility.placed { book.append(occupancy, of: facility) }
    return book
  }
}

extension Book {
  /// Appends a lease that only the facility file names.
  mutating func append(_ occupancy: Occupancy, of facility: Facility) {
    guard let bay = occupancy.parts.first?.bay ?? occupancy.piece?.bay else { return }
    let tenant: TenantID
    if let known = tenants.firstIndex(where: { $0.name == BookFile.facilityTenant }) {
      tenant = TenantID(known)
    } else {
      tenant = TenantID(tenants.count)
      tenants.append(Tenant(name: BookFile.facilityTenant))
    }
    let kind = facility.bays[bay].kind
    let placed = occupancy.ranges(in: facility)
    let nodes = placed.reduce(0) { $0 + $1.nodes }
    let sites = placed.map { facility.domain(of: $0.zone, at: .site) }
    leases.append(
      Lease(
        name: occupancy.lease, tenant: tenant,
        demand: .gpus(occupancy.piece?.piece.count ?? nodes * facility.kinds[kind].gpus), kinds: [kind],
        level: sites.allSatisfy { $0 == sites[0] } ? .site : .campus, profile: occupancy.profile,
        price: Price(cents: 0, hours: 1, per: .lease), placed: placed,
        // It stands as it stands.
        numa: occupancy.piece == nil ? nil : .any))
  }
}

extension Occupancy {
  /// Rack by rack, ascending.
  func ranges(in facility: Facility) -> [PlacementPart] {
    if let (bay, piece) = piece { return [PlacementPart(zone: facility.bays[bay].zone, nodes: 0, piece: piece)] }
    return parts.map { PlacementPart(zone: facility.bays[$0.bay].zone, nodes: $0.nodes) }.sorted { $0.zone < $1.zone }
  }
}
