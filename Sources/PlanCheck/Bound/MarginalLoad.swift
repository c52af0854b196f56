internal import Facility

/// The load that one more leased node, piece of a node or position adds at its source.
struct MarginalLoad: Hashable, Comparable {
  /// The kind.
  var kind: KindID
  /// mW more than an unleased node draws; of a piece its share of that, rounded down.
  var extra: Int64
  /// The share of it that heats the loop, in parts per million.
  var liquid: Int64
  /// GPUs of a piece; 0: a whole node or position.
  var gpus: Int
  /// The same as `extra` on each other basis on which limits are checked.
  var others: [Int64] = []

  static func < (a: MarginalLoad, b: MarginalLoad) -> Bool {
    let (one, other) = ((a.kind, a.extra, a.liquid, a.gpus), (b.kind, b.extra, b.liquid, b.gpus))
    return one != other ? one < other : a.others.lexicographicallyPrecedes(b.others)
  }

  /// This load with what it adds on another basis in the place of what it adds on the plan's.
  func on(_ other: Int) -> MarginalLoad { MarginalLoad(kind: kind, extra: others[other], liquid: liquid, gpus: gpus) }
}
