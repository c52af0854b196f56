import Facility
import Files
import PlanModel
import Documents
import Tenancy
import TestSupport
import Testing

/// Files that are in order and use every section of their formats.
enum SampleFiles {
  /// Two halls of pods of two sorts, a row written out, every section of the format.
  static let facilityText = """
    format: headroom-facility-1
    name: sample
    sources: {S: a source}
    kinds:
      dgx-h100: {idle: 2.1 kW, source: "estimate: S"}
      tray: {gpu: T, gpus: 4, nvlink-domain: 8, nameplate: 5 kW ± 5 %, sustained-peak: 4 kW, average: 3 kW, idle: 1 kW, liquid: 90 %, height: 1 U}
    bases:
      ceiling: {dgx-h100: 11 kW, tray: 90 kW / 18, source: "published: S"}
    profiles:
      night: {sustained-peak: 50 % of nameplate, average: 40 % of average}
    templates:
      rack-of:
        parameters: [kind, count]
        level: rack
        power: [{name: breaker, rating: {amps: 60 A, volts: 415 V, phases: 3, circuits: 2}, continuous: 80 %}]
        cooling: [{name: cdu, takes: liquid, rating: 100 kW, derate: {above: 32 °C, by: 5 kW per K}}]
        height: 48 U
        reserved: 8 U
        nodes: {kind: $kind, count: $count}
      pod-of:
        parameters: [kind]
        level: pod
        power: [{name: busway, count: 2, wired: block, rating: 800 kW}]
        zones: [{name: rack, count: 4, template: rack-of, with: {kind: $kind, count: 3}}]
    zone:
      level: site
      water-supply: 34.7 °C
      quantities: {storage: 12 PB, wan: 400 Gb/s}
      power:
        - {name: contract, rating: 20 MW}
        - {name: substation, units: 2, spare: 1, rating: unknown, efficiency: 99.5 %}
      loads:
        - {name: plant, of-it: 10 % ± 20 %, from: contract}
      zones:
        - name: hall
          count: 2
          level: hall
          quantities: {storage: 3 PB}
          power:
            - {name: transformer, count: 3, serves: "pod-[1-6]", wired: round-robin, rating: 3 MVA, power-factor: 98 %, efficiency: 99 %, no-load-loss: 5 kW, square-loss: 20 kW}
          cooling: [{name: air-handler, takes: air, count: 6, spare: 1, rating: 400 kW}]
          loads: [{name: network, per-gpu: 81 W}, {name: storage, of-nodes: 3 %}]
          zones:
            - {name: pod, count: 6, template: pod-of, with: {kind: dgx-h100}}
            - {name: pod, first: 7, count: 2, template: pod-of, with: {kind: tray}}
        - name: annex
          level: row
          fabric:
            - {name: compute, switch: sn5600, speed: 400 Gb/s, endpoints: 8 per node, other-endpoints: 2, tiers: 3, rails: 4, planes: 2, nodes-per-unit: 16, oversubscription: 2:1, leaves-per-group: 8, cores: yes, from: substation, heat: liquid}
            - {name: storage, radix: 64, max-power: 1.72 kW, typical-power: 747 W, drawn-at: typical, optics: 17 W / 2, endpoints: 2 per node, tiers: 2}
          zones:
            - {name: rack, template: rack-of, with: {kind: tray, count: 18}}
            - name: mixed
              level: rack
              nodes: [{kind: dgx-h100, count: 2}, {kind: tray, count: 2}]
    overrides:
      - {at: "hall-1/pod-[1-2]/rack-*", power: {breaker: {rating: 60 kW}}}
      - {at: hall-2, cooling: {air-handler: {spare: 2}}, water-supply: 30 °C}
    spares: {dgx-h100: 1 per 8}
    out-of-service:
      - {at: "hall-1/pod-3/rack-2/node-[1-2]", state: failed}
      - {at: annex/mixed, state: burn-in}
    placed:
      - {lease: old, at: ["hall-1/pod-[4-5]"], nodes: 2, profile: inference}
    not-modelled: [coolant flow]
    """

