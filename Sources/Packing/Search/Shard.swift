internal import NUMA

/// A subtree of the site with what is left in it and who stands there: the state that one worker owns at a time.
///
/// Zones, bays and rows are numbered from 0 within the shard. Rows that bays of other shards load too hold an allotment
/// of the row's capacity, so that nothing here is read or written by anybody else. A *member* is a lease that the shard
/// has admitted, served or not, by its position in the shard's tables; a *part* is so many units of a served lease in
/// one bay. All columns lie in one arena.
///
/// Invariant: `free`, `room` and `nodesFree` are what the start left, less the sum of the parts.
struct Shard: @unchecked Sendable {
  let instance: SearchInstance
  let arena: Arena

  // MARK: what is there

  /// First zone and bay of the shard in the search instance's numbering, and how many.
  let firstZone: Int32, zones: Int, firstBay: Int32, bays: Int
  /// The row of the instance that each row of the shard is, or has a part of.
  let rowOf: Column<Int32>
  /// The shard's row of each entry of its bays, from the first entry of the first bay.
  let entryRow: Column<Int32>
  let firstEntry: Int
  /// The bays of each row: `rowBay[firstRowBay[r] ..< firstRowBay[r + 1]]`.
  let firstRowBay: Column<Int32>, rowBay: Column<Int32>

  // MARK: what is left

  /// What each row can still take.
  let room: Column<Int64>
  /// Free slots of each bay, and free whole nodes of each zone and kind, row-major.
  let free: Column<Int32>, nodesFree: Column<Int32>

  // MARK: nodes of tracked kinds

  /// First node of the shard in the search instance's numbering, and how many.
  let firstNode: Int32, nodes: Int
  /// Bay of each node, what it has free by domain, and how many pieces lie on it.
  let nodeBay: Column<Int32>, nodeFree: Column<DomainSlots>, nodePieces: Column<Int32>
  /// Nodes without pieces, by bay: the first, and the next and the previous of each; −1: none.
  let untouched: Column<Int32>, nextUntouched: Column<Int32>, previousUntouched: Column<Int32>

  // MARK: who stands there

  /// The lease that each member is, as a position in the search instance's table; −1: none. The option by which it is
  /// served; −1: it is not.
  let lease: Column<Int32>, option: Column<Int32>
  /// Its first part; −1: none.
  let memberPart: Column<Int32>
  /// Bay, units and member of each part; the next part of the same member; the next and the previous part in the same
  /// bay.
  let partBay: Column<Int32>, partUnits: Column<Int32>, partMember: Column<Int32>
  let nextOfMember: Column<Int32>, nextInBay: Column<Int32>, previousInBay: Column<Int32>
  /// Of a piece of a tracked kind: its node, and what it takes of each domain; empty where no lease is served by such
  /// pieces.
  let partNode: Column<Int32>, partTaken: Column<DomainSlots>
  /// The first part in each bay; −1: none.
  let bayPart: Column<Int32>
  /// Members that are not served, in no order, and the position of each of them in that list.
  let waiting: Column<Int32>, waitingAt: Column<Int32>
  var waitingCount = 0
  /// Unused parts and members: heads of lists linked through `nextOfMember` and `memberPart`.
  var freePart: Int32 = -1
  private var freeMember: Int32 = -1
  /// Parts and members that were ever used; those beyond are not initialized.
  var partsUsed: Int32 = 0
  private(set) var membersUsed = 0

  /// Value of the served leases, cents per hour.
  var value: Int64 = 0
  /// Bays looked at and parts put or taken since the beginning: what time is spent on, counted alike on every machine.
  var work = 0

  // MARK: scratch

  let scratch: Scratch
  /// Rises with every step, so that marks in `scratch` need not be cleared; the same for marks of zones.
  var stamp: Int32 = 0, zoneMark: Int32 = 0
  /// Regions rebuilt so far, by this shard itself.
  var regionsRebuilt = 0
  /// Whether the region's bays are listed by free slots in this step.
  var hasBuckets = false
  /// How well each size of region has done.
  var sizes = RegionSizes()

  struct Scratch {
    let region: Column<Int32>, bayStamp: Column<Int32>, zoneStamp: Column<Int32>, memberStamp: Column<Int32>
    let candidate: Column<Int32>
    /// Seats in the order in which they are served; see `rank`.
    let order: Column<Int64>
    /// Domains that a gang is tried in.
    let domain: Column<Int64>
    /// By shape: the mark under which so many units found no place.
    let failedAt: Column<Int32>, failedUnits: Column<Int32>
    let nextInBucket: Column<Int32>, bucketHead: Column<Int32>, bucketStamp: Column<Int32>
    /// Holes of open nodes in lists by size; see `Shard+Pieces`.
    let nextHole: Column<Int32>, holeHead: Column<Int32>, holeStamp: Column<Int32>
    let undoMember: Column<Int32>, undoOption: Column<Int32>, undoParts: Column<Int32>
    let undoBay: Column<Int32>, undoUnits: Column<Int32>
    let undoNode: Column<Int32>, undoTaken: Column<DomainSlots>
    /// By row: what free slots could use of it, and what a little more room is worth; see `Shard+Balancing`.
    let rowNeed: Column<Double>, rowWorth: Column<Double>
    /// Parts that may be exchanged, of one bay and then of another, and how much more a unit weighs here than there.
    let movable: Column<Int32>, movableWeight: Column<Double>
  }

