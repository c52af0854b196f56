/// Reads values of a document into types; whatever is wrong is collected and reading goes on.
///
/// A reading function that returns nil has reported why.
public struct DocumentDecoder: Sendable {
  /// The document that is read.
  public let document: Document
  /// Errors and warnings so far.
  public var diagnostics: Diagnostics
  /// Values of the template's parameters where the reader stands: a text `$name` means the value.
  public var parameters: [(name: String, value: NodeID)] = []
  /// True where a text `$name` is a parameter at all.
  public var hasParameters = false
  /// The columns of a table by key; nil where the document has keys of its own.
  public var columns: ColumnMap?
  /// The words to write instead of a key that is unknown in something: `("redundancy", "a power stage")`; nil for a mere slip.
  public var keyAdvice: (@Sendable (_ key: String, _ what: String) -> String?)?

  /// Makes a reader of a document with what was wrong so far.
  public init(_ document: Document, diagnostics: Diagnostics = Diagnostics()) {
    self.document = document
    self.diagnostics = diagnostics
  }

  // MARK: Reporting

  /// Reports an error at a node.
  public mutating func report(_ node: NodeID, _ message: String, expected: String? = nil, suggestion: String? = nil) {
    if document.shape(of: node) == .broken { return }
    diagnostics.add(document.diagnostic(at: node, message, expected: expected, suggestion: suggestion))
  }

  /// Reports a problem of a node's text.
  public mutating func report(_ node: NodeID, _ problem: InputError) {
    report(node, problem.message, expected: problem.expected, suggestion: problem.suggestion)
  }

  /// Reports something that does not refuse the file.
  public mutating func warn(_ node: NodeID, _ message: String, suggestion: String? = nil) {
    diagnostics.add(document.diagnostic(.warning, at: node, message, suggestion: suggestion))
  }

