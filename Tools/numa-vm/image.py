"""What the virtual machine starts from: Debian's cloud kernel, and a file system in memory with one program and its libraries."""

import os
import re
import shlex
import shutil
import stat
import subprocess
import tarfile
import tempfile
from pathlib import Path

BUSYBOX = Path("/bin/busybox")
META_PACKAGE = "linux-image-cloud-amd64"


class Lacking(Exception):
    """Something is missing on this machine and cannot be provided."""


def kernel(cache):
    """The path of a kernel, taken out of Debian's package once. The package is unpacked, not installed."""
    known = sorted(cache.glob("vmlinuz-*"))
    if known:
        return known[-1]
    depends = subprocess.run(["apt-cache", "depends", META_PACKAGE], capture_output=True, text=True).stdout
    found = re.search(r"Depends: (linux-image-\S+)", depends)
    if not found:
        raise Lacking(f"apt knows no package {META_PACKAGE} (Debian has it, on x86-64); name a kernel with --kernel FILE")
    with tempfile.TemporaryDirectory(prefix="numa-vm.") as folder:
        fetched = subprocess.run(["apt-get", "download", "-q", found[1]], cwd=folder, capture_output=True, text=True)
        packages = list(Path(folder).glob("*.deb"))
        if fetched.returncode or not packages:
            raise Lacking(f"cannot download {found[1]}: {fetched.stderr.strip()}")
        contents = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", packages[0]], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        with contents, tarfile.open(fileobj=contents.stdout, mode="r|") as archive:
            for entry in archive:
                name = Path(entry.name).name
                if entry.isfile() and name.startswith("vmlinuz-"):
                    cache.mkdir(parents=True, exist_ok=True)
                    # Whole or not at all: a later call takes whatever lies there.
                    part = cache / f"part-{os.getpid()}"
                    with part.open("wb") as copy:
                        shutil.copyfileobj(archive.extractfile(entry), copy)
                    part.rename(cache / name)
                    break
        contents.kill()
    if not (known := sorted(cache.glob("vmlinuz-*"))):
        raise Lacking(f"{found[1]} holds no kernel; name one with --kernel FILE")
    return known[-1]


def libraries(program):
    """The shared libraries that a program asks for, its loader among them."""
    listed = subprocess.run(["ldd", program], capture_output=True, text=True).stdout
    missing = re.findall(r"(\S+) => not found", listed)
    if missing:
        raise Lacking(f"{program} asks for libraries that are not here: {', '.join(missing)}")
    return [Path(path) for path in re.findall(r"(/\S+) \(0x", listed)]


class Archive:
    """A cpio archive of the format `newc`, which the kernel unpacks into its first file system."""

    def __init__(self):
        self.parts, self.names = [], set()

    def add(self, name, mode, data=b""):
        name = name.strip("/")
        if name in self.names:
            return
        self.names.add(name)
        parent = os.path.dirname(name)
        if parent:
            self.add(parent, stat.S_IFDIR | 0o755)
        path = name.encode() + b"\0"
        # Inode, mode, owner, group, links, time, size, four device numbers, length of the name, no checksum.
        fields = (len(self.names), mode, 0, 0, 1, 0, len(data), 0, 0, 0, 0, len(path), 0)
        head = b"070701" + b"".join(b"%08X" % field for field in fields)
        self.parts += [self.padded(head + path), self.padded(data)]

    @staticmethod
    def padded(data):
        return data + b"\0" * (-len(data) % 4)

    def file(self, name, source):
        source = Path(source)
        if source.is_dir():
            for path in sorted(source.iterdir()):
                self.file(f"{name}/{path.name}", path)
        else:
            self.add(str(name), stat.S_IFREG | 0o755, source.read_bytes())

    def bytes(self):
        self.add("TRAILER!!!", 0)
        return b"".join(self.parts)


# The program writes into files, since it would take a serial line for a terminal. Lines are raw, or the kernel would turn each
# newline into two bytes; closing one waits until all of it is out.
INIT = """#!/bin/busybox sh
/bin/busybox --install -s /bin
export PATH=/bin HOME=/ LANG=C.UTF-8 SWIFT_BACKTRACE=enable=no
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
for line in 1 2 3; do stty -F /dev/ttyS$line raw -echo; done
cd /
{command} </dev/null >/tmp/out 2>/tmp/err
echo $? >/tmp/status
cat /tmp/out >/dev/ttyS1
cat /tmp/err >/dev/ttyS2
cat /tmp/status >/dev/ttyS3
poweroff -f
"""


def initramfs(program, arguments, copies):
    """The bytes of a file system that runs one program with its arguments and then ends the machine."""
    archive = Archive()
    for folder in ("proc", "sys", "dev", "tmp"):
        archive.add(folder, stat.S_IFDIR | 0o755)
    archive.file("bin/busybox", BUSYBOX)
    archive.file("headroom", program)
    for library in libraries(program):
        archive.file(library, library)
    for path in copies:
        archive.file(Path(path).resolve().name, path)
    command = shlex.join(["/headroom", *arguments])
    archive.add("init", stat.S_IFREG | 0o755, INIT.format(command=command).encode())
    return archive.bytes()
