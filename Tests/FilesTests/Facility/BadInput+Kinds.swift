// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badKinds)
func `wrong kinds, bases and spares are refused in these words`(input: BadInput) {
  let said = diagnostics(ofFacility: input.text)
  #expect(said == input.expected)
}

private let badKinds = [
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
    "NVLink domains that span what does not hold them",
    #"""
    format: headroom-facility-1
    name: f
    kinds:
      dgx-h100: {nvlink-spans: pod}
      gb200-nvl72: {nvlink-spans: pod}
      gb300-nvl72: {nvlink-spans: pod}
    zone:
      level: site
      zones:
        - {name: p, level: pod, zones: [{name: r, count: 3, level: rack, nodes: {kind: gb200-nvl72, count: 9}}]}
        - {name: r, level: rack, nodes: {kind: gb300-nvl72, count: 9}}

    """#,
    says: #"""
    f.yaml:4:28: error: an NVLink domain of `dgx-h100` is one node, which spans nothing
      dgx-h100: {nvlink-spans: pod}
                               ^~~
      expected: `nvlink-domain` of several nodes
      help: leave `nvlink-spans` out
    f.yaml:5:31: error: p holds 27 nodes of `gb200-nvl72`, an NVLink domain has 18
      gb200-nvl72: {nvlink-spans: pod}
                                  ^~~
      expected: at most 18 nodes in each pod
      help: give each NVLink domain a zone of its own
    f.yaml:6:31: error: r holds `gb300-nvl72` and stands in no pod
      gb300-nvl72: {nvlink-spans: pod}
                                  ^~~
      expected: a level of which a zone holds each NVLink domain whole

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
    "a kind of the name of rack positions",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: rack, level: rack, nodes: {kind: dgx-h100, count: 2}}]
    kinds: {position: {gpus: 1}}

    """#,
    says: #"""
      f.yaml:6:9: error: the kind `position` is built in: it stands for `positions:`
      kinds: {position: {gpus: 1}}
              ^~~~~~~~
        expected: another name

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
      expected: one spare for so many nodes, such as `1 per 64` or `1 per 64 per pod`

    """#),
  BadInput(
    "spares that apply to nothing",
    #"""
    format: headroom-facility-1
    name: f
    zone: {level: site, zones: [{name: r, level: rack, nodes: {kind: dgx-h100, count: 4}}]}
    spares:
      dgx-h200: 1 per 64
      dgx-h100: 1 per 64 per hall

    """#,
    says: #"""
    f.yaml:5:3: error: there are no nodes of kind `dgx-h200` to keep spares of
      dgx-h200: 1 per 64
      ^~~~~~~~
      expected: dgx-h100
      help: did you mean `dgx-h100`?
    f.yaml:6:13: error: no `dgx-h100` stands in a hall
      dgx-h100: 1 per 64 per hall
                ^~~~~~~~~~~~~~~~~
      expected: `per` site or rack
      help: write `per site`

    """#),
  BadInput(
    "spares of an unknown level",
    #"""
    format: headroom-facility-1
    name: f
    zone: {level: site}
    spares: {dgx-h100: 1 per 64 per halls}

    """#,
    says: #"""
    f.yaml:4:20: error: unknown level `halls`
    spares: {dgx-h100: 1 per 64 per halls}
                       ^~~~~~~~~~~~~~~~~~
      expected: campus, site, building, hall, row, pod, leaf or rack
      help: did you mean `hall`?

    """#),
  BadInput(
    "spares by a rate without a time",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: rack, level: rack, nodes: {kind: dgx-h100, count: 2}}]
    spares: {dgx-h100: {failures: 0.47 per 1000 GPU-days, confidence: 99 %}}

    """#,
    says: #"""
      f.yaml:6:20: error: spares by failures needs the key `repair`
      spares: {dgx-h100: {failures: 0.47 per 1000 GPU-days, confidence: 99 %}}
                         ^

      """#),
  BadInput(
    "spares by figures that cannot be",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      zones: [{name: rack, level: rack, nodes: {kind: dgx-h100, count: 2}}]
    spares: {dgx-h100: {failures: 0.47, repair: 3, confidence: 100 %}, dgx-h200: {failures: 101 per 1000 GPU-days, repair: 101 days, confidence: 40 %}}

    """#,
    says: #"""
      f.yaml:6:31: error: `0.47` does not say in how many GPU-days
      spares: {dgx-h100: {failures: 0.47, repair: 3, confidence: 100 %}, dgx-h200: {failures: 101 per 1000…
                                    ^~~~
        expected: failures per so many GPU-days, such as `0.47 per 1000 GPU-days`
      f.yaml:6:45: error: `3` has no unit
      spares: {dgx-h100: {failures: 0.47, repair: 3, confidence: 100 %}, dgx-h200: {failures: 101 per 1000 GPU-days, rep…
                                                  ^
        expected: a time in days or hours, such as `3 days`, of at most 100 days
      f.yaml:6:60: error: `100 %` is out of range
      spares: {dgx-h100: {failures: 0.47, repair: 3, confidence: 100 %}, dgx-h200: {failures: 101 per 1000 GPU-days, repair: 101 days, …
                                                                 ^~~~~
        expected: a share from 50 % to below 100 %, such as `99 %`
      f.yaml:6:89: error: `101 per 1000 GPU-days` is more than 100 per 1000 GPU-days
      … {failures: 0.47, repair: 3, confidence: 100 %}, dgx-h200: {failures: 101 per 1000 GPU-days, repair: 101 days, confidence: 40 %}}
                                                                             ^~~~~~~~~~~~~~~~~~~~~
        expected: at most 100 per 1000 GPU-days
      f.yaml:6:120: error: `101 days` is too long
      …nfidence: 100 %}, dgx-h200: {failures: 101 per 1000 GPU-days, repair: 101 days, confidence: 40 %}}
                                                                             ^~~~~~~~
        expected: a time in days or hours, such as `3 days`, of at most 100 days
      f.yaml:6:142: error: `40 %` is out of range
      …h200: {failures: 101 per 1000 GPU-days, repair: 101 days, confidence: 40 %}}
                                                                             ^~~~
        expected: a share from 50 % to below 100 %, such as `99 %`

      """#),
]
