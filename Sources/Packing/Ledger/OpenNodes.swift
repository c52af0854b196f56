/// Nodes that pieces have opened, by bay, with what is free in each of their domains; kinds that are tracked only.
struct OpenNodes: Sendable {
  /// One node.
  struct Node: Sendable, Equatable {
    /// Its number, from 0 among those of the bay.
    var number: Int32
    /// Free slots by domain; negative where pieces that stand already overlap.
    var free: [Int32]
    /// Pieces on it.
    var pieces: Int32
    /// Free slots of all domains.
    var total: Int32 { free.reduce(0) { $0 + max(0, $1) } }
  }

  /// By bay, ascending by number. Empty: no kind is tracked.
  private(set) var nodes: [[Node]]
  /// Lists of bays by the free slots of their open nodes, in one domain or in all; see `key`.
  private var lists: BayLists
  private let domains: [[Int32]]
  private let width: Int

  init(_ instance: Instance, _ book: RuleBook) {
    let isUsed = book.isTracked.contains(true)
    nodes = [[Node]](repeating: [], count: isUsed ? instance.bays.count : 0)
    width = isUsed ? Int(instance.nodeSlots.max() ?? 0) + 1 : 0
    domains = book.domains
    lists = BayLists(bays: nodes.count, kinds: isUsed ? instance.nodeSlots.count : 0, keys: 2 * width)
  }

  /// Free slots of the open nodes of a bay.
  func free(of bay: BayIndex) -> Int { nodes[bay.offset].reduce(0) { $0 + Int($1.total) } }

  /// The lowest number that no open node of a bay has.
  func nextNumber(in bay: BayIndex) -> Int32 {
    var number: Int32 = 0
    for node in nodes[bay.offset] where node.number == number { number += 1 }
    return number
  }

  /// The bays of a kind that have an open node with one domain of exactly `free` slots, latest first.
  func bays(kind: Int, domainFree free: Int32) -> BayLists.List { lists.list(kind: kind, key: Int(free)) }

  /// The bays of a kind that have an open node with exactly `free` slots in all domains, latest first.
  func bays(kind: Int, nodeFree free: Int32) -> BayLists.List { lists.list(kind: kind, key: width + Int(free)) }

  /// Puts a piece on a node, or with −1 takes it away.
  ///
  /// - Returns: 1 if that opens the node, −1 if it closes it, else 0.
  mutating func change(_ bay: BayIndex, kind: Int, _ place: PiecePlace, sign: Int32) -> Int32 {
    precondition(place.slots.count == domains[kind].count, "a place with other domains than its node")
    let at = nodes[bay.offset].firstIndex { $0.number >= place.node } ?? nodes[bay.offset].count
    let isKnown = at < nodes[bay.offset].count && nodes[bay.offset][at].number == place.node
    if isKnown {
      list(nodes[bay.offset][at], of: bay, kind: kind, sign: -1)
    } else {
      nodes[bay.offset].insert(Node(number: place.node, free: domains[kind], pieces: 0), at: at)
    }
    for (domain, slots) in place.slots.enumerated() { nodes[bay.offset][at].free[domain] -= sign * slots }
    nodes[bay.offset][at].pieces += sign
    guard nodes[bay.offset][at].pieces == 0 else {
      list(nodes[bay.offset][at], of: bay, kind: kind, sign: 1)
      return isKnown ? 0 : 1
    }
    nodes[bay.offset].remove(at: at)
    return -1
  }

  private mutating func list(_ node: Node, of bay: BayIndex, kind: Int, sign: Int32) {
    for free in node.free where free > 0 { lists.add(sign, bay.offset, kind: kind, key: Int(free)) }
    lists.add(sign, bay.offset, kind: kind, key: width + Int(node.total))
  }
}

extension OpenNodes: Equatable {
  /// Lists follow from the nodes, but for their order.
  static func == (a: OpenNodes, b: OpenNodes) -> Bool { a.nodes == b.nodes }
}

/// Bays by keys, each in as many lists as it has keys: a bay joins the list of a key when it is first counted there.
struct BayLists: Sendable {
  /// The bays of one kind and key, the one that joined last first.
  struct List: Sequence, IteratorProtocol {
    fileprivate let after: [Int32]
    fileprivate let keys: Int, key: Int
    fileprivate var at: Int32

    mutating func next() -> BayIndex? {
      guard at >= 0 else { return nil }
      defer { at = after[Int(at) * keys + key] }
      return BayIndex(Int(at))
    }
  }

  private let keys: Int
  private var head: [Int32]
  private var after: [Int32]
  private var before: [Int32]
  private var count: [Int32]

  init(bays: Int, kinds: Int, keys: Int) {
    self.keys = keys
    head = [Int32](repeating: -1, count: kinds * keys)
    after = [Int32](repeating: -1, count: bays * keys)
    before = after
    count = [Int32](repeating: 0, count: bays * keys)
  }

  func list(kind: Int, key: Int) -> List { List(after: after, keys: keys, key: key, at: head[kind * keys + key]) }

  /// Counts a bay once more, or once less, under a key.
  mutating func add(_ sign: Int32, _ bay: Int, kind: Int, key: Int) {
    let cell = bay * keys + key
    count[cell] += sign
    if sign > 0, count[cell] == 1 {
      after[cell] = head[kind * keys + key]
      before[cell] = -1
      if head[kind * keys + key] >= 0 { before[Int(head[kind * keys + key]) * keys + key] = Int32(bay) }
      head[kind * keys + key] = Int32(bay)
    } else if sign < 0, count[cell] == 0 {
      if before[cell] >= 0 {
        after[Int(before[cell]) * keys + key] = after[cell]
      } else {
        head[kind * keys + key] = after[cell]
      }
      if after[cell] >= 0 { before[Int(after[cell]) * keys + key] = before[cell] }
    }
  }
}
