"""Plans and the check of plans, on a facility small enough to reason about."""

import copy
import json

import tiny
from harness import COLOSSUS, case, expect


def tiny_plan(bench):
    folder = tiny.put(bench)
    bench.run("plan", folder, "--output", bench.path("plan.json")).exits(0)
    return folder, json.loads(bench.path("plan.json").read_text())


def placement(plan, lease):
    return next(entry for entry in plan["placements"] if entry["lease"] == lease)


@case("a plan file holds what its format says")
def _(bench):
    _, plan = tiny_plan(bench)
    for key in ("format", "inputs", "settings", "claims", "placements", "refused", "prices"):
        expect(key in plan, f"no {key}: {list(plan)}")
    expect([entry["lease"] for entry in plan["placements"]] == ["alpha", "beta"], f"{plan['placements']}")
    expect([entry["lease"] for entry in plan["refused"]] == ["gamma"], f"{plan['refused']}")
    # 32 × 2.00 $ + 16 × 2.50 $; the supply carries 33 kW idle and 6 boxes at 6 kW more.
    expect(plan["claims"]["valueCentsPerHour"] == 10400, f"{plan['claims']}")
    expect(plan["claims"]["keptValueCentsPerHour"] == 6400, f"{plan['claims']}")
    expect(plan["claims"]["supplyMilliwatts"] == 69_000_000, f"{plan['claims']}")
    expect(plan["claims"]["boundCentsPerHour"] >= 10400, f"{plan['claims']}")
    expect(len(plan["inputs"]["facility"]) == 64 and len(plan["inputs"]["tenants"]) == 64, f"{plan['inputs']}")


@case("the largest leases that a book may hold are refused in a plan that can be read again; one GPU more is refused at once")
def _(bench):
    chip = "  chip: {gpu: Z1, gpus: 1, nvlink-domain: 1, nameplate: 1 W, sustained-peak: 1 W, average: 1 W, idle: 1 W, liquid: 0 %, height: 1 U}\n"
    facility = tiny.edited(tiny.FACILITY, "kinds:\n", "kinds:\n" + chip)
    facility = tiny.edited(facility, "count: 1}}", "count: 1}}\n        - {name: chips, level: rack, nodes: {kind: chip, count: 4}}")
    book = """\
format: headroom-tenants-1
tenants:
  - name: acme
    leases:
      - {name: count, gpus: 10000000, kind: chip, price: 1 $/GPU-h}
      - {name: elastic, gpus: {floor: 10000000, asked: 10000000}, kind: chip, price: 1 $/GPU-h}
      - {name: pool, pool: {gpus: 10000000, utilisation: 1 %}, kind: chip, price: 1 $/GPU-h}
      - {name: power, megawatts: 10 GW at rack, kind: chip, price: 1 $/kW-month}
"""
    folder = tiny.put(bench, facility, book)
    bench.run("plan", folder, "--output", bench.path("plan.json")).exits(1)
    refused = {entry["lease"]: entry["nodes"] for entry in json.loads(bench.path("plan.json").read_text())["refused"]}
    expect(refused == {"count": 10**7, "elastic": 10**7, "pool": 10**9, "power": 2**31 - 1}, f"{refused}")
    # 1: leases that must be kept are refused.
    bench.run("check", folder, bench.path("plan.json")).exits(1).says("no: the plan", "count and 3 other leases, which must be kept")
    for amount in ("gpus: 10000001", "pool: {gpus: 10000001, utilisation: 80 %}"):
        tiny.put(bench, facility, tiny.edited(book, "gpus: 10000000,", amount + ","))
        bench.run("plan", folder).exits(2).says("is out of range: 10000001", "a whole number from 1 to 10000000")


