internal import Facility

// Kinds of node: what they draw, what they are built of, what they ask of a rack.

extension CatalogueReport {
  typealias KindEntry = CatalogueContents.Entry<Kind>

  static func draws(_ entries: [KindEntry], _ page: inout Page) {
    page.heading("Kinds of node: power in kW, per node")
    var table = Table([
      .name("kind", minWidth: 14), .name("GPU", minWidth: 5), .number("GPUs"), .number("NVLink"), .number("nameplate"),
      .number("sustained"), .number("average"), .number("idle"), .number("to liquid"),
    ])
    for entry in entries {
      let kind = entry.value
      var row = CatalogueRow(entry, name: kind.name)
      row.add("gpu", kind.gpuModel)
      row.add("gpus", Numbers.grouped(kind.gpus))
      row.add("nvlink-domain", kind.nvlinkDomain == 1 ? "none" : Numbers.grouped(kind.nvlinkDomain))
      row.add("nameplate", kilowatts(kind.nameplate))
      row.add("sustained-peak", kilowatts(kind.sustainedPeak))
      row.add("average", kilowatts(kind.average))
      row.add("idle", kilowatts(kind.idle))
      row.add("liquid", Numbers.percent(kind.liquid))
      table.add(row.cells)
    }
    table.write(to: &page)
  }

  private static func kilowatts(_ figure: PowerFigure) -> String {
    let text = Numbers.fixed(figure.watts.milliwatts, over: 1_000_000, digits: 2)
    return figure.tolerance > .zero ? text + " ± " + Numbers.percent(figure.tolerance) : text
  }

  static func hosts(_ entries: [KindEntry], _ page: inout Page) {
    page.heading("Kinds of node: GPUs and host")
    var table = Table([
      .name("kind", minWidth: 14), .number("GPU W"), .number("cap W"), .number("GB a GPU"), .number("sockets"),
      .number("cores"), .number("NUMA × GPUs"), .number("ports × Gb/s"),
    ])
    for entry in entries {
      let hardware = entry.value.hardware
      var row = CatalogueRow(entry, name: entry.value.name)
      row.add("gpu-power", hardware.gpuPower.map(watts))
      row.add("gpu-cap", hardware.gpuCap.map { "\(watts($0.lowerBound))-\(watts($0.upperBound))" })
      row.add("gpu-memory", hardware.gpuMemory.map { scaled($0.megabytes) })
      row.add("sockets", hardware.sockets.map { Numbers.grouped($0) })
      row.add("cores", hardware.cores.map { Numbers.grouped($0) })
      row.add("numa", domains(entry.value.numaDomains))
      row.add("nics", hardware.nics.map { "\($0.count) × \(gigabits($0.speed))" })
      table.add(row.cells)
    }
    table.write(to: &page)
  }

  /// `2 × 4`, or `6 + 2` where domains differ.
  static func domains(_ domains: [NUMADomain]) -> String {
    let gpus = domains.map(\.gpus)
    if let first = gpus.first, gpus.allSatisfy({ $0 == first }) { return "\(gpus.count) × \(first)" }
    return gpus.map { "\($0)" }.joined(separator: " + ")
  }

  static func racks(_ entries: [KindEntry], _ page: inout Page) {
    page.heading("Kinds of node: supplies, rack and inlet, per node")
    var table = Table([
      .name("kind", minWidth: 14), .name("supplies", minWidth: 16), .number("U"), .number("kg"), .number("air in °C"),
      .number("water in °C"),
    ])
    for entry in entries {
      let hardware = entry.value.hardware
      var row = CatalogueRow(entry, name: entry.value.name)
      row.add("supplies", hardware.supplies.map(supplies))
      row.add("height", Numbers.grouped(entry.value.height.units))
      row.add("mass", hardware.mass.map { scaled($0.grams) })
      row.add("inlet", hardware.inlet.map(degrees))
      row.add("water-inlet", hardware.waterInlet.map(degrees))
      table.add(row.cells)
    }
    table.write(to: &page)
  }

  /// `6 × 3.3 kW, 4 needed`.
  static func supplies(_ supplies: Supplies) -> String {
    let text = "\(supplies.count) × \(Numbers.power(supplies.rating)), \(supplies.needed) needed"
    return supplies.nodes > 1 ? text + " by \(supplies.nodes) nodes" : text
  }

  private static func degrees(_ range: ClosedRange<Celsius>) -> String {
    "\(scaled(range.lowerBound.millidegrees))-\(scaled(range.upperBound.millidegrees))"
  }

  /// Watts without their unit.
  static func watts(_ watts: Watts) -> String { scaled(watts.milliwatts) }

  /// Gb/s without the unit.
  static func gigabits(_ speed: BitsPerSecond) -> String {
    Numbers.trimmed(Numbers.fixed(speed.bits, over: 1_000_000_000, digits: 3))
  }

  /// A figure held in thousandths, at most two digits after the point.
  static func scaled(_ thousandths: Int64) -> String {
    Numbers.trimmed(Numbers.fixed(thousandths, over: 1_000, digits: 2))
  }
}
