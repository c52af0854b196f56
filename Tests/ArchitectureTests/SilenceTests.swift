import Foundation
import TestSupport
import Testing

struct SilenceTests {
  /// Everything but the command line.
  private static let stages = try! Repository.folders(in: "Sources").filter { $0 != "headroom" }

  @Test(arguments: stages)
  func `a stage prints nothing and ends no process`(stage: String) throws {
    // A pattern written here: it cannot fail to compile.
    let pattern = try! Regex(
      #"\b(print|debugPrint|dump|puts|printf|fputs|exit|_exit|abort|fatalError)\(|\b(stdout|stderr|FileHandle)\b"#)
    for file in try Repository.swiftFiles(under: "Sources/" + stage) where !file.hasSuffix("+Embedded.swift") {
      for line in try Repository.text(file).split(separator: "\n") {
        let code = line.prefix(upTo: line.firstRange(of: "//")?.lowerBound ?? line.endIndex)
        #expect(code.firstMatch(of: pattern) == nil, "\(file): \(line)")
      }
    }
  }

  @Test func `only the command line reads arguments`() throws {
    for stage in Self.stages {
      for file in try Repository.swiftFiles(under: "Sources/" + stage) {
        #expect(!imports(in: try Repository.text(file)).contains("ArgumentParser"), "\(file)")
      }
    }
  }
}
