/// The objective, compared lexicographically: that who stands already stays or finds another place; that all mandatory
/// leases are served, however small elastic ones must be for it; the value of these; then all value less the cost of
/// moves.
struct Objective: Comparable, Sendable {
  /// Served leases that stand somewhere already.
  var standing: Int
  /// 1: all that must be kept and can be are.
  var keepsAll: Int
  var kept: Int64
  /// Value less the cost of moves, cents per hour.
  var net: Int64

  static func < (a: Objective, b: Objective) -> Bool {
    (a.standing, a.keepsAll, a.kept, a.net) < (b.standing, b.keepsAll, b.kept, b.net)
  }
  /// Below all others.
  static let none = Objective(standing: -1, keepsAll: 0, kept: 0, net: 0)
}
