// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badQuantities)
func `a figure that is no quantity of its kind is refused in these words`(input: BadInput) {
  let said = diagnostics(ofFacility: input.text)
  #expect(said == input.expected)
}

private let badQuantities = [
  BadInput(
    "a bare number",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: contract, rating: 300}]

    """#,
    says: #"""
    f.yaml:5:36: error: `300` has no unit
      power: [{name: contract, rating: 300}]
                                       ^~~
      expected: a power in W, kW, MW or GW, or VA, kVA, MVA, or {amps, volts, phases}, or unknown

    """#),
  BadInput(
    "a bare number for a share",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: contract, rating: 1 MW, efficiency: 0.99}]

    """#,
    says: #"""
    f.yaml:5:54: error: `0.99` has no unit
      power: [{name: contract, rating: 1 MW, efficiency: 0.99}]
                                                         ^~~~
      expected: a share in ppm, ‰ or %, such as `99.7 %`

    """#),
  BadInput(
    "a unit in the wrong case",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: contract, rating: 300 kw}]

    """#,
    says: #"""
    f.yaml:5:36: error: unknown unit `kw`
      power: [{name: contract, rating: 300 kw}]
                                       ^~~~~~
      expected: a power in W, kW, MW or GW, or VA, kVA, MVA, or {amps, volts, phases}, or unknown
      help: did you mean `kW`?

    """#),
  BadInput(
    "an unknown unit",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: contract, rating: 300 horses}]

    """#,
    says: #"""
    f.yaml:5:36: error: unknown unit `horses`
      power: [{name: contract, rating: 300 horses}]
                                       ^~~~~~~~~~
      expected: a power in W, kW, MW or GW, or VA, kVA, MVA, or {amps, volts, phases}, or unknown

    """#),
  BadInput(
    "a unit of another quantity",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: contract, rating: 300 A}]

    """#,
    says: #"""
    f.yaml:5:36: error: `300 A` is a current, not a power
      power: [{name: contract, rating: 300 A}]
                                       ^~~~~
      expected: a power in W, kW, MW or GW, or VA, kVA, MVA, or {amps, volts, phases}, or unknown

    """#),
  BadInput(
    "a negative power",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: contract, rating: -5 kW}]

    """#,
    says: #"""
    f.yaml:5:36: error: `-5 kW` is negative
      power: [{name: contract, rating: -5 kW}]
                                       ^~~~~
      expected: a power of zero or more

    """#),
  BadInput(
    "not a number",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: contract, rating: NaN}]

    """#,
    says: #"""
    f.yaml:5:36: error: `NaN` does not begin with a number
      power: [{name: contract, rating: NaN}]
                                       ^~~
      expected: a power in W, kW, MW or GW, or VA, kVA, MVA, or {amps, volts, phases}, or unknown

    """#),
  BadInput(
    "an infinite power",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      loads: [{name: l, watts: .inf kW}]

    """#,
    says: #"""
    f.yaml:5:28: error: `.inf kW` does not begin with a number
      loads: [{name: l, watts: .inf kW}]
                               ^~~~~~~
      expected: a power in W, kW, MW or GW, such as `10.2 kW`

    """#),
  BadInput(
    "a number with separators",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      loads: [{name: l, watts: '1,000 kW'}]

    """#,
    says: #"""
    f.yaml:5:28: error: `1,000 kW` is not a plain decimal
      loads: [{name: l, watts: '1,000 kW'}]
                               ^~~~~~~~~~
      expected: a power in W, kW, MW or GW, such as `10.2 kW`
      help: write it without separators

    """#),
  BadInput(
    "a number with an exponent",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      loads: [{name: l, watts: 1e3 kW}]

    """#,
    says: #"""
    f.yaml:5:28: error: `1e3 kW` is not a plain decimal
      loads: [{name: l, watts: 1e3 kW}]
                               ^~~~~~
      expected: a power in W, kW, MW or GW, such as `10.2 kW`
      help: write the exponent out

    """#),
  BadInput(
    "a number in base 16",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      loads: [{name: l, watts: 0x10 kW}]

    """#,
    says: #"""
    f.yaml:5:28: error: `0x10 kW` is not a plain decimal
      loads: [{name: l, watts: 0x10 kW}]
                               ^~~~~~~
      expected: a power in W, kW, MW or GW, such as `10.2 kW`

    """#),
  BadInput(
    "a number that begins with a zero",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      loads: [{name: l, watts: 010 kW}]

    """#,
    says: #"""
    f.yaml:5:28: error: `010 kW` begins with a zero
      loads: [{name: l, watts: 010 kW}]
                               ^~~~~~
      expected: a power in W, kW, MW or GW, such as `10.2 kW`
      help: leave the zero out

    """#),
  BadInput(
    "a power finer than a milliwatt",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      loads: [{name: l, watts: 0.0001 W}]

    """#,
    says: #"""
    f.yaml:5:28: error: `0.0001 W` is too fine
      loads: [{name: l, watts: 0.0001 W}]
                               ^~~~~~~~
      expected: whole mW

    """#),
  BadInput(
    "a power beyond 10 GW",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: contract, rating: 12 GW}]

    """#,
    says: #"""
    f.yaml:5:36: error: `12 GW` is more than 10 GW
      power: [{name: contract, rating: 12 GW}]
                                       ^~~~~
      expected: at most 10 GW

    """#),
  BadInput(
    "a number with too many digits",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: contract, rating: 99999999999999999999 GW}]

    """#,
    says: #"""
    f.yaml:5:36: error: `99999999999999999999 GW` has too many digits
      power: [{name: contract, rating: 99999999999999999999 GW}]
                                       ^~~~~~~~~~~~~~~~~~~~~~~
      expected: a power in W, kW, MW or GW, or VA, kVA, MVA, or {amps, volts, phases}, or unknown

    """#),
  BadInput(
    "a GPU of a megawatt",
    #"""
    format: headroom-facility-1
    name: f
    kinds:
      dgx-h100: {nameplate: 8 MW}
    zone: {level: site}

    """#,
    says: #"""
    f.yaml:4:25: error: `8 MW` for 8 GPUs is absurd
      dgx-h100: {nameplate: 8 MW}
                            ^~~~
      expected: at most 10 kW a GPU

    """#),
  BadInput(
    "a load of a megawatt a GPU",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      loads: [{name: l, per-gpu: 1 MW}]

    """#,
    says: #"""
    f.yaml:5:30: error: `1 MW` for 1 GPU is absurd
      loads: [{name: l, per-gpu: 1 MW}]
                                 ^~~~
      expected: at most 10 kW a GPU

    """#),
  BadInput(
    "an efficiency beyond one",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: contract, rating: 1 MW, efficiency: 101 %}]

    """#,
    says: #"""
    f.yaml:5:54: error: `101 %` is out of range
      power: [{name: contract, rating: 1 MW, efficiency: 101 %}]
                                                         ^~~~~
      expected: a share from 1 % to 100 %

    """#),
  BadInput(
    "text behind a quantity",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: contract, rating: 1 MW firm}]

    """#,
    says: #"""
    f.yaml:5:36: error: `firm` must not stand in `1 MW firm`
      power: [{name: contract, rating: 1 MW firm}]
                                       ^~~~~~~~~
      expected: a power in W, kW, MW or GW, or VA, kVA, MVA, or {amps, volts, phases}, or unknown

    """#),
  BadInput(
    "a band where none is kept",
    #"""
    format: headroom-facility-1
    name: f
    zone:
      level: site
      power: [{name: contract, rating: 1 MW ± 5 %}]

    """#,
    says: #"""
    f.yaml:5:36: error: `± 5 %` must not stand in `1 MW ± 5 %`
      power: [{name: contract, rating: 1 MW ± 5 %}]
                                       ^~~~~~~~~~
      expected: a power in W, kW, MW or GW, or VA, kVA, MVA, or {amps, volts, phases}, or unknown

    """#),
]
