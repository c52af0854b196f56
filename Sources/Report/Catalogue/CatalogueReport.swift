public import Facility

/// The catalogue as tables: kinds of node, then equipment by what it is for.
public enum CatalogueReport {
  /// The catalogue as text, as wide as the style says; what a facility's file states over it is marked.
  ///
  /// - Complexity: O(kinds + equipment).
  public static func text(_ contents: CatalogueContents, style: ReportStyle) -> String { page(contents).text(style) }

  /// The catalogue as GitHub-flavoured markdown, UTF-8, ending in a newline.
  ///
  /// - Complexity: O(kinds + equipment).
  public static func markdown(_ contents: CatalogueContents) -> String { page(contents).markdown }

  private static func page(_ contents: CatalogueContents) -> Page {
    var page = Page()
    page.paragraph(headline(contents), emphasis: .bold)
    draws(contents.kinds, &page)
    hosts(contents.kinds, &page)
    racks(contents.kinds, &page)
    switches(contents.equipment, &page)
    smallLoads(contents.equipment, &page)
    cooling(contents.equipment, &page)
    power(contents.equipment, &page)
    legend(contents, &page)
    return page
  }

  static func headline(_ contents: CatalogueContents) -> String {
    let size =
      counted(contents.kinds.count, "kind") + " of node, "
      + counted(contents.equipment.count, "piece") + " of equipment"
    guard let facility = contents.facility else { return "The catalogue: \(size)." }
    let kinds = contents.kinds.map { ($0.isAdded, $0.overridden.count) }
    let changes = kinds + contents.equipment.map { ($0.isAdded, $0.overridden.count) }
    let added = changes.count { $0.0 }
    let stated = changes.reduce(0) { $0 + $1.1 }
    return "The catalogue as \(facility) sees it: \(size); it adds \(added) and states \(counted(stated, "field"))"
      + " over the catalogue's."
  }

  private static func legend(_ contents: CatalogueContents, _ page: inout Page) {
    page.heading("Legend")
    let all = contents.kinds.map(\.evidence) + contents.equipment.map(\.evidence)
    var provenance = Provenance()
    for evidence in all.flatMap(\.values) { provenance.count(evidence) }
    page.paragraph("Figures: " + FacilitySections.provenance(provenance) + ".", indent: 2, hanging: 2)
    page.paragraph("-: no page that was read gives it. Optics and cables: each end.", indent: 2, hanging: 2)
    guard let facility = contents.facility else { return }
    page.paragraph(
      "* stated by the file of \(facility) over the catalogue; + only in that file.", indent: 2, hanging: 2)
  }
}

/// A row in the making: cells that mark what a facility's file states.
struct CatalogueRow<Value: Sendable> {
  private let entry: CatalogueContents.Entry<Value>
  private(set) var cells: [Table.Cell]

  init(_ entry: CatalogueContents.Entry<Value>, name: String) {
    self.entry = entry
    cells = [Table.Cell((entry.isAdded ? "+" : "") + name)]
  }

  /// Adds a figure by its key in files; nil is shown as `-`.
  mutating func add(_ key: String, _ text: String?) {
    let isMarked = entry.overridden.contains(key)
    cells.append(Table.Cell((isMarked ? "*" : "") + (text ?? "-"), isMarked ? .warning : nil))
  }
}
