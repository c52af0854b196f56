import Documents

// The values of a lease that several columns make up.

extension BookTable {
  /// Adds what a group of columns makes up in the row.
  mutating func add(_ group: BookColumnGroup) {
    switch group {
    case .amount: addAmount()
    case .megawatts: addMegawatts()
    case .kinds: addKinds()
    case .status: addStatus()
    case .price: addPrice()
    case .spread: addMapping("spread", [("over", .spreadOver), ("at-most", .spreadAtMost)])
    case .segment: addSegment()
    case .expansion: addExpansion()
    case .quantities: addQuantities()
    case .places: addPlaces()
    }
  }

  /// A value of the lease.
  private mutating func add(_ key: StaticString, _ value: DocumentBuilder.Text) {
    rows.add(leaseKey(key), reader.builder.text(value))
  }

  /// Opens the container that is a value of the lease.
  private mutating func begin(_ key: StaticString, _ shape: Document.Shape, at place: DocumentBuilder.Text) {
    rows.add(leaseKey(key), reader.builder.begin(shape, at: place))
  }

  /// A value with its key in the mapping that is open.
  private mutating func addEntry(_ name: String, _ value: DocumentBuilder.Text) {
    let key = reader.builder.add(name, at: value)
    reader.builder.key(key, at: value)
    reader.builder.text(value)
  }

  /// A mapping of cells, where any of them is given.
  private mutating func addMapping(_ name: StaticString, _ parts: [(key: String, column: BookColumn)]) {
    let given = parts.compactMap { part in cell(part.column).map { (part.key, $0) } }
    guard let first = given.first else { return }
    begin(name, .mapping, at: first.1)
    for (key, cell) in given { addEntry(key, cell) }
    reader.builder.end()
  }

  private mutating func addAmount() {
    if let gpus = cell(.gpus), cell(.floor) == nil, cell(.utilisation) == nil {
      add("gpus", gpus)
    } else if cell(.utilisation) != nil {
      addMapping("pool", [("gpus", .gpus), ("utilisation", .utilisation)])
    } else {
      addMapping("gpus", [("floor", .floor), ("asked", .gpus)])
    }
  }

  private mutating func addSegment() {
    if cell(.segmentWithin) == nil {
      if let size = cell(.segment) { add("segment", size) }
    } else {
      addMapping("segment", [("size", .segment), ("within", .segmentWithin)])
    }
  }

  private mutating func addMegawatts() {
    if let megawatts = cell(.megawatts), isWhole(megawatts, with: .at, where: " at ") {
      add("megawatts", joined(megawatts, separator: " at ", cell(.at)))
    }
    if BookColumnGroup.space.contains(where: { cell($0) != nil }), misses(.with) {
      missing.insert(BookColumn.kind.name)
      return
    }
    addMapping("space", [("per-rack", .perRack), ("liquid", .liquid), ("positions", .positions)])
  }

  private mutating func joined(
    _ text: DocumentBuilder.Text, separator middle: String, _ end: DocumentBuilder.Text?
  ) -> DocumentBuilder.Text {
    guard let end else { return text }
    return reader.builder.add(reader.builder.string(text) + middle + reader.builder.string(end), at: text)
  }

  private mutating func addPrice() {
    guard let price = cell(.price), isWhole(price, with: .priceUnit, where: "$") else { return }
    add("price", joined(price, separator: " ", cell(.priceUnit)))
  }

  /// True where a cell belongs to the row's values that stand in a column which an error in the header hides.
  private func misses(_ column: BookColumn) -> Bool { cell(column) == nil && missing.contains(column.name) }

  /// True where a figure is whole, alone or with another column's cell; where an error in the header hides that column, the figure is
  /// not held against the row.
  private mutating func isWhole(_ figure: DocumentBuilder.Text, with rest: BookColumn, where sign: String) -> Bool {
    if !misses(rest) || reader.builder.string(figure).contains(sign) { return true }
    missing.formUnion(BookColumn.required.map(\.name) + BookColumn.amounts.map(\.name))
    return false
  }

  private mutating func addKinds() {
    guard let cell = cell(.kind) else { return }
    guard reader.builder.contains("|", in: cell) else { return add("kind", cell) }
    let kinds = reader.builder.parts(of: cell, separator: "|")
    begin("kinds", .sequence, at: cell)
    for kind in kinds { reader.builder.text(kind) }
    reader.builder.end()
  }

