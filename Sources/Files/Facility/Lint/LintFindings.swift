import Facility
import Documents

/// Findings at places of a file; those that say the same of the same place are one, with a count.
struct LintFindings {
  private struct Key: Hashable {
    var node: NodeID
    var text: String
  }

  private struct Finding {
    var key: Key
    var suggestion: String?
    var count = 1
    var what: String?
    var first: ZoneID?
  }

  private var findings: [Finding] = []
  private var positions: [Key: Int] = [:]

  /// Adds a finding; `what` names the things that are counted, `first` says where the first of them stands.
  mutating func add(
    _ node: NodeID, _ text: String, suggestion: String? = nil, counting what: String? = nil, at first: ZoneID? = nil
  ) {
    let key = Key(node: node, text: text)
    if let known = positions[key] {
      findings[known].count += 1
    } else {
      positions[key] = findings.count
      findings.append(Finding(key: key, suggestion: suggestion, what: what, first: first))
    }
  }

  /// Reports them as warnings.
  func warn(in input: inout DocumentDecoder, _ facility: Facility) {
    for finding in findings {
      var text = finding.key.text
      if let what = finding.what, let first = finding.first {
        let place = first.index == 0 ? facility.name : facility.path(of: first)
        text += finding.count == 1 ? " (\(place))" : " (\(grouped(finding.count)) \(what), first \(place))"
      }
      input.warn(input.resolved(finding.key.node), text, suggestion: finding.suggestion)
    }
  }
}

/// A whole number with thousands separators.
func grouped(_ number: Int) -> String {
  let digits = Array(String(number.magnitude))
  var text = number < 0 ? "-" : ""
  for (place, digit) in digits.enumerated() {
    if place > 0, (digits.count - place) % 3 == 0 { text += "," }
    text.append(digit)
  }
  return text
}

extension Watts {
  /// The amount in a unit that suits it, to at most two digits after the point, rounded down: `57.6 kW`.
  var words: String {
    let units: [(name: String, size: Int64)] = [("GW", 1_000_000_000_000), ("MW", 1_000_000_000), ("kW", 1_000_000)]
    let (name, size) = units.first { milliwatts >= $0.size } ?? ("W", 1_000)
    let hundredths = milliwatts / (size / 100)
    let rest = hundredths % 100
    let decimals = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
    return "\(hundredths / 100)\(decimals) \(name)"
  }
}

extension Celsius {
  /// The temperature to at most a thousandth: `34.7 °C`.
  var words: String {
    var text = "\(millidegrees.magnitude / 1_000)"
    var rest = millidegrees.magnitude % 1_000
    if rest > 0 {
      var digits = 3
      while rest % 10 == 0 { (rest, digits) = (rest / 10, digits - 1) }
      text += "." + String(repeating: "0", count: digits - "\(rest)".count) + "\(rest)"
    }
    return (millidegrees < 0 ? "-" : "") + text + " °C"
  }
}
