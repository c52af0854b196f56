/// Parts: who has put what where, and what that leaves.
extension Shard {
  /// Puts units of a class into a bay for a member.
  @inline(__always) mutating func put(_ units: Int32, of class: Int32, in bay: Int32, for member: Int32) {
    let part = add(units, in: bay, for: member)
    if nodes > 0 { partNode[part] = -1 }
    take(units, of: `class`, in: bay)
  }

  /// Lays a piece of a tracked kind on a node for a member.
  mutating func put(_ taken: DomainSlots, of class: Int32, on node: Int32, for member: Int32) {
    let part = add(1, in: nodeBay[node], for: member)
    partNode[part] = node
    partTaken[part] = taken
    work += 2
    let bay = nodeBay[node]
    load(1, instance.amountBase(`class`), on: bay)
    if nodePieces[node] == 0 { open(node) }
    nodePieces[node] += 1
    nodeFree[node] = nodeFree[node] - taken
  }

  /// Enters a part, and returns which.
  @inline(__always) private mutating func add(_ units: Int32, in bay: Int32, for member: Int32) -> Int32 {
    let part = freePart >= 0 ? freePart : partsUsed
    if freePart >= 0 { freePart = nextOfMember[part] } else { partsUsed += 1 }
    partBay[part] = bay
    partUnits[part] = units
    partMember[part] = member
    nextOfMember[part] = memberPart[member]
    memberPart[member] = part
    let next = bayPart[bay]
    nextInBay[part] = next
    previousInBay[part] = -1
    if next >= 0 { previousInBay[next] = part }
    bayPart[bay] = part
    return part
  }

  /// Takes all parts of a member away.
  mutating func clear(_ member: Int32, of class: Int32) {
    var part = memberPart[member]
    while part >= 0 {
      let bay = partBay[part]
      if instance.isPiece[`class`] { lift(part, of: `class`) } else { take(-partUnits[part], of: `class`, in: bay) }
      unlink(part, from: bay)
      let following = nextOfMember[part]
      nextOfMember[part] = freePart
      freePart = part
      part = following
    }
    memberPart[member] = -1
  }

  /// Moves units of a part to another bay.
  ///
  /// - Complexity: O(parts of its lease).
  mutating func move(_ units: Int32, of part: Int32, to bay: Int32) {
    let (member, from) = (partMember[part], partBay[part])
    let `class` = instance.optionClass[option[member]]
    take(-units, of: `class`, in: from)
    take(units, of: `class`, in: bay)
    partUnits[part] -= units
    var (target, before) = (Int32(-1), Int32(-1))
    var at = memberPart[member]
    while at >= 0 {
      if nextOfMember[at] == part { before = at }
      if partBay[at] == bay { target = at }
      at = nextOfMember[at]
    }
    if partUnits[part] == 0 {
      unlink(part, from: from)
      if before >= 0 { nextOfMember[before] = nextOfMember[part] } else { memberPart[member] = nextOfMember[part] }
      nextOfMember[part] = freePart
      freePart = part
    }
    if target >= 0 {
      partUnits[target] += units
    } else {
      let part = add(units, in: bay, for: member)
      if nodes > 0 { partNode[part] = -1 }
    }
  }

  /// Takes a part from the list of its bay.
  private func unlink(_ part: Int32, from bay: Int32) {
    let (next, previous) = (nextInBay[part], previousInBay[part])
    if previous >= 0 { nextInBay[previous] = next } else { bayPart[bay] = next }
    if next >= 0 { previousInBay[next] = previous }
  }

  /// Takes slots and room for units, or with a negative count gives them back.
  @inline(__always) private mutating func take(_ units: Int32, of class: Int32, in bay: Int32) {
    work += 2
    load(units, instance.amountBase(`class`), on: bay)
    take(units * instance.slots[`class`], of: bay)
  }

  /// Takes a piece from its node.
  private mutating func lift(_ part: Int32, of class: Int32) {
    work += 2
    let node = partNode[part]
    nodeFree[node] = nodeFree[node] + partTaken[part]
    nodePieces[node] -= 1
    load(-1, instance.amountBase(`class`), on: nodeBay[node])
    if nodePieces[node] == 0 { close(node) }
  }

  /// Loads the rows of a bay with units of the class whose loads begin at `base`.
  @inline(__always) func load(_ units: Int32, _ base: Int, on bay: Int32) {
    for entry in entries(of: bay) {
      let row = entryRow[entry - firstEntry]
      slack[row] = slack[row] &- instance.load(base, entry) &* Int64(units)
    }
  }

  /// Takes slots of a bay, or gives them back.
  @inline(__always) func take(_ slots: Int32, of bay: Int32) {
    let before = free[bay]
    let after = before - slots
    free[bay] = after
    let bayAt = bay + firstBay
    let kind = instance.bayKind[bayAt]
    let size = instance.nodeSlots[kind]
    let nodes = size == 1 ? after - before : wholeNodes(after, size) - wholeNodes(before, size)
    guard nodes != 0 else { return }
    var zone = instance.bayZone[bayAt]
    while zone >= firstZone {
      nodesFree[Int(zone - firstZone) * instance.kinds + Int(kind)] += nodes
      zone = instance.parent[zone]
    }
  }

  /// The entries of a bay in the incidence.
  @inline(__always) func entries(of bay: Int32) -> Range<Int> { instance.entries(of: bay + firstBay) }

  @inline(__always) func wholeNodes(_ slots: Int32, _ size: Int32) -> Int32 {
    slots >= 0 ? slots / size : -((size - 1 - slots) / size)
  }

  /// Units of a class that fit a bay now, at most `most`.
  @inline(__always) mutating func fit(_ class: Int32, in bay: Int32, most: Int32) -> Int32 {
    work += 1
    var units = Int64(min(most, free[bay] / instance.slots[`class`]))
    guard units > 0 else { return 0 }
    let base = instance.amountBase(`class`)
    for entry in entries(of: bay) {
      let load = instance.load(base, entry)
      guard load > 0 else { continue }
      let left = slack[entryRow[entry - firstEntry]]
      // The quick test is exact only where the product cannot leave 64 bits.
      if load >> 31 != 0 || left < load &* units {
        units = left < load ? 0 : min(units, left / load)
        if units == 0 { return 0 }
      }
    }
    return Int32(units)
  }
}
