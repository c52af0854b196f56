import Facility
import Documents
import Tenancy

// The rules of a lease beside its demand and its status.

/// A lease that enlarges another one, before the other is known.
struct PendingExpansion {
  var lease: LeaseID
  /// nil: it could not be read.
  var reach: Expansion.Reach?
  /// The other one's name, and where it stands.
  var other: String
  var node: NodeID
}

extension BookReader {
  /// The rules that stand on their own.
  struct Rules {
    var exclusive = Exclusive.byDefault
    var spread: Spread?
    var numa: NUMARule?
    var segment: Int?, segmentWithin: Level?
    var quantities: [QuantityDemand] = []
    var movable: MoveCost?
  }

  /// Reads them; one that cannot be read has been reported and stays as it is without a statement.
  mutating func rules(_ fields: Fields) -> Rules {
    var rules = Rules()
    if let exclusive = fields["exclusive"].flatMap({ exclusive($0) }) { rules.exclusive = exclusive }
    rules.spread = fields["spread"].flatMap { spread($0) }
    rules.numa = fields["numa"].flatMap {
      input.word($0, "word for `numa`", among: NUMARule.allCases.map { ($0.rawValue, $0) })
    }
    if let segment = fields["segment"] { (rules.segment, rules.segmentWithin) = self.segment(segment) }
    if let quantities = fields["quantities"].flatMap({ quantities($0) }) { rules.quantities = quantities }
    let cost = fields["movable"].flatMap {
      input.parsed($0, "a cost") { text throws(InputError) in try Quantity.centsPerNode(text) }
    }
    rules.movable = cost.map { MoveCost(centsPerNode: $0) }
    return rules
  }

  private mutating func exclusive(_ node: NodeID) -> Exclusive? {
    input.parsed(node, "what the lease shares with nobody") { [divisions] text throws(InputError) in
      switch text {
      case "none": return .none
      case "node": return .node
      case "nvlink": return .nvlink
      default:
        do throws(InputError) { return .parts(try divisions.division(text)) } catch {
          let words = ["none", "node", "nvlink"] + divisions.words
          throw InputError(error.message, expected: alternatives(words), suggestion: didYouMean(text, words))
        }
      }
    }
  }

  private mutating func spread(_ node: NodeID) -> Spread? {
    guard let fields = input.fields(node, "a spread", keys: BookKeys.spread) else { return nil }
    let over = input.required(fields, "over").flatMap {
      input.parsed($0, "what the lease is spread over") { [divisions] text throws(InputError) in
        try divisions.division(text)
      }
    }
    let atMost = input.required(fields, "at-most").flatMap {
      input.parsed($0, "a share") { text throws(InputError) in
        let share = Fraction(ppm: try Quantity(text, .share).amount)
        if share > .zero, share <= .one { return share }
        throw InputError("`\(text)` is out of range", expected: "a share above 0 % of at most 100 %")
      }
    }
    guard let over, let atMost else { return nil }
    return Spread(over: over, atMost: atMost)
  }

  /// The nodes of a segment, and the level of which one zone holds it; without one, its NVLink domain does.
  private mutating func segment(_ node: NodeID) -> (size: Int?, within: Level?) {
    guard input.document.shape(of: input.resolved(node)) == .mapping else {
      return (input.integer(node, "`segment`", in: 1...Self.largestSegment), nil)
    }
    guard let fields = input.fields(node, "a segment", keys: BookKeys.segment) else { return (nil, nil) }
    let size = input.required(fields, "size").flatMap { input.integer($0, "`size`", in: 1...Self.largestSegment) }
    guard let within = fields["within"] else { return (size, nil) }
    guard let level = levelHere(within) else { return (nil, nil) }
    return (size, level)
  }

  private static let largestSegment = 1_000

  // MARK: Named quantities

