internal import Facility

/// Numbers of nodes of one kind, as sentences name them: in GPUs, or in rack positions.
struct KindWording {
  let kind: KindID
  let facility: Facility

  init(_ kind: KindID, _ facility: Facility) { (self.kind, self.facility) = (kind, facility) }

  /// The label of the kind: `H100`.
  var label: String { facility.label(of: kind) }

  /// True if the kind is empty rack positions.
  var isPosition: Bool { facility.isPosition(kind) }

  /// `768`: nodes as reports count them, in GPUs or in rack positions.
  func number(_ nodes: Int) -> String {
    Numbers.grouped(isPosition ? nodes : facility.gpus(in: nodes, of: kind))
  }

  /// `96 H100 GPUs`, `4 rack positions`.
  func gpus(_ nodes: Int) -> String {
    isPosition ? counted(nodes, "rack position") : "\(number(nodes)) \(label) GPUs"
  }

  /// `96 H100 GPUs are`, `1 rack position is`.
  func gpusAre(_ nodes: Int) -> String { gpus(nodes) + (isPosition && nodes == 1 ? " is" : " are") }

  /// `96 GPUs`, `4 rack positions`.
  func unlabelledGPUs(_ nodes: Int) -> String {
    isPosition ? counted(nodes, "rack position") : number(nodes) + " GPUs"
  }

  /// `no whole H100 node`, `no rack position`.
  var none: String { isPosition ? "no rack position" : "no whole \(label) node" }
}
