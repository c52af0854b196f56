"""The JSON Schema of facility files against the program that reads them, in both directions."""

import copy
import json
import re

import schema
import tiny
from harness import ROOT, TOPOLOGIES, Failed, case, expect

MODELINE = "# yaml-language-server: $schema=../../docs/schema/facility-1.json"

# Where each table of keys is read: a facility with the key `zz` there.
RACK = {"name": "r", "level": "rack", "nodes": {"kind": "dgx-h100", "count": 4}}
STAGE, LOAD = {"name": "a", "rating": "1 MW"}, {"name": "n", "watts": "1 kW"}
COOLER = {"name": "c", "takes": "liquid", "rating": "1 MW"}
NETWORK = {"name": "f", "endpoints": "1 per gpu", "tiers": 2, "switch": "qm9700"}
HALL = {"name": "h", "level": "hall", "power": [STAGE], "cooling": [COOLER], "loads": [LOAD], "fabric": [NETWORK], "zones": [RACK]}


def facility(zone=None, **more):
    return {"format": "headroom-facility-1", "name": "f", "zone": zone or {"level": "site", "zones": [HALL]}, **more}


def hall(**more):
    return facility({"level": "site", "zones": [{**HALL, **more}]})


def override(**more):
    return facility(overrides=[{"at": "h", **more}])


ZZ = {"zz": 1}
PROBES = {
    "": facility(zz=1),
    "kind": facility(kinds={"dgx-h100": ZZ}),
    "numaEven": facility(kinds={"dgx-h100": {"numa": ZZ}}),
    "numaDomain": facility(kinds={"dgx-h100": {"numa": [ZZ]}}),
    "portGroup": facility(kinds={"dgx-h100": {"nics": ZZ}}),
    "supplies": facility(kinds={"dgx-h100": {"supplies": ZZ}}),
    "watts": facility(kinds={"dgx-h100": {"gpu-cap": ZZ}}),
    "temperatures": facility(kinds={"dgx-h100": {"inlet": ZZ}}),
    "equipment": facility(equipment={"qm9700": ZZ}),
    "profile": facility(profiles={"night": ZZ}),
    "profileOverride": facility(profiles={"training": ZZ}),
    "template": facility({"level": "site", "zones": [{"name": "z", "template": "t"}]}, templates={"t": {"level": "hall", **ZZ}}),
    "root": facility({"level": "site", **ZZ}),
    "zone": hall(**ZZ),
    "stage": hall(power=[{**STAGE, **ZZ}]),
    "amps": hall(power=[{"name": "a", "rating": ZZ}]),
    "cooling": hall(cooling=[{**COOLER, **ZZ}]),
    "derate": hall(cooling=[{**COOLER, "derate": ZZ}]),
    "load": hall(loads=[{**LOAD, **ZZ}]),
    "fabric": hall(fabric=[{**NETWORK, **ZZ}]),
    "nodes": hall(zones=[{**RACK, "nodes": {"kind": "dgx-h100", "count": 4, **ZZ}}]),
    "failures": facility(spares={"dgx-h100": ZZ}),
    "override": override(**ZZ),
    "stageOverride": override(power={"a": ZZ}),
    "coolingOverride": override(cooling={"c": ZZ}),
    "loadOverride": override(loads={"n": ZZ}),
    "fabricOverride": override(fabric={"f": ZZ}),
    "outOfService": facility(**{"out-of-service": [{"at": "h/r", "state": "failed", **ZZ}]}),
    "placed": facility(placed=[{"lease": "l", "at": "h/r", **ZZ}]),
}


def tables(document):
    """The schema's closed tables by name; those that only give a value a source are no tables of their own."""
    found = {"": document, **document["$defs"]}
    closed = {name: set(part["properties"]) for name, part in found.items() if part.get("additionalProperties") is False}
    return {name: keys for name, keys in closed.items() if keys != {"value", "source", "about"}}


def judge(bench, data):
    """What the program says of a facility: whether it reads it, and its words."""
    ran = bench.run("topology", "validate", bench.write("facility.yaml", json.dumps(data))).exits(0, 2)
    return ran.code == 0, ran.words


