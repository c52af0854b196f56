import Facility
import PlanModel
import Tenancy

/// The slots of a node of each kind: GPUs by domain where the book leases pieces of the kind, else one for the whole
/// node.
struct NodeSlots: Sendable {
  /// By kind: slots of one node, at least 1.
  let ofNode: [Int32]
  /// By kind: slots of each domain of a node; empty where no kind is leased in pieces.
  let byDomain: [[Int32]]
  /// The amounts of a node itself once pieces open it: kinds × columns, row-major; empty where no kind is leased in
  /// pieces.
  let amounts: [Int64]

  /// - Complexity: O(leases × kinds of a lease).
  init(_ facility: Facility, _ book: Book, columns: AmountColumns, settings: PlanSettings) {
    var isSliced = [Bool](repeating: false, count: facility.kinds.count)
    let gpus = facility.kinds.map(\.gpus)
    for at in book.leases.indices {
      for kind in book.leases[at].kinds where book.leases[at].pieceGPUs(ofNodeOf: gpus[kind.index]) != nil {
        isSliced[kind.index] = true
      }
    }
    let domains = facility.kinds.indices.map { at in
      isSliced[at] ? facility.kinds[at].gpusByDomain.map { Int32(clamping: $0) } : [1]
    }
    ofNode = domains.map { max(1, $0.reduce(0, +)) }
    guard isSliced.contains(true) else {
      (byDomain, amounts) = ([], [])
      return
    }
    byDomain = domains
    amounts = facility.kinds.enumerated().flatMap { at, kind in
      isSliced[at] ? columns.ofOpenedNode(kind, settings) : columns.none
    }
  }
}

extension Kind {
  /// GPUs of a node by NUMA domain, adding up to its GPUs.
  var gpusByDomain: [Int] {
    let domains = numaDomains.map(\.gpus)
    return domains.reduce(0, +) == gpus ? domains : [gpus]
  }
}
