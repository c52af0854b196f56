import Facility
import PlanModel
import Documents

/// Finds the resources of a facility by the names that plans give them.
struct ResourceLookup {
  private let facility: Facility
  private let zones: ZoneLookup
  private let racks: BaysByRack
  /// Zones' first elements: the tables are in zone order.
  private let firstPower: [Int32]
  private let firstCooling: [Int32]

  init(_ facility: Facility, zones: ZoneLookup) {
    self.facility = facility
    self.zones = zones
    racks = BaysByRack(facility)
    firstPower = Self.starts(facility.power.map(\.zone), zones: facility.zones.count)
    firstCooling = Self.starts(facility.cooling.map(\.zone), zones: facility.zones.count)
  }

  private static func starts(_ zones: [ZoneID], zones count: Int) -> [Int32] {
    var starts = Array(repeating: Int32(0), count: count + 1)
    for zone in zones { starts[zone.index + 1] += 1 }
    for i in 1..<starts.count { starts[i] += starts[i - 1] }
    return starts
  }

  /// Everything in a zone that has a capacity, with its name there.
  private func resources(in zone: ZoneID, _ body: (String, Resource) -> Void) {
    for i in firstPower[zone.index]..<firstPower[zone.index + 1] {
      body(facility.power[Int(i)].name, .power(PowerID(Int(i))))
    }
    for i in firstCooling[zone.index]..<firstCooling[zone.index + 1] {
      body(facility.cooling[Int(i)].name, .cooling(CoolingID(Int(i))))
    }
    if facility.zones[zone].space != nil { body("space", .space(zone)) }
    for bay in racks.bays(of: zone) {
      body("nodes:" + facility.kinds[facility.bays[bay].kind].name, .nodes(BayID(bay)))
    }
    for rule in facility.spares { body("spares:" + facility.kinds[rule.kind].name, .spares(zone, rule.kind)) }
    for provision in facility.provisions where provision.zone == zone {
      body("quantity:" + facility.quantities[provision.quantity].name, .quantity(zone, provision.quantity))
    }
  }

  /// The resources that a pattern names; it throws where there are none.
  func resources(matching text: String) throws(InputError) -> [Resource] {
    var path = try PathPattern(text)
    let local = path.components.removeLast()
    if local == .anyDepth { throw InputError("`\(text)` does not end in the name of a resource") }
    let found = path.components.isEmpty ? [ZoneID(0)] : zones.zones(matching: path)
    if found.isEmpty { throw zones.noMatch(for: text, path) }
    var result: [Resource] = []
    for zone in found {
      resources(in: zone) { name, resource in if local.matches(name) { result.append(resource) } }
    }
    if !result.isEmpty { return result }
    var names: [String] = []
    resources(in: found[0]) { name, _ in names.append(name) }
    let wanted = text.split(separator: "/").last.map(String.init) ?? text
    throw InputError(
      "there is no resource `\(text)`",
      expected: names.isEmpty ? "a resource; there is none in this zone" : alternatives(Array(names.prefix(12))),
      suggestion: didYouMean(wanted, names))
  }
}
