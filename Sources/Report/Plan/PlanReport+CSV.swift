internal import Encoding
internal import Facility
public import PlanModel
internal import Tenancy

extension PlanReport {
  /// The leases as CSV, a row each in the order of the book, placed and refused; described in docs/report-csv.md.
  ///
  /// - Complexity: O(zones + racks of all placements).
  public static func csv(_ answer: Answer) -> [UInt8] {
    let note = Sentence.withoutBook(answer.circumstances, answer.book).map { Row.note($0) }
    let columns = columns(answer).map { column in
      CSVColumn<Row>(column.name) { row in
        switch row {
        case .lease(let lease): column.value(lease)
        case .note(let text):
          switch column.name {
          case "outcome": .text("note")
          case "note": .text(text)
          default: .empty
          }
        }
      }
    }
    return CSV.document(columns, [note].compactMap { $0 } + rows(answer).map { .lease($0) })
  }

  /// A row of the table.
  private enum Row {
    case lease(LeaseRow)
    /// A note on the whole of it.
    case note(String)
  }

  /// A lease with what became of it.
  private struct LeaseRow {
    var id: LeaseID
    var lease: Lease
    var kind: KindID
    var nodes: Int
    /// Racks and, in each of them, nodes; of a placed lease.
    var at: [(racks: String, nodes: Int)] = []
    var racks: Int?
    /// The node and the GPUs that a piece of one holds: `hall-1/rack-3/node-2:4+0`.
    var piece: String?
    /// True where it stands in breach of a limit or a rule.
    var standsInBreach = false
    /// Its refusal; nil: it is placed.
    var refusal: Refusal?
    /// The reason for its refusal, or what it breaks where it stands, for programs and for people.
    var because: (reason: Reason, fields: ReasonFields, text: String)?
  }

  private static func rows(_ answer: Answer) -> [LeaseRow] {
    let (facility, leases) = (answer.facility, answer.book.leases)
    var formatter = PlacementFormatter(facility)
    var rows: [LeaseRow] = []
    for placement in answer.plan.placements where answer.book.has(placement.lease) {
      rows.append(
        LeaseRow(
          id: placement.lease, lease: leases[placement.lease], kind: placement.kind, nodes: placement.nodes,
          at: formatter.patterns(of: placement), racks: placement.parts.count,
          piece: placement.parts.first.flatMap { part in
            part.piece.map {
              "\(facility.place(of: part.zone))/node-\($0.node):" + $0.gpus.map(String.init).joined(separator: "+")
            }
          }, standsInBreach: placement.standsInBreach,
          because: placement.breaks.first.map { first in
            (
              first, ReasonFields(first, kind: placement.kind, facility),
              Sentence.breaks(placement, facility: facility, book: answer.book)
            )
          }))
    }
    var sentences = ReasonSentences()
    for refusal in answer.plan.refusals where answer.book.has(refusal.lease) {
      let lease = leases[refusal.lease]
      let kind = refusal.kind(in: answer.book)
      let text = sentences.text(of: refusal, facility: facility, book: answer.book)
      rows.append(
        LeaseRow(
          id: refusal.lease, lease: lease, kind: kind, nodes: refusal.nodes, refusal: refusal,
          because: (refusal.reason, ReasonFields(refusal.reason, kind: kind, facility), text)))
    }
    return rows.enumerated().sorted { ($0.element.id, $0.offset) < ($1.element.id, $1.offset) }.map(\.element)
  }

  private static func columns(_ answer: Answer) -> [CSVColumn<LeaseRow>] {
    asked(answer) + taken(answer) + refused(answer.facility) + added(answer)
  }

  /// The columns on the lease.
  private static func asked(_ answer: Answer) -> [CSVColumn<LeaseRow>] {
    [
      CSVColumn("lease") { .text($0.lease.name) },
      CSVColumn("tenant") { .text(answer.book.tenantName(of: $0.lease)) },
      CSVColumn("outcome") { .text($0.standsInBreach ? "stands" : $0.because == nil ? "placed" : "refused") },
      CSVColumn("status") { .text($0.lease.status.name) },
      CSVColumn("status_until") { .text(orEmpty: StatusFields($0.lease.status).until?.text) },
      CSVColumn("status_zone") { .text(orEmpty: StatusFields($0.lease.status).zone) },
      CSVColumn("status_notice_days") { .count(StatusFields($0.lease.status).noticeDays) },
      CSVColumn("status_probability") {
        StatusFields($0.lease.status).probability.map { .decimal($0.ppm, digits: 6) } ?? .empty
      },
      CSVColumn("must_be_kept") { .flag(answer.plan.settings.honour.keeps($0.lease)) },
      CSVColumn("stands_today") { .flag($0.lease.isPlaced) },
      CSVColumn("priority") { .count($0.lease.priority) },
      CSVColumn("kind") { .text(answer.facility.kindName($0.kind)) },
      CSVColumn("level") { .text($0.lease.level.word) },
      CSVColumn("profile") { .text($0.lease.profile.name) },
      CSVColumn("gpus_asked") { .count($0.lease.demand.askedGPUs) },
      CSVColumn("gpus_at_least") { .count($0.lease.demand.leastGPUs) },
      CSVColumn("megawatts_asked") { $0.lease.demand.askedPower.map { .decimal($0.milliwatts, digits: 9) } ?? .empty },
    ]
  }

