/// The rules of an instance's options, compiled once.
///
/// An instance whose options are free of rules has an empty book, and no loop looks further than that.
struct RuleBook: Sendable {
  /// True if any option of a lease or a probe has a rule beside the domains of a node.
  let hasRules: Bool
  /// True if any lease may be served by several sizes on one kind.
  let isElastic: Bool
  /// By lease: true if it may be; empty: none may.
  private let sizes: [Bool]
  /// Exclusive divisions, and who stands near which anchor.
  let exclusion: ExclusionTable
  let affinity: AffinityTable
  /// By kind: true if pieces are tracked node by node; else counting their slots is enough.
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
    let sizes = (0..<instance.leases.count).map { Self.hasSizes(instance.optionRange(of: LeaseIndex($0)), instance) }
    isElastic = sizes.contains(true)
    self.sizes = isElastic ? sizes : []
    exclusion = ExclusionTable(instance)
    affinity = AffinityTable(instance)
    let domains = instance.nodeSlots.indices.map { kind in
      instance.domainSlots.isEmpty || instance.domainSlots[kind].isEmpty
        ? [instance.nodeSlots[kind]] : instance.domainSlots[kind]
    }
    self.domains = domains
    isTracked = Self.tracked(instance, domains)
  }

  /// True if a lease may be served by several sizes on one kind.
  func hasSizes(_ lease: LeaseIndex) -> Bool { isElastic && sizes[lease.offset] }

  private static func hasSizes(_ range: Range<Int>, _ instance: Instance) -> Bool {
    let options = instance.options
    return range.contains { at in
      options.least[at] < options.units[at]
        || (!instance.isPiece(OptionIndex(at))
          && range.contains {
            $0 != at && options.kind[$0] == options.kind[at] && options.slots[$0] == options.slots[at]
          })
    }
  }

  /// Rules of an option, but for the domains of a node.
  func rules(of option: OptionIndex) -> RuleSet { rules.isEmpty ? [] : rules[option] }

  /// True if a lease has one size, no place already, no rule that looks at other leases, at its own spread or at blocks over
  /// several bays, and no lease that must stand near it.
  func isFree(_ lease: LeaseIndex, _ instance: Instance, _ hierarchy: ZoneHierarchy) -> Bool {
    guard !instance.hasPins(lease), affinity.isEmpty || affinity.followers[lease.offset].isEmpty else { return false }
    return instance.optionRange(of: lease).allSatisfy { at in
      let option = OptionIndex(at)
      return rules(of: option).isSubset(of: [.blocks, .within]) && !hierarchy.blocksSpanBays(option, instance)
        && !hierarchy.prefersOneZone(option, instance)
        && instance.options.least[at] == instance.options.units[at]
        && !(isTracked[Int(instance.options.kind[at])] && instance.isPiece(option)
          && DomainSlots(domains[Int(instance.options.kind[at])]) == nil)
    }
  }

  /// True if a lease has no rule at all and its pieces are only counted: slots and rows are all there is to know for
  /// placing it.
  func isPlain(_ lease: LeaseIndex, _ instance: Instance, _ hierarchy: ZoneHierarchy) -> Bool {
    isFree(lease, instance, hierarchy)
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