  static let bookText = """
    format: headroom-tenants-1
    tenants:
      - name: a
        leases:
          - {name: one, gpus: 64, kind: dgx-h100, level: pod, price: 2.35 $/GPU-h}
          - {name: two, gpus: all, kind: tray, profile: night, priority: 3, price: 1000 $/month}
          - {name: three, gpus: 100, kind: dgx-h100, status: {option: {until: 2027-03-31}}, price: 1500 $/GPU-month}
          - {name: four, gpus: 32, kind: gb200-nvl72, status: {proposal: {probability: 40 %}}, price: 3 $/h}
      - name: b
        leases:
          - {name: five, gpus: 24, kind: dgx-h100, level: rack, status: rofo, placed: ["hall-2/pod-1/rack-1"], price: 2 $/GPU-h}
          - name: six
            gpus: 16
            kind: tray
            status: {rofo: {zone: hall-2, notice: 30 days}}
            profile: {sustained-peak: 92 % of nameplate, average: 80 % of nameplate}
            price: 2 $/GPU-h
    """

  static func facility() throws -> Facility {
    let loaded = FacilityFile.read(SourceFile(name: "facility.yaml", text: facilityText))
    return try #require(loaded.value, "\(text(of: loaded.diagnostics))")
  }

  static func book(_ facility: Facility) throws -> Book {
    let loaded = BookFile.read(SourceFile(name: "tenants.yaml", text: bookText), for: facility)
    return try #require(loaded.value, "\(text(of: loaded.diagnostics))")
  }

  /// A plan that breaks every rule it can, so that nothing about reading leans on its being sensible.
  static func plan(_ facility: Facility, _ book: Book, seed: UInt64) -> Plan {
    var random = SeededGenerator(seed: seed)
    let racks = facility.zones.indices.filter { facility.zones[$0].level == .rack }.map { ZoneID($0) }
    var plan = Plan(
      inputs: InputHashes(facility: "ab", tenants: ""),
      settings: PlanSettings(
        basis: [.sustainedPeak, .nameplate, .average, .named("ceiling")].randomElement(using: &random)!,
        honour: Honour.allCases.randomElement(using: &random)!, unleasedIdle: Bool.random(using: &random),
        seed: random.next()))
    for lease in book.leases.indices {
      if Bool.random(using: &random) {
        plan.refusals.append(
          Refusal(
            lease: LeaseID(lease), nodes: Int.random(in: 0...99, using: &random),
            reason: .kindAbsent(book.leases[lease].kind)))
      }
      var parts: [PlacementPart] = []
      let density = Int.random(in: 1...10, using: &random)
      for rack in racks where Int.random(in: 1...10, using: &random) <= density {
        var part = PlacementPart(zone: rack, nodes: Int.random(in: -1...2, using: &random))
        if Int.random(in: 0...4, using: &random) == 0 {
          let domains = Int.random(in: 0...2, using: &random)
          part.piece = Piece(
            node: Int.random(in: -1...2, using: &random),
            gpus: (0..<domains).map { _ in Int.random(in: -1...2, using: &random) })
          if Bool.random(using: &random) { part.nodes = 0 }
        }
        parts.append(part)
      }
      let kind = KindID(Int.random(in: facility.kinds.indices, using: &random))
      plan.placements.append(Placement(lease: LeaseID(lease), option: LeaseOption(kind: kind), parts: parts))
    }
    let claims = Int64(-1_000_000_000_000_000_000)...1_000_000_000_000_000_000
    plan.value = Int64.random(in: claims, using: &random)
    plan.keptValue = Int64.random(in: claims, using: &random)
    plan.supplyDraw = Watts(milliwatts: Int64.random(in: claims, using: &random))
    plan.moveCost = Int64.random(in: claims, using: &random)
    plan.certificate.bound = Int64.random(in: claims, using: &random)
    plan.certificate.keptBound = Int64.random(in: claims, using: &random)
    for resource in resources(facility) where Int.random(in: 0...2, using: &random) > 0 {
      plan.loads.append(
        Loading(
          resource, load: Int64.random(in: -1...9, using: &random), capacity: Int64.random(in: 0...9, using: &random)))
      plan.certificate.prices.append(RowPrice(resource, picocents: Int64.random(in: -1...2, using: &random)))
    }
    return plan
  }

  /// Everything that can have a price, in table order.
  static func resources(_ facility: Facility) -> [Resource] {
    facility.power.indices.map { .power(PowerID($0)) }
      + facility.cooling.indices.map { .cooling(CoolingID($0)) }
      + facility.zones.indices.filter { facility.zones[$0].space != nil }.map { .space(ZoneID($0)) }
      + facility.bays.indices.map { .nodes(BayID($0)) }
      + facility.zones.indices.filter { facility.zones[$0].level == .pod }.flatMap { zone in
        facility.spares.map { .spares(ZoneID(zone), $0.kind) }
      }
      + facility.provisions.map { .quantity($0.zone, $0.quantity) }
  }
}

