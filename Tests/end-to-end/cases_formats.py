"""Reports as CSV and as markdown, held to the JSON report of the same run."""

import csv
import io
import json
import re
from decimal import Decimal

import tiny
from cases_commands import INSTANCE
from harness import COLOSSUS, TOPOLOGIES, case, expect

PLAIN = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")


def table(ran):
    """Rows by column name, read by Python's own reader, which must find the RFC's line ends."""
    expect(ran.out.endswith(b"\r\n") and ran.out.count(b"\n") == ran.out.count(b"\r\n"), "lines do not end in CR LF", ran)
    rows = list(csv.reader(io.StringIO(ran.text, newline=""), strict=True))
    names = rows[0]
    expect(len(set(names)) == len(names), f"a column stands there twice: {names}")
    for row in rows[1:]:
        expect(len(row) == len(names), f"{len(row)} cells under {len(names)} names: {row}")
    return [dict(zip(names, row)) for row in rows[1:]]


def number(cell):
    expect(PLAIN.fullmatch(cell), f"no plain number: {cell!r}")
    return Decimal(cell)


def same(what, row, wanted):
    for name, value in wanted.items():
        cell = row[name]
        if value is None or value == "":
            good = cell == ""
        elif isinstance(value, bool):
            good = cell == ("true" if value else "false")
        elif isinstance(value, (int, Decimal)):
            good = number(cell) == value
        else:
            good = cell == value
        expect(good, f"{what}: {name} is {cell!r}, the JSON report has {value!r}")


def lease(entry, outcome):
    """A lease of the JSON report as its row in CSV should be."""
    status = entry["status"]
    probability = status["probability"]
    return {
        "lease": entry["lease"], "tenant": entry["tenant"], "outcome": outcome, "status": status["name"],
        "status_until": status["until"], "status_zone": status["zone"], "status_notice_days": status["noticeDays"],
        "status_probability": None if probability is None else Decimal(str(probability)),
        "must_be_kept": entry["mustBeKept"], "stands_today": entry["standsToday"], "priority": entry["priority"],
        "kind": entry["kind"], "level": entry["level"], "profile": entry["profile"], "gpus": entry["gpus"],
        "nodes": entry["nodes"], "rent_usd_per_hour": Decimal(entry["centsPerHour"]) / 100,
    }


def in_unit(amount, unit):
    """An amount of the JSON report, in the unit of the CSV."""
    return (None, None) if amount is None else (Decimal(amount) / 10**6, "kW") if unit == "mW" else (amount, unit)


@case("formats: the leases of a plan in CSV are those of the JSON report, cell by cell")
def _(bench):
    for topology in (tiny.put(bench), TOPOLOGIES / "minimal", COLOSSUS):
        report = bench.run("plan", topology, "--format", "json").exits(0).json
        rows = {row["lease"]: row for row in table(bench.run("plan", topology, "--format", "csv").exits(0).is_quiet())}
        expect(len(rows) == len(report["placements"]) + len(report["refusals"]), f"{topology}: {len(rows)} rows")
        for entry in report["placements"]:
            at = " ".join(f"{part['racks']}:{part['nodes']}" for part in entry["at"])
            if piece := entry["piece"]:
                at = f"{piece['rack']}/node-{piece['node']}:" + "+".join(map(str, piece["gpus"]))
            same(entry["lease"], rows[entry["lease"]], lease(entry, "placed") | {"where": at, "reason": "", "reason_code": ""})
        for entry in report["refusals"]:
            reason = entry["reason"]
            short, unit = in_unit(reason["short"], reason["unit"])
            limits = [limit["resource"] for limit in reason["limits"] + entry["alsoShort"]]
            same(entry["lease"], rows[entry["lease"]], lease(entry, "refused") | {
                "where": "", "racks": None, "reason_code": reason["code"], "reason_limits": " ".join(limits),
                "reason_zone": reason["zone"], "reason_short": short, "reason_short_unit": unit, "reason": entry["text"],
            })
        rents = sum(number(row["rent_usd_per_hour"]) for row in rows.values() if row["outcome"] == "placed")
        expect(rents == Decimal(report["value"]["centsPerHour"]) / 100, f"{topology}: rents sum to {rents}")


@case("formats: what a lease takes by its ranges in CSV are its nodes and racks")
def _(bench):
    for row in table(bench.run("plan", COLOSSUS, "--format", "csv").exits(0)):
        racks = nodes = 0
        for part in row["where"].split():
            path, each = part.rsplit(":", 1)
            here = 1
            for first, last in re.findall(r"\[(\d+)-(\d+)\]", path):
                here *= int(last) - int(first) + 1
            racks, nodes = racks + here, nodes + here * int(each)
        if row["outcome"] == "placed":
            expect((str(racks), str(nodes)) == (row["racks"], row["nodes"]), f"{row['lease']}: {racks} racks, {nodes} nodes")