@case("a plan just made passes the check; a plan edited by hand fails it with the rule it breaks")
def _(bench):
    folder, plan = tiny_plan(bench)
    bench.run("check", folder, bench.path("plan.json")).exits(0)

    def one_node_more(plan):
        placement(plan, "alpha")["at"][0]["nodes"] += 1

    def one_node_less(plan):
        placement(plan, "alpha")["at"] = [{"racks": "pod-1/rack-1", "nodes": 3}]

    def wrong_kind(plan):
        placement(plan, "beta")["kind"] = "crate"

    def split_over_pods(plan):
        placement(plan, "alpha")["at"] = [{"racks": "pod-[1-2]/rack-1", "nodes": 2}]

    def split_over_racks(plan):
        placement(plan, "beta")["at"] = [{"racks": "pod-2/rack-[1-2]", "nodes": 1}]

    def rack_too_full(plan):
        placement(plan, "alpha")["at"] = [{"racks": "pod-1/rack-1", "nodes": 4}]
        placement(plan, "beta")["at"] = [{"racks": "pod-1/rack-1", "nodes": 2}]

    def more_than_the_feed(plan):
        plan["placements"].append(
            {"lease": "gamma", "kind": "box", "at": [{"racks": "pod-[1-2]/rack-[1-2]", "nodes": 2}]})
        plan["refused"] = []

    def value_claimed(plan):
        plan["claims"]["valueCentsPerHour"] += 1

    def bound_claimed(plan):
        plan["claims"]["boundCentsPerHour"] -= 1

    def supply_claimed(plan):
        plan["claims"]["supplyMilliwatts"] -= 1000

    def load_claimed(plan):
        next(load for load in plan["loads"] if load["resource"] == "feed")["load"] -= 1

    def price_raised(plan):
        plan["prices"][0]["picocents"] *= 1000

    def price_negative(plan):
        plan["prices"][0]["picocents"] *= -1

    def forgotten(plan):
        plan["placements"] = [entry for entry in plan["placements"] if entry["lease"] != "beta"]

    def placed_and_refused(plan):
        plan["refused"].append({"lease": "beta", "nodes": 2, "because": "a slip"})

    def placed_twice(plan):
        plan["placements"].append(copy.deepcopy(placement(plan, "beta")))

    edits = [
        (one_node_more, ["alpha"]), (one_node_less, ["alpha"]), (wrong_kind, ["beta", "crate"]),
        (split_over_pods, ["alpha", "pod"]), (split_over_racks, ["beta", "rack"]), (rack_too_full, ["pod-1/rack-1"]),
        (more_than_the_feed, ["feed"]), (value_claimed, ["claims a value of"]), (bound_claimed, ["claims a bound of"]),
        (supply_claimed, ["claims a supply draw of"]), (load_claimed, ["claims that the", "feed carries"]),
        (price_raised, ["claims a bound of"]), (price_negative, ["is negative"]),
        (forgotten, ["beta"]), (placed_and_refused, ["beta"]), (placed_twice, ["beta"]),
    ]
    for edit, words in edits:
        changed = copy.deepcopy(plan)
        edit(changed)
        expect(changed != plan, f"{edit.__name__} changes nothing")
        path = bench.write(f"{edit.__name__}.json", json.dumps(changed))
        bench.run("check", folder, path).exits(1).says(*words)


@case("a plan file that names what is not there, or is no plan, is bad input")
def _(bench):
    folder, plan = tiny_plan(bench)

    def lease(plan):
        plan["placements"][0]["lease"] = "omega"

    def rack(plan):
        plan["placements"][0]["at"][0]["racks"] = "pod-9/rack-1"

    def kind(plan):
        plan["placements"][0]["kind"] = "barrel"

    def version(plan):
        plan["format"] = "headroom-plan-9"

    def price_of_nothing(plan):
        plan["prices"][0]["resources"] = "moon"

    def price_in_another_case(plan):
        plan["prices"][0]["case"] = "flood"

    def stranger(plan):
        plan["colour"] = "blue"

    for edit in (lease, rack, kind, version, price_of_nothing, price_in_another_case, stranger):
        changed = copy.deepcopy(plan)
        edit(changed)
        bench.run("check", folder, bench.write("edited.json", json.dumps(changed))).exits(2)
    for text in ("", "{", "[]", "placements: none"):
        bench.run("check", folder, bench.write("edited.json", text)).exits(2)
    bench.run("check", folder, bench.path("missing.json")).exits(2).says("missing.json")


@case("a plan is not taken for the plan of another facility or book")
def _(bench):
    folder, _ = tiny_plan(bench)
    bench.write("tiny/facility.yaml", tiny.edited(tiny.FACILITY, "rating: 100 kW", "rating: 60 kW"))
    ran = bench.run("check", folder, bench.path("plan.json"))
    expect(ran.code in (1, 2), "a plan that overloads the feed passes", ran)
    tiny.put(bench, book=tiny.edited(tiny.BOOK, "2.00 $", "2.01 $"))
    ran = bench.run("check", folder, bench.path("plan.json"))
    expect(ran.code in (1, 2), "a plan with another value passes", ran)


@case("a book without leases is planned, and everything is left to lease")
def _(bench):
    for tenants in ("tenants: []", "tenants:\n  - {name: acme, leases: []}"):
        folder = tiny.put(bench, book=f"format: headroom-tenants-1\n{tenants}\n")
        bench.run("plan", folder, "--output", bench.path("plan.json")).exits(0)
        plan = json.loads(bench.path("plan.json").read_text())
        expect(plan["placements"] == [] and plan["claims"]["valueCentsPerHour"] == 0, f"{plan}")
        bench.run("check", folder, bench.path("plan.json")).exits(0)


