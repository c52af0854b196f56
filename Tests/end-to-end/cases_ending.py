"""Ways in which a run ends before its time: interrupts, memory that runs out, figures beyond all counting."""

import json
import os
import pty
import resource
import signal
import subprocess
import time

import tiny
from harness import COLOSSUS, case, expect

# More rounds than anybody waits for.
ENDLESS = ("--effort", "1000000")


def until_packing(bench, *arguments):
    """Starts a plan on a terminal of its own, and waits until it says that it improves; the process and the terminal."""
    main, side = pty.openpty()
    running = subprocess.Popen(
        [str(bench.binary), *map(str, arguments)], cwd=bench.folder, env=bench.environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=side, start_new_session=True)
    os.close(side)
    said = b""
    while b"improving" not in said:
        said += os.read(main, 4096)
    return running, main


def rest(main):
    """Everything that is left on a terminal whose other side is closed."""
    said = b""
    while True:
        try:
            more = os.read(main, 4096)
        except OSError:
            break
        if not more:
            break
        said += more
    os.close(main)
    return said


def shown(said):
    """The lines that a terminal shows after carriage returns and erased lines."""
    return [line.split(b"\r\x1b[K")[-1].rstrip(b"\r") for line in said.split(b"\n")]


@case("the first interrupt of a plan ends its search: report and plan are written, 130 by Ctrl-C and 143 by SIGTERM")
def _(bench):
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        plan = bench.path(f"{code}.json")
        running, main = until_packing(bench, "plan", COLOSSUS, *ENDLESS, "--format", "json", "--output", plan)
        try:
            running.send_signal(number)
            out = running.communicate(timeout=60)[0]
            said = rest(main)
        finally:
            running.kill()
        expect(running.returncode == code, f"expected {code}, got {running.returncode}: {said!r}")
        expect(json.loads(out)["stoppedAfterRound"] is not None, "the report does not say that it was stopped")
        lines = shown(said)
        expect(any(line.startswith(b"stopping after this round") for line in lines), f"{said!r}")
        expect(lines[-1] == b"", f"the line is not clean: {said!r}")
        bench.run("check", COLOSSUS, plan).exits(0)
    text, main = until_packing(bench, "plan", COLOSSUS, *ENDLESS)
    text.send_signal(signal.SIGINT)
    out = text.communicate(timeout=60)[0]
    rest(main)
    expect(b"stopped by an interrupt " in b" ".join(out.split()), f"{out[:2000]!r}")


@case("the second interrupt ends a plan at once: nothing is written, and the line is clean")
def _(bench):
    for first, second, code in ((signal.SIGINT, signal.SIGINT, 130), (signal.SIGINT, signal.SIGTERM, 143),
                                (None, signal.SIGHUP, 129)):
        running, main = until_packing(bench, "plan", COLOSSUS, *ENDLESS, "--output", bench.path("plan.json"))
        try:
            if first:
                # A round of its own takes longer than two signals; where it does not the plan is written.
                running.send_signal(first)
            running.send_signal(second)
            out = running.communicate(timeout=60)[0]
            said = rest(main)
        finally:
            running.kill()
        expect(running.returncode in (code, 130), f"expected {code}, got {running.returncode}: {said!r}")
        if running.returncode == code and not out:
            expect(bench.names() == [], f"left behind: {bench.names()}")
        expect(shown(said)[-1] == b"", f"the line is not clean: {said!r}")
        for name in bench.names():
            bench.path(name).unlink()


@case("an interrupt that whoever started us ignores is ignored")
def _(bench):
    running = subprocess.Popen(
        [str(bench.binary), "plan", str(COLOSSUS), "--format", "json"], cwd=bench.folder, env=bench.environment(),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    try:
        time.sleep(0.3)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=120)
    finally:
        running.kill()
    expect(running.returncode == 0 and json.loads(out)["stoppedAfterRound"] is None, f"{running.returncode}: {err!r}")


