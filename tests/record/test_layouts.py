from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest

from tests.record.fakes import REPORT, event, eventful, report
from verbale.actors.registry.load import load
from verbale.commands.export import LAYOUTS as OFFERED
from verbale.record import Record
from verbale.record.layouts import (
    LAYOUTS,
    NO_DAY,
    NOT_HAPPENED,
    UNKNOWN_TYPE,
    Parties,
    Written,
    layout_data,
    write_layout,
)
from verbale.schema import Article, DateMention, Event, Published

OWN = """
states:
- {code: OSK, name: Oskara}
- {code: VLD, name: Valdia}
organisations:
- {code: HARBOURLEAGUE, name: Harbour League}
groups:
- {code: TIDEBOYS, name: Tide Boys}
"""
DAY = DateMention("2031-12-31", "day", None, "")


@pytest.fixture
def parties(tmp_path: Path) -> Parties:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return Parties((path,))


def written(record: Record, layout: Literal["gdelt", "polecat"], parties: Parties) -> tuple[list[list[str]], Written]:
    out = io.BytesIO()
    done = write_layout(record, layout, out, parties)
    text = out.getvalue().decode()
    assert text == "" or text.endswith("\n")
    return [line.split("\t") for line in text.removesuffix("\n").split("\n") if line], done


def gdelt(record: Record, parties: Parties) -> list[dict[str, str]]:
    found, _ = written(record, "gdelt", parties)
    return [dict(zip(layout_data()["gdelt"], row, strict=True)) for row in found]


def polecat(record: Record, parties: Parties) -> list[dict[str, str]]:
    header, *found = written(record, "polecat", parties)[0]
    return [dict(zip(header, row, strict=True)) for row in found]


def having(*events: Event, **fields: Any) -> Any:
    return replace(report(**fields), events=events)


def test_the_layouts_are_those_of_the_command() -> None:
    assert OFFERED == LAYOUTS


def test_the_columns_are_as_many_as_theirs() -> None:
    data = layout_data()
    assert (len(data["gdelt"]), data["gdelt"][0], data["gdelt"][-1]) == (61, "GLOBALEVENTID", "SOURCEURL")
    assert (len(data["polecat"]), data["polecat"][0], data["polecat"][-1]) == (40, "Event ID", "Version")
    for name in ("gdelt", "polecat"):
        assert len(set(data[name])) == len(data[name])


def test_the_codes_are_of_actors_that_are_known() -> None:
    data, entries = layout_data(), load()
    for name, known in (("organisations", entries.organisations), ("groups", entries.groups), ("cow", entries.states)):
        assert set(data[name]) <= set(known), name
    assert set(data["countries"]) <= set(entries.states)
    assert all(len(code) % 3 == 0 for name in ("countries", "organisations", "groups") for code in data[name].values())
    # No seat in the state system: the Holy See and Palestine.
    assert set(entries.states) - set(data["cow"]) == {"VAT", "PSE"}
    assert data["cow"]["USA"] == 2


def test_gdelt(record: Record, parties: Parties) -> None:
    record.add(eventful())
    first = gdelt(record, parties)[0]
    shown = {name: value for name, value in first.items() if value}
    assert shown.pop("GLOBALEVENTID").isdigit()
    assert shown == {
        "SQLDATE": "20310506",
        "MonthYear": "203105",
        "Year": "2031",
        "FractionDate": "2031.3452",
        "Actor1Code": "OSK",
        "Actor1Name": "OSKARA",
        "Actor1CountryCode": "OSK",
        "Actor2Code": "VLD",
        "Actor2Name": "VALDIA",
        "Actor2CountryCode": "VLD",
        "IsRootEvent": "1",
        "EventCode": "1244",
        "EventBaseCode": "124",
        "EventRootCode": "12",
        "QuadClass": "3",
        "GoldsteinScale": "-4.0",
        "NumMentions": "2",
        "NumSources": "1",
        "NumArticles": "1",
        "AvgTone": "0",
        "Actor1Geo_Type": "0",
        "Actor2Geo_Type": "0",
        "ActionGeo_Type": "0",
        "DATEADDED": "20310507000000",
        "SOURCEURL": "https://courier.example/fee",
    }


