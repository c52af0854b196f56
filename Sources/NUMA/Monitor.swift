import Glibc

/// A mutual exclusion with two conditions, `work` and `done`: the one place that holds raw pthread objects.
///
/// `Synchronization.Mutex` has no condition to wait for; spinning instead would take the processors that the workers of
/// other programs need.
final class Monitor: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let work: UnsafeMutablePointer<pthread_cond_t>
  private let done: UnsafeMutablePointer<pthread_cond_t>

  init() {
    // Their addresses must not change while a thread waits: they live outside of Swift's objects.
    mutex = .allocate(capacity: 1)
    work = .allocate(capacity: 1)
    done = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    work.initialize(to: pthread_cond_t())
    done.initialize(to: pthread_cond_t())
    let failed = pthread_mutex_init(mutex, nil) | pthread_cond_init(work, nil) | pthread_cond_init(done, nil)
    precondition(failed == 0, "a mutex with default attributes can always be made")
  }

  deinit {
    pthread_cond_destroy(done)
    pthread_cond_destroy(work)
    pthread_mutex_destroy(mutex)
    done.deallocate()
    work.deallocate()
    mutex.deallocate()
  }

  /// Runs `body` while no other thread is inside.
  func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  /// Inside `locked`: sleeps until `announceWork` while the condition does not hold.
  func waitForWork(until condition: () -> Bool) {
    while !condition() { pthread_cond_wait(work, mutex) }
  }

  /// Inside `locked`: sleeps until `announceDone` while the condition does not hold.
  func waitForDone(until condition: () -> Bool) {
    while !condition() { pthread_cond_wait(done, mutex) }
  }

  /// Inside `locked`: wakes everyone who waits for work.
  func announceWork() { pthread_cond_broadcast(work) }

  /// Inside `locked`: wakes everyone who waits for the end of it.
  func announceDone() { pthread_cond_broadcast(done) }
}

/// Starts a thread that runs `body` and ends; nil where the system has none to give.
func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  let box = Unmanaged.passRetained(Box(body))
  var thread = pthread_t()
  let status = pthread_create(
    &thread, nil,
    { argument in
      // The pointer is the retained box made above: never null, taken exactly once.
      Unmanaged<Box>.fromOpaque(argument!).takeRetainedValue().body()
      return nil
    }, box.toOpaque())
  if status == 0 { return thread }
  box.release()
  return nil
}
