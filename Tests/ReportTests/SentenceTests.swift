import Facility
import PlanModel
import Tenancy
import Testing

@testable import Report

@Suite struct SentenceTests {
  @Test func `the headline begins with No only where a lease that must be kept is refused or the check fails`() {
    #expect(Sentence.headline(Fixture.answer).hasPrefix("No: lease cobalt-wide, which must be kept, does not fit: "))
    var answer = Fixture.answer
    answer.plan.refusals.remove(at: 1)
    #expect(Sentence.headline(answer).hasPrefix("At sustained peak (43 of 52 figures"))
    answer.plan.settings.honour = .all
    #expect(Sentence.headline(answer).hasPrefix("No: 3 of 8 leases that must be kept do not fit, first acme-burst: "))
    answer.verdict = Fixture.broken
    #expect(Sentence.headline(answer).hasPrefix("No: the plan fails its check in 20 points, first: lease acme-train"))
  }

  @Test func `the headline of nothing says so`() {
    #expect(Sentence.headline(Fixture.empty) == "At sustained peak no lease is asked for; the facility has no GPUs.")
  }

  @Test func `the band is one figure where it is even and two where it is not`() {
    var answer = Fixture.answer
    #expect(Sentence.headline(answer).contains("supply 1.32 MW -0.06/+0.19 MW"))
    answer.supplyBand = (answer.verdict.use.supply - .kilowatts(50), answer.verdict.use.supply + .kilowatts(50))
    #expect(Sentence.headline(answer).contains("supply 1.32 MW ± 0.05 MW"))
    answer.supplyBand = (answer.verdict.use.supply, answer.verdict.use.supply)
    #expect(Sentence.headline(answer).contains("supply 1.32 MW)"))
  }

  @Test func `what binds is named as a group where there are several`() {
    var answer = Fixture.answer
    func binds(_ resource: Resource) -> String {
      answer.binding = resource
      return String(Sentence.headline(answer).split(separator: "what binds is ")[1])
    }
    #expect(binds(Fixture.power("contract")) == "the 1.5 MW contract.")
    #expect(binds(Fixture.power("hall-1/transformer")) == "the 2 transformer limits (800 kW each).")
    #expect(binds(Fixture.power("hall-1/pod-1/rack-1/breaker")) == "the 26 breaker limits (40 kW to 144 kW).")
    #expect(binds(Fixture.cooling("hall-2/air-handler")) == "the 2 air-handler limits (180 kW each).")
    #expect(binds(.space(Fixture.zone("hall-1/pod-1/rack-1"))) == "the space in 26 racks.")
    #expect(binds(Fixture.bay("hall-1/pod-1/rack-1")) == "the number of H100 nodes in service.")
    #expect(
      binds(.spares(Fixture.zone("hall-1/pod-1"), KindID(0))) == "the number of H100 nodes in service less spares.")
  }

  @Test func `kinds that share a GPU are told apart by their own names`() {
    var facility = Fixture.facility
    #expect(facility.label(of: KindID(0)) == "H100")
    facility.kinds[1].gpuModel = "H100"
    #expect(facility.label(of: KindID(0)) == "hgx-h100")
    #expect(facility.label(of: KindID(2)) == "GB200")
  }

  @Test func `identifiers that name nothing are words, not crashes`() {
    let facility = Facility(name: "nowhere")
    for reason in Fixture.reasons {
      #expect(!Sentence.reason(reason, kind: KindID(7), facility: facility).isEmpty)
    }
    for violation in Fixture.violations {
      #expect(!Sentence.violation(violation, facility: facility, book: Book()).isEmpty)
    }
    let text = Sentence.violation(.placedTwice(LeaseID(3)), facility: facility, book: Book())
    #expect(text == "lease number 3 is placed twice")
  }

  @Test func `a level with nothing in service says that`() {
    let reason = Reason.levelTooSmall(.hall, needed: 4, best: 0, in: ZoneID(0))
    #expect(
      Sentence.reason(reason, kind: KindID(0), facility: Fixture.facility) == "no H100 node is in service")
  }
}
