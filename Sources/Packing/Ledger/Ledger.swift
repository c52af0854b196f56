internal import SeededRandom

/// The account of what is left while a packing is built: free slots by bay and zone, slack by row. Places and takes
/// back whole gangs.
///
/// Invariant (`checkInvariants`, on in tests by `PACKING_INVARIANTS`): free slots and slacks are the instance's,
/// less the sum of what is placed; so are the parts that are closed and the nodes that pieces have opened. Bays of one
/// kind with equally many free slots form a linked list, so that the tightest bay that suffices is found without a
/// scan.
///
/// ```swift
/// var ledger = Ledger(instance)
/// let mark = ledger.mark()
/// if ledger.place(option) {  // all its units in the best zone of its level, by its rules
///   print(ledger.parts(since: mark))
/// }
/// ledger.rollBack(to: mark)  // as if nothing had been put
/// ```
public struct Ledger: Sendable {
  let instance: Instance
  let loads: LoadTable
  let hierarchy: ZoneHierarchy
  let book: RuleBook
  private let lazyRowTree: LazyRowTree
  /// Free slots of each bay that anybody may use; where pieces are tracked, those of untouched nodes.
  private(set) var free: [Int32]
  /// The slack of each row; negative where it was overfull from the start. Relaxed rows hold a very large
  /// number.
  private(set) var slack: [Int64]
  /// Free whole nodes: zones × kinds, row-major.
  private(set) var zoneFree: [Int32]
  private(set) var buckets: Buckets
  private(set) var sharing: Sharing
  private(set) var opened: OpenNodes
  /// The orders of the children of zones that have many.
  private(set) var orders: ChildOrders
  /// The gang that is being placed; nil: one without rules, or none.
  var gang: Gang?
  /// The policy of filling zones that is tried first.
  var fillPolicy = FillPolicy.bestFit
  /// The stream by which the scattered policy chooses.
  var chance = SplitMix64(seed: 0)
  /// The journal of what was put since the beginning, for taking back.
  private(set) var journal: [Entry] = []
  /// The places of the pieces among the journal's entries.
  var places: [PiecePlace] = []

  /// Rules that are not looked at, as a question "what if this rule did not hold".
  public var ignored: RuleSet = [] {
    didSet { if ignored.contains(.exclusive) != oldValue.contains(.exclusive) { showClosed() } }
  }

  /// True while a place is looked for in one domain only.
  var keepsDomains = false

  /// One thing that was put.
  struct Entry: Hashable, Sendable {
    enum Action: UInt8, Sendable {
      /// Units in a bay.
      case put
      /// A piece in a bay, at a place.
      case piece
      /// A part, in the place of the bay, is closed.
      case close
    }
    var action: Action
    var bay: Int32
    var option: Int32
    /// Negative: taken away.
    var units: Int32
    /// The lease; −1: none that matters.
    var lease: Int32
  }

  /// An empty ledger for an instance.
  ///
  /// - Complexity: O(zones × kinds + incidences).
  public init(_ instance: Instance) {
    let loads = LoadTable(instance)
    self.init(
      instance, loads: loads, hierarchy: ZoneHierarchy(instance), book: RuleBook(instance), lazyRowTree: LazyRowTree())
  }

  private init(
    _ instance: Instance, loads: LoadTable, hierarchy: ZoneHierarchy, book: RuleBook, lazyRowTree: LazyRowTree
  ) {
    self.instance = instance
    self.loads = loads
    self.hierarchy = hierarchy
    self.book = book
    self.lazyRowTree = lazyRowTree
    free = instance.bays.slots
    slack = instance.rows.capacity
    zoneFree = hierarchy.zoneNodes
    buckets = Buckets(instance)
    sharing = Sharing(instance, book)
    opened = OpenNodes(instance, book)
    orders = ChildOrders(kinds: hierarchy.kinds)
  }

  /// The rows that bays share.
  var rowTree: RowTree { lazyRowTree.tree(instance, loads) }

  /// Stands for "no limit": far above any capacity, far below overflow.
  public static let unlimited: Int64 = .max / 4

  /// Forgets the limits of some rows, as a question "what if these did not bind".
  public mutating func relax(_ shouldRelax: (RowIndex) -> Bool) {
    for row in slack.indices where shouldRelax(RowIndex(row)) { slack[row] = Self.unlimited }
  }

  /// Forgets the limits of some rows.
  public mutating func relax(_ rows: [RowIndex]) {
    for row in rows { slack[row] = Self.unlimited }
  }

  /// Gives rows whose limits were forgotten back what they can take in a ledger on which the same is placed.
  public mutating func restore(_ rows: [RowIndex], from other: Ledger) {
    for row in rows { slack[row] = other.slack[row] }
  }

  /// True if pieces of the bay's kind are tracked node by node.
  func tracks(_ bay: BayIndex) -> Bool { book.isTracked[Int(instance.bays.kind[bay])] }

