"""Write the event tower as ONNX, in floating point or in eight bits, and its heads for numpy.

``python -m training.export_events CHECKPOINT TOWER --polnear ... --annotated ... --out FOLDER``
"""

from __future__ import annotations

import argparse
from pathlib import Path

import onnx
import torch

from training.data import polnear, read_lines
from training.export import FORK, Array, Calibration, Watch, Writer, write_heads
from training.model import LAYERS_DEEP, Reader
from training.passages import Lower
from training.tower import Tower
from training.train import VOCABULARY
from verbale.events.passages import LONGEST
from verbale.language.encoding import encode

#: The parts of the heads that numpy reads.
HEADS = ("search_query", "search_key", "pair_in", "pair_out", "status_out", "act_in", "act_out")


def calibrate(model: Reader, tower: Tower, texts: list[str], rows: int = 48) -> dict[str, Calibration]:
    """Run texts through the tower and keep a sample of the inputs of every matrix product."""
    lower, watch = Lower(model, FORK), Watch(rows)
    watch.layers(tower.layers, "layers")
    for text in texts:
        vectors = lower(encode(text, VOCABULARY)).float()
        for part in vectors.split(LONGEST):
            with torch.no_grad():
                tower(part[None], torch.ones(1, len(part)))
    return watch.done()


def heads(tower: Tower) -> dict[str, Array]:
    """The arrays of the heads, by name."""
    state = {k: v.float().numpy() for k, v in tower.state_dict().items()}
    out = {f"{name}_{kind}": state[f"{name}.{kind}"] for name in HEADS for kind in ("weight", "bias")}
    return out | {"act_query": state["act_query"], "convention": state["convention"]}


def main() -> None:
    """Write ``events.onnx`` and ``events.npz``."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("checkpoint", type=Path)
    p.add_argument("tower", type=Path)
    p.add_argument("--polnear", type=Path, required=True, help="PolNeAR train, for calibration")
    p.add_argument("--annotated", type=Path, required=True, help="annotated articles, for calibration")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--articles", type=int, default=40, help="calibration articles of each corpus")
    p.add_argument("--smooth", type=float, default=0.5, help="0 leaves outliers where they are")
    p.add_argument("--float", action="store_true", help="write floating point")
    p.add_argument("--version", default="dev")
    a = p.parse_args()
    model = Reader()
    model.load_state_dict(torch.load(a.checkpoint), strict=False)
    model.eval()
    tower = Tower(model, FORK)
    tower.load_state_dict(torch.load(a.tower))
    tower.eval()
    texts = [e.text for e in polnear(a.polnear)[: a.articles]]
    texts += [r["text"] for r in read_lines(a.annotated)[: a.articles]]
    found = None if a.float else calibrate(model, tower, texts)
    weights = {k: v.float().numpy() for k, v in tower.state_dict().items()}
    graph = Writer(weights, found, a.smooth).write_tower(LAYERS_DEEP - FORK, a.version)
    onnx.save(graph, str(a.out / "events.onnx"))
    write_heads(a.out / "events.npz", heads(tower))
    print({f.name: f"{f.stat().st_size / 1e6:.1f} MB" for f in sorted(a.out.glob("events.*"))})


if __name__ == "__main__":
    main()
