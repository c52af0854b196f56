import Facility
import Documents
import Tenancy

// Texts read into the model's own types. What returns nil has been reported.

extension DocumentDecoder {
  /// A power, rounded to the nearest mW where it is a quotient.
  mutating func watts(_ node: NodeID) -> Watts? {
    parsed(node, "a power") { text throws(InputError) in
      Watts(milliwatts: try Quantity(text, .power, allowing: .quotient).amount)
    }
  }

  /// The base units of a quantity.
  mutating func amount(_ node: NodeID, _ type: QuantityType, allowing forms: Quantity.Forms = []) -> Int64? {
    parsed(node, type.noun) { text throws(InputError) in try Quantity(text, type, allowing: forms).amount }
  }

  /// A power with the band that its source leaves open.
  mutating func figure(_ node: NodeID) -> PowerFigure? {
    parsed(node, "a power") { text throws(InputError) in
      let quantity = try Quantity(text, .power, allowing: [.quotient, .tolerance])
      return PowerFigure(Watts(milliwatts: quantity.amount), tolerance: Fraction(ppm: quantity.tolerance))
    }
  }

  /// A share within a range, such as an efficiency.
  mutating func share(_ node: NodeID, from least: Fraction = .zero, to most: Fraction = .one) -> Fraction? {
    guard
      let share = parsed(
        node, "a share", { text throws(InputError) in Fraction(ppm: try Quantity(text, .share).amount) })
    else { return nil }
    if share > most || share < least {
      let place = resolved(node)
      report(
        place, "`\(document.text(of: place))` is out of range",
        expected: "a share from \(least.ppm / 10_000) % to \(most.ppm / 10_000) %")
      return nil
    }
    return share
  }

  /// A share with the band that its source leaves open.
  mutating func shareWithBand(_ node: NodeID) -> (share: Fraction, tolerance: Fraction)? {
    parsed(node, "a share") { text throws(InputError) in
      let quantity = try Quantity(text, .share, allowing: .tolerance)
      return (Fraction(ppm: quantity.amount), Fraction(ppm: quantity.tolerance))
    }
  }

  /// A temperature.
  mutating func celsius(_ node: NodeID) -> Celsius? {
    parsed(node, "a temperature") { text throws(InputError) in
      Celsius(millidegrees: try Quantity(text, .temperature).amount)
    }
  }

  /// A height in a rack.
  mutating func rackUnits(_ node: NodeID) -> RackUnits? {
    parsed(node, "a height") { text throws(InputError) in RackUnits(try Quantity(text, .height).amount) }
  }

  /// A path with its wildcards.
  mutating func pathPattern(_ node: NodeID) -> PathPattern? {
    parsed(node, "a path") { text throws(InputError) in try PathPattern(text) }
  }

  /// A name: of a zone, a stage, a kind, a profile.
  ///
  /// The signs of paths and patterns cannot stand in it.
  mutating func name(_ node: NodeID, _ what: String = "a name") -> String? {
    guard let name = text(node, what) else { return nil }
    let isFine = name.unicodeScalars.allSatisfy {
      $0.value > 0x20 && !(0x7F...0xA0).contains($0.value) && !"/*[]:$".unicodeScalars.contains($0)
    }
    if isFine, name.utf8.count <= 100 { return name }
    report(
      resolved(node), isFine ? "\(what) is too long" : "\(what) cannot be `\(name)`",
      expected: isFine ? "at most 100 bytes" : "no spaces and none of / * [ ] : $")
    return nil
  }

  /// The draw of nodes under a profile: its two rules.
  mutating func drawRule(_ node: NodeID) -> DrawRule? {
    parsed(node, DrawRule.noun) { text throws(InputError) in try DrawRule(text: text) }
  }

  static let profileKeys = Keys("sustained-peak", "average", "source")

  /// A profile's rules; `base` gives those that are not written. `marks` gets the nodes of its figures.
  mutating func profile(_ node: NodeID, named name: String, over base: Profile?, marks: inout [NodeID]) -> Profile? {
    guard let fields = fields(node, "a profile", keys: Self.profileKeys) else { return nil }
    var rules: [DrawRule?] = [base?.sustainedPeak, base?.average]
    for (i, key) in (["sustained-peak", "average"] as [StaticString]).enumerated() {
      if let value = fields[key] {
        rules[i] = drawRule(value)
        marks.append(value)
      } else if base == nil {
        _ = required(fields, key)
      }
    }
    guard let peak = rules[0], let average = rules[1] else { return nil }
    return Profile(name: name, sustainedPeak: peak, average: average)
  }

  /// A price.
  mutating func price(_ node: NodeID) -> Price? {
    parsed(node, Price.noun) { text throws(InputError) in try Price(text: text) }
  }

  /// A day that exists.
  mutating func date(_ node: NodeID) -> CalendarDate? {
    parsed(node, CalendarDate.noun) { text throws(InputError) in try CalendarDate(text: text) }
  }

  /// The file's format line.
  mutating func checkFormat(_ fields: Fields, _ key: StaticString = "format", is format: String) {
    guard let node = required(fields, key, suggestion: "write `\(key): \(format)` in the first line"),
      let found = text(node, "the format")
    else { return }
    if found != format { report(node, "unknown format `\(found)`", expected: format) }
  }

  /// True where the file says that it is something else: then that is said, and nothing else of it is worth reading.
  mutating func isOfAnotherFormat(than format: String) -> Bool {
    guard let node = document.value(of: "format", in: document.root) else { return false }
    let found = document.text(of: node)
    let others = [
      "headroom-facility-1": "a facility file", "headroom-tenants-1": "a tenant book", "headroom-plan-1": "a plan file",
      "headroom-catalogue-1": "a catalogue",
    ]
    guard found != format, let what = others[found] else { return false }
    report(node, "this is \(what), not \(others[format] ?? format)", expected: format)
    return true
  }
}
