/// The children of a zone by their free nodes of a kind, kept in order while nodes are taken and given back: what a sort of
/// all of them says anew for every gang. Zones with few children do without.
struct ChildOrder: Sendable {
  /// By free nodes, from 1: the children that have as many, by their places among the zone's children.
  private var withFree: [BitTree]

  /// The most free nodes that a child may have.
  var most: Int { withFree.count - 1 }

  init(children: Int, most: Int) { withFree = [BitTree](repeating: BitTree(count: children), count: most + 1) }

  /// Moves a child from one number of free nodes to another; children without free nodes are in no list.
  mutating func move(_ child: Int, from before: Int, to after: Int) {
    if before > 0 { withFree[before].remove(child) }
    if after > 0 { withFree[after].insert(child) }
  }

  /// The first child from a place on that has just so many free nodes.
  func next(from place: Int, free: Int) -> Int? { withFree[free].next(from: place) }

  /// The children in the order of best fit, each handed out once: see `BestFitQueue`.
  struct Queue {
    /// By free nodes: children before this place have been handed out or passed.
    private var place: [Int]
    private var handedOut: Set<Int> = []

    init(_ order: ChildOrder) { place = [Int](repeating: 0, count: order.most + 1) }

    /// The fullest child that holds what is asked, or, where none does, the emptiest; of equals the first.
    mutating func next(holding rest: Int, in order: ChildOrder) -> Int? {
      if rest <= order.most {
        for free in max(1, rest)...order.most {
          if let child = next(free, in: order) { return child }
        }
      }
      for free in stride(from: min(order.most, max(1, rest) - 1), to: 0, by: -1) {
        if let child = next(free, in: order) { return child }
      }
      return nil
    }

    private mutating func next(_ free: Int, in order: ChildOrder) -> Int? {
      while let child = order.next(from: place[free], free: free) {
        place[free] = child + 1
        // What has been handed out may have become fuller since.
        if handedOut.insert(child).inserted { return child }
      }
      return nil
    }
  }
}

/// The orders that a ledger keeps, by zone and kind.
struct ChildOrders: Sendable {
  /// Zones with fewer children are sorted for each gang.
  static let fewChildren = 256
  /// Children with more nodes of a kind are too different for lists by number.
  static let mostNodes = 1_024

  private var orders: [ChildOrder] = []
  /// By zone × kind, row-major: the position of its order; −1: none is kept. Empty until one is.
  private var position: [Int32] = []
  private let kinds: Int

  init(kinds: Int) { self.kinds = kinds }

  var isEmpty: Bool { orders.isEmpty }

  /// The order of a zone's children, if one is kept.
  subscript(zone: ZoneIndex, kind: Int) -> ChildOrder? {
    guard !position.isEmpty else { return nil }
    let at = position[zone.offset * kinds + kind]
    return at < 0 ? nil : orders[Int(at)]
  }

  /// The next child of a zone whose order is kept.
  func next(of zone: ZoneIndex, kind: Int, _ queue: inout ChildOrder.Queue, holding rest: Int) -> Int? {
    queue.next(holding: rest, in: orders[Int(position[zone.offset * kinds + kind])])
  }

  /// Moves a child of a zone in the order of its children, if one is kept.
  @inline(__always)
  mutating func move(_ child: Int32, of zone: ZoneIndex, kind: Int, from before: Int32, to after: Int32) {
    let at = position[zone.offset * kinds + kind]
    if at >= 0 { orders[Int(at)].move(Int(child), from: Int(before), to: Int(after)) }
  }

  mutating func keep(_ order: ChildOrder, of zone: ZoneIndex, kind: Int, zones: Int) {
    if position.isEmpty { position = [Int32](repeating: -1, count: zones * kinds) }
    position[zone.offset * kinds + kind] = Int32(orders.count)
    orders.append(order)
  }
}
