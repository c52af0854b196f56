"""What the seeds came to, in words."""

import json
from collections import Counter

# Faults that no seed may have: what is wrong whatever the packer's luck.
NEVER = ["crash", "refused-input", "check", "kept-lost", "kept-above", "above", "bound", "high-worse"]
EQUAL_PERCENT = 98
WORST_PERCENT = 5


class Summary:
    """Counts results as they come, and says the faults of each seed."""

    def __init__(self):
        self.results, self.kinds, self.by_rule = {}, Counter(), {}

    def add(self, seed, result):
        self.results[seed] = result
        for kind, text in result["faults"]:
            self.kinds[kind] += 1
            print(f"{seed:7} {kind:14} {text}", flush=True)

    def write(self, path):
        path.write_text(json.dumps(self.results, indent=1) + "\n")

    def close(self):
        """Prints the sums; 0 where the goal is reached."""
        results = self.results.values()
        comparable = [result for result in results if result["comparable"]]
        equal = sum(result["equal"] for result in comparable)
        worst = max((result["shortfall"] for result in comparable), default=0)
        share = 100 * equal / len(comparable) if comparable else 0
        print(f"\n{len(results)} seeds; {sum('net' in result for result in results)} planned, {sum('program' in result for result in results)} solved, "
              f"{len(comparable)} comparable")
        codes = Counter(result["exit"] for result in results if "exit" in result)
        print("exit codes of plan: " + ", ".join(f"{code} of {count}" for code, count in sorted(codes.items())))
        print("program leaves out: " + (", ".join(f"{what} of {count}" for what, count in Counter(
            note.split(",")[0].split(";")[0] for result in results for note in result["leftOut"]).most_common()) or "nothing"))
        print(f"equal to the optimum: {equal} of {len(comparable)}, {share:.2f} % (goal {EQUAL_PERCENT} %); "
              f"the worst is {100 * worst:.1f} % short (goal {WORST_PERCENT} %)")
        print("faults: " + (", ".join(f"{kind} {count}" for kind, count in self.kinds.most_common()) or "none"))
        self._by_rule(comparable)
        reached = share >= EQUAL_PERCENT and 100 * worst <= WORST_PERCENT and not any(self.kinds[kind] for kind in NEVER)
        print("the goal is reached" if reached else "the goal is not reached")
        return 0 if reached else 1

    @staticmethod
    def _by_rule(comparable):
        counts, short = Counter(), Counter()
        for result in comparable:
            for rule in result["rules"]:
                counts[rule] += 1
                short[rule] += not result["equal"]
        worst = sorted((rule for rule in counts if short[rule]), key=lambda rule: -short[rule] / counts[rule])
        if worst:
            print("short by rule: " + ", ".join(f"{rule} {short[rule]} of {counts[rule]}" for rule in worst[:12]))


def tell(case, result, folder, files=False):
    """One case at length."""
    print(f"files: {folder}; options: {' '.join(case.options) or 'none'}")
    if case.rules:
        print(f"rules: {', '.join(case.rules)}")
    for key, value in result.items():
        if key not in ("faults", "rules"):
            print(f"  {key}: {value}")
    for kind, text in result["faults"]:
        print(f"  FAULT {kind}: {text}")
    if files:
        print(json.dumps(case.facility, ensure_ascii=False))
        print(json.dumps(case.book, ensure_ascii=False))