  private mutating func quantities(_ node: NodeID) -> [QuantityDemand]? {
    var demands: [QuantityDemand] = []
    var isFine = true
    for (key, name, value) in input.named(node, "`quantities`") where name != "source" {
      guard let id = facility.quantities.firstIndex(where: { $0.name == name }) else {
        let names = facility.quantities.map(\.name)
        input.report(
          key, "no zone of this facility provides `\(name)`",
          expected: names.isEmpty ? "`quantities:` in a zone of the facility file" : alternatives(names),
          suggestion: didYouMean(name, names))
        isFine = false
        continue
      }
      guard let amount = amount(value, of: facility.quantities[id]) else {
        isFine = false
        continue
      }
      demands.append(QuantityDemand(QuantityID(id), amount))
    }
    demands.sort { $0.quantity < $1.quantity }
    return isFine && input.document.shape(of: node) == .mapping ? demands : nil
  }

  private mutating func amount(_ node: NodeID, of quantity: NamedQuantity) -> Int64? {
    switch quantity.measure {
    case .bytes: input.amount(node, .data)
    case .bitsPerSecond: input.amount(node, .dataRate)
    case .count: input.integer(node, "`\(quantity.name)`", in: 0...NamedQuantity.mostPieces).map { Int64($0) }
    }
  }

  // MARK: Enlarging another lease

  mutating func readExpansion(_ node: NodeID, of lease: LeaseID) {
    guard let fields = input.fields(node, "an expansion", keys: BookKeys.expand) else { return }
    let reach = reach(fields)
    guard let nameNode = input.required(fields, "lease"), let name = input.text(nameNode, "the name of a lease") else {
      return
    }
    expansions.append(PendingExpansion(lease: lease, reach: reach, other: name, node: nameNode))
  }

  private mutating func reach(_ fields: Fields) -> Expansion.Reach? {
    let adjacent = fields["adjacent"].map { input.flag($0, "`adjacent`") }
    if let within = fields["within"] {
      if let both = fields["adjacent"] {
        input.report(
          max(within, both), "`within` and `adjacent` both say how near", suggestion: "leave one of them out")
        return nil
      }
      return levelHere(within).map { .within($0) }
    }
    switch adjacent {
    case .some(.some(true)): return .adjacent
    case .some(.none): return nil
    default:
      input.report(
        fields["adjacent"] ?? fields.node, "`expand` does not say how near",
        expected: words("`within: hall`, or `adjacent: yes`", columns: "a level or `adjacent` in the column `within`"))
      return nil
    }
  }

  /// A level that the facility has zones of.
  private mutating func levelHere(_ node: NodeID) -> Level? {
    input.parsed(node, "a level") { [divisions] text throws(InputError) in
      guard case .zones(let level) = try? divisions.division(text) else {
        let levels = divisions.levels.map(\.name)
        throw InputError(
          Level(name: text) == nil ? "unknown level `\(text)`" : "this facility has no \(text) to lie within",
          expected: alternatives(levels), suggestion: didYouMean(text, levels))
      }
      return level
    }
  }

  /// Finds the leases that others enlarge; a lease that enlarges itself by whatever way is refused.
  mutating func resolveExpansions(_ book: inout Book) {
    guard !expansions.isEmpty else { return }
    let ids = Dictionary(book.leases.enumerated().map { ($1.name, LeaseID($0)) }, uniquingKeysWith: { a, _ in a })
    var places: [LeaseID: NodeID] = [:]
    for pending in expansions {
      if let other = ids[pending.other] {
        // A reach that could not be read refuses the book, and circles are circles whatever it is.
        book.leases[pending.lease].expands = Expansion(of: other, pending.reach ?? .adjacent)
        places[pending.lease] = pending.node
      } else if !hasUnreadLeases {
        input.report(
          pending.node, "unknown lease `\(pending.other)`", expected: "a lease of this book, or one placed today",
          suggestion: input.suggestion(for: pending.other, among: book.leases.lazy.map(\.name)))
      }
    }
    refuseCircles(book, places)
  }

