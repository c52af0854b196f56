/// The evidence for a figure, by the first word of its source.
public enum Evidence: String, Hashable, Sendable, CaseIterable {
  case published, derived, estimated
  /// A source that begins otherwise.
  case stated
  case unsourced
}

/// The figures of a file, counted by the evidence for them.
public struct Provenance: Hashable, Sendable {
  /// Figures whose source begins with `published`, `derived`, `estimate`, or anything else, and those without a source.
  public var published = 0, derived = 0, estimated = 0, stated = 0, unsourced = 0

  /// Makes an empty count.
  public init() {}

  /// Counts one figure.
  public mutating func count(_ evidence: Evidence) {
    switch evidence {
    case .published: published += 1
    case .derived: derived += 1
    case .estimated: estimated += 1
    case .stated: stated += 1
    case .unsourced: unsourced += 1
    }
  }
}
