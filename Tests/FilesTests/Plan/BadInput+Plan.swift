// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badPlans)
func `a bad plan is refused in these words`(input: BadInput) throws {
  let said = try diagnostics(ofPlan: input.text)
  #expect(said == input.expected)
}

private let badPlans = [
  BadInput(
    "an unknown lease",
    #"""
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""}, "settings": {"basis": "average", "honour": "contracted", "unleased": "idle", "seed": 1},
    "claims": {"valueCentsPerHour": 1, "keptValueCentsPerHour": 1, "boundCentsPerHour": 1, "keptBoundCentsPerHour": 1, "moveCostCentsPerHour": 0, "supplyMilliwatts": 1},
    "placements": [{"lease": "standin", "kind": "dgx-h100", "at": []}],
    "refused": [],
    "prices": []}

    """#,
    says: #"""
    p.json:1:1: error: a plan needs the key `loads`
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""…
    ^
    p.json:3:26: error: unknown lease `standin`
    "placements": [{"lease": "standin", "kind": "dgx-h100", "at": []}],
                             ^~~~~~~~~
      expected: a lease of the tenant book
      help: did you mean `standing`?

    """#),
  BadInput(
    "an unknown kind",
    #"""
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""}, "settings": {"basis": "average", "honour": "contracted", "unleased": "idle", "seed": 1},
    "claims": {"valueCentsPerHour": 1, "keptValueCentsPerHour": 1, "boundCentsPerHour": 1, "keptBoundCentsPerHour": 1, "moveCostCentsPerHour": 0, "supplyMilliwatts": 1},
    "placements": [{"lease": "standing", "kind": "dgx-h10", "at": []}],
    "refused": [],
    "prices": []}

    """#,
    says: #"""
    p.json:1:1: error: a plan needs the key `loads`
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""…
    ^
    p.json:3:46: error: unknown kind `dgx-h10`
    "placements": [{"lease": "standing", "kind": "dgx-h10", "at": []}],
                                                 ^~~~~~~~~
      expected: hgx-h100-liquid, hgx-h200-liquid, dgx-h100, dgx-h200, dgx-a100, dgx-b200, dgx-b300, gb200-nvl72, gb300-nvl72, vr-nvl72, hgx-h100-air, hgx-h200-air, l40s-8, rtx-pro-6000-8 or gh200
      help: did you mean `dgx-h100`?

    """#),
  BadInput(
    "an unknown rack",
    #"""
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""}, "settings": {"basis": "average", "honour": "contracted", "unleased": "idle", "seed": 1},
    "claims": {"valueCentsPerHour": 1, "keptValueCentsPerHour": 1, "boundCentsPerHour": 1, "keptBoundCentsPerHour": 1, "moveCostCentsPerHour": 0, "supplyMilliwatts": 1},
    "placements": [{"lease": "standing", "kind": "dgx-h100", "at": [{"racks": "hall-1/rack-7", "nodes": 1}]}],
    "refused": [],
    "prices": []}

    """#,
    says: #"""
    p.json:1:1: error: a plan needs the key `loads`
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""…
    ^
    p.json:3:75: error: the path `hall-1/rack-7` matches no zone
    …cements": [{"lease": "standing", "kind": "dgx-h100", "at": [{"racks": "hall-1/rack-7", "nodes": 1}]}],
                                                                           ^~~~~~~~~~~~~~~
      help: did you mean `hall-1/rack-1`?

    """#),
  BadInput(
    "a hall for a rack",
    #"""
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""}, "settings": {"basis": "average", "honour": "contracted", "unleased": "idle", "seed": 1},
    "claims": {"valueCentsPerHour": 1, "keptValueCentsPerHour": 1, "boundCentsPerHour": 1, "keptBoundCentsPerHour": 1, "moveCostCentsPerHour": 0, "supplyMilliwatts": 1},
    "placements": [{"lease": "standing", "kind": "dgx-h100", "at": [{"racks": "hall-1", "nodes": 1}]}],
    "refused": [],
    "prices": []}

    """#,
    says: #"""
    p.json:1:1: error: a plan needs the key `loads`
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""…
    ^
    p.json:3:75: error: `hall-1` is a hall, not a rack
    …cements": [{"lease": "standing", "kind": "dgx-h100", "at": [{"racks": "hall-1", "nodes": 1}]}],
                                                                           ^~~~~~~~
      expected: a path to racks
      help: nodes stand in racks only: name these

    """#),
  BadInput(
    "a number of nodes in quotes",
    #"""
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""}, "settings": {"basis": "average", "honour": "contracted", "unleased": "idle", "seed": 1},
    "claims": {"valueCentsPerHour": 1, "keptValueCentsPerHour": 1, "boundCentsPerHour": 1, "keptBoundCentsPerHour": 1, "moveCostCentsPerHour": 0, "supplyMilliwatts": 1},
    "placements": [{"lease": "standing", "kind": "dgx-h100", "at": [{"racks": "hall-1/rack-1", "nodes": "1"}]}],
    "refused": [],
    "prices": []}

    """#,
    says: #"""
    p.json:1:1: error: a plan needs the key `loads`
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""…
    ^
    p.json:3:101: error: `nodes` must be a whole number, not the text "1"
    …ding", "kind": "dgx-h100", "at": [{"racks": "hall-1/rack-1", "nodes": "1"}]}],
                                                                           ^~~
      expected: a whole number from -1000000000 to 1000000000
      help: write it without quotes

    """#),
  BadInput(
    "an unknown basis",
    #"""
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""}, "settings": {"basis": "peak", "honour": "contracted", "unleased": "idle", "seed": 1},
    "claims": {"valueCentsPerHour": 1, "keptValueCentsPerHour": 1, "boundCentsPerHour": 1, "keptBoundCentsPerHour": 1, "moveCostCentsPerHour": 0, "supplyMilliwatts": 1},
    "placements": [],
    "refused": [],
    "prices": []}

    """#,
    says: #"""
    p.json:1:1: error: a plan needs the key `loads`
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""…
    ^
    p.json:1:96: error: unknown basis `peak`
    …-1", "inputs": {"facility": "", "tenants": ""}, "settings": {"basis": "peak", "honour": "contracted", "unleased": "idle", "seed": 1},
                                                                           ^~~~~~
      expected: sustained-peak, nameplate or average

    """#),
  BadInput(
    "an unknown refused lease",
    #"""
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""}, "settings": {"basis": "average", "honour": "contracted", "unleased": "idle", "seed": 1},
    "claims": {"valueCentsPerHour": 1, "keptValueCentsPerHour": 1, "boundCentsPerHour": 1, "keptBoundCentsPerHour": 1, "moveCostCentsPerHour": 0, "supplyMilliwatts": 1},
    "placements": [],
    "refused": [{"lease": "x", "nodes": 1, "because": ""}],
    "prices": []}

    """#,
    says: #"""
    p.json:1:1: error: a plan needs the key `loads`
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""…
    ^
    p.json:4:23: error: unknown lease `x`
    "refused": [{"lease": "x", "nodes": 1, "because": ""}],
                          ^~~
      expected: a lease of the tenant book

    """#),
  BadInput(
    "an unknown resource",
    #"""
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""}, "settings": {"basis": "average", "honour": "contracted", "unleased": "idle", "seed": 1},
    "claims": {"valueCentsPerHour": 1, "keptValueCentsPerHour": 1, "boundCentsPerHour": 1, "keptBoundCentsPerHour": 1, "moveCostCentsPerHour": 0, "supplyMilliwatts": 1},
    "placements": [],
    "refused": [],
    "prices": [{"resources": "hall-1/rack-1/brekaer", "case": "normal", "period": "all", "picocents": 1}]}

    """#,
    says: #"""
    p.json:1:1: error: a plan needs the key `loads`
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""…
    ^
    p.json:5:26: error: there is no resource `hall-1/rack-1/brekaer`
    "prices": [{"resources": "hall-1/rack-1/brekaer", "case": "normal", "period": "all", "picocents…
                             ^~~~~~~~~~~~~~~~~~~~~~~
      expected: breaker or nodes:dgx-h100
      help: did you mean `breaker`?

    """#),
  BadInput(
    "a resource of an unknown zone",
    #"""
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""}, "settings": {"basis": "average", "honour": "contracted", "unleased": "idle", "seed": 1},
    "claims": {"valueCentsPerHour": 1, "keptValueCentsPerHour": 1, "boundCentsPerHour": 1, "keptBoundCentsPerHour": 1, "moveCostCentsPerHour": 0, "supplyMilliwatts": 1},
    "placements": [],
    "refused": [],
    "prices": [{"resources": "hall-9/rack-1/breaker", "case": "normal", "period": "all", "picocents": 1}]}

    """#,
    says: #"""
    p.json:1:1: error: a plan needs the key `loads`
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""…
    ^
    p.json:5:26: error: the path `hall-9/rack-1/breaker` matches no zone
    "prices": [{"resources": "hall-9/rack-1/breaker", "case": "normal", "period": "all", "picocents…
                             ^~~~~~~~~~~~~~~~~~~~~~~
      help: did you mean `hall-1`?

    """#),
  BadInput(
    "an unknown failure case",
    #"""
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""}, "settings": {"basis": "average", "honour": "contracted", "unleased": "idle", "seed": 1},
    "claims": {"valueCentsPerHour": 1, "keptValueCentsPerHour": 1, "boundCentsPerHour": 1, "keptBoundCentsPerHour": 1, "moveCostCentsPerHour": 0, "supplyMilliwatts": 1},
    "placements": [],
    "refused": [],
    "prices": [{"resources": "contract", "case": "ups-1 lost", "period": "all", "picocents": 1}]}

    """#,
    says: #"""
    p.json:1:1: error: a plan needs the key `loads`
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""…
    ^
    p.json:5:46: error: unknown case `ups-1 lost`
    "prices": [{"resources": "contract", "case": "ups-1 lost", "period": "all", "picocents": 1}]}
                                                 ^~~~~~~~~~~~
      expected: normal

    """#),
  BadInput(
    "an unknown period",
    #"""
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""}, "settings": {"basis": "average", "honour": "contracted", "unleased": "idle", "seed": 1},
    "claims": {"valueCentsPerHour": 1, "keptValueCentsPerHour": 1, "boundCentsPerHour": 1, "keptBoundCentsPerHour": 1, "moveCostCentsPerHour": 0, "supplyMilliwatts": 1},
    "placements": [],
    "refused": [],
    "prices": [{"resources": "contract", "case": "normal", "period": "2027", "picocents": 1}]}

    """#,
    says: #"""
    p.json:1:1: error: a plan needs the key `loads`
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""…
    ^
    p.json:5:66: error: unknown period `2027`
    "prices": [{"resources": "contract", "case": "normal", "period": "2027", "picocents": 1}]}
                                                                     ^~~~~~
      expected: all

    """#),
  BadInput(
    "a resource priced twice",
    #"""
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""}, "settings": {"basis": "average", "honour": "contracted", "unleased": "idle", "seed": 1},
    "claims": {"valueCentsPerHour": 1, "keptValueCentsPerHour": 1, "boundCentsPerHour": 1, "keptBoundCentsPerHour": 1, "moveCostCentsPerHour": 0, "supplyMilliwatts": 1},
    "placements": [],
    "refused": [],
    "prices": [{"resources": "contract", "case": "normal", "period": "all", "picocents": 1},
    {"resources": "contract", "case": "normal", "period": "all", "picocents": 1}]}

    """#,
    says: #"""
    p.json:1:1: error: a plan needs the key `loads`
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""…
    ^
    p.json:6:15: error: `contract` has a price already
    {"resources": "contract", "case": "normal", "period": "all", "picocents": 1}]}
                  ^~~~~~~~~~
      expected: one price a resource

    """#),
  BadInput(
    "a price that is no whole number",
    #"""
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""}, "settings": {"basis": "average", "honour": "contracted", "unleased": "idle", "seed": 1},
    "claims": {"valueCentsPerHour": 1, "keptValueCentsPerHour": 1, "boundCentsPerHour": 1, "keptBoundCentsPerHour": 1, "moveCostCentsPerHour": 0, "supplyMilliwatts": 1},
    "placements": [],
    "refused": [],
    "prices": [{"resources": "contract", "case": "normal", "period": "all", "picocents": 1.5}]}

    """#,
    says: #"""
    p.json:1:1: error: a plan needs the key `loads`
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""…
    ^
    p.json:5:86: error: `picocents` must be a whole number, not `1.5`
    …sources": "contract", "case": "normal", "period": "all", "picocents": 1.5}]}
                                                                           ^~~
      expected: a whole number from -9223372036854775808 to 9223372036854775807

    """#),
  BadInput(
    "a missing claim",
    #"""
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""}, "settings": {"basis": "average", "honour": "contracted", "unleased": "idle", "seed": 1},
    "claims": {"valueCentsPerHour": 1, "keptValueCentsPerHour": 1, "boundCentsPerHour": 1, "keptBoundCentsPerHour": 1, "moveCostCentsPerHour": 0, "supply": 1},
    "placements": [],
    "refused": [],
    "prices": []}

    """#,
    says: #"""
    p.json:1:1: error: a plan needs the key `loads`
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""…
    ^
    p.json:2:11: error: `claims` needs the key `supplyMilliwatts`
    "claims": {"valueCentsPerHour": 1, "keptValueCentsPerHour": 1, "boundCentsPerHou…
              ^
    p.json:2:143: error: unknown key `supply` in `claims`
    …tsPerHour": 1, "keptBoundCentsPerHour": 1, "moveCostCentsPerHour": 0, "supply": 1},
                                                                           ^~~~~~~~
      expected: valueCentsPerHour, keptValueCentsPerHour, boundCentsPerHour, keptBoundCentsPerHour, moveCostCentsPerHour, supplyMilliwatts

    """#),
  BadInput(
    "JSON that ends too early",
    #"""
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""}, "settings": {"basis": "average", "honour": "contracted", "unleased": "idle", "seed": 1},
    "claims": {"valueCentsPerHour": 1, "ke
    """#,
    says: #"""
    p.json:2:36: error: not valid YAML: the quote opens here and is never closed
    "claims": {"valueCentsPerHour": 1, "ke
                                       ^
      expected: the same quote before line 2 ends, where reading stopped
      help: add the same quote, or put a text that holds such a character in quotes

    """#),
  BadInput(
    "a piece that cannot be read",
    #"""
    {"format": "headroom-plan-1", "inputs": {"facility": "", "tenants": ""}, "settings": {"basis": "average", "honour": "contracted", "unleased": "idle", "seed": 1},
    "claims": {"valueCentsPerHour": 1, "keptValueCentsPerHour": 1, "boundCentsPerHour": 1, "keptBoundCentsPerHour": 1, "moveCostCentsPerHour": 0, "supplyMilliwatts": 1},
    "loads": [],
    "placements": [{"lease": "standing", "kind": "dgx-h100", "at": [
     {"racks": "hall-2/rack-2", "node": 1},
     {"racks": "hall-2/rack-2", "gpus": [1]},
     {"racks": "hall-2/rack-2", "node": 1, "gpus": ["1"]}]}],
    "refused": [],
    "prices": []}

    """#,
    says: #"""
    p.json:5:2: error: an entry of `at` needs the key `gpus`
     {"racks": "hall-2/rack-2", "node": 1},
     ^
    p.json:6:2: error: an entry of `at` needs the key `node`
     {"racks": "hall-2/rack-2", "gpus": [1]},
     ^
    p.json:7:49: error: GPUs in a domain must be a whole number, not the text "1"
     {"racks": "hall-2/rack-2", "node": 1, "gpus": ["1"]}]}],
                                                    ^~~
      expected: a whole number from -1000000000 to 1000000000
      help: write it without quotes

    """#),
]
