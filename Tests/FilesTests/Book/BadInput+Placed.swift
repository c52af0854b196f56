// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badPlaces)
func `places where a lease cannot stand are refused in these words`(input: BadInput) throws {
  let said = try diagnostics(ofLeaseRules: input.text)
  #expect(said == input.expected)
}

private let badPlaces = [
  BadInput(
    "a movable lease that stands nowhere",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, movable: 400 $/node, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:49: error: `movable` has no meaning for a lease that stands nowhere today
        - {name: a, gpus: 8, kind: dgx-h100, movable: 400 $/node, price: 1 $/h}
                                                      ^~~~~~~~~~
        expected: `placed:`

      """#),
  BadInput(
    "a move without a unit",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: standing, gpus: 32, kind: dgx-h100, movable: 400, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:57: error: `400` has no unit
        - {name: standing, gpus: 32, kind: dgx-h100, movable: 400, price: 1 $/h}
                                                              ^~~
        expected: a cost in $/node, such as `400 $/node`

      """#),
  BadInput(
    "a piece on a node out of service",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 2, kind: dgx-h100, placed: {at: hall-1/rack-2, node: 4, domain: 1}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:74: error: `hall-1/rack-2/node-4` is out of service
      … {name: a, gpus: 2, kind: dgx-h100, placed: {at: hall-1/rack-2, node: 4, domain: 1}, price: 1 $/h}
                                                                             ^
        expected: a node in service

      """#),
  BadInput(
    "a piece on a node that is not there",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 2, kind: dgx-h100, placed: {at: hall-1/rack-2, node: 5, domain: 1}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:74: error: `hall-1/rack-2` has 4 nodes
      … {name: a, gpus: 2, kind: dgx-h100, placed: {at: hall-1/rack-2, node: 5, domain: 1}, price: 1 $/h}
                                                                             ^
        expected: a node from 1 to 4

      """#),
  BadInput(
    "a piece in a domain that is too small",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 5, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 1, domain: 1}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:85: error: NUMA domain 1 of `dgx-h100` has 4 GPUs, the lease 5
      …gpus: 5, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 1, domain: 1}, price: 1 $/h}
                                                                             ^
        expected: `gpus:` with the GPUs in each domain

      """#),
  BadInput(
    "a piece in a domain that is not there",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 2, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 1, domain: 3}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:85: error: `domain` is out of range: 3
      …gpus: 2, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 1, domain: 3}, price: 1 $/h}
                                                                             ^
        expected: a whole number from 1 to 2

      """#),
  BadInput(
    "a piece of another size",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 3, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 1, gpus: [1, 1]}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:83: error: the lease asks for 3 GPUs and stands on 2 today
      …, gpus: 3, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 1, gpus: [1, 1]}, price: 1 $/h}
                                                                             ^
        expected: 3 in all

      """#),
  BadInput(
    "a piece of other domains",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 3, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 1, gpus: [3]}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:83: error: `dgx-h100` has 2 NUMA domains, not 1
      …, gpus: 3, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 1, gpus: [3]}, price: 1 $/h}
                                                                             ^
        expected: GPUs in each of them

      """#),
  BadInput(
    "a piece across domains that keeps to one",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 3, kind: dgx-h100, numa: single, placed: {at: hall-1/rack-1, node: 1, gpus: [1, 2]}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:62: error: the lease stands in several NUMA domains and keeps to one
        - {name: a, gpus: 3, kind: dgx-h100, numa: single, placed: {at: hall-1/rack-1, node: 1, gpus: [1, 2]}, price: 1 $/h}
                                                                   ^
        expected: GPUs of one domain
        help: write `numa: any` if it may lie across them

      """#),
  BadInput(
    "a piece without its place in the node",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 3, kind: dgx-h100, placed: hall-1/rack-1, price: 1 $/h}
      - {name: b, gpus: 3, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 1}, price: 1 $/h}
      - {name: c, gpus: 3, kind: dgx-h100, placed: [{at: hall-1/rack-1, nodes: 1}], price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:48: error: the lease is less than a node: where in the node does it stand?
        - {name: a, gpus: 3, kind: dgx-h100, placed: hall-1/rack-1, price: 1 $/h}
                                                     ^~~~~~~~~~~~~
        expected: `{at: RACK, node: 1, domain: 1}`
        help: write `exclusive: node` if the whole node is its own
      t.yaml:6:48: error: a piece of a node needs `domain` or `gpus`
        - {name: b, gpus: 3, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 1}, price: 1 $/h}
                                                     ^
        expected: such as `gpus: [2, 1]`, the GPUs in each domain
      t.yaml:7:48: error: the lease is less than a node: where in the node does it stand?
        - {name: c, gpus: 3, kind: dgx-h100, placed: [{at: hall-1/rack-1, nodes: 1}], price: 1 $/h}
                                                     ^
        expected: `{at: RACK, node: 1, domain: 1}`
        help: write `exclusive: node` if the whole node is its own
      t.yaml:7:48: error: `c` and `a` stand on the same nodes of `hall-1/rack-1`
        - {name: c, gpus: 3, kind: dgx-h100, placed: [{at: hall-1/rack-1, nodes: 1}], price: 1 $/h}
                                                     ^
        expected: at most the 4 nodes in service there

      """#),
  BadInput(
    "a piece in two racks, in two places, of another kind",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 3, kind: dgx-h100, placed: {at: hall-1, node: 1, domain: 1}, price: 1 $/h}
      - {name: b, gpus: 3, kind: dgx-h100, placed: [{at: hall-1/rack-1, node: 1, domain: 1}, hall-1/rack-3], price: 1 $/h}
      - {name: c, gpus: 3, kind: dgx-h100, placed: {at: annex/mixed, node: 4, domain: 1}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:53: error: a piece of a node lies in one rack
        - {name: a, gpus: 3, kind: dgx-h100, placed: {at: hall-1, node: 1, domain: 1}, price: 1 $/h}
                                                          ^~~~~~
        expected: the path of a rack
      t.yaml:6:49: error: a piece of a node is in one place
        - {name: b, gpus: 3, kind: dgx-h100, placed: [{at: hall-1/rack-1, node: 1, domain: 1}, hall-1/rack-3], price: 1 $/h}
                                                      ^
        expected: one entry
      t.yaml:7:72: error: `annex/mixed/node-4` is of the kind `dgx-h200`
      … - {name: c, gpus: 3, kind: dgx-h100, placed: {at: annex/mixed, node: 4, domain: 1}, price: 1 $/h}
                                                                             ^
        expected: a node of the kind `dgx-h100`

      """#),
  BadInput(
    "whole nodes placed as a piece",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 1, domain: 1}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:74: error: the lease is no piece of a node
      … {name: a, gpus: 8, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 1, domain: 1}, price: 1 $/h}
                                                                             ^
        expected: racks, with the number of `nodes` in each

      """#),
  BadInput(
    "pieces on the same GPUs",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 3, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 1, domain: 1}, price: 1 $/h}
      - {name: b, gpus: 2, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 1, domain: 1}, price: 1 $/h}
      - {name: c, gpus: 3, kind: dgx-h100, placed: {at: hall-2/rack-1, node: 1, domain: 2}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:6:48: error: `b` and `a` stand on the same GPUs of `hall-1/rack-1/node-1`
        - {name: b, gpus: 2, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 1, domain: 1}, price: 1 $/h}
                                                     ^
        expected: at most the 4 GPUs of its NUMA domain 1
      t.yaml:7:48: error: `c` and `notebook` stand on the same GPUs of `hall-2/rack-1/node-1`
        - {name: c, gpus: 3, kind: dgx-h100, placed: {at: hall-2/rack-1, node: 1, domain: 2}, price: 1 $/h}
                                                     ^
        expected: at most the 4 GPUs of its NUMA domain 2

      """#),
  BadInput(
    "pieces and whole nodes that are too many",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 32, kind: dgx-h100, placed: hall-1/rack-1, price: 1 $/h}
      - {name: b, gpus: 2, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 1, domain: 1}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:6:48: error: `b` and `a` stand on the same nodes of `hall-1/rack-1`
        - {name: b, gpus: 2, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 1, domain: 1}, price: 1 $/h}
                                                     ^
        expected: at most the 4 nodes in service there

      """#),
  BadInput(
    "a piece of another size than in the facility file",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: notebook, gpus: 3, kind: dgx-h100, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:12: error: the facility file places 2 GPUs of this lease
        - {name: notebook, gpus: 3, kind: dgx-h100, price: 1 $/h}
                 ^~~~~~~~
        expected: a lease of 2 GPUs of `dgx-h100`

      """#),
  BadInput(
    "more positions placed than asked for",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, megawatts: 1 MW at rack, with: space, space: {per-rack: 60 kW, liquid: 0 %, positions: 3}, placed: annex/space-1, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:114: error: the lease asks for 3 positions and stands on 10 today
      …: space, space: {per-rack: 60 kW, liquid: 0 %, positions: 3}, placed: annex/space-1, price: 1 $/h}
                                                                             ^~~~~~~~~~~~~
        expected: at most 3 positions

      """#),
  BadInput(
    "a lease that stands on two kinds",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 48, kinds: [dgx-h100, dgx-h200], placed: [hall-1/rack-1, annex/mixed], price: 1 $/h}
      - {name: b, gpus: 24, kinds: [dgx-h100, dgx-h200], placed: [{at: hall-1/rack-4, nodes: 2}, {at: annex/mixed, nodes: 1}], price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:78: error: `dgx-h100` and `dgx-h200` stand here
      …me: a, gpus: 48, kinds: [dgx-h100, dgx-h200], placed: [hall-1/rack-1, annex/mixed], price: 1 $/h}
                                                                             ^~~~~~~~~~~
        expected: places on one kind
      t.yaml:6:99: error: `dgx-h100` and `dgx-h200` stand here
      …s: [dgx-h100, dgx-h200], placed: [{at: hall-1/rack-4, nodes: 2}, {at: annex/mixed, nodes: 1}], price: 1 $/h}
                                                                             ^~~~~~~~~~~
        expected: places on one kind

      """#),
  BadInput(
    "places of leases that cannot be read",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 64, kind: dgx-h100, level: rack, placed: ["hall-1/rack-[3-4]", hall-9, {at: hall-8, nodes: 0}, {nodes: 2}], price: 1}
          - {name: b, gpus: 0, kind: dgx-h100, level: rack, placed: "hall-1/rack-[3-4]", price: 1 $/h}
          - {name: c, gpus: 8, kind: dgx-h99, placed: [{at: hall-9}], price: 1 $/h}
          - {name: d, gpus: 0, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 9, domain: 1}, price: 1 $/h}
          - {name: e, gpus: 8, kind: dgx-h100, placed: {at: hall-9, node: 1, domain: 1}, price: 1 $/h}
          - {gpus: 8, kind: dgx-h100, placed: {at: hall-1/rack-3, nodes: 4}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:88: error: the path `hall-9` matches no zone
      … gpus: 64, kind: dgx-h100, level: rack, placed: ["hall-1/rack-[3-4]", hall-9, {at: hall-8, nodes: 0}, {nodes: 2}], price: 1}
                                                                             ^~~~~~
        help: did you mean `hall-1`?
      t.yaml:5:101: error: the path `hall-8` matches no zone
      …nd: dgx-h100, level: rack, placed: ["hall-1/rack-[3-4]", hall-9, {at: hall-8, nodes: 0}, {nodes: 2}], price: 1}
                                                                             ^~~~~~
        help: did you mean `hall-1`?
      t.yaml:5:116: error: `nodes` is out of range: 0
      …evel: rack, placed: ["hall-1/rack-[3-4]", hall-9, {at: hall-8, nodes: 0}, {nodes: 2}], price: 1}
                                                                             ^
        expected: a whole number from 1 to 1000
      t.yaml:5:120: error: an entry of `placed` needs the key `at`
      …: rack, placed: ["hall-1/rack-[3-4]", hall-9, {at: hall-8, nodes: 0}, {nodes: 2}], price: 1}
                                                                             ^
      t.yaml:5:140: error: `1` has no unit
      …ll-1/rack-[3-4]", hall-9, {at: hall-8, nodes: 0}, {nodes: 2}], price: 1}
                                                                             ^
        expected: a price in $/GPU-h, $/GPU-month, $/h, $/month, $/kW-h or $/kW-month, such as `2.35 $/GPU-h`
      t.yaml:6:25: error: `gpus` is out of range: 0
            - {name: b, gpus: 0, kind: dgx-h100, level: rack, placed: "hall-1/rack-[3-4]", price: 1 …
                              ^
        expected: a whole number from 1 to 10000000
      t.yaml:6:65: error: the lease stands in `hall-1/rack-3` and `hall-1/rack-4`, its level is rack
            - {name: b, gpus: 0, kind: dgx-h100, level: rack, placed: "hall-1/rack-[3-4]", price: 1 $/h}
                                                                      ^~~~~~~~~~~~~~~~~~~
        expected: places in one rack, or a level further out
      t.yaml:7:34: error: unknown kind `dgx-h99`
            - {name: c, gpus: 8, kind: dgx-h99, placed: [{at: hall-9}], price: 1 $/h}
                                       ^~~~~~~
        expected: hgx-h100-liquid, hgx-h200-liquid, dgx-h100, dgx-h200, dgx-a100, dgx-b200, dgx-b300, gb200-nvl72, gb300-nvl72, vr-nvl72, hgx-h100-air, hgx-h200-air, l40s-8, rtx-pro-6000-8 or gh200
        help: kinds of that family: `dgx-h100`, `dgx-h200`, `dgx-a100`, `dgx-b200` or `dgx-b300`
      t.yaml:7:57: error: the path `hall-9` matches no zone
            - {name: c, gpus: 8, kind: dgx-h99, placed: [{at: hall-9}], price: 1 $/h}
                                                              ^~~~~~
        help: did you mean `hall-1`?
      t.yaml:8:25: error: `gpus` is out of range: 0
            - {name: d, gpus: 0, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 9, domain: 1}, pr…
                              ^
        expected: a whole number from 1 to 10000000
      t.yaml:8:78: error: `hall-1/rack-1` has 4 nodes
      … {name: d, gpus: 0, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 9, domain: 1}, price: 1 $/h}
                                                                             ^
        expected: a node from 1 to 4
      t.yaml:9:57: error: the path `hall-9` matches no zone
            - {name: e, gpus: 8, kind: dgx-h100, placed: {at: hall-9, node: 1, domain: 1}, price: 1 $/h}
                                                              ^~~~~~
        help: did you mean `hall-1`?
      t.yaml:9:71: error: the lease is no piece of a node
            - {name: e, gpus: 8, kind: dgx-h100, placed: {at: hall-9, node: 1, domain: 1}, price: 1 $/h}
                                                                            ^
        expected: racks, with the number of `nodes` in each
      t.yaml:10:9: error: a lease needs the key `name`
            - {gpus: 8, kind: dgx-h100, placed: {at: hall-1/rack-3, nodes: 4}, price…
              ^
      t.yaml:10:16: error: the lease asks for 1 node and stands on 4 today
            - {gpus: 8, kind: dgx-h100, placed: {at: hall-1/rack-3, nodes: 4}, price: 1 $/h…
                     ^
        expected: 32 GPUs, or other places
      t.yaml:10:43: error: `(without a name)` and `b` stand on the same nodes of `hall-1/rack-3`
            - {gpus: 8, kind: dgx-h100, placed: {at: hall-1/rack-3, nodes: 4}, price: 1 $/h}
                                                ^
        expected: at most the 4 nodes in service there

      """#),
]
