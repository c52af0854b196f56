"""One story: what stands and breaks a rule, what goes, and a check that says what the plan said."""

import csv
import io
import json

import tiny
from harness import COLOSSUS, case, expect

HALLS = """\
format: headroom-facility-1
name: st
zone:
  level: site
  power: [{name: contract, rating: RATING}]
  zones:
    - {name: rack, count: 2, level: rack, height: 48 U, nodes: {kind: dgx-h100, count: 4}}
spares: {dgx-h100: 1 per 12 per rack}
"""

STANDS = """\
format: headroom-tenants-1
tenants:
  - name: a
    leases:
      - {name: old, gpus: 32, kind: dgx-h100, price: 2 $/GPU-h, placed: [rack-1]}
      - {name: new, gpus: 8, kind: dgx-h100, status: {proposal: {probability: 50 %}}, price: 2 $/GPU-h}
"""


def told(bench, facility, book, code):
    """The answer in JSON, its CSV by lease, the plan file and what the check says of it."""
    folder = tiny.put(bench, facility, book)
    path = bench.path("plan.json")
    answer = json.loads(bench.run("plan", folder, "--format", "json", "--output", path).exits(code).text)
    rows = {row["lease"]: row for row in csv.DictReader(io.StringIO(bench.run("plan", folder, "--format", "csv").text))}
    check = json.loads(bench.run("check", folder, path, "--format", "json").exits(code).text)
    return folder, answer, rows, json.loads(path.read_text()), check


@case("a lease that stands and breaks the spares is in every table as that, and the answer of plan and check is no")
def _(bench):
    # Idle 8 kW, four nodes 33.6 kW: the contract holds. A rack holds one of its four nodes back.
    folder, answer, rows, plan, check = told(bench, HALLS.replace("RATING", "60 kW"), STANDS, 1)
    expect(answer["fits"] is False and "old stands, breaks the H100 spares of rack-1 by 1 node" in answer["headline"], answer["headline"])
    old = answer["placements"][0]
    expect(old["lease"] == "old" and [entry["code"] for entry in old["breaks"]] == ["placedConflict"], f"{old}")
    expect(old["breaks"][0]["short"] == 1 and old["breaks"][0]["unit"] == "node", f"{old}")
    expect(rows["old"]["outcome"] == "stands" and "spares of rack-1 by 1 node" in rows["old"]["reason"], f"{rows['old']}")
    expect(plan["placements"][0]["standing"] == "stands, breaks the H100 spares of rack-1 by 1 node", f"{plan['placements']}")
    # Its nodes are leased and its power is drawn: 41.6 kW with it, 48 with the new one.
    gpus = answer["gpuWaterfalls"][0]
    expect(gpus["leased"] == 40 and gpus["leasable"] == 8 and gpus["spares"] == 8, f"{gpus}")
    expect(answer["supplyUse"]["supplyMilliwatts"] == 48_000_000, f"{answer['supplyUse']}")
    expect(answer["value"]["centsPerHour"] == 8000 == plan["claims"]["valueCentsPerHour"], f"{answer['value']}")
    expect(check["holds"] is False and [entry["code"] for entry in check["violations"]] == ["over"], f"{check['violations']}")
    bench.run("plan", folder).exits(1).says("Stands today and breaks a limit or rule: 1 lease")


@case("a lease that alone overdraws the contract stands, and names every limit that it breaks by how much")
def _(bench):
    _, answer, rows, _, check = told(bench, HALLS.replace("RATING", "40 kW"), STANDS, 1)
    over = {entry["resource"]: entry["short"] for entry in answer["placements"][0]["breaks"]}
    expect(over == {"contract": 1_600_000, "rack-1/spares:dgx-h100": 1}, f"{over}")
    expect("the 40 kW contract by 1.6 kW" in rows["old"]["reason"], rows["old"]["reason"])
    # Nothing is added to a limit that is over.
    expect(rows["new"]["outcome"] == "refused" and len(check["violations"]) == 2, f"{check['violations']}")


TWO = """\
format: headroom-facility-1
name: two
zone:
  level: site
  power: [{name: feed, rating: 12 kW}]
  zones:
    - {name: r, level: rack, nodes: {kind: dgx-h100, count: 2}}
"""

BOTH = """\
format: headroom-tenants-1
tenants:
  - name: t
    leases:
      - {name: p, gpus: 8, kind: dgx-h100, placed: [{at: r, nodes: 1}], price: 1 $/GPU-h}
      - {name: q, gpus: 8, kind: dgx-h100, placed: [{at: r, nodes: 1}], price: 1 $/GPU-h}
"""


