"""Parts of a number of persons harmed, and persons added to it, by the words between the numbers.

"22: 12 staff and 10 patients", "12 persons were killed (8 adults, 4 children)", "two civilians were among those hurt",
"two shepherds along with three other villagers", "34 deaths, of which 31 civilians, and 46 injured persons".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from crossbearing.model.values import CountState
from crossbearing.read.persons.groups import Phrase, phrase_behind
from crossbearing.read.persons.tied import Tied
from crossbearing.read.persons.tying import countable
from crossbearing.read.sentences.grammar import lemma
from crossbearing.read.sentences.tree import Doc, written
from crossbearing.read.values.numbers import Number
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["among_those", "besides", "exceeds", "hurt_besides", "made_up_of", "some_of_them"]

_OPENINGS = frozenset({":", "("})
_JOINTS = frozenset({",", "and", "plus", "&"})
_BEING = frozenset({"were", "was", "are", "is", "also", "reportedly", "allegedly", "both", "all", "said", "to", "be"})
_THOSE = frozenset({"those", "the", "at", "least", "people", "persons", "civilians", "about", "some", "more", "than"})
_NEAR = 6  # words from "among" to what became of those persons
_FAR = 8  # words from a number to "of which", or to a number of injured told besides
_OWNERS = frozenset({"his", "her", "their", "its", "the"})
_TOLD = frozenset({"killed", "wounded", "missing", "captured"})
_OF_WHICH = (("of", "which"), ("of", "whom"), ("among", "which"))
_LINKS = frozenset({",", "and", "of", "which", "whom", "as", "well", "plus", "with", "(", ")", "along"})


def _part(doc: Doc, phrase: Phrase) -> str:
    return f"part: {written(doc[phrase.first : phrase.last + 1]).lower()}"


def _spoken(doc: Doc, number: Number, tables: Lexicon) -> Phrase | None:
    """Return the persons that a number counts, or None."""
    phrase = phrase_behind(doc, number.last)
    return phrase if phrase is not None and countable(doc, phrase, tables) else None


def made_up_of(doc: Doc, kept: Sequence[Tied], numbers: Sequence[Number], tables: Lexicon) -> list[Tied]:
    """Return the parts behind a whole, if they fit into it ("rose to 22: 12 staff and 10 patients").

    Behind a toll a colon opens them, behind any whole a bracket ("12 persons were killed (8 adults, 4 children)").

    Args:
        doc: The sentence.
        kept: Its numbers that are tied to what became of persons.
        numbers: All its numbers.
        tables: Word tables of its language.
    """
    own: Any = tables.raw["casualties"]["own"]["words"]
    for whole in kept:
        size = whole.number.high or whole.number.low
        mark = _opening(doc, whole)
        if mark is None or size is None:
            continue
        parts: list[tuple[Number, Phrase]] = []
        last = mark
        for number in numbers:
            phrase = phrase_behind(doc, number.last)
            joined = {token.text for token in doc[last + 1 : number.first]} <= _JOINTS
            if number.first <= mark or not joined or phrase is None or doc[number.last + 1].lower_ == "of":
                continue
            if lemma(doc[phrase.head]) not in own and not countable(doc, phrase, tables):
                continue
            last = phrase.last
            parts.append((number, phrase))
        if (
            parts
            and (doc[mark].text == ":" or len(parts) > 1)
            and sum(number.low or number.high or 0 for number, _ in parts) <= size
        ):
            scopes = [f"part: {written(doc[phrase.first : phrase.last + 1]).lower()}" for _, phrase in parts]
            return [
                Tied(whole.slot, number, phrase, whole.trigger, 0.75, scope=scope)
                for (number, phrase), scope in zip(parts, scopes, strict=True)
            ]
    return []


def _opening(doc: Doc, whole: Tied) -> int | None:
    """Return the token that opens the parts of a whole, or None."""
    if whole.scope or whole.number.state is not CountState.NUMBER:
        return None
    mark = whole.last + 1
    if whole.toll and mark < len(doc) and doc[mark].text == ":":
        return mark
    closed = max(whole.last, whole.trigger)
    for token in doc[mark : closed + _FAR]:
        if token.text == "(":
            return int(token.i)
        if token.i > closed and (token.text in {",", ";", ".", ":"} or token.pos_ in {"VERB", "NUM"}):
            return None
    return None


def among_those(doc: Doc, number: Number, tables: Lexicon) -> Iterator[Tied]:
    """Yield "two civilians were among those injured", "two children among six dead" as parts.

    Args:
        doc: The sentence.
        number: The number.
        tables: Word tables of its language.
    """
    words = [token.lower_ for token in doc[number.last + 1 : number.last + 4]]
    if words[:2] in (["of", "them"], ["of", "whom"]) and (slot := tables.harm.words.get(words[-1], "")) in _TOLD:
        # "23 casualties, nine of them dead on arrival"
        yield Tied(slot, number, None, number.last + 3, 0.6)
        return
    phrase = _spoken(doc, number, tables)
    if phrase is None or number.state is not CountState.NUMBER:
        return
    if slot := _likewise(doc, number, tables):
        yield Tied(slot, number, phrase, number.last, 0.7, scope=_part(doc, phrase))
        return
    at = phrase.last + 1
    while at < len(doc) and doc[at].lower_ in _BEING:
        at += 1
    if at >= len(doc) or doc[at].lower_ != "among":
        return
    for token in doc[at + 1 : at + 1 + _NEAR]:
        slot = tables.harm.words.get(token.lower_, "")
        if slot:
            yield Tied(slot, number, phrase, int(token.i), 0.9, scope=_part(doc, phrase))
            return
        if token.lower_ not in _THOSE and token.pos_ != "NUM":
            return


def _likewise(doc: Doc, number: Number, tables: Lexicon) -> str:
    """Return what became of those in "the cook was killed, as were four of his children", or nothing."""
    first = number.first
    if doc[first - 1].lower_ in _OWNERS:
        first -= 1  # "as were their two sons"
    if first < _NEAR - 1 or [token.lower_ for token in doc[first - 2 : first]] not in (["as", "were"], ["as", "was"]):
        return ""
    told = (tables.harm.words.get(token.lower_, "") for token in doc[max(0, first - 2 - _NEAR) : first - 2])
    return next((slot for slot in told if slot in _TOLD), "")


def besides(doc: Doc, kept: Sequence[Tied], numbers: Sequence[Number], tables: Lexicon) -> Iterator[Tied]:
    """Yield persons whom "along with" adds to a number ("kidnapped two shepherds along with three villagers").

    Args:
        doc: The sentence.
        kept: Its numbers that are tied to what became of persons.
        numbers: All its numbers.
        tables: Word tables of its language.
    """
    done = {entry.number.core for entry in kept}
    for number in numbers:
        if number.core in done or number.state is not CountState.NUMBER:
            continue
        phrase = _spoken(doc, number, tables)
        opened = _companion_before(doc, number, tables)
        if phrase is None or opened is None:
            continue
        whole = next((one for one in kept if one.last == opened - 1 and one.trigger < one.number.first), None)
        if whole is not None and not whole.scope and not whole.toll:
            yield Tied(whole.slot, number, phrase, whole.trigger, 0.75)


def _companion_before(doc: Doc, number: Number, tables: Lexicon) -> int | None:
    """Return the first token of "along with" and the like right before a number, or None."""
    for phrase in tables.harm.companions:
        parts = phrase.split()
        first = number.first - len(parts)
        if first > 0 and [token.lower_ for token in doc[first : number.first]] == parts:
            return first
    return None


def hurt_besides(doc: Doc, kept: Sequence[Tied], numbers: Sequence[Number], tables: Lexicon) -> Iterator[Tied]:
    """Yield a number of the injured told by a word before persons, right behind a number of the dead.

    "34 deaths, of which 31 civilians, and 46 injured persons"; by itself such a word tells a state. What stands behind
    "of which" without a word of its own is a part.

    Args:
        doc: The sentence.
        kept: Its numbers that are tied to what became of persons.
        numbers: All its numbers.
        tables: Word tables of its language.
    """
    done = {entry.number.core: entry for entry in kept}
    last: Tied | None = None
    for number in numbers:
        if (known := done.get(number.core)) is not None:
            last = known
            continue
        phrase = _spoken(doc, number, tables)
        if last is None or phrase is None or number.state is not CountState.NUMBER:
            continue
        between = doc[max(last.last, last.trigger) + 1 : number.first] if last.trigger < number.first else ()
        if not between or len(between) > _FAR or not all(_passed(token) for token in between):
            continue
        words = [token.lower_ for token in between]
        hurt = next((one for one in doc[number.last + 1 : phrase.head] if _state(one, tables)), None)
        if hurt is not None and last.slot == "killed":
            yield Tied("wounded", number, phrase, int(hurt.i), 0.8)
        elif hurt is None and tuple(words[-2:]) in _OF_WHICH and not exceeds(number, last.number):
            last = Tied(last.slot, number, phrase, last.trigger, 0.75, scope=_part(doc, phrase))
            yield last


def _passed(token: Token) -> bool:
    return token.lower_ in _LINKS


def _state(token: Token, tables: Lexicon) -> bool:
    return tables.harm.words.get(token.lower_) == "wounded" and token.tag_ in {"VBN", "JJ", "VBD"}


def some_of_them(doc: Doc, number: Number, tables: Lexicon) -> Phrase | None:
    """Return the persons of "five of them civilians", or None.

    Args:
        doc: The sentence.
        number: The number.
        tables: Word tables of its language.
    """
    words = [token.lower_ for token in doc[number.last + 1 : number.last + 3]]
    phrase = phrase_behind(doc, number.last)
    if words not in (["of", "them"], ["of", "whom"]) or phrase is None or phrase.first != number.last + 3:
        return None
    return phrase if countable(doc, phrase, tables) else None


def exceeds(number: Number, whole: Number) -> bool:
    """Tell whether a number is larger than another one, of which it can then be no part.

    Args:
        number: The number.
        whole: The other one.
    """
    mine, theirs = number.low or number.high, whole.high or whole.low
    return mine is not None and theirs is not None and mine > theirs
