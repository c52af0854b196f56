// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badStages)
func `a wrong power stage is refused in these words`(input: BadInput) {
  let said = diagnostics(ofFacility: input.text)
  #expect(said == input.expected)
}

private let badStages = [
  BadInput(
    "a name given twice to stages",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: ups, rating: 1 MW}, {name: ups, rating: 1 MW}]

    """#,
    says: #"""
    f.yaml:5:45: error: the name `ups` stands twice in this zone
      power: [{name: ups, rating: 1 MW}, {name: ups, rating: 1 MW}]
                                                ^~~
      expected: another name for each power or cooling entry

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
]
