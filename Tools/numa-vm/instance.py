"""A benchmark instance (docs/instance-files.md) of many halls, each large enough to be a shard, and small enough to be packed quickly
where processors are emulated."""

import json
import random

HALLS, PODS, LEAVES, RACKS = 16, 4, 3, 8  # in the site, and in each zone above
NODES, GPUS, WATTS = 4, 8, 1_000


def made(seed=1):
    """The instance as JSON: the same for the same seed."""
    dice = random.Random(seed)
    pods, leaves = HALLS * PODS, HALLS * PODS * LEAVES
    racks = leaves * RACKS
    rack_watts = NODES * GPUS * WATTS

    def limits(count, each, low, high):
        return [each * rack_watts * dice.randint(low, high) // 100 for _ in range(count)]

    workloads = {"type": [], "gpus": [], "profile": [], "level": [], "value": []}
    asked = 0
    while asked < racks * NODES * GPUS * 13 // 10:
        gpus = 2 ** min(dice.randint(0, 10), dice.randint(0, 10))
        least = 0 if gpus < GPUS else 1 if gpus <= NODES * GPUS else 3
        level = dice.randint(least, max(least, 4))
        for column, value in (
            ("type", 0), ("gpus", gpus), ("profile", dice.randint(0, 1)), ("level", level),
            ("value", gpus * dice.randint(180, 260)),
        ):
            workloads[column].append(value)
        asked += gpus
    return json.dumps({
        "schema": "ccp-instance-1", "name": f"{HALLS}-halls", "seed": seed,
        "types": [{"name": "hgx8", "node_gpus": GPUS, "rack_nodes": NODES, "gpu_watts": WATTS, "heat_permille": 1000}],
        "profiles": [
            {"name": "train", "permille": 1000, "gbps": 100, "cents": 200},
            {"name": "serve", "permille": 800, "gbps": 20, "cents": 220},
        ],
        "levels": ["node", "rack", "leaf", "pod", "hall"],
        "racks": {
            "type": [0] * racks, "leaf": [rack // RACKS for rack in range(racks)],
            "pdu": [rack // RACKS for rack in range(racks)], "cool": [rack // (LEAVES * RACKS) for rack in range(racks)],
            "power_w": limits(racks, 1, 75, 110), "base_nodes": [0] * racks, "base_w": [0] * racks,
        },
        "leaves": {"pod": [leaf // LEAVES for leaf in range(leaves)], "uplink_gbps": [20_000] * leaves},
        "pods": {"hall": [pod // PODS for pod in range(pods)], "uplink_gbps": [50_000] * pods}, "halls": HALLS,
        "pdus": {"ups": [leaf // LEAVES for leaf in range(leaves)], "power_w": limits(leaves, RACKS, 80, 105)},
        "upses": {"substation": [0] * pods, "power_w": limits(pods, LEAVES * RACKS, 80, 100)},
        "substations": {"feed": [0], "power_w": limits(1, racks, 85, 85)}, "feeds": {"power_w": limits(1, racks, 84, 84)},
        "cooling": {"heat_w": limits(pods, LEAVES * RACKS, 80, 105)},
        "workloads": workloads,
    })
