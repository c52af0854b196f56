/// A map from the keys of a table's rows to the columns that hold their values.
public struct ColumnMap: Sendable {
  /// The column whose cell is the value of a key in something: `("a hold", "expires")` is `until`.
  let name: @Sendable (_ what: String, _ key: String) -> String
  /// Columns that the header, which has errors, lacks: that has been reported, and no row is at fault for it.
  public let missing: Set<String>

  /// Makes them.
  public init(missing: Set<String>, name: @escaping @Sendable (_ what: String, _ key: String) -> String) {
    (self.name, self.missing) = (name, missing)
  }
}
