/// The class of an option's cost by the unit, which depends on this alone: its kind, slots and amounts, and for a piece
/// that opens nodes which charge something themselves, the class of what they charge, of which it bears its share.
struct PriceClass: Hashable {
  let kind: Int32, slots: Int32, amountClass: Int32
  /// −1: the option bears no share of a node.
  let nodeClass: Int32
  let nodeSlots: Int32

  /// The load of one unit on rows of a coefficient class, its share of a node included.
  func load(_ coefficient: Int32, _ table: LoadTable) -> Double {
    let own = Double(table.load(table.base(of: amountClass), coefficient: coefficient))
    guard nodeClass >= 0 else { return own }
    let node = Double(table.load(table.base(of: nodeClass), coefficient: coefficient))
    return own + node * Double(slots) / Double(nodeSlots)
  }
}

/// The distinct price classes of an instance's options: some dozens for any number of leases.
struct PriceClassTable: Sendable {
  /// By option, the position of its class in `all`.
  let ofOption: [Int32]
  let all: [PriceClass]

  /// - Parameters:
  ///   - amountClass: by option.
  ///   - nodeClass: by kind; −1: its nodes charge nothing.
  /// - Complexity: O(options + shapes), with hashing of shapes.
  init(_ instance: Instance, _ shapes: OptionShapes, amountClass: [Int32], nodeClass: [Int32]) {
    let (options, nodeSlots) = (instance.options, instance.nodeSlots)
    var known: [PriceClass: Int32] = [:]
    var all: [PriceClass] = []
    let ofShape = shapes.first.map { option -> Int32 in
      let (kind, slots) = (Int(options.kind[option]), options.slots[option])
      let key = PriceClass(
        kind: options.kind[option], slots: slots, amountClass: amountClass[option],
        nodeClass: slots < nodeSlots[kind] ? nodeClass[kind] : -1, nodeSlots: nodeSlots[kind])
      if let number = known[key] { return number }
      let number = Int32(all.count)
      known[key] = number
      all.append(key)
      return number
    }
    ofOption = shapes.ofOption.map { ofShape[Int($0)] }
    self.all = all
  }
}
