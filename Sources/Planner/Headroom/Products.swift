import Facility
import Packing
import PlanModel
import Tenancy

extension CompiledProblem {
  /// Adds an option for every product: what a lease of that shape becomes that states no rule.
  mutating func addProbes() {
    for product in Self.products(of: facility) {
      let lease = Lease(
        name: product.name, tenant: TenantID(0), demand: .gpus(product.gpus), kind: product.kind, level: product.level,
        profile: facility.training, status: .proposal(probability: .one), price: Price(cents: 0, hours: 1, per: .lease))
      let nodes = product.gpus / facility.kinds[product.kind].gpus
      let sized = SizedDemand(kind: product.kind, nodes: nodes...nodes)
      for run in runs(of: lease, sized) {
        probes.append((product, OptionIndex(instance.options.count)))
        instance.options.append(option(of: lease, sized, run.nodes, segment: run.segment))
      }
    }
  }

  /// Adds options for pieces of every size of the kinds of which the book leases pieces: with domains, then without.
  mutating func addPieceProbes() {
    for (at, kind) in facility.kinds.enumerated() where instance.nodeSlots[at] > 1 {
      pieceProbes[KindID(at)] = OptionIndex(instance.options.count)
      for splits in [false, true] {
        for gpus in 1...kind.gpus {
          var option = PackingOption(
            kind: Int32(at), level: Int32(Level.node.rawValue), units: 1, slots: Int32(gpus), value: 0,
            amounts: columns.none)
          option.splits = splits
          instance.options.append(option)
        }
      }
    }
  }

  /// The option that asks whether a piece of so many GPUs still fits; nil where the book leases no pieces of the kind.
  func pieceProbe(_ kind: KindID, gpus: Int, splits: Bool) -> OptionIndex? {
    pieceProbes[kind].map { OptionIndex($0.offset + (splits ? facility.kinds[kind].gpus : 0) + gpus - 1) }
  }

  /// The shapes that sales can lease, for every kind installed; each at the innermost level whose zones can hold it.
  static func products(of facility: Facility) -> [Product] {
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
      add("node", gpus: kind.gpus, inside: .node)
      if kind.nvlinkDomain > kind.gpus { add("NVL\(kind.nvlinkDomain)", gpus: kind.nvlinkDomain, inside: .rack) }
      add("256", gpus: 256)
      add("1,024", gpus: 1_024)
      add("4,096", gpus: 4_096)
    }
    return products
  }
}
