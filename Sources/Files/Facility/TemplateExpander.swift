import Facility
import Documents

/// Expands blueprints into zones: depth first, names numbered, nothing else yet.
struct TemplateExpander {
  private(set) var zones: [Zone] = []
  /// For each zone, its position in `specs`; copies share it until an override parts them.
  private(set) var specOf: [Int32] = []
  private(set) var specs: [Blueprint]

  init(root: ChildSpec, blueprints: [Blueprint]) {
    specs = blueprints
    let count = blueprints[root.blueprint].zoneCount
    zones.reserveCapacity(count)
    specOf.reserveCapacity(count)
    expand(root.blueprint, named: root.name, under: nil)
  }

  // Recursion is as deep as there are levels, which go inwards only.
  private mutating func expand(_ blueprint: Int, named name: String, under parent: ZoneID?) {
    let zone = zones.count
    zones.append(Zone(name: name, level: specs[blueprint].level ?? .site, parent: parent, end: ZoneID(0)))
    specOf.append(Int32(blueprint))
    for i in specs[blueprint].children.indices {
      let child = specs[blueprint].children[i]
      for copy in 0..<child.count { expand(child.blueprint, named: child.name(at: copy), under: ZoneID(zone)) }
    }
    zones[zone].end = ZoneID(zones.count)
  }

  /// Changes what some zones are made from; zones that shared a spec and are all changed share the changed one.
  mutating func change(_ changed: [ZoneID], _ body: (inout Blueprint) -> Void) {
    var newSpec: [Int32: Int32] = [:]
    for zone in changed {
      let old = specOf[zone.index]
      if let new = newSpec[old] {
        specOf[zone.index] = new
      } else {
        var spec = specs[Int(old)]
        body(&spec)
        let new = Int32(specs.count)
        specs.append(spec)
        newSpec[old] = new
        specOf[zone.index] = new
      }
    }
  }
}
