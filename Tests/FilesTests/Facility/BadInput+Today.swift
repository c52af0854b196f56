// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badToday)
func `nodes out of service and leases placed that cannot be are refused in these words`(input: BadInput) {
  let said = diagnostics(ofFacility: input.text)
  #expect(said == input.expected)
}

private let badToday = [
  BadInput(
    "a node out of service twice",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: rack, level: rack, nodes: {kind: dgx-h100, count: 4}}]
    out-of-service:
      - {at: rack, state: failed}
      - {at: rack/node-2, state: burn-in}

    """#,
    says: #"""
    f.yaml:8:10: error: `rack/node-2` is out of service already
      - {at: rack/node-2, state: burn-in}
             ^~~~~~~~~~~
      expected: each node once

    """#),
  BadInput(
    "a node that is not there",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: rack, level: rack, nodes: {kind: dgx-h100, count: 4}}]
    out-of-service:
      - {at: "rack/node-[3-5]", state: failed}

    """#,
    says: #"""
    f.yaml:7:10: error: `rack` has 4 nodes
      - {at: "rack/node-[3-5]", state: failed}
             ^~~~~~~~~~~~~~~~~
      expected: node-1 to node-4

    """#),
  BadInput(
    "an unknown state",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: rack, level: rack, nodes: {kind: dgx-h100, count: 4}}]
    out-of-service:
      - {at: rack, state: burned-in}

    """#,
    says: #"""
    f.yaml:7:23: error: unknown state `burned-in`
      - {at: rack, state: burned-in}
                          ^~~~~~~~~
      expected: failed, maintenance or burn-in
      help: did you mean `burn-in`?

    """#),
  BadInput(
    "more placed than in service",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: rack, level: rack, nodes: {kind: dgx-h100, count: 4}}]
    placed:
      - {lease: a, at: rack, nodes: 5}

    """#,
    says: #"""
    f.yaml:7:20: error: `rack` has 4 nodes in service, not 5
      - {lease: a, at: rack, nodes: 5}
                       ^~~~
      expected: at most 4 nodes in each rack

    """#),
  BadInput(
    "two leases on the same nodes",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: rack, level: rack, nodes: {kind: dgx-h100, count: 4}}]
    placed:
      - {lease: a, at: rack, nodes: 3}
      - {lease: b, at: rack, nodes: 2}

    """#,
    says: #"""
    f.yaml:8:20: error: `b` and `a` stand on the same nodes of `rack`
      - {lease: b, at: rack, nodes: 2}
                       ^~~~
      expected: at most the 4 nodes in service there

    """#),
  BadInput(
    "a lease placed twice",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: rack, level: rack, nodes: {kind: dgx-h100, count: 4}}]
    placed:
      - {lease: a, at: rack, nodes: 1}
      - {lease: a, at: rack, nodes: 1}

    """#,
    says: #"""
    f.yaml:8:13: error: the lease `a` is placed twice
      - {lease: a, at: rack, nodes: 1}
                ^
      expected: one entry a lease, with all its paths

    """#),
  BadInput(
    "a lease on two kinds",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: r, level: rack, nodes: [{kind: dgx-h100, count: 4}, {kind: dgx-b200, count: 1}]}]
    placed: [{lease: a, at: r}]

    """#,
    says: #"""
    f.yaml:6:25: error: `dgx-h100` and `dgx-b200` stand here
    placed: [{lease: a, at: r}]
                            ^
      expected: `kind:` says which of them the lease has

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
