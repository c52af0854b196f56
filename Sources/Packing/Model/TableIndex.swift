/// The position of something in one of an instance's tables; the table is part of the type.
@frozen public struct TableIndex<Table>: Hashable, Comparable, Sendable {
  /// The position, from 0.
  public let raw: Int32
  /// Makes the index of the `raw`-th entry.
  @inlinable public init(_ raw: Int) { self.raw = Int32(truncatingIfNeeded: raw) }
  /// The position as an array offset.
  @inlinable public var offset: Int { Int(raw) }
  /// True if `a` stands before `b`.
  @inlinable public static func < (a: TableIndex, b: TableIndex) -> Bool { a.raw < b.raw }
}

extension Array {
  /// The entry of a column at a typed index.
  @inlinable public subscript<Table>(index: TableIndex<Table>) -> Element {
    get { self[index.offset] }
    set { self[index.offset] = newValue }
  }
}
