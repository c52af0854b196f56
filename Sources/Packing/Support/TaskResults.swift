/// The results of parallel tasks, one each: an index is written by one worker, and read after all are done.
final class TaskResults<Value: Sendable>: @unchecked Sendable {
  private let storage: UnsafeMutablePointer<Value?>
  private let count: Int

  init(count: Int) {
    storage = .allocate(capacity: count)
    storage.initialize(repeating: nil, count: count)
    self.count = count
  }

  func set(_ index: Int, _ value: Value) {
    precondition(index < count, "a task number beyond the tasks")
    storage[index] = value
  }

  func get(_ index: Int) -> Value {
    guard let value = storage[index] else { preconditionFailure("task \(index) left no result") }
    return value
  }

  deinit {
    storage.deinitialize(count: count)
    storage.deallocate()
  }
}
