"""Passives that say who told a figure or a death ("was given by the minister"), and counts that stand at a number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from crossbearing.read.mentions import Attribution
from crossbearing.read.sentences.grammar import agents, child, is_negated, is_passive, lemma, passive_subjects
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.ranges import subtree_range
from crossbearing.read.voices.sources import basis_of_source, source_of
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["told_of"]

_TELLING: Final = frozenset(
    {"confirm", "give", "report", "announce", "release", "provide", "verify", "document", "publish", "acknowledge"}
    | {"corroborate", "communicate", "disclose", "register", "issue", "make", "put"}
)
_FIGURES: Final = frozenset({"figure", "number", "toll", "count", "estimate", "tally", "total", "claim", "assertion"})
_STANDING: Final = frozenset({"be", "stand", "remain", "rise", "reach", "climb"})


def told_of(parsed: Parsed, tables: Lexicon) -> Iterator[Attribution]:
    """Yield who told what is the subject of a passive, or whose count stands at a number.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    for verb in parsed.tokens:
        if verb.pos_ not in {"VERB", "AUX"} or is_negated(verb):
            continue
        if is_passive(verb) and verb.tag_ == "VBN" and lemma(verb) in _TELLING and verb.dep_ != "relcl":
            told = next(iter(passive_subjects(verb)), None)
            who = next(iter(agents(verb)), None)
            if who is not None and verb.dep_ == "acl" and _aside(verb.head):
                before = (parsed.sentence.start, parsed.start(verb.head.left_edge))
                yield from _entry(parsed, verb, who, before, tables)
            elif who is not None and told is not None and told.i < verb.i and _counts(told, tables):
                yield from _entry(parsed, verb, who, subtree_range(parsed, told), tables)
        elif lemma(verb) in _STANDING:
            counted = next((one for one in verb.lefts if one.dep_ == "nsubj" and lemma(one) in _FIGURES), None)
            who = _by(counted) if counted is not None else None
            if who is not None:
                whole = (parsed.end(verb), subtree_range(parsed, verb)[1])
                yield from _entry(parsed, verb, who, whole, tables)


def _entry(parsed: Parsed, verb: Token, who: Token, told: tuple[int, int], tables: Lexicon) -> Iterator[Attribution]:
    source = source_of(parsed, who, tables.cues)
    if source is not None and not source.pronoun and source.head not in tables.cues.evidence:
        basis = basis_of_source(source, tables.cues)
        yield Attribution(source, (told,), str(verb.text), parsed.start(verb), basis=basis)


def _aside(noun: Token) -> bool:
    """Tell whether a figure is spoken of behind a comma at the end ("..., a toll confirmed by the ministry")."""
    first = int(noun.left_edge.i)
    return (
        lemma(noun) in _FIGURES and noun.dep_ in {"npadvmod", "appos"} and first > 3 and noun.doc[first - 1].text == ","
    )


def _counts(noun: Token, tables: Lexicon) -> bool:
    """Tell whether a noun is a figure or a harm ("the toll of 13", "the deaths of four soldiers")."""
    return lemma(noun) in _FIGURES or lemma(noun) in tables.harm.nouns


def _by(noun: Token) -> Token | None:
    """Return who made a count ("the latest count by the rescue service")."""
    for marker in noun.children:
        if marker.dep_ in {"prep", "agent"} and marker.lower_ in {"by", "from"}:
            return child(marker, "pobj")
    return None
