internal import Facility
internal import Tenancy

/// The nodes of a lease that stand together, worked out from the statement of the rule.
enum SegmentSize {
  /// The level of which one zone holds all nodes of a segment.
  static func level(of lease: Lease, on kind: Kind) -> Level {
    guard lease.segment != nil, let stated = lease.segmentWithin else { return kind.nvlinkSpans }
    return stated
  }

  /// Nodes of a segment of a lease on a kind; 1: it has none.
  static func of(_ lease: Lease, on kind: Kind) -> Int {
    let tray = max(1, kind.gpus)
    let domain = max(1, kind.nvlinkDomain / tray)
    if case .megawatts = lease.demand { return domain }
    if let stated = lease.segment {
      return lease.segmentWithin == nil ? min(max(1, stated), domain) : max(1, stated)
    }
    let asked: Int
    switch lease.demand {
    case .gpus(let gpus), .elastic(_, let gpus): asked = (gpus + tray - 1) / tray
    case .all, .megawatts, .space, .pool: return 1
    }
    // One domain holds it, or it stands where it did before: nothing to keep together.
    guard domain > 1, asked > domain, lease.placed.isEmpty else { return 1 }
    if asked % domain == 0 { return domain }
    // As few segments as there can be with one node in nine of each domain left over.
    let most = max(1, domain - (domain + 8) / 9)
    var segments = asked / most
    while segments * most < asked { segments += 1 }
    var nodes = asked / segments
    while nodes * segments < asked { nodes += 1 }
    return nodes
  }
}
