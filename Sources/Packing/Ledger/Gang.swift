/// The gang that is being placed: its units by the parts that its rules look at.
struct Gang: Sendable {
  /// Its option.
  let option: OptionIndex
  /// The most units that one part of its spread may hold.
  let most: Int
  /// Its units by part of its exclusive division, and of the division of its spread.
  private(set) var inExclusive: [Int32: Int32] = [:], inSpread: [Int32: Int32] = [:]

  init(_ option: OptionIndex, most: Int) { (self.option, self.most) = (option, most) }

  /// Counts units in a bay.
  mutating func add(_ units: Int32, in bay: Int32, _ instance: Instance) {
    if let part = instance.part(of: bay, in: instance.options.exclusive[option]) {
      inExclusive[part, default: 0] += units
    }
    if let part = instance.part(of: bay, in: instance.options.spread[option]) { inSpread[part, default: 0] += units }
  }

  /// The units in the part that holds most.
  var fullest: Int { Int(inSpread.values.max() ?? 0) }

  /// The parts that it is to have for itself, ascending.
  var exclusiveParts: [Int32] { inExclusive.filter { $0.value > 0 }.keys.sorted() }
}

extension Instance {
  /// The part of a bay in a division; nil: the bay is in none, or there is no division.
  func part(of bay: Int32, in division: Int32) -> Int32? {
    guard division >= 0 else { return nil }
    let part = divisions[Int(division)].partOfBay[Int(bay)]
    return part >= 0 ? part : nil
  }

  /// Units of `units` that one part may hold by an option's rule of spread.
  func mostInPart(_ option: OptionIndex, of units: Int) -> Int {
    guard options.spread[option] >= 0 else { return .max }
    return max(1, Int(Int128(units) * Int128(options.spreadShare[option]) / 1_000_000))
  }
}
