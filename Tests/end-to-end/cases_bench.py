"""headroom bench: on facilities that are made up, on folders and on instances; efforts and time limits."""

import json

import tiny
from cases_commands import INSTANCE
from harness import case, expect

PHASES = ["read", "compile", "construct", "prices", "orders", "improve", "plan", "certificate", "check", "report", "all"]
SMALL = ("--gpus", "4000", "--leases", "300", "--effort", "2")


@case("bench: a facility that is made up goes all the way, and everything is measured")
def _(bench):
    report = bench.run("bench", *SMALL, "--compare", "--repeat", "2", "--format", "json").exits(0).is_quiet().json
    expect(list(report["seconds"]) == PHASES, f"{report['seconds']}")
    parts = sum(seconds for phase, seconds in report["seconds"].items() if phase != "all")
    expect(abs(parts - report["seconds"]["all"]) < 1e-4 and report["seconds"]["read"] > 0, f"{report['seconds']}")
    expect(report["installedGPUs"] == 4000 and report["workloads"] == 300 and report["runs"] == 2, f"{report}")
    expect(0 < report["value"] <= report["bound"] and 0 < report["accepted"] <= 300, f"{report}")
    expect(abs(report["gap"] - (1 - report["value"] / report["bound"])) < 1e-6, f"{report['gap']}")
    expect(report["peakRSSKilobytes"] > 1000 and report["stoppedAfterRound"] is None, f"{report}")
    rivals = {entry["packer"]: entry for entry in report["compare"]}
    expect(set(rivals) == {"firstFit", "bestFitByDensity"}, f"{rivals}")
    expect(all(0 < entry["value"] <= report["bound"] for entry in rivals.values()), f"{rivals}")
    seconds = [moment["seconds"] for moment in report["trajectory"]]
    expect(seconds and seconds == sorted(seconds) and report["trajectory"][-1]["round"] <= 2, f"{report['trajectory']}")


@case("bench: threads change how long it takes, never the plan")
def _(bench):
    ran = bench.run("bench", *SMALL, "--scaling", "1,2,3", "--format", "json").exits(0)
    scaling = ran.json["scaling"]
    expect([entry["threads"] for entry in scaling] == [1, 2, 3], f"{scaling}")
    expect(all(entry["identical"] and entry["seconds"] > 0 for entry in scaling), f"{scaling}")
    expect(scaling[0]["speedUp"] == 1 and scaling[0]["efficiency"] == 1, f"{scaling}")
    instance = bench.write("instance.json", json.dumps(INSTANCE))
    bench.run("bench", "--instance", instance, "--scaling").exits(0).says("the same bytes", "speed-up")


@case("bench: the files made up are those that are measured, and are the same again")
def _(bench):
    for folder in ("one", "two"):
        bench.run("bench", *SMALL, "--seed", "5", "--write", folder).exits(0)
    for name in ("facility.yaml", "tenants.csv"):
        expect(bench.path(f"one/{name}").read_bytes() == bench.path(f"two/{name}").read_bytes(), name)
    bench.run("topology", "validate", "one").exits(0)
    made = bench.run("bench", *SMALL, "--seed", "5", "--format", "json").exits(0).json
    read = bench.run("bench", "one", "--seed", "5", "--effort", "2", "--format", "json").exits(0).json
    expect(made["value"] == read["value"] and made["bound"] == read["bound"], f"{made}\n{read}")
    bench.run("plan", "one", "--seed", "5", "--effort", "2", "--output", "plan.json").exits(0, 1)
    claims = json.loads(bench.path("plan.json").read_text())["claims"]
    expect(claims["valueCentsPerHour"] == read["value"], f"{claims}\n{read}")
    bench.run("bench", *SMALL, "--write", "one/tenants.csv").exits(74).printed_nothing()


@case("bench: NUMA nodes are reported, and switching them off changes no plan")
def _(bench):
    auto = bench.run("bench", *SMALL, "--numa-report", "--format", "json").exits(0).is_quiet().json
    off = bench.run("bench", *SMALL, "--numa", "off", "--format", "json").exits(0).json
    expect(auto["planSHA256"] == off["planSHA256"] and len(auto["planSHA256"]) == 64, f"{auto}\n{off}")
    numa = auto["numa"]
    expect(numa["mode"] == "auto" and numa["supported"] == (numa["unsupportedBecause"] is None), f"{numa}")
    expect(sum(node["threads"] for node in numa["nodes"]) == auto["threads"], f"{numa}")
    expect(len(numa["nodes"]) == auto["numaNodes"] and numa["shards"] and numa["copies"], f"{numa}")
    owners = {node["id"] for node in numa["nodes"] if node["threads"]}
    for block in numa["shards"] + numa["copies"]:
        expect(block["ownerNode"] in owners and block["bytes"] > 0, f"{block}")
        expect(block["pages"] or block["unknownBecause"], f"{block}")
    shares = [block["localShare"] for block in numa["shards"]]
    expect((numa["localShare"] is None) == (None in shares), f"{numa}")
    if len(owners) == 1 and numa["localShare"] is not None and len(numa["nodes"]) == 1:
        expect(numa["localShare"] == 1, "one node has all pages")
    expect(off["numa"]["mode"] == "off" and not off["numa"]["supported"] and off["numaNodes"] == 1, f"{off['numa']}")
    expect(off["numa"]["localShare"] is None and off["numa"]["shards"] == [], f"{off['numa']}")
    text = bench.run("bench", *SMALL, "--numa-report").exits(0).text
    expect("\nNUMA\n" in text and "\n  shard 0 " in text, text)


