internal import Encoding
internal import PlanModel

extension NUMAReport {
  // MARK: words for standard error

  /// Nodes, processors, memory, and what became of the wish for memory of a node: a line each, at any length.
  public var words: [String] {
    let threads = nodes.reduce(0) { $0 + $1.threads }
    var lines = [
      "numa: \(counted(nodes.count, "node")), \(counted(nodes.reduce(0) { $0 + $1.cpus.count }, "CPU")) allowed, "
        + counted(threads, "thread")
    ]
    if let unsupportedBecause { lines.append("numa: taken for one node: \(unsupportedBecause)") }
    lines += nodes.map { "numa: node \($0.id): \(Self.words($0))" }
    if !isPlaced, unsupportedBecause == nil {
      let reason = nodes.count == 1 ? "there is one node" : "one thread, which is not pinned, does all the work"
      lines.append("numa: memory is left to the system: \(reason)")
    }
    return lines
  }

  private static func words(_ node: Node) -> String {
    var parts = [
      node.cpus.isEmpty ? "no CPUs" : "CPUs \(ranges(node.cpus))",
      node.memoryBytes > 0 ? mebibytes(node.memoryBytes) : "no memory of a known size",
      counted(node.threads, "thread"),
    ]
    if node.policy != .system {
      let whose = node.memoryNode == node.id ? "it" : "node \(node.memoryNode), the nearest with memory"
      let (asked, granted) = (mebibytes(Int64(node.askedBytes)), mebibytes(Int64(node.grantedBytes)))
      parts.append("bound to \(whose): \(granted) of \(asked) asked for")
    }
    if let reason = node.deniedBecause {
      parts.append("denied: \(reason), so the rest lies where it was touched first")
    }
    if node.timesCrowded > 0 {
      parts.append(
        "\(counted(node.timesCrowded, "time")) less was free than asked for, so some may lie elsewhere")
    }
    return parts.joined(separator: ", ")
  }

  /// `0-3,8` for 0, 1, 2, 3 and 8.
  static func ranges(_ numbers: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",")
  }

  private static func mebibytes(_ bytes: Int64) -> String { Numbers.fixed(bytes, over: 1 << 20, digits: 1) + " MiB" }

  // MARK: a section of a report

  /// Adds where the memory lies.
  func write(to page: inout Page) {
    page.heading("NUMA")
    page.paragraph(headline, indent: 2)
    nodeTable.write(to: &page)
    guard !shards.isEmpty else { return }
    page.spacer()
    var table = Table([
      .word("what"), .number("owner"), .word("worker CPUs"), .number("pages"), .name("pages by node", minWidth: 20),
      .number("local"),
    ])
    for (at, block) in shards.enumerated() { add("shard \(at)", block, to: &table) }
    for block in copies { add("copy", block, to: &table) }
    table.write(to: &page)
    page.paragraph("A copy is what shards look at and none of them writes: the instance, once a node.", indent: 2)
  }

  private var headline: String {
    if let unsupportedBecause { return "Nodes are not known: \(unsupportedBecause)." }
    guard !shards.isEmpty else { return "No shards were rebuilt, so there is no memory to look at." }
    if let reason = shards.lazy.compactMap(\.unknownBecause).first {
      return "The kernel does not say where pages lie (\(reason))."
    }
    return
      "Of the pages of \(counted(shards.count, "shard")) \(Self.percent(localShare(shards))) lie on their owner's node."
  }

  private var nodeTable: Table {
    var table = Table([
      .number("node"), .word("CPUs"), .number("memory MiB"), .number("threads"), .number("memory from"),
      .word("policy"),
      .prose("denied"),
    ])
    for node in nodes {
      table.add([
        Table.Cell("\(node.id)"), Table.Cell(Self.ranges(node.cpus)),
        Table.Cell(Numbers.grouped(node.memoryBytes >> 20)), Table.Cell(Numbers.grouped(node.threads)),
        Table.Cell("\(node.memoryNode)"), Table.Cell(node.policy.rawValue), Table.Cell(node.deniedBecause ?? ""),
      ])
    }
    return table
  }

  private func add(_ what: String, _ block: Block, to table: inout Table) {
    let pages = block.pages.map { "\($0.node): \(Numbers.grouped($0.count))" }.joined(separator: ", ")
    table.add([
      Table.Cell(what), Table.Cell("\(nodes[block.owner].id)"), Table.Cell(Self.ranges(block.workerCPUs)),
      Table.Cell(Numbers.grouped(block.pages.reduce(0) { $0 + $1.count })), Table.Cell(pages),
      Table.Cell(Self.percent(localShare([block]))),
    ])
  }

  private static func percent(_ share: Double?) -> String {
    share.map { fixedPoint(100 * $0, digits: 2) + " %" } ?? "–"
  }
}
