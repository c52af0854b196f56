/// What the rules of an instance's options come to, worked out once.
///
/// An instance whose options are free of rules has an empty book, and no loop looks further than that.
struct RuleBook: Sendable {
  /// Whether any option of a lease or a probe has a rule beside the domains of a node.
  let hasRules: Bool
  /// Whether any option is elastic.
  let isElastic: Bool
  /// Exclusive divisions, and who stands near which anchor.
  let exclusion: ExclusionTable
  let affinity: AffinityTable
  /// By kind: whether pieces are tracked node by node; else counting their slots is enough.
  let isTracked: [Bool]
  /// By kind: slots of each domain.
  let domains: [[Int32]]
  private let rules: [RuleSet]

  /// - Complexity: O(options + divisions × bays).
  init(_ instance: Instance) {
    let options = instance.options
    let rules = (0..<options.count).map { Self.rules(of: OptionIndex($0), instance) }
    hasRules = rules.contains { !$0.isEmpty }
    self.rules = hasRules ? rules : []
    isElastic = (0..<options.count).contains { options.least[$0] < options.units[$0] }
    exclusion = ExclusionTable(instance)
    affinity = AffinityTable(instance)
    let domains = instance.nodeSlots.indices.map { kind in
      instance.domainSlots.isEmpty || instance.domainSlots[kind].isEmpty
        ? [instance.nodeSlots[kind]] : instance.domainSlots[kind]
    }
    self.domains = domains
    isTracked = Self.tracked(instance, domains)
  }

  /// Rules of an option, but for the domains of a node.
  func rules(of option: OptionIndex) -> RuleSet { rules.isEmpty ? [] : rules[option] }

  /// Whether a lease has one size, no place already, no rule that looks at other leases or at its own spread, and
  /// nobody who must stand near to it.
  func isFree(_ lease: LeaseIndex, _ instance: Instance) -> Bool {
    guard !instance.hasPins(lease), affinity.isEmpty || affinity.followers[lease.offset].isEmpty else { return false }
    return instance.optionRange(of: lease).allSatisfy { at in
      let option = OptionIndex(at)
      return rules(of: option).isSubset(of: [.blocks, .within])
        && instance.options.least[at] == instance.options.units[at]
        && !(isTracked[Int(instance.options.kind[at])] && instance.isPiece(option)
          && DomainSlots(domains[Int(instance.options.kind[at])]) == nil)
    }
  }

  /// Whether a lease has no rule at all, and its pieces are only counted: whoever knows slots and rows places it as
  /// well as anybody.
  func isPlain(_ lease: LeaseIndex, _ instance: Instance) -> Bool {
    isFree(lease, instance)
      && instance.optionRange(of: lease).allSatisfy { at in
        rules(of: OptionIndex(at)).isEmpty
          && !(isTracked[Int(instance.options.kind[at])] && instance.isPiece(OptionIndex(at)))
      }
  }

  private static func rules(of option: OptionIndex, _ instance: Instance) -> RuleSet {
    let options = instance.options
    var rules: RuleSet = []
    if options.exclusive[option] >= 0 { rules.insert(.exclusive) }
    if options.spread[option] >= 0 { rules.insert(.spread) }
    if options.block[option] > 1 { rules.insert(.blocks) }
    if options.affinity[option] != nil { rules.insert(.affinity) }
    if options.within[option].offset != 0 { rules.insert(.within) }
    return rules
  }

  /// Counting slots is enough where a node has one domain and charges nothing itself, no piece has a place already, and
  /// every size of piece divides the next larger one, up to the node: then pieces always close up.
  private static func tracked(_ instance: Instance, _ domains: [[Int32]]) -> [Bool] {
    var sizes = [Set<Int32>](repeating: [], count: instance.nodeSlots.count)
    for option in 0..<instance.options.count where instance.isPiece(OptionIndex(option)) {
      sizes[Int(instance.options.kind[option])].insert(instance.options.slots[option])
    }
    var hasPlace = [Bool](repeating: false, count: instance.nodeSlots.count)
    for pin in instance.leases.pinPiece.indices where instance.leases.pinPiece[pin] != nil {
      hasPlace[Int(instance.bays.kind[instance.leases.pinBay[pin]])] = true
    }
    return sizes.indices.map { kind in
      guard !sizes[kind].isEmpty else { return false }
      let chain = sizes[kind].sorted() + [instance.nodeSlots[kind]]
      let closesUp = zip(chain, chain.dropFirst()).allSatisfy { $1 % $0 == 0 }
      return !closesUp || hasPlace[kind] || domains[kind].count > 1 || instance.nodeAmounts(of: kind) != nil
    }
  }
}

