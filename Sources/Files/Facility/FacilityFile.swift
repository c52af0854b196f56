public import Facility
public import Documents

/// Files of the format `headroom-facility-1`.
public enum FacilityFile {
  /// Reads a facility; kinds, equipment and profiles that it does not declare come from the catalogue.
  ///
  /// With `lints`, figures that can be read and are hardly what was meant are warnings too.
  public static func read(
    _ file: SourceFile, catalogue: Catalogue = .embedded, lints: Bool = false
  ) -> Loaded<Facility> {
    let (document, diagnostics) = Document.read(file)
    guard let document else { return Loaded(nil, diagnostics, of: file) }
    var reader = FacilityReader(document, diagnostics: diagnostics, catalogue: catalogue)
    reader.lints = lints
    let facility = reader.facility()
    return Loaded(facility, reader.input.diagnostics, of: file)
  }
}
