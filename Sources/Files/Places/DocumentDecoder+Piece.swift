import Facility
import Documents

extension DocumentDecoder {
  /// The piece of a node that an entry of `placed` names: `node:`, and `gpus:` by domain or the one `domain:`.
  ///
  /// `asked` is what the lease asks for; nil where only the entry says. What is wrong has been reported.
  mutating func placedPiece(
    _ fields: Fields, in zones: [ZoneID], _ nodes: NodesByNumber, kinds: [KindID] = [], asked: Int?
  ) -> (bay: BayID, piece: Piece)? {
    if let both = fields["nodes"] {
      report(
        both, "`nodes` counts whole nodes, `node` names one of which the lease has a piece", expected: "one of them")
    }
    guard let numberNode = required(fields, "node"),
      let number = integer(numberNode, "`node`", in: 1...1_000_000),
      let at = fields["at"], let rack = zones.first
    else { return nil }
    guard zones.count == 1, nodes.facility.zones[rack].level == .rack else {
      report(at, "a piece of a node lies in one rack", expected: "the path of a rack")
      return nil
    }
    let path = nodes.facility.path(of: rack)
    guard let bay = nodes.bay(ofNode: number, in: rack) else {
      let last = nodes.lastNode(of: rack)
      report(numberNode, "`\(path)` has \(last) nodes", expected: "a node from 1 to \(last)")
      return nil
    }
    let kind = nodes.facility.kinds[nodes.facility.bays[bay].kind]
    if !kinds.isEmpty, !kinds.contains(nodes.facility.bays[bay].kind) {
      let names = kinds.map { "`\(nodes.facility.kinds[$0].name)`" }
      report(
        numberNode, "`\(path)/node-\(number)` is of the kind `\(kind.name)`",
        expected: "a node of the kind \(alternatives(names))")
      return nil
    }
    if nodes.facility.bays[bay].down.contains(number) {
      report(numberNode, "`\(path)/node-\(number)` is out of service", expected: "a node in service")
      return nil
    }
    return domainGPUs(fields, "\(path)/node-\(number)", of: kind, asked: asked).map {
      (bay, Piece(node: number, gpus: $0))
    }
  }

  /// GPUs in each NUMA domain.
  private mutating func domainGPUs(_ fields: Fields, _ place: String, of kind: Kind, asked: Int?) -> [Int]? {
    if let asked, let node = fields["domain"] {
      if let both = fields["gpus"] {
        report(both, "`gpus` and `domain` both say where in the node", expected: "one of them")
      }
      guard let domain = integer(node, "`domain`", in: 1...kind.numaDomains.count) else { return nil }
      var gpus = kind.numaDomains.map { _ in 0 }
      gpus[domain - 1] = asked
      if asked <= kind.numaDomains[domain - 1].gpus { return gpus }
      report(
        node,
        "NUMA domain \(domain) of `\(kind.name)` has \(kind.numaDomains[domain - 1].gpus) GPUs, the lease \(asked)",
        expected: "`gpus:` with the GPUs in each domain")
      return nil
    }
    guard let node = fields["gpus"] else {
      let keys = asked == nil ? "`gpus`" : "`domain` or `gpus`"
      report(
        fields.node, columns == nil ? "a piece of a node needs \(keys)" : "a piece of a node needs its GPUs",
        expected: "such as `\(columns == nil ? "gpus: [2, 1]" : "\(place):2+1")`, the GPUs in each domain")
      return nil
    }
    let entries = list(node, "`gpus`")
    let gpus = entries.compactMap { integer($0, "GPUs in a domain", in: 0...1_024) }
    guard gpus.count == entries.count, !gpus.isEmpty else { return nil }
    return isPiece(gpus, of: kind, asked: asked, at: node) ? gpus : nil
  }

  private mutating func isPiece(_ gpus: [Int], of kind: Kind, asked: Int?, at node: NodeID) -> Bool {
    let domains = kind.numaDomains.map(\.gpus)
    guard gpus.count == domains.count else {
      report(
        node, "`\(kind.name)` has \(domains.count) NUMA domain\(domains.count == 1 ? "" : "s"), not \(gpus.count)",
        expected: "GPUs in each of them")
      return false
    }
    if let full = domains.indices.first(where: { gpus[$0] > domains[$0] }) {
      report(
        node, "NUMA domain \(full + 1) of `\(kind.name)` has \(domains[full]) GPUs, not \(gpus[full])",
        expected: "at most \(domains[full])")
      return false
    }
    let sum = gpus.reduce(0, +)
    if let asked, sum != asked {
      report(node, "the lease asks for \(asked) GPUs and stands on \(sum) today", expected: "\(asked) in all")
      return false
    }
    guard (1..<kind.gpus).contains(sum) else {
      report(
        node, sum == 0 ? "the piece has no GPUs" : "these are all GPUs of the node",
        expected: "fewer than \(kind.gpus) GPUs, or `nodes: 1`")
      return false
    }
    return true
  }
}