  /// `did you mean …?` among many candidates; only for as many errors as are printed, since each looks at all of them.
  public func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
    diagnostics.count < 50 ? didYouMean(word, candidates) : nil
  }

  // MARK: Containers

  /// The fields of a mapping.
  public mutating func fields(_ node: NodeID, _ what: StaticString, keys: Keys) -> Fields? {
    guard isMapping(node, "\(what)", "a mapping with the keys \(keys.list.joined(separator: ", "))") else { return nil }
    var given: [(key: Int32, value: Int32)] = []
    given.reserveCapacity(document.count(of: node))
    var bits: UInt64 = 0
    // Mappings of one sort mostly have their keys in one order: the next key is looked for behind the last.
    var expected = 0
    for pair in document.pairs(of: node) {
      if let i = document.withText(of: pair.key, { keys.index(of: $0, from: expected) }) {
        expected = i + 1
        given.append((Int32(i), pair.value.raw))
        if i < 64 { bits |= 1 &<< UInt64(i) }
      } else if document.shape(of: pair.key) == .plain || document.shape(of: pair.key) == .quoted {
        let word = document.text(of: pair.key)
        if columns != nil {
          report(pair.key, "the column `\(word)` has no meaning for \(what)", expected: "an empty cell")
          continue
        }
        report(
          pair.key, "unknown key `\(word)` in \(what)", expected: keys.list.joined(separator: ", "),
          suggestion: keyAdvice?(word, "\(what)") ?? suggestion(for: word, among: keys.list))
      }
    }
    return Fields(node: node, what: what, keys: keys, given: given[...], bits: bits)
  }

  /// The value of a key that must be given.
  public mutating func required(_ fields: Fields, _ key: StaticString, suggestion: String? = nil) -> NodeID? {
    if let value = fields[key] { return value }
    if let columns {
      let column = columns.name("\(fields.what)", "\(key)")
      if columns.missing.contains(column) { return nil }
      report(fields.node, "\(fields.what) needs a cell in the column `\(column)`", suggestion: suggestion)
      return nil
    }
    report(fields.node, "\(fields.what) needs the key `\(key)`", suggestion: suggestion)
    return nil
  }

  /// The keys and values of a mapping whose keys are names.
  public mutating func named(
    _ node: NodeID, _ what: @autoclosure () -> String
  ) -> [(key: NodeID, name: String, value: NodeID)] {
    guard isMapping(node, what(), "a mapping from names") else { return [] }
    return document.pairs(of: node).map { ($0.key, document.text(of: $0.key), $0.value) }
  }

  /// The entries of a sequence.
  public mutating func list(_ node: NodeID, _ what: StaticString) -> [NodeID] {
    let node = resolved(node)
    if document.shape(of: node) == .sequence { return Array(document.entries(of: node)) }
    report(
      node, "\(what) must be a list, not \(describe(node))", expected: "a list: `[…]`, or lines that begin with `-`")
    return []
  }

  /// The entries of a sequence, or the node itself where it is none.
  public func oneOrMore(_ node: NodeID) -> [NodeID] {
    document.shape(of: node) == .sequence ? Array(document.entries(of: node)) : [node]
  }

  /// True where a node is a mapping.
  public mutating func isMapping(
    _ node: NodeID, _ what: @autoclosure () -> String, _ expected: @autoclosure () -> String
  ) -> Bool {
    if document.shape(of: node) == .mapping { return true }
    report(node, "\(what()) must be a mapping, not \(describe(node))", expected: expected())
    return false
  }

  // MARK: Texts

  /// A node with the value of a parameter in place of `$name`, and the value in place of `{value: …, source: …}`.
  public func resolved(_ node: NodeID) -> NodeID {
    switch document.shape(of: node) {
    case .mapping: return valueWithSource(node).map { resolved($0) } ?? node
    case .plain, .quoted:
      guard let name = parameterName(node) else { return node }
      return parameters.first { $0.name == name }?.value ?? node
    case .sequence, .broken: return node
    }
  }

  /// The parameter that a text `$name` means; nil for any other text.
  public func parameterName(_ node: NodeID) -> String? {
    guard hasParameters, document.withText(of: node, { $0.first == UInt8(ascii: "$") }) else { return nil }
    let name = String(document.text(of: node).dropFirst())
    return !name.isEmpty && name.utf8.allSatisfy { isWordByte($0) } ? name : nil
  }

  /// The node that is meant; nil where it is a parameter that does not exist, which has been reported.
  private mutating func meant(_ node: NodeID) -> NodeID? {
    let node = resolved(node)
    // The value of a parameter is never a parameter, so what is one still is unknown.
    guard let name = parameterName(node) else { return node }
    let known = parameters.map(\.name)
    report(
      node, "unknown parameter `$\(name)`",
      expected: known.isEmpty ? "no parameter here" : alternatives(known.map { "$" + $0 }),
      suggestion: nearest(to: name, among: known).map { "did you mean `$\($0)`?" }
        ?? "name it in the template's `parameters:`")
    return nil
  }

  /// The value of a mapping that only adds a source to it; nil for any other mapping.
  private func valueWithSource(_ node: NodeID) -> NodeID? {
    var value: NodeID?
    for pair in document.pairs(of: node) {
      switch document.text(of: pair.key) {
      case "value": value = pair.value
      case "source", "about": break
      default: return nil
      }
    }
    guard let value, document.shape(of: value) != .mapping else { return nil }
    return value
  }

  /// A text that is not empty; `what` names it: `a name`.
  public mutating func text(_ node: NodeID, _ what: String) -> String? {
    guard let node = meant(node) else { return nil }
    switch document.shape(of: node) {
    case .plain, .quoted:
      let text = document.text(of: node)
      if !text.isEmpty { return text }
      report(node, "\(what) is missing", expected: what)
      return nil
    case .sequence, .mapping:
      report(node, "\(what) must be a text, not \(describe(node))", expected: what)
      return nil
    case .broken: return nil
    }
  }

  /// A whole number in a range; a number in quotes is text.
  public mutating func integer(_ node: NodeID, _ what: String, in range: ClosedRange<Int>) -> Int? {
    guard let node = meant(node) else { return nil }
    if let number = document.integer(node), range.contains(number) { return number }
    report(
      node, problem(of: node, what),
      expected: "a whole number from \(range.lowerBound) to \(range.upperBound)",
      suggestion: document.shape(of: node) == .quoted ? "write it without quotes" : nil)
    return nil
  }

  /// The reason why a node is not the whole number that it should be.
  private func problem(of node: NodeID, _ what: String) -> String {
    let text = document.text(of: node)
    guard document.shape(of: node) == .plain else { return "\(what) must be a whole number, not \(describe(node))" }
    if text.isEmpty { return "\(what) is missing" }
    if wholeDigits(text) { return "\(what) is out of range: \(text)" }
    return "\(what) must be a whole number, not `\(text)`"
  }

  /// `yes` or `no`; JSON's `true` and `false` too.
  public mutating func flag(_ node: NodeID, _ what: String) -> Bool? {
    guard let word = text(node, what) else { return nil }
    switch word {
    case "yes", "true": return true
    case "no", "false": return false
    default:
      report(resolved(node), "\(what) must be yes or no, not `\(word)`", expected: "yes or no")
      return nil
    }
  }

  /// One of some words.
  public mutating func word<T>(_ node: NodeID, _ what: String, among words: [(String, T)]) -> T? {
    guard let word = text(node, what) else { return nil }
    if let match = words.first(where: { $0.0 == word }) { return match.1 }
    report(
      resolved(node), "unknown \(what) `\(word)`", expected: alternatives(words.map(\.0)),
      suggestion: didYouMean(word, words.map(\.0)))
    return nil
  }

  /// A text read by a function that throws what is wrong with it.
  public mutating func parsed<T>(_ node: NodeID, _ what: String, _ parse: (String) throws(InputError) -> T) -> T? {
    guard let text = text(node, what) else { return nil }
    do { return try parse(text) } catch {
      report(resolved(node), error)
      return nil
    }
  }

  /// A node in words.
  public func describe(_ node: NodeID) -> String {
    switch document.shape(of: node) {
    case .plain: document.text(of: node).isEmpty ? "nothing" : "the text `\(document.text(of: node))`"
    case .quoted: "the text \"\(document.text(of: node))\""
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .broken: "nothing"
    }
  }
}

extension Document {
  /// A whole number that stands without quotes; nil for anything else, and where it exceeds 64 bits.
  public func integer(_ node: NodeID) -> Int? {
    guard shape(of: node) == .plain else { return nil }
    return withText(of: node) { bytes in
      let negative = bytes.first == UInt8(ascii: "-")
      let digits = bytes.dropFirst(negative ? 1 : 0)
      guard let first = digits.first, digits.count == 1 || first != UInt8(ascii: "0") else { return nil }
      var value = 0
      for byte in digits {
        guard (0x30...0x39).contains(byte) else { return nil }
        let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, more) = tenfold.subtractingReportingOverflow(Int(byte - 0x30))
        if overflow || more { return nil }
        value = sum
      }
      if negative { return value }
      return value == .min ? nil : -value
    }
  }
}

private func wholeDigits(_ text: String) -> Bool {
  let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
  return !digits.isEmpty && (digits.count == 1 || digits.first != 0x30)
    && digits.allSatisfy { (0x30...0x39).contains($0) }
}

private func isWordByte(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
    || byte == 0x5F
}
