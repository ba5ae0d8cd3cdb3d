"""Speakers resolved over an article, on texts about invented states."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.actors.registry import Registry
from verbale.actors.resolve import Resolved, SpeakerQuery, resolve
from verbale.schema import Article, Published, Speaker, Turn

OWN = """
states:
- {code: ZLA, name: Zelandria, adjectives: [Zelandrian], capitals: [Port Lume]}
- {code: KOV, name: Kovar, adjectives: [Kovari], capitals: [Tash Vel]}
institutions:
- {state: KOV, kind: own, slug: signals, name: Signals Bureau of Kovar, aliases: [Signals Bureau]}
outlets:
- {name: The Lume Gazette, names: [Lume Gazette]}
persons:
- {name: Ila Marsh, code: ZLA, office: foreign minister, terms: [2030-01-01/2034-01-01]}
- {name: Oren Tavik, code: KOV, office: president, terms: [2031-01-01/2035-01-01]}
"""


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    path = tmp_path_factory.mktemp("registry") / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return Registry.load([path])


def ask(registry: Registry, text: str, *sources: str, article: Article | None = None) -> list[Resolved]:
    """Resolve sources found one after the other in ``text``; an empty one is missing."""
    queries, place = [], 0
    for source in sources:
        if source:
            start = text.index(source, place)
            place = start + len(source)
            queries.append(SpeakerQuery(((start, place),), (), ()))
        else:
            queries.append(SpeakerQuery((), (), ((place, place + 1),)))
    made = article or Article(id="a", text=text, published=Published(date="2032-05-01"))
    return resolve(made, queries, registry)


def one(registry: Registry, text: str, source: str) -> Speaker:
    return ask(registry, text, source)[0].speaker


def test_title_before_a_name(registry: Registry) -> None:
    who = one(registry, "Zelandrian Foreign Minister Ada Pell said no.", "Zelandrian Foreign Minister Ada Pell")
    assert (who.name, who.country, who.office) == ("Ada Pell", "ZLA", "foreign minister")
    assert who.institution == "Ministry of Foreign Affairs of Zelandria"
    assert who.id == "zla.foreign-ministry.ada-pell"


@pytest.mark.parametrize(
    "text",
    [
        "Ada Pell, the Kovari foreign minister, refused. Pell said no.",
        "Kovar’s foreign minister, Ada Pell, refused. Pell said no.",
        "The plan failed, Kovari Foreign Minister Ada Pell wrote. Pell said no.",
        "Ada Pell, foreign minister of Kovar, refused. Pell said no.",
    ],
)
def test_family_name_after_an_apposition(registry: Registry, text: str) -> None:
    who = ask(registry, text, "Pell said"[:4])[0].speaker
    last = resolve(
        Article(id="a", text=text),
        [SpeakerQuery(((text.rindex("Pell"), text.rindex("Pell") + 4),), (), ())],
        registry,
    )[0].speaker
    assert who.country == last.country == "KOV"
    assert last.name == "Ada Pell"


def test_pronouns_go_to_the_speaker_before(registry: Registry) -> None:
    text = "Kovari Defense Minister Bram Holt met Zelandrian envoys. He said it went well. She was absent."
    who = one(registry, text, "He")
    assert (who.name, who.country) == ("Bram Holt", "KOV")


def test_she_is_not_a_spokesman(registry: Registry) -> None:
    text = "Kovari spokeswoman Lia Dorn answered spokesman Karl Venn of Zelandria. She denied it."
    assert one(registry, text, "She").name == "Lia Dorn"


def test_the_spokesperson_is_the_one_named_before(registry: Registry) -> None:
    text = "Kovari Foreign Ministry spokesperson Lia Dorn spoke first. Later the spokesperson said more."
    who = ask(registry, text, "Kovari Foreign Ministry spokesperson Lia Dorn", "the spokesperson")[1].speaker
    assert who.name == "Lia Dorn"
    assert "the spokesperson is Lia Dorn" in who.reason or "before" in who.reason


def test_an_unnamed_role_is_anonymous(registry: Registry) -> None:
    who = one(registry, "A senior Kovari official said no.", "A senior Kovari official")
    assert (who.name, who.country, who.anonymous) == (None, "KOV", True)
    assert who.office == "senior official"


@pytest.mark.parametrize(
    ("source", "country", "institution"),
    [
        ("Port Lume", "ZLA", "Government of Zelandria"),
        ("the Kovari government", "KOV", "Government of Kovar"),
        ("the Kovari Foreign Ministry", "KOV", "Ministry of Foreign Affairs of Kovar"),
        ("The Signals Bureau", "KOV", "Signals Bureau of Kovar"),
        ("the United Nations", "UNO", "United Nations"),
        ("The Lume Gazette", None, "The Lume Gazette"),
    ],
)
def test_institutions(registry: Registry, source: str, country: str | None, institution: str) -> None:
    who = one(registry, f"{source} said no.", source)
    assert (who.name, who.country, who.institution) == (None, country, institution)


@pytest.mark.parametrize(
    "source",
    [
        "Kovari lawyer Jon Reed",
        "Mara Quill, an analyst at the Tash Vel Institute",
        "a Kovari businessman",
        "protesters",
        "Jon Reed, chief executive of Reed Metals",
    ],
)
def test_private_roles_have_no_country(registry: Registry, source: str) -> None:
    assert one(registry, f"{source} said no.", source).country is None


def test_former_officials_speak_for_nobody(registry: Registry) -> None:
    source = "former Kovari foreign minister Ada Pell"
    who = one(registry, f"“No,” {source} said.", source)
    assert (who.name, who.country, who.institution, who.former) == ("Ada Pell", None, None, True)
    assert who.office is not None
    assert who.office.startswith("former")


def test_the_registry_gives_the_office_at_the_date(registry: Registry) -> None:
    who = one(registry, "Marsh said no.", "Marsh")
    assert (who.name, who.country, who.office) == ("Ila Marsh", "ZLA", "foreign minister")


def test_a_term_that_has_ended_is_a_former_office(registry: Registry) -> None:
    text = "Ila Marsh said no."
    later = Article(id="a", text=text, published=Published(date="2036-01-01"))
    who = ask(registry, text, "Ila Marsh", article=later)[0].speaker
    assert (who.former, who.country) == (True, None)


def test_two_ministers_speak_jointly(registry: Registry) -> None:
    source = "Zelandrian Foreign Minister Ada Pell and Kovari President Oren Tavik"
    got = ask(registry, f"{source} said they agreed.", source)[0]
    assert {got.speaker.name, *(s.name for s in got.co_speakers)} == {"Ada Pell", "Oren Tavik"}
    assert {got.speaker.country, *(s.country for s in got.co_speakers)} == {"ZLA", "KOV"}


def test_two_states_speak_jointly(registry: Registry) -> None:
    got = ask(registry, "Zelandria and Kovar said they agreed.", "Zelandria and Kovar")[0]
    assert [got.speaker.country, *(s.country for s in got.co_speakers)] == ["ZLA", "KOV"]


def test_a_missing_source_carries_on(registry: Registry) -> None:
    got = ask(registry, "Kovari President Oren Tavik said no. “Never.”", "Kovari President Oren Tavik", "")
    assert got[1].speaker.name == "Oren Tavik"


def test_a_documents_issuer_speaks(registry: Registry) -> None:
    text = "The ministers met. They agreed."
    article = Article(id="a", text=text, form="document", issuer="Ministry of Foreign Affairs of Zelandria")
    who = ask(registry, text, "", article=article)[0].speaker
    assert (who.country, who.reason) == ("ZLA", "issuer of the document")


def test_turns_of_a_transcript(registry: Registry) -> None:
    text = "QUESTION: Why?\nMS. DORN: Kovari spokesperson Lia Dorn says no."
    turns = (
        Turn((0, 8), 10, 14, "", "question"),
        Turn((15, 23), 25, len(text), "Dorn", "official"),
    )
    article = Article(id="a", text=text, form="transcript", turns=turns)
    queries = [SpeakerQuery((), (), ((10, 14),)), SpeakerQuery((), (), ((25, 30),))]
    first, second = resolve(article, queries, registry)
    assert (first.speaker.office, first.speaker.anonymous) == ("reporter", True)
    assert second.speaker.name == "Lia Dorn"


def test_about_leaves_the_speakers_own_state_out(registry: Registry) -> None:
    text = "Kovar said Zelandria and Kovar would talk to the US."
    query = SpeakerQuery(((0, 5),), ((6, 10),), ((11, len(text)),))
    assert resolve(Article(id="a", text=text), [query], registry)[0].about == ("USA", "ZLA")


def test_a_source_as_long_as_the_article_is_read_quickly(registry: Registry) -> None:
    text = "President Pell, the " * 5000
    query = SpeakerQuery(((0, len(text)),), (), ((5, 9),))
    assert len(resolve(Article(id="a", text=text), [query], registry)) == 1


def test_nothing_to_resolve(registry: Registry) -> None:
    assert resolve(Article(id="a", text=""), [], registry) == []
    empty = SpeakerQuery((), (), ())
    assert resolve(Article(id="a", text=""), [empty], registry)[0].speaker.country is None


PIECES = (
    "the The a Kovari Kovar president Ada Pell Pell's , . ” “ said He she they ' '' and of U.S. Mr. - Foreign Minister "
    "former spokesperson 's Jr. @pell É 𝒜 ( ) statement Republicans Chad Georgia"
)
WORDS = st.sampled_from([*PIECES.split(), "\n", "\n\n"])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_text_breaks_it(data: st.DataObject) -> None:
    text = " ".join(data.draw(st.lists(WORDS | st.text(max_size=6), max_size=40)))
    ends = st.integers(0, len(text))
    spans = st.lists(st.tuples(ends, ends).map(lambda p: (min(p), max(p))), max_size=2).map(lambda s: tuple(sorted(s)))
    queries = [SpeakerQuery(*data.draw(st.tuples(spans, spans, spans))) for _ in range(data.draw(st.integers(0, 4)))]
    form = data.draw(st.sampled_from(["press", "document", "transcript"]))
    article = Article(id="x", text=text, form=form, issuer=data.draw(st.none() | st.just("White House")))  # type: ignore[arg-type]
    assert len(resolve(article, queries, Registry.load())) == len(queries)
