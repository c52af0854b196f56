"""What is exported, held to the plan: an outside solver finds the same value, and the JSON re-adds to the same loads."""

import itertools
import json
import random
import re
import sys

import tiny
from cases_commands import INSTANCE
from harness import ROOT, TOPOLOGIES, case, expect

sys.path[:0] = [str(ROOT / "Tools/peers"), str(ROOT / "Tools/lib")]
import check  # noqa: E402
import highs  # noqa: E402


def program(bench, *arguments):
    """The largest value of the exported program, by a solver that is none of ours; None where there is none."""
    path = bench.path("program.mps")
    bench.run("export-instance", *arguments, "--format", "mps", "--output", path).exits(0).is_quiet().printed_nothing()
    return highs.optimum(path)


def book(*leases):
    """Leases of which none must be kept, so that value alone decides."""
    status = "status: {option: {until: 2027-03-31}}"
    lines = "".join(f"      - {{{lease}, {status}}}\n" for lease in leases)
    return f"format: headroom-tenants-1\ntenants:\n  - name: acme\n    leases:\n{lines}"


# Books for the tiny facility, whose feed carries 11 leased boxes of its 16: what the best plan is worth, in cents per hour.
BOX = "kind: box"
BOOKS = {
    "no rules: beta and alpha, but not gamma": (tiny.BOOK, 32 * 200 + 16 * 250),
    "equal leases are counted: the five dearest pairs of boxes": (
        book(*(f"name: l{n}, gpus: 16, {BOX}, level: rack, price: {n}.00 $/GPU-h" for n in range(1, 8))), 16 * 100 * (3 + 4 + 5 + 6 + 7)),
    "exclusive: the pod of `own` is closed, so `wide` or `two` must go": (
        book(f"name: own, gpus: 8, {BOX}, level: pod, exclusive: pod, price: 9.00 $/GPU-h",
             f"name: wide, gpus: 64, {BOX}, level: hall, price: 2.00 $/GPU-h",
             f"name: two, gpus: 16, {BOX}, level: hall, price: 1.00 $/GPU-h"), 8 * 900 + 64 * 200),
    "spread: half of the eight boxes in each pod leaves no pod for `whole`": (
        book(f"name: halves, gpus: 64, {BOX}, level: hall, spread: {{over: pod, at-most: 50 %}}, price: 2.00 $/GPU-h",
             f"name: whole, gpus: 40, {BOX}, level: pod, price: 3.00 $/GPU-h"), 64 * 200),
    "elastic: grows to what the feed leaves": (
        book(f"name: fixed, gpus: 32, {BOX}, level: pod, price: 2.00 $/GPU-h",
             f"name: some, gpus: {{floor: 8, asked: 96}}, {BOX}, level: hall, exclusive: none, price: 1.00 $/GPU-h"), 32 * 200 + 56 * 100),
    "elastic: of two nodes for 20 GPUs both are billed whole": (
        book(f"name: fixed, gpus: 72, {BOX}, level: hall, price: 2.00 $/GPU-h",
             f"name: some, gpus: {{floor: 8, asked: 20}}, {BOX}, level: hall, price: 1.00 $/GPU-h"), 72 * 200 + 16 * 100),
    "elastic: of three nodes for 20 GPUs the last one is billed in part": (
        book(f"name: fixed, gpus: 64, {BOX}, level: hall, price: 2.00 $/GPU-h",
             f"name: some, gpus: {{floor: 8, asked: 20}}, {BOX}, level: hall, price: 1.00 $/GPU-h"), 64 * 200 + 20 * 100),
    "near: `more` stands in the pod of `base` or nowhere": (
        book(f"name: base, gpus: 48, {BOX}, level: pod, price: 2.00 $/GPU-h",
             f"name: more, gpus: 24, {BOX}, level: pod, expand: {{lease: base, within: pod}}, price: 3.00 $/GPU-h"), 48 * 200),
    "moves: `old` makes room for `whole`, and pays for it; `stay` may not move": (
        book(f"name: old, gpus: 8, {BOX}, level: rack, placed: [{{at: pod-1/rack-1, nodes: 1}}], movable: 100 $/node, price: 2.00 $/GPU-h",
             f"name: stay, gpus: 8, {BOX}, level: rack, placed: [{{at: pod-2/rack-1, nodes: 1}}], price: 1.00 $/GPU-h",
             f"name: whole, gpus: 64, {BOX}, level: pod, price: 4.00 $/GPU-h"), 8 * 200 + 8 * 100 + 64 * 400 - 2),  # 100 $ over the hours of a year, rounded up
}


@case("export: an outside solver finds the value of the plan, rule by rule")
def _(bench):
    for number, (what, (text, worth)) in enumerate(BOOKS.items()):
        folder = tiny.put(bench, book=text, folder=f"book-{number}")
        report = bench.run("plan", folder, "--format", "json").exits(0).json["value"]
        net = report["centsPerHour"] - report["moveCostCentsPerHour"]
        expect(net == worth, f"{what}: the plan is worth {net:,}, not {worth:,}")
        found = program(bench, folder)
        if found is None:
            return
        expect(found["value"] == net, f"{what}: the plan is worth {net:,}, the program {found['value']:,}: {found['columns']}")


