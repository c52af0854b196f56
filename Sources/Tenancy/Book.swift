/// The tenants of a facility and what they lease or would lease.
public struct Book: Sendable {
  /// The tenants, in file order.
  public var tenants: [Tenant]
  /// The leases, in file order.
  public var leases: [Lease]
  /// The stretches that dates cut the horizon into, in order; without dates one, the whole horizon.
  public var periods: [Period] = [.all]

  /// Makes a book.
  public init(tenants: [Tenant] = [], leases: [Lease] = []) {
    self.tenants = tenants
    self.leases = leases
  }
}
