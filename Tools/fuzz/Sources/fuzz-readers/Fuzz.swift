/// Hands libFuzzer's inputs to one of the readers of headroom's files.
///
/// `fuzz-readers --target=NAME --context=FOLDER [libFuzzer's own flags] CORPUS...`; libFuzzer leaves flags that begin
/// with two hyphens alone and passes them on to the processes that it starts.
@main
enum Fuzz {
  static func main() {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    _ = target  // A wrong argument is said before libFuzzer begins.
    _ = runFuzzer(&count, &arguments) { bytes, count in readOne(bytes, count) }
  }

  /// The reader that the command line names.
  static let target: Target = {
    guard let name = argument("target"), let reader = readers[name] else {
      fatalError("--target=NAME is needed; the targets are \(readers.keys.sorted().joined(separator: ", "))")
    }
    guard let context = argument("context") else { fatalError("--context=FOLDER is needed") }
    return reader(context)
  }()

  private static func argument(_ name: String) -> String? {
    let prefix = "--\(name)="
    return CommandLine.arguments.first { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
  }
}

/// libFuzzer's loop over inputs: it returns when its limits are reached.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ argc: UnsafeMutablePointer<CInt>,
  _ argv: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The entry that libFuzzer's runtime is linked against.
@_cdecl("LLVMFuzzerTestOneInput")
public func readOne(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  Fuzz.target(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
