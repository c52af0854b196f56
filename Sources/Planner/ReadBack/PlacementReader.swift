import Facility
import Packing
import PlanModel
import Tenancy

/// Reads gangs as placements: zones for bays, and the numbers of nodes that pieces lie on.
struct PlacementReader {
  private let facility: Facility
  private let kindOfOption: [Int32]
  /// A cache of the numbers of the nodes in service, of bays that hold pieces.
  private var numbers: [BayIndex: [Int]] = [:]

  init(_ problem: CompiledProblem) {
    (facility, kindOfOption) = (problem.facility, problem.instance.options.kind)
  }

  /// The placement of a gang.
  ///
  /// - Complexity: O(parts), and O(nodes of the bay) for the first piece in a bay.
  mutating func placement(of gang: PlacedGang) -> Placement {
    let parts = gang.parts.map { part in
      let bay = facility.bays[part.bay.offset]
      guard let piece = gang.piece else { return PlacementPart(zone: bay.zone, nodes: part.units) }
      let inBay = numbers[part.bay] ?? bay.numbersInService
      numbers[part.bay] = inBay
      return PlacementPart(
        zone: bay.zone, nodes: 0, piece: Piece(node: inBay[Int(piece.node)], gpus: piece.slots.map { Int($0) }))
    }
    return Placement(
      lease: gang.lease, option: LeaseOption(kind: KindID(Int(kindOfOption[gang.option]))), parts: parts)
  }
}

extension CompiledProblem {
  /// The rent of a placed lease, cents per hour.
  func rent(_ placement: Placement) -> Int64 {
    book.leases[placement.lease].rent(nodes: units(placement), of: facility.kinds[placement.kind])
  }

  /// The rent of a placed lease as far as it counts as kept, cents per hour.
  func keptRent(_ placement: Placement) -> Int64 {
    book.leases[placement.lease].keptRent(nodes: units(placement), of: facility.kinds[placement.kind])
  }

  /// Nodes of a placement; 1 for a piece of one.
  private func units(_ placement: Placement) -> Int {
    placement.parts.reduce(0) { $0 + ($1.piece == nil ? $1.nodes : 1) }
  }

  /// The cost of moving a lease from where it stands today to where a plan has it, cents per hour; 0 where it may not
  /// move.
  ///
  /// A node is moved if fewer stand in its rack than today; a piece, if it lies anywhere else.
  func moveCost(_ placement: Placement) -> Int64 {
    let lease = book.leases[placement.lease]
    guard lease.isPlaced, let cost = lease.movable else { return 0 }
    var moved = 0
    for range in lease.placed {
      let here = placement.parts.first { $0.zone == range.zone }
      if let piece = range.piece {
        moved += here?.piece == piece ? 0 : 1
      } else {
        moved += max(0, range.nodes - (here?.nodes ?? 0))
      }
    }
    return cost.centsPerHour(nodes: moved)
  }
}
