"""Statements of a transcript: what each turn says, one statement for each act in it.

A question is one statement. An official's turn is cut into sentences, each sentence's act is read, and neighbours with
the same act are one statement. Who is quoted inside a turn is found as in any article and nests in the turn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from verbale.language.coder import ActQuery
from verbale.language.decode import Group, Piece, Scores
from verbale.language.encoding import pieces_in
from verbale.language.labels import LAYERS, TAGS
from verbale.language.model import LanguageModel
from verbale.schema import Article, Span, Turn
from verbale.statements.acts import ActSettings, decide

_SENTENCE = re.compile(r"[^\s].*?(?:[.!?…]+[\"”’')\]]*(?=\s|$)|(?=\n\s*\n)|\Z)", re.DOTALL)
_CONTENT = [TAGS.index("B-content"), TAGS.index("I-content")]
#: Turns and statements of fewer words are courtesies ("Go ahead.", "Thanks.").
_QUESTION_WORDS = 5
_STATEMENT_WORDS = 4
#: A sentence whose act is less sure than this goes with the sentence before it.
_SURE = 0.45
_NOTHING = (np.zeros(0, np.int64), np.zeros(0, np.int64))


@dataclass(frozen=True, slots=True)
class TurnStatement:
    """One statement of a turn: the label as its source, and a group for its content."""

    label: Span
    group: Group


def turn_statements(article: Article, scores: Scores, model: LanguageModel) -> list[TurnStatement]:
    """Every turn's statements, in text order."""
    settings = ActSettings(**model.settings["acts"])
    out: list[TurnStatement] = []
    for turn in article.turns:
        previous = ""
        groups = _units(article.text, turn, scores)
        asked = [ActQuery(group.content[0].words, *_NOTHING) for group in groups]
        for group, read in zip(groups, model.coder.acts(scores.hidden, asked), strict=True):
            piece = group.content[0]
            act, chance = decide(article.text, (), ((piece.start, piece.end),), read, settings)
            if previous and (act == previous or chance < _SURE):
                out[-1] = TurnStatement(turn.label, _joined(out[-1].group, group))
            else:
                out.append(TurnStatement(turn.label, group))
                previous = act
    return [s for s in out if sum(len(p.words) for p in s.group.content) >= _STATEMENT_WORDS]


def _units(text: str, turn: Turn, scores: Scores) -> list[Group]:
    """A question whole, another turn by sentences."""
    spans = [(m.start(), m.end()) for m in _SENTENCE.finditer(text, turn.start, turn.end)]
    if turn.role == "question" and spans:
        spans = [(spans[0][0], spans[-1][1])]
    groups = [group for span in spans if (group := _group(scores, span)) is not None]
    if turn.role == "question":
        groups = [g for g in groups if len(g.content[0].words) >= _QUESTION_WORDS]
    return groups


def _group(scores: Scores, span: Span) -> Group | None:
    pieces = pieces_in(scores.encoded, [span])
    words = pieces[scores.encoded.first[pieces]]
    if not len(words):
        return None
    content = scores.tags[words, LAYERS.index("statement")][:, _CONTENT]
    score = float(np.logaddexp(content[:, 0], content[:, 1]).mean())
    return Group("statement", (), (), (Piece("content", words, *span, score),), (score, 0.0, 0.0, 0.0))


def _joined(a: Group, b: Group) -> Group:
    first, second = a.content[0], b.content[0]
    words = np.concatenate([first.words, second.words])
    score = (first.score * len(first.words) + second.score * len(second.words)) / len(words)
    whole = Piece("content", words, first.start, second.end, score)
    return Group(a.layer, (), (), (whole,), (score, 0.0, 0.0, 0.0))
