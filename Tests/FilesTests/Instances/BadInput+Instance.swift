// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badInstances)
func `a bad benchmark instance is refused in these words`(input: BadInput) {
  let said = diagnostics(ofInstance: input.text)
  #expect(said == input.expected)
}

private let badInstances = [
  BadInput(
    "another schema",
    #"""
    {"schema":"ccp-instance-2","name":"i","seed":1,"types":[{"name":"a","node_gpus":8,"rack_nodes":4,"gpu_watts":1200,"heat_permille":1000}],"profiles":[{"name":"p","permille":1000,"gbps":320,"cents":200}],"levels":["node","rack"],
    "racks":{"type":[0],"leaf":[0],"pdu":[0],"cool":[0],"power_w":[100],"base_nodes":[0],"base_w":[0]},
    "leaves":{"pod":[0],"uplink_gbps":[5]},"pods":{"hall":[0],"uplink_gbps":[5]},"halls":1,"pdus":{"ups":[0],"power_w":[9]},"upses":{"substation":[0],"power_w":[9]},"substations":{"feed":[0],"power_w":[9]},"feeds":{"power_w":[9]},"cooling":{"heat_w":[9]},
    "workloads":{"type":[0],"gpus":[8],"profile":[0],"level":[1],"value":[5]}}

    """#,
    says: #"""
    i.json:1:11: error: `ccp-instance-2` is not a schema that can be read
    {"schema":"ccp-instance-2","name":"i","seed":1,"types":[{"name":"a","node_gpus":…
              ^~~~~~~~~~~~~~~~
      expected: ccp-instance-1

    """#),
  BadInput(
    "an index that points nowhere",
    #"""
    {"schema":"ccp-instance-1","name":"i","seed":1,"types":[{"name":"a","node_gpus":8,"rack_nodes":4,"gpu_watts":1200,"heat_permille":1000}],"profiles":[{"name":"p","permille":1000,"gbps":320,"cents":200}],"levels":["node","rack"],
    "racks":{"type":[0],"leaf":[1],"pdu":[0],"cool":[0],"power_w":[100],"base_nodes":[0],"base_w":[0]},
    "leaves":{"pod":[0],"uplink_gbps":[5]},"pods":{"hall":[0],"uplink_gbps":[5]},"halls":1,"pdus":{"ups":[0],"power_w":[9]},"upses":{"substation":[0],"power_w":[9]},"substations":{"feed":[0],"power_w":[9]},"feeds":{"power_w":[9]},"cooling":{"heat_w":[9]},
    "workloads":{"type":[0],"gpus":[8],"profile":[0],"level":[1],"value":[5]}}

    """#,
    says: #"""
    i.json:2:29: error: `leaf`: the text `1` at position 0
    "racks":{"type":[0],"leaf":[1],"pdu":[0],"cool":[0],"power_w":[100],"base_nodes":[0],"base_w":[0]}…
                                ^
      expected: an index of a leaf, 0 to 0

    """#),
  BadInput(
    "an index into an empty table",
    #"""
    {"schema":"ccp-instance-1","name":"i","seed":1,"types":[{"name":"a","node_gpus":8,"rack_nodes":4,"gpu_watts":1200,"heat_permille":1000}],"profiles":[{"name":"p","permille":1000,"gbps":320,"cents":200}],"levels":["node","rack"],
    "racks":{"type":[0],"leaf":[0],"pdu":[0],"cool":[0],"power_w":[100],"base_nodes":[0],"base_w":[0]},
    "leaves":{"pod":[0],"uplink_gbps":[5]},"pods":{"hall":[0],"uplink_gbps":[5]},"halls":0,"pdus":{"ups":[0],"power_w":[9]},"upses":{"substation":[0],"power_w":[9]},"substations":{"feed":[0],"power_w":[9]},"feeds":{"power_w":[9]},"cooling":{"heat_w":[9]},
    "workloads":{"type":[0],"gpus":[8],"profile":[0],"level":[1],"value":[5]}}

    """#,
    says: #"""
    i.json:2:29: error: `leaf`: the text `0` at position 0
    "racks":{"type":[0],"leaf":[0],"pdu":[0],"cool":[0],"power_w":[100],"base_nodes":[0],"base_w":[0]}…
                                ^
      expected: no entry: there is not a leaf to point at
    i.json:3:18: error: `pod`: the text `0` at position 0
    "leaves":{"pod":[0],"uplink_gbps":[5]},"pods":{"hall":[0],"uplink_gbps":[5]},"halls":0,…
                     ^
      expected: no entry: there is not a pod to point at
    i.json:3:35: error: `uplink_gbps` has 1 entries
    "leaves":{"pod":[0],"uplink_gbps":[5]},"pods":{"hall":[0],"uplink_gbps":[5]},"halls":0,"pdus":{"ups":[0]…
                                      ^
      expected: 0, as many as the other columns
    i.json:3:56: error: `hall`: the text `0` at position 0
    "leaves":{"pod":[0],"uplink_gbps":[5]},"pods":{"hall":[0],"uplink_gbps":[5]},"halls":0,"pdus":{"ups":[0],"power_w":[9]},"upse…
                                                           ^
      expected: no entry: there is not a hall to point at
    i.json:3:73: error: `uplink_gbps` has 1 entries
    …eaves":{"pod":[0],"uplink_gbps":[5]},"pods":{"hall":[0],"uplink_gbps":[5]},"halls":0,"pdus":{"ups":[0],"power_w":[9]},"upses":{"substation":…
                                                                           ^
      expected: 0, as many as the other columns

    """#),
  BadInput(
    "a column that is too short",
    #"""
    {"schema":"ccp-instance-1","name":"i","seed":1,"types":[{"name":"a","node_gpus":8,"rack_nodes":4,"gpu_watts":1200,"heat_permille":1000}],"profiles":[{"name":"p","permille":1000,"gbps":320,"cents":200}],"levels":["node","rack"],
    "racks":{"type":[0],"leaf":[0],"pdu":[0],"cool":[0],"power_w":[],"base_nodes":[0],"base_w":[0]},
    "leaves":{"pod":[0],"uplink_gbps":[5]},"pods":{"hall":[0],"uplink_gbps":[5]},"halls":1,"pdus":{"ups":[0],"power_w":[9]},"upses":{"substation":[0],"power_w":[9]},"substations":{"feed":[0],"power_w":[9]},"feeds":{"power_w":[9]},"cooling":{"heat_w":[9]},
    "workloads":{"type":[0],"gpus":[8],"profile":[0],"level":[1],"value":[5]}}

    """#,
    says: #"""
    i.json:2:63: error: `power_w` has 0 entries
    "racks":{"type":[0],"leaf":[0],"pdu":[0],"cool":[0],"power_w":[],"base_nodes":[0],"base_w":[0]},
                                                                  ^
      expected: 1, as many as the other columns

    """#),
  BadInput(
    "a negative figure",
    #"""
    {"schema":"ccp-instance-1","name":"i","seed":1,"types":[{"name":"a","node_gpus":8,"rack_nodes":4,"gpu_watts":1200,"heat_permille":1000}],"profiles":[{"name":"p","permille":1000,"gbps":320,"cents":200}],"levels":["node","rack"],
    "racks":{"type":[0],"leaf":[0],"pdu":[0],"cool":[0],"power_w":[100],"base_nodes":[0],"base_w":[0]},
    "leaves":{"pod":[0],"uplink_gbps":[5]},"pods":{"hall":[0],"uplink_gbps":[5]},"halls":1,"pdus":{"ups":[0],"power_w":[9]},"upses":{"substation":[0],"power_w":[9]},"substations":{"feed":[0],"power_w":[9]},"feeds":{"power_w":[9]},"cooling":{"heat_w":[9]},
    "workloads":{"type":[0],"gpus":[8],"profile":[0],"level":[1],"value":[-5]}}

    """#,
    says: #"""
    i.json:4:71: error: `value`: the text `-5` at position 0
    "workloads":{"type":[0],"gpus":[8],"profile":[0],"level":[1],"value":[-5]}}
                                                                          ^~
      expected: a whole number from 0 to 1000000000000

    """#),
  BadInput(
    "a text in a column",
    #"""
    {"schema":"ccp-instance-1","name":"i","seed":1,"types":[{"name":"a","node_gpus":8,"rack_nodes":4,"gpu_watts":1200,"heat_permille":1000}],"profiles":[{"name":"p","permille":1000,"gbps":320,"cents":200}],"levels":["node","rack"],
    "racks":{"type":[0],"leaf":[0],"pdu":[0],"cool":[0],"power_w":[100],"base_nodes":[0],"base_w":[0]},
    "leaves":{"pod":[0],"uplink_gbps":[5]},"pods":{"hall":[0],"uplink_gbps":[5]},"halls":1,"pdus":{"ups":[0],"power_w":[9]},"upses":{"substation":[0],"power_w":[9]},"substations":{"feed":[0],"power_w":[9]},"feeds":{"power_w":[9]},"cooling":{"heat_w":[9]},
    "workloads":{"type":[0],"gpus":["8"],"profile":[0],"level":[1],"value":[5]}}

    """#,
    says: #"""
    i.json:4:33: error: `gpus`: the text "8" at position 0
    "workloads":{"type":[0],"gpus":["8"],"profile":[0],"level":[1],"value":[5]}}
                                    ^~~
      expected: a whole number from 1 to 1000000000

    """#),
  BadInput(
    "a missing column",
    #"""
    {"schema":"ccp-instance-1","name":"i","seed":1,"types":[{"name":"a","node_gpus":8,"rack_nodes":4,"gpu_watts":1200,"heat_permille":1000}],"profiles":[{"name":"p","permille":1000,"gbps":320,"cents":200}],"levels":["node","rack"],
    "racks":{"type":[0],"leaf":[0],"pdu":[0],"cool":[0],"power_w":[100],"base_nodes":[0],"base_w_":[0]},
    "leaves":{"pod":[0],"uplink_gbps":[5]},"pods":{"hall":[0],"uplink_gbps":[5]},"halls":1,"pdus":{"ups":[0],"power_w":[9]},"upses":{"substation":[0],"power_w":[9]},"substations":{"feed":[0],"power_w":[9]},"feeds":{"power_w":[9]},"cooling":{"heat_w":[9]},
    "workloads":{"type":[0],"gpus":[8],"profile":[0],"level":[1],"value":[5]}}

    """#,
    says: #"""
    i.json:2:9: error: racks needs the key `base_w`
    "racks":{"type":[0],"leaf":[0],"pdu":[0],"cool":[0],"power_w":[100],"base_node…
            ^
    i.json:2:86: error: unknown key `base_w_` in racks
    …:[0],"leaf":[0],"pdu":[0],"cool":[0],"power_w":[100],"base_nodes":[0],"base_w_":[0]},
                                                                           ^~~~~~~~~
      expected: type, leaf, pdu, cool, power_w, base_nodes, base_w
      help: did you mean `base_w`?

    """#),
]
