import Encoding
public import PlanModel
public import Documents

/// Benchmark instances in the format `ccp-instance-1`: JSON, columns instead of objects, every index from 0.
public enum BenchmarkInstanceFile {
  /// Reads an instance; a column that is too short, a number out of range, or an index that points nowhere is an error.
  ///
  /// - Complexity: O(bytes of the file).
  public static func read(_ file: SourceFile) -> Loaded<BenchmarkInstance> {
    let (document, diagnostics) = Document.read(file)
    guard let document else { return Loaded(nil, diagnostics, of: file) }
    var reader = Reader(DocumentDecoder(document, diagnostics: diagnostics))
    let instance = reader.read()
    return Loaded(instance, reader.decoder.diagnostics, of: file)
  }

  private static let most = 1_000_000_000_001

  private struct Reader {
    var decoder: DocumentDecoder
    private var instance = BenchmarkInstance()

    init(_ decoder: DocumentDecoder) { self.decoder = decoder }

    mutating func read() -> BenchmarkInstance? {
      let keys = Keys(
        "schema", "name", "seed", "types", "profiles", "levels", "racks", "leaves", "pods", "halls", "pdus", "upses",
        "substations", "feeds", "cooling", "workloads")
      guard let fields = decoder.fields(decoder.document.root, "an instance", keys: keys) else { return nil }
      if let node = decoder.required(fields, "schema"), let schema = decoder.text(node, "the schema"),
        schema != "ccp-instance-1"
      {
        decoder.report(node, "`\(schema)` is not a schema that can be read", expected: "ccp-instance-1")
        return nil
      }
      instance.name = fields["name"].flatMap { decoder.text($0, "the name") } ?? "instance"
      readTypes(fields)
      instance.halls = number(fields, "halls", in: 0...1_000_000) ?? 0
      readPlaces(fields)
      readPower(fields)
      readWorkloads(fields)
      return instance
    }

    private mutating func number(_ fields: Fields, _ key: StaticString, in range: ClosedRange<Int>) -> Int? {
      decoder.required(fields, key).flatMap { decoder.integer($0, "\(key)", in: range) }
    }

    private mutating func readTypes(_ fields: Fields) {
      for node in list(fields, "types") {
        let keys = Keys("name", "node_gpus", "rack_nodes", "gpu_watts", "heat_permille")
        guard let type = decoder.fields(node, "a type", keys: keys) else { continue }
        let name = decoder.required(type, "name").flatMap { decoder.text($0, "the name") } ?? ""
        guard let gpus = number(type, "node_gpus", in: 1...1_024),
          let nodes = number(type, "rack_nodes", in: 0...100_000),
          let watts = number(type, "gpu_watts", in: 0...1_000_000),
          let heat = number(type, "heat_permille", in: 0...1_000)
        else { continue }
        instance.types.append(
          .init(name: name, nodeGPUs: gpus, rackNodes: nodes, gpuWatts: watts, heatPermille: heat))
      }
      for node in list(fields, "profiles") {
        guard let profile = decoder.fields(node, "a profile", keys: Keys("name", "permille", "gbps", "cents")) else {
          continue
        }
        let name = decoder.required(profile, "name").flatMap { decoder.text($0, "the name") } ?? ""
        guard let permille = number(profile, "permille", in: 0...10_000),
          let gbps = number(profile, "gbps", in: 0...1_000_000)
        else { continue }
        instance.profiles.append(.init(name: name, permille: permille, gbps: gbps))
      }
      for node in list(fields, "levels") {
        let known = ["node", "rack", "leaf", "pod", "hall"]
        if let level = decoder.word(node, "a level", among: known.map { ($0, $0) }) { instance.levels.append(level) }
      }
    }

    private mutating func list(_ fields: Fields, _ key: StaticString) -> [NodeID] {
      decoder.required(fields, key).map { decoder.list($0, key) } ?? []
    }

    /// A column of whole numbers in a range; the first that is not, and a wrong length, are reported.
    private mutating func column(
      _ table: Fields?, _ key: StaticString, in range: Range<Int>, count: Int? = nil, of what: String = ""
    ) -> [Int] {
      guard let table, let node = decoder.required(table, key) else { return [] }
      var column: [Int] = []
      column.reserveCapacity(decoder.document.count(of: node))
      for entry in decoder.list(node, key) {
        guard let value = decoder.document.integer(entry), range.contains(value) else {
          let expected = what.isEmpty ? "a whole number from \(range.lowerBound) to \(range.upperBound - 1)" : what
          decoder.report(
            entry, "`\(key)`: \(decoder.describe(entry)) at position \(column.count)", expected: expected)
          return []
        }
        column.append(value)
      }
      if let count, column.count != count {
        decoder.report(node, "`\(key)` has \(column.count) entries", expected: "\(count), as many as the other columns")
        return []
      }
      return column
    }

    /// A column of indices into a table of `count` entries.
    private mutating func indices(
      _ table: Fields?, _ key: StaticString, into count: Int, of what: String, length: Int? = nil
    ) -> [Int] {
      let expected = count > 0 ? "an index of \(what), 0 to \(count - 1)" : "no entry: there is not \(what) to point at"
      return column(table, key, in: 0..<count, count: length, of: expected)
    }

