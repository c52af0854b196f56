internal import Synchronization

/// The rows that bays of one kind share, as a tree: from the row that most bays load to the one that fewest do.
///
/// Each node stands for a row, and for the bays that load it and all rows above it in like ways. Where rows follow
/// zones the tree is theirs; a row that cuts across others has several nodes. A row that one bay of a kind loads alone
/// has none.
struct SharedRows: Sendable {
  /// The node of each bay: the narrowest of its rows.
  private(set) var node: [Int32] = []
  /// By node, the node above it, which has a smaller number; −1: it is a root, one for each kind, and has no row.
  private(set) var above: [Int32]
  /// By node, an entry of the incidence by which its bays load its row.
  private(set) var entry: [Int32]
  /// By node, the next one of the same row, in a circle.
  private(set) var twin: [Int32]

  /// - Complexity: O(incidences + rows × kinds), with sorting and hashing where a bay differs from the one before it.
  init(_ instance: Instance, _ loads: LoadTable) {
    let kinds = max(1, instance.nodeSlots.count)
    above = [Int32](repeating: -1, count: kinds)
    entry = above
    twin = above.indices.map { Int32($0) }
    let users = Users(instance, kinds)
    var children: [Branch: Int32] = [:]
    var nodeOfRow = [Int32](repeating: -1, count: instance.rows.count)
    var last = [(rows: [Branch], node: Int32)](repeating: ([], -1), count: kinds)
    var rows: [Branch] = []
    var entries: [Int] = []
    node.reserveCapacity(instance.bays.count)
    for bay in 0..<instance.bays.count {
      let kind = Int(instance.bays.kind[bay])
      rows.removeAll(keepingCapacity: true)
      for at in instance.entries(of: bay) where users.count(at, kind) > 1 {
        rows.append(Branch(above: -1, row: instance.incidenceRow[at].raw, loaded: loads.coefficientClass[at]))
      }
      if last[kind].node < 0 || rows != last[kind].rows {
        var narrowest = Int32(kind)
        users.sort(&entries, of: instance.entries(of: bay), kind)
        for at in entries {
          let row = instance.incidenceRow[at]
          let branch = Branch(above: narrowest, row: row.raw, loaded: loads.coefficientClass[at])
          if let known = children[branch] {
            narrowest = known
          } else {
            narrowest = add(below: narrowest, entry: at, &nodeOfRow[row])
            children[branch] = narrowest
          }
        }
        last[kind] = (rows, narrowest)
      }
      node.append(last[kind].node)
    }
  }

  /// A row below a node, loaded in one way.
  private struct Branch: Hashable {
    var above: Int32
    var row: Int32
    var loaded: Int32
  }

  private mutating func add(below node: Int32, entry: Int, _ sameRow: inout Int32) -> Int32 {
    let added = Int32(above.count)
    above.append(node)
    self.entry.append(Int32(entry))
    twin.append(sameRow < 0 ? added : twin[Int(sameRow)])
    if sameRow >= 0 { twin[Int(sameRow)] = added }
    sameRow = added
    return added
  }
}

extension SharedRows {
  /// Worked out when somebody first asks, and once for all copies of a ledger: whoever explains refusals on one never
  /// does.
  final class Once: Sendable {
    private let known = Mutex<SharedRows?>(nil)

    func rows(_ instance: Instance, _ loads: LoadTable) -> SharedRows {
      known.withLock { known in
        let rows = known ?? SharedRows(instance, loads)
        known = rows
        return rows
      }
    }
  }
}

/// How many bays of each kind load each row.
private struct Users {
  private let row: [RowIndex]
  private let kinds: Int
  /// Rows × kinds, row-major.
  private var bays: [Int32]

  init(_ instance: Instance, _ kinds: Int) {
    (row, self.kinds) = (instance.incidenceRow, kinds)
    bays = [Int32](repeating: 0, count: instance.rows.count * kinds)
    for bay in 0..<instance.bays.count {
      let kind = Int(instance.bays.kind[bay])
      for at in instance.entries(of: bay) { bays[row[at].offset * kinds + kind] += 1 }
    }
  }

  /// Bays of a kind that load the row of an entry of the incidence.
  func count(_ entry: Int, _ kind: Int) -> Int32 { bays[row[entry].offset * kinds + kind] }

  /// Sets those of a bay's entries whose rows it shares with others of its kind, those first that most share.
  func sort(_ sorted: inout [Int], of entries: Range<Int>, _ kind: Int) {
    sorted.removeAll(keepingCapacity: true)
    // Of a handful, mostly in order.
    for entry in entries where count(entry, kind) > 1 {
      var at = sorted.count
      sorted.append(entry)
      while at > 0, isBefore(entry, sorted[at - 1], kind) {
        sorted[at] = sorted[at - 1]
        at -= 1
      }
      sorted[at] = entry
    }
  }

  private func isBefore(_ a: Int, _ b: Int, _ kind: Int) -> Bool {
    let (x, y) = (count(a, kind), count(b, kind))
    return x != y ? x > y : (row[a], a) < (row[b], b)
  }
}
