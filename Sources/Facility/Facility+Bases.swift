extension Facility {
  /// The bases on which limits are checked beside a plan's own, each once, in the order of the stages that state them.
  ///
  /// - Complexity: O(stages).
  public func otherBases(than basis: Basis) -> [Basis] {
    var others: [Basis] = []
    for stage in power {
      if let own = stage.basis, own != basis, stage.limit != nil, !others.contains(own) { others.append(own) }
    }
    return others
  }

  /// The basis on which the supply is metered: that of the stages without a parent where they state one and the same; else
  /// a plan's own.
  public func supplyBasis(of plan: Basis) -> Basis {
    let roots = power.filter { $0.parent == nil }
    guard let basis = roots.first?.basis, roots.allSatisfy({ $0.basis == basis && $0.limit != nil }) else {
      return plan
    }
    return basis
  }

  /// The stages that state a basis of their own, each name and basis once, in the order of the chain.
  public var statedBases: [(stage: String, basis: Basis)] {
    var stated: [(stage: String, basis: Basis)] = []
    for element in power where element.limit != nil {
      guard let basis = element.basis, !stated.contains(where: { $0 == (element.stage, basis) }) else { continue }
      stated.append((element.stage, basis))
    }
    return stated
  }
}
