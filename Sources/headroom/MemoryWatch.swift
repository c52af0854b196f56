import CProcess
import Encoding
import Glibc
import NUMA

/// Has the program end with a sentence, and a code of its own, where memory runs out.
///
/// An allocation that the system refuses (`ulimit -v`, `ulimit -d`) ends in `CProcess`. A control group refuses none: there the
/// kernel kills without a word, so the group's memory is watched and the program ends just before. That is a race which the
/// kernel may win, and nothing can be said when it kills for want of memory on the whole machine.
enum MemoryWatch {
  /// Begins to watch.
  static func install() {
    let group = ControlGroup.innermostLimited()
    let limits = [
      limit(RLIMIT_AS).map { ("`ulimit -v` allows", $0) }, limit(RLIMIT_DATA).map { ("`ulimit -d` allows", $0) },
    ].compactMap(\.self)
    if let (name, bytes) = limits.min(by: { $0.1 < $1.1 }) { headroom_set_memory_words("\(name) \(mebibytes(bytes))") }
    guard let group else { return }
    _ = startDetached {
      while let used = group.usedBytes() {
        if used > group.limitBytes - group.reserveBytes {
          headroom_set_memory_words("the control group allows \(mebibytes(group.limitBytes))")
          headroom_end_out_of_memory(0)
        }
        usleep(used > group.limitBytes / 2 ? 10_000 : 50_000)
      }
    }
  }

  private static func limit(_ resource: __rlimit_resource) -> Int? {
    var limit = rlimit()
    guard getrlimit(resource.rawValue.signed, &limit) == 0, limit.rlim_cur < UInt(Int.max) else { return nil }
    return Int(limit.rlim_cur)
  }

  private static func mebibytes(_ bytes: Int) -> String { "\(bytes >> 20) MiB" }
}

extension UInt32 {
  fileprivate var signed: __rlimit_resource_t { __rlimit_resource_t(self) }
}
