import Facility
import PlanModel
import Tenancy
import Testing

@testable import Report

@Suite struct PlacementFormatterTests {
  private func text(_ kind: Int, _ racks: [(String, Int)], budget: Int = 100) -> String {
    var formatter = PlacementFormatter(Fixture.facility)
    return formatter.text(of: Fixture.placement(of: 0, kind: kind, racks), budget: budget)
  }

  private func patterns(_ kind: Int, _ racks: [(String, Int)]) -> [String] {
    var formatter = PlacementFormatter(Fixture.facility)
    return formatter.patterns(of: Fixture.placement(of: 0, kind: kind, racks)).map { "\($0.racks) × \($0.nodes)" }
  }

  @Test func `zones taken whole are named as zones, neighbours as ranges`() {
    #expect(text(0, Fixture.racks(["hall-2/pod-1", "hall-2/pod-2"], nodes: 4)) == "hall 2")
    #expect(text(0, Fixture.racks(["hall-1/pod-2"], nodes: 4)) == "hall-1: pod 2")
    #expect(text(1, Fixture.racks(["hall-1/pod-3", "hall-2/pod-3"], nodes: 4)) == "all H200 nodes")
  }

  @Test func `a rack with a failed node is whole once all others are taken`() {
    let racks = Fixture.racks(["hall-1/pod-1"], nodes: 4).map { ($0.0, $0.0.hasSuffix("2") ? 3 : 4) }
    #expect(text(0, racks) == "hall-1: pod 1")
  }

  @Test func `parts of racks say how many nodes`() {
    #expect(text(0, [("hall-1/pod-1/rack-1", 2)]) == "hall-1/pod-1: rack 1 (2 nodes)")
    #expect(text(0, Fixture.racks(["hall-2/pod-1"], nodes: 2)) == "hall-2/pod-1: racks 1-4 (2 nodes each)")
  }

  @Test func `like contents of siblings are written once`() {
    let racks = Fixture.racks(["hall-1/pod-2", "hall-2/pod-1", "hall-2/pod-2"], nodes: 1)
    #expect(
      text(0, racks) == "hall-1/pod-2: racks 1-4 (1 node each); hall-2/pods 1-2: racks 1-4 (1 node each)")
    #expect(patterns(0, racks) == ["hall-1/pod-2/rack-[1-4] × 1", "hall-2/pod-[1-2]/rack-[1-4] × 1"])
  }

  @Test func `a gap in a range is kept`() {
    let racks = [1, 2, 4].map { ("hall-2/pod-1/rack-\($0)", 4) }
    #expect(text(0, racks) == "hall-2/pod-1: racks 1-2, 4")
    #expect(patterns(0, racks) == ["hall-2/pod-1/rack-[1-2] × 4", "hall-2/pod-1/rack-4 × 4"])
  }

  @Test func `what is too long loses detail from the inside out`() {
    let racks = [("hall-1/pod-1/rack-1", 1), ("hall-1/pod-2/rack-3", 2), ("hall-2/pod-1/rack-2", 3)]
    #expect(text(0, racks, budget: 76) == "hall-1: pod 1 (1 node), pod 2 (2 nodes); hall-2: pod 1 (3 nodes)")
    #expect(text(0, racks, budget: 40) == "hall 1 (3 nodes), hall 2 (3 nodes)")
    #expect(text(0, racks, budget: 20) == "6 nodes in 3 racks")
  }

  @Test func `patterns name every rack once with its nodes`() {
    for racks in [Fixture.racks(["hall-1/pod-1", "hall-2/pod-2"], nodes: 3), [("hall-2/pod-4/rack-1", 16)]] {
      let expected = racks.map { "\($0.0) × \($0.1)" }.sorted()
      let kind = racks.count == 1 ? 2 : 0
      #expect(patterns(kind, racks).flatMap(expanded).sorted() == expected)
    }
  }

  private func expanded(_ pattern: String) -> [String] {
    guard let match = pattern.firstMatch(of: /\[(\d+)-(\d+)\]/), let from = Int(match.1), let to = Int(match.2) else {
      return [pattern]
    }
    return (from...to).flatMap { number in
      expanded(pattern.replacingCharacters(in: match.range, with: "\(number)"))
    }
  }

  @Test func `a facility that is one rack`() {
    var builder = FacilityBuilder(name: "bench", kinds: Fixture.kinds, level: .rack)
    builder.nodes(KindID(0), 4)
    var formatter = PlacementFormatter(builder.facility)
    let placement = Placement(
      lease: LeaseID(0), option: LeaseOption(kind: KindID(0)), parts: [PlacementPart(zone: ZoneID(0), nodes: 3)])
    #expect(formatter.text(of: placement, budget: 40) == "bench (3 nodes)")
    let patterns = formatter.patterns(of: placement)
    #expect(patterns.count == 1 && patterns[0] == ("bench", 3))
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
