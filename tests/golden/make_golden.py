"""Writes the golden files that the engine is compared with. Run by hand:

    deno task maintain golden            # short: synthetic digits, and 100 iterations of MNIST
    deno task maintain golden --full     # every experiment, whole runs on MNIST, two seeds
    deno task maintain golden --full --only ID  # that experiment alone; the other runs stay

Needs NumPy (Debian: python3-numpy). Reads tests/golden/experiments.json, which
the task writes first, and IDX files below data/.
"""

import argparse
import json
import os
import struct
import sys
import time

import numpy as np

from notebook import train

FILES = {
    "train_images": "train-images-idx3-ubyte",
    "train_labels": "train-labels-idx1-ubyte",
    "test_images": "t10k-images-idx3-ubyte",
    "test_labels": "t10k-labels-idx1-ubyte",
}


def read_idx(path):
    with open(path, "rb") as file:
        content = file.read()
    dimensions = content[3]
    shape = struct.unpack(f">{dimensions}I", content[4 : 4 + 4 * dimensions])
    return np.frombuffer(content, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


def read_data(folder, train_limit=None, test_limit=None):
    """Images as rows of float32, exactly as the document's loader gives them."""
    parts = {name: read_idx(os.path.join(folder, file)) for name, file in FILES.items()}

    def scale(images, limit):
        return images.reshape(len(images), -1)[:limit].astype(np.float32) / np.float32(255)

    return (
        scale(parts["train_images"], train_limit),
        parts["train_labels"][:train_limit],
        scale(parts["test_images"], test_limit),
        parts["test_labels"][:test_limit],
    )


def thin(losses, all_before=100, then_every=20):
    """[iteration, loss] of the first iterations, then of every so many, and of the last."""
    last = len(losses) - 1
    return [
        [i, loss]
        for i, loss in enumerate(losses)
        if i < all_before or i % then_every == 0 or i == last
    ]


def kept_runs(path):
    """The runs of an earlier golden file, by experiment and seed."""
    with open(path, encoding="utf-8") as file:
        return {(r["id"], r["seed"]): r for r in json.load(file)["runs"]}


def run(experiments, data, seeds, iterations, path, about, only=None):
    kept = kept_runs(path) if only else {}
    runs = []
    for experiment in experiments:
        for seed in seeds:
            if only and experiment["id"] not in only:
                runs.append(kept[experiment["id"], seed])
                continue
            start = time.time()
            losses, checkpoints = train(experiment, data, seed, iterations)
            print(f"{experiment['id']} seed {seed}: {checkpoints[-1]} {time.time() - start:.1f} s", file=sys.stderr)
            runs.append(
                {
                    "id": experiment["id"],
                    "seed": seed,
                    "losses": thin(losses),
                    "checkpoints": checkpoints,
                }
            )
    golden = {"numpy": np.__version__, **about, "runs": runs}
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        # One run a line keeps differences readable.
        head = json.dumps({key: golden[key] for key in golden if key != "runs"}, sort_keys=True)
        lines = ",\n".join(json.dumps(r, sort_keys=True, separators=(",", ":")) for r in runs)
        file.write(head[:-1] + ', "runs": [\n' + lines + "\n]}\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--data", default="data")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1])
    parser.add_argument("--out")
    parser.add_argument("--only", nargs="+", help="make these again, keep the others")
    options = parser.parse_args()
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "experiments.json"), encoding="utf-8") as file:
        experiments = json.load(file)

    if options.full:
        data = read_data(os.path.join(options.data, "mnist"))
        out = options.out or os.path.join(here, "mnist-full.json")
        run(experiments, data, options.seeds, None, out, {"dataset": "mnist"}, options.only)
        return
    limits = {"trainImages": 2000, "testImages": 500, "iterations": 60}
    data = read_data(os.path.join(options.data, "synthetic-digits"), 2000, 500)
    out = os.path.join(here, "synthetic-short.json")
    run(experiments, data, options.seeds, 60, out, {"dataset": "synthetic-digits", **limits}, options.only)
    data = read_data(os.path.join(options.data, "mnist"))
    out = os.path.join(here, "mnist-short.json")
    run(experiments, data, options.seeds[:1], 100, out, {"dataset": "mnist", "iterations": 100}, options.only)


if __name__ == "__main__":
    main()
