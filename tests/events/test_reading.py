"""Which sentences and pairs of an article are read, and where what was read stands."""

from __future__ import annotations

from tests.events.made import Say, article, found, named, read, span, words
from verbale.events.parties import Party
from verbale.events.reading import MOST_ACTORS, nearest
from verbale.language.labels import RELATIONS

TEXT = "It rained. Kestria imposed sanctions on Valdoria. Nobody spoke. Tarvenia slept."


def test_a_pair_is_read_in_both_directions() -> None:
    reading = read(article(TEXT), [Say("SANCTION", "Kestria", "Valdoria", "imposed")])
    (there,), (back,) = found(reading, "Kestria", "Valdoria"), found(reading, "Valdoria", "Kestria")
    assert RELATIONS[int(there.relations.argmax())] == "SANCTION"
    assert int(back.relations.argmax()) == len(RELATIONS)
    assert words(TEXT, (there.sentence.start, there.sentence.end)) == "Kestria imposed sanctions on Valdoria."
    assert TEXT[there.looked :].startswith("imposed")
    assert (words(TEXT, there.actor_at), words(TEXT, there.recipient_at)) == ("Kestria", "Valdoria")
    assert len(reading.related) == 2


def test_nothing_to_read_gives_nothing() -> None:
    for text in ("It rained.", "Kestria slept.", "."):
        assert read(article(text)).related == []


def test_pairs_do_not_reach_across_paragraphs_or_unnamed_sentences() -> None:
    for between in ("\n\n", " It rained. "):
        reading = read(article(f"Kestria met Tarvenia.{between}It then struck Valdoria."))
        assert not found(reading, "Kestria", "Valdoria")
        assert found(reading, "Kestria", "Tarvenia")


def test_an_actor_named_in_both_sentences_is_paired_within_the_second_only() -> None:
    reading = read(article("Kestria met Tarvenia. Kestria then struck Valdoria."))
    assert len(found(reading, "Kestria", "Valdoria")) == 1


def test_of_lists_only_the_first_actors_are_paired() -> None:
    names = [f"Aland{c}" for c in "abcdefghi"]
    text = "Met: " + ", ".join(names) + "."
    parties = [Party(*span(text, name), name.upper(), "place") for name in names]
    actors = {r.actor for r in read(article(text), parties=parties).related}
    assert actors == {name.upper() for name in names[:MOST_ACTORS]}


def test_the_mention_nearest_to_what_was_looked_at_is_given() -> None:
    text = "Kestria, said Valdoria, had long wanted peace, but Kestria attacked Valdoria again."
    (one,) = found(read(article(text), [Say("ASSAULT", "Kestria", "Valdoria", "attacked")]), "Kestria", "Valdoria")
    assert one.actor_at == (text.rindex("Kestria"), text.rindex("Kestria") + 7)
    assert one.recipient_at[0] == text.rindex("Valdoria")


def test_mentions_in_captions_do_not_count() -> None:
    text = "Kestria slept."
    parties = [*named(text), Party(200, 210, "XVA", "place")]
    assert read(article(text), parties=parties).related == []


def test_nearest() -> None:
    spans = [(0, 5), (20, 25), (40, 45)]
    assert nearest(spans, 3) == (0, 5)
    assert nearest(spans, 18) == (20, 25)
    assert nearest(spans, 90) == (40, 45)
