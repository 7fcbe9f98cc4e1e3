"""Writes math.json: exp and log rounded correctly from 60 digits (Python's
decimal), and the first numbers of NumPy's legacy generator. Run by hand:

    python3 tests/golden/make_math_golden.py
"""

import decimal
import json
import os
import random
import struct

import numpy as np

decimal.getcontext().prec = 60


def nearest(value):
    return float(value)


def points(generator, count):
    """Numbers of all sizes, among them the ends of the range."""
    special = [1.0, 2.0, 0.5, 1 + 2**-52, 1 - 2**-53, 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308]
    random_bits = []
    while len(random_bits) < count:
        value = struct.unpack("<d", struct.pack("<Q", generator.getrandbits(63)))[0]
        if value == value and value not in (float("inf"), 0.0):
            random_bits.append(value)
    near_one = [1 + generator.uniform(-0.3, 0.3) for _ in range(count)]
    return special + random_bits + near_one


def main():
    generator = random.Random(1)
    logs = [[x, nearest(decimal.Decimal(x).ln())] for x in points(generator, 300)]
    arguments = [generator.uniform(-740, 709) for _ in range(300)] + [
        generator.uniform(-1, 1) for _ in range(300)
    ] + [0.0, 1.0, -1.0, 709.78, -745.13, 1e-300, -1e-17]
    exps = [[x, nearest(decimal.Decimal(x).exp())] for x in arguments]
    streams = []
    for seed in (0, 1, 42, 5489, 2**32 - 1):
        np.random.seed(seed)
        streams.append(
            {
                "seed": seed,
                "rand": np.random.rand(5).tolist(),
                "randn": np.random.randn(7).tolist(),
                "choice60000": np.random.choice(60000, 20).tolist(),
                "choice300": np.random.choice(300, 20).tolist(),
                "choice1": np.random.choice(1, 3).tolist(),
                "randnAgain": np.random.randn(1000).tolist()[-3:],
                "randAgain": np.random.rand(1000).tolist()[-3:],
                "choicePower": np.random.choice(2**32, 3).tolist(),
            }
        )
    powers = [[b, t, b**t] for b in (0.9, 0.999, 0.5) for t in (0, 1, 2, 3, 10, 99, 1000, 2000)]
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "math.json")
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        json.dump(
            {"numpy": np.__version__, "log": logs, "exp": exps, "streams": streams, "powers": powers},
            file,
            separators=(",", ":"),
        )
        file.write("\n")


main()
