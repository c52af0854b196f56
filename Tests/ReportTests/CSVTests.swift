import Encoding
import Facility
import Foundation
import PlanModel
import Tenancy
import TestSupport
import Testing

@testable import Report

@Suite struct CSVTests {
  /// The cells of a CSV text, read by the grammar of RFC 4180; nil where it breaks the grammar.
  private static func parse(_ bytes: [UInt8]) -> [[String]]? {
    let (quote, comma, cr, lf) = (UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(0x0D), UInt8(0x0A))
    var (rows, row, cell): ([[String]], [String], [UInt8]) = ([], [], [])
    var at = 0
    while at < bytes.count {
      cell = []
      if bytes[at] == quote {
        at += 1
        while true {
          guard at < bytes.count else { return nil }
          if bytes[at] == quote {
            at += 1
            guard at < bytes.count, bytes[at] == quote else { break }
          }
          cell.append(bytes[at])
          at += 1
        }
      } else {
        while at < bytes.count, bytes[at] != comma, bytes[at] != cr {
          guard bytes[at] != quote, bytes[at] != lf else { return nil }
          cell.append(bytes[at])
          at += 1
        }
      }
      row.append(String(decoding: cell, as: UTF8.self))
      guard at < bytes.count else { return nil }
      if bytes[at] == comma {
        at += 1
        continue
      }
      guard at + 1 < bytes.count, bytes[at] == cr, bytes[at + 1] == lf else { return nil }
      at += 2
      rows.append(row)
      row = []
    }
    return row.isEmpty ? rows : nil
  }

  private static func check(_ answer: Answer) -> [UInt8] {
    CheckReport.csv(answer.verdict, plan: answer.plan, facility: answer.facility, book: answer.book)
  }

  /// Rows by column name.
  private static func table(_ bytes: [UInt8]) throws -> [[String: String]] {
    let rows = try #require(parse(bytes))
    let names = try #require(rows.first)
    #expect(Set(names).count == names.count)
    return try rows.dropFirst().map { row in
      try #require(row.count == names.count)
      return Dictionary(uniqueKeysWithValues: zip(names, row))
    }
  }

