import NUMA
import Packing
import Testing

@Suite struct StageTests {
  @Test func `more effort never finds less, with rules and without`() {
    for seed in 0..<25 {
      let instances = [
        Instance.ruled(seed: seed, leases: 6), Instance.tiny(seed: seed, leases: 7, mandatory: seed % 2 == 0),
      ]
      for instance in instances {
        let found = [Effort.low, .normal, .high].map { effort -> (Int64, Int64) in
          let packing = pack(instance, PackingSettings(seed: 1, effort: effort))
          return (packing.mandatoryValue, packing.value - packing.moveCost)
        }
        // Who may be moved and finds no place stays from then on: another problem, in which more or less is kept.
        guard instance.leases.moveCost.allSatisfy({ $0 < 0 }) else { continue }
        #expect(found[0] <= found[1] && found[1] <= found[2], "seed \(seed): \(found)")
      }
    }
  }

  @Test
  func `of those that stand and cannot stay together a firm one stays, then the most value, then the higher priority`()
  {
    /// Three nodes of which a row takes two.
    func served(_ leases: [(value: Int64, units: Int, isFirm: Bool, priority: Int32)]) -> [Int] {
      var builder = InstanceBuilder([[8]])
      builder.addRow(2)
      for lease in leases {
        builder.lease(lease.units, value: lease.value) { $0.amounts = [1] }
        builder.pin([(rack: 0, units: Int32(lease.units))])
      }
      builder.instance.leases.isFirm = leases.map(\.isFirm)
      builder.instance.leases.priority = leases.map(\.priority)
      let packing = pack(builder.instance)
      #expect(packing.conflicts.allSatisfy { !$0.stands })
      return leases.indices.filter { packing.option[$0] != nil }
    }
    #expect(served([(9, 2, false, 0), (1, 1, true, 0)]) == [1])
    #expect(served([(9, 2, false, 0), (1, 1, false, 0)]) == [0])
    // Two that are worth more together than the dearest.
    #expect(served([(9, 2, false, 0), (5, 1, false, 0), (6, 1, false, 0)]) == [1, 2])
    #expect(served([(5, 2, false, 0), (5, 2, false, 7)]) == [1])
  }

  @Test func `who overloads a row alone stands there all the same, and others are served beside it as if it did not`() {
    var builder = InstanceBuilder([[8]])
    builder.addRow(3)
    for units in [4, 2] {
      builder.lease(units) { $0.amounts = [1] }
      builder.pin([(rack: 0, units: Int32(units))])
    }
    builder.lease(1) { $0.amounts = [1] }
    let packing = pack(builder.instance)
    #expect(packing.conflicts.map(\.lease.offset) == [0] && packing.conflicts[0].stands)
    // What it draws is not there for a lease that looks for a place.
    #expect(packing.option[1] != nil && packing.option[2] == nil)
  }

  @Test func `an anchor gives way to whoever must stand near it, through a chain`() {
    // A tight rack first; only the last one holds all three.
    var builder = InstanceBuilder([[1], [2], [3], [2]])
    let first = builder.lease(1, value: 1)
    let second = builder.lease(1, value: 1) { ($0.affinity, $0.affinityDivision) = (first, InstanceBuilder.byHall) }
    builder.lease(1, value: 1, mandatory: true) {
      ($0.affinity, $0.affinityDivision) = (second, InstanceBuilder.byHall)
    }
    let packing = pack(builder.instance)
    #expect(builder.stands(packing).map { $0?.keys.first } == [2, 2, 2])
  }
}
