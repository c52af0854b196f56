import Documents
import Encoding
public import Facility
public import Tenancy

// What a book says of a lease beside its amount: profile, status, rules, places.

/// The profile of a lease: a known one by name, or shares of its own.
public enum ProfileChoice: Hashable, Sendable, FileValue, ExpressibleByStringLiteral {
  case named(String)
  case own(ProfileDescription)

  /// Makes a choice by name.
  public init(stringLiteral name: String) { self = .named(name) }

  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> ProfileChoice? {
    if reader.input.document.shape(of: node) == .mapping {
      return ProfileDescription.read(node, &reader).map { .own($0) }
    }
    return String.read(node, &reader).map { .named($0) }
  }

  var yaml: YAML {
    switch self {
    case .named(let name): name.yaml
    case .own(let profile): profile.yaml
    }
  }
}

/// The firmness of a lease: one of the four, or none of them for a contracted one.
public struct StatusDescription: Hashable, Sendable, FileMapping {
  /// The tenant may take it until a day.
  public var option: OptionDescription?
  /// Held for the tenant until a day.
  public var hold: HoldDescription?
  /// A right of first offer.
  public var rofo: RightDescription?
  /// Proposed.
  public var proposal: ProposalDescription?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a status.
  public init(
    option: OptionDescription? = nil, hold: HoldDescription? = nil, rofo: RightDescription? = nil,
    proposal: ProposalDescription? = nil, source: String? = nil
  ) {
    self.option = option
    self.hold = hold
    self.rofo = rofo
    self.proposal = proposal
    self.source = source
  }

  /// Signed.
  public static let contracted = StatusDescription()

  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> StatusDescription? {
    if reader.input.document.shape(of: node) == .mapping {
      return reader.input.fields(node, table.noun, keys: table.keys).map { read($0, &reader) }
    }
    return reader.input.word(
      node, "status", among: [("contracted", contracted), ("rofo", StatusDescription(rofo: RightDescription()))])
  }

  var yaml: YAML {
    if self == .contracted { return .word("contracted") }
    if self == StatusDescription(rofo: RightDescription()) { return .word("rofo") }
    return .mapping(Self.table.entries(of: self))
  }

  static let table = KeyTable<StatusDescription>(
    "a status",
    .init("option", \.option), .init("hold", \.hold), .init("rofo", \.rofo), .init("proposal", \.proposal),
    .init(text: "source", \.source))

  static var blank: StatusDescription { StatusDescription() }
}

/// The tenant may take the lease until a day.
public struct OptionDescription: Hashable, Sendable, FileMapping {
  /// The last day.
  public var until: Stated<CalendarDate>
  /// The probability that it is taken.
  public var probability: Stated<Fraction>?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes an option.
  public init(until: Stated<CalendarDate>, probability: Stated<Fraction>? = nil, source: String? = nil) {
    self.until = until
    self.probability = probability
    self.source = source
  }

  static let table = KeyTable<OptionDescription>(
    "an option",
    .init(required: "until", \.until), .init("probability", \.probability), .init(text: "source", \.source))

  static var blank: OptionDescription { OptionDescription(until: .blank) }
}

/// The lease is held for the tenant until a day.
public struct HoldDescription: Hashable, Sendable, FileMapping {
  /// The last day.
  public var expires: Stated<CalendarDate>
  /// The probability that it is signed.
  public var probability: Stated<Fraction>?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a hold.
  public init(expires: Stated<CalendarDate>, probability: Stated<Fraction>? = nil, source: String? = nil) {
    self.expires = expires
    self.probability = probability
    self.source = source
  }

  static let table = KeyTable<HoldDescription>(
    "a hold",
    .init(required: "expires", \.expires), .init("probability", \.probability), .init(text: "source", \.source))

  static var blank: HoldDescription { HoldDescription(expires: .blank) }
}

/// A right of first offer.
public struct RightDescription: Hashable, Sendable, FileMapping {
  /// The zone that the lease stays in.
  public var zone: Stated<String>?
  /// The time that the tenant has to decide.
  public var notice: Stated<Days>?
  /// The probability that it is signed.
  public var probability: Stated<Fraction>?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a right.
  public init(
    zone: Stated<String>? = nil, notice: Stated<Days>? = nil, probability: Stated<Fraction>? = nil,
    source: String? = nil
  ) {
    self.zone = zone
    self.notice = notice
    self.probability = probability
    self.source = source
  }

