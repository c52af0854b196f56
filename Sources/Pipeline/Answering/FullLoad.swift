public import Facility
internal import PlanCheck
public import PlanModel
internal import Tenancy

/// A facility with every node in service at work: its draw, and the load on each limit.
public struct FullLoad: Sendable {
  /// The draw with every node at a basis, for each basis of the facility.
  public let draws: [BasisDraw]
  /// Every limit with every node at training load.
  public let loadings: [Loading]

  /// Works it out.
  ///
  /// - Complexity: that of a check of one lease a kind.
  public init(of facility: Facility) {
    draws = facility.drawsByBasis
    var book = Book(tenants: [Tenant(name: "everything")])
    var plan = Plan()
    for kind in facility.kinds.indices.map({ KindID($0) }) {
      let parts = facility.bays.filter { $0.kind == kind && $0.inService > 0 }
        .map { PlacementPart(zone: $0.zone, nodes: $0.inService) }
      guard !parts.isEmpty else { continue }
      book.leases.append(
        Lease(
          name: facility.kinds[kind].name, tenant: TenantID(0), demand: .all, kind: kind,
          level: facility.zones[0].level, price: Price(cents: 0, hours: 1, per: .lease)))
      plan.placements.append(
        Placement(lease: LeaseID(book.leases.count - 1), option: LeaseOption(kind: kind), parts: parts))
    }
    loadings = PlanCheck.check(plan, facility: facility, book: book).loadings
  }
}

extension Facility {
  /// The draw with every node at a basis, for each basis.
  var drawsByBasis: [BasisDraw] {
    bases.map { basis in
      let draw = PlanCheck.supplyDraw(of: self, everyNodeAt: basis)
      return BasisDraw(basis: basis, supply: draw.supply, nodes: draw.nodes)
    }
  }
}
