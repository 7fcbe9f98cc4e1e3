"""Judges a document's published records once more, with SciPy and by
docs/verdicts.md, and writes what comes out; the tests compare the report's verdicts
with it. "deno task maintain golden --verdicts" starts it. Shares no code with the report.

Standard input is JSON: {"reference": a Python file, "records": a folder, "path": what
to write, "claims", "measures", "criteria": those of the document}.

Needs SciPy (Debian: python3-scipy).
"""

import json
import math
import os
import sys

import numpy as np
from scipy import stats

from train_golden import load_reference

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


def judge_pairs(runs, condition, margin, measures):
    measure = measures[condition["measure"]]
    sign = 1 if condition["kind"] == "more" else -1
    of = {r["seed"]: measure(r) for r in runs(condition["of"])}
    than = {r["seed"]: measure(r) for r in runs(condition["than"])}
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


def judge_share(runs, condition, criterion, measures):
    met = 0
    all_runs = runs(condition["of"])
    for run in all_runs:
        value = measures[criterion["measure"]](run)
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
    job = json.load(sys.stdin)
    measures = load_reference(job["reference"]).MEASURES
    cache = {}

    def runs(experiment):
        if experiment not in cache:
            cache[experiment] = read_runs(job["records"], experiment)
        return cache[experiment]

    tests, judged = {}, []
    for claim in job["claims"]:
        for setting, conditions in claim["settings"].items():
            for condition in conditions:
                if condition["kind"] == "most":
                    found = judge_share(runs, condition, job["criteria"][condition["are"]], measures)
                else:
                    margin = job["measures"][condition["measure"]]["margin"]
                    found = judge_pairs(runs, condition, margin, measures)
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
    with open(job["path"], "w", encoding="utf-8", newline="\n") as file:
        json.dump(golden, file, sort_keys=True, indent=1)
        file.write("\n")
    for row in golden["settings"]:
        print(row["claim"], row["setting"], row["verdict"])


if __name__ == "__main__":
    main()