extension SampleFiles {
  /// Two racks of two types in one hall, one workload each.
  static let instanceText = """
    {"schema": "ccp-instance-1", "name": "two", "seed": 1,
     "types": [{"name": "hgx8", "node_gpus": 8, "rack_nodes": 4, "gpu_watts": 1200, "heat_permille": 1000},
               {"name": "nvl72", "node_gpus": 4, "rack_nodes": 18, "gpu_watts": 1850, "heat_permille": 850}],
     "profiles": [{"name": "train", "permille": 950, "gbps": 240, "cents": 205}],
     "levels": ["node", "rack", "leaf", "pod", "hall"],
     "racks": {"type": [0, 1], "leaf": [0, 0], "pdu": [0, 0], "cool": [0, 1], "power_w": [37900, 124400],
               "base_nodes": [2, 0], "base_w": [12480, 0]},
     "leaves": {"pod": [0], "uplink_gbps": [32000]}, "pods": {"hall": [0], "uplink_gbps": [32000]}, "halls": 1,
     "pdus": {"ups": [0], "power_w": [325800]}, "upses": {"substation": [0], "power_w": [315900]},
     "substations": {"feed": [0], "power_w": [1465200]}, "feeds": {"power_w": [1458600]},
     "cooling": {"heat_w": [167600, 161900]},
     "workloads": {"type": [0, 1], "gpus": [8, 72], "profile": [0, 0], "level": [0, 3], "value": [1640, 14760]}}
    """
}

extension SampleFiles {
  /// Every key of a kind's hardware and of equipment, and an entry of each sort that takes a model.
  static let equipmentText = """
    format: headroom-facility-1
    name: equipped
    kinds:
      dgx-a100: {nameplate: 6.4 kW, supplies: {count: 6, rating: 3 kW, needed: 3, nodes: 1}}
      own:
        gpu: O
        gpus: 8
        nvlink-domain: 1
        nameplate: {value: 9 kW, source: "published: a sheet"}
        sustained-peak: 8 kW
        average: 7 kW
        idle: 1 kW
        liquid: 70 %
        height: 4 U
        gpu-power: 700 W
        gpu-cap: {min: 200 W, max: 700 W}
        gpu-memory: 80 GB
        sockets: 2
        cores: 112
        numa: [{gpus: 6, nics: 4, cores: 56}, {gpus: 2}]
        nics: {count: 8, speed: 400 Gb/s}
        mass: 1360 kg / 18
        inlet: {min: 5 °C, max: 30 °C}
        water-inlet: {min: 2 °C, max: 45 °C}
    equipment:
      qm9700: {max-power: 1.5 kW, typical-power: 700 W, height: 1 U, mass: 15 kg, ports: [{count: 64, speed: 400 Gb/s}]}
      own-cdu: {class: cdu, takes: liquid, rating: 90 kW, derate: {above: 32 °C, by: 5 kW per K}, flow: 125 L/min, drive: 3 %, approach: 4 K}
      own-feed: {class: busway, rating: {amps: 800 A, volts: 415 V, phases: 3}, power-factor: 98 %, continuous: 80 %, efficiency: 99 %, no-load-loss: 1 kW, square-loss: 2 kW}
    templates:
      rack-of:
        parameters: [kind, cdu]
        level: rack
        height: 42 U
        power: [{name: breaker, model: breaker-60a-415v, count: 2}]
        cooling: [{name: cdu, model: $cdu, count: 2, spare: 1}]
        nodes: {kind: $kind, count: 4}
    zone:
      level: site
      water-supply: 46 °C
      power: [{name: contract, rating: 2 MW}, {name: transformer, model: transformer-3mva, power-factor: 95 %}]
      cooling: [{name: fans, model: fan-wall-400kw, rating: 300 kW}]
      loads: [{name: leaves, model: qm9700, count: 8}, {name: plant, of-it: 120 %}]
      zones:
        - name: hall
          level: hall
          power: [{name: feed, model: own-feed, count: 2, wired: block}]
          zones:
            - {name: own, count: 3, template: rack-of, with: {kind: own, cdu: own-cdu}}
            - {name: dense, count: 1, template: rack-of, with: {kind: dgx-a100, cdu: cdu-in-rack-100kw}}
    overrides: [{at: hall/own-1, cooling: {cdu: {model: cdu-in-rack-250kw}}, power: {breaker: {model: busway-800a}}}]
    """
}
