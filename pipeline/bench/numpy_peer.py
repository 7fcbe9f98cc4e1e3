"""The peer of the benchmarks: the document's experiments in NumPy, timed.

Reads experiments as JSON from standard input, trains each with seed 0 by the
reference.py given on the data set in the folder given, and prints JSON: the seconds of each, the version
of NumPy and its BLAS; or that there is no NumPy. BLAS uses as many threads as
OPENBLAS_NUM_THREADS says.
"""

import ctypes
import json
import os
import sys
import time

try:
    import numpy as np
except ModuleNotFoundError as error:
    # Anything else that is missing is a failure, and ends in its traceback.
    if error.name != "numpy":
        raise
    json.dump({"missing": "numpy"}, sys.stdout)
    sys.exit()

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../replay"))
from train_golden import load_reference, read_data  # noqa: E402


def name_blas():
    """The BLAS that is loaded, and its kernel: what threadpoolctl says, or the library itself."""
    np.ones((2, 2)) @ np.ones((2, 2))
    try:
        from threadpoolctl import threadpool_info

        for pool in threadpool_info():
            if pool["user_api"] == "blas":
                kernel = pool.get("architecture", "unknown")
                return f"{pool['internal_api']} {pool['version']}, kernel {kernel}"
    except ImportError:
        pass
    try:
        with open("/proc/self/maps") as maps:
            paths = sorted({line.split()[-1] for line in maps if "blas" in line.lower()})
    except OSError:
        paths = []
    for path in paths:
        for symbol in ("openblas_get_corename", "scipy_openblas_get_corename64_"):
            try:
                corename = getattr(ctypes.CDLL(path), symbol)
            except (OSError, AttributeError):
                continue
            corename.restype = ctypes.c_char_p
            return f"OpenBLAS, kernel {corename().decode()}"
    names = [name for name in map(os.path.basename, paths) if not name.startswith("_")]
    return f"{names[0] if names else 'unknown'}, kernel unknown"


experiments = json.load(sys.stdin)
reference, folder = sys.argv[1:]
train = load_reference(reference).train
data = read_data(folder)
seconds = {}
for experiment in experiments:
    start = time.perf_counter()
    train(experiment, data, 0)
    seconds[experiment["id"]] = time.perf_counter() - start
json.dump({"numpy": np.__version__, "blas": name_blas(), "seconds": seconds}, sys.stdout)
