/// Consecutive ranges by their offsets, as sparse matrices store their rows: range *i* is `offsets[i] ..< offsets[i +
/// 1]`.
struct OffsetRanges: Sendable {
  /// One offset more than there are ranges, ascending from 0.
  private(set) var offsets: [Int32] = [0]

  /// No ranges.
  init() {}

  /// Ranges for groups, each as long as its number occurs among the keys; a negative key is in no group.
  ///
  /// - Complexity: O(keys + groups).
  init(counting keys: some Sequence<Int>, groups: Int) {
    offsets = [Int32](repeating: 0, count: groups + 1)
    for key in keys where key >= 0 { offsets[key + 1] += 1 }
    for group in 0..<groups { offsets[group + 1] += offsets[group] }
  }

  /// Number of ranges.
  var count: Int { offsets.count - 1 }

  /// The end of the last range.
  var end: Int { Int(offsets[offsets.count - 1]) }

  /// The range at a position.
  @inline(__always) subscript(at: Int) -> Range<Int> { Int(offsets[at])..<Int(offsets[at + 1]) }

  /// The beginning of the range at a position, or at `count` the end of the last.
  @inline(__always) func start(_ at: Int) -> Int { Int(offsets[at]) }

  /// Adds a range from the end of the last one up to an offset.
  mutating func append(upTo end: Int) { offsets.append(Int32(end)) }
}

/// Items in groups, those of a group one after another in the order in which they came: a counting sort.
struct Grouping<Item: Sendable>: Sendable {
  /// The range of each group among the items.
  let ranges: OffsetRanges
  let items: [Item]

  /// - Parameters:
  ///   - keys: the group of each item; negative: it is in none.
  ///   - item: the item at a position of the keys.
  /// - Complexity: O(keys + groups).
  init(_ keys: some Sequence<Int>, groups: Int, item: (Int) -> Item) {
    ranges = OffsetRanges(counting: keys, groups: groups)
    var next = ranges.offsets
    items = [Item](unsafeUninitializedCapacity: ranges.end) { items, count in
      for (at, key) in keys.enumerated() where key >= 0 {
        items.initializeElement(at: Int(next[key]), to: item(at))
        next[key] += 1
      }
      count = items.count
    }
  }

  /// The items of a group.
  subscript(group: Int) -> ArraySlice<Item> { items[ranges[group]] }
}
