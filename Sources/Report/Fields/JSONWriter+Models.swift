internal import Encoding
internal import Facility
internal import PlanModel
internal import Tenancy

// Objects of the models that several reports write alike. Every key is described in docs/report-json.md.
extension JSONWriter {
  /// Full-load draw on every basis.
  mutating func draws(_ draws: [BasisDraw]) {
    array("fullLoad", draws) { json, draw in
      json.object(inline: true) { json in
        json.field("basis", draw.basis.name)
        json.field("supplyMilliwatts", draw.supply.milliwatts)
        json.field("nodesMilliwatts", draw.nodes.milliwatts)
      }
    }
  }

  /// The circumstances in which it was asked, and what has to be known of them.
  mutating func circumstances(_ circumstances: Circumstances, _ book: Book) {
    field("tenantBook", circumstances.hasBook)
    field("asOf", orNull: circumstances.day?.text)
    array("expired", circumstances.expired(in: book)) { json, lease in json.value(book.name(of: lease)) }
    array("notes", Sentence.notes(circumstances, book)) { json, note in json.value(note) }
  }

  /// The number of figures by how well they are founded.
  mutating func provenance(_ provenance: Provenance) {
    object("provenance", inline: true) { json in
      json.field("published", provenance.published)
      json.field("derived", provenance.derived)
      json.field("estimated", provenance.estimated)
      json.field("stated", provenance.stated)
      json.field("unsourced", provenance.unsourced)
    }
  }

  /// Spares to hold.
  mutating func spareRules(_ facility: Facility) {
    array("spareRules", facility.spares) { json, rule in
      json.object(inline: true) { json in
        json.field("kind", facility.kindName(rule.kind))
        json.field("level", rule.level.name)
        switch rule.rule {
        case .per(let per): json.field("nodesPerSpare", per)
        case .failures(let rate):
          json.field("failuresPerMillionGPUDays", rate.perMillionGPUDays)
          json.field("repairHours", rate.repairHours)
          json.field("confidence", orNull: rate.confidence)
        }
      }
    }
  }

  /// Limits that the file leaves out, and figures that it states without effect.
  mutating func notModelled(_ facility: Facility, book: Book? = nil) {
    array("notModelled", facility.leftOut) { json, text in json.value(text) }
    array("withoutEffect", facility.withoutEffect(for: book)) { json, text in json.value(text) }
  }

  /// The fullest element of every limit.
  mutating func worstElements(_ loadings: [Loading], _ facility: Facility) {
    array("fullestElements", WorstElement.all(loadings, facility)) { json, entry in
      json.object(inline: true) { json in
        json.field("class", entry.limits?.name ?? "quantity")
        json.field("group", entry.group)
        json.field("elements", entry.elements)
        json.field("resource", entry.loading.resource.name(in: facility))
        json.field("load", entry.loading.load)
        json.field("limit", entry.loading.capacity)
        json.field("unit", entry.loading.resource.unit(in: facility).symbol)
        json.field("utilisation", entry.loading.utilisation, digits: 6)
      }
    }
  }

  /// The uses of the supply.
  mutating func supplyUse(_ use: SupplyUse) {
    object("supplyUse", inline: true) { json in
      json.field("supplyMilliwatts", use.supply.milliwatts)
      json.supplyParts(use)
    }
  }

  /// The parts of the supply, as keys of the object that is open.
  mutating func supplyParts(_ use: SupplyUse) {
    field("plantMilliwatts", use.plant.milliwatts)
    field("lossesMilliwatts", use.losses.milliwatts)
    field("baseMilliwatts", use.base.milliwatts)
    field("leasedMilliwatts", use.leased.milliwatts)
  }

  /// The inputs and the settings of a plan.
  mutating func settings(of plan: Plan) {
    object("inputs", inline: true) { json in
      json.field("facility", plan.inputs.facility)
      json.field("tenants", plan.inputs.tenants)
    }
    object("settings", inline: true) { json in
      json.field("basis", plan.settings.basis.name)
      json.field("honour", plan.settings.honour.rawValue)
      json.field("unleased", plan.settings.unleasedIdle ? "idle" : "off")
      json.field("seed", plan.settings.seed)
    }
  }

  /// A reason for programs: the code, the resource and by how much, and the sentence.
  mutating func reason(
    _ name: String, _ reason: Reason?, kind: KindID, within: ZoneID? = nil, facility: Facility,
    sentences: inout ReasonSentences
  ) {
    key(name)
    guard let reason else { return null() }
    value(reason, kind: kind, within: within, facility: facility, sentences: &sentences)
  }

  /// Limits that are short, one entry a name.
  mutating func shortfalls(_ name: String, _ limits: [Shortfall], _ facility: Facility) {
    array(name, limits) { json, shortfall in
      json.object(inline: true) { json in
        json.field("resource", facility.name(of: shortfall.resource))
        json.field("short", shortfall.short)
        json.field("unit", shortfall.resource.unit(in: facility).symbol)
        json.field("others", shortfall.others)
        json.field("shortInAll", shortfall.total)
      }
    }
  }

  /// A reason that stands under a key or in an array.
  mutating func value(
    _ reason: Reason, kind: KindID, within: ZoneID? = nil, facility: Facility, sentences: inout ReasonSentences
  ) {
    let fields = ReasonFields(reason, kind: kind, facility)
    let text = sentences.text(of: reason, kind: kind, within: within, facility)
    object(inline: true) { json in
      json.field("code", reason.code)
      json.field("resource", orNull: fields.resources.first)
      json.array("alsoFull", fields.resources.dropFirst()) { json, name in json.value(name) }
      json.shortfalls("limits", fields.limits, facility)
      json.field("short", orNull: fields.short)
      json.field("unit", orNull: fields.unit)
      json.field("zone", orNull: fields.zone.map { facility.place(of: $0) })
      json.field("level", orNull: fields.level?.name)
      json.field("neededNodes", orNull: fields.needed)
      json.field("bestNodes", orNull: fields.best)
      json.field("neededGPUs", orNull: fields.neededGPUs)
      json.field("bestGPUs", orNull: fields.bestGPUs)
      json.field("segmentNodes", orNull: fields.segment.map { Int64($0.nodes) })
      json.field("segmentWithin", orNull: fields.segment.map { $0.within?.name ?? "nvlink" })
      json.field("segmentIsDefault", orNull: fields.segment?.isDefault)
      json.field("text", text)
    }
  }
}
