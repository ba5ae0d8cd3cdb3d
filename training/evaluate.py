"""Read articles with a checkpoint and write attributions for scoring: used while the model is being made."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from training.batches import CLS, SEP
from training.data import read_lines
from training.model import Reader
from training.train import VOCABULARY
from verbale.language.decode import Linker, Linking, Scores, spans
from verbale.language.encoding import Encoded, encode, windows
from verbale.language.labels import LAYERS, POINTERS


def scores(model: Reader, encoded: Encoded, size: int = 254, overlap: int = 64) -> Scores:
    """The model's scores of one text, window by window."""
    n = len(encoded)
    tags = np.zeros((n, len(LAYERS), 7), dtype=np.float32)
    queries = np.zeros((n, len(POINTERS), 64), dtype=np.float32)
    keys = np.zeros_like(queries)
    hidden = np.zeros((n, 384), dtype=np.float32)
    window = np.zeros(n, dtype=np.int64)
    cuts = windows(encoded, size, overlap)
    none = np.zeros((len(cuts), len(POINTERS), 64), dtype=np.float32)
    for w, cut in enumerate(cuts):
        ids = np.concatenate([[CLS], encoded.ids[cut.start : cut.end], [SEP]]).astype(np.int64)
        shapes = np.concatenate([[0], encoded.shapes[cut.start : cut.end], [0]]).astype(np.int64)
        with torch.no_grad():
            out = model(torch.tensor(ids)[None], torch.tensor(shapes)[None], torch.ones(1, len(ids)))
        h, t, q, k = (x[0].float().numpy() for x in out)
        a, b = cut.keep_start, cut.keep_end
        inner = slice(a - cut.start + 1, b - cut.start + 1)
        tags[a:b] = torch.log_softmax(torch.tensor(t[inner]), -1).numpy()
        queries[a:b], keys[a:b], hidden[a:b], window[a:b] = q[inner], k[inner], h[inner], w
        none[w] = k[0]
    return Scores(encoded, tags, queries, keys, window, none, hidden)


def main() -> None:
    """Write one line an article: attributions of the attribution layer, statements of the statement layers."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("checkpoint", type=Path)
    p.add_argument("articles", type=Path, nargs="+")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--save", type=Path)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    model = Reader()
    model.load_state_dict(torch.load(a.checkpoint))
    model.eval()
    linker = Linker(model.distance.weight.detach().numpy(), Linking())
    with a.out.open("w", encoding="utf-8") as out:
        for path in a.articles:
            for record in read_lines(path):
                got = scores(model, encode(record["text"], VOCABULARY))
                line = {"id": record["id"], "text": record["text"]}
                for name in ("attribution", "statement", "inner"):
                    line[name] = [
                        {r: [[x.start, x.end] for x in getattr(g, r)] for r in ("source", "cue", "content")}
                        | {"scores": g.scores}
                        for g in linker.link(got, spans(got, name), name)
                    ]
                line["attributions"] = line["attribution"]
                print(json.dumps(line), file=out)


if __name__ == "__main__":
    main()