@case("schema: every key that the reader knows is in the schema, and every key of the schema is known")
def _(bench):
    known = tables(schema.read())
    expect(set(PROBES) == set(known), f"tables without a probe, or the other way round: {set(PROBES) ^ set(known)}")
    for name, probe in PROBES.items():
        _, words = judge(bench, probe)
        listed = re.search(r"unknown key `zz`[^\n]*\n(?:[^\n]*\n)*?  expected: ([^\n]*)", words)
        expect(listed, f"{name or 'the file'}: the reader does not list its keys:\n{words}")
        expect(set(listed[1].split(", ")) == known[name], f"{name}: the reader has {listed[1]}, the schema {known[name]}")


@case("schema: no table of keys in the readers of a facility is missing from the schema")
def _(bench):
    known = list(tables(schema.read()).values())
    sources = [
        path for pattern in ("FacilityReader*", "DocumentDecoder+*", "KindBuilder", "EquipmentBuilder")
        for path in sorted((ROOT / "Sources/Files").rglob(f"{pattern}.swift"))
    ]
    count = 0
    for path in sources:
        for name, body in re.findall(r"let (\w+) = Keys\(([^)]*)\)", path.read_text(encoding="utf-8")):
            count += 1
            keys = set(re.findall(r'"([^"]+)"', body))
            # What may stand beside `template` is listed in advice only.
            expect(name == "useKeys" or keys in known, f"{path.name}: {name} is not in the schema: {sorted(keys)}")
    expect(count > 20, f"only {count} tables found")


def samples():
    """Facilities that are fine, by name."""
    found = {path.parent.name: path.read_text(encoding="utf-8") for path in sorted(TOPOLOGIES.glob("*/facility.yaml"))}
    swift = (ROOT / "Tests/FilesTests/Support/SampleFiles.swift").read_text(encoding="utf-8")
    block = re.search(r'facilityText = """\n(.*?)\n    """', swift, re.DOTALL)[1]
    found["SampleFiles.swift"] = re.sub(r"(?m)^    ", "", block)
    found["tiny.py"] = tiny.FACILITY
    return found


@case("schema: every facility that ships, and the samples of the tests, are valid; each shipped one points editors at it")
def _(bench):
    validator = schema.Validator()
    for name, text in samples().items():
        problem = validator.problem(schema.load(text))
        expect(not problem, f"{name}: {problem}")
    for path in TOPOLOGIES.glob("*/facility.yaml"):
        expect(path.read_text(encoding="utf-8").splitlines()[0] == MODELINE, f"{path}: the first line is not {MODELINE}")


# What the reader says of a file whose shape is wrong, whatever it means. Only new equipment needs a class: which is new, the
# schema cannot know.
SHAPE = re.compile(
    r"error: (unknown key|.* needs the key (?!`class`)|.* must be a (mapping|list|text|whole number)|`.*` has no unit|unknown level"
    r"|a load needs an amount)")
FREE = {"source", "about", "sources", "with"}


def paths(data, at=()):
    yield at
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        if key not in FREE:
            yield from paths(value, (*at, key))


def changed(data, at, change):
    data = copy.deepcopy(data)
    parent = data
    for key in at[:-1]:
        parent = parent[key]
    change(parent, at[-1])
    return data


def mutations(data):
    """Each value in turn left out, turned into something else, robbed of its unit; each mapping with a key too many."""
    for at in paths(data):
        value = data
        for key in at:
            value = value[key]
        if isinstance(value, dict):
            yield f"{at}: a key too many", changed({"": data}, ("", *at), lambda p, k: p[k].update(zz=1))[""]
        if not at:
            continue
        if isinstance(at[-1], str):
            yield f"{at}: left out", changed(data, at, lambda p, k: p.pop(k))
        for other in ("zz zz",) if isinstance(value, (dict, list)) else ({"zz": 1}, [["zz"]]):
            yield f"{at}: {other}", changed(data, at, lambda p, k, other=other: p.__setitem__(k, other))
        number = re.match(r"[0-9.]+ ", value) if isinstance(value, str) else None
        if number:
            yield f"{at}: no unit", changed(data, at, lambda p, k: p.__setitem__(k, float(number[0])))


