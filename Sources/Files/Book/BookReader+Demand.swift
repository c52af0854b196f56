import Facility
import Documents
import Tenancy

// What a lease asks for, and on which kinds of node.

extension BookReader {
  private static let amounts: [StaticString] = ["gpus", "count", "megawatts", "pool"]

  /// The one amount that a lease states; nil: reported.
  ///
  /// If there are several, each of them is read for its errors.
  mutating func demand(_ fields: Fields) -> Demand? {
    if !fields.hasAny(of: BookKeys.otherAmounts), let node = fields.value(at: at.gpus),
      let number = input.document.integer(node), Self.gpuRange.contains(number)
    {
      return .gpus(number)
    }
    let given = givenAmounts(fields)
    guard let last = given.map(\.node).max() else {
      reportNoAmount(fields)
      return nil
    }
    if given.count > 1 {
      let words = given.map { "`\($0.key)`" }.joined(separator: " and ")
      input.report(
        last, "\(words) \(given.count == 2 ? "both" : "all") say how much", suggestion: "leave one of them out")
    }
    let demands = given.map { demand($0.key, at: $0.node, in: fields) }
    if !given.contains(where: { $0.key == "megawatts" }) { refuseSpace(fields, without: given[0].key) }
    return demands.count == 1 ? demands[0] : nil
  }

  private mutating func reportNoAmount(_ fields: Fields) {
    let columns = BookColumn.amounts.map(\.name)
    if let missing = input.columns?.missing, !missing.isDisjoint(with: columns) { return }
    input.report(
      fields.node, "a lease needs an amount",
      expected: words(
        "one of \(Self.amounts.map(\.description).joined(separator: ", "))",
        columns: "a cell in the column \(alternatives(columns))"))
  }

  private func givenAmounts(_ fields: Fields) -> [(key: String, node: NodeID)] {
    Self.amounts.compactMap { key in fields[key].map { (key.description, $0) } }
  }

  private mutating func demand(_ key: String, at node: NodeID, in fields: Fields) -> Demand? {
    switch key {
    case "megawatts": megawatts(node, fields)
    case "pool": pool(node)
    default: gpus(node)
    }
  }

  /// Only megawatts come with hardware or with space.
  private mutating func refuseSpace(_ fields: Fields, without word: String) {
    for key in ["with", "space"] as [StaticString] {
      guard let node = fields[key] else { continue }
      let isColumns = input.columns != nil && key.description == "space"
      input.report(
        node,
        "\(isColumns ? "what `per-rack`, `liquid` and `positions` say" : "`\(key)`") has no meaning beside `\(word)`",
        expected: words("`megawatts:`", columns: "a cell in the column `megawatts`"))
    }
  }

  /// A placeholder for an amount that could not be read: of the same form, where that is clear.
  func placeholderDemand(_ fields: Fields, _ unread: inout UnreadLeaseParts) -> Demand {
    unread.insert(.demand)
    let given = givenAmounts(fields)
    let with = fields["with"].map { input.document.text(of: input.resolved($0)) } ?? "hardware"
    if given.count == 1, let (key, stated) = given.first {
      switch (key, with) {
      case ("megawatts", "hardware"): return .megawatts(.zero, at: .meter)
      case ("megawatts", "space"):
        return .space(SpaceDemand(megawatts: .zero, point: .meter, perRack: .zero, liquid: .zero))
      case ("megawatts", _): break
      case ("pool", _): return .pool(gpus: 1, utilisation: .one)
      default:
        return input.document.shape(of: input.resolved(stated)) == .mapping ? .elastic(floor: 1, asked: 1) : .gpus(1)
      }
    }
    unread.insert(.form)
    return .all
  }

  /// A pool of the most GPUs at 1 % is 10⁹ nodes of one GPU: what a plan file can say of a lease, and sums of it fit 64 bits.
  static let gpuRange = 1...10_000_000

