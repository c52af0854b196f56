/// A table of where leases stand: by lease its units by bay, ascending by bay; none: it is refused.
///
/// All parts lie in one array, so that a copy is a copy of memory and nothing is allocated for a lease.
public struct PartTable: Sendable, RandomAccessCollection {
  /// Units of a lease in one bay.
  public typealias Part = (bay: BayIndex, units: Int)

  private var parts: [Part] = []
  /// The parts of each lease; parts that no lease has any longer are left where they are.
  private var range: [(start: Int32, end: Int32)]

  /// Makes a table in which every lease is refused.
  ///
  /// - Parameter leases: how many there are.
  init(leases: Int) { range = [(start: Int32, end: Int32)](repeating: (0, 0), count: leases) }

  /// The first lease.
  public var startIndex: Int { 0 }
  /// Number of leases.
  public var endIndex: Int { range.count }

  /// The parts of a lease.
  public internal(set) subscript(lease: Int) -> ArraySlice<Part> {
    get { parts[Int(range[lease].start)..<Int(range[lease].end)] }
    set {
      guard !newValue.isEmpty else { return range[lease] = (0, 0) }
      let start = parts.count
      parts += newValue
      range[lease] = (Int32(start), Int32(parts.count))
    }
  }

  /// Lets a lease stand where journal entries say, merged by bay.
  mutating func set(_ lease: Int, from entries: ArraySlice<Ledger.Entry>) {
    let start = parts.count
    for entry in entries where entry.action != .close {
      parts.append((BayIndex(Int(entry.bay)), Int(entry.units)))
    }
    parts.merge(from: start)
    range[lease] = (Int32(start), Int32(parts.count))
  }

  /// Units of a lease.
  func units(of lease: Int) -> Int {
    var units = 0
    for at in Int(range[lease].start)..<Int(range[lease].end) { units += parts[at].units }
    return units
  }
}

extension [PartTable.Part] {
  /// Sorts the last parts by bay, and makes one of those in the same bay.
  mutating func merge(from start: Int) {
    guard count > start + 1 else { return }
    self[start...].sort { $0.bay < $1.bay }
    var last = start
    for at in start + 1..<count {
      if self[at].bay == self[last].bay {
        self[last].units += self[at].units
      } else {
        last += 1
        self[last] = self[at]
      }
    }
    removeSubrange((last + 1)...)
  }
}
