"""One seed: its facility and book are planned, checked, exported, solved by HiGHS, and compared."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))
import highs  # noqa: E402
from books import Book  # noqa: E402
from facilities import Site  # noqa: E402

SOLVER_SECONDS = 20
PROGRAM_SECONDS = 120


class Case:
    """A facility, a book and the options that they are planned with."""

    def __init__(self, facility, book, options, rules=()):
        self.facility, self.book, self.options, self.rules = facility, book, options, sorted(rules)

    @staticmethod
    def drawn(seed):
        dice = random.Random(seed)
        site = Site(dice)
        book = Book(dice, site)
        options = []
        honour = dice.choice(["contracted"] * 8 + ["options", "all"])
        if honour != "contracted":
            options += ["--honour", honour]
        if dice.random() < 0.4:
            options += ["--unleased", "off"]
        basis = dice.choice(["sustained-peak"] * 6 + ["nameplate", "average"] + ["ceiling"] * ("bases" in site.file))
        if basis != "sustained-peak":
            options += ["--basis", basis]
        rules = set(site.rules) | {f"honour-{honour}", f"basis-{basis}"} | ({"unleased-off"} if "off" in options else set())
        return Case(site.file, book.file, options, rules)

    @staticmethod
    def read(folder):
        """A case that `write` wrote."""
        folder = Path(folder)
        facility, book = (json.loads((folder / name).read_text()) for name in ("facility.yaml", "tenants.yaml"))
        options = folder / "options"
        return Case(facility, book, options.read_text().split() if options.exists() else [])

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "facility.yaml").write_text(json.dumps(self.facility, indent=1, ensure_ascii=False) + "\n")
        (folder / "tenants.yaml").write_text(json.dumps(self.book, indent=1, ensure_ascii=False) + "\n")
        (folder / "options").write_text(" ".join(self.options) + "\n")


class Judge:
    """Runs the program on one case, in a folder of its own, and gathers what is wrong.

    A fault is a pair of its kind and a sentence. Kinds: `crash`, `refused-input`, `exit-code`, `check`, `kept-lost`, `kept-above`,
    `above`, `short`, `bound`, `high-worse`, `program`, `unsolved`.
    """

    def __init__(self, binary, folder, case, high=True):
        self.binary, self.folder, self.case, self.high = binary, folder, case, high
        self.faults, self.result = [], {"comparable": False, "equal": False, "shortfall": 0.0, "leftOut": []}

    def run(self):
        self.case.write(self.folder)
        began = time.monotonic()
        try:
            self._compare()
        except subprocess.TimeoutExpired as late:
            self._fault("crash", f"still running after {PROGRAM_SECONDS} s: {' '.join(map(str, late.cmd[1:4]))}")
        return self.result | {"faults": self.faults, "rules": self.case.rules, "seconds": time.monotonic() - began}

    def _fault(self, kind, text):
        self.faults.append([kind, text])

    def _call(self, *arguments, expected=(0, 1)):
        """Runs the program; None, with a fault, where it ends in another way than it may."""
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "SWIFT_BACKTRACE": "enable=no"}
        if "LD_LIBRARY_PATH" in os.environ:
            environment["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
        done = subprocess.run(
            [str(self.binary), *map(str, arguments)], capture_output=True, text=True, timeout=PROGRAM_SECONDS, env=environment, stdin=subprocess.DEVNULL)
        if done.returncode in expected:
            return done
        kind = "refused-input" if done.returncode == 2 else "crash"
        words = [line for line in done.stderr.splitlines() if "error" in line.lower()] or done.stderr.splitlines() or ["no words"]
        self._fault(kind, f"{arguments[0]}: exit code {done.returncode}: {words[0].split('error:')[-1].strip()[:200]}")
        return None

    def _plan(self, name, *more):
        """Exit code, claims, names of the leases placed, and the report; None where there is no plan."""
        path = self.folder / f"{name}.json"
        path.unlink(missing_ok=True)
        done = self._call("plan", self.folder, *self.case.options, *more, "--format", "json", "--output", path)
        if done is None:
            return None
        plan = json.loads(path.read_text())
        return done.returncode, plan["claims"], {entry["lease"] for entry in plan["placements"]}, json.loads(done.stdout)

    def _compare(self):
        found = self._plan("plan")
        if found is None:
            return
        code, claims, placed, report = found
        kept, net = claims["keptValueCentsPerHour"], claims["valueCentsPerHour"] - claims["moveCostCentsPerHour"]
        self.result |= {"exit": code, "kept": kept, "net": net, "bound": claims["boundCentsPerHour"], "keptBound": claims["keptBoundCentsPerHour"]}
        self._check(code)
        if self.high:
            self._try_harder(kept, net)
        program = self._program()
        if program is not None and any(entry["breaks"] for entry in report["placements"]):
            # It stands and is counted all the same; the program has no place for it.
            self.result["leftOut"] = program.left_out + ["leases that stand and break a limit or a rule"]
        elif program is not None:
            self._against(program, kept, net, code, placed)

    def _check(self, code):
        done = self._call("check", self.folder, self.folder / "plan.json", "--format", "json")
        if done is None:
            return
        if done.returncode == 1 and code == 0:
            self._fault("check", f"plan exits with 0, check with 1: {self._violations(done.stdout)}")
        elif done.returncode == 0 and code == 1:
            self.result["checkSaysYes"] = True

    @staticmethod
    def _violations(text):
        report = json.loads(text)
        texts = [violation.get("text", str(violation)) if isinstance(violation, dict) else str(violation) for violation in report.get("violations", [])]
        return "; ".join(texts)[:300] or "no violation is named"

    def _try_harder(self, kept, net):
        found = self._plan("high", "--effort", "high")
        if found is None:
            return
        claims = found[1]
        harder = (claims["keptValueCentsPerHour"], claims["valueCentsPerHour"] - claims["moveCostCentsPerHour"])
        if harder < (kept, net):
            self._fault("high-worse", f"high effort finds {harder[0]} kept, {harder[1]} in all; normal {kept}, {net}")
        self.result["high"] = harder[1]

    def _program(self):
        path = self.folder / "program.mps"
        if self._call("export-instance", self.folder, *self.case.options, "--format", "mps", "--output", path, expected=(0,)) is None:
            return None
        return highs.Program(path)

    def _against(self, program, kept, net, code, placed):
        """Compares with the most that can be kept, and with the best value among what keeps as much."""
        self.result["leftOut"] = program.left_out
        try:
            fits = True
            try:
                most = program.solve("KEPT", seconds=SOLVER_SECONDS)["value"]
            except highs.Infeasible:
                fits = False
                program.relax_kept(self._held(placed))
                most = program.solve("KEPT", seconds=SOLVER_SECONDS)["value"]
            best = program.solve("VALUE", {"KEPT": most}, seconds=SOLVER_SECONDS)
        except highs.Unsolved as reason:
            self._fault("unsolved", str(reason)[:200])
            return
        broken = program.broken(best["columns"])
        if broken:
            self._fault("unsolved", f"HiGHS keeps rows {' '.join(broken[:5])} to its tolerance only")
            return
        (self.folder / "solution.json").write_text(json.dumps(best, indent=1) + "\n")
        value = best["value"]
        self.result |= {"programKept": most, "program": value, "allFit": fits}
        if kept > most:
            self._fault("kept-above", f"the plan keeps {kept}, the program {most} at most")
        # What the program leaves out makes it an upper bound only. Priorities break ties between plans that keep less than all.
        exact = not [note for note in program.left_out if not (fits and note.startswith("priorities"))]
        if self._standing() - placed:
            # Which one goes of those that cannot stand together is no question of the program's.
            self.result["leftOut"] = program.left_out + ["which lease goes of those that cannot stand together"]
            exact = False
        if exact and kept < most:
            self._fault("kept-lost", f"the plan keeps {kept}, the program {most}" + (": all that must be kept" if fits else ""))
        lost = self._lost(placed, program)
        # What all must keep and all can keep is never lost, whatever else is left out.
        exact = exact or bool(lost and fits and not program.left_out)
        if exact and fits and kept >= most and lost:
            self._fault("kept-lost", f"the plan refuses {', '.join(lost)}, the program keeps all that have a place")
        if kept != most:
            return
        slack = self._rounding()
        if net > value + slack:
            self._fault("above", f"the plan is worth {net}, the program {value}")
        if not exact:
            return
        self.result["comparable"] = True
        self.result["equal"] = net >= value - slack
        if net < value - slack:
            share = (value - net) / max(1, abs(value))
            self.result["shortfall"] = share
            self._fault("short", f"the plan is worth {net}, the program {value}: {share:.1%} short")
        if value > self.result["bound"] + slack:
            self._fault("bound", f"the bound is {self.result['bound']}, the program finds {value}")
        if most > self.result["keptBound"] + slack:
            self._fault("bound", f"the bound on what is kept is {self.result['keptBound']}, the program keeps {most}")

    def _leases(self):
        return [lease for tenant in self.case.book["tenants"] for lease in tenant["leases"]]

    def _standing(self):
        """Names of the leases that stand somewhere today; the facility's file may know some that the book does not."""
        placed = {lease["name"] for lease in self._leases() if "placed" in lease}
        return placed | {entry["lease"] for entry in self.case.facility.get("placed", [])}

    def _names(self):
        """Names of the leases, by the numbers that the program has for them."""
        done = self._call("export-instance", self.folder, *self.case.options, "--format", "json", expected=(0,))
        return [lease["name"] for lease in json.loads(done.stdout)["leases"]] if done else []

    def _nowhere(self, program):
        """Names of the leases that must be kept and that no place can hold."""
        numbers = [int(note.split()[4]) for note in program.notes if note.startswith("not asked for: lease ")]
        names = self._names() if numbers else []
        return {names[number] for number in numbers}

    def _held(self, placed):
        """Numbers of leases that stand today and are placed by the plan: these go before all that is new."""
        standing = self._standing() & placed
        return [at for at, name in enumerate(self._names()) if name in standing]

    def _lost(self, placed, program):
        """Leases that must be kept and are not placed, but for those for which the program has no place either."""
        nowhere = self._nowhere(program)
        words = {"contracted": ["contracted"], "options": ["contracted", "option", "hold"]}
        honour = self.case.options[self.case.options.index("--honour") + 1] if "--honour" in self.case.options else "contracted"
        lost = []
        standing = self._standing()
        for lease in self._leases():
            status = lease.get("status", "contracted")
            word = status if isinstance(status, str) else next(iter(status))
            is_kept = lease["name"] in standing or honour == "all" or word in words.get(honour, [])
            if is_kept and lease["name"] not in placed | nowhere:
                lost.append(lease["name"])
        return lost

    def _rounding(self):
        """Cents that rents of elastic leases may be off by: less than one a node where a node's rent is no whole number of cents."""
        odd = [lease for lease in self._leases() if "month" in lease["price"] and isinstance(lease.get("gpus"), dict)]
        return sum(lease["gpus"]["asked"] for lease in odd)


def judge(binary, folder, case, high=True):
    """What one case comes to, as a value that goes from process to process."""
    return Judge(binary, Path(folder), case, high).run()
