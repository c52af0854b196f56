import Testing

@testable import Packing

@Suite struct RowTreeTests {
  @Test func `the path of a bay holds the rows that it shares with others of its kind, and each once`() {
    for seed in 1...60 {
      let instance = Instance.tiny(seed: seed)
      let ledger = Ledger(instance)
      let tree = ledger.rowTree
      #expect(tree.parent.indices.allSatisfy { tree.parent[$0] < $0 }, "seed \(seed)")
      var used = Set<Int>()
      for bay in 0..<instance.bays.count {
        var path: [RowIndex] = []
        var vertex = Int(tree.vertexOfBay[bay])
        while tree.parent[vertex] >= 0 {
          used.insert(vertex)
          path.append(instance.incidenceRow[Int(tree.entry[vertex])])
          vertex = Int(tree.parent[vertex])
        }
        #expect(vertex == instance.bays.kind[bay], "seed \(seed)")
        let shared = instance.entries(of: bay).map { instance.incidenceRow[$0] }.filter { row in
          users(of: row, kind: instance.bays.kind[bay], instance) > 1
        }
        #expect(path.sorted() == shared.sorted(), "seed \(seed), bay \(bay)")
        let counts = path.reversed().map { users(of: $0, kind: instance.bays.kind[bay], instance) }
        #expect(counts == counts.sorted(by: >), "seed \(seed), bay \(bay)")
      }
      for vertex in used {
        let row = instance.incidenceRow[Int(tree.entry[vertex])]
        var ring: Set<Int> = [vertex]
        var next = Int(tree.nextOfSameRow[vertex])
        while next != vertex, ring.insert(next).inserted { next = Int(tree.nextOfSameRow[next]) }
        let all = used.filter { instance.incidenceRow[Int(tree.entry[$0])] == row }
        #expect(next == vertex && ring.intersection(used) == all, "seed \(seed), row \(row)")
      }
    }
  }

  private func users(of row: RowIndex, kind: Int32, _ instance: Instance) -> Int {
    (0..<instance.bays.count).count { bay in
      instance.bays.kind[bay] == kind && instance.entries(of: bay).contains { instance.incidenceRow[$0] == row }
    }
  }

  @Test func `no zone holds more than its upper bound, and where rows follow zones as much`() {
    var (asked, exact) = (0, 0)
    for seed in 1...40 {
      let instance = Instance.tiny(seed: seed)
      let ledger = Ledger(instance)
      var bound = ZoneUpperBound(ledger)
      for option in (0..<instance.options.count).map({ OptionIndex($0) }) {
        let most = ledger.hierarchy.domains(of: option, instance).reduce(0) { max($0, held(option, in: $1, ledger)) }
        let upper = bound.inAnyDomain(option, upTo: 100)
        let byBays = bound.inAnyDomain(option, upTo: 100, byBays: true)
        #expect(most <= upper && upper <= byBays, "seed \(seed), option \(option): \(most), \(upper), \(byBays)")
        asked += 1
        if most == upper { exact += 1 }
      }
    }
    #expect(exact * 10 > asked * 9, "\(exact) of \(asked)")
    var builder = InstanceBuilder([[3, 3], [2]])
    builder.addHallRows(4)
    let lease = builder.lease(9) { $0.level = 0 }
    var bound = ZoneUpperBound(Ledger(builder.instance))
    let option = OptionIndex(builder.instance.optionRange(of: lease).lowerBound)
    #expect(bound.inAnyDomain(option, upTo: 9) == 6 && bound.inAnyDomain(option, upTo: 9, byBays: true) == 8)
  }

  /// The most units of an option that a zone holds, by trying every number in every bay.
  private func held(_ option: OptionIndex, in zone: ZoneIndex, _ ledger: Ledger) -> Int {
    var trial = ledger
    let bays = ledger.bays(of: option, in: zone)
    func most(from at: Int) -> Int {
      guard at < bays.count else { return 0 }
      var best = most(from: at + 1)
      let fit = trial.fit(option, in: bays[at], most: 12)
      for units in stride(from: 1, through: fit, by: 1) {
        let mark = trial.mark()
        trial.put(option, in: bays[at], units: units)
        best = max(best, units + most(from: at + 1))
        trial.rollBack(to: mark)
      }
      return best
    }
    return most(from: 0)
  }
}
