"""Numbers that tell of persons harmed by what stands around them: shares of the dead, who the dead were, lists.

"Three of the dead were minors", "the dead were eleven soldiers", "two were shot, one fatally", "left four children and
two adults wounded".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from crossbearing.read.persons.beside import of_those
from crossbearing.read.persons.groups import Phrase, phrase_behind
from crossbearing.read.persons.tied import Tied
from crossbearing.read.persons.tying import countable
from crossbearing.read.sentences.grammar import lemma
from crossbearing.read.sentences.tree import written
from crossbearing.read.values.numbers import Number
from crossbearing.resources.lexicon import HarmWords, Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Doc

__all__ = ["inherited", "of_the_wounded", "shares"]

_WERE = frozenset(("were", "are", "was", "is"))
_HOW = {
    "fatally": "killed",
    "mortally": "killed",
    "critically": "wounded",
    "seriously": "wounded",
    "severely": "wounded",
}
_DEFINITE = frozenset(("the", "those", "these", "its", "their", "his"))
_JOINTS = ({"and"}, {",", "and"}, {"plus"}, {"&"})


def shares(doc: Doc, number: Number, tables: Lexicon) -> Iterator[Tied]:
    """Yield what a number tells by the words beside it.

    Args:
        doc: The sentence.
        number: The number.
        tables: Word tables of its language.
    """
    harm = tables.harm
    words = [token.lower_ for token in doc[number.last + 1 : number.last + 6]]
    slot = _harmed(words[2] if len(words) > 2 else "", harm)
    if words[:2] in (["of", "the"], ["of", "those"]) and slot and words[3:4] and words[3] in _WERE:
        phrase = phrase_behind(doc, number.last + 4)
        told = phrase if phrase is not None and phrase.first <= number.last + 6 else None
        named = " ".join(token.lower_ for token in doc[told.first : told.last + 1]) if told is not None else "some"
        yield Tied(slot, number, told, number.last + 3, 0.86, scope=f"part: {named}")
        return
    if (among := _among(doc, number, tables)) is not None:
        yield among
        return
    before = [token.lower_ for token in doc[max(0, number.first - 3) : number.first]]
    if len(before) > 2 and before[0] == "the" and before[2] in _WERE and (slot := _harmed(before[1], harm)):
        phrase = phrase_behind(doc, number.last)
        if phrase is not None and countable(doc, phrase, tables):
            yield Tied(slot, number, phrase, number.first - 2, 0.9)
        return
    if words[:1] and words[0] in _HOW and number.first and doc[number.first - 1].text in {",", "(", "\u2013", "\u2014"}:
        ends = len(words) < 2 or words[1] in {",", ".", ")", "and", "when", "in", "after", "\u2013", "\u2014"}
        if ends and any(lemma(token) in harm.verbs or lemma(token) == "shoot" for token in doc[: number.first]):
            scope = "" if _HOW[words[0]] == "killed" else f"part: {words[0]}"
            yield Tied(_HOW[words[0]], number, None, number.last + 1, 0.8, scope=scope)


def of_the_wounded(doc: Doc, kept: Sequence[Tied], tables: Lexicon) -> list[Tied]:
    """Return tied numbers, those of wounded who died marked as a part of the dead ("seven of the wounded died").

    Args:
        doc: The sentence.
        kept: Its numbers that are tied to what became of persons.
        tables: Word tables of its language.
    """
    wounded = set(tables.raw["times"]["telling"]["wounded"])
    found: list[Tied] = []
    for entry in kept:
        behind = [token.lower_ for token in doc[entry.number.last + 1 : entry.number.last + 5]]
        at = next((place for place, word in enumerate(behind) if word in wounded), 0)
        if entry.slot == "killed" and not entry.scope and at > 1 and behind[0] == "of" and behind[1] in _DEFINITE:
            told = doc[entry.number.first : entry.number.last + 2 + at]
            found.append(replace(entry, scope=f"part: {written(told).lower()}", toll=False))
        else:
            found.append(entry)
    return found


def _among(doc: Doc, number: Number, tables: Lexicon) -> Tied | None:
    """Read "sixteen workers were among the dead" and "among the dead were sixteen workers"."""
    phrase = phrase_behind(doc, number.last)
    if phrase is None or not countable(doc, phrase, tables):
        return None
    before = [token.lower_ for token in doc[max(0, number.first - 4) : number.first]]
    if len(before) == 4 and before[0] == "among" and before[1] in _DEFINITE and before[3] in _WERE:
        slot = _harmed(before[2], tables.harm)
        named = " ".join(token.lower_ for token in doc[phrase.first : phrase.last + 1])
        return Tied(slot, number, phrase, number.first - 2, 0.86, scope=f"part: {named}") if slot else None
    behind = [token.lower_ for token in doc[phrase.last + 1 : phrase.last + 12]]
    opened = next((n for n, word in enumerate(behind) if word == "among" and n and behind[n - 1] in _WERE), None)
    if opened is None or behind[opened + 1 : opened + 2] != ["the"] or {",", ";", "and"} & set(behind[:opened]):
        return None
    slot = _harmed(behind[opened + 2], tables.harm) if opened + 2 < len(behind) else ""
    named = " ".join(token.lower_ for token in doc[phrase.first : phrase.last + 1])
    at = phrase.last + 1 + opened + 2
    return Tied(slot, number, phrase, at, 0.86, scope=f"part: {named}") if slot else None


def _harmed(word: str, harm: HarmWords) -> str:
    slot = harm.words.get(word, "")
    return (
        slot if slot in {"killed", "wounded", "missing"} and not word.endswith(("ies", "ths", "ounds", "ury")) else ""
    )


def inherited(doc: Doc, kept: Sequence[Tied], numbers: Sequence[Number], tables: Lexicon) -> list[Tied]:
    """Return tied numbers with those joined to them by "and" alone ("the lives of nine rebels and two soldiers").

    Args:
        doc: The sentence.
        kept: Its numbers that are tied to what became of persons.
        numbers: All its numbers.
        tables: Word tables of its language.
    """
    found = {entry.number.core: entry for entry in kept}
    for one, other in pairwise(numbers):
        first, second = phrase_behind(doc, one.last), phrase_behind(doc, other.last)
        if first is None or second is None or not countable(doc, first, tables) or not countable(doc, second, tables):
            continue
        between = doc[first.last + 1 : other.first]
        if {token.lower_ for token in between} not in _JOINTS or of_those(doc, other):
            continue
        if any(token.lower_ in tables.harm.words for token in doc[second.first : second.last + 1]):
            continue
        tied = found.get(one.core)
        behind = tied is not None and other.core not in found and tied.trigger < one.first and not tied.toll
        if behind and tied is not None and _ends(doc, second, tables):
            part = f"part: {written(doc[second.first : second.last + 1]).lower()}" if tied.scope else ""
            found[other.core] = replace(tied, number=other, phrase=second, score=0.81, scope=part)
        tied = found.get(other.core)
        if tied is not None and one.core not in found and tied.trigger == second.last + 1 and _opens(doc, one):
            found[one.core] = replace(tied, number=one, phrase=first, score=0.81)
    return sorted(found.values(), key=lambda entry: entry.number.core)


def _ends(doc: Doc, phrase: Phrase, tables: Lexicon) -> bool:
    """Tell whether no verb of its own stands behind a noun phrase."""
    behind = doc[phrase.last + 1].lower_ if phrase.last + 1 < len(doc) else "."
    return behind not in tables.harm.resumes | tables.harm.between and behind not in tables.harm.words


def _opens(doc: Doc, number: Number) -> bool:
    """Tell whether a number opens a headline, or "left" or "leaving" stands right before it."""
    return number.first == 0 or lemma(doc[number.first - 1]) == "leave"
