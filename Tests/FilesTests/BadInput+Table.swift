import Facility
import Files
import PlanModel
import Source
import Tenancy
// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badTables)
func `a bad table of leases is refused in these words`(input: BadInput) throws {
  #expect(try saidOfTable(input.text) == input.expected)
}

private let badTables = [
  BadInput(
    "no row at all",
    #"""



    """#,
    #"""
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
    #"""
    t.csv:1:1: error: the table has no column `gpus`, `count` or `megawatts`
    tenant,lease,gpu,kind,price,price
    ^~~~~~
    t.csv:1:14: error: unknown column `gpu`
    tenant,lease,gpu,kind,price,price
                 ^~~
      expected: tenant, lease, gpus, floor, utilisation, count, megawatts, at, with, per-rack, liquid, positions, kind, level, profile, status, until, probability, zone, notice, priority, price, price-unit, exclusive, spread-over, spread-at-most, numa, segment, expand, within, quantities, placed, movable, about, source
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
    #"""
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
    #"""
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
    #"""
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
    #"""
    t.csv:2:5: error: `gpus` must be a whole number or all, not `eight`
    t,a,eight,dgx-h99,1
        ^~~~~
      expected: a whole number from 1 to 10000000, or all
    t.csv:2:11: error: unknown kind `dgx-h99`
    t,a,eight,dgx-h99,1
              ^~~~~~~
      expected: hgx-h100-liquid, hgx-h200-liquid, dgx-h100, dgx-h200, dgx-a100, dgx-b200, dgx-b300, gb200-nvl72, gb300-nvl72, vr-nvl72, hgx-h100-air, hgx-h200-air, l40s-8, rtx-pro-6000-8 or gh200
    t.csv:2:19: error: `1` has no unit
    t,a,eight,dgx-h99,1
                      ^
      expected: a price in $/GPU-h, $/GPU-month, $/h, $/month, $/kW-h or $/kW-month, such as `2.35 $/GPU-h`
    t.csv:3:4: error: the lease `a` stands in this book already
    t,"a",8,"dgx-h100",1 $/h
       ^
      help: it stands in line 2 already
    t.csv:4:1: error: a lease needs the key `tenant`
    ,b,8,dgx-h100,1 $/h
    ^
    t.csv:5:1: error: a lease needs the key `name`
    t,,8,dgx-h100,
    ^
    t.csv:5:1: error: a lease needs the key `price`
    t,,8,dgx-h100,
    ^
      help: write `price: 0 $/h` for a lease that pays nothing

    """#),
  BadInput(
    "a kind among several that is not known",
    #"""
    tenant,lease,gpus,kind,price
    t,a,8,dgx-h100|dgx-h201,1 $/h

    """#,
    #"""
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
    #"""
    t.csv:2:16: error: an option needs the key `until`
    t,a,8,dgx-h100,option,,,,1 $/h
                   ^
    t.csv:3:21: error: there is no day `2027-02-30`
    t,b,8,dgx-h100,hold,2027-02-30,,,1 $/h
                        ^~~~~~~~~~
      expected: a day between 1900 and 2200
    t.csv:4:16: error: a contracted lease has neither a day nor a probability
    t,c,8,dgx-h100,contracted,2027-01-01,,,1 $/h
                   ^
      expected: `status: contracted`
    t.csv:5:17: error: `until` stands without a status
    t,d,8,dgx-h100,,2027-01-01,,,1 $/h
                    ^~~~~~~~~~
      expected: a cell in the column `status`
    t.csv:6:31: error: unknown key `zone` in a proposal
    t,e,8,dgx-h100,proposal,,40 %,hall-1,1 $/h
                                  ^~~~
      expected: probability, source
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
    #"""
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
    t.csv:5:17: error: a piece of a node needs `domain` or `gpus`
    t,d,2,dgx-h100,,hall-1/rack-1/node-4,1 $/h
                    ^
      expected: such as `gpus: [2, 1]`, the GPUs in each domain
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
    #"""
    t.csv:2:9: error: `gpus` and `megawatts` both say how much
    t,a,8,,,1 MW,meter,dgx-h100,1 $/h
            ^~~~~~~~~~~~~
      help: leave one of them out
    t.csv:3:6: error: an elastic number of GPUs needs the key `asked`
    t,b,,8,,,,dgx-h100,1 $/GPU-h
         ^
    t.csv:4:8: error: unknown metering point `roof`
    t,c,,,,1 MW,roof,dgx-h100,1 $/h
           ^~~~~~~~~~~~
      expected: meter, critical or rack
    t.csv:5:1: error: a lease needs an amount
    t,d,,,,,,dgx-h100,1 $/h
    ^
      expected: one of gpus, count, megawatts, pool

    """#),
  BadInput(
    "quotes that are never closed, or in the wrong place",
    #"""
    tenant,lease,gpus,kind,price
    t,a"b,8,dgx-h100,1 $/h
    t,"c" d,8,dgx-h100,1 $/h
    t,"e,8,dgx-h100,1 $/h

    """#,
    #"""
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
]
