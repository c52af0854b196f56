#!/usr/bin/env python3
"""The arithmetic of docs/colossus-1.md, apart from the program: run it alone to see each step.

Units: kW throughout, MW in print.
"""

from math import sqrt

HALLS, H100_PODS, H200_PODS, NVL72_PODS = 4, 73, 25, 13  # pods in one hall
RACKS, NODES, TRAYS = 8, 8, 18  # racks in a pod, nodes in a Hopper rack, trays in an NVL72 rack
SUBSTATION, TRANSFORMER, BUSWAY = 0.997, 0.99, 0.995
NETWORK = 0.081  # for a GPU
STORAGE = 0.03  # of what nodes draw
PLANT = 0.10  # of IT
CONTRACT = 300_000
# basis: (a Hopper node, an NVL72 rack)
BASES = {"sustained-peak": (7.4, 132), "nameplate": (9.2, 132), "ceiling": (10.2, 155)}

HOPPER_NODES = HALLS * (H100_PODS + H200_PODS) * RACKS * NODES
NVL72_RACKS = HALLS * NVL72_PODS * RACKS
GPUS = HOPPER_NODES * 8 + NVL72_RACKS * 72


def meter(basis):
    """The steps from the nodes to the meter, every node at work: (name, kW) pairs, the last one the meter."""
    hopper, nvl72 = BASES[basis]
    nodes = HOPPER_NODES * hopper + NVL72_RACKS * nvl72
    network, storage = GPUS * NETWORK, nodes * STORAGE
    it = nodes + network + storage
    # Busways stand in the pods; network and storage hang on the halls' transformers, the plant on the meter.
    chain = (nodes / BUSWAY + network + storage) / TRANSFORMER / SUBSTATION
    plant = it * PLANT
    return [
        ("nodes", nodes), ("network", network), ("storage", storage), ("IT", it), ("losses", chain - it),
        ("plant", plant), ("meter", chain + plant),
    ]


def elements(basis):
    """The fullest element of each stage, every node at work: (name, kW, kW allowed)."""
    hopper, nvl72 = BASES[basis]
    three_phase = lambda amps, circuits=1: sqrt(3) * 0.415 * amps * circuits * 0.8
    cdu = lambda rating: rating - 0.05 * rating * (34.7 - 32)
    rack = NODES * hopper
    hopper_pod = RACKS * rack / BUSWAY + RACKS * NODES * (8 * NETWORK + STORAGE * hopper)
    nvl72_pod = RACKS * nvl72 / BUSWAY + RACKS * (72 * NETWORK + STORAGE * nvl72)
    hall_racks = (H100_PODS + H200_PODS) * RACKS
    hall_nvl72 = NVL72_PODS * RACKS
    air = hall_racks * rack * 0.20 + hall_nvl72 * nvl72 * 0.13
    air += GPUS / HALLS * NETWORK + STORAGE * (hall_racks * rack + hall_nvl72 * nvl72)
    return [
        ("breaker, Hopper rack", rack, three_phase(60, 3)),
        ("breaker, NVL72 rack", nvl72, three_phase(60, 5)),
        ("busway, 4 Hopper racks", 4 * rack, three_phase(800)),
        ("busway, 2 NVL72 racks", 2 * nvl72, three_phase(800)),
        ("transformer, 4 Hopper pods", 4 * hopper_pod, 3000 * 0.98),
        ("transformer, 2 NVL72 pods", 2 * nvl72_pod, 3000 * 0.98),
        ("CDU, Hopper rack", rack * 0.80, cdu(100)),
        ("CDU, NVL72 rack", nvl72 * 0.87, cdu(200)),
        ("air handlers of a hall", air, (60 - 3) * 400),
        ("contract", meter(basis)[-1][1], CONTRACT),
    ]


def main():
    print(f"{GPUS:,} GPUs, {HOPPER_NODES:,} Hopper nodes, {NVL72_RACKS} NVL72\n")
    for basis in BASES:
        print(basis)
        for name, kilowatts in meter(basis):
            print(f"  {name:28}{kilowatts / 1000:9.2f} MW")
        for name, load, limit in elements(basis):
            print(f"  {name:28}{load:9,.0f} of {limit:9,.0f} kW  {load / limit:6.1%}{'  OVER' if load > limit else ''}")


if __name__ == "__main__":
    main()
