internal import Facility
internal import Tenancy

/// An upper bound on the rent of fewer nodes than a lease asks for at most: for prices by GPU a line, with half a cent
/// for the rounding, else the rent of all.
struct RentUpperBound {
  private let flat: Int128, perNode: Int128

  init(of lease: Lease, demand: SizedDemand, kind: Kind) {
    let (price, gpus) = (lease.price, Int128(kind.gpus))
    let whole = Int128(max(demand.value, lease.rent(nodes: demand.least, of: kind))) * .picocentsPerCent
    let (cents, overflow) = (Int128(price.cents) * gpus).multipliedReportingOverflow(by: .picocentsPerCent)
    guard price.per == .gpu, price.cents >= 0, !overflow, cents < .costCeiling else {
      (flat, perNode) = (whole, 0)
      return
    }
    let hours = Int128(max(1, price.hours))
    (flat, perNode) = (.picocentsPerCent / 2, (cents + hours - 1) / hours)
  }

  /// The bound for a number of nodes.
  func on(_ nodes: Int) -> Int128 { flat.addingCosts(perNode, times: nodes) }
}
