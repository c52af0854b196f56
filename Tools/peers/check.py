#!/usr/bin/env python3
"""Judges a solution of an instance of the format ccp-instance-1 (docs/instance-files.md).

Tools/peers/check.py INSTANCE SOLUTION

Prints the value and every violation as JSON; exit code 1 if there is one. Python's standard library only. It shares nothing with the
solvers' models nor with headroom: every sum is made anew, from the two files, in integers.
"""

import json
import sys

MILLI = 1_000


class Judge:
    def __init__(self, instance):
        self.instance = instance
        self.racks, self.work = instance["racks"], instance["workloads"]
        self.violations = []
        count = len(self.racks["type"])
        self.milliwatts = [0] * count
        self.whole_nodes = [0] * count
        self.pieces = [[] for _ in range(count)]
        self.leaf_gbps = [0] * len(instance["leaves"]["pod"])
        self.pod_gbps = [0] * len(instance["pods"]["hall"])
        self.value = self.gpus = 0

    def complain(self, text):
        self.violations.append(text)

    def zone(self, rack, level):
        if level in ("node", "rack"):
            return rack
        leaf = self.racks["leaf"][rack]
        pod = self.instance["leaves"]["pod"][leaf]
        return {"leaf": leaf, "pod": pod, "hall": self.instance["pods"]["hall"][pod]}[level]

    def place(self, key, parts):
        if not (key.isascii() and key.isdigit() and key == str(int(key)) and int(key) < len(self.work["gpus"])):
            return self.complain(f"no workload {key!r}")
        w, who = int(key), f"workload {key}"
        if not all(isinstance(part, list) and len(part) == 2 and all(type(n) is int for n in part) for part in parts):
            return self.complain(f"{who}: parts are no pairs of rack and GPUs")
        if not parts or any(not 0 <= rack < len(self.racks["type"]) or gpus <= 0 for rack, gpus in parts):
            return self.complain(f"{who}: a rack or a count is out of range")
        if len({rack for rack, _ in parts}) < len(parts):
            self.complain(f"{who}: a rack stands there twice")
        kind = self.instance["types"][self.work["type"][w]]
        profile = self.instance["profiles"][self.work["profile"][w]]
        level = self.instance["levels"][self.work["level"][w]]
        asked, node = self.work["gpus"][w], kind["node_gpus"]
        if sum(gpus for _, gpus in parts) != asked:
            self.complain(f"{who}: {sum(gpus for _, gpus in parts)} GPUs of {asked}")
        if any(self.racks["type"][rack] != self.work["type"][w] for rack, _ in parts):
            self.complain(f"{who}: on racks of another type")
        if len({self.zone(rack, level) for rack, _ in parts}) > 1:
            self.complain(f"{who}: in more than one {level}")
        if level == "node" and asked > node:
            self.complain(f"{who}: more than a node, in one node")
        for rack, gpus in parts:
            self.milliwatts[rack] += gpus * kind["gpu_watts"] * profile["permille"]
            if asked < node:
                self.pieces[rack].append(gpus)
            else:
                self.whole_nodes[rack] += gpus // node
                if gpus % node:
                    self.complain(f"{who}: {gpus} GPUs in rack {rack} are no whole nodes")
            leaf = self.racks["leaf"][rack]
            if level in ("pod", "hall"):
                self.leaf_gbps[leaf] += gpus * profile["gbps"]
            if level == "hall":
                self.pod_gbps[self.instance["leaves"]["pod"][leaf]] += gpus * profile["gbps"]
        self.value += self.work["value"][w]
        self.gpus += asked

    def hold_nodes(self):
        for rack, kind in enumerate(self.racks["type"]):
            kind = self.instance["types"][kind]
            nodes = max(0, kind["rack_nodes"] - self.racks["base_nodes"][rack]) - self.whole_nodes[rack]
            if nodes < 0:
                self.complain(f"rack {rack}: {-nodes} nodes too many")
                continue
            # Sizes that divide one another close up, so first fit, the largest first, opens as few nodes as any packing.
            open_nodes = []
            for gpus in sorted(self.pieces[rack], reverse=True):
                at = next((at for at, free in enumerate(open_nodes) if free >= gpus), None)
                if at is None:
                    open_nodes.append(kind["node_gpus"])
                    at = len(open_nodes) - 1
                open_nodes[at] -= gpus
            if len(open_nodes) > nodes or any(free < 0 for free in open_nodes):
                self.complain(f"rack {rack}: pieces of nodes need {len(open_nodes)} nodes, {nodes} are free")

    def hold(self, what, loads, caps, scale, unit):
        for at, (load, cap) in enumerate(zip(loads, caps, strict=True)):
            if load > cap * scale:
                self.complain(f"{what} {at}: {load / scale:,.3f} {unit} of {cap:,}")

    def hold_limits(self):
        instance = self.instance
        load = [own + base * MILLI for own, base in zip(self.milliwatts, self.racks["base_w"], strict=True)]
        heat = [0] * len(instance["cooling"]["heat_w"])
        for rack, watts in enumerate(load):
            heat[self.racks["cool"][rack]] += watts * instance["types"][self.racks["type"][rack]]["heat_permille"]
        self.hold("rack", load, self.racks["power_w"], MILLI, "W")
        above = self.racks["pdu"]
        for what, table, parent in (
                ("PDU", "pdus", "ups"), ("UPS", "upses", "substation"), ("substation", "substations", "feed"), ("feed", "feeds", None)):
            sums = [0] * len(instance[table]["power_w"])
            for at, watts in zip(above, load, strict=True):
                sums[at] += watts
            self.hold(what, sums, instance[table]["power_w"], MILLI, "W")
            load, above = sums, instance[table].get(parent)
        self.hold("cooling loop", heat, instance["cooling"]["heat_w"], MILLI * 1_000, "W")
        self.hold("leaf", self.leaf_gbps, instance["leaves"]["uplink_gbps"], 1, "Gb/s")
        self.hold("pod", self.pod_gbps, instance["pods"]["uplink_gbps"], 1, "Gb/s")


def check(instance, solution):
    judge = Judge(instance)
    for key, parts in solution["placements"].items():
        judge.place(key, parts)
    judge.hold_nodes()
    judge.hold_limits()
    return {
        "holds": not judge.violations, "value": judge.value, "accepted": len(solution["placements"]), "gpus": judge.gpus,
        "violations": judge.violations}


def read(path):
    def once(pairs):
        keys = [key for key, _ in pairs]
        if len(set(keys)) < len(keys):
            raise SystemExit(f"{path}: a key stands there twice")
        return dict(pairs)

    with open(path, encoding="utf-8") as file:
        return json.load(file, object_pairs_hook=once)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    verdict = check(read(sys.argv[1]), read(sys.argv[2]))
    print(json.dumps(verdict, indent=2))
    sys.exit(0 if verdict["holds"] else 1)
