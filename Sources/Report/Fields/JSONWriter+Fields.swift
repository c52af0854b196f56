internal import Encoding
internal import Facility

// Keys with values of types that reports hold.
extension JSONWriter {
  /// Writes a key and a text, or `null`.
  mutating func field(_ name: String, orNull text: String?) {
    key(name)
    if let text { value(text) } else { null() }
  }

  /// Writes a key and an integer, or `null`.
  mutating func field(_ name: String, orNull number: Int64?) {
    key(name)
    if let number { value(number) } else { null() }
  }

  /// Writes a key and a truth, or `null`.
  mutating func field(_ name: String, orNull truth: Bool?) {
    key(name)
    if let truth { value(truth) } else { null() }
  }

  /// Writes a key and a share as a number, or `null`.
  mutating func field(_ name: String, orNull share: Fraction?) {
    key(name)
    if let share { value(share.value, digits: 6) } else { null() }
  }

  /// Writes a key and an object.
  mutating func object(_ name: String, inline: Bool = false, _ body: (inout JSONWriter) -> Void) {
    key(name)
    object(inline: inline, body)
  }

  /// Writes a key and an array with one entry an item.
  mutating func array<Item>(
    _ name: String, _ items: some Sequence<Item>, inline: Bool = false, _ body: (inout JSONWriter, Item) -> Void
  ) {
    key(name)
    array(inline: inline) { json in for item in items { body(&json, item) } }
  }
}
