"""Bad input: file, line, column, what was expected; exit code 2, and nothing printed or written."""

import os
import re
import resource

import tiny
from harness import case, expect
from tiny import BOOK, FACILITY, edited


def refuses(bench, folder, *words, errors=1):
    """Plan and validate refuse the folder; the message has a place, the words, and a caret under the line."""
    ran = bench.run("plan", folder).exits(2).printed_nothing().says(*words)
    places = re.findall(r"^\S.*?:(\d+):(\d+): error: .", ran.words, re.MULTILINE)
    expect(len(places) >= errors, f"expected {errors} errors with file, line and column", ran)
    expect("^" in ran.words, "expected a caret", ran)
    expect(all(int(line) > 0 and int(column) > 0 for line, column in places), "places count from 1", ran)
    return ran


# What is done to the facility, and what the message must name.
FACILITY_SLIPS = {
    "an unknown key, with a suggestion": (("    height: 42 U", "    hieght: 42 U"), ["hieght", "height"]),
    "a bare number": (("rating: 100 kW", "rating: 100"), ["100", "kW"]),
    "a wrong unit": (("rating: 100 kW", "rating: 100 V"), ["100 V"]),
    "a unit that does not exist": (("rating: 100 kW", "rating: 100 kilowatt"), ["kilowatt"]),
    "a negative quantity": (("idle: 2 kW", "idle: -2 kW"), ["-2 kW"]),
    "not a number": (("rating: 100 kW", "rating: NaN kW"), ["NaN"]),
    "an infinite number": (("rating: 100 kW", "rating: .inf"), [".inf"]),
    "a thousands separator": (("rating: 100 kW", "rating: 1,00 kW"), ["1,00"]),
    "a GPU of a megawatt": (("nameplate: 10 kW", "nameplate: 8 MW"), ["8 MW"]),
    "more than all of it": (("liquid: 0 %", "liquid: 180 %"), ["180"]),
    "an unknown kind, with a suggestion": (("with: {kind: box}", "with: {kind: bxo}"), ["bxo"]),
    "an unknown template": (("template: cabinet", "template: cabinett"), ["cabinett", "cabinet"]),
    "a missing parameter": ((", with: {kind: box}", ""), ["kind"]),
    "a parameter that does not exist": (("with: {kind: box}", "with: {kind: box, size: 4}"), ["size"]),
    "a template inside itself": (
        ("    nodes: {kind: $kind, count: 4}", "    zones: [{name: in, template: cabinet, with: {kind: $kind}}]"),
        ["cabinet"]),
    "levels that go outwards": (("    level: rack\n    height", "    level: site\n    height"), ["site"]),
    "an unknown level": (("    level: rack\n    height", "    level: shelf\n    height"), ["shelf"]),
    "a count of nothing": (("count: 2, template", "count: 0, template"), ["0"]),
    "a count without end": (("count: 2, template", "count: 1000000000, template"), ["1000000000"]),
    "half a rack": (("count: 2, template", "count: 2.5, template"), ["2.5"]),
    "two zones of one name": (("    - name: annex", "    - name: pod-1"), ["pod-1"]),
    "two kinds of one name": (("  crate:\n", "  box:\n"), ["box"]),
    "a key twice": (("    height: 42 U", "    height: 42 U\n    height: 43 U"), ["height"]),
    "two stages of one name": (
        ("    - {name: feed, rating: 100 kW}", "    - {name: feed, rating: 100 kW}\n    - {name: feed, rating: 90 kW}"),
        ["feed"]),
    "more spares than units": (("count: 3, spare: 1", "count: 3, spare: 4"), ["spare"]),
    "nodes in a pod": (
        ("    - name: annex\n      level: pod\n", "    - name: annex\n      level: pod\n      nodes: {kind: box, count: 1}\n"),
        ["nodes"]),
    "an anchor": (("nameplate: 10 kW", "nameplate: &plate 10 kW"), ["anchor"]),
    "an alias": (("sustained-peak: 8 kW", "sustained-peak: *plate"), ["alias"]),
    "a tag": (("gpu: X100", "gpu: !!str X100"), ["tag"]),
    "a missing format": (("format: headroom-facility-1\n", ""), ["format"]),
    "a format of tomorrow": (("headroom-facility-1", "headroom-facility-9"), ["headroom-facility-1"]),
    "a list for a mapping": (("kinds:\n  box:", "kinds:\n  - box:"), []),
    "broken YAML": (("{name: feed, rating: 100 kW}", "{name: feed, rating: 100 kW"), []),
    "a tab for indentation": (("  level: hall", "\tlevel: hall"), []),
    "a path that leads nowhere": (
        ("zone:\n", "out-of-service:\n  - {at: pod-7, state: failed}\nzone:\n"), ["pod-7"]),
    "a state that does not exist": (
        ("zone:\n", "out-of-service:\n  - {at: pod-1, state: asleep}\nzone:\n"), ["asleep"]),
    "two documents": (("name: tiny\n", "name: tiny\n---\n"), []),
}

