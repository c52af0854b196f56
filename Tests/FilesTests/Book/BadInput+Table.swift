// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Facility
import Files
import PlanModel
import Documents
import Tenancy
import Testing

@Test(arguments: badTables)
func `a bad table of leases is refused in these words`(input: BadInput) throws {
  let said = try diagnostics(ofTable: input.text)
  #expect(said == input.expected)
}

private let badTables = [
  BadInput(
    "no row at all",
    #"""



    """#,
    says: #"""
      t.csv:1:1: error: the table has no header

      ^
        expected: a first row of column names

      """#),
  BadInput(
    "an unknown and a repeated column",
    #"""
    tenant,lease,gpu,kind,price,price
    t,a,8,dgx-h100,1 $/h,

    """#,
    says: #"""
      t.csv:1:1: error: the table has no column `gpus`, `count` or `megawatts`
      tenant,lease,gpu,kind,price,price
      ^~~~~~
      t.csv:1:14: error: unknown column `gpu`
      tenant,lease,gpu,kind,price,price
                   ^~~
        expected: tenant, lease, gpus, floor, utilisation, count, megawatts, at, with, per-rack, liquid, positions, kind, level, profile, status, until, probability, zone, notice, priority, price, price-unit, exclusive, spread-over, spread-at-most, numa, segment, segment-within, expand, within, quantities, placed, movable, about, source
        help: did you mean `gpus`?
      t.csv:1:29: error: the column `price` stands twice
      tenant,lease,gpu,kind,price,price
                                  ^~~~~
        expected: each column once

      """#),
  BadInput(
    "columns that are missing",
    #"""
    tenant,kind
    t,dgx-h100

    """#,
    says: #"""
      t.csv:1:1: error: the table has no column `lease`
      tenant,kind
      ^~~~~~
      t.csv:1:1: error: the table has no column `price`
      tenant,kind
      ^~~~~~
      t.csv:1:1: error: the table has no column `gpus`, `count` or `megawatts`
      tenant,kind
      ^~~~~~

      """#),
  BadInput(
    "cells separated by semicolons",
    #"""
    tenant;lease;gpus;kind;price

    """#,
    says: #"""
      t.csv:1:1: error: the header is one cell
      tenant;lease;gpus;kind;price
      ^~~~~~~~~~~~~~~~~~~~~~~~~~~~
        expected: names of columns between commas
        help: separate the cells by commas

      """#),
  BadInput(
    "rows that are too long and too short",
    #"""
    tenant,lease,gpus,kind,price
    t,a,8,dgx-h100
    t,b,8,dgx-h100,1 $/h,
    t,c,8,dgx-h100,1,000 $/h

    """#,
    says: #"""
      t.csv:2:1: error: the row has 4 cells, the header 5
      t,a,8,dgx-h100
      ^
        expected: 5 cells
        help: put a cell that holds a comma in quotes
      t.csv:3:22: error: the row has 6 cells, the header 5
      t,b,8,dgx-h100,1 $/h,
                           ^
        expected: 5 cells
        help: put a cell that holds a comma in quotes
      t.csv:4:18: error: the row has 6 cells, the header 5
      t,c,8,dgx-h100,1,000 $/h
                       ^~~~~~~
        expected: 5 cells
        help: put a cell that holds a comma in quotes

      """#),
  BadInput(
    "values that cannot be read, each in its cell",
    #"""
    tenant,lease,gpus,kind,price
    t,a,eight,dgx-h99,1
    t,"a",8,"dgx-h100",1 $/h
    ,b,8,dgx-h100,1 $/h
    t,,8,dgx-h100,

    """#,
    says: #"""
      t.csv:2:5: error: `gpus` must be a whole number or all, not `eight`
      t,a,eight,dgx-h99,1
          ^~~~~
        expected: a whole number from 1 to 10000000, or all
      t.csv:2:11: error: unknown kind `dgx-h99`
      t,a,eight,dgx-h99,1
                ^~~~~~~
        expected: hgx-h100-liquid, hgx-h200-liquid, dgx-h100, dgx-h200, dgx-a100, dgx-b200, dgx-b300, gb200-nvl72, gb300-nvl72, vr-nvl72, hgx-h100-air, hgx-h200-air, l40s-8, rtx-pro-6000-8 or gh200
        help: kinds of that family: `dgx-h100`, `dgx-h200`, `dgx-a100`, `dgx-b200` or `dgx-b300`
      t.csv:2:19: error: `1` has no unit
      t,a,eight,dgx-h99,1
                        ^
        expected: a price in $/GPU-h, $/GPU-month, $/h, $/month, $/kW-h or $/kW-month, such as `2.35 $/GPU-h`
      t.csv:3:4: error: the lease `a` stands in this book already
      t,"a",8,"dgx-h100",1 $/h
         ^
        help: it stands in line 2 already
      t.csv:4:1: error: a lease needs a cell in the column `tenant`
      ,b,8,dgx-h100,1 $/h
      ^
      t.csv:5:1: error: a lease needs a cell in the column `lease`
      t,,8,dgx-h100,
      ^
      t.csv:5:1: error: a lease needs a cell in the column `price`
      t,,8,dgx-h100,
      ^
        help: write `0 $/h` for a lease that pays nothing

      """#),
  BadInput(
    "a kind among several that is not known",
    #"""
    tenant,lease,gpus,kind,price
    t,a,8,dgx-h100|dgx-h201,1 $/h

    """#,
    says: #"""
      t.csv:2:16: error: unknown kind `dgx-h201`
      t,a,8,dgx-h100|dgx-h201,1 $/h
                     ^~~~~~~~
        expected: hgx-h100-liquid, hgx-h200-liquid, dgx-h100, dgx-h200, dgx-a100, dgx-b200, dgx-b300, gb200-nvl72, gb300-nvl72, vr-nvl72, hgx-h100-air, hgx-h200-air, l40s-8, rtx-pro-6000-8 or gh200
        help: did you mean `dgx-h200`?

      """#),
  BadInput(
    "a status that is not complete",
    #"""
    tenant,lease,gpus,kind,status,until,probability,zone,price
    t,a,8,dgx-h100,option,,,,1 $/h
    t,b,8,dgx-h100,hold,2027-02-30,,,1 $/h
    t,c,8,dgx-h100,contracted,2027-01-01,,,1 $/h
    t,d,8,dgx-h100,,2027-01-01,,,1 $/h
    t,e,8,dgx-h100,proposal,,40 %,hall-1,1 $/h
    t,f,8,dgx-h100,maybe,,,,1 $/h

    """#,
    says: #"""
      t.csv:2:16: error: an option needs a cell in the column `until`
      t,a,8,dgx-h100,option,,,,1 $/h
                     ^
      t.csv:3:21: error: there is no day `2027-02-30`
      t,b,8,dgx-h100,hold,2027-02-30,,,1 $/h
                          ^~~~~~~~~~
        expected: a day between 1900 and 2200
      t.csv:4:16: error: a contracted lease has neither a day nor a probability
      t,c,8,dgx-h100,contracted,2027-01-01,,,1 $/h
                     ^
        expected: empty cells beside it
      t.csv:5:17: error: `until` stands without a status
      t,d,8,dgx-h100,,2027-01-01,,,1 $/h
                      ^~~~~~~~~~
        expected: a cell in the column `status`
      t.csv:6:31: error: the column `zone` has no meaning for a proposal
      t,e,8,dgx-h100,proposal,,40 %,hall-1,1 $/h
                                    ^~~~
        expected: an empty cell
      t.csv:7:16: error: unknown status `maybe`
      t,f,8,dgx-h100,maybe,,,,1 $/h
                     ^~~~~
        expected: contracted, option, hold, rofo or proposal

      """#),
  BadInput(
    "quantities and places that cannot be read",
    #"""
    tenant,lease,gpus,kind,quantities,placed,price
    t,a,8,dgx-h100,storage,,1 $/h
    t,b,8,dgx-h100,storage=1 PB|storage=2 PB,,1 $/h
    t,c,8,dgx-h100,wan=1 PB,hall-1/rack-9:1,1 $/h
    t,d,2,dgx-h100,,hall-1/rack-1/node-4,1 $/h
    t,e,2,dgx-h100,,hall-1/rack-1/node-9:2+0,1 $/h
    t,f,8,dgx-h100,,hall-1/rack-1:x,1 $/h

    """#,
    says: #"""
      t.csv:2:16: error: `storage` is no quantity
      t,a,8,dgx-h100,storage,,1 $/h
                     ^~~~~~~
        expected: such as `storage=2 PB|wan=100 Gb/s`
      t.csv:3:29: error: `storage` is given twice
      t,b,8,dgx-h100,storage=1 PB|storage=2 PB,,1 $/h
                                  ^~~~~~~
        expected: each quantity once
      t.csv:4:20: error: `1 PB` is an amount of data, not a data rate
      t,c,8,dgx-h100,wan=1 PB,hall-1/rack-9:1,1 $/h
                         ^~~~
        expected: a data rate in b/s, B/s, kb/s, kB/s, Mb/s, MB/s, Gb/s, GB/s, Tb/s or TB/s, such as `100 Gb/s`
      t.csv:4:25: error: the path `hall-1/rack-9` matches no zone
      t,c,8,dgx-h100,wan=1 PB,hall-1/rack-9:1,1 $/h
                              ^~~~~~~~~~~~~
        help: did you mean `hall-1/rack-1`?
      t.csv:5:17: error: a piece of a node needs its GPUs
      t,d,2,dgx-h100,,hall-1/rack-1/node-4,1 $/h
                      ^
        expected: such as `hall-1/rack-1/node-4:2+1`, the GPUs in each domain
      t.csv:6:31: error: `hall-1/rack-1` has 4 nodes
      t,e,2,dgx-h100,,hall-1/rack-1/node-9:2+0,1 $/h
                                    ^
        expected: a node from 1 to 4
      t.csv:7:31: error: `nodes` must be a whole number, not `x`
      t,f,8,dgx-h100,,hall-1/rack-1:x,1 $/h
                                    ^
        expected: a whole number from 1 to 1000

      """#),
  BadInput(
    "amounts that exclude each other",
    #"""
    tenant,lease,gpus,floor,utilisation,megawatts,at,kind,price
    t,a,8,,,1 MW,meter,dgx-h100,1 $/h
    t,b,,8,,,,dgx-h100,1 $/GPU-h
    t,c,,,,1 MW,roof,dgx-h100,1 $/h
    t,d,,,,,,dgx-h100,1 $/h

    """#,
    says: #"""
      t.csv:2:9: error: `gpus` and `megawatts` both say how much
      t,a,8,,,1 MW,meter,dgx-h100,1 $/h
              ^~~~~~~~~~~~~
        help: leave one of them out
      t.csv:3:6: error: an elastic number of GPUs needs a cell in the column `gpus`
      t,b,,8,,,,dgx-h100,1 $/GPU-h
           ^
      t.csv:4:8: error: unknown metering point `roof`
      t,c,,,,1 MW,roof,dgx-h100,1 $/h
             ^~~~~~~~~~~~
        expected: meter, critical or rack
      t.csv:5:1: error: a lease needs an amount
      t,d,,,,,,dgx-h100,1 $/h
      ^
        expected: a cell in the column gpus, count or megawatts

      """#),
  BadInput(
    "quotes that are never closed, or in the wrong place",
    #"""
    tenant,lease,gpus,kind,price
    t,a"b,8,dgx-h100,1 $/h
    t,"c" d,8,dgx-h100,1 $/h
    t,"e,8,dgx-h100,1 $/h

    """#,
    says: #"""
      t.csv:2:3: error: a quote stands in a cell that does not begin with one
      t,a"b,8,dgx-h100,1 $/h
        ^~~
        expected: the whole cell in quotes, quotes in it doubled
      t.csv:3:6: error: text stands behind the quote that closes the cell
      t,"c" d,8,dgx-h100,1 $/h
           ^
        expected: a comma
      t.csv:4:3: error: the quote that opens here is never closed
      t,"e,8,dgx-h100,1 $/h
        ^
        expected: a quote at the end of the cell

      """#),
  BadInput(
    "a row without a tenant, and all else that is wrong with it",
    #"""
    tenant,lease,gpus,kind,level,price
    ,a,0,dgx-h99,attic,1

    """#,
    says: #"""
      t.csv:2:1: error: a lease needs a cell in the column `tenant`
      ,a,0,dgx-h99,attic,1
      ^
      t.csv:2:4: error: `gpus` is out of range: 0
      ,a,0,dgx-h99,attic,1
         ^
        expected: a whole number from 1 to 10000000
      t.csv:2:6: error: unknown kind `dgx-h99`
      ,a,0,dgx-h99,attic,1
           ^~~~~~~
        expected: hgx-h100-liquid, hgx-h200-liquid, dgx-h100, dgx-h200, dgx-a100, dgx-b200, dgx-b300, gb200-nvl72, gb300-nvl72, vr-nvl72, hgx-h100-air, hgx-h200-air, l40s-8, rtx-pro-6000-8 or gh200
        help: kinds of that family: `dgx-h100`, `dgx-h200`, `dgx-a100`, `dgx-b200` or `dgx-b300`
      t.csv:2:14: error: unknown level `attic`
      ,a,0,dgx-h99,attic,1
                   ^~~~~
        expected: campus, site, building, hall, row, pod, leaf, rack or node
      t.csv:2:20: error: `1` has no unit
      ,a,0,dgx-h99,attic,1
                         ^
        expected: a price in $/GPU-h, $/GPU-month, $/h, $/month, $/kW-h or $/kW-month, such as `2.35 $/GPU-h`

      """#),
  BadInput(
    "a header with errors, and what is wrong in the rows for all that",
    #"""
    tenant,leas,gpus,kind,levl,price,price
    t,a,0,dgx-h100,hall,1 $/h,
    t,b,8,,hall,,2 $/h

    """#,
    says: #"""
      t.csv:1:1: error: the table has no column `lease`
      tenant,leas,gpus,kind,levl,price,price
      ^~~~~~
      t.csv:1:8: error: unknown column `leas`
      tenant,leas,gpus,kind,levl,price,price
             ^~~~
        expected: tenant, lease, gpus, floor, utilisation, count, megawatts, at, with, per-rack, liquid, positions, kind, level, profile, status, until, probability, zone, notice, priority, price, price-unit, exclusive, spread-over, spread-at-most, numa, segment, segment-within, expand, within, quantities, placed, movable, about, source
        help: did you mean `lease`?
      t.csv:1:23: error: unknown column `levl`
      tenant,leas,gpus,kind,levl,price,price
                            ^~~~
        expected: tenant, lease, gpus, floor, utilisation, count, megawatts, at, with, per-rack, liquid, positions, kind, level, profile, status, until, probability, zone, notice, priority, price, price-unit, exclusive, spread-over, spread-at-most, numa, segment, segment-within, expand, within, quantities, placed, movable, about, source
        help: did you mean `level`?
      t.csv:1:34: error: the column `price` stands twice
      tenant,leas,gpus,kind,levl,price,price
                                       ^~~~~
        expected: each column once
      t.csv:2:5: error: `gpus` is out of range: 0
      t,a,0,dgx-h100,hall,1 $/h,
          ^
        expected: a whole number from 1 to 10000000
      t.csv:3:1: error: a lease needs a cell in the column `kind`
      t,b,8,,hall,,2 $/h
      ^

      """#),
  BadInput(
    "a header without a column that is needed, and rows of which one needs another",
    #"""
    tenant,lease,kind,expand,within,status,until
    t,a,dgx-h99,nobody,hall,option,
    t,b,dgx-h100,a,,,

    """#,
    says: #"""
      t.csv:1:1: error: the table has no column `price`
      tenant,lease,kind,expand,within,status,until
      ^~~~~~
      t.csv:1:1: error: the table has no column `gpus`, `count` or `megawatts`
      tenant,lease,kind,expand,within,status,until
      ^~~~~~
      t.csv:2:5: error: unknown kind `dgx-h99`
      t,a,dgx-h99,nobody,hall,option,
          ^~~~~~~
        expected: hgx-h100-liquid, hgx-h200-liquid, dgx-h100, dgx-h200, dgx-a100, dgx-b200, dgx-b300, gb200-nvl72, gb300-nvl72, vr-nvl72, hgx-h100-air, hgx-h200-air, l40s-8, rtx-pro-6000-8 or gh200
        help: kinds of that family: `dgx-h100`, `dgx-h200`, `dgx-a100`, `dgx-b200` or `dgx-b300`
      t.csv:2:13: error: unknown lease `nobody`
      t,a,dgx-h99,nobody,hall,option,
                  ^~~~~~
        expected: a lease of this book, or one placed today
      t.csv:2:25: error: an option needs a cell in the column `until`
      t,a,dgx-h99,nobody,hall,option,
                              ^
      t.csv:3:14: error: `expand` does not say how near
      t,b,dgx-h100,a,,,
                   ^
        expected: a level or `adjacent` in the column `within`

      """#),
  BadInput(
    "an unknown lease that may stand in a row that is too short",
    #"""
    tenant,lease,gpus,kind,expand,within,price
    t,a,8,dgx-h100,1 $/h
    t,b,8,dgx-h100,a,hall,1 $/h

    """#,
    says: #"""
      t.csv:2:1: error: the row has 5 cells, the header 7
      t,a,8,dgx-h100,1 $/h
      ^
        expected: 7 cells
        help: put a cell that holds a comma in quotes

      """#),
  BadInput(
    "cells that need another one, or have none to go with",
    #"""
    tenant,lease,gpus,utilisation,megawatts,at,with,per-rack,liquid,kind,expand,within,spread-over,spread-at-most,placed,price
    t,a,,,10,meter,,,,dgx-h100,,,,,,1 $/h
    t,b,8,,,,,60 kW,,dgx-h100,,hall,hall,,,1 $/h
    t,c,,80 %,,,,,,dgx-h100,standing,,,50 %,,1 $/h
    t,d,,,1 MW,rack,space,,,,,,,,,1 $/h
    t,e,,,1 MW,rack,space,60 kW,,,,,,,,1 $/h
    t,f,2,,,,,,,dgx-h100,,,,,hall-1/rack-1:1,1 $/h

    """#,
    says: #"""
      t.csv:2:7: error: `10` has no unit
      t,a,,,10,meter,,,,dgx-h100,,,,,,1 $/h
            ^~~~~~~~~~~
        expected: a power at one of meter, critical or rack, such as `10 MW at meter`
        help: did you mean `10 MW at meter`?
      t.csv:3:11: error: what `per-rack`, `liquid` and `positions` say has no meaning beside `gpus`
      t,b,8,,,,,60 kW,,dgx-h100,,hall,hall,,,1 $/h
                ^
        expected: a cell in the column `megawatts`
      t.csv:3:28: error: an expansion needs a cell in the column `expand`
      t,b,8,,,,,60 kW,,dgx-h100,,hall,hall,,,1 $/h
                                 ^
      t.csv:3:33: error: a spread needs a cell in the column `spread-at-most`
      t,b,8,,,,,60 kW,,dgx-h100,,hall,hall,,,1 $/h
                                      ^
      t.csv:4:6: error: a pool needs a cell in the column `gpus`
      t,c,,80 %,,,,,,dgx-h100,standing,,,50 %,,1 $/h
           ^
      t.csv:4:25: error: `expand` does not say how near
      t,c,,80 %,,,,,,dgx-h100,standing,,,50 %,,1 $/h
                              ^
        expected: a level or `adjacent` in the column `within`
      t.csv:4:36: error: a spread needs a cell in the column `spread-over`
      t,c,,80 %,,,,,,dgx-h100,standing,,,50 %,,1 $/h
                                         ^
      t.csv:5:1: error: a lease needs a cell in the column `per-rack`
      t,d,,,1 MW,rack,space,,,,,,,,,1 $/h
      ^
        help: `liquid` is needed too: the share of heat to liquid
      t.csv:6:23: error: space needs a cell in the column `liquid`
      t,e,,,1 MW,rack,space,60 kW,,,,,,,,1 $/h
                            ^
      t.csv:7:26: error: the lease is less than a node: where in the node does it stand?
      t,f,2,,,,,,,dgx-h100,,,,,hall-1/rack-1:1,1 $/h
                               ^
        expected: `RACK/node-1:4+0`, the GPUs in each domain
        help: write `exclusive: node` if the whole node is its own

      """#),
  BadInput(
    "columns that hold half of a value under names that are not known",
    #"""
    tenant,lease,gpus,megawatts,att,wit,per-rack,liquid,kind,expand,witin,price,unit
    t,a,8,,,,,,dgx-h100,standing,hall,1,$/h
    t,b,,1 MW,meter,,,,dgx-h100,,,2,$/kW-h
    t,c,,1 MW,rack,space,60 kW,101 %,,,,2,$/kW-h
    t,d,,1 at rack,,,,,dgx-h99,,,2 $/kg,

    """#,
    says: #"""
      t.csv:1:29: error: unknown column `att`
      tenant,lease,gpus,megawatts,att,wit,per-rack,liquid,kind,expand,witin,price,unit
                                  ^~~
        expected: tenant, lease, gpus, floor, utilisation, count, megawatts, at, with, per-rack, liquid, positions, kind, level, profile, status, until, probability, zone, notice, priority, price, price-unit, exclusive, spread-over, spread-at-most, numa, segment, segment-within, expand, within, quantities, placed, movable, about, source
        help: did you mean `at`?
      t.csv:1:33: error: unknown column `wit`
      tenant,lease,gpus,megawatts,att,wit,per-rack,liquid,kind,expand,witin,price,unit
                                      ^~~
        expected: tenant, lease, gpus, floor, utilisation, count, megawatts, at, with, per-rack, liquid, positions, kind, level, profile, status, until, probability, zone, notice, priority, price, price-unit, exclusive, spread-over, spread-at-most, numa, segment, segment-within, expand, within, quantities, placed, movable, about, source
        help: did you mean `with`?
      t.csv:1:65: error: unknown column `witin`
      tenant,lease,gpus,megawatts,att,wit,per-rack,liquid,kind,expand,witin,price,unit
                                                                      ^~~~~
        expected: tenant, lease, gpus, floor, utilisation, count, megawatts, at, with, per-rack, liquid, positions, kind, level, profile, status, until, probability, zone, notice, priority, price, price-unit, exclusive, spread-over, spread-at-most, numa, segment, segment-within, expand, within, quantities, placed, movable, about, source
        help: did you mean `within`?
      t.csv:1:77: error: unknown column `unit`
      …,lease,gpus,megawatts,att,wit,per-rack,liquid,kind,expand,witin,price,unit
                                                                             ^~~~
        expected: tenant, lease, gpus, floor, utilisation, count, megawatts, at, with, per-rack, liquid, positions, kind, level, profile, status, until, probability, zone, notice, priority, price, price-unit, exclusive, spread-over, spread-at-most, numa, segment, segment-within, expand, within, quantities, placed, movable, about, source
      t.csv:5:6: error: `1` has no unit
      t,d,,1 at rack,,,,,dgx-h99,,,2 $/kg,
           ^~~~~~~~~
        expected: a power at one of meter, critical or rack, such as `10 MW at meter`
        help: did you mean `1 MW at rack`?
      t.csv:5:20: error: unknown kind `dgx-h99`
      t,d,,1 at rack,,,,,dgx-h99,,,2 $/kg,
                         ^~~~~~~
        expected: hgx-h100-liquid, hgx-h200-liquid, dgx-h100, dgx-h200, dgx-a100, dgx-b200, dgx-b300, gb200-nvl72, gb300-nvl72, vr-nvl72, hgx-h100-air, hgx-h200-air, l40s-8, rtx-pro-6000-8 or gh200
        help: kinds of that family: `dgx-h100`, `dgx-h200`, `dgx-a100`, `dgx-b200` or `dgx-b300`
      t.csv:5:30: error: unknown unit `$/kg`
      t,d,,1 at rack,,,,,dgx-h99,,,2 $/kg,
                                   ^~~~~~
        expected: a price in $/GPU-h, $/GPU-month, $/h, $/month, $/kW-h or $/kW-month, such as `2.35 $/GPU-h`

      """#),
]
