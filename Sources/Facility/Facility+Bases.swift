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
}
