"""One story: what stands and breaks a rule, what goes, and a check that says what the plan said."""

import csv
import io
import json

import tiny
from harness import case, expect

HALLS = """\
format: headroom-facility-1
name: st
zone:
  level: site
  power: [{name: contract, rating: RATING}]
  zones:
    - {name: rack, count: 2, level: rack, height: 48 U, nodes: {kind: dgx-h100, count: 4}}
spares: {dgx-h100: 1 per 12}
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
