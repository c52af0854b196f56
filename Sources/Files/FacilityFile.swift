public import Facility
public import Source

/// Files of the format `headroom-facility-1`.
public enum FacilityFile {
  /// Reads a facility; kinds and profiles that it does not declare come from the catalogue.
  public static func read(_ file: SourceFile, catalogue: Catalogue = .embedded) -> Loaded<Facility> {
    let (document, diagnostics) = Document.read(file)
    guard let document else { return Loaded(nil, diagnostics, of: file) }
    var reader = FacilityReader(document, diagnostics: diagnostics, catalogue: catalogue)
    let facility = reader.facility()
    return Loaded(facility, reader.input.diagnostics, of: file)
  }
}
