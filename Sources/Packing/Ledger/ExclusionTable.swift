/// The divisions in which some option is exclusive, and the bays of their parts.
struct ExclusionTable: Sendable {
  /// The divisions, ascending.
  let divisions: [Int]
  /// By division: its position in `divisions`; −1: no option is exclusive in it.
  let position: [Int32]
  /// Bays by part, for each of `divisions`.
  private let bays: [Grouping<BayIndex>]

  init(_ instance: Instance) {
    var position = [Int32](repeating: -1, count: instance.divisions.count)
    for division in Set(instance.options.exclusive) where division >= 0 { position[Int(division)] = 0 }
    divisions = position.indices.filter { position[$0] == 0 }
    for (at, division) in divisions.enumerated() { position[division] = Int32(at) }
    self.position = position
    bays = divisions.map { number in
      let division = instance.divisions[number]
      return Grouping(division.partOfBay.lazy.map { Int($0) }, groups: division.run.count) { BayIndex($0) }
    }
  }

  var isEmpty: Bool { divisions.isEmpty }

  /// The bays of a part of the `position`-th exclusive division, ascending.
  func bays(of part: Int32, at position: Int) -> ArraySlice<BayIndex> {
    bays[position][Int(part)]
  }
}
