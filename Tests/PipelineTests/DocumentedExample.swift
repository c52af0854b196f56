import Documents
import NUMA
import Pipeline
import PlanModel
import Report
import Synchronization
import TestSupport
import Testing

// docs/pipeline.md
/// The report on a topology as JSON, or the reason why there is none.
func report(on topology: String, pool: WorkerPool, log: @escaping @Sendable (String) -> Void) -> [UInt8] {
  let control = RunControl { event in
    if case .began(let phase) = event { log(phase.rawValue) }
  }
  do {
    let inputs = try InputReader(pool: pool, control: control).inputs(topology: topology)
    let answer = try PlanPipeline(pool: pool, control: control).answer(to: inputs)
    return PlanReport.json(answer)
  } catch .badInput(let diagnostics) {
    return Array(Documents.text(of: diagnostics).utf8)
  } catch {
    return Array("no answer: \(error)".utf8)
  }
}
// end

struct DocumentedExampleTests {
  @Test func `the example of the page does what it says`() throws {
    let words = Mutex<[String]>([])
    WorkerPool.lent(threads: 2) { pool in
      let json = report(on: Sample.topology("minimal"), pool: pool) { word in words.withLock { $0.append(word) } }
      #expect(String(decoding: json, as: UTF8.self).hasPrefix("{"))
      let complaint = report(on: Sample.topology("nowhere"), pool: pool) { _ in }
      #expect(String(decoding: complaint, as: UTF8.self).contains("there is no such file"))
    }
    #expect(words.withLock { $0 } == ["read", "compile", "pack", "readBack", "check", "answer"])
  }

  @Test func `the page shows the function above`() throws {
    let own = try Repository.text("Tests/PipelineTests/DocumentedExample.swift")
    let here = try #require(own.split(separator: "// docs/pipeline.md\n").dropFirst().first)
    let function = try #require(here.split(separator: "// end\n").first)
    let page = try Repository.text("docs/pipeline.md")
    #expect(page.contains("```swift\nimport NUMA\nimport Pipeline\nimport Report\n\n" + function + "```\n"))
  }

  @Test func `the example in the comment of PlanPipeline is right`() throws {
    let page = try Repository.text("Sources/Pipeline/Answering/PlanPipeline.swift")
    let pool = WorkerPool(threads: 4)
    defer { pool.shutdown() }
    let inputs = try InputReader(pool: pool).inputs(topology: "Topologies/minimal")
    let answer = try PlanPipeline(pool: pool).answer(to: inputs)
    let file = inputs.planFile(answer.plan)
    #expect(!file.isEmpty)
    let own = try Repository.text("Tests/PipelineTests/DocumentedExample.swift").split(separator: "\n").map {
      $0.drop { $0 == " " }
    }
    let example = page.split(separator: "\n").filter { $0.hasPrefix("///     ") }.map { $0.dropFirst(8) }
    #expect(example.count == 5 && example.allSatisfy { own.contains($0) })
  }
}
