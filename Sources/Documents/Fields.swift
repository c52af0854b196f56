/// The keys that a mapping may have.
public struct Keys: Sendable {
  /// In the order in which diagnostics list them.
  public let names: [StaticString]
  /// Makes a set of keys.
  public init(_ names: StaticString...) { self.names = names }
  init(names: [StaticString]) { self.names = names }
  /// These keys and further ones.
  public func adding(_ more: StaticString...) -> Keys { Keys(names: names + more) }

  func index(of bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> Int? {
    for i in start..<max(start, names.count) where names[i].matches(bytes) { return i }
    for i in 0..<min(start, names.count) where names[i].matches(bytes) { return i }
    return nil
  }

  /// All of them, for a diagnostic.
  public var list: [String] { names.map(\.description) }
}

extension StaticString {
  fileprivate func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard utf8CodeUnitCount == bytes.count else { return false }
    for i in 0..<bytes.count where utf8Start[i] != bytes[i] { return false }
    return true
  }

  fileprivate func isSame(as other: StaticString) -> Bool {
    utf8Start == other.utf8Start
      || matches(UnsafeBufferPointer(start: other.utf8Start, count: other.utf8CodeUnitCount))
  }
}

/// Some of a mapping's keys, so that one question tells whether any of them is given.
public struct KeySet: Sendable {
  let bits: UInt64
}

extension Keys {
  /// The position of a key.
  ///
  /// - Precondition: it is one of them.
  public func position(of name: StaticString) -> Int {
    guard let position = names.firstIndex(where: { $0.isSame(as: name) }) else {
      preconditionFailure("`\(name)` is none of the keys")
    }
    return position
  }

  /// A set of these keys, of which there are at most 64.
  public func subset(_ names: StaticString...) -> KeySet {
    KeySet(
      bits: names.reduce(0) { bits, name in
        precondition(self.names.count <= 64, "a set holds the first 64 keys")
        return bits | 1 << UInt64(position(of: name))
      })
  }
}

/// The values of a mapping by key; keys that it may not have have been reported.
public struct Fields: Sendable {
  /// The mapping.
  public let node: NodeID
  /// Its name in diagnostics: `a lease`.
  public let what: StaticString
  let keys: Keys
  /// The keys that are given, each by its position in `keys`, with their values: few of many, so they are searched.
  var given: ArraySlice<(key: Int32, value: Int32)>
  /// The same keys as bits; those from the 64th on have none.
  var bits: UInt64

  /// True where any of some keys is given.
  public func hasAny(of set: KeySet) -> Bool { bits & set.bits != 0 }

  /// The value of the key with this position among the first 64; nil where it is not given.
  public func value(at position: Int) -> NodeID? {
    guard bits & 1 &<< UInt64(position) != 0 else { return nil }
    for entry in given where Int(entry.key) == position { return NodeID(Int(entry.value)) }
    return nil
  }

  /// The value of a key; nil where it is not given.
  public subscript(key: StaticString) -> NodeID? {
    for entry in given where keys.names[Int(entry.key)].isSame(as: key) { return NodeID(Int(entry.value)) }
    return nil
  }
}
