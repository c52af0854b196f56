import Facility
import Files
import PlanModel
import Documents
import Tenancy
// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badFacilities)
func `a bad facility file is refused in these words (5)`(input: BadInput) {
  #expect(saidOfFacility(input.text) == input.expected)
}

private let badFacilities = [
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
  BadInput(
    "spares by a rate without a time",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: rack, level: rack, nodes: {kind: dgx-h100, count: 2}}]
    spares: {dgx-h100: {failures: 0.47 per 1000 GPU-days, confidence: 99 %}}

    """#,
    says: #"""
      f.yaml:6:20: error: spares by failures needs the key `repair`
      spares: {dgx-h100: {failures: 0.47 per 1000 GPU-days, confidence: 99 %}}
                         ^

      """#),
  BadInput(
    "spares by figures that cannot be",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: rack, level: rack, nodes: {kind: dgx-h100, count: 2}}]
    spares: {dgx-h100: {failures: 0.47, repair: 3, confidence: 100 %}, dgx-h200: {failures: 101 per 1000 GPU-days, repair: 101 days, confidence: 40 %}}

    """#,
    says: #"""
      f.yaml:6:31: error: `0.47` does not say in how many GPU-days
      spares: {dgx-h100: {failures: 0.47, repair: 3, confidence: 100 %}, dgx-h200: {failures: 101 per 1000…
                                    ^~~~
        expected: failures per so many GPU-days, such as `0.47 per 1000 GPU-days`
      f.yaml:6:45: error: `3` has no unit
      spares: {dgx-h100: {failures: 0.47, repair: 3, confidence: 100 %}, dgx-h200: {failures: 101 per 1000 GPU-days, rep…
                                                  ^
        expected: a time in days or hours, such as `3 days`, of at most 100 days
      f.yaml:6:60: error: `100 %` is out of range
      spares: {dgx-h100: {failures: 0.47, repair: 3, confidence: 100 %}, dgx-h200: {failures: 101 per 1000 GPU-days, repair: 101 days, …
                                                                 ^~~~~
        expected: a share from 50 % to below 100 %, such as `99 %`
      f.yaml:6:89: error: `101 per 1000 GPU-days` is more than 100 per 1000 GPU-days
      … {failures: 0.47, repair: 3, confidence: 100 %}, dgx-h200: {failures: 101 per 1000 GPU-days, repair: 101 days, confidence: 40 %}}
                                                                             ^~~~~~~~~~~~~~~~~~~~~
        expected: at most 100 per 1000 GPU-days
      f.yaml:6:120: error: `101 days` is too long
      …nfidence: 100 %}, dgx-h200: {failures: 101 per 1000 GPU-days, repair: 101 days, confidence: 40 %}}
                                                                             ^~~~~~~~
        expected: a time in days or hours, such as `3 days`, of at most 100 days
      f.yaml:6:142: error: `40 %` is out of range
      …h200: {failures: 101 per 1000 GPU-days, repair: 101 days, confidence: 40 %}}
                                                                             ^~~~
        expected: a share from 50 % to below 100 %, such as `99 %`

      """#),
  BadInput(
    "a kind of the name of rack positions",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: rack, level: rack, nodes: {kind: dgx-h100, count: 2}}]
    kinds: {position: {gpus: 1}}

    """#,
    says: #"""
      f.yaml:6:9: error: the kind `position` is built in: it stands for `positions:`
      kinds: {position: {gpus: 1}}
              ^~~~~~~~
        expected: another name

      """#),
  BadInput(
    "a piece of a node that is placed wrongly",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: rack, level: rack, nodes: {kind: dgx-h100, count: 2}}]
    placed:
      - {lease: a, at: rack, node: 5, gpus: [1, 0]}
      - {lease: b, at: rack, node: 1, gpus: [4, 4]}
      - {lease: c, at: rack, node: 1}
      - {lease: d, at: rack, node: 1, nodes: 2, gpus: [9, 0]}
      - {lease: e, at: rack, gpus: [2, 0]}
      - {lease: f, at: rack, node: 1, gpus: [0, 0]}

    """#,
    says: #"""
      f.yaml:7:32: error: `rack` has 2 nodes
        - {lease: a, at: rack, node: 5, gpus: [1, 0]}
                                     ^
        expected: a node from 1 to 2
      f.yaml:8:41: error: these are all GPUs of the node
        - {lease: b, at: rack, node: 1, gpus: [4, 4]}
                                              ^
        expected: fewer than 8 GPUs, or `nodes: 1`
      f.yaml:9:5: error: a piece of a node needs `gpus`
        - {lease: c, at: rack, node: 1}
          ^
        expected: such as `gpus: [2, 1]`, the GPUs in each domain
      f.yaml:10:42: error: `nodes` counts whole nodes, `node` names one of which the lease has a piece
        - {lease: d, at: rack, node: 1, nodes: 2, gpus: [9, 0]}
                                               ^
        expected: one of them
      f.yaml:10:51: error: NUMA domain 1 of `dgx-h100` has 4 GPUs, not 9
        - {lease: d, at: rack, node: 1, nodes: 2, gpus: [9, 0]}
                                                        ^
        expected: at most 4
      f.yaml:11:5: error: an entry of `placed` needs the key `node`
        - {lease: e, at: rack, gpus: [2, 0]}
          ^
      f.yaml:12:41: error: the piece has no GPUs
        - {lease: f, at: rack, node: 1, gpus: [0, 0]}
                                              ^
        expected: fewer than 8 GPUs, or `nodes: 1`

      """#),
  BadInput(
    "a piece and a whole rack",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: rack, level: rack, nodes: {kind: dgx-h100, count: 2}}]
    placed:
      - {lease: a, at: rack, node: 1, gpus: [1, 4]}
      - {lease: b, at: rack}

    """#,
    says: #"""
      f.yaml:8:20: error: `b` and `a` stand on the same nodes of `rack`
        - {lease: b, at: rack}
                         ^~~~
        expected: at most the 2 nodes in service there

      """#),
]
