import Facility
import Documents
import Tenancy

// Where a lease stands today.

extension BookReader {
  /// Places as a file states them: nodes bay by bay, ascending, or one piece of a node.
  private struct Places {
    var parts: [(bay: BayID, nodes: Int)] = []
    var piece: (bay: BayID, piece: Piece)?

    var firstBay: BayID? { parts.first?.bay ?? piece?.bay }

    func isSame(as other: Occupancy) -> Bool {
      parts.elementsEqual(other.parts.sorted { $0.bay < $1.bay }, by: ==) && piece?.bay == other.piece?.bay
        && piece?.piece == other.piece?.piece
    }
  }

  /// Puts a lease where its own entry or the facility file says that it stands.
  mutating func place(
    _ lease: inout Lease, without unread: UnreadLeaseParts, from fields: Fields, occupancy: Occupancy?
  ) {
    if let node = fields["movable"], fields["placed"] == nil, occupancy == nil, !unread.contains(.name) {
      input.report(node, "`movable` has no meaning for a lease that stands nowhere today", expected: "`placed:`")
    }
    var places = Places()
    if let node = fields["placed"] {
      guard let own = self.places(node, of: lease, unread) else { return }
      if let occupancy, !own.isSame(as: occupancy) {
        input.report(
          node, "the facility file places `\(lease.name)` elsewhere", suggestion: "take one of the two out")
        return
      }
      places = own
    } else if let occupancy {
      places = Places(parts: occupancy.parts.sorted { $0.bay < $1.bay }, piece: occupancy.piece)
    }
    guard let first = places.firstBay, let place = fields["placed"] ?? fields["name"] else { return }
    guard stands(places, on: lease.kinds, first: first, fields, at: place) else { return }
    for part in places.parts { tally.take(part.nodes, of: part.bay, by: lease.name, at: place) }
    if let (bay, piece) = places.piece { tally.take(piece, of: bay, by: lease.name, at: place) }
    check(places, of: lease, unread: unread, fields, at: place)
    lease.placed = places.parts.map { PlacementPart(zone: facility.bays[$0.bay].zone, nodes: $0.nodes) }
    if let (bay, piece) = places.piece {
      lease.placed = [PlacementPart(zone: facility.bays[bay].zone, nodes: 0, piece: piece)]
    }
  }

  /// True where all places are of one kind, and that one of those which the lease allows; reported if not.
  private mutating func stands(
    _ places: Places, on kinds: [KindID], first: BayID, _ fields: Fields, at place: NodeID
  ) -> Bool {
    let found = facility.bays[first].kind
    if let other = places.parts.first(where: { facility.bays[$0.bay].kind != found }) {
      let names = [found, facility.bays[other.bay].kind].map { "`\(facility.kinds[$0].name)`" }
      input.report(place, "the lease stands on \(names[0]) and \(names[1])", expected: "places on one kind")
      return false
    }
    // Kinds that could not be read have been reported.
    if kinds.isEmpty || kinds.contains(found) { return true }
    let asked = alternatives(kinds.map { "`\(facility.kinds[$0].name)`" })
    input.report(
      fields["kind"] ?? fields["kinds"] ?? place,
      "the lease stands on `\(facility.kinds[found].name)` today and asks for \(asked)",
      expected: "the kind where it stands")
    return false
  }

  /// The places that the entries name; nil: reported.
  private mutating func places(_ node: NodeID, of lease: Lease, _ unread: UnreadLeaseParts) -> Places? {
    var all = Places()
    var isFine = true
    let entries = input.oneOrMore(node)
    for entry in entries {
      let isMapping = input.document.shape(of: entry) == .mapping
      let fields = isMapping ? input.fields(entry, "an entry of `placed`", keys: BookKeys.place) : nil
      guard let at = isMapping ? fields.flatMap({ input.required($0, "at") }) : entry else {
        isFine = false
        continue
      }
      if let fields, ["node", "domain", "gpus"].contains(where: { fields[$0] != nil }) {
        if entries.count > 1 { input.report(entry, "a piece of a node is in one place", expected: "one entry") }
        all.piece = piece(fields, at: at, of: lease, unread)
        isFine = isFine && entries.count == 1 && all.piece != nil
      } else {
        let areFine = racks(at, fields?["nodes"], of: lease, into: &all)
        isFine = isFine && areFine
      }
    }
    return isFine ? checked(all, at: node) : nil
  }

  /// Adds the racks that an entry names; whether all of them could be read.
  private mutating func racks(_ at: NodeID, _ count: NodeID?, of lease: Lease, into all: inout Places) -> Bool {
    let nodes = count.flatMap { input.integer($0, "`nodes`", in: 1...1_000) }
    // Kinds that could not be read have been reported: which nodes are meant is not known then.
    var isFine = (count == nil) == (nodes == nil) && !lease.kinds.isEmpty
    for path in input.oneOrMore(at) {
      guard let zones = zones(at: path) else {
        isFine = false
        continue
      }
      if lease.kinds.isEmpty { continue }
      var placed = PlacedRacks(facility: facility, racks: self.nodes.racks, kinds: lease.kinds, nodes: nodes)
      if let problem = placed.add(zones) {
        input.report(path, problem)
        isFine = false
      }
      all.parts += placed.parts
    }
    return isFine
  }

