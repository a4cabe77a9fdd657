"""Whom a statement rests on, by a phrase beside it: "on the word of two herders", "relying on reports from nurses"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from crossbearing.read.mentions import Attribution, Source
from crossbearing.read.sentences.grammar import agents, child, lemma, prepositional
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.ranges import without
from crossbearing.read.voices.sources import basis_of_source, possessor, source_of
from crossbearing.resources.lexicon import Cues

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["resting_on"]

# Behind these stands the one who is believed, or what he told.
_ON_SOMEBODY: Final = (
    ("on", "the", "word", "of"),
    ("on", "the", "authority", "of"),
    ("on", "the", "say-so", "of"),
    ("with", "reference", "to"),
    ("with", "a", "reference", "to"),
    ("referring", "to"),
)
# These are said of anything else, too: the one referred to must be one who tells things.
_REFERRING: Final = frozenset({("with", "reference", "to"), ("with", "a", "reference", "to"), ("referring", "to")})
# Behind these stands what somebody told; the basis of a thing may be anything else.
_ON_WORDS: Final = (
    ("on", "the", "basis", "of"),
    ("on", "the", "strength", "of"),
    ("based", "on"),
    ("relying", "on"),
    ("drawing", "on"),
    ("basing", "itself", "on"),
    ("basing", "themselves", "on"),
)
_TOLD: Final = frozenset(
    {"report", "testimony", "account", "information", "figure", "statement", "interview", "word", "statistic", "tally"}
    | {
        "count",
        "list",
        "reckoning",
        "telling",
        "message",
        "communication",
        "datum",
        "data",
        "record",
        "estimate",
        "call",
    }
)
_NEAR: Final = 8  # tokens from the phrase to its noun


def resting_on(parsed: Parsed, cues: Cues) -> Iterator[Attribution]:
    """Yield whom a sentence rests on by such a phrase: the innermost of those who tell it.

    Args:
        parsed: The sentence.
        cues: Cue tables of its language.
    """
    words = [token.lower_ for token in parsed.tokens]
    for place in range(len(words) - 2):
        phrase = next(
            (one for one in (*_ON_SOMEBODY, *_ON_WORDS) if tuple(words[place : place + len(one)]) == one), None
        )
        if phrase is None:
            continue
        noun = _noun(parsed.doc[place + len(phrase) - 1])
        if noun is None or noun.i - place > _NEAR + len(phrase):
            continue
        teller = _teller(noun) if lemma(noun) in _TOLD else noun if phrase in _ON_SOMEBODY else None
        source = source_of(parsed, teller, cues) if teller is not None else None
        if source is None or source.pronoun or (phrase in _REFERRING and not _speaks(noun, source, cues)):
            continue
        start = parsed.start(parsed.doc[place])
        last = teller.right_edge if teller is not None else noun.right_edge
        hole = (start, max(source.end, parsed.end(last) if last.i - noun.i <= _NEAR else source.end))
        yield Attribution(
            source,
            without((parsed.sentence.start, parsed.sentence.end), hole),
            " ".join(phrase),
            start,
            basis=basis_of_source(source, cues),
            order=2,
        )
        return


def _speaks(noun: Token, source: Source, cues: Cues) -> bool:
    return lemma(noun) in _TOLD or source.head in (cues.unnamed - cues.bodies) | cues.media


def _noun(marker: Token) -> Token | None:
    """Return the noun that a phrase ends in."""
    return child(marker, "pobj", "dobj") or next(
        (
            token
            for token in marker.doc[marker.i + 1 : marker.i + 6]
            if token.dep_ == "pobj" and token.head.i <= marker.i
        ),
        None,
    )


def _teller(noun: Token) -> Token | None:
    """Return who gave a report or a testimony: by genitive, by "of", "from", "by" or "with", or by a participle."""
    for clause in noun.children:
        if clause.dep_ == "acl" and clause.tag_ == "VBN":
            by = agents(clause) or prepositional(clause, "by", "from")
            if by:
                return by[0]
    owner = possessor(noun)
    if owner is not None:
        return owner
    behind = prepositional(noun, "of", "from", "by", "with") or prepositional(noun.head.head, "with", "from")
    if behind:
        return behind[0]
    # "witness accounts": who gave them stands before.
    return child(noun, "compound", "nmod")
