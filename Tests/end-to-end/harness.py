"""Runs cases against the real binary; Python's standard library only (`schema.py` needs two modules more)."""

import json
import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TOPOLOGIES = ROOT / "Topologies"
COLOSSUS = TOPOLOGIES / "colossus-1"

CASES = []


def case(title):
    """Registers a case: a function that takes a `Bench` and raises if the program does not do what its title says."""

    def register(function):
        CASES.append((title, function))
        return function

    return register


class Failed(Exception):
    pass


class Ran:
    """What one call of the program did."""

    def __init__(self, arguments, code, out, err, seconds):
        self.arguments, self.code, self.out, self.err, self.seconds = arguments, code, out, err, seconds

    def __str__(self):
        out = self.out.decode("utf-8", "replace")
        err = self.err.decode("utf-8", "replace")
        return (
            f"headroom {' '.join(self.arguments)}\n  exit code {self.code} after {self.seconds:.2f} s\n"
            f"  stdout: {out[:1200]!r}\n  stderr: {err[:1200]!r}"
        )

    @property
    def text(self):
        return self.out.decode("utf-8")

    @property
    def words(self):
        return self.err.decode("utf-8")

    @property
    def json(self):
        # Python reads NaN and Infinity, which are no JSON.
        def refuse(word):
            raise Failed(f"{word} is no JSON\n{self}")

        return json.loads(self.text, parse_constant=refuse)

    def exits(self, *codes):
        if self.code not in codes:
            raise Failed(f"expected exit code {' or '.join(map(str, codes))}\n{self}")
        return self

    def says(self, *parts):
        """On stdout or stderr, without regard to case."""
        everything = (self.text + self.words).lower()
        for part in parts:
            if part.lower() not in everything:
                raise Failed(f"expected to read {part!r}\n{self}")
        return self

    def is_quiet(self):
        if self.err:
            raise Failed(f"expected nothing on stderr\n{self}")
        return self

    def printed_nothing(self):
        if self.out:
            raise Failed(f"expected nothing on stdout\n{self}")
        return self


class Bench:
    """A fresh folder and the program."""

    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder

    def path(self, name):
        return self.folder / name

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    def environment(self, **more):
        # A clean one: nothing of the caller's terminal or home may change what is printed.
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        base = {"PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"}
        if "LD_LIBRARY_PATH" in os.environ:
            base["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
        return base | more

    def run(self, *arguments, cwd=None, stdout=None, prepare=None, binary=None, timeout=120, **environment):
        arguments = [str(argument) for argument in arguments]
        began = time.monotonic()
        done = subprocess.run(
            [str(binary or self.binary), *arguments], cwd=cwd or self.folder, env=self.environment(**environment),
            stdin=subprocess.DEVNULL, stdout=stdout or subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout,
            preexec_fn=prepare,
        )
        return Ran(arguments, done.returncode, done.stdout or b"", done.stderr, time.monotonic() - began)

    def names(self):
        """What lies in the folder, for cases that must leave nothing behind."""
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.name != "home")


def expect(condition, message, ran=None):
    if not condition:
        raise Failed(f"{message}\n{ran}" if ran else message)


def within(value, target, share, what):
    expect(abs(value - target) <= share * abs(target), f"{what}: {value:,} is not within {share:.0%} of {target:,}")


def run_all(binary, only, jobs=1):
    """Runs the cases, `jobs` at a time, and prints a line for each in their order; returns how many passed and failed."""
    numbers = [at for at, (title, _) in enumerate(CASES) if not only or only.lower() in title.lower()]
    passed = failed = 0
    # Forked, so that each case is known to its process by its number.
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        for number, took, problem in pool.imap(partial(run_case, binary), numbers):
            print(f"{'FAIL' if problem else 'ok  '} {CASES[number][0]} ({took:.2f} s)", flush=True)
            if problem:
                print("     " + problem.replace("\n", "\n     "), flush=True)
                failed += 1
            else:
                passed += 1
    return passed, failed


def run_case(binary, number):
    """Runs one case in a fresh folder; returns its number, the seconds it took, and what is wrong."""
    folder = Path(tempfile.mkdtemp(prefix="headroom-case-"))
    began = time.monotonic()
    problem = None
    try:
        CASES[number][1](Bench(binary, folder))
    except Failed as failure:
        problem = str(failure)
    except subprocess.TimeoutExpired as expired:
        problem = f"still running after {expired.timeout:.0f} s: {' '.join(map(str, expired.cmd))}"
    except Exception as error:  # a missing key in a report is a failure of the case, not of this script
        problem = f"{type(error).__name__}: {error} (line {last_line(error)})"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return number, time.monotonic() - began, problem


def last_line(error):
    trace = error.__traceback__
    while trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"


def limit_file_size(size):
    """For `prepare`: files may grow to `size` bytes, and beyond that a write fails as on a full disk."""

    def prepare():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return prepare
