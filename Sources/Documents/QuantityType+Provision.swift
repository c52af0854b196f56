// Quantities that zones provide by name and leases ask for.

extension QuantityType {
  /// In bytes, at most 1,000 PB; units are decimal.
  public static let data = QuantityType(
    noun: "an amount of data",
    units: [
      ("TB", 1_000_000_000_000), ("PB", 1_000_000_000_000_000), ("B", 1), ("kB", 1_000), ("MB", 1_000_000),
      ("GB", 1_000_000_000),
    ],
    baseUnit: "B", most: (1_000_000_000_000_000_000, "1,000 PB"), least: 0, example: "2 PB")
  /// In bit/s, at most 1,000,000 Tb/s; a byte is eight bits.
  public static let dataRate = QuantityType(
    noun: "a data rate",
    units: [
      ("Gb/s", 1_000_000_000), ("Tb/s", 1_000_000_000_000), ("b/s", 1), ("kb/s", 1_000), ("Mb/s", 1_000_000),
      ("B/s", 8), ("kB/s", 8_000), ("MB/s", 8_000_000), ("GB/s", 8_000_000_000), ("TB/s", 8_000_000_000_000),
    ],
    baseUnit: "bit/s", most: (1_000_000_000_000_000_000, "1,000,000 Tb/s"), least: 0, example: "100 Gb/s")
  /// Failures in 10⁶ GPU-days, at most one in ten GPU-days.
  static let failures = QuantityType(
    noun: "a rate of failures", units: [("", 1)], baseUnit: "failures in 1,000,000 GPU-days",
    most: (100_000, "100 per 1000 GPU-days"), least: 0, example: "0.47 per 1000 GPU-days")
}
