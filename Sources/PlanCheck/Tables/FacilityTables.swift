internal import Facility

/// A facility as plain arrays indexed by id, in the shape in which flow and bound walk them; built once a check.
///
/// -1 stands for "none" throughout. O(zones + bays + stages) to build.
struct FacilityTables {
  /// The facility itself.
  let facility: Facility
  /// The zone around each zone, and one past its subtree.
  let parent: [Int], end: [Int]
  /// The stage that feeds each zone from outside.
  let intake: [Int]
  /// The stage that feeds each stage.
  let feeder: [Int]
  /// The first bay of each zone, and the next bay of the same zone: a rack holds few kinds.
  let firstBay: [Int], nextBay: [Int]
  /// The nodes in service of each bay.
  let inService: [Int]
  /// Spare rows, by zone, then rule.
  let spareRows: [SpareRow]
  /// The spare row that counts each bay's nodes.
  let spareRow: [Int]

  private let outletStart: [Int], outletList: [Int]
  private let provisionAt: [ProvisionKey: Int]

  private struct ProvisionKey: Hashable {
    var zone: Int, quantity: QuantityID
  }

  init(_ facility: Facility) {
    self.facility = facility
    let zones = facility.zones
    parent = zones.map { $0.parent?.index ?? -1 }
    end = zones.map { $0.end.index }
    intake = zones.map { $0.intake?.index ?? -1 }
    feeder = facility.power.map { $0.parent?.index ?? -1 }
    inService = facility.bays.map { max(0, $0.inService) }

    var start = [0]
    var list: [Int] = []
    for zone in zones {
      for outlet in zone.outlets { list.append(outlet.index) }
      start.append(list.count)
    }
    (outletStart, outletList) = (start, list)

    var first = [Int](repeating: -1, count: zones.count)
    var next = [Int](repeating: -1, count: facility.bays.count)
    for bay in facility.bays.indices.reversed() {
      let zone = facility.bays[bay].zone.index
      next[bay] = first[zone]
      first[zone] = bay
    }
    (firstBay, nextBay) = (first, next)
    let provisions = facility.provisions.enumerated().map {
      (ProvisionKey(zone: $1.zone.index, quantity: $1.quantity), $0)
    }
    provisionAt = Dictionary(provisions) { first, _ in first }
    (spareRows, spareRow) = SpareRow.rows(of: facility, parent: parent, inService: inService)
  }

  /// The stages that feed the racks and loads directly in a zone.
  func outlets(of zone: Int) -> ArraySlice<Int> { outletList[outletStart[zone]..<outletStart[zone + 1]] }

  /// The position of a zone's provision of a quantity; nil: it provides none.
  func provision(of quantity: QuantityID, in zone: Int) -> Int? {
    provisionAt[ProvisionKey(zone: zone, quantity: quantity)]
  }

  /// The bay of a kind in a rack; -1: none.
  func bay(in zone: Int, of kind: KindID) -> Int {
    guard firstBay.indices.contains(zone) else { return -1 }
    var bay = firstBay[zone]
    while bay >= 0, facility.bays[bay].kind != kind { bay = nextBay[bay] }
    return bay
  }

  /// For each zone the one that a gang at `level` may not leave: itself if it is at the level or further out, else that
  /// of the zone around it.
  func domains(at level: Level) -> [Int] {
    var domain = [Int](repeating: 0, count: parent.count)
    for zone in parent.indices {
      let inside = facility.zones[zone].level > level && parent[zone] >= 0
      domain[zone] = inside ? domain[parent[zone]] : zone
    }
    return domain
  }
}
