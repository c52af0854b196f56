import Facility
import Foundation
import PlanModel
import Report
import Tenancy
import TestSupport
import Testing

@Suite struct JSONTests {
  private static func reports(_ answer: Answer) -> [(format: String, json: [UInt8])] {
    [
      ("headroom-report-1", PlanReport.json(answer)),
      (
        "headroom-check-1",
        CheckReport.json(answer.verdict, plan: answer.plan, facility: answer.facility, book: answer.book)
      ),
      (
        "headroom-topology-1",
        TopologyReport.json(answer.facility, draws: answer.draws, loadings: answer.verdict.loadings)
      ),
      ("headroom-topologies-1", TopologyListReport.json(Fixture.folders)),
      ("headroom-catalogue-list-1", CatalogueReport.json(Fixture.catalogue)),
      ("headroom-bench-1", Fixture.bench.json),
    ]
  }

  @Test func `every report is JSON of its format`() throws {
    for answer in [
      Fixture.answer, Fixture.empty, Fixture.longNames, Fixture.absurd, Fixture.brokenAnswer, Fixture.everything,
      Fixture.longAnswer(leases: 60, tenants: 4),
    ] {
      for (format, json) in JSONTests.reports(answer) {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
        #expect(object["format"] as? String == format)
        #expect(json.last == 0x0A)
      }
    }
  }

  @Test func `every key is documented, in its order, and every documented key is written`() throws {
    let page = try Repository.text("docs/report-json.md")
    for (format, json) in JSONTests.reports(Fixture.everything) {
      let parts = page.components(separatedBy: "\n## ").filter { $0.hasPrefix("`\(format)`") }
      let part = try #require(parts.first)
      let documented = part.matches(of: /(?m)^\| `([^`]+)` \|/).map { String($0.1) }
      var scanner = KeyScanner(json)
      let written = scanner.paths()
      #expect(Set(written).subtracting(documented).sorted() == [], "\(format): not documented")
      #expect(Set(documented).subtracting(written).sorted() == [], "\(format): documented, never written")
      #expect(written == documented, "\(format): order")
    }
  }

  @Test func `the waterfalls in JSON sum exactly`() throws {
    let json = try JSONSerialization.jsonObject(with: Data(PlanReport.json(Fixture.answer))) as? [String: Any]
    let waterfalls = try #require(json?["gpuWaterfalls"] as? [[String: Any]])
    #expect(waterfalls.count == 3)
    for waterfall in waterfalls {
      func number(_ key: String) throws -> Int { try #require(waterfall[key] as? Int) }
      func sum(_ key: String) throws -> Int { try #require(waterfall[key] as? [String: Int]).values.reduce(0, +) }
      let parts =
        try sum("beyond") + number("spares") + number("leased") + number("isolated") + number("fragments")
        + number("leasable") + sum("stranded")
      #expect(try number("inService") == parts)
      #expect(try number("installed") == number("outOfService") + parts)
    }
    let supply = try #require(json?["supplyWaterfall"] as? [String: Int])
    #expect(supply["contractMilliwatts"] == supply.values.reduce(0, +) / 2)
  }

  @Test func `every lease of a long book is in the JSON`() throws {
    let answer = Fixture.longAnswer(leases: 120, tenants: 60)
    let json = try JSONSerialization.jsonObject(with: Data(PlanReport.json(answer))) as? [String: Any]
    let placed = try #require(json?["placements"] as? [[String: Any]])
    let refused = try #require(json?["refusals"] as? [[String: Any]])
    #expect(Set((placed + refused).compactMap { $0["lease"] as? String }).count == 120)
    #expect(placed.count == 80)
  }

  @Test func `each reason has a code of its own and its sentence`() throws {
    let answer = Fixture.longAnswer(leases: 120, tenants: 60)
    let json = try JSONSerialization.jsonObject(with: Data(PlanReport.json(answer))) as? [String: Any]
    let refused = try #require(json?["refusals"] as? [[String: Any]])
    let reasons = refused.compactMap { $0["reason"] as? [String: Any] }
    #expect(Set(reasons.compactMap { $0["code"] as? String }).count == 8)
    #expect(reasons.allSatisfy { ($0["text"] as? String)?.isEmpty == false })
  }
}

/// Lists the paths of all keys of a JSON text in the order in which they first occur among siblings: `a`, `a[].b`.
private struct KeyScanner {
  private let bytes: [UInt8]
  private var at = 0
  private var seen: Set<String> = []
  /// First occurrences, each object's keys after those that were written before them.
  private var found: [String] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func paths() -> [String] {
    value("")
    return found
  }

  private mutating func value(_ path: String) {
    switch bytes[at] {
    case UInt8(ascii: "{"): object(path)
    case UInt8(ascii: "["): array(path)
    case UInt8(ascii: "\""): _ = text()
    default: while ![UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]")].contains(bytes[at]) { at += 1 }
    }
  }

  private mutating func object(_ path: String) {
    at += 1
    var last: String?
    while true {
      skip(" \n,")
      if bytes[at] == UInt8(ascii: "}") { break }
      let key = (path.isEmpty ? "" : path + ".") + text()
      if seen.insert(key).inserted {
        // Behind the sibling before it and everything under that sibling.
        let before = last.flatMap { last in
          found.lastIndex { $0 == last || $0.hasPrefix(last + ".") || $0.hasPrefix(last + "[]") }
        }
        let parent = found.lastIndex { path == $0 || path == $0 + "[]" }
        found.insert(key, at: (before ?? parent ?? found.count - 1) + 1)
      }
      last = key
      skip(" :")
      value(key)
    }
    at += 1
  }

  private mutating func array(_ path: String) {
    at += 1
    while true {
      skip(" \n,")
      if bytes[at] == UInt8(ascii: "]") { break }
      value(path + "[]")
    }
    at += 1
  }

  private mutating func text() -> String {
    at += 1
    let start = at
    while bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
    at += 1
    return String(decoding: bytes[start..<(at - 1)], as: UTF8.self)
  }

  private mutating func skip(_ characters: String) {
    while characters.utf8.contains(bytes[at]) { at += 1 }
  }
}