@case("formats: the kinds of a facility in CSV are those of the JSON report")
def _(bench):
    for topology in (tiny.put(bench), COLOSSUS):
        report = bench.run("topology", "show", topology, "--format", "json").exits(0).json
        rows = table(bench.run("topology", "show", topology, "--format", "csv").exits(0).is_quiet())
        expect(len(rows) == len(report["kinds"]), f"{len(rows)} rows")
        for row, kind in zip(rows, report["kinds"]):
            same(kind["kind"], row, {
                "facility": report["facility"], "kind": kind["kind"], "gpu": kind["gpu"],
                "gpus_per_node": kind["gpusPerNode"], "nvlink_domain_gpus": kind["nvlinkDomainGPUs"],
                "racks": kind["racks"], "nvlink_racks": kind["nvlinkRacks"], "nodes": kind["nodes"],
                "nodes_in_service": kind["inService"], "nodes_failed": kind["failed"],
                "nodes_in_maintenance": kind["maintenance"], "nodes_in_burn_in": kind["burnIn"],
                "gpus": kind["gpus"], "gpus_in_service": kind["inServiceGPUs"],
            })


@case("formats: folders and the catalogue in CSV are those of the JSON reports")
def _(bench):
    listed = bench.run("topology", "list", TOPOLOGIES, "--format", "json").exits(0).json["topologies"]
    rows = table(bench.run("topology", "list", TOPOLOGIES, "--format", "csv").exits(0).is_quiet())
    expect([row["folder"] for row in rows] == [entry["folder"] for entry in listed], f"{rows}")
    for row, entry in zip(rows, listed):
        same(entry["name"], row, {"readable": True, "facility": entry["name"], "gpus": entry["gpus"], "nodes": entry["nodes"]})
        expect(float(row["sustained_peak_kw"]) == entry["sustainedPeakMilliwatts"] / 1e6, f"{row}")
    for facility in ([], [COLOSSUS]):
        report = bench.run("topology", "list", "--catalog", *facility, "--format", "json").exits(0).json
        rows = table(bench.run("topology", "list", "--catalog", *facility, "--format", "csv").exits(0).is_quiet())
        kinds, equipment = [[row for row in rows if row["record"] == record] for record in ("kind", "equipment")]
        expect(len(kinds) == len(report["kinds"]) and len(equipment) == len(report["equipment"]), f"{len(rows)} rows")
        for row, kind in zip(kinds, report["kinds"]):
            same(kind["kind"], row, {
                "name": kind["kind"], "gpu": kind["gpu"], "gpus_per_node": kind["gpus"], "height_u": kind["heightUnits"],
                "cores": kind["cores"], "added": kind["added"], "overridden": " ".join(kind["overridden"]),
                "numa_gpus": "+".join(str(domain["gpus"]) for domain in kind["numaDomains"]),
            })
            expect(float(row["nameplate_kw"]) == kind["nameplateMilliwatts"] / 1e6, f"{row}")
        for row, item in zip(equipment, report["equipment"]):
            same(item["name"], row, {"name": item["name"], "class": item["class"], "rated": item["rated"], "takes": item["takes"]})


@case("formats: a check in CSV names the violations and claims of the JSON report, and every limit")
def _(bench):
    folder = tiny.put(bench)
    plan = bench.path("plan.json")
    bench.run("plan", folder, "--output", plan).exits(0)
    good = table(bench.run("check", folder, plan, "--format", "csv").exits(0))
    expect({row["holds"] for row in good} == {"true"}, "a plan that holds has rows that do not")
    plan.write_text(re.sub(r'("valueCentsPerHour": )\d+', r"\g<1>1", plan.read_text()))
    plan.write_text(re.sub(r'("racks": "[^"]*", "nodes": )\d+', r"\g<1>9", plan.read_text()))
    report = bench.run("check", folder, plan, "--format", "json").exits(1).json
    rows = table(bench.run("check", folder, plan, "--format", "csv").exits(1))
    broken = [row for row in rows if row["record"] == "violation"]
    expect(len(broken) == len(report["violations"]) > 2, f"{len(broken)} violations")
    for row, entry in zip(broken, report["violations"]):
        same(entry["text"], row, {
            "holds": False, "name": entry["code"], "lease": entry["lease"], "resource": entry["resource"],
            "text": entry["text"],
        })
    claims = [row for row in rows if row["record"] == "claim"]
    for row, entry in zip(claims, report["claims"], strict=True):
        scale, unit = (10**6, "kW") if entry["unit"] == "mW" else (100, "USD/h")
        same(entry["name"], row, {
            "name": entry["name"], "claimed": Decimal(entry["claimed"]) / scale, "actual": Decimal(entry["actual"]) / scale,
            "unit": unit, "holds": entry["claimed"] == entry["actual"],
        })
    limits = {row["resource"]: row for row in rows if row["record"] == "limit"}
    for entry in report["fullestElements"]:
        (load, unit), (limit, _) = (in_unit(entry[key], entry["unit"]) for key in ("load", "limit"))
        row = limits[entry["resource"]]
        same(entry["resource"], row, {
            "class": entry["class"], "name": entry["group"], "load": load, "limit": limit, "unit": unit,
            "holds": load <= limit,
        })
        group = [other for other in limits.values() if (other["class"], other["name"]) == (entry["class"], entry["group"])]
        expect(len(group) == entry["elements"], f"{entry['group']}: {len(group)} rows")


