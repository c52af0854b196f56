internal import Synchronization

/// The tree of the rows that bays of one kind share, from the row that most bays load to the one that fewest do.
///
/// Each vertex stands for a row, and for the bays that load it and all rows above it alike. Where rows follow zones the
/// tree is theirs; a row that cuts across others has several vertices. A row that one bay of a kind loads alone has
/// none.
struct RowTree: Sendable {
  /// The vertex of each bay: that of the innermost of its rows.
  private(set) var vertexOfBay: [Int32] = []
  /// By vertex, its parent, which has a smaller number; −1: it is a root, one for each kind, and has no row.
  private(set) var parent: [Int32]
  /// By vertex, an entry of the incidence by which its bays load its row.
  private(set) var entry: [Int32]
  /// By vertex, the next one of the same row, in a ring.
  private(set) var nextOfSameRow: [Int32]

  /// - Complexity: O(incidences + rows × kinds), with sorting and hashing where a bay differs from the one before it.
  init(_ instance: Instance, _ loads: LoadTable) {
    let kinds = max(1, instance.nodeSlots.count)
    parent = [Int32](repeating: -1, count: kinds)
    entry = parent
    nextOfSameRow = parent.indices.map { Int32($0) }
    let users = RowUsers(instance, kinds)
    var children: [Branch: Int32] = [:]
    var vertexOfRow = [Int32](repeating: -1, count: instance.rows.count)
    var last = [(rows: [Branch], vertex: Int32)](repeating: ([], -1), count: kinds)
    var rows: [Branch] = []
    var entries: [Int] = []
    vertexOfBay.reserveCapacity(instance.bays.count)
    for bay in 0..<instance.bays.count {
      let kind = Int(instance.bays.kind[bay])
      rows.removeAll(keepingCapacity: true)
      for at in instance.entries(of: bay) where users.count(at, kind) > 1 {
        rows.append(Branch(parent: -1, row: instance.incidenceRow[at].raw, coefficient: loads.coefficientClass[at]))
      }
      if last[kind].vertex < 0 || rows != last[kind].rows {
        var innermost = Int32(kind)
        users.sort(&entries, of: instance.entries(of: bay), kind)
        for at in entries {
          let row = instance.incidenceRow[at]
          let branch = Branch(parent: innermost, row: row.raw, coefficient: loads.coefficientClass[at])
          if let known = children[branch] {
            innermost = known
          } else {
            innermost = add(below: innermost, entry: at, &vertexOfRow[row])
            children[branch] = innermost
          }
        }
        last[kind] = (rows, innermost)
      }
      vertexOfBay.append(last[kind].vertex)
    }
  }

  /// A row below a vertex, with the class of coefficients by which it is loaded.
  private struct Branch: Hashable {
    var parent: Int32
    var row: Int32
    var coefficient: Int32
  }

  private mutating func add(below vertex: Int32, entry: Int, _ sameRow: inout Int32) -> Int32 {
    let added = Int32(parent.count)
    parent.append(vertex)
    self.entry.append(Int32(entry))
    nextOfSameRow.append(sameRow < 0 ? added : nextOfSameRow[Int(sameRow)])
    if sameRow >= 0 { nextOfSameRow[Int(sameRow)] = added }
    sameRow = added
    return added
  }
}

/// A row tree that is built on first use, once for all copies of a ledger: explaining refusals never needs it.
final class LazyRowTree: Sendable {
  private let known = Mutex<RowTree?>(nil)

  /// The tree, built now if this is its first use.
  func tree(_ instance: Instance, _ loads: LoadTable) -> RowTree {
    known.withLock { known in
      if let known { return known }
      let tree = RowTree(instance, loads)
      known = tree
      return tree
    }
  }
}

/// The number of bays of each kind that load each row.
private struct RowUsers {
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
      while at > 0, isBefore(entry, sorted[at - 1], kind: kind) {
        sorted[at] = sorted[at - 1]
        at -= 1
      }
      sorted[at] = entry
    }
  }

  private func isBefore(_ a: Int, _ b: Int, kind: Int) -> Bool {
    let (x, y) = (count(a, kind), count(b, kind))
    return x != y ? x > y : (row[a], a) < (row[b], b)
  }
}
