// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badYAML)
func `text that is no plain YAML is refused in these words`(input: BadInput) {
  let said = diagnostics(ofFacility: input.text)
  #expect(said == input.expected)
}

private let badYAML = [
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
    f.yaml:3:7: error: not valid YAML: the brace `{` opens here and is never closed
    zone: {level: site
          ^
      expected: `}` before line 4 ends, where reading stopped
      help: add `}`, or put a text that holds such a character in quotes

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
]
