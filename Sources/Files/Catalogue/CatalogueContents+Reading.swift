public import Facility
public import Documents

extension Catalogue {
  /// The contents, with the evidence for each figure.
  public var contents: CatalogueContents {
    CatalogueContents(
      kinds: zip(kinds, kindEvidence).map { .init($0, evidence: named($1)) },
      equipment: zip(equipment, equipmentEvidence).map { .init($0, evidence: named($1)) })
  }
}

extension FacilityFile {
  /// Reads a facility file for what it adds to the catalogue and overrides in it.
  public static func catalogue(
    of file: SourceFile, over catalogue: Catalogue = .embedded
  ) -> Loaded<CatalogueContents> {
    let (document, diagnostics) = Document.read(file)
    guard let document else { return Loaded(nil, diagnostics, of: file) }
    var reader = FacilityReader(document, diagnostics: diagnostics, catalogue: catalogue)
    let facility = reader.facility()
    return Loaded(facility.map { reader.contents(of: $0) }, reader.input.diagnostics, of: file)
  }
}

extension FacilityReader {
  /// The catalogue as the file that was read sees it.
  fileprivate func contents(of facility: Facility) -> CatalogueContents {
    CatalogueContents(
      facility: facility.name,
      // Empty rack positions are no kind of node.
      kinds: facility.kinds.indices.filter { !facility.kinds[$0].isPosition }.map { i in
        let isAdded = i >= catalogue.kinds.count
        return .init(
          facility.kinds[i], isAdded: isAdded, overridden: isAdded ? [] : overriddenKinds[i] ?? [],
          evidence: named(kindEvidence[i]))
      },
      equipment: equipment.indices.map { i in
        .init(
          equipment[i], isAdded: i >= catalogue.equipment.count,
          overridden: Set((overriddenEquipment[i] ?? []).map(\.rawValue)),
          evidence: named(equipmentEvidence[i]))
      })
  }
}

private func named<Field: RawRepresentable<String> & Hashable>(
  _ evidence: [Field: Evidence]
) -> [String: Evidence] {
  Dictionary(uniqueKeysWithValues: evidence.map { ($0.rawValue, $1) })
}
