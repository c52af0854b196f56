"""The command line: help, usage, exit codes, where it runs from."""

import fcntl
import json
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import termios

import tiny
from harness import COLOSSUS, ROOT, TOPOLOGIES, Failed, case, expect


@case("help names the commands and exits 0")
def _(bench):
    bench.run("--help").exits(0).says("plan", "check", "topology", "bench", "export-instance")
    for command in (["plan"], ["check"], ["topology"], ["topology", "show"], ["bench"], ["export-instance"]):
        bench.run(*command, "--help").exits(0).is_quiet()
    for command in (["plan"], ["check"], ["topology", "show"], ["bench"]):
        bench.run(*command, "--help", COLUMNS="200").exits(0).says("text, json, csv, markdown; default: text")


@case("wrong usage exits 64 with words on stderr and nothing on stdout")
def _(bench):
    folder = tiny.put(bench)
    for arguments in (
        ["plam", folder], ["plan"], ["plan", folder, "--bogus"], ["plan", folder, "--format", "xml"],
        ["plan", folder, "--format", "CSV"], ["topology", "show", folder, "--format", "html"],
        ["plan", folder, "--threads", "0"], ["plan", folder, "--threads", "many"], ["plan", folder, "--seed", "-1"],
        ["plan", folder, "--honour", "nobody"], ["plan", folder, "--unleased", "maybe"], ["check", folder],
        ["topology", "destroy", folder], ["bench"],
    ):
        ran = bench.run(*arguments).exits(64).printed_nothing()
        expect(ran.err, "expected words on stderr", ran)


@case("a basis that the facility does not have is refused with the ones it has")
def _(bench):
    bench.run("plan", tiny.put(bench), "--basis", "brightness").exits(2, 64).printed_nothing().says("nameplate")


@case("every shipped topology is valid")
def _(bench):
    shipped = sorted(path.parent for path in TOPOLOGIES.glob("*/facility.yaml"))
    expect(len(shipped) >= 2, f"expected two topologies, found {shipped}")
    for folder in shipped:
        bench.run("topology", "validate", folder).exits(0)
        bench.run("plan", folder).exits(0)


@case("the binary alone runs from another folder, on a path with spaces")
def _(bench):
    binary = bench.path("a copy/headroom")
    binary.parent.mkdir()
    shutil.copy(bench.binary, binary)
    folder = tiny.put(bench, folder="my facility ü")
    bench.run("plan", folder, binary=binary, cwd="/").exits(0).is_quiet()
    bench.run("plan", "facility.yaml", "--tenants", "tenants.yaml", binary=binary, cwd=folder).exits(0)
    bench.run("plan", ".", binary=binary, cwd=folder).exits(0)
    # The catalogue is inside the binary: a facility that names its kinds runs as well.
    shutil.copytree(COLOSSUS, bench.path("colossus"))
    bench.run("topology", "validate", bench.path("colossus"), binary=binary, cwd="/").exits(0)


@case("Tools/headroom hands over arguments, output and exit code, through a link")
def _(bench):
    link = bench.path("link to headroom")
    link.symlink_to(ROOT / "Tools/headroom")
    path = os.environ.get("PATH", "")
    # The first call may have to build; it is the second that must start at once.
    bench.run("--help", binary=link, PATH=path, timeout=1200).exits(0)
    direct = bench.run("topology", "validate", tiny.put(bench), binary=ROOT / ".build/static/release/headroom")
    through = bench.run("topology", "validate", bench.path("tiny"), binary=link, cwd="/", PATH=path)
    expect((direct.code, direct.out) == (through.code, through.out), "not the same as the binary", through)
    expect(through.is_quiet().seconds < direct.seconds + 1, "the second call takes its time", through)
    bench.run("plan", "--bogus", binary=link, PATH=path).exits(64).printed_nothing()


@case("a reader that goes away ends the program quietly")
def _(bench):
    for output in ("text", "json"):
        process = subprocess.Popen(
            [str(bench.binary), "plan", str(COLOSSUS), "--format", output], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=bench.environment(), restore_signals=True,
        )
        process.stdout.read(1)
        process.stdout.close()
        err = process.stderr.read()
        code = process.wait(timeout=60)
        expect(code in (0, -signal.SIGPIPE), f"exit code {code}")
        expect(err == b"", f"stderr: {err!r}")
    piped = subprocess.run(
        ["sh", "-c", '"$0" plan "$1" | head -n 1', str(bench.binary), str(COLOSSUS)], env=bench.environment(),
        capture_output=True, timeout=60,
    )
    expect(piped.returncode == 0 and piped.stderr == b"" and piped.stdout.count(b"\n") == 1, f"{piped}")


