"""Answers that are right and were worked out by hand: small sites, and who is served where."""

import csv
import io
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


YARD = """format: headroom-facility-1
name: yard
zone:
  level: site
  power: [{name: contract, rating: 400 kW}]
  zones:
    - name: hall
      count: 2
      level: hall
      zones: [{name: cage, level: row, zones: [{name: rack, count: 4, level: rack, positions: 1}]}]
"""


@case("leases of rack positions are counted in rack positions, placed or refused, in every form")
def _(bench):
    def space(name, megawatts, more="", each="30 kW", positions=""):
        return (f"      - {{name: {name}, megawatts: {megawatts} at rack, with: space, level: hall, price: 0.25 $/kW-h, "
                f"space: {{per-rack: {each}, liquid: 0 %{positions}}}{more}}}\n")

    bench.write("yard/facility.yaml", YARD)
    bench.write("yard/tenants.yaml", "format: headroom-tenants-1\ntenants:\n  - name: tenant\n    leases:\n" + "".join([
        space("alone", "30 kW", ", exclusive: hall"), space("fits", "90 kW", positions=", positions: 3"),
        space("wide", "180 kW", positions=", positions: 6"), space("hungry", "360 kW", each="120 kW"),
        space("small", "10 kW"), space("option", "120 kW", ", " + OPTION),
    ]))
    folder, plan = bench.path("yard"), bench.path("plan.json")
    text = bench.run("plan", folder, "--output", plan).exits(1).text
    for words in ("Placed: 2 leases, 4 rack positions", "Refused: 4 leases, 13 rack positions", "1 rack position  position",
                  "no hall holds 6 rack positions", "do not carry one rack position", "1 rack position is free in hall-1"):
        expect(words in text, f"{words!r} is not in\n{text}")
    report = bench.run("plan", folder, "--format", "json").exits(1).json
    leases = {entry["lease"]: entry for entry in report["placements"] + report["refusals"]}
    positions = {name: entry["rackPositions"] for name, entry in leases.items()}
    expect(positions == {"alone": 1, "hungry": 3, "fits": 3, "wide": 6, "small": 0, "option": 4}, positions)
    rungs = [(rung["rackPositions"], rung["placedRackPositions"]) for rung in report["ladder"]["rungs"]]
    expect(rungs == [(13, 4), (4, 0)], rungs)
    rows = list(csv.DictReader(io.StringIO(bench.run("plan", folder, "--format", "csv").text, newline="")))
    expect({row["lease"]: int(row["rack_positions"]) for row in rows} == positions, rows)
    sentences = [report["headline"], report["ladder"]["text"], *(row["reason"] for row in rows)]
    sentences += [entry["text"] for entry in report["refusals"]] + [row["reason_short_unit"] for row in rows]
    # What is known of a site with nodes, and of the leases of a plan that breaks a rule.
    edited = json.loads(plan.read_text())
    edited["placements"][0]["at"][0]["nodes"] = 2
    bench.write("edited.json", json.dumps(edited))
    check = bench.run("check", folder, bench.path("edited.json"), "--format", "json").exits(1).json
    sentences += [violation["text"] for violation in check["violations"]]
    expect(any("rack positions" in violation["text"] for violation in check["violations"]), check["violations"])
    for sentence in sentences:
        expect("node" not in sentence and "0 GPU" not in sentence, sentence)
    expect("0 GPU" not in text.replace("GPUs installed: 0", ""), text)


