import Facility

/// The nodes of racks by their numbers.
struct NodesByNumber {
  let facility: Facility
  let racks: BaysByRack

  /// The bay of a rack's node; nil where it has none of that number.
  func bay(ofNode number: Int, in rack: ZoneID) -> BayID? {
    racks.bays(of: rack).first { at in
      let bay = facility.bays[at]
      return number >= bay.firstNode && number - bay.firstNode < bay.installed && !facility.kinds[bay.kind].isPosition
    }.map { BayID($0) }
  }

  /// The number of a rack's last node.
  func lastNode(of rack: ZoneID) -> Int {
    racks.bays(of: rack).reduce(0) { sum, at in
      sum + (facility.kinds[facility.bays[at].kind].isPosition ? 0 : facility.bays[at].installed)
    }
  }
}
