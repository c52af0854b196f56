/// The instance as the price search sees it: like bays and like rows summed.
///
/// Rows of a group share one price and their capacities add up; bays of a group share one slot price. Bays with the same
/// kind and the same loads on the same groups are one archetype, so a lease's cheapest home is the minimum over a few
/// archetypes. Any price found here is valid for the instance itself, because it prices every row of a group alike.
struct Aggregate: Sendable {
  /// One archetype's load on row groups: entries `start[a] ..< start[a + 1]`.
  private(set) var start: [Int32] = [0]
  private(set) var group: [Int32] = []
  private(set) var coefficientClass: [Int32] = []
  /// Kind and slot group of each archetype.
  private(set) var kind: [Int32] = []
  private(set) var slotGroup: [Int32] = []
  /// Remaining capacity by price variable: row groups, then slot groups.
  private(set) var capacity: [Double] = []
  private(set) var rowGroups = 0
  /// Slots that each variable touches: how much of the site hangs on it.
  private(set) var weight: [Double] = []

  /// How much is summed.
  enum Detail {
    /// Rows of a family, bays of a kind: a handful of variables.
    case families
    /// Rows of a group, bays of a group.
    case groups
  }

  /// The variable of each row, and of each bay less `rowGroups`.
  let rowGroup: [Int32], bayGroup: [Int32]

  init(_ ledger: Ledger, _ detail: Detail) {
    let instance = ledger.instance
    rowGroup = detail == .groups ? instance.rows.group : instance.rows.family
    bayGroup = detail == .groups ? instance.bays.group : instance.bays.kind
    rowGroups = Int((rowGroup.max() ?? -1) + 1)
    let slotGroups = Int((bayGroup.max() ?? -1) + 1)
    capacity = [Double](repeating: 0, count: rowGroups + slotGroups)
    weight = capacity
    let headroom = ledger.pricedHeadroom()
    for row in 0..<instance.rows.count {
      capacity[Int(rowGroup[row])] += Double(max(0, headroom[row]))
    }
    for bay in 0..<instance.bays.count {
      capacity[rowGroups + Int(bayGroup[bay])] += Double(max(0, ledger.freeSlots(of: BayIndex(bay))))
    }
    var known: [[Int32]: Int] = [:]
    for bay in 0..<instance.bays.count {
      let entries = Int(instance.incidenceStart[bay])..<Int(instance.incidenceStart[bay + 1])
      var key = [instance.bays.kind[bay], bayGroup[bay]]
      for entry in entries {
        key.append(rowGroup[instance.incidenceRow[entry].offset])
        key.append(ledger.loads.coefficientClass[entry])
        weight[Int(key[key.count - 2])] += Double(instance.bays.slots[bay])
      }
      weight[rowGroups + Int(bayGroup[bay])] += Double(instance.bays.slots[bay])
      guard ledger.freeSlots(of: BayIndex(bay)) > 0, known.updateValue(kind.count, forKey: key) == nil else { continue }
      kind.append(key[0])
      slotGroup.append(key[1])
      for at in stride(from: 2, to: key.count, by: 2) {
        group.append(key[at])
        coefficientClass.append(key[at + 1])
      }
      start.append(Int32(group.count))
    }
  }

  var count: Int { kind.count }
}

/// What a lease may become, reduced to what its price depends on.
struct PriceClass: Hashable {
  var kind: Int32
  var slots: Int32
  var amountClass: Int32
}
