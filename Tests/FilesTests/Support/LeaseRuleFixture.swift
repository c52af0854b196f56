import Facility
import Files
import Documents
import Tenancy
import Testing

/// The site that the rules of leases are read against: air-cooled nodes of two NUMA domains, a rack of 18 trays, rack
/// positions, quantities by name, two UPSes, a node out of service, a piece of a node that is let.
enum LeaseRuleFixture {
  static let text = """
    format: headroom-facility-1
    name: rules
    zone:
      level: site
      power: [{name: contract, rating: 10 MW}]
      quantities: {storage: 12 PB, wan: 400 Gb/s, public-ips: 1024}
      zones:
        - name: hall
          count: 2
          level: hall
          power: [{name: ups, count: 2, wired: block, rating: 1 MW}]
          zones:
            - {name: rack, count: 4, level: rack, nodes: {kind: dgx-h100, count: 4}}
        - name: annex
          level: hall
          quantities: {storage: 1 PB}
          zones:
            - {name: nvl, level: rack, nodes: {kind: gb200-nvl72, count: 18}}
            - {name: space, count: 2, level: rack, positions: 10}
            - {name: mixed, level: rack, nodes: [{kind: dgx-h100, count: 2}, {kind: dgx-h200, count: 2}], positions: 3}
    spares: {dgx-h100: {failures: 0.47 per 1000 GPU-days, repair: 3 days, confidence: 99 %}}
    out-of-service:
      - {at: hall-1/rack-2/node-4, state: failed}
      - {at: annex/mixed/node-3, state: maintenance}
      - {at: hall-1/rack-2/node-2, state: failed}
    placed:
      - {lease: standing, at: hall-2/rack-4}
      - {lease: notebook, at: hall-2/rack-1, node: 1, gpus: [0, 2]}
    """

  /// A book with every key that a lease may have.
  static let bookText = """
    format: headroom-tenants-1
    tenants:
      - name: a
        leases:
          - {name: whole, gpus: 64, kinds: [dgx-h200, dgx-h100], exclusive: rack, spread: {over: hall, at-most: 50 %}, price: 2 $/GPU-h}
          - {name: elastic, gpus: {floor: 8, asked: 32}, kind: dgx-h100, exclusive: power-group, price: 2 $/GPU-h}
          - {name: power, megawatts: 0.2 MW at meter, with: hardware, kind: dgx-h100, price: 185 $/kW-month}
          - name: space
            megawatts: 600 kW at critical
            with: space
            space: {per-rack: 60 kW, liquid: 70 %, positions: 8}
            placed: [{at: annex/space-1, nodes: 4}]
            price: 0.25 $/kW-h
          - {name: pool, pool: {gpus: 20, utilisation: 80 %}, kind: dgx-h100, status: {option: {until: 2027-03-31, probability: 60 %}}, price: 1 $/GPU-h}
          - {name: trays, gpus: 64, kind: gb200-nvl72, segment: 8, status: {hold: {expires: 2027-01-31}}, price: 3 $/GPU-h}
          - {name: more, gpus: 8, kind: dgx-h100, expand: {lease: whole, within: hall}, price: 1 $/h}
          - {name: beside, gpus: 8, kind: dgx-h100, expand: {lease: standing, adjacent: yes}, exclusive: node, price: 1 $/h}
          - {name: piece, gpus: 3, kind: dgx-h100, numa: single, placed: {at: hall-1/rack-1, node: 4, domain: 2}, price: 1 $/h}
          - {name: across, gpus: 5, kind: dgx-h100, numa: any, placed: [{at: hall-1/rack-1, node: 3, gpus: [2, 3]}], price: 1 $/h}
          - name: standing
            gpus: 32
            kind: dgx-h100
            movable: 400 $/node
            status: {rofo: {zone: hall-2, notice: 30 days, probability: 10 %}}
            quantities: {storage: 2 PB, wan: 10 GB/s, public-ips: 64}
            price: 2 $/GPU-h
    """

  /// Rows that say what `bookText` says.
  static let table = """
    tenant,lease,gpus,floor,utilisation,megawatts,at,with,per-rack,liquid,positions,kind,status,until,probability,zone,notice,price,price-unit,exclusive,spread-over,spread-at-most,numa,segment,expand,within,quantities,placed,movable
    a,whole,64,,,,,,,,,dgx-h200|dgx-h100,,,,,,2,$/GPU-h,rack,hall,50 %,,,,,,,
    a,elastic,32,8,,,,,,,,dgx-h100,,,,,,2,$/GPU-h,power-group,,,,,,,,,
    a,power,,,,0.2 MW,meter,hardware,,,,dgx-h100,,,,,,185,$/kW-month,,,,,,,,,,
    a,space,,,,600 kW at critical,,space,60 kW,70 %,8,,,,,,,0.25,$/kW-h,,,,,,,,,annex/space-1:4,
    a,pool,20,,80 %,,,,,,,dgx-h100,option,2027-03-31,60 %,,,1,$/GPU-h,,,,,,,,,,
    a,trays,64,,,,,,,,,gb200-nvl72,hold,2027-01-31,,,,3,$/GPU-h,,,,,8,,,,,
    a,more,8,,,,,,,,,dgx-h100,contracted,,,,,1,$/h,,,,,,whole,hall,,,
    a,beside,8,,,,,,,,,dgx-h100,,,,,,1,$/h,node,,,,,standing,adjacent,,,
    a,piece,3,,,,,,,,,dgx-h100,,,,,,1,$/h,,,,single,,,,,hall-1/rack-1/node-4:0+3,
    a,across,5,,,,,,,,,dgx-h100,,,,,,1,$/h,,,,any,,,,,hall-1/rack-1/node-3:2+3,
    a,standing,32,,,,,,,,,dgx-h100,rofo,,10 %,hall-2,30 days,2,$/GPU-h,,,,,,,,storage=2 PB|wan=10 GB/s | public-ips = 64,,400 $/node
    """

  /// The facility; a DGX H100 of the catalogue has two domains of four GPUs.
  static func facility() throws -> Facility {
    let file = SourceFile(name: "facility.yaml", text: text)
    let loaded = FacilityFile.read(file)
    return try #require(loaded.value, "\(Documents.text(of: loaded.diagnostics))")
  }

  /// The leases of a book that is in order.
  static func leases(_ leases: String...) throws -> [Lease] {
    let text = "format: headroom-tenants-1\ntenants:\n- name: t\n  leases:\n" + leases.map { "  - {\($0)}\n" }.joined()
    let loaded = BookFile.read(SourceFile(name: "t.yaml", text: text), for: try facility())
    let book = try #require(loaded.value, "\(Documents.text(of: loaded.diagnostics))")
    return book.leases
  }
}

func diagnostics(ofLeaseRules text: String) throws -> String {
  diagnosticText(of: BookFile.read(SourceFile(name: "t.yaml", text: text), for: try LeaseRuleFixture.facility()))
}

func diagnostics(ofTable text: String) throws -> String {
  diagnosticText(of: BookFile.read(SourceFile(name: "t.csv", text: text), for: try LeaseRuleFixture.facility()))
}
