internal import Encoding
public import Facility
public import PlanModel
public import Tenancy

extension CheckReport {
  /// The verdict as CSV: a row a note, a violation, a claim, a limit; described in docs/report-csv.md.
  ///
  /// - Complexity: O(loadings).
  public static func csv(
    _ verdict: Verdict, plan: Plan, facility: Facility, book: Book, circumstances: Circumstances = Circumstances()
  ) -> [UInt8] {
    let notes = Sentence.notes(circumstances, book).map { Row(note: $0) }
    let violations = verdict.violations.map { Row(violation: $0, facility, book) }
    let claims = figures(verdict, plan).map { Row(claim: $0.name, claimed: $0.claimed, actual: $0.actual) }
    let dropped = verdict.dropped.map { Row(dropped: $0, book) }
    let limits = verdict.loadings.map { Row(limit: $0, facility) }
    return CSV.document(columns, notes + violations + dropped + claims + limits)
  }

  private static let columns: [CSVColumn<Row>] = [
    CSVColumn("record") { .text($0.record) },
    CSVColumn("holds") { .flag($0.holds) },
    CSVColumn("name") { .text($0.name) },
    CSVColumn("class") { .text(orEmpty: $0.limits) },
    CSVColumn("lease") { .text(orEmpty: $0.lease) },
    CSVColumn("resource") { .text(orEmpty: $0.resource) },
    CSVColumn("load") { $0.load },
    CSVColumn("limit") { $0.limit },
    CSVColumn("claimed") { $0.claimed },
    CSVColumn("actual") { $0.actual },
    CSVColumn("unit") { .text(orEmpty: $0.unit) },
    CSVColumn("utilisation") { $0.utilisation },
    CSVColumn("text") { .text(orEmpty: $0.text) },
  ]

  /// One thing that was looked at.
  private struct Row {
    var record: String
    var holds: Bool
    var name: String
    var limits: String?
    var lease: String?
    var resource: String?
    var load = CSVValue.empty, limit = CSVValue.empty
    var claimed = CSVValue.empty, actual = CSVValue.empty
    var unit: String?
    var utilisation = CSVValue.empty
    var text: String?

    init(violation: Violation, _ facility: Facility, _ book: Book) {
      (record, holds, name) = ("violation", false, violation.code)
      lease = violation.lease.map { book.name(of: $0) }
      resource = violation.resource.map { facility.name(of: $0) }
      text = Sentence.violation(violation, facility: facility, book: book)
      switch violation {
      case .over(let loading), .missingLoad(let loading): fill(loading, facility)
      case .claim(let name, let claimed, let actual): fill(claim: name, claimed: claimed, actual: actual)
      default: break
      }
    }

    init(note: String) { (record, holds, name, text) = ("note", true, "note", note) }

    init(dropped lease: LeaseID, _ book: Book) {
      (record, holds, name, self.lease) = ("dropped", false, "dropped", book.name(of: lease))
      text = "lease \(book.name(of: lease)) must be kept and is not placed"
    }

    init(claim name: String, claimed: Int64, actual: Int64) {
      (record, holds, self.name) = ("claim", claimed == actual, name)
      fill(claim: name, claimed: claimed, actual: actual)
    }

    init(limit loading: Loading, _ facility: Facility) {
      (record, holds) = ("limit", loading.load <= loading.capacity)
      name = loading.resource.exists(in: facility) ? loading.resource.group(in: facility) : "unknown"
      resource = facility.name(of: loading.resource)
      fill(loading, facility)
    }

    private mutating func fill(_ loading: Loading, _ facility: Facility) {
      let own = loading.resource.unit(in: facility).symbol
      (load, limit) = (.amount(loading.load, own), .amount(loading.capacity, own))
      limits = loading.resource.limitClass?.name ?? "nodes"
      unit = CSVValue.unit(own)
      utilisation = .number(loading.utilisation, digits: 6)
    }

    private mutating func fill(claim: String, claimed: Int64, actual: Int64) {
      let isPower = claim == "supply draw"
      let digits = isPower ? 6 : 2
      (self.claimed, self.actual) = (.decimal(claimed, digits: digits), .decimal(actual, digits: digits))
      unit = isPower ? "kW" : "USD/h"
    }
  }
}
