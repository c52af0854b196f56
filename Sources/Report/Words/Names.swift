internal import Facility
internal import PlanModel
internal import Tenancy

/// Names for people. None of these traps on an identifier that its table does not have: a verdict may speak of a plan
/// that names what does not exist.
extension Facility {
  /// The label of a kind: the name of its GPU if no other kind in the facility has it, else the kind's own.
  ///
  /// - Complexity: O(bays) where kinds of the catalogue share the GPU.
  func label(of kind: KindID) -> String {
    guard kinds.indices.contains(kind.index) else { return "kind \(kind.raw)" }
    let model = kinds[kind].gpuModel
    let shared = kinds.indices.contains { other in
      other != kind.index && kinds[other].gpuModel == model && bays.contains { $0.kind.index == other }
    }
    return shared || model.isEmpty ? kinds[kind].name : model
  }

  /// The full name of a resource; `unknown` for one that the facility does not have.
  func name(of resource: Resource) -> String { resource.exists(in: self) ? resource.name(in: self) : "unknown" }

  /// A kind's own name.
  func kindName(_ kind: KindID) -> String {
    kinds.indices.contains(kind.index) ? kinds[kind].name : "kind \(kind.raw)"
  }

  /// True if a kind is empty rack positions, which are counted as such: they have no GPUs.
  func isPosition(_ kind: KindID) -> Bool { kinds.indices.contains(kind.index) && kinds[kind].isPosition }

  /// The name for nodes of a kind: `H100 nodes`, `rack positions`.
  func nodeWords(of kind: KindID) -> String { isPosition(kind) ? "rack positions" : "\(label(of: kind)) nodes" }

  /// A number of nodes of a kind: `1 node`, `3 rack positions`.
  func countedNodes(_ nodes: Int, of kind: KindID) -> String {
    counted(nodes, isPosition(kind) ? "rack position" : "node")
  }

  /// GPUs in so many nodes of a kind.
  func gpus(in nodes: Int, of kind: KindID) -> Int {
    guard kinds.indices.contains(kind.index) else { return nodes }
    return Int(Int64(nodes).multipliedSaturating(by: Int64(kinds[kind].gpus)))
  }

  /// The path of a zone; the facility's own name for the root.
  func place(of zone: ZoneID) -> String {
    guard zones.indices.contains(zone.index) else { return "zone \(zone.raw)" }
    return zone.index == 0 ? name : path(of: zone)
  }

  /// True if a zone is the whole facility.
  func isWhole(_ zone: ZoneID) -> Bool { zone.index == 0 || !zones.indices.contains(zone.index) }

  /// The limit at the supply: the sum over all stages without a parent; nil if one has none.
  var supplyLimit: Watts? {
    let roots = power.filter { $0.parent == nil }
    let limits = roots.compactMap(\.limit)
    guard !roots.isEmpty, limits.count == roots.count else { return nil }
    return limits.reduce(.zero, +)
  }
}

extension Book {
  /// True if a lease is one of the book's.
  func has(_ lease: LeaseID) -> Bool { leases.indices.contains(lease.index) }

  /// A lease's name.
  func name(of lease: LeaseID) -> String {
    has(lease) ? leases[lease].name : "number \(lease.raw)"
  }

  /// The name of the tenant of a lease.
  func tenantName(of lease: Lease) -> String {
    tenants.indices.contains(lease.tenant.index) ? tenants[lease.tenant].name : "tenant \(lease.tenant.raw)"
  }
}

extension Refusal {
  /// The kind that it speaks of, for a lease of the book.
  func kind(in book: Book) -> KindID { kind ?? book.leases[lease].kind }
}

extension Lease {
  /// Rent on so many nodes of a kind (without one: of the kind asked for first), cents per hour.
  func rent(onNodes nodes: Int, of served: KindID? = nil, _ facility: Facility) -> Int64 {
    let kind = served ?? self.kind
    return facility.kinds.indices.contains(kind.index) ? rent(nodes: nodes, ofGPUs: facility.kinds[kind].gpus) : 0
  }

  /// GPUs that it takes or asks for: its piece of a node, or those of so many whole nodes; none for space.
  func gpus(in nodes: Int, of kind: KindID, _ facility: Facility) -> Int {
    guard facility.kinds.indices.contains(kind.index) else { return nodes }
    return pieceGPUs(ofNodeOf: facility.kinds[kind].gpus) ?? facility.gpus(in: nodes, of: kind)
  }
}

extension Basis {
  /// The basis in a sentence: `sustained peak`, `the ceiling basis`.
  var words: String {
    switch self {
    case .sustainedPeak: "sustained peak"
    case .nameplate: "nameplate"
    case .average: "average draw"
    case .named(let name): "the \(name) basis"
    }
  }
}

extension Level {
  /// The words, looked up once: `name` asks the runtime for it each time, which shows in a book of 100,000 leases.
  private static let words = allCases.map(\.name)

  /// The word that reports use.
  var word: String { Level.words[rawValue] }
}

/// `1 lease`, `2 leases`.
func counted(_ count: some BinaryInteger, _ one: String, plural: String? = nil) -> String {
  Numbers.grouped(count) + " " + (count == 1 ? one : plural ?? one + "s")
}

/// `a`, `a and b`, `a, b and c`.
func listed(_ items: [String]) -> String {
  guard items.count > 1 else { return items.first ?? "" }
  return items.dropLast().joined(separator: ", ") + " and " + items[items.count - 1]
}
