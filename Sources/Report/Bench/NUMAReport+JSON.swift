internal import Encoding
internal import PlanModel

extension NUMAReport {
  /// Writes the report as an object.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("mode", isSwitchedOff ? "off" : "auto")
      writer.field("supported", unsupportedBecause == nil)
      writer.field("unsupportedBecause", orNull: unsupportedBecause)
      writer.array("nodes", nodes) { Self.write($1, to: &$0) }
      share("localShare", of: shards, to: &writer)
      writer.array("shards", shards) { write($1, to: &$0) }
      writer.array("copies", copies) { write($1, to: &$0) }
    }
  }

  private static func write(_ node: Node, to writer: inout JSONWriter) {
    writer.object(inline: true) { writer in
      writer.field("id", node.id)
      numbers("cpus", node.cpus, to: &writer)
      writer.field("memoryBytes", node.memoryBytes)
      writer.field("threads", node.threads)
      writer.field("memoryNode", node.memoryNode)
      writer.field("memoryPolicy", node.policy.rawValue)
      writer.field("askedBytes", node.askedBytes)
      writer.field("grantedBytes", node.grantedBytes)
      writer.field("deniedBecause", orNull: node.deniedBecause)
      writer.field("timesCrowded", node.timesCrowded)
    }
  }

  private func write(_ block: Block, to writer: inout JSONWriter) {
    writer.object(inline: true) { writer in
      writer.field("ownerNode", nodes[block.owner].id)
      Self.numbers("workerCPUs", block.workerCPUs, to: &writer)
      writer.field("bytes", block.bytes)
      writer.key("pages")
      writer.array(inline: true) { writer in
        for pages in block.pages {
          writer.object(inline: true) { writer in
            writer.field("node", pages.node)
            writer.field("count", pages.count)
          }
        }
      }
      writer.field("unknownBecause", orNull: block.unknownBecause)
      share("localShare", of: [block], to: &writer)
    }
  }

  private static func numbers(_ name: String, _ numbers: [Int], to writer: inout JSONWriter) {
    writer.key(name)
    writer.array(inline: true) { writer in for number in numbers { writer.value(number) } }
  }

  private func share(_ name: String, of blocks: [Block], to writer: inout JSONWriter) {
    writer.key(name)
    if let share = localShare(blocks) { writer.value(share, digits: 6) } else { writer.null() }
  }
}