@case("memory that runs out is one sentence and exit code 71, and leaves nothing behind")
def _(bench):
    failed = 0
    for mebibytes in (150, 200, 250, 300, 400):
        size = mebibytes << 20
        ran = bench.run(
            "bench", "--gpus", "400000", "--leases", "40000", "--effort", "1", "--threads", "2",
            prepare=lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size))).exits(0, 71)
        if ran.code == 71:
            failed += 1
            ran.printed_nothing()
            expect(ran.words.startswith("error: out of memory: ") and ran.words.count("\n") == 1, "one sentence", ran)
            expect(f"`ulimit -v` allows {mebibytes} MiB" in ran.words, "the limit is not named", ran)
    expect(failed > 0, "no limit was too small")
    expect(bench.names() == [], f"left behind: {bench.names()}")


@case("an integer program too large for any solver is refused before it is made, with its size")
def _(bench):
    ran = bench.run("bench", "--gpus", "1000000", "--leases", "2000", "--effort", "1", "--time-limit", "0", "--write", bench.path("site"))
    ran.exits(0)
    size = 1600 << 20
    ran = bench.run(
        "export-instance", bench.path("site"), "--format", "mps", "--output", bench.path("x.mps"),
        prepare=lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size))).exits(2)
    ran.printed_nothing().says("million entries", "at most 20 million")
    expect(not bench.path("x.mps").exists(), "it was written")


@case("figures that multiply beyond all counting are refused where they are stated")
def _(bench):
    stages = "".join(f"    - {{name: stage-{at}, rating: unknown, efficiency: 1 %}}\n" for at in range(30))
    facility = tiny.edited(tiny.FACILITY, "    - {name: feed, rating: 100 kW}\n", stages)
    folder = tiny.put(bench, facility=facility)
    for command in (("topology", "show"), ("topology", "validate"), ("plan",)):
        ran = bench.run(*command, folder).exits(2).printed_nothing()
        ran.says("would draw more than 1 TW", "facility.yaml:", "`stage-")
        expect("9,223,372,036" not in ran.words, "a saturated figure", ran)
    loads = "  loads:\n    - {name: office, watts: 10 GW, count: 1000, heat: none}\n  zones:\n    - name: pod"
    ran = bench.run("topology", "show", tiny.put(bench, facility=tiny.edited(tiny.FACILITY, "  zones:\n    - name: pod", loads)))
    ran.exits(2).printed_nothing()
    price = "10000000000 $/GPU-h"
    leases = "".join(f"      - {{name: l{at}, gpus: 128, kind: box, price: {price}}}\n" for at in range(1000))
    book = f"format: headroom-tenants-1\ntenants:\n  - name: acme\n    leases:\n{leases}"
    ran = bench.run("plan", tiny.put(bench, book=book)).exits(2).printed_nothing()
    ran.says("tenants.yaml:", "$ an hour")
    expect(ran.words.count("error:") == 1, "said once", ran)


@case("control characters of arguments reach no terminal")
def _(bench):
    evil = "no\x1b[31m\x07such\u009b5mthing\u202e"
    folder = tiny.put(bench)
    calls = (
        (evil,), ("plan", evil), ("plan", folder, f"--{evil}"), ("plan", folder, "--threads", evil),
        ("plan", folder, "--output", evil + "/x"), ("plan", folder, "--basis", evil), ("check", folder, evil),
        ("plan", folder, "--tenants", evil), ("topology", "list", evil), ("topology", evil), ("bench", "--write", evil + "/x", "--gpus", "2000"),
        ("bench", "--instance", evil), ("export-instance", evil), ("plan", folder, evil), ("plan", folder, "--format", evil),
        ("topology", "validate", folder, "--tenants", evil), ("topology", "list", "--catalog", evil, evil),
    )
    for call in calls:
        ran = bench.run(*call)
        expect(ran.code not in (0, 70), "it was accepted", ran)
        for sign in "\x1b\x07\u009b\u202e":
            expect(sign not in ran.words + ran.text, f"{sign!r} is echoed", ran)
    # Accepted names are shown in a report too.
    bench.path("a\x1b[31mb").mkdir()
    for name in ("facility.yaml", "tenants.yaml"):
        bench.path("a\x1b[31mb/" + name).write_bytes((folder / name).read_bytes())
    inside = bench.path("a\x1b[31mb")
    for call in (("topology", "list", inside), ("topology", "list", inside, "--format", "markdown"),
                 ("topology", "validate", inside, "--tenants", inside / "tenants.yaml")):
        ran = bench.run(*call).exits(0)
        expect("\x1b" not in ran.text + ran.words, "an escape is shown", ran)
