// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badTemplates)
func `a wrong template or use of one is refused in these words`(input: BadInput) {
  let said = diagnostics(ofFacility: input.text)
  #expect(said == input.expected)
}

private let badTemplates = [
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
]
