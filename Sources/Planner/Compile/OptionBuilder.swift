import Facility
import Packing
import PlanModel
import Tenancy

/// The leases of a book and the probes beside them, as options.
struct CompiledOptions: Sendable {
  /// The tables of the instance.
  let options: OptionTable, leases: LeaseTable, divisions: [DivisionTable]
  /// The key of each division.
  let divisionKeys: [DivisionKey]
  /// By lease: its size on each kind that may serve it, in the tenant's order.
  let demands: [[SizedDemand]]
  /// The products whose headroom is asked for.
  let probes: [ProductProbe]
  /// Of kinds of which pieces are leased: the first of the options for pieces of every size.
  let pieceProbes: [KindID: OptionIndex]
}

/// Builds the options of every lease, then those of the probes.
struct OptionBuilder {
  let context: CompileContext
  /// True where racks stand under leaves.
  let hasLeaves: Bool
  var options = OptionTable()
  var leases = LeaseTable()
  var demands: [[SizedDemand]] = []
  var probes: [ProductProbe] = []
  var pieceProbes: [KindID: OptionIndex] = [:]
  var sizer: DemandSizer
  private var divisions: DivisionBuilder

  var facility: Facility { context.facility }

  /// Builds everything.
  ///
  /// - Parameter supply: by bay, the coefficient of its watts at the supply without square losses; empty where nothing
  ///   is metered.
  /// - Complexity: O(leases × kinds of a lease + divisions × bays × depth).
  static func build(_ context: CompileContext, supply: [Int64]) -> CompiledOptions {
    var builder = OptionBuilder(context, supply: supply)
    builder.addLeases()
    builder.addProductProbes()
    builder.addPieceProbes()
    return CompiledOptions(
      options: builder.options, leases: builder.leases, divisions: builder.divisions.tables,
      divisionKeys: builder.divisions.keys, demands: builder.demands, probes: builder.probes,
      pieceProbes: builder.pieceProbes)
  }

  private init(_ context: CompileContext, supply: [Int64]) {
    self.context = context
    hasLeaves = context.facility.zones.contains { $0.level == .leaf }
    sizer = DemandSizer(context, supply: supply)
    divisions = DivisionBuilder(context.facility)
  }

  /// Adds the option of a lease on one kind, if it has a size there.
  mutating func addOption(of lease: Lease, _ sized: SizedDemand) {
    if facility.cannotHold(lease, sized) { return }
    for nodes in facility.sizes(of: lease, sized) { options.append(option(of: lease, sized, nodes)) }
  }

  /// A lease on so many nodes of a kind, with all its rules.
  mutating func option(of lease: Lease, _ sized: SizedDemand, _ nodes: ClosedRange<Int>) -> PackingOption {
    let kind = facility.kinds[sized.kind]
    var option = PackingOption(
      kind: sized.kind.raw, level: Int32(lease.level.rawValue), units: Int32(clamping: nodes.upperBound),
      slots: sized.piece.map { Int32($0) } ?? context.nodes.ofNode[sized.kind.index],
      value: lease.rent(nodes: nodes.upperBound, of: kind),
      amounts: context.columns.amounts(of: lease, on: kind, sized, context.settings))
    option.least = Int32(clamping: nodes.lowerBound)
    if nodes.count > 1 { option.unitValue = lease.price.perNode(of: kind) }
    option.keptValue = lease.keptRent(nodes: nodes.upperBound, of: kind)
    let segmentLevel = lease.segmentLevel(on: kind)
    // What stays in one zone of the level anyway has nothing to keep together.
    if segmentLevel == .rack || segmentLevel > lease.level {
      option.block = Int32(clamping: lease.segment(on: kind))
      if segmentLevel != .rack { option.blockLevel = Int32(segmentLevel.rawValue) }
    }
    if lease.prefersOneDomain(of: kind) { option.preferredLevel = Int32(kind.nvlinkSpans.rawValue) }
    if sized.piece != nil {
      option.splits = lease.numa != .single
      option.prefersOneDomain = lease.numa == nil
    }
    option.within = ZoneIndex(lease.within?.index ?? 0)
    option.exclusive = exclusion(of: lease, on: kind).map { divisions.number(of: $0) } ?? -1
    if let spread = lease.spread {
      option.spread = divisions.number(of: .parts(spread.over))
      option.spreadShare = spread.atMost.ppm
    }
    switch lease.expands?.reach {
    case .within(let level): option.affinityDivision = divisions.number(of: .parts(.zones(level)))
    case .adjacent: (option.affinityDivision, option.affinityReach) = (divisions.number(of: .parents), 1)
    case nil: break
    }
    option.affinity = lease.expands.map { LeaseIndex($0.lease.index) }
    return option
  }

  /// The division whose parts a lease does not share; nil: it shares them all. A node is never shared with whole nodes.
  private func exclusion(of lease: Lease, on kind: Kind) -> DivisionKey? {
    switch lease.exclusive {
    case .none, .node: return nil
    case .nvlink: return kind.nodesPerNVLinkDomain > 1 ? .parts(.zones(kind.nvlinkSpans)) : nil
    case .parts(let division): return .parts(division)
    case .byDefault:
      let asked =
        switch lease.demand {
        case .gpus(let asked), .elastic(_, let asked): asked
        case .all, .megawatts, .space, .pool: 0
        }
      let isLarge = asked >= Exclusive.defaultFrom && !lease.isPlaced
      return isLarge && hasLeaves ? .leaves : nil
    }
  }
}

extension Price {
  /// The worth of a whole node of an elastic lease, in whole cents per hour, rounded down.
  ///
  /// With a whole number of cents u ≤ the exact rent of a node, ⌊x − u·n + ½⌋ = ⌊x + ½⌋ − u·n: n nodes fewer are never
  /// said to be worth less than the rent that they are billed.
  fileprivate func perNode(of kind: Kind) -> Int64 {
    per == .gpu ? cents.multipliedSaturating(by: Int64(kind.gpus)).scaledDown(1, over: hours) : 0
  }
}
