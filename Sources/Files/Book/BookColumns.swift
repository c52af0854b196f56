/// The columns of a tenant book as a table; a lease's cells stand in one row.
enum BookColumn: Int, CaseIterable {
  case tenant, lease, gpus, floor, utilisation, count, megawatts, at, with, perRack, liquid, positions, kind, level
  case profile, status, until, probability, zone, notice, priority, price, priceUnit, exclusive, spreadOver
  case spreadAtMost, numa, segment, segmentWithin, expand, within, quantities, placed, movable, about, source

  /// Its name in a header: `per-rack`.
  var name: String { Self.names[rawValue] }

  /// The names of all, in their order.
  static let names = allCases.map { column in
    String(describing: column).map { $0.isUppercase ? "-" + $0.lowercased() : String($0) }.joined()
  }

  /// The key of a lease that a cell of the column is the value of, as it stands; nil where cells are put together.
  var key: StaticString? {
    switch self {
    case .tenant: "tenant"
    case .lease: "name"
    case .count: "count"
    case .with: "with"
    case .level: "level"
    case .profile: "profile"
    case .priority: "priority"
    case .exclusive: "exclusive"
    case .numa: "numa"
    case .movable: "movable"
    case .about: "about"
    case .source: "source"
    default: nil
    }
  }

  /// The column whose cells are a key's values, in the words of diagnostics: `("a hold", "expires")` is `until`.
  static func name(ofKey key: String, in what: String) -> String {
    switch (what, key) {
    case ("a lease", "name"): "lease"
    case ("a lease", "space"): "per-rack"
    case ("a hold", "expires"): "until"
    case ("an elastic number of GPUs", "asked"): "gpus"
    case ("a spread", _): "spread-\(key)"
    case ("a segment", "size"): "segment"
    case ("a segment", _): "segment-\(key)"
    case ("an expansion", "lease"): "expand"
    default: key
    }
  }

  /// Columns of which a lease needs one.
  static let amounts: [BookColumn] = [.gpus, .count, .megawatts]

  /// Columns without which no row is a lease.
  static let required: [BookColumn] = [.tenant, .lease, .price]
}

/// Values of a lease that several columns make up.
enum BookColumnGroup: CaseIterable {
  case amount, megawatts, kinds, status, price, spread, segment, expansion, quantities, places

  /// Columns that describe space asked for in megawatts.
  static let space: [BookColumn] = [.perRack, .liquid, .positions]

  /// The columns.
  var columns: [BookColumn] {
    switch self {
    case .amount: [.gpus, .floor, .utilisation]
    case .megawatts: [.megawatts, .at, .perRack, .liquid, .positions]
    case .kinds: [.kind]
    case .status: [.status, .until, .probability, .zone, .notice]
    case .price: [.price, .priceUnit]
    case .spread: [.spreadOver, .spreadAtMost]
    case .segment: [.segment, .segmentWithin]
    case .expansion: [.expand, .within]
    case .quantities: [.quantities]
    case .places: [.placed]
    }
  }
}
