import Documents

/// Finds names that are given twice among single names and numbered copies, without writing the copies out.
struct NameCheck {
  private struct Claim {
    var base: String
    var low: Int
    var high: Int
    var node: NodeID
    var isNumbered: Bool
  }

  private var claims: [Claim] = []

  /// Claims a name, or a name with each of some numbers behind it.
  mutating func add(_ name: String, numbers: Range<Int>?, at node: NodeID) {
    if let numbers {
      claims.append(
        Claim(base: name, low: numbers.lowerBound, high: numbers.upperBound - 1, node: node, isNumbered: true))
    } else if let (base, number) = splitNumber(name) {
      claims.append(Claim(base: base, low: number, high: number, node: node, isNumbered: true))
    } else {
      claims.append(Claim(base: name, low: -1, high: -1, node: node, isNumbered: false))
    }
  }

  /// Each claim on a name that an earlier one has, with that name.
  var duplicates: [(name: String, node: NodeID)] {
    let order = claims.indices.sorted {
      (claims[$0].base, claims[$0].low, claims[$0].node) < (claims[$1].base, claims[$1].low, claims[$1].node)
    }
    var result: [(name: String, node: NodeID)] = []
    var widest: Claim?
    for claim in order.map({ claims[$0] }) {
      if let other = widest, other.base == claim.base, claim.low <= other.high {
        let name = claim.isNumbered ? "\(claim.base)-\(claim.low)" : claim.base
        result.append((name, max(claim.node, other.node)))
        if claim.high > other.high { widest = claim }
      } else {
        widest = claim
      }
    }
    return result.sorted { $0.node < $1.node }
  }
}
