// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badCatalogues)
func `what a facility file says wrong of hardware and equipment is refused in these words`(input: BadInput) {
  let said = diagnostics(ofFacility: input.text)
  #expect(said == input.expected)
}

private let badCatalogues = [
  BadInput(
    "hardware that cannot be read",
    #"""
    format: headroom-facility-1
    name: f
    kinds:
      dgx-h100:
        mass: 5 kW
        nics: {count: 8, speed: 400 Gb/z}
        inlet: {min: 30 °C, max: 5 °C}
        water-inlet: 45 °C
        supplies: {count: 2, rating: 3 kW, needed: 3}
        gpu-memory: 80
        gpu-cap: {min: 200 W}
        gpu-power: 11 kW
        sockets: two
    zone: {level: site}

    """#,
    says: #"""
    f.yaml:5:11: error: `5 kW` is a power, not a mass
        mass: 5 kW
              ^~~~
      expected: a mass in kg or t, such as `130.45 kg`
    f.yaml:6:29: error: unknown unit `Gb/z`
        nics: {count: 8, speed: 400 Gb/z}
                                ^~~~~~~~
      expected: a data rate in Gb/s or Tb/s, such as `400 Gb/s`
      help: did you mean `Gb/s`?
    f.yaml:7:30: error: the range ends before it begins
        inlet: {min: 30 °C, max: 5 °C}
                                 ^~~~
      expected: a `max` of at least `min`
    f.yaml:8:18: error: a range must be a mapping, not the text `45 °C`
        water-inlet: 45 °C
                     ^~~~~
      expected: a mapping with the keys min, max, about, source
    f.yaml:9:48: error: 3 supplies are needed, 2 are built in
        supplies: {count: 2, rating: 3 kW, needed: 3}
                                                   ^
      expected: at most `count`
    f.yaml:10:17: error: `80` has no unit
        gpu-memory: 80
                    ^~
      expected: an amount of memory in GB or TB, such as `80 GB`
    f.yaml:11:14: error: a range needs the key `max`
        gpu-cap: {min: 200 W}
                 ^
    f.yaml:12:16: error: `11 kW` for 1 GPU is absurd
        gpu-power: 11 kW
                   ^~~~~
      expected: at most 10 kW a GPU
    f.yaml:13:14: error: `sockets` must be a whole number, not `two`
        sockets: two
                 ^~~
      expected: a whole number from 1 to 64

    """#),
  BadInput(
    "NUMA domains that do not add up",
    #"""
    format: headroom-facility-1
    name: f
    kinds:
      dgx-h100: {numa: {domains: 3}}
      dgx-h200: {numa: [{gpus: 4, nics: 5}, {gpus: 3, nics: 5, cores: 200}]}
      dgx-b200: {gpus: 4}
      dgx-b300: {numa: {sockets: 2}}
      dgx-a100: {numa: 2}
    zone: {level: site}

    """#,
    says: #"""
    f.yaml:4:20: error: 8 GPUs cannot be split evenly over 3 NUMA domains
      dgx-h100: {numa: {domains: 3}}
                       ^
      expected: a number of domains that divides `gpus`
      help: list the domains: `numa: [{gpus: …}, {gpus: …}]`
    f.yaml:5:20: error: the NUMA domains own 7 GPUs, the node has 8
      dgx-h200: {numa: [{gpus: 4, nics: 5}, {gpus: 3, nics: 5, cores: 200}]}
                       ^
      expected: domains whose GPUs sum to `gpus`
    f.yaml:5:20: error: the NUMA domains own 10 network ports, the node has 8
      dgx-h200: {numa: [{gpus: 4, nics: 5}, {gpus: 3, nics: 5, cores: 200}]}
                       ^
      expected: at most 8
    f.yaml:5:20: error: the NUMA domains own 200 cores, the node has 112
      dgx-h200: {numa: [{gpus: 4, nics: 5}, {gpus: 3, nics: 5, cores: 200}]}
                       ^
      expected: at most 112
    f.yaml:6:20: error: the NUMA domains own 8 GPUs, the node has 4
      dgx-b200: {gpus: 4}
                       ^
      expected: domains whose GPUs sum to `gpus`
      help: state `numa:` beside `gpus:`
    f.yaml:7:20: error: a split into NUMA domains needs the key `domains`
      dgx-b300: {numa: {sockets: 2}}
                       ^
    f.yaml:7:21: error: unknown key `sockets` in a split into NUMA domains
      dgx-b300: {numa: {sockets: 2}}
                        ^~~~~~~
      expected: domains, about, source
    f.yaml:8:20: error: `numa` must be a split or a list of domains, not the text `2`
      dgx-a100: {numa: 2}
                       ^
      expected: `{domains: 2}`, or `[{gpus: …}, {gpus: …}]`

    """#),
  BadInput(
    "equipment that cannot be read",
    #"""
    format: headroom-facility-1
    name: f
    equipment:
      a: {class: cdu, ports: {count: 1, speed: 1 Gb/s}}
      b: {rating: 5 kW}
      ups-1500kw: {class: cdu}
      c: {class: swich, rating: 7 kW}
      d: {class: transformer, rating: 3 MVA}
      e: {class: switch, max-power: 1 kW, typical-power: 2 kW, ports: [{count: 1, speed: 1 Gb/s}, {count: 2, speed: 1 Gb/s}]}
      f: {class: air-handler, takes: air, derate: {above: 30 °C, by: 1 kW per K}}
      g: {class: cdu, rating: unknown, flow: 5 kW, approach: 4 °C}
    zone: {level: site}

    """#,
    says: #"""
    f.yaml:4:26: error: `ports` has no place in equipment of the class cdu
      a: {class: cdu, ports: {count: 1, speed: 1 Gb/s}}
                             ^
    f.yaml:5:6: error: a piece of equipment needs the key `class`
      b: {rating: 5 kW}
         ^
      help: only equipment of the catalogue may leave it out
    f.yaml:6:23: error: `ups-1500kw` is of the class ups in the catalogue
      ups-1500kw: {class: cdu}
                          ^~~
    f.yaml:7:14: error: unknown class `swich`
      c: {class: swich, rating: 7 kW}
                 ^~~~~
      expected: switch, optic, cable, appliance, cdu, air-handler, chiller, dry-cooler, ups, transformer, busway or breaker
      help: did you mean `switch`?
    f.yaml:8:35: error: a rating in VA needs a `power-factor`
      d: {class: transformer, rating: 3 MVA}
                                      ^~~~~
      help: add `power-factor: 98 %`
    f.yaml:9:54: error: the typical power is more than the most
      e: {class: switch, max-power: 1 kW, typical-power: 2 kW, ports: [{count: 1, speed: 1 Gb/s}, {count: 2, speed: 1 Gb/s}]}
                                                         ^~~~
      expected: at most `max-power`
    f.yaml:9:95: error: ports of this speed are stated twice
    …-power: 1 kW, typical-power: 2 kW, ports: [{count: 1, speed: 1 Gb/s}, {count: 2, speed: 1 Gb/s}]}
                                                                           ^
      expected: one group for each speed
    f.yaml:10:47: error: a derate follows the water's temperature, which air does not see
      f: {class: air-handler, takes: air, derate: {above: 30 °C, by: 1 kW per K}}
                                                  ^
      expected: takes: liquid
    f.yaml:11:27: error: `unknown` does not begin with a number
      g: {class: cdu, rating: unknown, flow: 5 kW, approach: 4 °C}
                              ^~~~~~~
      expected: a power in W, kW, MW or GW, such as `10.2 kW`
    f.yaml:11:42: error: `5 kW` is a power, not a flow
      g: {class: cdu, rating: unknown, flow: 5 kW, approach: 4 °C}
                                             ^~~~
      expected: a flow in L/min, such as `125 L/min`
    f.yaml:11:58: error: `4 °C` is a temperature, not a temperature difference
      g: {class: cdu, rating: unknown, flow: 5 kW, approach: 4 °C}
                                                             ^~~~
      expected: a temperature difference in K, such as `4 K`

    """#),
  BadInput(
    "models that are not there or of no use",
    #"""
    format: headroom-facility-1
    name: f
    equipment:
      broken: {class: cdu, rating: much}
    zone:
      level: site
      power: [{name: contract, model: upss-1500kw}, {name: x, model: qm9700}, {name: y}]
      cooling: [{name: cdu, model: dry-cooler}, {name: e, model: towel}, {name: b, model: broken}, {name: z, rating: 1 kW}]
      loads: [{name: s, model: qm9700, watts: 3 W, count: 3}, {name: o, count: 2}, {name: u, model: ups-1500kw}]

    """#,
    says: #"""
    f.yaml:4:32: error: `much` does not begin with a number
      broken: {class: cdu, rating: much}
                                   ^~~~
      expected: a power in W, kW, MW or GW, such as `10.2 kW`
    f.yaml:7:35: error: unknown model `upss-1500kw`
      power: [{name: contract, model: upss-1500kw}, {name: x, model: qm9700}, {name: y}]
                                      ^~~~~~~~~~~
      expected: equipment of the catalogue or of `equipment:`
      help: did you mean `ups-1500kw`?
    f.yaml:7:66: error: `qm9700` is of the class switch: no power stage can be made of it
      power: [{name: contract, model: upss-1500kw}, {name: x, model: qm9700}, {name: y}]
                                                                     ^~~~~~
      expected: a model of the class ups, transformer, busway or breaker
    f.yaml:7:75: error: a power stage needs the key `rating`
    …wer: [{name: contract, model: upss-1500kw}, {name: x, model: qm9700}, {name: y}]
                                                                           ^
      help: write `rating: unknown` where it is not known
    f.yaml:8:32: error: the model `dry-cooler` states no rating
      cooling: [{name: cdu, model: dry-cooler}, {name: e, model: towel}, {name: b, model: broken}, {name:…
                                   ^~~~~~~~~~
      expected: a `rating` beside it
      help: write `rating: unknown` where it is not known
    f.yaml:8:62: error: unknown model `towel`
      cooling: [{name: cdu, model: dry-cooler}, {name: e, model: towel}, {name: b, model: broken}, {name: z, rating: 1 kW}]
                                                                 ^~~~~
      expected: equipment of the catalogue or of `equipment:`
      help: for a cooling element there are cdu-in-rack-100kw, cdu-in-rack-250kw, cdu-in-row-600kw, cdu-in-row-1300kw, cdu-in-row-2000kw, cdu-2500kw, cdu-liquid-to-air-70kw, fan-wall-400kw, crah-120kw, chiller-air-1680kw, dry-cooler or broken
    f.yaml:8:70: error: a cooling element needs the key `takes`
      cooling: [{name: cdu, model: dry-cooler}, {name: e, model: towel}, {name: b, model: broken}, {name: z, rating: 1 kW}]
                                                                         ^
      help: write `takes: liquid`, `air` or `both`
    f.yaml:8:96: error: a cooling element needs the key `takes`
    …odel: dry-cooler}, {name: e, model: towel}, {name: b, model: broken}, {name: z, rating: 1 kW}]
                                                                           ^
      help: write `takes: liquid`, `air` or `both`
    f.yaml:9:55: error: `count` counts pieces of a `model`, whose watts are not used here
      loads: [{name: s, model: qm9700, watts: 3 W, count: 3}, {name: o, count: 2}, {name: u, model: ups-1500kw}]
                                                          ^
    f.yaml:9:59: error: a load needs an amount
      loads: [{name: s, model: qm9700, watts: 3 W, count: 3}, {name: o, count: 2}, {name: u, model: ups-1500kw}]
                                                              ^
      expected: one of per-gpu, of-nodes, of-it, watts, model
    f.yaml:9:76: error: `count` counts pieces of a `model`, whose watts are not used here
    …ds: [{name: s, model: qm9700, watts: 3 W, count: 3}, {name: o, count: 2}, {name: u, model: ups-1500kw}]
                                                                           ^
    f.yaml:9:97: error: `ups-1500kw` is of the class ups: no load can be made of it
    … qm9700, watts: 3 W, count: 3}, {name: o, count: 2}, {name: u, model: ups-1500kw}]
                                                                           ^~~~~~~~~~
      expected: a model of the class switch, optic, cable or appliance

    """#),
  BadInput(
    "a model that brings what the entry cannot use",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: ups, model: ups-1500kw, power-factor: 98 %}]
      cooling: [{name: cdu, model: cdu-in-rack-100kw}]

    """#,
    says: #"""
    f.yaml:4:3: warning: the losses of the outermost stage `ups` are not counted: the supply is metered at its output
      level: site
      ^
      help: put a stage before it that stands for the meter, such as {name: meter, rating: unknown}
    f.yaml:5:56: error: a power factor has no meaning here: the rating is not in VA or A
      power: [{name: ups, model: ups-1500kw, power-factor: 98 %}]
                                                           ^~~~
    f.yaml:6:32: warning: the derate of `cdu` has no effect: no water supply is stated
      cooling: [{name: cdu, model: cdu-in-rack-100kw}]
                                   ^~~~~~~~~~~~~~~~~
      help: state `water-supply:` in this zone or in one around it

    """#),
]
