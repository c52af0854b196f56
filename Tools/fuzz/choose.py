#!/usr/bin/env python3
"""Chooses the few inputs that reach most: choose.py CONTROL-FILE COUNT FOLDER

CONTROL-FILE is what libFuzzer's -set_cover_merge writes: every input's name, size and the features that it reaches.
Inputs of FOLDER with names of their own stay; then the one that adds most is taken, COUNT times (the smaller of equals).
FOLDER's inputs named by their hash are replaced by those taken.
"""

import hashlib
import re
import sys
from pathlib import Path


def read(control):
    """Paths in order, sizes, features."""
    lines = control.read_text(errors="replace").split("\n")
    count = int(lines[0])
    paths = [Path(line) for line in lines[2:2 + count]]
    sizes, features = {}, {}
    for line in lines[2 + count:]:
        word, *numbers = line.split(" ")
        if word == "STARTED":
            sizes[int(numbers[0])] = int(numbers[1])
        elif word == "FT":
            features[int(numbers[0])] = frozenset(map(int, numbers[1:]))
    return paths, sizes, features


def main():
    control, count, folder = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    paths, sizes, features = read(control)
    reached, left = set(), []
    for i in features:
        if paths[i].parent == folder and not is_hash(paths[i].name):
            reached |= features[i]
        else:
            left.append(i)
    named = len(reached)
    taken = {}
    while left and len(taken) < count:
        best = min(left, key=lambda i: (-len(features[i] - reached), sizes[i], paths[i].name))
        if not features[best] - reached:
            break
        reached |= features[best]
        left.remove(best)
        data = paths[best].read_bytes()
        taken[hashlib.sha1(data).hexdigest()] = data
    for old in folder.iterdir():
        if is_hash(old.name):
            old.unlink()
    for name, data in taken.items():
        (folder / name).write_bytes(data)
    everything = len(frozenset().union(*features.values()))
    print(f"{folder}: named inputs reach {named} of {everything} features, with {len(taken)} more {len(reached)}")


def is_hash(name):
    return re.fullmatch("[0-9a-f]{40}", name) is not None


main()
