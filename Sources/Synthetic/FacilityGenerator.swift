internal import SeededRandom
internal import Facility

/// The generator of a made-up site's facility file.
struct FacilityGenerator {
  private let layout: SiteLayout
  private var lines: [String]

  init(_ layout: SiteLayout, name: String, leases: Int, seed: UInt64) {
    self.layout = layout
    lines = [
      "format: headroom-facility-1", "name: \(name)",
      "about: made up by `headroom bench --gpus \(layout.gpus) --leases \(leases) --seed \(seed)`; no such site exists",
    ]
  }

  /// The file.
  func text(_ random: inout SplitMix64) -> String {
    var generator = self
    generator.templates()
    generator.site(&random)
    return generator.lines.joined(separator: "\n") + "\n"
  }

  // MARK: templates

  private mutating func templates() {
    lines.append("templates:")
    for (at, fleet) in layout.fleets.enumerated() {
      let hasPods = fleet.gpus > 0
      if hasPods || (at == 0 && layout.spareNodes > 0) { rackTemplate(of: fleet) }
      if hasPods { podTemplate(of: fleet) }
    }
  }

  private mutating func rackTemplate(of fleet: SiteLayout.Fleet) {
    let units = fleet.rackNodes * Int(fleet.kind.height.units)
    lines += [
      "  \(fleet.name)-rack:",
      "    parameters: [breaker, nodes]",
      "    level: rack",
      "    height: \(units + 8) U",
      "    reserved: 8 U",
      "    power: [{name: breaker, units: 2, spare: 1, rating: $breaker}]",
      "    nodes: {kind: \(fleet.kind.name), count: $nodes}",
    ]
  }

  private mutating func podTemplate(of fleet: SiteLayout.Fleet) {
    lines += [
      "  \(fleet.name)-pod:",
      "    parameters: [busway, breaker, uplink]",
      "    level: pod",
      "    power: [{name: busway, count: 2, wired: block, units: 2, spare: 1, rating: $busway, efficiency: 99.5 %}]",
    ]
    if fleet.kind.liquid > .zero {
      // Three of four CDUs carry all of a pod's heat at its sustained peak, with two per cent to spare.
      let rackHeat = kilowatts(fleet.kind.liquid.roundedUp(of: Watts(milliwatts: fleet.rackDraw)).milliwatts)
      let each = (SiteLayout.podRacks * rackHeat * 102 / 100 + 2) / 3
      lines.append("    cooling: [{name: cdu, takes: liquid, count: 4, spare: 1, rating: \(each) kW}]")
    }
    lines += [
      "    quantities: {uplink: $uplink}",
      "    zones: [{name: rack, count: \(SiteLayout.podRacks), template: \(fleet.name)-rack, "
        + "with: {breaker: $breaker, nodes: \(fleet.rackNodes)}}]",
    ]
  }

  // MARK: zones

  private mutating func site(_ random: inout SplitMix64) {
    let nodes =
      layout.fleets.reduce(Int64(0)) { $0 + Int64($1.gpus / $1.kind.gpus) * $1.kind.sustainedPeak.watts.milliwatts }
      + Int64(layout.spareNodes) * layout.fleets[0].kind.sustainedPeak.watts.milliwatts
    // With storage, network and plant as stated below.
    let all = kilowatts(nodes) * 103 / 100 + layout.gpus * Self.networkWatts / 1_000
    lines += [
      "zone:",
      "  level: site",
      "  power: [{name: contract, rating: \(max(20, all * 110 / 100 * random.within(955...985) / 1_000)) kW}]",
      "  loads:",
      "    - {name: plant, of-it: 10 %, from: contract}",
      "  zones:",
    ]
    for hall in 0..<layout.halls { self.hall(hall, &random) }
    let spares = layout.fleets.filter { $0.gpus > 0 }
      .map { "\($0.kind.name): 1 per \($0.kind.nvlinkDomain > $0.kind.gpus ? 72 : 64)" }
    lines.append("spares: {\(spares.joined(separator: ", "))}")
  }

  private static let networkWatts = 81

