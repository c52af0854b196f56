"""Tenant books: the page that teaches them, their JSON Schema, and tables of leases."""

import copy
import json
import re

import schema
from cases_docs import blocks
from cases_schema import changed, compared
from harness import ROOT, TOPOLOGIES, case, expect

BOOK = ROOT / "docs/schema/book-1.json"
MODELINE = "# yaml-language-server: $schema=../../docs/schema/book-1.json"


def swift_text(name):
    """A text of Tests/FilesTests/Support/LeaseRuleFixture.swift."""
    swift = (ROOT / "Tests/FilesTests/Support/LeaseRuleFixture.swift").read_text(encoding="utf-8")
    return re.sub(r"(?m)^    ", "", re.search(rf'{name} = """\n(.*?)\n    """', swift, re.DOTALL)[1]) + "\n"


def judge(bench, book, name="book.yaml"):
    """What the program says of a book: whether it reads it, and its words."""
    if not bench.path("site.yaml").exists():
        bench.write("site.yaml", swift_text("static let text"))
    text = book if isinstance(book, str) else json.dumps(book)
    ran = bench.run("topology", "validate", bench.path("site.yaml"), "--tenants", bench.write(name, text)).exits(0, 2)
    return ran.code == 0, ran.words


@case("docs/tenants.md: every book is valid by the schema, and all of it is planned in the facility of the page")
def _(bench):
    validator = schema.Validator(BOOK)
    found = blocks("tenants.md")
    facility = next(text for language, text in found if "headroom-facility-1" in text)
    bench.write("lessons.yaml", facility)
    read = 0
    for language, text in found:
        if language not in ("yaml", "csv") or text == facility:
            continue
        read += 1
        path = bench.write(f"book-{read}.{language}", text)
        bench.run("plan", bench.path("lessons.yaml"), "--tenants", path, "--honour", "all").exits(0).says("refused: none")
        problem = validator.problem(schema.load(text)) if language == "yaml" else None
        expect(not problem, f"book {read}: {problem}")
    expect(read > 10, f"only {read} books")
    first = next(text for language, text in found if language == "yaml")
    expect(len(first.splitlines()) == 3, "the first book has three lines")


@case("schema: every book that ships, and the samples of the tests, are valid; each shipped one points editors at it")
def _(bench):
    validator = schema.Validator(BOOK)
    books = {str(path): path.read_text(encoding="utf-8") for path in sorted(TOPOLOGIES.glob("*/tenants*.yaml"))}
    for name, text in books.items():
        expect(text.splitlines()[0] == MODELINE, f"{name}: the first line is not {MODELINE}")
    for name, text in {**books, "LeaseRuleFixture.swift": swift_text("static let bookText")}.items():
        problem = validator.problem(schema.load(text))
        expect(not problem, f"{name}: {problem}")


# Where each table of keys is read: a lease with the key `zz` there.
ZZ = {"zz": 1}
LEASE = {"name": "l", "gpus": 8, "kind": "dgx-h100", "price": "1 $/GPU-h"}


def book(**lease):
    return {"format": "headroom-tenants-1", "tenants": [{"name": "t", "leases": [{**LEASE, **lease}]}]}


PROBES = {
    "": {**book(), "zz": 1},
    "tenant": {"format": "headroom-tenants-1", "tenants": [{"name": "t", "leases": [], "zz": 1}]},
    "lease": book(zz=1),
    "elastic": book(gpus={"floor": 8, "asked": 8, "zz": 1}),
    "pool": book(pool=ZZ, gpus=None),
    "space": book(gpus=None, kind=None, megawatts="1 MW at rack", space=ZZ, **{"with": "space"}),
    "profile": book(profile=ZZ),
    "status": None,
    "option": book(status={"option": ZZ}),
    "hold": book(status={"hold": ZZ}),
    "rofo": book(status={"rofo": ZZ}),
    "proposal": book(status={"proposal": ZZ}),
    "spread": book(spread=ZZ),
    "segment": book(segment=ZZ),
    "expand": book(expand=ZZ),
    "place": book(placed=[ZZ]),
}


def tables(document):
    """The schema's closed tables by name; those that only give a value a source are no tables of their own."""
    found = {"": document, **document["$defs"]}
    return {name: set(part["properties"]) for name, part in found.items() if part.get("additionalProperties") is False}


