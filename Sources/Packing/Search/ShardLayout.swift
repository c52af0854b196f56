/// The layout of a shard: the zones, bays, rows and nodes that it has of the instance, and the room that it needs for
/// leases.
struct ShardLayout {
  let zones: Range<Int>, bays: Range<Int>
  /// Entries of the incidence of its bays.
  let entries: Range<Int>
  /// Nodes of tracked kinds, in the search instance's numbering; empty: none is tracked.
  let nodes: Range<Int>
  /// The row of the instance that each row of the shard is.
  private(set) var rowOf: [Int32] = []
  /// The shard's row of each entry.
  private(set) var entryRow: [Int32] = []
  /// The bays of each row, numbered from 0 within the shard.
  let rowBays: Grouping<Int32>
  /// The most members, the most parts, and the most parts that are pieces of tracked kinds.
  let members: Int, parts: Int, pieces: Int

  /// - Complexity: O(bays × rows of a bay), with hashing.
  init(_ instance: SearchInstance, root: ZoneIndex, start: Ledger, mostParts: Int) {
    zones = root.offset..<Int(instance.zoneEnd[root.raw])
    bays = Int(instance.firstBay[zones.lowerBound])..<Int(instance.firstBay[zones.upperBound])
    entries = Int(instance.firstEntry[bays.lowerBound])..<Int(instance.firstEntry[bays.upperBound])
    nodes =
      instance.hasPieces ? Int(instance.firstNode[bays.lowerBound])..<Int(instance.firstNode[bays.upperBound]) : 0..<0
    var number: [Int32: Int32] = [:]
    entryRow.reserveCapacity(entries.count)
    for entry in entries {
      let row = instance.entryRow[entry]
      let known = number[row] ?? Int32(rowOf.count)
      if Int(known) == rowOf.count {
        number[row] = known
        rowOf.append(row)
      }
      entryRow.append(known)
    }
    var bayOfEntry: [Int32] = []
    bayOfEntry.reserveCapacity(entries.count)
    for bay in bays {
      for _ in instance.entries(of: Int32(bay)) { bayOfEntry.append(Int32(bay - bays.lowerBound)) }
    }
    rowBays = Grouping(entryRow.lazy.map { Int($0) }, groups: rowOf.count) { bayOfEntry[$0] }
    var slots = bays.reduce(0) { $0 + max(0, Int(start.free[$1])) }
    if instance.hasPieces { slots += bays.reduce(0) { $0 + start.openedFree(BayIndex($1)) } }
    parts = min(slots, mostParts)
    pieces = nodes.isEmpty ? 0 : parts
    members = min(instance.leases.count, 2 * slots + 256)
  }
}
