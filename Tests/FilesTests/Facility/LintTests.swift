// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Files
import Documents
import Testing

private func lintWarnings(of text: String) -> String {
  diagnosticText(of: FacilityFile.read(SourceFile(name: "f.yaml", text: text), lints: true))
}

@Test(arguments: implausible)
func `what is implausible is said, once, and refuses nothing`(input: BadInput) {
  let loaded = FacilityFile.read(SourceFile(name: "f.yaml", text: input.text), lints: true)
  #expect(diagnosticText(of: loaded) == input.expected)
  #expect(loaded.value != nil)
  // Only where it is asked for: a plan does not say it.
  #expect(diagnostics(ofFacility: input.text) == "")
}

@Test func `a file that is refused is not looked at for what is implausible`() {
  let text = """
    format: headroom-facility-1
    name: f
    kinds: {dgx-h100: {nameplate: 1 kW}}
    zone: {level: sight}
    """
  let said = lintWarnings(of: text)
  #expect(said.contains("unknown level `sight`") && !said.contains("warning"))
}

private let implausible = [
  BadInput(
    "watts of a kind out of order",
    #"""
    format: headroom-facility-1
    name: f
    kinds:
      odd: {gpu: O, gpus: 8, nameplate: 6 kW, sustained-peak: 7 kW, average: 7.5 kW, idle: 7.9 kW, liquid: 0 %, height: 1 U}
    zone: {level: site}

    """#,
    says: #"""
    f.yaml:4:59: warning: `odd`: sustained-peak of 7 kW is more than nameplate of 6 kW
      odd: {gpu: O, gpus: 8, nameplate: 6 kW, sustained-peak: 7 kW, average: 7.5 kW, idle: 7.9 kW, liquid: 0 %, height: 1 U}
                                                              ^~~~
    f.yaml:4:74: warning: `odd`: average of 7.5 kW is more than sustained-peak of 7 kW
    …dd: {gpu: O, gpus: 8, nameplate: 6 kW, sustained-peak: 7 kW, average: 7.5 kW, idle: 7.9 kW, liquid: 0 %, height: 1 U}
                                                                           ^~~~~~
    f.yaml:4:88: warning: `odd`: idle of 7.9 kW is more than average of 7.5 kW
    …pus: 8, nameplate: 6 kW, sustained-peak: 7 kW, average: 7.5 kW, idle: 7.9 kW, liquid: 0 %, height: 1 U}
                                                                           ^~~~~~

    """#),
  BadInput(
    "watts of a kind that no GPU draws",
    #"""
    format: headroom-facility-1
    name: f
    kinds:
      hot: {gpu: O, gpus: 2, nameplate: 10.2 kW, sustained-peak: 8 kW, average: 7 kW, idle: 1 kW, liquid: 0 %, height: 1 U}
      cold: {gpu: O, gpus: 8, nameplate: 1 kW, sustained-peak: 1 kW, average: 1 kW, idle: 1 kW, liquid: 0 %, height: 1 U}
    zone: {level: site}

    """#,
    says: #"""
    f.yaml:4:37: warning: `hot` draws 5.1 kW a GPU at nameplate; known kinds draw more than 250 W and less than 5 kW
      hot: {gpu: O, gpus: 2, nameplate: 10.2 kW, sustained-peak: 8 kW, average: 7 kW, idle: 1 kW, liquid: 0 %,…
                                        ^~~~~~~
    f.yaml:5:38: warning: `cold` draws 125 W a GPU at nameplate; known kinds draw more than 250 W and less than 5 kW
      cold: {gpu: O, gpus: 8, nameplate: 1 kW, sustained-peak: 1 kW, average: 1 kW, idle: 1 kW, liquid: 0 %, he…
                                         ^~~~

    """#),
  BadInput(
    "parts that do not fit their node",
    #"""
    format: headroom-facility-1
    name: f
    kinds:
      dgx-b200: {nameplate: 12 kW, gpu-power: 1.6 kW}
      dgx-h100: {supplies: {count: 4, rating: 3.3 kW, needed: 2}}
      gb200-nvl72: {supplies: {count: 6, rating: 33 kW, needed: 3, nodes: 18}}
    zone: {level: site}

    """#,
    says: #"""
    f.yaml:4:43: warning: `dgx-b200`: its 8 GPUs of 1.6 kW alone draw 12.8 kW, more than its nameplate of 12 kW
      dgx-b200: {nameplate: 12 kW, gpu-power: 1.6 kW}
                                              ^~~~~~
    f.yaml:4:43: warning: `dgx-b200`: a GPU of 1.6 kW lies outside its limits, 200 W to 1 kW
      dgx-b200: {nameplate: 12 kW, gpu-power: 1.6 kW}
                                              ^~~~~~
    f.yaml:5:24: warning: `dgx-h100`: the supplies needed, 2 of 3.3 kW, do not carry its nameplate of 10.2 kW
      dgx-h100: {supplies: {count: 4, rating: 3.3 kW, needed: 2}}
                           ^
    f.yaml:6:27: warning: `gb200-nvl72`: the supplies needed, 3 of 33 kW for 18 nodes, do not carry its nameplate of 7.33 kW
      gb200-nvl72: {supplies: {count: 6, rating: 33 kW, needed: 3, nodes: 18}}
                              ^

    """#),
  BadInput(
    "racks that are too full or too hot",
    #"""
    format: headroom-facility-1
    name: f
    templates:
      rack-of:
        parameters: [kind, count]
        level: rack
        height: 42 U
        reserved: 4 U
        nodes: {kind: $kind, count: $count}
    zone:
      level: site
      zones:
        - {name: good, template: rack-of, with: {kind: dgx-h100, count: 4}}
        - {name: full, count: 3, template: rack-of, with: {kind: dgx-h100, count: 5}}
        - name: hot
          level: rack
          nodes: {kind: dgx-b200, count: 4}
        - name: dense
          level: rack
          nodes: [{kind: vr-nvl72, count: 18}, {kind: gb300-nvl72, count: 1}]

    """#,
    says: #"""
    f.yaml:9:19: warning: nodes of 40 U stand in a rack with room for 38 U (3 racks, first full-1)
        nodes: {kind: $kind, count: $count}
                      ^~~~~
    f.yaml:9:19: warning: 42 kW of heat to air in one rack at sustained peak; airflow causes problems above 40 kW (3 racks, first full-1)
        nodes: {kind: $kind, count: $count}
                      ^~~~~
    f.yaml:17:21: warning: 46.8 kW of heat to air in one rack at sustained peak; airflow causes problems above 40 kW (hot)
          nodes: {kind: dgx-b200, count: 4}
                        ^~~~~~~~
    f.yaml:20:22: warning: 234.49 kW in one rack at nameplate; no rack that ships draws more than 230 kW (dense)
          nodes: [{kind: vr-nvl72, count: 18}, {kind: gb300-nvl72, count: 1}]
                         ^~~~~~~~

    """#),
  BadInput(
    "water that a kind does not take",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      water-supply: 45.5 °C
      zones:
        - {name: warm, count: 2, level: rack, nodes: {kind: gb200-nvl72, count: 18}}
        - {name: fine, level: rack, nodes: {kind: hgx-h100-liquid, count: 1}}
        - {name: cold, level: rack, water-supply: 1 °C, nodes: {kind: gb300-nvl72, count: 18}}

    """#,
    says: #"""
    f.yaml:5:17: warning: water of 45.5 °C is warmer than `gb200-nvl72` takes in, 45 °C (2 racks, first warm-1)
      water-supply: 45.5 °C
                    ^~~~~~~
    f.yaml:9:47: warning: water of 1 °C is colder than `gb300-nvl72` takes in, 2 °C (cold)
        - {name: cold, level: rack, water-supply: 1 °C, nodes: {kind: gb300-nvl72, count: 18}}
                                                  ^~~~

    """#),
  BadInput(
    "ratings that do not go together",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: a, rating: 2 MW}, {name: meter, rating: unknown}]
      zones:
        - name: hall
          level: hall
          count: 2
          power: [{name: transformer, rating: 3 MW, continuous: 80 %}]
          zones:
            - name: rack
              count: 2
              level: rack
              power: [{name: breaker, rating: 1.9 kW}]
              nodes: {kind: dgx-h100, count: 1}

    """#,
    says: #"""
    f.yaml:10:22: warning: `transformer` carries 2.4 MW, more than `a` before it, 2 MW (2 stages, first hall-1)
          power: [{name: transformer, rating: 3 MW, continuous: 80 %}]
                         ^~~~~~~~~~~
    f.yaml:10:22: warning: `transformer` carries 2.4 MW, more than 50 times what stands under it at nameplate, 20.4 kW (2 stages, first hall-1)
          power: [{name: transformer, rating: 3 MW, continuous: 80 %}]
                         ^~~~~~~~~~~
      help: is its unit right?
    f.yaml:15:26: warning: `breaker` carries 1.9 kW, less than what stands under it while all nodes idle, 2 kW (4 stages, first hall-1/rack-1)
              power: [{name: breaker, rating: 1.9 kW}]
                             ^~~~~~~
    f.yaml:15:26: warning: 4 racks are single-fed: each hangs on one `breaker`
              power: [{name: breaker, rating: 1.9 kW}]
                             ^~~~~~~

    """#),
  BadInput(
    "cooling that does not go with what it cools",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      cooling: [{name: plant, takes: both, rating: 10 GW}, {name: fan, takes: air, count: 2, spare: 1, rating: 3 kW}]
      zones: [{name: rack, count: 2, level: rack, nodes: {kind: dgx-h100, count: 1}}]

    """#,
    says: #"""
    f.yaml:5:20: warning: `plant` carries 10 GW, more than 50 times what stands under it at nameplate, 20.4 kW (f)
      cooling: [{name: plant, takes: both, rating: 10 GW}, {name: fan, takes: air, count: 2, …
                       ^~~~~
      help: is its unit right?
    f.yaml:5:63: warning: `fan` carries 3 kW, less than what stands under it while all nodes idle, 4 kW (f)
      cooling: [{name: plant, takes: both, rating: 10 GW}, {name: fan, takes: air, count: 2, spare: 1, rating: 3 kW}]
                                                                  ^~~

    """#),
  BadInput(
    "an overhead beyond reason",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      loads: [{name: plant, of-it: 60 %}, {name: offices, of-it: 50 %}]
      zones: [{name: hall, level: hall, loads: [{name: fans, of-it: 108 %}]}]

    """#,
    says: #"""
    f.yaml:5:18: warning: loads of 110 % of the IT load: the mean of the world's data centres is 54 % (f)
      loads: [{name: plant, of-it: 60 %}, {name: offices, of-it: 50 %}]
                     ^~~~~

    """#),
  BadInput(
    "racks that hang on one stage or another",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: contract, rating: 1 MW}]
      zones:
        - {name: one, count: 2, level: rack, power: [{name: breaker, rating: 60 kW}], nodes: {kind: dgx-h100, count: 1}}
        - {name: two, level: rack, power: [{name: cord, count: 2, rating: 60 kW}], nodes: {kind: dgx-h100, count: 1}}
        - name: hall
          level: hall
          power: [{name: busway, rating: 300 kW}]
          zones: [{name: rack, level: rack, power: [{name: cord, count: 2, rating: 60 kW}], nodes: {kind: dgx-h100, count: 1}}]

    """#,
    says: #"""
    f.yaml:7:57: warning: 3 racks are single-fed: 2 by one `breaker`, 1 by one `busway`
        - {name: one, count: 2, level: rack, power: [{name: breaker, rating: 60 kW}], nodes: {kind: dgx-h100, count: 1}}
                                                            ^~~~~~~

    """#),
  BadInput(
    "nothing",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: contract, rating: 100 kW}]
      cooling: [{name: fan, takes: air, count: 2, spare: 1, rating: 100 kW}]
      loads: [{name: plant, of-it: 30 %}]
      zones: [{name: rack, level: rack, height: 42 U, power: [{name: cord, count: 2, rating: 60 kW}], nodes: {kind: dgx-h100, count: 2}}]

    """#,
    says: #"""

    """#),
]
