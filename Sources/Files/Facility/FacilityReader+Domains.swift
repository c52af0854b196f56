import Documents
import Facility

// NVLink domains that span several racks.

extension FacilityReader {
  /// Reports kinds whose NVLink domains span a level, and whose nodes stand outside its zones, or too many in one.
  ///
  /// - Complexity: O(kinds × bays × depth) for kinds that span a level.
  mutating func checkNVLinkDomains(of facility: Facility) {
    for (at, kind) in facility.kinds.enumerated() where kind.nvlinkSpans != .rack {
      guard let place = kindPlaces[at]?["nvlink-spans"] else { continue }
      checkNVLinkDomains(of: KindID(at), kind, in: facility, at: place)
    }
  }

  private mutating func checkNVLinkDomains(of id: KindID, _ kind: Kind, in facility: Facility, at place: NodeID) {
    var nodes: [ZoneID: Int] = [:]
    for bay in facility.bays where bay.kind == id && bay.installed > 0 {
      var zone = bay.zone
      while facility.zones[zone].level > kind.nvlinkSpans, let parent = facility.zones[zone].parent { zone = parent }
      guard facility.zones[zone].level == kind.nvlinkSpans else {
        input.report(
          place, "\(facility.path(of: bay.zone)) holds `\(kind.name)` and stands in no \(kind.nvlinkSpans.name)",
          expected: "a level of which a zone holds each NVLink domain whole")
        return
      }
      nodes[zone, default: 0] += bay.installed
    }
    let most = kind.nodesPerNVLinkDomain
    let fullest = nodes.max { ($0.value, $1.key) < ($1.value, $0.key) }
    guard let (zone, count) = fullest, count > most else { return }
    input.report(
      place, "\(facility.path(of: zone)) holds \(count) nodes of `\(kind.name)`, an NVLink domain has \(most)",
      expected: "at most \(most) nodes in each \(kind.nvlinkSpans.name)",
      suggestion: "give each NVLink domain a zone of its own")
  }
}
