import Facility

/// The bay of each rack and kind.
struct BayLookup: Sendable {
  private let bays: [Int32]
  private let kinds: Int

  init(_ facility: Facility) {
    kinds = facility.kinds.count
    var bays = [Int32](repeating: -1, count: facility.zones.count * kinds)
    for (at, bay) in facility.bays.enumerated() { bays[bay.zone.index * kinds + bay.kind.index] = Int32(at) }
    self.bays = bays
  }

  /// The bay; nil where the rack holds none of the kind.
  func bay(in rack: ZoneID, of kind: KindID) -> BayID? {
    let at = bays[rack.index * kinds + kind.index]
    return at < 0 ? nil : BayID(Int(at))
  }
}
