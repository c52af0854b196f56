// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badDemands)
func `an amount or a kind that a lease cannot have is refused in these words`(input: BadInput) throws {
  let said = try diagnostics(ofLeaseRules: input.text)
  #expect(said == input.expected)
}

private let badDemands = [
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
        help: kinds of that family: `dgx-h100`, `dgx-h200`, `dgx-a100`, `dgx-b200` or `dgx-b300`
      t.yaml:5:103: error: `kind` and `kinds` both say which
      … {gpus: 1}, with: space, space: {positions: 1}, kind: dgx-h99, kinds: [dgx-h98], price: 1 $/h}
                                                                             ^
        help: leave one of them out
      t.yaml:5:104: error: unknown kind `dgx-h98`
      …{gpus: 1}, with: space, space: {positions: 1}, kind: dgx-h99, kinds: [dgx-h98], price: 1 $/h}
                                                                             ^~~~~~~
        expected: hgx-h100-liquid, hgx-h200-liquid, dgx-h100, dgx-h200, dgx-a100, dgx-b200, dgx-b300, gb200-nvl72, gb300-nvl72, vr-nvl72, hgx-h100-air, hgx-h200-air, l40s-8, rtx-pro-6000-8 or gh200
        help: kinds of that family: `dgx-h100`, `dgx-h200`, `dgx-a100`, `dgx-b200` or `dgx-b300`
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
        help: kinds of that family: `dgx-h100`, `dgx-h200`, `dgx-a100`, `dgx-b200` or `dgx-b300`
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
]