def test_what_has_no_place_in_the_layouts_is_counted(record: Record, parties: Parties) -> None:
    record.add(eventful())
    unknown = event(REPORT, "e1", ("We will not pay it.",), type="QUARREL", date=DAY)
    record.add(replace(report("other"), events=(unknown,)))
    for layout in ("gdelt", "polecat"):
        _, done = written(record, layout, parties)
        assert done.left_out == {NOT_HAPPENED: 1, NO_DAY: 1, UNKNOWN_TYPE: 1}
        assert done.events == 2
    assert written(record, "gdelt", parties)[1].rows == 1 + 6


@pytest.mark.parametrize(
    ("told", "published", "day"),
    [
        (("occurred", None), "2031-05-07", "20310507"),
        (("occurred", None), "2031-05", None),
        (("occurred", None), None, None),
        (("occurred", "2031-05"), "2031-05-07", None),
        (("occurred", "2031-05-01/2031-05-02"), "2031-05-07", None),
        (("historical", "2029-05-01"), "2031-05-07", "20290501"),
        (("historical", None), "2031-05-07", None),
        (("future", "2031-06-01"), "2031-05-07", None),
        (("hypothetical", "2031-05-01"), "2031-05-07", None),
        (("negated", "2031-05-01"), "2031-05-07", None),
    ],
)
def test_days(record: Record, parties: Parties, told: tuple[Any, str | None], published: str | None, day: str) -> None:
    precision = {4: "year", 7: "month", 10: "day"}.get(len(published or ""))
    status, date = told
    one = event(REPORT, "e1", ("We will not pay it.",), status=status, date=DateMention(date, None, None, ""))
    record.add(having(one, published=Published(published, precision, "")))
    assert [row["SQLDATE"] for row in gdelt(record, parties)] == ([day] if day else [])
    dashed = f"{day[:4]}-{day[4:6]}-{day[6:]}" if day else None
    assert [row["Event Date"] for row in polecat(record, parties)] == ([dashed] if dashed else [])


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("ROU", ("ROM", "ROMANIA", "ROM", "", "")),
        ("NATO", ("IGOWSTNAT", "NATO", "", "NAT", "IGO")),
        ("HARBOURLEAGUE", ("IGO", "HARBOUR LEAGUE", "", "", "IGO")),
        ("HAMAS", ("PSEREBHMS", "HAMAS", "PSE", "HMS", "REB")),
        ("ALQAEDA", ("IMGMOSALQ", "AL QAEDA", "", "ALQ", "IMG")),
        ("TIDEBOYS", ("", "TIDE BOYS", "", "", "")),
        ("XQX", ("XQX", "XQX", "XQX", "", "")),
        ("NOBODYS", ("", "NOBODYS", "", "", "")),
    ],
)
def test_actors_in_cameo_s_codes(record: Record, parties: Parties, code: str, values: tuple[str, ...]) -> None:
    record.add(having(event(REPORT, "e1", ("We will not pay it.",), actor=(code,), recipient=(), date=DAY)))
    (row,) = gdelt(record, parties)
    names = ("Code", "Name", "CountryCode", "KnownGroupCode", "Type1Code")
    assert tuple(row[f"Actor1{name}"] for name in names) == values
    assert {row[f"Actor2{name}"] for name in names} == {""}


def test_a_row_for_each_pair(record: Record, parties: Parties) -> None:
    words = ("We will not pay it.",)
    record.add(
        having(
            event(REPORT, "e1", words, actor=("OSK", "UNO"), recipient=("VLD", "TRV"), date=DAY),
            event(REPORT, "e2", words, actor=("OSK", "VLD"), recipient=(), type="CONSULT", date=DAY),
        )
    )
    found = gdelt(record, parties)
    assert [(row["Actor1Name"], row["Actor2Name"]) for row in found] == [
        ("OSKARA", "VALDIA"),
        ("OSKARA", "TRV"),
        ("UNITED NATIONS", "VALDIA"),
        ("UNITED NATIONS", "TRV"),
        ("OSKARA", "VALDIA"),
        ("VALDIA", "OSKARA"),
    ]
    numbers = [int(row["GLOBALEVENTID"]) for row in found]
    assert len(set(numbers)) == len(numbers)
    assert all(0 < number < 2**53 for number in numbers)
    record.add(having(*(replace(one, score=0.0) for one in record.article("report").events)))
    assert [int(row["GLOBALEVENTID"]) for row in gdelt(record, parties)] == numbers


