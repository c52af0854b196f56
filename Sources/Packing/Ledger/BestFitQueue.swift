/// A queue of zones by best fit: the fullest that holds what is asked comes first, or, where none does, the emptiest.
///
/// Sorted once; a zone that has been handed out is skipped by path compression, so n zones cost O(n log n).
struct BestFitQueue {
  /// Descending by free nodes; among equals descending by zone, so that the best fit is also the first in the tables.
  private let zones: [(free: Int32, zone: ZoneIndex)]
  /// For each place: itself, or a place further left where something may be left; −1: nothing is.
  private var left: [Int32]
  /// The first and the last place of the run of equals that is handed out from where no zone holds what is asked.
  private var front = 0, frontEnd = -1

  init(_ zones: [(free: Int32, zone: ZoneIndex)]) {
    self.zones = zones.sorted { $0.free != $1.free ? $0.free > $1.free : $0.zone > $1.zone }
    left = zones.indices.map { Int32($0) }
  }

  mutating func next(holding rest: Int32) -> ZoneIndex? {
    var (low, high) = (0, zones.count)
    while low < high {
      let middle = (low + high) / 2
      if zones[middle].free >= rest { low = middle + 1 } else { high = middle }
    }
    if low > 0, let at = remaining(upTo: low - 1) { return take(at) }
    // None holds it: of the emptiest that are left, the first in the tables.
    while front < zones.count {
      while frontEnd + 1 < zones.count, frontEnd < front || zones[frontEnd + 1].free == zones[front].free {
        frontEnd += 1
      }
      if let at = remaining(upTo: frontEnd), at >= front { return take(at) }
      front = frontEnd + 1
    }
    return nil
  }

  private mutating func take(_ at: Int) -> ZoneIndex {
    left[at] = Int32(at) - 1
    return zones[at].zone
  }

  /// The last place at or before `place` that has not been handed out.
  private mutating func remaining(upTo place: Int) -> Int? {
    var root = Int32(place)
    while root >= 0, left[Int(root)] != root { root = left[Int(root)] }
    var at = Int32(place)
    while at >= 0, at != root {
      let next = left[Int(at)]
      left[Int(at)] = root
      at = next
    }
    return root >= 0 ? Int(root) : nil
  }
}
