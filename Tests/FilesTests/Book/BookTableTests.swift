import Facility
import Files
import Documents
import Tenancy
import Testing

private func read(_ text: String, name: String = "t.csv") throws -> Loaded<Book> {
  BookFile.read(SourceFile(name: name, text: text), for: try LeaseRuleFixture.facility())
}

@Test func `a table says what the same book in YAML says`() throws {
  let facility = try LeaseRuleFixture.facility()
  let yaml = try #require(
    BookFile.read(SourceFile(name: "t.yaml", text: LeaseRuleFixture.bookText), for: facility).value)
  let loaded = try read(LeaseRuleFixture.table)
  let csv = try #require(loaded.value, "\(text(of: loaded.diagnostics))")
  #expect(csv.tenants == yaml.tenants)
  for (a, b) in zip(csv.leases, yaml.leases) { #expect(a == b) }
  #expect(csv.leases.count == yaml.leases.count)
}

@Test func `quotes, line ends, a byte order mark and empty lines do not change a table`() throws {
  let plain = "tenant,lease,gpus,kind,price\nt,a,8,dgx-h100,2 $/GPU-h\nu,\"b, \"\"x\"\"\",16,dgx-h100,1 $/h\n"
  let book = try #require(read(plain).value)
  #expect(book.leases.map(\.name).prefix(2) == ["a", "b, \"x\""])
  #expect(book.tenants.map(\.name).prefix(2) == ["t", "u"])
  for other in [
    "\u{FEFF}" + plain, plain.replacing("\n", with: "\r\n"), plain.replacing("\n", with: "\r"),
    plain.replacing("\n", with: "\n\n"), String(plain.dropLast()),
    plain.replacing("8,", with: " \"8\" , ")
      .replacing(" \"8\" ", with: "\"8\" "),
  ] {
    let loaded = try read(other)
    let again = try #require(loaded.value, "\(text(of: loaded.diagnostics))")
    #expect(again.leases == book.leases)
  }
  #expect(try read(plain, name: "/dev/stdin").value?.leases == book.leases, "a table is known by its header too")
}

@Test func `an empty table is told what a table is, an empty book what a book is`() throws {
  #expect(
    try read("").diagnostics.map(\.text) == [
      "t.csv: error: the file is empty\n  expected: a first row of column names, then rows of cells"
    ])
  #expect(
    try read("", name: "t.yaml").diagnostics.map(\.text) == [
      "t.yaml: error: the file is empty\n  expected: a YAML or JSON file"
    ])
}

@Test func `a book is no table because a line of it has commas`() throws {
  let loaded = try read("tenant, lease: [gpus]\n", name: "t.yaml")
  #expect(loaded.value == nil)
}

@Test func `a large table is read with every lease in its place`() throws {
  var text = "tenant,lease,gpus,kind,level,price\n"
  for i in 0..<5_000 { text += "tenant-\(i % 7),lease-\(i),\(8 * (i % 9 + 1)),dgx-h100,hall,\(i % 300).25 $/GPU-h\n" }
  let book = try #require(read(text).value)
  #expect(book.tenants.count == 8, "seven, and the facility file's")
  for i in [0, 1, 4_999] {
    #expect(book.leases[i].name == "lease-\(i)")
    #expect(book.tenants[book.leases[i].tenant.index].name == "tenant-\(i % 7)")
    #expect(book.leases[i].demand == .gpus(8 * (i % 9 + 1)))
    #expect(book.leases[i].price.cents == Int64(i % 300 * 100 + 25))
  }
}
