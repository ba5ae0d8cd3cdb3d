"""Write the model as ONNX, in floating point or in eight bits, from a checkpoint.

The graph is laid out by hand from the fused operators of ONNX Runtime, so that what is quantized, and how, is all in
this file. Eight-bit weights are symmetric with a scale a column. Activations are quantized with constants found on
calibration articles, so that an article's result does not depend on what it is batched with: each input of a matrix
product is first divided by a per-channel factor that moves outliers into the weights (SmoothQuant, Xiao et al. 2023),
then clipped to the range with the least squared error of the product.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from training.coder import EventHeads
from training.data import polnear, read_lines
from training.events import Coder
from training.model import HEADS, HIDDEN, LAYERS_DEEP, POINTER_SIZE, Reader
from training.train import VOCABULARY
from verbale.language.encoding import encode, windows
from verbale.language.heads import SCALE
from verbale.language.labels import ENTITY_TAGS, LAYERS, POINTERS, TAGS

Array = npt.NDArray[np.float32]
CONTRIB = "com.microsoft"
#: Elements from which a matrix of the heads is stored in eight bits.
LARGE = 20_000
#: Pieces of the longest window, its two marks included.
POSITIONS = 256


@dataclass
class Calibration:
    """Inputs seen at one matrix product: a sample of rows ``(r, channels)``."""

    rows: list[Array] = field(default_factory=list)

    def sample(self) -> Array:
        """All rows kept."""
        return np.concatenate(self.rows)


class Graph:
    """Collects nodes and constants."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self.count = 0

    def constant(self, name: str, value: npt.NDArray[np.generic]) -> str:
        """Register a constant and return its name."""
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def add(self, op: str, inputs: list[str], domain: str = "", name: str = "", **attributes: object) -> str:
        """Append a node with one output and return the output's name."""
        self.count += 1
        output = name or f"v{self.count}"
        self.nodes.append(helper.make_node(op, inputs, [output], domain=domain, **attributes))
        return output


@dataclass(frozen=True)
class Activation:
    """One quantized activation: names in the graph, and the constants themselves."""

    eight: str
    scale_name: str
    zero_name: str
    factor: Array
    scale: float
    zero: int

    def rounded(self, rows: Array) -> Array:
        """Rows as the eight-bit graph sees them, divided by the factor."""
        eight = np.clip(np.round(rows / self.factor / self.scale) + self.zero, 0, 255)
        out: Array = ((eight - self.zero) * self.scale).astype(np.float32)
        return out


class Affine(NamedTuple):
    """Weights ``(in, out)``, a bias and a factor for each column of what they give."""

    w: Array
    b: Array
    times: Array = np.ones(1, np.float32)


