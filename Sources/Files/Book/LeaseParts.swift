/// Parts of a lease that what contradicts itself in it may need: what could not be read is not held against the rest.
struct LeaseParts: OptionSet {
  let rawValue: UInt8

  static let name = LeaseParts(rawValue: 1)
  /// The numbers of what it asks for; its form, such as megawatts, may be clear nevertheless.
  static let demand = LeaseParts(rawValue: 2)
  /// Not even the form.
  static let form = LeaseParts(rawValue: 4)
  static let kinds = LeaseParts(rawValue: 8)
  static let level = LeaseParts(rawValue: 16)
}
