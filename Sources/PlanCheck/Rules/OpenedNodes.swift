internal import Facility
internal import PlanModel
internal import Tenancy

/// The nodes of which pieces are leased, with the GPUs taken in each of their NUMA domains. Opened as a bin is in bin
/// packing.
struct OpenedNodes {
  /// Nodes opened in each bay.
  private(set) var count: [Int64]
  /// GPUs taken, bay by bay, node by node, domain by domain; −1 in a node that is not opened. Empty before the first
  /// piece.
  private var used: [Int32] = []
  /// The position in it at which each bay's nodes begin.
  private let start: [Int]

  /// By kind: GPUs of a node by NUMA domain.
  private let domains: [[Int]]

  init(_ facility: Facility) {
    count = Array(repeating: 0, count: facility.bays.count)
    let domains = facility.kinds.map(\.gpusByDomain)
    var start = [0]
    for bay in facility.bays { start.append(start.last! + max(0, bay.installed) * domains[bay.kind.index].count) }
    (self.domains, self.start) = (domains, start)
  }

  /// Places `gpus` GPUs on a bay's node as a plan has them. Returns true if they are placed as the rule demands; where
  /// there is not even such a node or such domains, nothing is placed.
  ///
  /// - Complexity: O(domains + nodes of the bay out of service).
  mutating func place(
    _ piece: Piece, of gpus: Int, rule: NUMARule?, in position: Int, of facility: Facility
  ) -> Bool {
    let bay = facility.bays[position]
    let numbers = bay.firstNode..<bay.firstNode + max(0, bay.installed)
    let domains = domains[bay.kind.index]
    guard numbers.contains(piece.node), !bay.down.contains(piece.node), piece.gpus.count == domains.count,
      zip(piece.gpus, domains).allSatisfy({ $0 >= 0 && $0 <= $1 }), piece.gpus.reduce(0, +) == gpus
    else { return false }

    if used.isEmpty { used = Array(repeating: -1, count: start.last!) }
    let node = start[position] + (piece.node - bay.firstNode) * domains.count
    if used[node] < 0 {
      count[position] += 1
      for domain in domains.indices { used[node + domain] = 0 }
    }
    var fits = true
    for domain in domains.indices {
      used[node + domain] = Int32(clamping: Int(used[node + domain]) + piece.gpus[domain])
      if used[node + domain] > domains[domain] { fits = false }
    }
    let crosses = piece.gpus.count(where: { $0 > 0 }) > 1
    return (rule != .single || !crosses) && fits
  }
}

extension Kind {
  /// GPUs of a node by NUMA domain; all in one where the domains do not add up to the node's.
  fileprivate var gpusByDomain: [Int] {
    let domains = numaDomains.map { $0.gpus }
    return domains.reduce(0, +) == gpus ? domains : [gpus]
  }
}
