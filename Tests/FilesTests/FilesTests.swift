import Facility
import Files
import Testing

@Test func `the embedded catalogue can be read`() {
  #expect(Catalogue.embedded.kinds.map(\.name).first == "hgx-h100-liquid")
  #expect(Catalogue.embedded.profiles.map(\.name) == ["training", "inference", "mixed"])
}
