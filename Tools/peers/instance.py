"""A file of the format ccp-instance-1 (docs/instance-files.md), and what solvers need to know of it."""

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

LEVELS = ("node", "rack", "leaf", "pod", "hall")


@dataclass(frozen=True)
class Pool:
    """Units that differ in nothing that a limit sees."""

    kind: int
    gpus: int  # of one unit: a node, or a piece of one
    milliwatts: int
    leaf_gbps: int
    pod_gbps: int


@dataclass(frozen=True)
class Class:
    """Workloads that differ in value alone."""

    pool: Pool
    units: int
    level: str
    members: tuple  # workloads, the most valuable first

    def values(self, site):
        """What the first 1, 2, … members are worth together."""
        return list(accumulate(site.value[w] for w in self.members))


@dataclass(frozen=True)
class Limit:
    """A sum over racks that may not pass what is left of a cap: mW, mW × ‰ of heat, or Gb/s."""

    name: str
    left: int
    racks: tuple
    load: object  # (pool) → what a unit adds


class Site:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.data = data = json.load(file)
        self.name = data.get("name", "instance")
        racks, leaf_pod, pod_hall = data["racks"], data["leaves"]["pod"], data["pods"]["hall"]
        self.racks = range(len(racks["type"]))
        self.kind = racks["type"]
        nodes = [data["types"][kind]["rack_nodes"] for kind in self.kind]
        self.free_gpus = [
            max(0, n - used) * data["types"][kind]["node_gpus"]
            for n, used, kind in zip(nodes, racks["base_nodes"], self.kind)]
        self.value = data["workloads"]["value"]
        pods = [leaf_pod[leaf] for leaf in racks["leaf"]]
        # The zone of a rack, by level; what stands in one node stands in one rack.
        self.zone = {
            "node": list(self.racks), "rack": list(self.racks), "leaf": racks["leaf"], "pod": pods,
            "hall": [pod_hall[pod] for pod in pods]}

    def members(self, level):
        """Racks by zone."""
        zones = defaultdict(list)
        for rack in self.racks:
            zones[self.zone[level][rack]].append(rack)
        return zones

    @cached_property
    def classes(self):
        """Workloads that could be served at all, by class."""
        data, work = self.data, self.data["workloads"]
        found = defaultdict(list)
        for w, (kind, gpus, profile, level) in enumerate(zip(work["type"], work["gpus"], work["profile"], work["level"])):
            node, level, profile = data["types"][kind]["node_gpus"], data["levels"][level], data["profiles"][profile]
            unit = min(gpus, node)
            if gpus > node and (gpus % node or level == "node"):
                continue
            if node % unit:
                raise SystemExit(f"{self.name}: workload {w} takes {unit} of a node's {node} GPUs; only divisors are modelled")
            watts = unit * data["types"][kind]["gpu_watts"] * profile["permille"]
            gbps = unit * profile["gbps"]
            pool = Pool(kind, unit, watts, gbps if level in ("pod", "hall") else 0, gbps if level == "hall" else 0)
            found[pool, gpus // unit, "rack" if unit < node or level == "node" else level].append(w)
        return [
            Class(*key, tuple(sorted(ws, key=lambda w: (-self.value[w], w)))) for key, ws in sorted(found.items(), key=str)]

    @cached_property
    def power_tree(self):
        """Stages from racks to feeds: caps less what stands there already, in mW, and the stage above each."""
        data = self.data
        stages = [("rack", data["racks"]["power_w"], data["racks"]["pdu"])]
        for name, table, above in (
                ("pdu", "pdus", "ups"), ("ups", "upses", "substation"), ("substation", "substations", "feed"), ("feed", "feeds", None)):
            stages.append((name, data[table]["power_w"], data[table][above] if above else None))
        base = [watts * 1_000 for watts in data["racks"]["base_w"]]
        tree = []
        for name, caps, above in stages:
            tree.append((name, [cap * 1_000 - used for cap, used in zip(caps, base)], above))
            if above is not None:
                sums = [0] * len(data[{"rack": "pdus", "pdu": "upses", "ups": "substations", "substation": "feeds"}[name]]["power_w"])
                for at, used in zip(above, base):
                    sums[at] += used
                base = sums
        return tree

    def heat_permille(self, rack):
        return self.data["types"][self.kind[rack]]["heat_permille"]

    @cached_property
    def heat_left(self):
        """Cooling loops: mW × ‰ that are left."""
        left = [watts * 1_000_000 for watts in self.data["cooling"]["heat_w"]]
        for rack in self.racks:
            left[self.data["racks"]["cool"][rack]] -= self.data["racks"]["base_w"][rack] * 1_000 * self.heat_permille(rack)
        return left

    def solution(self, served):
        """The solution file of {workload: {rack: gpus}}."""
        return {"placements": {str(w): sorted([rack, gpus] for rack, gpus in parts.items()) for w, parts in sorted(served.items())}}
