"""The catalogue, the list of facilities, and warnings of what is implausible."""

import tiny
from harness import COLOSSUS, TOPOLOGIES, case, expect


@case("topology list names the facilities of a folder, and a broken one beside them")
def _(bench):
    tiny.put(bench, folder="all/good")
    tiny.put(bench, "format: headroom-facility-1\n", folder="all/bad")
    listed = bench.run("topology", "list", bench.path("all"), "--format", "json").exits(0).is_quiet().json
    good = [entry for entry in listed["topologies"] if entry["folder"].endswith("good")]
    expect([entry["name"] for entry in listed["topologies"]] == [None, "tiny"], listed)
    expect((good[0]["gpus"], good[0]["nodes"], good[0]["supplyLimitMilliwatts"]) == (132, 17, 100_000_000), good)
    bench.run("topology", "list", bench.path("all")).exits(0).says("tiny", "refused", "topology validate")
    bench.run("topology", "list", bench.path("all/good")).exits(0).says("tiny")
    bench.run("topology", "list", cwd=TOPOLOGIES.parent).exits(0).says("Topologies/minimal", "colossus-1", "230,656")
    bench.run("topology", "list", bench.path("nowhere")).exits(2).printed_nothing().says("no facility is here")


@case("the catalogue as a facility sees it marks what the facility states")
def _(bench):
    alone = bench.run("topology", "list", "--catalog", "--format", "json").exits(0).is_quiet().json
    expect(alone["facility"] is None and len(alone["kinds"]) >= 15 and len(alone["equipment"]) >= 30, len(alone["kinds"]))
    expect(not any(entry["added"] or entry["overridden"] for entry in alone["kinds"] + alone["equipment"]), "marked")
    seen = bench.run("topology", "list", "--catalog", COLOSSUS, "--format", "json").exits(0).json
    marked = {entry["kind"] for entry in seen["kinds"] if entry["overridden"]}
    expect(seen["facility"] == "colossus-1", seen["facility"])
    expect(marked == {"hgx-h100-liquid", "hgx-h200-liquid", "gb200-nvl72"}, marked)
    added = bench.run("topology", "list", "--catalog", tiny.put(bench)).exits(0)
    added.says("+box", "+crate", "only in that file")
    bench.run("topology", "list", "--catalog", COLOSSUS, COLOSSUS).exits(64).printed_nothing()
    # Empty rack positions, which colo-20mw has, are no kind of node.
    for facility in sorted(TOPOLOGIES.glob("*/facility.yaml")):
        for form in ("text", "json", "csv", "markdown"):
            listed = bench.run("topology", "list", "--catalog", facility.parent, "--format", form).exits(0).is_quiet()
        expect(len(bench.run("topology", "list", "--catalog", facility.parent, "--format", "json").json["kinds"]) >= 15, f"{facility}")


@case("validate warns of what is implausible and still says that the file is valid; plan does not")
def _(bench):
    folder = tiny.put(bench, tiny.edited(tiny.FACILITY, "nameplate: 10 kW", "nameplate: 7.9 kW"))
    ran = bench.run("topology", "validate", folder).exits(0).says("tiny: valid", "warning", "sustained-peak of 8 kW")
    expect("error" not in ran.words, ran)
    bench.run("plan", folder).exits(0).is_quiet()
    bench.run("topology", "show", folder).exits(0).is_quiet()


@case("warnings of the shipped facilities are few")
def _(bench):
    for facility in sorted(TOPOLOGIES.glob("*/facility.yaml")):
        ran = bench.run("topology", "validate", facility.parent).exits(0)
        expect(ran.words.count("warning:") <= 4, ran)
