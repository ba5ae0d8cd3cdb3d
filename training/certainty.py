"""Count how often speakers are right by why they resolved: ``python -m training.certainty --annotated ... --out ...``.

The annotated statements' own spans are resolved, so that nothing but the resolution errs. Right means the family name
(none where the key has none) and the country.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from benchmarks.statements import right as right_speaker
from training.about import articles
from verbale.actors.certainty import KINDS, kind_of
from verbale.actors.registry import Registry


def count(annotated: Path, keys: Path, registry: Registry) -> tuple[Counter[str], Counter[str]]:
    """Right resolutions and all of them, by kind of reason."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for _, reader, queries in articles(annotated, keys, registry):
        for query, key in queries:
            found = reader.read(query)
            kind = kind_of(found.speaker.reason)
            total[kind] += 1
            right[kind] += all(right_speaker(key, [found.speaker, *found.co_speakers]))
    return right, total


def main() -> None:
    """Write the shares and print the counts."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--annotated", type=Path, required=True, help="annotated articles, JSONL")
    p.add_argument("--keys", type=Path, required=True, help="folder with their keys")
    p.add_argument("--out", type=Path, required=True, help="the JSON file to write")
    a = p.parse_args()
    right, total = count(a.annotated, a.keys, Registry.load())
    kinds = [*(kind for kind, _ in KINDS), "other"]
    shares = {kind: round((right[kind] + 1) / (total[kind] + 2), 3) for kind in kinds}
    counts = {kind: total[kind] for kind in kinds}
    a.out.write_text(json.dumps({"shares": shares, "counts": counts}, indent=1) + "\n", encoding="utf-8")
    for kind in kinds:
        print(f"{kind:28}{right[kind]:4} of {total[kind]:4}  {shares[kind]:.3f}")


if __name__ == "__main__":
    main()