@case("export: of shipped facilities the program is worth at least the plan and at most its bound; so is what must be kept")
def _(bench):
    for name in ("minimal", "superpod-h100", "superpod-gb200"):
        report = bench.run("plan", TOPOLOGIES / name, "--format", "json").exits(0).json["value"]
        found = program(bench, TOPOLOGIES / name)
        if found is None:
            return
        net = report["centsPerHour"] - report["moveCostCentsPerHour"]
        expect(net <= found["value"] <= report["boundCentsPerHour"], f"{name}: {found['value']:,} of {report}")
        kept = highs.optimum(bench.path("program.mps"), "KEPT")["value"]
        expect(kept >= report["keptCentsPerHour"], f"{name}: the program keeps {kept:,} of {report}")


@case("export: what is kept counts an elastic lease at its floor, and value decides how far it grows")
def _(bench):
    lease = f"{{name: some, gpus: {{floor: 8, asked: 20}}, {BOX}, level: hall, price: 1.00 $/GPU-h}}"
    other = f"{{name: dear, gpus: 80, {BOX}, level: hall, price: 2.00 $/GPU-h, status: {{option: {{until: 2027-03-31}}}}}}"
    text = f"format: headroom-tenants-1\ntenants:\n  - name: acme\n    leases:\n      - {lease}\n      - {other}\n"
    folder = tiny.put(bench, book=text)
    report = bench.run("plan", folder, "--format", "json").exits(0).json["value"]
    expect((report["keptCentsPerHour"], report["centsPerHour"]) == (800, 80 * 200 + 800), f"{report}")
    if program(bench, folder) is None:
        return
    kept = highs.optimum(bench.path("program.mps"), "KEPT")["value"]
    best = highs.optimum(bench.path("program.mps"), at_least={"KEPT": kept})["value"]
    expect((kept, best) == (800, 80 * 200 + 800), f"the program keeps {kept:,} and is worth {best:,}")


def random_site(seed):
    """Three racks of up to three nodes of 8 GPUs under two leaves, and five workloads; some caps are tight."""
    dice = random.Random(seed)
    site = json.loads(json.dumps(INSTANCE))
    racks = 3
    site["types"] = [{"name": "box", "node_gpus": 8, "rack_nodes": 3, "gpu_watts": 1000, "heat_permille": 900}]
    site["profiles"] = [{"name": "hot", "permille": 1000, "gbps": 100, "cents": 1}, {"name": "cool", "permille": 700, "gbps": 20, "cents": 1}]
    site["levels"] = ["node", "rack", "leaf", "pod", "hall"]
    site["racks"] = {
        "type": [0] * racks, "leaf": [0, 0, 1], "pdu": [0, 1, 1], "cool": [0, 0, 0],
        "power_w": [dice.randint(12, 26) * 1000 for _ in range(racks)],
        "base_nodes": [dice.randint(0, 1) for _ in range(racks)], "base_w": [0] * racks}
    site["leaves"] = {"pod": [0, 0], "uplink_gbps": [dice.choice([400, 1200, 9000]) for _ in range(2)]}
    site["pods"], site["halls"] = {"hall": [0], "uplink_gbps": [9000]}, 1
    site["pdus"] = {"ups": [0, 0], "power_w": [dice.randint(15, 40) * 1000 for _ in range(2)]}
    site["upses"] = {"substation": [0], "power_w": [dice.randint(30, 60) * 1000]}
    site["substations"], site["feeds"] = {"feed": [0], "power_w": [90000]}, {"power_w": [90000]}
    site["cooling"] = {"heat_w": [dice.randint(25, 60) * 1000]}
    sizes = [dice.choice([2, 4, 8, 8, 16, 16, 24, 32]) for _ in range(5)]
    site["workloads"] = {
        "type": [0] * 5, "gpus": sizes, "profile": [dice.randint(0, 1) for _ in sizes],
        "level": [0 if gpus < 8 else dice.randint(1, 3) for gpus in sizes], "value": [gpus * dice.randint(50, 90) for gpus in sizes]}
    return site


