// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badFacilitys3)
func `a bad facility file is refused in these words (3)`(input: BadInput) {
  #expect(saidOfFacility(input.text) == input.expected)
}

private let badFacilitys3 = [
  BadInput(
    "nodes in a pod",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: p, level: pod, height: 4 U, nodes: {kind: dgx-h100, count: 4}}]

    """#,
    says: #"""
    f.yaml:5:41: error: `height` has no place in a pod
      zones: [{name: p, level: pod, height: 4 U, nodes: {kind: dgx-h100, count: 4}}]
                                            ^~~
      expected: a zone of the level rack
      help: only racks hold nodes
    f.yaml:5:53: error: `nodes` has no place in a pod
      zones: [{name: p, level: pod, height: 4 U, nodes: {kind: dgx-h100, count: 4}}]
                                                        ^
      expected: a zone of the level rack
      help: only racks hold nodes

    """#),
  BadInput(
    "more units reserved than there are",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: r, level: rack, height: 4 U, reserved: 5 U}]

    """#,
    says: #"""
    f.yaml:5:57: error: more units are reserved than the rack has
      zones: [{name: r, level: rack, height: 4 U, reserved: 5 U}]
                                                            ^~~
      expected: at most 4 U

    """#),
  BadInput(
    "a kind twice in a rack",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: r, level: rack, nodes: [{kind: dgx-h100, count: 4}, {kind: dgx-h100, count: 1}]}]

    """#,
    says: #"""
    f.yaml:5:77: error: the kind `dgx-h100` stands twice in this rack
    …s: [{name: r, level: rack, nodes: [{kind: dgx-h100, count: 4}, {kind: dgx-h100, count: 1}]}]
                                                                           ^~~~~~~~
      expected: one entry a kind

    """#),
  BadInput(
    "copies without wiring",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: ups, count: 2, rating: 1 MW}]
      zones: [{name: pod, count: 4, level: pod}]

    """#,
    says: #"""
    f.yaml:5:18: error: `ups` has 2 copies: which of them serves what?
      power: [{name: ups, count: 2, rating: 1 MW}]
                     ^~~
      expected: `wired:` with block, round-robin, or a list of lists of names

    """#),
  BadInput(
    "copies that cross",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power:
        - {name: transformer, count: 2, wired: block, rating: 1 MW}
        - {name: ups, count: 2, wired: round-robin, rating: 1 MW}
      zones: [{name: pod, count: 4, level: pod}]

    """#,
    says: #"""
    f.yaml:7:36: error: `ups` number 1 would join what the stage before it parts
        - {name: ups, count: 2, wired: round-robin, rating: 1 MW}
                                       ^~~~~~~~~~~
      expected: copies that lie within one copy of the stage before

    """#),
  BadInput(
    "more copies than there are zones",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: ups, count: 5, wired: block, rating: 1 MW}]
      zones: [{name: pod, count: 4, level: pod}]

    """#,
    says: #"""
    f.yaml:5:40: error: 5 copies of `ups` for 4 zones
      power: [{name: ups, count: 5, wired: block, rating: 1 MW}]
                                           ^~~~~
      expected: at most as many copies as zones that they serve

    """#),
  BadInput(
    "a zone that no copy serves",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: ups, count: 2, wired: [[pod-1], [pod-2]], rating: 1 MW}]
      zones: [{name: pod, count: 3, level: pod}]

    """#,
    says: #"""
    f.yaml:5:40: error: `pod-3` is in none of the lists
      power: [{name: ups, count: 2, wired: [[pod-1], [pod-2]], rating: 1 MW}]
                                           ^
      expected: each served zone once

    """#),
  BadInput(
    "a zone that two copies serve",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: ups, count: 2, wired: [[pod-1], ["pod-[1-2]"]], rating: 1 MW}]
      zones: [{name: pod, count: 2, level: pod}]

    """#,
    says: #"""
    f.yaml:5:51: error: `pod-1` is served by two copies
      power: [{name: ups, count: 2, wired: [[pod-1], ["pod-[1-2]"]], rating: 1 MW}]
                                                      ^~~~~~~~~~~
      expected: each zone once

    """#),
  BadInput(
    "a stage that serves nothing",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: ups, serves: hall-*, rating: 1 MW}]
      zones: [{name: pod, count: 3, level: pod}]

    """#,
    says: #"""
    f.yaml:5:31: error: `serves` matches none of the zones here
      power: [{name: ups, serves: hall-*, rating: 1 MW}]
                                  ^~~~~~
      help: the first is `pod-1`

    """#),
  BadInput(
    "a stage without a rating",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: ups}]

    """#,
    says: #"""
    f.yaml:5:11: error: a power stage needs the key `rating`
      power: [{name: ups}]
              ^
      help: write `rating: unknown` where it is not known

    """#),
  BadInput(
    "a rating in VA without a power factor",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: t, rating: 3 MVA}]

    """#,
    says: #"""
    f.yaml:5:29: error: a rating in VA needs a `power-factor`
      power: [{name: t, rating: 3 MVA}]
                                ^~~~~
      help: add `power-factor: 98 %`

    """#),
  BadInput(
    "a power factor for watts",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: t, rating: 3 MW, power-factor: 98 %}]

    """#,
    says: #"""
    f.yaml:5:49: error: a power factor has no meaning here: the rating is not in VA or A
      power: [{name: t, rating: 3 MW, power-factor: 98 %}]
                                                    ^~~~

    """#),
  BadInput(
    "two phases",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: t, rating: {amps: 60 A, volts: 415 V, phases: 2}}]

    """#,
    says: #"""
    f.yaml:5:64: error: `phases` must be 1 or 3
      power: [{name: t, rating: {amps: 60 A, volts: 415 V, phases: 2}}]
                                                                   ^
      expected: 1 or 3

    """#),
  BadInput(
    "a square loss without a rating",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: t, rating: unknown, square-loss: 5 kW}]

    """#,
    says: #"""
    f.yaml:5:51: error: a square loss needs a rating: it is the loss at the rating
      power: [{name: t, rating: unknown, square-loss: 5 kW}]
                                                      ^~~~
      expected: a known `rating`

    """#),
  BadInput(
    "more spare units than there are",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      cooling: [{name: c, takes: air, count: 2, spare: 2, rating: 1 kW}]

    """#,
    says: #"""
    f.yaml:5:52: error: 2 of 2 units are spare: none is left to cool
      cooling: [{name: c, takes: air, count: 2, spare: 2, rating: 1 kW}]
                                                       ^
      expected: fewer spares than `count`

    """#),
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
  BadInput(
    "an override without a match",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: pod, count: 3, level: pod}]
    overrides:
      - {at: pod-4, water-supply: 30 °C}

    """#,
    says: #"""
    f.yaml:7:10: error: the path `pod-4` matches no zone
      - {at: pod-4, water-supply: 30 °C}
             ^~~~~
      help: did you mean `pod-1`?

    """#),
  BadInput(
    "an override of an unknown stage",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: pod, count: 3, level: pod, power: [{name: busway, rating: 1 MW}]}]
    overrides:
      - {at: "pod-*", power: {bus-way: {rating: 2 MW}}}

    """#,
    says: #"""
    f.yaml:7:27: error: none of these zones has a power stage `bus-way`
      - {at: "pod-*", power: {bus-way: {rating: 2 MW}}}
                              ^~~~~~~
      expected: busway
      help: did you mean `busway`?

    """#),
  BadInput(
    "a range without an end",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: pod, count: 3, level: pod}]
    overrides:
      - {at: "pod-[1-", water-supply: 30 °C}

    """#,
    says: #"""
    f.yaml:7:10: error: `pod-[1-` has no range of numbers behind `[`
      - {at: "pod-[1-", water-supply: 30 °C}
             ^~~~~~~~~
      expected: a range such as `[1-8]`

    """#),
]
