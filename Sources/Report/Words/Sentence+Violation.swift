public import Facility
public import PlanModel
public import Tenancy

extension Sentence {
  /// A violation in words: the lease or the limit, the finding, the rule; no full stop.
  public static func violation(_ violation: Violation, facility: Facility, book: Book) -> String {
    func lease(_ id: LeaseID) -> String { "lease " + book.name(of: id) }
    /// A number of nodes of a lease: of positions, where it asks for space.
    func nodes(_ count: Int, of id: LeaseID) -> String {
      if book.has(id), case .space = book.leases[id].demand { return counted(count, "rack position") }
      return counted(count, "node")
    }
    func kind(_ id: KindID) -> String {
      facility.kinds.indices.contains(id.index) ? facility.kinds[id].name : "unknown"
    }
    switch violation {
    case .placedTwice(let id): return "\(lease(id)) is placed twice"
    case .unaccounted(let id): return "\(lease(id)) must be either placed or refused, and only one of them"
    case .noSuchBay(let id, let rack, let kindID):
      if facility.isPosition(kindID) {
        return "\(lease(id)) is placed on rack positions of \(facility.place(of: rack)), which has none"
      }
      return "\(lease(id)) is placed on nodes of kind \(kind(kindID)) in \(facility.place(of: rack)), which holds none"
    case .wrongKind(let id, let placed, let asked):
      return "\(lease(id)) is placed on kind \(kind(placed)), it asks for \(kind(asked))"
    case .malformedPart(let id, let rack):
      let word = nodes(2, of: id).dropFirst(2)
      return "\(lease(id)) names \(facility.place(of: rack)) twice, or with a number of \(word) that is not positive"
    case .wrongSize(let id, let placed, let asked):
      let difference = placed > asked ? "too many" : "too few"
      return "\(lease(id)) is placed on \(nodes(placed, of: id)), it asks for \(nodes(asked, of: id)):"
        + " \(Numbers.grouped((placed - asked).magnitude)) \(difference)"
    case .split(let id, let level, let zones): return split(lease(id), over: zones, level: level, facility)
    case .moved(let id, let rack, let placed, let today):
      return "\(lease(id)) stands on \(nodes(today, of: id)) of \(facility.place(of: rack)) today,"
        + " the plan gives it \(Numbers.grouped(placed)) there"
    case .outside, .shared, .crowded, .brokenSegment, .misfit, .apart:
      return brokenRule(violation, facility: facility, book: book)
    case .over(let loading): return loading.resource.wording.over(loading, in: facility)
    case .claim(let name, let claimed, let actual):
      return "the plan claims a \(name) of \(figure(claimed, name)), it comes to \(figure(actual, name))"
    case .falseLoad(let claimed, let actual):
      func stated(_ loading: Loading) -> String {
        "\(exact(loading.load, of: loading.resource, facility)) of \(exact(loading.capacity, of: loading.resource, facility))"
      }
      return "the plan claims that \(name(claimed.resource, facility)) carries \(stated(claimed)),"
        + " it carries \(stated(actual))"
    case .missingLoad(let loading):
      return "the plan does not state the load of \(name(loading.resource, facility)), the fullest of its kind:"
        + " \(exact(loading.load, of: loading.resource, facility))"
        + " of \(exact(loading.capacity, of: loading.resource, facility))"
    case .otherFile(let file): return "the plan was made from another version of the \(file)"
    case .negativePrice(let row, let price):
      return "the price of \(name(row.resource, facility)) is negative: \(Numbers.grouped(price)) picocents per hour"
        + " for one \(row.resource.unit(in: facility).symbol)"
    case .unknownPrice(let name): return "there is a price for \(name), which is no limit here"
    }
  }

  private static func split(
    _ lease: String, over zones: [ZoneID], level: Level, _ facility: Facility
  ) -> String {
    let shown = zones.prefix(4).map { facility.place(of: $0) }
    let more = zones.count - shown.count
    return "\(lease) must stand in one \(level.word), it is split over "
      + listed(shown + (more > 0 ? [counted(more, "other")] : []))
  }

  /// A claimed figure in its unit: every claim is in cents per hour but the draw at the supply.
  static func figure(_ value: Int64, _ claim: String) -> String {
    claim.contains("supply") || claim.contains("draw")
      ? Numbers.fixed(value, over: 1_000_000_000, digits: 9) + " MW" : "$" + Numbers.dollars(value) + "/h"
  }

  /// An amount of a resource to its last unit: claims differ by less than a rounded figure shows.
  static func exact(_ amount: Int64, of resource: Resource, _ facility: Facility) -> String {
    let unit = resource.unit(in: facility)
    if unit == .milliwatts { return Numbers.fixed(amount, over: 1_000_000, digits: 6) + " kW" }
    if unit == .nodes { return resource.wording.amount(amount, in: facility) }
    return "\(Numbers.grouped(amount)) \(unit.symbol)"
  }
}
