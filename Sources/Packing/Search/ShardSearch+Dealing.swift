/// What is dealt to shards between rounds: leases that wait, and what is left of the rows that they share.
extension ShardSearch {
  // MARK: rows

  /// Deals what each row has left in proportion to the slots that hang on it; trials have all of it.
  func allotFirst(_ headroom: [Int64]) {
    var weight = [Int64](repeating: 0, count: headroom.count)
    let shares = shards.map { shard in
      (0..<shard.rowOf.count).map { row -> Int64 in
        var slots: Int64 = 1
        for at in shard.firstRowBay[row]..<shard.firstRowBay[row + 1] {
          slots += Int64(max(0, shard.free[shard.rowBay[at]]))
        }
        return slots
      }
    }
    for (shard, own) in zip(shards, shares) {
      for row in own.indices { weight[Int(shard.rowOf[row])] += own[row] }
    }
    for (shard, own) in zip(shards, shares) {
      for row in own.indices {
        let number = Int(shard.rowOf[row])
        let whole = headroom[number]
        shard.room[row] =
          sharers[number] == 1 || whole <= 0 ? whole : Int64(Int128(whole) * Int128(own[row]) / Int128(weight[number]))
      }
    }
  }

  /// Deals equally what the shards have left of their shares.
  func allotAgain() {
    var left = [Int64](repeating: 0, count: sharers.count)
    eachShare { left[$0] += $1 }
    var dealt = [Int64](repeating: 0, count: sharers.count)
    for shard in shards {
      for row in 0..<shard.rowOf.count {
        let number = Int(shard.rowOf[row])
        guard sharers[number] > 1, left[number] > 0 else { continue }
        // The last one has what the division leaves over.
        let share = left[number] / Int64(sharers[number])
        dealt[number] += 1
        shard.room[row] =
          dealt[number] == Int64(sharers[number]) ? left[number] - share * (dealt[number] - 1) : share
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
    for at in shards.indices {
      while shards[at].waitingCount > 0 {
        unseated.append(shards[at].leave(shards[at].waiting[shards[at].waitingCount - 1]))
      }
    }
    unseated.sort { field.worth[$0] != field.worth[$1] ? field.worth[$0] > field.worth[$1] : $0 < $1 }
  }

  /// Deals leases, those of most worth first, each to the shard that has most of its share of the kind left; every trial gets
  /// all of them.
  func deal() {
    if hasTrials {
      for at in shards.indices { for number in unseated where shards[at].hasSeat { shards[at].enter(number) } }
      unseated = []
      return
    }
    var rest: [Int32] = []
    var decks = (0..<field.kinds).map { Deck(shards, kind: $0, isFirst: round == 0) }
    for number in unseated {
      let `class` = field.wayClass[field.firstWay[number]]
      let kind = Int(field.kind[`class`])
      let (units, slots) = (field.units[`class`], field.units[`class`] * field.slots[`class`])
      let isGang = !field.isSingleBay[`class`] && !field.isPiece[`class`]
      if let home = shard(around: field.within[`class`]) {
        if shards[home].hasSeat { shards[home].enter(number) } else { rest.append(number) }
        continue
      }
      let home = decks[kind].take(Double(slots), isWorthwhile: field.worth[number] > Self.worthwhile) { at in
        shards[at].hasSeat && (!isGang || round > 0 || shards[at].nodesFree[kind] >= units)
      }
      if let home { shards[home].enter(number) } else { rest.append(number) }
    }
    unseated = rest
  }

  /// The shard that holds all of a zone; nil: the zone is wider than a shard.
  private func shard(around zone: Int32) -> Int? {
    guard zone > 0, let at = shards.lastIndex(where: { $0.firstZone <= zone }) else { return nil }
    return Int(zone - shards[at].firstZone) < shards[at].zones ? at : nil
  }

  /// Leases that are worth less than this share of what they cost at the prices are dealt only as long as there is room.
  private static let worthwhile = 0.9
}
