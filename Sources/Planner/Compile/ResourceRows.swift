import Facility
import PlanModel

/// The row of each resource: a hundred thousand of them are looked up in every plan.
struct ResourceRows {
  private var power: [Int32], cooling: [Int32], space: [Int32]
  private var others: [Resource: Int32] = [:]

  /// - Complexity: O(rows + stages + zones).
  init(_ problem: CompiledProblem) {
    power = Array(repeating: -1, count: problem.facility.power.count)
    cooling = Array(repeating: -1, count: problem.facility.cooling.count)
    space = Array(repeating: -1, count: problem.facility.zones.count)
    for (row, resource) in problem.resources.enumerated() {
      switch resource {
      case .power(let id): power[id.index] = Int32(row)
      case .cooling(let id): cooling[id.index] = Int32(row)
      case .space(let zone): space[zone.index] = Int32(row)
      case .nodes, .spares, .quantity: others[resource] = Int32(row)
      }
    }
  }

  /// The row of a resource; nil where it has none.
  subscript(resource: Resource) -> Int? {
    let row: Int32? =
      switch resource {
      case .power(let id): power[id.index]
      case .cooling(let id): cooling[id.index]
      case .space(let zone): space[zone.index]
      // Bays are no rows.
      case .nodes: nil
      case .spares, .quantity: others[resource]
      }
    return row.flatMap { $0 < 0 ? nil : Int($0) }
  }
}