  /// `gpus: 16384`, `gpus: {floor: 128, asked: 512}` or `count: all`; either word takes either value.
  private mutating func gpus(_ stated: NodeID) -> Demand? {
    let node = input.resolved(stated)
    if input.document.shape(of: node) == .mapping { return elastic(node) }
    if let number = input.document.integer(node), Self.gpuRange.contains(number) { return .gpus(number) }
    // JSON has words in quotes only.
    let text = input.document.text(of: node)
    if text == "all" { return .all }
    if input.document.integer(node) == nil, input.document.shape(of: node) == .plain {
      input.report(
        node, text.isEmpty ? "`gpus` is missing" : "`gpus` must be a whole number or all, not `\(text)`",
        expected: "a whole number from 1 to \(Self.gpuRange.upperBound), or all")
      return nil
    }
    return input.integer(node, "`gpus`", in: Self.gpuRange).map { .gpus($0) }
  }

  private mutating func elastic(_ node: NodeID) -> Demand? {
    guard let fields = input.fields(node, "an elastic number of GPUs", keys: BookKeys.elastic) else { return nil }
    let floor = input.required(fields, "floor").flatMap { input.integer($0, "`floor`", in: Self.gpuRange) }
    let asked = input.required(fields, "asked").flatMap { input.integer($0, "`asked`", in: Self.gpuRange) }
    guard let floor, let asked else { return nil }
    guard floor <= asked else {
      input.report(
        fields["floor"] ?? node, "the floor of \(floor) GPUs lies above the \(asked) asked for",
        expected: "at most \(asked)")
      return nil
    }
    return .elastic(floor: floor, asked: asked)
  }

  private mutating func pool(_ node: NodeID) -> Demand? {
    guard let fields = input.fields(node, "a pool", keys: BookKeys.pool) else { return nil }
    let gpus = input.required(fields, "gpus").flatMap { input.integer($0, "`gpus`", in: Self.gpuRange) }
    let utilisation = input.required(fields, "utilisation").flatMap { input.share($0, from: .percent(1)) }
    guard let gpus, let utilisation else { return nil }
    return .pool(gpus: gpus, utilisation: utilisation)
  }

  // MARK: Megawatts

  private static let points = MeteringPoint.allCases.map(\.rawValue)

  private mutating func megawatts(_ node: NodeID, _ fields: Fields) -> Demand? {
    let stated: (watts: Watts, point: MeteringPoint)? = input.parsed(node, "megawatts") { text throws(InputError) in
      let power = try PowerAtPoint(text, points: Self.points)
      // The points that the text may name are these.
      return (Watts(milliwatts: power.milliwatts), MeteringPoint(rawValue: power.point) ?? .meter)
    }
    let isSpace =
      fields["with"].map { input.word($0, "word for `with`", among: [("hardware", false), ("space", true)]) } ?? false
    guard let node = fields["space"] else {
      if isSpace == true { reportNoSpace(fields) }
      return isSpace == false ? stated.map { .megawatts($0.watts, at: $0.point) } : nil
    }
    if isSpace == false {
      input.report(
        node, "`space` is asked for with hardware",
        suggestion: words(
          "add `with: space`, or leave `space` out",
          columns: "write `space` in the column `with`, or leave the cell empty"))
    }
    let space = space(node)
    guard isSpace == true, let stated, var space else { return nil }
    (space.megawatts, space.point) = stated
    return .space(space)
  }

  private mutating func reportNoSpace(_ fields: Fields) {
    _ = input.required(
      fields, "space",
      suggestion: words(
        "add `space: {per-rack: 60 kW, liquid: 70 %}`", columns: "`liquid` is needed too: the share of heat to liquid"))
  }

