// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badRules)
func `a rule that a lease cannot have is refused in these words`(input: BadInput) throws {
  let said = try diagnostics(ofLeaseRules: input.text)
  #expect(said == input.expected)
}

private let badRules = [
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
        expected: a rack-scale kind, or the level that holds a segment
        help: write `segment: {size: 2, within: rack}`

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
    "a segment that no zone of its level holds",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8000, kind: dgx-h100, segment: {size: 900, within: rack}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:52: error: no rack holds 900 nodes of `dgx-h100`: the most in one is 4
        - {name: a, gpus: 8000, kind: dgx-h100, segment: {size: 900, within: rack}, price: 1 $/h}
                                                         ^
        expected: at most 4

      """#),
  BadInput(
    "a segment in a zone that holds the lease anyway, and one in no level that there is",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 16, kind: dgx-h100, level: rack, segment: {size: 2, within: rack}, price: 1 $/h}
      - {name: b, gpus: 16, kind: dgx-h100, segment: {size: 2, within: attic}, price: 1 $/h}
      - {name: c, gpus: 16, kind: dgx-h100, segment: {within: rack, sice: 2}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:63: error: the lease stays in one rack: every segment of it lies within one rack
        - {name: a, gpus: 16, kind: dgx-h100, level: rack, segment: {size: 2, within: rack}, price: 1 $/h}
                                                                    ^
        expected: a level further in, or a lease of a level further out
        help: leave `segment` out
      t.yaml:6:68: error: unknown level `attic`
        - {name: b, gpus: 16, kind: dgx-h100, segment: {size: 2, within: attic}, price: 1 $/h}
                                                                         ^~~~~
        expected: site, hall or rack
      t.yaml:7:50: error: a segment needs the key `size`
        - {name: c, gpus: 16, kind: dgx-h100, segment: {within: rack, sice: 2}, price: 1 $/h}
                                                       ^
      t.yaml:7:65: error: unknown key `sice` in a segment
        - {name: c, gpus: 16, kind: dgx-h100, segment: {within: rack, sice: 2}, price: 1 $/h}
                                                                      ^~~~
        expected: size, within, source
        help: did you mean `size`?

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
        help: kinds of that family: `dgx-h100`, `dgx-h200`, `dgx-a100`, `dgx-b200` or `dgx-b300`
      t.yaml:5:90: error: a segment needs a number of GPUs: megawatts come in whole NVLink domains, pools and `all` as they are
      …ool: {gpus: 0, utilisation: 80 %}, kind: dgx-h99, numa: any, segment: 8, price: 1 $/h}
                                                                             ^
        expected: `gpus:`
      t.yaml:6:65: error: the lease stays in one hall: it cannot be spread over halls
            - {name: b, gpus: 8, kind: dgx-h100, level: hall, spread: {over: hall, at-most: 50 %}, numa: any, segment: 4, price: 1}
                                                                      ^
        expected: a level further in, or a lease of a level further out
      t.yaml:6:114: error: an NVLink domain of `dgx-h100` is one node: there are no segments
      …level: hall, spread: {over: hall, at-most: 50 %}, numa: any, segment: 4, price: 1}
                                                                             ^
        expected: a rack-scale kind, or the level that holds a segment
        help: write `segment: {size: 4, within: rack}`
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