  private mutating func refuseCircles(_ book: Book, _ places: [LeaseID: NodeID]) {
    /// The lease from which each one was reached first.
    var reachedFrom: [LeaseID: LeaseID] = [:]
    for start in expansions.map(\.lease) {
      var at = start
      var path: [LeaseID] = []
      while reachedFrom[at] == nil, let next = book.leases[at].expands?.lease {
        reachedFrom[at] = start
        path.append(at)
        at = next
      }
      guard let first = path.firstIndex(of: at), let place = places[at] else { continue }
      let circle = (path[first...] + [at]).map { "`\(book.leases[$0].name)`" }
      input.report(
        place,
        circle.count == 2
          ? "\(circle[0]) enlarges itself"
          : "leases enlarge each other in a circle: \(circle.joined(separator: " → "))",
        expected: "a lease that stands without this one")
    }
  }

  // MARK: What does not go together

  /// Reports what the form of a lease's amount contradicts: its price, its profile.
  mutating func checkAmount(_ demand: Demand, price: Price?, _ fields: Fields) {
    if case .space = demand, let node = fields["profile"] {
      input.report(node, "a profile has no meaning for space: a position draws its `per-rack`")
    }
    guard let price else { return }
    let problem: InputError
    switch (price.per, demand) {
    case (.kilowatt, .gpus), (.kilowatt, .elastic), (.kilowatt, .all), (.kilowatt, .pool):
      problem = InputError("a price per kW needs a lease of megawatts", expected: "a price per GPU or for the lease")
    case (.lease, .elastic):
      problem = InputError("an elastic lease needs a price per GPU", expected: "a price in $/GPU-h or $/GPU-month")
    case (.gpu, .space):
      problem = InputError("space has no GPUs to be paid for", expected: "a price per kW or for the lease")
    default:
      // Parts of a long table are read one by one, and the rents of all of them are to be added up.
      let most: Int64 = 100_000_000_000_000_000
      let isBeyond = rents > most
      rents = rents.addedSaturating(largestRent(of: demand, at: price))
      guard rents > most, !isBeyond else { return }
      problem = InputError(
        "the leases up to here are worth more than 1,000,000,000,000,000 $ an hour",
        expected: "a book of at most 1,000,000,000,000,000 $/h",
        suggestion: "are prices per GPU, and by the hour?")
    }
    input.report(fields["price"] ?? fields.node, problem)
  }

  /// The most that a lease can bring, in cents per hour: one that is larger than the site brings nothing.
  private func largestRent(of demand: Demand, at price: Price) -> Int64 {
    switch demand {
    case .gpus(let gpus), .elastic(floor: _, asked: let gpus), .pool(let gpus, utilisation: _):
      price.centsPerHour(gpus: min(gpus, installedGPUs))
    case .megawatts(let watts, at: _): price.centsPerHour(gpus: installedGPUs, milliwatts: watts.milliwatts)
    case .space(let space): price.centsPerHour(gpus: 0, milliwatts: space.megawatts.milliwatts)
    case .all: price.centsPerHour(gpus: installedGPUs)
    }
  }

  /// True where a lease is no piece of a node, as far as what could be read of it says.
  func isOfWholeNodes(_ lease: Lease, _ unread: UnreadLeaseParts) -> Bool {
    if unread.contains(.form) { return false }
    guard case .gpus = lease.demand, lease.exclusive != .node, lease.exclusive != .nvlink else { return true }
    if !unread.isDisjoint(with: [.demand, .kinds]) { return false }
    return !lease.kinds.contains { lease.pieceGPUs(of: facility.kinds[$0]) != nil }
  }

  /// Reports rules that contradict the rest of the lease.
  mutating func checkRules(_ lease: Lease, unread: UnreadLeaseParts, _ fields: Fields) {
    let kinds = lease.kinds.map { facility.kinds[$0] }
    if let node = fields["segment"], !unread.contains(.form) { checkSegment(lease, kinds, unread, at: node) }
    if !unread.contains(.level), let spread = lease.spread, case .zones(let level) = spread.over, level <= lease.level,
      spread.atMost < .one
    {
      input.report(
        fields["spread"] ?? fields.node,
        "the lease stays in one \(lease.level.name): it cannot be spread over \(level.name)s",
        expected: "a level further in, or a lease of a level further out")
    }
  }

