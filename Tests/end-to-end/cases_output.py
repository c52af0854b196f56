"""Where output goes, and what is left behind where it cannot go."""

import json
import os
import resource
import signal
import socket
import stat
import subprocess
import time
import tty

import tiny
from harness import COLOSSUS, TOPOLOGIES, case, expect, limit_file_size


@case("--output writes a plan file, and nothing beside it")
def _(bench):
    folder = tiny.put(bench)
    before = bench.names()
    bench.run("plan", folder, "--output", bench.path("plan.json")).exits(0)
    expect(sorted(set(bench.names()) - set(before)) == ["plan.json"], f"left behind: {bench.names()}")
    expect(json.loads(bench.path("plan.json").read_text())["format"] == "headroom-plan-1", "not a plan file")


@case("a plan file that cannot be written: 74, a reason, and nothing left behind")
def _(bench):
    folder = tiny.put(bench)
    bench.path("a-folder").mkdir()
    bench.write("a-file", "x")
    before = bench.names()
    for target in ("no/such/folder/plan.json", "a-folder", "a-file/plan.json"):
        ran = bench.run("plan", folder, "--output", bench.path(target)).exits(74)
        expect(ran.err, "expected a reason on stderr", ran)
    expect(bench.names() == before, f"left behind: {bench.names()}")


@case("a plan file on a full disk: 74, and the plan of yesterday stays whole")
def _(bench):
    folder = tiny.put(bench)
    bench.write("plan.json", "yesterday")
    before = bench.names()
    ran = bench.run("plan", folder, "--output", bench.path("plan.json"), prepare=limit_file_size(64)).exits(74)
    expect(ran.err, "expected a reason on stderr", ran)
    expect(bench.path("plan.json").read_text() == "yesterday", "the old plan was damaged")
    expect(bench.names() == before, f"left behind: {bench.names()}")


@case("output to a full device: 74, as a file and as stdout")
def _(bench):
    folder = tiny.put(bench)
    # A link of ours: a program that renames over its target would replace the link, not the device.
    bench.path("full").symlink_to("/dev/full")
    bench.run("plan", folder, "--output", bench.path("full")).exits(74)
    expect(os.readlink(bench.path("full")) == "/dev/full", "the link to the device was replaced")
    for output in ("text", "json", "csv", "markdown"):
        with open("/dev/full", "wb") as full:
            ran = bench.run("plan", folder, "--format", output, stdout=full).exits(74)
            expect(ran.err, "expected a reason on stderr", ran)
    with open("/dev/full", "wb") as full:
        bench.run("topology", "show", folder, stdout=full).exits(74)


@case("bad input writes no plan file, and keeps the one that is there")
def _(bench):
    folder = tiny.put(bench, facility=tiny.edited(tiny.FACILITY, "rating: 100 kW", "rating: 100"))
    bench.write("plan.json", "yesterday")
    before = bench.names()
    bench.run("plan", folder, "--output", bench.path("plan.json")).exits(2).printed_nothing()
    bench.run("plan", folder, "--output", bench.path("new.json")).exits(2).printed_nothing()
    expect(bench.path("plan.json").read_text() == "yesterday" and bench.names() == before, f"{bench.names()}")


@case("a plan that is refused exits 1 and still says why")
def _(bench):
    book = tiny.edited(tiny.BOOK, "{name: alpha, gpus: 32", "{name: alpha, gpus: 4096")
    ran = bench.run("plan", tiny.put(bench, book=book), "--output", bench.path("plan.json")).exits(1)
    ran.says("alpha")
    expect(ran.out, "expected a report", ran)


@case("the same input and seed give the same bytes: twice, for any threads, locale and folder")
def _(bench):
    def plan(name, *more, **environment):
        target = bench.path(name)
        ran = bench.run("plan", COLOSSUS, "--format", "json", "--output", target, *more, **environment).exits(0)
        return ran.out, target.read_bytes()

    first = plan("a.json")
    others = [
        ("again", plan("b.json")), ("one thread", plan("c.json", "--threads", "1")),
        ("two threads", plan("d.json", "--threads", "2")), ("five threads", plan("e.json", "--threads", "5")),
        ("seed 1, the default", plan("f.json", "--seed", "1")),
        ("another locale and zone", plan("g.json", LANG="de_DE.UTF-8", LC_ALL="de_DE.UTF-8", TZ="Asia/Tokyo")),
    ]
    for what, other in others:
        expect(other[1] == first[1], f"{what}: another plan file")
        expect(other[0] == first[0], f"{what}: another report")
    text = bench.run("plan", COLOSSUS).exits(0).out
    expect(bench.run("plan", COLOSSUS, "--threads", "2", cwd="/").exits(0).out == text, "another text report")


@case("another seed is accepted, and its plan passes the check too")
def _(bench):
    folder = tiny.put(bench)
    bench.run("plan", folder, "--seed", "7", "--output", bench.path("plan.json")).exits(0)
    expect('"seed": 7' in bench.path("plan.json").read_text(), "the seed is not in the plan file")
    bench.run("check", folder, bench.path("plan.json")).exits(0)


@case("Ctrl-C ends with 130 and leaves nothing behind")
def _(bench):
    # A pipe that nobody writes to holds the program while it reads its book: no race with a plan that ends too soon.
    book = bench.path("book.yaml")
    os.mkfifo(book)
    running = subprocess.Popen(
        [str(bench.binary), "plan", str(TOPOLOGIES / "minimal"), "--tenants", str(book), "--output", "plan.json"],
        cwd=bench.folder, env=bench.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE)
    try:
        time.sleep(0.5)
        expect(running.poll() is None, "it did not wait for its book")
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
    finally:
        running.kill()
    expect(running.returncode == 130, f"expected exit code 130, got {running.returncode}: {err!r}")
    expect(not out, f"expected nothing on stdout: {out!r}")
    expect(bench.names() == ["book.yaml"], f"left behind: {bench.names()}")