  /// True if an option is a piece whose place on its node is tracked.
  func isTrackedPiece(_ option: OptionIndex) -> Bool {
    book.isTracked[Int(instance.options.kind[option])] && instance.isPiece(option)
  }

  /// True if the bay is closed to others, unless that rule is ignored.
  func isShut(_ bay: BayIndex) -> Bool { sharing.isClosed(bay) && !ignored.contains(.exclusive) }

  // MARK: putting

  /// Puts units into a bay whether or not they fit; the journal remembers it.
  ///
  /// Parts are not closed by this: see `put(_:parts:piece:as:)`.
  public mutating func put(_ option: OptionIndex, in bay: BayIndex, units: Int) {
    put(option, in: bay, units: units, as: owner(of: option))
  }

  mutating func put(_ option: OptionIndex, in bay: BayIndex, units: Int, as lease: Int32) {
    if isTrackedPiece(option) {
      for _ in 0..<units { putPiece(option, in: bay, at: place(for: option, in: bay), as: lease) }
    } else {
      write(Entry(action: .put, bay: bay.raw, option: option.raw, units: Int32(units), lease: lease))
    }
  }

  /// Puts a piece at a place whether or not it fits.
  mutating func putPiece(_ option: OptionIndex, in bay: BayIndex, at place: PiecePlace, as lease: Int32) {
    places.append(place)
    write(Entry(action: .piece, bay: bay.raw, option: option.raw, units: 1, lease: lease))
  }

  /// The lease that an option belongs to, if anybody stands near to anybody; else −1.
  func owner(of option: OptionIndex) -> Int32 { book.affinity.isEmpty ? -1 : book.affinity.lease[option] }

  mutating func write(_ entry: Entry) {
    apply(entry, 1)
    journal.append(entry)
    if gang != nil, entry.action != .close { gang?.add(entry.units, in: entry.bay, instance) }
  }

  /// Applies an entry, or with −1 takes it back; the place of a piece is the last one.
  private mutating func apply(_ entry: Entry, _ sign: Int32) {
    let option = OptionIndex(Int(entry.option))
    let units = sign * entry.units
    switch entry.action {
    case .put:
      let bay = BayIndex(Int(entry.bay))
      change(free: -units * instance.options.slots[option], of: bay)
      load(loads.amountClass[option], on: bay, units: units)
      if sharing.isUsed { note(option, in: bay, units: units, of: entry.lease) }
    case .piece:
      let bay = BayIndex(Int(entry.bay))
      let kind = instance.bays.kind[bay]
      let nodes = opened.change(bay, kind: Int(kind), places[places.count - 1], sign: units)
      if nodes != 0 {
        change(free: -nodes * instance.nodeSlots[Int(kind)], of: bay)
        let node = loads.nodeClass[Int(kind)]
        if node >= 0 { load(node, on: bay, units: nodes) }
      }
      load(loads.amountClass[option], on: bay, units: units)
      if sharing.isUsed { note(option, in: bay, units: units, of: entry.lease) }
    case .close:
      close(entry.bay, of: option, units)
    }
  }

  private mutating func load(_ amountClass: Int32, on bay: BayIndex, units: Int32) {
    let base = loads.base(of: amountClass)
    for entry in instance.entries(of: bay.offset) {
      // Wrapping, so that taking back is exact even where forgotten rows are loaded beyond all measure.
      slack[instance.incidenceRow[entry]] &-= loads.load(base, by: entry) &* Int64(units)
    }
  }

  private mutating func change(free slots: Int32, of bay: BayIndex) {
    var after = free[bay] + slots
    if isShut(bay) {
      let physical = after + sharing.hidden[bay]
      after = min(0, physical)
      sharing.hidden[bay] = physical - after
    }
    show(after, of: bay)
  }

  private mutating func show(_ after: Int32, of bay: BayIndex) {
    let before = free[bay]
    let kind = Int(instance.bays.kind[bay])
    let nodeSlots = instance.nodeSlots[kind]
    free[bay] = after
    buckets.move(bay.offset, kind: kind, from: before, to: after)
    let nodes = floorQuotient(after, nodeSlots) - floorQuotient(before, nodeSlots)
    guard nodes != 0 else { return }
    var zone: ZoneIndex? = instance.bays.zone[bay]
    while let at = zone {
      let before = zoneFree[at.offset * hierarchy.kinds + kind]
      zoneFree[at.offset * hierarchy.kinds + kind] = before + nodes
      zone = instance.zones.parent[at]
      if !orders.isEmpty, let parent = zone {
        let child = hierarchy.placeInParent[at.offset]
        orders.move(child, of: parent, kind: kind, from: before, to: before + nodes)
      }
    }
  }