class Writer:
    """Lays out one model; ``calibrations`` None writes floating point."""

    def __init__(self, weights: dict[str, Array], calibrations: dict[str, Calibration] | None, smooth: float) -> None:
        self.w = weights
        self.calibrations = calibrations
        self.smooth = smooth
        self.g = Graph()
        self.quantized: dict[str, Activation] = {}

    def product(self, x: str, matrix: str, bias: str, site: str) -> str:
        """``x @ matrix.T + bias`` where matrix and bias are keys of the weights; ``site`` names the input."""
        w, b = self.w[matrix].T, self.w[bias]
        return self.affine(x, Affine(w, b), matrix, site)

    def affine(self, x: str, weights: Affine, name: str, site: str) -> str:
        """``(x @ w + b) * times`` in the chosen arithmetic."""
        g, (w, b, times) = self.g, weights
        if self.calibrations is None:
            bias = g.constant(f"{name}.b", (b * times).astype(np.float32))
            return g.add("Add", [g.add("MatMul", [x, g.constant(f"{name}.w", (w * times).astype(np.float32))]), bias])
        act = self.activation(x, site)
        scaled = w * act.factor[:, None]
        column = np.maximum(np.abs(scaled).max(0) / 127, 1e-9).astype(np.float32)
        eight = np.clip(np.round(scaled / column), -127, 127).astype(np.int8)
        # What rounding shifts on average, the bias takes back.
        assert self.calibrations is not None
        rows = self.calibrations[site].sample()
        shift = (rows @ w - act.rounded(rows) @ (eight * column)).mean(0)
        inputs = [
            act.eight,
            g.constant(f"{name}.w", eight),
            act.scale_name,
            g.constant(f"{name}.s", (column * times).astype(np.float32)),
            act.zero_name,
            g.constant(f"{name}.z", np.zeros(len(column), dtype=np.int8)),
            g.constant(f"{name}.b", ((b + shift) * times).astype(np.float32)),
        ]
        return g.add("MatMulIntegerToFloat", inputs, CONTRIB)

    def factor(self, site: str) -> Array | None:
        """By what an activation's channels are divided before they are quantized; None for nothing."""
        if self.calibrations is None or not self.smooth:
            return None
        rows = self.calibrations[site].sample()
        peak, weight_peak = np.maximum(np.abs(rows).max(0), 1e-5), np.maximum(self.peaks[site], 1e-5)
        factor = (np.power(peak, self.smooth) / np.power(weight_peak, 1 - self.smooth)).astype(np.float32)
        out: Array = factor / np.exp(np.log(factor).mean())
        return out

    def activation(self, x: str, site: str) -> Activation:
        """Quantize one activation, once for all products that read it; attention's is divided already."""
        if site in self.quantized:
            return self.quantized[site]
        assert self.calibrations is not None
        g, rows, factor = self.g, self.calibrations[site].sample(), self.factor(site)
        if factor is not None and not site.endswith(".out"):
            x = g.add("Mul", [x, g.constant(f"{site}.f", (1 / factor).astype(np.float32))])
        factor = np.ones(rows.shape[1], dtype=np.float32) if factor is None else factor
        low, high = clip_range(rows / factor)
        scale = np.float32((high - low) / 255)
        zero = np.uint8(np.clip(round(-low / scale), 0, 255))
        names = g.constant(f"{site}.as", np.array(scale)), g.constant(f"{site}.az", np.array(zero))
        eight = g.add("QuantizeLinear", [x, *names])
        self.quantized[site] = Activation(eight, *names, factor, float(scale), int(zero))
        return self.quantized[site]

    @cached_property
    def peaks(self) -> dict[str, Array]:
        """Largest weight of each input channel at each site."""
        w = self.w
        out = {}
        for name in w:
            if "layers." in name and name.endswith(("qkv.weight", "out.weight", "up.weight", "down.weight")):
                out[name.removesuffix(".weight")] = np.abs(w[name]).max(0)
        if "queries.weight" in w:
            out["pointers"] = np.maximum(np.abs(w["queries.weight"]).max(0), np.abs(w["keys.weight"]).max(0))
        return out

    def table(self, ids: str, key: str) -> str:
        """Rows of an embedding; eight bits with a scale a row when quantizing."""
        g, rows = self.g, self.w[key]
        if self.calibrations is None:
            return g.add("Gather", [g.constant(key, rows), ids])
        scale = np.maximum(np.abs(rows).max(1, keepdims=True) / 127, 1e-9).astype(np.float32)
        eight = np.clip(np.round(rows / scale), -127, 127).astype(np.int8)
        found = g.add("Cast", [g.add("Gather", [g.constant(key, eight), ids])], to=TensorProto.FLOAT)
        return g.add("Mul", [found, g.add("Gather", [g.constant(f"{key}.s", scale), ids])])

    def layer(self, x: str, p: str) -> str:
        """One transformer block, whose weights' names begin with ``p``."""
        g, w = self.g, self.w
        parts = []
        # What attention mixes are the values, so that its outcome is divided by dividing these.
        factor = self.factor(f"{p}out")
        times = np.ones(1, np.float32) if factor is None else np.float32(1) / factor
        for k, name in enumerate(("q", "k", "v")):
            rows = slice(k * HIDDEN, (k + 1) * HIDDEN)
            weight, bias = w[f"{p}qkv.weight"][rows].T, w[f"{p}qkv.bias"][rows]
            whole = Affine(weight, bias, times if name == "v" else np.ones(1, np.float32))
            parts.append(self.affine(x, whole, f"{p}{name}", f"{p}qkv"))
        mixed = g.add("MultiHeadAttention", parts, CONTRIB, num_heads=HEADS)
        out = self.product(mixed, f"{p}out.weight", f"{p}out.bias", f"{p}out")
        x = self.normalized(out, x, f"{p}norm1")
        up = g.add("Gelu", [self.product(x, f"{p}up.weight", f"{p}up.bias", f"{p}up")], CONTRIB)
        down = self.product(up, f"{p}down.weight", f"{p}down.bias", f"{p}down")
        return self.normalized(down, x, f"{p}norm2")

    def normalized(self, a: str, b: str, key: str) -> str:
        """Layer normalization of a sum."""
        g = self.g
        parts = [g.constant(f"{key}.{kind}", self.w[f"{key}.{kind}"]) for kind in ("weight", "bias")]
        return g.add("LayerNormalization", [g.add("Add", [a, b]), *parts], axis=-1, epsilon=1e-12)

    def write(self, note: str) -> onnx.ModelProto:
        """The whole graph."""
        g, w = self.g, self.w
        words = self.table("ids", "encoder.words.weight")
        shapes = g.add("Gather", [g.constant("shapes.t", w["encoder.shapes.weight"]), "shapes"])
        positions = w["encoder.positions.weight"][:POSITIONS]
        place = g.add("Gather", [g.constant("positions.t", positions), "places"])
        both = g.add("Add", [words, shapes])
        norm = [g.constant(f"encoder.norm.{kind}", w[f"encoder.norm.{kind}"]) for kind in ("weight", "bias")]
        x = g.add("LayerNormalization", [g.add("Add", [both, place]), *norm], axis=-1, epsilon=1e-12)
        for i in range(LAYERS_DEEP):
            x = self.layer(x, f"encoder.layers.{i}.")
        g.add("Identity", [x], name="hidden")
        tag_weight = g.constant("tags.w", w["tags.weight"].T.copy())
        tags = g.add("Add", [g.add("MatMul", [x, tag_weight]), g.constant("tags.b", w["tags.bias"])])
        shape = g.constant("tags.shape", np.array([0, 0, len(LAYERS), len(TAGS)], dtype=np.int64))
        g.add("LogSoftmax", [g.add("Reshape", [tags, shape])], name="tags", axis=-1)
        entity_weight = g.constant("entities.w", w["entities.weight"].T.copy())
        named = g.add("Add", [g.add("MatMul", [x, entity_weight]), g.constant("entities.b", w["entities.bias"])])
        g.add("LogSoftmax", [named], name="entities", axis=-1)
        pair = g.constant("pointer.shape", np.array([0, 0, len(POINTERS), POINTER_SIZE], dtype=np.int64))
        for name in ("queries", "keys"):
            got = self.product(x, f"{name}.weight", f"{name}.bias", "pointers")
            g.add("Reshape", [got, pair], name=name)
        inputs = [value(name, TensorProto.INT32, ["b", "n"]) for name in ("ids", "shapes")]
        outputs: dict[str, list[str | int]] = {
            "hidden": [HIDDEN],
            "tags": [len(LAYERS), len(TAGS)],
            "entities": [len(ENTITY_TAGS)],
            "queries": [len(POINTERS), POINTER_SIZE],
            "keys": [len(POINTERS), POINTER_SIZE],
        }
        return self._model(
            [*inputs, value("places", TensorProto.INT32, ["n"])],
            [value(name, TensorProto.FLOAT, ["b", "n", *shape]) for name, shape in outputs.items()],
            note,
        )

    def _model(
        self, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto], note: str
    ) -> onnx.ModelProto:
        graph = helper.make_graph(self.g.nodes, "verbale", inputs, outputs, list(self.g.constants.values()))
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="verbale", doc_string=note)


