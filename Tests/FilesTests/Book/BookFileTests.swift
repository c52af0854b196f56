import Facility
import Files
import Documents
import Tenancy
import Testing

@Test func `a book is read as it stands`() throws {
  let facility = try SampleFiles.facility()
  let book = try SampleFiles.book(facility)
  #expect(book.tenants.map(\.name) == ["a", "b", BookFile.facilityTenant])
  #expect(book.leases.map(\.name) == ["one", "two", "three", "four", "five", "six", "old"])
  let two = book.leases[1]
  #expect(two.demand == .all)
  #expect(two.profile.name == "night")
  #expect(two.priority == 3)
  #expect(two.price == Price(cents: 100_000, hours: 730, per: .lease))
  #expect(two.level == .site)
  #expect(book.leases[2].status == .option(until: try #require(CalendarDate(year: 2027, month: 3, day: 31))))
  #expect(book.leases[2].price == Price(cents: 150_000, hours: 730, per: .gpu))
  #expect(book.leases[3].status == .proposal(probability: .percent(40)))
  #expect(
    facility.kinds[book.leases[3].kind].name == "gb200-nvl72", "a kind of the catalogue that is not installed here")
  #expect(book.leases[4].status == .rofo(zone: nil, noticeDays: nil))
  #expect(book.leases[5].status == .rofo(zone: "hall-2", noticeDays: 30))
  #expect(book.leases[5].profile.sustainedPeak == DrawRule(.percent(92), of: .nameplate))
  #expect(book.leases[5].profile.name == "own")
}

@Test func `a book may say what training means in it, for leases without a profile too`() throws {
  let facility = try SampleFiles.facility()
  let text = """
    format: headroom-tenants-1
    profiles: {training: {sustained-peak: 90 % of nameplate}}
    tenants: [{name: t, leases: [{name: a, gpus: 8, kind: dgx-h100, price: 1 $/h}]}]
    """
  let book = try #require(BookFile.read(SourceFile(name: "t", text: text), for: facility).value)
  #expect(book.leases[0].profile.sustainedPeak == DrawRule(.percent(90), of: .nameplate))
}

@Test func `a placed lease stands rack by rack`() throws {
  let facility = try SampleFiles.facility()
  let five = try SampleFiles.book(facility).leases[4]
  #expect(five.placed == [PlacementPart(zone: try facility.zone("hall-2/pod-1/rack-1"), nodes: 3)])
}

@Test func `what only the facility file places becomes a lease without a price`() throws {
  let facility = try SampleFiles.facility()
  let old = try #require(SampleFiles.book(facility).leases.last)
  #expect(old.name == "old")
  #expect(old.status == .contracted)
  #expect(old.demand == .gpus(8 * 2 * 8))
  #expect(old.price.centsPerHour(gpus: 128) == 0)
  #expect(old.profile.name == "inference")
  #expect(old.placed.count == 8)
  #expect(facility.kinds[old.kind].name == "dgx-h100")
  #expect(BookFile.placedOnly(facility).leases == [Lease(old, tenant: TenantID(0))])
}

extension Lease {
  fileprivate init(_ lease: Lease, tenant: TenantID) {
    self = lease
    self.tenant = tenant
  }
}

@Test func `a lease of the same name gets the facility file's places and profile`() throws {
  let facility = try SampleFiles.facility()
  let text = """
    format: headroom-tenants-1
    tenants: [{name: t, leases: [{name: old, gpus: 128, kind: dgx-h100, level: hall, price: 2 $/GPU-h}]}]
    """
  let book = try #require(BookFile.read(SourceFile(name: "t", text: text), for: facility).value)
  #expect(book.leases.count == 1)
  #expect(book.leases[0].placed.map(\.nodes) == Array(repeating: 2, count: 8))
  #expect(book.leases[0].profile.name == "inference")
  #expect(book.leases[0].level == .hall)
}

@Test func `a lease larger than the site is read: it is for the plan to refuse`() throws {
  let facility = try SampleFiles.facility()
  let text = """
    format: headroom-tenants-1
    tenants: [{name: t, leases: [{name: huge, gpus: 10000000, kind: dgx-h100, price: 10000000000 $/GPU-h}]}]
    """
  let book = try #require(BookFile.read(SourceFile(name: "t", text: text), for: facility).value)
  #expect(book.leases[0].demand == .gpus(10_000_000))
  #expect(book.leases[0].price.centsPerHour(gpus: 10_000_000) > 0)
}

@Test func `a file that says it is something else is told apart before anything else is read`() {
  let book = SourceFile(name: "tenants.yaml", text: "format: headroom-tenants-1\ntenants: []\n")
  let asFacility = FacilityFile.read(book)
  #expect(asFacility.value == nil)
  #expect(asFacility.diagnostics.map(\.message) == ["this is a tenant book, not a facility file"])
}

@Test(arguments: ["\"  \"", "\"a\\nb\"", "\"\(String(repeating: "x", count: 201))\""])
func `a lease needs a name that can be read`(name: String) throws {
  let facility = try #require(
    FacilityFile.read(
      SourceFile(name: "f", text: "format: headroom-facility-1\nname: f\nzone: {level: site}\n")
    ).value)
  let book = BookFile.read(
    SourceFile(
      name: "b",
      text: """
        format: headroom-tenants-1
        tenants:
          - {name: t, leases: [{name: \(name), gpus: 8, kind: dgx-h100, price: 1 $/GPU-h}]}
        """), for: facility)
  #expect(book.value == nil)
  #expect(book.diagnostics.count == 1)
  #expect(book.diagnostics.first?.message.hasPrefix("the name of a lease") == true)
}

@Test func `all may stand in quotes, as JSON must write it, under either word`() throws {
  let facility = try #require(
    FacilityFile.read(
      SourceFile(name: "f", text: "format: headroom-facility-1\nname: f\nzone: {level: site}\n")
    ).value)
  for word in ["gpus", "count"] {
    let book = BookFile.read(
      SourceFile(
        name: "b.json",
        text: """
          {"format": "headroom-tenants-1", "tenants": [{"name": "t", "leases": [
            {"name": "l", "\(word)": "all", "kind": "dgx-h100", "price": "1 $/GPU-h"}]}]}
          """), for: facility)
    #expect(book.value?.leases.first?.demand == .all, "\(book.diagnostics.map(\.text))")
  }
}
