/// Parts of a lease that what contradicts itself in it may need: what could not be read is not held against the rest.
struct UnreadLeaseParts: OptionSet {
  let rawValue: UInt8

  static let name = UnreadLeaseParts(rawValue: 1)
  /// The numbers of what it asks for; its form, such as megawatts, may be clear nevertheless.
  static let demand = UnreadLeaseParts(rawValue: 2)
  /// Not even the form.
  static let form = UnreadLeaseParts(rawValue: 4)
  static let kinds = UnreadLeaseParts(rawValue: 8)
  static let level = UnreadLeaseParts(rawValue: 16)
}
