/// The depth of a zone in the tree, from the outermost to the innermost; `node` is a level of leases only.
public enum Level: Int, CaseIterable, Comparable, Hashable, Sendable {
  case campus, site, building, hall, row, pod, leaf, rack, node

  /// The word that files and reports use.
  public var name: String { String(describing: self) }

  /// Reads the word that files use.
  public init?(name: String) {
    guard let level = Level.allCases.first(where: { $0.name == name }) else { return nil }
    self = level
  }

  /// True where `a` stands before `b`.
  public static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
}