@case("formats: names with commas, quotes and pipes come through CSV and markdown")
def _(bench):
    names = ['alpha, "the first"', "=1+1|2", "a | b \\\\", "naïve 変圧器"]
    leases = "".join(
        f'      - {{name: "{name.replace(chr(34), chr(92) + chr(34))}", gpus: 8, kind: box, price: 2.00 $/GPU-h}}\n'
        for name in names)
    book = f"format: headroom-tenants-1\ntenants:\n  - name: acme\n    leases:\n{leases}"
    folder = tiny.put(bench, book=book)
    wanted = [entry["lease"] for entry in bench.run("plan", folder, "--format", "json").exits(0).json["placements"]]
    expect(len(wanted) == len(names), f"the book was read as {wanted}")
    rows = table(bench.run("plan", folder, "--format", "csv").exits(0))
    expect([row["lease"] for row in rows] == wanted, f"{rows}")
    markdown = bench.run("plan", folder, "--format", "markdown").exits(0).text
    expect(r"| =1+1\|2 |" in markdown and r"| a \| b \\ |" in markdown, markdown)


def cells(line):
    """How many cells a row of a markdown table has: pipes without a backslash of their own, less one."""
    return len(re.sub(r"\\.", "", line).split("|")) - 2


@case("formats: every row of a markdown table has as many cells as its header")
def _(bench):
    folder = tiny.put(bench)
    bench.run("plan", folder, "--output", bench.path("plan.json")).exits(0)
    for arguments in (["plan", folder], ["plan", COLOSSUS], ["topology", "show", COLOSSUS],
                      ["check", folder, bench.path("plan.json")]):
        ran = bench.run(*arguments, "--format", "markdown").exits(0).is_quiet()
        tables = re.findall(r"(?:^\|.*\n)+", ran.text, re.MULTILINE)
        expect(len(tables) >= 3, f"{len(tables)} tables", ran)
        for found in tables:
            lines = found.splitlines()
            expect(re.fullmatch(r"\|( -{3}:? \|)+", lines[1]), f"no rule under the header: {lines[1]}")
            for line in lines:
                expect(cells(line) == cells(lines[0]), f"{cells(line)} cells under {cells(lines[0])}: {line}")
        sections = re.findall(r"^## (.*)$", ran.text, re.MULTILINE)
        text = bench.run(*arguments).exits(0).text
        expect(len(sections) == text.count("\n\n"), f"the sections of the text are others than {sections}", ran)


@case("formats: bench prints its one row as CSV, and markdown")
def _(bench):
    instance = bench.write("instance.json", json.dumps(INSTANCE))
    report = bench.run("bench", "--instance", instance, "--format", "json").exits(0).json
    (row,) = table(bench.run("bench", "--instance", instance, "--format", "csv").exits(0))
    same("bench", row, {
        "instance": report["instance"], "workloads": report["workloads"], "accepted": report["accepted"],
        "gpus": report["gpus"], "value_usd_per_hour": Decimal(report["value"]) / 100,
        "bound_usd_per_hour": Decimal(report["bound"]) / 100, "threads": report["threads"],
    })
    expect(all(f"{phase}_seconds" in row for phase in report["seconds"] if phase != "all"), f"{row}")
    bench.run("bench", "--instance", instance, "--format", "markdown").exits(0).says("two-racks: 2 of 4 leases accepted", "| headroom |")


@case("formats: CSV and markdown are the same bytes again, for any threads and locale")
def _(bench):
    for form in ("csv", "markdown"):
        first = bench.run("plan", COLOSSUS, "--format", form).exits(0).out
        other = bench.run("plan", COLOSSUS, "--format", form, "--threads", "3", LC_ALL="de_DE.UTF-8", cwd="/").exits(0).out
        expect(first == other, f"{form}: other bytes")
