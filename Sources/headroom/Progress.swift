import CProcess
import Documents
import Glibc
import Synchronization

/// Says on standard error what is going on, once it takes longer than half a second and only on a terminal.
final class Progress: Sendable {
  private struct State {
    var phase = ""
    var isDone = false
    var hasPrinted = false
  }

  private let state = Mutex(State())

  init() {
    Interrupts.show(self)
    guard isatty(STDERR_FILENO) == 1 else { return }
    _ = startDetached { self.tick() }
  }

  /// Sets the words for what is being done from now on.
  func phase(_ name: String) { state.withLock { $0.phase = name } }

  /// Says something beside the line, which goes on below.
  func say(_ words: String) {
    state.withLock { state in
      clear(&state)
      Terminal.complain(words)
    }
  }

  /// Clears the line.
  func done() {
    state.withLock { state in
      state.isDone = true
      clear(&state)
    }
  }

  /// Writes no more, if that can be had without waiting: a terminal may be stopped.
  func stop() { _ = state.withLockIfAvailable { $0.isDone = true } }

  private func clear(_ state: inout State) {
    if state.hasPrinted { Terminal.control("\r\u{1B}[K") }
    state.hasPrinted = false
    headroom_set_progress_line(0)
  }

  private func tick() {
    usleep(500_000)
    let marks = ["|", "/", "-", "\\"]
    for turn in 0... {
      let isDone = state.withLock { state in
        if !state.isDone {
          headroom_set_progress_line(1)
          Terminal.control("\r\u{1B}[K\(marks[turn % 4]) \(printable(state.phase)) …")
          state.hasPrinted = true
        }
        return state.isDone
      }
      if isDone { return }
      usleep(150_000)
    }
  }
}
