/// A YAML document to be written, in one canonical form: equal trees give equal bytes.
///
/// Short containers stand in one line, long ones in block style with two spaces a level; a text is in quotes only where
/// some reader of YAML 1.1 or 1.2 could take it for something else. Whatever the texts are, a YAML reader gets them
/// back as they are.
public enum YAML: Hashable, Sendable {
  /// A text written without quotes: a number, a quantity, a date, a word of the format.
  case word(String)
  /// Any text.
  case text(String)
  case list([YAML])
  case mapping([Entry])

  /// A key of a mapping with its value.
  public struct Entry: Hashable, Sendable {
    /// Any text.
    public var key: String
    /// The value under the key.
    public var value: YAML

    /// Makes an entry.
    public init(_ key: String, _ value: YAML) {
      self.key = key
      self.value = value
    }
  }

  /// The bytes, in UTF-8, of a file that holds a mapping.
  ///
  /// Lines have at most `width` columns unless a word or a text in quotes is longer.
  ///
  /// - Complexity: O(length of the file).
  public static func document(_ entries: [Entry], width: Int = 120) -> [UInt8] {
    var writer = YAMLWriter(width: width)
    writer.document(entries)
    return Array(writer.text.utf8)
  }
}

extension String {
  /// The text as YAML: plain, or in double quotes where plain it would be something else.
  var yamlScalar: String { isPlainYAML ? self : inDoubleQuotes }

  /// True where every reader of YAML takes the plain text for this text, in block and in flow style.
  private var isPlainYAML: Bool {
    guard let first = utf8.first, first >= 0x80 || first.isWordByte || "/($+.".utf8.contains(first) else {
      return false
    }
    var before: UInt8 = 0
    var isASCII = true
    for byte in utf8 {
      switch byte {
      case 0..<0x20, 0x7F: return false
      case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
        UInt8(ascii: "}"):
        return false
      case UInt8(ascii: "#") where before == UInt8(ascii: " "): return false
      case 0x80...: isASCII = false
      default: break
      }
      before = byte
    }
    guard before != UInt8(ascii: " "), !looksLikeNumber(first), !isReserved else { return false }
    return isASCII || !unicodeScalars.contains { $0.isControl || $0.value == 0xA0 }
  }

  /// True for a word that YAML 1.1 or 1.2 reads as a flag or as nothing.
  private var isReserved: Bool {
    utf8.count <= 5 && ["y", "n", "yes", "no", "on", "off", "true", "false", "null"].contains(lowercased())
  }

  /// True where it could be a number, a time or a date: `010`, `0x1F`, `1e3`, `.inf`, `2027-03-31`.
  private func looksLikeNumber(_ first: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: "."): true
    case UInt8(ascii: "+"), 0x30...0x39: utf8.allSatisfy { "0123456789abcdefABCDEFxXo_.+-tTzZ".utf8.contains($0) }
    default: false
    }
  }

  private var inDoubleQuotes: String {
    var quoted = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where scalar.isControl:
        let hex = String(scalar.value, radix: 16, uppercase: true)
        quoted += (scalar.value < 0x100 ? "\\x" : "\\u") + String(repeating: "0", count: hex.count % 2) + hex
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// Columns that it takes.
  var columns: Int { utf8.count { $0 & 0xC0 != 0x80 } }
}

extension UInt8 {
  fileprivate var isWordByte: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
      || self == UInt8(ascii: "_")
  }
}

extension Unicode.Scalar {
  /// True for what cannot stand in a YAML file as it is, or breaks a line there.
  var isControl: Bool {
    value < 0x20 || (0x7F...0x9F).contains(value) || value == 0x2028 || value == 0x2029 || value == 0xFEFF
      || value == 0xFFFE || value == 0xFFFF
  }
}
