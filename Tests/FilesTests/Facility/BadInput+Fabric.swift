// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badFabrics)
func `a bad fabric, or a bad group of units, is refused in these words`(input: BadInput) {
  let said = diagnostics(ofFacility: input.text)
  #expect(said == input.expected)
}

private let badFabrics = [
  BadInput(
    "a fabric that says nothing",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{}]
      zones: [{name: rack, count: 4, level: rack, nodes: {kind: dgx-h100, count: 8}}]

    """#,
    says: #"""
    f.yaml:6:12: error: a fabric needs the key `name`
      fabric: [{}]
               ^
    f.yaml:6:12: error: a fabric needs the key `endpoints`
      fabric: [{}]
               ^
      help: write `endpoints: 1 per gpu`, or so many `per node`
    f.yaml:6:12: error: a fabric needs the key `radix`
      fabric: [{}]
               ^
      help: name a `switch:`, or write how many ports it has at the fabric's speed
    f.yaml:6:12: error: a fabric needs the key `tiers`
      fabric: [{}]
               ^
      help: write `tiers: 2` for leaves and spines
    f.yaml:6:12: error: a fabric needs what one of its switches draws
      fabric: [{}]
               ^
      expected: `max-power:`

    """#),
  BadInput(
    "an unknown switch",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{name: c, endpoints: 8 per node, switch: qm970, tiers: 2}]
      zones: [{name: rack, count: 4, level: rack, nodes: {kind: dgx-h100, count: 8}}]

    """#,
    says: #"""
    f.yaml:6:53: error: unknown model `qm970`
      fabric: [{name: c, endpoints: 8 per node, switch: qm970, tiers: 2}]
                                                        ^~~~~
      expected: equipment of the catalogue or of `equipment:`
      help: did you mean `qm9700`?

    """#),
  BadInput(
    "a switch that is none",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{name: c, endpoints: 8 per node, switch: ups-1500kw, tiers: 2}]
      zones: [{name: rack, count: 4, level: rack, nodes: {kind: dgx-h100, count: 8}}]

    """#,
    says: #"""
    f.yaml:6:53: error: `ups-1500kw` is of the class ups: no fabric can be made of it
      fabric: [{name: c, endpoints: 8 per node, switch: ups-1500kw, tiers: 2}]
                                                        ^~~~~~~~~~
      expected: a model of the class switch

    """#),
  BadInput(
    "a speed that the switch has not",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{name: c, endpoints: 8 per node, switch: sn5600, speed: 100 Gb/s, tiers: 2}]
      zones: [{name: rack, count: 4, level: rack, nodes: {kind: dgx-h100, count: 8}}]

    """#,
    says: #"""
    f.yaml:6:68: error: the model `sn5600` states no ports of this speed
      fabric: [{name: c, endpoints: 8 per node, switch: sn5600, speed: 100 Gb/s, tiers: 2}]
                                                                       ^~~~~~~~
      expected: 800 Gb/s, 400 Gb/s or 200 Gb/s
      help: or a `radix`

    """#),
  BadInput(
    "a speed without a switch",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{name: c, endpoints: 8 per node, radix: 64, max-power: 1 kW, speed: 100 Gb/s, tiers: 2}]
      zones: [{name: rack, count: 4, level: rack, nodes: {kind: dgx-h100, count: 8}}]

    """#,
    says: #"""
    f.yaml:6:80: error: `speed` picks the ports of a `switch`, and none is named
    … [{name: c, endpoints: 8 per node, radix: 64, max-power: 1 kW, speed: 100 Gb/s, tiers: 2}]
                                                                           ^~~~~~~~

    """#),
  BadInput(
    "a switch without watts",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{name: c, endpoints: 8 per node, radix: 64, typical-power: 1 kW, tiers: 2}]
      zones: [{name: rack, count: 4, level: rack, nodes: {kind: dgx-h100, count: 8}}]

    """#,
    says: #"""
    f.yaml:6:19: error: a fabric needs what one of its switches draws
      fabric: [{name: c, endpoints: 8 per node, radix: 64, typical-power: 1 kW, tiers: 2}]
                      ^
      expected: `max-power:`
      help: or write `drawn-at: typical`

    """#),
  BadInput(
    "a switch whose typical watts are not known",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{name: c, endpoints: 8 per node, switch: nvlink5-switch-tray, radix: 72, drawn-at: typical, tiers: 2}]
      zones: [{name: rack, count: 4, level: rack, nodes: {kind: dgx-h100, count: 8}}]

    """#,
    says: #"""
    f.yaml:6:95: error: a fabric needs what one of its switches draws
    …points: 8 per node, switch: nvlink5-switch-tray, radix: 72, drawn-at: typical, tiers: 2}]
                                                                           ^~~~~~~
      expected: `typical-power:`
      help: or write `drawn-at: max`

    """#),
  BadInput(
    "endpoints without per",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{name: c, endpoints: 8, switch: qm9700, tiers: 2}]
      zones: [{name: rack, count: 4, level: rack, nodes: {kind: dgx-h100, count: 8}}]

    """#,
    says: #"""
    f.yaml:6:33: error: `8` does not say for each what
      fabric: [{name: c, endpoints: 8, switch: qm9700, tiers: 2}]
                                    ^
      expected: a whole number per node or per gpu, such as `8 per node`

    """#),
  BadInput(
    "endpoints of what",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{name: c, endpoints: 8 per rack, switch: qm9700, tiers: 2}]
      zones: [{name: rack, count: 4, level: rack, nodes: {kind: dgx-h100, count: 8}}]

    """#,
    says: #"""
    f.yaml:6:33: error: `8 per rack` cannot be read
      fabric: [{name: c, endpoints: 8 per rack, switch: qm9700, tiers: 2}]
                                    ^~~~~~~~~~
      expected: a whole number per node or per gpu, such as `8 per node`

    """#),
  BadInput(
    "four tiers",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{name: c, endpoints: 8 per node, switch: qm9700, tiers: 4}]
      zones: [{name: rack, count: 4, level: rack, nodes: {kind: dgx-h100, count: 8}}]

    """#,
    says: #"""
    f.yaml:6:68: error: `tiers` is out of range: 4
      fabric: [{name: c, endpoints: 8 per node, switch: qm9700, tiers: 4}]
                                                                       ^
      expected: a whole number from 1 to 3

    """#),
  BadInput(
    "more nodes than two tiers join",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{name: c, endpoints: 8 per node, switch: qm9700, tiers: 2}]
      zones: [{name: rack, count: 33, level: rack, nodes: {kind: dgx-h100, count: 8}}]

    """#,
    says: #"""
    f.yaml:6:68: error: `c` needs 66 leaves for 264 nodes of 8 endpoints; 2 tiers of switches with 64 ports can join at most 64
      fabric: [{name: c, endpoints: 8 per node, switch: qm9700, tiers: 2}]
                                                                       ^
      expected: at most 2048 endpoints, R²/2
      help: write `tiers: 3`, or give each part of the zone its own

    """#),
  BadInput(
    "more nodes than three tiers join",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{name: c, endpoints: 8 per node, radix: 4, max-power: 1 W, tiers: 3}]
      zones: [{name: rack, count: 33, level: rack, nodes: {kind: dgx-h100, count: 8}}]

    """#,
    says: #"""
    f.yaml:6:78: error: `c` needs 1056 leaves for 264 nodes of 8 endpoints; 3 tiers of switches with 4 ports can join at most 8
    …c: [{name: c, endpoints: 8 per node, radix: 4, max-power: 1 W, tiers: 3}]
                                                                           ^
      expected: at most 16 endpoints, R³/4

    """#),
  BadInput(
    "more nodes than one tier joins",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{name: c, endpoints: 8 per node, switch: qm9700, tiers: 1, rails: 8}]
      zones: [{name: rack, count: 9, level: rack, nodes: {kind: dgx-h100, count: 8}}]

    """#,
    says: #"""
    f.yaml:6:68: error: `c` needs 16 leaves for 72 nodes of 8 endpoints; one tier of switches with 64 ports can join at most 8
      fabric: [{name: c, endpoints: 8 per node, switch: qm9700, tiers: 1, rails: 8}]
                                                                       ^
      expected: at most 512 endpoints
      help: write `tiers: 2`, or give each part of the zone its own

    """#),
  BadInput(
    "an oversubscription the wrong way round",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{name: c, endpoints: 8 per node, switch: qm9700, tiers: 2, oversubscription: 1:3}]
      zones: [{name: rack, count: 4, level: rack, nodes: {kind: dgx-h100, count: 8}}]

    """#,
    says: #"""
    f.yaml:6:89: error: a leaf has more ports to spines than to nodes
    …c, endpoints: 8 per node, switch: qm9700, tiers: 2, oversubscription: 1:3}]
                                                                           ^~~
      expected: the ports to nodes first: `3:1`

    """#),
  BadInput(
    "an oversubscription that leaves no port",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{name: c, endpoints: 8 per node, radix: 2, max-power: 1 W, tiers: 2, oversubscription: 1:9}]
      zones: [{name: rack, count: 4, level: rack, nodes: {kind: dgx-h100, count: 8}}]

    """#,
    says: #"""
    f.yaml:6:99: error: a switch of 2 ports cannot be shared 1:9 between nodes and spines
    …ts: 8 per node, radix: 2, max-power: 1 W, tiers: 2, oversubscription: 1:9}]
                                                                           ^~~
      expected: ports to both
    f.yaml:6:99: error: a leaf has more ports to spines than to nodes
    …ts: 8 per node, radix: 2, max-power: 1 W, tiers: 2, oversubscription: 1:9}]
                                                                           ^~~
      expected: the ports to nodes first: `3:1`

    """#),
  BadInput(
    "an oversubscription that is no ratio",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{name: c, endpoints: 8 per node, switch: qm9700, tiers: 2, oversubscription: 3 to 1}]
      zones: [{name: rack, count: 4, level: rack, nodes: {kind: dgx-h100, count: 8}}]

    """#,
    says: #"""
    f.yaml:6:89: error: `3 to 1` cannot be read
    …c, endpoints: 8 per node, switch: qm9700, tiers: 2, oversubscription: 3 to 1}]
                                                                           ^~~~~~
      expected: two whole numbers with a colon between, such as `3:1`

    """#),
  BadInput(
    "groups and cores in two tiers",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{name: c, endpoints: 8 per node, switch: qm9700, tiers: 2, leaves-per-group: 8, cores: no}]
      zones: [{name: rack, count: 4, level: rack, nodes: {kind: dgx-h100, count: 8}}]

    """#,
    says: #"""
    f.yaml:6:89: error: `leaves-per-group` has no meaning without a third tier
    …c, endpoints: 8 per node, switch: qm9700, tiers: 2, leaves-per-group: 8, cores: no}]
                                                                           ^
      expected: tiers: 3
    f.yaml:6:99: error: `cores` has no meaning without a third tier
    …ts: 8 per node, switch: qm9700, tiers: 2, leaves-per-group: 8, cores: no}]
                                                                           ^~
      expected: tiers: 3

    """#),
  BadInput(
    "a group too large",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{name: c, endpoints: 8 per node, switch: qm9700, tiers: 3, leaves-per-group: 33}]
      zones: [{name: rack, count: 4, level: rack, nodes: {kind: dgx-h100, count: 8}}]

    """#,
    says: #"""
    f.yaml:6:89: error: a spine cannot reach 33 leaves with half of its 64 ports
    …c, endpoints: 8 per node, switch: qm9700, tiers: 3, leaves-per-group: 33}]
                                                                           ^~
      expected: at most 32 leaves

    """#),
  BadInput(
    "nodes of two sizes",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{name: c, endpoints: 1 per gpu, switch: qm9700, tiers: 2}]
      zones: [{name: rack, count: 4, level: rack, nodes: [{kind: dgx-h100, count: 4}, {kind: gb200-nvl72, count: 4}]}]

    """#,
    says: #"""
    f.yaml:6:33: error: nodes of 4 and of 8 GPUs stand under this zone
      fabric: [{name: c, endpoints: 1 per gpu, switch: qm9700, tiers: 2}]
                                    ^~~~~~~~~
      expected: so many endpoints `per node`, or a fabric of its own for each

    """#),
  BadInput(
    "a load of the same name",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{name: c, endpoints: 8 per node, switch: qm9700, tiers: 2}, {name: c, endpoints: 8 per node, switch: qm9700, tiers: 2}]
      zones: [{name: rack, count: 4, level: rack, nodes: {kind: dgx-h100, count: 8}}]

    """#,
    says: #"""
    f.yaml:6:79: error: the name `c` stands twice in this zone
    …: [{name: c, endpoints: 8 per node, switch: qm9700, tiers: 2}, {name: c, endpoints: 8 per node, switch: qm9700, tiers: 2}]
                                                                           ^
      expected: another name for each load or fabric

    """#),
  BadInput(
    "a feed that is not there",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      power: [{name: feed, rating: 9 MW}]
      fabric: [{name: c, endpoints: 8 per node, switch: qm9700, tiers: 2, from: fed}]
      zones: [{name: rack, count: 4, level: rack, nodes: {kind: dgx-h100, count: 8}}]

    """#,
    says: #"""
    f.yaml:6:77: error: no stage `fed` feeds this zone
    …ic: [{name: c, endpoints: 8 per node, switch: qm9700, tiers: 2, from: fed}]
                                                                           ^~~
      expected: feed
      help: did you mean `feed`?

    """#),
  BadInput(
    "no nodes",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: hall
      fabric: [{name: c, endpoints: 8 per node, switch: qm9700, tiers: 2}]

    """#,
    says: #"""
    f.yaml:5:19: error: no nodes stand under this zone for a fabric to connect
      fabric: [{name: c, endpoints: 8 per node, switch: qm9700, tiers: 2}]
                      ^

    """#),
  BadInput(
    "an override that renames a fabric",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: h, level: hall, fabric: [{name: c, endpoints: 8 per node, switch: qm9700, tiers: 2}], zones: [{name: r, level: rack, nodes: {kind: dgx-h100, count: 1}}]}]
    overrides: [{at: h, fabric: {c: {name: d}, e: {tiers: 2}}}]

    """#,
    says: #"""
    f.yaml:6:40: error: an override cannot change a name
    overrides: [{at: h, fabric: {c: {name: d}, e: {tiers: 2}}}]
                                           ^
    f.yaml:6:44: error: none of these zones has a fabric `e`
    overrides: [{at: h, fabric: {c: {name: d}, e: {tiers: 2}}}]
                                               ^
      expected: c
      help: did you mean `c`?

    """#),
  BadInput(
    "spare units of one",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power:
        - {name: a, count: 4, spare: 1, rating: 1 MW}
        - {name: b, units: 3, spare: 3, rating: 1 MW}
        - {name: c, units: 0, rating: 1 MW}

    """#,
    says: #"""
    f.yaml:6:34: error: 1 of 1 units are spare: none is left to carry
        - {name: a, count: 4, spare: 1, rating: 1 MW}
                                     ^
      expected: fewer spares than `units`
      help: state `units:`: `count:` makes copies that each serve zones of their own
    f.yaml:7:14: error: 1 copies of `b` would join what the stage before it parts
        - {name: b, units: 3, spare: 3, rating: 1 MW}
                 ^
      expected: a multiple of 4 copies
    f.yaml:7:34: error: 3 of 3 units are spare: none is left to carry
        - {name: b, units: 3, spare: 3, rating: 1 MW}
                                     ^
      expected: fewer spares than `units`
    f.yaml:8:24: error: `units` is out of range: 0
        - {name: c, units: 0, rating: 1 MW}
                           ^
      expected: a whole number from 1 to 1000

    """#),
]