  private mutating func addStatus() {
    let companions: [BookColumn] = [.until, .probability, .zone, .notice]
    let given = companions.compactMap { column in cell(column).map { (column, $0) } }
    guard let cell = cell(.status) else {
      if let (column, place) = given.first, !missing.contains(BookColumn.status.name) {
        reader.report(place, "`\(column.name)` stands without a status", expected: "a cell in the column `status`")
      }
      return
    }
    let word = reader.builder.string(cell)
    let isAlone = given.isEmpty && !["option", "hold", "proposal"].contains(word)
    guard !isAlone else { return add("status", cell) }
    begin("status", .mapping, at: cell)
    reader.builder.key(cell, at: cell)
    reader.builder.begin(.mapping, at: cell)
    for (column, value) in given {
      addEntry(column == .until && word == "hold" ? "expires" : column.name, value)
    }
    reader.builder.end()
    reader.builder.end()
  }

  private mutating func addExpansion() {
    if misses(.within) { return }
    guard let within = cell(.within), reader.builder.string(within) == "adjacent" else {
      return addMapping("expand", [("lease", .expand), ("within", .within)])
    }
    begin("expand", .mapping, at: cell(.expand) ?? within)
    if let lease = cell(.expand) { addEntry("lease", lease) }
    addEntry("adjacent", reader.builder.add("yes", at: within))
    reader.builder.end()
  }

  /// `storage=2 PB|wan=100 Gb/s`.
  private mutating func addQuantities() {
    guard let cell = cell(.quantities) else { return }
    var names: Set<String> = []
    begin("quantities", .mapping, at: cell)
    for part in reader.builder.parts(of: cell, separator: "|") {
      let sides = reader.builder.parts(of: part, separator: "=")
      guard sides.count == 2, !sides[0].isEmpty else {
        reader.report(
          part, "`\(reader.builder.string(part))` is no quantity", expected: "such as `storage=2 PB|wan=100 Gb/s`")
        continue
      }
      if !names.insert(reader.builder.string(sides[0])).inserted {
        reader.report(sides[0], "`\(reader.builder.string(sides[0]))` is given twice", expected: "each quantity once")
      }
      reader.builder.key(sides[0], at: sides[0])
      reader.builder.text(sides[1])
    }
    reader.builder.end()
  }

  /// `hall-1/rack-[1-8]:4|hall-2`, or a piece of a node by its domains: `hall-1/rack-2/node-3:2+0`.
  private mutating func addPlaces() {
    guard let cell = cell(.placed) else { return }
    begin("placed", .sequence, at: cell)
    for part in reader.builder.parts(of: cell, separator: "|") {
      let sides = reader.builder.parts(of: part, separator: ":")
      reader.builder.begin(.mapping, at: part)
      let path = reader.builder.parts(of: sides[0], separator: "/")
      let node = path.last.map { reader.builder.string($0) }.flatMap { splitNumber($0) }
      if let node, node.base == "node", path.count > 1 {
        addPiece(ofNode: node.number, at: path, gpus: sides)
      } else {
        addEntry("at", sides[0])
        if sides.count > 1 { addEntry("nodes", joined(sides[1...], ":")) }
      }
      reader.builder.end()
    }
    reader.builder.end()
  }

  private mutating func addPiece(ofNode node: Int, at path: [DocumentBuilder.Text], gpus sides: [DocumentBuilder.Text])
  {
    addEntry("at", joined(path.dropLast(), "/"))
    if let last = path.last { addEntry("node", reader.builder.add("\(node)", at: last)) }
    guard sides.count > 1 else { return }
    reader.builder.key(reader.builder.add("gpus", at: sides[1]), at: sides[1])
    reader.builder.begin(.sequence, at: sides[1])
    // Joined first: the builder would be copied before what it gains.
    let domains = joined(sides[1...], ":")
    for domain in reader.builder.parts(of: domains, separator: "+") { reader.builder.text(domain) }
    reader.builder.end()
  }

  private mutating func joined(_ parts: ArraySlice<DocumentBuilder.Text>, _ separator: String) -> DocumentBuilder.Text {
    guard let first = parts.first, parts.count > 1 else { return parts.first ?? header[0] }
    return reader.builder.add(parts.map { reader.builder.string($0) }.joined(separator: separator), at: first)
  }
}
