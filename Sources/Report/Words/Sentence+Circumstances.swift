internal import Facility
internal import PlanModel
internal import Tenancy

extension Sentence {
  private static let mostExpired = 20

  /// Notes on the circumstances in which it was asked, a sentence each: that there was no book, that nobody said which day it is,
  /// which promises had ended; none where there is nothing to say.
  static func notes(_ circumstances: Circumstances, _ book: Book) -> [String] {
    [withoutBook(circumstances, book), promises(circumstances, book)].compactMap { $0 }
  }

  /// The sentence on a site that is planned without a book.
  static func withoutBook(_ circumstances: Circumstances, _ book: Book) -> String? {
    guard !circumstances.hasBook else { return nil }
    return book.leases.isEmpty
      ? "No tenant book was read: the empty site is planned."
      : "No tenant book was read: the site is planned with what stands leased in the facility file alone."
  }

  private static func promises(_ circumstances: Circumstances, _ book: Book) -> String? {
    let days = book.leases.compactMap(\.status.lastDay)
    guard let first = days.min() else { return nil }
    guard let day = circumstances.day else {
      return
        "Whether options and holds have expired was not looked at (\(ends(days.count, first))): say the day with --as-of."
    }
    let expired = circumstances.expired(in: book)
    guard !expired.isEmpty else { return nil }
    let named = expired.prefix(mostExpired).map { lease in
      "\(book.name(of: lease)) (\(book.leases[lease].status.promise ?? ""))"
    }
    let more = expired.count - named.count
    return "Expired before \(day.text), and planned as if \(expired.count == 1 ? "it" : "they") still ran: "
      + listed(named + (more > 0 ? [counted(more, "other")] : [])) + "."
  }

  private static func ends(_ count: Int, _ first: CalendarDate) -> String {
    count == 1
      ? "the one that has a day ends on \(first.text)" : "the first of \(Numbers.grouped(count)) ends on \(first.text)"
  }

  /// The note on one lease that is an option or a hold: that it has expired, or that this was not looked at.
  static func note(_ circumstances: Circumstances, _ lease: Lease) -> String? {
    guard let last = lease.status.lastDay else { return nil }
    guard let day = circumstances.day else {
      return "whether it has expired was not looked at: say the day with --as-of"
    }
    return last < day ? "expired before \(day.text), and planned as if it still ran" : nil
  }
}

extension Status {
  /// A promise with the day on which it ends: `option until 2027-03-31`.
  fileprivate var promise: String? { lastDay.map { "\(name) until \($0.text)" } }
}