  /// The columns on the nodes that it takes.
  private static func taken(_ answer: Answer) -> [CSVColumn<LeaseRow>] {
    [
      CSVColumn("gpus") { .count($0.lease.gpus(in: $0.nodes, of: $0.kind, answer.facility)) },
      CSVColumn("nodes") { .count($0.nodes) },
      CSVColumn("racks") { .count($0.racks) },
      CSVColumn("rent_usd_per_hour") {
        .decimal($0.lease.rent(onNodes: $0.nodes, of: $0.kind, answer.facility), digits: 2)
      },
      CSVColumn("where") { row in
        .text(row.piece ?? row.at.map { "\($0.racks):\($0.nodes)" }.joined(separator: " "))
      },
    ]
  }

  /// Columns that came later, behind the others so that they keep their places.
  private static func added(_ answer: Answer) -> [CSVColumn<LeaseRow>] {
    [
      CSVColumn("rack_positions") { .count(answer.facility.isPosition($0.kind) ? $0.nodes : nil) },
      CSVColumn("largest_part_nodes") { .count($0.refusal?.part?.nodes) },
      CSVColumn("largest_part_gpus") { row in
        .count(row.refusal?.part.map { row.lease.gpus(in: $0.nodes, of: $0.kind, answer.facility) })
      },
      CSVColumn("note") { .text(orEmpty: Sentence.note(answer.circumstances, $0.lease)) },
    ]
  }

  private static func alone(_ row: LeaseRow, _ facility: Facility) -> ReasonFields? {
    row.refusal?.alone?.reason.map { ReasonFields($0, kind: row.kind, facility) }
  }

  /// The columns on its refusal.
  private static func refused(_ facility: Facility) -> [CSVColumn<LeaseRow>] {
    [
      CSVColumn("reason_code") { .text(orEmpty: $0.because?.reason.code) },
      CSVColumn("reason_limits") { row in
        let also = row.refusal?.alsoShort.map { facility.name(of: $0.resource) } ?? []
        return .text(orEmpty: row.because.map { ($0.fields.resources + also).joined(separator: " ") })
      },
      CSVColumn("reason_zone") { .text(orEmpty: $0.because?.fields.zone.map { facility.place(of: $0) }) },
      CSVColumn("reason_short") { row in
        row.because.flatMap { because in because.fields.short.map { .amount($0, because.fields.unit) } } ?? .empty
      },
      CSVColumn("reason_short_unit") { .text(orEmpty: $0.because?.fields.unit.map(CSVValue.unit)) },
      CSVColumn("reason") { .text(orEmpty: $0.because?.text) },
      CSVColumn("reason_beside") { .text(orEmpty: $0.refusal?.beside.rawValue) },
      CSVColumn("fits_without_plan") { $0.refusal?.alone.map { .flag($0.reason == nil) } ?? .empty },
      CSVColumn("reason_code_without_plan") { .text(orEmpty: $0.refusal?.alone?.reason?.code) },
      CSVColumn("reason_limits_without_plan") {
        .text(orEmpty: alone($0, facility)?.resources.joined(separator: " "))
      },
      CSVColumn("reason_short_without_plan") { row in
        alone(row, facility).flatMap { fields in fields.short.map { .amount($0, fields.unit) } } ?? .empty
      },
      CSVColumn("reason_short_unit_without_plan") {
        .text(orEmpty: alone($0, facility).flatMap(\.unit).map(CSVValue.unit))
      },
    ]
  }
}

extension CSVValue {
  /// The unit of an amount in CSV: kW for mW, which are too small for people.
  static func unit(_ unit: String) -> String { unit == "mW" ? "kW" : unit }

  /// An amount that the models hold in `unit`: mW become kW, to the last mW.
  static func amount(_ amount: Int64, _ unit: String?) -> CSVValue {
    unit == "mW" ? .decimal(amount, digits: 6) : .integer(amount)
  }
}
