internal import Facility
internal import Tenancy

/// The details of a status, one field each.
struct StatusFields {
  var until: CalendarDate?
  var zone: String?
  var noticeDays: Int?
  var probability: Fraction?

  init(_ status: Status) {
    switch status {
    case .contracted: break
    case .option(let day, let share), .hold(let day, let share): (until, probability) = (day, share)
    case .rofo(let offered, let notice, let share): (zone, noticeDays, probability) = (offered, notice, share)
    case .proposal(let share): probability = share
    }
  }
}
