// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badExpansions)
func `an enlargement that cannot be is refused in these words`(input: BadInput) throws {
  let said = try diagnostics(ofLeaseRules: input.text)
  #expect(said == input.expected)
}

private let badExpansions = [
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
        help: kinds of that family: `dgx-h100`, `dgx-h200`, `dgx-a100`, `dgx-b200` or `dgx-b300`
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
]
