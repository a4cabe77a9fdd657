"""Dead and wounded whom a count leaves out: "our figure does not include three fighters killed in the hills"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from crossbearing.model.claims import LEFT_OUT, WHOLE
from crossbearing.read.mentions import Mention
from crossbearing.read.sentences.grammar import child, is_negated, lemma
from crossbearing.read.sentences.parse import Parsed

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["left_uncounted"]

_LEAVING: Final = frozenset({"exclude", "omit", "disregard", "leave out"})
_TAKING: Final = frozenset({"include", "count", "cover", "comprise", "contain", "consider"})
_HARM: Final = frozenset({"killed", "wounded", "casualties", "missing"})


def left_uncounted(mentions: Sequence[Mention], sentences: Mapping[int, Parsed]) -> list[Mention]:
    """Return mentions with those whom a count leaves out as a part: they are told of, and are no total of their own.

    Args:
        mentions: What was read of a document.
        sentences: Its sentences, by index.
    """
    spans: dict[int, list[tuple[int, int]]] = {}
    for index in {one.sentence for one in mentions if one.slot in _HARM and one.scope == WHOLE}:
        if index in sentences:
            spans[index] = _left_out(sentences[index])
    return [
        replace(one, scope=f"part: {' '.join(one.value.describe().split())}, {LEFT_OUT}")
        if one.slot in _HARM and one.scope == WHOLE and any(a <= one.start < b for a, b in spans.get(one.sentence, ()))
        else one
        for one in mentions
    ]


def _left_out(parsed: Parsed) -> list[tuple[int, int]]:
    """Return the stretches of a sentence that tell whom a count leaves out."""
    found = []
    for verb in parsed.tokens:
        if verb.pos_ != "VERB":
            continue
        particle = child(verb, "prt")
        name = lemma(verb) + (f" {particle.lower_}" if particle is not None else "")
        taken = lemma(verb) in _TAKING and is_negated(verb)
        if not taken and (name not in _LEAVING or is_negated(verb)):
            continue
        who = child(verb, "nsubjpass") if child(verb, "auxpass") is not None else child(verb, "dobj")
        if who is not None:
            found.append(_stretch(parsed, who))
    return found


def _stretch(parsed: Parsed, head: Token) -> tuple[int, int]:
    tokens = list(head.subtree)
    return parsed.start(tokens[0]), parsed.end(tokens[-1])
