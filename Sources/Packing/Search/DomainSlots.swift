/// Slots by domain of a node, packed into one word: up to eight domains of up to 255 slots.
struct DomainSlots: BitwiseCopyable, Equatable {
  private var word: UInt64

  /// None in any domain.
  init() { word = 0 }

  /// Packs counts, those below zero as none; nil: they do not fit into a word.
  init?(_ slots: [Int32]) {
    guard slots.count <= Self.mostDomains, slots.allSatisfy({ $0 <= Self.mostSlots }) else { return nil }
    word = 0
    for (domain, count) in slots.enumerated() { word |= UInt64(max(0, count)) << (8 * UInt64(domain)) }
  }

  private static let mostSlots: Int32 = 255
  static var mostDomains: Int { 8 }

  @inline(__always) subscript(domain: Int) -> Int32 { Int32(truncatingIfNeeded: (word >> (8 * UInt64(domain))) & 0xFF) }

  /// Slots of all domains.
  var total: Int32 {
    var sum: Int32 = 0
    var rest = word
    while rest != 0 {
      sum += Int32(truncatingIfNeeded: rest & 0xFF)
      rest >>= 8
    }
    return sum
  }

  /// So many slots of the first `domains` domains.
  func unpacked(_ domains: Int) -> [Int32] { (0..<domains).map { self[$0] } }

  /// Each domain's slots less those taken, of which there are never more.
  @inline(__always) static func - (a: DomainSlots, b: DomainSlots) -> DomainSlots {
    var rest = a
    rest.word -= b.word
    return rest
  }

  @inline(__always) static func + (a: DomainSlots, b: DomainSlots) -> DomainSlots {
    var sum = a
    sum.word += b.word
    return sum
  }

  /// The slots that a piece takes: all from the tightest domain that holds it, or else from as few domains as can be.
  /// There must be enough.
  func taking(_ slots: Int32) -> DomainSlots {
    var (tight, tightFree) = (-1, Int32.max)
    for domain in 0..<Self.mostDomains where self[domain] >= slots && self[domain] < tightFree {
      (tight, tightFree) = (domain, self[domain])
    }
    var taken = DomainSlots()
    if tight >= 0 {
      taken.word = UInt64(slots) << (8 * UInt64(tight))
      return taken
    }
    var (rest, left) = (self, slots)
    while left > 0 {
      var widest = 0
      for domain in 1..<Self.mostDomains where rest[domain] > rest[widest] { widest = domain }
      let count = min(left, rest[widest])
      taken.word |= UInt64(count) << (8 * UInt64(widest))
      rest.word &= ~(0xFF << (8 * UInt64(widest)))
      left -= count
    }
    return taken
  }
}
