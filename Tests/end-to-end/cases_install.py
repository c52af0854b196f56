"""Tools/install: what lies under the prefix, that it works there, that it goes away again, and nothing else."""

import os
import shutil
import subprocess

import tiny
from harness import ROOT, TOPOLOGIES, case, expect

LIST = "share/headroom/installed-files"


def install(bench, *arguments, path=None):
    # The first call may have to build the program, and the tool that writes the manual.
    return bench.run(*arguments, binary=ROOT / "Tools/install", PATH=path or os.environ.get("PATH", ""), timeout=1800)


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


@case("Tools/install puts the program, completions, manual and facilities under a prefix, and takes them away")
def _(bench):
    prefix = bench.path("my prefix")
    mine = bench.write("my prefix/bin/mine", "")
    install(bench, "--prefix", prefix).exits(0).says(f"installed under {prefix}", "not on your PATH")
    put = files(prefix) - {"bin/mine"}
    shipped = {f"share/headroom/topologies/{file}" for file in files(TOPOLOGIES)}
    expected = {
        "bin/headroom", "share/man/man1/headroom.1", "share/man/man1/headroom-plan.1",
        "share/man/man1/headroom-topology-show.1", "share/bash-completion/completions/headroom",
        "share/zsh/site-functions/_headroom", "share/fish/vendor_completions.d/headroom.fish", LIST,
    } | shipped
    expect(expected <= put, f"missing: {sorted(expected - put)}")
    expect(put - {LIST} == set((prefix / LIST).read_text().split("\n")) - {""}, "the list is not what is there")
    works_without_swift(bench, prefix)
    completes(bench, prefix)
    has_manual(bench, prefix)

    # A newer version: what it no longer has goes, the rest is replaced; it works from the caller's folder as well.
    stale = bench.write("my prefix/share/headroom/topologies/old/facility.yaml", "old")
    with (prefix / LIST).open("a") as lines:
        lines.write("share/headroom/topologies/old/facility.yaml\n../outside\n")
    outside = bench.write("outside", "")
    path = f"{prefix}/bin:{os.environ.get('PATH', '')}"
    again = install(bench, "--prefix=my prefix", path=path).exits(0)
    expect("PATH" not in again.words, "warned of the PATH", again)
    expect(files(prefix) == put | {"bin/mine"} and not stale.parent.exists(), f"{sorted(files(prefix) ^ put)}")

    install(bench, "--prefix", prefix, "--uninstall").exits(0)
    expect(files(prefix) == {"bin/mine"} and mine.exists() and outside.exists(), f"left: {files(prefix)}")
    expect(not (prefix / "share/headroom").exists(), "the folder is left")
    install(bench, "--prefix", prefix, "--uninstall").exits(1)


def works_without_swift(bench, prefix):
    program = prefix / "bin/headroom"
    linked = subprocess.run(["ldd", program], capture_output=True, text=True, env=bench.environment()).stdout
    expect("libc.so" in linked and "swift" not in linked.lower() and "Foundation" not in linked, linked)
    folder = tiny.put(bench)
    empty = bench.path("empty")
    empty.mkdir(exist_ok=True)
    bench.run("plan", folder, binary=program, cwd=empty, LD_LIBRARY_PATH="").exits(0).is_quiet()
    minimal = prefix / "share/headroom/topologies/minimal"
    bench.run("plan", minimal, binary=program, cwd=empty, LD_LIBRARY_PATH="").exits(0)
    # Where it runs there are no facilities: it lists those that were installed with it, by names that its commands take.
    listed = bench.run("topology", "list", "--format", "json", binary=program, cwd=empty, LD_LIBRARY_PATH="").exits(0)
    folders = [entry["folder"] for entry in listed.json["topologies"]]
    shipped = sorted(str(prefix / "share/headroom/topologies" / path.parent.name) for path in TOPOLOGIES.glob("*/facility.yaml"))
    expect(sorted(folders) == shipped and all(entry["name"] for entry in listed.json["topologies"]), f"{folders} {shipped}")
    text = bench.run("topology", "list", binary=program, cwd=empty, LD_LIBRARY_PATH="").exits(0).text
    for folder in folders:
        expect(folder in text, f"{folder} is not whole in\n{text}")
        bench.run("topology", "validate", folder, binary=program, cwd=empty, LD_LIBRARY_PATH="").exits(0)
    expect(not any(empty.iterdir()), "it left files where it ran")


def completes(bench, prefix):
    script = prefix / "share/bash-completion/completions/headroom"

    def offered(*words):
        line = " ".join(words)
        asked = (
            f'source "{script}"; COMP_WORDS=({line}); [ "{words[-1]}" ] || COMP_WORDS+=(""); '
            f'COMP_CWORD={len(words) - 1}; COMP_LINE="{line}"; COMP_POINT={len(line)}; '
            '_headroom headroom "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"; '
            'printf "%s\\n" "${COMPREPLY[@]}"')
        done = subprocess.run(
            ["bash", "-c", asked], capture_output=True, text=True, cwd=TOPOLOGIES,
            env=bench.environment(PATH=f"{prefix}/bin:/usr/bin:/bin"))
        return done.stdout.split()

    expect(offered("headroom", "to") == ["topology"], "bash does not complete a command")
    expect(offered("headroom", "plan", "--hon") == ["--honour"], "bash does not complete an option")
    expect("minimal" in offered("headroom", "plan", "min"), "bash does not complete a facility")


def has_manual(bench, prefix):
    pages = sorted((prefix / "share/man/man1").iterdir())
    for page in pages:
        text = page.read_text()
        name = page.name.removesuffix(".1")
        expect(f".Dt {name.upper()} 1" in text, f"{page.name} is called otherwise inside")
    if shutil.which("man"):
        shown = subprocess.run(
            ["man", "-l", pages[0]], capture_output=True, text=True, env=bench.environment(MANPAGER="cat"))
        expect(shown.returncode == 0 and "headroom" in shown.stdout, f"man: {shown.stderr}")


@case("Tools/install overwrites nothing that is not its own, and says where it cannot write")
def _(bench):
    stranger = bench.write("taken/bin/headroom", "another program")
    install(bench, "--prefix", bench.path("taken")).exits(74).says(str(stranger), "move it away")
    expect(files(bench.path("taken")) == {"bin/headroom"}, "something was written")
    expect(stranger.read_text() == "another program", "it was overwritten")
    bench.write("file", "")
    install(bench, "--prefix", bench.path("file")).exits(74).says("cannot write", "--prefix DIR")
    for wrong in (["--prefix"], ["--prefix", ""], ["--prefx=/tmp"], ["extra"]):
        install(bench, *wrong).exits(64).printed_nothing().says("usage:")
    install(bench, "--help").exits(0).says("--uninstall").is_quiet()
    expect(not bench.path("home/.local/bin").exists(), "the default prefix was touched")
