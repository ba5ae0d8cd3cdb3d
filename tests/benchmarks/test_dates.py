"""How dates are scored, on a small TimeML text."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from benchmarks.dates import agrees, answers, document, normal, read_archive, score, timex_value
from verbale.schema import DateMention

TIMEML = """<?xml version="1.0" ?>
<TimeML>
<DOCID>a</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2031-07-16" functionInDocument="CREATION_TIME">2031-07-16</TIMEX3></DCT>
<TITLE>Port closed</TITLE>
<TEXT>
Tarsonia <EVENT eid="e1" class="OCCURRENCE">closed</EVENT> its port on <TIMEX3 tid="t1" type="DATE"
value="2031-07-14">Monday</TIMEX3> &amp; said <TIMEX3 tid="t2" type="DATE" value="2031-W28">last week</TIMEX3> it would
not. It has been shut <TIMEX3 tid="t3" type="DURATION" value="P3D">the last three days</TIMEX3>, and is
<TIMEX3 tid="t4" type="DATE" value="PRESENT_REF">now</TIMEX3> empty. At <TIMEX3 tid="t5" type="TIME"
value="2031-07-13T09:00">9 a.m. Sunday</TIMEX3> the <TIMEX3 tid="t6" type="DATE" value="2031-07">weeks</TIMEX3> before
were told. It opened in 1931. From <TIMEX3 tid="t7" type="DATE" value="1999">2001</TIMEX3> to
<TIMEX3 tid="t8" type="DATE" value="2003">2003</TIMEX3> it stood.
</TEXT>
</TimeML>
"""


def test_documents_keep_text_and_places() -> None:
    read = document(TIMEML)
    assert read.created == "2031-07-16"
    assert [read.text[t.start : t.end] for t in read.times][:2] == ["Monday", "last week"]
    assert "port on Monday & said" in read.text
    with pytest.raises(ValueError, match="no creation time"):
        document("<TimeML><TEXT>x</TEXT></TimeML>")


def test_scores() -> None:
    scores = score(list(answers(document(TIMEML))))
    assert scores["recall"] == (6, 7)  # "weeks" is missed
    assert scores["recall of dates"] == (5, 6)
    assert scores["recall of apart"] == (1, 1)
    assert scores["precision"] == (6, 7)  # 1931 is not annotated, the length of time counts for nothing
    assert scores["value"] == (4, 5)  # 2001 is annotated as 1999
    assert scores["value of all"] == (4, 6)


def test_archives_are_read_by_corpus(tmp_path: Path) -> None:
    path = tmp_path / "times.tar"
    with tarfile.open(path, "w") as archive:
        for name in ("all/One/b.tml", "all/README.txt"):
            data = TIMEML.encode()
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    assert [(d.corpus, d.name) for d in read_archive(path)] == [("One", "b")]


@pytest.mark.parametrize(
    ("annotated", "value"),
    [
        ("2031-07-14T09:00", "2031-07-14"),
        ("2031-07-14TNI", "2031-07-14"),
        ("1949-XX", "1949"),
        ("2031-07-XX", "2031-07"),
        ("199X", "199"),
        ("19XX", "19"),
        ("2031-WXX", "2031-WXX"),
    ],
)
def test_open_places_and_times_are_cut(annotated: str, value: str) -> None:
    assert normal(annotated) == value


@pytest.mark.parametrize(
    ("date", "precision", "value"),
    [
        ("2031-07-14", "day", "2031-07-14"),
        ("2031-07-07/2031-07-13", "week", "2031-W28"),
        ("2031-07-14/2031-07-16", "week", "2031-W29"),
        ("2031-07-12/2031-07-13", "interval", "2031-W28-WE"),
        ("2031-07-15/2031-07-16", "interval", "2031-07-15"),
        ("2031-04-01/2031-06-30", "quarter", "2031-Q2"),
        ("2031-07-01/2031-12-31", "half", "2031-H2"),
        ("2031-12-01/2032-02-29", "season", "2031-WI"),
        ("1990-01-01/1999-12-31", "decade", "199"),
        ("1901-01-01/2000-12-31", "century", "19"),
        (None, None, ""),
    ],
)
def test_values_as_annotators_write_them(date: str | None, precision: str | None, value: str) -> None:
    assert timex_value(DateMention(date, precision)) == value


def test_an_open_week_is_any_week_of_its_year() -> None:
    assert agrees("2031-WXX", "2031-W07")
    assert agrees("2031-QX", "2031-Q3")
    assert agrees("2031-W7", "2031-W07")
    assert not agrees("2031-WXX", "2030-W07")
    assert not agrees("2031-WXX", "2031-07")
    assert not agrees("PRESENT_REF", "")
