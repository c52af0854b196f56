/// A way of dividing the bays into parts, for rules of exclusivity, spread and affinity.
public struct DivisionTable: Sendable {
  /// The part of each bay, from 0; −1: in no part, which is free of exclusivity, and where no lease with a spread and
  /// none that must be near another one stands.
  public var partOfBay: [Int32]
  /// The run of each part: parts that follow one another in one run are neighbours.
  public var run: [Int32]

  /// Makes a division.
  public init(partOfBay: [Int32], run: [Int32]) {
    (self.partOfBay, self.run) = (partOfBay, run)
  }
}
