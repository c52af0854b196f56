"""Books of a few leases for a drawn facility, with every rule that a tenant book knows."""

from facilities import LEVELS, domain_nodes, domains, gpus

SOFT = ["option", "option", "hold", "rofo", "proposal", "proposal"]


class Book:
    """A book under construction."""

    def __init__(self, dice, site):
        self.dice, self.site, self.rules = dice, site, site.rules
        self.leases = []
        self.profiles = ["training", "inference", "mixed"] + list(site.file.get("profiles", {}))
        own = {"batch": {"sustained-peak": "91 % of nameplate", "average": "40 % of nameplate"}} if self.chance(0.1) else {}
        self.profiles += list(own)
        # How many of the leases are contracted, and how much of the site they all ask for.
        self.firm, demand = dice.choice([0, 0, 0.15, 0.3, 0.6]), dice.choice([0.6, 1, 1.3, 1.3, 1.7, 2.2])
        self.most = dice.choice([2, 4, 6, 9])
        # Pieces of nodes make the program leave out on which node they lie: half of the books have none.
        self.pieces = dice.random() < 0.5
        self.asked = 0
        while not self.leases or len(self.leases) < 11 and self.asked < demand:
            self.leases.append(self._lease(f"l{len(self.leases) + 1}"))
        self._expansions()
        half = dice.randint(0, len(self.leases))
        parts = [part for part in (self.leases[:half], self.leases[half:]) if part]
        self.file = {"format": "headroom-tenants-1"} | ({"profiles": own} if own else {})
        self.file |= {"tenants": [{"name": f"tenant-{n}", "leases": part} for n, part in enumerate(parts, 1)]}
        self._said_by_the_facility()

    def chance(self, share, rule=None):
        return self.site.chance(share, rule)

    def _lease(self, name):
        dice, site = self.dice, self.site
        lease = {"name": name}
        if any(rack.positions for rack in site.racks) and self.chance(0.3, "space"):
            self._space(lease)
            self._terms(lease, {"$/kW-h": (0.05, 0.6)})
            return lease
        kind = dice.choice(site.kinds)
        if len(site.kinds) > 1 and self.chance(0.12, "several-kinds"):
            lease["kinds"] = [kind] + dice.sample([other for other in site.kinds if other != kind], 1)
        else:
            lease["kind"] = kind
        amount = self._amount(lease, kind)
        if amount == "piece":
            self._piece(lease, kind)
        else:
            self._where(lease, kind, amount)
        unit = {"$/GPU-h": (0.5, 5)} if amount != "megawatts" or self.chance(0.5) else {"$/kW-h": (0.3, 3)}
        if amount not in ("elastic", "megawatts") and self.chance(0.1):
            unit = {"$/h": (2, 200)}
        elif amount != "megawatts" and self.chance(0.05, "rounded-rents"):
            unit = {"$/GPU-month": (365, 3000)}
        self._terms(lease, unit)
        self._stands(lease, kind, amount)
        return lease

    # MARK: how much

    def _amount(self, lease, kind):
        """States an amount; returns its form."""
        dice, size = self.dice, gpus(kind)
        there = self.site.nodes_of(kind)
        nodes = dice.randint(1, max(1, min(there, self.most)))
        self.asked += nodes / there / len(self.site.kinds)
        form = dice.random() if self.pieces else dice.choice([0.2, 0.43, 0.5, 0.55, *[dice.uniform(0.5, 1)] * 8])
        smallest = min(size, *[gpus(other) for other in lease.get("kinds", [kind])])
        if form < 0.25:
            floor = size * dice.randint(1, nodes) - (dice.randint(0, size - 1) if self.chance(0.15) else 0)
            odd = 0 if self.chance(0.5) else dice.randint(1, size - 1)
            if odd:
                self.rules.add("elastic-odd")
            self.rules.add("elastic")
            lease["gpus"] = {"floor": floor, "asked": max(floor, size * (nodes + dice.choice([0, 1, 2])) - odd)}
            return "elastic"
        if form < 0.42 and smallest > 1:
            lease["gpus"] = dice.randint(1, smallest - 1) if self.chance(0.4) else dice.choice([n for n in (1, 2, 4) if n < smallest])
            self.rules.add("piece")
            return "piece"
        if form < 0.45 and "kinds" not in lease:
            lease["count"] = "all"
            self.rules.add("count-all")
            return "all"
        if form < 0.51:
            lease["megawatts"] = f"{0.0085 * nodes * size / 8 * dice.choice([1, 1.3]):.4f} MW at {dice.choice(['meter', 'critical', 'rack'])}"
            self.rules.add("megawatts")
            return "megawatts"
        if form < 0.56:
            lease["pool"] = {"gpus": size * nodes - dice.randint(0, size - 1), "utilisation": dice.choice(["60 %", "80 %", "100 %"])}
            self.rules.add("pool")
            return "pool"
        lease["gpus"] = size * nodes - (dice.randint(1, size - 1) if nodes > 1 and self.chance(0.1) else 0)
        return "gpus"

    def _space(self, lease):
        self.rules.add("space")
        per = self.dice.choice([10, 20])
        lease["megawatts"] = f"{per * self.dice.randint(1, 4) / 1000:.3f} MW at {self.dice.choice(['meter', 'critical', 'rack'])}"
        lease["with"] = "space"
        lease["space"] = {"per-rack": f"{per} kW", "liquid": self.dice.choice(["0 %", "70 %"])}
        if self.dice.random() < 0.3:
            lease["space"]["positions"] = self.dice.randint(1, 3)

    # MARK: where

    def _piece(self, lease, kind):
        if self.chance(0.15, "exclusive"):
            lease["exclusive"] = self.dice.choice(["node", "rack"])
        numa = self.dice.random()
        if lease.get("exclusive") == "node":
            return
        if numa < 0.6:
            lease["numa"] = "any"
            self.rules.add("numa-any")
        elif numa < 0.75 and lease["gpus"] <= max(domains(kind)):
            lease["numa"] = "single"
            self.rules.add("numa-single")

    def _divisions(self):
        levels = ["rack"] + [level for level in self.site.levels if any(level == at for _, at in self.site.paths)]
        copied = [stage["name"] for _, stage in self.site.stages if "count" in stage]
        return levels, [f"{name}-group" for name in copied] + (["power-group"] if copied else [])

    def _where(self, lease, kind, amount):
        dice = self.dice
        levels, groups = self._divisions()
        if amount != "all" and self.chance(0.5, "level"):
            lease["level"] = dice.choice(levels + levels[1:])
        if self.chance(0.18, "exclusive"):
            lease["exclusive"] = dice.choice(levels + groups + ["node", "nvlink", "none"])
        inward = ["site", *LEVELS, "rack"]
        narrower = [level for level in levels if inward.index(level) > inward.index(lease.get("level", "site"))] + groups
        if amount != "all" and narrower and self.chance(0.12, "spread"):
            lease["spread"] = {"over": dice.choice(narrower), "at-most": dice.choice(["25 %", "50 %", "50 %", "67 %"])}
        if amount == "gpus" and "kinds" not in lease and self.chance(0.35 if domain_nodes(kind) > 1 else 0.12, "segment"):
            self._segment(lease, kind, [level for level in narrower if level in inward])
        if amount == "megawatts":
            return
        for name, unit in self.site.quantities.items():
            if self.chance(0.3, "quantities"):
                amount = dice.choice([4, 16, 30, 64])
                lease.setdefault("quantities", {})[name] = f"{amount}{unit}" if unit else amount

    def _segment(self, lease, kind, levels):
        level = self.dice.choice(levels) if levels and (domain_nodes(kind) == 1 or self.dice.random() < 0.4) else None
        width = self.site.width(kind, level or self.site.spans(kind))
        sizes = [size for size in [1, 2, 3, 4, domain_nodes(kind)] if size <= width and (level or size <= domain_nodes(kind))]
        if level and sizes:
            lease["segment"] = {"size": self.dice.choice(sizes), "within": level}
            self.rules.add("segment-within")
        elif domain_nodes(kind) > 1 and sizes:
            lease["segment"] = self.dice.choice(sizes)

    def _expansions(self):
        for at, lease in enumerate(self.leases):
            if len(self.leases) < 2 or "placed" in lease or "space" in lease or not self.chance(0.12, "expand"):
                continue
            # Of those that are named before it or after it; two never name each other.
            others = [other["name"] for other in self.leases[:at]] if self.dice.random() < 0.7 else [
                other["name"] for other in self.leases[at + 1:] if "expand" not in other]
            others = [name for name in others if not self._leads_to(name, lease["name"])]
            if others:
                levels, _ = self._divisions()
                near = {"adjacent": True} if self.dice.random() < 0.3 else {"within": self.dice.choice(levels)}
                lease["expand"] = {"lease": self.dice.choice(others)} | near

    def _leads_to(self, name, target):
        by_name = {lease["name"]: lease for lease in self.leases}
        while name:
            if name == target:
                return True
            name = by_name[name].get("expand", {}).get("lease")
        return False

    def _said_by_the_facility(self):
        """Where a lease stands may be said in the facility's file instead."""
        for lease in self.leases:
            placed = lease.get("placed")
            if isinstance(placed, list) and len(placed) == 1 and "movable" not in lease and self.chance(0.2, "placed-in-the-facility"):
                del lease["placed"]
                self.site.file.setdefault("placed", []).append({"lease": lease["name"]} | placed[0] | {"kind": lease["kind"]})

    # MARK: terms

    def _terms(self, lease, units):
        dice = self.dice
        if "space" not in lease and self.chance(0.3, "profile"):
            lease["profile"] = dice.choice(self.profiles + [{"sustained-peak": "85 % of nameplate", "average": "60 % of nameplate"}])
        status = "contracted" if dice.random() < self.firm else dice.choice(SOFT)
        chance = {"probability": dice.choice(["0 %", "40 %", "100 %"])} if status == "proposal" or dice.random() < 0.3 else {}
        if status == "option":
            lease["status"] = {"option": {"until": "2027-03-31"} | chance}
        elif status == "hold":
            lease["status"] = {"hold": {"expires": "2027-01-31"} | chance}
        elif status == "proposal":
            lease["status"] = {"proposal": chance}
        elif status == "rofo":
            inner = [path for path, _ in self.site.paths if path]
            if inner and self.chance(0.6, "rofo-zone"):
                lease["status"] = {"rofo": {"zone": dice.choice(inner), "notice": "30 days"} | chance}
            else:
                lease["status"] = "rofo"
        if self.chance(0.2, "priority"):
            lease["priority"] = dice.choice([1, 5, 10])
        (unit, (low, high)), = units.items()
        lease["price"] = f"{dice.randint(round(low * 100), round(high * 100)) / 100:.2f} {unit}"
        if unit == "$/h":
            self.rules.add("price-of-the-lease")
        if self.chance(0.01):
            lease["price"] = f"0 {unit}"

    # MARK: what stands today

    def _stands(self, lease, kind, amount):
        """Places some leases where nodes are nobody's; not always so that their rules are kept."""
        if "kinds" in lease or amount not in ("gpus", "elastic", "piece") or not self.chance(0.14, "placed"):
            return
        dice = self.dice
        if isinstance(lease.get("status"), dict) and "zone" in lease["status"].get("rofo", {}):
            return
        racks = [rack for rack in self.site.racks if rack.free.get(kind)]
        if not racks:
            return
        if amount == "piece":
            spots = [n for n, held in enumerate(domains(kind), 1) if held >= lease["gpus"]]
            if not spots or lease.get("exclusive") == "node":
                return
            rack = dice.choice(racks)
            number = rack.free[kind].pop(0)
            self.rules.add("placed-piece")
            if lease.get("numa") == "any" and dice.random() < 0.5:
                left, held = lease["gpus"], []
                for most in domains(kind):
                    held.append(min(most, left))
                    left -= held[-1]
                lease["placed"] = {"at": rack.path, "node": number, "gpus": held}
            else:
                lease["placed"] = {"at": rack.path, "node": number, "domain": dice.choice(spots)}
        else:
            self._stands_whole(lease, kind, racks)
        if "placed" in lease and self.chance(0.6, "movable"):
            lease["movable"] = f"{dice.choice([0, 20, 200, 5000])} $/node"

    def _home(self, rack, level):
        """The zone of a level, or the next further out, in which a rack stands."""
        order = ["site", *LEVELS]
        around = [path for path, at in self.site.paths if rack.path.startswith(path + "/") and order.index(at) <= order.index(level)]
        return max(around, key=len, default="")

    def _stands_whole(self, lease, kind, racks):
        dice, size = self.dice, gpus(kind)
        wanted = lease["gpus"] if isinstance(lease["gpus"], int) else dice.randint(lease["gpus"]["floor"], lease["gpus"]["asked"])
        nodes = -(-wanted // size)
        level = lease.get("level")
        if level:
            # Racks that share a zone of the level, as far as their paths say so.
            anchor = dice.choice(racks)
            racks = [anchor] if level in ("rack", "node") else [rack for rack in racks if self._home(rack, level) == self._home(anchor, level)]
        if sum(len(rack.free[kind]) for rack in racks) < nodes:
            return
        dice.shuffle(racks)
        placed = []
        for rack in racks:
            count = min(nodes, len(rack.free[kind]))
            if count:
                del rack.free[kind][-count:]
                placed.append({"at": rack.path, "nodes": count})
                nodes -= count
        lease["placed"] = placed
