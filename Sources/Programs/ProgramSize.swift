public import PlanModel

/// The size of an integer program, told before it is made.
public struct ProgramSize: Hashable, Sendable {
  /// The largest program that is made: 20,000,000 entries, a file of some 500 MB. The solvers that read such files do not come
  /// to an end with less.
  public static let mostEntries = 20_000_000

  /// Columns for units by bay, and their entries in rows; columns for choices and rules are fewer and not counted.
  public var columns = 0, entries = 0

  /// True where no program is made.
  public var isTooLarge: Bool { entries > Self.mostEntries }
}

extension CompiledInstance {
  /// The size of `integerProgram()`.
  ///
  /// - Complexity: O(shapes × bays × rows of a bay); leases with rules that ask for equal units in one zone count as one shape.
  public func programSize() -> ProgramSize {
    var counter = SizeCounter(ProgramBuilder(self))
    return counter.size()
  }
}

/// Counts the columns of units and their entries, once for equal units.
private struct SizeCounter {
  private struct Unit: Hashable {
    var kind: Int, slots: Int, amounts: [Int64], within: Int
  }

  private let builder: ProgramBuilder
  private var known: [Unit: ProgramSize] = [:]

  init(_ builder: ProgramBuilder) { self.builder = builder }

  mutating func size() -> ProgramSize {
    var size = ProgramSize()
    for shape in builder.shapes { add(unit(shape.option), to: &size) }
    for lease in builder.single {
      let source = builder.instance.leases[lease]
      // What may not move has columns where it stands.
      let stays = source.moveCost == nil && !source.pins.isEmpty
      for option in source.options.prefix(stays ? 1 : .max) {
        var part = unit(option)
        if stays, part.columns > source.pins.count {
          part.entries = part.entries / part.columns * source.pins.count
          part.columns = source.pins.count
        }
        add(part, to: &size)
      }
    }
    return size
  }

  private func add(_ part: ProgramSize, to size: inout ProgramSize) {
    size.columns = size.columns.addingReportingOverflow(part.columns).partialValue
    size.entries = size.entries.addingReportingOverflow(part.entries).partialValue
  }

  /// The columns of one option: each stands in the rows of its bay that it loads, in the bay's slots and in its zone's sum.
  private mutating func unit(_ option: CompiledOption) -> ProgramSize {
    let key = Unit(kind: option.kind, slots: option.slots, amounts: option.amounts, within: option.within)
    if let size = known[key] { return size }
    var size = ProgramSize()
    for (bay, _) in builder.room(option) {
      size.columns += 1
      size.entries += 2 + builder.instance.bays[bay].loads.count { builder.unitLoad($0, option.amounts) > 0 }
    }
    known[key] = size
    return size
  }
}