@case("a lease larger than the site is refused, not an error")
def _(bench):
    book = tiny.edited(tiny.BOOK, "{name: gamma, gpus: 64", "{name: gamma, gpus: 1000000")
    bench.run("plan", tiny.put(bench, book=book)).exits(0).says("gamma")
    bench.run("plan", tiny.put(bench, book=book), "--honour", "all").exits(1).says("gamma")


@case("--honour decides what must be kept")
def _(bench):
    folder = tiny.put(bench)
    bench.run("plan", folder, "--honour", "contracted").exits(0)
    bench.run("plan", folder, "--honour", "options").exits(0)
    bench.run("plan", folder, "--honour", "all").exits(1).says("gamma", "feed")


@case("--unleased off switches idle nodes off, --basis counts other watts")
def _(bench):
    folder = tiny.put(bench)

    def supply(*more):
        bench.run("plan", folder, "--output", bench.path("plan.json"), *more).exits(0)
        bench.run("check", folder, bench.path("plan.json")).exits(0)
        return json.loads(bench.path("plan.json").read_text())["claims"]["supplyMilliwatts"] // 1_000_000

    expect(supply() == 69, "6 boxes at 8 kW, 10 at 2 kW, a crate at 1 kW")
    # Without 33 kW of idling, alpha and the wider gamma fit in place of beta, and pay more.
    expect(supply("--unleased", "off") == 96, "12 boxes at 8 kW")
    expect(supply("--basis", "nameplate") == 81, "6 boxes at 10 kW, 10 at 2 kW, a crate at 1 kW")


@case("a facility in JSON is the same facility")
def _(bench):
    facility = json.dumps({
        "format": "headroom-facility-1", "name": "one",
        "kinds": {"box": {
            "gpu": "X100", "gpus": 8, "nvlink-domain": 8, "nameplate": "10 kW", "sustained-peak": "8 kW",
            "average": "7 kW", "idle": "2 kW", "liquid": "0 %", "height": "4 U"}},
        "zone": {"level": "rack", "power": [{"name": "feed", "rating": "20 kW"}], "nodes": {"kind": "box", "count": 2}},
    })
    book = json.dumps({"format": "headroom-tenants-1", "tenants": [{"name": "acme", "leases": [
        {"name": "alpha", "gpus": 16, "kind": "box", "level": "rack", "price": "2 $/GPU-h"}]}]})
    bench.run(
        "plan", bench.write("facility.json", facility), "--tenants", bench.write("book.json", book)).exits(0).is_quiet()


@case("the plan of Colossus 1 passes the check as a command")
def _(bench):
    bench.run("plan", COLOSSUS, "--output", bench.path("plan.json")).exits(0)
    bench.run("check", COLOSSUS, bench.path("plan.json")).exits(0)
    bench.run(
        "check", COLOSSUS, bench.path("plan.json"), "--tenants", COLOSSUS / "tenants-anthropic.yaml").exits(1, 2)


@case("a plan file with enormous figures is refused in a sentence, and none of them is printed cut off")
def _(bench):
    folder, plan = tiny_plan(bench)

    def refused(edit, *words):
        edited = copy.deepcopy(plan)
        edit(edited)
        path = bench.write("edited.json", json.dumps(edited))
        for form in ("text", "json", "csv", "markdown"):
            ran = bench.run("check", folder, path, "--format", form).exits(2).printed_nothing().says(*words)
            expect("9,223,372" not in ran.words, "a figure that is cut off", ran)

    def racks(edited):
        part = placement(edited, "alpha")["at"][0] | {"nodes": 10**9}
        placement(edited, "alpha")["at"] = [part] * 20_000

    refused(racks, "the plan cannot be judged", "beyond what can be counted", "help: look for numbers of nodes")
    for key in plan["claims"]:
        refused(lambda edited: edited["claims"].update({key: 2**63 - 1}), f"`{key}` is out of range: 9223372036854775807")
    refused(lambda edited: edited["loads"][0].update(load=2**63 - 1), "`load` is out of range")
    # What is merely wrong is judged, and shown as it is.
    edited = copy.deepcopy(plan)
    placement(edited, "alpha")["at"][0]["nodes"] = 10**9
    edited["claims"]["supplyMilliwatts"] = 10**18
    bench.run("check", folder, bench.write("edited.json", json.dumps(edited))).exits(1).says(
        "1,000,000,000 nodes", "claims a supply draw of 1,000,000,000.000000000 MW")
