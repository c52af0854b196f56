internal import Encoding
internal import Facility
internal import PlanModel
internal import Tenancy

/// Pieces of JSON that several reports write alike. Every key is described in docs/report-json.md.
extension JSONWriter {
  /// Writes a key and a text, or `null`.
  mutating func field(_ name: String, orNull text: String?) {
    key(name)
    if let text { value(text) } else { null() }
  }

  /// Writes a key and an integer, or `null`.
  mutating func field(_ name: String, orNull number: Int64?) {
    key(name)
    if let number { value(number) } else { null() }
  }

  /// Writes a key and a share as a number, or `null`.
  mutating func field(_ name: String, orNull share: Fraction?) {
    key(name)
    if let share { value(share.value, digits: 6) } else { null() }
  }

  /// Writes a key and an object.
  mutating func object(_ name: String, inline: Bool = false, _ body: (inout JSONWriter) -> Void) {
    key(name)
    object(inline: inline, body)
  }

  /// Writes a key and an array with one entry an item.
  mutating func array<Item>(
    _ name: String, _ items: some Sequence<Item>, inline: Bool = false, _ body: (inout JSONWriter, Item) -> Void
  ) {
    key(name)
    array(inline: inline) { json in for item in items { body(&json, item) } }
  }

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

  /// The evidence for the figures, counted.
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

  /// Limits that the file leaves out.
  mutating func notModelled(_ facility: Facility) {
    array("notModelled", facility.notModelled) { json, text in json.value(text) }
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

  /// Where the supply goes.
  mutating func supplyUse(_ use: SupplyUse) {
    object("supplyUse", inline: true) { json in
      json.field("supplyMilliwatts", use.supply.milliwatts)
      json.field("plantMilliwatts", use.plant.milliwatts)
      json.field("lossesMilliwatts", use.losses.milliwatts)
      json.field("baseMilliwatts", use.base.milliwatts)
      json.field("leasedMilliwatts", use.leased.milliwatts)
    }
  }

  /// What a plan was made from and how.
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
    _ name: String, _ reason: Reason?, kind: KindID, within: ZoneID? = nil, _ facility: Facility,
    _ sentences: inout ReasonSentences
  ) {
    key(name)
    guard let reason else { return null() }
    let facts = ReasonFacts(reason, facility)
    let text = sentences.text(of: reason, kind: kind, within: within, facility)
    object(inline: true) { json in
      json.field("code", reason.code)
      json.field("resource", orNull: facts.resources.first)
      json.array("alsoFull", facts.resources.dropFirst()) { json, name in json.value(name) }
      json.field("short", orNull: facts.short)
      json.field("unit", orNull: facts.unit)
      json.field("zone", orNull: facts.zone.map { facility.place(of: $0) })
      json.field("level", orNull: facts.level?.name)
      json.field("neededNodes", orNull: facts.needed)
      json.field("bestNodes", orNull: facts.best)
      json.field("text", text)
    }
  }
}

/// What comes with a status, laid out flat.
struct StatusFacts {
  var until: CalendarDate?
  var zone: String?
  var noticeDays: Int?
  var probability: Fraction?

  init(_ status: Status) {
    switch status {
    case .contracted: break
    case .option(let day, let share), .hold(let day, let share): (until, probability) = (day, share)
    case .rofo(let offered, let notice, let share): (zone, noticeDays, probability) = (offered, notice, share)
    case .proposal(let share): probability = share
    }
  }
}

/// The figures of a reason, laid out flat.
struct ReasonFacts {
  var resources: [String] = []
  var short: Int64?
  var unit: String?
  var zone: ZoneID?
  var level: Level?
  var needed: Int64?
  var best: Int64?

  init(_ reason: Reason, _ facility: Facility) {
    switch reason {
    case .kindAbsent: break
    case .levelTooSmall(let level, let needed, let best, let zone), .spares(let level, let needed, let best, let zone),
      .nodesTaken(let level, let needed, let best, let zone):
      (self.level, self.zone) = (level, zone)
      (self.needed, self.best) = (Int64(needed), Int64(best))
      (short, unit) = (Int64(needed) - Int64(best), "node")
    case .limit(let row, let short, let zone):
      self.zone = zone
      name([row], short, facility)
    case .limits(let rows, let short, let zone):
      self.zone = zone
      name(rows, short, facility)
    case .placedConflict(let row, let short): name([row], short, facility)
    case .levelTooSmallForSpread(let level, _, _, let needed, let best, let zone):
      (self.level, self.zone) = (level, zone)
      count(needed, best, "node")
    case .exclusive(_, let needed, let best, let zone), .spread(_, _, let needed, let best, let zone),
      .segments(_, let needed, let best, let zone):
      self.zone = zone
      count(needed, best, "node")
    case .notNear(_, let needed, let best): count(needed, best, "node")
    case .noRoomInNode(_, let needed, let best): count(needed, best, "GPU")
    case .expandedRefused: break
    case .megawattsTooFew(let watts, _, let least, let nodes):
      (needed, best) = (Int64(nodes), 0)
      (short, unit) = ((least - watts).milliwatts, "mW")
    }
  }

  private mutating func count(_ needed: Int, _ best: Int, _ unit: String) {
    (self.needed, self.best) = (Int64(needed), Int64(best))
    (short, self.unit) = (Int64(needed) - Int64(best), unit)
  }

  private mutating func name(_ rows: [RowKey], _ short: Int64, _ facility: Facility) {
    guard let first = rows.first?.resource else { return }
    resources = rows.map { $0.resource.exists(in: facility) ? $0.resource.name(in: facility) : "unknown" }
    (self.short, unit) = (short, first.unit(in: facility).symbol)
  }
}

extension Facility {
  /// A kind's own name.
  func kindName(_ kind: KindID) -> String {
    kinds.indices.contains(kind.index) ? kinds[kind].name : "kind \(kind.raw)"
  }
}
