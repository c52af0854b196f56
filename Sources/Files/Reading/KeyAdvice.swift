/// Advice on keys that people bring from other tools and that a facility file or a tenant book has other words for.
enum KeyAdvice {
  /// The words to write instead of a key; nil for a key that nobody is known to bring.
  ///
  /// - Parameters:
  ///   - key: as the file has it; case, `_` and `-` do not count.
  ///   - what: the mapping in which it stands, in the words of diagnostics: `a power stage`.
  static func text(_ key: String, in what: String) -> String? {
    let key = key.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
    if what == "a lease" { return inLeases[key] }
    return what == "a cooling element" ? inCooling[key] ?? anywhere[key] : anywhere[key]
  }

  private static let feeds =
    "write a power stage with two units that can do without one: `units: 2`, `spare: 1` "
    + "(A and B, each able to carry all)"
  private static let redundancy =
    "write it as units: N+1 of four is `units: 4`, `spare: 1`, and so is 4N/3; 2N is `units: 2`, `spare: 1`; "
    + "`rating` is that of one unit"
  private static let watts = "write `rating: 100 kW` (or `VA` with a `power-factor`, or `{amps, volts, phases}`)"

  private static let anywhere: [String: String] = [
    "feeds": feeds, "feed": feeds, "feeda": feeds, "feedb": feeds, "sides": feeds, "paths": feeds,
    "redundancy": redundancy, "redundant": redundancy, "tier": redundancy,
    "capacity": watts, "maxpower": watts, "limit": watts, "watts": watts, "kw": watts, "kva": watts,
    "powerlimit": watts,
    "maxutilization": "write the share that may be drawn for long: `continuous: 80 %`",
    "maxutilisation": "write the share that may be drawn for long: `continuous: 80 %`",
    "derating": "write the share that may be drawn for long: `continuous: 80 %`",
    "pf": "write `power-factor: 95 %`",
    "voltage": "write `volts`, between two phases where there are three, or with `L-N` from phase to neutral",
    "amperage": "write `amps`",
    "current": "write `amps`", "phase": "write `phases: 1` or `phases: 3`",
    "gpu": "write `nodes: {kind: …, count: …}`", "gpus": "write `nodes: {kind: …, count: …}`",
    "servers": "write `nodes: {kind: …, count: …}`",
    "children": "write `zones`, a list of zones", "racks": "write `zones`, a list of zones of `level: rack`",
    "type": "write `level` for a zone, `kind` for nodes, `model` for equipment", "uheight": "write `height: 48 U`",
  ]

  private static let inCooling: [String: String] = [
    "redundancy": "write it as copies: N+1 of four is `count: 4`, `spare: 1`; `rating` is that of one copy",
    "units": "write `count`, and in `spare` how many of them can be done without",
    "medium": "write `takes: liquid`, `air` or `both`", "type": "write `takes: liquid`, `air` or `both`",
  ]

  private static let inLeases: [String: String] = [
    "nodes": "write `gpus`, the number of GPUs, or `count: all`", "size": "write `gpus`, the number of GPUs",
    "gpucount": "write `gpus`, the number of GPUs", "mw": "write `megawatts`", "power": "write `megawatts`",
    "gputype": "write `kind`, the kind of node", "sku": "write `kind`, the kind of node",
    "rate": "write `price: 2.10 $/GPU-h`", "start": "dates of contracts are not read yet; an option has `status`",
    "end": "dates of contracts are not read yet; an option has `status`",
  ]
}
