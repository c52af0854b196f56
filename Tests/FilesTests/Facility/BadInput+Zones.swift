// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badZones)
func `wrong zones, and what they provide, are refused in these words`(input: BadInput) {
  let said = diagnostics(ofFacility: input.text)
  #expect(said == input.expected)
}

private let badZones = [
  BadInput(
    "a name given twice to zones",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones:
        - {name: pod, count: 3, level: pod}
        - {name: pod-2, level: pod}

    """#,
    says: #"""
    f.yaml:7:14: error: the name `pod-2` stands twice in this zone
        - {name: pod-2, level: pod}
                 ^~~~~
      expected: another name for each zone

    """#),
  BadInput(
    "a name with signs in it",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: "pod/1", level: pod}]

    """#,
    says: #"""
    f.yaml:5:18: error: the name of a zone cannot be `pod/1`
      zones: [{name: "pod/1", level: pod}]
                     ^~~~~~~
      expected: no spaces and none of / * [ ] : $

    """#),
  BadInput(
    "a count of zero",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: pod, count: 0, level: pod}]

    """#,
    says: #"""
    f.yaml:5:30: error: `count` is out of range: 0
      zones: [{name: pod, count: 0, level: pod}]
                                 ^
      expected: a whole number from 1 to 1000000

    """#),
  BadInput(
    "a count of 10⁹",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: pod, count: 1000000000, level: pod}]

    """#,
    says: #"""
    f.yaml:5:30: error: `count` is out of range: 1000000000
      zones: [{name: pod, count: 1000000000, level: pod}]
                                 ^~~~~~~~~~
      expected: a whole number from 1 to 1000000

    """#),
  BadInput(
    "a count in quotes",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: pod, count: "8", level: pod}]

    """#,
    says: #"""
    f.yaml:5:30: error: `count` must be a whole number, not the text "8"
      zones: [{name: pod, count: "8", level: pod}]
                                 ^~~
      expected: a whole number from 1 to 1000000
      help: write it without quotes

    """#),
  BadInput(
    "a count with a fraction",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: pod, count: 1.5, level: pod}]

    """#,
    says: #"""
    f.yaml:5:30: error: `count` must be a whole number, not `1.5`
      zones: [{name: pod, count: 1.5, level: pod}]
                                 ^~~
      expected: a whole number from 1 to 1000000

    """#),
  BadInput(
    "a negative count",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: pod, count: -3, level: pod}]

    """#,
    says: #"""
    f.yaml:5:30: error: `count` is out of range: -3
      zones: [{name: pod, count: -3, level: pod}]
                                 ^~
      expected: a whole number from 1 to 1000000

    """#),
  BadInput(
    "too many zones by nesting",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: hall, count: 1000, level: hall, zones: [{name: pod, count: 1000, level: pod}]}]

    """#,
    says: #"""
    f.yaml:5:18: error: with these the facility has at least 1001001 zones
      zones: [{name: hall, count: 1000, level: hall, zones: [{name: pod, count: 1000, level…
                     ^~~~
      expected: at most 500,000 zones

    """#),
  BadInput(
    "too many nodes",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: rack, count: 400000, level: rack, nodes: {kind: dgx-h100, count: 11}}]

    """#,
    says: #"""
    f.yaml:5:18: error: with these the facility has at least 4400000 nodes
      zones: [{name: rack, count: 400000, level: rack, nodes: {kind: dgx-h100, count: 11}}]
                     ^~~~
      expected: at most 4,000,000 nodes

    """#),
  BadInput(
    "levels in the wrong order",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: pod, level: pod, zones: [{name: hall, level: hall}]}]

    """#,
    says: #"""
    f.yaml:5:63: error: a hall cannot stand in a pod
      zones: [{name: pod, level: pod, zones: [{name: hall, level: hall}]}]
                                                                  ^~~~
      expected: a level further in: leaf or rack

    """#),
  BadInput(
    "an unknown level",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: p, level: pods}]

    """#,
    says: #"""
    f.yaml:5:28: error: unknown level `pods`
      zones: [{name: p, level: pods}]
                               ^~~~
      expected: campus, site, building, hall, row, pod, leaf or rack
      help: did you mean `pod`?

    """#),
  BadInput(
    "zones in a rack",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: r, level: rack, zones: []}]

    """#,
    says: #"""
    f.yaml:5:41: error: a rack holds nodes, no zones
      zones: [{name: r, level: rack, zones: []}]
                                            ^
      expected: `nodes:`

    """#),
  BadInput(
    "nodes in a pod",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: p, level: pod, height: 4 U, nodes: {kind: dgx-h100, count: 4}}]

    """#,
    says: #"""
    f.yaml:5:41: error: `height` has no place in a pod
      zones: [{name: p, level: pod, height: 4 U, nodes: {kind: dgx-h100, count: 4}}]
                                            ^~~
      expected: a zone of the level rack
      help: only racks hold nodes
    f.yaml:5:53: error: `nodes` has no place in a pod
      zones: [{name: p, level: pod, height: 4 U, nodes: {kind: dgx-h100, count: 4}}]
                                                        ^
      expected: a zone of the level rack
      help: only racks hold nodes

    """#),
  BadInput(
    "more units reserved than there are",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: r, level: rack, height: 4 U, reserved: 5 U}]

    """#,
    says: #"""
    f.yaml:5:57: error: more units are reserved than the rack has
      zones: [{name: r, level: rack, height: 4 U, reserved: 5 U}]
                                                            ^~~
      expected: at most 4 U

    """#),
  BadInput(
    "a quantity in no unit",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      quantities: {storage: 12, wan: 5 kW, x: 3.5, y: 3 PBs, z: -1 PB}

    """#,
    says: #"""
      f.yaml:5:34: error: `5 kW` is no amount that a zone provides
        quantities: {storage: 12, wan: 5 kW, x: 3.5, y: 3 PBs, z: -1 PB}
                                       ^~~~
        expected: an amount of data in B … PB, a data rate in b/s … Tb/s or B/s … TB/s, or a whole number
      f.yaml:5:43: error: `3.5` is no amount that a zone provides
        quantities: {storage: 12, wan: 5 kW, x: 3.5, y: 3 PBs, z: -1 PB}
                                                ^~~
        expected: an amount of data in B … PB, a data rate in b/s … Tb/s or B/s … TB/s, or a whole number
      f.yaml:5:51: error: `3 PBs` is no amount that a zone provides
        quantities: {storage: 12, wan: 5 kW, x: 3.5, y: 3 PBs, z: -1 PB}
                                                        ^~~~~
        expected: an amount of data in B … PB, a data rate in b/s … Tb/s or B/s … TB/s, or a whole number
        help: did you mean `PB`?
      f.yaml:5:61: error: `-1 PB` is negative
        quantities: {storage: 12, wan: 5 kW, x: 3.5, y: 3 PBs, z: -1 PB}
                                                                  ^~~~~
        expected: an amount of data of zero or more

      """#),
  BadInput(
    "a quantity in two measures",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      quantities: {storage: 12 PB}
      zones: [{name: a, level: hall, quantities: {storage: 1 Gb/s}}]

    """#,
    says: #"""
      f.yaml:6:47: error: `storage` is measured in two ways in this file
        zones: [{name: a, level: hall, quantities: {storage: 1 Gb/s}}]
                                                    ^~~~~~~
        expected: an amount of data in B, kB, MB, GB, TB or PB, such as `2 PB`

      """#),
  BadInput(
    "positions in a hall",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      positions: 3

    """#,
    says: #"""
      f.yaml:5:14: error: `positions` has no place in a site
        positions: 3
                   ^
        expected: a zone of the level rack
        help: only racks hold nodes

      """#),
  BadInput(
    "a rack with no positions",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: r, level: rack, positions: 0}]

    """#,
    says: #"""
      f.yaml:5:45: error: `positions` is out of range: 0
        zones: [{name: r, level: rack, positions: 0}]
                                                  ^
        expected: a whole number from 1 to 1000

      """#),
  BadInput(
    "positions in quotes, a quantity with a name that cannot be",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      quantities: {"a/b": 1}
      zones: [{name: r, level: rack, positions: "3"}]

    """#,
    says: #"""
      f.yaml:5:16: error: the name of a quantity cannot be `a/b`
        quantities: {"a/b": 1}
                     ^~~~~
        expected: no spaces and none of / * [ ] : $
      f.yaml:6:45: error: `positions` must be a whole number, not the text "3"
        zones: [{name: r, level: rack, positions: "3"}]
                                                  ^~~
        expected: a whole number from 1 to 1000
        help: write it without quotes

      """#),
]
