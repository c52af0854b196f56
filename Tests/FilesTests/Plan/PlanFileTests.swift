import Facility
import Files
import PlanModel
import Documents
import Tenancy
import Testing

@Test(arguments: UInt64(1)...40)
func `a plan that is written and read again is the same plan`(seed: UInt64) throws {
  let facility = try SampleFiles.facility()
  let book = try SampleFiles.book(facility)
  let plan = SampleFiles.plan(facility, book, seed: seed)
  let bytes = PlanFile.write(plan, facility: facility, book: book) { _ in
    "because \"so\""
  } breaks: { _ in
    "a rule"
  }
  let loaded = PlanFile.read(SourceFile(name: "plan.json", bytes: bytes), facility: facility, book: book)
  let again = try #require(loaded.value, "seed \(seed): \(text(of: loaded.diagnostics))")
  #expect(again.inputs == plan.inputs)
  #expect(again.settings == plan.settings)
  #expect(again.placements == plan.placements)
  #expect(again.refusals == plan.refusals)
  #expect(again.value == plan.value)
  #expect(again.moveCost == plan.moveCost)
  #expect(again.loads == plan.loads)
  #expect(again.keptValue == plan.keptValue)
  #expect(again.supplyDraw == plan.supplyDraw)
  #expect(again.certificate == plan.certificate)
  #expect(
    PlanFile.write(again, facility: facility, book: book) { _ in
      "because \"so\""
    } breaks: { _ in
      "a rule"
    } == bytes)
}

/// The paths that a plan with one lease on some racks writes.
private func ranges(_ racks: [ZoneID], _ facility: Facility) throws -> [String] {
  let book = try SampleFiles.book(facility)
  let plan = Plan(placements: [
    Placement(
      lease: LeaseID(0), option: LeaseOption(kind: KindID(0)), parts: racks.map { PlacementPart(zone: $0, nodes: 1) })
  ])
  let bytes = PlanFile.write(plan, facility: facility, book: book) { _ in
    ""
  } breaks: { _ in
    "a rule"
  }
  return String(decoding: bytes, as: UTF8.self).matches(of: /"racks": "([^"]*)"/).map { String($0.output.1) }
}

@Test func `racks that repeat themselves are one range`() throws {
  let facility = try SampleFiles.facility()
  let racks = facility.zones.indices.map { ZoneID($0) }.filter { facility.zones[$0].level == .rack }
  func under(_ prefix: String) -> [ZoneID] { racks.filter { facility.path(of: $0).hasPrefix(prefix) } }
  #expect(try ranges(under("hall"), facility) == ["hall-[1-2]/pod-[1-8]/rack-[1-4]"])
  #expect(try ranges(racks, facility) == ["hall-[1-2]/pod-[1-8]/rack-[1-4]", "annex/mixed", "annex/rack"])
  #expect(try ranges(under("hall-2/pod-3/rack-2"), facility) == ["hall-2/pod-3/rack-2"])
  #expect(
    try ranges(under("hall-1/pod-3") + under("hall-1/pod-5"), facility) == [
      "hall-1/pod-3/rack-[1-4]", "hall-1/pod-5/rack-[1-4]",
    ])
  let but = under("hall-1").filter { facility.path(of: $0) != "hall-1/pod-4/rack-2" }
  #expect(
    try ranges(but, facility) == [
      "hall-1/pod-[1-3]/rack-[1-4]", "hall-1/pod-[5-8]/rack-[1-4]", "hall-1/pod-4/rack-1", "hall-1/pod-4/rack-[3-4]",
    ])
}

@Test func `a lease in one place is one line of a plan, and one in several a line each`() throws {
  let facility = try SampleFiles.facility()
  let book = try SampleFiles.book(facility)
  func placement(_ paths: String...) throws -> Placement {
    Placement(
      lease: LeaseID(0), option: LeaseOption(kind: KindID(0)),
      parts: try paths.map { PlacementPart(zone: try facility.zone($0), nodes: 1) })
  }
  let plan = Plan(placements: [
    try placement("annex/rack"), try placement("hall-1/pod-1/rack-1", "annex/rack"),
  ])
  let text = String(
    decoding: PlanFile.write(plan, facility: facility, book: book, because: { _ in "" }, breaks: { _ in "" }),
    as: UTF8.self)
  let name = book.leases[0].name
  let kind = facility.kinds[0].name
  #expect(
    text.contains(
      """
        "placements": [
          {"lease": "\(name)", "kind": "\(kind)", "at": [{"racks": "annex/rack", "nodes": 1}]},
          {
            "lease": "\(name)",
            "kind": "\(kind)",
            "at": [
              {"racks": "hall-1/pod-1/rack-1", "nodes": 1},
              {"racks": "annex/rack", "nodes": 1}
            ]
          }
        ],
      """), "\(text)")
}