@case("plan and check say which day it is, or that nobody said, and name what has expired")
def _(bench):
    bench.write("site/facility.yaml", site(("rack", 4)))
    bench.write("site/tenants.yaml", book(f"name: later, gpus: 8, price: 1 $/GPU-h, {OPTION}", f"name: sooner, gpus: 8, price: 1 $/GPU-h, {HOLD}"))
    folder, plan = bench.path("site"), bench.path("plan.json")
    bench.run("plan", folder, "--output", plan).exits(0)

    def reports(*options):
        """Of `plan` and of `check`: the text in one line, the JSON, the CSV as rows."""
        for command in (["plan", folder], ["check", folder, plan]):
            texts = {form: bench.run(*command, "--format", form, *options).exits(0) for form in ("text", "markdown", "json", "csv")}
            rows = list(csv.DictReader(io.StringIO(texts["csv"].text, newline="")))
            yield command[0], " ".join(texts["text"].text.split()), texts["markdown"].text, texts["json"].json, rows

    unasked = "Whether options and holds have expired was not looked at (the first of 2 ends on 2027-01-31): say the day with --as-of."
    for command, text, markdown, report, rows in reports():
        expect(unasked in text and unasked in markdown and report["notes"] == [unasked], f"{command}: {text}")
        expect((report["asOf"], report["expired"], report["tenantBook"]) == (None, [], True), report)
        notes = [row["note"] for row in rows] if command == "plan" else [row["text"] for row in rows if row["record"] == "note"]
        expect(notes and all("not looked at" in note for note in notes), notes)
    for command, text, markdown, report, rows in reports("--as-of", "2027-02-01"):
        words = "Expired before 2027-02-01, and planned as if it still ran: sooner (hold until 2027-01-31)."
        expect(words in text and words in markdown.replace("\\", "") and report["notes"] == [words], f"{command}: {text}")
        expect((report["asOf"], report["expired"]) == ("2027-02-01", ["sooner"]), report)
        notes = {row["lease"]: row["note"] for row in rows} if command == "plan" else {}
        expect(command == "check" or (notes["later"] == "" and "expired before 2027-02-01" in notes["sooner"]), notes)
    for command, text, _, report, _ in reports("--as-of", "2027-01-31"):
        expect(report["notes"] == [] and "xpired" not in text, f"{command}: {text}")


@case("plan without a tenant book says so in every form, and plans the empty site")
def _(bench):
    bench.write("site/facility.yaml", site(("rack", 4)))
    folder, plan = bench.path("site"), bench.path("plan.json")
    words = "No tenant book was read: the empty site is planned."
    text = bench.run("plan", folder, "--output", plan).exits(0).text
    expect(words in text and "Leases\n  The book asks for none." not in text, text)
    expect(words in bench.run("plan", folder, "--format", "markdown").exits(0).text, "markdown")
    report = bench.run("plan", folder, "--format", "json").exits(0).json
    expect(report["notes"] == [words] and report["tenantBook"] is False and report["headroom"][0]["count"] == 4, report)
    rows = list(csv.DictReader(io.StringIO(bench.run("plan", folder, "--format", "csv").exits(0).text, newline="")))
    expect([(row["outcome"], row["lease"], row["note"]) for row in rows] == [("note", "", words)], rows)
    expect(words in bench.run("check", folder, plan).exits(0).text, "check")
    bench.write("site/facility.yaml", site(("rack", 4)) + "placed:\n  - {lease: stands, at: rack, nodes: 1}\n")
    text = bench.run("plan", folder).exits(0).text
    expect("with what stands leased in the facility file alone" in " ".join(text.split()), text)


FOUR_HIGH = """format: headroom-facility-1
name: rack-power
kinds:
  server: {gpu: H100, gpus: 8, nvlink-domain: 8, nameplate: 6.5 kW, sustained-peak: 6.5 kW, average: 5.5 kW, idle: 1.5 kW, liquid: 0 %, height: 4 U}
zone:
  level: site
  zones:
    - name: rack
      count: 7
      level: rack
      height: 42 U
      power: [{name: rack-limit, rating: 20 kW}]
      nodes: {kind: server, count: 10}
"""


