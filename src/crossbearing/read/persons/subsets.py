"""Numbers of which one counts some of another, and numbers that together make up a whole.

"One of the four attackers was shot dead" tells of one; "two were shot, one of them fatally" of one who died; "nine
villagers and six soldiers were killed" of fifteen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from crossbearing.model.values import Count, CountState, Group
from crossbearing.read.mentions import Mention
from crossbearing.read.persons.beside import of_more
from crossbearing.read.persons.listed import LISTED
from crossbearing.read.persons.tied import Tied
from crossbearing.read.sentences.grammar import lemma
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.values.numbers import Number
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Doc

__all__ = ["fatally_hit", "some_of_more", "sums"]

_FATALLY = frozenset({"fatally", "mortally"})
_POINTING = frozenset({"them", "whom", "these", "those", "which"})
_ALONE = frozenset({".", ",", ";", ")", "\u2014", "\u2013", "and", "when", "in", "on", "at", "during", "outside"})
_JOINTS = frozenset({",", "and", "plus", "&", "along", "together", "with", "alongside"})
_SCORE = 0.58


def some_of_more(doc: Doc, kept: Sequence[Tied]) -> list[Tied]:
    """Return tied numbers without those of which only some are told ("one of the four attackers was shot dead").

    Args:
        doc: The sentence.
        kept: Its numbers that are tied to what became of persons.
    """
    found: list[Tied] = []
    for entry in kept:
        some = next((one for one in kept if of_more(doc, one.number, entry.number) and _by_one(one, entry)), None)
        # "one of five people wounded": the participle tells of the five.
        own = doc[entry.trigger].dep_ in {"acl", "relcl", "amod"}
        if some is None or own:
            found.append(entry)
    return found


def _by_one(one: Tied, other: Tied) -> bool:
    """Tell whether one word, or two side by side ("shot dead"), tell of both."""
    return one.trigger == other.trigger or (abs(one.trigger - other.trigger) < 3 and one.trigger > other.last)


def fatally_hit(doc: Doc, kept: Sequence[Tied], numbers: Sequence[Number], tables: Lexicon) -> Iterator[Tied]:
    """Yield those who died of several who were hit ("two were shot, one of them fatally").

    Args:
        doc: The sentence.
        kept: Its numbers that are tied to what became of persons.
        numbers: All its numbers.
        tables: Word tables of its language.
    """
    done = {entry.number.core for entry in kept}
    for number in numbers:
        words = [token.lower_ for token in doc[number.last + 1 : number.last + 5]]
        if (
            number.core in done
            or words[:1] != ["of"]
            or not _POINTING & set(words[1:2])
            or not _FATALLY & set(words[2:3])
        ):
            continue
        ends = len(words) < 4 or words[3] in _ALONE
        hit = any(
            lemma(token) in tables.harm.verbs or lemma(token) in {"shoot", "stab"} for token in doc[: number.first]
        )
        if ends and hit:
            yield Tied("killed", number, None, number.last + 3, 0.8)


def sums(parsed: Parsed, kept: Sequence[Tied], listed: Collection[str]) -> Iterator[Mention]:
    """Yield the whole that numbers joined by "and" make up ("nine villagers and six soldiers were killed").

    Args:
        parsed: The sentence.
        kept: Its numbers that are tied to what became of persons, parts marked as such.
        listed: Slots of which a list of persons is counted already.
    """
    groups: dict[tuple[str, int], list[Tied]] = {}
    for entry in kept:
        if not entry.toll and not entry.guess:
            groups.setdefault((entry.slot, entry.trigger), []).append(entry)
    for (slot, trigger), group in groups.items():
        group.sort(key=lambda entry: entry.number.core)
        if slot in listed or len(group) < 2 or not all(_adds(parsed.doc, *pair) for pair in pairwise(group)):
            continue
        if any(entry.number.state is not CountState.NUMBER or not entry.number.low for entry in group):
            continue
        low = sum(entry.number.low or 0 for entry in group)
        exact = all(entry.number.low == entry.number.high and not entry.number.about for entry in group)
        first = group[0].number.first  # "among the dead were nine villagers and six soldiers": there may be more
        exact = exact and not any(token.lower_ == "among" for token in parsed.doc[max(0, first - 4) : first])
        text = f"{low} {LISTED}"
        start, end = parsed.range(min(group[0].number.first, trigger), max(group[-1].last, trigger))
        count = Count(text=text, low=low, high=low if exact else None)
        anchor = parsed.start(parsed.doc[trigger])
        yield Mention(
            slot, Group(text=text, count=count), start, end, anchor, parsed.sentence.index, type="killing", score=_SCORE
        )


def _adds(doc: Doc, one: Tied, other: Tied) -> bool:
    """Tell whether two numbers stand side by side, each with persons of its own, and are parts by that alone."""
    if one.phrase is None or other.phrase is None or not one.scope.startswith("part: ") or not other.scope:
        return False
    between = [token.lower_ for token in doc[one.phrase.last + 1 : other.number.first]]
    return bool(between) and set(between) <= _JOINTS
