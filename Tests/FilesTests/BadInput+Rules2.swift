import Facility
import Files
import PlanModel
import Documents
import Tenancy
// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badRules)
func `a lease whose rules cannot hold is refused in these words (2)`(input: BadInput) throws {
  #expect(try saidOfRules(input.text) == input.expected)
}

private let badRules = [
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
    "a likelihood beyond one",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, status: {option: {until: 2027-03-31, probability: 130 %}}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:90: error: `130 %` is out of range
      … 8, kind: dgx-h100, status: {option: {until: 2027-03-31, probability: 130 %}}, price: 1 $/h}
                                                                             ^~~~~
        expected: a share from 0 % to 100 %

      """#),
  BadInput(
    "a right on several zones",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, status: {rofo: {zone: "hall-[1-2]"}}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:62: error: the right is on 2 zones
        - {name: a, gpus: 8, kind: dgx-h100, status: {rofo: {zone: "hall-[1-2]"}}, price: 1 $/h}
                                                                   ^~~~~~~~~~~~
        expected: one zone

      """#),
  BadInput(
    "a lease outside of what it has a right on",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, status: {rofo: {zone: hall-2}}, placed: [{at: hall-1/rack-1, nodes: 1}], price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:80: error: the lease stands in `hall-1/rack-1`, its right is on `hall-2`
      …: a, gpus: 8, kind: dgx-h100, status: {rofo: {zone: hall-2}}, placed: [{at: hall-1/rack-1, nodes: 1}], price: 1 $/h}
                                                                             ^
        expected: places in that zone

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
    "a piece across domains that fits one",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 3, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 1, gpus: [1, 2]}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:48: error: the lease stands in several NUMA domains and fits one
        - {name: a, gpus: 3, kind: dgx-h100, placed: {at: hall-1/rack-1, node: 1, gpus: [1, 2]}, price: 1 $/h}
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
    "an expansion of an unknown lease that does not say how near either",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, kind: dgx-h100, expand: {lease: nobody, within: village}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:60: error: unknown lease `nobody`
            - {name: a, gpus: 8, kind: dgx-h100, expand: {lease: nobody, within: village}, price: 1 $/h}
                                                                 ^~~~~~
        expected: a lease of this book, or one placed today
      t.yaml:5:76: error: unknown level `village`
      … - {name: a, gpus: 8, kind: dgx-h100, expand: {lease: nobody, within: village}, price: 1 $/h}
                                                                             ^~~~~~~
        expected: site, hall or rack

      """#),
  BadInput(
    "a circle of leases of which one cannot be read",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, kind: dgx-h99, expand: {lease: b, within: hall}, price: 1 $/h}
          - {name: b, gpus: 8, kind: dgx-h100, expand: {lease: a}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:34: error: unknown kind `dgx-h99`
            - {name: a, gpus: 8, kind: dgx-h99, expand: {lease: b, within: hall}, price: 1 $/h}
                                       ^~~~~~~
        expected: hgx-h100-liquid, hgx-h200-liquid, dgx-h100, dgx-h200, dgx-a100, dgx-b200, dgx-b300, gb200-nvl72, gb300-nvl72, vr-nvl72, hgx-h100-air, hgx-h200-air, l40s-8, rtx-pro-6000-8 or gh200
      t.yaml:5:59: error: leases enlarge each other in a circle: `a` → `b` → `a`
            - {name: a, gpus: 8, kind: dgx-h99, expand: {lease: b, within: hall}, price: 1 $/h}
                                                                ^
        expected: a lease that stands without this one
      t.yaml:6:52: error: `expand` does not say how near
            - {name: b, gpus: 8, kind: dgx-h100, expand: {lease: a}, price: 1 $/h}
                                                         ^
        expected: `within: hall`, or `adjacent: yes`

      """#),
  BadInput(
    "an unknown lease beside one without a name, which it may be",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {nam: a, gpus: 8, kind: dgx-h100, price: 1 $/h}
          - {name: b, gpus: 8, kind: dgx-h100, expand: {lease: a, within: hall}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:9: error: a lease needs the key `name`
            - {nam: a, gpus: 8, kind: dgx-h100, price: 1 $/h}
              ^
      t.yaml:5:10: error: unknown key `nam` in a lease
            - {nam: a, gpus: 8, kind: dgx-h100, price: 1 $/h}
               ^~~
        expected: name, gpus, count, megawatts, with, space, pool, kind, kinds, level, profile, status, priority, price, exclusive, spread, numa, segment, expand, quantities, placed, movable, about, source
        help: did you mean `name`?

      """#),
  BadInput(
    "prices against amounts that cannot be read",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 0, kind: dgx-h100, price: 2 $/kW-h}
          - {name: b, gpus: {floor: 9, asked: 8}, kind: dgx-h99, price: 2 $/h}
          - {name: c, megawatts: 10 at meter, with: space, space: {per-rack: 0 W, liquid: 101 %}, profile: training, price: 2 $/GPU-h}
          - {name: d, pool: {gpus: 8, utilisation: 0 %}, kind: dgx-h100, level: attic, price: 2 $/kW-h}

    """#,
    says: #"""
      t.yaml:5:25: error: `gpus` is out of range: 0
            - {name: a, gpus: 0, kind: dgx-h100, price: 2 $/kW-h}
                              ^
        expected: a whole number from 1 to 10000000
      t.yaml:5:51: error: a price per kW needs a lease of megawatts
            - {name: a, gpus: 0, kind: dgx-h100, price: 2 $/kW-h}
                                                        ^~~~~~~~
        expected: a price per GPU or for the lease
      t.yaml:6:33: error: the floor of 9 GPUs lies above the 8 asked for
            - {name: b, gpus: {floor: 9, asked: 8}, kind: dgx-h99, price: 2 $/h}
                                      ^
        expected: at most 8
      t.yaml:6:53: error: unknown kind `dgx-h99`
            - {name: b, gpus: {floor: 9, asked: 8}, kind: dgx-h99, price: 2 $/h}
                                                          ^~~~~~~
        expected: hgx-h100-liquid, hgx-h200-liquid, dgx-h100, dgx-h200, dgx-a100, dgx-b200, dgx-b300, gb200-nvl72, gb300-nvl72, vr-nvl72, hgx-h100-air, hgx-h200-air, l40s-8, rtx-pro-6000-8 or gh200
      t.yaml:6:69: error: an elastic lease needs a price per GPU
            - {name: b, gpus: {floor: 9, asked: 8}, kind: dgx-h99, price: 2 $/h}
                                                                          ^~~~~
        expected: a price in $/GPU-h or $/GPU-month
      t.yaml:7:30: error: `10` has no unit
            - {name: c, megawatts: 10 at meter, with: space, space: {per-rack: 0 W, liquid: 101 %}, profi…
                                   ^~~~~~~~~~~
        expected: a power at one of meter, critical or rack, such as `10 MW at meter`
        help: did you mean `10 MW at meter`?
      t.yaml:7:74: error: a position that draws nothing is no lease
      …   - {name: c, megawatts: 10 at meter, with: space, space: {per-rack: 0 W, liquid: 101 %}, profile: training, price: 2 $/GPU-h}
                                                                             ^~~
        expected: more than 0 W
      t.yaml:7:87: error: `101 %` is out of range
      …, megawatts: 10 at meter, with: space, space: {per-rack: 0 W, liquid: 101 %}, profile: training, price: 2 $/GPU-h}
                                                                             ^~~~~
        expected: a share from 0 % to 100 %
      t.yaml:7:104: error: a profile has no meaning for space: a position draws its `per-rack`
      …t meter, with: space, space: {per-rack: 0 W, liquid: 101 %}, profile: training, price: 2 $/GPU-h}
                                                                             ^~~~~~~~
      t.yaml:7:121: error: space has no GPUs to be paid for
      …ace, space: {per-rack: 0 W, liquid: 101 %}, profile: training, price: 2 $/GPU-h}
                                                                             ^~~~~~~~~
        expected: a price per kW or for the lease
      t.yaml:8:48: error: `0 %` is out of range
            - {name: d, pool: {gpus: 8, utilisation: 0 %}, kind: dgx-h100, level: attic, price: 2 $/kW-h}
                                                     ^~~
        expected: a share from 1 % to 100 %
      t.yaml:8:77: error: unknown level `attic`
      …- {name: d, pool: {gpus: 8, utilisation: 0 %}, kind: dgx-h100, level: attic, price: 2 $/kW-h}
                                                                             ^~~~~
        expected: campus, site, building, hall, row, pod, leaf, rack or node
      t.yaml:8:91: error: a price per kW needs a lease of megawatts
      …ol: {gpus: 8, utilisation: 0 %}, kind: dgx-h100, level: attic, price: 2 $/kW-h}
                                                                             ^~~~~~~~
        expected: a price per GPU or for the lease

      """#),
  BadInput(
    "rules against a lease that cannot be read",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, pool: {gpus: 0, utilisation: 80 %}, kind: dgx-h99, numa: any, segment: 8, price: 1 $/h}
          - {name: b, gpus: 8, kind: dgx-h100, level: hall, spread: {over: hall, at-most: 50 %}, numa: any, segment: 4, price: 1}
          - {name: c, gpus: 8, kind: dgx-h100, movable: 4 $/node, exclusive: attic, price: 1 $/h}
          - {name: d, gpus: x, kind: dgx-h100, exclusive: node, numa: any, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:32: error: `gpus` is out of range: 0
            - {name: a, pool: {gpus: 0, utilisation: 80 %}, kind: dgx-h99, numa: any, segment: 8, price: 1 …
                                     ^
        expected: a whole number from 1 to 10000000
      t.yaml:5:61: error: unknown kind `dgx-h99`
            - {name: a, pool: {gpus: 0, utilisation: 80 %}, kind: dgx-h99, numa: any, segment: 8, price: 1 $/h}
                                                                  ^~~~~~~
        expected: hgx-h100-liquid, hgx-h200-liquid, dgx-h100, dgx-h200, dgx-a100, dgx-b200, dgx-b300, gb200-nvl72, gb300-nvl72, vr-nvl72, hgx-h100-air, hgx-h200-air, l40s-8, rtx-pro-6000-8 or gh200
      t.yaml:5:76: error: `numa` has no meaning for a lease of whole nodes
      … - {name: a, pool: {gpus: 0, utilisation: 80 %}, kind: dgx-h99, numa: any, segment: 8, price: 1 $/h}
                                                                             ^~~
        expected: fewer GPUs than a node has, and no `exclusive: node`
      t.yaml:5:90: error: a segment needs a number of GPUs: megawatts come in whole NVLink domains, pools and `all` as they are
      …ool: {gpus: 0, utilisation: 80 %}, kind: dgx-h99, numa: any, segment: 8, price: 1 $/h}
                                                                             ^
        expected: `gpus:`
      t.yaml:6:65: error: the lease stays in one hall: it cannot be spread over halls
            - {name: b, gpus: 8, kind: dgx-h100, level: hall, spread: {over: hall, at-most: 50 %}, numa: any, segment: 4, price: 1}
                                                                      ^
        expected: a level further in, or a lease of a level further out
      t.yaml:6:100: error: `numa` has no meaning for a lease of whole nodes
      …nd: dgx-h100, level: hall, spread: {over: hall, at-most: 50 %}, numa: any, segment: 4, price: 1}
                                                                             ^~~
        expected: fewer GPUs than a node has, and no `exclusive: node`
      t.yaml:6:114: error: an NVLink domain of `dgx-h100` is one node: there are no segments
      …level: hall, spread: {over: hall, at-most: 50 %}, numa: any, segment: 4, price: 1}
                                                                             ^
        expected: a rack-scale kind
      t.yaml:6:124: error: `1` has no unit
      …l, spread: {over: hall, at-most: 50 %}, numa: any, segment: 4, price: 1}
                                                                             ^
        expected: a price in $/GPU-h, $/GPU-month, $/h, $/month, $/kW-h or $/kW-month, such as `2.35 $/GPU-h`
      t.yaml:7:53: error: `movable` has no meaning for a lease that stands nowhere today
            - {name: c, gpus: 8, kind: dgx-h100, movable: 4 $/node, exclusive: attic, price: 1 $/h}
                                                          ^~~~~~~~
        expected: `placed:`
      t.yaml:7:74: error: unknown division `attic`
      …   - {name: c, gpus: 8, kind: dgx-h100, movable: 4 $/node, exclusive: attic, price: 1 $/h}
                                                                             ^~~~~
        expected: none, node, nvlink, site, hall, rack, power-group, contract-group or ups-group
      t.yaml:8:25: error: `gpus` must be a whole number or all, not `x`
            - {name: d, gpus: x, kind: dgx-h100, exclusive: node, numa: any, price: 1 $/h}
                              ^
        expected: a whole number from 1 to 10000000, or all
      t.yaml:8:67: error: `numa` has no meaning for a lease of whole nodes
            - {name: d, gpus: x, kind: dgx-h100, exclusive: node, numa: any, price: 1 $/h}
                                                                        ^~~
        expected: fewer GPUs than a node has, and no `exclusive: node`

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
  BadInput(
    "a right of first offer with nothing right in it",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, kind: dgx-h100, status: {rofo: {zone: attic, notice: 30, probability: 101 %}}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:66: error: the path `attic` matches no zone
            - {name: a, gpus: 8, kind: dgx-h100, status: {rofo: {zone: attic, notice: 30, probability: 101 %}}, price: 1 $/h}
                                                                       ^~~~~
        help: the root holds `hall-1` and 2 more
      t.yaml:5:81: error: `30` has no unit
      …ame: a, gpus: 8, kind: dgx-h100, status: {rofo: {zone: attic, notice: 30, probability: 101 %}}, price: 1 $/h}
                                                                             ^~
        expected: a number of days, such as `30 days`
      t.yaml:5:98: error: `101 %` is out of range
      …kind: dgx-h100, status: {rofo: {zone: attic, notice: 30, probability: 101 %}}, price: 1 $/h}
                                                                             ^~~~~
        expected: a share from 0 % to 100 %

      """#),
  BadInput(
    "amounts and kinds too many, each of them wrong besides",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 0, pool: {gpus: 1}, with: space, space: {positions: 1}, kind: dgx-h99, kinds: [dgx-h98], price: 1 $/h}
          - {name: b, megawatts: 1 MW at meter, with: rockets, space: {per-rack: 60}, kind: dgx-h100, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:25: error: `gpus` is out of range: 0
            - {name: a, gpus: 0, pool: {gpus: 1}, with: space, space: {positions: 1}, kind: dgx-h99,…
                              ^
        expected: a whole number from 1 to 10000000
      t.yaml:5:34: error: `gpus` and `pool` both say how much
            - {name: a, gpus: 0, pool: {gpus: 1}, with: space, space: {positions: 1}, kind: dgx-h99, kinds: […
                                       ^
        help: leave one of them out
      t.yaml:5:34: error: a pool needs the key `utilisation`
            - {name: a, gpus: 0, pool: {gpus: 1}, with: space, space: {positions: 1}, kind: dgx-h99, kinds: […
                                       ^
      t.yaml:5:51: error: `with` has no meaning beside `gpus`
            - {name: a, gpus: 0, pool: {gpus: 1}, with: space, space: {positions: 1}, kind: dgx-h99, kinds: [dgx-h98], price: …
                                                        ^~~~~
        expected: `megawatts:`
      t.yaml:5:65: error: `space` has no meaning beside `gpus`
            - {name: a, gpus: 0, pool: {gpus: 1}, with: space, space: {positions: 1}, kind: dgx-h99, kinds: [dgx-h98], price: 1 $/h}
                                                                      ^
        expected: `megawatts:`
      t.yaml:5:87: error: unknown kind `dgx-h99`
      …, gpus: 0, pool: {gpus: 1}, with: space, space: {positions: 1}, kind: dgx-h99, kinds: [dgx-h98], price: 1 $/h}
                                                                             ^~~~~~~
        expected: hgx-h100-liquid, hgx-h200-liquid, dgx-h100, dgx-h200, dgx-a100, dgx-b200, dgx-b300, gb200-nvl72, gb300-nvl72, vr-nvl72, hgx-h100-air, hgx-h200-air, l40s-8, rtx-pro-6000-8 or gh200
      t.yaml:5:103: error: `kind` and `kinds` both say which
      … {gpus: 1}, with: space, space: {positions: 1}, kind: dgx-h99, kinds: [dgx-h98], price: 1 $/h}
                                                                             ^
        help: leave one of them out
      t.yaml:5:104: error: unknown kind `dgx-h98`
      …{gpus: 1}, with: space, space: {positions: 1}, kind: dgx-h99, kinds: [dgx-h98], price: 1 $/h}
                                                                             ^~~~~~~
        expected: hgx-h100-liquid, hgx-h200-liquid, dgx-h100, dgx-h200, dgx-a100, dgx-b200, dgx-b300, gb200-nvl72, gb300-nvl72, vr-nvl72, hgx-h100-air, hgx-h200-air, l40s-8, rtx-pro-6000-8 or gh200
      t.yaml:6:51: error: unknown word for `with` `rockets`
            - {name: b, megawatts: 1 MW at meter, with: rockets, space: {per-rack: 60}, kind: dgx-h100, price: 1 $/h}
                                                        ^~~~~~~
        expected: hardware or space
      t.yaml:6:67: error: space needs the key `liquid`
            - {name: b, megawatts: 1 MW at meter, with: rockets, space: {per-rack: 60}, kind: dgx-h100, price: 1 $/h}
                                                                        ^
      t.yaml:6:78: error: `60` has no unit
      … {name: b, megawatts: 1 MW at meter, with: rockets, space: {per-rack: 60}, kind: dgx-h100, price: 1 $/h}
                                                                             ^~
        expected: a power in W, kW, MW or GW, such as `10.2 kW`

      """#),
  BadInput(
    "a profile that cannot be read and leases that name it",
    #"""
    format: headroom-tenants-1
    profiles: {night: {sustained-peak: 50 %, average: 40 % of nameplate}}
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, kind: dgx-h100, profile: night, price: 1 $/h}
          - {name: b, gpus: 8, kind: dgx-h100, profile: nigh, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:2:36: error: `50 %` does not say of what
      profiles: {night: {sustained-peak: 50 %, average: 40 % of nameplate}}
                                         ^~~~
        expected: a share of sustained-peak, average or nameplate, such as `88 % of sustained-peak`
      t.yaml:7:53: error: unknown profile `nigh`
            - {name: b, gpus: 8, kind: dgx-h100, profile: nigh, price: 1 $/h}
                                                          ^~~~
        expected: training, inference or mixed, or shares of its own

      """#),
]
