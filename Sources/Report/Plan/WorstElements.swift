internal import Facility
internal import PlanModel

/// The fullest element of a stage, a cooling element's name, or rack space.
struct WorstElement {
  /// The name that the elements share: `transformer`.
  var group: String
  /// The class of limit; nil for a named quantity.
  var limits: LimitClass?
  /// The number of elements of the group that have a limit.
  var elements: Int
  /// Of the fullest; of equals the first in the facility.
  var loading: Loading

  /// One entry a group with limits: power in the order of the chain, then cooling, then rack space, then named
  /// quantities.
  ///
  /// - Complexity: O(loadings).
  static func all(_ loadings: [Loading], _ facility: Facility) -> [WorstElement] {
    var worst: [WorstElement] = []
    var numberOf: [[String: Int]] = Array(repeating: [:], count: LimitClass.allCases.count + 1)
    for loading in loadings {
      let limits = loading.resource.limitClass
      guard loading.resource.isLimit, loading.resource.exists(in: facility) else { continue }
      let column = limits?.rawValue ?? LimitClass.allCases.count
      let group = loading.resource.group(in: facility)
      guard let number = numberOf[column][group] else {
        numberOf[column][group] = worst.count
        worst.append(WorstElement(group: group, limits: limits, elements: 1, loading: loading))
        continue
      }
      worst[number].elements += 1
      if loading.isFuller(than: worst[number].loading) { worst[number].loading = loading }
    }
    return [.power, .cooling, .space, nil].flatMap { limits in worst.filter { $0.limits == limits } }
  }

  /// Writes a table of them.
  static func write(_ worst: [WorstElement], _ facility: Facility, to page: inout Page) {
    guard !worst.isEmpty else { return page.paragraph("No limit is modelled.", indent: 2) }
    var table = Table([
      .name("element", minWidth: 12), .number("count"), .name("fullest", minWidth: 16), .number("load"),
      .number("limit"),
      .number("used"),
    ])
    for entry in worst {
      let (load, limit) = amounts(entry.loading, facility)
      let used = Numbers.percent(entry.loading.load, of: entry.loading.capacity)
      let kind = entry.limits == .cooling ? entry.group + " (heat)" : entry.group
      table.add([
        Table.Cell(kind), Table.Cell(Numbers.grouped(entry.elements)),
        Table.Cell(facility.place(of: entry.loading.resource.zone(in: facility), entry.loading.resource)),
        Table.Cell(load), Table.Cell(limit), Table.Cell(used, emphasis(entry.loading)),
      ])
    }
    table.write(to: &page)
  }

  private static func amounts(_ loading: Loading, _ facility: Facility) -> (load: String, limit: String) {
    if case .quantity(_, let quantity) = loading.resource {
      let named = facility.quantities[quantity]
      return (Sentence.amount(loading.load, of: named), Sentence.amount(loading.capacity, of: named))
    }
    guard loading.resource.unit(in: facility) == .milliwatts else {
      return (Numbers.grouped(loading.load) + " U", Numbers.grouped(loading.capacity) + " U")
    }
    let unit = PowerUnit(for: Watts(milliwatts: max(loading.load, loading.capacity)))
    func text(_ amount: Int64) -> String { Numbers.fixed(amount, over: unit.milliwatts, digits: 2) + " " + unit.name }
    return (text(loading.load), text(loading.capacity))
  }

  private static func emphasis(_ loading: Loading) -> Emphasis? {
    if loading.load > loading.capacity { return .bad }
    return loading.utilisation >= 0.95 ? .warning : nil
  }
}

extension Facility {
  /// The full name of a resource, in the words of a table.
  fileprivate func place(of zone: ZoneID, _ resource: Resource) -> String {
    if case .space = resource { return place(of: zone) }
    return resource.name(in: self)
  }
}
