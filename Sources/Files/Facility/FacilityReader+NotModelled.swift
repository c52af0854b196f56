import Facility
import Documents

extension FacilityReader {
  /// Adds to `facility.notModelled`, before what the file lists itself, the limits that it leaves out without a word.
  mutating func listWhatIsLeftOut(_ facility: inout Facility, at zone: NodeID?) {
    if facility.power.isEmpty { facility.notModelled.append("power: no stage is stated") }
    for element in facility.power where element.parent == nil && element.losesSomething {
      facility.notModelled.append("losses of \(element.name): the supply is metered at its output")
      guard let zone else { continue }
      input.warn(
        zone,
        "the losses of the outermost stage `\(element.name)` are not counted: the supply is metered at its output",
        suggestion: "put a stage before it that stands for the meter, such as {name: meter, rating: unknown}")
    }
    listHeat(&facility)
    let racks = Set(facility.bays.filter { !facility.kinds[$0.kind].isPosition }.map(\.zone))
    let bare = racks.count { facility.zones[$0].space == nil }
    if bare > 0 { facility.notModelled.append("rack space of \(bare) of \(racks.count) racks: no height is stated") }
    for basis in facility.namedBases {
      let silent = facility.kinds.indices.filter { kind in
        facility.kinds[kind].namedBases[basis] == nil && !facility.kinds[kind].isPosition
          && facility.bays.contains { $0.kind.index == kind }
      }
      guard !silent.isEmpty else { continue }
      let names = silent.map { facility.kinds[$0].name }.joined(separator: ", ")
      facility.notModelled.append("basis \(basis) of \(names): the nameplate stands for it")
    }
  }

  /// Heat that nothing is stated to take, by medium and kind.
  private func listHeat(_ facility: inout Facility) {
    var takes: [(liquid: Bool, air: Bool)] = Array(repeating: (false, false), count: facility.zones.count)
    for element in facility.cooling {
      if element.medium.takesLiquid { takes[element.zone.index].liquid = true }
      if element.medium.takesAir { takes[element.zone.index].air = true }
    }
    // Zones are stored depth first: the zone around each one is complete before it.
    for (at, zone) in facility.zones.enumerated() {
      guard let parent = zone.parent else { continue }
      takes[at].liquid = takes[at].liquid || takes[parent.index].liquid
      takes[at].air = takes[at].air || takes[parent.index].air
    }
    var bare: [(liquid: Bool, air: Bool)] = Array(repeating: (false, false), count: facility.kinds.count)
    // What stands in a rack position, and what it is cooled by, is the tenant's.
    for bay in facility.bays where !facility.kinds[bay.kind].isPosition {
      let liquid = facility.kinds[bay.kind].liquid
      let here = takes[bay.zone.index]
      if liquid > .zero, !here.liquid { bare[bay.kind.index].liquid = true }
      if liquid < .one, !here.air { bare[bay.kind.index].air = true }
    }
    for (at, kind) in facility.kinds.enumerated() {
      if bare[at].liquid { facility.notModelled.append("liquid heat of \(kind.name): nothing takes it everywhere") }
      if bare[at].air { facility.notModelled.append("air heat of \(kind.name): nothing takes it everywhere") }
    }
  }
}

extension PowerElement {
  /// True where it draws more than it hands on.
  fileprivate var losesSomething: Bool { efficiency < .one || noLoadLoss > .zero || squareLoss > .zero }
}
