/// Parties that look for their best gain at given prices, in the terms of the interior-point method: a run of them that one
/// task works on.
///
/// A party has a size *F* and options *o*, of which it takes shares of its size. Its gain by unit is `b(o) − Σ a(o, j) × x(j)`
/// at prices *x*, and its surplus *u* is at least each of them, and at least 0 unless it must choose. A lease buys slots of a
/// shape: it gains its value less their price. A cell sells its free slots: it gains the price of the shape less what rows
/// charge for it. Every constraint has a slack σ = u − gain and a multiplier λ, how much of the party takes that option;
/// the last of a party's constraints is u ≥ 0.
final class Parties: @unchecked Sendable {
  /// What parties have in common: how options depend on the rows they load (options × rows, row-major), and on the price of
  /// their shape.
  struct Pattern {
    var loads: [Double]
    var shape: [Double]
    var rows: Int
  }

  /// A party, as it is made.
  struct Party {
    var pattern: Int
    var size: Double
    /// Rows, then the shape of every option.
    var variables: [Int32]
    /// What each option is worth by itself.
    var worth: [Double]
    var must = false
  }

  /// A party and its parts of the columns.
  struct Seat {
    var rows: Int, options: Int
    var size: Double
    var must: Bool
    /// Where its loads begin, the options' dependence on shapes, its constraints, its variables and its pairs of these.
    var loads: Int, shape: Int, first: Int, variable: Int, pair: Int
    /// Its weight in the barrier, which its options share.
    var optionWeight: Double { size / Double(options) }
    /// The constraint u ≥ 0.
    var last: Int { first + options }
  }

  let count: Int
  let seats: OwnedColumn<Seat>
  let variable: OwnedColumn<Int32>
  let loads: OwnedColumn<Double>, shape: OwnedColumn<Double>, own: OwnedColumn<Double>
  /// By party.
  let surplus: OwnedColumn<Double>, surplusStep: OwnedColumn<Double>
  /// By constraint; `cross` is the product of the last steps, `stiffness` is λ ÷ σ.
  let slack: OwnedColumn<Double>, multiplier: OwnedColumn<Double>, stiffness: OwnedColumn<Double>
  let slackStep: OwnedColumn<Double>, multiplierStep: OwnedColumn<Double>, cross: OwnedColumn<Double>
  /// Parts of the matrix by pair of variables, and of the right-hand side by variable.
  let squares: OwnedColumn<Double>, pulls: OwnedColumn<Double>
  let scratch: OwnedColumn<Double>
  /// Pairs of places that hold one variable: their part enters the matrix from both sides of its diagonal.
  let doubled: [Int]

  init(_ parties: ArraySlice<Party>, _ patterns: [Pattern]) {
    count = parties.count
    var (loads, shapes) = ([Double](), [Double]())
    var places: [Int: (loads: Int, shape: Int)] = [:]
    var seats: [Seat] = []
    var (constraints, variables, pairs, most) = (0, 0, 0, 1)
    for party in parties {
      let pattern = patterns[party.pattern]
      let place = places[party.pattern] ?? (loads.count, shapes.count)
      if places.updateValue(place, forKey: party.pattern) == nil {
        loads += pattern.loads
        shapes += pattern.shape
      }
      let (rows, options) = (pattern.rows, pattern.shape.count)
      seats.append(
        Seat(
          rows: rows, options: options, size: party.size, must: party.must, loads: place.loads, shape: place.shape,
          first: constraints, variable: variables, pair: pairs))
      constraints += options + 1
      variables += rows + options
      pairs += (rows + options) * (rows + options + 1) / 2
      most = max(most, options + rows + options * rows)
    }
    self.seats = OwnedColumn(seats)
    self.loads = OwnedColumn(loads)
    shape = OwnedColumn(shapes)
    variable = OwnedColumn(parties.flatMap { $0.variables })
    own = OwnedColumn(parties.flatMap { $0.worth + [0] })
    func column(_ count: Int) -> OwnedColumn<Double> { OwnedColumn([Double](repeating: 0, count: count)) }
    (surplus, surplusStep) = (column(count), column(count))
    (slack, multiplier, stiffness) = (column(constraints), column(constraints), column(constraints))
    (slackStep, multiplierStep, cross) = (column(constraints), column(constraints), column(constraints))
    (squares, pulls, scratch) = (column(pairs), column(variables), column(most))
    doubled = Self.doubled(parties)
  }

  private static func doubled(_ parties: ArraySlice<Party>) -> [Int] {
    var (pair, doubled) = (0, [Int]())
    for party in parties {
      let hasRepeats = Set(party.variables).count < party.variables.count
      for a in party.variables.indices where hasRepeats {
        for b in a + 1..<party.variables.count where party.variables[a] == party.variables[b] {
          doubled.append(pair + a * party.variables.count - a * (a - 1) / 2 + b - a)
        }
      }
      pair += party.variables.count * (party.variables.count + 1) / 2
    }
    return doubled
  }

  /// Sum of the constraints' weights.
  var weight: Double {
    (0..<count).reduce(0) { $0 + seats[$1].size * (seats[$1].must ? 1 : 2) }
  }

  /// Σ a(o, j) × x(j).
  @inline(__always)
  func charge(_ seat: Seat, _ option: Int, _ x: UnsafeBufferPointer<Double>) -> Double {
    var sum = shape[seat.shape + option] * x[Int(variable[seat.variable + seat.rows + option])]
    let base = seat.loads + option * seat.rows
    for row in 0..<seat.rows { sum += loads[base + row] * x[Int(variable[seat.variable + row])] }
    return sum
  }

  /// Starts inside: every slack is positive, and every product of slack and multiplier is `mu` times its weight.
  func start(_ x: UnsafeBufferPointer<Double>, mu: Double, margin: Double) {
    for party in 0..<count {
      let seat = seats[party]
      var best = seat.must ? -Double.infinity : 0
      for option in 0..<seat.options {
        slack[seat.first + option] = charge(seat, option, x) - own[seat.first + option]
        best = max(best, -slack[seat.first + option])
      }
      surplus[party] = best + margin
      for at in seat.first..<seat.last {
        slack[at] += surplus[party]
        multiplier[at] = seat.optionWeight * mu / slack[at]
      }
      slack[seat.last] = seat.must ? 1 : surplus[party]
      multiplier[seat.last] = seat.must ? 0 : seat.size * mu / surplus[party]
    }
  }

  /// Where the entries of each party's part of the matrix belong.
  func positions(in factor: SparseFactor) -> [Int32] {
    var positions: [Int32] = []
    positions.reserveCapacity(squares.count)
    for party in 0..<count {
      let seat = seats[party]
      let mine = seat.variable..<seat.variable + seat.rows + seat.options
      for a in mine { for b in a..<mine.upperBound { positions.append(factor.position(variable[a], variable[b])) } }
    }
    return positions
  }
}
