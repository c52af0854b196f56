/// Spares held for a kind, in every zone of a level.
public struct SpareRule: Hashable, Sendable {
  /// The number of them.
  public enum Rule: Hashable, Sendable {
    /// One for each started so many nodes in service.
    case per(Int)
    /// As many as are out for repair at once, at a confidence.
    case failures(FailureRate)
  }

  /// The kind.
  public var kind: KindID
  /// The number of them.
  public var rule: Rule
  /// Every zone of the level holds spares of its own; nodes that stand under none share those of the next zone further
  /// out.
  public var level: Level

  /// Makes a rule.
  public init(kind: KindID, rule: Rule, level: Level = Self.usualLevel) {
    self.kind = kind
    self.rule = rule
    self.level = level
  }

  /// Makes the rule `1 per` so many nodes.
  public init(kind: KindID, per: Int, level: Level = Self.usualLevel) {
    self.init(kind: kind, rule: .per(per), level: level)
  }

  /// The level of a rule that states none.
  public static let usualLevel = Level.pod

  /// Spares for `nodes` nodes in service, never more than there are.
  ///
  /// - Parameter gpus: GPUs in one node, where failures are counted by GPU.
  public func spares(for nodes: Int, gpus: Int) -> Int {
    guard nodes > 0 else { return 0 }
    switch rule {
    case .per(let per): return min(nodes, (nodes + per - 1) / per)
    case .failures(let rate): return min(nodes, rate.spares(gpus: nodes * gpus))
    }
  }
}

/// The rate at which nodes fail, and the time that a repair takes.
public struct FailureRate: Hashable, Sendable {
  /// Failures that take a node out, per 10⁶ GPU-days.
  public var perMillionGPUDays: Int64
  /// Hours until the node is back.
  public var repairHours: Int64
  /// The probability that the spares suffice: 99 %.
  public var confidence: Fraction

  /// Makes a rate.
  public init(perMillionGPUDays: Int64, repairHours: Int64, confidence: Fraction) {
    self.perMillionGPUDays = perMillionGPUDays
    self.repairHours = repairHours
    self.confidence = confidence
  }

  /// The smallest number of spares that suffices with the stated confidence for so many GPUs.
  ///
  /// Nodes out for repair follow a Poisson distribution with mean rate × GPUs × repair time (an M/G/∞ queue in its steady
  /// state: A. K. Erlang's loss model without a limit, R. Syski, *Introduction to Congestion Theory*, 1960). Terms are taken
  /// relative to the largest one, with + − × ÷ only, so that the answer is the same on every machine.
  ///
  /// - Complexity: O(√mean).
  public func spares(gpus: Int) -> Int {
    let mean = Double(perMillionGPUDays) / 1e6 * Double(gpus) * Double(repairHours) / 24
    guard mean > 0 else { return 0 }
    // Beyond any site; the quantile is the mean to within a thousandth.
    guard mean < 1e8 else { return Int(min(mean, 1e18)) }
    let mode = Int(mean)
    // Below the mode, from the largest term down to where nothing is left to add.
    var below: [Double] = []
    var term = 1.0
    var k = mode
    while k > 0, term > 1e-18 {
      term = term * Double(k) / mean
      k -= 1
      below.append(term)
    }
    let lower = below.reversed().reduce(0, +)
    var upper: [Double] = []
    term = 1
    k = mode
    repeat {
      k += 1
      term = term * mean / Double(k)
      upper.append(term)
    } while term > 1e-18
    let all = lower + 1 + upper.reversed().reduce(0, +)
    let needed = all * confidence.value
    var sum = 0.0
    for (at, term) in below.reversed().enumerated() {
      sum += term
      if sum >= needed { return mode - below.count + at }
    }
    sum += 1
    if sum >= needed { return mode }
    for (at, term) in upper.enumerated() {
      sum += term
      if sum >= needed { return mode + 1 + at }
    }
    return mode + upper.count
  }
}
