internal import Synchronization

/// A flag by which a caller stops its runs. It may be raised from any thread, and stays raised.
public final class CancellationToken: Sendable {
  private let flag = Atomic<Bool>(false)

  /// Makes a token that stops nothing yet.
  public init() {}

  /// True once `cancel()` has been called.
  public var isCancelled: Bool { flag.load(ordering: .acquiring) }

  /// Stops every run that has the token: before its next phase, while it packs after the round under way, or at the last
  /// before its result is handed over. What has begun is not broken off.
  public func cancel() { flag.store(true, ordering: .releasing) }
}
