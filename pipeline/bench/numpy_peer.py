"""The peer of the benchmarks: the document's experiments in NumPy, timed.

Reads experiments as JSON from standard input, trains each with seed 0 on the
MNIST files in the folder given, and prints JSON: the seconds of each and the
version of NumPy. BLAS uses as many threads as OPENBLAS_NUM_THREADS says.
"""

import json
import os
import sys
import time

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../tests/golden"))
from make_golden import read_data  # noqa: E402
from notebook import train  # noqa: E402

experiments = json.load(sys.stdin)
data = read_data(sys.argv[1])
seconds = {}
for experiment in experiments:
    start = time.perf_counter()
    train(experiment, data, 0)
    seconds[experiment["id"]] = time.perf_counter() - start
json.dump({"numpy": np.__version__, "seconds": seconds}, sys.stdout)
