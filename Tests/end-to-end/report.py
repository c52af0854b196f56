"""Where things stand in the JSON reports (docs/report-json.md): the one place that knows their keys."""

import re


def gpus(topology):
    """GPUs installed."""
    return topology["gpus"]


def nodes_by_kind(topology):
    return {entry["kind"]: entry["nodes"] for entry in topology["kinds"]}


def draws(topology):
    """MW at the supply with every node at work, by basis."""
    return {entry["basis"]: entry["supplyMilliwatts"] / 1e9 for entry in topology["fullLoad"]}


def refusals(answer):
    """The reason's code for each refused lease."""
    return {entry["lease"]: entry["reason"]["code"] for entry in answer["refusals"]}


def gpu_waterfalls(answer):
    """For each kind: GPUs installed, and the parts that they must come to."""
    return [
        (
            entry["installed"],
            [entry["outOfService"], *entry["beyond"].values(), entry["spares"], entry["leased"], entry["isolated"],
             entry["fragments"], entry["leasable"],
             *entry["stranded"].values()],
        )
        for entry in answer["gpuWaterfalls"]
    ]


def leasable_gpus(answer):
    return sum(entry["leasable"] for entry in answer["gpuWaterfalls"])


def supply_waterfall(answer):
    """The contract, and the parts that it must come to, in mW."""
    parts = dict(answer["supplyWaterfall"])
    contract = parts.pop("contractMilliwatts")
    return contract, list(parts.values())


def nodes_placed(placement):
    """Nodes of a placement in a plan file: nodes in each rack times the racks that its ranges name."""
    total = 0
    for part in placement["at"]:
        racks = 1
        for first, last in re.findall(r"\[(\d+)-(\d+)\]", part["racks"]):
            racks *= int(last) - int(first) + 1
        total += racks * part["nodes"]
    return total
