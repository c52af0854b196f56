// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badBooks)
func `a bad tenant book is refused in these words`(input: BadInput) throws {
  let said = try diagnostics(ofBook: input.text)
  #expect(said == input.expected)
}

private let badBooks = [
  BadInput(
    "an unknown kind",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, kind: dgx-h99, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:34: error: unknown kind `dgx-h99`
          - {name: a, gpus: 8, kind: dgx-h99, price: 2 $/GPU-h}
                                     ^~~~~~~
      expected: hgx-h100-liquid, hgx-h200-liquid, dgx-h100, dgx-h200, dgx-a100, dgx-b200, dgx-b300, gb200-nvl72, gb300-nvl72, vr-nvl72, hgx-h100-air, hgx-h200-air, l40s-8, rtx-pro-6000-8 or gh200
      help: kinds of that family: `dgx-h100`, `dgx-h200`, `dgx-a100`, `dgx-b200` or `dgx-b300`

    """#),
  BadInput(
    "an unknown key",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpu: 8, kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:9: error: a lease needs an amount
          - {name: a, gpu: 8, kind: dgx-h100, price: 2 $/GPU-h}
            ^
      expected: one of gpus, count, megawatts, pool
    t.yaml:5:19: error: unknown key `gpu` in a lease
          - {name: a, gpu: 8, kind: dgx-h100, price: 2 $/GPU-h}
                      ^~~
      expected: name, gpus, count, megawatts, with, space, pool, kind, kinds, level, profile, status, priority, price, exclusive, spread, numa, segment, expand, quantities, placed, movable, about, source
      help: did you mean `gpus`?

    """#),
  BadInput(
    "a price without a unit",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, kind: dgx-h100, price: 2.35}

    """#,
    says: #"""
    t.yaml:5:51: error: `2.35` has no unit
          - {name: a, gpus: 8, kind: dgx-h100, price: 2.35}
                                                      ^~~~
      expected: a price in $/GPU-h, $/GPU-month, $/h, $/month, $/kW-h or $/kW-month, such as `2.35 $/GPU-h`

    """#),
  BadInput(
    "a price with its unit in front",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, kind: dgx-h100, price: $2.35/h}

    """#,
    says: #"""
    t.yaml:5:51: error: `$2.35/h` has its unit in front
          - {name: a, gpus: 8, kind: dgx-h100, price: $2.35/h}
                                                      ^~~~~~~
      expected: a price in $/GPU-h, $/GPU-month, $/h, $/month, $/kW-h or $/kW-month, such as `2.35 $/GPU-h`

    """#),
  BadInput(
    "a price in an unknown unit",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, kind: dgx-h100, price: 2.35 $/GPUh}

    """#,
    says: #"""
    t.yaml:5:51: error: unknown unit `$/GPUh`
          - {name: a, gpus: 8, kind: dgx-h100, price: 2.35 $/GPUh}
                                                      ^~~~~~~~~~~
      expected: a price in $/GPU-h, $/GPU-month, $/h, $/month, $/kW-h or $/kW-month, such as `2.35 $/GPU-h`
      help: did you mean `$/GPU-h`?

    """#),
  BadInput(
    "a price finer than a cent",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, kind: dgx-h100, price: 2.355 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:51: error: `2.355 $/GPU-h` is too fine
          - {name: a, gpus: 8, kind: dgx-h100, price: 2.355 $/GPU-h}
                                                      ^~~~~~~~~~~~~
      expected: whole cents

    """#),
  BadInput(
    "a negative price",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, kind: dgx-h100, price: -2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:51: error: `-2 $/GPU-h` is negative
          - {name: a, gpus: 8, kind: dgx-h100, price: -2 $/GPU-h}
                                                      ^~~~~~~~~~
      expected: a price of zero or more

    """#),
  BadInput(
    "a lease without a price",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, kind: dgx-h100}

    """#,
    says: #"""
    t.yaml:5:9: error: a lease needs the key `price`
          - {name: a, gpus: 8, kind: dgx-h100}
            ^
      help: write `price: 0 $/h` for a lease that pays nothing

    """#),
  BadInput(
    "no GPUs",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 0, kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:25: error: `gpus` is out of range: 0
          - {name: a, gpus: 0, kind: dgx-h100, price: 2 $/GPU-h}
                            ^
      expected: a whole number from 1 to 10000000

    """#),
  BadInput(
    "GPUs as a word",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: many, kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:25: error: `gpus` must be a whole number or all, not `many`
          - {name: a, gpus: many, kind: dgx-h100, price: 2 $/GPU-h}
                            ^~~~
      expected: a whole number from 1 to 10000000, or all

    """#),
  BadInput(
    "more GPUs than there are anywhere",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 10000000000, kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:25: error: `gpus` is out of range: 10000000000
          - {name: a, gpus: 10000000000, kind: dgx-h100, price: 2 $/GPU-h}
                            ^~~~~~~~~~~
      expected: a whole number from 1 to 10000000

    """#),
  BadInput(
    "a name given twice",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, kind: dgx-h100, price: 2 $/GPU-h}
          - {name: a, gpus: 8, kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:6:16: error: the lease `a` stands in this book already
          - {name: a, gpus: 8, kind: dgx-h100, price: 2 $/GPU-h}
                   ^
      help: it stands in line 5 already

    """#),
  BadInput(
    "a tenant given twice",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          []
      - {name: t, leases: []}

    """#,
    says: #"""
    t.yaml:6:12: error: the tenant `t` stands in this book already
      - {name: t, leases: []}
               ^
      help: put the leases together

    """#),
  BadInput(
    "an unknown level",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, level: rak, kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:35: error: unknown level `rak`
          - {name: a, gpus: 8, level: rak, kind: dgx-h100, price: 2 $/GPU-h}
                                      ^~~
      expected: campus, site, building, hall, row, pod, leaf, rack or node
      help: did you mean `rack`?

    """#),
  BadInput(
    "an unknown profile",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, profile: traning, kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:37: error: unknown profile `traning`
          - {name: a, gpus: 8, profile: traning, kind: dgx-h100, price: 2 $/GPU-h}
                                        ^~~~~~~
      expected: training, inference or mixed, or shares of its own
      help: did you mean `training`?

    """#),
  BadInput(
    "an unknown status",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, status: contract, kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:36: error: unknown status `contract`
          - {name: a, gpus: 8, status: contract, kind: dgx-h100, price: 2 $/GPU-h}
                                       ^~~~~~~~
      expected: contracted, option, hold, rofo or proposal
      help: did you mean `contracted`?

    """#),
  BadInput(
    "an option without its day",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, status: option, kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:36: error: an option needs its day
          - {name: a, gpus: 8, status: option, kind: dgx-h100, price: 2 $/GPU-h}
                                       ^~~~~~
      expected: `{option: {until: 2027-03-31}}`

    """#),
  BadInput(
    "a day that does not exist",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, status: {option: {until: 2027-02-29}}, kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:53: error: there is no day `2027-02-29`
          - {name: a, gpus: 8, status: {option: {until: 2027-02-29}}, kind: dgx-h100, price: 2 $/GPU-h}
                                                        ^~~~~~~~~~
      expected: a day between 1900 and 2200

    """#),
  BadInput(
    "a day in another form",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, status: {hold: {expires: 31.3.2027}}, kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:53: error: `31.3.2027` is not a date
          - {name: a, gpus: 8, status: {hold: {expires: 31.3.2027}}, kind: dgx-h100, price: 2 $/GPU-h}
                                                        ^~~~~~~~~
      expected: year-month-day, such as `2027-03-31`

    """#),
  BadInput(
    "a probability beyond one",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, status: {proposal: {probability: 140 %}}, kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:61: error: `140 %` is out of range
          - {name: a, gpus: 8, status: {proposal: {probability: 140 %}}, kind: dgx-h100, price: 2 $/GPU-h}
                                                                ^~~~~
      expected: a share from 0 % to 100 %

    """#),
  BadInput(
    "a right on an unknown zone",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, status: {rofo: {zone: hall-3, notice: 30 days}}, kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:50: error: the path `hall-3` matches no zone
          - {name: a, gpus: 8, status: {rofo: {zone: hall-3, notice: 30 days}}, kind: dgx-h100, price: 2 $/GPU-h}
                                                     ^~~~~~
      help: did you mean `hall-1`?

    """#),
  BadInput(
    "a notice without a unit",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, status: {rofo: {notice: 30}}, kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:52: error: `30` has no unit
          - {name: a, gpus: 8, status: {rofo: {notice: 30}}, kind: dgx-h100, price: 2 $/GPU-h}
                                                       ^~
      expected: a number of days, such as `30 days`

    """#),
  BadInput(
    "a priority out of range",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, priority: 2000000, kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:38: error: `priority` is out of range: 2000000
          - {name: a, gpus: 8, priority: 2000000, kind: dgx-h100, price: 2 $/GPU-h}
                                         ^~~~~~~
      expected: a whole number from 0 to 1000000

    """#),
  BadInput(
    "a place that does not exist",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, placed: [hall-1/rack-9], kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:37: error: the path `hall-1/rack-9` matches no zone
          - {name: a, gpus: 8, placed: [hall-1/rack-9], kind: dgx-h100, price: 2 $/GPU-h}
                                        ^~~~~~~~~~~~~
      help: did you mean `hall-1/rack-1`?

    """#),
  BadInput(
    "a place of another kind",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 32, placed: [hall-1/rack-1], kind: dgx-b200, price: 2 $/h}

    """#,
    says: #"""
    t.yaml:5:38: error: there are no nodes of the kind `dgx-b200` in service here
          - {name: a, gpus: 32, placed: [hall-1/rack-1], kind: dgx-b200, price: 2 $/h}
                                         ^~~~~~~~~~~~~

    """#),
  BadInput(
    "a place of another size",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 64, placed: [hall-1/rack-1], kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:25: error: the lease asks for 8 nodes and stands on 4 today
          - {name: a, gpus: 64, placed: [hall-1/rack-1], kind: dgx-h100, price: 2 $/GPU-h}
                            ^~
      expected: 32 GPUs, or other places

    """#),
  BadInput(
    "a place beyond the level",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 64, level: hall, placed: ["hall-[1-2]/rack-1"], kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:50: error: the lease stands in `hall-1` and `hall-2`, its level is hall
          - {name: a, gpus: 64, level: hall, placed: ["hall-[1-2]/rack-1"], kind: dgx-h100, price: 2 $/GPU-h}
                                                     ^
      expected: places in one hall, or a level further out

    """#),
  BadInput(
    "more placed than in service",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 40, placed: [{at: hall-1/rack-1, nodes: 5}], kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:43: error: `hall-1/rack-1` has 4 nodes in service, not 5
          - {name: a, gpus: 40, placed: [{at: hall-1/rack-1, nodes: 5}], kind: dgx-h100, price: 2 $/GPU-h}
                                              ^~~~~~~~~~~~~
      expected: at most 4 nodes in each rack

    """#),
  BadInput(
    "a rack named twice",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 64, placed: [hall-1/rack-1, hall-1/rack-1], kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:37: error: `hall-1/rack-1` is named twice
          - {name: a, gpus: 64, placed: [hall-1/rack-1, hall-1/rack-1], kind: dgx-h100, price: 2 $/GPU-h}
                                        ^
      expected: each rack once

    """#),
  BadInput(
    "two leases on the same nodes",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 32, placed: [hall-1/rack-1], kind: dgx-h100, price: 2 $/GPU-h}
          - {name: b, gpus: 8, placed: [{at: hall-1/rack-1, nodes: 1}], kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:6:36: error: `b` and `a` stand on the same nodes of `hall-1/rack-1`
          - {name: b, gpus: 8, placed: [{at: hall-1/rack-1, nodes: 1}], kind: dgx-h100, price: 2 $/GPU-h}
                                       ^
      expected: at most the 4 nodes in service there

    """#),
  BadInput(
    "a lease on the nodes of the facility file's",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 32, placed: [hall-2/rack-2], kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:37: error: `a` and `standing` stand on the same nodes of `hall-2/rack-2`
          - {name: a, gpus: 32, placed: [hall-2/rack-2], kind: dgx-h100, price: 2 $/GPU-h}
                                        ^
      expected: at most the 4 nodes in service there

    """#),
  BadInput(
    "a lease that the facility file places elsewhere",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: standing, gpus: 32, placed: [hall-1/rack-1], kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:44: error: the facility file places `standing` elsewhere
          - {name: standing, gpus: 32, placed: [hall-1/rack-1], kind: dgx-h100, price: 2 $/GPU-h}
                                               ^
      help: take one of the two out

    """#),
  BadInput(
    "a lease of another size than in the facility file",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: standing, gpus: 8, kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:32: error: the lease asks for 1 node and stands on 4 today
          - {name: standing, gpus: 8, kind: dgx-h100, price: 2 $/GPU-h}
                                   ^
      expected: 32 GPUs, or other places

    """#),
  BadInput(
    "a lease of another kind than in the facility file",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: standing, gpus: 32, kind: dgx-b200, price: 2 $/h}

    """#,
    says: #"""
    t.yaml:5:42: error: the lease stands on `dgx-h100` today and asks for `dgx-b200`
          - {name: standing, gpus: 32, kind: dgx-b200, price: 2 $/h}
                                             ^~~~~~~~
      expected: the kind where it stands

    """#),
  BadInput(
    "an alias",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: &x 8, kind: dgx-h100, price: 2 $/GPU-h}
          - {name: b, gpus: *x, kind: dgx-h100, price: 2 $/GPU-h}

    """#,
    says: #"""
    t.yaml:5:25: error: anchors are refused
          - {name: a, gpus: &x 8, kind: dgx-h100, price: 2 $/GPU-h}
                            ^
      help: write the value out, or make a template of it
    t.yaml:6:25: error: aliases are refused
          - {name: b, gpus: *x, kind: dgx-h100, price: 2 $/GPU-h}
                            ^~
      help: write the value out, or make a template of it

    """#),
]
