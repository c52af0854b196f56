/// The rows that bays of one kind share, as a tree: from the row that most bays load to the one that fewest do.
///
/// Each node stands for a row, and for the bays that load it and all rows above it in like ways. Where rows follow zones the
/// tree is theirs; a row that cuts across others has several nodes. A row that one bay of a kind loads alone has none.
struct SharedRows: Sendable {
  /// The node of each bay: the narrowest of its rows.
  let node: [Int32]
  /// By node, the node above it, which has a smaller number; −1: it is a root, one for each kind, and has no row.
  let parent: [Int32]
  /// By node, an entry of the incidence by which its bays load its row.
  let entry: [Int32]

  /// - Complexity: O(incidences + rows × kinds), with sorting and hashing where a bay differs from the one before it.
  init(_ instance: Instance, _ loads: LoadTable) {
    let kinds = max(1, instance.nodeSlots.count)
    let bays = Self.bays(of: instance, kinds)
    var (node, parent, entry) = ([Int32](), [Int32](repeating: -1, count: kinds), [Int32](repeating: -1, count: kinds))
    node.reserveCapacity(instance.bays.count)
    struct Key: Hashable { var above: Int32, row: Int32, coefficientClass: Int32 }
    var known: [Key: Int32] = [:]
    var last = [(rows: [Key], node: Int32)](repeating: ([], -1), count: kinds)
    var rows: [Key] = []
    for bay in 0..<instance.bays.count {
      let kind = Int(instance.bays.kind[bay])
      func sharing(_ row: Int32) -> Int32 { bays[Int(row) * kinds + kind] }
      rows.removeAll(keepingCapacity: true)
      for at in instance.entries(of: bay) where sharing(instance.incidenceRow[at].raw) > 1 {
        // Until it is sorted, a key holds its entry in place of the node above.
        rows.append(
          Key(
            above: Int32(at - instance.entries(of: bay).lowerBound), row: instance.incidenceRow[at].raw,
            coefficientClass: loads.coefficientClass[at]))
      }
      if last[kind].node < 0 || rows != last[kind].rows {
        last[kind] = (rows, Int32(kind))
        rows.sort { (sharing($1.row), $0.row, $0.above) < (sharing($0.row), $1.row, $1.above) }
        for row in rows {
          let key = Key(above: last[kind].node, row: row.row, coefficientClass: row.coefficientClass)
          last[kind].node = known[key] ?? Int32(parent.count)
          guard last[kind].node == parent.count else { continue }
          known[key] = last[kind].node
          parent.append(key.above)
          entry.append(Int32(instance.entries(of: bay).lowerBound) + row.above)
        }
      }
      node.append(last[kind].node)
    }
    (self.node, self.parent, self.entry) = (node, parent, entry)
  }

  /// How many bays load each row: rows × kinds, row-major.
  private static func bays(of instance: Instance, _ kinds: Int) -> [Int32] {
    var bays = [Int32](repeating: 0, count: instance.rows.count * kinds)
    for bay in 0..<instance.bays.count {
      for at in instance.entries(of: bay) {
        bays[instance.incidenceRow[at].offset * kinds + Int(instance.bays.kind[bay])] += 1
      }
    }
    return bays
  }
}
