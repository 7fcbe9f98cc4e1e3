"""Judges the published records once more, with SciPy and by docs/verdicts.md, and
writes what comes out; the tests compare the report's verdicts with it. Run by hand
after publishing:

    deno run --allow-write=tests/golden tests/golden/export_experiments.ts
    /usr/bin/python3 tests/golden/make_verdict_golden.py

Needs SciPy (Debian: python3-scipy). Shares no code with the report.
"""

import json
import math
import os
import sys

import numpy as np
from scipy import stats

HERE = os.path.dirname(os.path.abspath(__file__))
FIRMNESS = [
    "clearly holds",
    "holds",
    "holds weakly",
    "inconclusive",
    "no meaningful difference",
    "contradicted",
]


def read_runs(folder, experiment):
    with open(os.path.join(folder, f"{experiment}.jsonl"), encoding="utf-8") as file:
        return [json.loads(line) for line in file.read().splitlines()[1:]]


def measure(name, run):
    glances = run["glances"]["accuracies"]
    tests = [checkpoint["testAccuracy"] for checkpoint in run["checkpoints"]]
    if name == "final-test-accuracy":
        return tests[-1]
    if name == "end-test-accuracy":
        return run["end"]["testAccuracy"]
    if name == "train-test-gap":
        return run["end"]["trainAccuracy"] - run["end"]["testAccuracy"]
    if name == "accuracy-over-600":
        return float(np.mean(glances[:30]))
    if name == "accuracy-over-200":
        return float(np.mean(glances[:10]))
    if name == "loss-spread":
        return float(run["lossSpread"])
    if name == "largest-setback":
        return max(0.0, -np.diff(tests).min()) if len(tests) > 1 else 0.0
    if name == "activation-evenness":
        spread = [float(x) for x in run["end"]["activationDeviations"]]
        return min(spread) / max(spread) if max(spread) > 0 else 0.0
    raise ValueError(name)


def judge_pairs(runs, condition, margin):
    sign = 1 if condition["kind"] == "more" else -1
    of = {r["seed"]: measure(condition["measure"], r) for r in runs(condition["of"])}
    than = {r["seed"]: measure(condition["measure"], r) for r in runs(condition["than"])}
    d = sign * np.array([of[s] - than[s] for s in sorted(of)])
    n = len(d)
    if d.std() == 0:
        p = 1.0 if d.mean() == 0 else 0.0
        p_equal = 0.0 if abs(d.mean()) < margin else 1.0
        low = high = low90 = high90 = d.mean()
    else:
        p = stats.ttest_1samp(d, 0).pvalue
        p_equal = max(
            stats.ttest_1samp(d, -margin, alternative="greater").pvalue,
            stats.ttest_1samp(d, margin, alternative="less").pvalue,
        )
        low, high = stats.t.interval(0.95, n - 1, d.mean(), stats.sem(d))
        low90, high90 = stats.t.interval(0.90, n - 1, d.mean(), stats.sem(d))
    favouring = float(np.mean(d > 0) + np.mean(d == 0) / 2)
    names = " and ".join(sorted([condition["of"], condition["than"]]))
    key = f"{condition['measure']} {names}"

    def verdict(adjusted):
        if -margin < low90 and high90 < margin and adjusted["equal " + key] < 0.05:
            return "no meaningful difference"
        if adjusted[key] >= 0.05:
            return "inconclusive"
        if low > 0:
            if favouring < 0.75:
                return "holds weakly"
            return "clearly holds" if low > margin else "holds"
        return "contradicted" if high < 0 else "inconclusive"

    numbers = {"mean": float(d.mean()), "low": float(low), "high": float(high), "p": float(p)}
    return {key: p, "equal " + key: p_equal}, verdict, key, numbers


def judge_share(runs, condition, criteria):
    criterion = criteria[condition["are"]]
    met = 0
    all_runs = runs(condition["of"])
    for run in all_runs:
        value = measure(criterion["measure"], run)
        if run["divergedAt"] is not None:
            met += criterion["metByDiverged"]
        elif "atLeast" in criterion["bound"]:
            met += value >= criterion["bound"]["atLeast"]
        else:
            met += value <= criterion["bound"]["atMost"]
    n = len(all_runs)
    test = stats.binomtest(int(met), n, 0.5)
    low, high = test.proportion_ci(0.95, "wilson")
    key = f"{condition['of']} {condition['are']}"

    def verdict(adjusted):
        if adjusted[key] >= 0.05:
            return "inconclusive"
        if low > 0.5:
            if met / n < 0.75:
                return "holds weakly"
            return "clearly holds" if low > 0.75 else "holds"
        return "contradicted" if high < 0.5 else "inconclusive"

    numbers = {"mean": met / n, "low": float(low), "high": float(high), "p": float(test.pvalue)}
    return {key: test.pvalue}, verdict, key, numbers


def holm(values):
    adjusted, largest = {}, 0.0
    for rank, key in enumerate(sorted(values, key=values.get)):
        largest = max(largest, min(1.0, values[key] * (len(values) - rank)))
        adjusted[key] = largest
    return adjusted


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "../../reports/records")
    with open(os.path.join(HERE, "claims.json"), encoding="utf-8") as file:
        data = json.load(file)
    cache = {}

    def runs(experiment):
        if experiment not in cache:
            cache[experiment] = read_runs(folder, experiment)
        return cache[experiment]

    tests, judged = {}, []
    for claim in data["claims"]:
        for setting, conditions in claim["settings"].items():
            for condition in conditions:
                if condition["kind"] == "most":
                    found = judge_share(runs, condition, data["criteria"])
                else:
                    margin = data["margins"][condition["measure"]]
                    found = judge_pairs(runs, condition, margin)
                tests.update(found[0])
                judged.append((claim["id"], setting, found))
    adjusted = holm(tests)
    settings = {}
    for claim, setting, (_, verdict, key, numbers) in judged:
        assert not math.isnan(adjusted[key])
        part = {**numbers, "pAdjusted": adjusted[key], "verdict": verdict(adjusted)}
        settings.setdefault((claim, setting), []).append(part)
    golden = {
        "tests": len(tests),
        "settings": [
            {
                "claim": claim,
                "setting": setting,
                "verdict": max((p["verdict"] for p in parts), key=FIRMNESS.index),
                "parts": parts,
            }
            for (claim, setting), parts in settings.items()
        ],
    }
    out = sys.argv[2] if len(sys.argv) > 2 else os.path.join(HERE, "verdicts.json")
    with open(out, "w", encoding="utf-8", newline="\n") as file:
        json.dump(golden, file, sort_keys=True, indent=1)
        file.write("\n")
    for row in golden["settings"]:
        print(row["claim"], row["setting"], row["verdict"])


if __name__ == "__main__":
    main()
