import Packing

/// All that an option says of where it may stand and what it adds there: everything but its size and its value.
struct OptionSignature: Hashable {
  private var kind: Int32, level: Int32, slots: Int32, block: Int32, blockLevel: Int32
  private var splits: Bool
  private var within: ZoneIndex
  private var exclusive: Int32, spread: Int32
  private var share: Int64
  private var near: LeaseIndex?
  private var nearDivision: Int32, nearReach: Int32
  private var amounts: ArraySlice<Int64>

  init(_ option: OptionIndex, _ instance: Instance) {
    let options = instance.options
    (kind, level, slots, block) = (
      options.kind[option], options.level[option], options.slots[option], options.block[option]
    )
    blockLevel = options.blockLevel[option]
    (splits, within) = (options.splits[option], options.within[option])
    (exclusive, spread, share) = (options.exclusive[option], options.spread[option], options.spreadShare[option])
    (near, nearDivision, nearReach) = (
      options.affinity[option], options.affinityDivision[option], options.affinityReach[option]
    )
    amounts = options.amounts[option.offset * instance.quantities..<(option.offset + 1) * instance.quantities]
  }
}
