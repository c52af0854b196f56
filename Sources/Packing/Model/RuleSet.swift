/// Rules of options, as a question "what if this rule did not hold" and as a statement of which one is broken.
public struct RuleSet: OptionSet, Hashable, Sendable {
  /// One bit a rule.
  public let rawValue: UInt8
  /// Makes a set of the rules of these bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Nobody else stands in a part that an exclusive lease stands in.
  public static let exclusive = RuleSet(rawValue: 1)
  /// No part holds more than a share of a lease's units.
  public static let spread = RuleSet(rawValue: 2)
  /// Units stand together in full blocks.
  public static let blocks = RuleSet(rawValue: 4)
  /// A lease stands near another one.
  public static let affinity = RuleSet(rawValue: 8)
  /// A lease does not leave a zone.
  public static let within = RuleSet(rawValue: 16)
  /// A piece does not cross the domains of its node.
  public static let domains = RuleSet(rawValue: 32)
}