  private mutating func checkSegment(_ lease: Lease, _ kinds: [Kind], _ unread: UnreadLeaseParts, at node: NodeID) {
    switch lease.demand {
    case .megawatts, .space, .pool, .all:
      input.report(
        node, "a segment needs a number of GPUs: megawatts come in whole NVLink domains, pools and `all` as they are",
        expected: "`gpus:`")
      return
    case .gpus, .elastic: break
    }
    // Kinds and segments that could not be read have been reported.
    guard !kinds.isEmpty, let segment = lease.segment else { return }
    if let level = lease.segmentWithin {
      if !unread.contains(.level), level <= lease.level {
        input.report(
          node, "the lease stays in one \(lease.level.name): every segment of it lies within one \(level.name)",
          expected: "a level further in, or a lease of a level further out", suggestion: "leave `segment` out")
        return
      }
    } else if !isWithinDomain(segment, kinds, at: node) {
      return
    }
    checkWidth(of: segment, lease, kinds, at: node)
  }

  /// Reports a segment that its NVLink domains do not hold.
  private mutating func isWithinDomain(_ segment: Int, _ kinds: [Kind], at node: NodeID) -> Bool {
    let domains = kinds.filter { $0.nodesPerNVLinkDomain > 1 }
    guard let smallest = domains.min(by: { $0.nodesPerNVLinkDomain < $1.nodesPerNVLinkDomain }) else {
      let names = kinds.map { "`\($0.name)`" }
      input.report(
        node, "an NVLink domain of \(alternatives(names)) is one node: there are no segments",
        expected: "a rack-scale kind, or the level that holds a segment",
        suggestion: words(
          "write `segment: {size: \(segment), within: rack}`", columns: "write `rack` in the column `segment-within`"))
      return false
    }
    guard segment > smallest.nodesPerNVLinkDomain else { return true }
    input.report(
      node, "an NVLink domain of `\(smallest.name)` has \(smallest.nodesPerNVLinkDomain) nodes, not \(segment)",
      expected: "at most \(smallest.nodesPerNVLinkDomain)")
    return false
  }

  /// Reports a segment that no zone of its level holds, of whatever kind.
  private mutating func checkWidth(of segment: Int, _ lease: Lease, _ kinds: [Kind], at node: NodeID) {
    let widths = lease.kinds.map { zoneWidths.most(of: $0, within: lease.segmentLevel(on: facility.kinds[$0])) }
    guard let widest = widths.max(), widest > 0, widest < segment else { return }
    let at = widths.firstIndex(of: widest)!
    let level = lease.segmentLevel(on: kinds[at])
    let spans = lease.segmentWithin == nil && level == .rack && segment <= kinds[at].nodesPerNVLinkDomain
    input.report(
      node, "no \(level.name) holds \(segment) nodes of `\(kinds[at].name)`: the most in one is \(widest)",
      expected: "at most \(widest)",
      suggestion: spans
        ? "where one NVLink domain spans several racks, `nvlink-spans: pod` on the kind says what holds it" : nil)
  }
}

/// The most nodes of each kind in one zone of a level.
struct ZoneWidths {
  private let facility: Facility
  private var known: [Key: Int] = [:]

  private struct Key: Hashable {
    var kind: KindID, level: Level
  }

  init(_ facility: Facility) { self.facility = facility }

  /// Nodes installed of a kind in the zone of a level (or the next one further out) that has most of them.
  ///
  /// - Complexity: O(bays × depth) for the first question about a kind and a level.
  mutating func most(of kind: KindID, within level: Level) -> Int {
    let key = Key(kind: kind, level: level)
    if let most = known[key] { return most }
    var nodes: [ZoneID: Int] = [:]
    for bay in facility.bays where bay.kind == kind {
      var zone = bay.zone
      while facility.zones[zone].level > level, let parent = facility.zones[zone].parent { zone = parent }
      nodes[zone, default: 0] += bay.installed
    }
    let most = nodes.values.max() ?? 0
    known[key] = most
    return most
  }
}