    private mutating func table(_ fields: Fields, _ key: StaticString, keys: Keys) -> Fields? {
      decoder.required(fields, key).flatMap { decoder.fields($0, key, keys: keys) }
    }

    private mutating func readPlaces(_ fields: Fields) {
      let pods = table(fields, "pods", keys: Keys("hall", "uplink_gbps"))
      instance.podHall = indices(pods, "hall", into: instance.halls, of: "a hall")
      instance.podUplink = column(pods, "uplink_gbps", in: 0..<most, count: instance.podHall.count)
      let leaves = table(fields, "leaves", keys: Keys("pod", "uplink_gbps"))
      instance.leafPod = indices(leaves, "pod", into: instance.podHall.count, of: "a pod")
      instance.leafUplink = column(leaves, "uplink_gbps", in: 0..<most, count: instance.leafPod.count)
    }

    private mutating func readPower(_ fields: Fields) {
      let feeds = table(fields, "feeds", keys: Keys("power_w"))
      instance.feedWatts = column(feeds, "power_w", in: 0..<most)
      let substations = table(fields, "substations", keys: Keys("feed", "power_w"))
      instance.substationFeed = indices(substations, "feed", into: instance.feedWatts.count, of: "a feed")
      instance.substationWatts = column(substations, "power_w", in: 0..<most, count: instance.substationFeed.count)
      let upses = table(fields, "upses", keys: Keys("substation", "power_w"))
      instance.upsSubstation = indices(upses, "substation", into: instance.substationFeed.count, of: "a substation")
      instance.upsWatts = column(upses, "power_w", in: 0..<most, count: instance.upsSubstation.count)
      let pdus = table(fields, "pdus", keys: Keys("ups", "power_w"))
      instance.pduUPS = indices(pdus, "ups", into: instance.upsSubstation.count, of: "a UPS")
      instance.pduWatts = column(pdus, "power_w", in: 0..<most, count: instance.pduUPS.count)
      instance.coolingWatts = column(table(fields, "cooling", keys: Keys("heat_w")), "heat_w", in: 0..<most)
      let racks = table(
        fields, "racks", keys: Keys("type", "leaf", "pdu", "cool", "power_w", "base_nodes", "base_w"))
      instance.rackType = indices(racks, "type", into: instance.types.count, of: "a type")
      let count = instance.rackType.count
      instance.rackLeaf = indices(racks, "leaf", into: instance.leafPod.count, of: "a leaf", length: count)
      instance.rackPDU = indices(racks, "pdu", into: instance.pduUPS.count, of: "a PDU", length: count)
      instance.rackCooling = indices(
        racks, "cool", into: instance.coolingWatts.count, of: "a cooling loop", length: count)
      instance.rackWatts = column(racks, "power_w", in: 0..<10_000_001, count: count)
      instance.rackBaseNodes = column(racks, "base_nodes", in: 0..<100_001, count: count)
      if let node = racks?["base_nodes"] { checkBaseNodes(at: node) }
      instance.rackBaseWatts = column(racks, "base_w", in: 0..<10_000_001, count: count)
    }

    /// No more nodes are leased already than stand in the rack.
    private mutating func checkBaseNodes(at node: NodeID) {
      guard instance.rackBaseNodes.count == instance.rackType.count else { return }
      for (rack, nodes) in instance.rackBaseNodes.enumerated() {
        let most = instance.types[instance.rackType[rack]].rackNodes
        guard nodes > most else { continue }
        return decoder.report(
          node, "base_nodes: \(nodes) nodes are leased already in rack \(rack), which has \(most)",
          expected: "at most the type's rack_nodes")
      }
    }

    private mutating func readWorkloads(_ fields: Fields) {
      let workloads = table(fields, "workloads", keys: Keys("type", "gpus", "profile", "level", "value"))
      instance.workType = indices(workloads, "type", into: instance.types.count, of: "a type")
      let count = instance.workType.count
      instance.workGPUs = column(workloads, "gpus", in: 1..<1_000_000_001, count: count)
      instance.workProfile = indices(
        workloads, "profile", into: instance.profiles.count, of: "a profile", length: count)
      instance.workLevel = indices(workloads, "level", into: instance.levels.count, of: "a level", length: count)
      instance.workValue = column(workloads, "value", in: 0..<most, count: count)
    }
  }
}

/// Solutions of benchmark instances: `{"placements": {"<workload>": [[rack, gpus], …]}}`; refused workloads are absent.
public enum BenchmarkSolutionFile {
  /// The solution's bytes, workloads ascending, one a line.
  public static func write(_ solution: BenchmarkSolution) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("placements")
      writer.object { writer in
        for placement in solution.placements {
          writer.key(String(placement.workload))
          writer.array(inline: true) { writer in
            for part in placement.parts {
              writer.array(inline: true) { writer in
                writer.value(part.rack)
                writer.value(part.gpus)
              }
            }
          }
        }
      }
    }
    return writer.text
  }
}
