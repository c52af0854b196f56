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
    #expect(Sentence.headline(answer).hasPrefix("4 of 8 leases fit, worth $1,016.80/h on 1.32 MW of 1.5 MW; "))
    #expect(
      Sentence.trust(answer).hasPrefix(
        "Checked at sustained peak: every limit and rule is kept; worth at most 0.49 % less"))
    #expect(Sentence.trust(answer).contains(". 43 of 52 figures published or derived, "))
    answer.plan.settings.honour = .all
    #expect(Sentence.headline(answer).hasPrefix("No: 3 of 8 leases that must be kept do not fit, first acme-burst: "))
    answer.verdict = Fixture.broken
    #expect(Sentence.headline(answer).hasPrefix("No: the plan fails its check in 20 points, first: lease acme-train"))
  }

  @Test func `a gap of more than a fifth is said to be the bound's`() {
    var answer = Fixture.answer
    answer.plan.certificate.bound = answer.plan.value * 5 / 4
    #expect(Sentence.trust(answer).contains("; worth at most 20.00 % less than the best of the plans"))
    answer.plan.certificate.bound += 1
    let loose = Sentence.trust(answer)
    #expect(
      loose.contains("; no proof is closer than that it is worth at most 20.01 % less than the best of the plans"))
    #expect(loose.contains(" keeps: the bound is loose, and the plan may be the best all the same."))
    var verdict = Fixture.verdict
    verdict.bound = verdict.value * 2
    let text = CheckReport.text(
      verdict, plan: answer.plan, facility: answer.facility, book: answer.book, style: ReportStyle(width: 160))
    let words = text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    #expect(
      words.contains("; no proof is closer than that it is at most 50.00 % below the best plan that keeps what it"))
  }

  @Test func `the headline of nothing says so`() {
    #expect(Sentence.headline(Fixture.empty) == "No lease is asked for; the facility has no GPUs.")
  }

  @Test func `the band is one figure where it is even and two where it is not`() {
    var answer = Fixture.answer
    #expect(Sentence.trust(answer).contains("supply 1.32 MW -0.06/+0.19 MW"))
    answer.supplyBand = (answer.verdict.use.supply - .kilowatts(50), answer.verdict.use.supply + .kilowatts(50))
    #expect(Sentence.trust(answer).contains("supply 1.32 MW ± 0.05 MW"))
    answer.supplyBand = (answer.verdict.use.supply, answer.verdict.use.supply)
    #expect(Sentence.trust(answer).hasSuffix("supply 1.32 MW."))
  }

  @Test func `what binds is named as a group where there are several`() {
    var answer = Fixture.answer
    func binds(_ resource: Resource) -> String {
      answer.binding = RowKey(resource)
      return String(Sentence.headline(answer).split(separator: "what binds is ")[1].prefix { $0 != ":" }) + "."
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

  @Test func `a zone that a lease may not leave is named`() {
    let hall = Fixture.zone("hall-2")
    func text(_ reason: Reason) -> String {
      Sentence.reason(reason, kind: KindID(0), within: hall, facility: Fixture.facility)
    }
    let pod = Fixture.zone("hall-2/pod-1")
    #expect(
      text(.levelTooSmall(.pod, needed: 20, best: 8, in: pod))
        == "no pod in hall-2 holds 160 GPUs of H100 (largest: hall-2/pod-1, 64)")
    #expect(
      text(.levelTooSmall(.site, needed: 80, best: 64, in: hall))
        == "hall-2, which it may not leave, has 512 H100 GPUs in service, 640 needed")
    #expect(text(.levelTooSmall(.site, needed: 80, best: 0, in: hall)) == "no H100 node is in service in hall-2")
    #expect(
      text(.nodesTaken(.pod, needed: 8, best: 6, in: pod))
        == "hall-2/pod-1 has 48 H100 GPUs free, the most of any pod in hall-2, 64 needed")
    #expect(
      text(.nodesTaken(.pod, needed: 8, best: 0, in: pod))
        == "no whole H100 node is free in any pod in hall-2, 64 needed")
    #expect(
      text(.nodesTaken(.site, needed: 8, best: 0, in: hall))
        == "no whole H100 node is free in hall-2, which it may not leave, 64 needed")
    #expect(text(.noRoomInNode(.any, needed: 4, best: 1)) == "one node in hall-2 has at most 1 H100 GPU free, 4 needed")
  }

  @Test func `rack positions are counted as such`() {
    var facility = Fixture.facility
    facility.kinds[0] = .position
    func text(_ reason: Reason) -> String { Sentence.reason(reason, kind: KindID(0), facility: facility) }
    let hall = Fixture.zone("hall-2")
    #expect(text(.kindAbsent(KindID(0))) == "no rack position is installed")
    #expect(
      text(.levelTooSmall(.hall, needed: 20, best: 8, in: hall))
        == "no hall holds 20 rack positions (largest: hall-2, 8)")
    #expect(
      text(.nodesTaken(.hall, needed: 9, best: 1, in: hall))
        == "hall-2 has 1 rack position free, the most of any hall, 9 needed")
    #expect(
      text(.exclusive(.zones(.hall), needed: 4, best: 0, in: hall))
        == "no rack position is free in hall-2 where nobody else stands, 4 needed")
    #expect(
      text(.limit(RowKey(Fixture.bay("hall-1/pod-1/rack-1")), short: 2, in: hall)).hasPrefix("the rack positions of "))
    #expect(
      text(.megawattsTooFew(.kilowatts(5), at: .critical, least: .kilowatts(8), nodes: 1))
        == "5 kW of IT load do not carry one rack position, which needs 8 kW")
    var answer = Fixture.answer
    answer.facility = facility
    answer.binding = RowKey(Fixture.bay("hall-1/pod-1/rack-1"))
    #expect(
      Sentence.headline(answer).contains("what binds is the number of rack positions in service: raise that first"))
  }

  @Test func `megawatts that carry no node come to nothing, and the reason says what one needs`() {
    var answer = Fixture.answer
    let kind = answer.book.leases[3].kind
    answer.plan.refusals[0] = Refusal(
      lease: LeaseID(3), nodes: 0,
      reason: .megawattsTooFew(.kilowatts(90), at: .meter, least: .kilowatts(132), nodes: 18),
      kind: kind)
    answer.book.leases[3].demand = .megawatts(.kilowatts(90), at: .meter)
    let text = PlanReport.text(answer, style: ReportStyle())
    let label = answer.facility.label(of: kind)
    #expect(text.contains("90 kW at the meter do not carry one NVLink domain of 18 \(label) nodes, which needs 132 kW"))
    let row = text.split(separator: "\n").first { $0.contains("bright-nvl") && !$0.contains("not carry") }
    #expect(row?.contains(" 0 ") == false && row?.contains(" - ") == true)
  }

  @Test func `a refusal is told of the kind that came nearest`() {
    let refusal = Refusal(
      lease: LeaseID(0), nodes: 4, reason: .nodesTaken(.hall, needed: 4, best: 2, in: Fixture.zone("hall-2")),
      kind: KindID(1))
    let text = Sentence.reason(refusal, facility: Fixture.facility, book: Fixture.book)
    #expect(text.contains(" \(Fixture.facility.label(of: KindID(1))) GPUs free"))
  }

  @Test func `a level with nothing in service says that`() {
    let reason = Reason.levelTooSmall(.hall, needed: 4, best: 0, in: ZoneID(0))
    #expect(
      Sentence.reason(reason, kind: KindID(0), facility: Fixture.facility) == "no H100 node is in service")
  }

  @Test func `every stranded figure that is not 0 has a sentence, and a negative one says why`() {
    for waterfall in Fixture.waterfalls {
      let sentences = Sentence.stranded(waterfall, Fixture.facility)
      #expect(sentences.count == waterfall.stranded.count { $0 != 0 })
      #expect(sentences.count { $0.contains(" is -") } == waterfall.stranded.count { $0 < 0 })
    }
    // Without a row that strands anything there is a sentence all the same.
    let spared = GPUWaterfall(
      kind: KindID(0), installed: 64, outOfService: 0, beyond: [0, 16, 0], spares: 16, leased: 0, leasable: 48,
      stranded: [0, -16, 0], strandedBy: [nil, nil, nil])
    #expect(
      Sentence.stranded(spared, Fixture.facility) == [
        "stranded by power is -16 for H100: so many of the 16 GPUs beyond power are not missed now,"
          + " as they are held as spares"
      ])
  }
}