@case("of two that stand and fit only alone one goes: it is in no table, and plan and check say no")
def _(bench):
    folder, answer, rows, plan, check = told(bench, TWO, BOTH, 1)
    expect(len(answer["placements"]) == 1 and answer["placements"][0]["breaks"] == [], f"{answer['placements']}")
    gone = answer["refusals"][0]
    expect(gone["standsToday"] and gone["reason"]["code"] == "displaced", f"{gone}")
    expect(gone["reason"]["limits"][0]["short"] == 4_800_000, f"{gone['reason']}")
    expect(gone["reason"]["text"].startswith("it stands there today, but does not fit beside the others that stand"), gone["reason"]["text"])
    expect(answer["gpuWaterfalls"][0]["leased"] == 8, f"{answer['gpuWaterfalls']}")
    expect(check["holds"] is False and check["droppedLeases"] == [gone["lease"]] and check["violations"] == [], f"{check}")
    bench.run("check", folder, bench.path("plan.json")).exits(1).says("No: the plan for two", f"but drops {gone['lease']},")


@case("a plan of other files, or one that leaves a load out, fails its check")
def _(bench):
    folder = tiny.put(bench)
    bench.run("plan", folder, "--output", bench.path("plan.json")).exits(0)
    plan = json.loads(bench.path("plan.json").read_text())
    plan["loads"].pop(0)
    bench.run("check", folder, bench.write("less.json", json.dumps(plan))).exits(1).says("does not state the load of")
    tiny.put(bench, tiny.FACILITY + "# another version\n")
    checked = json.loads(bench.run("check", folder, bench.path("plan.json"), "--format", "json").exits(1).text)
    expect(checked["holds"] is False and [entry["code"] for entry in checked["violations"]] == ["otherFile"], f"{checked['violations']}")


FEEDS = """\
format: headroom-facility-1
name: mdf
kinds:
  gpu-box: {gpu: L4, gpus: 4, nameplate: 1.6 kW, sustained-peak: 1.6 kW, average: 1.2 kW, idle: 0.25 kW, liquid: 0 %, height: 2 U}
zone:
  level: site
  zones:
    - name: rack
      count: 3
      level: rack
      height: 42 U
      power: [{name: feed, units: 2, spare: 1, rating: {amps: 20 A, volts: 220 V, phases: 1}, continuous: 80 %}]
      nodes: {kind: gpu-box, count: 10}
"""

SERVERS = """\
format: headroom-tenants-1
tenants:
  - name: a
    leases:
      - {name: three-in-one-rack, gpus: 12, kind: gpu-box, level: rack, price: 12 $/h}
      - {name: two-a-rack, gpus: 24, kind: gpu-box, price: 10 $/h}
      - {name: one-more, gpus: 4, kind: gpu-box, price: 1 $/h}
"""


@case("a refusal says what is missing on the site as it stands, and beside the plan")
def _(bench):
    folder = tiny.put(bench, FEEDS, SERVERS)
    answer = json.loads(bench.run("plan", folder, "--unleased", "off", "--format", "json").exits(1).text)
    refused = {entry["lease"]: entry for entry in answer["refusals"]}
    three, one = refused["three-in-one-rack"], refused["one-more"]
    # Three servers draw 4.8 kW of 3.52; two of them are there already: 8 kW.
    expect(three["reason"]["short"] == 4_480_000 and three["reasonWithoutPlan"]["short"] == 1_280_000, f"{three}")
    expect(three["fitsWithoutPlan"] is False and one["fitsWithoutPlan"] is True, f"{three} {one}")
    expect(three["text"].endswith("falls 1.28 kW short even with nothing else leased, 4.48 kW beside this plan"), three["text"])
    expect(one["reason"]["short"] == 1_280_000 and one["text"].endswith("; with nothing else leased it would fit"), one["text"])


@case("racks that carry nothing are not said to be full: what they lack even then is, each name once, all of them summed")
def _(bench):
    facility = """\
format: headroom-facility-1
name: rack-power
kinds:
  hgx-4u: {gpu: H100, gpus: 8, nvlink-domain: 8, nameplate: 6.5 kW, sustained-peak: 6.5 kW, average: 5.5 kW, idle: 1.5 kW, liquid: 0 %, height: 4 U}
zone:
  level: site
  zones:
    - {name: a, count: 6, level: rack, height: 42 U, power: [{name: rack-limit, rating: 20 kW}], nodes: {kind: hgx-4u, count: 10}}
    - {name: b, level: rack, height: 42 U, power: [{name: rack-limit, rating: 20 kW}], nodes: {kind: hgx-4u, count: 4}}
"""
    book = "format: headroom-tenants-1\ntenants:\n  - name: a\n    leases:\n      - {name: all-512, gpus: 512, kind: hgx-4u, exclusive: none, price: 512 $/h}\n"
    folder = tiny.put(bench, facility, book)
    answer = json.loads(bench.run("plan", folder, "--unleased", "off", "--format", "json").exits(1).text)
    refusal = answer["refusals"][0]
    limit = refusal["reasonWithoutPlan"]["limits"]
    # Ten servers of 6.5 kW on 20 kW in six racks, four in the seventh.
    expect(len(limit) == 1 and limit[0]["short"] == 45_000_000 and limit[0]["others"] == 6 and limit[0]["shortInAll"] == 276_000_000, f"{limit}")
    expect(refusal["text"].endswith("even with nothing else leased; 168 GPUs (21 nodes) would fit") and "full" not in refusal["text"], refusal["text"])
    expect(answer["gpuWaterfalls"][0]["leasable"] == 21 * 8, f"{answer['gpuWaterfalls']}")


