import Facility
public import Packing
public import PlanModel
import Tenancy

/// A product with the option that asks whether one more of it fits.
public struct ProductProbe: Sendable {
  /// The product.
  public let product: Product
  /// Its option, past those of the leases.
  public let option: OptionIndex
}

extension OptionBuilder {
  /// Adds an option for every product: what a lease of that shape becomes that states no rule.
  mutating func addProductProbes() {
    for product in Product.all(in: facility, inPieces: { context.nodes.ofNode[$0.index] > 1 }) {
      let lease = Lease(
        name: product.name, tenant: TenantID(0), demand: .gpus(product.gpus), kind: product.kind, level: product.level,
        profile: facility.training, status: .proposal(probability: .one), price: Price(cents: 0, hours: 1, per: .lease))
      let gpus = facility.kinds[product.kind].gpus
      let nodes = max(1, product.gpus / gpus)
      let piece = product.gpus < gpus ? product.gpus : nil
      let sized = SizedDemand(kind: product.kind, nodes: nodes...nodes, piece: piece)
      for size in facility.sizes(of: lease, sized) {
        probes.append(ProductProbe(product: product, option: OptionIndex(options.count)))
        options.append(option(of: lease, sized, size))
      }
    }
  }

  /// Adds options for pieces of every size of the kinds of which the book leases pieces: with domains, then without.
  mutating func addPieceProbes() {
    for (at, kind) in facility.kinds.enumerated() where context.nodes.ofNode[at] > 1 {
      pieceProbes[KindID(at)] = OptionIndex(options.count)
      for splits in [false, true] {
        for gpus in 1...kind.gpus {
          var option = PackingOption(
            kind: Int32(at), level: Int32(Level.node.rawValue), units: 1, slots: Int32(gpus), value: 0,
            amounts: context.columns.none)
          option.splits = splits
          options.append(option)
        }
      }
    }
  }
}
