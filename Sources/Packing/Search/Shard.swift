internal import NUMA

/// A shard of the site, a subtree with what is left in it and who stands there: the state that one worker owns at a
/// time.
///
/// Zones, bays and rows are numbered from 0 within the shard. Rows that bays of other shards load too hold an allotment
/// of the row's capacity, so that nothing here is read or written by anybody else. A *member* is a lease that the shard
/// has admitted, served or not, by its position in the shard's tables; a *part* is the units of a served lease in one
/// bay. All columns lie in one arena.
///
/// Invariant: `free`, `room` and `nodesFree` are what the start left, less the sum of the parts.
///
/// ```swift
/// var shard = Shard(instance, root: hall, start: ledger, mostParts: instance.mostParts, memory: nil)
/// for lease in waiting where shard.canAdmit { shard.admit(lease) }
/// shard.construct()
/// shard.improve(work: 10_000, balancing: 0.3, &random)
/// print(shard.value)
/// ```
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

  /// The slack of each row.
  let slack: Column<Int64>
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
  /// True if the region's bays are listed by free slots in this step.
  var hasBuckets = false
  /// The weights of region sizes.
  var sizes = RegionSizes()

  /// - Parameters:
  ///   - root: the zone whose subtree the shard is.
  ///   - mostParts: the number of parts that all leases may come to.
  ///   - memory: of the node that owns the shard; nil: wherever memory comes from.
  /// - Complexity: O(bays × rows of a bay + zones × kinds + slots).
  init(_ instance: SearchInstance, root: ZoneIndex, start: Ledger, mostParts: Int, memory: NodeMemory?) {
    let layout = ShardLayout(instance, root: root, start: start, mostParts: mostParts)
    let measured = Shard(instance, layout, start: start, arena: Arena.measuring())
    self.init(instance, layout, start: start, arena: Arena(bytes: measured.arena.used, in: memory))
    if nodes > 0 { openNodes(start) }
  }

  /// Carves all columns from an arena: what it reads from none of them may depend on the arena, which may be measuring.
  private init(_ instance: SearchInstance, _ layout: ShardLayout, start: Ledger, arena: Arena) {
    (self.instance, self.arena) = (instance, arena)
    let (bays, zones, nodes, kinds) = (layout.bays, layout.zones, layout.nodes, instance.kinds)
    (firstZone, self.zones) = (Int32(zones.lowerBound), zones.count)
    (firstBay, self.bays) = (Int32(bays.lowerBound), bays.count)
    (firstNode, self.nodes) = (Int32(nodes.lowerBound), nodes.count)
    firstEntry = layout.entries.lowerBound
    rowOf = arena.column(layout.rowOf)
    entryRow = arena.column(layout.entryRow)
    firstRowBay = arena.column(layout.rowBays.ranges.offsets)
    rowBay = arena.column(layout.rowBays.items)
    slack = arena.column(Int64(0), count: layout.rowOf.count)
    free = arena.column(start.free[bays])
    nodesFree = arena.column(start.zoneFree[zones.lowerBound * kinds..<zones.upperBound * kinds])
    lease = arena.column(of: Int32.self, count: layout.members)
    option = arena.column(of: Int32.self, count: layout.members)
    memberPart = arena.column(of: Int32.self, count: layout.members)
    waiting = arena.column(of: Int32.self, count: layout.members)
    waitingAt = arena.column(of: Int32.self, count: layout.members)
    partBay = arena.column(of: Int32.self, count: layout.parts)
    partUnits = arena.column(of: Int32.self, count: layout.parts)
    partMember = arena.column(of: Int32.self, count: layout.parts)
    nextOfMember = arena.column(of: Int32.self, count: layout.parts)
    nextInBay = arena.column(of: Int32.self, count: layout.parts)
    previousInBay = arena.column(of: Int32.self, count: layout.parts)
    bayPart = arena.column(Int32(-1), count: bays.count)
    partNode = arena.column(of: Int32.self, count: layout.pieces)
    partTaken = arena.column(of: DomainSlots.self, count: layout.pieces)
    nodeBay = arena.column(Int32(-1), count: nodes.count)
    nodeFree = arena.column(DomainSlots(), count: nodes.count)
    nodePieces = arena.column(Int32(0), count: nodes.count)
    untouched = arena.column(Int32(-1), count: nodes.isEmpty ? 0 : bays.count)
    nextUntouched = arena.column(Int32(-1), count: nodes.count)
    previousUntouched = arena.column(Int32(-1), count: nodes.count)
    scratch = Scratch(instance, layout, arena: arena)
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
  mutating func admitServed(
    _ number: Int32, by option: Int32, in parts: ArraySlice<PartTable.Part>, at piece: PiecePlace?
  ) {
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