@case("a lease that must be kept is told of what else must be kept, not of a proposal")
def _(bench):
    book = """\
format: headroom-tenants-1
tenants:
  - name: a
    leases:
      - {name: kept, gpus: 96, kind: box, exclusive: none, price: 1 $/GPU-h}
      - {name: too-much, gpus: 64, kind: box, exclusive: none, price: 1 $/GPU-h}
      - {name: maybe, gpus: 8, kind: box, status: {proposal: {probability: 50 %}}, price: 9 $/GPU-h}
"""
    folder = tiny.put(bench, tiny.FACILITY, book)
    answer = json.loads(bench.run("plan", folder, "--format", "json").exits(1).text)
    refused = {entry["lease"]: entry for entry in answer["refusals"]}
    lease = refused.get("too-much") or refused["kept"]
    expect(lease["beside"] == "kept" and "beside what else must be kept" in lease["text"], lease["text"])


@case("what is left counts pieces of nodes, and products below a node are offered")
def _(bench):
    facility = """\
format: headroom-facility-1
name: seven-seven-eight
zone:
  level: site
  zones:
    - {name: rack-1, level: rack, nodes: {kind: dgx-h100, count: 3}}
"""
    book = """\
format: headroom-tenants-1
tenants:
  - name: a
    leases:
      - {name: small-1, gpus: 1, kind: dgx-h100, price: 1 $/h, placed: {at: rack-1, node: 1, domain: 1}}
      - {name: small-2, gpus: 1, kind: dgx-h100, price: 1 $/h, placed: {at: rack-1, node: 2, domain: 1}}
      - {name: gang, gpus: 16, kind: dgx-h100, status: {proposal: {probability: 50 %}}, price: 16 $/h}
      - {name: server, gpus: 8, kind: dgx-h100, status: {proposal: {probability: 50 %}}, price: 4 $/h}
"""
    folder = tiny.put(bench, facility, book)
    answer = json.loads(bench.run("plan", folder, "--format", "json").exits(0).text)
    expect([entry["lease"] for entry in answer["refusals"]] == ["gang"], f"{answer['refusals']}")
    expect("14 H100 GPUs are left to lease, in pieces of nodes" in answer["headline"], answer["headline"])
    gpus = answer["gpuWaterfalls"][0]
    expect(gpus["leasable"] == 0 and gpus["fragments"] == 14 and gpus["leasablePieces"] == 14, f"{gpus}")
    # Domains of 3 and 4 GPUs on two nodes.
    counts = {entry["product"]: entry["count"] for entry in answer["headroom"] if entry["gpus"] < 8}
    expect(counts == {"1 GPU": 14, "2 GPUs": 6, "4 GPUs": 2}, f"{counts}")
    expect(answer["value"]["boundHoldsFor"] == "plans that keep what this one keeps", f"{answer['value']}")