  private mutating func hall(_ hall: Int, _ random: inout SplitMix64) {
    let isLast = hall == layout.halls - 1
    let gpus = layout.fleets.reduce(0) { $0 + $1.pods[hall] * $1.podGPUs }
    lines += ["    - name: hall-\(hall + 1)", "      level: hall"]
    let stages = layout.fleets.compactMap { ups($0, pods: $0.pods[hall], &random) }
    if !stages.isEmpty { lines += ["      power:"] + stages }
    lines += [
      "      cooling:",
      "        - {name: air-handler, takes: air, count: \(airHandlers(hall, &random)), spare: 1, rating: 200 kW}",
      "      loads:",
      "        - {name: network, per-gpu: \(Self.networkWatts) W}",
      "        - {name: storage, of-nodes: 3 %}",
      "      quantities: {storage: \(max(1_000, gpus * random.within(500...800) / 1_000)) TB}",
      "      zones:",
    ]
    for fleet in layout.fleets { pods(of: fleet, count: fleet.pods[hall], &random) }
    if isLast, layout.spareNodes > 0 { annex() }
  }

  /// A stage of UPS over the pods of a fleet, a dozen or less on each, from too small for all of them to just enough.
  private func ups(_ fleet: SiteLayout.Fleet, pods: Int, _ random: inout SplitMix64) -> String? {
    guard pods > 0 else { return nil }
    let copies = (pods + 11) / 12
    let each = (pods + copies - 1) / copies
    let rating = kilowatts(fleet.rackDraw) * SiteLayout.podRacks * each * random.within(94...104) / 100
    let wiring = copies > 1 ? "count: \(copies), wired: block, " : ""
    return
      "        - {name: \(fleet.name)-ups, serves: \"\(fleet.name)-*\", \(wiring)units: 2, spare: 1, rating: \(rating) kW, efficiency: 97 %}"
  }

  /// Air handlers of 200 kW for the air's part of the heat, one of them spare.
  private func airHandlers(_ hall: Int, _ random: inout SplitMix64) -> Int {
    var heat: Int64 = 0
    var gpus = 0
    for fleet in layout.fleets {
      let draw = Int64(fleet.pods[hall] * SiteLayout.podRacks) * fleet.rackDraw
      heat += draw - fleet.kind.liquid.roundedDown(of: Watts(milliwatts: draw)).milliwatts + draw * 3 / 100
      gpus += fleet.pods[hall] * fleet.podGPUs
    }
    if hall == layout.halls - 1 {
      heat += Int64(layout.spareNodes) * layout.fleets[0].kind.sustainedPeak.watts.milliwatts
      gpus += layout.spareNodes * layout.fleets[0].kind.gpus
    }
    let all = kilowatts(heat) + gpus * Self.networkWatts / 1_000
    return 2 + all * random.within(94...104) / 100 / 200
  }

  /// The pods of a fleet in a hall, in up to three groups that differ in what feeds them.
  private mutating func pods(of fleet: SiteLayout.Fleet, count: Int, _ random: inout SplitMix64) {
    let groups = min(3, count)
    for group in 0..<groups {
      let first = count * group / groups
      let size = count * (group + 1) / groups - first
      let rack = kilowatts(fleet.rackDraw)
      let busway = rack * SiteLayout.podRacks / 2 * random.within(92...106) / 100
      let breaker = rack * random.within(94...112) / 100
      let uplink = fleet.podGPUs * random.within(2...5)
      lines.append(
        "        - {name: \(fleet.name), first: \(first + 1), count: \(size), template: \(fleet.name)-pod, "
          + "with: {busway: \(busway) kW, breaker: \(breaker) kW, uplink: \(uplink) Gb/s}}")
    }
  }

  /// The pod of the nodes that fill no pod.
  private mutating func annex() {
    let fleet = layout.fleets[0]
    let (racks, rest) = layout.spareNodes.quotientAndRemainder(dividingBy: fleet.rackNodes)
    let breaker = kilowatts(fleet.rackDraw) * 105 / 100
    func rack(_ entry: String, _ nodes: Int) -> String {
      "            - {\(entry), template: \(fleet.name)-rack, with: {breaker: \(breaker) kW, nodes: \(nodes)}}"
    }
    lines += [
      "        - name: annex", "          level: pod",
      "          cooling: [{name: cdu, takes: liquid, rating: \(breaker * SiteLayout.podRacks) kW}]",
      "          quantities: {uplink: \(fleet.podGPUs * 4) Gb/s}", "          zones:",
    ]
    if racks > 0 { lines.append(rack("name: rack, first: 1, count: \(racks)", fleet.rackNodes)) }
    if rest > 0 { lines.append(rack("name: rack, first: \(racks + 1), count: 1", rest)) }
  }

  /// Whole kilowatts, rounded up.
  private func kilowatts(_ milliwatts: Int64) -> Int { Int((milliwatts + 999_999) / 1_000_000) }
}
