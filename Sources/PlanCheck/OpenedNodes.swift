internal import Facility
internal import PlanModel
internal import Tenancy

/// Nodes of which pieces are leased: who has which GPUs of which domain.
struct OpenedNodes {
  private struct Node: Hashable {
    var bay: Int, number: Int
  }

  /// Nodes opened in each bay.
  private(set) var count: [Int64]
  private var used: [Node: [Int]] = [:]

  /// By kind: GPUs of a node by NUMA domain.
  private let domains: [[Int]]

  init(_ facility: Facility) {
    count = Array(repeating: 0, count: facility.bays.count)
    domains = facility.kinds.map(\.gpusByDomain)
  }

  /// Lays `gpus` GPUs of a bay's node out as a plan has them. Returns whether they lie there as they must; if not even
  /// the node or its domains are there, nothing is laid out.
  ///
  /// - Complexity: O(domains + nodes of the bay out of service).
  mutating func lay(_ piece: Piece, of gpus: Int, _ rule: NUMARule, bay: Int, _ facility: Facility) -> Bool {
    let home = facility.bays[bay]
    let numbers = home.firstNode..<home.firstNode + max(0, home.installed)
    let domains = domains[home.kind.index]
    guard numbers.contains(piece.node), !home.down.contains(piece.node), piece.gpus.count == domains.count,
      zip(piece.gpus, domains).allSatisfy({ $0 >= 0 && $0 <= $1 }), piece.gpus.reduce(0, +) == gpus
    else { return false }

    let node = Node(bay: bay, number: piece.node)
    let taken = used[node]
    if taken == nil { count[bay] += 1 }
    let now = taken.map { zip($0, piece.gpus).map { $0 + $1 } } ?? piece.gpus
    used[node] = now
    let crosses = piece.gpus.count(where: { $0 > 0 }) > 1
    let mayCross = rule == .any || gpus > domains.max() ?? 0
    return (mayCross || !crosses) && zip(now, domains).allSatisfy { $0 <= $1 }
  }
}

extension Kind {
  /// GPUs of a node by NUMA domain; all in one where the domains do not add up to the node's.
  fileprivate var gpusByDomain: [Int] {
    let domains = numaDomains.map { $0.gpus }
    return domains.reduce(0, +) == gpus ? domains : [gpus]
  }
}
