"""Numbers in the formulas of tolls: "death toll rose to 83", "claimed the lives of 62", "put the dead at 80"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crossbearing.read.groups import Phrase
from crossbearing.read.numbers import Number
from crossbearing.read.tied import Tied
from crossbearing.resources.lexicon import HarmWords

if TYPE_CHECKING:
    from crossbearing.read.tree import Doc

__all__ = ["toll_of"]

_FARTHEST = 30  # words from "the number of people killed in ..." to the number
_QUOTES = frozenset({'"', "\u201c", "\u201e"})
_TOLL_STEPS = frozenset(
    {
        "to",
        "at",
        "of",
        "is",
        "was",
        "reached",
        "reaches",
        "exceeded",
        "exceeds",
        "as",
        ":",
        "stood",
        "put",
        "hit",
        "passed",
        "be",
        "topped",
        "above",
        "surpassed",
        "now",
        "past",
        "toll",
        "totaled",
        "totalled",
    }
)


def toll_of(doc: Doc, number: Number, phrase: Phrase | None, harm: HarmWords) -> Iterator[Tied]:
    """Tie "death toll rose from 30 to 83", "claimed the lives of 62", "62 lost their lives", "put the dead at 80"."""
    words = [token.lower_ for token in doc]
    if number.first and words[number.first - 1] in _QUOTES:
        words[number.first - 1 : number.first + 1] = words[number.first - 2], words[number.first]
    last = phrase.last if phrase else number.last
    for offset, word in enumerate(words[last + 1 : last + 9]):
        if word in {"lost", "lose", "losing"} and {"life", "lives"} & set(words[last + 1 + offset : last + 5 + offset]):
            yield Tied("killed", number, phrase, last + 1 + offset, 0.9)
            return
        if word in {",", ";", "and"}:
            break
    base = max(0, number.first - _FARTHEST)
    before = words[base : number.first]
    if before[-2:] == ["lives", "of"] or before[-3:] in (["lives", "of", "the"], ["life", "of", "the"]):
        yield Tied("killed", number, phrase, number.first - 2, 0.9)
        return
    for offset in range(len(before) - 1, -1, -1):
        word, place = before[offset], base + offset
        follows = words[place + 1] if place + 1 < len(words) else ""
        if word == "toll" or (word in harm.toll and follows == "of"):
            slot = _toll_slot(words, place, harm)
            if slot and _toll_value(words, place, number):
                yield Tied(slot, number, phrase, place, 0.9, toll=True)
            return
        if word == "dead" and place and words[place - 1] == "the" and follows == "at":
            yield Tied("killed", number, phrase, place, 0.85, toll=True)
            return
        if harm.words.get(word) in {"killed", "wounded", "missing"} and follows == "at" and "number" in before:
            yield Tied(harm.words[word], number, phrase, place, 0.85, toll=True)
            return
        if word in {";", "."}:
            return


def _toll_slot(words: list[str], place: int, harm: HarmWords) -> str:
    before = words[place - 1] if place else ""
    if words[place] == "toll":
        return {"injury": "wounded", "wounded": "wounded", "casualty": "casualties"}.get(before, "killed")
    for word in words[place + 1 : place + 12]:
        if word in harm.words:
            return harm.words[word]
        if word == "victims":
            return "killed"
    return ""


def _toll_value(words: list[str], place: int, number: Number) -> bool:
    """Tell whether a number is the present value of a toll and not the one it rose from."""
    before = words[number.first - 1] if number.first else ""
    if before == "from" and "to" in words[number.last + 1 : number.last + 5]:
        return True  # the earlier figure, told before the present one
    if before in {"from", "than"}:
        return False
    between = words[place + 1 : number.first]
    if before in _TOLL_STEPS:
        return "," not in between or before in {"to", "at"}
    return not between
