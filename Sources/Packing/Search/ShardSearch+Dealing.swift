/// What is dealt to shards between rounds: leases that wait, and what is left of the rows that they share.
extension ShardSearch {
  // MARK: rows

  /// Gives what each row has left to the first shard that loads it, to be dealt once everybody is seated who is served
  /// already; a row of one shard, or of trials, is whole in each, and so is one that has nothing left.
  func allotFirst(_ headroom: [Int64]) {
    var isGiven = [Bool](repeating: false, count: headroom.count)
    for shard in shards {
      for row in 0..<shard.rowOf.count {
        let number = Int(shard.rowOf[row])
        let isWhole = sharers[number] == 1 || headroom[number] <= 0 || !isGiven[number]
        shard.room[row] = isWhole ? headroom[number] : 0
        isGiven[number] = true
      }
    }
  }

  /// Deals equally what the shards have left of their shares, be it nothing: who was served first may have taken more
  /// than the share of one shard. Rows that are overfull stay as they are.
  func allotAgain() {
    var left = [Int64](repeating: 0, count: sharers.count)
    eachShare { left[$0] += $1 }
    var dealt = [Int64](repeating: 0, count: sharers.count)
    for shard in shards {
      for row in 0..<shard.rowOf.count {
        let number = Int(shard.rowOf[row])
        guard sharers[number] > 1, left[number] >= 0 else { continue }
        // What the division leaves over goes to the first ones, a unit each.
        let (share, rest) = left[number].quotientAndRemainder(dividingBy: Int64(sharers[number]))
        shard.room[row] = share + (dealt[number] < rest ? 1 : 0)
        dealt[number] += 1
      }
    }
  }

  private func eachShare(_ body: (Int, Int64) -> Void) {
    for shard in shards {
      for row in 0..<shard.rowOf.count where sharers[Int(shard.rowOf[row])] > 1 {
        body(Int(shard.rowOf[row]), shard.room[row])
      }
    }
  }

  // MARK: leases

  /// Calls back the leases that wait in shards.
  func recall() {
    guard shards.contains(where: { $0.waitingCount > 0 }) else { return }
    for at in shards.indices {
      while shards[at].waitingCount > 0 {
        unseated.append(shards[at].leave(shards[at].waiting[shards[at].waitingCount - 1]))
      }
    }
    sortUnseated()
  }

  /// Leases of most worth first, of equals the first.
  func sortUnseated() {
    unseated.sort()
    unseated = argsortDescending(unseated.map { instance.worth[$0] }).map { unseated[Int($0)] }
  }

  /// Deals leases, those of most worth first, each to the shard that has most of its share of the kind left; every
  /// trial gets all of them.
  func deal() {
    if hasTrials {
      for at in shards.indices { for number in unseated where shards[at].hasSeat { shards[at].enter(number) } }
      unseated = []
      return
    }
    var rest: [Int32] = []
    var decks = (0..<instance.kinds).map { Deck(shards, kind: $0, isFirst: round == 0) }
    for number in unseated {
      let `class` = instance.optionClass[instance.firstOption[number]]
      if let only = shard(around: instance.within[`class`]) {
        if shards[only].hasSeat { shards[only].enter(number) } else { rest.append(number) }
        continue
      }
      if wide.contains(`class`), round > 0, instance.worth[number] > Self.worthwhile {
        if let home = nextHome(of: number) { shards[home].enter(number) } else { rest.append(number) }
        continue
      }
      let kind = Int(instance.kind[`class`])
      let (units, slots) = (instance.units[`class`], instance.units[`class`] * instance.slots[`class`])
      let isGang = !instance.isSingleBay[`class`] && !instance.isPiece[`class`]
      let home = decks[kind].take(Double(slots), isWorthwhile: instance.worth[number] > Self.worthwhile) { at in
        shards[at].hasSeat && (!isGang || round > 0 || shards[at].nodesFree[kind] >= units)
      }
      if let home { shards[home].enter(number) } else { rest.append(number) }
    }
    unseated = rest
  }

  /// Deals wide gangs that are worth what they cost, each to a shard where its nodes cost least and much is left;
  /// false: there was none to deal.
  func dealWide() -> Bool {
    var left = shards.map { shard in (0..<instance.kinds).map { shard.nodesFree[$0] } }
    let total = shards.map { shard in (0..<instance.kinds).map { nodes(of: $0, in: shard) } }
    var rest: [Int32] = []
    for number in unseated {
      let option = instance.firstOption[number]
      let `class` = instance.optionClass[option]
      guard wide.contains(`class`), instance.worth[number] > Self.certain else {
        rest.append(number)
        continue
      }
      let (kind, units) = (Int(instance.kind[`class`]), instance.units[`class`])
      let pay = Double(instance.optionValue[option]) / Double(units)
      var best: (score: Double, shard: Int)?
      // One that keeps to a zone has no choice.
      let only = shard(around: instance.within[`class`])
      for at in only.map({ $0..<$0 + 1 }) ?? shards.indices where shards[at].hasSeat && left[at][kind] >= units {
        let score =
          Double(left[at][kind]) / Double(total[at][kind]) - Self.dearness * wide.extra(`class`, in: at) / pay
        if score > best?.score ?? -.infinity { best = (score, at) }
      }
      guard let home = best?.shard else {
        rest.append(number)
        continue
      }
      left[home][kind] -= units
      shards[home].enter(number)
    }
    defer { unseated = rest }
    return rest.count < unseated.count
  }

  private func nodes(of kind: Int, in shard: Shard) -> Int32 {
    base.ledger.geometry.zoneNodes[Int(shard.firstZone) * instance.kinds + kind]
  }

  /// The shard in which a wide gang that waits is tried in this round: one after the other of those that could hold it.
  private func nextHome(of number: Int32) -> Int? {
    let option = instance.firstOption[number]
    let `class` = instance.optionClass[option]
    let pay = Double(instance.optionValue[option]) / Double(instance.units[`class`])
    let homes = shards.indices.filter { shards[$0].hasSeat && wide.extra(`class`, in: $0) < Self.affordable * pay }
    return homes.isEmpty ? nil : homes[(Int(number) + round) % homes.count]
  }

  /// Wide gangs that are worth more than this share of what they cost at the prices come before all others: not
  /// everything that is worth its cost fits, and whoever comes first is rarely moved out again.
  private static let certain = 1.03
  /// How much the price of a shard weighs against what is left in it.
  private static let dearness = 4.0
  /// A shard that is dearer by more than this share of what a gang pays is not tried.
  private static let affordable = 0.05

  /// The shard that holds all of a zone; nil: the zone is wider than a shard.
  private func shard(around zone: Int32) -> Int? {
    guard zone > 0, let at = shards.lastIndex(where: { $0.firstZone <= zone }) else { return nil }
    return Int(zone - shards[at].firstZone) < shards[at].zones ? at : nil
  }

  /// Leases that are worth less than this share of what they cost at the prices are dealt only as long as there is
  /// room.
  private static let worthwhile = 0.9
}
