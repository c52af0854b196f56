/// Gangs that take much of a shard: which they are, and what their nodes cost in each shard.
///
/// They find no room where smaller leases came first, so they are assigned and placed before these, where their nodes
/// are cheap.
struct WideGangs: Sendable {
  /// By class: how much more a unit costs in each shard's cheapest bay than in the cheapest of all, cents; empty for
  /// classes that are not wide.
  private let extra: [[Double]]

  /// The reciprocal of the share of a shard's nodes beyond which a gang is wide, in the shard with most nodes of its
  /// kind.
  private static let part: Int32 = 32

  /// - Parameters:
  ///   - widest: by kind: nodes of the shard that has most of them.
  ///   - bays: of each shard.
  /// - Complexity: O(wide classes that differ in what a unit adds × bays × rows of a bay).
  init(_ instance: SearchInstance, _ ledger: Ledger, widest: [Int32], bays: [Range<Int>], prices: Prices) {
    let from = widest.map { $0 == .max ? .max : $0 / Self.part + 1 }
    var extra = [[Double]](repeating: [], count: instance.classes)
    let classes = ledger.loads.priceClasses
    var known = [[Double]](repeating: [], count: classes.all.count)
    for option in 0..<instance.optionClass.count {
      let `class` = Int(instance.optionClass[option])
      guard extra[`class`].isEmpty, instance.units[`class`] >= from[Int(instance.kind[`class`])] else { continue }
      let number = Int(classes.ofOption[Int(instance.sourceOption[option])])
      if known[number].isEmpty {
        let costs = bays.map { UnitCosts.cheapest(classes.all[number], in: $0, on: ledger, at: prices) }
        let least = costs.min() ?? 0
        known[number] = costs.map { $0 - least }
      }
      extra[`class`] = known[number]
    }
    self.extra = extra
  }

  /// True if gangs of a class are wide.
  func contains(_ class: Int32) -> Bool { !extra[Int(`class`)].isEmpty }

  /// The extra cost of a unit of a class in a shard over that in the cheapest one, cents.
  func extra(_ class: Int32, in shard: Int) -> Double { extra[Int(`class`)][shard] }
}
