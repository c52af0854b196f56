"""Random facilities and books, held to the exported program: Tools/campaign, on some hundreds of seeds."""

import json
import subprocess
import sys

from harness import ROOT, case, expect

sys.path[:0] = [str(ROOT / "Tools/campaign"), str(ROOT / "Tools/lib")]
import highs  # noqa: E402
from judge import Case  # noqa: E402

SEEDS = range(1, 201)
# Of the seeds, at least so many must be comparable: fewer say too little.
COMPARABLE = 70

# What cannot change a plan, or is another way to write what is drawn.
FREE = {"about", "source", "sources", "not-modelled"}
# Descriptions that the program only reports; what is computed from them is drawn by its result, or has cases of its own.
FIGURES = {
    "kind": {"gpu-power", "gpu-cap", "gpu-memory", "sockets", "cores", "nics", "supplies", "mass", "inlet", "water-inlet"},
    "equipment": {"height", "mass", "ports", "max-power", "typical-power", "power-factor", "continuous", "square-loss", "takes", "derate", "flow", "drive",
                  "approach"},
    "numaDomain": {"nics", "cores"},
    "fabric": {"speed", "radix", "max-power", "typical-power", "optics", "rails", "leaves-per-group", "cores", "from", "heat"},
    "cooling": {"model"}, "amps": {"circuits"}, "override": {"cooling", "loads", "fabric", "height", "reserved", "water-supply"},
    "placed": {"node", "gpus"},
}
# Named parts of the schemas that are not looked at: other ways to write one that is, or figures.
PASSED = {"quantities", "portGroup", "watts", "temperatures", "supplies", "root", "template", "profileOverride", "stageOverride", "coolingOverride",
          "loadOverride", "fabricOverride"}


def keys(value):
    """Every key in a file."""
    if isinstance(value, dict):
        return set(value).union(*map(keys, value.values()))
    return set().union(*map(keys, value)) if isinstance(value, list) else set()


def stated(definition):
    """The keys that a part of a schema names."""
    found = set()
    for part in [definition, *definition.get("anyOf", []), *definition.get("allOf", [])]:
        properties = part.get("properties", {})
        # A value with a source of its own.
        found |= set() if "value" in properties else set(properties)
    return found


@case("campaign: every key of both files that can change a plan is drawn")
def _(bench):
    drawn = {"facility-1": set(), "book-1": set()}
    for seed in range(1, 1201):
        found = Case.drawn(seed)
        drawn["facility-1"] |= keys(found.facility)
        drawn["book-1"] |= keys(found.book)
    for name, seen in drawn.items():
        schema = json.loads((ROOT / f"docs/schema/{name}.json").read_text())
        parts = {"the file": schema} | {part: definition for part, definition in schema["$defs"].items() if part not in PASSED}
        for part, definition in parts.items():
            missing = stated(definition) - seen - FREE - FIGURES.get(part, set())
            expect(not missing, f"{name}, {part}: {', '.join(sorted(missing))} are never drawn by Tools/campaign")


@case("campaign: the same seed is the same case")
def _(bench):
    for seed in range(1, 20):
        one, other = Case.drawn(seed), Case.drawn(seed)
        expect((one.facility, one.book, one.options) == (other.facility, other.book, other.options), f"seed {seed}")


@case("campaign: of random facilities, plans are the optimum of the exported program or close to it, and never above it")
def _(bench):
    if highs.python() is None:
        return
    results = bench.path("results.json")
    ran = subprocess.run(
        [sys.executable, str(ROOT / "Tools/campaign/run"), "--binary", str(bench.binary), "--seeds", f"{SEEDS[0]}-{SEEDS[-1]}", "--json", str(results)],
        capture_output=True, text=True, timeout=600)
    comparable = sum(result["comparable"] for result in json.loads(results.read_text()).values()) if results.exists() else 0
    expect(ran.returncode == 0 and comparable >= COMPARABLE, f"{comparable} comparable, exit code {ran.returncode}\n{ran.stdout[-6000:]}{ran.stderr[-2000:]}")
