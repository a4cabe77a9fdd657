"""The typed answer that some words give. The program reads it out of the words; the model only says where it stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crossbearing.model.values import (
    ActorRef,
    Actors,
    Category,
    Count,
    CountState,
    Duration,
    Group,
    Items,
    Place,
    TextValue,
    Value,
    When,
)
from crossbearing.read.llm.finding import fold
from crossbearing.read.llm.items import Item, UnfitClaimError
from crossbearing.read.persons.groups import describe_group
from crossbearing.read.places.stated import stated_place
from crossbearing.read.values.lengths import durations
from crossbearing.read.values.numbers import Number, find_numbers
from crossbearing.read.values.times import expressions
from crossbearing.resources.lexicon import Lexicon, pattern
from crossbearing.resources.vocabulary import event_kinds, intent_labels, slots

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Words", "typed"]

_DIGITS = re.compile(r"\d[\d.,\u00a0\u2009\u202f\u066c' ]*\d|\d")
_TOLD = frozenset({"report", "reports", "reported", "word", "immediate", "immediately", "information"})
_UNDEFINED_UNITS = frozenset({"strikes"})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an answer, as they stand in the text.

    Args:
        text: The words.
        sentence: The sentence around them.
        tables: Word tables of the language, or None where there are none.
        split: Splits words of that language into tokens, or None.
    """

    text: str
    sentence: str
    tables: Lexicon | None
    split: Language | None


def typed(item: Item, words: Words) -> Value:
    """Return the answer that the words give to the question.

    Args:
        item: What the model says of it.
        words: Where it stands.

    Raises:
        UnfitClaimError: If the words give no answer of a type that the question has.
    """
    for kind in slots()[item.slot].values:
        value = _READERS[kind](item, words)
        if value is not None:
            return value
    raise UnfitClaimError("wrong_value", f"these words answer no question of the kind {item.slot!r}", item.words)


def _count(item: Item, words: Words, unit: str = "") -> Count | None:
    """Return the number in the words; the model's numbers only choose among those that stand there."""
    wanted = {number for number in (item.low, item.high) if number is not None}
    if words.tables is None or words.split is None:
        return _digits(words.text, wanted, item, unit)
    found = find_numbers([token.lower_ for token in words.split(words.text)], words.tables)
    if not found:
        if wanted:
            raise UnfitClaimError("number_not_found", "the number stated does not stand in the words", item.words)
        return None
    fitting = [number for number in found if wanted & {number.low, number.high}] or (found if not wanted else [])
    if len(fitting) != 1:
        why = "none of the numbers in the words is the one stated" if not fitting else "the words hold several numbers"
        raise UnfitClaimError("number_not_found" if not fitting else "ambiguous_number", why, item.words)
    return _stated(fitting[0], words, unit)


def _stated(number: Number, words: Words, unit: str) -> Count:
    count = number.count(words.text, unit=unit, unit_defined=unit not in _UNDEFINED_UNITS)
    if count.state is CountState.NONE and _TOLD & set(re.findall(r"\w+", words.sentence.lower())):
        return Count(words.text, state=CountState.NONE_REPORTED, word=number.word, unit=unit)
    return count


def _digits(text: str, wanted: set[int], item: Item, unit: str) -> Count | None:
    """Return the number of a language without tables: only where it stands in figures, of any script."""
    stated = set()
    for match in _DIGITS.finditer(text):
        plain = "".join(str(unicodedata.digit(char)) for char in match.group() if char.isdigit())
        stated.update({int(plain[:12])} | {int(part) for part in re.findall(r"\d+", match.group()) if len(part) < 12})
    if not wanted:
        return None
    if not wanted <= stated:
        raise UnfitClaimError(
            "number_not_found",
            "the number stated does not stand in the words in figures, and no table reads this language's words",
            item.words,
        )
    return Count(text, item.low, item.high, unit=unit, unit_defined=unit not in _UNDEFINED_UNITS)


