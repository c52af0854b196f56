import Facility
import Packing
import PlanModel
import Tenancy

extension CompiledProblem {
  /// By bay: true where leases that may not move fill it.
  func filledByPins() -> [Bool] {
    var free = instance.bays.slots
    for lease in 0..<instance.leases.count where instance.leases.moveCost[lease] < 0 {
      guard let option = instance.optionRange(of: LeaseIndex(lease)).first else { continue }
      for pin in instance.pinRange(of: LeaseIndex(lease)) {
        free[instance.leases.pinBay[pin].offset] -= instance.leases.pinUnits[pin] * instance.options.slots[option]
      }
    }
    return free.indices.map { instance.bays.slots[$0] > 0 && free[$0] <= 0 }
  }

  /// The most that any lease pays for a node, cents per hour.
  func mostRentPerNode() -> Int64 {
    let options = instance.options
    return (0..<options.count).reduce(Int64(0)) { most, option in
      let slots = Int64(options.least[option]) * Int64(options.slots[option])
      let nodeSlots = Int64(instance.nodeSlots[Int(options.kind[option])])
      return max(most, options.value[option].scaledUp(nodeSlots, over: max(1, slots)))
    }
  }
}
