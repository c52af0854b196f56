/// Bays of one kind by free slots: doubly linked lists in two columns, O(1) to move a bay from one list to another.
///
/// Bays with very many free slots are few, and share one list.
struct Buckets: Sendable {
  private var head: [Int32]
  private var after: [Int32]
  private var before: [Int32]
  /// The last list of a kind, which holds all bays with that many free slots or more.
  private let last: Int

  /// Free slots from which on bays share a list: far more than racks have.
  private static let many = 1_023

  init(_ instance: Instance) {
    last = min(Int(instance.bays.slots.max() ?? 0), Self.many)
    head = [Int32](repeating: -1, count: max(1, instance.nodeSlots.count) * (last + 1))
    after = [Int32](repeating: -1, count: instance.bays.count)
    before = after
    for bay in stride(from: instance.bays.count - 1, through: 0, by: -1) {
      if let list = list(Int(instance.bays.kind[bay]), instance.bays.slots[bay]) { link(bay, list) }
    }
  }

  /// The bay of a kind with the fewest free slots, at least `slots`, that is accepted; among equals the one that
  /// reached that number last.
  ///
  /// - Parameter free: free slots by bay.
  /// - Complexity: O(lists + bays asked).
  func bestFit(kind: Int, slots: Int, free: [Int32], where accepts: (BayIndex) -> Bool) -> BayIndex? {
    guard slots >= 0 else { return nil }
    for number in stride(from: slots, to: last, by: 1) {
      var at = head[kind * (last + 1) + number]
      while at >= 0 {
        if accepts(BayIndex(Int(at))) { return BayIndex(Int(at)) }
        at = after[Int(at)]
      }
    }
    var best: BayIndex?
    var at = head[kind * (last + 1) + last]
    while at >= 0 {
      let bay = BayIndex(Int(at))
      if Int(free[bay]) >= slots, best.map({ free[bay] < free[$0] }) ?? true, accepts(bay) { best = bay }
      at = after[Int(at)]
    }
    return best
  }

  /// Calls with the bays of a kind from many free slots down to `slots`, those of one list as they come, as long as the
  /// answer is true for the most slots that a bay of the list may have.
  func fromEmptiest(kind: Int, downTo slots: Int, while isWorthwhile: (Int) -> Bool, _ body: (BayIndex) -> Void) {
    for number in stride(from: last, through: min(slots, last), by: -1) {
      guard isWorthwhile(number == last ? .max : number) else { return }
      var at = head[kind * (last + 1) + number]
      while at >= 0 {
        body(BayIndex(Int(at)))
        at = after[Int(at)]
      }
    }
  }

  mutating func move(_ bay: Int, kind: Int, from: Int32, to: Int32) {
    let (old, new) = (list(kind, from), list(kind, to))
    if old == new, old == list(kind, Int32(last)) { return }
    if let old { unlink(bay, old) }
    if let new { link(bay, new) }
  }

  /// An overfull bay is in no list.
  private func list(_ kind: Int, _ slots: Int32) -> Int? {
    slots < 0 ? nil : kind * (last + 1) + min(Int(slots), last)
  }

  private mutating func link(_ bay: Int, _ list: Int) {
    after[bay] = head[list]
    before[bay] = -1
    if head[list] >= 0 { before[Int(head[list])] = Int32(bay) }
    head[list] = Int32(bay)
  }

  private mutating func unlink(_ bay: Int, _ list: Int) {
    if before[bay] >= 0 { after[Int(before[bay])] = after[bay] } else { head[list] = after[bay] }
    if after[bay] >= 0 { before[Int(after[bay])] = before[bay] }
  }
}
