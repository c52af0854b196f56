/// Options that differ in nothing but their units, their value and their lease have one shape: some hundreds for any
/// number of leases. What no bay has room for by one of them it has none for by another.
struct OptionShapes: Sendable {
  /// By option, its shape.
  let ofOption: [Int32]
  /// By shape, the first option that has it.
  let first: [OptionIndex]

  var count: Int { first.count }

  private struct Key: Hashable {
    var kind: Int32, level: Int32, slots: Int32, amountClass: Int32, block: Int32, blockLevel: Int32
    var preferredLevel: Int32, within: Int32
    var splits: Bool, prefersOneDomain: Bool
  }

  /// A number that options of one shape and one size share.
  func sized(_ option: OptionIndex, _ options: OptionTable) -> Int64 {
    Int64(ofOption[option]) << 32 | Int64(options.units[option])
  }

  /// - Parameter amountClass: by option.
  /// - Complexity: O(options), with hashing.
  init(_ instance: Instance, amountClass: [Int32]) {
    let options = instance.options
    var known: [Key: Int32] = [:]
    var first: [OptionIndex] = []
    ofOption = (0..<options.count).map { at in
      // Whole nodes have no domains to cross.
      let splits = options.splits[at] || !instance.isPiece(OptionIndex(at))
      let key = Key(
        kind: options.kind[at], level: options.level[at], slots: options.slots[at], amountClass: amountClass[at],
        block: options.block[at], blockLevel: options.blockLevel[at], preferredLevel: options.preferredLevel[at],
        within: options.within[at].raw, splits: splits,
        prefersOneDomain: options.prefersOneDomain[at])
      if let shape = known[key] { return shape }
      let shape = Int32(first.count)
      known[key] = shape
      first.append(OptionIndex(at))
      return shape
    }
    self.first = first
  }
}
