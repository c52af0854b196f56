import NUMA
import Synchronization
import Testing

@testable import Packing

/// Machines that need not exist: where a node or a processor does not, memory lies anywhere and workers run unpinned.
private func machine(nodes: Int, memoryless: [Int] = []) -> Machine {
  let entries = (0..<nodes).map { node in
    Machine.Node(
      id: node, cpus: [900_000 + 2 * node, 900_001 + 2 * node], memoryBytes: memoryless.contains(node) ? 0 : 1 << 30)
  }
  return Machine(nodes: entries, distances: (0..<nodes).map { a in (0..<nodes).map { a == $0 ? 10 : 20 } })
}

/// The last word of a packer on where its memory lies.
private final class Listener: Sendable {
  private let use = Mutex<MemoryUse?>(nil)
  var memory: MemoryUse? { use.withLock { $0 } }
  func hear(_ event: PackingEvent) {
    if case .memory(let heard) = event { use.withLock { $0 = heard } }
  }
}

@Suite struct PackingOnNodes {
  private static let settings = PackingSettings(priceSteps: 60, priorityLists: 1, changes: 0, rounds: 1)

  @Test(arguments: [1, 2, 4], [1, 2, 3, 8])
  func `the packing is the same for any number of nodes and threads`(nodes: Int, threads: Int) {
    let instance = Instance.site(seed: 4)
    let plain = Self.plain
    let placed = pack(instance, Self.settings, threads: threads, machine: machine(nodes: nodes))
    #expect(placed.value == plain.value && placed.option == plain.option && placed.work == plain.work)
    #expect(zip(placed.parts, plain.parts).allSatisfy { $0.elementsEqual($1, by: ==) })
  }

  private static let plain = pack(Instance.site(seed: 4), settings)

  @Test func `trials of a small site come to the same on four nodes`() {
    for seed in 1...3 {
      let instance = Instance.tiny(seed: seed, leases: 12)
      let plain = packQuickly(instance)
      let placed = pack(
        instance, PackingSettings(priceSteps: 60, changes: 24, rounds: 1), threads: 8, machine: machine(nodes: 4))
      #expect(placed.value == plain.value && placed.option == plain.option, "seed \(seed)")
    }
  }

  @Test(arguments: [[], [1]])
  func `every shard has an owner and says where it lies, and every node with workers has a copy`(memoryless: [Int]) {
    let listener = Listener()
    var settings = Self.settings
    settings.reportsMemory = true
    settings.observe = { listener.hear($0) }
    _ = pack(Instance.site(seed: 4), settings, threads: 4, machine: machine(nodes: 2, memoryless: memoryless))
    guard let memory = listener.memory else { return #expect(Bool(false), "nothing was said of memory") }
    #expect(memory.shards.map(\.owner) == [0, 0, 0, 0, 1, 1, 1, 1])
    #expect(memory.copies.map(\.owner) == [0, 1])
    for block in memory.shards + memory.copies {
      #expect(block.bytes > 0)
      // It was touched, wherever it lies, but for what nobody needed yet; a container may forbid the question.
      if block.pages.unknownBecause == nil { #expect(block.pages.touched > 0) }
    }
    for copy in memory.copies where copy.pages.unknownBecause == nil { #expect(copy.pages.untouched == 0) }
  }

  @Test func `nothing is said of memory unless it is asked`() {
    let listener = Listener()
    var settings = Self.settings
    settings.observe = { listener.hear($0) }
    _ = pack(Instance.site(seed: 4), settings)
    #expect(listener.memory == nil)
  }

  @Test func `a copy of a search instance has every column, and none of them in the original`() {
    let instance = Instance.site(seed: 2)
    let ledger = Ledger(instance)
    let leases = (0..<instance.leases.count).map { LeaseIndex($0) }
    let canServe = [Bool](repeating: true, count: instance.options.count)
    let prices = Prices(instance)
    let costs = UnitCosts(instance, ledger: ledger, prices: prices, canServe: canServe)
    let search = SearchInstance(
      ledger, leases: leases, premium: 0, served: instance.leases.isMandatory.map { _ in nil }, costs: costs,
      canServe: canServe)
    let pool = WorkerPool(threads: 2, machine: machine(nodes: 2))
    defer { pool.shutdown() }
    let copies = search.copies(for: pool)
    #expect(copies.count == 2)
    for copy in copies {
      #expect(copy.arena !== search.arena && copy.arena.used == search.arena.used && copy.leases == search.leases)
      let (mine, theirs) = (Mirror(reflecting: copy).children, Mirror(reflecting: search).children)
      var columns = 0
      for (one, other) in zip(mine, theirs) {
        guard let one = one.value as? any AnyColumn, let other = other.value as? any AnyColumn else { continue }
        columns += 1
        #expect(one.bytes == other.bytes && one.place - other.place == copy.arena.distance(from: search.arena))
      }
      #expect(columns == 34, "columns of the search instance that were looked at")
    }
  }
}

/// Any column, to be compared with another.
private protocol AnyColumn {
  var bytes: [UInt8] { get }
  var place: UnsafeRawPointer { get }
}

extension Column: AnyColumn {
  fileprivate var place: UnsafeRawPointer {
    guard let base = Mirror(reflecting: self).children.first?.value as? UnsafeMutablePointer<Element> else {
      preconditionFailure("a column begins somewhere")
    }
    return UnsafeRawPointer(base)
  }
  fileprivate var bytes: [UInt8] {
    Array(UnsafeRawBufferPointer(start: place, count: count * MemoryLayout<Element>.stride))
  }
}