  /// The demand in `space:`; its megawatts are not yet known.
  private mutating func space(_ node: NodeID) -> SpaceDemand? {
    guard let fields = input.fields(node, "space", keys: BookKeys.space) else { return nil }
    let perRack = input.required(fields, "per-rack").flatMap { self.perRack($0) }
    let liquid = input.required(fields, "liquid").flatMap { input.share($0) }
    let positions = fields["positions"].map { input.integer($0, "`positions`", in: 1...1_000_000) }
    if case .some(.none) = positions { return nil }
    guard let perRack, let liquid else { return nil }
    if let node = fields["positions"], let count = positions ?? nil, perRack * count > FacilityReader.Limit.draw {
      input.report(
        node, "the positions draw more than 1 TW", expected: "at most 1 TW in all",
        suggestion: "is the unit of `per-rack` right?")
      return nil
    }
    return SpaceDemand(
      megawatts: .zero, point: .meter, perRack: perRack, liquid: liquid, positions: positions ?? nil)
  }

  private mutating func perRack(_ node: NodeID) -> Watts? {
    guard let watts = input.watts(node) else { return nil }
    if watts > .zero { return watts }
    input.report(node, "a position that draws nothing is no lease", expected: "more than 0 W")
    return nil
  }

  // MARK: Kinds

  /// The kinds that may serve a lease, in the order of preference; nil: reported.
  mutating func kinds(_ fields: Fields) -> [KindID]? {
    guard fields.hasAny(of: BookKeys.otherKinds) else { return oneKind(fields) }
    // Beside another amount `with: space` is the mistake, not the kind.
    let isSpace = fields["with"].map { input.document.text(of: input.resolved($0)) } == "space"
    let isHardware = fields["megawatts"] == nil && (fields["kind"] != nil || fields["kinds"] != nil)
    if isSpace, !isHardware { return positionKind(fields) }
    if let list = fields["kinds"] {
      if let both = fields["kind"] {
        input.report(max(list, both), "`kind` and `kinds` both say which", suggestion: "leave one of them out")
        _ = (kinds(list), oneKind(fields))
        return nil
      }
      return kinds(list)
    }
    return oneKind(fields)
  }

  private mutating func oneKind(_ fields: Fields) -> [KindID]? {
    guard let node = fields.value(at: at.kind) ?? input.required(fields, "kind") else { return nil }
    if let known = caches.kinds.value(of: node, in: input.document) { return known }
    let kinds = kind(node).map { [$0] }
    caches.kinds.store(kinds, of: node, in: input.document)
    return kinds
  }

  private mutating func kinds(_ node: NodeID) -> [KindID]? {
    let entries = input.list(node, "`kinds`")
    var kinds: [KindID] = []
    for entry in entries {
      guard let kind = kind(entry) else { continue }
      if kinds.contains(kind) {
        input.report(entry, "the kind `\(facility.kinds[kind].name)` is named twice", expected: "each kind once")
      }
      kinds.append(kind)
    }
    if entries.isEmpty, input.document.shape(of: node) == .sequence {
      input.report(node, "`kinds` names no kind", expected: "at least one kind")
    }
    return kinds.isEmpty || kinds.count < entries.count ? nil : kinds
  }

  private mutating func kind(_ node: NodeID) -> KindID? {
    guard let name = input.text(node, "a kind of node") else { return nil }
    if let kind = kinds[name] { return kind }
    let all = facility.kinds.filter { !$0.isPosition }.map(\.name)
    input.report(
      node, "unknown kind `\(name)`", expected: alternatives(all),
      suggestion: kindSuggestion(for: name, among: facility.kinds))
    return nil
  }

  private mutating func positionKind(_ fields: Fields) -> [KindID]? {
    for key in ["kind", "kinds"] as [StaticString] {
      guard let node = fields[key] else { continue }
      input.report(node, "space holds the tenant's own machines: `\(key)` has no place here")
    }
    if let kind = facility.kinds.firstIndex(where: \.isPosition) { return [KindID(kind)] }
    if let node = fields["with"] {
      input.report(
        node, "no rack of this facility has positions to lease", expected: "`positions:` in a rack of the facility file"
      )
    }
    return nil
  }
}
