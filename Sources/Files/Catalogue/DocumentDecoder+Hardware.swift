import Facility
import Documents

// Parts of nodes and of equipment: NUMA domains, ports, supplies, ranges.

extension DocumentDecoder {
  private static let evenKeys = Keys("domains", "about", "source")
  private static let domainKeys = Keys("gpus", "nics", "cores", "about", "source")

  /// `{domains: 2}`, equal shares, or a list of domains.
  mutating func numa(_ node: NodeID) -> KindBuilder.NUMASpec? {
    let node = resolved(node)
    if document.shape(of: node) == .mapping {
      guard let fields = fields(node, "a split into NUMA domains", keys: Self.evenKeys) else { return nil }
      return required(fields, "domains").flatMap { integer($0, "`domains`", in: 1...1_024) }.map { .even($0) }
    }
    guard document.shape(of: node) == .sequence else {
      report(
        node, "`numa` must be a split or a list of domains, not \(describe(node))",
        expected: "`{domains: 2}`, or `[{gpus: …}, {gpus: …}]`")
      return nil
    }
    var domains: [NUMADomain] = []
    for entry in list(node, "`numa`") {
      guard let fields = fields(entry, "a NUMA domain", keys: Self.domainKeys),
        let gpus = required(fields, "gpus").flatMap({ integer($0, "`gpus`", in: 1...1_024) })
      else { return nil }
      domains.append(
        NUMADomain(
          gpus: gpus, nics: fields["nics"].flatMap { integer($0, "`nics`", in: 0...1_024) },
          cores: fields["cores"].flatMap { integer($0, "`cores`", in: 0...65_536) }))
    }
    return domains.isEmpty ? nil : .listed(domains)
  }

  /// A kind's domains; nil, one for all its GPUs, where none are stated or what is stated has been reported.
  mutating func numaDomains(of builder: KindBuilder, gpus: Int, at node: NodeID) -> [NUMADomain]? {
    let place = builder.places["numa"] ?? builder.places["gpus"] ?? node
    switch builder.numa {
    case nil: return nil
    case .even(let count):
      guard gpus % count == 0 else {
        report(
          place, "\(gpus) GPUs cannot be split evenly over \(count) NUMA domains",
          expected: "a number of domains that divides `gpus`",
          suggestion: "list the domains: `numa: [{gpus: …}, {gpus: …}]`")
        return nil
      }
      func share(_ whole: Int?) -> Int? { whole.flatMap { $0 % count == 0 ? $0 / count : nil } }
      let domain = NUMADomain(
        gpus: gpus / count, nics: share(builder.hardware.nics?.count), cores: share(builder.hardware.cores))
      return Array(repeating: domain, count: count)
    case .listed(let domains):
      check(domains, of: builder, gpus: gpus, at: place)
      return domains
    }
  }

  private mutating func check(_ domains: [NUMADomain], of builder: KindBuilder, gpus: Int, at place: NodeID) {
    let owned = domains.reduce(0) { $0 + $1.gpus }
    if owned != gpus {
      report(
        place, "the NUMA domains own \(owned) GPUs, the node has \(gpus)",
        expected: "domains whose GPUs sum to `gpus`",
        suggestion: builder.places["numa"] == nil ? "state `numa:` beside `gpus:`" : nil)
    }
    let ports = domains.reduce(0) { $0 + ($1.nics ?? 0) }
    if let all = builder.hardware.nics?.count, ports > all {
      report(place, "the NUMA domains own \(ports) network ports, the node has \(all)", expected: "at most \(all)")
    }
    let cores = domains.reduce(0) { $0 + ($1.cores ?? 0) }
    if let all = builder.hardware.cores, cores > all {
      report(place, "the NUMA domains own \(cores) cores, the node has \(all)", expected: "at most \(all)")
    }
  }

  private static let portKeys = Keys("count", "speed", "about", "source")

  /// `{count: 8, speed: 400 Gb/s}`.
  mutating func ports(_ node: NodeID) -> Ports? {
    guard let fields = fields(resolved(node), "a group of ports", keys: Self.portKeys) else { return nil }
    let count = required(fields, "count").flatMap { integer($0, "`count`", in: 1...100_000) }
    let speed = required(fields, "speed").flatMap { amount($0, .bitRate) }
    guard let count, let speed else { return nil }
    return Ports(count: count, speed: BitsPerSecond(bits: speed))
  }

  private static let supplyKeys = Keys("count", "rating", "needed", "nodes", "about", "source")

  /// `{count: 6, rating: 3.3 kW, needed: 4}`.
  mutating func supplies(_ node: NodeID) -> Supplies? {
    guard let fields = fields(resolved(node), "power supplies", keys: Self.supplyKeys) else { return nil }
    let count = required(fields, "count").flatMap { integer($0, "`count`", in: 1...1_024) }
    let rating = required(fields, "rating").flatMap { watts($0) }
    let needed = required(fields, "needed").flatMap { integer($0, "`needed`", in: 1...1_024) }
    let nodes = fields["nodes"].map { integer($0, "`nodes`", in: 1...1_024) } ?? 1
    guard let count, let rating, let needed, let nodes else { return nil }
    if needed > count, let place = fields["needed"] {
      report(place, "\(needed) supplies are needed, \(count) are built in", expected: "at most `count`")
    }
    return Supplies(count: count, rating: rating, needed: needed, nodes: nodes)
  }

  private static let rangeKeys = Keys("min", "max", "about", "source")

  /// `{min: 5 °C, max: 30 °C}`.
  mutating func range<Value: Comparable>(
    _ node: NodeID, _ read: (inout DocumentDecoder, NodeID) -> Value?
  ) -> ClosedRange<Value>? {
    guard let fields = fields(resolved(node), "a range", keys: Self.rangeKeys) else { return nil }
    let least = required(fields, "min").flatMap { read(&self, $0) }
    let most = required(fields, "max").flatMap { read(&self, $0) }
    guard let least, let most else { return nil }
    if least <= most { return least...most }
    if let place = fields["max"] {
      report(resolved(place), "the range ends before it begins", expected: "a `max` of at least `min`")
    }
    return nil
  }
}