@case("a refusal says how much of the lease would fit: racks that hold ten servers and carry three")
def _(bench):
    bench.write("site/facility.yaml", FOUR_HIGH)
    asked = "format: headroom-tenants-1\ntenants:\n  - name: tenant\n    leases:\n      - {name: all, gpus: %s, kind: server, exclusive: none, price: 2 $/GPU-h}\n"
    words = "168 GPUs (21 nodes) would fit"
    for gpus in ("512", "{floor: 256, asked: 512}"):
        bench.write("site/tenants.yaml", asked % gpus)
        command = ["plan", bench.path("site"), "--unleased", "off"]
        for form in ("text", "markdown"):
            expect(words in " ".join(bench.run(*command, "--format", form).exits(1).text.split()), form)
        report = bench.run(*command, "--format", "json").exits(1).json
        expect(words in report["headline"] and words in report["refusals"][0]["text"], report["headline"])
        part = {"kind": "server", "nodes": 21, "gpus": 168, "segmentNodes": 1}
        expect(report["refusals"][0]["largestPart"] == part, report["refusals"][0])
        row, = csv.DictReader(io.StringIO(bench.run(*command, "--format", "csv").exits(1).text, newline=""))
        expect((row["largest_part_nodes"], row["largest_part_gpus"]) == ("21", "168") and words in row["reason"], row)
    # What is said to fit fits, and no more.
    for gpus, code in ((168, 0), (176, 1)):
        bench.write("site/tenants.yaml", asked % gpus)
        bench.run("plan", bench.path("site"), "--unleased", "off").exits(code)


@case("a contract is held by its mean and its feeds by the peak, each limit on its own basis")
def _(bench):
    kind = ("kinds:\n  box: {gpu: X, gpus: 2, nameplate: 0.9 kW, sustained-peak: 0.75 kW, average: 0.58 kW, idle: 0.15 kW, liquid: 0 %, height: 2 U}\n")

    def limited(basis, feed):
        return ("format: headroom-facility-1\nname: small\n" + kind + "zone:\n  level: site\n"
                f"  power: [{{name: contract, rating: 3 kW{basis}}}]\n  zones:\n"
                f"    - {{name: rack, level: rack, power: [{{name: feed, rating: {feed}}}], nodes: {{kind: box, count: 10}}}}\n")
    lease = "format: headroom-tenants-1\ntenants:\n  - name: tenant\n    leases:\n" + "".join(
        f"      - {{name: l{at}, gpus: 2, kind: box, price: 1 $/h, {HOLD}}}\n" for at in range(10))

    def count(basis, feed, *options):
        _, served = planned(bench, limited(basis, feed), lease, 0, "--unleased", "off", *options)
        return len(served)
    expect(count("", "8 kW") == 4, "four draw 3 kW at peak")
    expect(count(", basis: average", "8 kW") == 5, "five draw 2.9 kW on average")
    expect(count(", basis: average", "3.5 kW") == 4, "the feed carries the peak of four")
    expect(count(", basis: average", "4 kW", "--basis", "nameplate") == 4, "the feed is held by the plan's basis")
    expect(count(", basis: nameplate", "8 kW") == 3, "three of 0.9 kW")
    report = json.loads(bench.run("plan", bench.path("site"), "--format", "json", "--unleased", "off").exits(0).text)
    expect(report["limitBases"] == [{"stage": "contract", "basis": "nameplate"}], report["limitBases"])
    expect(report["supplyUse"]["supplyMilliwatts"] == 2_700_000, "what is drawn at the supply is on the basis of the supply")
    expect("contract against nameplate" in bench.run("plan", bench.path("site"), "--unleased", "off").exits(0).text, "the report says so")


@case("half a hundred thousand racks under one zone are counted, and what is left of them")
def _(bench):
    facility = ("format: headroom-facility-1\nname: flat\nzone:\n  level: site\n  zones:\n"
                "    - {name: rack, count: 50000, level: rack, nodes: {kind: dgx-h100, count: 8}}\n")
    claims, served = planned(bench, facility, book("name: a, gpus: 8, price: 1 $/GPU-h", "name: b, gpus: 1024, price: 1 $/GPU-h"))
    expect(sorted(served) == ["a", "b"] and claims["valueCentsPerHour"] == 103_200, f"{claims} {served}")
    report = json.loads(bench.run("plan", bench.path("site"), "--format", "json").exits(0).text)
    leasable = sum(entry["leasable"] for entry in report["gpuWaterfalls"])
    expect(leasable == 50_000 * 64 - 1_032, f"{leasable}")