BOOK_SLIPS = {
    "an unknown key, with a suggestion": (("gpus: 32", "gpu: 32"), ["gpu", "gpus"]),
    "an unknown kind": (("kind: box, level: pod", "kind: bax, level: pod"), ["bax", "box"]),
    "an unknown level": (("level: pod", "level: shelf"), ["shelf"]),
    "an unknown status": (("{option: {until: 2027-03-31}}", "maybe"), ["maybe"]),
    "a day that does not exist": (("2027-03-31", "2027-02-29"), ["2027-02-29"]),
    "a probability above one": (("probability: 50 %", "probability: 150 %"), ["150"]),
    "a price without a unit": (("2.00 $/GPU-h", "2.00"), ["2.00"]),
    "a negative price": (("2.00 $/GPU-h", "-2.00 $/GPU-h"), ["-2.00"]),
    "no GPUs": (("gpus: 32", "gpus: 0"), ["0"]),
    "GPUs in a fraction": (("gpus: 32", "gpus: 32.5"), ["32.5"]),
    "two leases of one name": (("name: beta", "name: alpha"), ["alpha"]),
    "two tenants of one name": (("name: zeta", "name: acme"), ["acme"]),
    "an unknown profile": (("level: pod,", "level: pod, profile: sleeping,"), ["sleeping"]),
    "a lease without a price": ((", price: 2.00 $/GPU-h", ""), ["price"]),
    "a place that is not there": (("level: pod,", "level: pod, placed: [pod-8],"), ["pod-8"]),
}


def slips(table, text, write):
    for what, ((old, new), words) in table.items():
        name = f"bad {write} file: {what}"

        def check(bench, old=old, new=new, words=words):
            changed = edited(text, old, new)
            folder = tiny.put(bench, **{"facility" if write == "facility" else "book": changed})
            refuses(bench, folder, *words)
            if write == "facility":
                bench.run("topology", "validate", folder).exits(2).printed_nothing()

        case(name)(check)


slips(FACILITY_SLIPS, FACILITY, "facility")
slips(BOOK_SLIPS, BOOK, "tenants")


@case("all errors of a file are told at once, in the file's order")
def _(bench):
    text = edited(edited(edited(FACILITY, "idle: 2 kW", "idle: 2"), "count: 4}", "cuont: 4}"), "100 kW", "100 V")
    ran = refuses(bench, tiny.put(bench, facility=text), "idle", "cuont", "100 V", errors=3)
    lines = [int(line) for line in re.findall(r":(\d+):\d+: error:", ran.words)]
    expect(lines == sorted(lines), "not in order", ran)


@case("errors of the facility and of the book are told together")
def _(bench):
    folder = tiny.put(bench, edited(FACILITY, "idle: 2 kW", "idle: 2"), edited(BOOK, "gpus: 32", "gpus: none"))
    ran = bench.run("plan", folder).exits(2).says("facility.yaml")
    expect("tenants.yaml" in ran.words or "idle" in ran.words, "expected the errors", ran)


@case("a message shows the place: file, line, column, the line itself, and what is expected")
def _(bench):
    folder = tiny.put(bench, facility=edited(FACILITY, "rating: 100 kW", "rating: 100"))
    line = next(n for n, text in enumerate(FACILITY.splitlines(), 1) if "name: feed" in text)
    column = FACILITY.splitlines()[line - 1].index("100 kW") + 1
    ran = refuses(bench, folder, f"facility.yaml:{line}:{column}: error:", "- {name: feed, rating: 100}", "MW")
    shown = ran.words.splitlines()
    quoted = next(n for n, text in enumerate(shown) if "{name: feed, rating: 100}" in text)
    expect(
        shown[quoted + 1].find("^") == shown[quoted].index("100}"), "the caret does not stand under the number", ran)


@case("files that are no text: empty, not UTF-8, a byte order mark, NUL, a folder, missing, unreadable")
def _(bench):
    folder = tiny.put(bench)
    facility = bench.path("tiny/facility.yaml")
    for text in (b"", b"\n\n# nothing\n", FACILITY.encode() + b"\xff\xfe", FACILITY.encode("utf-16"), b"\x00" * 64):
        facility.write_bytes(text)
        ran = bench.run("plan", folder).exits(2).printed_nothing()
        expect("facility.yaml" in ran.words, "expected the file's name", ran)
    facility.unlink()
    bench.run("plan", folder).exits(2).printed_nothing().says("facility.yaml")
    bench.run("plan", bench.path("nowhere")).exits(2).printed_nothing().says("nowhere")
    facility.mkdir()
    bench.run("plan", folder).exits(2).printed_nothing()
    facility.rmdir()
    facility.write_text(FACILITY)
    bench.run("plan", folder, "--tenants", bench.path("no-book.yaml")).exits(2).printed_nothing().says("no-book.yaml")
    if os.geteuid() != 0:  # root reads everything
        facility.chmod(0)
        bench.run("plan", folder).exits(2).printed_nothing().says("facility.yaml")


@case("hostile files end soon and in little memory: deep nesting, 100 MB, long lines, many copies")
def _(bench):
    def bounded():
        # Address space, not resident memory: a runtime reserves more than it uses.
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))

    copies = edited(edited(FACILITY, "count: 2\n", "count: 999999\n"), "count: 2, template", "count: 999999, template")
    hostile = {
        "deep lists": "name: " + "[" * 100_000,
        "deep mappings": "".join(" " * depth + "a:\n" for depth in range(2_000)),
        "100 MB of comment": FACILITY + "#" + "x" * 100_000_000,
        "100 MB of keys": "format: headroom-facility-1\n" + "unknown: 1\n" * 9_000_000,
        "a line of 20 MB": edited(FACILITY, "count: 4}", "count: 4, " + "x" * 20_000_000 + ": 1}"),
        "a million million racks": copies,
        "a number without end": edited(FACILITY, "100 kW", "9" * 1_000_000 + " kW"),
    }
    for what, text in hostile.items():
        folder = tiny.put(bench, facility=text)
        ran = bench.run("topology", "validate", folder, prepare=bounded, timeout=60)
        expect(ran.code == 2, what, ran)
        expect(len(ran.err) < 1_000_000, f"{what}: {len(ran.err):,} bytes of errors")
        expect(ran.seconds < 20, f"{what}: {ran.seconds:.1f} s")
