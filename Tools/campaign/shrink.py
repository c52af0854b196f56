"""Makes a case smaller while its fault stays: what is left is what the fault needs."""

import copy

from judge import Case


def shrunk(case, is_still_wrong):
    """Takes away leases, zones, entries and keys, one after another, for as long as something goes."""
    gone = True
    while gone:
        gone = False
        for name in ("book", "facility"):
            # From the outside in: the larger part goes first.
            for path in sorted(paths(getattr(case, name)), key=len):
                smaller = without(case, name, path)
                if smaller is not None and is_still_wrong(smaller):
                    case, gone = smaller, True
        for at in range(0, len(case.options), 2):
            smaller = Case(case.facility, case.book, case.options[:at] + case.options[at + 2:])
            if is_still_wrong(smaller):
                case, gone = smaller, True
                break
    return case


def paths(value, path=()):
    """Every item of a list and key of a mapping, the last first so that earlier ones keep their places."""
    items = reversed(list(enumerate(value))) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for key, inner in items:
        yield path + (key,)
        yield from paths(inner, path + (key,))


def without(case, name, path):
    """The case without what a path leads to; None where that is gone already or is always needed."""
    if path[-1] in ("format", "name", "price", "kind", "level") and len(path) == 1:
        return None
    parts = {"facility": copy.deepcopy(case.facility), "book": copy.deepcopy(case.book)}
    place = parts[name]
    try:
        for key in path[:-1]:
            place = place[key]
        del place[path[-1]]
    except (KeyError, IndexError, TypeError):
        return None
    return Case(parts["facility"], parts["book"], case.options)
