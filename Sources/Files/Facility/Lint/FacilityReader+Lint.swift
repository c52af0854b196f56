import Facility
import Documents

// Figures that can be read and are still hardly what was meant. They are warnings, and only where they are asked for.

extension FacilityReader {
  /// Looks at a facility that was read without errors.
  mutating func lint(_ facility: Facility, _ expander: TemplateExpander) {
    guard !input.diagnostics.hasErrors else { return }
    var findings = LintFindings()
    for (kind, places) in kindPlaces.sorted(by: { $0.key < $1.key }) {
      lint(facility.kinds[kind], at: places, into: &findings)
    }
    let sums = LintSums(facility)
    lintRacks(facility, expander, into: &findings)
    lintWater(facility, expander, into: &findings)
    lintStages(facility, expander, sums: sums, into: &findings)
    lintFeeds(facility, expander, into: &findings)
    lintCooling(facility, expander, sums: sums, into: &findings)
    lintOverhead(facility, expander, into: &findings)
    findings.warn(in: &input, facility)
  }

  /// A kind that the file declares, or of which it overrides fields.
  private func lint(_ kind: Kind, at places: [String: NodeID], into findings: inout LintFindings) {
    func place(_ keys: String...) -> NodeID? { keys.lazy.compactMap { places[$0] }.first }
    let perGPU = Watts(milliwatts: kind.nameplate.watts.milliwatts / Int64(kind.gpus))
    if !PlausibilityBounds.wattsPerGPU.contains(perGPU), let node = place("nameplate", "gpus") {
      let range = PlausibilityBounds.wattsPerGPU
      findings.add(
        node,
        "`\(kind.name)` draws \(perGPU.words) a GPU at nameplate; known kinds draw more than "
          + "\(range.lowerBound.words) and less than \(range.upperBound.words)")
    }
    let order = [
      ("idle", kind.idle), ("average", kind.average), ("sustained-peak", kind.sustainedPeak),
      ("nameplate", kind.nameplate),
    ]
    for ((low, less), (high, more)) in zip(order, order.dropFirst()) where less.watts > more.watts {
      guard let node = place(low, high) else { continue }
      findings.add(
        node, "`\(kind.name)`: \(low) of \(less.watts.words) is more than \(high) of \(more.watts.words)")
    }
    lintHardware(
      of: kind, gpuPlace: place("gpu-power", "nameplate", "gpus"), supplyPlace: place("supplies", "nameplate"),
      into: &findings)
  }

  private func lintHardware(
    of kind: Kind, gpuPlace: NodeID?, supplyPlace: NodeID?, into findings: inout LintFindings
  ) {
    let plate = kind.nameplate.watts
    if let node = gpuPlace, let power = kind.hardware.gpuPower, power * kind.gpus > plate {
      findings.add(
        node,
        "`\(kind.name)`: its \(kind.gpus) GPUs of \(power.words) alone draw \((power * kind.gpus).words), more than "
          + "its nameplate of \(plate.words)")
    }
    if let node = gpuPlace, let power = kind.hardware.gpuPower, let cap = kind.hardware.gpuCap, !cap.contains(power) {
      findings.add(
        node,
        "`\(kind.name)`: a GPU of \(power.words) lies outside its limits, \(cap.lowerBound.words) to "
          + cap.upperBound.words)
    }
    if let node = supplyPlace, let supplies = kind.hardware.supplies, !supplies.carry(plate) {
      findings.add(
        node,
        "`\(kind.name)`: the supplies needed, \(supplies.needed) of \(supplies.rating.words)"
          + (supplies.nodes > 1 ? " for \(supplies.nodes) nodes" : "")
          + ", do not carry its nameplate of \(plate.words)")
    }
  }

  /// Warns of loads that are not IT and draw more than the machines: a plant too large.
  private func lintOverhead(_ facility: Facility, _ expander: TemplateExpander, into findings: inout LintFindings) {
    var shares = Array(repeating: Fraction.zero, count: facility.zones.count)
    for load in facility.loads {
      if case .ofIT(let share) = load.amount {
        let sum = shares[load.zone.index].ppm.addedSaturating(share.ppm)
        shares[load.zone.index] = Fraction(ppm: sum)
      }
    }
    for (zone, share) in shares.enumerated() where share > PlausibilityBounds.overheadOverIT {
      guard let load = expander.spec(of: ZoneID(zone)).loads.first(where: \.isOfIT) else { continue }
      findings.add(
        load.node, "loads of \(share.ppm / 10_000) % of the IT load: the mean of the world's data centres is 54 %",
        counting: "zones", at: ZoneID(zone))
    }
  }
}

extension LoadSpec {
  fileprivate var isOfIT: Bool { if case .ofIT = amount { true } else { false } }
}

extension TemplateExpander {
  /// The spec that a zone is made from.
  func spec(of zone: ZoneID) -> Blueprint { specs[Int(specOf[zone.index])] }
}
