internal import SeededRandom
internal import Facility

/// The generator of a made-up site's tenant book.
struct BookGenerator {
  private let layout: SiteLayout
  /// GPUs of each lease: powers of two.
  private var sizes: [Int]
  private let largestHall: [Int]

  private static let header =
    "tenant,lease,gpus,kind,level,profile,status,until,probability,zone,notice,priority,price,price-unit,quantities"
  /// GPUs asked for, in tenths of those that there are.
  private static let demandTenths = 13
  private static let leasesPerTenant = 20
  private static let largest = 16_384

  init(_ layout: SiteLayout, leases: Int) {
    self.layout = layout
    let most = min(Self.largest, max(layout.fleets[0].kind.gpus, layout.gpus / 16))
    sizes = Self.sizes(leases, total: layout.gpus * Self.demandTenths / 10, most: most)
    largestHall = layout.fleets.map { ($0.pods.max() ?? 0) * $0.podGPUs }
  }

  /// The table.
  mutating func table(_ random: inout SplitMix64) -> String {
    random.permute(&sizes)
    var text = Self.header + "\n"
    text.reserveCapacity(sizes.count * 110)
    for (number, size) in sizes.enumerated() { append(lease: number, size: size, &random, to: &text) }
    return text
  }

  // MARK: sizes

  /// Powers of two up to `most`, each size r times as frequent as the one before it, with the r that gives the total.
  private static func sizes(_ leases: Int, total: Int, most: Int) -> [Int] {
    guard leases > 0 else { return [] }
    let steps = Int.bitWidth - 1 - most.leadingZeroBitCount
    let target = Double(total) / Double(leases)
    var (low, high) = (0.0, 16.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if mean(ratio: middle, steps: steps) < target { low = middle } else { high = middle }
    }
    var counts = counts(leases, ratio: low, steps: steps)
    balance(&counts, total: total)
    return counts.indices.flatMap { [Int](repeating: 1 << $0, count: counts[$0]) }
  }

  private static func weights(_ ratio: Double, _ steps: Int) -> [Double] {
    var weights = [1.0]
    for _ in 0..<steps { weights.append(weights[weights.count - 1] * ratio) }
    return weights
  }

  private static func mean(ratio: Double, steps: Int) -> Double {
    let weights = weights(ratio, steps)
    var (sum, gpus, size) = (0.0, 0.0, 1.0)
    for weight in weights {
      sum += weight
      gpus += weight * size
      size *= 2
    }
    return gpus / sum
  }

  private static func counts(_ leases: Int, ratio: Double, steps: Int) -> [Int] {
    let weights = weights(ratio, steps)
    let all = weights.reduce(0, +)
    var (sum, before) = (0.0, 0)
    var counts = weights.map { weight -> Int in
      sum += weight
      let upTo = min(leases, Int(Double(leases) * (sum / all)))
      defer { before = upTo }
      return upTo - before
    }
    counts[counts.count - 1] += leases - before
    return counts
  }

  /// Makes single GPUs of large leases, or the other way round, until the total is met as nearly as that goes.
  private static func balance(_ counts: inout [Int], total: Int) {
    var missing = total - counts.indices.reduce(0) { $0 + counts[$1] << $1 }
    for step in counts.indices.dropFirst().reversed() {
      let gain = 1 << step - 1
      if missing > 0 {
        let moved = min(counts[0], missing / gain)
        counts[0] -= moved
        counts[step] += moved
        missing -= moved * gain
      } else if missing < 0 {
        let moved = min(counts[step], -missing / gain)
        counts[0] += moved
        counts[step] -= moved
        missing += moved * gain
      }
    }
  }

  // MARK: leases

