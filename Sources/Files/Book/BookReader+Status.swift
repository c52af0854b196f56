import Facility
import Documents
import Tenancy

// How firm a lease is.

extension BookReader {
  private static let statuses = ["contracted", "option", "hold", "rofo", "proposal"]

  /// The status, and the zone that a right of first offer keeps the lease in.
  mutating func status(_ node: NodeID) -> (Status?, within: ZoneID?) {
    guard input.document.shape(of: node) == .mapping else { return (plainStatus(node), nil) }
    let given = input.document.pairs(of: node).filter { input.document.text(of: $0.key) != "source" }
    guard given.count == 1, let (key, value) = given.first else {
      input.report(node, "a status has one name", expected: "such as `{option: {until: 2027-03-31}}`")
      return (nil, nil)
    }
    switch input.document.text(of: key) {
    case "contracted":
      input.report(
        value, "a contracted lease has neither a day nor a probability",
        expected: words("`status: contracted`", columns: "empty cells beside it"))
      return (nil, nil)
    case "option":
      return (
        dated(value, as: "an option", day: "until", keys: BookKeys.option) { .option(until: $0, probability: $1) }, nil
      )
    case "hold":
      return (
        dated(value, as: "a hold", day: "expires", keys: BookKeys.hold) { .hold(expires: $0, probability: $1) }, nil
      )
    case "rofo": return rofo(value)
    case "proposal":
      guard let fields = input.fields(value, "a proposal", keys: BookKeys.proposal) else { return (nil, nil) }
      return (input.required(fields, "probability").flatMap { share($0) }.map { .proposal(probability: $0) }, nil)
    case let other:
      input.report(
        key, "unknown status `\(other)`", expected: alternatives(Self.statuses),
        suggestion: didYouMean(other, Self.statuses))
      return (nil, nil)
    }
  }

  private mutating func plainStatus(_ node: NodeID) -> Status? {
    guard let word = input.text(node, "a status") else { return nil }
    switch word {
    case "contracted": return .contracted
    case "rofo": return .rofo(zone: nil, noticeDays: nil)
    case "option": input.report(node, "an option needs its day", expected: "`{option: {until: 2027-03-31}}`")
    case "hold": input.report(node, "a hold needs its day", expected: "`{hold: {expires: 2027-01-31}}`")
    case "proposal":
      input.report(node, "a proposal needs its probability", expected: "`{proposal: {probability: 40 %}}`")
    default:
      input.report(
        node, "unknown status `\(word)`", expected: alternatives(Self.statuses),
        suggestion: didYouMean(word, Self.statuses))
    }
    return nil
  }

  private mutating func dated(
    _ node: NodeID, as what: StaticString, day key: StaticString, keys: Keys,
    _ make: (CalendarDate, Fraction?) -> Status
  ) -> Status? {
    guard let fields = input.fields(node, what, keys: keys) else { return nil }
    let day = input.required(fields, key).flatMap { self.day($0) }
    if let asOf, let day, day < asOf, let place = fields[key] {
      input.warn(
        place, "\(what) ended on \(day.text), before \(asOf.text); it is planned as if it still ran",
        suggestion: "take the lease out, or state the day to which it was extended")
    }
    guard let probability = probability(fields), let day else { return nil }
    return make(day, probability.stated)
  }

  /// The share of such promises that are taken, if it is stated; nil: reported.
  private mutating func probability(_ fields: Fields) -> (stated: Fraction?, Void)? {
    guard let node = fields["probability"] else { return (nil, ()) }
    return share(node).map { ($0, ()) }
  }

  private mutating func share(_ node: NodeID) -> Fraction? {
    caches.shares.value(of: node, in: &input) { $0.share($1) }
  }

  private mutating func day(_ node: NodeID) -> CalendarDate? {
    caches.days.value(of: node, in: &input) { $0.date($1) }
  }

  private mutating func oneZone(at node: NodeID) -> ZoneID? {
    guard let zones = zones(at: node) else { return nil }
    if zones.count == 1 { return zones[0] }
    input.report(node, "the right is on \(zones.count) zones", expected: "one zone")
    return nil
  }

  private mutating func rofo(_ node: NodeID) -> (Status?, within: ZoneID?) {
    guard let fields = input.fields(node, "a right of first offer", keys: BookKeys.rofo) else { return (nil, nil) }
    let within = fields["zone"].flatMap { oneZone(at: $0) }
    let days = fields["notice"].flatMap {
      input.parsed($0, "a number of days") { text throws(InputError) in try Quantity.days(text) }
    }
    guard let probability = probability(fields), (fields["zone"] == nil) == (within == nil),
      (fields["notice"] == nil) == (days == nil)
    else { return (nil, within) }
    let zone = within.map { facility.path(of: $0) }
    return (.rofo(zone: zone, noticeDays: days, probability: probability.stated), within)
  }
}
