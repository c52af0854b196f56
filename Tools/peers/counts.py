"""The exact integer program over counts, for solvers that take any program.

Members of a class are interchangeable but for their value, and units of a pool but for nothing, so it is enough to count: gangs of a
class by zone, units of a pool by rack, accepted members by value. That is far smaller than a variable for each workload and rack, and
the solver has no symmetry to fight. One zone inside another never crosses it, so gangs find their units if and only if every zone holds
as many units as the gangs inside it ask for. The power of a stage is a column of its own, so that rows stay short.
"""

from collections import defaultdict
from math import gcd

from instance import LEVELS


class Program:
    """Columns (lower, upper, value, is integer) and rows (lower, upper, {column: coefficient}); a bound of None is no bound."""

    def __init__(self, site):
        self.site = site
        self.columns, self.rows = [], []
        self.gangs = {}  # (class, zone) → column
        self.units = {}  # (pool, rack) → column
        self._add_gangs()
        self._add_units()
        self._add_power()
        self._add_uplinks()

    def column(self, upper, value=0, is_integer=True):
        self.columns.append((0, upper, value, is_integer))
        return len(self.columns) - 1

    def row(self, lower, upper, terms):
        self.rows.append((lower, upper, terms))

    def _add_gangs(self):
        site = self.site
        for number, group in enumerate(site.classes):
            columns = {}
            for zone, racks in site.members(group.level).items():
                room = sum(site.free_gpus[r] // group.pool.gpus for r in racks if site.kind[r] == group.pool.kind)
                if room >= group.units:
                    columns[zone] = self.column(min(len(group.members), room // group.units))
            self.gangs |= {(number, zone): column for zone, column in columns.items()}
            by_value = defaultdict(int)
            for w in group.members:
                by_value[site.value[w]] += 1
            accepted = [self.column(count, value) for value, count in by_value.items()]
            self.row(0, 0, {**dict.fromkeys(columns.values(), 1), **dict.fromkeys(accepted, -1)})

    def _add_units(self):
        site = self.site
        by_pool = defaultdict(list)
        for number, group in enumerate(site.classes):
            by_pool[group.pool].append(number)
        slots = defaultdict(dict)
        for pool, numbers in by_pool.items():
            for rack in site.racks:
                most = site.free_gpus[rack] // pool.gpus
                if site.kind[rack] == pool.kind and most:
                    self.units[pool, rack] = self.column(most)
                    slots[rack][self.units[pool, rack]] = pool.gpus
            # As many units as the accepted gangs ask for, and no more: true of any plan worth having, and what branching goes by.
            units = {column: 1 for (other, _), column in self.units.items() if other == pool}
            gangs = {column: -site.classes[n].units for (n, _), column in self.gangs.items() if n in numbers}
            self.row(0, 0, units | gangs)
            for level in LEVELS[1:]:
                if any(site.classes[number].level == level for number in numbers):
                    self._add_homes(pool, numbers, level)
        for rack, terms in slots.items():
            self.row(None, site.free_gpus[rack], terms)

    def _add_homes(self, pool, numbers, level):
        """Every zone of a level holds the units of the gangs that stand inside it."""
        site = self.site
        asked = defaultdict(dict)
        for number in numbers:
            group = site.classes[number]
            if LEVELS.index(group.level) > LEVELS.index(level):
                continue
            outer = {site.zone[group.level][rack]: site.zone[level][rack] for rack in site.racks}
            for zone, around in outer.items():
                if (number, zone) in self.gangs:
                    asked[around][self.gangs[number, zone]] = -group.units
        for zone, racks in site.members(level).items():
            if zone in asked:
                units = {self.units[pool, rack]: 1 for rack in racks if (pool, rack) in self.units}
                self.row(0, None, units | asked[zone])

    def _add_power(self):
        site = self.site
        unit = gcd(*(group.pool.milliwatts for group in site.classes)) or 1
        own = defaultdict(dict)
        for (pool, rack), column in self.units.items():
            own[rack][column] = pool.milliwatts // unit
        terms = [own[rack] for rack in site.racks]
        heat = defaultdict(dict)
        for name, left, above in site.power_tree:
            columns = []
            for load, room in zip(terms, left):
                columns.append(self.column(max(0, room // unit), is_integer=False))
                self.row(0, 0, {columns[-1]: -1, **load})
            if name == "rack":
                for rack, column in enumerate(columns):
                    heat[site.data["racks"]["cool"][rack]][column] = site.heat_permille(rack)
            if above is not None:
                count = len(next(stage for stage in site.power_tree if stage[0] == _ABOVE[name])[1])
                terms = [{} for _ in range(count)]
                for column, at in zip(columns, above):
                    terms[at][column] = 1
        for loop, terms in heat.items():
            self.row(None, max(0, site.heat_left[loop]) // unit, terms)

    def _add_uplinks(self):
        site = self.site
        for level, table, gbps in (("leaf", "leaves", lambda p: p.leaf_gbps), ("pod", "pods", lambda p: p.pod_gbps)):
            load = defaultdict(dict)
            for (pool, rack), column in self.units.items():
                if gbps(pool):
                    load[site.zone[level][rack]][column] = gbps(pool)
            for zone, terms in load.items():
                self.row(None, site.data[table]["uplink_gbps"][zone], terms)

    def served(self, values):
        """{workload: {rack: gpus}} of the columns' values."""
        site = self.site
        left = {key: round(values[column]) for key, column in self.units.items()}
        next_member = [0] * len(site.classes)
        result = {}
        # Inner zones first: what they take is missing in no zone that does not hold them.
        for level in LEVELS[1:]:
            members = site.members(level)
            for (number, zone), column in self.gangs.items():
                group = site.classes[number]
                if group.level != level:
                    continue
                for _ in range(round(values[column])):
                    w = group.members[next_member[number]]
                    next_member[number] += 1
                    result[w] = self._take(group, members[zone], left)
        return result

    @staticmethod
    def _take(group, racks, left):
        parts, missing = {}, group.units
        for rack in racks:
            units = min(missing, left.get((group.pool, rack), 0))
            if units:
                parts[rack] = units * group.pool.gpus
                left[group.pool, rack] -= units
                missing -= units
        return parts


_ABOVE = {"rack": "pdu", "pdu": "ups", "ups": "substation", "substation": "feed"}
