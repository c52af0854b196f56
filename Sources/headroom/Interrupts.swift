import ArgumentParser
import CProcess
import Glibc
import Pipeline
import Synchronization

/// Signals that ask the program to end. A thread of its own waits for them, so that no code of ours runs inside a handler.
///
/// The first Ctrl-C, or SIGTERM, of a run that packs has it finish as a time limit does. Every other such signal ends the program
/// at once: nothing half-written is left, and the terminal's line is clean.
enum Interrupts {
  private struct State {
    var packs = false
    var caught: Int32?
    var progress: Progress?
  }

  /// The token of every run that the first Ctrl-C finishes.
  static let token = CancellationToken()

  private static let state = Mutex(State())

  /// Signals that are waited for, as far as whoever started us does not ignore them.
  private static let awaited = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU, SIGUSR1, SIGUSR2, SIGALRM]

  /// Begins to wait; to be called before any other thread is started.
  static func install() {
    headroom_clean_up_after_faults()
    // A file that grows too large is an error of `write`, like a full disk.
    signal(SIGXFSZ, SIG_IGN)
    var set = sigset_t()
    sigemptyset(&set)
    for number in awaited {
      var action = sigaction()
      sigaction(number, nil, &action)
      let isIgnored = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
      if !isIgnored { sigaddset(&set, number) }
    }
    pthread_sigmask(SIG_BLOCK, &set, nil)
    let waits = startDetached { [set] in
      var set = set
      while true {
        var number: Int32 = 0
        if sigwait(&set, &number) == 0 { receive(number) }
      }
    }
    MemoryWatch.install()
    // Without the thread signals end us as they always did.
    if !waits { pthread_sigmask(SIG_UNBLOCK, &set, nil) }
  }

  /// From now on the first Ctrl-C has the runs of the token finish.
  static func finishRuns() { state.withLock { $0.packs = true } }

  /// The progress whose line is cleared.
  static func show(_ progress: Progress) { state.withLock { $0.progress = progress } }

  /// The code that the program ends with because it was asked to finish; nil where it was not.
  static var code: ExitCode? { state.withLock { $0.caught.map { ExitCode(128 + $0) } } }

  private static func receive(_ number: Int32) {
    let (finishes, progress) = state.withLock { state -> (Bool, Progress?) in
      guard number == SIGINT || number == SIGTERM, state.caught == nil, state.packs else {
        return (false, state.progress)
      }
      state.caught = number
      return (true, state.progress)
    }
    guard finishes else { end(number, progress) }
    token.finish()
    let again = number == SIGINT ? "Ctrl-C once more" : "a second signal"
    progress?.say("stopping after this round, then reporting; \(again) ends at once\n")
  }

  private static func end(_ number: Int32, _ progress: Progress?) -> Never {
    progress?.stop()
    headroom_clean_up()
    if ![SIGINT, SIGTERM, SIGHUP].contains(number) {
      // As it would have ended us.
      signal(number, SIG_DFL)
      var set = sigset_t()
      sigemptyset(&set)
      sigaddset(&set, number)
      pthread_sigmask(SIG_UNBLOCK, &set, nil)
      raise(number)
    }
    _exit(128 + number)
  }
}

/// Starts a thread that nobody waits for; false where the system gives none.
func startDetached(_ body: @escaping @Sendable () -> Void) -> Bool {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  let box = Unmanaged.passRetained(Box(body))
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  // Little is called from here, and address space may be scarce.
  pthread_attr_setstacksize(&attributes, 256 << 10)
  defer { pthread_attr_destroy(&attributes) }
  var thread = pthread_t()
  let code = pthread_create(
    &thread, &attributes,
    { raw in
      if let raw { Unmanaged<Box>.fromOpaque(raw).takeRetainedValue().body() }
      return nil
    }, box.toOpaque())
  if code == 0 { pthread_detach(thread) } else { box.release() }
  return code == 0
}
