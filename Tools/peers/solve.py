"""One solver on one instance, in a process of its own, so that its seconds and its memory are its own.

solve.py SOLVER INSTANCE SECONDS THREADS RESULT: writes the solution and what it took. The seconds count from the start of reading;
what is left after the model is built is the solver's.
"""

import json
import os
import sys
import time

BEGAN = time.monotonic()
# Threads of linear algebra, which no solver here is asked for.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from instance import Site  # noqa: E402


def elapsed():
    return time.monotonic() - BEGAN


class Outcome:
    """What a solver found: the best solution, the bound that it proved, and when its first solution came."""

    def __init__(self):
        self.served, self.bound, self.first = None, None, None

    def saw_solution(self, value):
        """Refusing everybody is no solution that counts."""
        if self.first is None and value > 0.5:
            self.first = elapsed()


def highs(site, limit, threads, outcome):
    import highspy
    from counts import Program

    program = Program(site)
    model = highspy.HighsLp()
    infinity = highspy.kHighsInf
    model.sense_ = highspy.ObjSense.kMaximize
    model.num_col_, model.num_row_ = len(program.columns), len(program.rows)
    model.col_lower_, model.col_upper_, model.col_cost_ = (
        [float(column[at]) for column in program.columns] for at in range(3))
    model.integrality_ = [
        highspy.HighsVarType.kInteger if column[3] else highspy.HighsVarType.kContinuous for column in program.columns]
    model.row_lower_ = [-infinity if row[0] is None else float(row[0]) for row in program.rows]
    model.row_upper_ = [infinity if row[1] is None else float(row[1]) for row in program.rows]
    start, index, value = [0], [], []
    for _, _, terms in program.rows:
        index += terms.keys()
        value += terms.values()
        start.append(len(index))
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = start, index, [float(v) for v in value]
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", threads)
    solver.setOptionValue("mip_rel_gap", 0.0)
    # Values are whole cents.
    solver.setOptionValue("mip_abs_gap", 0.999)
    solver.passModel(model)
    solver.setOptionValue("time_limit", max(0.1, limit - elapsed()))
    solver.cbMipImprovingSolution += lambda event: outcome.saw_solution(event.data_out.objective_function_value)
    solver.run()
    info = solver.getInfo()
    outcome.bound = info.mip_dual_bound
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        outcome.saw_solution(info.objective_function_value)
        outcome.served = program.served(list(solver.getSolution().col_value))


def cp_sat(site, limit, threads, outcome):
    from ortools.sat.python import cp_model
    from counts import Program

    program = Program(site)
    model = cp_model.CpModel()
    columns = [model.new_int_var(lower, upper, "") for lower, upper, _, _ in program.columns]
    for lower, upper, terms in program.rows:
        total = cp_model.LinearExpr.weighted_sum([columns[c] for c in terms], list(terms.values()))
        if lower == upper:
            model.add(total == lower)
        elif upper is None:
            model.add(total >= lower)
        else:
            model.add(total <= upper)
    paid = [(column, entry[2]) for column, entry in zip(columns, program.columns) if entry[2]]
    model.maximize(cp_model.LinearExpr.weighted_sum([column for column, _ in paid], [value for _, value in paid]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = threads
    solver.parameters.max_time_in_seconds = max(0.1, limit - elapsed())

    class Watch(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self):
            outcome.saw_solution(self.objective_value)

    status = solver.solve(model, Watch())
    if status != cp_model.UNKNOWN:
        outcome.bound = solver.best_objective_bound
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        outcome.served = program.served([solver.value(column) for column in columns])


def rebalancer(site, limit, threads, outcome):
    from rebalance import solve

    solve(site, lambda: max(1, int(limit - elapsed())), outcome)


SOLVERS = {"highs": highs, "cp-sat": cp_sat, "rebalancer": rebalancer}


def main():
    name, path, limit, threads, result = sys.argv[1:]
    outcome = Outcome()
    site = Site(path)
    SOLVERS[name](site, float(limit), int(threads), outcome)
    report = {"bound": outcome.bound, "first": outcome.first, "total": elapsed()}
    if outcome.served is not None:
        report["solution"] = site.solution(outcome.served)
    with open(result, "w", encoding="utf-8") as file:
        json.dump(report, file)


if __name__ == "__main__":
    main()
