"""A solver of integer programs that is none of ours: HiGHS, as scipy has it, on the files in free MPS that headroom exports.

It needs a Python that has scipy: this one, or one in an environment under `.build` that gets it from PyPI (`python()`). A caller that
solves many programs runs itself by that Python and calls `Program`; one that solves a few calls `optimum`, which starts it for each.
"""

import fcntl
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WANTED = "scipy==1.15.3"


class Unsolved(Exception):
    """Why a program has no optimum here."""


class Infeasible(Unsolved):
    """No plan keeps all of its rows."""


@cache
def python():
    """A Python that has scipy; None: there is none, and it has been said."""
    if has_scipy(sys.executable):
        return sys.executable
    folder = ROOT / ".build/scipy"
    own = folder / "bin/python"
    # Several may ask at once, and one of them installs.
    folder.parent.mkdir(exist_ok=True)
    with open(folder.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return installed(folder, own)


def installed(folder, own):
    """The Python of an environment that has scipy, which is made if need be; None: it cannot be, and it has been said."""
    if own.is_file() and has_scipy(own):
        return own
    steps = ([sys.executable, "-m", "venv", "--clear", folder], [own, "-m", "pip", "install", "--quiet", WANTED])
    for step in steps:
        done = subprocess.run(list(map(str, step)), capture_output=True, text=True)
        if done.returncode != 0:
            words = (done.stderr or done.stdout).strip().splitlines() or ["no words"]
            print(f"     NOT TESTED: no scipy on this machine, and installing it failed: {words[-1]}", flush=True)
            return None
    return own


def has_scipy(program):
    return subprocess.run([str(program), "-c", "import scipy.optimize as s; s.milp"], capture_output=True).returncode == 0


def optimum(path, objective="VALUE", at_least=None):
    """The largest value of a program, and the columns that are not zero; None where there is no solver.

    `at_least` holds minus a second objective, by its row, to a sum.
    """
    if python() is None:
        return None
    command = [str(python()), __file__, str(path), objective, *(f"{row}={least}" for row, least in (at_least or {}).items())]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    if done.returncode != 0:
        raise Unsolved(f"the program of {path} was not solved:\n{done.stderr}")
    return json.loads(done.stdout)


@contextmanager
def silence():
    """Keeps HiGHS from printing among what we print: some of its words come whatever it is told."""
    sys.stdout.flush()
    kept = os.dup(1)
    try:
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


class Program:
    """Columns, rows and bounds of a file in free MPS, as far as ours go."""

    def __init__(self, path):
        self.notes, self.relations, self.sides, self.terms, self.bounds, self.integers = [], {}, {}, {}, {}, set()
        section, is_integer = None, False
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            if line.startswith("*"):
                self.notes.append(line[1:].strip())
                continue
            words = line.split()
            if not words:
                continue
            if line[0] != " ":
                section = words[0]
            elif section == "ROWS":
                self.relations[words[1]] = words[0]
            elif section == "COLUMNS" and words[1] == "'MARKER'":
                is_integer = words[2] == "'INTORG'"
            elif section == "COLUMNS":
                column, row, amount = words
                self.terms.setdefault(column, {})[row] = int(amount)
                if is_integer:
                    self.integers.add(column)
            elif section == "RHS":
                self.sides[words[1]] = int(words[2])
            elif section == "BOUNDS":
                self._bound(*words)

    def _bound(self, word, _, column, side=None):
        low, high = self.bounds.get(column, (0, None))
        self.bounds[column] = {
            "LO": lambda: (int(side), high), "UP": lambda: (low, int(side)), "PL": lambda: (low, None), "FX": lambda: (int(side), int(side))
        }[word]()

    @property
    def left_out(self):
        """What the program says it leaves out."""
        return [note.removeprefix("left out: ") for note in self.notes if note.startswith("left out: ")]

    def broken(self, columns):
        """Rows that the nearest whole numbers to a solution break: the solver keeps rows to a tolerance only."""
        sums = {}
        for column, value in columns.items():
            for row, amount in self.terms[column].items():
                sums[row] = sums.get(row, 0) + round(value) * amount
        kept = {"L": lambda total, side: total <= side, "G": lambda total, side: total >= side, "E": lambda total, side: total == side}
        return [row for row, relation in self.relations.items()
                if relation != "N" and not kept[relation](sums.get(row, 0), self.sides.get(row, 0))]

    def relax_kept(self, held=()):
        """Lets leases that must be served be refused, as docs/instance-json.md says, but for some, by their numbers."""
        held = {f"Rc{lease}" for lease in held}
        for row, relation in self.relations.items():
            if row.startswith("Rc") and row not in held and relation == "E" and self.sides.get(row, 0) == 1:
                self.relations[row] = "L"
        for column, (low, high) in self.bounds.items():
            if column.startswith("s") and low > 0:
                self.bounds[column] = (0, high)

    def solve(self, objective="VALUE", at_least=None, seconds=None):
        """The largest value of minus an objective, and the columns that are not zero.

        Raises `Infeasible`, or `Unsolved` where the seconds are over.
        """
        import numpy
        from scipy import optimize, sparse

        at_least = at_least or {}
        columns = list(self.terms)
        rows = [row for row, relation in self.relations.items() if relation != "N"]
        place = {row: at for at, row in enumerate([*rows, *at_least])}
        entries = [(place[row], at, amount) for at, column in enumerate(columns) for row, amount in self.terms[column].items() if row in place]
        height = max(1, len(place))
        matrix = sparse.coo_array(
            ([entry[2] for entry in entries], ([entry[0] for entry in entries], [entry[1] for entry in entries])), shape=(height, len(columns)))
        lower, upper = numpy.full(height, -numpy.inf), numpy.full(height, numpy.inf)
        for row in rows:
            side = self.sides.get(row, 0)
            if self.relations[row] in "EG":
                lower[place[row]] = side
            if self.relations[row] in "EL":
                upper[place[row]] = side
        for row, least in at_least.items():
            upper[place[row]] = -least
        if not columns:
            return {"value": 0, "columns": {}}
        options = {"mip_rel_gap": 0} | ({"time_limit": seconds} if seconds else {})
        with silence():
            found = optimize.milp(
                numpy.array([self.terms[column].get(objective, 0) for column in columns], float),
                constraints=optimize.LinearConstraint(matrix.tocsr(), lower, upper),
                bounds=optimize.Bounds(
                    [self.bounds[column][0] for column in columns],
                    [numpy.inf if self.bounds[column][1] is None else self.bounds[column][1] for column in columns]),
                integrality=numpy.array([column in self.integers for column in columns], int), options=options)
        if found.status == 2:
            raise Infeasible(found.message)
        if found.status != 0:
            raise Unsolved(found.message)
        values = {column: round(float(value), 6) for column, value in zip(columns, found.x) if abs(value) > 1e-6}
        return {"value": round(-float(found.fun)), "columns": values}


def main():
    try:
        extra = {row: int(least) for row, least in (pair.split("=") for pair in sys.argv[3:])}
        print(json.dumps(Program(sys.argv[1]).solve(sys.argv[2], extra)))
    except Unsolved as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main()
