internal import Facility
internal import Files
public import Documents

/// A facility and a tenant book made up for measuring, as files in memory that the ordinary readers read.
///
/// The site has halls, pods and racks of three kinds of the catalogue, two cooled mostly by liquid and one by air, with
/// limits at the contract, UPS, busways, breakers, CDUs and air handlers, on storage and on uplinks. Some of them are drawn so
/// tight that not every node can run at its sustained peak. The book asks for about 1.3 times the GPUs that are there, in many
/// small leases and a few of thousands of GPUs.
///
/// The bytes depend on the size and the seed only: all arithmetic is in integers, or in + − × ÷ on doubles.
public struct GeneratedSite: Sendable {
  /// GPUs that can be asked for.
  public static let gpuRange = 8...10_000_000
  /// Leases that can be asked for.
  public static let leaseRange = 0...500_000

  /// `facility.yaml`, in the format `headroom-facility-1`.
  public let facility: SourceFile
  /// `tenants.csv`, a book as a table.
  public let book: SourceFile

  /// Makes a site of `gpus` GPUs, rounded up to a whole node of eight, and a book of `leases` leases.
  ///
  /// - Precondition: both are in their ranges.
  /// - Complexity: O(leases + pods).
  public init(gpus: Int, leases: Int, seed: UInt64) {
    precondition(Self.gpuRange.contains(gpus) && Self.leaseRange.contains(leases), "a size out of range")
    let plan = SitePlan(gpus: gpus)
    var numbers = SeededNumbers(seed: seed)
    let name = "generated-\(gpus)-gpus-seed-\(seed)"
    facility = SourceFile(
      name: "facility.yaml", text: SiteText(plan, name: name, leases: leases, seed: seed).text(&numbers))
    var market = Market(plan, leases: leases)
    book = SourceFile(name: "tenants.csv", text: market.table(&numbers))
  }
}

/// How many pods of each kind stand in each hall.
struct SitePlan {
  /// A kind of the catalogue, and how it is built in.
  struct Fleet {
    var kind: Kind
    /// What its pods are called.
    var name: String
    /// Nodes in a rack.
    var rackNodes: Int
    /// Of the GPUs of a site, in per cent.
    var share: Int
    /// What a GPU is rented for, about, in cents an hour.
    var cents: Int
    /// Pods in each hall.
    var pods: [Int] = []

    var rackGPUs: Int { rackNodes * kind.gpus }
    var podGPUs: Int { SitePlan.podRacks * rackGPUs }
    /// In mW, when every node of a rack is at its sustained peak.
    var rackDraw: Int64 { Int64(rackNodes) * kind.sustainedPeak.watts.milliwatts }
    var gpus: Int { pods.reduce(0, +) * podGPUs }
  }

  static let podRacks = 8
  private static let hallPods = 96, leastHalls = 4

  var fleets: [Fleet]
  let halls: Int
  /// What no whole pod holds: nodes of the first fleet in a pod of their own.
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
    // Dealt one by one, so that no hall stays empty.
    var dealt = 0
    for at in fleets.indices {
      fleets[at].pods = [Int](repeating: 0, count: halls)
      for number in dealt..<dealt + pods[at] { fleets[at].pods[number % halls] += 1 }
      dealt += pods[at]
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