@case("--verbose says which NUMA nodes were used, on standard error alone")
def _(bench):
    folder = tiny.put(bench)
    plain = bench.run("plan", folder).exits(0).is_quiet().text
    said = bench.run("plan", folder, "--verbose").exits(0)
    expect(said.text == plain, "the report changed")
    lines = said.words.splitlines()
    expect(lines[0].startswith("numa: ") and all(line.startswith("numa: ") for line in lines), said.words)
    expect(any(line.startswith("numa: node ") for line in lines), said.words)
    off = bench.run("plan", folder, "--verbose", "--numa", "off").exits(0)
    expect(off.text == plain, "the report changed")
    bench.run("bench", *SMALL, "-v").exits(0).says("numa: node ")


@case("bench: what says nothing, or too much, is wrong usage")
def _(bench):
    folder = tiny.put(bench)
    instance = bench.write("instance.json", json.dumps(INSTANCE))
    for arguments in (
        [], [folder, "--gpus", "8"], [folder, "--instance", instance], ["--instance", instance, "--gpus", "8"],
        ["--gpus", "7"], ["--gpus", "10000001"], ["--gpus", "many"], ["--gpus", "64", "--leases", "-1"],
        ["--gpus", "64", "--solution", "s.json"], [folder, "--leases", "3"], [folder, "--write", "out"],
        ["--gpus", "64", "--tenants", instance], ["--gpus", "64", "--repeat", "0"], ["--gpus", "64", "--scaling", "0"],
        ["--gpus", "64", "--scaling", "1,,2"], ["--gpus", "64", "--effort", "0"], ["--gpus", "64", "--effort", "most"],
        ["--gpus", "64", "--time-limit", "-1"], ["--gpus", "64", "--time-limit", "soon"], ["--gpus", "64", "--numa", "on"],
    ):
        expect(bench.run("bench", *arguments).exits(64).printed_nothing().err, f"{arguments}: nothing said")
    for arguments in (["--effort", "0"], ["--effort", "much"], ["--time-limit", "-1"]):
        bench.run("plan", folder, *arguments).exits(64).printed_nothing()
    expect(bench.names() == ["instance.json", "tiny", "tiny/facility.yaml", "tiny/tenants.yaml"], f"{bench.names()}")


@case("bench: a solution is not written over the instance that is solved, under whatever name")
def _(bench):
    instance = bench.write("instance.json", json.dumps(INSTANCE))
    before = bench.path("instance.json").read_bytes()
    bench.path("link.json").symlink_to("instance.json")
    for name in (instance, "./instance.json", "link.json"):
        bench.run("bench", "--instance", instance, "--solution", name).exits(64).printed_nothing()
        expect(bench.path("instance.json").read_bytes() == before, f"{name}: the instance was overwritten")
    bench.run("bench", "--instance", instance, "--solution", "solution.json").exits(0)


@case("a time limit of nothing still gives a plan that passes its check, and the report says where it stopped")
def _(bench):
    bench.run("bench", *SMALL[:4], "--write", "site").exits(0)
    report = bench.run("bench", *SMALL[:4], "--time-limit", "0", "--format", "json").exits(0).json
    expect(report["stoppedAfterRound"] in (0, 1) and report["accepted"] > 0, f"{report}")
    ran = bench.run("plan", "site", "--time-limit", "0", "--output", "plan.json").exits(0, 1)
    ran.says("stopped by the time limit")
    bench.run("check", "site", "plan.json").exits(0, 1).says("yes: the plan")
    plan = json.loads(bench.path("plan.json").read_text())
    expect(set(plan["settings"]) == {"basis", "honour", "unleased", "seed"}, f"a plan file holds times: {plan['settings']}")
    plain = bench.run("plan", "site", "--format", "json").exits(0, 1).json
    hasty = bench.run("plan", "site", "--format", "json", "--time-limit", "0").exits(0, 1).json
    expect(plain["stoppedAfterRound"] is None and hasty["stoppedAfterRound"] is not None, "not said in the JSON")


@case("an effort is a number of rounds, of which normal is 16")
def _(bench):
    bench.run("bench", "--gpus", "1000", "--leases", "60", "--effort", "1", "--write", "site").exits(0)
    reports = {
        effort: bench.run("bench", "site", "--effort", effort, "--format", "json").exits(0).json
        for effort in ("1", "low", "normal", "16")
    }
    expect(reports["normal"]["value"] == reports["16"]["value"], "normal is not 16 rounds")
    expect(reports["1"]["rounds"] <= 1 and reports["low"]["rounds"] <= 4, f"{reports['low']}")
    expect(reports["1"]["regions"] < reports["normal"]["regions"], f"{reports['1']}\n{reports['normal']}")
