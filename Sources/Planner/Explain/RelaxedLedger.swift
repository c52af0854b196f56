import Packing

/// A copy of a ledger for questions of the kind "would it fit if these limits did not hold", made for the first
/// question, put right again after each.
///
/// Where nothing is placed "anywhere", an answer does not depend on the questions before it: only the order of equally
/// full bays does, which `Ledger.place(_:)` and pieces at the root go by. For these `renew` has the next question get a
/// new copy.
final class RelaxedLedger {
  private let ledger: Ledger
  private var copy: Ledger?

  init(_ ledger: Ledger) { self.ledger = ledger }

  /// Asks on a ledger without the limits of some rows; whatever is placed or ignored there is taken back.
  func relaxing<Answer>(_ rows: [RowIndex], _ body: (inout Ledger) -> Answer) -> Answer {
    var trial = copy.take() ?? ledger
    let start = trial.mark()
    trial.relax(rows)
    let answer = body(&trial)
    trial.rollBack(to: start)
    trial.restore(rows, from: ledger)
    trial.ignored = ledger.ignored
    copy = consume trial
    return answer
  }

  /// Has the next question get a new copy.
  func renew() { copy = nil }
}