  private func append(lease number: Int, size: Int, _ random: inout SplitMix64, to text: inout String) {
    let at = fleet(for: size, &random)
    let fleet = layout.fleets[at]
    var gpus = size
    // Half of what wants a rack of an NVLink domain wants whole ones.
    let domain = fleet.kind.nvlinkDomain
    if domain > fleet.kind.gpus, size >= 64, random.happens(50) { gpus = size / 64 * domain }
    let isEither = at < 2 && gpus >= 8 && random.happens(10) && layout.fleets[1 - at].gpus >= 4 * gpus
    let kinds = isEither ? "\(fleet.kind.name)|\(layout.fleets[1 - at].kind.name)" : fleet.kind.name
    text += "tenant-\(number / Self.leasesPerTenant + 1),lease-\(number + 1),\(gpus),\(kinds),"
    text += level(gpus, fleet: at, &random)
    text += ",\(["training", "inference", "mixed"][random.below(3)]),"
    let status = status(&random)
    text += status.cells + ","
    text += status.isContracted && random.happens(20) ? "\(random.within(1...9) * 10)," : ","
    text += price(gpus, fleet: fleet, isContracted: status.isContracted, &random) + ",$/GPU-h,"
    text += quantities(gpus, fleet: fleet, &random) + "\n"
  }

  /// A fleet by its share of the GPUs, of those that have four times as many.
  private func fleet(for size: Int, _ random: inout SplitMix64) -> Int {
    let able = layout.fleets.indices.filter { layout.fleets[$0].gpus >= 4 * size }
    let all = able.reduce(0) { $0 + layout.fleets[$1].gpus }
    guard all > 0 else { return 0 }
    var place = random.below(all)
    for at in able {
      place -= layout.fleets[at].gpus
      if place < 0 { return at }
    }
    return 0
  }

  /// One of the levels whose zones hold the lease with a quarter to spare, the innermost most often.
  private func level(_ gpus: Int, fleet at: Int, _ random: inout SplitMix64) -> String {
    let fleet = layout.fleets[at]
    let room = [("node", fleet.kind.gpus), ("rack", fleet.rackGPUs), ("pod", fleet.podGPUs), ("hall", largestHall[at])]
    var able = room.filter { $0.0 == "node" ? $0.1 >= gpus : $0.1 * 4 >= gpus * 5 }.map(\.0)
    able.append("site")
    let draw = random.below(100)
    return able[min(able.count - 1, draw < 50 ? 0 : draw < 80 ? 1 : 2)]
  }

  private func status(_ random: inout SplitMix64) -> (cells: String, isContracted: Bool) {
    let draw = random.below(100)
    let probability = "\(random.within(2...9) * 10) %"
    let until = "2027-0\(random.within(1...9))-\(random.within(10...28))"
    return switch draw {
    case ..<25: ("contracted,,,,", true)
    case ..<38: ("option,\(until),\(probability),,", false)
    case ..<45: ("hold,\(until),\(probability),,", false)
    case ..<50: ("rofo,,\(probability),,30 days", false)
    default: ("proposal,,\(probability),,", false)
    }
  }

  /// Around the fleet's rent: less for size and for a contract.
  private func price(
    _ gpus: Int, fleet: SiteLayout.Fleet, isContracted: Bool, _ random: inout SplitMix64
  ) -> String {
    let doublings = Int.bitWidth - 1 - gpus.leadingZeroBitCount
    let share = 100 - doublings - (isContracted ? 8 : 0)
    let cents = fleet.cents * share * random.within(800...1_200) / 100_000
    let rest = cents % 100
    return "\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// Storage for a third of the leases of whole nodes, uplinks for a quarter.
  private func quantities(_ gpus: Int, fleet: SiteLayout.Fleet, _ random: inout SplitMix64) -> String {
    guard gpus >= fleet.kind.gpus else { return "" }
    var cells: [String] = []
    if random.happens(33) { cells.append("storage=\(gpus * random.within(1...2)) TB") }
    if random.happens(25) { cells.append("uplink=\(gpus * 10) Gb/s") }
    return cells.joined(separator: "|")
  }
}