def without_none(data):
    if isinstance(data, dict):
        return {key: without_none(value) for key, value in data.items() if value is not None}
    return [without_none(value) for value in data] if isinstance(data, list) else data


@case("schema: every key that the reader of books knows is in the schema, and every key of the schema is known")
def _(bench):
    known = tables(schema.read(BOOK))
    expect(set(PROBES) == set(known), f"tables without a probe, or the other way round: {set(PROBES) ^ set(known)}")
    for name, probe in PROBES.items():
        if probe is None:
            continue
        _, words = judge(bench, without_none(probe))
        listed = re.search(r"unknown key `zz`[^\n]*\n(?:[^\n]*\n)*?  expected: ([^\n]*)", words)
        expect(listed, f"{name or 'the file'}: the reader does not list its keys:\n{words}")
        expect(set(listed[1].split(", ")) == known[name], f"{name}: the reader has {listed[1]}, the schema {known[name]}")
    source = (ROOT / "Sources/Files/Book/BookKeys.swift").read_text(encoding="utf-8")
    found = re.findall(r"static let (\w+) = Keys\(([^)]*)\)", source)
    for name, body in found:
        keys = set(re.findall(r'"([^"]+)"', body))
        expect(keys in known.values(), f"BookKeys.{name} is not in the schema: {sorted(keys)}")
    expect(len(found) > 10, f"only {len(found)} tables found")


def paths(data, at=()):
    yield at
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from paths(value, (*at, key))


def mutations(data):
    """Each value in turn left out, turned into something else, robbed of its unit; each mapping with a key too many."""
    for at in paths(data):
        value = data
        for key in at:
            value = value[key]
        if isinstance(value, dict) and at[-1:] != ("quantities",):
            yield f"{at}: a key too many", changed({"": data}, ("", *at), lambda p, k: p[k].update(zz=1))[""]
        if not at:
            continue
        if isinstance(at[-1], str):
            yield f"{at}: left out", changed(data, at, lambda p, k: p.pop(k))
        others = ("zz zz",) if isinstance(value, (dict, list)) else ({"zz": 1}, [["zz"]])
        for other in others:
            yield f"{at}: {other}", changed(data, at, lambda p, k, other=other: p.__setitem__(k, copy.deepcopy(other)))
        number = re.match(r"[0-9.]+ ", value) if isinstance(value, str) else None
        # Which unit a quantity has, if any, the facility says.
        if number and "quantities" not in at:
            yield f"{at}: no unit", changed(data, at, lambda p, k: p.__setitem__(k, float(number[0])))


@case("schema: of a book changed in any one place, the schema accepts what the reader does, and no wrong shape")
def _(bench):
    validator = schema.Validator(BOOK)
    data = schema.load(swift_text("static let bookText"))
    is_read, words = judge(bench, data)
    expect(is_read, words)
    accepted, refused = compared(validator, mutations(data), lambda mutant: judge(bench, mutant))
    expect(accepted > 20 and refused > 200, f"{accepted} read, {refused} not valid")


@case("a table of leases beside the facility is planned like the same book in YAML, and its errors name the cell")
def _(bench):
    rows = "tenant,lease,gpus,kind,price\n" + "".join(f"acme,lease-{n},8,dgx-h100,2.{n} $/GPU-h\n" for n in range(9))
    leases = "".join(f"  - {{name: lease-{n}, gpus: 8, kind: dgx-h100, price: 2.{n} $/GPU-h}}\n" for n in range(9))
    facility = swift_text("static let text")
    bench.write("csv/facility.yaml", facility)
    bench.write("csv/tenants.csv", rows)
    bench.write("yaml/facility.yaml", facility)
    bench.write("yaml/tenants.yaml", f"format: headroom-tenants-1\ntenants:\n- name: acme\n  leases:\n{leases}")
    reports = [bench.run("plan", folder, "--format", "json").exits(0).text for folder in ("csv", "yaml")]
    plans = [json.loads(report) for report in reports]
    for plan in plans:
        plan.pop("inputs", None)
    expect(plans[0] == plans[1], "the two reports differ")
    bench.write("csv/tenants.csv", rows.replace("lease-3,8,", "lease-3,eight,"))
    bench.run("plan", "csv").exits(2).printed_nothing().says("csv/tenants.csv:5:14: error: `gpus`", "acme,lease-3,eight")
