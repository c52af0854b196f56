// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badOverrides)
func `an override or a path that meets nothing is refused in these words`(input: BadInput) {
  let said = diagnostics(ofFacility: input.text)
  #expect(said == input.expected)
}

private let badOverrides = [
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
]
