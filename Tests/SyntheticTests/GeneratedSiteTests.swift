import Synthetic
import Facility
import Files
import Documents
import Tenancy
import Testing

@Suite struct GeneratedSiteTests {
  private static func read(
    _ site: GeneratedSite, lints: Bool = false
  ) throws -> (facility: Facility, book: Book) {
    let facility = FacilityFile.read(site.facility, lints: lints)
    #expect(facility.diagnostics.isEmpty, "\(text(of: facility.diagnostics))")
    let site0 = try #require(facility.value)
    let book = BookFile.read(site.book, for: site0)
    #expect(book.diagnostics.isEmpty, "\(text(of: book.diagnostics))")
    return (site0, try #require(book.value))
  }

  private static func gpus(_ facility: Facility) -> Int {
    facility.bays.reduce(0) { $0 + $1.installed * facility.kinds[$1.kind].gpus }
  }

  private static func asked(_ book: Book) -> Int {
    book.leases.reduce(0) { sum, lease in
      if case .gpus(let count) = lease.demand { sum + count } else { sum }
    }
  }

  @Test func `the same size and seed give the same bytes, another seed others`() {
    let first = GeneratedSite(gpus: 20_000, leases: 500, seed: 7)
    let again = GeneratedSite(gpus: 20_000, leases: 500, seed: 7)
    let other = GeneratedSite(gpus: 20_000, leases: 500, seed: 8)
    #expect(first.facility.bytes == again.facility.bytes && first.book.bytes == again.book.bytes)
    #expect(first.facility.bytes != other.facility.bytes && first.book.bytes != other.book.bytes)
    // As recorded: they are the same on every machine.
    #expect(SHA256.hex(of: first.facility.bytes) == "c5040cbc530d6301e569e29163a02e24175b6d9570229403141f2b81b64774fe")
    #expect(SHA256.hex(of: first.book.bytes) == "5ca86d4ec7932f7f9791e1e22d6cc917ddd57674bb5adf842d83ee2ba13b3595")
  }

  @Test(arguments: [
    (8, 1), (8, 0), (9, 3), (64, 10), (1_000, 100), (1_344, 17), (4_096, 4_096), (10_000, 1_000), (40_000, 200),
  ])
  func `every size is read without an error or a warning, and is as asked`(gpus: Int, leases: Int) throws {
    let (facility, book) = try Self.read(GeneratedSite(gpus: gpus, leases: leases, seed: 3), lints: gpus >= 1_000)
    #expect(Self.gpus(facility) == (gpus + 7) / 8 * 8)
    #expect(book.leases.count == leases)
    #expect(Set(book.leases.map(\.name)).count == leases)
  }

  @Test func `a site has three kinds, limits of every sort, and a market that asks for more than there is`() throws {
    let (facility, book) = try Self.read(GeneratedSite(gpus: 60_000, leases: 4_000, seed: 1))
    #expect(Set(facility.bays.map(\.kind)).count == 3)
    let share = Double(Self.asked(book)) / Double(Self.gpus(facility))
    #expect((1.25...1.45).contains(share), "asked for \(share) times what there is")
    let sizes = book.leases.compactMap { lease -> Int? in
      if case .gpus(let count) = lease.demand { count } else { nil }
    }
    let largest = try #require(sizes.max())
    #expect(sizes.min() == 1 && largest >= 1_024)
    #expect(Set(book.leases.map(\.level)).isSuperset(of: [.node, .rack, .pod, .hall, .site]))
    #expect(book.leases.contains { $0.kinds.count == 2 })
    #expect(book.leases.contains { !$0.quantities.isEmpty })
  }
}

@Suite struct GeneratedSiteWritingTests {
  @Test(arguments: [(8, 1), (1_000, 100), (40_000, 2_000)])
  func `a site is described, written and read as the same site`(gpus: Int, leases: Int) throws {
    let site = GeneratedSite(gpus: gpus, leases: leases, seed: 5)
    let facility = try #require(FacilityFile.read(site.facility).value)
    let description = try #require(FacilityFile.describe(site.facility).value)
    let written = SourceFile(name: "facility.yaml", bytes: FacilityFile.write(description))
    #expect(FacilityFile.describe(written).value == description)
    let second = try #require(FacilityFile.read(written).value)
    #expect(second.zones == facility.zones && second.bays == facility.bays && second.power == facility.power)
    #expect(second.cooling == facility.cooling && second.loads == facility.loads)
    #expect(second.provisions == facility.provisions && second.provenance == facility.provenance)

    let book = try #require(BookFile.read(site.book, for: facility).value)
    let leased = try #require(BookFile.describe(site.book, for: facility).value)
    let yaml = SourceFile(name: "tenants.yaml", bytes: BookFile.write(leased))
    let again = try #require(BookFile.read(yaml, for: second).value)
    #expect(again.tenants == book.tenants && again.leases == book.leases)
    #expect(BookFile.describe(yaml, for: second).value == leased)
  }
}
