import Facility
import Source
import Tenancy

// The rules of a lease beside its demand and its status.

/// A lease that enlarges another one, before the other is known.
struct PendingExpansion {
  var lease: LeaseID
  var reach: Expansion.Reach
  /// The other one's name, and where it stands.
  var other: String
  var node: NodeID
}

extension BookReader {
  /// The rules that stand on their own.
  struct Rules {
    var exclusive = Exclusive.byDefault
    var spread: Spread?
    var numa = NUMARule.single
    var segment: Int?
    var quantities: [QuantityDemand] = []
    var movable: MoveCost?
  }

  /// Reads them; nil: reported.
  mutating func rules(_ fields: Fields) -> Rules? {
    var rules = Rules()
    var isFine = true
    func keep<T>(_ value: T?, _ path: WritableKeyPath<Rules, T>) {
      if let value { rules[keyPath: path] = value } else { isFine = false }
    }
    if let node = fields["exclusive"] { keep(exclusive(node), \.exclusive) }
    if let node = fields["spread"] { keep(spread(node).map(Optional.some), \.spread) }
    if let node = fields["numa"] {
      keep(input.word(node, "word for `numa`", NUMARule.allCases.map { ($0.rawValue, $0) }), \.numa)
    }
    if let node = fields["segment"] {
      keep(input.integer(node, "`segment`", in: 1...1_000).map(Optional.some), \.segment)
    }
    if let node = fields["quantities"] { keep(quantities(node), \.quantities) }
    if let node = fields["movable"] {
      let cost = input.parsed(node, "a cost") { text throws(Problem) in try Quantity.centsPerNode(text) }
      keep(cost.map { MoveCost(centsPerNode: $0) }, \.movable)
    }
    return isFine ? rules : nil
  }

  private mutating func exclusive(_ node: NodeID) -> Exclusive? {
    input.parsed(node, "what the lease shares with nobody") { [divisions] text throws(Problem) in
      switch text {
      case "none": return .none
      case "node": return .node
      case "nvlink": return .nvlink
      default:
        do throws(Problem) { return .parts(try divisions.division(text)) } catch {
          let words = ["none", "node", "nvlink"] + divisions.words
          throw Problem(error.message, expected: alternatives(words), suggestion: didYouMean(text, words))
        }
      }
    }
  }

