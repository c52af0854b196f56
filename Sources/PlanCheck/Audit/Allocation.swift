internal import Facility
internal import Tenancy

/// The nodes of one bay, or the piece of one of them, that a plan gives to a lease.
struct Allocation {
  /// The position of the lease, and the kind on which it is placed.
  var lease: Int, kind: KindID
  /// The bay.
  var bay: Int
  /// Whole nodes or positions; 0 for a piece.
  var nodes: Int
  /// GPUs of a piece; 0 for whole nodes.
  var gpus: Int
  /// Draw of one whole node of the kind under the lease's profile, on the plan's basis.
  var draw: Watts
}
