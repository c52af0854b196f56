import Documents
import Encoding
@testable import Files
import TestSupport
import Testing

/// Changes what a file says at random, as a tree: entries go, items are doubled, texts become others, parts are taken
/// from elsewhere.
private struct TreeMutator {
  var random: SeededGenerator
  /// Parts of files by key.
  var parts: [String: [YAML]] = [:]

  mutating func collect(_ tree: YAML) {
    switch tree {
    case .word, .text: break
    case .list(let items): for item in items { collect(item) }
    case .mapping(let entries):
      for entry in entries {
        parts[entry.key, default: []].append(entry.value)
        collect(entry.value)
      }
    }
  }

  mutating func happens(oneIn count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }

  mutating func change(_ tree: YAML) -> YAML {
    switch tree {
    case .word(let word): return happens(oneIn: 40) ? .word("$" + word.filter(\.isLetter)) : tree
    case .text: return happens(oneIn: 20) ? .text("a" + YAMLTests.text(&random)) : tree
    case .list(let items):
      return .list(items.flatMap { item in (0..<(happens(oneIn: 20) ? 2 : 1)).map { _ in change(item) } })
    case .mapping(let entries): return .mapping(entries.compactMap { change($0) })
    }
  }

  private mutating func change(_ entry: YAML.Entry) -> YAML.Entry? {
    if happens(oneIn: 25) { return nil }
    if happens(oneIn: 12), let part = parts[entry.key]?.randomElement(using: &random) { return .init(entry.key, part) }
    if happens(oneIn: 30), case .word = entry.value {
      let note = YAML.text(YAMLTests.text(&random))
      return .init(entry.key, .mapping([.init("value", entry.value), .init("source", note), .init("about", note)]))
    }
    return .init(entry.key, change(entry.value))
  }
}

/// What a document says, as far as it can be described; whether it makes sense is not asked.
private func description<Owner: FileMapping>(_ bytes: [UInt8], hasParameters: Bool) -> Owner? {
  let (document, diagnostics) = Document.read(SourceFile(name: "t.yaml", bytes: bytes))
  guard let document else { return nil }
  var reader = DescriptionReader(input: DocumentDecoder(document, diagnostics: diagnostics))
  reader.input.hasParameters = hasParameters
  let owner = Owner.read(document.root, &reader)
  return reader.input.diagnostics.hasErrors ? nil : owner
}

private func bytes<Owner: FileMapping>(_ owner: Owner) -> [UInt8] {
  YAML.document(Owner.table.entries(of: owner))
}

/// Holds random descriptions of a sort to what their files say; how many there were.
private func roundTrips<Owner: FileMapping>(
  _ sort: Owner.Type, of samples: [String], seed: UInt64, hasParameters: Bool
) throws -> Int {
  let originals = try samples.map { sample in
    try #require(description(Array(sample.utf8), hasParameters: hasParameters) as Owner?)
  }
  var mutator = TreeMutator(random: SeededGenerator(seed: seed))
  for original in originals { mutator.collect(original.yaml) }
  var count = 0
  for _ in 0..<60 {
    let original = try #require(originals.randomElement(using: &mutator.random))
    guard case .mapping(let entries) = mutator.change(original.yaml),
      let random: Owner = description(YAML.document(entries), hasParameters: hasParameters)
    else { continue }
    let written = bytes(random)
    let shown = String(decoding: written, as: UTF8.self)
    let again: Owner = try #require(description(written, hasParameters: hasParameters), "\(shown)")
    #expect(again == random, "\(shown)")
    #expect(bytes(again) == written)
    if random != original { count += 1 }
  }
  return count
}

@Suite struct RandomDescriptionTests {
  @Test(arguments: 0..<10) func `random facilities are read as they were written`(seed: UInt64) throws {
    let samples = [SampleFiles.facilityText, SampleFiles.equipmentText, LeaseRuleFixture.text]
    let count = try roundTrips(FacilityDescription.self, of: samples, seed: seed, hasParameters: true)
    #expect(count >= 5)
  }

  @Test(arguments: 0..<10) func `random books are read as they were written`(seed: UInt64) throws {
    let samples = [SampleFiles.bookText, LeaseRuleFixture.bookText]
    let count = try roundTrips(BookDescription.self, of: samples, seed: seed, hasParameters: false)
    #expect(count >= 5)
  }
}
