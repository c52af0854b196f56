// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badKeys)
func `a facility file with wrong keys or shapes is refused in these words`(input: BadInput) {
  let said = diagnostics(ofFacility: input.text)
  #expect(said == input.expected)
}

private let badKeys = [
  BadInput(
    "an unknown key",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: []
      powr: []

    """#,
    says: #"""
    f.yaml:6:3: error: unknown key `powr` in the root zone
      powr: []
      ^~~~
      expected: name, count, first, template, with, level, about, source, water-supply, power, cooling, loads, fabric, height, reserved, nodes, positions, quantities, zones
      help: did you mean `power`?

    """#),
  BadInput(
    "an unknown key far from any",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      colour: red

    """#,
    says: #"""
    f.yaml:5:3: error: unknown key `colour` in the root zone
      colour: red
      ^~~~~~
      expected: name, count, first, template, with, level, about, source, water-supply, power, cooling, loads, fabric, height, reserved, nodes, positions, quantities, zones

    """#),
  BadInput(
    "a missing key",
    #"""
    format: headroom-facility-1
    zone: {}

    """#,
    says: #"""
    f.yaml:1:1: error: a facility file needs the key `name`
    format: headroom-facility-1
    ^
    f.yaml:2:7: error: the root zone needs the key `level`
    zone: {}
          ^

    """#),
  BadInput(
    "another format",
    #"""
    format: headroom-facility-2
    name: f
    zone: {level: site}

    """#,
    says: #"""
    f.yaml:1:9: error: unknown format `headroom-facility-2`
    format: headroom-facility-2
            ^~~~~~~~~~~~~~~~~~~
      expected: headroom-facility-1

    """#),
  BadInput(
    "no format",
    #"""
    name: f
    zone: {level: site}

    """#,
    says: #"""
    f.yaml:1:1: error: a facility file needs the key `format`
    name: f
    ^
      help: write `format: headroom-facility-1` in the first line

    """#),
  BadInput(
    "a list where a power belongs",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: contract, rating: [1 MW]}]

    """#,
    says: #"""
    f.yaml:5:36: error: a rating must be a text, not a list
      power: [{name: contract, rating: [1 MW]}]
                                       ^
      expected: a rating

    """#),
  BadInput(
    "a text where a list belongs",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: contract

    """#,
    says: #"""
    f.yaml:5:10: error: `power` must be a list, not the text `contract`
      power: contract
             ^~~~~~~~
      expected: a list: `[…]`, or lines that begin with `-`

    """#),
  BadInput(
    "nothing where a power belongs",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: contract, rating: }]

    """#,
    says: #"""
    f.yaml:5:36: error: a rating is missing
      power: [{name: contract, rating: }]
                                       ^
      expected: a rating

    """#),
  BadInput(
    "a key given twice",
    #"""
    format: headroom-facility-1
    name: f
    name: g
    zone: {level: site}

    """#,
    says: #"""
    f.yaml:3:1: error: `name` is given twice
    name: g
    ^~~~
      help: it stands in line 2 already

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
      expected: name, model, count, serves, wired, units, spare, rating, power-factor, continuous, efficiency, no-load-loss, square-loss, basis, about, source
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