def save(model: onnx.ModelProto, folder: Path) -> None:
    """Write ``model.onnx``, the graph, and ``model.bin``, its weights, so that a graph laid out anew is small."""
    (folder / "model.bin").unlink(missing_ok=True)
    where = {"save_as_external_data": True, "location": "model.bin", "size_threshold": 1024}
    onnx.save_model(model, str(folder / "model.onnx"), all_tensors_to_one_file=True, **where)


def value(name: str, kind: int, shape: list[str | int]) -> onnx.ValueInfoProto:
    """An input or output of a graph."""
    return helper.make_tensor_value_info(name, kind, shape)


def write_heads(path: Path, arrays: dict[str, Array]) -> None:
    """Write small arrays for numpy (:mod:`verbale.language.heads`): large matrices in eight bits, a scale a row."""
    out: dict[str, npt.NDArray[np.generic]] = {}
    for name, rows in arrays.items():
        if rows.ndim != 2 or rows.size < LARGE:
            out[name] = rows.astype(np.float16)
            continue
        scale = np.maximum(np.abs(rows).max(1, keepdims=True) / 127, 1e-9).astype(np.float32)
        out[name] = np.clip(np.round(rows / scale), -127, 127).astype(np.int8)
        out[name + SCALE] = scale
    np.savez_compressed(path, **out)  # type: ignore[arg-type]


def clip_range(values: Array) -> tuple[float, float]:
    """The clipping range with the least squared error of eight bits, searched over fractions of the full range."""
    low, high = float(min(values.min(), 0)), float(max(values.max(), 0))
    flat = values.reshape(-1)
    if len(flat) > 400_000:
        flat = np.random.default_rng(0).choice(flat, 400_000, replace=False)
    best, chosen = np.inf, (low, high)
    for top in np.linspace(0.25, 1.0, 16):
        for bottom in (top, min(1.0, top * 1.3), 1.0):
            a, b = low * bottom, high * top
            scale = max((b - a) / 255, 1e-9)
            zero = round(-a / scale)
            error = float(np.square((np.clip(np.round(flat / scale) + zero, 0, 255) - zero) * scale - flat).mean())
            if error < best:
                best, chosen = error, (a, b)
    return chosen