def on_terminal(bench, *arguments, columns=None, **environment):
    """Runs the program on a pseudo-terminal; returns the bytes that it shows."""
    main, worker = pty.openpty()
    if columns:
        fcntl.ioctl(worker, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [str(bench.binary), *map(str, arguments)], stdin=worker, stdout=worker, stderr=worker,
        env=bench.environment(TERM="xterm-256color", **environment),
    )
    os.close(worker)
    shown = b""
    while True:
        try:
            chunk = os.read(main, 65536)
        except OSError:  # Linux reports the end of a terminal so
            break
        if not chunk:
            break
        shown += chunk
    os.close(main)
    process.wait(timeout=60)
    return shown


@case("colour appears on a terminal only, and NO_COLOR takes it away")
def _(bench):
    folder = tiny.put(bench)
    escape = b"\x1b["
    expect(escape not in bench.run("plan", folder, TERM="xterm-256color").exits(0).out, "colour in a pipe")
    expect(escape in on_terminal(bench, "plan", folder), "no colour on a terminal")
    colours = re.findall(rb"\x1b\[[0-9;]*m", on_terminal(bench, "plan", folder, NO_COLOR="1"))
    expect(not colours, f"colour in spite of NO_COLOR: {colours[:3]}")


def longest(text):
    return max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in text.splitlines())


@case("the text report keeps to 100 columns where nothing says another width")
def _(bench):
    for topology in (tiny.put(bench), COLOSSUS):
        for line in bench.run("plan", topology).exits(0).text.splitlines():
            expect(len(line) <= 100, f"{len(line)} columns: {line}")


@case("COLUMNS sets the width of text reports, from 60 to 160; what is no number does not")
def _(bench):
    folder = tiny.put(bench)
    plan = bench.path("plan.json")
    bench.run("plan", COLOSSUS, "--output", plan).exits(0)
    for columns, most in ((60, 60), (80, 80), (1000, 160)):
        for arguments in (
            ["plan", COLOSSUS], ["check", COLOSSUS, plan], ["topology", "show", COLOSSUS],
            ["topology", "list", TOPOLOGIES], ["topology", "list", "--catalog"],
            ["bench", "--gpus", "10000", "--leases", "100"],
        ):
            ran = bench.run(*arguments, COLUMNS=str(columns)).exits(0)
            expect(longest(ran.text) <= most, f"{longest(ran.text)} columns at COLUMNS={columns}", ran)
    show = ("topology", "show", COLOSSUS)
    expect(longest(bench.run("check", COLOSSUS, plan, COLUMNS="160").text) > 100, "a wide terminal is not used")
    expect(bench.run(*show, COLUMNS="20").text == bench.run(*show, COLUMNS="60").text, "20 columns are not taken for 60")
    for columns in ("", "0", "-80", "wide", "80x24"):
        expect(bench.run(*show, COLUMNS=columns).text == bench.run(*show).text, f"COLUMNS={columns!r} has an effect")
    json = bench.run("plan", folder, "--format", "json").out
    expect(bench.run("plan", folder, "--format", "json", COLUMNS="60").out == json, "JSON depends on COLUMNS")


@case("on a terminal the report takes the terminal's width, in a pipe it does not")
def _(bench):
    for columns in (70, 120):
        shown = on_terminal(bench, "plan", COLOSSUS, columns=columns).decode().replace("\r", "")
        report = shown[shown.rindex("24 of 34 leases"):]
        expect(columns - 12 < longest(report) <= columns, f"{longest(report)} columns on a terminal of {columns}")
    shown = on_terminal(bench, "plan", COLOSSUS, columns=120, COLUMNS="80").decode().replace("\r", "")
    expect(longest(shown[shown.rindex("24 of 34 leases"):]) <= 80, "COLUMNS does not go before the terminal")


@case("names are whole in every text: of folders, leases and tenants that differ in their middle alone")
def _(bench):
    folder = "sites/a-campus-whose-name-is-long-in-the-{}-and-takes-more-than-half-of-a-line"
    for word in ("middle", "muddle"):
        tiny.put(bench, folder=folder.format(word))
    for columns in ("60", "100"):
        ran = bench.run("topology", "list", bench.path("sites"), COLUMNS=columns).exits(0)
        for word in ("middle", "muddle"):
            expect(f"long-in-the-{word}-and-takes" in ran.text, f"the folder's name is cut at {columns}", ran)
        expect("…" not in ran.text, "something is cut", ran)


