import Documents

/// A search for names that are given twice among single names and numbered copies, without writing the copies out.
struct DuplicateNameFinder {
  private struct Entry {
    var base: String
    var low: Int
    var high: Int
    var node: NodeID
    var isNumbered: Bool
  }

  private var entries: [Entry] = []

  /// Adds a name, or a name with each of some numbers behind it.
  mutating func add(_ name: String, numbers: Range<Int>?, at node: NodeID) {
    if let numbers {
      entries.append(
        Entry(base: name, low: numbers.lowerBound, high: numbers.upperBound - 1, node: node, isNumbered: true))
    } else if let (base, number) = splitNumber(name) {
      entries.append(Entry(base: base, low: number, high: number, node: node, isNumbered: true))
    } else {
      entries.append(Entry(base: name, low: -1, high: -1, node: node, isNumbered: false))
    }
  }

  /// Each entry with a name that an earlier one has, with that name.
  var duplicates: [(name: String, node: NodeID)] {
    let order = entries.indices.sorted {
      (entries[$0].base, entries[$0].low, entries[$0].node) < (entries[$1].base, entries[$1].low, entries[$1].node)
    }
    var result: [(name: String, node: NodeID)] = []
    var widest: Entry?
    for entry in order.map({ entries[$0] }) {
      if let other = widest, other.base == entry.base, entry.low <= other.high {
        let name = entry.isNumbered ? "\(entry.base)-\(entry.low)" : entry.base
        result.append((name, max(entry.node, other.node)))
        if entry.high > other.high { widest = entry }
      } else {
        widest = entry
      }
    }
    return result.sorted { $0.node < $1.node }
  }
}