def ways(site, w):
    """Every way to place a workload of `random_site`, and to place a part of its domain wrongly too: the checker judges."""
    gpus, unit = site["workloads"]["gpus"][w], min(8, site["workloads"]["gpus"][w])
    for counts in itertools.product(range(gpus // unit + 1), repeat=3):
        if sum(counts) * unit == gpus:
            yield [[rack, count * unit] for rack, count in enumerate(counts) if count]


def best_value(site):
    """By brute force: sets of workloads, the dearest first, until one can be placed."""
    values = site["workloads"]["value"]
    sets = [set(chosen) for size in range(6) for chosen in itertools.combinations(range(5), size)]
    placed = {frozenset(): [{}]}
    fits = {frozenset()}
    # All placements of a set from those of one workload fewer: what breaks a limit breaks it in every larger set.
    for chosen in sorted(sets, key=len)[1:]:
        last = max(chosen)
        rest = frozenset(chosen - {last})
        found = []
        for before in placed.get(rest, []):
            for way in ways(site, last):
                solution = before | {str(last): way}
                if check.check(site, {"placements": solution})["holds"]:
                    found.append(solution)
        if found:
            placed[frozenset(chosen)] = found
            fits.add(frozenset(chosen))
    return max(sum(values[w] for w in chosen) for chosen in fits)


@case("export: of benchmark instances, by brute force, an outside solver and bench find the same value")
def _(bench):
    for seed in range(6):
        site = random_site(seed)
        path = bench.write("site.json", json.dumps(site))
        best = best_value(site)
        report = bench.run("bench", "--instance", path, "--solution", bench.path("s.json"), "--format", "json").exits(0).json
        verdict = check.check(site, check.read(bench.path("s.json")))
        expect(verdict["holds"] and verdict["value"] == report["value"], f"seed {seed}: {verdict}")
        expect(report["value"] <= best <= report["bound"], f"seed {seed}: bench {report['value']}, best {best}, bound {report['bound']}")
        found = program(bench, "--instance", path)
        if found is None:
            return
        expect(found["value"] == best, f"seed {seed}: best {best}, program {found['value']}: {found['columns']}")


@case("export: the JSON re-adds to the loads of the plan")
def _(bench):
    folder = tiny.put(bench)
    plan = bench.path("plan.json")
    bench.run("plan", folder, "--output", plan).exits(0)
    plan = json.loads(plan.read_text())
    instance = bench.run("export-instance", folder).exits(0).is_quiet().json
    bays = {(instance["zones"][bay["zone"]]["name"], instance["kinds"][bay["kind"]]["name"]): bay for bay in instance["bays"]}
    leases = {lease["name"]: lease for lease in instance["leases"]}
    loads = [0] * len(instance["rows"])
    for placement in plan["placements"]:
        kind = placement["kind"]
        option = next(o for o in leases[placement["lease"]]["options"] if instance["kinds"][o["kind"]]["name"] == kind)
        for part in placement["at"]:
            for rack in racks(part["racks"]):
                for row, rule in bays[rack, kind]["loads"]:
                    product = sum(c * option["amounts"][q] for q, c in instance["rules"][rule])
                    loads[row] += -(-product // instance["rows"][row]["denominator"]) * part["nodes"]
    left = {row["name"]: row["capacity"] - load for row, load in zip(instance["rows"], loads)}
    expect(plan["loads"] and len(plan["placements"]) == 2, f"{plan['loads']}")
    compared = 0
    for entry in plan["loads"]:
        if entry["resource"] in left:
            compared += 1
            expect(left[entry["resource"]] == entry["capacity"] - entry["load"], f"{entry}: {left[entry['resource']]} is left")
    expect(compared >= 2, f"{plan['loads']} and {sorted(left)}")


def racks(pattern):
    found = re.search(r"\[(\d+)-(\d+)\]", pattern)
    if not found:
        return [pattern]
    return [rack for n in range(int(found[1]), int(found[2]) + 1) for rack in racks(pattern.replace(found[0], str(n), 1))]


@case("export: the same bytes again, whole or not at all; wrong usage and bad input are told apart")
def _(bench):
    folder = tiny.put(bench)
    for form in ("json", "mps"):
        bench.run("export-instance", folder, "--format", form, "-o", bench.path("first")).exits(0)
        again = bench.run("export-instance", folder, "--format", form, cwd="/").exits(0)
        expect(bench.path("first").read_bytes() == again.out, f"{form}: other bytes")
    basis = bench.run("export-instance", folder, "--basis", "nameplate").exits(0).text
    expect(basis != bench.run("export-instance", folder).text, "--basis changes nothing")
    for arguments in ([], [folder, "--instance", folder], [folder, "--format", "lp"], [folder, "--output", bench.path("tiny/facility.yaml")]):
        bench.run("export-instance", *arguments).exits(64).printed_nothing()
    bench.run("export-instance", bench.path("nowhere")).exits(2).printed_nothing()
    bench.run("export-instance", folder, "-o", bench.path("no/such/folder")).exits(74)


@case("Tools/peers/check.py: a solution changed in any way is refused, in words")
def _(bench):
    path = bench.write("site.json", json.dumps(random_site(1)))
    bench.run("bench", "--instance", path, "--solution", bench.path("s.json")).exits(0)
    site, good = check.read(path), check.read(bench.path("s.json"))
    expect(check.check(site, good)["holds"] and good["placements"], f"{check.check(site, good)}")
    key = next(iter(good["placements"]))
    for parts in ([], [[0, 3]], [[7, 8]], [[0, 8], [0, 8]], [[0, -8]], [[0, 800]], [["0", 8]]):
        verdict = check.check(site, {"placements": good["placements"] | {key: parts}})
        expect(not verdict["holds"] and verdict["violations"], f"{parts}: {verdict}")
    expect(not check.check(site, {"placements": {"99": [[0, 8]]}})["holds"], "a workload that there is not")
