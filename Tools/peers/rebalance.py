"""The same instance for Rebalancer: an object for each unit, a container for each rack and one for what is refused.

A gang's objects are a group that may stand in one zone of its level only; the refused are in a zone of their own, so a gang is wholly
placed or wholly refused. Every cap is a hard constraint over a scope, and the goal is to leave as little value as possible refused.
Local search moves whole gangs; where there are few objects, its integer program (by HiGHS) goes on from there.
"""

from collections import defaultdict

from instance import LEVELS

REFUSED = "refused"
# A program of more than this many pairs of object and rack is not built.
MOST_PAIRS = 20_000


class Model:
    def __init__(self, site):
        self.site = site
        self.groups = {}  # gang → its objects
        self.pool = {}  # object → its pool
        self.level = {}
        self.worth = {}
        self.items = {"rack": {f"r{rack}" for rack in site.racks}}  # of each scope
        for group in site.classes:
            for w in group.members:
                objects = [f"{w}.{unit}" for unit in range(group.units)]
                self.groups[str(w)] = objects
                self.level[str(w)] = group.level
                for name in objects:
                    self.pool[name] = group.pool
                self.worth |= dict.fromkeys(objects, site.value[w] / group.units)

    def solver(self, seconds, start, is_exact):
        import rebalancer

        site = self.site
        solver = rebalancer.ProblemSolver(service_name="rebalancer", service_scope="peers")
        solver.set_log_level("ERROR")
        solver.set_object_name("unit").set_container_name("rack")
        solver.set_assignment(start)
        solver.add_object_dimension("value", self.worth)
        self._add_scopes(solver)
        self._add_gangs(solver)
        self._add_kinds(solver)
        self._add_limits(solver)
        solver.add_goal({"toFreeSpec": {"name": "refused value", "containers": [REFUSED], "dimension": "value"}})
        if is_exact:
            # Enumerations go in as their numbers: 2 is HiGHS.
            solver.add_solver({"optimalSolverSpec": {"solveTime": seconds, "solverPackage": 2, "suppressLogs": True}})
        else:
            solver.add_solver({"localSearchSolverSpec": {
                "solveTime": seconds, "moveTypeList": [
                    {"greedyGroupToScopeItemMoveTypeSpec": {
                        "scopeItemMovesScope": level, "groupMovesPartition": f"gangs of one {level}", "nSampleSetsToExplore": 8}}
                    for level in LEVELS[1:] if level in self.level.values()
                ] + [{"singleMoveTypeSpec": {}}, {"swapMoveTypeSpec": {}}]}})
        return solver

    def _add_scopes(self, solver):
        for level in LEVELS[2:]:
            zones = {f"r{rack}": f"{level}{self.site.zone[level][rack]}" for rack in self.site.racks}
            self._add_scope(solver, level, zones | {REFUSED: REFUSED})

    def _add_scope(self, solver, name, zones):
        self.items[name] = set(zones.values())
        solver.add_scope(name, zones)

    def _add_gangs(self, solver):
        for level in LEVELS[1:]:
            gangs = {gang: objects for gang, objects in self.groups.items() if self.level[gang] == level}
            if gangs:
                name = f"gangs of one {level}"
                solver.add_partition(name, gangs)
                solver.add_constraint({"colocateGroupsSpec": {
                    "name": name, "scope": level, "partitionName": name,
                    "limits": {"type": 1, "globalLimit": 1}}})

    def _add_kinds(self, solver):
        """GPUs of each kind: a rack has those of its own kind only."""
        for kind in sorted({pool.kind for pool in self.pool.values()}):
            name = f"GPUs of kind {kind}"
            free = {f"r{r}": self.site.free_gpus[r] if self.site.kind[r] == kind else 0 for r in self.site.racks}
            self._cap(solver, name, "rack", lambda pool: pool.gpus if pool.kind == kind else 0, free)

    def _cap(self, solver, name, scope, load, limits):
        amounts = {unit: float(load(pool)) for unit, pool in self.pool.items() if load(pool)}
        # What no rack stands under is unknown to a scope.
        limits = {item: limit for item, limit in limits.items() if item in self.items[scope]}
        if not amounts:
            return
        solver.add_object_dimension(name, amounts)
        solver.add_constraint({"capacitySpec": {
            "name": name, "scope": scope, "dimension": name,
            "limit": {"type": 1, "scopeItemLimits": {item: float(max(0, limit)) for item, limit in limits.items()},
                      "isDefaultLimitUnbounded": True}}})

    def _add_limits(self, solver):
        site, data = self.site, self.site.data
        path = list(site.racks)
        for name, left, above in site.power_tree:
            if name != "rack":
                self._add_scope(solver, name, {f"r{rack}": f"{name}{path[rack]}" for rack in site.racks})
            key = "r" if name == "rack" else name
            self._cap(solver, f"mW by {name}", name, lambda pool: pool.milliwatts, {f"{key}{at}": cap for at, cap in enumerate(left)})
            if above is not None:
                path = [above[at] for at in path]
        self._add_scope(solver, "loop", {f"r{rack}": f"loop{data['racks']['cool'][rack]}" for rack in site.racks})
        permille = {kind: entry["heat_permille"] for kind, entry in enumerate(data["types"])}
        # Thousandths keep the sums below 2⁵³.
        self._cap(
            solver, "heat", "loop", lambda pool: pool.milliwatts * permille[pool.kind] / 1_000,
            {f"loop{at}": cap / 1_000 for at, cap in enumerate(site.heat_left)})
        for level, table, gbps in (("leaf", "leaves", lambda p: p.leaf_gbps), ("pod", "pods", lambda p: p.pod_gbps)):
            caps = {f"{level}{at}": cap for at, cap in enumerate(data[table]["uplink_gbps"])}
            self._cap(solver, f"{level} uplink", level, gbps, caps)


def solve(site, seconds_left, outcome):
    model = Model(site)
    start = defaultdict(list, {f"r{rack}": [] for rack in site.racks})
    start[REFUSED] = list(model.pool)
    pairs = sum(site.kind[rack] == pool.kind for pool in model.pool.values() for rack in site.racks)
    stages = [False, True] if pairs <= MOST_PAIRS else [False]
    for is_exact in stages:
        # A time limit that the integer program hits loses what it found: the best stage counts.
        seconds = seconds_left() // 4 if len(stages) > 1 and not is_exact else seconds_left()
        found = model.solver(max(1, seconds), dict(start), is_exact).solve()["assignment"]
        served = model_served(model, found)
        if outcome.served is None or worth(site, served) > worth(site, outcome.served):
            outcome.served = served
            outcome.saw_solution(worth(site, served))
            start = defaultdict(list, {f"r{rack}": [] for rack in site.racks})
            for unit, container in found.items():
                start[container].append(unit)
            start.setdefault(REFUSED, [])


def worth(site, served):
    return sum(site.value[w] for w in served)


def model_served(model, found):
    served = {}
    for gang, objects in model.groups.items():
        containers = [found[name] for name in objects]
        if REFUSED in containers:
            continue
        parts = defaultdict(int)
        for name, container in zip(objects, containers):
            parts[int(container[1:])] += model.pool[name].gpus
        served[int(gang)] = dict(parts)
    return served
