/// A choice that the price search models: a lease that buys slots, or a bay class that sells them.
///
/// A choice set has a size *F* and options *o*, of each of which it takes a share of its size; the shares add up to 1
/// at most, and to exactly 1 where it is mandatory. (Linear programming calls the constraint a generalized upper
/// bound.)
struct ChoiceSet {
  /// The position of its coefficients among the patterns.
  var pattern: Int
  var size: Double
  /// Rows, then the commodity of every option.
  var variables: [Int32]
  /// The value of each option by itself, by unit of size.
  var worth: [Double]
  var isMandatory = false
}

/// Coefficients that many choice sets have in common.
struct CoefficientPattern {
  /// The load of each option on each row: options × rows, row-major.
  var loads: [Double]
  /// The coefficient of each option on the price of its commodity.
  var commodity: [Double]
  var rows: Int
}

/// A batch of choice sets in columns, in the terms of the interior-point method; one task works on it.
///
/// The gain of a choice set by unit of size is `b(o) − Σ a(o, j) × x(j)` at prices *x*. Its surplus *u* is no less than
/// any of them, and no less than 0 unless it is mandatory. A lease buys slots of a commodity: it gains its value less
/// their price. A bay class sells its free slots: it gains the price of the commodity less what rows charge for it.
/// Every constraint has a slack σ = u − gain and a multiplier λ, the part of the choice set that takes that option; the
/// last constraint of a choice set is u ≥ 0.
final class ChoiceSets: @unchecked Sendable {
  /// The layout of a choice set: where its parts begin in the columns.
  struct Layout {
    var rows: Int, options: Int
    var size: Double
    var isMandatory: Bool
    /// The first of its loads, of its coefficients on commodities, of its constraints, of its variables, and of the
    /// pairs of these.
    var loads: Int, commodity: Int, first: Int, variable: Int, pair: Int
    /// Its weight in the barrier, which its options share.
    var optionWeight: Double { size / Double(options) }
    /// The constraint u ≥ 0.
    var last: Int { first + options }
  }

  let count: Int
  let layouts: OwnedColumn<Layout>
  let variable: OwnedColumn<Int32>
  let loads: OwnedColumn<Double>, commodity: OwnedColumn<Double>, worth: OwnedColumn<Double>
  /// The surplus of each choice set, and its step.
  let surplus: OwnedColumn<Double>, surplusStep: OwnedColumn<Double>
  /// By constraint: σ, λ, the scaling λ ÷ σ, the steps, and the product of the last steps.
  let slack: OwnedColumn<Double>, multiplier: OwnedColumn<Double>, scaling: OwnedColumn<Double>
  let slackStep: OwnedColumn<Double>, multiplierStep: OwnedColumn<Double>, cross: OwnedColumn<Double>
  /// Contributions to the normal matrix by pair of variables, and to the right-hand side by variable.
  let normalMatrix: OwnedColumn<Double>, rightHandSide: OwnedColumn<Double>
  let scratch: OwnedColumn<Double>
  /// Pairs of positions with the same variable: they enter the matrix from both sides of its diagonal.
  let repeatedPairs: [Int]

  init(_ choices: ArraySlice<ChoiceSet>, _ patterns: [CoefficientPattern]) {
    count = choices.count
    var (loads, commodities) = ([Double](), [Double]())
    var places: [Int: (loads: Int, commodity: Int)] = [:]
    var layouts: [Layout] = []
    var (constraints, variables, pairs, most) = (0, 0, 0, 1)
    for choice in choices {
      let pattern = patterns[choice.pattern]
      let place = places[choice.pattern] ?? (loads.count, commodities.count)
      if places.updateValue(place, forKey: choice.pattern) == nil {
        loads += pattern.loads
        commodities += pattern.commodity
      }
      let (rows, options) = (pattern.rows, pattern.commodity.count)
      layouts.append(
        Layout(
          rows: rows, options: options, size: choice.size, isMandatory: choice.isMandatory, loads: place.loads,
          commodity: place.commodity,
          first: constraints, variable: variables, pair: pairs))
      constraints += options + 1
      variables += rows + options
      pairs += (rows + options) * (rows + options + 1) / 2
      most = max(most, options + rows + options * rows)
    }
    self.layouts = OwnedColumn(layouts)
    self.loads = OwnedColumn(loads)
    commodity = OwnedColumn(commodities)
    variable = OwnedColumn(choices.flatMap { $0.variables })
    worth = OwnedColumn(choices.flatMap { $0.worth + [0] })
    func column(_ count: Int) -> OwnedColumn<Double> { OwnedColumn([Double](repeating: 0, count: count)) }
    (surplus, surplusStep) = (column(count), column(count))
    (slack, multiplier, scaling) = (column(constraints), column(constraints), column(constraints))
    (slackStep, multiplierStep, cross) = (column(constraints), column(constraints), column(constraints))
    (normalMatrix, rightHandSide, scratch) = (column(pairs), column(variables), column(most))
    repeatedPairs = Self.repeatedPairs(choices)
  }

  private static func repeatedPairs(_ choices: ArraySlice<ChoiceSet>) -> [Int] {
    var (pair, repeated) = (0, [Int]())
    for choice in choices {
      let hasRepeats = Set(choice.variables).count < choice.variables.count
      for a in choice.variables.indices where hasRepeats {
        for b in a + 1..<choice.variables.count where choice.variables[a] == choice.variables[b] {
          repeated.append(pair + a * choice.variables.count - a * (a - 1) / 2 + b - a)
        }
      }
      pair += choice.variables.count * (choice.variables.count + 1) / 2
    }
    return repeated
  }

  /// The sum of the weights of the constraints.
  var weight: Double {
    (0..<count).reduce(0) { $0 + layouts[$1].size * (layouts[$1].isMandatory ? 1 : 2) }
  }

  /// Σ a(o, j) × x(j).
  @inline(__always)
  func charge(_ layout: Layout, option: Int, at x: UnsafeBufferPointer<Double>) -> Double {
    var sum = commodity[layout.commodity + option] * x[Int(variable[layout.variable + layout.rows + option])]
    let base = layout.loads + option * layout.rows
    for row in 0..<layout.rows { sum += loads[base + row] * x[Int(variable[layout.variable + row])] }
    return sum
  }

  /// Sets an interior starting point: every slack is positive, and every product of slack and multiplier is `mu` times
  /// its weight.
  func start(_ x: UnsafeBufferPointer<Double>, mu: Double, margin: Double) {
    for choice in 0..<count {
      let layout = layouts[choice]
      var best = layout.isMandatory ? -Double.infinity : 0
      for option in 0..<layout.options {
        slack[layout.first + option] = charge(layout, option: option, at: x) - worth[layout.first + option]
        best = max(best, -slack[layout.first + option])
      }
      surplus[choice] = best + margin
      for at in layout.first..<layout.last {
        slack[at] += surplus[choice]
        multiplier[at] = layout.optionWeight * mu / slack[at]
      }
      slack[layout.last] = layout.isMandatory ? 1 : surplus[choice]
      multiplier[layout.last] = layout.isMandatory ? 0 : layout.size * mu / surplus[choice]
    }
  }

  /// The positions in the factor of the contributions to the normal matrix.
  func positions(in factor: SparseFactor) -> [Int32] {
    var positions: [Int32] = []
    positions.reserveCapacity(normalMatrix.count)
    for choice in 0..<count {
      let layout = layouts[choice]
      let mine = layout.variable..<layout.variable + layout.rows + layout.options
      for a in mine { for b in a..<mine.upperBound { positions.append(factor.position(variable[a], variable[b])) } }
    }
    return positions
  }
}
