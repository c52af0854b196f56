import Documents

/// The positions of keys in `BookKeys.row`, and but for the tenant in `BookKeys.lease`.
struct LeaseKeyPositions {
  let name = BookKeys.row.position(of: "name")
  let gpus = BookKeys.row.position(of: "gpus")
  let kind = BookKeys.row.position(of: "kind")
  let level = BookKeys.row.position(of: "level")
  let profile = BookKeys.row.position(of: "profile")
  let status = BookKeys.row.position(of: "status")
  let priority = BookKeys.row.position(of: "priority")
  let price = BookKeys.row.position(of: "price")
  let tenant = BookKeys.row.position(of: "tenant")
}

/// The keys of a tenant book's mappings, by the names that its JSON Schema gives them: `docs/schema/book-1.json` is held to
/// this table by a test.
enum BookKeys {
  static let book = Keys("format", "about", "source", "profiles", "tenants")
  static let tenant = Keys("name", "leases", "about", "source")
  static let lease = Keys(
    "name", "gpus", "count", "megawatts", "with", "space", "pool", "kind", "kinds", "level", "profile", "status",
    "priority", "price", "exclusive", "spread", "numa", "segment", "expand", "quantities", "placed", "movable", "about",
    "source")
  /// A row of a table: a lease and whose it is; a lease's keys have the same positions in it.
  static let row = lease.adding("tenant")
  static let rules = lease.subset("exclusive", "spread", "numa", "segment", "quantities", "movable")
  static let expansion = lease.subset("expand")
  static let places = lease.subset("placed", "movable")
  /// Keys that cannot stand beside a plain number of GPUs.
  static let otherAmounts = lease.subset("count", "megawatts", "pool", "with", "space")
  static let otherKinds = lease.subset("with", "kinds")
  static let elastic = Keys("floor", "asked", "source")
  static let pool = Keys("gpus", "utilisation", "source")
  static let space = Keys("per-rack", "liquid", "positions", "source")
  static let status = Keys("option", "hold", "rofo", "proposal", "source")
  static let option = Keys("until", "probability", "source")
  static let hold = Keys("expires", "probability", "source")
  static let rofo = Keys("zone", "notice", "probability", "source")
  static let proposal = Keys("probability", "source")
  static let spread = Keys("over", "at-most", "source")
  static let segment = Keys("size", "within", "source")
  static let expand = Keys("lease", "within", "adjacent", "source")
  static let place = Keys("at", "nodes", "node", "domain", "gpus", "source")

  /// Every table with its name.
  static let all: [(name: String, keys: Keys)] = [
    ("book", book), ("tenant", tenant), ("lease", lease), ("elastic", elastic), ("pool", pool), ("space", space),
    ("status", status), ("option", option), ("hold", hold), ("rofo", rofo), ("proposal", proposal),
    ("spread", spread), ("segment", segment), ("expand", expand), ("place", place),
    ("profile", DocumentDecoder.profileKeys),
  ]
}
