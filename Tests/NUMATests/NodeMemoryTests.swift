import Testing

@testable import NUMA

struct NodeMemoryTests {
  @Test func `pages are whole, aligned, empty and usable`() throws {
    let memory = NodeMemory(node: 0)
    let pages = try #require(memory.pages(100_000))
    #expect(pages.bytes >= 100_000 && pages.bytes % PageCount.pageBytes == 0)
    #expect(Int(bitPattern: pages.start) % PageCount.pageBytes == 0)
    let before = PageCount(of: pages.start, bytes: pages.bytes)
    let words = pages.start.bindMemory(to: UInt64.self, capacity: pages.bytes / 8)
    #expect((0..<pages.bytes / 8).allSatisfy { words[$0] == 0 })
    for at in 0..<pages.bytes / 8 { words[at] = UInt64(at) }
    let after = PageCount(of: pages.start, bytes: pages.bytes)
    // Where the kernel does not say, it says why; a container may forbid the question.
    if after.unknownBecause == nil {
      #expect(before.touched == 0 && before.untouched == pages.bytes / PageCount.pageBytes)
      #expect(after.touched == pages.bytes / PageCount.pageBytes && after.untouched == 0)
      #expect(after.nodes.map(\.node).allSatisfy(LinuxMachine().nodeIDs.contains))
    } else {
      #expect(after.unknownBecause?.hasPrefix("move_pages: ") == true)
    }
  }

  @Test func `what was granted and what was denied add up, and a denial has a reason`() throws {
    for node in [0, 1_000, 1_024, 5_000, -1] {
      let memory = NodeMemory(node: node)
      let held = try (1...3).map { _ in try #require(memory.pages(5_000)) }
      #expect(memory.bytes.asked == held.reduce(0) { $0 + $1.bytes })
      #expect((memory.bytes.granted == memory.bytes.asked) == (memory.deniedBecause == nil))
      #expect((memory.bytes.granted == 0) == (memory.deniedBecause != nil))
      #expect(memory.deniedBecause?.hasPrefix("mbind: ") ?? true)
      for pages in held { pages.start.storeBytes(of: 1, as: UInt8.self) }
    }
    #expect(NodeMemory(node: 5_000).deniedBecause == nil, "nobody has asked")
  }

  @Test func `more than a node has free is said, and is given nevertheless`() throws {
    guard let node = LinuxMachine().nodeIDs.first, let free = LinuxMachine().freeBytes(of: node) else { return }
    let memory = NodeMemory(node: node)
    // Address space alone: nothing is touched.
    guard let pages = memory.pages(2 * Int(free)) else { return }
    #expect(memory.timesCrowded == 1 && pages.bytes >= 2 * Int(free))
  }

  @Test func `pages are counted for memory of any kind, in batches`() throws {
    let bytes = 5_000 * PageCount.pageBytes
    let heap = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 128)
    defer { heap.deallocate() }
    heap.initializeMemory(as: UInt8.self, repeating: 1, count: bytes)
    let count = PageCount(of: heap, bytes: bytes)
    guard count.unknownBecause == nil else { return }
    // The ends may share a page with others.
    #expect((5_000...5_001).contains(count.touched) && count.untouched == 0)
    #expect(count.nodes.reduce(0) { $0 + count.pages(on: $1.node) } == count.touched && count.pages(on: 999) == 0)
  }
}
