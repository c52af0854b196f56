import Facility
import PlanModel
import Tenancy

/// The loads of a facility on one basis: what is drawn before any lease, and what a watt comes to at each limit.
struct BasisLoads {
  /// The column of the watts on this basis.
  let column: Int32
  /// mW by limit.
  let base: [Int64]
  let coefficients: LoadCoefficients

  /// The loads on the plan's basis, then those on each basis on which other limits are checked.
  ///
  /// - Complexity: O(bases × (bays × depth + stages)).
  static func all(_ context: CompileContext) -> [BasisLoads] {
    let own = BasisLoads(context, context.settings.basis, column: AmountColumns.watts)
    return [own] + context.columns.otherBases.map { BasisLoads(context, $0.basis, column: $0.column) }
  }

  private init(_ context: CompileContext, _ basis: Basis, column: Int32) {
    let facility = context.facility
    base = LoadCoefficients.base(of: facility, context.settings, on: basis)
    let limits = facility.power.map { stage in
      stage.limit.map { limit in
        Self.most(of: limit, on: stage.basis ?? context.settings.basis, as: basis, in: context)
      }
    }
    coefficients = LoadCoefficients(facility, squareLoss: .secant(above: base, limits: limits))
    self.column = column
  }

  /// The most that can flow on one basis where a limit holds on another: no node draws more on the one than so many times
  /// what it draws on the other, and losses grow with the square of that at most.
  private static func most(of limit: Watts, on stated: Basis, as basis: Basis, in context: CompileContext) -> Watts {
    guard stated != basis else { return limit }
    var profiles = Set(context.book.leases.lazy.map(\.profile))
    profiles.insert(context.facility.training)
    var ratio: Int64 = 1_000
    for kind in context.facility.kinds {
      for profile in profiles {
        let (more, less) = (kind.draw(profile, on: basis).milliwatts, kind.draw(profile, on: stated).milliwatts)
        ratio = max(ratio, more.scaledUp(1_000, over: max(1, less)))
      }
      ratio = max(
        ratio,
        kind.figure(on: basis).watts.milliwatts.scaledUp(1_000, over: max(1, kind.figure(on: stated).watts.milliwatts)))
    }
    return Watts(milliwatts: limit.milliwatts.scaledUp(ratio, over: 1_000).scaledUp(ratio, over: 1_000))
  }

  /// By limit, the position of the loads that count there.
  static func positions(_ context: CompileContext) -> [Int] {
    let others = context.columns.otherBases
    let stages = context.facility.power.map { stage in
      stage.basis.flatMap { basis in others.firstIndex { $0.basis == basis } }.map { $0 + 1 } ?? 0
    }
    return stages + [Int](repeating: 0, count: context.facility.cooling.count)
  }
}
