import Facility
import Documents

/// The nodes that leases hold today, added up: whole nodes, and the GPUs of nodes that are let in pieces.
struct OccupancyTally {
  private enum Share {
    case nodes(Int)
    case piece(Piece)
  }

  private struct Use {
    var bay: BayID
    var share: Share
    var lease: String
    var node: NodeID?
  }

  /// The nodes taken of a bay, and the lease that was first.
  private struct Taken {
    var nodes = 0
    var lease: String
    /// GPUs taken in each domain of the nodes that are let in pieces, and by whom first.
    var pieces: [Int: (gpus: [Int], lease: String)] = [:]

    var sum: Int { nodes + pieces.count }
  }

  private var uses: [Use] = []

  /// Takes whole nodes; a use without a node in the file is at no fault in it.
  mutating func take(_ nodes: Int, of bay: BayID, by lease: String, at node: NodeID?) {
    uses.append(Use(bay: bay, share: .nodes(nodes), lease: lease, node: node))
  }

  /// Takes a piece of a node.
  mutating func take(_ piece: Piece, of bay: BayID, by lease: String, at node: NodeID?) {
    uses.append(Use(bay: bay, share: .piece(piece), lease: lease, node: node))
  }

  /// Adds what another check has taken; what is at fault there is said to stand at a place here.
  mutating func add(_ other: OccupancyTally, at place: NodeID) {
    uses += other.uses.map { use in
      var use = use
      if use.node != nil { use.node = place }
      return use
    }
  }

  /// One for each lease that comes too late to a bay.
  func problems(in facility: Facility) -> [(node: NodeID, problem: InputError)] {
    var result: [(node: NodeID, problem: InputError)] = []
    var last: NodeID?
    var taken: [BayID: Taken] = [:]
    // What other files say comes last in `uses`, but it cannot be at fault in this file.
    for use in uses.filter({ $0.node == nil }) + uses.filter({ $0.node != nil }) {
      let problem = take(use, of: &taken[use.bay, default: Taken(lease: use.lease)], in: facility)
      guard let problem, let node = use.node, node != last else { continue }
      last = node
      result.append((node, problem))
    }
    return result
  }

  private func take(_ use: Use, of taken: inout Taken, in facility: Facility) -> InputError? {
    let bay = facility.bays[use.bay]
    switch use.share {
    case .nodes(let nodes): taken.nodes += nodes
    case .piece(let piece):
      let before = taken.pieces[piece.node]
      let sums = zip(before?.gpus ?? piece.gpus.map { _ in 0 }, piece.gpus).map { $0 + $1 }
      taken.pieces[piece.node] = (sums, before?.lease ?? use.lease)
      let domains = facility.kinds[bay.kind].numaDomains
      if let before, let full = domains.indices.first(where: { sums[$0] > domains[$0].gpus }) {
        return InputError(
          "`\(use.lease)` and `\(before.lease)` stand on the same GPUs of `\(facility.path(of: bay.zone))/node-\(piece.node)`",
          expected: "at most the \(domains[full].gpus) GPUs of its NUMA domain \(full + 1)")
      }
    }
    guard taken.sum > bay.inService else { return nil }
    return InputError(
      "`\(use.lease)` and `\(taken.lease)` stand on the same nodes of `\(facility.path(of: bay.zone))`",
      expected: "at most the \(bay.inService) nodes in service there")
  }
}
