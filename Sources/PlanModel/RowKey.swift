public import Facility
public import Tenancy

/// The key of a row: a resource in one failure case and one period. Loads, prices, reasons, violations and bindings speak of rows.
///
/// ```swift
/// let row = RowKey(.power(PowerID(3)))                                // normal running, the whole horizon
/// let lost = RowKey(.power(PowerID(3)), failureCase: FailureCaseID(1))  // the first named loss
/// row.resource.name(in: facility)                                       // "hall-1/ups-2"
/// ```
public struct RowKey: Hashable, Sendable {
  /// The resource.
  public var resource: Resource
  /// The failure case, by its position in `Facility.failureCases`.
  public var failureCase: FailureCaseID
  /// The period, by its position in `Book.periods`.
  public var period: PeriodID

  /// Makes the key of a resource in normal running for the whole horizon, or in another case and period.
  public init(_ resource: Resource, failureCase: FailureCaseID = .normal, period: PeriodID = .all) {
    self.resource = resource
    self.failureCase = failureCase
    self.period = period
  }
}

extension RowKey: Comparable {
  /// By resource in table order, then by case, then by period.
  public static func < (a: RowKey, b: RowKey) -> Bool {
    if a.resource != b.resource { return a.resource < b.resource }
    return (a.failureCase, a.period) < (b.failureCase, b.period)
  }
}

/// A value for some of a facility's rows. Rows of normal running are found without hashing where there are many: stages, cooling
/// elements, racks.
public struct RowKeyTable<Value: Sendable>: Sendable {
  private var power: [Value?], cooling: [Value?], space: [Value?]
  private var others: [RowKey: Value] = [:]

  /// Makes an empty table.
  ///
  /// - Complexity: O(stages + cooling elements + zones).
  public init(_ facility: Facility) {
    power = Array(repeating: nil, count: facility.power.count)
    cooling = Array(repeating: nil, count: facility.cooling.count)
    space = Array(repeating: nil, count: facility.zones.count)
  }

  /// The value of a row; nil where it has none.
  ///
  /// - Precondition: the facility has the row's resource.
  public subscript(row: RowKey) -> Value? {
    get {
      guard row.failureCase == .normal, row.period == .all else { return others[row] }
      return switch row.resource {
      case .power(let id): power[id.index]
      case .cooling(let id): cooling[id.index]
      case .space(let zone): space[zone.index]
      default: others[row]
      }
    }
    set {
      guard row.failureCase == .normal, row.period == .all else { return others[row] = newValue }
      switch row.resource {
      case .power(let id): power[id.index] = newValue
      case .cooling(let id): cooling[id.index] = newValue
      case .space(let zone): space[zone.index] = newValue
      default: others[row] = newValue
      }
    }
  }
}
