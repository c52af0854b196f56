public final class WorkerPool: Sendable { public init(threads: Int) {}
 public func run(tasks: Int, _ body: @Sendable (Int) -> Void) { for i in 0..<tasks { body(i) } } }
