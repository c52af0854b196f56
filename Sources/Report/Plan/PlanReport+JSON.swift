internal import Encoding
internal import Facility
public import PlanModel
internal import Tenancy

extension PlanReport {
  /// The report as JSON of the format `headroom-report-1`, UTF-8, described in docs/report-json.md.
  ///
  /// - Complexity: O(zones + racks of all placements + loadings).
  public static func json(_ answer: Answer) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("format", "headroom-report-1")
      json.field("headline", Sentence.headline(answer))
      json.field("trust", Sentence.trust(answer))
      json.field("fits", answer.verdict.isYes)
      json.circumstances(answer.circumstances, answer.book)
      json.settings(of: answer.plan)
      json.field("stoppedAfterRound", orNull: answer.stoppedAfterRound.map(Int64.init))
      facility(answer, &json)
      supply(answer, &json)
      leases(answer, &json)
      json.worstElements(answer.verdict.loadings, answer.facility)
      waterfalls(answer, &json)
      profiles(answer, &json)
      headroom(answer, &json)
      json.field(
        "binding",
        orNull: answer.binding.map(\.resource).flatMap {
          $0.exists(in: answer.facility) ? $0.name(in: answer.facility) : nil
        })
      value(answer, &json)
      json.array("rounded", answer.rounded) { json, entry in rounded(entry, of: answer, to: &json) }
      rules(answer, &json)
      json.notModelled(answer.facility, book: answer.book)
      json.array("violations", answer.verdict.violations) { json, violation in
        json.value(Sentence.violation(violation, facility: answer.facility, book: answer.book))
      }
    }
    return json.text
  }

  private static func facility(_ answer: Answer, _ json: inout JSONWriter) {
    let facility = answer.facility
    json.object("facility") { json in
      json.field("name", facility.name)
      json.field("gpus", answer.gpus.reduce(0) { $0 + $1.installed })
      json.array("kinds", answer.gpus) { json, waterfall in
        guard facility.kinds.indices.contains(waterfall.kind.index) else { return }
        let kind = facility.kinds[waterfall.kind]
        json.object(inline: true) { json in
          json.field("kind", kind.name)
          json.field("gpu", kind.gpuModel)
          json.field("gpusPerNode", kind.gpus)
          json.field("installedGPUs", waterfall.installed)
          json.field("inServiceGPUs", waterfall.inService)
        }
      }
      json.draws(answer.draws)
      json.spareRules(facility)
      json.provenance(facility.provenance)
    }
  }

  private static func profiles(_ answer: Answer, _ json: inout JSONWriter) {
    json.key("supplySteps")
    if let steps = SupplySteps(answer) {
      json.object(inline: true) { json in
        json.field("fullLoadMilliwatts", steps.full.milliwatts)
        json.field("notLeasedMilliwatts", steps.notLeased.milliwatts)
        json.field("profilesMilliwatts", steps.profiles.milliwatts)
        json.field("planMilliwatts", steps.plan.milliwatts)
      }
    } else {
      json.null()
    }
    json.array("profiles", ProfileUse.all(answer)) { json, use in
      let kind = answer.facility.kinds[use.kind]
      json.object(inline: true) { json in
        json.field("profile", use.profile)
        json.field("kind", kind.name)
        json.field("gpus", use.gpus)
        json.field("nodeMilliwatts", use.each.milliwatts)
        json.field("trainingMilliwatts", use.training.milliwatts)
        json.field("nameplateMilliwatts", kind.nameplate.watts.milliwatts)
        json.field("differenceMilliwatts", use.difference(gpusOfNode: kind.gpus).milliwatts)
      }
    }
  }

  private static func supply(_ answer: Answer, _ json: inout JSONWriter) {
    json.field("supplyLimitMilliwatts", orNull: answer.supply?.contract.milliwatts)
    json.object("supplyBand", inline: true) { json in
      json.field("lowMilliwatts", answer.supplyBand.low.milliwatts)
      json.field("highMilliwatts", answer.supplyBand.high.milliwatts)
    }
    json.supplyUse(answer.verdict.use)
    json.key("limitBases")
    json.array { json in
      for (stage, basis) in answer.facility.statedBases {
        json.object(inline: true) { json in
          json.field("stage", stage)
          json.field("basis", basis.name)
        }
      }
    }
  }

  // MARK: - Leases

  private static func leases(_ answer: Answer, _ json: inout JSONWriter) {
    let (facility, book) = (answer.facility, answer.book)
    var formatter = PlacementFormatter(facility)
    var sentences = ReasonSentences()
    json.array("placements", answer.placements) { json, placement in
      json.object(inline: true) { json in
        lease(placement.lease, kind: placement.kind, nodes: placement.nodes, of: answer, to: &json)
        json.field("where", formatter.text(of: placement, budget: 72))
        json.array("at", formatter.patterns(of: placement)) { json, part in
          json.object { json in
            json.field("racks", part.racks)
            json.field("nodes", part.nodes)
          }
        }
        json.piece(placement, facility)
        json.array("breaks", placement.breaks) { json, reason in
          json.value(
            reason, kind: placement.kind, within: book.leases[placement.lease].within, facility: facility,
            sentences: &sentences)
        }
      }
    }
    json.array("refusals", answer.refusals) { json, refusal in
      let kind = refusal.kind(in: book)
      json.object(inline: true) { json in
        lease(refusal.lease, kind: kind, nodes: refusal.nodes, of: answer, to: &json)
        let within = book.leases[refusal.lease].within
        json.reason("reason", refusal.reason, kind: kind, within: within, facility: facility, sentences: &sentences)
        json.shortfalls("alsoShort", refusal.alsoShort, facility)
        json.field("beside", refusal.beside.rawValue)
        json.field("fitsWithoutPlan", orNull: refusal.alone.map { $0.reason == nil })
        json.reason(
          "reasonWithoutPlan", refusal.alone?.reason, kind: kind, within: within, facility: facility,
          sentences: &sentences)
        json.part(refusal.part, of: book.leases[refusal.lease], facility)
        json.field("text", sentences.text(of: refusal, facility: facility, book: book))
      }
    }
  }

  private static func lease(
    _ id: LeaseID, kind: KindID, nodes: Int, of answer: Answer, to json: inout JSONWriter
  ) {
    let lease = answer.book.leases[id]
    json.field("lease", lease.name)
    json.field("tenant", answer.book.tenantName(of: lease))
    status(lease.status, &json)
    json.field("mustBeKept", answer.plan.settings.honour.keeps(lease))
    json.field("standsToday", lease.isPlaced)
    json.field("priority", lease.priority)
    json.field("kind", answer.facility.kindName(kind))
    json.field("level", lease.level.word)
    json.field("profile", lease.profile.name)
    json.field("nodes", nodes)
    json.field("gpus", lease.gpus(in: nodes, of: kind, answer.facility))
    json.field("rackPositions", orNull: answer.facility.isPosition(kind) ? Int64(nodes) : nil)
    json.field("gpusAsked", orNull: lease.demand.askedGPUs.map(Int64.init))
    json.field("gpusAtLeast", orNull: lease.demand.leastGPUs.map(Int64.init))
    json.field("askedMilliwatts", orNull: lease.demand.askedPower?.milliwatts)
    json.field("centsPerHour", lease.rent(onNodes: nodes, of: kind, answer.facility))
  }

  private static func status(_ status: Status, _ json: inout JSONWriter) {
    let fields = StatusFields(status)
    json.object("status", inline: true) { json in
      json.field("name", status.name)
      json.field("until", orNull: fields.until?.text)
      json.field("zone", orNull: fields.zone)
      json.field("noticeDays", orNull: fields.noticeDays.map(Int64.init))
      json.field("probability", orNull: fields.probability)
    }
  }

  // MARK: - What is left

  private static func waterfalls(_ answer: Answer, _ json: inout JSONWriter) {
    json.array("gpuWaterfalls", answer.gpus) { json, waterfall in
      json.object { json in
        json.field("kind", answer.facility.kindName(waterfall.kind))
        json.field("installed", waterfall.installed)
        json.field("outOfService", waterfall.outOfService)
        json.field("inService", waterfall.inService)
        classes("beyond", to: &json) { json, limits in json.value(part(waterfall.beyond, limits)) }
        json.field("spares", waterfall.spares)
        json.field("leased", waterfall.leased)
        json.field("isolated", waterfall.isolated)
        json.field("fragments", waterfall.fragments)
        json.field("leasablePieces", waterfall.leasablePieces)
        json.field("leasable", waterfall.leasable)
        classes("stranded", to: &json) { json, limits in json.value(part(waterfall.stranded, limits)) }
        classes("strandedBy", to: &json) { json, limits in
          let by = waterfall.strandedBy.indices.contains(limits.rawValue) ? waterfall.strandedBy[limits.rawValue] : nil
          if let by = by?.resource, by.exists(in: answer.facility) {
            json.value(by.name(in: answer.facility))
          } else {
            json.null()
          }
        }
        json.array("notes", Sentence.stranded(waterfall, answer.facility)) { json, text in json.value(text) }
      }
    }
    json.key("supplyWaterfall")
    guard let supply = answer.supply else { return json.null() }
    json.object(inline: true) { json in
      json.field("contractMilliwatts", supply.contract.milliwatts)
      json.supplyParts(supply.use)
      json.field("leasableMilliwatts", supply.leasable.milliwatts)
      json.field("strandedMilliwatts", supply.stranded.milliwatts)
    }
  }

  private static func classes(
    _ name: String, to json: inout JSONWriter, _ body: (inout JSONWriter, LimitClass) -> Void
  ) {
    json.object(name, inline: true) { json in
      for limits in LimitClass.allCases {
        json.key(limits.name)
        body(&json, limits)
      }
    }
  }

  private static func headroom(_ answer: Answer, _ json: inout JSONWriter) {
    var sentences = ReasonSentences()
    json.array("headroom", answer.headroom) { json, entry in
      json.object(inline: true) { json in
        json.field("product", entry.product.name)
        json.field("kind", answer.facility.kindName(entry.product.kind))
        json.field("gpus", entry.product.gpus)
        json.field("level", entry.product.level.word)
        json.field("count", entry.count)
        json.field("upper", entry.upper)
        json.reason("binds", entry.binds, kind: entry.product.kind, facility: answer.facility, sentences: &sentences)
      }
    }
  }

  private static func value(_ answer: Answer, _ json: inout JSONWriter) {
    let plan = answer.plan
    json.object("value", inline: true) { json in
      json.field("centsPerHour", plan.value)
      json.field("boundCentsPerHour", plan.certificate.bound)
      json.field("boundHoldsFor", boundHolds(answer))
      json.field("gap", plan.gap, digits: 6)
      json.field("keptCentsPerHour", plan.keptValue)
      json.field("keptBoundCentsPerHour", plan.certificate.keptBound)
      json.field("keptBoundHoldsFor", keptBoundHolds(answer))
      json.field("moveCostCentsPerHour", plan.moveCost)
      json.field("prices", plan.certificate.prices.count)
    }
  }

  private static func rounded(
    _ entry: (lease: LeaseID, gpus: Int), of answer: Answer, to json: inout JSONWriter
  ) {
    json.object(inline: true) { json in
      json.field("lease", answer.book.name(of: entry.lease))
      let asked = answer.book.has(entry.lease) ? answer.book.leases[entry.lease].demand.askedGPUs : nil
      json.field("askedGPUs", orNull: asked.map(Int64.init))
      json.field("takenGPUs", entry.gpus)
    }
  }
}