  /// - Parameters:
  ///   - root: the zone whose subtree the shard is.
  ///   - mostParts: how many parts all leases may come to.
  ///   - memory: of the node that owns the shard; nil: wherever memory comes from.
  /// - Complexity: O(bays × rows of a bay + zones × kinds + slots).
  init(_ instance: SearchInstance, root: ZoneIndex, start: Ledger, mostParts: Int, memory: NodeMemory?) {
    self.instance = instance
    let (zone0, zoneEnd) = (root.raw, instance.zoneEnd[root.raw])
    let (bay0, bayEnd) = (instance.firstBay[zone0], instance.firstBay[zoneEnd])
    let bays = Int(bayEnd - bay0)
    let zones = Int(zoneEnd - zone0)
    let entries = Int(instance.firstEntry[bay0])..<Int(instance.firstEntry[bayEnd])
    var number: [Int32: Int32] = [:]
    var rowOf: [Int32] = []
    var entryRow: [Int32] = []
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
    var firstRowBay = [Int32](repeating: 0, count: rowOf.count + 1)
    for row in entryRow { firstRowBay[Int(row) + 1] += 1 }
    for row in rowOf.indices { firstRowBay[row + 1] += firstRowBay[row] }
    var next = firstRowBay
    var rowBay = [Int32](repeating: 0, count: entryRow.count)
    var slots = 0
    for bay in 0..<bays {
      let at = bay0 + Int32(bay)
      slots += max(0, Int(start.free[Int(at)]))
      for entry in Int(instance.firstEntry[at])..<Int(instance.firstEntry[at + 1]) {
        let row = Int(entryRow[entry - entries.lowerBound])
        rowBay[Int(next[row])] = Int32(bay)
        next[row] += 1
      }
    }
    let node0 = instance.hasPieces ? instance.firstNode[bay0] : 0
    let nodes = instance.hasPieces ? Int(instance.firstNode[bayEnd] - node0) : 0
    slots += instance.hasPieces ? (Int(bay0)..<Int(bayEnd)).reduce(0) { $0 + start.openedFree(BayIndex($1)) } : 0
    let parts = min(slots, mostParts)
    let pieces = nodes > 0 ? parts : 0
    let holes = nodes > 0 ? instance.kinds * instance.holeLists : 0
    let members = min(instance.leases.count, 2 * slots + 256)
    var bytes = Sizes()
    bytes.add(four: rowOf.count + entryRow.count + firstRowBay.count + rowBay.count)
    bytes.add(eight: 3 * rowOf.count)
    bytes.add(eight: 4 * Self.mostMovable)
    bytes.add(four: 4 * bays + 2 * instance.kinds * Self.buckets + zones * instance.kinds + bays + zones)
    bytes.add(four: 6 * parts + 6 * members)
    bytes.add(four: 3 * members + 4 * parts + 2 * instance.shapes)
    bytes.add(eight: members + bays)
    if nodes > 0 { bytes.add(four: bays + nodes * (4 + instance.holesOfNode) + 2 * pieces + 2 * holes) }
    bytes.add(eight: nodes + 2 * pieces)
    let arena = Arena(bytes: bytes.total, in: memory)
    self.arena = arena
    firstZone = zone0
    self.zones = zones
    firstBay = bay0
    self.bays = bays
    firstEntry = entries.lowerBound
    self.rowOf = arena.column(rowOf)
    self.entryRow = arena.column(entryRow)
    self.firstRowBay = arena.column(firstRowBay)
    self.rowBay = arena.column(rowBay)
    room = arena.column(Int64(0), count: rowOf.count)
    free = arena.column(Array(start.free[Int(bay0)..<Int(bayEnd)]))
    let kinds = instance.kinds
    nodesFree = arena.column(Array(start.zoneFree[Int(zone0) * kinds..<Int(zoneEnd) * kinds]))
    lease = arena.column(of: Int32.self, count: members)
    option = arena.column(of: Int32.self, count: members)
    memberPart = arena.column(of: Int32.self, count: members)
    waiting = arena.column(of: Int32.self, count: members)
    waitingAt = arena.column(of: Int32.self, count: members)
    partBay = arena.column(of: Int32.self, count: parts)
    partUnits = arena.column(of: Int32.self, count: parts)
    partMember = arena.column(of: Int32.self, count: parts)
    nextOfMember = arena.column(of: Int32.self, count: parts)
    nextInBay = arena.column(of: Int32.self, count: parts)
    previousInBay = arena.column(of: Int32.self, count: parts)
    bayPart = arena.column(Int32(-1), count: bays)
    partNode = arena.column(of: Int32.self, count: pieces)
    partTaken = arena.column(of: DomainSlots.self, count: pieces)
    firstNode = node0
    self.nodes = nodes
    nodeBay = arena.column(Int32(-1), count: nodes)
    nodeFree = arena.column(DomainSlots(), count: nodes)
    nodePieces = arena.column(Int32(0), count: nodes)
    untouched = arena.column(Int32(-1), count: nodes > 0 ? bays : 0)
    nextUntouched = arena.column(Int32(-1), count: nodes)
    previousUntouched = arena.column(Int32(-1), count: nodes)
    scratch = Scratch(
      region: arena.column(of: Int32.self, count: bays), bayStamp: arena.column(Int32(0), count: bays),
      zoneStamp: arena.column(Int32(0), count: zones), memberStamp: arena.column(of: Int32.self, count: members),
      candidate: arena.column(of: Int32.self, count: members), order: arena.column(of: Int64.self, count: members),
      domain: arena.column(of: Int64.self, count: bays),
      failedAt: arena.column(Int32(0), count: instance.shapes),
      failedUnits: arena.column(Int32(0), count: instance.shapes),
      nextInBucket: arena.column(Int32(-1), count: bays),
      bucketHead: arena.column(Int32(-1), count: instance.kinds * Self.buckets),
      bucketStamp: arena.column(Int32(0), count: instance.kinds * Self.buckets),
      nextHole: arena.column(Int32(-1), count: nodes * instance.holesOfNode),
      holeHead: arena.column(Int32(-1), count: holes), holeStamp: arena.column(Int32(0), count: holes),
      undoMember: arena.column(of: Int32.self, count: members),
      undoOption: arena.column(of: Int32.self, count: parts), undoParts: arena.column(of: Int32.self, count: parts),
      undoBay: arena.column(of: Int32.self, count: parts), undoUnits: arena.column(of: Int32.self, count: parts),
      undoNode: arena.column(of: Int32.self, count: pieces),
      undoTaken: arena.column(of: DomainSlots.self, count: pieces),
      rowNeed: arena.column(Double(0), count: rowOf.count), rowWorth: arena.column(Double(0), count: rowOf.count),
      movable: arena.column(Int32(0), count: 2 * Self.mostMovable),
      movableWeight: arena.column(Double(0), count: 2 * Self.mostMovable))
    if nodes > 0 { openNodes(start) }
  }

