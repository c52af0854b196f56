"""Reports of the shipped facilities, letter by letter: golden texts in the folder `golden` beside this file.

`RECORD_SNAPSHOTS=1` writes them anew, and fails while it does, so that no run passes by recording.
"""

import difflib
import os
from pathlib import Path

from harness import COLOSSUS, ROOT, TOPOLOGIES, Failed, case

GOLDEN = Path(__file__).resolve().parent / "golden"
REPORTS = {
    "catalogue.txt": ["topology", "list", "--catalog"],
    "minimal-plan.txt": ["plan", str(TOPOLOGIES / "minimal")],
    "minimal-show.txt": ["topology", "show", str(TOPOLOGIES / "minimal")],
    "colossus-1-plan.txt": ["plan", str(COLOSSUS)],
    "colossus-1-anthropic-plan.txt": ["plan", str(COLOSSUS), "--tenants", str(COLOSSUS / "tenants-anthropic.yaml")],
    "colossus-1-show.txt": ["topology", "show", str(COLOSSUS)],
    "minimal-plan.md": ["plan", str(TOPOLOGIES / "minimal"), "--format", "markdown"],
    "minimal-show.md": ["topology", "show", str(TOPOLOGIES / "minimal"), "--format", "markdown"],
    "colossus-1-plan.csv": ["plan", str(COLOSSUS), "--format", "csv"],
    "colossus-1-show.csv": ["topology", "show", str(COLOSSUS), "--format", "csv"],
}
for _facility in ("superpod-h100", "superpod-gb200", "colo-20mw"):
    REPORTS[f"{_facility}-plan.txt"] = ["plan", str(TOPOLOGIES / _facility)]
    REPORTS[f"{_facility}-show.txt"] = ["topology", "show", str(TOPOLOGIES / _facility)]


def hold(name, text):
    path = GOLDEN / name
    if os.environ.get("RECORD_SNAPSHOTS"):
        GOLDEN.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        raise Failed(f"recorded {path.relative_to(ROOT)}: read it, then run without RECORD_SNAPSHOTS")
    expected = path.read_bytes().decode("utf-8") if path.exists() else ""
    if text != expected:
        lines = difflib.unified_diff(expected.splitlines(), text.splitlines(), "golden", "now", lineterm="", n=1)
        raise Failed(f"{name} differs; RECORD_SNAPSHOTS=1 records it anew\n" + "\n".join(list(lines)[:60]))


def register(name, arguments):
    @case(f"golden report: {name}")
    def _(bench):
        hold(name, bench.run(*arguments).text)


for _name, _arguments in REPORTS.items():
    register(_name, _arguments)


@case("the report in the README is what the program says")
def _(bench):
    report = bench.run(*REPORTS["colossus-1-plan.txt"]).text.splitlines()
    sample = (ROOT / "README.md").read_text(encoding="utf-8").split("```text\n")[1].split("```")[0].splitlines()
    strangers = [line for line in sample if line.strip() not in ("", "…") and line not in report]
    if strangers:
        raise Failed("lines of the README's sample that the report does not have:\n" + "\n".join(strangers))