  static let table = KeyTable<RightDescription>(
    "a right of first offer",
    .init("zone", \.zone), .init("notice", \.notice), .init("probability", \.probability),
    .init(text: "source", \.source))

  static var blank: RightDescription { RightDescription() }
}

/// The lease is proposed.
public struct ProposalDescription: Hashable, Sendable, FileMapping {
  /// The probability that it is signed.
  public var probability: Stated<Fraction>
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a proposal.
  public init(probability: Stated<Fraction>, source: String? = nil) {
    self.probability = probability
    self.source = source
  }

  static let table = KeyTable<ProposalDescription>(
    "a proposal",
    .init(required: "probability", \.probability), .init(text: "source", \.source))

  static var blank: ProposalDescription { ProposalDescription(probability: .blank) }
}

/// A rule by which a lease must be spread.
public struct SpreadDescription: Hashable, Sendable, FileMapping {
  /// A zone level, `power-group`, or a stage and `-group`.
  public var over: Stated<String>
  /// The largest share in one of them.
  public var atMost: Stated<Fraction>
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a rule.
  public init(over: Stated<String>, atMost: Stated<Fraction>, source: String? = nil) {
    self.over = over
    self.atMost = atMost
    self.source = source
  }

  static let table = KeyTable<SpreadDescription>(
    "a spread",
    .init(required: "over", \.over), .init(required: "at-most", \.atMost), .init(text: "source", \.source))

  static var blank: SpreadDescription { SpreadDescription(over: .blank, atMost: .blank) }
}

/// The nodes that stand together.
public enum SegmentDescription: Hashable, Sendable, FileValue, ExpressibleByIntegerLiteral {
  /// `16`: in one NVLink domain.
  case stated(Stated<Int>)
  /// `{size: 4, within: pod}`.
  case within(WideSegmentDescription)

  /// Makes a segment in one NVLink domain.
  public init(integerLiteral nodes: Int) { self = .stated(Stated(nodes)) }

  static func read(_ node: NodeID, _ reader: inout DescriptionReader) -> SegmentDescription? {
    let isText = reader.input.document.isText(reader.notes(node).value)
    return isText
      ? Stated.read(node, &reader).map { .stated($0) } : WideSegmentDescription.read(node, &reader).map { .within($0) }
  }

  var yaml: YAML {
    switch self {
    case .stated(let nodes): nodes.yaml
    case .within(let segment): segment.yaml
    }
  }
}

/// Nodes that stand together in one zone of a level.
public struct WideSegmentDescription: Hashable, Sendable, FileMapping {
  /// Nodes of a segment.
  public var size: Stated<Int>
  /// The level of which one zone holds a segment; nil: its NVLink domain does.
  public var within: Stated<Level>?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a segment.
  public init(size: Stated<Int>, within: Stated<Level>? = nil, source: String? = nil) {
    (self.size, self.within, self.source) = (size, within, source)
  }

  static let table = KeyTable<WideSegmentDescription>(
    "a segment",
    .init(required: "size", \.size), .init("within", \.within), .init(text: "source", \.source))

  static var blank: WideSegmentDescription { WideSegmentDescription(size: .blank) }
}

/// The lease that one enlarges, and how near to it.
public struct ExpansionDescription: Hashable, Sendable, FileMapping {
  /// The other lease's name.
  public var lease: Stated<String>
  /// The zone level in which both stand.
  public var within: Stated<Level>?
  /// True: next to it.
  public var isAdjacent: Stated<Bool>?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes an expansion.
  public init(
    lease: Stated<String>, within: Stated<Level>? = nil, isAdjacent: Stated<Bool>? = nil, source: String? = nil
  ) {
    self.lease = lease
    self.within = within
    self.isAdjacent = isAdjacent
    self.source = source
  }

  static let table = KeyTable<ExpansionDescription>(
    "an expansion",
    .init(required: "lease", \.lease), .init("within", \.within), .init("adjacent", \.isAdjacent),
    .init(text: "source", \.source))

  static var blank: ExpansionDescription { ExpansionDescription(lease: .blank) }
}