def calibrate(model: Reader, texts: list[str], rows: int = 48) -> dict[str, Calibration]:
    """Run texts through the model and keep a sample of the inputs of every matrix product."""
    watch = Watch(rows)
    watch.layers(model.encoder.layers, "encoder.layers")
    watch.module(model.queries, "pointers")
    for text in texts:
        encoded = encode(text, VOCABULARY)
        for cut in windows(encoded, 254, 0):
            ids = torch.tensor([[101, *encoded.ids[cut.start : cut.end].tolist(), 102]])
            shapes = torch.tensor([[0, *encoded.shapes[cut.start : cut.end].tolist(), 0]])
            with torch.no_grad():
                model(ids, shapes, torch.ones_like(ids))
    return watch.done()


class Watch:
    """Keeps samples of what flows into modules while a model runs."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.seen: dict[str, Calibration] = {}
        self.hooks: list[torch.utils.hooks.RemovableHandle] = []
        self.rng = np.random.default_rng(0)

    def layers(self, layers: Iterable[torch.nn.Module], name: str) -> None:
        """Watch every matrix product of transformer blocks."""
        for i, layer in enumerate(layers):
            for site in ("qkv", "out", "up", "down"):
                self.module(getattr(layer, site), f"{name}.{i}.{site}")

    def module(self, module: torch.nn.Module, site: str) -> None:
        """Watch one module."""
        self.hooks.append(module.register_forward_pre_hook(lambda _m, x: self._keep(site, x[0])))

    def done(self) -> dict[str, Calibration]:
        """Stop watching and give what was seen."""
        for hook in self.hooks:
            hook.remove()
        return self.seen

    def _keep(self, site: str, value: torch.Tensor) -> None:
        flat = value.detach().reshape(-1, value.shape[-1]).float().numpy()
        chosen = self.rng.choice(len(flat), min(self.rows, len(flat)), replace=False)
        self.seen.setdefault(site, Calibration()).rows.append(flat[chosen])


#: The parts of the event heads that numpy reads.
PARTS = ("search_query", "search_key", "pair_in", "pair_out", "plv_out", "status_out", "act_in", "act_out")


def event_arrays(heads: EventHeads) -> dict[str, Array]:
    """The arrays of the event heads, by name."""
    state = {k: v.float().numpy() for k, v in heads.state_dict().items()}
    out = {f"{name}_{kind}": state[f"{name}.{kind}"] for name in PARTS for kind in ("weight", "bias")}
    return out | {"act_query": state["act_query"], "convention": state["convention"]}


def main() -> None:
    """Write ``model.onnx``, its weights and the small arrays that numpy uses beside it."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("checkpoint", type=Path, help="as training.relations writes it")
    p.add_argument("--polnear", type=Path, required=True, help="PolNeAR train, for calibration")
    p.add_argument("--annotated", type=Path, required=True, help="annotated articles, for calibration")
    p.add_argument("--out", type=Path, required=True, help="folder for model.onnx, model.bin, heads.npz and events.npz")
    p.add_argument("--articles", type=int, default=80, help="calibration articles of each corpus")
    p.add_argument("--smooth", type=float, default=0.5, help="0 leaves outliers where they are")
    p.add_argument("--float", action="store_true", help="write floating point")
    p.add_argument("--version", default="dev")
    a = p.parse_args()
    coder = Coder(Reader())
    coder.load_state_dict(torch.load(a.checkpoint))
    model = coder.eval().reader
    weights = {k: v.float().numpy() for k, v in model.state_dict().items()}
    texts = [e.text for e in polnear(a.polnear)[: a.articles]]
    texts += [r["text"] for r in read_lines(a.annotated)[: a.articles]]
    found = None if a.float else calibrate(model, texts)
    a.out.mkdir(parents=True, exist_ok=True)
    save(Writer(weights, found, a.smooth).write(a.version), a.out)
    write_heads(a.out / "heads.npz", {k.replace(".", "_"): weights[k] for k in ("distance.weight", "line")})
    write_heads(a.out / "events.npz", event_arrays(coder.heads))
    print({f.name: f"{f.stat().st_size / 1e6:.1f} MB" for f in a.out.iterdir()})


if __name__ == "__main__":
    main()
