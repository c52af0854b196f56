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
  private let isShown: Bool

  init() {
    isShown = isatty(STDERR_FILENO) == 1
    guard isShown else { return }
    let box = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let code = pthread_create(&thread, nil, Progress.tick, box.toOpaque())
    if code == 0 { pthread_detach(thread) } else { box.release() }
  }

  /// Sets the words for what is being done from now on.
  func phase(_ name: String) { state.withLock { $0.phase = name } }

  /// Clears the line.
  func done() {
    state.withLock { state in
      state.isDone = true
      if state.hasPrinted { Terminal.complain("\r\u{1B}[K") }
    }
  }

  private static let tick: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { raw in
    guard let raw else { return nil }
    let progress = Unmanaged<Progress>.fromOpaque(raw).takeRetainedValue()
    usleep(500_000)
    let marks = ["|", "/", "-", "\\"]
    for turn in 0... {
      let isDone = progress.state.withLock { state in
        if !state.isDone {
          Terminal.complain("\r\u{1B}[K\(marks[turn % 4]) \(state.phase) …")
          state.hasPrinted = true
        }
        return state.isDone
      }
      if isDone { return nil }
      usleep(150_000)
    }
    return nil
  }
}
