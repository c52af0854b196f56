import Facility
import Packing

/// The zones that may hold an option whole, as far as it may stand in them, with what is free there: the same for all
/// options of one kind and level that may not leave the same zone.
struct CandidateZones {
  /// All that they depend on.
  struct Key: Hashable {
    var kind: Int32, level: Int32
    var within: ZoneIndex

    init(_ option: OptionIndex, _ options: OptionTable) {
      (kind, level, within) = (options.kind[option], options.level[option], options.within[option])
    }
  }

  /// The zone with the most of something.
  typealias Best = (nodes: Int, zone: ZoneID)

  /// The zones, ascending.
  let zones: [ZoneIndex]
  /// The most whole nodes in service in one of them, and the most that are free.
  let installed: Best, free: Best
  /// Places among `zones`, the one with most free nodes first, and these nodes.
  private let byRoom: [(at: Int, nodes: Int)]

  /// - Complexity: O(bays × depth + zones log zones).
  init(of option: OptionIndex, _ instance: Instance, ledger: Ledger, empty: Ledger) {
    zones = Self.zones(of: option, instance)
    installed = Self.best(zones) { empty.freeNodes(of: option, in: $0) }
    free = Self.best(zones) { ledger.freeNodes(of: option, in: $0) }
    byRoom = zones.enumerated().map { ($0, ledger.freeNodes(of: option, in: $1)) }
      .sorted { $0.nodes != $1.nodes ? $0.nodes > $1.nodes : $0.at < $1.at }
  }

  /// The zones with so many free nodes, ascending; where they are more than `most`, the ones with most free nodes,
  /// these first.
  func zones(holding needed: Int, most: Int) -> [ZoneIndex] {
    let enough = byRoom.prefix { $0.nodes >= needed }
    if enough.count > most { return enough.prefix(most).map { zones[$0.at] } }
    return enough.map(\.at).sorted().map { zones[$0] }
  }

  /// The zone with the most nodes by a count; of equals the first.
  static func best(_ zones: [ZoneIndex], _ nodes: (ZoneIndex) -> Int) -> Best {
    var best = (nodes: -1, zone: ZoneID(0))
    for zone in zones {
      let count = nodes(zone)
      if count > best.nodes { best = (count, ZoneID(zone.offset)) }
    }
    return (max(0, best.nodes), best.zone)
  }

  private static func zones(of option: OptionIndex, _ instance: Instance) -> [ZoneIndex] {
    let key = Key(option, instance.options)
    var seen = [Bool](repeating: false, count: instance.zones.count)
    for bay in 0..<instance.bays.count where instance.bays.kind[bay] == key.kind {
      let zone = instance.bays.zone[bay]
      guard key.within <= zone, zone < instance.zones.end[key.within] else { continue }
      seen[max(key.within, instance.domain(of: zone, at: key.level)).offset] = true
    }
    return seen.indices.filter { seen[$0] }.map { ZoneIndex($0) }
  }
}
