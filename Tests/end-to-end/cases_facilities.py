"""The facilities that ship beside Colossus 1: what stands in them, by what is published of them or added up by hand."""

import report
from harness import TOPOLOGIES, case, expect, within


def shown(bench, name):
    return bench.run("topology", "show", TOPOLOGIES / name, "--format", "json").exits(0).is_quiet().json


def fabric(topology, name):
    return next(entry for entry in topology["fabrics"] if entry["fabric"] == name)


def switches(topology, name):
    entry = fabric(topology, name)
    return entry["leaves"], entry["spines"], entry["cores"]


@case("superpod-h100: 127 nodes, 1,016 GPUs, 38 racks, 32 leaves and 16 spines, as NVIDIA publishes them")
def _(bench):
    pod = shown(bench, "superpod-h100")
    expect((pod["nodes"], report.gpus(pod)) == (127, 1016), f"{pod['nodes']} nodes, {report.gpus(pod)} GPUs")
    expect(switches(pod, "compute") == (32, 16, 0), f"{pod['fabrics']}")
    expect((fabric(pod, "compute")["endpointLinks"], fabric(pod, "compute")["leafSpineLinks"]) == (1020, 1024), "cables")
    expect(switches(pod, "storage") == (8, 4, 0), f"{pod['fabrics']}")
    zones = {entry["level"]: entry["count"] for entry in pod["zones"]}
    expect((zones["pod"], zones["rack"]) == (4, 38), f"{zones}")
    expect(pod["kinds"][0]["racks"] == 32, f"{pod['kinds']}")


@case("superpod-gb200: 8 NVL72, 576 GPUs, 4 × 8 leaves and 4 × 6 spines, at most 1.2 MW on each basis")
def _(bench):
    pod = shown(bench, "superpod-gb200")
    expect((report.gpus(pod), pod["kinds"][0]["nvlinkRacks"]) == (576, 8), f"{pod['kinds']}")
    expect(switches(pod, "compute") == (32, 24, 0), f"{pod['fabrics']}")
    for basis, megawatts in report.draws(pod).items():
        expect(megawatts <= 1.2, f"{basis}: {megawatts} MW")
    # 8 × 132 kW over busways at 99.5 %, 56 switches of 1.72 kW, 35 kW of management; the 18th part of 132 kW is rounded
    # to a mW.
    by_hand = (8 * 132 / 0.995 + 56 * 1.72 + 35) / 1000
    within(report.draws(pod)["nameplate"], by_hand, 1e-6, "MW at nameplate")


def colo(node, rack):
    """MW at the contract of colo-20mw with H100 nodes and NVL72 racks at so many kW."""
    air_fabric, liquid_fabric = (96 * 0.94 + (4096 + 2 * 4096) * 0.0085), (120 * 0.94 + (3456 + 2 * 3456) * 0.0085)
    chain = 0.975 * 0.99 * 0.997  # UPS, transformer, substation
    total = 150.0
    for halls, nodes, fabric, plant in ((2, 512 * node, air_fabric, 0.33), (1, 48 * rack, liquid_fabric, 0.22)):
        it = 1.03 * nodes + fabric
        total += halls * ((nodes / 0.995 + 0.03 * nodes + fabric) / chain + plant * it)
    return total / 1000


@case("colo-20mw: topology show agrees with the arithmetic on paper, and power is what it lacks")
def _(bench):
    site = shown(bench, "colo-20mw")
    expect(report.nodes_by_kind(site) == {"dgx-h100": 1024, "gb200-nvl72": 864}, f"{site['kinds']}")
    counts = [(entry["zones"], entry["leaves"], entry["spines"]) for entry in site["fabrics"]]
    expect(counts == [(2, 64, 32), (1, 72, 48)], f"{counts}")
    draws = report.draws(site)
    for basis, node, rack in (("sustained-peak", 8.4, 132), ("nameplate", 10.2, 132), ("average", 7.75, 120)):
        within(draws[basis], colo(node, rack), 1e-5, f"{basis}, MW")
    expect(draws["average"] < 20 < draws["sustained-peak"], f"{draws}")
    ups = next(stage for stage in site["powerStages"] if stage["stage"] == "ups")
    # Four of 1.5 MW, of which one may be lost.
    expect((ups["count"], ups["units"], ups["spareUnits"]) == (4, 4, 1), f"{ups}")
    expect((ups["ratingMilliwatts"], ups["limitMilliwatts"]) == (6_000_000_000, 4_500_000_000), f"{ups}")


@case("the shipped facilities keep their contracts, refuse what does not fit, and pass the check")
def _(bench):
    for name, kept in (
        ("superpod-h100", {"climate-model", "student-notebooks", "foldwright-train"}),
        ("superpod-gb200", {"moraine-frontier", "tidepool-reasoning"}),
        ("colo-20mw", {"borealis-language", "quayside-cloud", "kelpworks-protein", "imaging", "moraine-frontier"}),
    ):
        plan = bench.path(f"{name}.json")
        answer = bench.run("plan", TOPOLOGIES / name, "--format", "json", "--output", plan).exits(0).is_quiet().json
        refused = set(report.refusals(answer))
        # Each book asks for more than there is.
        expect(refused and not kept & refused, f"{name}: {refused}")
        for installed, parts in report.gpu_waterfalls(answer):
            expect(installed == sum(parts), f"{name}: {installed} installed, {parts}")
        contract, parts = report.supply_waterfall(answer)
        expect(contract == sum(parts), f"{name}: {contract} mW, {parts} make {sum(parts)}")
        bench.run("check", TOPOLOGIES / name, plan).exits(0)
