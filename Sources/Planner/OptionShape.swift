import Packing

/// All that an option says of where it may stand and what it adds there: everything but its size and its value.
struct OptionShape: Hashable {
  private var columns: [Int32]
  private var share: Int64
  private var amounts: ArraySlice<Int64>

  init(_ option: OptionIndex, _ instance: Instance) {
    let options = instance.options
    columns = [
      options.kind[option], options.level[option], options.slots[option], options.block[option],
      options.splits[option] ? 1 : 0, options.within[option].raw, options.exclusive[option], options.spread[option],
      options.near[option]?.raw ?? -1, options.nearDivision[option], options.nearReach[option],
    ]
    share = options.spreadShare[option]
    amounts = options.amounts[option.offset * instance.quantities..<(option.offset + 1) * instance.quantities]
  }
}
