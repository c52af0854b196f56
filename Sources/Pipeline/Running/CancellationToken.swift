internal import Synchronization

/// A flag by which a caller stops its runs. It may be raised from any thread, and stays raised.
///
/// There are two ways to stop. A run that is to finish ends its search early and goes on to its answer; one that is cancelled
/// has none.
public final class CancellationToken: Sendable {
  private let stage = Atomic<UInt8>(0)

  /// Makes a token that stops nothing yet.
  public init() {}

  /// True once `finish()` or `cancel()` has been called.
  public var isFinishing: Bool { stage.load(ordering: .acquiring) > 0 }

  /// True once `cancel()` has been called.
  public var isCancelled: Bool { stage.load(ordering: .acquiring) > 1 }

  /// Ends the search of every run that has the token after the round under way, as a time limit does. The run goes on to its
  /// answer, which says after which round packing was stopped.
  public func finish() { raise(to: 1) }

  /// Stops every run that has the token: before its next phase, while it packs after the round under way, or at the last
  /// before its result is handed over. What has begun is not broken off.
  public func cancel() { raise(to: 2) }

  private func raise(to new: UInt8) { stage.max(new, ordering: .acquiringAndReleasing) }
}
