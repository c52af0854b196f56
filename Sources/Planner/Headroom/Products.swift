import Facility
import PlanModel

extension Product {
  /// The shapes that sales can lease, for every kind installed; each at the innermost level whose zones can hold it.
  ///
  /// - Parameter inPieces: true for a kind of which less than a node can be leased.
  static func all(in facility: Facility, inPieces: (KindID) -> Bool) -> [Product] {
    var most = [Int](repeating: 0, count: Level.allCases.count * facility.kinds.count)
    var nodes = [Int](repeating: 0, count: facility.zones.count * facility.kinds.count)
    for bay in facility.bays {
      var at: ZoneID? = bay.zone
      while let zone = at {
        let cell = zone.index * facility.kinds.count + bay.kind.index
        nodes[cell] += bay.inService
        let level = facility.zones[zone].level.rawValue * facility.kinds.count + bay.kind.index
        most[level] = max(most[level], nodes[cell])
        at = facility.zones[zone].parent
      }
    }
    var products: [Product] = []
    for (at, kind) in facility.kinds.enumerated()
    where facility.installedNodes(of: KindID(at)) > 0 && !kind.isPosition {
      func add(_ name: String, gpus: Int, inside: Level? = nil) {
        let needed = (gpus + kind.gpus - 1) / kind.gpus
        let level =
          inside
          ?? Level.allCases.reversed().first {
            most[min($0.rawValue, Level.rack.rawValue) * facility.kinds.count + at] >= needed && $0 <= .rack
          }
          ?? facility.zones[0].level
        products.append(Product(name: name, kind: KindID(at), gpus: needed * kind.gpus, level: level))
      }
      if inPieces(KindID(at)) {
        for gpus in [1, 2, 4] where gpus < kind.gpus {
          products.append(
            Product(name: gpus == 1 ? "1 GPU" : "\(gpus) GPUs", kind: KindID(at), gpus: gpus, level: .node))
        }
      }
      add("node", gpus: kind.gpus, inside: .node)
      if kind.nvlinkDomain > kind.gpus {
        add("NVL\(kind.nvlinkDomain)", gpus: kind.nvlinkDomain, inside: kind.nvlinkSpans)
      }
      add("256", gpus: 256)
      add("1,024", gpus: 1_024)
      add("4,096", gpus: 4_096)
    }
    return products
  }
}
