/// The objective, compared lexicographically: that who stands already stays or finds another place; that all mandatory
/// leases are served, however small elastic ones must be for it; the value of these; then all value less the cost of
/// moves.
struct Objective: Comparable, Sendable {
  /// Served leases that stand somewhere already.
  var standing: Int
  /// 1: all mandatory leases that can be served are.
  var servesMandatory: Int
  var mandatoryValue: Int64
  /// Value less the cost of moves, cents per hour.
  var net: Int64

  static func < (a: Objective, b: Objective) -> Bool {
    (a.standing, a.servesMandatory, a.mandatoryValue, a.net) < (b.standing, b.servesMandatory, b.mandatoryValue, b.net)
  }
  /// Below all others.
  static let none = Objective(standing: -1, servesMandatory: 0, mandatoryValue: 0, net: 0)
}