/// The divisions in which some option is exclusive, and the bays of their parts.
struct ExclusionTable: Sendable {
  /// The divisions, ascending.
  let divisions: [Int]
  /// By division: its position in `divisions`; −1: no option is exclusive in it.
  let position: [Int32]
  /// Bays by part, for each of `divisions`.
  private let bays: [Grouping<BayIndex>]

  init(_ instance: Instance) {
    var position = [Int32](repeating: -1, count: instance.divisions.count)
    for division in Set(instance.options.exclusive) where division >= 0 { position[Int(division)] = 0 }
    divisions = position.indices.filter { position[$0] == 0 }
    for (at, division) in divisions.enumerated() { position[division] = Int32(at) }
    self.position = position
    bays = divisions.map { number in
      let division = instance.divisions[number]
      return Grouping(division.partOfBay.lazy.map { Int($0) }, groups: division.run.count) { BayIndex($0) }
    }
  }

  var isEmpty: Bool { divisions.isEmpty }

  /// The bays of a part of the `position`-th exclusive division, ascending.
  func bays(of part: Int32, at position: Int) -> ArraySlice<BayIndex> {
    bays[position][Int(part)]
  }
}

/// The affinities of leases: for every anchor a watch over the parts where it stands.
struct AffinityTable: Sendable {
  /// A lease whose places are counted by the parts of a division.
  struct Watch: Hashable, Sendable {
    var lease: LeaseIndex
    var division: Int32
  }

  /// All watches.
  let watches: [Watch]
  /// By option: the watch that says where it may stand; −1: anywhere. Empty: no option stands near anything.
  let watchOfOption: [Int32]
  /// By lease: the watches over it. Empty: there are none.
  let watchesOfLease: [[Int32]]
  /// By lease: those that stand near to it, ascending. Empty: there are none.
  let followers: [[LeaseIndex]]
  /// By option: the lease that it belongs to; −1: a probe. Empty: there are no watches.
  let lease: [Int32]

  init(_ instance: Instance) {
    var watches: [Watch] = []
    var number: [Watch: Int32] = [:]
    let ofOption = (0..<instance.options.count).map { option -> Int32 in
      guard let anchor = instance.options.affinity[option] else { return -1 }
      let watch = Watch(lease: anchor, division: instance.options.affinityDivision[option])
      let known = number[watch] ?? Int32(watches.count)
      if number.updateValue(known, forKey: watch) == nil { watches.append(watch) }
      return known
    }
    self.watches = watches
    guard !watches.isEmpty else {
      (watchOfOption, watchesOfLease, followers, lease) = ([], [], [], [])
      return
    }
    watchOfOption = ofOption
    var ofLease = [[Int32]](repeating: [], count: instance.leases.count)
    for (at, watch) in watches.enumerated() { ofLease[watch.lease.offset].append(Int32(at)) }
    watchesOfLease = ofLease
    var lease = [Int32](repeating: -1, count: instance.options.count)
    var followers = [[LeaseIndex]](repeating: [], count: instance.leases.count)
    for at in 0..<instance.leases.count {
      for option in instance.optionRange(of: LeaseIndex(at)) {
        lease[option] = Int32(at)
        guard let anchor = instance.options.affinity[option], followers[anchor.offset].last != LeaseIndex(at) else {
          continue
        }
        followers[anchor.offset].append(LeaseIndex(at))
      }
    }
    (self.lease, self.followers) = (lease, followers)
  }

  var isEmpty: Bool { watches.isEmpty }

  /// The lease that an option's lease stands near to; nil: it stands where it likes.
  func anchor(of option: Int) -> LeaseIndex? {
    isEmpty || watchOfOption[option] < 0 ? nil : watches[Int(watchOfOption[option])].lease
  }

  /// An order in which each lease comes after the one it stands near to; leases that wait for one another in a circle
  /// come last, as they are.
  func afterAnchors(_ order: [LeaseIndex], _ instance: Instance) -> [LeaseIndex] {
    guard !isEmpty else { return order }
    var waits = [Bool](repeating: false, count: instance.leases.count)
    for lease in order { waits[lease.offset] = true }
    var followers: [LeaseIndex: [LeaseIndex]] = [:]
    var result: [LeaseIndex] = []
    var next: [LeaseIndex] = []
    for lease in order {
      let anchors = instance.optionRange(of: lease).lazy.compactMap { anchor(of: $0) }
      if let anchor = anchors.first(where: { waits[$0.offset] }) {
        followers[anchor, default: []].append(lease)
        continue
      }
      next.append(lease)
      while let lease = next.popLast() {
        result.append(lease)
        waits[lease.offset] = false
        next += (followers.removeValue(forKey: lease) ?? []).reversed()
      }
    }
    return result.count == order.count ? result : result + order.filter { waits[$0.offset] }
  }
}
