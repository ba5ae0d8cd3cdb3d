"""The model in PyTorch: a six-layer encoder with tag, pointer and act heads.

The encoder's architecture and weights are MiniLM-L6-H384-uncased (Wang et al. 2020, "MiniLM: Deep Self-Attention
Distillation"), a BERT encoder (Devlin et al. 2019) with 384 hidden units; a learned embedding of each piece's shape
(letter case, quotation state, line break) is added to the others.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from verbale.language.encoding import SHAPES
from verbale.language.labels import ACTS, DISTANCES, ENTITY_TAGS, LAYERS, POINTERS, TAGS

HIDDEN = 384
HEADS = 12
LAYERS_DEEP = 6
POINTER_SIZE = 64


class Noise(nn.Module):
    """Dropout of whole features per window (Gal and Ghahramani 2016): as good here, and cheap on a CPU."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """``x`` of shape ``(b, n, h)`` with some of its features off, in training only."""
        if not self.training or self.rate == 0:
            return x
        keep = torch.rand(x.shape[0], 1, x.shape[-1], device=x.device) >= self.rate
        return x * (keep.to(x.dtype) / (1 - self.rate))


class Layer(nn.Module):
    """One transformer block, normalization after each sum."""

    def __init__(self, noise: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, 4 * HIDDEN)
        self.down = nn.Linear(4 * HIDDEN, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.noise = Noise(noise)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Vectors ``(b, n, 384)`` to the like; ``mask`` is added to the attention scores."""
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        scores = torch.matmul(q, k.transpose(-1, -2)) / math.sqrt(HIDDEN // HEADS) + mask
        mixed = torch.matmul(scores.softmax(-1).to(v.dtype), v)
        x = self.norm1(x + self.noise(self.out(mixed.transpose(1, 2).reshape(b, n, HIDDEN))))
        return self.norm2(x + self.noise(self.down(nn.functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Piece ids and shapes ``(b, n)`` to vectors ``(b, n, 384)``."""

    def __init__(self, vocabulary: int = 30522, positions: int = 512, noise: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, HIDDEN)
        self.positions = nn.Embedding(positions, HIDDEN)
        self.shapes = nn.Embedding(SHAPES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.noise = Noise(noise)
        self.layers = nn.ModuleList(Layer(noise) for _ in range(LAYERS_DEEP))
        nn.init.normal_(self.shapes.weight, std=0.02)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """``mask``: ``(b, n)``, 1 for pieces and 0 for padding."""
        return self.middle(ids, shapes, mask, len(self.layers))

    def middle(self, ids: Tensor, shapes: Tensor, mask: Tensor, depth: int) -> Tensor:
        """Vectors after the first ``depth`` layers."""
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(place) + self.shapes(shapes)
        x = self.noise(self.norm(x))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers[:depth]:
            x = layer(x, bias)
        return x

    def load_minilm(self, path: Path) -> None:
        """Take the published weights from a ``model.safetensors`` in BERT's naming."""
        w = load_file(str(path))
        with torch.no_grad():
            self.words.weight.copy_(w["embeddings.word_embeddings.weight"])
            types = w["embeddings.token_type_embeddings.weight"][0]
            self.positions.weight.copy_(w["embeddings.position_embeddings.weight"] + types)
            self.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for kind in ("weight", "bias"):
                    parts = [w[f"{p}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
                    getattr(layer.qkv, kind).copy_(torch.cat(parts))
                    getattr(layer.out, kind).copy_(w[f"{p}attention.output.dense.{kind}"])
                    getattr(layer.norm1, kind).copy_(w[f"{p}attention.output.LayerNorm.{kind}"])
                    getattr(layer.up, kind).copy_(w[f"{p}intermediate.dense.{kind}"])
                    getattr(layer.down, kind).copy_(w[f"{p}output.dense.{kind}"])
                    getattr(layer.norm2, kind).copy_(w[f"{p}output.LayerNorm.{kind}"])


def distance_buckets(n: int) -> Tensor:
    """Bucket of each signed distance from ``1 - n`` to ``n - 1``: sign and rounded log2, as in T5."""
    d = torch.arange(1 - n, n)
    size = d.abs().clamp(min=1).float().log2().mul(1.25).floor().long().clamp(max=DISTANCES // 2 - 1)
    return size + (d > 0).long() * (DISTANCES // 2)


class Reader(nn.Module):
    """The encoder with its heads."""

    def __init__(self, noise: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(noise=noise)
        self.tags = nn.Linear(HIDDEN, len(LAYERS) * len(TAGS))
        self.entities = nn.Linear(HIDDEN, len(ENTITY_TAGS))
        self.queries = nn.Linear(HIDDEN, len(POINTERS) * POINTER_SIZE)
        self.keys = nn.Linear(HIDDEN, len(POINTERS) * POINTER_SIZE)
        self.distance = nn.Embedding(DISTANCES, len(POINTERS))
        nn.init.zeros_(self.distance.weight)
        self.line = nn.Parameter(torch.zeros(2, len(POINTERS)))
        self.act_in = nn.Linear(3 * HIDDEN, 256)
        self.act_out = nn.Linear(256, len(ACTS))
        self.noise = Noise(0.1)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Hidden vectors ``(b, n, 384)``, tag scores ``(b, n, layers, tags)``, entity scores ``(b, n, 11)``.

        Then queries and keys of the pointers, ``(b, n, p, 64)`` each.
        """
        x = self.encoder(ids, shapes, mask)
        b, n, _ = x.shape
        y = self.noise(x)
        tags = self.tags(y).view(b, n, len(LAYERS), len(TAGS))
        entities = self.entities(y)
        queries = self.queries(y).view(b, n, len(POINTERS), POINTER_SIZE)
        keys = self.keys(y).view(b, n, len(POINTERS), POINTER_SIZE)
        return x, tags, entities, queries, keys

    def pointer(self, which: int, queries: Tensor, keys: Tensor, mask: Tensor, lines: Tensor) -> Tensor:
        """Scores ``(b, n, n)`` of one pointer; column 0, the window's own mark, stands for "none".

        ``lines``: ``(b, n)`` number of the line of each piece; words of the same line, and of the one before, have a
        learned bias.
        """
        n = queries.shape[1]
        scores = torch.matmul(queries[:, :, which], keys[:, :, which].transpose(-1, -2)).float()
        # Row i of the sliding view, read backwards, holds the distances from i to every column.
        bias = self.distance(distance_buckets(n))[:, which].float().unfold(0, n, 1).flip(0)
        bias = torch.cat([torch.zeros(n, 1), bias[:, 1:]], dim=1)
        apart = lines[:, :, None] - lines[:, None, :]
        near = (apart == 0).float() * self.line[0, which] + (apart == 1).float() * self.line[1, which]
        near = torch.cat([torch.zeros_like(near[:, :, :1]), near[:, :, 1:]], dim=2)
        return scores / math.sqrt(POINTER_SIZE) + bias + near + (1.0 - mask.float())[:, None, :] * -1e4

    def act(self, pooled: Tensor) -> Tensor:
        """Act scores ``(k, 11)`` from pooled content, cue and source vectors ``(k, 1152)``."""
        out: Tensor = self.act_out(nn.functional.gelu(self.act_in(pooled)))
        return out
