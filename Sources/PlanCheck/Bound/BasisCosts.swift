internal import Facility
internal import PlanModel

/// The least cost of one more leased node at prices of limits on several bases: each limit counts what the node adds on its
/// own basis, so the costs on all bases add up.
struct BasisCosts {
  private var own: NodeCost
  private var others: [NodeCost]
  private var scratch: [Int128]

  init(in context: CheckContext, at prices: Prices) {
    let elsewhere = context.others.flatMap(\.stages)
    own = NodeCost(in: context.tables, at: elsewhere.isEmpty ? prices : prices.without(elsewhere))
    others = context.others.map { NodeCost(in: context.tables, at: prices.only($0.stages)) }
    scratch = [Int128](repeating: 0, count: others.isEmpty ? 0 : context.facility.bays.count)
  }

  /// Writes the cost of a marginal load in each of `bays`, which are those of its kind.
  mutating func write(_ marginalLoad: MarginalLoad, bays: [Int], to costs: inout [Int128]) {
    own.write(marginalLoad, bays: bays, to: &costs)
    for at in others.indices {
      others[at].write(marginalLoad.on(at), bays: bays, to: &scratch)
      for bay in bays { costs[bay] = min(.costCeiling, costs[bay] + scratch[bay]) }
    }
  }
}
