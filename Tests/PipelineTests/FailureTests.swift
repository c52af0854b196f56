import Documents
import Facility
import NUMA
import Pipeline
import PlanModel
import Testing

/// Diagnostics of a step that fails because of its input; nil for any other end.
private func diagnostics(_ step: () throws(PipelineFailure) -> Void) -> [Diagnostic]? {
  do {
    try step()
    return nil
  } catch .badInput(let diagnostics) {
    return diagnostics
  } catch {
    return nil
  }
}

struct FailureTests {
  @Test func `everything that is wrong with a file comes at once, in file order`() throws {
    let text = try Sample.minimal("facility.yaml")
      .replacing("60 kW", with: "60 km").replacing("watts: 1.2 kW", with: "watts: 1.2").replacing("42 U", with: "-42 U")
    let found = diagnostics { () throws(PipelineFailure) in
      _ = try InputReader().inputs(
        facility: SourceFile(name: "bad.yaml", text: text), book: SourceFile(name: "unread.yaml", text: ""))
    }
    let lines = try #require(found).map(\.line)
    #expect(lines.count == 3 && lines == lines.sorted())
    #expect(found?.allSatisfy { $0.file == "bad.yaml" && $0.severity == .error && $0.excerpt != nil } == true)
  }

  @Test func `a book is refused like a facility, and a plan like a book`() throws {
    let facility = SourceFile(name: "f.yaml", text: try Sample.minimal("facility.yaml"))
    let book = try Sample.minimal("tenants.yaml")
    let wrong = book.replacing("gpus: 8 ", with: "gpus: 0 ").replacing("$/GPU-h", with: "$")
    let found = diagnostics { () throws(PipelineFailure) in
      _ = try InputReader().inputs(facility: facility, book: SourceFile(name: "b.yaml", text: wrong))
    }
    #expect(found?.count == 5 && found?.allSatisfy { $0.file == "b.yaml" } == true)
    let inputs = try InputReader().inputs(facility: facility, book: SourceFile(name: "b.yaml", text: book))
    let plan = diagnostics { () throws(PipelineFailure) in
      _ = try InputReader().plan(SourceFile(name: "p.json", text: "{}"), for: inputs)
    }
    #expect(plan?.isEmpty == false)
  }

  @Test func `a file that is not there is a diagnostic too`() throws {
    let nowhere = Sample.topology("nowhere")
    let reader = InputReader()
    let ends = [
      diagnostics { () throws(PipelineFailure) in _ = try reader.inputs(topology: nowhere) },
      diagnostics { () throws(PipelineFailure) in _ = try reader.facility(topology: nowhere) },
      diagnostics { () throws(PipelineFailure) in _ = try reader.catalogue(topology: nowhere) },
      diagnostics { () throws(PipelineFailure) in _ = try reader.instance(nowhere) },
      diagnostics { () throws(PipelineFailure) in _ = try reader.facilities(in: [nowhere]) },
    ]
    #expect(ends.map { $0?.count } == [1, 1, 1, 1, 1])
  }

  @Test func `a basis that the facility does not have is refused before anything is done`() throws {
    let log = EventLog()
    try WorkerPool.lent(threads: 1) { pool in
      let inputs = try InputReader().inputs(topology: Sample.topology("minimal"))
      let settings = PlanSettings(basis: Basis(name: "wishful"))
      do {
        _ = try PlanPipeline(pool: pool, control: RunControl { log.hear($0) }).answer(to: inputs, settings: settings)
        Issue.record("there is no such basis")
      } catch PipelineFailure.unknownBasis(let name, let known) {
        #expect(name == "wishful" && known == ["sustained-peak", "nameplate", "average"])
      }
      #expect(throws: PipelineFailure.self) { try InstanceExport.compiled(inputs, settings: settings) }
    }
    #expect(log.events.isEmpty)
  }
}
