extension Shard {
  /// Memory that a step works in: nothing in it lasts.
  struct Scratch {
    let region: Column<Int32>, bayStamp: Column<Int32>, zoneStamp: Column<Int32>, memberStamp: Column<Int32>
    let candidate: Column<Int32>
    /// Members in the order in which they are served; see `rank`.
    let order: Column<Int64>
    /// Domains that a gang is tried in.
    let domain: Column<Int64>
    /// By shape: the mark under which `failedUnits` units found no place.
    let failedAt: Column<Int32>, failedUnits: Column<Int32>
    let nextInBucket: Column<Int32>, bucketHead: Column<Int32>, bucketStamp: Column<Int32>
    /// Holes of open nodes in lists by size; see `Shard+Pieces`.
    let nextHole: Column<Int32>, holeHead: Column<Int32>, holeStamp: Column<Int32>
    let undoMember: Column<Int32>, undoOption: Column<Int32>, undoParts: Column<Int32>
    let undoBay: Column<Int32>, undoUnits: Column<Int32>
    let undoNode: Column<Int32>, undoTaken: Column<DomainSlots>
    /// By row: what free slots could use of it, and what a little more room is worth; see `Shard+Balancing`.
    let rowNeed: Column<Double>, rowWorth: Column<Double>
    /// Parts that may be swapped, of one bay and then of another, and how much more a unit weighs here than there.
    let movable: Column<Int32>, movableWeight: Column<Double>

    init(_ instance: SearchInstance, _ layout: ShardLayout, arena: Arena) {
      let (bays, rows, nodes) = (layout.bays.count, layout.rowOf.count, layout.nodes.count)
      let (members, parts, pieces) = (layout.members, layout.parts, layout.pieces)
      let (buckets, holes) = (instance.kinds * Shard.buckets, nodes > 0 ? instance.kinds * instance.holeLists : 0)
      region = arena.column(of: Int32.self, count: bays)
      bayStamp = arena.column(Int32(0), count: bays)
      zoneStamp = arena.column(Int32(0), count: layout.zones.count)
      memberStamp = arena.column(of: Int32.self, count: members)
      candidate = arena.column(of: Int32.self, count: members)
      order = arena.column(of: Int64.self, count: members)
      domain = arena.column(of: Int64.self, count: bays)
      failedAt = arena.column(Int32(0), count: instance.shapes)
      failedUnits = arena.column(Int32(0), count: instance.shapes)
      nextInBucket = arena.column(Int32(-1), count: bays)
      bucketHead = arena.column(Int32(-1), count: buckets)
      bucketStamp = arena.column(Int32(0), count: buckets)
      nextHole = arena.column(Int32(-1), count: nodes * instance.holesOfNode)
      holeHead = arena.column(Int32(-1), count: holes)
      holeStamp = arena.column(Int32(0), count: holes)
      undoMember = arena.column(of: Int32.self, count: members)
      undoOption = arena.column(of: Int32.self, count: parts)
      undoParts = arena.column(of: Int32.self, count: parts)
      undoBay = arena.column(of: Int32.self, count: parts)
      undoUnits = arena.column(of: Int32.self, count: parts)
      undoNode = arena.column(of: Int32.self, count: pieces)
      undoTaken = arena.column(of: DomainSlots.self, count: pieces)
      rowNeed = arena.column(Double(0), count: rows)
      rowWorth = arena.column(Double(0), count: rows)
      movable = arena.column(Int32(0), count: 2 * Shard.mostMovable)
      movableWeight = arena.column(Double(0), count: 2 * Shard.mostMovable)
    }
  }
}
