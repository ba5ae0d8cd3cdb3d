from __future__ import annotations

import pytest

from verbale.actors.registry import Registry
from verbale.asking import describe
from verbale.record.browse import Browse

SAID = [
    (Browse(), "All statements"),
    (
        Browse(country=("USA",), about=("PAK",), topic=("sanctions",), since="2016"),
        "Statements by the United States about Pakistan on sanctions since 2016",
    ),
    (Browse(country=("XVA", "XKE"), about=("XKE", "XVA")), "Statements by Valdoria and Kestria about one another"),
    (Browse(act=("deny", "reject"), speaker=("Hessel",)), "Denials or rejections by “Hessel”"),
    (
        Browse(speaker=("spokesman",), country=("XVA",), since="2019-05", until="2019-05"),
        "Statements by “spokesman” for Valdoria in May 2019",
    ),
    (Browse(kind=("direct",), outlet=("Straits Today",)), "Statements quoted in full in Straits Today"),
    (
        Browse(type=("SANCTION",), status=("negated",)),
        "Statements that are events of type SANCTION that did not happen",
    ),
    (
        Browse(words='"red line" toll* -visa', order="newest"),
        "Statements with “red line” and “toll” with any ending without “visa”, newest first",
    ),
    (Browse(since="2016", until="2018-03-01"), "Statements from 2016 to 1 March 2018"),
    (Browse(until="2018", country=("XYZ",)), "Statements by XYZ until 2018"),
    (Browse(act=("unheard",), topic=("export-controls",)), "Unheard on export controls"),
]


@pytest.mark.parametrize(("browse", "told"), SAID, ids=[one[1] for one in SAID])
def test_a_query_in_words(browse: Browse, told: str, registry: Registry) -> None:
    assert describe(browse, registry) == told
