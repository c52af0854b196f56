import Documents
import Files
import Tenancy
import Testing

private func said(ofRack keys: String) -> String {
  diagnostics(
    ofFacility: """
      format: headroom-facility-1
      name: f
      zone:
        level: rack
        height: 48 U
      \(keys.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
      """)
}

@Test(arguments: [
  ("hgx-h200", "did you mean `hgx-h200-liquid` or `hgx-h200-air`?"), ("dgx-h10", "did you mean `dgx-h100`?"),
  ("node-8xb300-sxm", "kinds with that GPU: `dgx-b300`"), ("supermicro-a100", "kinds with that GPU: `dgx-a100`"),
])
func `an unknown kind is answered with the kinds that exist`(name: String, help: String) throws {
  let text = said(ofRack: "nodes: {kind: \(name), count: 1}")
  #expect(text.contains("unknown kind `\(name)`") && text.contains("help: \(help)"), "\(text)")
  // A plan's file is answered in the same way.
  let plan = SourceFile(
    name: "p.json",
    text: #"{"format": "headroom-plan-1", "placements": [{"lease": "one", "kind": "\#(name)", "at": []}]}"#)
  let refused = diagnosticText(of: PlanFile.read(plan, facility: try TwoHallFacility.facility(), book: Book()))
  #expect(
    refused.contains("unknown kind `\(name)`") && refused.contains("help: \(help)")
      && refused.contains("expected: hgx-h100-liquid, "), "\(refused)")
}

@Test(arguments: [
  ("redundancy: 4N/3", "`units: 4`, `spare: 1`"), ("feeds: [A, B]", "`units: 2`, `spare: 1`"),
  ("max_utilization: 80", "`continuous: 80 %`"),
])
func `a key of other tools is answered with what to write`(key: String, help: String) {
  let inStage = said(ofRack: "power:\n  - name: ups\n    rating: 10 kW\n    \(key)")
  #expect(inStage.contains("help: ") && inStage.contains(help), "\(inStage)")
  let inZone = said(ofRack: key)
  #expect(inZone.contains("f.yaml:6:3: error: unknown key") && inZone.contains(help), "\(inZone)")
}

@Test(arguments: [
  ("power: [{name: a, rating: 1 kW}", "f.yaml:6:10: error: not valid YAML: the bracket `[` opens here"),
  ("nodes: {kind: dgx-h100, count: 1", "f.yaml:6:10: error: not valid YAML: the brace `{` opens here"),
  ("about: \"never closed", "f.yaml:6:10: error: not valid YAML: the quote opens here"),
])
func `what is never closed is pointed at where it opens`(line: String, help: String) {
  let text = said(ofRack: line + "\nfabric: x")
  #expect(text.hasPrefix(help), "\(text)")
}

@Test(arguments: ["230 V", "277 V", "220 V"])
func `three phases at a voltage of phase to neutral are asked about`(volts: String) {
  let text = said(ofRack: "power: [{name: feed, rating: {amps: 32 A, volts: \(volts), phases: 3}}]")
  #expect(
    text.hasPrefix("f.yaml:6:52: warning: `\(volts)` on three phases") && text.contains("`volts: \(volts) L-N`")
      && text.contains("`volts: \(volts) L-L`"), "\(text)")
}

@Test(arguments: [
  "208 V, phases: 3", "400 V, phases: 3", "230 V, phases: 1", "230 V L-N, phases: 3", "230 V L-L, phases: 3",
  "230 V L-N, phases: 1",
])
func `other voltages are not asked about`(volts: String) {
  #expect(said(ofRack: "power: [{name: feed, rating: {amps: 32 A, volts: \(volts)}}]") == "")
}

@Test func `headers in capitals are read`() throws {
  let text = "Tenant,LEASE,Gpus,Kind,Price\na,one,8,dgx-h100,1 $/h\n"
  for name in ["t.csv", "book"] {
    let loaded = BookFile.read(SourceFile(name: name, text: text), for: try TwoHallFacility.facility())
    #expect(loaded.value?.leases.contains { $0.name == "one" } == true, "\(diagnosticText(of: loaded))")
  }
}

@Test func `an option that has ended is warned of where its day stands`() throws {
  let text = """
    format: headroom-tenants-1
    tenants:
      - name: a
        leases:
          - {name: one, gpus: 8, kind: dgx-h100, price: 1 $/h, status: {option: {until: 2027-03-31}}}
    """
  let file = SourceFile(name: "t.yaml", text: text)
  let facility = try TwoHallFacility.facility()
  func said(_ day: String?) -> String {
    diagnosticText(of: BookFile.read(file, for: facility, asOf: day.flatMap { CalendarDate(iso: $0) }))
  }
  #expect(said(nil) == "" && said("2027-03-31") == "")
  #expect(said("2027-04-01").hasPrefix("t.yaml:5:85: warning: an option ended on 2027-03-31, before 2027-04-01"))
}

private let foreign = [
  ("a Slurm topology.conf", "# fabric\nSwitchName=s1 Nodes=n[1-4]\n"),
  ("a Slurm topology.yaml", "---\n- topology: main\n  cluster_default: true\n  block:\n    block_sizes: [18]\n"),
  ("hwloc XML", "<?xml version=\"1.0\"?>\n<!DOCTYPE topology SYSTEM \"hwloc2.dtd\">\n<topology version=\"2.0\"/>\n"),
  ("a topology of NVIDIA DPS", "{\n \"Topology\": {\"Name\": \"t\"},\n \"Entities\": []\n}\n"),
  ("a topology of OpenDC", "{\"clusters\": [{\"name\": \"c\", \"hosts\": []}]}\n"),
  ("a Topograph model", "switches:\n  core: {switches: [s1]}\nblocks:\n- {switch: s1, nodes: [\"n[1-4]\"]}\n"),
  ("a Kubernetes manifest", "apiVersion: kueue.x-k8s.io/v1beta2\nkind: Topology\n"),
  ("a CSV export of NetBox", "Name,Site,Location,Facility ID,Tenant\nr1,s,l,1,t\n"),
]

@Test(arguments: foreign)
func `a file of another tool is recognised in one sentence`(what: String, text: String) throws {
  let facility = diagnostics(ofFacility: text)
  #expect(facility.contains("error: this is \(what), which headroom does not read yet"), "\(facility)")
  #expect(facility.components(of: "error:") == 1)
  #expect(try diagnostics(ofBook: text).contains("this is \(what),"))
  #expect(try diagnostics(ofTable: text).contains("this is \(what),"))
}

@Test func `a workbook is recognised though it is no text`() {
  let file = SourceFile(name: "book.xlsx", bytes: [0x50, 0x4B, 3, 4, 0xFF, 0])
  #expect(diagnosticText(of: FacilityFile.read(file)).contains("a zip archive, such as an Excel workbook"))
}

@Test func `a facility with errors is never taken for another tool's file`() {
  let text = "name: f\nswitches: x\nblocks: y\napiVersion: 1\nkind: k\nzone: {level: rack}\n"
  #expect(!diagnostics(ofFacility: text).contains("does not read yet"))
}

extension String {
  fileprivate func components(of mark: String) -> Int { self.ranges(of: mark).count }
}