@pytest.mark.parametrize(
    ("words", "headline", "root"),
    [
        ("Oskara rejects harbour fee", False, "1"),
        ("We will not pay it.", False, "1"),
        ("Oskara had promised", False, "0"),
        ("Oskara had promised", True, "1"),
    ],
)
def test_root_events_stand_in_the_lead(record: Record, parties: Parties, words: str, headline: bool, root: str) -> None:
    record.add(having(event(REPORT, "e1", (words,), in_headline=headline, date=DAY)))
    assert [row["IsRootEvent"] for row in gdelt(record, parties)] == [root]


def test_polecat(record: Record, parties: Parties) -> None:
    told = event(
        REPORT,
        "e1",
        ("We will not pay it.",),
        mode="yield",
        contexts=("economic", "territory"),
        actor=("USA", "UNO"),
        recipient=("VLD",),
        date=DAY,
    )
    record.add(having(told))
    (row,) = polecat(record, parties)
    assert {name: value for name, value in row.items() if value != "None"} == {
        "Event ID": "report#e1",
        "Event Date": "2031-12-31",
        "Event Type": "REJECT",
        "Event Mode": "yield",
        "Intensity": "-2.0",
        "Quad Code": "VERBAL CONFLICT",
        "Contexts": "economic; territory",
        "Actor Name": "United States; United Nations",
        "Actor Country": "United States; None",
        "Actor COW": "2; None",
        "Primary Actor Sector": "None; IGO",
        "Actor Sectors": "None; IGO",
        "Recipient Name": "Valdia",
        "Recipient Country": "Valdia",
        "Source": "The Lune Courier",
        "Publication Date": "2031-05-07",
        "Language": "English",
        "Version": row["Version"],
    }
    assert row["Version"].startswith("verbale ")


def test_a_record_without_events(record: Record, parties: Parties) -> None:
    record.add(report())
    assert written(record, "gdelt", parties) == ([], Written())
    assert written(record, "polecat", parties) == ([layout_data()["polecat"]], Written())


def test_white_space_never_ends_a_cell(record: Record, parties: Parties) -> None:
    told = event(REPORT, "e1", ("We will not pay it.",), date=DAY)
    record.add(having(told, url="https://courier.example/\tfee\n", outlet="The\tLune\r\nCourier\x0b"))
    assert gdelt(record, parties)[0]["SOURCEURL"] == "https://courier.example/ fee"
    assert polecat(record, parties)[0]["Source"] == "The Lune Courier"


def test_an_article_without_an_address_is_named(record: Record, parties: Parties) -> None:
    record.add(having(event(REPORT, "e1", ("We will not pay it.",), date=DAY), url=None, published=Published()))
    row = gdelt(record, parties)[0]
    assert (row["SOURCEURL"], row["DATEADDED"]) == ("report", "20311231000000")
    assert row["FractionDate"] == "2031.9890"


def test_decided_events_are_written_as_decided(record: Record, parties: Parties) -> None:
    record.add(having(event(REPORT, "e1", ("We will not pay it.",), date=DAY), event(REPORT, "e2", ("promised",))))
    record.decide_event("report#e1", "type", "SANCTION", who="a")
    record.decide_event("report#e2", "hidden", True, who="a")
    assert [row["Event Type"] for row in polecat(record, parties)] == ["SANCTION"]


def test_an_article_without_text(record: Record, parties: Parties) -> None:
    bare = Event("e1", "AID", ("OSK",), (), "occurred", 10.0, 0.5, (), date=DAY)
    record.add(replace(report(), article=Article("empty", ""), statements=(), events=(bare,)))
    row = gdelt(record, parties)[0]
    assert (row["IsRootEvent"], row["NumMentions"]) == ("0", "1")
