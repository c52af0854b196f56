"""Answers that are right and were worked out by hand: small sites, and who is served where."""

import json

from harness import case, expect


def site(*racks, power=""):
    """A site of racks of H100 nodes, by name and number of nodes."""
    zones = "".join(f"    - {{name: {name}, level: rack, nodes: {{kind: dgx-h100, count: {count}}}}}\n" for name, count in racks)
    return f"format: headroom-facility-1\nname: small\nzone:\n  level: site\n{power}  zones:\n{zones}"


def book(*leases):
    lines = "".join(f"      - {{{lease}, kind: dgx-h100}}\n" for lease in leases)
    return f"format: headroom-tenants-1\ntenants:\n  - name: tenant\n    leases:\n{lines}"


def planned(bench, facility, tenants, code=0, *options):
    """The plan file of a site and a book: claims, and by lease where it stands."""
    bench.write("site/facility.yaml", facility)
    bench.write("site/tenants.yaml", tenants)
    bench.run("plan", bench.path("site"), "--output", bench.path("plan.json"), *options).exits(code)
    bench.run("check", bench.path("site"), bench.path("plan.json")).exits(code)
    plan = json.loads(bench.path("plan.json").read_text())
    return plan["claims"], {entry["lease"]: [part["racks"] for part in entry["at"]] for entry in plan["placements"]}


OPTION = "status: {option: {until: 2027-03-31}}"
HOLD = "status: {hold: {expires: 2027-01-31}}"


@case("an elastic lease is worth its whole nodes, and no more than it asks for")
def _(bench):
    claims, served = planned(
        bench, site(("rack", 1)),
        book(f"name: e, gpus: {{floor: 8, asked: 9}}, price: 1 $/GPU-h, {HOLD}", f"name: a, gpus: 8, price: 0.20 $/GPU-h, {HOLD}"))
    expect((claims["valueCentsPerHour"], list(served)) == (800, ["e"]), f"{claims} {served}")
    claims, served = planned(
        bench, site(("rack", 4)),
        book(f"name: e, gpus: {{floor: 8, asked: 20}}, price: 1 $/GPU-h, {HOLD}",
             *(f"name: {name}, gpus: 8, price: 0.75 $/GPU-h, {HOLD}" for name in "abc")))
    expect(claims["valueCentsPerHour"] == 2800, f"{claims} {served}")


@case("a lease that another one enlarges goes where both fit, whichever of them must be kept")
def _(bench):
    racks = site(("small", 1), ("large", 2))
    near = "expand: {lease: a, within: rack}"
    for anchor, follower in [("", ""), (OPTION, ""), ("", OPTION), (OPTION, OPTION)]:
        claims, served = planned(
            bench, racks,
            book(", ".join(filter(None, ["name: a, gpus: 8, price: 0.10 $/GPU-h", anchor])),
                 ", ".join(filter(None, [f"name: f, gpus: 8, price: 10 $/GPU-h, {near}", follower]))))
        expect(claims["valueCentsPerHour"] == 8080 and served == {"a": ["large"], "f": ["large"]}, f"{claims} {served}")
    # A chain: the last one needs the third node of the only rack that has three.
    claims, served = planned(
        bench, site(("one", 1), ("two", 2), ("three", 3), ("other", 2)),
        book(f"name: a, gpus: 8, price: 1 $/GPU-h, {OPTION}", f"name: f, gpus: 8, price: 1 $/GPU-h, {near}, {OPTION}",
             "name: g, gpus: 8, price: 1 $/GPU-h, expand: {lease: f, within: rack}"))
    expect(served == {"a": ["three"], "f": ["three"], "g": ["three"]}, f"{claims} {served}")


@case("keeping comes first, at the floor of elastic leases; then value says how far they grow and where kept ones stand")
def _(bench):
    claims, served = planned(
        bench, site(("rack", 2)),
        book("name: e, gpus: {floor: 8, asked: 16}, price: 1 $/GPU-h", f"name: a, gpus: 8, price: 5 $/GPU-h, {OPTION}"))
    expect((claims["valueCentsPerHour"], claims["keptValueCentsPerHour"]) == (4800, 800), f"{claims} {served}")
    expect(claims["keptBoundCentsPerHour"] == 800, f"{claims}")
    claims, served = planned(
        bench, site(("small", 2), ("large", 3)),
        book("name: c, gpus: 8, exclusive: rack, price: 1 $/GPU-h",
             "name: x, gpus: 16, price: 10 $/GPU-h, status: {rofo: {zone: small, notice: 30 days}}"))
    expect((claims["valueCentsPerHour"], served) == (16800, {"c": ["large"], "x": ["small"]}), f"{claims} {served}")


@case("of what stands today and cannot run together the contracted stays, then what is worth more")
def _(bench):
    feed = "  power: [{name: feed, rating: 12 kW}]\n"
    today = "placed: [{at: r, nodes: 1}]"
    cheap = f"name: p, gpus: 8, price: 0.01 $/GPU-h, {today}, status: {{proposal: {{probability: 0 %}}}}"
    for status in ["", f", {OPTION}"]:
        claims, served = planned(
            bench, site(("r", 2), power=feed), book(cheap, f"name: c, gpus: 8, price: 10 $/GPU-h, {today}{status}"), 1)
        expect((claims["valueCentsPerHour"], served) == (8000, {"c": ["r"]}), f"{claims} {served}")
    # A contract of a cent stays beside an option that pays a thousand times as much.
    claims, served = planned(
        bench, site(("r", 2), power=feed),
        book(f"name: c, gpus: 8, price: 0.01 $/GPU-h, {today}", f"name: o, gpus: 8, price: 10 $/GPU-h, {today}, {OPTION}"), 1)
    expect(served == {"c": ["r"]}, f"{claims} {served}")


@case("more effort never finds less")
def _(bench):
    leases = [
        f"name: l{at}, gpus: {{floor: 8, asked: {8 + 5 * at}}}, price: {(7 * at) % 5 + 1} $/GPU-h" + (f", {OPTION}" if at % 3 else "")
        for at in range(9)]
    leases += [f"name: x{at}, gpus: {8 * (at % 3 + 1)}, exclusive: rack, price: {at + 2} $/GPU-h, {OPTION}" for at in range(5)]
    racks = site(("a", 3), ("b", 2), ("c", 4), ("d", 3), ("e", 1))
    found = []
    for effort in ("low", "normal", "high"):
        claims, _ = planned(bench, racks, book(*leases), 0, "--effort", effort)
        found.append((claims["keptValueCentsPerHour"], claims["valueCentsPerHour"]))
    expect(found == sorted(found), f"{found}")
