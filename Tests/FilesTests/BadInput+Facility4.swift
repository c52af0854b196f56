// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badFacilitys4)
func `a bad facility file is refused in these words (4)`(input: BadInput) {
  #expect(saidOfFacility(input.text) == input.expected)
}

private let badFacilitys4 = [
  BadInput(
    "a range from large to small",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: pod, count: 3, level: pod}]
    overrides:
      - {at: "pod-[3-1]", water-supply: 30 °C}

    """#,
    says: #"""
    f.yaml:7:10: error: the range in `pod-[3-1]` is empty
      - {at: "pod-[3-1]", water-supply: 30 °C}
             ^~~~~~~~~~~
      expected: the smaller number first, such as `[1-8]`

    """#),
  BadInput(
    "an empty name in a path",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: pod, count: 3, level: pod}]
    overrides:
      - {at: "pod-1//rack", water-supply: 30 °C}

    """#,
    says: #"""
    f.yaml:7:10: error: an empty name in the path `pod-1//rack`
      - {at: "pod-1//rack", water-supply: 30 °C}
             ^~~~~~~~~~~~~
      expected: names joined by `/`, such as `hall-1/pod-[1-3]`

    """#),
  BadInput(
    "spares of an unknown kind",
    #"""
    format: headroom-facility-1
    name: f
    zone: {level: site}
    spares: {dgx-h300: 1 per 64}

    """#,
    says: #"""
    f.yaml:4:10: error: unknown kind `dgx-h300`
    spares: {dgx-h300: 1 per 64}
             ^~~~~~~~
      expected: a kind of the catalogue or of `kinds:`
      help: did you mean `dgx-h100`?

    """#),
  BadInput(
    "spares by two",
    #"""
    format: headroom-facility-1
    name: f
    zone: {level: site}
    spares: {dgx-h100: 2 per 64}

    """#,
    says: #"""
    f.yaml:4:20: error: `2 per 64` does not begin with 1
    spares: {dgx-h100: 2 per 64}
                       ^~~~~~~~
      expected: one spare for so many nodes, such as `1 per 64`

    """#),
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
    "a base that is built in",
    #"""
    format: headroom-facility-1
    name: f
    bases: {average: {dgx-h100: 3 kW}}
    zone: {level: site}

    """#,
    says: #"""
    f.yaml:3:9: error: the base `average` is built in
    bases: {average: {dgx-h100: 3 kW}}
            ^~~~~~~
      help: give this one another name

    """#),
  BadInput(
    "a share of an unknown base",
    #"""
    format: headroom-facility-1
    name: f
    profiles: {night: {sustained-peak: 50 % of peak, average: 40 % average}}
    zone: {level: site}

    """#,
    says: #"""
    f.yaml:3:36: error: unknown base `peak`
    profiles: {night: {sustained-peak: 50 % of peak, average: 40 % average}}
                                       ^~~~~~~~~~~~
      expected: sustained-peak, average or nameplate
    f.yaml:3:59: error: `40 % average` does not say of what
    profiles: {night: {sustained-peak: 50 % of peak, average: 40 % average}}
                                                              ^~~~~~~~~~~~
      expected: a share of sustained-peak, average or nameplate, such as `88 % of sustained-peak`

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
    "an anchor and an alias",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: &p [{name: contract, rating: 1 MW}]
      loads: *p

    """#,
    says: #"""
    f.yaml:5:10: error: anchors are refused
      power: &p [{name: contract, rating: 1 MW}]
             ^
      help: write the value out, or make a template of it
    f.yaml:6:10: error: aliases are refused
      loads: *p
             ^~
      help: write the value out, or make a template of it

    """#),
  BadInput(
    "a tag",
    #"""
    format: headroom-facility-1
    name: f
    zone: !!map {level: site}

    """#,
    says: #"""
    f.yaml:3:7: error: tags are refused
    zone: !!map {level: site}
          ^
      help: leave the tag out

    """#),
  BadInput(
    "a merge key",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      <<: {}

    """#,
    says: #"""
    f.yaml:5:3: error: unknown key `<<` in the root zone
      <<: {}
      ^~
      expected: name, count, first, template, with, level, about, source, water-supply, power, cooling, loads, fabric, height, reserved, nodes, positions, quantities, zones

    """#),
  BadInput(
    "two documents",
    #"""
    format: headroom-facility-1
    name: f
    zone: {level: site}
    ---
    name: g

    """#,
    says: #"""
    f.yaml:4:1: error: a second document begins here
    ---
    ^~~
      expected: one document

    """#),
  BadInput(
    "a syntax error",
    #"""
    format: headroom-facility-1
    name: f
    zone: {level: site
    spares: ]

    """#,
    says: #"""
    f.yaml:4:7: error: not valid YAML: did not find expected ',' or '}' (while parsing a flow mapping)
    spares: ]
          ^

    """#),
  BadInput(
    "a tab for indentation",
    #"""
    format: headroom-facility-1
    name: f
    zone:
    \#tlevel: site

    """#,
    says: #"""
    f.yaml:4:1: error: not valid YAML: found character that cannot start any token (while scanning for the next token)
    \#tlevel: site
    ^
      help: indent with spaces, not with tabs

    """#),
  BadInput(
    "a key that is a list",
    #"""
    format: headroom-facility-1
    name: f
    [a, b]: c
    zone: {level: site}

    """#,
    says: #"""
    f.yaml:3:1: error: a key must be a text
    [a, b]: c
    ^

    """#),
  BadInput(
    "a list at the top",
    #"""
    - a
    - b

    """#,
    says: #"""
    f.yaml:1:1: error: a facility file must be a mapping, not a list
    - a
    ^
      expected: a mapping with the keys format, name, about, sources, source, kinds, equipment, bases, profiles, templates, zone, overrides, spares, out-of-service, placed, not-modelled

    """#),
  BadInput(
    "only comments",
    #"""
    # nothing

    """#,
    says: #"""
    f.yaml: error: the file is empty
      expected: a YAML or JSON document

    """#),
  BadInput(
    "a control character",
    #"""
    name: \#u{1}

    """#,
    says: #"""
    f.yaml:1:7: error: not valid YAML: control characters are not allowed
    name: �
          ^
      help: take the character out, or write it as an escape in double quotes

    """#),
  BadInput(
    "a wrong escape",
    #"""
    name: "\q"

    """#,
    says: #"""
    f.yaml:1:8: error: not valid YAML: found unknown escape character (while parsing a quoted scalar)
    name: "\q"
           ^

    """#),
  BadInput(
    "all errors of a file, in its order",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: sight
      power:
        - {name: contract, rating: 300}
        - {name: ups, rating: 3 mW, efficency: 99 %}
    spares: {dgx-h1: 1 per 64}
    not-modelled: nothing
    placed:
      - {lease: a}

    """#,
    says: #"""
    f.yaml:4:10: error: unknown level `sight`
      level: sight
             ^~~~~
      expected: campus, site, building, hall, row, pod, leaf or rack
    f.yaml:6:32: error: `300` has no unit
        - {name: contract, rating: 300}
                                   ^~~
      expected: a power in W, kW, MW or GW, or VA, kVA, MVA, or {amps, volts, phases}, or unknown
    f.yaml:7:27: error: unknown unit `mW`
        - {name: ups, rating: 3 mW, efficency: 99 %}
                              ^~~~
      expected: a power in W, kW, MW or GW, or VA, kVA, MVA, or {amps, volts, phases}, or unknown
      help: did you mean `MW`?
    f.yaml:7:33: error: unknown key `efficency` in a power stage
        - {name: ups, rating: 3 mW, efficency: 99 %}
                                    ^~~~~~~~~
      expected: name, model, count, serves, wired, units, spare, rating, power-factor, continuous, efficiency, no-load-loss, square-loss, about, source
      help: did you mean `efficiency`?
    f.yaml:8:10: error: unknown kind `dgx-h1`
    spares: {dgx-h1: 1 per 64}
             ^~~~~~
      expected: a kind of the catalogue or of `kinds:`
      help: did you mean `dgx-h100`?
    f.yaml:9:15: error: `not-modelled` must be a list, not the text `nothing`
    not-modelled: nothing
                  ^~~~~~~
      expected: a list: `[…]`, or lines that begin with `-`
    f.yaml:11:5: error: an entry of `placed` needs the key `at`
      - {lease: a}
        ^

    """#),
]
