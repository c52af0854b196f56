/// Queries: what is left, and what was put.
extension Ledger {
  /// The slack of a row, in its unit.
  public func slack(of row: RowIndex) -> Int64 { slack[row] }
  /// Free slots of a bay that others may still use, those in opened nodes included; negative where it is overfull.
  public func freeSlots(of bay: BayIndex) -> Int {
    tracks(bay) ? Int(free[bay]) + openedFree(bay) : Int(free[bay])
  }
  /// Free whole nodes of a kind anywhere under a zone that others may still use.
  public func freeNodes(in zone: ZoneIndex, kind: Int32) -> Int {
    Int(zoneFree[zone.offset * hierarchy.kinds + Int(kind)])
  }

  /// Free whole nodes of an option's kind that it may use together in a zone of its level.
  ///
  /// - Complexity: O(1); where the zone's children stand at several levels, O(children).
  public func freeNodes(of option: OptionIndex, in zone: ZoneIndex) -> Int {
    let kind = instance.options.kind[option]
    let beyond = hierarchy.beyond(option, from: zone, instance)
    return beyond.reduce(freeNodes(in: zone, kind: kind)) { $0 - freeNodes(in: $1, kind: kind) }
  }

  /// The bays of an option's kind that it reaches in a zone, ascending.
  func bays(of option: OptionIndex, in zone: ZoneIndex) -> [BayIndex] {
    let kind = instance.options.kind[option]
    var bays: [BayIndex] = []
    for range in hierarchy.reach(option, from: zone, instance) {
      for bay in range where instance.bays.kind[bay] == kind { bays.append(BayIndex(bay)) }
    }
    return bays
  }

  /// Free slots of a bay that no other lease may use, because one has the bay for itself.
  public func isolated(_ bay: BayIndex) -> Int {
    guard isShut(bay) else { return 0 }
    return Int(sharing.hidden[bay]) + (tracks(bay) ? opened.free(of: bay) : 0)
  }

  /// Free slots of a bay in nodes that pieces have opened and that others may still use; part of `freeSlots(of:)`.
  public func openedFree(_ bay: BayIndex) -> Int {
    if tracks(bay) { return isShut(bay) ? 0 : opened.free(of: bay) }
    return free[bay] > 0 ? Int(free[bay] % instance.nodeSlots[Int(instance.bays.kind[bay])]) : 0
  }

  /// The units that were put since a mark, merged by bay, ascending.
  public func parts(since mark: Int) -> [(bay: BayIndex, units: Int)] {
    var parts: [(bay: BayIndex, units: Int)] = []
    for entry in journal[mark...] where entry.action != .close {
      parts.append((BayIndex(Int(entry.bay)), Int(entry.units)))
    }
    parts.merge(from: 0)
    return parts
  }

  /// The place of the last piece that was put since a mark.
  func piece(since mark: Int) -> PiecePlace? {
    guard !places.isEmpty, journal[mark...].contains(where: { $0.action == .piece }) else { return nil }
    return places.last
  }
}
