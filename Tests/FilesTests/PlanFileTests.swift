import Facility
import Files
import PlanModel
import Source
import Tenancy
import Testing

@Test(arguments: UInt64(1)...40)
func `a plan that is written and read again is the same plan`(seed: UInt64) throws {
  let facility = try Sample.facility()
  let book = try Sample.book(facility)
  let plan = Sample.plan(facility, book, seed: seed)
  let bytes = PlanFile.write(plan, facility: facility, book: book) { _ in "because \"so\"" }
  let loaded = PlanFile.read(SourceFile(name: "plan.json", bytes: bytes), facility: facility, book: book)
  let again = try #require(loaded.value, "seed \(seed): \(text(of: loaded.diagnostics))")
  #expect(again.inputs == plan.inputs)
  #expect(again.settings == plan.settings)
  #expect(again.placements == plan.placements)
  #expect(again.refusals == plan.refusals)
  #expect(again.value == plan.value)
  #expect(again.keptValue == plan.keptValue)
  #expect(again.supplyDraw == plan.supplyDraw)
  #expect(again.certificate == plan.certificate)
  #expect(PlanFile.write(again, facility: facility, book: book) { _ in "because \"so\"" } == bytes)
}
