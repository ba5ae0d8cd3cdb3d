"""Average two checkpoints of one line of training: ``python -m training.soup FIRST SECOND --out CHECKPOINT``.

A checkpoint trained on for one task forgets some of another; the average of the weights before and after keeps most of
both (Wortsman et al. 2022, "Model soups", and "Robust fine-tuning of zero-shot models").
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Read two checkpoints, write their weighted mean."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("first", type=Path)
    p.add_argument("second", type=Path)
    p.add_argument("--share", type=float, default=0.5, help="the second's share, 0 to 1")
    p.add_argument("--out", type=Path, required=True)
    a = p.parse_args()
    first, second = torch.load(a.first), torch.load(a.second)
    torch.save({name: value.lerp(second[name], a.share) for name, value in first.items()}, a.out)


if __name__ == "__main__":
    main()
