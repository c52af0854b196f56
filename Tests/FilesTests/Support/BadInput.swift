import Facility
import Files
import PlanModel
import Documents
import Tenancy
import Testing

/// An input with something wrong in it, and all that is said of it.
struct BadInput: Sendable, CustomTestStringConvertible {
  var name: String
  var text: String
  var expected: String

  init(_ name: String, _ text: String, says expected: String) {
    self.name = name
    self.text = text
    self.expected = expected
  }

  var testDescription: String { name }
}

/// The site that bad books and plans are read against: two halls of two racks; one rack is leased.
enum TwoHallFacility {
  static let text = """
    format: headroom-facility-1
    name: small
    zone:
      level: site
      power: [{name: contract, rating: 1 MW}]
      zones:
        - name: hall
          count: 2
          level: hall
          zones:
            - name: rack
              count: 2
              level: rack
              power: [{name: breaker, rating: 60 kW}]
              nodes: {kind: dgx-h100, count: 4}
    placed: [{lease: standing, at: hall-2/rack-2}]
    """

  static func facility() throws -> Facility {
    try #require(FacilityFile.read(SourceFile(name: "facility.yaml", text: text)).value)
  }
}

/// The diagnostics of a file as text; an error is among them exactly if it was refused.
func diagnosticText<Value>(of loaded: Loaded<Value>) -> String {
  #expect((loaded.value == nil) == loaded.diagnostics.contains { $0.severity == .error })
  return text(of: loaded.diagnostics)
}

func diagnostics(ofFacility text: String) -> String {
  diagnosticText(of: FacilityFile.read(SourceFile(name: "f.yaml", text: text)))
}

func diagnostics(ofBook text: String) throws -> String {
  diagnosticText(of: BookFile.read(SourceFile(name: "t.yaml", text: text), for: try TwoHallFacility.facility()))
}

func diagnostics(ofPlan text: String) throws -> String {
  let facility = try TwoHallFacility.facility()
  let book = BookFile.placedOnly(facility)
  return diagnosticText(of: PlanFile.read(SourceFile(name: "p.json", text: text), facility: facility, book: book))
}

func diagnostics(ofInstance text: String) -> String {
  diagnosticText(of: BenchmarkInstanceFile.read(SourceFile(name: "i.json", text: text)))
}
