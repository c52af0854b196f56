import Facility
import Files
import PlanModel
import Documents
import Tenancy
import TestSupport
import Testing

/// Turns a text into one that is wrong in a random way, at the bytes and at the words that readers look at.
private struct Mutator {
  var random: SeededGenerator

  private static let words = [
    "-1", "0", "9", "010", "1e9", "1000000000", "99999999999999999999", "NaN", "null", "~", "yes", "\"8\"", "''", "[]",
    "{}", "[", "]", "{", "}", "*", "**", "[1-2]", "[2-1]", "$kind", "$", "&a", "*a", "!!str", "-", "|", ">", "<<",
    "---",
    "...", "# ", ": ", ", ", "5 kW", "-5 kW", "10 GW", "101 %", "1 per 0", "all", "unknown", "\\ud83d", "\u{FEFF}", "é",
    "hall-1/pod-[1-3]", "node-[1-9]", "rack", "campus", "contract", "2027-02-30", "9223372036854775807",
    "10 MW at meter", "185 $/kW-month", "400 $/node", "{floor: 8, asked: 16}", "[0, 4]", "node: 1", "domain: 9",
    "power-group",
    "ups-group", "space", "with: space", "12 PB", "40 GB/s", "0.47 per 1000 GPU-days", "adjacent: yes", "segment: 18",
    "\t", "\n",
  ]

  mutating func mutate(_ text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    for _ in 0..<Int.random(in: 1...4, using: &random) { change(&bytes) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: bytes.indices, using: &random)
    switch Int.random(in: 0...7, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes[place] = UInt8.random(in: 0x20...0x7E, using: &random)
    case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...20, using: &random)))
    case 3: bytes.insert(contentsOf: word(), at: place)
    case 4, 5: replaceWord(at: place, in: &bytes)
    case 6:
      let end = min(bytes.count, place + Int.random(in: 1...200, using: &random))
      bytes.insert(contentsOf: bytes[place..<end], at: place)
    default: bytes.removeSubrange(place...)
    }
  }

  private mutating func word() -> [UInt8] { Array((Self.words.randomElement(using: &random) ?? "").utf8) }

  /// Replaces what stands between the signs around a place: a key, a value.
  private mutating func replaceWord(at place: Int, in bytes: inout [UInt8]) {
    let signs = Set(",:[]{}\n\"".utf8)
    var low = place
    var high = place
    while low > 0, !signs.contains(bytes[low - 1]) { low -= 1 }
    while high < bytes.count, !signs.contains(bytes[high]) { high += 1 }
    bytes.replaceSubrange(low..<high, with: [0x20] + word())
  }
}

/// Reading never traps; a value stands exactly where no error does; places lie in the file.
func check<Value>(_ loaded: Loaded<Value>, _ input: String) {
  let refused = loaded.diagnostics.contains { $0.severity == .error }
  #expect((loaded.value == nil) == refused, "\(input)")
  let places = loaded.diagnostics.filter { $0.line > 0 }.map { ($0.line, $0.column) }
  #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 }, "\(input)")
  #expect(!text(of: loaded.diagnostics).contains("\u{1B}"), "\(input)")
}

@Test(arguments: 0..<10)
func `a thousand broken facility files are read without a trap`(part: Int) {
  for i in 0..<100 {
    let seed = UInt64(part * 100 + i)
    var mutator = Mutator(random: SeededGenerator(seed: seed))
    let text = i.isMultiple(of: 2) ? SampleFiles.facilityText : LeaseRuleFixture.text
    check(FacilityFile.read(SourceFile(name: "f", bytes: mutator.mutate(text))), "seed \(seed)")
  }
}

@Test(arguments: 0..<10)
func `a thousand broken files with equipment are read and linted without a trap`(part: Int) {
  for i in 0..<100 {
    let seed = UInt64(700_000 + part * 100 + i)
    var mutator = Mutator(random: SeededGenerator(seed: seed))
    let file = SourceFile(name: "f", bytes: mutator.mutate(SampleFiles.equipmentText))
    check(FacilityFile.read(file, lints: true), "seed \(seed)")
    check(FacilityFile.catalogue(of: file), "seed \(seed)")
  }
}

@Test(arguments: 0..<10)
func `a thousand broken tenant books are read without a trap`(part: Int) throws {
  let sites = [
    (try SampleFiles.facility(), SampleFiles.bookText), (try LeaseRuleFixture.facility(), LeaseRuleFixture.bookText),
  ]
  for i in 0..<100 {
    let seed = UInt64(100_000 + part * 100 + i)
    var mutator = Mutator(random: SeededGenerator(seed: seed))
    let (facility, text) = sites[i % 2]
    check(BookFile.read(SourceFile(name: "t", bytes: mutator.mutate(text)), for: facility), "seed \(seed)")
  }
}

@Test(arguments: 0..<10)
func `a thousand broken tables of leases are read without a trap`(part: Int) throws {
  let facility = try LeaseRuleFixture.facility()
  for i in 0..<100 {
    let seed = UInt64(400_000 + part * 100 + i)
    var mutator = Mutator(random: SeededGenerator(seed: seed))
    var bytes = mutator.mutate(LeaseRuleFixture.table)
    // As many quotes and commas as a table has go wrong more often than chance would have it.
    if i.isMultiple(of: 3), let place = bytes.indices.randomElement(using: &mutator.random) {
      bytes.insert(i.isMultiple(of: 2) ? 0x22 : 0x2C, at: place)
    }
    check(BookFile.read(SourceFile(name: "t.csv", bytes: bytes), for: facility), "seed \(seed)")
  }
}

@Test(arguments: 0..<10)
func `a thousand broken plans are read without a trap`(part: Int) throws {
  let facility = try TwoHallFacility.facility()
  let book = BookFile.placedOnly(facility)
  let parts = facility.placed[0].parts.map { PlacementPart(zone: facility.bays[$0.bay].zone, nodes: $0.nodes) }
  var plan = Plan(placements: [Placement(lease: LeaseID(0), option: LeaseOption(kind: KindID(2)), parts: parts)])
  plan.certificate.prices = SampleFiles.resources(facility).map { RowPrice($0, picocents: 7) }
  let bytes = PlanFile.write(plan, facility: facility, book: book) { _ in
    "because"
  } breaks: { _ in
    ""
  }
  let text = String(decoding: bytes, as: UTF8.self)
  for i in 0..<100 {
    let seed = UInt64(200_000 + part * 100 + i)
    var mutator = Mutator(random: SeededGenerator(seed: seed))
    let file = SourceFile(name: "p", bytes: mutator.mutate(text))
    check(PlanFile.read(file, facility: facility, book: book), "seed \(seed)")
  }
}

@Test(arguments: 0..<10)
func `a thousand broken benchmark instances are read without a trap`(part: Int) {
  for i in 0..<100 {
    let seed = UInt64(300_000 + part * 100 + i)
    var mutator = Mutator(random: SeededGenerator(seed: seed))
    check(
      BenchmarkInstanceFile.read(SourceFile(name: "i", bytes: mutator.mutate(SampleFiles.instanceText))), "seed \(seed)"
    )
  }
}
