public import Facility
public import PlanModel
public import Tenancy

/// A cache of sentences for reasons: in a long book few reasons stop many leases.
public struct ReasonSentences {
  private struct Key: Hashable {
    var reason: Reason
    var kind: KindID
    var within: ZoneID?
    var alsoShort: [Shortfall] = []
    var beside = Refusal.Beside.plan
    var alone: Refusal.Alone?
    var part: Refusal.Part?
  }

  private var known: [Key: String] = [:]

  /// Makes an empty cache, for one facility.
  public init() {}

  /// The sentence of `Sentence.reason` for a refused lease of the book.
  public mutating func text(of refusal: Refusal, facility: Facility, book: Book) -> String {
    let (kind, within) = (refusal.kind(in: book), book.leases[refusal.lease].within)
    let key = Key(
      reason: refusal.reason, kind: kind, within: within, alsoShort: refusal.alsoShort, beside: refusal.beside,
      alone: refusal.alone, part: refusal.part)
    if let text = known[key] { return text }
    let text = Sentence.reason(refusal, kind: kind, within: within, facility: facility)
    known[key] = text
    return text
  }

  mutating func text(of reason: Reason, kind: KindID, within: ZoneID?, _ facility: Facility) -> String {
    let key = Key(reason: reason, kind: kind, within: within)
    if let text = known[key] { return text }
    let text = Sentence.reason(reason, kind: kind, within: within, facility: facility)
    known[key] = text
    return text
  }
}
