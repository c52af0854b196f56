import Documents
import Files
import Tenancy
import Testing

/// Books that are written as tables.
@Suite struct TableWritingTests {
  @Test func `a book that a table can hold is written as one`() throws {
    let site = try LeaseRuleFixture.facility()
    let table = SourceFile(name: "rules.csv", text: LeaseRuleFixture.table)
    let description = try #require(BookFile.describe(table, for: site).value)
    let bytes = try #require(BookFile.writeTable(description))
    #expect(BookFile.describe(SourceFile(name: "again.csv", bytes: bytes), for: site).value == description)
    let again = BookFile.read(SourceFile(name: "again.csv", bytes: bytes), for: site).value
    #expect(again?.leases == BookFile.read(table, for: site).value?.leases)
  }

  @Test func `a book that no table can hold is not written as one`() throws {
    let lease = LeaseDescription(name: "l", gpus: 8, kind: "k", price: Stated(Price(cents: 100, hours: 1, per: .gpu)))
    var books = [
      BookDescription(profiles: ["night": ProfileDescription()]), BookDescription(about: "a remark"),
      BookDescription(tenants: [TenantDescription(name: "t", leases: [])]),
      BookDescription(tenants: [TenantDescription(name: "t", leases: [lease], source: "s")]),
    ]
    for change: (inout LeaseDescription) -> Void in [
      { $0.price.source = "a source" }, { $0.profile = .own(ProfileDescription()) },
      { $0.placed = [PlaceDescription(paths: ["a", "b"])] }, { $0.placed = [PlaceDescription(paths: ["a"], node: 1)] },
      { $0.quantities = ["a|b": Stated(.pieces(1))] }, { $0.kind = "a|b" },
      {
        $0.status = .contracted; $0.about = ""
      },
    ] {
      var changed = lease
      change(&changed)
      books.append(BookDescription(tenants: [TenantDescription(name: "t", leases: [changed])]))
    }
    for book in books { #expect(BookFile.writeTable(book) == nil, "\(book)") }
    #expect(BookFile.writeTable(BookDescription()) == Array("tenant,lease,gpus,price\r\n".utf8))
    let one = BookDescription(tenants: [TenantDescription(name: "t", leases: [lease])])
    #expect(BookFile.writeTable(one) == Array("tenant,lease,gpus,kind,price\r\nt,l,8,k,1 $/GPU-h\r\n".utf8))
  }
}
