import Documents
import Facility
import Files
import Tenancy
import Testing

/// Reads, describes, writes and reads again, and holds what comes out to what went in.
enum RoundTrip {
  /// A facility file: the same diagnostics where it is refused, else the same description, the same bytes and the same
  /// facility.
  ///
  /// - Returns: whether it was read.
  @discardableResult
  static func facility(_ file: SourceFile) throws -> Bool {
    let loaded = FacilityFile.read(file)
    let described = FacilityFile.describe(file)
    guard let facility = loaded.value else {
      #expect(described.value == nil)
      #expect(described.diagnostics.map(\.text) == loaded.diagnostics.map(\.text))
      return false
    }
    let description = try #require(described.value, "\(file.name): \(text(of: described.diagnostics))")
    let written = SourceFile(name: file.name, bytes: FacilityFile.write(description))
    let again = FacilityFile.describe(written)
    #expect(again.value == description, "\(text(of: again.diagnostics))\n\(shown(written))")
    #expect(again.value.map { FacilityFile.write($0) } == written.bytes)
    let second = try #require(FacilityFile.read(written).value)
    #expect(differences(facility, second) == [], "\(file.name)\n\(shown(written))")
    return true
  }

  /// A book, likewise; of a table whose tenants take turns, tenant by tenant.
  @discardableResult
  static func book(_ file: SourceFile, for facility: Facility) throws -> Bool {
    let loaded = BookFile.read(file, for: facility)
    let described = BookFile.describe(file, for: facility)
    guard let book = loaded.value else {
      #expect(described.value == nil)
      #expect(described.diagnostics.map(\.text) == loaded.diagnostics.map(\.text))
      return false
    }
    let description = try #require(described.value, "\(file.name): \(text(of: described.diagnostics))")
    let written = SourceFile(name: "written.yaml", bytes: BookFile.write(description))
    let again = BookFile.describe(written, for: facility)
    #expect(again.value == description, "\(text(of: again.diagnostics))\n\(shown(written))")
    #expect(again.value.map { BookFile.write($0) } == written.bytes)
    let second = try #require(BookFile.read(written, for: facility).value)
    #expect(differences(book, second) == [], "\(file.name)\n\(shown(written))")
    return true
  }

  /// The bytes of a file as text.
  static func shown(_ file: SourceFile) -> String { String(decoding: file.bytes, as: UTF8.self) }

  /// The tables in which two facilities differ.
  static func differences(_ a: Facility, _ b: Facility) -> [String] {
    zip(Mirror(reflecting: a).children, Mirror(reflecting: b).children).compactMap { one, other in
      guard let left = one.value as? AnyHashable, let right = other.value as? AnyHashable else { return one.label }
      return left == right ? nil : one.label
    }
  }

  /// What differs between two books, but for the order in which tenants take turns.
  static func differences(_ a: Book, _ b: Book) -> [String] {
    var found = a.tenants == b.tenants ? [] : ["tenants"]
    let order = a.leases.enumerated().sorted { ($0.element.tenant, $0.offset) < ($1.element.tenant, $1.offset) }
    if order.map(\.element.name) != b.leases.map(\.name) { return found + ["order"] }
    let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { (LeaseID($1.offset), LeaseID($0)) })
    for (lease, other) in zip(order.map(\.element), b.leases) {
      var lease = lease
      lease.expands = lease.expands.map { Expansion(of: places[$0.lease] ?? $0.lease, $0.reach) }
      if lease != other { found.append(lease.name) }
    }
    return found
  }
}
