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

  static func < (a: MarginalLoad, b: MarginalLoad) -> Bool {
    (a.kind, a.extra, a.liquid, a.gpus) < (b.kind, b.extra, b.liquid, b.gpus)
  }
}
