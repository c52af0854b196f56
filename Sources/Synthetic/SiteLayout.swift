internal import Facility
internal import Files

/// The halls of a generated site, and the pods of each fleet in each of them.
struct SiteLayout {
  /// The nodes of one kind of the catalogue.
  struct Fleet {
    var kind: Kind
    /// The name of its pods.
    var name: String
    /// Nodes in a rack.
    var rackNodes: Int
    /// Of the GPUs of a site, in per cent.
    var share: Int
    /// The rent of a GPU, about, in cents an hour.
    var cents: Int
    /// Pods in each hall.
    var pods: [Int] = []

    var rackGPUs: Int { rackNodes * kind.gpus }
    var podGPUs: Int { SiteLayout.podRacks * rackGPUs }
    /// In mW, when every node of a rack is at its sustained peak.
    var rackDraw: Int64 { Int64(rackNodes) * kind.sustainedPeak.watts.milliwatts }
    var gpus: Int { pods.reduce(0, +) * podGPUs }
  }

  static let podRacks = 8
  private static let hallPods = 96, leastHalls = 4

  var fleets: [Fleet]
  let halls: Int
  /// Nodes of the first fleet that no whole pod holds; they stand in a pod of their own.
  let spareNodes: Int

  init(gpus: Int) {
    fleets = [
      Self.fleet("hgx-h100-liquid", "h100", rackNodes: 8, share: 50, cents: 235),
      Self.fleet("dgx-h200", "h200", rackNodes: 4, share: 20, cents: 290),
      Self.fleet("gb200-nvl72", "gb200", rackNodes: 18, share: 30, cents: 527),
    ]
    var pods = fleets.map { gpus * $0.share / 100 / $0.podGPUs }
    let rest = gpus - zip(pods, fleets).reduce(0) { $0 + $1.0 * $1.1.podGPUs }
    pods[0] += rest / fleets[0].podGPUs
    spareNodes = (rest % fleets[0].podGPUs + fleets[0].kind.gpus - 1) / fleets[0].kind.gpus
    let all = pods.reduce(0, +)
    let halls = max(1, min(all, Self.leastHalls), (all + Self.hallPods - 1) / Self.hallPods)
    self.halls = halls
    // Assigned one by one, so that no hall stays empty.
    var assigned = 0
    for at in fleets.indices {
      fleets[at].pods = [Int](repeating: 0, count: halls)
      for number in assigned..<assigned + pods[at] { fleets[at].pods[number % halls] += 1 }
      assigned += pods[at]
    }
  }

  private static func fleet(_ kind: String, _ name: String, rackNodes: Int, share: Int, cents: Int) -> Fleet {
    guard let kind = Catalogue.embedded.kinds.first(where: { $0.name == kind }) else {
      preconditionFailure("the catalogue has no \(kind)")
    }
    return Fleet(kind: kind, name: name, rackNodes: rackNodes, share: share, cents: cents)
  }

  /// All GPUs of the site.
  var gpus: Int { fleets.reduce(0) { $0 + $1.gpus } + spareNodes * fleets[0].kind.gpus }
}
