// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badFacilitys2)
func `a bad facility file is refused in these words (2)`(input: BadInput) {
  #expect(saidOfFacility(input.text) == input.expected)
}

private let badFacilitys2 = [
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
    "an unknown kind",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: rack, level: rack, nodes: {kind: dgx-h10, count: 4}}]

    """#,
    says: #"""
    f.yaml:5:51: error: unknown kind `dgx-h10`
      zones: [{name: rack, level: rack, nodes: {kind: dgx-h10, count: 4}}]
                                                      ^~~~~~~
      expected: a kind of the catalogue or of `kinds:`
      help: did you mean `dgx-h100`?

    """#),
  BadInput(
    "a kind that is not complete",
    #"""
    format: headroom-facility-1
    name: f
    kinds:
      own: {gpu: X, gpus: 8, nameplate: 5 kW}
    zone: {level: site}

    """#,
    says: #"""
    f.yaml:4:8: error: the kind `own` needs `sustained-peak`, `average`, `idle`, `liquid`, `height`
      own: {gpu: X, gpus: 8, nameplate: 5 kW}
           ^
      help: only a kind of the catalogue may leave fields out

    """#),
  BadInput(
    "an NVLink domain of part of a node",
    #"""
    format: headroom-facility-1
    name: f
    kinds:
      dgx-h100: {nvlink-domain: 12}
    zone: {level: site}

    """#,
    says: #"""
    f.yaml:4:29: error: an NVLink domain of 12 GPUs does not hold whole nodes of 8 GPUs
      dgx-h100: {nvlink-domain: 12}
                                ^~
      expected: a multiple of `gpus`, or 1 without NVLink

    """#),
  BadInput(
    "an unknown template",
    #"""
    format: headroom-facility-1
    name: f
    templates:
      hopper: {level: rack}
    zone:
      level: site
      zones: [{name: a, template: hoper}, {name: b, template: hopper}]

    """#,
    says: #"""
    f.yaml:7:31: error: unknown template `hoper`
      zones: [{name: a, template: hoper}, {name: b, template: hopper}]
                                  ^~~~~
      expected: hopper
      help: did you mean `hopper`?

    """#),
  BadInput(
    "templates in a circle",
    #"""
    format: headroom-facility-1
    name: f
    templates:
      a: {level: hall, zones: [{name: x, template: b}]}
      b: {level: pod, zones: [{name: y, template: a}]}
    zone: {level: site, zones: [{name: z, template: a}]}

    """#,
    says: #"""
    f.yaml:5:47: error: the template `a` contains itself
      b: {level: pod, zones: [{name: y, template: a}]}
                                                  ^
      expected: no circle: a → b → a
      help: take one of these uses out

    """#),
  BadInput(
    "a template without its argument",
    #"""
    format: headroom-facility-1
    name: f
    templates:
      r: {parameters: [kind], level: rack, nodes: {kind: $kind, count: 1}}
    zone: {level: site, zones: [{name: z, template: r}]}

    """#,
    says: #"""
    f.yaml:5:49: error: the template `r` needs `kind`
    zone: {level: site, zones: [{name: z, template: r}]}
                                                    ^
      help: add `with: {kind: …}`

    """#),
  BadInput(
    "an argument that no parameter takes",
    #"""
    format: headroom-facility-1
    name: f
    templates:
      r: {parameters: [kind], level: rack, nodes: {kind: $kind, count: 1}}
    zone: {level: site, zones: [{name: z, template: r, with: {kind: dgx-h100, cout: 3}}]}

    """#,
    says: #"""
    f.yaml:5:75: error: the template `r` has no parameter `cout`
    …: {level: site, zones: [{name: z, template: r, with: {kind: dgx-h100, cout: 3}}]}
                                                                           ^~~~
      expected: kind

    """#),
  BadInput(
    "a parameter that is not named",
    #"""
    format: headroom-facility-1
    name: f
    templates:
      r: {parameters: [kind], level: rack, nodes: {kind: $knd, count: 1}}
    zone: {level: site, zones: [{name: z, template: r, with: {kind: dgx-h100}}]}

    """#,
    says: #"""
    f.yaml:4:54: error: unknown parameter `$knd`
      r: {parameters: [kind], level: rack, nodes: {kind: $knd, count: 1}}
                                                         ^~~~
      expected: $kind
      help: did you mean `$kind`?

    """#),
  BadInput(
    "a wrong kind as an argument",
    #"""
    format: headroom-facility-1
    name: f
    templates:
      r: {parameters: [kind], level: rack, nodes: {kind: $kind, count: 1}}
    zone: {level: site, zones: [{name: z, template: r, with: {kind: dgx-h1000}}]}

    """#,
    says: #"""
    f.yaml:5:65: error: unknown kind `dgx-h1000`
    zone: {level: site, zones: [{name: z, template: r, with: {kind: dgx-h1000}}]}
                                                                    ^~~~~~~~~
      expected: a kind of the catalogue or of `kinds:`
      help: did you mean `dgx-h100`?

    """#),
  BadInput(
    "keys beside a template",
    #"""
    format: headroom-facility-1
    name: f
    templates:
      r: {level: rack}
    zone: {level: site, zones: [{name: z, template: r, height: 4 U}]}

    """#,
    says: #"""
    f.yaml:5:60: error: `height` cannot stand beside `template`
    zone: {level: site, zones: [{name: z, template: r, height: 4 U}]}
                                                               ^~~
      expected: name, count, first, template, with, about, source
      help: put it into the template, or use `overrides:`

    """#),
  BadInput(
    "a template that is not used",
    #"""
    format: headroom-facility-1
    name: f
    templates:
      r: {level: rack}
    zone: {level: sight}

    """#,
    says: #"""
    f.yaml:4:6: warning: the template `r` is not used and was not looked at
      r: {level: rack}
         ^
      help: use it, or take it out
    f.yaml:5:15: error: unknown level `sight`
    zone: {level: sight}
                  ^~~~~
      expected: campus, site, building, hall, row, pod, leaf or rack

    """#),
  BadInput(
    "a name given twice to zones",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones:
        - {name: pod, count: 3, level: pod}
        - {name: pod-2, level: pod}

    """#,
    says: #"""
    f.yaml:7:14: error: the name `pod-2` stands twice in this zone
        - {name: pod-2, level: pod}
                 ^~~~~
      expected: another name for each zone

    """#),
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
    "a count of zero",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: pod, count: 0, level: pod}]

    """#,
    says: #"""
    f.yaml:5:30: error: `count` is out of range: 0
      zones: [{name: pod, count: 0, level: pod}]
                                 ^
      expected: a whole number from 1 to 1000000

    """#),
  BadInput(
    "a count of 10⁹",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: pod, count: 1000000000, level: pod}]

    """#,
    says: #"""
    f.yaml:5:30: error: `count` is out of range: 1000000000
      zones: [{name: pod, count: 1000000000, level: pod}]
                                 ^~~~~~~~~~
      expected: a whole number from 1 to 1000000

    """#),
  BadInput(
    "a count in quotes",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: pod, count: "8", level: pod}]

    """#,
    says: #"""
    f.yaml:5:30: error: `count` must be a whole number, not the text "8"
      zones: [{name: pod, count: "8", level: pod}]
                                 ^~~
      expected: a whole number from 1 to 1000000
      help: write it without quotes

    """#),
  BadInput(
    "a count with a fraction",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: pod, count: 1.5, level: pod}]

    """#,
    says: #"""
    f.yaml:5:30: error: `count` must be a whole number, not `1.5`
      zones: [{name: pod, count: 1.5, level: pod}]
                                 ^~~
      expected: a whole number from 1 to 1000000

    """#),
  BadInput(
    "a negative count",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: pod, count: -3, level: pod}]

    """#,
    says: #"""
    f.yaml:5:30: error: `count` is out of range: -3
      zones: [{name: pod, count: -3, level: pod}]
                                 ^~
      expected: a whole number from 1 to 1000000

    """#),
  BadInput(
    "too many zones by nesting",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: hall, count: 1000, level: hall, zones: [{name: pod, count: 1000, level: pod}]}]

    """#,
    says: #"""
    f.yaml:5:18: error: with these the facility has at least 1001001 zones
      zones: [{name: hall, count: 1000, level: hall, zones: [{name: pod, count: 1000, level…
                     ^~~~
      expected: at most 500,000 zones

    """#),
  BadInput(
    "too many nodes",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: rack, count: 400000, level: rack, nodes: {kind: dgx-h100, count: 11}}]

    """#,
    says: #"""
    f.yaml:5:18: error: with these the facility has at least 4400000 nodes
      zones: [{name: rack, count: 400000, level: rack, nodes: {kind: dgx-h100, count: 11}}]
                     ^~~~
      expected: at most 4,000,000 nodes

    """#),
  BadInput(
    "levels in the wrong order",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: pod, level: pod, zones: [{name: hall, level: hall}]}]

    """#,
    says: #"""
    f.yaml:5:63: error: a hall cannot stand in a pod
      zones: [{name: pod, level: pod, zones: [{name: hall, level: hall}]}]
                                                                  ^~~~
      expected: a level further in: leaf or rack

    """#),
  BadInput(
    "an unknown level",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: p, level: pods}]

    """#,
    says: #"""
    f.yaml:5:28: error: unknown level `pods`
      zones: [{name: p, level: pods}]
                               ^~~~
      expected: campus, site, building, hall, row, pod, leaf or rack
      help: did you mean `pod`?

    """#),
  BadInput(
    "zones in a rack",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: r, level: rack, zones: []}]

    """#,
    says: #"""
    f.yaml:5:41: error: a rack holds nodes, no zones
      zones: [{name: r, level: rack, zones: []}]
                                            ^
      expected: `nodes:`

    """#),
]
