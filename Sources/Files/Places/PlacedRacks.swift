import Facility
import Documents

/// The racks of some zones on which a lease stands, with so many nodes of its kind in each.
struct PlacedRacks {
  let facility: Facility
  let racks: BaysByRack
  /// The kinds that it may stand on; empty: the only kind of node that there is.
  let kinds: [KindID]
  /// Nodes in each rack; nil: all in service.
  let nodes: Int?
  private(set) var parts: [(bay: BayID, nodes: Int)] = []

  init(facility: Facility, racks: BaysByRack, kinds: [KindID], nodes: Int?) {
    self.facility = facility
    self.racks = racks
    self.kinds = kinds
    self.nodes = nodes
  }

  /// Takes nodes in the racks under some zones; what is wrong with that, if anything.
  mutating func add(_ zones: [ZoneID]) -> InputError? {
    let before = parts.count
    var covered = 0
    for zone in zones where zone.index >= covered {
      covered = facility.zones[zone].end.index
      for i in racks.bays(under: zone, facility.zones) {
        let bay = facility.bays[i]
        if kinds.isEmpty ? facility.kinds[bay.kind].isPosition : !kinds.contains(bay.kind) { continue }
        let count = nodes ?? bay.inService
        if count > bay.inService {
          return InputError(
            "`\(facility.path(of: bay.zone))` has \(bay.inService) nodes in service, not \(count)",
            expected: "at most \(bay.inService) nodes in each rack")
        }
        if count > 0 { parts.append((BayID(i), count)) }
      }
    }
    return problem(in: parts[before...])
  }

  private func problem(in parts: ArraySlice<(bay: BayID, nodes: Int)>) -> InputError? {
    guard let first = parts.first else {
      let names = kinds.map { "`\(facility.kinds[$0].name)`" }
      let what =
        names.isEmpty ? "nodes in service" : "nodes of the kind \(alternatives(names)) in service"
      return InputError("there are no \(what) here")
    }
    let found = facility.bays[first.bay].kind
    guard let other = parts.first(where: { facility.bays[$0.bay].kind != found }) else { return nil }
    let second = facility.bays[other.bay].kind
    return InputError(
      "`\(facility.kinds[found].name)` and `\(facility.kinds[second].name)` stand here",
      expected: kinds.isEmpty ? "`kind:` says which of them the lease has" : "places on one kind")
  }
}
