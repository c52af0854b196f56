import Facility
import Packing
import PlanModel

/// A cache of all that one explainer has found out.
struct ExplainerCache {
  /// By option, the reason why it does not fit; nil where it does.
  var reasons: [OptionIndex: Reason?] = [:]
  /// By option, as many of its units as find a place; by signature without rules, as many as did of the smallest gang that asked.
  var parts: [OptionIndex: Int] = [:], largestParts: [OptionSignature: Int] = [:]
  var candidates: [CandidateZones.Key: CandidateZones] = [:]
  /// By kind and level: bounds on the units without rules that find a place without limits.
  var counts: [CandidateZones.Key: CountBounds] = [:]
  var widths: WidthCache
  /// The rows that all nodes load on which options of a signature may stand, with the least that one unit adds.
  var commonLoads: [OptionSignature: [(row: RowIndex, each: Int64)]] = [:]

  init(familyOf: [Int]) { widths = WidthCache(familyOf: familyOf) }
}

/// Bounds on the most units that find a place in one zone.
struct CountBounds {
  /// So many do, at the least.
  var atLeast: CandidateZones.Best = (0, ZoneID(0))
  /// The most that do; nil: not known.
  var exact: CandidateZones.Best?
}

/// A cache of the widths of rows for the signature that was asked for last.
struct WidthCache {
  private var relaxedBounds: RelaxedBounds
  private var last: (signature: OptionSignature, zones: [ZoneIndex], widths: RelaxedBounds.Table)?

  init(familyOf: [Int]) { relaxedBounds = RelaxedBounds(familyOf: familyOf) }

  /// The widths of rows for an option where they are narrowest in some zones, and the place of each of the zones in
  /// them. The size of a gang does not matter: the next one of its signature is answered by what is known of this one.
  mutating func widths(
    of option: OptionIndex, in zones: [ZoneIndex], _ instance: Instance, on ledger: Ledger
  ) -> (RelaxedBounds.Table, places: [Int]) {
    let signature = OptionSignature(option, instance)
    if let last, last.signature == signature, let places = Self.places(of: zones, in: last.zones) {
      return (last.widths, places)
    }
    let widths = relaxedBounds.bounds(of: option, in: zones, on: ledger)
    last = (signature, zones, widths)
    return (widths, Array(zones.indices))
  }

  /// The places of some zones among others; nil where one of them is not there.
  private static func places(of zones: [ZoneIndex], in others: [ZoneIndex]) -> [Int]? {
    if zones == others { return Array(others.indices) }
    let placeOf = Dictionary(uniqueKeysWithValues: others.enumerated().map { ($1, $0) })
    let places = zones.compactMap { placeOf[$0] }
    return places.count == zones.count ? places : nil
  }
}