  private mutating func spread(_ node: NodeID) -> Spread? {
    guard let fields = input.fields(node, "a spread", BookKeys.spread) else { return nil }
    let over = input.required(fields, "over").flatMap {
      input.parsed($0, "what the lease is spread over") { [divisions] text throws(Problem) in
        try divisions.division(text)
      }
    }
    let atMost = input.required(fields, "at-most").flatMap {
      input.parsed($0, "a share") { text throws(Problem) in
        let share = Fraction(ppm: try Quantity(text, .share).amount)
        if share > .zero, share <= .one { return share }
        throw Problem("`\(text)` is out of range", expected: "a share above 0 % of at most 100 %")
      }
    }
    guard let over, let atMost else { return nil }
    return Spread(over: over, atMost: atMost)
  }

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
    guard let fields = input.fields(node, "`expand`", BookKeys.expand) else { return }
    let reach = reach(fields)
    guard let nameNode = input.required(fields, "lease"), let name = input.text(nameNode, "the name of a lease"),
      let reach
    else { return }
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
      return input.parsed(within, "a level") { [divisions] text throws(Problem) in
        guard case .zones(let level) = try? divisions.division(text) else {
          let levels = divisions.levels.map(\.name)
          throw Problem(
            Level(name: text) == nil ? "unknown level `\(text)`" : "this facility has no \(text) to lie within",
            expected: alternatives(levels), suggestion: didYouMean(text, levels))
        }
        return .within(level)
      }
    }
    switch adjacent {
    case .some(.some(true)): return .adjacent
    case .some(.none): return nil
    default:
      input.report(
        fields["adjacent"] ?? fields.node, "`expand` does not say how near",
        expected: "`within: hall`, or `adjacent: yes`")
      return nil
    }
  }

  /// Finds the leases that others enlarge; a lease that enlarges itself by whatever way is refused.
  mutating func resolveExpansions(_ book: inout Book) {
    guard !expansions.isEmpty else { return }
    let ids = Dictionary(book.leases.enumerated().map { ($1.name, LeaseID($0)) }, uniquingKeysWith: { a, _ in a })
    var places: [LeaseID: NodeID] = [:]
    var names: Set<String>?
    for pending in expansions {
      if let other = ids[pending.other] {
        book.leases[pending.lease].expands = Expansion(of: other, pending.reach)
        places[pending.lease] = pending.node
      } else {
        let known = names ?? allNames
        names = known
        // What could not be read has been reported.
        if known.contains(pending.other) { continue }
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

  /// Reports what a lease's amount contradicts: its price, its profile.
  mutating func checkAmount(_ demand: Demand, _ price: Price, _ fields: Fields) {
    if case .space = demand, let node = fields["profile"] {
      input.report(node, "a profile has no meaning for space: a position draws its `per-rack`")
    }
    let problem: Problem
    switch (price.per, demand) {
    case (.kilowatt, .gpus), (.kilowatt, .elastic), (.kilowatt, .all), (.kilowatt, .pool):
      problem = Problem("a price per kW needs a lease of megawatts", expected: "a price per GPU or for the lease")
    case (.lease, .elastic):
      problem = Problem("an elastic lease needs a price per GPU", expected: "a price in $/GPU-h or $/GPU-month")
    case (.gpu, .space):
      problem = Problem("space has no GPUs to be paid for", expected: "a price per kW or for the lease")
    default: return
    }
    input.report(fields["price"] ?? fields.node, problem)
  }

  /// Reports rules that contradict the rest of the lease.
  mutating func checkRules(_ lease: Lease, _ fields: Fields) {
    let kinds = lease.kinds.map { facility.kinds[$0] }
    if let node = fields["numa"], !kinds.contains(where: { lease.pieceGPUs(of: $0) != nil }) {
      input.report(
        node, "`numa` has no meaning for a lease of whole nodes",
        expected: "fewer GPUs than a node has, and no `exclusive: node`")
    }
    if let segment = lease.segment, let node = fields["segment"] { check(segment, at: node, lease.demand, kinds) }
    if let spread = lease.spread, case .zones(let level) = spread.over, level <= lease.level, spread.atMost < .one {
      input.report(
        fields["spread"] ?? fields.node,
        "the lease stays in one \(lease.level.name): it cannot be spread over \(level.name)s",
        expected: "a level further in, or a lease of a level further out")
    }
  }

  private mutating func check(_ segment: Int, at node: NodeID, _ demand: Demand, _ kinds: [Kind]) {
    switch demand {
    case .megawatts, .space, .pool, .all:
      input.report(
        node, "a segment needs a number of GPUs: megawatts come in whole NVLink domains, pools and `all` as they are",
        expected: "`gpus:`")
      return
    case .gpus, .elastic: break
    }
    let domains = kinds.filter { $0.nodesPerNVLinkDomain > 1 }
    guard let smallest = domains.min(by: { $0.nodesPerNVLinkDomain < $1.nodesPerNVLinkDomain }) else {
      let names = kinds.map { "`\($0.name)`" }
      input.report(
        node, "an NVLink domain of \(alternatives(names)) is one node: there are no segments",
        expected: "a rack-scale kind")
      return
    }
    if segment > smallest.nodesPerNVLinkDomain {
      input.report(
        node, "an NVLink domain of `\(smallest.name)` has \(smallest.nodesPerNVLinkDomain) nodes, not \(segment)",
        expected: "at most \(smallest.nodesPerNVLinkDomain)")
    }
  }
}