@case("a plan goes through a link: what it leads to is replaced, the link stays, also where it leads to nothing yet")
def _(bench):
    folder = tiny.put(bench)
    bench.path("there").mkdir()
    for name, link, target in (("a.json", "there/real.json", "there/real.json"), ("b.json", "a.json", "there/real.json"),
                               ("new.json", "there/new.json", "there/new.json")):
        bench.path(name).symlink_to(link)
        bench.run("plan", folder, "--output", bench.path(name)).exits(0)
        expect(os.readlink(bench.path(name)) == link, f"{name} is no longer the link that it was")
        plan = bench.path(target)
        expect(not plan.is_symlink() and json.loads(plan.read_text())["format"] == "headroom-plan-1", f"{target}")
    bench.path("loop").symlink_to("loop")
    bench.run("plan", folder, "--output", bench.path("loop")).exits(74).says("links")
    bench.path("beyond").symlink_to("no/such/folder")
    bench.run("plan", folder, "--output", bench.path("beyond")).exits(74)
    expect(not [name for name in bench.names() if ".tmp" in name], f"left behind: {bench.names()}")


@case("a file that is replaced keeps its mode, and a new one follows the umask")
def _(bench):
    folder = tiny.put(bench)
    for mode in (0o600, 0o640, 0o664, 0o755):
        plan = bench.write("plan.json", "yesterday")
        plan.chmod(mode)
        bench.run("plan", folder, "--output", plan).exits(0)
        expect(plan.stat().st_mode & 0o7777 == mode, f"{plan.stat().st_mode:o} for {mode:o}")
        expect(json.loads(plan.read_text()), "not replaced")
    for mask in (0o022, 0o077, 0o002):
        bench.run("plan", folder, "--output", bench.path("new.json"), prepare=lambda: os.umask(mask)).exits(0)
        expect(bench.path("new.json").stat().st_mode & 0o777 == 0o666 & ~mask, f"umask {mask:o}")
        bench.path("new.json").unlink()


@case("a pipe and a terminal are written into and stay; a socket and a folder are refused")
def _(bench):
    folder = tiny.put(bench)
    pipe = bench.path("pipe")
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE)
    bench.run("plan", folder, "--output", pipe).exits(0)
    expect(json.loads(reader.communicate(timeout=20)[0])["format"] == "headroom-plan-1", "no plan in the pipe")
    expect(stat.S_ISFIFO(pipe.stat().st_mode), "the pipe was replaced")
    main, side = os.openpty()
    tty.setraw(side)
    try:
        name = os.ttyname(side)
        bench.run("plan", folder, "--output", name).exits(0)
        expect(stat.S_ISCHR(os.stat(name).st_mode), "the terminal was replaced")
        expect(os.read(main, 1000).startswith(b'{\n  "format": "headroom-plan-1"'), "no plan on the terminal")
    finally:
        os.close(main)
        os.close(side)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(bench.path("socket")))
    bench.run("plan", folder, "--output", bench.path("socket")).exits(74).says("socket")
    bench.run("plan", folder, "--output", bench.path("home")).exits(74).says("directory")
    listening.close()


@case("a name of standard output is written to, never replaced: as a pipe and as a file")
def _(bench):
    folder = tiny.put(bench)
    # Links of ours, so that a program that renames over its target does no harm.
    for name, link in (("out", "/proc/self/fd/1"), ("again", "/dev/fd/1")):
        bench.path(name).symlink_to(link)
        ran = bench.run("plan", folder, "--output", bench.path(name)).exits(0)
        expect(ran.out.startswith(b'{\n  "format"') and b"leases fit" in ran.out, "plan and report", ran)
        with open(bench.path("file"), "wb") as file:
            bench.run("plan", folder, "--output", bench.path(name), stdout=file).exits(0)
        expect(bench.path("file").read_bytes() == ran.out, "another text in a file")
        expect(os.readlink(bench.path(name)) == link, "the link was replaced")


@case("every other output goes the same way: --solution, --write and export-instance")
def _(bench):
    bench.path("link").symlink_to("real")
    bench.path("real").write_text("yesterday")
    bench.path("real").chmod(0o600)
    for command in (("export-instance", tiny.put(bench), "--output"), ("export-instance", tiny.put(bench), "--format", "mps", "-o")):
        bench.run(*command, bench.path("link")).exits(0)
        expect(bench.path("link").is_symlink() and bench.path("real").stat().st_mode & 0o777 == 0o600, f"{command}")
    bench.path("made").mkdir()
    bench.path("made/facility.yaml").symlink_to("../real")
    bench.run("bench", "--gpus", "2000", "--effort", "1", "--write", bench.path("made")).exits(0)
    expect(bench.path("made/facility.yaml").is_symlink() and "headroom-facility-1" in bench.path("real").read_text(), "--write")
    expect(not [name for name in bench.names() if ".tmp" in name], f"left behind: {bench.names()}")


@case("what ends the program while it writes leaves nothing behind")
def _(bench):
    # A link to a pipe in the middle would hang; a limit on the file's size ends the write as a full disk does.
    folder = tiny.put(bench)
    before = bench.names()
    bench.run("export-instance", folder, "-o", bench.path("x"), prepare=limit_file_size(10)).exits(74)
    # Without the signal ignored by us the program ignores it itself.
    bench.run(
        "export-instance", folder, "-o", bench.path("x"),
        prepare=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))).exits(74)
    expect(bench.names() == before, f"left behind: {bench.names()}")
