"""Which date belongs to what."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.events.made import article, span
from verbale.events.when import CARRIED, OPENING, Calendar, carried
from verbale.schema import DateMention, Form, Published, Segment, Spans

_DATES = [
    "Monday",
    "Tuesday",
    "last",
    "week",
    "May 6",
    "2030",
    "1999",
    "yesterday",
    "December",
    "9999",
    "31 June",
    "9/11",
]
_OTHERS = ["Kestria", "said", "on", "that", "’s", "'s", ";", ".", ". The", "\n", "\n\n", "in", "next", "year", "“", "”"]
_WORDS = st.sampled_from([*_DATES, *_OTHERS])
_TEXT = st.one_of(st.text(min_size=1, max_size=80), st.lists(_WORDS, min_size=1, max_size=25).map(" ".join))


def calendar(text: str, published: str | None = "2031-05-08", form: Form = "press") -> Calendar:
    return Calendar(article(text, published, form=form), text)


def said(text: str, cue: str, content: str, published: str | None = "2031-05-08") -> DateMention:
    parts: list[Spans] = [(span(text, part),) for part in ("Kestria", cue, content)]
    return calendar(text, published).said(*parts)


def happened(text: str, evidence: str, published: str | None = "2031-05-08") -> DateMention:
    return calendar(text, published).happened(span(text, evidence))


@pytest.mark.parametrize(
    ("text", "content", "date"),
    [
        ("Kestria said on Tuesday that the dam would open.", "that the dam would open", "2031-05-06"),
        ("On Tuesday Kestria said that the dam would open in June.", "that the dam would open in June", "2031-05-06"),
        ("Kestria said that the dam burst on Tuesday.", "that the dam burst on Tuesday", None),
        ("It rained on Tuesday. Kestria said the dam held.", "the dam held", None),
        ("Kestria said the dam held. It rained on Tuesday.", "the dam held", None),
        ("Kestria said before next Tuesday’s vote that it would stay.", "that it would stay", None),
        ("Kestria said of last year’s pact that it held.", "that it held", None),
        ("Ahead of the vote of May 20, 2031 Kestria said that it would stay.", "that it would stay", None),
    ],
)
def test_when_a_statement_was_made(text: str, content: str, date: str | None) -> None:
    assert said(text, "said", content).date == date


def test_the_nearer_of_two_dates_counts() -> None:
    text = "On Monday the dam burst; Kestria said on Wednesday that all was well."
    assert said(text, "said", "that all was well").date == "2031-05-07"


def test_a_day_within_the_object_of_the_cue_counts() -> None:
    text = "Kestria criticised the League on Monday for its silence."
    assert said(text, "criticised", "the League on Monday for its silence").date == "2031-05-05"
    later = "Kestria criticised the League because it had met on Monday."
    assert said(later, "criticised", "the League because it had met on Monday").date is None


def test_without_a_publication_date_the_words_are_kept() -> None:
    found = said("Kestria said on Tuesday that the dam would open.", "said", "that the dam would open", None)
    assert (found.date, found.text) == (None, "Tuesday")


@pytest.mark.parametrize("form", ["document", "transcript"])
def test_documents_speak_on_their_day(form: Form) -> None:
    text = "Kestria said on Tuesday that the dam would open."
    made = calendar(text, form=form)
    assert made.said((span(text, "Kestria"),), (), ()).date == made.news.date == "2031-05-08"
    unknown = calendar(text, None, form=form)
    assert unknown.said((), (), (span(text, "the dam"),)).date is unknown.news.date is None


def test_a_statement_without_spans_has_no_date() -> None:
    assert calendar("Kestria left on Tuesday.").said((), (), ()).date is None


def test_an_event_happened_when_its_sentence_says() -> None:
    text = "On Monday it rained. Kestria struck Valdoria on Tuesday. They met on Wednesday."
    assert happened(text, "struck Valdoria").date == "2031-05-06"
    assert happened("Kestria struck Valdoria in 2029.", "struck").date == "2029"
    assert happened("It rained. Kestria struck Valdoria.", "struck").date is None


def test_a_semicolon_parts_what_happened_when() -> None:
    text = "On Tuesday, after weeks of waiting for news, Kestria struck Valdoria; Monday was dry."
    assert happened(text, "Kestria struck Valdoria").date == "2031-05-06"
    assert happened(text.replace(";", ","), "Kestria struck Valdoria").date == "2031-05-05"


def test_only_dates_within_the_content_count_where_asked_for() -> None:
    text = "Kestria said on Tuesday that Valdoria struck it on Monday."
    content = span(text, "that Valdoria struck it on Monday")
    made = calendar(text)
    assert made.happened(span(text, "Valdoria struck it"), within=content).date == "2031-05-05"
    bare = "Kestria said on Tuesday that Valdoria struck it."
    assert calendar(bare).happened(span(bare, "Valdoria struck"), span(bare, "that Valdoria struck it")).date is None


def test_the_day_of_the_news_is_the_first_recent_one_of_the_opening() -> None:
    text = "The pact of 2029 fell on Tuesday. Kestria wept on Wednesday."
    assert calendar(text).news.date == "2031-05-06"
    assert calendar("The pact of 2029 fell.").news.date is None
    assert calendar("The pact fell. " * 60 + "Kestria wept on Wednesday.").news.date is None
    assert len("The pact fell. " * 60) > OPENING


def test_days_to_come_and_long_past_are_no_news() -> None:
    assert calendar("Kestria will vote on May 20, 2031.").news.date is None
    assert calendar("Kestria voted on April 20, 2031.").news.date is None
    assert calendar("Kestria voted on Tuesday.", None).news.date is None


def test_the_last_recent_day_before_a_place() -> None:
    text = "On Monday it rained. On Tuesday it snowed. Kestria protested. On Wednesday it thawed."
    made = calendar(text)
    assert made.before(text.index("Kestria")).date == "2031-05-06"
    assert made.before(text.index("it rained")).date == "2031-05-05"
    assert made.before(0).date is None
    far = "On Monday it rained. " + "It poured. " * (CARRIED // 10) + "Kestria protested."
    assert calendar(far).before(far.index("Kestria")).date is None


def test_days_are_carried_into_the_next_line_but_not_the_one_after() -> None:
    text = "On Monday it rained.\nKestria protested.\nValdoria slept."
    assert calendar(text).before(text.index("protested")).date == "2031-05-05"
    assert calendar(text).before(text.index("slept")).date is None


def test_dates_that_are_not_read_do_not_count() -> None:
    text = "A dam on Monday. Photo: Ila Marsh\nKestria struck Valdoria."
    cut = text.index("\n")
    made = replace(article(text), segments=(Segment(0, cut, "caption"), Segment(cut + 1, len(text), "body")))
    found = Calendar(made, text)
    assert found.dates == []
    assert found.before(len(text)).date is None
    assert calendar(text).before(len(text)).date == "2031-05-05"


def test_sentences_of_the_calendar() -> None:
    text = "One left. Two stayed."
    made = calendar(text)
    assert [made.sentence(at) for at in (0, 8, 10, 20)] == [(0, 9), (0, 9), (10, 21), (10, 21)]


def test_a_carried_date_tells_why() -> None:
    found = carried(DateMention("2031-05-05", "day", "Monday", "weekday"), "the day of the news")
    assert found == DateMention("2031-05-05", "day", "Monday", "the day of the news: weekday")


@given(_TEXT, st.one_of(st.none(), st.dates().map(str), st.sampled_from(["2031", "2031-05"])), st.data())
def test_any_text_is_survived(text: str, published: str | None, data: st.DataObject) -> None:
    made = Calendar(article(text, published), text)
    assert made.article.published == Published(published, "day" if published else None)
    place = data.draw(st.integers(0, len(text) - 1))
    evidence = (place, data.draw(st.integers(place + 1, len(text))))
    dates = {d.value for d in made.dates}
    results = [made.news, made.before(place), made.happened(evidence)]
    results += [made.said((), (evidence,), ()), made.said((evidence,), (), (evidence,))]
    for found in results:
        assert found in dates or found.date is found.text is None