@Test func `a plan may be larger than other files`() throws {
  let facility = try SampleFiles.facility()
  let book = try SampleFiles.book(facility)
  var bytes = PlanFile.write(Plan(), facility: facility, book: book, because: { _ in "" }, breaks: { _ in "" })
  bytes += Array(repeating: 0x20, count: SourceFile.sizeLimit)
  let loaded = PlanFile.read(SourceFile(name: "p", bytes: bytes), facility: facility, book: book)
  #expect(loaded.value != nil, "\(Documents.text(of: loaded.diagnostics))")
}

@Test func `a facility that is one rack is named by itself`() throws {
  let text = "format: headroom-facility-1\nname: f\nzone: {level: rack, nodes: {kind: dgx-h100, count: 2}}\n"
  let facility = try #require(FacilityFile.read(SourceFile(name: "f", text: text)).value)
  let lease = "{name: a, gpus: 8, kind: dgx-h100, price: 1 $/h}"
  let bookText = "format: headroom-tenants-1\ntenants: [{name: t, leases: [\(lease)]}]\n"
  let book = try #require(BookFile.read(SourceFile(name: "t", text: bookText), for: facility).value)
  var plan = Plan(placements: [
    Placement(
      lease: LeaseID(0), option: LeaseOption(kind: KindID(2)), parts: [PlacementPart(zone: ZoneID(0), nodes: 1)])
  ])
  plan.certificate.prices = [RowPrice(.nodes(BayID(0)), picocents: 5)]
  let bytes = PlanFile.write(plan, facility: facility, book: book) { _ in
    ""
  } breaks: { _ in
    "a rule"
  }
  let loaded = PlanFile.read(SourceFile(name: "p", bytes: bytes), facility: facility, book: book)
  #expect(loaded.value?.placements == plan.placements, "\(Documents.text(of: loaded.diagnostics))")
  #expect(loaded.value?.certificate == plan.certificate)
}

@Test func `a plan in which a lease stands twice on a rack keeps both for the check`() throws {
  let facility = try SampleFiles.facility()
  let book = try SampleFiles.book(facility)
  let rack = try facility.zone("hall-1/pod-1/rack-1")
  let part = PlacementPart(zone: rack, nodes: 1)
  let plan = Plan(placements: [
    Placement(lease: LeaseID(0), option: LeaseOption(kind: KindID(0)), parts: [part, part]),
    Placement(lease: LeaseID(0), option: LeaseOption(kind: KindID(1)), parts: [part]),
  ])
  let bytes = PlanFile.write(plan, facility: facility, book: book) { _ in
    ""
  } breaks: { _ in
    "a rule"
  }
  let loaded = PlanFile.read(SourceFile(name: "p", bytes: bytes), facility: facility, book: book)
  #expect(loaded.value?.placements == plan.placements)
}

@Test func `ranges, stars and single racks mean the same in a plan written by hand`() throws {
  let facility = try SampleFiles.facility()
  let book = try SampleFiles.book(facility)
  let written = PlanFile.write(Plan(), facility: facility, book: book) { _ in
    ""
  } breaks: { _ in
    "a rule"
  }
  let empty = String(decoding: written, as: UTF8.self)
  func parts(_ paths: [String]) throws -> [PlacementPart] {
    let at = paths.map { #"{"racks": "\#($0)", "nodes": 2}"# }.joined(separator: ", ")
    let text = empty.replacing(
      "\"placements\": []", with: #""placements": [{"lease": "one", "kind": "tray", "at": [\#(at)]}]"#)
    let loaded = PlanFile.read(SourceFile(name: "p", text: text), facility: facility, book: book)
    return try #require(loaded.value, "\(Documents.text(of: loaded.diagnostics))").placements[0].parts
  }
  let all = try parts(["hall-[1-2]/pod-[1-2]/rack-[1-4]"])
  #expect(all.count == 16)
  #expect(try parts(["hall-*/pod-[1-2]/*"]) == all)
  #expect(try parts(["*/pod-[0-2]/rack-[1-99]"]) == all)
  #expect(try parts(["**/pod-[1-2]/rack-*"]) == all)
  #expect(try parts(["hall-2/pod-[1-2]/rack-[1-4]", "hall-1/pod-[1-2]/rack-[1-4]"]) == all)
  #expect(try parts(["**/mix*d"]).map(\.zone) == [try facility.zone("annex/mixed")])
  #expect(try parts(["annex/r*k", "annex/*i*e*"]).count == 2)
}
