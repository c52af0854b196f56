/// A calendar day, as files write it: `2027-03-31`.
public struct CalendarDate: Hashable, Comparable, Sendable {
  /// Year, month and day in one number: of five bits the day, of four the month.
  private let packed: UInt32

  /// The year.
  public var year: Int { Int(packed >> 9) }
  /// The month, 1–12.
  public var month: Int { Int(packed >> 5 & 0xF) }
  /// The day, 1–31.
  public var day: Int { Int(packed & 0x1F) }

  /// Makes a day; nil unless it exists in the Gregorian calendar.
  public init?(year: Int, month: Int, day: Int) {
    guard (1900...2200).contains(year), (1...12).contains(month) else { return nil }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...days[month - 1]).contains(day) else { return nil }
    packed = UInt32(year << 9 | month << 5 | day)
  }

  /// Reads a day as files write it; nil unless it is one.
  public init?(iso text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// True where `a` stands before `b`.
  public static func < (a: CalendarDate, b: CalendarDate) -> Bool { a.packed < b.packed }

  /// The day as files write it.
  public var text: String {
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(year)-\(two(month))-\(two(day))"
  }
}
