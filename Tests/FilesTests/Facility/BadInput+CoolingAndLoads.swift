// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badCoolingAndLoads)
func `a wrong cooling element or load is refused in these words`(input: BadInput) {
  let said = diagnostics(ofFacility: input.text)
  #expect(said == input.expected)
}

private let badCoolingAndLoads = [
  BadInput(
    "a derate of air",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      cooling: [{name: c, takes: air, rating: 1 kW, derate: {above: 32 °C, by: 5 kW per K}}]

    """#,
    says: #"""
    f.yaml:5:57: error: a derate follows the water's temperature, which air does not see
      cooling: [{name: c, takes: air, rating: 1 kW, derate: {above: 32 °C, by: 5 kW per K}}]
                                                            ^
      expected: takes: liquid

    """#),
  BadInput(
    "a derate that is no rate",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      water-supply: 34 K
      cooling: [{name: c, takes: liquid, rating: 1 kW, derate: {above: 32 °C, by: 5 kW}}]

    """#,
    says: #"""
    f.yaml:5:17: error: `34 K` is a temperature difference, not a temperature
      water-supply: 34 K
                    ^~~~
      expected: a temperature in °C or C, such as `34.7 °C`
    f.yaml:6:79: error: `5 kW` does not say for each how many kelvin
    …g: [{name: c, takes: liquid, rating: 1 kW, derate: {above: 32 °C, by: 5 kW}}]
                                                                           ^~~~
      expected: a power per K, such as `5 kW per K`

    """#),
  BadInput(
    "a derate without water",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      nosuch: 1
      cooling: [{name: c, takes: liquid, rating: 1 kW, derate: {above: 32 °C, by: 5 kW per K}}]

    """#,
    says: #"""
    f.yaml:5:3: error: unknown key `nosuch` in the root zone
      nosuch: 1
      ^~~~~~
      expected: name, count, first, template, with, level, about, source, water-supply, power, cooling, loads, fabric, height, reserved, nodes, positions, quantities, zones
    f.yaml:6:60: warning: the derate of `c` has no effect: no water supply is stated
      cooling: [{name: c, takes: liquid, rating: 1 kW, derate: {above: 32 °C, by: 5 kW per K}}]
                                                               ^
      help: state `water-supply:` in this zone or in one around it

    """#),
  BadInput(
    "a load without an amount",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      loads: [{name: l}]

    """#,
    says: #"""
    f.yaml:5:11: error: a load needs an amount
      loads: [{name: l}]
              ^
      expected: one of per-gpu, of-nodes, of-it, watts, model

    """#),
  BadInput(
    "a load with two amounts",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      loads: [{name: l, watts: 5 kW, of-it: 3 %}]

    """#,
    says: #"""
    f.yaml:5:41: error: a load has one amount
      loads: [{name: l, watts: 5 kW, of-it: 3 %}]
                                            ^~~
      expected: one of per-gpu, of-nodes, of-it, watts

    """#),
  BadInput(
    "a share of IT that is IT",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      loads: [{name: l, of-it: 3 %, it: yes}]

    """#,
    says: #"""
    f.yaml:5:37: error: a share of the IT load is never IT load itself
      loads: [{name: l, of-it: 3 %, it: yes}]
                                        ^~~
      expected: it: no, or another amount

    """#),
  BadInput(
    "a load from an unknown stage",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: contract, rating: 1 MW}]
      loads: [{name: l, of-it: 3 %, from: contrakt}]

    """#,
    says: #"""
    f.yaml:6:39: error: no stage `contrakt` feeds this zone
      loads: [{name: l, of-it: 3 %, from: contrakt}]
                                          ^~~~~~~~
      expected: contract
      help: did you mean `contract`?

    """#),
  BadInput(
    "a load from a stage with copies",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: ups, count: 2, wired: block, rating: 1 MW}]
      loads: [{name: l, watts: 3 W, from: ups}]
      zones: [{name: pod, count: 3, level: pod}]

    """#,
    says: #"""
    f.yaml:6:39: error: `ups` has copies: a load cannot be fed from all of them
      loads: [{name: l, watts: 3 W, from: ups}]
                                          ^~~
      expected: a stage without copies

    """#),
]
