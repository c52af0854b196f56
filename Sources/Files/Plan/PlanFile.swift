import Encoding
public import Facility
public import PlanModel
public import Documents
public import Tenancy

/// Files of the format `headroom-plan-1`.
public enum PlanFile {
  static let format = "headroom-plan-1"

  /// The largest plan that is written, and read: 256 MiB. One of a million leases takes a quarter of that.
  public static let sizeLimit = 256 << 20
  /// The most values in one; no plan that is written has more for its size. The table of them takes 20 bytes a value.
  static let valueLimit = sizeLimit / 4

  /// Reads a plan of a facility and its book.
  ///
  /// Whatever breaks a rule (another kind, too many nodes, a negative price) is read as it stands, for `PlanCheck` to judge;
  /// what names something that does not exist is an error. Prices come in table order: power, cooling, space, nodes,
  /// spares, quantities. The sentences of the refusals are for people: every refusal that is read has the reason `kindAbsent`.
  public static func read(_ file: SourceFile, facility: Facility, book: Book) -> Loaded<Plan> {
    let (document, diagnostics) = Document.read(file, nodeLimit: valueLimit, sizeLimit: sizeLimit)
    guard let document else { return Loaded(nil, diagnostics, of: file) }
    var reader = PlanReader(document, diagnostics: diagnostics, facility: facility, book: book)
    let plan = reader.plan()
    return Loaded(plan, reader.input.diagnostics, of: file)
  }

  /// The bytes of a plan: the same plan, the same bytes. `because` says in a sentence what stopped a lease,
  /// `breaks` all that a lease breaks which stands where it may not.
  public static func write(
    _ plan: Plan, facility: Facility, book: Book, because: (Refusal) -> String, breaks: (Placement) -> String
  ) -> [UInt8] {
    let ranges = PathRanges(facility: facility)
    var json = JSONWriter()
    json.object { json in
      json.field("format", format)
      writeHead(plan, to: &json)
      json.key("loads")
      json.array { json in
        for loading in plan.loads {
          json.object(inline: true) { json in
            json.field("resource", loading.resource.name(in: facility))
            json.field("load", loading.load)
            json.field("capacity", loading.capacity)
          }
        }
      }
      json.key("placements")
      json.array { json in
        for placement in plan.placements {
          let standing = placement.standsInBreach ? "stands, breaks " + breaks(placement) : nil
          write(placement, facility: facility, book: book, ranges: ranges, standing: standing, to: &json)
        }
      }
      json.key("refused")
      json.array { json in
        for refusal in plan.refusals {
          json.object(inline: true) { json in
            json.field("lease", book.leases[refusal.lease].name)
            json.field("nodes", refusal.nodes)
            json.field("because", because(refusal))
          }
        }
      }
      json.key("prices")
      json.array { json in
        write(plan.certificate.prices, facility: facility, book: book, ranges: ranges, to: &json)
      }
    }
    return json.text
  }

  private static func writeHead(_ plan: Plan, to json: inout JSONWriter) {
    json.key("inputs")
    json.object(inline: true) { json in
      json.field("facility", plan.inputs.facility)
      json.field("tenants", plan.inputs.tenants)
    }
    json.key("settings")
    json.object(inline: true) { json in
      json.field("basis", plan.settings.basis.name)
      json.field("honour", plan.settings.honour.rawValue)
      json.field("unleased", plan.settings.unleasedIdle ? "idle" : "off")
      json.field("seed", plan.settings.seed)
    }
    json.key("claims")
    json.object(inline: true) { json in
      json.field("valueCentsPerHour", plan.value)
      json.field("keptValueCentsPerHour", plan.keptValue)
      json.field("boundCentsPerHour", plan.certificate.bound)
      json.field("keptBoundCentsPerHour", plan.certificate.keptBound)
      json.field("moveCostCentsPerHour", plan.moveCost)
      json.field("supplyMilliwatts", plan.supplyDraw.milliwatts)
    }
  }

  private static func write(
    _ placement: Placement, facility: Facility, book: Book, ranges: PathRanges, standing: String?,
    to json: inout JSONWriter
  ) {
    let places = groups(of: placement.parts).flatMap { group in
      ranges.patterns(of: group.racks.map { PathRanges.Place(zone: $0) }).map { (racks: $0, share: group.share) }
    }
    // Most leases of a large book stand in one place: a line each.
    json.object(inline: places.count < 2) { json in
      json.field("lease", book.leases[placement.lease].name)
      json.field("kind", facility.kinds[placement.kind].name)
      if let standing { json.field("standing", standing) }
      json.key("at")
      json.array { json in
        for place in places {
          json.object(inline: true) { json in
            json.field("racks", place.racks)
            write(place.share, to: &json)
          }
        }
      }
    }
  }

  /// The share of a rack that a lease holds: whole nodes, or a piece of one.
  private struct Share: Hashable {
    var nodes: Int
    var piece: Piece?

    init(_ part: PlacementPart) { (nodes, piece) = (part.nodes, part.piece) }
  }

  private static func write(_ share: Share, to json: inout JSONWriter) {
    guard let piece = share.piece else { return json.field("nodes", share.nodes) }
    // A piece that claims whole nodes beside it is for the checker to judge.
    if share.nodes != 0 { json.field("nodes", share.nodes) }
    json.field("node", piece.node)
    json.key("gpus")
    json.array { json in for gpus in piece.gpus { json.value(gpus) } }
  }

  /// Racks with the same share, in the order of first appearance; a rack named again begins further groups.
  private static func groups(of parts: [PlacementPart]) -> [(racks: [ZoneID], share: Share)] {
    guard let first = parts.first.map({ Share($0) }) else { return [] }
    let isPlain = zip(parts, parts.dropFirst()).allSatisfy { $0.zone < $1.zone && Share($1) == first }
    if isPlain { return [(parts.map(\.zone), first)] }
    var groups: [(racks: [ZoneID], share: Share)] = []
    var rest = parts
    while !rest.isEmpty {
      var index: [Share: Int] = [:]
      var seen: Set<ZoneID> = []
      var again: [PlacementPart] = []
      for part in rest {
        guard seen.insert(part.zone).inserted else {
          again.append(part)
          continue
        }
        if let i = index[Share(part)] {
          groups[i].racks.append(part.zone)
        } else {
          index[Share(part)] = groups.count
          groups.append(([part.zone], Share(part)))
        }
      }
      rest = again
    }
    return groups
  }

  private struct PriceKey: Hashable {
    var picocents: Int64
    var failureCase: FailureCaseID
    var period: PeriodID
  }

  private static func write(
    _ prices: [RowPrice], facility: Facility, book: Book, ranges: PathRanges, to json: inout JSONWriter
  ) {
    var index: [PriceKey: Int] = [:]
    var groups: [(key: PriceKey, places: [PathRanges.Place])] = []
    for price in prices {
      let key = PriceKey(
        picocents: price.picocents, failureCase: price.row.failureCase, period: price.row.period)
      let place = PathRanges.Place(
        zone: price.resource.zone(in: facility), local: price.resource.localName(in: facility))
      if let i = index[key] {
        groups[i].places.append(place)
      } else {
        index[key] = groups.count
        groups.append((key, [place]))
      }
    }
    for (key, places) in groups {
      for pattern in ranges.patterns(of: places) {
        json.object(inline: true) { json in
          json.field("resources", pattern)
          json.field("case", facility.failureCases[key.failureCase].name)
          json.field("period", book.periods[key.period].name)
          json.field("picocents", key.picocents)
        }
      }
    }
  }
}
