"""A spaCy pipeline of the shape of ``en_core_web_sm``, with made-up labels: what speed is compared with.

The parts and sizes are those of that pipeline's published configuration: a shared token encoder (hash embeddings of
norm, prefix, suffix and shape, four convolutions, width 96), tagger with 50 tags, dependency parser with 45 labels and
entity recogniser with 18 types and an encoder of its own, both with hidden layers of 64, and an attribute ruler. The
lemmatizer is left out, in spaCy's favour.

Weights do not change how long a matrix product takes, but parser and recogniser walk by transitions, and with their
first weights that walk is none: every step is a tie. So their last layers get random weights, and the scores of the
moves that end a sentence or leave an entity out are shifted until sentences have about twenty words and one word in
eight belongs to an entity, as in the news. :func:`walk` counts what comes out.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

TAGS = 50
DEPENDENCIES = 45
ENTITIES = 18
WORDS_A_SENTENCE = 20
IN_ENTITIES = 1 / 8
_WIDTH = 96
_ROWS = [5000, 1000, 2500, 2500]


class Walk(NamedTuple):
    """What a pipeline gives for some texts: shares of words, and words a sentence."""

    words: int
    words_a_sentence: float
    in_entities: float
    dependencies: int
    tags: int


def build(texts: Sequence[str], seed: int = 1) -> Any:
    """Make the pipeline, ready to read; ``texts``: a few articles to fit the walk to."""
    import spacy

    nlp: Any = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": _encoder()})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": _WIDTH, "upstream": "tok2vec"}
    tagger = nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    parser = nlp.add_pipe("parser", config={"model": _transitions("parser", listener)})
    ruler = nlp.add_pipe("attribute_ruler")
    recogniser = nlp.add_pipe("ner", config={"model": _transitions("ner", _encoder())})
    for number in range(TAGS):
        tagger.add_label(f"T{number}")
    for number in range(ENTITIES):
        recogniser.add_label(f"E{number}")
    parser.moves.initialize_actions(_arcs())
    nlp.initialize()
    ruler.add([[{"ORTH": "\u2603"}]], {"TAG": "T0"})  # without any rule spaCy warns at every document
    for pipe in (tagger, parser, recogniser):
        _randomise(pipe.model, seed)
    _fit(nlp, parser, ("B-ROOT", "D"), texts, lambda found: found.words_a_sentence < WORDS_A_SENTENCE)
    _fit(nlp, recogniser, ("O",), texts, lambda found: found.in_entities < IN_ENTITIES)
    return nlp


def walk(nlp: Any, texts: Sequence[str]) -> Walk:
    """Read ``texts`` and count what the pipeline finds in them."""
    docs = list(nlp.pipe(texts))
    words = sum(len(doc) for doc in docs)
    sentences = sum(1 for doc in docs for _ in doc.sents)
    inside = sum(bool(token.ent_type) for doc in docs for token in doc)
    dependencies = {token.dep for doc in docs for token in doc}
    tags = {token.tag for doc in docs for token in doc}
    return Walk(words, words / max(1, sentences), inside / max(1, words), len(dependencies), len(tags))


def _encoder() -> dict[str, Any]:
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": _WIDTH,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": _ROWS,
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": _WIDTH,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def _transitions(state: str, encoder: dict[str, Any]) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": state,
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": encoder,
    }


def _arcs() -> dict[int, dict[str, int]]:
    """Return the parser's moves by spaCy's numbers: shift, reduce, arcs to the left and to the right, new sentence."""
    arcs = {f"D{number}": 1 for number in range(DEPENDENCIES)}
    return {0: {"": 1}, 1: {"": 1}, 2: arcs, 3: arcs, 4: {"ROOT": 1}}


def _randomise(model: Any, seed: int) -> None:
    """Give every layer whose weights are all zeros small random ones."""
    rng = random.Random(seed)
    for node in model.walk():
        if "W" in node.param_names and node.has_param("W") and not node.get_param("W").any():
            shape = node.get_param("W").shape
            drawn = [rng.gauss(0, 0.1) for _ in range(shape[0] * shape[1])]
            node.set_param("W", node.ops.asarray(drawn, dtype="f").reshape(shape))


def _fit(nlp: Any, pipe: Any, moves: Sequence[str], texts: Sequence[str], lower: Callable[[Walk], bool]) -> None:
    """Find, by halving, the score of some moves; ``lower`` says whether they come too often still."""
    chosen = [k for k in range(pipe.moves.n_moves) if pipe.moves.get_class_name(k) in moves]
    last = pipe.model.get_ref("upper")
    low, high = -50.0, 50.0
    for _ in range(10):
        middle = (low + high) / 2
        bias = last.get_param("b").copy()
        bias[chosen] = middle
        last.set_param("b", bias)
        low, high = (low, middle) if lower(walk(nlp, texts)) else (middle, high)
