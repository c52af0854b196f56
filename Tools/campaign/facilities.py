"""Small facilities with every rule that a facility file knows, drawn by a seed."""

LEVELS = ["building", "hall", "row", "pod", "leaf"]

# Kinds of our own beside two of the catalogue: few GPUs, so that programs stay small, and shapes that the catalogue lacks.
KINDS = {
    "box": {"gpu": "X1", "gpus": 8, "nvlink-domain": 8, "nameplate": "10 kW", "sustained-peak": "8 kW", "average": "7 kW", "idle": "2 kW",
            "liquid": "0 %", "height": "4 U", "numa": {"domains": 2}},
    "bath": {"gpu": "X2", "gpus": 8, "nvlink-domain": 8, "nameplate": "9.5 kW", "sustained-peak": "7.4 kW", "average": "6.5 kW", "idle": "1.3 kW",
             "liquid": "80 %", "height": "3 U", "numa": {"domains": 4}},
    "crate": {"gpu": "Y1", "gpus": 4, "nvlink-domain": 1, "nameplate": "5 kW", "sustained-peak": "4 kW", "average": "3 kW", "idle": "1 kW",
              "liquid": "50 %", "height": "2 U", "numa": [{"gpus": 3}, {"gpus": 1}]},
    "tray": {"gpu": "Z1", "gpus": 4, "nvlink-domain": 24, "nameplate": "7.5 kW", "sustained-peak": "7 kW", "average": "6 kW", "idle": "1.1 kW",
             "liquid": "87 %", "height": "1 U", "numa": {"domains": 2}},
    "dense": {"gpu": "V1", "gpus": 64, "nvlink-domain": 64, "nameplate": "70 kW", "sustained-peak": "60 kW", "average": "50 kW", "idle": "9 kW",
              "liquid": "90 %", "height": "8 U"},
}
CATALOGUE = {"dgx-h100": (8, 8, 8.4, 8), "gb200-nvl72": (4, 72, 7.33, 1)}


def gpus(kind):
    return KINDS[kind]["gpus"] if kind in KINDS else CATALOGUE[kind][0]