  /// Bytes of columns, with room for the padding of each.
  private struct Sizes {
    var total = 64 * 128
    mutating func add(four count: Int) { total += count * 4 }
    mutating func add(eight count: Int) { total += count * 8 }
  }

  /// Copies the state of another shard of the same zone.
  mutating func copy(_ other: Shard) {
    arena.copy(other.arena)
    (waitingCount, freePart, freeMember) = (other.waitingCount, other.freePart, other.freeMember)
    (partsUsed, membersUsed, value) = (other.partsUsed, other.membersUsed, other.value)
    (stamp, zoneMark, sizes) = (other.stamp, other.zoneMark, other.sizes)
  }

  // MARK: members

  /// True if another lease may be admitted.
  var canAdmit: Bool { freeMember >= 0 || membersUsed < lease.count }

  /// Admits a lease, which waits to be served, and returns its member.
  @discardableResult mutating func admit(_ number: Int32) -> Int32 {
    let member = freeMember >= 0 ? freeMember : Int32(membersUsed)
    if freeMember >= 0 {
      freeMember = memberPart[member]
    } else {
      membersUsed += 1
      scratch.memberStamp[member] = 0
    }
    lease[member] = number
    option[member] = -1
    memberPart[member] = -1
    wait(member)
    return member
  }

  /// Admits a lease that is served where it stands; a piece of a tracked kind with its place.
  mutating func admitServed(_ number: Int32, _ option: Int32, _ parts: ArraySlice<PartTable.Part>, _ piece: PiecePlace?)
  {
    let member = admit(number)
    let `class` = instance.optionClass[option]
    for part in parts {
      let bay = part.bay.raw - firstBay
      if instance.isPiece[`class`], let piece, let taken = DomainSlots(piece.slots) {
        put(taken, of: `class`, on: nodes(of: bay).lowerBound + piece.node, for: member)
      } else {
        put(Int32(part.units), of: `class`, in: bay, for: member)
      }
    }
    self.option[member] = option
    value += instance.optionValue[option]
    stopWaiting(member)
  }

  /// Releases a lease that is not served, and returns which it was.
  mutating func release(_ member: Int32) -> Int32 {
    let number = lease[member]
    stopWaiting(member)
    lease[member] = -1
    memberPart[member] = freeMember
    freeMember = member
    return number
  }

  mutating func wait(_ member: Int32) {
    waiting[waitingCount] = member
    waitingAt[member] = Int32(waitingCount)
    waitingCount += 1
  }

  mutating func stopWaiting(_ member: Int32) {
    let at = waitingAt[member]
    waitingCount -= 1
    let last = waiting[waitingCount]
    waiting[at] = last
    waitingAt[last] = at
    waitingAt[member] = -1
  }
}
