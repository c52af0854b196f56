"""A virtual machine of several NUMA nodes that runs one program and ends."""

import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

QEMU = "qemu-system-x86_64"


@dataclass
class Shape:
    """Nodes, and what each of them has."""

    nodes: int = 4
    cpus: int = 8
    mebibytes: int = 2048
    cpuless: list = field(default_factory=list)
    memoryless: list = field(default_factory=list)

    def problem(self):
        """What is wrong with it, in words; None if nothing is."""
        if not 1 <= self.nodes <= 64 or not 1 <= self.cpus <= 255:
            return "a machine has 1 to 64 nodes and 1 to 255 cpus"
        for node in [*self.cpuless, *self.memoryless]:
            if not 0 <= node < self.nodes:
                return f"there is no node {node} among {self.nodes}"
        if not 0 < len(self.with_cpus()) <= self.cpus:
            return "some node must have cpus, and there must be one for each that has"
        return None if self.with_memory() else "some node must have memory"

    def with_cpus(self):
        return [node for node in range(self.nodes) if node not in self.cpuless]

    def with_memory(self):
        return [node for node in range(self.nodes) if node not in self.memoryless]

    def cpus_of(self, node):
        """First and last cpu of a node; nodes that have any have as many as each other, as far as that goes."""
        owners = self.with_cpus()
        if node not in owners:
            return None
        at = owners.index(node)
        return self.cpus * at // len(owners), self.cpus * (at + 1) // len(owners) - 1

    def distance(self, a, b):
        """Pairs of nodes share a socket."""
        return 10 if a == b else 16 if a // 2 == b // 2 else 32

    def options(self):
        """The shape as QEMU wants it."""
        each = self.mebibytes // len(self.with_memory())
        # A socket for every cpu: nodes may cut the cpus anywhere.
        options = ["-smp", f"{self.cpus},sockets={self.cpus}", "-m", f"{each * len(self.with_memory())}M"]
        for node in range(self.nodes):
            entry = f"node,nodeid={node}"
            if node not in self.memoryless:
                options += ["-object", f"memory-backend-ram,id=memory{node},size={each}M"]
                entry += f",memdev=memory{node}"
            if cpus := self.cpus_of(node):
                entry += f",cpus={cpus[0]}-{cpus[1]}"
            options += ["-numa", entry]
        # After all nodes.
        for a in range(self.nodes):
            for b in range(self.nodes):
                options += ["-numa", f"dist,src={a},dst={b},val={self.distance(a, b)}"]
        return options


@dataclass
class Ran:
    """What came of it; `code` is None if the program did not come to its end."""

    code: int | None
    out: bytes
    err: bytes
    seconds: float
    console: str


# Software emulation everywhere: hardware support is missing, or of no use, wherever this machine is virtual itself. What runs is
# slow, and remote memory is as fast as local: placement can be proved here, speed cannot. Pages stay where they are
# put: the kernel's own balancing would move them.
KERNEL = "console=ttyS0 panic=-1 mitigations=off numa_balancing=disable loglevel=4"


def run(shape, kernel, initramfs, timeout):
    """Starts the machine and waits for its end. Four serial lines: console, output, errors, exit code."""
    with tempfile.TemporaryDirectory(prefix="numa-vm.") as name:
        folder = Path(name)
        (folder / "initramfs").write_bytes(initramfs)
        lines = ["console", "out", "err", "status"]
        command = [
            QEMU, "-accel", "tcg,thread=multi", "-cpu", "max", "-machine", "q35", *shape.options(),
            "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
            "-kernel", kernel, "-initrd", folder / "initramfs", "-append", KERNEL,
        ]
        for line in lines:
            command += ["-serial", f"file:{folder / line}"]
        began = time.monotonic()
        words = ""
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout)
            words = done.stderr
        except subprocess.TimeoutExpired:
            words = f"stopped after {timeout} s"
        out, err, status, console = (
            (folder / line).read_bytes() if (folder / line).is_file() else b"" for line in ("out", "err", "status", "console"))
        code = int(status) if status.strip().isdigit() else None
        return Ran(code, out, err, time.monotonic() - began, console.decode("utf-8", "replace") + words)