def domain_nodes(kind):
    """Nodes of an NVLink domain."""
    return max(1, (KINDS[kind]["nvlink-domain"] if kind in KINDS else CATALOGUE[kind][1]) // gpus(kind))


def kilowatts(kind):
    return float(KINDS[kind]["sustained-peak"].split()[0]) if kind in KINDS else CATALOGUE[kind][2]


def height(kind):
    return int(KINDS[kind]["height"].split()[0]) if kind in KINDS else CATALOGUE[kind][3]


def domains(kind):
    """GPUs of each NUMA domain of a node."""
    if kind not in KINDS:
        return [gpus(kind) // 2] * 2
    numa = KINDS[kind].get("numa", {"domains": 1})
    return [part["gpus"] for part in numa] if isinstance(numa, list) else [gpus(kind) // numa["domains"]] * numa["domains"]


class Rack:
    """A rack that the expanded facility has: what a book can name, and which of its nodes are nobody's yet."""

    def __init__(self, path, nodes, positions):
        self.path, self.nodes, self.positions = path, nodes, positions
        # Numbers of nodes run over the kinds of a rack, in the order of the file.
        self.free, first = {}, 1
        for kind, count in nodes:
            self.free[kind] = list(range(first, first + count))
            first += count


class Site:
    """A facility under construction."""

    def __init__(self, dice):
        self.dice, self.racks, self.rules = dice, [], set()
        self.levels = sorted(dice.sample(LEVELS, dice.choice([1, 1, 2, 2, 3])), key=LEVELS.index)
        self.kinds = self._kinds()
        self.templates, self.stages, self.quantities = {}, [], {}
        self.paths = []
        # Racks that are left to be drawn.
        self.left = dice.randint(2, 8)
        self.file = self._file()

    def chance(self, share, rule=None):
        """True for a share of the draws; notes the rule that it brings in."""
        drawn = self.dice.random() < share
        if drawn and rule:
            self.rules.add(rule)
        return drawn

    def nodes_of(self, kind):
        return sum(count for rack in self.racks for name, count in rack.nodes if name == kind)

    def width(self, kind, level):
        """The most nodes of a kind in one zone of a level."""
        def held(path):
            return sum(count for rack in self.racks if rack.path.startswith(path) for name, count in rack.nodes if name == kind)
        zones = [rack.path for rack in self.racks] if level == "rack" else [path for path, at in self.paths if at == level]
        return max((held(path + ("" if level == "rack" else "/")) for path in zones), default=0)

    def spans(self, kind):
        """The level that an NVLink domain of a kind spans."""
        return self.file.get("kinds", {}).get(kind, {}).get("nvlink-spans", "rack")

    def _span(self, kind):
        """Lets NVLink domains span racks, where some level holds each of them whole."""
        paths = [rack.path for rack in self.racks if any(name == kind for name, _ in rack.nodes)]
        levels = [level for level in self.levels
                  if 0 < self.width(kind, level) <= domain_nodes(kind)
                  and all(any(path.startswith(zone + "/") for zone, at in self.paths if at == level) for path in paths)]
        if levels and self.chance(0.5, "nvlink-spans"):
            return {"nvlink-spans": self.dice.choice(levels)}
        return {}

    def free_of(self, kind):
        return sum(len(rack.free.get(kind, [])) for rack in self.racks)

    # MARK: the file

    def _kinds(self):
        first = self.dice.choice(["box", "box", "box", "bath", "crate", "tray", "tray", "dense", "dgx-h100", "gb200-nvl72"])
        others = [kind for kind in ["box", "bath", "crate", "tray"] if kind != first]
        return [first] + self.dice.sample(others, self.dice.choice([0, 0, 1, 1, 2]))

    def _file(self):
        dice = self.dice
        root = self._zone("", "site", self.levels)
        file = {"format": "headroom-facility-1", "name": "drawn"}
        used = {kind for rack in self.racks for kind, _ in rack.nodes}
        self.kinds = [kind for kind in self.kinds if kind in used]
        own = {kind: dict(KINDS[kind]) for kind in self.kinds if kind in KINDS}
        if "tray" in own:
            own["tray"] |= self._span("tray")
        if own:
            file["kinds"] = own
        if self.templates:
            file["templates"] = self.templates
        if self.chance(0.15, "basis"):
            file["bases"] = {"ceiling": {kind: f"{kilowatts(kind) * 1.15:.2f} kW" for kind in self.kinds}}
        if self.chance(0.15, "profile"):
            file["profiles"] = {"night": {"sustained-peak": "70 % of sustained-peak", "average": "40 % of average"}}
        if self.chance(0.2, "quantities"):
            self._provide(root)
        file["zone"] = root
        if any(stage.get("model") == "own-ups" for _, stage in self.stages):
            file["equipment"] = {"own-ups": {"class": "ups", "rating": "40 kW", "efficiency": "96 %", "no-load-loss": "0.2 kW"}}
        if self.stages and self.chance(0.2, "limit-basis"):
            for _, stage in self.stages:
                if dice.random() < 0.5:
                    stage["basis"] = dice.choice(["average", "average", "nameplate", *file.get("bases", {})])
        self._overrides(file)
        self._out_of_service(file)
        self._base(file)
        if self.chance(0.35, "spares"):
            kind = dice.choice(self.kinds)
            file["spares"] = {kind: self._spare_rule()}
        return file

    def _spare_rule(self):
        if self.chance(0.7):
            return f"1 per {self.dice.choice([3, 4, 8, 16, 64])}" + self.dice.choice(["", "", " per site", " per rack"])
        self.rules.add("spares-by-failures")
        return {"failures": "40 per 1000 GPU-days", "repair": "3 days", "confidence": self.dice.choice(["90 %", "99 %"])} | self.dice.choice(
            [{}, {"per": "site"}])

    def _provide(self, root):
        for name, unit, amounts in self.dice.sample(
                [("storage", " TB", [40, 100, 200]), ("wan", " Gb/s", [100, 400]), ("public-ips", None, [16, 64])], self.dice.choice([1, 2])):
            places = [root] + [zone for zone in root.get("zones", []) if "template" not in zone and self.dice.random() < 0.3]
            for zone in places if self.dice.random() < 0.8 else places[1:] or places:
                amount = self.dice.choice(amounts)
                zone.setdefault("quantities", {})[name] = f"{amount}{unit}" if unit else amount
            self.quantities[name] = unit

    def _overrides(self, file):
        limited = [(path, stage) for path, stage in self.stages if path and "count" not in stage and "rating" in stage]
        if limited and self.chance(0.1, "overrides"):
            path, stage = self.dice.choice(limited)
            file["overrides"] = [{"at": path, "power": {stage["name"]: {"efficiency": "96 %"}}}]

    def _out_of_service(self, file):
        if not self.chance(0.25, "out-of-service"):
            return
        entries = []
        for rack in self.dice.sample(self.racks, min(len(self.racks), self.dice.choice([1, 1, 2]))):
            kinds = [kind for kind in rack.free if len(rack.free[kind]) > 1]
            if kinds:
                kind = self.dice.choice(kinds)
                number = rack.free[kind].pop(self.dice.randrange(len(rack.free[kind])))
                entries.append({"at": f"{rack.path}/node-{number}", "state": self.dice.choice(["failed", "maintenance", "burn-in"])})
        if entries:
            file["out-of-service"] = entries

    def _base(self, file):
        """Leases that only the facility knows of."""
        racks = [rack for rack in self.racks if any(rack.free.values())]
        if racks and self.chance(0.08, "placed-in-the-facility"):
            rack = self.dice.choice(racks)
            kind = self.dice.choice([kind for kind in rack.free if rack.free[kind]])
            count = self.dice.randint(1, min(2, len(rack.free[kind])))
            del rack.free[kind][-count:]
            file["placed"] = [{"lease": "base", "at": rack.path, "nodes": count, "kind": kind, "profile": "mixed"}]

    # MARK: zones

    def _zone(self, path, level, inner):
        """A zone of a level, with zones of the inner ones, some of which it skips."""
        dice = self.dice
        zone = {"level": level, "zones": []}
        first = len(self.racks)
        children = dice.randint(1, 3) if inner else dice.randint(1, 4)
        for number in range(1, children + 1):
            if self.left <= 0:
                break
            if inner and not self.chance(0.12, "irregular-tree"):
                name = f"{inner[0]}-{number}"
                # A name of this level may have been taken by a sibling that skips one.
                child = self._zone(join(path, name), inner[0], inner[1:])
                zone["zones"].append({"name": name} | child)
            elif inner and len(inner) > 1 and self.chance(0.4):
                name = f"{inner[1]}-{number}"
                zone["zones"].append({"name": name} | self._zone(join(path, name), inner[1], inner[2:]))
            else:
                zone["zones"].append(self._rack(path, number))
        if not zone["zones"]:
            zone["zones"].append(self._rack(path, 1))
        self.paths.append((path, level))
        racks = self.racks[first:]
        self._equip(zone, path, level, racks)
        return zone

    def _rack(self, path, number):
        dice = self.dice
        kind = dice.choice(self.kinds)
        most = min(domain_nodes(kind), 18) if domain_nodes(kind) > 1 else {"dense": 5}.get(kind, 5)
        count = dice.choice([most, most, max(1, most // 2), dice.randint(1, most)]) if domain_nodes(kind) > 1 else dice.randint(1, most)
        nodes = [(kind, count)]
        single = [name for name in self.kinds if name != kind and domain_nodes(name) == 1]
        if domain_nodes(kind) == 1 and single and self.chance(0.2, "several-kinds-in-a-rack"):
            nodes.append((dice.choice(single), dice.randint(1, 3)))
        copies = 2 if self.left > 2 and self.chance(0.2, "copies") else 1
        self.left -= copies
        rack = {"level": "rack", "nodes": [{"kind": name, "count": n} for name, n in nodes]}
        if len(nodes) == 1:
            rack["nodes"] = rack["nodes"][0]
        positions = 0
        if self.chance(0.08, "positions"):
            positions = dice.randint(1, 3)
            rack["positions"] = positions
        if self.chance(0.25, "rack-height"):
            need = sum(height(name) * n for name, n in nodes)
            reserved = dice.choice([0, 2])
            rack["height"] = f"{max(2, round(need * dice.choice([0.7, 1, 1.2]))) + reserved} U"
            if reserved:
                rack["reserved"] = f"{reserved} U"
        draw = sum(kilowatts(name) * n for name, n in nodes)
        if self.chance(0.35, "power"):
            rack["power"] = [self._stage("pdu", draw, dice.choice([0.5, 0.7, 0.9, 1.1]), join(path, f"rack-{number}") if copies == 1 else "")]
        base = f"rack-{number}" if copies == 1 else f"rack-{number}x"
        first = 1 if copies == 1 else dice.choice([1, 1, 7])
        names = [base] if copies == 1 else [f"{base}-{n}" for n in (first, first + 1)]
        for name in names:
            self.racks.append(Rack(join(path, name), nodes, positions))
        entry = {"name": base} | ({"count": 2} if copies == 2 else {}) | ({"first": first} if first > 1 else {})
        if len(nodes) == 1 and self.chance(0.1, "templates"):
            template = f"cabinet-{len(self.templates) + 1}"
            rack["nodes"] = {"kind": "$kind", "count": "$nodes"}
            self.templates[template] = {"parameters": ["kind", "nodes"]} | rack
            return entry | {"template": template, "with": {"kind": kind, "nodes": count}}
        return entry | rack

    # MARK: power, cooling, loads

    def _equip(self, zone, path, level, racks):
        dice = self.dice
        draw = sum(kilowatts(kind) * count for rack in racks for kind, count in rack.nodes)
        names = [child["name"] for child in zone["zones"]]
        power = []
        if self.chance({"site": 0.75}.get(level, 0.35), "power"):
            if level == "site" and self.chance(0.3):
                power.append({"name": "meter", "rating": "unknown"})
            power.append(self._stage("contract" if level == "site" else f"feed-{level}", draw, dice.choice([0.45, 0.6, 0.75, 0.9, 1.1]), path))
            if self.chance(0.35, "several-stages"):
                power.append(self._stage(f"ups-{level}", draw, dice.choice([0.6, 0.8, 1.0]), path))
            whole = not any("count" in child for child in zone["zones"])
            if len(names) > 1 and whole and self.chance(0.1, "serves"):
                power.append(self._stage(f"spur-{level}", draw, dice.choice([0.4, 0.8]), path) | {"serves": dice.choice(names)})
            elif len(names) > 1 and whole and self.chance(0.35, "power-groups"):
                power.append(self._copies(f"bus-{level}", draw, names, path))
        if power:
            zone["power"] = power
        if self.chance(0.25, "cooling"):
            zone["cooling"] = self._cooling(draw)
            if self.chance(0.2):
                zone["water-supply"] = f"{dice.choice([30, 34, 36])} °C"
        if self.chance(0.25, "loads"):
            zone["loads"] = self._loads(draw, power)
        nodes = sum(count for rack in racks for _, count in rack.nodes)
        alike = len({gpus(kind) for rack in racks for kind, _ in rack.nodes}) == 1
        if level == "site" and self.chance(0.06, "fabric"):
            zone["fabric"] = [{"name": "compute", "endpoints": "1 per gpu" if alike and dice.random() < 0.5 else "1 per node", "switch": "qm9700",
                               "tiers": 2, "drawn-at": dice.choice(["max", "typical"])}]
            if zone["fabric"][0]["endpoints"] == "1 per node" and nodes <= 60:
                zone["fabric"][0]["tiers"] = 1
            elif dice.random() < 0.5:
                zone["fabric"][0] |= {"nodes-per-unit": 8, "planes": 2, "oversubscription": "3:1", "other-endpoints": 2}

    def _rating(self, watts):
        dice = self.dice
        form = dice.random()
        if form < 0.65:
            return {"rating": f"{watts / 1000:.3f} kW"}
        if form < 0.78:
            return {"rating": f"{watts / 950:.2f} kVA", "power-factor": "95 %"}
        if form < 0.9:
            return {"rating": {"amps": f"{max(6, round(watts / (400 * 3 ** 0.5)))} A", "volts": "400 V", "phases": 3}}
        if form < 0.97:
            return {"rating": f"{watts / 1000 / 0.8:.3f} kW", "continuous": "80 %"}
        return {"rating": "unknown"}

    def _stage(self, name, draw, share, path):
        dice = self.dice
        watts = max(2000, draw * 1000 * share)
        stage = {"name": name}
        if self.chance(0.06, "models"):
            stage |= {"model": "own-ups"} | ({"rating": f"{watts / 1000:.3f} kW"} if dice.random() < 0.7 else {})
            self.stages.append((path, stage))
            return stage
        if self.chance(0.15, "units"):
            units = dice.choice([2, 3, 4])
            stage |= {"units": units, "spare": 1} | self._rating(watts / (units - 1))
        else:
            stage |= self._rating(watts)
        if self.chance(0.25, "losses"):
            stage["efficiency"] = dice.choice(["99 %", "97.5 %", "94 %"])
        if stage["rating"] != "unknown" and self.chance(0.08, "losses"):
            stage["no-load-loss"] = "0.3 kW"
        if stage["rating"] != "unknown" and self.chance(0.06, "losses"):
            stage["square-loss"] = "0.5 kW"
        self.stages.append((path, stage))
        return stage

    def _copies(self, name, draw, names, path):
        dice = self.dice
        count = 2 if len(names) == 2 else dice.choice([2, len(names)])
        stage = {"name": name, "count": count, "rating": f"{max(2, draw * dice.choice([0.6, 0.8, 1.1]) / count):.3f} kW"}
        form = dice.random()
        if form < 0.4:
            stage["wired"] = "block"
        elif form < 0.7:
            stage["wired"] = "round-robin"
        else:
            stage["wired"] = [[child for at, child in enumerate(names) if at % count == n] for n in range(count)]
        self.stages.append((path, stage))
        return stage

    def _cooling(self, draw):
        dice = self.dice
        elements = []
        if dice.random() < 0.6:
            count = dice.choice([2, 3])
            elements.append({"name": "air-handler", "takes": "air", "count": count, "spare": 1,
                             "rating": f"{max(1, draw * dice.choice([0.3, 0.6, 0.9]) / (count - 1)):.2f} kW"})
        if dice.random() < 0.6:
            element = {"name": "cdu", "takes": dice.choice(["liquid", "liquid", "both"]), "rating": f"{max(2, draw * dice.choice([0.4, 0.6, 0.9])):.2f} kW"}
            if dice.random() < 0.4:
                element["derate"] = {"above": "32 °C", "by": "0.5 kW per K"}
            elements.append(element)
        return elements or [{"name": "crah", "takes": "both", "rating": f"{max(2, draw * 0.7):.2f} kW"}]

    def _loads(self, draw, power):
        dice = self.dice
        loads = []
        source = {"from": power[0]["name"]} if power and "count" not in power[0] and dice.random() < 0.6 else {}
        for form in dice.sample(["per-gpu", "of-nodes", "of-it", "watts", "model"], dice.choice([1, 1, 2])):
            if form == "per-gpu":
                loads.append({"name": "network", "per-gpu": "40 W"})
            elif form == "of-nodes":
                loads.append({"name": "storage", "of-nodes": "3 %"} | source)
            elif form == "of-it":
                loads.append({"name": "plant", "of-it": dice.choice(["10 %", "25 % ± 20 %"])} | source)
            elif form == "watts":
                loads.append({"name": "offices", "watts": f"{max(0.1, draw * 0.02):.2f} kW", "it": dice.choice(["yes", "no"])}
                             | ({"heat": "none"} if dice.random() < 0.5 else {}))
            else:
                loads.append({"name": "leaves", "model": "sn2201", "count": 2})
        return loads


def join(path, name):
    return f"{path}/{name}" if path else name
