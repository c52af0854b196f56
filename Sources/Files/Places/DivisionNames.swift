import Facility
import Documents
import Tenancy

/// The divisions that a facility has, by the words that books use for them.
struct DivisionNames {
  /// The levels of its zones, outermost first.
  let levels: [Level]
  /// The names of its power stages, outermost first.
  let stages: [String]
  /// The outermost stage that has more than one copy.
  let powerGroup: String?

  init(_ facility: Facility) {
    let present = Set(facility.zones.map(\.level))
    levels = Level.allCases.filter { present.contains($0) }
    var depths: [Int] = []
    var copies: [String: Int] = [:]
    var outermost: [String: Int] = [:]
    var names: [String] = []
    for element in facility.power {
      // A parent stands before its children.
      let depth = element.parent.map { depths[$0.index] + 1 } ?? 0
      depths.append(depth)
      copies[element.stage, default: 0] += 1
      if let known = outermost[element.stage] {
        outermost[element.stage] = min(known, depth)
      } else {
        outermost[element.stage] = depth
        names.append(element.stage)
      }
    }
    let order = names.enumerated().sorted { a, b in
      (outermost[a.element] ?? 0, a.offset) < (outermost[b.element] ?? 0, b.offset)
    }
    stages = order.map(\.element)
    powerGroup = stages.first { copies[$0, default: 0] > 1 }
  }

  private static let powerGroupWord = "power-group"

  /// Every word that names a division here.
  var words: [String] {
    levels.map(\.name) + (powerGroup == nil ? [] : [Self.powerGroupWord]) + stages.map { $0 + "-group" }
  }

  /// The division that a word names: a level, `power-group`, or a stage's name and `-group`.
  func division(_ word: String) throws(InputError) -> Division {
    if let level = Level(name: word), level != .node {
      if levels.contains(level) { return .zones(level) }
      throw InputError("this facility has no \(level.name)", expected: alternatives(words))
    }
    if word == Self.powerGroupWord {
      if let powerGroup { return .stage(powerGroup) }
      throw InputError("no power stage of this facility has several copies", expected: alternatives(words))
    }
    if word.hasSuffix("-group"), stages.contains(String(word.dropLast(6))) { return .stage(String(word.dropLast(6))) }
    throw InputError("unknown division `\(word)`", expected: alternatives(words), suggestion: didYouMean(word, words))
  }
}
