import Files
import Documents
import Testing

/// One thing wrong in one key of a lease that is in order otherwise.
private let mistakes: [(key: String, value: String)] = [
  ("gpus", "0"), ("kind", "dgx-h99"), ("level", "attic"), ("profile", "lazy"), ("status", "{option: {until: soon}}"),
  ("status", "{rofo: {zone: attic, notice: 3, probability: 200 %}}"), ("priority", "-1"), ("price", "2"),
  ("price", "2 $/kW-h"), ("exclusive", "attic"), ("spread", "{over: attic, at-most: 0 %}"), ("segment", "4"),
  ("quantities", "{storage: 1 W, wan: 1, air: 2}"), ("placed", "[attic, {nodes: 0, at: cellar}]"),
  ("expand", "{lease: nobody, within: village}"), ("numa", "both"),
]

private func messages(_ mistakes: [(key: String, value: String)]) throws -> Set<String> {
  var lease = [("gpus", "16"), ("kind", "dgx-h100"), ("price", "2 $/GPU-h")]
  lease.removeAll { key, _ in mistakes.contains { $0.key == key } }
  let fields = (lease + mistakes.map { ($0.key, $0.value) }).map { "\($0.0): \($0.1)" }
  let text =
    "format: headroom-tenants-1\ntenants: [{name: t, leases: [{name: a, \(fields.joined(separator: ", "))}]}]\n"
  let loaded = BookFile.read(SourceFile(name: "t.yaml", text: text), for: try LeaseRuleFixture.facility())
  return Set(loaded.diagnostics.map(\.message))
}

/// True where nothing is said of one mistake beside another: whether it is one depends on what could not be read.
private func suppresses(_ mistake: (key: String, value: String), _ other: (key: String, value: String)) -> Bool {
  mistake.key == "kind" && other.key == "segment"
}

@Test func `two mistakes in a lease are both reported, and nothing besides`() throws {
  for a in mistakes {
    let alone = try messages([a])
    #expect(!alone.isEmpty, "\(a)")
    for b in mistakes where a.key != b.key {
      let expected =
        (suppresses(b, a) ? [] : alone).union(suppresses(a, b) ? [] : try messages([b]))
      #expect(try messages([a, b]) == expected, "\(a) and \(b)")
    }
  }
}
