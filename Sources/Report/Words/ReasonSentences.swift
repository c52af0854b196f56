public import Facility
public import PlanModel
public import Tenancy

/// A cache of sentences for reasons: in a long book few reasons stop many leases.
public struct ReasonSentences {
  private struct Key: Hashable {
    var reason: Reason
    var kind: KindID
    var within: ZoneID?
  }

  private var known: [Key: String] = [:]

  /// Makes an empty cache, for one facility.
  public init() {}

  /// The sentence of `Sentence.reason` for a refused lease of the book.
  public mutating func text(of refusal: Refusal, facility: Facility, book: Book) -> String {
    text(
      of: refusal.reason, kind: refusal.kind(in: book), within: book.leases[refusal.lease].within, facility)
  }

  mutating func text(of reason: Reason, kind: KindID, within: ZoneID?, _ facility: Facility) -> String {
    let key = Key(reason: reason, kind: kind, within: within)
    if let text = known[key] { return text }
    let text = Sentence.reason(reason, kind: kind, within: within, facility: facility)
    known[key] = text
    return text
  }
}
