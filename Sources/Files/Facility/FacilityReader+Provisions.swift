import Facility
import Documents

// What zones provide beside nodes: empty rack positions, and quantities by name.

extension FacilityReader {
  /// The number of empty positions in a rack; the kind that stands for them is known from then on.
  mutating func positions(_ node: NodeID) -> Int {
    guard let count = input.integer(node, "`positions`", in: 1...1_000) else { return 0 }
    if positionKind == nil {
      positionKind = KindID(kinds.count)
      kinds.append(.position)
    }
    return count
  }

  /// The amount of each named quantity that a zone provides.
  mutating func quantities(_ node: NodeID) -> [QuantitySpec] {
    var result: [QuantitySpec] = []
    for (key, name, value) in input.named(node, "`quantities`") where name != "source" && name != "about" {
      guard input.name(key, "the name of a quantity") != nil else { continue }
      figures.mark(input.resolved(value), in: input.document)
      guard let (measure, amount) = amountOfAnyMeasure(value) else { continue }
      result.append(QuantitySpec(node: key, name: name, measure: measure, amount: amount))
    }
    return result
  }

  /// An amount in whatever unit it is stated, with what that unit measures; a bare whole number counts pieces.
  private mutating func amountOfAnyMeasure(_ node: NodeID) -> (NamedQuantity.Measure, Int64)? {
    let place = input.resolved(node)
    if let count = input.document.integer(place), (0...NamedQuantity.mostPieces).contains(count) {
      return (.count, Int64(count))
    }
    return input.parsed(node, "an amount") { text throws(InputError) in
      let rate = Result { () throws(InputError) in try Quantity(text, .dataRate).amount }
      let data = Result { () throws(InputError) in try Quantity(text, .data).amount }
      switch (rate, data) {
      case (.success(let amount), _): return (.bitsPerSecond, amount)
      case (_, .success(let amount)): return (.bytes, amount)
      // What has a unit of one of the two is told apart by what was expected of it; the rest could have been any.
      case (.failure(let problem), _) where problem.expected != QuantityType.dataRate.expected: throw problem
      case (_, .failure(let problem)) where problem.expected != QuantityType.data.expected: throw problem
      case (.failure(let rate), .failure(let data)):
        throw InputError(
          "`\(text)` is no amount that a zone provides",
          expected: "an amount of data in B … PB, a data rate in b/s … Tb/s or B/s … TB/s, or a whole number",
          suggestion: data.suggestion ?? rate.suggestion)
      }
    }
  }

  /// Puts what a zone provides into the facility's tables; a name means one measure everywhere.
  mutating func addProvisions(_ spec: Blueprint, of zone: ZoneID, to facility: inout Facility) {
    for stated in spec.quantities {
      let known = facility.quantities.firstIndex { $0.name == stated.name }
      if let known, facility.quantities[known].measure != stated.measure {
        input.report(
          stated.node, "`\(stated.name)` is measured in two ways in this file",
          expected: facility.quantities[known].measure.inWords)
        continue
      }
      let id = known ?? facility.quantities.count
      if known == nil { facility.quantities.append(NamedQuantity(name: stated.name, measure: stated.measure)) }
      facility.provisions.append(Provision(zone: zone, quantity: QuantityID(id), capacity: stated.amount))
    }
  }
}

extension NamedQuantity {
  /// The most pieces of anything.
  static let mostPieces = 1_000_000_000
}

extension NamedQuantity.Measure {
  /// An example of an amount, for a diagnostic.
  var inWords: String {
    switch self {
    case .bytes: QuantityType.data.expected
    case .bitsPerSecond: QuantityType.dataRate.expected
    case .count: "a whole number"
    }
  }
}