def _as_count(item: Item, words: Words) -> Value | None:
    return _count(item, words, item.slot if item.slot == "strikes" else "")


def _as_group(item: Item, words: Words) -> Value | None:
    count = _count(item, words) if item.slot != "struck" or _persons(words) else None
    if count is None:
        return None
    if words.tables is None:
        return Group(words.text, count)
    forms = re.findall(r"[a-z]+(?:-[a-z]+)*", words.text.lower())
    return describe_group(words.text, count, [(_singular(form), form) for form in forms], words.tables)


def _persons(words: Words) -> bool:
    if words.tables is None:
        return False
    status = words.tables.persons.status
    return any(_singular(word) in status or word in status for word in re.findall(r"[a-z]+", words.text.lower()))


def _singular(form: str) -> str:
    return {"children": "child", "women": "woman", "men": "man", "people": "people"}.get(form, form.removesuffix("s"))


def _as_items(item: Item, words: Words) -> Value | None:
    kind = _thing(words)
    count = _count(item, words) if kind or item.low is not None or item.high is not None else None
    if not kind and count is None:
        return None
    effect = {"losses": "lost", "platform": "used", "weapon": "used"}.get(item.slot, "")
    return Items(
        words.text,
        kind or " ".join(words.text.lower().split()),
        count or Count(words.text, state=CountState.UNKNOWN),
        effect,
    )


def _thing(words: Words) -> str:
    """Return the kind of thing that the words name, the longest name first, or nothing."""
    if words.tables is None:
        return ""
    materiel = words.tables.materiel
    found = pattern((*materiel, *(f"{word}s" for word in materiel))).search(words.text)
    if found is None:
        return ""
    name = " ".join(found.group().lower().split())
    return materiel.get(name) or materiel.get(name.removesuffix("s"), "")


def _as_when(item: Item, words: Words) -> Value | None:
    found = expressions(words.text, words.tables) if words.tables is not None else []
    if words.tables is not None and not found:
        raise UnfitClaimError("wrong_value", "the words state no time", item.words)
    return found[0].value if len(found) == 1 else When(words.text)


def _as_duration(item: Item, words: Words) -> Value | None:
    found = durations(words.text) if words.tables is not None else []
    if len(found) == 1:
        return found[0].value
    return Duration(words.text) if item.slot == "duration" and words.tables is None else None


def _as_place(item: Item, words: Words) -> Value | None:
    name = next(iter(_names(item, words)), words.text)
    if words.tables is None:
        return Place(words.text, name)
    return stated_place(words.text, name, words.text.partition(name)[0], words.tables)


def _as_actors(item: Item, words: Words) -> Value | None:
    names = _names(item, words)
    if not names and item.slot not in ("attacker", "responsibility"):
        return None
    members = tuple(ActorRef(name) for name in dict.fromkeys(names or (words.text,)))
    return Actors(words.text, members, open=slots()[item.slot].open)


def _names(item: Item, words: Words) -> tuple[str, ...]:
    """Return the names that stand in the words, as they stand there; others are not taken from the model."""
    folded = fold(words.text)
    places = [folded.find(name) for name in item.names]
    return tuple(words.text[found[0][0] : found[0][1]] for found in places if found)


def _as_category(item: Item, words: Words) -> Value | None:
    if item.slot == "intent":
        negated = item.code.startswith("not ")
        code = item.code.removeprefix("not ")
        if code not in intent_labels():
            raise UnfitClaimError("wrong_code", f"there is no intent {item.code[:60]!r}", item.words)
        return Category(words.text, "intent", code, negated=negated)
    if item.slot == "method" and item.code in event_kinds():
        return Category(words.text, "method", item.code, exclusive=False)
    return None


def _as_text(_item: Item, words: Words) -> Value | None:
    return TextValue(words.text)


_READERS = {
    "count": _as_count,
    "group": _as_group,
    "items": _as_items,
    "when": _as_when,
    "duration": _as_duration,
    "place": _as_place,
    "actors": _as_actors,
    "category": _as_category,
    "text": _as_text,
}
