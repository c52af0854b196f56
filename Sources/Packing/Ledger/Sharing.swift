/// The state of exclusivity and affinity: units by part of the exclusive divisions, bays that are closed, and where
/// watched leases stand.
struct Sharing: Sendable, Equatable {
  /// Units that stand in each part, by exclusive division.
  var occupied: [[Int32]]
  /// By bay: how many leases keep it closed. Empty: no option is exclusive.
  var closed: [Int32]
  /// By bay: free slots that are hidden because the bay is closed.
  var hidden: [Int32]
  /// Units that stand in each part, by watch.
  var presence: [[Int32]]
  /// Units of each watch in any bay.
  var watched: [Int32]

  init(_ instance: Instance, _ book: RuleBook) {
    occupied = book.exclusion.divisions.map { [Int32](repeating: 0, count: instance.divisions[$0].run.count) }
    closed = [Int32](repeating: 0, count: book.exclusion.isEmpty ? 0 : instance.bays.count)
    hidden = closed
    presence = book.affinity.watches.map {
      [Int32](repeating: 0, count: instance.divisions[Int($0.division)].run.count)
    }
    watched = [Int32](repeating: 0, count: presence.count)
  }

  /// True if there is anything to keep up.
  var isUsed: Bool { !occupied.isEmpty || !presence.isEmpty }

  /// True if a bay is closed to those who do not stand there already.
  func isClosed(_ bay: BayIndex) -> Bool { !closed.isEmpty && closed[bay] > 0 }
}
