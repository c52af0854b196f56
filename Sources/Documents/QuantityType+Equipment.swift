// Quantities of the catalogue.

extension QuantityType {
  /// In g, at most 100 t.
  public static let mass = QuantityType(
    noun: "a mass", units: [("kg", 1_000), ("t", 1_000_000)], baseUnit: "g", most: (100_000_000, "100 t"), least: 0,
    example: "130.45 kg")
  /// In bit/s, at most 1,000 Tb/s.
  public static let bitRate = QuantityType(
    noun: "a data rate", units: [("Gb/s", 1_000_000_000), ("Tb/s", 1_000_000_000_000)], baseUnit: "bit/s",
    most: (1_000_000_000_000_000, "1,000 Tb/s"), least: 0, example: "400 Gb/s")
  /// In MB, at most 1,000 TB.
  public static let memory = QuantityType(
    noun: "an amount of memory", units: [("GB", 1_000), ("TB", 1_000_000)], baseUnit: "MB",
    most: (1_000_000_000, "1,000 TB"), least: 0, example: "80 GB")
  /// In mL/min, at most 1,000,000 L/min.
  public static let flow = QuantityType(
    noun: "a flow", units: [("L/min", 1_000)], baseUnit: "mL/min", most: (1_000_000_000, "1,000,000 L/min"), least: 0,
    example: "125 L/min")
  /// In thousandths of a kelvin, at most 100 K.
  public static let temperatureDifference = QuantityType(
    noun: "a temperature difference", units: [("K", 1_000)], baseUnit: "mK", most: (100_000, "100 K"), least: 0,
    example: "4 K")
}