INSTANCE = {
    "schema": "ccp-instance-1", "name": "two-racks", "seed": 1,
    "types": [{"name": "hgx8", "node_gpus": 8, "rack_nodes": 4, "gpu_watts": 1000, "heat_permille": 1000}],
    "profiles": [{"name": "train", "permille": 1000, "gbps": 0, "cents": 200}],
    "levels": ["node", "rack", "leaf", "pod", "hall"],
    "racks": {
        "type": [0, 0], "leaf": [0, 0], "pdu": [0, 0], "cool": [0, 0], "power_w": [32000, 16000],
        "base_nodes": [0, 0], "base_w": [0, 0],
    },
    "leaves": {"pod": [0], "uplink_gbps": [1000]}, "pods": {"hall": [0], "uplink_gbps": [1000]}, "halls": 1,
    "pdus": {"ups": [0], "power_w": [48000]}, "upses": {"substation": [0], "power_w": [48000]},
    "substations": {"feed": [0], "power_w": [48000]}, "feeds": {"power_w": [48000]}, "cooling": {"heat_w": [48000]},
    # The rack of four nodes can take 32 GPUs whole; the second rack has power for 16.
    "workloads": {
        "type": [0, 0, 0, 0], "gpus": [32, 16, 16, 4], "profile": [0, 0, 0, 0], "level": [1, 1, 1, 0],
        "value": [6000, 3000, 2900, 10],
    },
}


@case("bench solves an instance file: the best value, by whole gangs, within every cap")
def _(bench):
    instance = bench.write("instance.json", json.dumps(INSTANCE))
    solution = bench.path("solution.json")
    ran = bench.run("bench", "--instance", instance, "--solution", solution, "--format", "json").exits(0)
    expect(isinstance(ran.json, dict), "expected a JSON object", ran)
    placements = json.loads(solution.read_text())["placements"]
    value = sum(INSTANCE["workloads"]["value"][int(w)] for w in placements)
    expect(value == 9000, f"the best plan is worth 9,000: {placements}")
    watts = [0, 0]
    for work, parts in placements.items():
        expect(sum(gpus for _, gpus in parts) == INSTANCE["workloads"]["gpus"][int(work)], f"not whole: {placements}")
        expect(len({rack for rack, _ in parts}) == 1, f"split: {placements}")
        for rack, gpus in parts:
            watts[rack] += gpus * 1000
    expect(watts[0] <= 32000 and watts[1] <= 16000, f"over a rack's power: {placements}")


@case("bench refuses a broken instance with 2 and writes no solution")
def _(bench):
    broken = json.loads(json.dumps(INSTANCE))
    broken["racks"]["leaf"] = [0, 7]
    for name, text in (("dangling.json", json.dumps(broken)), ("half.json", json.dumps(INSTANCE)[:200]), ("no.json", None)):
        path = bench.path(name) if text is None else bench.write(name, text)
        bench.run("bench", "--instance", path, "--solution", bench.path("s.json"), "--format", "json").exits(2)
        expect(not bench.path("s.json").exists(), f"{name}: a solution was written")


@case("an instance whose leased nodes break a cap by themselves is bad input, and the caps are named")
def _(bench):
    overfull = json.loads(json.dumps(INSTANCE))
    overfull["racks"]["base_nodes"], overfull["racks"]["base_w"] = [1, 1], [8000, 17000]
    path = bench.write("overfull.json", json.dumps(overfull))
    ran = bench.run("bench", "--instance", path, "--solution", bench.path("s.json")).exits(2)
    expect(b"rack 1: 17000 W over its cap of 16000 W" in ran.err, "the cap is not named", ran)


@case("a mistyped subcommand is answered with the one that was meant, and with those that there are")
def _(bench):
    for words, hint in (
        (["topology", "lst"], "no command 'topology lst'; did you mean 'topology list'? (commands: validate, show, list)"),
        (["topology", "valdiate", "x"], "did you mean 'topology validate'?"),
        (["topologie", "list"], "did you mean 'topology'?"), (["topology", "elephant"], "(commands: validate, show, list)"),
    ):
        ran = bench.run(*words).exits(64).printed_nothing()
        expect(hint in ran.words, f"{hint!r} is not said", ran)


@case("three phases stated from phase to neutral carry three times a phase, and are not asked about")
def _(bench):
    facility = (
        "format: headroom-facility-1\nname: f\nzone:\n  level: site\n  power:\n"
        "    - {name: feed, rating: {amps: 100 A, volts: %s, phases: 3}}\n"
        "  zones: [{name: rack, level: rack, nodes: {kind: dgx-h100, count: 2}}]\n"
    )
    for volts, kilowatts, warns in (("230 V", "39.84 kW", True), ("230 V L-L", "39.84 kW", False), ("230 V L-N", "69 kW", False),
                                    ("400 V", "69.28 kW", False)):
        bench.write("f/facility.yaml", facility % volts)
        ran = bench.run("topology", "show", bench.path("f")).exits(0)
        row = next(line for line in ran.text.splitlines() if line.strip().startswith("feed") and "100 %" in line)
        expect(kilowatts in row and warns == ("L-N" in ran.words), f"{volts}: {row}", ran)
    bench.write("f/facility.yaml", facility % "230 V LN")
    bench.run("topology", "validate", bench.path("f")).exits(2).says("does not say between what", "did you mean `L-N`?")