  /// Places in order; nil where a rack is named twice, which has been reported.
  private mutating func checked(_ places: Places, at node: NodeID) -> Places? {
    var all = places
    all.parts.sort { $0.bay < $1.bay }
    if let i = all.parts.indices.dropFirst().first(where: { all.parts[$0].bay == all.parts[$0 - 1].bay }) {
      let rack = facility.path(of: facility.bays[all.parts[i].bay].zone)
      input.report(node, "`\(rack)` is named twice", expected: "each rack once")
      return nil
    }
    return all
  }

  private mutating func piece(
    _ fields: Fields, at path: NodeID, of lease: Lease, _ unread: UnreadLeaseParts
  ) -> (bay: BayID, piece: Piece)? {
    let isOfWholeNodes = isOfWholeNodes(lease, unread)
    if isOfWholeNodes {
      input.report(
        fields["node"] ?? fields["gpus"] ?? fields.node, "the lease is no piece of a node",
        expected: "racks, with the number of `nodes` in each")
    }
    guard let zones = zones(at: path), !isOfWholeNodes else { return nil }
    // One GPU fits any domain; of GPUs in several any sum may be asked for.
    var asked: Int? = fields["gpus"] == nil ? 1 : nil
    if case .gpus(let stated) = lease.demand, !unread.contains(.demand) { asked = stated }
    return input.placedPiece(fields, in: zones, nodes, kinds: lease.kinds, asked: asked)
  }

  // MARK: Whether it may stand there

  /// A standing lease must have the size that it asks for, in one zone of its level.
  private mutating func check(
    _ places: Places, of lease: Lease, unread: UnreadLeaseParts, _ fields: Fields, at place: NodeID
  ) {
    let parts = places.parts
    if let within = lease.within { checkWithin(within, places, at: place) }
    if let (bay, piece) = places.piece {
      if !unread.contains(.demand) { check(piece, of: lease, facility.kinds[facility.bays[bay].kind], at: place) }
      return
    }
    let nodes = parts.reduce(0) { $0 + $1.nodes }
    let kind = facility.kinds[facility.bays[parts[0].bay].kind]
    if !unread.contains(.demand), lease.pieceGPUs(of: kind) != nil {
      input.report(
        place, "the lease is less than a node: where in the node does it stand?",
        expected: words("`{at: RACK, node: 1, domain: 1}`", columns: "`RACK/node-1:4+0`, the GPUs in each domain"),
        suggestion: "write `exclusive: node` if the whole node is its own"
      )
      return
    }
    if !unread.contains(.demand) { checkSize(nodes, of: lease, on: kind, fields, at: place) }
    if unread.contains(.level) { return }
    if lease.level == .node, nodes > 1 {
      input.report(
        place, "the lease stands on \(nodes) nodes, its level is node", expected: "one node, or a level further out")
      return
    }
    let domains = parts.map { facility.domain(of: facility.bays[$0.bay].zone, at: lease.level) }
    if let other = domains.first(where: { $0 != domains[0] }) {
      input.report(
        place,
        "the lease stands in `\(facility.path(of: domains[0]))` and `\(facility.path(of: other))`, its level is \(lease.level.name)",
        expected: "places in one \(lease.level.name), or a level further out")
    }
  }

  private mutating func checkSize(_ nodes: Int, of lease: Lease, on kind: Kind, _ fields: Fields, at place: NodeID) {
    func plural(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
    if case .space(let space) = lease.demand {
      guard let positions = space.positions, nodes > positions else { return }
      input.report(
        place, "the lease asks for \(plural(positions, "position")) and stands on \(nodes) today",
        expected: "at most \(plural(positions, "position"))")
      return
    }
    guard let asked = lease.nodes(of: kind), !asked.contains(nodes) else { return }
    let wanted =
      asked.lowerBound == asked.upperBound
      ? plural(asked.upperBound, "node") : "\(asked.lowerBound) to \(plural(asked.upperBound, "node"))"
    input.report(
      fields["gpus"] ?? fields["count"] ?? fields["pool"] ?? place,
      "the lease asks for \(wanted) and stands on \(nodes) today",
      expected: "\(nodes * kind.gpus) GPUs, or other places")
  }

  /// The piece is as large as the lease, and lies in one NUMA domain if the lease says so.
  private mutating func check(_ piece: Piece, of lease: Lease, _ kind: Kind, at place: NodeID) {
    guard let asked = lease.pieceGPUs(of: kind), asked == piece.count else {
      input.report(
        place, "the facility file places \(piece.count) GPUs of this lease",
        expected: "a lease of \(piece.count) GPUs of `\(kind.name)`")
      return
    }
    if lease.numa == .single, piece.gpus.filter({ $0 > 0 }).count > 1 {
      input.report(
        place, "the lease stands in several NUMA domains and keeps to one", expected: "GPUs of one domain",
        suggestion: "write `numa: any` if it may lie across them")
    }
  }

  private mutating func checkWithin(_ zone: ZoneID, _ places: Places, at place: NodeID) {
    let bays = places.parts.map(\.bay) + (places.piece.map { [$0.bay] } ?? [])
    let range = zone..<facility.zones[zone].end
    guard let outside = bays.first(where: { !range.contains(facility.bays[$0].zone) }) else { return }
    input.report(
      place,
      "the lease stands in `\(facility.path(of: facility.bays[outside].zone))`, its right is on `\(facility.path(of: zone))`",
      expected: "places in that zone")
  }
}