@case("kinds of limit without a figure are listed by themselves, and figures without effect are named")
def _(bench):
    facility = """\
format: headroom-facility-1
name: odd
zone:
  level: site
  power:
    - {name: meter, rating: unknown}
    - {name: ups, rating: 2 MW}
  cooling:
    - {name: cdu, model: cdu-in-row-2000kw, count: 1}
    - {name: fan-wall, model: fan-wall-400kw, count: 2}
  quantities: {storage: 5 PB}
  zones:
    - {name: rack, count: 2, level: rack, height: 48 U, nodes: {kind: gb200-nvl72, count: 18}}
    - {name: cage, level: row, power: [{name: cage-feed, rating: 30 kW}], cooling: [{name: in-row, takes: air, rating: 20 kW}]}
spares: {gb200-nvl72: 1 per 18}
"""
    book = "format: headroom-tenants-1\ntenants:\n  - name: a\n    leases:\n      - {name: one, gpus: 72, kind: gb200-nvl72, exclusive: none, price: 1 $/h}\n"
    folder = tiny.put(bench, facility, book)
    answer = json.loads(bench.run("plan", folder, "--format", "json").text)
    left = " ".join(answer["notModelled"])
    for subject in ("supply: its outermost stage has no rating", "rack power: no stage stands in 2 of 2 racks", "fabric: no network", "coolant flow:", "floor load:", "failure cases:"):
        expect(subject in left, f"{subject}: {answer['notModelled']}")
    expect("spares" not in left and "quantities" not in left and "rack space" not in left, left)
    unused = answer["withoutEffect"]
    for text in ("coolant flow of cdu-in-row-2000kw: 2125 L/min", "rating of cage/cage-feed: nothing hangs on it", "rating of cage/in-row: no heat reaches it", "storage: provided, and no lease asks for it"):
        expect(text in unused, f"{text}: {unused}")
    bench.run("plan", folder).says("Stated, and without effect", "nothing hangs on it")
    bench.run("topology", "show", folder).says("Stated, and without effect")
    # Asked for, it has an effect.
    tiny.put(bench, facility, book.replace("price: 1", "quantities: {storage: 1 PB}, price: 1"))
    answer = json.loads(bench.run("plan", folder, "--format", "json").text)
    expect(not any("storage" in text for text in answer["withoutEffect"]), f"{answer['withoutEffect']}")


@case("Colossus adds up from the report: full load, what is not leased, what profiles draw more")
def _(bench):
    answer = json.loads(bench.run("plan", COLOSSUS, "--format", "json").exits(0).text)
    steps = answer["supplySteps"]
    expect(steps["fullLoadMilliwatts"] + steps["notLeasedMilliwatts"] + steps["profilesMilliwatts"] == steps["planMilliwatts"], f"{steps}")
    expect(steps["planMilliwatts"] == answer["supplyUse"]["supplyMilliwatts"], f"{steps}")
    heavy = next(entry for entry in answer["profiles"] if entry["profile"] == "measured-training" and entry["kind"] == "hgx-h100-liquid")
    # 91 % of 9.2 kW, where training draws 7.4.
    expect(round(heavy["nodeMilliwatts"] / heavy["nameplateMilliwatts"], 2) == 0.91 and heavy["trainingMilliwatts"] == 7_400_000, f"{heavy}")
    # By hand: GPUs / 8 nodes, the difference of each; losses, storage and plant add 15.2 % at the meter.
    at_nodes = sum(entry["differenceMilliwatts"] for entry in answer["profiles"])
    expect(heavy["differenceMilliwatts"] == heavy["gpus"] // 8 * (heavy["nodeMilliwatts"] - heavy["trainingMilliwatts"]), f"{heavy}")
    expect(abs(steps["profilesMilliwatts"] / at_nodes - 1.152) < 0.002, f"{steps} {at_nodes}")
    # What binds is named in a refusal for want of nodes.
    taken = [entry for entry in answer["refusals"] if entry["reason"]["code"] == "nodesTaken"]
    expect(taken and all(any(limit["resource"] == "contract" for limit in entry["alsoShort"]) for entry in taken), f"{taken}")
    expect(answer["headline"].startswith("24 of 34 leases fit, worth $") and "Checked at" not in answer["headline"], answer["headline"])
    expect(answer["trust"].startswith("Checked at sustained peak: every limit and rule is kept"), answer["trust"])


@case("a rule that a standing lease breaks alone is named with what could stay, one that two break together with who goes")
def _(bench):
    facility = HALLS.replace("RATING", "100 kW").replace("spares: {dgx-h100: 1 per 12 per rack}\n", "")
    book = """\
format: headroom-tenants-1
tenants:
  - name: a
    leases:
      - {name: alone, gpus: 8, kind: dgx-h100, exclusive: rack, price: 2 $/GPU-h, placed: [{at: rack-1, nodes: 1}]}
      - {name: beside, gpus: 16, kind: dgx-h100, price: 2 $/GPU-h, placed: [{at: rack-1, nodes: 2}]}
      - {name: wide, gpus: 24, kind: dgx-h100, price: 2 $/GPU-h, spread: {over: rack, at-most: 50 %}, placed: [{at: rack-2, nodes: 3}]}
"""
    _, answer, rows, _, check = told(bench, facility, book, 1)
    expect([rows[name]["outcome"] for name in ("alone", "beside", "wide")] == ["refused", "placed", "stands"], f"{rows}")
    expect(rows["wide"]["reason"] == "its spread (8 of its 24 H100 GPUs may stand there, with at most 50 % (8 GPUs) of it in one rack)", rows["wide"]["reason"])
    expect("free in rack-1 where nobody else stands" in rows["alone"]["reason"], rows["alone"]["reason"])
    expect(check["droppedLeases"] == ["alone"] and [entry["code"] for entry in check["violations"]] == ["crowded"], f"{check}")
