"""Trains experiments with a document's NumPy reference and writes the golden files
that the engine is compared with; "deno task maintain golden" starts it.

Standard input is JSON: {"reference": a Python file, "goldens": [{"path", "data",
"about", "seeds", "experiments", "only"}]}, where "about" is the head of a golden
file, and "only" names the experiments to train again; the others are kept.

Needs NumPy (Debian: python3-numpy).
"""

import importlib.util
import json
import os
import struct
import sys
import time

import numpy as np

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
    """Images as rows of float32, 0..1, and their labels."""
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


def load_reference(path):
    """The module of a document's reference.py."""
    spec = importlib.util.spec_from_file_location("reference", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def kept_runs(path):
    """The runs of an earlier golden file, by experiment and seed."""
    with open(path, encoding="utf-8") as file:
        return {(r["id"], r["seed"]): r for r in json.load(file)["runs"]}


def write_golden(train, path, data, about, seeds, experiments, only=None):
    kept = kept_runs(path) if only else {}
    images = read_data(data, about.get("trainImages"), about.get("testImages"))
    runs = []
    for experiment in experiments:
        for seed in seeds:
            if only and experiment["id"] not in only:
                runs.append(kept[experiment["id"], seed])
                continue
            start = time.time()
            losses, checkpoints = train(experiment, images, seed, about.get("iterations"))
            print(f"{experiment['id']} seed {seed}: {checkpoints[-1]} {time.time() - start:.1f} s", file=sys.stderr)
            runs.append(
                {
                    "id": experiment["id"],
                    "seed": seed,
                    "losses": thin(losses),
                    "checkpoints": checkpoints,
                }
            )
    head = json.dumps({**about, "numpy": np.__version__}, sort_keys=True)
    # One run a line keeps differences readable.
    lines = ",\n".join(json.dumps(r, sort_keys=True, separators=(",", ":")) for r in runs)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(head[:-1] + ', "runs": [\n' + lines + "\n]}\n")


def main():
    job = json.load(sys.stdin)
    train = load_reference(job["reference"]).train
    for golden in job["goldens"]:
        write_golden(train, **golden)


if __name__ == "__main__":
    main()
