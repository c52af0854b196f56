/// The parties' part in a Newton step. With D = λ ÷ σ, the surplus taken out of the system, they add
/// Aᵀ (D − D Dᵀ ÷ Σ D) A to its matrix, and each constraint pulls with what its multiplier is to become.
extension Parties {
  /// Lengths of steps of slacks and prices, and of multipliers.
  typealias Lengths = (slack: Double, multiplier: Double)

  /// What a step would do: the longest lengths that stay inside, and Σ σ λ, Σ Δσ λ, Σ σ Δλ, Σ Δσ Δλ.
  struct Outlook: Sendable {
    var longest: Lengths = (1e30, 1e30)
    var now = 0.0, bySlack = 0.0, byMultiplier = 0.0, byBoth = 0.0

    /// Counts one constraint.
    @inline(__always)
    mutating func count(_ slack: Double, _ multiplier: Double, _ slackStep: Double, _ multiplierStep: Double) {
      if slackStep < 0 { longest.slack = min(longest.slack, -slack / slackStep) }
      if multiplierStep < 0 { longest.multiplier = min(longest.multiplier, -multiplier / multiplierStep) }
      now += slack * multiplier
      bySlack += slackStep * multiplier
      byMultiplier += slack * multiplierStep
      byBoth += slackStep * multiplierStep
    }

    mutating func add(_ other: Outlook) {
      longest.slack = min(longest.slack, other.longest.slack)
      longest.multiplier = min(longest.multiplier, other.longest.multiplier)
      now += other.now
      bySlack += other.bySlack
      byMultiplier += other.byMultiplier
      byBoth += other.byBoth
    }

    /// Σ σ λ after steps of these lengths.
    func gap(_ length: Lengths) -> Double {
      now + length.slack * bySlack + length.multiplier * byMultiplier + length.slack * length.multiplier * byBoth
    }
  }

  /// Takes the steps, and prepares the next ones: D, the parts of the matrix, and of the right-hand side for products of 0.
  ///
  /// - Returns: Σ size × surplus.
  func advance(_ length: Lengths) -> Double {
    var total = 0.0
    for party in 0..<count {
      let seat = seats[party]
      surplus[party] += length.slack * surplusStep[party]
      total += seat.size * surplus[party]
      for at in seat.first...seat.last {
        slack[at] += length.slack * slackStep[at]
        multiplier[at] += length.multiplier * multiplierStep[at]
        stiffness[at] = multiplier[at] / slack[at]
        cross[at] = 0
      }
      assemble(seat)
      pull(seat, mu: 0)
    }
    for at in doubled { squares[at] *= 2 }
    return total
  }

  @inline(__always)
  private func assemble(_ seat: Seat) {
    let (rows, count) = (seat.rows, seat.options)
    let stiff = stiffness.start + seat.first, loads = loads.start + seat.loads, shape = shape.start + seat.shape
    let mean = scratch.start, bent = scratch.start + rows
    var sum = stiff[count]
    for row in 0..<rows { mean[row] = 0 }
    for at in 0..<count {
      sum += stiff[at]
      for row in 0..<rows { mean[row] += stiff[at] * loads[at * rows + row] }
    }
    for row in 0..<rows { mean[row] /= sum }
    for at in 0..<count {
      for row in 0..<rows { bent[at * rows + row] = stiff[at] * (loads[at * rows + row] - mean[row]) }
    }
    var out = squares.start + seat.pair
    for a in 0..<rows {
      for b in a..<rows { out[b - a] = 0 }
      for at in 0..<count {
        let load = loads[at * rows + a]
        for b in a..<rows { out[b - a] += load * bent[at * rows + b] }
      }
      out += rows - a
      for at in 0..<count { out[at] = bent[at * rows + a] * shape[at] }
      out += count
    }
    for a in 0..<count {
      let part = stiff[a] * shape[a]
      for b in a..<count { out[b - a] = -part * stiff[b] / sum * shape[b] }
      out[0] += part * shape[a]
      out += count - a
    }
  }

  /// Works out the right-hand side for products of `mu`.
  func pull(mu: Double) {
    for party in 0..<count { pull(seats[party], mu: mu) }
  }

  @inline(__always)
  private func pull(_ seat: Seat, mu: Double) {
    let (sum, excess) = balance(seat, mu)
    let out = pulls.start + seat.variable
    for row in 0..<seat.rows { out[row] = 0 }
    for option in 0..<seat.options {
      let at = seat.first + option
      let pull = target(at, mu * seat.optionWeight) - stiffness[at] * excess / sum
      let base = loads.start + seat.loads + option * seat.rows
      for row in 0..<seat.rows { out[row] += base[row] * pull }
      out[seat.rows + option] = shape[seat.shape + option] * pull
    }
  }

  /// What a multiplier is to become, but for the step of its slack.
  @inline(__always)
  private func target(_ at: Int, _ product: Double) -> Double { (product - cross[at]) / slack[at] }

  /// Σ D over a party's constraints, and by how much their targets exceed its size.
  @inline(__always)
  private func balance(_ seat: Seat, _ mu: Double) -> (sum: Double, excess: Double) {
    let weight = mu * seat.optionWeight
    var (sum, excess) = (stiffness[seat.last], -seat.size)
    for at in seat.first..<seat.last {
      sum += stiffness[at]
      excess += target(at, weight)
    }
    if !seat.must { excess += target(seat.last, mu * seat.size) }
    return (sum, excess)
  }

  /// Works out the step of every constraint from that of the prices.
  ///
  /// - Parameter keepsCross: whether the next target puts the error of this step right.
  func step(_ x: UnsafeBufferPointer<Double>, mu: Double, keepsCross: Bool) -> Outlook {
    var outlook = Outlook()
    for party in 0..<count {
      let seat = seats[party]
      let (sum, excess) = balance(seat, mu)
      var rise = excess
      for option in 0..<seat.options {
        let at = seat.first + option
        slackStep[at] = charge(seat, option, x)
        rise -= stiffness[at] * slackStep[at]
      }
      rise /= sum
      surplusStep[party] = rise
      for at in seat.first..<seat.last { slackStep[at] += rise }
      slackStep[seat.last] = seat.must ? 0 : rise
      for at in seat.first...seat.last {
        let product = at < seat.last ? mu * seat.optionWeight : seat.must ? 0 : mu * seat.size
        multiplierStep[at] = target(at, product) - multiplier[at] - stiffness[at] * slackStep[at]
        outlook.count(slack[at], multiplier[at], slackStep[at], multiplierStep[at])
        if keepsCross { cross[at] = slackStep[at] * multiplierStep[at] }
      }
    }
    return outlook
  }
}
