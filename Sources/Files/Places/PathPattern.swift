import Documents

/// A path below the root, with signs: `[a-b]` a range of numbers, `*` anything within a level, `**` any number of levels.
struct PathPattern: Hashable {
  /// One level of it.
  enum Component: Hashable {
    /// A name as it is.
    case literal(String)
    /// `base-low` to `base-high`: the common case, looked up instead of searched.
    case numbered(base: String, ClosedRange<Int>)
    /// Anything with signs.
    case glob([Part])
    /// `**`.
    case anyDepth
  }

  /// A piece of a component with signs.
  enum Part: Hashable {
    case text([UInt8])
    case star
    case range(ClosedRange<Int>)
  }

  var components: [Component]

  init(_ text: String) throws(InputError) {
    components = []
    guard text.utf8.count <= 2_000 else { throw InputError("the path is too long", expected: "at most 2,000 bytes") }
    for piece in text.split(separator: "/", omittingEmptySubsequences: false) {
      if piece.isEmpty {
        throw InputError(
          "an empty name in the path `\(text)`", expected: "names joined by `/`, such as `hall-1/pod-[1-3]`")
      }
      let component = try Component(String(piece))
      // `**/**` matches what `**` does.
      if component == .anyDepth, components.last == .anyDepth { continue }
      components.append(component)
    }
  }
}

extension PathPattern.Component {
  init(_ text: String) throws(InputError) {
    if text == "**" {
      self = .anyDepth
      return
    }
    if !text.utf8.contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }) {
      self = .literal(text)
      return
    }
    var parts: [PathPattern.Part] = []
    var literal: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "*"):
        if !literal.isEmpty { parts.append(.text(literal)) }
        literal = []
        if parts.last != .star { parts.append(.star) }
      case UInt8(ascii: "["):
        if !literal.isEmpty { parts.append(.text(literal)) }
        literal = []
        guard let close = rest.firstIndex(of: UInt8(ascii: "]")),
          let range = Self.range(String(decoding: rest[..<close], as: UTF8.self))
        else { throw InputError("`\(text)` has no range of numbers behind `[`", expected: "a range such as `[1-8]`") }
        guard range.low <= range.high else {
          throw InputError("the range in `\(text)` is empty", expected: "the smaller number first, such as `[1-8]`")
        }
        parts.append(.range(range.low...range.high))
        rest = rest[(close + 1)...]
      case UInt8(ascii: "]"):
        throw InputError("`\(text)` has a `]` without `[`", expected: "a range such as `[1-8]`")
      default: literal.append(byte)
      }
    }
    if !literal.isEmpty { parts.append(.text(literal)) }
    if parts.count == 2, case .text(let base) = parts[0], case .range(let range) = parts[1],
      base.count > 1, base.last == UInt8(ascii: "-")
    {
      self = .numbered(base: String(decoding: base.dropLast(), as: UTF8.self), range)
    } else {
      self = .glob(parts)
    }
  }

  private static func range(_ text: String) -> (low: Int, high: Int)? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let low = plainNumber(ends[0].utf8), let high = plainNumber(ends[1].utf8) else { return nil }
    return (low, high)
  }

  /// True where a name matches; `**` matches none by itself.
  func matches(_ name: String) -> Bool {
    switch self {
    case .literal(let text): return text == name
    case .numbered(let base, let range):
      guard let (nameBase, number) = splitNumber(name) else { return false }
      return nameBase == base && range.contains(number)
    case .glob(let parts): return Self.match(parts, Array(name.utf8))
    case .anyDepth: return false
    }
  }

  /// Carries the places in the name that the parts so far can reach, so that many stars cost no more than their number.
  private static func match(_ parts: [PathPattern.Part], _ name: [UInt8]) -> Bool {
    var isReached = Array(repeating: false, count: name.count + 1)
    isReached[0] = true
    for part in parts {
      var next = Array(repeating: false, count: name.count + 1)
      for place in 0...name.count where isReached[place] {
        switch part {
        case .text(let text):
          if name[place...].starts(with: text) { next[place + text.count] = true }
        case .range(let range):
          let digits = name[place...].prefix { (0x30...0x39).contains($0) }
          if let number = plainNumber(digits), range.contains(number) { next[place + digits.count] = true }
        case .star:
          for later in place...name.count { next[later] = true }
        }
        if part == .star { break }
      }
      isReached = next
    }
    return isReached[name.count]
  }
}

/// A number as copies are numbered: digits without leading zeros, at most nine.
func plainNumber(_ digits: some Collection<UInt8>) -> Int? {
  guard let first = digits.first, digits.count <= 9, digits.count == 1 || first != 0x30 else { return nil }
  var value = 0
  for digit in digits {
    guard (0x30...0x39).contains(digit) else { return nil }
    value = value * 10 + Int(digit - 0x30)
  }
  return value
}

/// A copy's name as the name that it was copied under and its number: `pod-14` is `pod` and 14.
func splitNumber(_ name: String) -> (base: String, number: Int)? {
  let utf8 = name.utf8
  guard let dash = utf8.lastIndex(of: UInt8(ascii: "-")), dash != utf8.startIndex,
    let number = plainNumber(utf8[utf8.index(after: dash)...])
  else { return nil }
  return (String(name[..<dash]), number)
}
