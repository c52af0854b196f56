import Documents
import Facility
import Files
import Tenancy
import Testing

private func read(_ description: FacilityDescription) -> Loaded<Facility> {
  FacilityFile.read(SourceFile(name: "facility.yaml", bytes: FacilityFile.write(description)))
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// Descriptions that are made and changed in code, and what is read of the files that they are written to.
@Suite struct DescriptionTests {
  private func sample() throws -> FacilityDescription {
    try #require(FacilityFile.describe(SourceFile(name: "sample.yaml", text: SampleFiles.facilityText)).value)
  }

  private func nodes(_ facility: Facility, under name: String) -> [String: Int] {
    facility.bays.reduce(into: [:]) { sums, bay in
      if facility.path(of: bay.zone).hasPrefix(name) {
        sums[facility.kinds[bay.kind].name, default: 0] += bay.installed
      }
    }
  }

  @Test func `a hall more, other nodes in a part, five megawatts more`() throws {
    var site = try sample()
    let before = try #require(read(site).value)
    site.zone.zones[0].count = 3
    site.zone.zones[0].zones[1].arguments["kind"] = .text("gb200-nvl72")
    site.zone.power[0].rating = .stated(Stated(.power(.megawatts(25)), source: "estimate: the next contract"))
    site.templates["rack-of"]?.height = Stated(RackUnits(52))
    let loaded = read(site)
    let facility = try #require(loaded.value, "\(text(FacilityFile.write(site)))")
    #expect(facility.power[0].rating == .megawatts(25) && before.power[0].rating == .megawatts(20))
    #expect(nodes(facility, under: "hall-3") == ["dgx-h100": 72, "gb200-nvl72": 24])
    #expect(nodes(before, under: "hall-2") == ["dgx-h100": 72, "tray": 24])
  }

  @Test func `a facility made in code`() throws {
    let breaker = StageDescription(
      name: "breaker",
      rating: .current(
        CurrentRating(amps: Stated(.amperes(60)), volts: Stated(.volts(240, .lineAndNeutral)), phases: 3, circuits: 2)),
      continuous: Stated(.percent(80)))
    var site = FacilityDescription(
      name: "made",
      zone: ZoneDescription(
        nil,
        ZoneContents(
          level: Stated(.site), power: [StageDescription(name: "contract", rating: .stated(Stated(.unknown)))],
          zones: [
            ZoneDescription(
              "rack", count: 4,
              ZoneContents(template: "rack", arguments: ["count": .number(4), "kind": .text("dgx-h100")]))
          ])))
    site.templates["rack"] = TemplateDescription(
      parameters: ["kind", "count"],
      ZoneContents(
        level: Stated(.rack), power: [breaker], height: Stated(RackUnits(48)),
        nodes: [NodesDescription(kind: Stated(parameter: "kind"), count: Stated(parameter: "count"))]))
    site.overrides = [
      OverrideDescription(paths: ["rack-[1-2]"], power: ["breaker": StageDescription(efficiency: Stated(.percent(99)))])
    ]
    #expect(
      text(FacilityFile.write(site)) == """
        format: headroom-facility-1
        name: made

        templates:
          rack:
            parameters: [kind, count]
            level: rack
            power: [{name: breaker, rating: {amps: 60 A, volts: 240 V L-N, phases: 3, circuits: 2}, continuous: 80 %}]
            height: 48 U
            nodes: {kind: $kind, count: $count}

        zone:
          level: site
          power: [{name: contract, rating: unknown}]
          zones: [{name: rack, count: 4, template: rack, with: {count: 4, kind: dgx-h100}}]

        overrides:
          - {at: "rack-[1-2]", power: {breaker: {efficiency: 99 %}}}

        """)
    let facility = try #require(read(site).value)
    #expect(nodes(facility, under: "rack") == ["dgx-h100": 16])
    #expect(facility.power.map(\.efficiency).count { $0 == .percent(99) } == 2)
  }

  @Test func `a book made in code`() throws {
    let price = Stated(Price(cents: 235, hours: 1, per: .gpu))
    let lease = LeaseDescription(
      name: "train", gpus: 64, kind: "dgx-h100", profile: "training",
      status: StatusDescription(rofo: RightDescription(notice: Stated(Days(30)))), price: price,
      quantities: ["storage": Stated(.bytes(2_500_000_000_000)), "ips": Stated(.pieces(4))],
      placed: [PlaceDescription(paths: ["hall-1/rack-[1-2]"])])
    let book = BookDescription(tenants: [
      TenantDescription(name: "on", leases: [lease]),
      TenantDescription(name: "no one yet", leases: []),
    ])
    #expect(
      text(BookFile.write(book)) == """
        format: headroom-tenants-1

        tenants:
          - name: "on"
            leases:
              - name: train
                gpus: 64
                kind: dgx-h100
                profile: training
                status: {rofo: {notice: 30 days}}
                price: 2.35 $/GPU-h
                quantities: {storage: 2.5 TB, ips: 4}
                placed: "hall-1/rack-[1-2]"
          - {name: no one yet, leases: []}

        """)
  }

  @Test func `quantities are written exactly, in their largest unit`() throws {
    var load = LoadDescription(name: "l", perGPU: Stated(Banded(Divided(Watts(milliwatts: 81_000_001)))))
    load.ofIT = Stated(Banded(Fraction(ppm: 100_001), tolerance: Fraction(ppm: 20)))
    let zone = ZoneContents(
      waterSupply: Stated(Celsius(millidegrees: -500)), loads: [load],
      quantities: ["wan": Stated(.bitsPerSecond(8_001))])
    let written = text(FacilityFile.write(FacilityDescription(name: "n", zone: ZoneDescription(nil, zone))))
    #expect(written.contains("{name: l, per-gpu: 81.000001 kW, of-it: 10.0001 % ± 0.002 %}"))
    #expect(written.contains("water-supply: -0.5 °C") && written.contains("wan: 8.001 kb/s"))
  }

  @Test func `a division is kept, and one that no quantity can hold is carried out`() throws {
    func idle(_ figure: String) throws -> String {
      let text = SampleFiles.facilityText.replacing("idle: 2.1 kW", with: "idle: " + figure)
      let description = try #require(FacilityFile.describe(SourceFile(name: "f.yaml", text: text)).value)
      let idle = try #require(description.kinds["dgx-h100"]?.idle)
      return String(decoding: FacilityFile.write(description), as: UTF8.self)
        .split(separator: "dgx-h100: {idle: ")[1].split(separator: ",")[0] + (idle.source ?? "")
    }
    #expect(try idle("132 kW / 18") == "132 kW / 18")
    #expect(try idle("132000 W/18 +- 5%") == "132 kW / 18 ± 5 %")
    #expect(try idle("20 GW / 10000000".replacing("10000000", with: "1000000")) == "20 kW")
    #expect(try idle("0.0005 W / 2") == "0 W")
    #expect(try idle("2.1 kW / 1") == "2.1 kW")
  }

  @Test func `what the reader does not look at is read, or refused, when it is described`() throws {
    let base = "format: headroom-facility-1\nname: f\nzone: {level: site, zones: []}\n"
    func describe(_ rest: String) -> Loaded<FacilityDescription> {
      FacilityFile.describe(SourceFile(name: "f.yaml", text: base + rest))
    }
    let unused = describe("templates: {t: {parameters: [p], level: rack, nodes: {kind: $p, count: 8}}}\n")
    #expect(unused.value?.templates["t"]?.nodes == [NodesDescription(kind: Stated(parameter: "p"), count: 8)])
    #expect(unused.diagnostics.map(\.severity) == [.warning])
    let wrong = describe("templates: {t: {level: rock}}\nsource: [a]\n")
    #expect(wrong.value == nil)
    #expect(wrong.diagnostics.filter { $0.severity == .error }.map(\.line) == [4, 5])
    #expect(describe("about:\n").value?.about == "")
  }

  /// A site with one rack, and what else is said of it.
  private static func site(_ rest: String, rack: String = "name: r, level: rack, nodes: {kind: dgx-h100, count: 3}")
    -> SourceFile
  {
    SourceFile(
      name: "f.yaml",
      text: "format: headroom-facility-1\nname: t\nzone:\n  level: site\n\(rest)  zones: [{\(rack)}]\n")
  }

  @Test(arguments: [
    "1000000000000001 B", "999999999999999999 B", "1000000000001 B", "1 PB", "0 B", "1000000000001 b/s",
    "999999999999 b/s",
  ])
  func `an amount that needs too many decimals in its largest unit is written in a smaller one`(amount: String) throws {
    #expect(try RoundTrip.facility(Self.site("  quantities: {storage: \(amount)}\n")))
  }

  @Test func `a parameter may have the name of a remark`() throws {
    for name in ["source", "about"] {
      let file = SourceFile(
        name: "f.yaml",
        text: """
          format: headroom-facility-1
          name: t
          templates: {x: {parameters: [\(name)], level: rack, nodes: {kind: dgx-h100, count: $\(name)}}}
          zone: {level: site, zones: [{name: r, template: x, with: {\(name): 3}}]}

          """)
      #expect(try RoundTrip.facility(file))
      let zone = try #require(FacilityFile.describe(file).value?.zone.zones.first)
      #expect(zone.arguments[name] == .number(3))
    }
    #expect(
      try RoundTrip.facility(
        Self.site(
          "", rack: "name: r, level: rack, nodes: {kind: dgx-h100, count: 3}, about: here, source: \"published: there\""
        )))
  }

  @Test func `a list keeps its source and its remark`() throws {
    let rows = [
      "power: {value: [{name: c, rating: 60 kW}], source: \"estimate: x\", about: y}", "power: {value: [], about: y}",
    ]
    for row in rows { #expect(try RoundTrip.facility(Self.site("  \(row)\n"))) }
    let description = try #require(FacilityFile.describe(Self.site("  \(rows[0])\n")).value)
    #expect(description.zone.power.source == "estimate: x" && description.zone.power.about == "y")
    #expect(
      try RoundTrip.facility(
        Self.site("", rack: "name: r, level: rack, nodes: {kind: dgx-h100, count: 3}").appending(
          "not-modelled: {value: [fire], source: \"published: z\"}\n")))
  }

  @Test func `a list is used like an array`() {
    var list: StatedList<Int> = [1, 2, 3]
    list.source = "s"
    list.append(4)
    list.remove(at: 0)
    list[0] = 7
    #expect(list == StatedList([7, 3, 4], source: "s") && list != [7, 3, 4] && list.map { $0 } == [7, 3, 4])
  }

  @Test func `a price that no file can state is not written as another one`() async {
    await #expect(processExitsWith: .failure) {
      let lease = LeaseDescription(name: "l", price: Stated(Price(cents: 100, hours: 720, per: .gpu)))
      _ = BookFile.write(BookDescription(tenants: [TenantDescription(name: "t", leases: [lease])]))
    }
  }

  @Test func `names take values in, replace them and give them up in order`() {
    var map: NamedMap<Int> = ["a": 1, "b": 2]
    map["c"] = 3
    map["a"] = 4
    map["b"] = nil
    map["d"] = nil
    #expect(map.entries.map(\.name) == ["a", "c"] && map["a"] == 4 && map["b"] == nil)
    #expect(!map.isEmpty && NamedMap<Int>([]).isEmpty && !NamedMap<Int>([], source: "s").isEmpty)
  }
}

extension SourceFile {
  /// The same file with more at its end.
  fileprivate func appending(_ more: String) -> SourceFile {
    SourceFile(name: name, text: String(decoding: bytes, as: UTF8.self) + more)
  }
}
