"""Asides between a number and the verb that says what became of the persons, and what they tell.

"Nineteen villagers, including at least nine women, two of whom were pregnant, and four men were killed": the aside that
"including" opens tells parts of the nineteen and ends where the clause goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from crossbearing.read.persons.groups import Phrase
from crossbearing.read.persons.tied import Tied
from crossbearing.read.sentences.grammar import lemma
from crossbearing.read.values.numbers import Number
from crossbearing.resources.lexicon import HarmWords

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Doc

__all__ = ["Aside", "asides", "by_clause", "cut", "slot_of_word"]

# No clause that a person would write goes on behind a longer aside; it also bounds the work a number can cause.
_LONGEST = 80
_DASHES = frozenset({"-", "\u2013", "\u2014", "--"})
_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_CLAUSES = frozenset({"when", "while", "after", "before", "because", "although"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PASSIVE = frozenset({"were", "was", "been"})
_ALSO_DONE = frozenset({"execute", "eliminate", "paralyse", "paralyze", "poison"})  # done to things as well
_OWN_CLAUSE = frozenset({"of", "among"})


@dataclass(frozen=True, slots=True)
class Aside:
    """A stretch of a sentence that tells of parts.

    Args:
        opened: Number of the first token of the words that open it.
        first: Number of the token behind them.
        last: Number of its last token.
    """

    opened: int
    first: int
    last: int


def slot_of_word(doc: Doc, position: int, harm: HarmWords) -> str:
    """Return what a word beside a number says of the persons; "killed and wounded" is both, or an empty string.

    Args:
        doc: The sentence.
        position: Number of the token.
        harm: Words for what became of persons.
    """
    slot = harm.words.get(doc[position].lower_, "")
    if not slot and position and doc[position].tag_ == "VBN" and doc[position - 1].lower_ in _PASSIVE:
        done = harm.verbs.get(lemma(doc[position]), "")  # "were murdered", "had been massacred"
        slot = done if done in {"killed", "wounded"} and lemma(doc[position]) not in _ALSO_DONE else ""
    if (
        slot in {"killed", "wounded"}
        and position + 2 < len(doc)
        and doc[position + 1].lower_ in {"and", "or", "/", "&"}
    ) and {slot, harm.words.get(doc[position + 2].lower_, "")} == {"killed", "wounded"}:
        return "casualties"
    return slot


def asides(doc: Doc, harm: HarmWords) -> list[Aside]:
    """Return the asides of a sentence that "including" and its like open, in order; "of whom 62 were killed" is none.

    Args:
        doc: The sentence.
        harm: Words for what became of persons.
    """
    found: list[Aside] = []
    position = 0
    while position < len(doc):
        length = _opens(doc, position, harm)
        if length:
            last = _end(doc, position, position + length, harm)
            found.append(Aside(position, position + length, last))
            position = max(last, position + length - 1)
        position += 1
    return found


def cut(doc: Doc, aside: Aside, harm: HarmWords) -> Aside:
    """Return an aside without the subject of the clause behind it.

    "Eight were killed, including three women, and four others were injured": where the verb of the whole stands before
    the aside, the verb behind it has a subject of its own.

    Args:
        doc: The sentence.
        aside: The aside.
        harm: Words for what became of persons.
    """
    behind = aside.last + 1
    if behind >= len(doc) or (doc[behind].lower_ not in harm.resumes and doc[behind].lower_ not in harm.words):
        return aside
    for position in range(aside.last, aside.first, -1):
        if doc[position].lower_ in {"and", "while", "but"}:
            return Aside(aside.opened, aside.first, position - 1)
    return aside


def by_clause(
    doc: Doc, number: Number, phrase: Phrase | None, numbers: Sequence[Number], harm: HarmWords
) -> Iterator[Tied]:
    """Tie a number to the verb with which its clause goes on behind asides, where the parser has lost the way.

    Args:
        doc: The sentence.
        number: The number.
        phrase: The persons it counts.
        numbers: All numbers of the sentence.
        harm: Words for what became of persons.
    """
    position = (phrase.last if phrase is not None else number.last) + 1
    stop = min(len(doc), position + _LONGEST)
    starts = {other.first: other for other in numbers}
    relative = False
    while position < stop:
        token = doc[position]
        lower = token.lower_
        if (length := _opens(doc, position, harm)) > 0:
            position = _end(doc, position, position + length, harm) + 1
            continue
        if (behind := _bracketed(doc, position, stop)) > 0:
            position = behind
            continue
        if token.text in {";", ":", "."} or lower in _CLAUSES:
            return
        if lower == ",":
            relative = False
        elif lower in _RELATIVE:
            relative = True
        elif lower in harm.resumes and not relative:
            yield from _told_from(doc, number, phrase, position, harm)
            return
        elif (
            (token.tag_ in _FINITE and not relative)
            or (lemma(token) in harm.verbs and not relative)
            or (position in starts and (doc[position - 1].lower_ not in {"and", ","} or _others(doc, starts[position])))
        ):
            return
        position += 1


def _others(doc: Doc, number: Number) -> bool:
    """Tell whether a number counts further persons, who have a verb of their own ("and six others were hurt")."""
    return any(token.lower_ in {"other", "others"} for token in doc[number.last + 1 : number.last + 3])


def _told_from(doc: Doc, number: Number, phrase: Phrase | None, position: int, harm: HarmWords) -> Iterator[Tied]:
    for place in range(position, min(len(doc), position + 8)):
        slot = slot_of_word(doc, place, harm)
        if slot:
            yield Tied(slot, number, phrase, place, 0.75)
            return
        token = doc[place]
        if (token.lower_ not in harm.between and token.lower_ not in harm.resumes and token.tag_ != "RB") or (
            token.lower_ in {"n't", "not", "never"}
        ):
            return


def _opens(doc: Doc, position: int, harm: HarmWords) -> int:
    """Return how many tokens from a position on open an aside of parts, or 0."""
    if doc[position].lower_ in _OWN_CLAUSE and position + 1 < len(doc) and doc[position + 1].lower_ != "them":
        return 0
    for parts in _openings(harm.parts).get(doc[position].lower_, ()):
        if [token.lower_ for token in doc[position : position + len(parts)]] == parts:
            return len(parts) if parts[0] != "of" else 0
    return 0


@cache
def _openings(phrases: tuple[str, ...]) -> dict[str, list[list[str]]]:
    """Return phrases as lists of words, by their first word, in order."""
    found: dict[str, list[list[str]]] = {}
    for parts in map(str.split, phrases):
        found.setdefault(parts[0], []).append(parts)
    return found


def _bracketed(doc: Doc, position: int, stop: int) -> int:
    """Return the token behind brackets or paired dashes that open at a position, or 0."""
    opening = doc[position].text
    closing = {")"} if opening == "(" else _DASHES if opening in _DASHES else set()
    if not closing:
        return 0
    for place in range(position + 1, stop):
        if doc[place].text in closing and doc[place - 1].whitespace_ + doc[place].whitespace_:
            return place + 1
        if doc[place].text == ";":
            break
    return 0


def _end(doc: Doc, opened: int, first: int, harm: HarmWords) -> int:
    """Return the last token of an aside."""
    stop = min(len(doc), first + _LONGEST)
    before = opened - 1
    if before >= 0 and (doc[before].text == "(" or doc[before].text in _DASHES):
        behind = _bracketed(doc, before, stop)
        if behind:
            return behind - 2
    relative = False
    for position in range(first, stop):
        token = doc[position]
        lower = token.lower_
        if token.text in {";", ":", ".", ")"} or lower in _CLAUSES:
            return position - 1
        if lower == "others":
            # "..., and six others were hurt": the others are no part of the whole, and open a clause of their own.
            opened_by = next((at for at in range(position, first, -1) if doc[at].lower_ in {"and", "while"}), position)
            return max(opened_by - 1, first)
        if lower in _RELATIVE:
            relative = True
        elif lower == "," and relative and doc[position - 1].lower_ not in {",", "and"}:
            relative = False
        elif (lower in harm.resumes and token.tag_ not in {"VBN", "RB"}) or token.tag_ in _FINITE:
            if not relative:
                return position - 1
            # The verb of "two of whom were pregnant": what follows it is the aside again, or its end.
            relative = lower in harm.resumes and position - first < 2
        elif (token.tag_ == "VBG" and lemma(token) in harm.verbs) or (
            token.tag_ in {"VBD", "VBN"} and lower in harm.words and position > first + 1
        ):
            return position - 1
    return stop - 1
