import Facility
import Files
import PlanModel
import Documents
import Tenancy
// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badRules)
func `a lease whose rules cannot hold is refused in these words (1)`(input: BadInput) throws {
  #expect(try saidOfRules(input.text) == input.expected)
}

private let badRules = [
  BadInput(
    "two amounts",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, megawatts: 1 MW at meter, kind: dgx-h100, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:35: error: `gpus` and `megawatts` both say how much
        - {name: a, gpus: 8, megawatts: 1 MW at meter, kind: dgx-h100, price: 1 $/h}
                                        ^~~~~~~~~~~~~
        help: leave one of them out

      """#),
  BadInput(
    "megawatts that are measured nowhere",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, megawatts: 1 MW, kind: dgx-h100, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:26: error: `1 MW` does not say where it is measured
        - {name: a, megawatts: 1 MW, kind: dgx-h100, price: 1 $/h}
                               ^~~~
        expected: a power at one of meter, critical or rack, such as `10 MW at meter`

      """#),
  BadInput(
    "an unknown metering point",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, megawatts: 1 MW at racks, kind: dgx-h100, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:26: error: unknown metering point `racks`
        - {name: a, megawatts: 1 MW at racks, kind: dgx-h100, price: 1 $/h}
                               ^~~~~~~~~~~~~
        expected: meter, critical or rack
        help: did you mean `rack`?

      """#),
  BadInput(
    "space with no megawatts",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, with: space, space: {per-rack: 60 kW, liquid: 0 %}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:30: error: `with` has no meaning beside `gpus`
        - {name: a, gpus: 8, with: space, space: {per-rack: 60 kW, liquid: 0 %}, price: 1 $/h}
                                   ^~~~~
        expected: `megawatts:`
      t.yaml:5:44: error: `space` has no meaning beside `gpus`
        - {name: a, gpus: 8, with: space, space: {per-rack: 60 kW, liquid: 0 %}, price: 1 $/h}
                                                 ^
        expected: `megawatts:`

      """#),
  BadInput(
    "space that is not described",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, megawatts: 1 MW at meter, with: space, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:5: error: a lease needs the key `space`
        - {name: a, megawatts: 1 MW at meter, with: space, price: 1 $/h}
          ^
        help: add `space: {per-rack: 60 kW, liquid: 70 %}`

      """#),
  BadInput(
    "space that is described and not asked for",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, megawatts: 1 MW at meter, kind: dgx-h100, space: {per-rack: 60 kW, liquid: 0 %}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:64: error: `space` is asked for with hardware
        - {name: a, megawatts: 1 MW at meter, kind: dgx-h100, space: {per-rack: 60 kW, liquid: 0 %}, price: 1 $/h}
                                                                     ^
        help: add `with: space`, or leave `space` out

      """#),
  BadInput(
    "space on a kind of node",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, megawatts: 1 MW at meter, with: space, kind: dgx-h100, space: {per-rack: 60 kW, liquid: 0 %}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:60: error: space holds the tenant's own machines: `kind` has no place here
        - {name: a, megawatts: 1 MW at meter, with: space, kind: dgx-h100, space: {per-rack: 60 kW, liquid: 0 %}, price: 1 $/h}
                                                                 ^~~~~~~~

      """#),
  BadInput(
    "space that draws nothing, by a profile, for each GPU",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, megawatts: 1 MW at meter, with: space, profile: training, space: {per-rack: 0 W, liquid: 0 %}, price: 1 $/h}
      - {name: b, megawatts: 1 MW at meter, with: space, profile: training, space: {per-rack: 9 kW, liquid: 0 %}, price: 1 $/GPU-h}

    """#,
    says: #"""
      t.yaml:5:63: error: a profile has no meaning for space: a position draws its `per-rack`
        - {name: a, megawatts: 1 MW at meter, with: space, profile: training, space: {per-rack: 0 W, liquid: 0 %}, price: 1 $/h}
                                                                    ^~~~~~~~
      t.yaml:5:91: error: a position that draws nothing is no lease
      …tts: 1 MW at meter, with: space, profile: training, space: {per-rack: 0 W, liquid: 0 %}, price: 1 $/h}
                                                                             ^~~
        expected: more than 0 W
      t.yaml:6:63: error: a profile has no meaning for space: a position draws its `per-rack`
        - {name: b, megawatts: 1 MW at meter, with: space, profile: training, space: {per-rack: 9 kW, liquid: 0 %}, price: 1 $/GPU-h}
                                                                    ^~~~~~~~
      t.yaml:6:118: error: space has no GPUs to be paid for
      …pace, profile: training, space: {per-rack: 9 kW, liquid: 0 %}, price: 1 $/GPU-h}
                                                                             ^~~~~~~~~
        expected: a price per kW or for the lease

      """#),
  BadInput(
    "a floor above what is asked",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: {floor: 64, asked: 8}, kind: dgx-h100, price: 1 $/GPU-h}

    """#,
    says: #"""
      t.yaml:5:29: error: the floor of 64 GPUs lies above the 8 asked for
        - {name: a, gpus: {floor: 64, asked: 8}, kind: dgx-h100, price: 1 $/GPU-h}
                                  ^~
        expected: at most 8

      """#),
  BadInput(
    "an elastic lease with one price",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: {floor: 8, asked: 64}, kind: dgx-h100, price: 100 $/month}

    """#,
    says: #"""
      t.yaml:5:67: error: an elastic lease needs a price per GPU
        - {name: a, gpus: {floor: 8, asked: 64}, kind: dgx-h100, price: 100 $/month}
                                                                        ^~~~~~~~~~~
        expected: a price in $/GPU-h or $/GPU-month

      """#),
  BadInput(
    "a price per kW without megawatts",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, price: 185 $/kW-month}

    """#,
    says: #"""
      t.yaml:5:47: error: a price per kW needs a lease of megawatts
        - {name: a, gpus: 8, kind: dgx-h100, price: 185 $/kW-month}
                                                    ^~~~~~~~~~~~~~
        expected: a price per GPU or for the lease

      """#),
  BadInput(
    "a pool that is never used",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, pool: {gpus: 100, utilisation: 0 %}, kind: dgx-h100, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:46: error: `0 %` is out of range
        - {name: a, pool: {gpus: 100, utilisation: 0 %}, kind: dgx-h100, price: 1 $/h}
                                                   ^~~
        expected: a share from 1 % to 100 %

      """#),
  BadInput(
    "kind and kinds",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, kinds: [dgx-h200], price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:47: error: `kind` and `kinds` both say which
        - {name: a, gpus: 8, kind: dgx-h100, kinds: [dgx-h200], price: 1 $/h}
                                                    ^
        help: leave one of them out

      """#),
  BadInput(
    "a kind named twice, and no kind",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kinds: [dgx-h100, dgx-h100], price: 1 $/h}
      - {name: b, gpus: 8, kinds: [], price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:42: error: the kind `dgx-h100` is named twice
        - {name: a, gpus: 8, kinds: [dgx-h100, dgx-h100], price: 1 $/h}
                                               ^~~~~~~~
        expected: each kind once
      t.yaml:6:31: error: `kinds` names no kind
        - {name: b, gpus: 8, kinds: [], price: 1 $/h}
                                    ^
        expected: at least one kind

      """#),
  BadInput(
    "a position as a kind of node",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: position, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:30: error: unknown kind `position`
        - {name: a, gpus: 8, kind: position, price: 1 $/h}
                                   ^~~~~~~~
        expected: hgx-h100-liquid, hgx-h200-liquid, dgx-h100, dgx-h200, dgx-a100, dgx-b200, dgx-b300, gb200-nvl72, gb300-nvl72, vr-nvl72, hgx-h100-air, hgx-h200-air, l40s-8, rtx-pro-6000-8 or gh200

      """#),
  BadInput(
    "exclusivity over a level that is not there",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, exclusive: pod, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:51: error: this facility has no pod
        - {name: a, gpus: 8, kind: dgx-h100, exclusive: pod, price: 1 $/h}
                                                        ^~~
        expected: none, node, nvlink, site, hall, rack, power-group, contract-group or ups-group

      """#),
  BadInput(
    "exclusivity over a stage that is not there",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, exclusive: usp-group, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:51: error: unknown division `usp-group`
        - {name: a, gpus: 8, kind: dgx-h100, exclusive: usp-group, price: 1 $/h}
                                                        ^~~~~~~~~
        expected: none, node, nvlink, site, hall, rack, power-group, contract-group or ups-group
        help: did you mean `ups-group`?

      """#),
  BadInput(
    "a spread of nothing and of too much",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, spread: {over: hall, at-most: 0 %}, price: 1 $/h}
      - {name: b, gpus: 8, kind: dgx-h100, spread: {over: hall, at-most: 101 %}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:70: error: `0 %` is out of range
        - {name: a, gpus: 8, kind: dgx-h100, spread: {over: hall, at-most: 0 %}, price: 1 $/h}
                                                                           ^~~
        expected: a share above 0 % of at most 100 %
      t.yaml:6:70: error: `101 %` is out of range
        - {name: b, gpus: 8, kind: dgx-h100, spread: {over: hall, at-most: 101 %}, price: 1 $/h}
                                                                           ^~~~~
        expected: a share above 0 % of at most 100 %

      """#),
  BadInput(
    "a spread over rows",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, spread: {over: row, at-most: 50 %}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:55: error: this facility has no row
        - {name: a, gpus: 8, kind: dgx-h100, spread: {over: row, at-most: 50 %}, price: 1 $/h}
                                                            ^~~
        expected: site, hall, rack, power-group, contract-group or ups-group

      """#),
  BadInput(
    "a spread over what the lease stays in one of",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, level: hall, spread: {over: hall, at-most: 50 %}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:61: error: the lease stays in one hall: it cannot be spread over halls
        - {name: a, gpus: 8, kind: dgx-h100, level: hall, spread: {over: hall, at-most: 50 %}, price: 1 $/h}
                                                                  ^
        expected: a level further in, or a lease of a level further out

      """#),
  BadInput(
    "NUMA rules for whole nodes",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, numa: any, price: 1 $/h}
      - {name: b, gpus: 2, kind: dgx-h100, exclusive: node, numa: single, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:46: error: `numa` has no meaning for a lease of whole nodes
        - {name: a, gpus: 8, kind: dgx-h100, numa: any, price: 1 $/h}
                                                   ^~~
        expected: fewer GPUs than a node has, and no `exclusive: node`
      t.yaml:6:63: error: `numa` has no meaning for a lease of whole nodes
        - {name: b, gpus: 2, kind: dgx-h100, exclusive: node, numa: single, price: 1 $/h}
                                                                    ^~~~~~
        expected: fewer GPUs than a node has, and no `exclusive: node`

      """#),
  BadInput(
    "an unknown NUMA rule",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 2, kind: dgx-h100, numa: both, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:46: error: unknown word for `numa` `both`
        - {name: a, gpus: 2, kind: dgx-h100, numa: both, price: 1 $/h}
                                                   ^~~~
        expected: single or any

      """#),
  BadInput(
    "a segment without an NVLink domain",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, segment: 2, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:49: error: an NVLink domain of `dgx-h100` is one node: there are no segments
        - {name: a, gpus: 8, kind: dgx-h100, segment: 2, price: 1 $/h}
                                                      ^
        expected: a rack-scale kind

      """#),
  BadInput(
    "a segment larger than the NVLink domain",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 144, kind: gb200-nvl72, segment: 19, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:54: error: an NVLink domain of `gb200-nvl72` has 18 nodes, not 19
        - {name: a, gpus: 144, kind: gb200-nvl72, segment: 19, price: 1 $/h}
                                                           ^~
        expected: at most 18

      """#),
  BadInput(
    "a segment of megawatts",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, megawatts: 1 MW at rack, kind: gb200-nvl72, segment: 9, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:68: error: a segment needs a number of GPUs: megawatts come in whole NVLink domains, pools and `all` as they are
        - {name: a, megawatts: 1 MW at rack, kind: gb200-nvl72, segment: 9, price: 1 $/h}
                                                                         ^
        expected: `gpus:`

      """#),
  BadInput(
    "an unknown lease to enlarge",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, expand: {lease: stadning, within: hall}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:56: error: unknown lease `stadning`
        - {name: a, gpus: 8, kind: dgx-h100, expand: {lease: stadning, within: hall}, price: 1 $/h}
                                                             ^~~~~~~~
        expected: a lease of this book, or one placed today
        help: did you mean `standing`?

      """#),
  BadInput(
    "leases that enlarge each other",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, expand: {lease: b, within: hall}, price: 1 $/h}
      - {name: b, gpus: 8, kind: dgx-h100, expand: {lease: a, adjacent: yes}, price: 1 $/h}
      - {name: c, gpus: 8, kind: dgx-h100, expand: {lease: c, adjacent: yes}, price: 1 $/h}
      - {name: d, gpus: 8, kind: dgx-h100, expand: {lease: a, adjacent: yes}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:56: error: leases enlarge each other in a circle: `a` → `b` → `a`
        - {name: a, gpus: 8, kind: dgx-h100, expand: {lease: b, within: hall}, price: 1 $/h}
                                                             ^
        expected: a lease that stands without this one
      t.yaml:7:56: error: `c` enlarges itself
        - {name: c, gpus: 8, kind: dgx-h100, expand: {lease: c, adjacent: yes}, price: 1 $/h}
                                                             ^
        expected: a lease that stands without this one

      """#),
  BadInput(
    "an enlargement that says twice or not at all how near",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, expand: {lease: standing, within: hall, adjacent: yes}, price: 1 $/h}
      - {name: b, gpus: 8, kind: dgx-h100, expand: {lease: standing}, price: 1 $/h}
      - {name: c, gpus: 8, kind: dgx-h100, expand: {lease: standing, within: pod}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:90: error: `within` and `adjacent` both say how near
      … 8, kind: dgx-h100, expand: {lease: standing, within: hall, adjacent: yes}, price: 1 $/h}
                                                                             ^~~
        help: leave one of them out
      t.yaml:6:48: error: `expand` does not say how near
        - {name: b, gpus: 8, kind: dgx-h100, expand: {lease: standing}, price: 1 $/h}
                                                     ^
        expected: `within: hall`, or `adjacent: yes`
      t.yaml:7:74: error: this facility has no pod to lie within
      … {name: c, gpus: 8, kind: dgx-h100, expand: {lease: standing, within: pod}, price: 1 $/h}
                                                                             ^~~
        expected: site, hall or rack

      """#),
  BadInput(
    "a quantity that nobody provides",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, quantities: {strage: 1 PB}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:53: error: no zone of this facility provides `strage`
        - {name: a, gpus: 8, kind: dgx-h100, quantities: {strage: 1 PB}, price: 1 $/h}
                                                          ^~~~~~
        expected: storage, wan or public-ips
        help: did you mean `storage`?

      """#),
  BadInput(
    "a quantity in another measure",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, quantities: {storage: 40 GB/s, wan: 1 TB, public-ips: 5 TB}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:62: error: `40 GB/s` is a data rate, not an amount of data
        - {name: a, gpus: 8, kind: dgx-h100, quantities: {storage: 40 GB/s, wan: 1 TB, public-ips: 5 TB}, price: 1 $/h}
                                                                   ^~~~~~~
        expected: an amount of data in B, kB, MB, GB, TB or PB, such as `2 PB`
      t.yaml:5:76: error: `1 TB` is an amount of data, not a data rate
      …name: a, gpus: 8, kind: dgx-h100, quantities: {storage: 40 GB/s, wan: 1 TB, public-ips: 5 TB}, price: 1 $/h}
                                                                             ^~~~
        expected: a data rate in b/s, B/s, kb/s, kB/s, Mb/s, MB/s, Gb/s, GB/s, Tb/s or TB/s, such as `100 Gb/s`
      t.yaml:5:94: error: `public-ips` must be a whole number, not `5 TB`
      …kind: dgx-h100, quantities: {storage: 40 GB/s, wan: 1 TB, public-ips: 5 TB}, price: 1 $/h}
                                                                             ^~~~
        expected: a whole number from 0 to 1000000000

      """#),
]
