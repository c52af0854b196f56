/// The places of a table's columns in lines of a width.
///
/// Where it is too wide, prose gives way first and goes under the rows; then titles are broken, then names, and a name that is too
/// long for its column all the same pushes the rest of its row into the next line. A table that is too wide even so is written in
/// blocks, each with the columns that tell its rows apart.
struct TableLayout {
  /// Spaces before the first column, and between two.
  static let indent = 2, space = 2

  /// A title with a word longer than this stands above the others, rather than make its column wide.
  static let mostTitle = 20

  /// Columns that stand side by side.
  struct Block {
    /// Their places in the table.
    let columns: [Int]
    let widths: [Int]

    /// Columns of a line up to the end of the column at a place in the block.
    func end(_ place: Int) -> Int { offset(place) + widths[place] }

    /// Spaces in a line before the column at a place in the block.
    func offset(_ place: Int) -> Int {
      widths[..<place].reduce(TableLayout.indent) { $0 + $1 + TableLayout.space }
    }
  }

  /// One block, or several that follow each other.
  let blocks: [Block]
  /// True where the prose of the last column stands under the rows.
  let lowersProse: Bool

  /// Lays out columns.
  ///
  /// - Complexity: O(cells + columns × width).
  init(_ columns: [Table.Column], keys: Int, rows: [Table.Row], width: Int) {
    let sizes = columns.indices.map { column in Size(columns[column], cells: rows.map { $0.cells[column] }) }
    let most = width - Self.indent
    let isProse = columns.last?.overflow == .wrap && columns.count > 1
    lowersProse = isProse && Self.total(sizes.map(\.prosaic)) > most
    let shown = lowersProse ? Array(columns.indices.dropLast()) : Array(columns.indices)
    blocks = Self.divided(shown, keys: keys, sizes, most).map { columns in
      Block(columns: columns, widths: Self.fitted(columns.map { sizes[$0] }, most))
    }
  }

  /// The widths that a column may have.
  private struct Size {
    let isProse: Bool
    /// With its title in one line and its longest cell.
    let whole: Int
    /// With its title broken.
    let broken: Int
    /// With its names broken too; the same for a column that holds none.
    let parted: Int
    /// With names that go beyond it.
    let least: Int

    init(_ column: Table.Column, cells: [Table.Cell]) {
      let title = min(TextMeasure.longestPart(column.title), TableLayout.mostTitle)
      let cell = cells.reduce(0) { max($0, TextMeasure.width($1.text)) }
      isProse = column.overflow == .wrap
      whole = max(title < TextMeasure.longestPart(column.title) ? title : TextMeasure.width(column.title), cell)
      broken = isProse ? min(whole, max(title, column.minWidth)) : max(title, cell)
      let isName = column.overflow == .name
      parted = isName ? cells.reduce(title) { max($0, $1.longestPart(in: column)) } : broken
      least = isName ? min(parted, max(title, column.minWidth)) : broken
    }

    /// The width at which prose, but nothing else, is broken.
    var prosaic: Int { isProse ? broken : whole }
  }

  private static func total(_ widths: [Int]) -> Int { widths.reduce(0, +) + space * max(0, widths.count - 1) }

  /// The columns in as few blocks as hold them in their order, the keys in each.
  private static func divided(_ columns: [Int], keys: Int, _ sizes: [Size], _ most: Int) -> [[Int]] {
    if total(columns.map { sizes[$0].least }) <= most { return [columns] }
    // A name that every row moves out of its column is no gain: blocks leave names a good width.
    let widths = sizes.map { $0.isProse ? $0.broken : max($0.least, min($0.parted, 24)) }
    let key = Array(columns.prefix(keys))
    var blocks = [key]
    for column in columns.dropFirst(keys) {
      let longer = blocks[blocks.count - 1] + [column]
      if longer.count == keys + 1 || total(longer.map { widths[$0] }) <= most {
        blocks[blocks.count - 1] = longer
      } else {
        blocks.append(key + [column])
      }
    }
    return blocks
  }

  /// Widths that sum to no more than a line, if they can.
  private static func fitted(_ sizes: [Size], _ most: Int) -> [Int] {
    var widths = sizes.map(\.whole)
    var excess = total(widths) - most
    for at in sizes.indices where excess > 0 && sizes[at].isProse {
      let given = max(0, min(excess, widths[at] - sizes[at].broken))
      widths[at] -= given
      excess -= given
    }
    for floor in [\Size.broken, \Size.parted, \Size.least] {
      while excess > 0 {
        let wide = sizes.indices.filter { widths[$0] > sizes[$0][keyPath: floor] }
        guard let widest = wide.max(by: { (widths[$0], $1) < (widths[$1], $0) }) else { break }
        widths[widest] -= 1
        excess -= 1
      }
    }
    return widths
  }
}
