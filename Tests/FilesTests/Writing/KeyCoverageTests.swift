import Documents
import Facility
@testable import Files
import TestSupport
import Testing

/// The keys of a mapping by the names that a JSON Schema gives to its definitions.
private struct Coverage {
  let document: Document
  private let definitions: NodeID

  init(_ path: String) throws {
    let read = Document.read(try SourceFile(reading: Repository.path(path)))
    document = try #require(read.document)
    definitions = try #require(document.value(of: "$defs", in: document.root))
  }

  /// The keys of the file itself, or of a definition; nil where it is no mapping of the format.
  func keys(of definition: NodeID) -> Set<String>? {
    guard let properties = document.value(of: "properties", in: definition) else { return nil }
    return Set(document.pairs(of: properties).map { document.text(of: $0.key) })
  }

  /// The definitions that are mappings, with their keys.
  var mappings: [String: Set<String>] {
    let all = document.pairs(of: definitions).compactMap { key, value in
      keys(of: value).map { (document.text(of: key), $0) }
    }
    return Dictionary(uniqueKeysWithValues: all)
  }
}

private func keys<Owner>(_ table: KeyTable<Owner>) -> Set<String> { Set(table.keys.list) }

@Suite struct KeyCoverageTests {
  @Test func `every key of a facility file is described and written`() throws {
    let schema = try Coverage("docs/schema/facility-1.json")
    #expect(schema.keys(of: schema.document.root) == keys(FacilityDescription.table))
    let stage = keys(StageDescription.table)
    let cooling = keys(CoolingDescription.table)
    let (load, fabric) = (keys(LoadDescription.table), keys(FabricDescription.table))
    let (zone, profile) = (keys(ZoneDescription.table), keys(ProfileDescription.table))
    let celsius = keys(RangeDescription<Celsius>.table)
    let described: [String: Set<String>] = [
      "kind": keys(KindDescription.table), "equipment": keys(EquipmentDescription.table), "profile": profile,
      "profileOverride": profile, "portGroup": keys(PortsDescription.table), "watts": celsius,
      "temperatures": celsius, "supplies": keys(SuppliesDescription.table), "numaEven": keys(EvenSplit.table),
      "numaDomain": keys(DomainDescription.table), "amps": keys(CurrentRating.table),
      "derate": keys(DerateDescription.table), "failures": keys(FailureDescription.table), "zone": zone, "root": zone,
      "template": keys(TemplateDescription.table), "nodes": keys(NodesDescription.table), "stage": stage,
      "stageOverride": stage, "cooling": cooling, "coolingOverride": cooling, "load": load, "loadOverride": load,
      "fabric": fabric, "fabricOverride": fabric, "override": keys(OverrideDescription.table),
      "outOfService": keys(OutOfServiceDescription.table), "placed": keys(StandingDescription.table),
      "quantities": ["about", "source"],
    ]
    #expect(schema.mappings == described)
  }

  @Test func `every key of a book is described and written`() throws {
    let schema = try Coverage("docs/schema/book-1.json")
    #expect(schema.keys(of: schema.document.root) == keys(BookDescription.table))
    let described: [String: Set<String>] = [
      "tenant": keys(TenantDescription.table), "lease": keys(LeaseDescription.table),
      "elastic": keys(ElasticDescription.table), "pool": keys(PoolDescription.table),
      "space": keys(SpaceDescription.table), "profile": keys(ProfileDescription.table),
      "status": keys(StatusDescription.table), "option": keys(OptionDescription.table),
      "hold": keys(HoldDescription.table), "rofo": keys(RightDescription.table),
      "proposal": keys(ProposalDescription.table), "spread": keys(SpreadDescription.table),
      "segment": keys(WideSegmentDescription.table),
      "expand": keys(ExpansionDescription.table), "place": keys(PlaceDescription.table), "quantities": ["source"],
    ]
    #expect(schema.mappings == described)
  }
}
