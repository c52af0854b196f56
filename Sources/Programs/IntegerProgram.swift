/// An integer program: columns from 0 up, rows between bounds, and a value to be made as large as can be.
public struct IntegerProgram: Sendable {
  /// A variable.
  public struct Column: Sendable, Hashable {
    /// Its name, unique, without spaces.
    public var name: String
    /// Bounds; nil: none above.
    public var lower: Int64, upper: Int64?
    /// The value of one more of it, and the part of that which belongs to leases that are kept first; cents per hour.
    public var value: Int64, keptValue: Int64
    /// True where it is a whole number.
    public var isInteger: Bool
  }

  /// A linear limit.
  public struct Row: Sendable, Hashable {
    /// Its name, unique, without spaces.
    public var name: String
    /// The relation between the sum and the right-hand side.
    public var relation: Relation
    /// The right-hand side.
    public var side: Int64
    /// Coefficients by column; a column stands there once.
    public var terms: [Term]
  }

  /// A relation between a row's sum and its right-hand side.
  public enum Relation: String, Sendable, Hashable {
    case atMost = "L", equal = "E", atLeast = "G"
  }

  /// A column's part in a row.
  public struct Term: Sendable, Hashable {
    public var column: Int, coefficient: Int64
    /// Makes a term.
    public init(_ column: Int, _ coefficient: Int64) { (self.column, self.coefficient) = (column, coefficient) }
  }

  /// Its name.
  public var name = ""
  /// Notes for a reader: rules of the instance that it leaves out, leases that have no place.
  public var notes: [String] = []
  /// The columns and the rows.
  public private(set) var columns: [Column] = [], rows: [Row] = []

  /// Makes an empty program.
  public init() {}

  /// Adds a column; returns its number.
  public mutating func column(
    _ name: String, _ bounds: ClosedRange<Int64>, value: Int64 = 0, keptValue: Int64 = 0, isInteger: Bool = true
  ) -> Int {
    columns.append(
      Column(
        name: name, lower: bounds.lowerBound, upper: bounds.upperBound == .max ? nil : bounds.upperBound, value: value,
        keptValue: keptValue, isInteger: isInteger))
    return columns.count - 1
  }

  /// Adds what a column is worth.
  public mutating func addValue(_ value: Int64, to column: Int) { columns[column].value += value }

  /// Adds a row; zero coefficients are left out, and a row without any that always holds is none.
  public mutating func row(_ name: String, sum terms: [Term], is relation: Relation, _ side: Int64) {
    let terms = terms.filter { $0.coefficient != 0 }
    let alwaysHolds = relation == .equal ? side == 0 : relation == .atMost ? side >= 0 : side <= 0
    guard !terms.isEmpty || !alwaysHolds else { return }
    rows.append(Row(name: name, relation: relation, side: side, terms: terms))
  }
}
