public import Documents
import Encoding

extension FacilityFile {
  /// Reads what a facility file says, to be changed and written.
  ///
  /// Refused is what `read` refuses, with the same diagnostics; and what `read` does not look at (a template that
  /// nothing uses, a source that is no text) where it cannot be described.
  public static func describe(
    _ file: SourceFile, catalogue: Catalogue = .embedded
  ) -> Loaded<FacilityDescription> {
    let (document, diagnostics) = Document.read(file)
    guard let document else { return Loaded(nil, diagnostics, of: file) }
    var facility = FacilityReader(document, diagnostics: diagnostics, catalogue: catalogue)
    guard facility.facility() != nil, !facility.input.diagnostics.hasErrors else {
      return Loaded(nil, facility.input.diagnostics, of: file)
    }
    var reader = DescriptionReader(input: DocumentDecoder(document, diagnostics: facility.input.diagnostics))
    reader.input.hasParameters = true
    let description = FacilityDescription.read(document.root, &reader)
    return Loaded(description, reader.input.diagnostics, of: file)
  }

  /// The file that says what a description says, as YAML in its canonical form: equal descriptions give equal bytes.
  ///
  /// Nothing is checked: that is for the reader of what is written.
  public static func write(_ description: FacilityDescription) -> [UInt8] {
    YAML.document(FacilityDescription.table.entries(of: description))
  }
}
