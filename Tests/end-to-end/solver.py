"""A solver of integer programs from outside: scipy's, on files in free MPS.

`optimum(path)` runs this file in a process of its own, by a Python that has scipy: this one, or one in an environment under `.build`
that gets it from PyPI. Where neither can be had it returns None, after saying so.
"""

import fcntl
import json
import subprocess
import sys
from functools import cache

from harness import ROOT, Failed

WANTED = "scipy==1.15.3"


@cache
def python():
    """A Python that has scipy; None: there is none, and it has been said."""
    if has_scipy(sys.executable):
        return sys.executable
    folder = ROOT / ".build/scipy"
    own = folder / "bin/python"
    # Cases run beside one another, and one of them installs.
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
        raise Failed(f"the program of {path} was not solved:\n{done.stderr}")
    return json.loads(done.stdout)


def read(path):
    """Columns, rows and bounds of a file in free MPS, as far as ours go."""
    relations, sides, terms, bounds, integers = {}, {}, {}, {}, set()
    section, is_integer = None, False
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line[0] == "*":
            continue
        words = line.split()
        if line[0] != " ":
            section = words[0]
        elif section == "ROWS":
            relations[words[1]] = words[0]
        elif section == "COLUMNS" and words[1] == "'MARKER'":
            is_integer = words[2] == "'INTORG'"
        elif section == "COLUMNS":
            column, row, amount = words
            terms.setdefault(column, {})[row] = int(amount)
            if is_integer:
                integers.add(column)
        elif section == "RHS":
            sides[words[1]] = int(words[2])
        elif section == "BOUNDS":
            low, high = bounds.get(words[2], (0, None))
            bounds[words[2]] = {
                "LO": lambda: (int(words[3]), high), "UP": lambda: (low, int(words[3])), "PL": lambda: (low, None),
                "FX": lambda: (int(words[3]), int(words[3]))}[words[0]]()
    return relations, sides, terms, bounds, integers


def main():
    from pathlib import Path

    import numpy
    from scipy import optimize, sparse

    relations, sides, terms, bounds, integers = read(Path(sys.argv[1]))
    columns = list(terms)
    rows = [row for row, relation in relations.items() if relation != "N"]
    extra = dict(pair.split("=") for pair in sys.argv[3:])
    place = {row: at for at, row in enumerate([*rows, *extra])}
    matrix = sparse.lil_array((max(1, len(place)), len(columns)))
    for at, column in enumerate(columns):
        for row, amount in terms[column].items():
            if row in place:
                matrix[place[row], at] = amount
    lower, upper = numpy.full(max(1, len(place)), -numpy.inf), numpy.full(max(1, len(place)), numpy.inf)
    for row in rows:
        side = sides.get(row, 0)
        if relations[row] in "EG":
            lower[place[row]] = side
        if relations[row] in "EL":
            upper[place[row]] = side
    for row, least in extra.items():
        upper[place[row]] = -int(least)
    found = optimize.milp(
        numpy.array([terms[column].get(sys.argv[2], 0) for column in columns], float),
        constraints=optimize.LinearConstraint(matrix.tocsr(), lower, upper),
        bounds=optimize.Bounds(
            [bounds[column][0] for column in columns],
            [numpy.inf if bounds[column][1] is None else bounds[column][1] for column in columns]),
        integrality=numpy.array([column in integers for column in columns], int), options={"mip_rel_gap": 0})
    if found.status != 0:
        sys.exit(found.message)
    values = {column: round(float(value), 6) for column, value in zip(columns, found.x) if abs(value) > 1e-6}
    print(json.dumps({"value": round(-float(found.fun)), "columns": values}))


if __name__ == "__main__":
    main()
