/// Assignment to shards between rounds: of leases that wait, and of allotments of the rows that shards share.
extension ShardSearch {
  // MARK: rows

  /// Gives what each row has left to the first shard that loads it, to be allotted once all leases that are served
  /// already are admitted; a row of one shard, or of trials, is whole in each, and so is one that has nothing left.
  func allotInitially(_ slack: [Int64]) {
    var isGiven = [Bool](repeating: false, count: slack.count)
    for shard in shards {
      for row in 0..<shard.rowOf.count {
        let number = Int(shard.rowOf[row])
        let isWhole = sharers[number] == 1 || slack[number] <= 0 || !isGiven[number]
        shard.slack[row] = isWhole ? slack[number] : 0
        isGiven[number] = true
      }
    }
  }

  /// Allots equally what the shards have left of their shares, even if that is nothing: a lease served first may have
  /// taken more than the share of one shard. Rows that are overfull stay as they are.
  func reallot() {
    var left = [Int64](repeating: 0, count: sharers.count)
    eachShare { left[$0] += $1 }
    var assigned = [Int64](repeating: 0, count: sharers.count)
    for shard in shards {
      for row in 0..<shard.rowOf.count {
        let number = Int(shard.rowOf[row])
        guard sharers[number] > 1, left[number] >= 0 else { continue }
        // What the division leaves over goes to the first ones, a unit each.
        let (share, rest) = left[number].quotientAndRemainder(dividingBy: Int64(sharers[number]))
        shard.slack[row] = share + (assigned[number] < rest ? 1 : 0)
        assigned[number] += 1
      }
    }
  }

  private func eachShare(_ body: (Int, Int64) -> Void) {
    for shard in shards {
      for row in 0..<shard.rowOf.count where sharers[Int(shard.rowOf[row])] > 1 {
        body(Int(shard.rowOf[row]), shard.slack[row])
      }
    }
  }

  // MARK: leases

  /// Takes back the leases that wait in shards.
  func unassignWaiting() {
    guard shards.contains(where: { $0.waitingCount > 0 }) else { return }
    for at in shards.indices {
      while shards[at].waitingCount > 0 {
        unassigned.append(shards[at].release(shards[at].waiting[shards[at].waitingCount - 1]))
      }
    }
    sortUnassigned()
  }

  /// Sorts leases by worth, of equals the first first.
  func sortUnassigned() {
    unassigned.sort()
    unassigned = argsortDescending(unassigned.map { instance.worth[$0] }).map { unassigned[Int($0)] }
  }

  /// Assigns leases, those of most worth first, each to the shard that has most of its share of the kind left; every
  /// trial gets all of them.
  func assign() {
    if hasTrials {
      for at in shards.indices { for number in unassigned where shards[at].canAdmit { shards[at].admit(number) } }
      unassigned = []
      return
    }
    var rest: [Int32] = []
    var quotas = (0..<instance.kinds).map { ShardQuotas(shards, kind: $0, isFirst: round == 0) }
    for number in unassigned {
      let `class` = instance.optionClass[instance.firstOption[number]]
      if let only = shard(around: instance.within[`class`]) {
        if shards[only].canAdmit { shards[only].admit(number) } else { rest.append(number) }
        continue
      }
      if wide.contains(`class`), round > 0, instance.worth[number] > Self.worthwhile {
        if let target = nextTarget(of: number) { shards[target].admit(number) } else { rest.append(number) }
        continue
      }
      let kind = Int(instance.kind[`class`])
      let (units, slots) = (instance.units[`class`], instance.units[`class`] * instance.slots[`class`])
      let isGang = !instance.isSingleBay[`class`] && !instance.isPiece[`class`]
      let target = quotas[kind].take(Double(slots), isWorthwhile: instance.worth[number] > Self.worthwhile) { at in
        shards[at].canAdmit && (!isGang || round > 0 || shards[at].nodesFree[kind] >= units)
      }
      if let target { shards[target].admit(number) } else { rest.append(number) }
    }
    unassigned = rest
  }

  /// Assigns wide gangs that are worth what they cost, each to a shard where its nodes cost least and much is left;
  /// false: there was none to assign.
  func assignWide() -> Bool {
    var left = shards.map { shard in (0..<instance.kinds).map { shard.nodesFree[$0] } }
    let total = shards.map { shard in (0..<instance.kinds).map { nodes(of: $0, in: shard) } }
    var rest: [Int32] = []
    for number in unassigned {
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
      for at in only.map({ $0..<$0 + 1 }) ?? shards.indices where shards[at].canAdmit && left[at][kind] >= units {
        let score =
          Double(left[at][kind]) / Double(total[at][kind]) - Self.dearness * wide.extra(`class`, in: at) / pay
        if score > best?.score ?? -.infinity { best = (score, at) }
      }
      guard let target = best?.shard else {
        rest.append(number)
        continue
      }
      left[target][kind] -= units
      shards[target].admit(number)
    }
    defer { unassigned = rest }
    return rest.count < unassigned.count
  }

  private func nodes(of kind: Int, in shard: Shard) -> Int32 {
    base.ledger.hierarchy.zoneNodes[Int(shard.firstZone) * instance.kinds + kind]
  }

  /// The shard in which a wide gang that waits is tried in this round: one after the other of those that could hold it.
  private func nextTarget(of number: Int32) -> Int? {
    let option = instance.firstOption[number]
    let `class` = instance.optionClass[option]
    let pay = Double(instance.optionValue[option]) / Double(instance.units[`class`])
    let targets = shards.indices.filter { shards[$0].canAdmit && wide.extra(`class`, in: $0) < Self.affordable * pay }
    return targets.isEmpty ? nil : targets[(Int(number) + round) % targets.count]
  }

  /// Wide gangs that are worth more than this share of what they cost at the prices come before all others: not
  /// everything that is worth its cost fits, and a lease that comes first is rarely moved out again.
  private static let certain = 1.03
  /// The weight of the price of a shard against what is left in it.
  private static let dearness = 4.0
  /// A shard that is dearer by more than this share of what a gang pays is not tried.
  private static let affordable = 0.05

  /// The shard that holds all of a zone; nil: the zone is wider than a shard.
  private func shard(around zone: Int32) -> Int? {
    guard zone > 0, let at = shards.lastIndex(where: { $0.firstZone <= zone }) else { return nil }
    return Int(zone - shards[at].firstZone) < shards[at].zones ? at : nil
  }

  /// Leases that are worth less than this share of what they cost at the prices are assigned only as long as there is
  /// room.
  private static let worthwhile = 0.9
}