  /// Keeps the children of a zone in the order of best fit from now on, if it has many.
  ///
  /// - Complexity: O(children), once.
  mutating func keepOrder(of zone: ZoneIndex, kind: Int) {
    let children = hierarchy.children(of: zone)
    guard children.count > ChildOrders.fewChildren, !hierarchy.isMixed(zone), orders[zone, kind] == nil else { return }
    let most = children.reduce(0) { max($0, Int(hierarchy.zoneNodes[$1.offset * hierarchy.kinds + kind])) }
    guard most <= ChildOrders.mostNodes else { return }
    var order = ChildOrder(children: children.count, most: most)
    for (place, child) in children.enumerated() {
      order.move(place, from: 0, to: Int(zoneFree[child.offset * hierarchy.kinds + kind]))
    }
    orders.keep(order, of: zone, kind: kind, zones: instance.zones.count)
  }

  // MARK: rules of sharing

  /// Counts units by the parts that somebody's rules look at.
  private mutating func note(_ option: OptionIndex, in bay: BayIndex, units: Int32, of lease: Int32) {
    for (at, division) in book.exclusion.divisions.enumerated() {
      let part = instance.divisions[division].partOfBay[bay]
      if part >= 0 { sharing.occupied[at][Int(part)] += units }
    }
    if lease >= 0 {
      for watch in book.affinity.watchesOfLease[Int(lease)] {
        let part = instance.divisions[Int(book.affinity.watches[Int(watch)].division)].partOfBay[bay]
        sharing.watched[Int(watch)] += units
        if part >= 0 { sharing.presence[Int(watch)][Int(part)] += units }
      }
    }
  }

  /// Closes a part of an option's exclusive division, or opens it again.
  private mutating func close(_ part: Int32, of option: OptionIndex, _ sign: Int32) {
    let position = Int(book.exclusion.position[Int(instance.options.exclusive[option])])
    for bay in book.exclusion.bays(of: part, at: position) {
      let physical = free[bay] + sharing.hidden[bay]
      sharing.closed[bay] += sign
      settle(bay, physical)
    }
  }

  /// Shows the free slots of a bay, or hides them where it is closed.
  private mutating func settle(_ bay: BayIndex, _ physical: Int32) {
    let visible = isShut(bay) ? min(0, physical) : physical
    sharing.hidden[bay] = physical - visible
    if visible != free[bay] { show(visible, of: bay) }
  }

  private mutating func showClosed() {
    for bay in sharing.closed.indices where sharing.closed[bay] > 0 {
      settle(BayIndex(bay), free[bay] + sharing.hidden[bay])
    }
  }

  // MARK: taking back

  /// A point to return to.
  public func mark() -> Int { journal.count }

  /// Takes back everything put since a mark.
  public mutating func rollBack(to mark: Int) {
    while journal.count > mark {
      let last = journal.removeLast()
      apply(last, -1)
      if last.action == .piece { places.removeLast() }
    }
    gang = nil
  }

  /// Forgets what was put and taken away again; marks from before do not count any longer.
  ///
  /// - Complexity: O(journal).
  mutating func compactJournal() {
    struct Key: Hashable {
      var entry: Entry
      var place: PiecePlace?
    }
    var position: [Key: Int] = [:]
    var kept: [(entry: Entry, place: PiecePlace?)] = []
    var next = places.startIndex
    for entry in journal {
      var key = Key(entry: entry, place: nil)
      key.entry.units = 0
      if entry.action == .piece {
        key.place = places[next]
        next += 1
      }
      if let known = position[key] {
        kept[known].entry.units += entry.units
      } else {
        position[key] = kept.count
        kept.append((entry, key.place))
      }
    }
    kept.removeAll { $0.entry.units == 0 }
    journal = kept.map(\.entry)
    places = kept.compactMap(\.place)
  }

  /// Takes back the last units that were put of the gang being placed.
  ///
  /// - Parameter units: at most as many as were put.
  mutating func takeBack(_ units: Int) {
    var rest = Int32(units)
    while rest > 0 {
      let last = journal.removeLast()
      apply(last, -1)
      gang?.add(-last.units, in: last.bay, instance)
      if last.units > rest {
        var kept = last
        kept.units -= rest
        write(kept)
      }
      rest -= min(rest, last.units)
    }
  }

  // MARK: invariants

  /// True if what is left equals what there was less what the journal holds.
  func checkInvariants() -> Bool {
    var fresh = Ledger(instance, loads: loads, hierarchy: hierarchy, book: book, lazyRowTree: lazyRowTree)
    fresh.ignored = ignored
    var place = places.startIndex
    for entry in journal {
      if entry.action == .piece {
        fresh.places.append(places[place])
        place += 1
      }
      fresh.apply(entry, 1)
    }
    let rowsAgree = zip(slack, fresh.slack).allSatisfy { $0 == $1 || $0 > Self.unlimited / 2 }
    return rowsAgree && fresh.free == free && fresh.zoneFree == zoneFree && fresh.sharing == sharing
      && fresh.opened == opened
  }
}

/// The quotient rounded towards −∞: free slots go negative where placed leases overfill a bay.
private func floorQuotient(_ a: Int32, _ b: Int32) -> Int32 { a >= 0 ? a / b : -((b - 1 - a) / b) }
