"""Writes the values that lib/statistics is compared with. Run by hand:

    /usr/bin/python3 tests/golden/make_statistics_golden.py

Needs SciPy (Debian: python3-scipy).
"""

import json
import os

import numpy as np
import scipy
from scipy import stats

DEGREES = [1, 2, 3, 4, 5, 9, 10, 19, 29, 30, 59, 100, 999]


def paired(rng, count, shift, scale, margin):
    values = (shift + scale * rng.standard_normal(count)).round(6)
    error = stats.sem(values)
    result = {"values": values.tolist(), "margin": margin}
    result["interval95"] = list(stats.t.interval(0.95, count - 1, values.mean(), error))
    result["interval90"] = list(stats.t.interval(0.90, count - 1, values.mean(), error))
    result["pDifference"] = stats.ttest_1samp(values, 0).pvalue
    above = stats.ttest_1samp(values, -margin, alternative="greater").pvalue
    below = stats.ttest_1samp(values, margin, alternative="less").pvalue
    result["pEquivalence"] = max(above, below)
    result["interquartileMean"] = stats.trim_mean(values, 0.25)
    return result


def main():
    rng = np.random.default_rng(4)
    shares = [(0, 1), (0, 30), (1, 3), (3, 3), (5, 5), (15, 30), (22, 30), (23, 30), (30, 30), (700, 1500)]
    golden = {
        "scipy": scipy.__version__,
        "tTails": [
            [t, degrees, stats.t.sf(t, degrees)]
            for degrees in DEGREES
            for t in [0.0, 1e-8, 0.1, 0.5, 1.0, 1.96, 2.5, 5.0, 12.0, 60.0, 1000.0, -0.7, -3.0]
        ],
        "tQuantiles": [
            [p, degrees, stats.t.ppf(p, degrees)]
            for degrees in DEGREES
            for p in [0.5, 0.6, 0.8, 0.9, 0.95, 0.975, 0.99, 0.9995]
        ],
        "normalQuantiles": [
            [p, stats.norm.ppf(p)]
            for p in [1e-10, 1e-6, 0.001, 0.025, 0.0749, 0.0751, 0.2, 0.5, 0.8, 0.9249, 0.9251, 0.975, 0.999999]
        ],
        "signTests": [[k, n, stats.binomtest(k, n, 0.5).pvalue] for k, n in shares],
        "wilsonIntervals": [
            [k, n, list(stats.binomtest(k, n).proportion_ci(0.95, "wilson"))] for k, n in shares
        ],
        "paired": [
            paired(rng, count, shift, scale, margin)
            for count, shift, scale, margin in [
                (2, 0.1, 0.2, 0.05),
                (3, 0.0, 0.01, 0.02),
                (5, -0.3, 0.1, 0.005),
                (30, 0.002, 0.004, 0.005),
                (30, 0.8, 0.02, 0.005),
                (31, 0.0, 0.001, 0.005),
            ]
        ],
    }
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "statistics.json")
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        json.dump(golden, file, sort_keys=True, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
