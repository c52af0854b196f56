/// Threads that a reader may share its work among: they are the caller's, and so is their number.
public struct ParallelExecutor: Sendable {
  /// The number of tasks that run at once.
  public let threads: Int
  /// Runs tasks 0 ..< n, each once, and returns when all are done.
  let run: @Sendable (_ tasks: Int, _ task: @Sendable (Int) -> Void) -> Void

  /// Makes it of what runs so many tasks.
  public init(threads: Int, run: @escaping @Sendable (_ tasks: Int, _ task: @Sendable (Int) -> Void) -> Void) {
    (self.threads, self.run) = (threads, run)
  }

  /// The calling thread alone.
  public static let serial = ParallelExecutor(threads: 1) { tasks, task in
    for number in 0..<tasks { task(number) }
  }
}

extension ParallelExecutor {
  /// Changes every item; no item is touched by two threads.
  func forEach<Item>(_ items: inout [Item], _ change: @Sendable (Int, inout Item) -> Void) {
    items.withUnsafeMutableBufferPointer { buffer in
      // Each task has one item for itself, and `run` returns after the last.
      nonisolated(unsafe) let items = buffer
      run(items.count) { change($0, &items[$0]) }
    }
  }
}