# Small, with each key once: what is done to every value in it is judged by both.
EVERY_KEY = """
format: headroom-facility-1
name: f
kinds:
  dgx-h100: {idle: 2.1 kW ± 5 %, numa: {domains: 2}, gpu-cap: {min: 200 W, max: 700 W}}
  tray: {gpu: T, gpus: 4, nvlink-domain: 8, nameplate: 5 kW, sustained-peak: 4 kW, average: 3 kW, idle: 1 kW, liquid: 90 %, height: 1 U,
    gpu-power: 1 kW, gpu-memory: 80 GB, sockets: 2, cores: 64, numa: [{gpus: 4, nics: 4, cores: 64}], nics: {count: 4, speed: 400 Gb/s},
    supplies: {count: 2, rating: 5 kW, needed: 1}, mass: 30 kg, inlet: {min: 5 °C, max: 30 °C}}
equipment:
  pump: {class: appliance, max-power: 1 kW, typical-power: 800 W, height: 1 U, mass: 10 kg}
bases: {ceiling: {tray: 90 kW / 18}}
profiles: {night: {sustained-peak: 50 % of nameplate, average: 40 % of average}}
templates:
  rack-of:
    parameters: [count]
    level: rack
    power: [{name: breaker, rating: {amps: 60 A, volts: 415 V, phases: 3, circuits: 2}, continuous: 80 %}]
    height: 48 U
    reserved: {value: 8 U, source: estimate}
    nodes: {kind: dgx-h100, count: $count}
    positions: 2
zone:
  name: f
  level: site
  water-supply: 32 °C
  quantities: {storage: 12 PB, wan: 400 Gb/s, public-ips: 64}
  power:
    - {name: contract, rating: 20 MW}
    - {name: ups, count: 2, serves: "hall-[1-2]", wired: block, units: 4, spare: 1, rating: 3 MVA, power-factor: 98 %, efficiency: 99 %, no-load-loss: 5 kW, square-loss: 20 kW}
  cooling: [{name: cdu, takes: liquid, count: 2, spare: 1, rating: 100 kW, derate: {above: 30 °C, by: 5 kW per K}}]
  loads: [{name: network, per-gpu: 81 W}, {name: plant, of-it: 10 % ± 20 %, from: contract, it: no, heat: none}, {name: pumps, model: pump, count: 2}]
  fabric: [{name: compute, switch: sn5600, speed: 400 Gb/s, endpoints: 8 per node, other-endpoints: 2, tiers: 3, rails: 4, planes: 2, nodes-per-unit: 16, oversubscription: "2:1", leaves-per-group: 8, cores: yes, drawn-at: typical, optics: 17 W / 2}]
  zones:
    - {name: hall, first: 1, count: 2, level: hall, zones: [{name: rack, count: 3, template: rack-of, with: {count: 4}}]}
    - {name: annex, level: rack, nodes: {kind: tray, count: 2}}
overrides: [{at: hall-1/rack-2, power: {breaker: {rating: 60 kW}}, height: 50 U}]
spares: {dgx-h100: 1 per 8, tray: {failures: 0.47 per 1000 GPU-days, repair: 3 days, confidence: 99 %, per: site}}
out-of-service: [{at: hall-1/rack-1/node-1, state: failed}]
placed: [{lease: old, at: [hall-2/rack-1], nodes: 2, profile: night}, {lease: bit, at: hall-2/rack-2, node: 2, gpus: [1, 0]}]
not-modelled: [coolant flow]
"""


def compared(validator, mutants, judged):
    """Holds schema and reader to each other on changed files; says how many are read, and how many are not valid."""
    accepted = refused = 0
    for what, mutant in mutants:
        is_read, words = judged(mutant)
        is_valid = validator.accepts(mutant)
        if is_read and not is_valid:
            raise Failed(f"{what}: the reader takes it, the schema does not: {validator.problem(mutant)}")
        if SHAPE.search(words) and is_valid:
            raise Failed(f"{what}: the schema takes it, the reader does not:\n{words}")
        accepted += is_read
        refused += not is_valid
    return accepted, refused


@case("schema: of a facility changed in any one place, the schema accepts what the reader does, and no wrong shape")
def _(bench):
    validator = schema.Validator()
    data = schema.load(EVERY_KEY)
    expect(judge(bench, data)[0], judge(bench, data)[1])
    accepted, refused = compared(validator, mutations(data), lambda mutant: judge(bench, mutant))
    expect(accepted > 50 and refused > 300, f"{accepted} read, {refused} not valid")
