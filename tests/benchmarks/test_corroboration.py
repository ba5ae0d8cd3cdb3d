"""What a reader made of the near-duplicates found, against what is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corroboration import checked, news_pairs, verdicts_in
from benchmarks.scoring import wilson
from benchmarks.wire import stories

VERDICTS = Path(__file__).parents[2] / "benchmarks" / "data" / "near_duplicates.tsv"
STORY = """<REUTERS TOPICS="NO" OLDID="1" NEWID="{id}">
<DATE> 3-MAR-2031 07:00:00.00</DATE><TOPICS>{topics}</TOPICS>
<TEXT><TITLE>KESTRIA CLOSES BRIDGE</TITLE><BODY>Kestria closed the Tessen bridge on Monday &amp; said that {rest}.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
"""
REST = " ".join(f"lorry {n} of the harbour company waits below hill {n} for driver {n}" for n in range(9))


def pair(one: str, other: str) -> frozenset[str]:
    return frozenset((one, other))


def test_precision_is_of_what_was_read() -> None:
    verdicts = {pair("a", "b"): True, pair("a", "c"): False, pair("d", "e"): True}
    result = checked([pair("b", "a"), pair("a", "c"), pair("x", "y")], verdicts)
    assert result == (1, [pair("a", "c")], 1, 2)
    assert str(result).startswith("precision 0.500 (1 of 2 read, 95 % 0.095 to 0.905; 1 unread); 1 of 2 ")
    assert str(checked([], verdicts)).startswith("precision 0.000 (0 of 0 read, 95 % 0.000 to 1.000")


def test_wilson() -> None:
    assert wilson(99, 100) == pytest.approx((0.9455, 0.9982), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)


def test_the_verdicts_are_well_formed() -> None:
    verdicts = verdicts_in(VERDICTS)
    assert len(verdicts) >= 100
    assert all(len(one) == 2 for one in verdicts)


def test_an_unknown_verdict_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("# ids\na\tb\tperhaps\tnobody knows\n", encoding="utf-8")
    with pytest.raises(KeyError):
        verdicts_in(path)


def test_wire_stories_are_read_and_paired(tmp_path: Path) -> None:
    path = tmp_path / "wire.sgm"
    kept = [STORY.format(id=n, topics="", rest=REST) for n in (7, 8)]
    path.write_text("".join((*kept, STORY.format(id=9, topics="<D>earn</D>", rest=REST))), encoding="latin-1")
    one, other = stories(path)
    assert (one["id"], one["date"], one["title"]) == (
        "reuters21578:7",
        "3-MAR-2031 07:00:00.00",
        "KESTRIA CLOSES BRIDGE",
    )
    assert one["text"].startswith("Kestria closed the Tessen bridge on Monday & said")
    assert one["text"].endswith("driver 8.")
    (found,) = news_pairs([path])
    assert [found.first["id"], found.second["id"]] == [one["id"], other["id"]]
