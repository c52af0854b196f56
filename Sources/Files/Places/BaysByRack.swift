import Facility

/// The bays of each rack.
struct BaysByRack {
  private let first: [Int32]

  init(_ facility: Facility) {
    var first = Array(repeating: Int32(0), count: facility.zones.count + 1)
    for bay in facility.bays { first[bay.zone.index + 1] += 1 }
    for i in 1..<first.count { first[i] += first[i - 1] }
    self.first = first
  }

  /// The positions in `Facility.bays` of a rack's bays.
  func bays(of rack: ZoneID) -> Range<Int> { Int(first[rack.index])..<Int(first[rack.index + 1]) }

  /// The bays in a zone and all under it.
  func bays(under zone: ZoneID, _ zones: [Zone]) -> Range<Int> {
    Int(first[zone.index])..<Int(first[zones[zone].end.index])
  }
}