  @Test func `every report keeps the grammar, and every row the number of columns`() throws {
    for answer in [
      Fixture.answer, Fixture.empty, Fixture.longNames, Fixture.absurd, Fixture.brokenAnswer, Fixture.everything,
      Fixture.longAnswer(leases: 120, tenants: 60),
    ] {
      #expect(try CSVTests.table(PlanReport.csv(answer)).count == answer.book.leases.count)
      #expect(
        try CSVTests.table(CSVTests.check(answer)).count { $0["record"] != "note" }
          == answer.verdict.violations.count + 5 + answer.verdict.loadings.count)
      #expect(try CSVTests.table(TopologyReport.csv(answer.facility)).count == (answer.facility.bays.isEmpty ? 0 : 3))
    }
    #expect(try CSVTests.table(Fixture.bench.csv).count == 1)
    #expect(try CSVTests.table(TopologyListReport.csv(Fixture.folders)).count == Fixture.folders.count)
    #expect(
      try CSVTests.table(CatalogueReport.csv(Fixture.catalogue)).count
        == Fixture.catalogue.kinds.count + Fixture.catalogue.equipment.count)
  }

  @Test func `the columns are those of the page, in its order`() throws {
    let page = try Repository.text("docs/report-csv.md")
    for (command, bytes) in [
      ("headroom plan", PlanReport.csv(Fixture.answer)), ("headroom check", CSVTests.check(Fixture.answer)),
      ("headroom topology show", TopologyReport.csv(Fixture.facility)), ("headroom bench", Fixture.bench.csv),
      ("headroom topology list", TopologyListReport.csv(Fixture.folders)),
      ("headroom topology list --catalog", CatalogueReport.csv(Fixture.catalogue)),
    ] {
      let part = try #require(page.components(separatedBy: "\n### ").first { $0.hasPrefix("`\(command)`") })
      let documented = part.matches(of: /(?m)^\| `([^`]+)` \|/).map { String($0.1) }
      #expect(CSVTests.parse(bytes)?.first == documented, "\(command)")
    }
  }

  @Test func `any text comes back from its cell, but for control characters`() throws {
    let alphabet: [Character] = ["a", "\"", ",", "\n", "\r", " ", "\t", "=", "é", "変", "|", ";", "-"]
    var random = SeededSource(state: 7)
    let texts = (0..<500).map { _ in String((0..<random.below(9)).map { _ in alphabet[random.below(alphabet.count)] }) }
    let columns = [CSVColumn<String>("x") { .text($0) }, CSVColumn<String>("y") { .text($0 + ",") }]
    let rows = try #require(CSVTests.parse(CSV.document(columns, texts)))
    #expect(rows.dropFirst().map { $0[0] } == texts)
    #expect(rows.dropFirst().map { $0[1] } == texts.map { $0 + "," })
    let evil = CSV.document(columns, ["=1+1", "a\u{1B}[2J\u{0}\u{9B}\u{7F}b"])
    #expect(String(decoding: evil, as: UTF8.self) == "x,y\r\n=1+1,\"=1+1,\"\r\na?[2J???b,\"a?[2J???b,\"\r\n")
  }

  @Test func `numbers are plain and exact`() {
    let values: [(CSVValue, String)] = [
      (.integer(-1_234_567), "-1234567"), (.decimal(29_844, digits: 2), "298.44"), (.decimal(120, digits: 2), "1.2"),
      (.decimal(-5, digits: 2), "-0.05"), (.decimal(0, digits: 6), "0"), (.decimal(7, digits: 0), "7"),
      (.decimal(.min, digits: 6), "-9223372036854.775808"), (.decimal(.max, digits: 2), "92233720368547758.07"),
      (.number(0.9400004, digits: 6), "0.94"), (.number(.infinity, digits: 6), ""), (.number(-0.5, digits: 0), "-1"),
      (.flag(true), "true"), (.empty, ""), (.count(nil), ""), (.count(12), "12"), (.text(orEmpty: nil), ""),
    ]
    let column = CSVColumn<CSVValue>("x") { $0 }
    for (value, text) in values {
      #expect(String(decoding: CSV.document([column], [value]), as: UTF8.self) == "x\r\n\(text)\r\n")
    }
  }

  @Test func `leases stand in the order of the book, whatever became of them`() throws {
    let rows = try CSVTests.table(PlanReport.csv(Fixture.answer))
    #expect(rows.map { $0["lease"] } == Fixture.book.leases.map(\.name))
    let infer = try #require(rows.first { $0["lease"] == "acme-infer" })
    #expect(infer["gpus_asked"] == "100" && infer["gpus"] == "104" && infer["nodes"] == "13" && infer["racks"] == "6")
    #expect(infer["rent_usd_per_hour"] == "210" && infer["reason_code"] == "")
    #expect(
      infer["where"] == "hall-1/pod-1/rack-3:2 hall-1/pod-2/rack-[1-4]:2 hall-2/pod-1/rack-1:3")
    let burst = try #require(rows.first { $0["lease"] == "acme-burst" })
    #expect(burst["outcome"] == "refused" && burst["where"] == "" && burst["racks"] == "")
    #expect(burst["reason_limits"] == "contract hall-1/air-handler")
    #expect(burst["reason_short"] == "41.234567" && burst["reason_short_unit"] == "kW")
  }

  @Test func `a check that holds has no row that does not, and a broken one names each point`() throws {
    let good = try CSVTests.table(CSVTests.check(Fixture.answer))
    // The fixture loads one loop that carries nothing.
    #expect(good.filter { $0["holds"] == "false" }.compactMap { $0["resource"] } == ["hall-1/pod-1/rack-1/cdu"])
    #expect(Set(good.compactMap { $0["record"] }) == ["claim", "limit", "note"])
    let bad = try CSVTests.table(CSVTests.check(Fixture.brokenAnswer))
    let violations = bad.filter { $0["record"] == "violation" }
    #expect(violations.count == Fixture.violations.count)
    #expect(violations.allSatisfy { $0["holds"] == "false" && $0["text"]?.isEmpty == false })
    let claim = try #require(bad.first { $0["record"] == "claim" && $0["name"] == "value" })
    #expect(claim["claimed"] == "1016.8" && claim["actual"] == "1016.79" && claim["holds"] == "false")
  }
}

/// A small generator, the same on every machine.
private struct SeededSource {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }
}
