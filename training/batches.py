"""Windows and batches for training, with the pointer targets of each window."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from training.data import Prepared
from verbale.language.labels import POINTERS

CLS, SEP = 101, 102


@dataclass
class Batch:
    """Tensors of one step; ``b`` windows of ``n`` pieces, position 0 is the window's own mark.

    ``pointers[p]``: ``(rows, targets)``, rows ``(k, 2)`` of batch and position, targets ``(k, n)`` of 0/1.
    ``acts``: ``(batch, content, cue, source, act)`` index lists.
    """

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    tags: Tensor
    pointers: list[tuple[Tensor, Tensor]]
    acts: list[tuple[int, dict[str, Tensor], int]]


@dataclass(frozen=True)
class Cut:
    """A stretch ``[start, end)`` of one prepared example."""

    item: Prepared
    start: int
    end: int


def cuts(items: list[Prepared], size: int, rng: random.Random) -> list[Cut]:
    """Every example once, in windows that begin elsewhere each time."""
    out = []
    for item in items:
        total = len(item.encoded)
        begin = 0
        end = rng.randint(size // 3, size) if total > size else total
        while begin < total:
            out.append(Cut(item, begin, min(end, total)))
            if end >= total:
                break
            begin = max(end - rng.randint(0, size // 4), begin + 1)
            end = begin + size
    return out


def batches(items: list[Cut], budget: int, rng: random.Random) -> Iterator[Batch]:
    """Shuffled batches of like length, each of about ``budget`` pieces."""
    keyed = sorted(items, key=lambda c: (c.end - c.start) + rng.randint(0, 24))
    groups: list[list[Cut]] = []
    group: list[Cut] = []
    for cut in keyed:
        longest = max([cut.end - cut.start, *(c.end - c.start for c in group)])
        if group and longest * (len(group) + 1) > budget:
            groups.append(group)
            group = []
        group.append(cut)
    if group:
        groups.append(group)
    rng.shuffle(groups)
    for chosen in groups:
        yield collate(chosen)


def collate(chosen: list[Cut]) -> Batch:
    """Stack cuts into one batch."""
    b, n = len(chosen), max(c.end - c.start for c in chosen) + 2
    layers = chosen[0].item.tags.shape[1]
    ids = np.zeros((b, n), dtype=np.int64)
    shapes = np.zeros((b, n), dtype=np.int64)
    mask = np.zeros((b, n), dtype=np.int64)
    tags = np.full((b, n, layers), -100, dtype=np.int64)
    rows: list[list[tuple[int, int]]] = [[] for _ in POINTERS]
    targets: list[list[npt.NDArray[np.float32]]] = [[] for _ in POINTERS]
    acts = []
    for row, cut in enumerate(chosen):
        length = cut.end - cut.start
        ids[row, 0], ids[row, length + 1] = CLS, SEP
        ids[row, 1 : length + 1] = cut.item.encoded.ids[cut.start : cut.end]
        shapes[row, 1 : length + 1] = cut.item.encoded.shapes[cut.start : cut.end]
        mask[row, : length + 2] = 1
        tags[row, 1 : length + 1] = cut.item.tags[cut.start : cut.end]
        acts.extend(_targets(cut, row, n, rows, targets))
    pointers = [
        (torch.as_tensor(r or np.zeros((0, 2), dtype=np.int64)), torch.as_tensor(np.array(t).reshape(-1, n)))
        for r, t in zip(rows, targets, strict=True)
    ]
    return Batch(
        torch.as_tensor(ids),
        torch.as_tensor(shapes),
        torch.as_tensor(mask),
        torch.as_tensor(tags),
        pointers,
        acts,
    )


def _targets(
    cut: Cut,
    row: int,
    n: int,
    rows: list[list[tuple[int, int]]],
    targets: list[list[npt.NDArray[np.float32]]],
) -> list[tuple[int, dict[str, Tensor], int]]:
    """Fill the pointer rows of one cut; a row whose aim lies outside the cut is left out."""
    acts = []
    first = cut.item.encoded.first
    inner_content = {int(i) for roles, _, layer in cut.item.members if layer == "inner" for i in roles["content"]}
    for roles, act, layer in cut.item.members:
        inside = {}
        for role, pieces in roles.items():
            words = pieces[first[pieces]]
            kept = words[(words >= cut.start) & (words < cut.end)]
            inside[role] = (kept, len(words))
        for which, (origin, aim) in enumerate(POINTERS):
            kept, _ = inside[origin]
            aims, total = inside[aim]
            if total and not len(aims):
                continue
            target = np.zeros(n, dtype=np.float32)
            target[aims - cut.start + 1 if total else 0] = 1
            for piece in kept.tolist():
                if layer != "inner" and piece in inner_content:
                    continue
                rows[which].append((row, piece - cut.start + 1))
                targets[which].append(target)
        content, total = inside["content"]
        if act >= 0 and len(content) == total:
            acts.append((row, {r: torch.as_tensor(k - cut.start + 1) for r, (k, _) in inside.items()}, act))
    return acts
