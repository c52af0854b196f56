/// The lengths of a step: of slacks and prices, and of multipliers.
typealias StepLengths = (slack: Double, multiplier: Double)

/// The ratio test of a step: the longest lengths that stay inside, and the complementarity Σ σ λ after the step.
struct RatioTest: Sendable {
  var longest: StepLengths = (1e30, 1e30)
  /// Σ σ λ, Σ Δσ λ, Σ σ Δλ, Σ Δσ Δλ.
  private var now = 0.0, bySlack = 0.0, byMultiplier = 0.0, byBoth = 0.0

  /// Adds one constraint.
  @inline(__always)
  mutating func add(slack: Double, multiplier: Double, slackStep: Double, multiplierStep: Double) {
    if slackStep < 0 { longest.slack = min(longest.slack, -slack / slackStep) }
    if multiplierStep < 0 { longest.multiplier = min(longest.multiplier, -multiplier / multiplierStep) }
    now += slack * multiplier
    bySlack += slackStep * multiplier
    byMultiplier += slack * multiplierStep
    byBoth += slackStep * multiplierStep
  }

  /// Adds the constraints of another test.
  mutating func add(_ other: RatioTest) {
    longest.slack = min(longest.slack, other.longest.slack)
    longest.multiplier = min(longest.multiplier, other.longest.multiplier)
    now += other.now
    bySlack += other.bySlack
    byMultiplier += other.byMultiplier
    byBoth += other.byBoth
  }

  /// Σ σ λ after steps of these lengths.
  func gap(_ length: StepLengths) -> Double {
    now + length.slack * bySlack + length.multiplier * byMultiplier + length.slack * length.multiplier * byBoth
  }
}

/// The contribution of choice sets to a Newton step.
///
/// With D = λ ÷ σ, the surplus taken out of the system, they add Aᵀ (D − D Dᵀ ÷ Σ D) A to its normal matrix, and to the
/// right-hand side each constraint's target, the value that its multiplier is to take but for the step of its slack.
extension ChoiceSets {
  /// Takes the steps, and prepares the next ones: D, the normal matrix, and the right-hand side for products of 0.
  ///
  /// - Returns: Σ size × surplus.
  func advance(_ length: StepLengths) -> Double {
    var total = 0.0
    for choice in 0..<count {
      let layout = layouts[choice]
      surplus[choice] += length.slack * surplusStep[choice]
      total += layout.size * surplus[choice]
      for at in layout.first...layout.last {
        slack[at] += length.slack * slackStep[at]
        multiplier[at] += length.multiplier * multiplierStep[at]
        scaling[at] = multiplier[at] / slack[at]
        cross[at] = 0
      }
      assembleNormalMatrix(layout)
      assembleRightHandSide(layout, mu: 0)
    }
    for at in repeatedPairs { normalMatrix[at] *= 2 }
    return total
  }

  @inline(__always)
  private func assembleNormalMatrix(_ layout: Layout) {
    let (rows, count) = (layout.rows, layout.options)
    let scale = scaling.start + layout.first, loads = loads.start + layout.loads,
      commodity = commodity.start + layout.commodity
    let mean = scratch.start, centered = scratch.start + rows
    var sum = scale[count]
    for row in 0..<rows { mean[row] = 0 }
    for at in 0..<count {
      sum += scale[at]
      for row in 0..<rows { mean[row] += scale[at] * loads[at * rows + row] }
    }
    for row in 0..<rows { mean[row] /= sum }
    for at in 0..<count {
      for row in 0..<rows { centered[at * rows + row] = scale[at] * (loads[at * rows + row] - mean[row]) }
    }
    var out = normalMatrix.start + layout.pair
    for a in 0..<rows {
      for b in a..<rows { out[b - a] = 0 }
      for at in 0..<count {
        let load = loads[at * rows + a]
        for b in a..<rows { out[b - a] += load * centered[at * rows + b] }
      }
      out += rows - a
      for at in 0..<count { out[at] = centered[at * rows + a] * commodity[at] }
      out += count
    }
    for a in 0..<count {
      let part = scale[a] * commodity[a]
      for b in a..<count { out[b - a] = -part * scale[b] / sum * commodity[b] }
      out[0] += part * commodity[a]
      out += count - a
    }
  }

  /// Computes the right-hand side for products of `mu`.
  func assembleRightHandSide(mu: Double) {
    for choice in 0..<count { assembleRightHandSide(layouts[choice], mu: mu) }
  }

  @inline(__always)
  private func assembleRightHandSide(_ layout: Layout, mu: Double) {
    let (sum, excess) = balance(layout, mu)
    let out = rightHandSide.start + layout.variable
    for row in 0..<layout.rows { out[row] = 0 }
    for option in 0..<layout.options {
      let at = layout.first + option
      let side = target(at, mu * layout.optionWeight) - scaling[at] * excess / sum
      let base = loads.start + layout.loads + option * layout.rows
      for row in 0..<layout.rows { out[row] += base[row] * side }
      out[layout.rows + option] = commodity[layout.commodity + option] * side
    }
  }

  /// The value that a multiplier is to take, but for the step of its slack.
  @inline(__always)
  private func target(_ at: Int, _ product: Double) -> Double { (product - cross[at]) / slack[at] }

  /// Σ D over the constraints of a choice set, and the excess of their targets over its size.
  @inline(__always)
  private func balance(_ layout: Layout, _ mu: Double) -> (sum: Double, excess: Double) {
    let weight = mu * layout.optionWeight
    var (sum, excess) = (scaling[layout.last], -layout.size)
    for at in layout.first..<layout.last {
      sum += scaling[at]
      excess += target(at, weight)
    }
    if !layout.isMandatory { excess += target(layout.last, mu * layout.size) }
    return (sum, excess)
  }

  /// Computes the step of every constraint from the step of the prices.
  ///
  /// - Parameter keepsCross: true if the next target corrects the error of this step.
  func step(_ x: UnsafeBufferPointer<Double>, mu: Double, keepsCross: Bool) -> RatioTest {
    var ratioTest = RatioTest()
    for choice in 0..<count {
      let layout = layouts[choice]
      let (sum, excess) = balance(layout, mu)
      var rise = excess
      for option in 0..<layout.options {
        let at = layout.first + option
        slackStep[at] = charge(layout, option: option, at: x)
        rise -= scaling[at] * slackStep[at]
      }
      rise /= sum
      surplusStep[choice] = rise
      for at in layout.first..<layout.last { slackStep[at] += rise }
      slackStep[layout.last] = layout.isMandatory ? 0 : rise
      for at in layout.first...layout.last {
        let product = at < layout.last ? mu * layout.optionWeight : layout.isMandatory ? 0 : mu * layout.size
        multiplierStep[at] = target(at, product) - multiplier[at] - scaling[at] * slackStep[at]
        ratioTest.add(
          slack: slack[at], multiplier: multiplier[at], slackStep: slackStep[at], multiplierStep: multiplierStep[at])
        if keepsCross { cross[at] = slackStep[at] * multiplierStep[at] }
      }
    }
    return ratioTest
  }
}
