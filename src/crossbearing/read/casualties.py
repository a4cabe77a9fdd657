"""Killed, wounded, missing, captured: who and how many, as written.

"wounded soldiers" is a state and no count; "no casualties reported" is none reported and not zero; a negated or planned
killing gives nothing; "58, including 11 children" gives a whole and a part; two groups joined by "and" are parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crossbearing.model.actors import Stance
from crossbearing.model.claims import WHOLE
from crossbearing.model.values import Count, CountKind, CountState
from crossbearing.read.groups import Phrase, describe_group, phrase_behind, words_of
from crossbearing.read.mentions import Mention
from crossbearing.read.numbers import Number
from crossbearing.read.parse import Parsed
from crossbearing.read.tied import Tied
from crossbearing.read.tying import countable, surest, tie
from crossbearing.read.uncounted import uncounted
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["CUMULATIVE", "casualties"]

_CONFIRMED = frozenset({"confirm", "confirmed", "verify", "verified", "documented"})
CUMULATIVE = "cumulative"
"""Scope of a toll that runs over a whole war or over years."""

# Before four digits these tell a year and no count.
_DATED = frozenset({"in", "january", "february", "march", "april", "may", "june", "july", "august", "september"}) | {
    *(
        "october",
        "november",
        "december",
        "since",
        "until",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
    ),
    *("nov", "dec", "early", "late", "mid"),
}
_GUESSES = frozenset({"possibly", "perhaps", "probably", "maybe", "likely"})


def casualties(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield the killed, wounded, missing and captured of one sentence.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.

    Yields:
        Mentions of the slots killed, wounded, casualties, missing and captured, anchored at the word that tells it.
    """
    doc = parsed.doc
    numbers = parsed.numbers
    kept = surest([entry for number in numbers for entry in tie(doc, number, numbers, tables)])
    kept = _with_parts(doc, kept, numbers, tables)
    kept = _joined(doc, _with_guesses(doc, kept, numbers))
    for entry in kept:
        mention = _mention(parsed, entry, tables)
        if mention is not None:
            yield mention
    yield from uncounted(
        parsed, {position for entry in kept for position in range(entry.number.first, entry.last + 1)}, tables
    )


def _part_word(doc: Doc, number: Number, tables: Lexicon) -> int | None:
    """Return the token where words say that a number is part of one before it ("including 11 children"), or None."""
    for phrase in tables.harm.parts:
        parts = phrase.split()
        for gap in (0, 1):
            first = number.first - len(parts) - gap
            if first >= 0 and [token.lower_ for token in doc[first : first + len(parts)]] == parts:
                return first
    return None


def _with_parts(doc: Doc, kept: list[Tied], numbers: Sequence[Number], tables: Lexicon) -> list[Tied]:
    """Return the tied numbers with those behind "including", and with a total before ", of whom 62 were killed"."""
    found = list(kept)
    tied = {entry.number.core: entry for entry in kept}
    inside = -1
    for number in numbers:
        opened = _part_word(doc, number, tables)
        continues = (
            inside >= 0 and number.first and doc[number.first - 1].lower_ in {"and", ","} and number.first - inside <= 8
        )
        if opened is None and not continues:
            continue
        phrase = phrase_behind(doc, number.last)
        before = [
            entry
            for entry in found
            if entry.number.core < (opened if opened is not None else number.first) and not entry.scope
        ]
        earlier = numbers[numbers.index(number) - 1] if numbers.index(number) else None
        if (
            number.core in tied
            and earlier is not None
            and earlier.core in tied
            and opened is not None
            and doc[opened].lower_ in {"of", "among"}
        ):
            if tied[earlier.core].trigger == tied[number.core].trigger:
                # "160 in all, of whom 62 were killed": the word belongs to the part, and the whole is something else.
                total = list(_total_before(doc, number, numbers, tables))
                found = [entry for entry in found if entry.number.core != earlier.core] + total
            continue
        if number.core in tied and doc[opened if opened is not None else 0].lower_ in {"of", "among"}:
            found.extend(_total_before(doc, number, numbers, tables))
            continue
        if phrase is None or not countable(doc, phrase, tables) or not before:
            continue
        whole = before[-1]
        scope = f"part: {doc[phrase.first : phrase.last + 1].text.lower()}"
        part = Tied(whole.slot, number, phrase, whole.trigger, 0.75, scope=scope)
        found = [entry for entry in found if entry.number.core != number.core] + [part]
        inside = phrase.last
    return sorted(found, key=lambda entry: entry.number.core)


def _with_guesses(doc: Doc, kept: list[Tied], numbers: Sequence[Number]) -> list[Tied]:
    """Return the tied numbers with a supposed one behind them ("62 soldiers died, and possibly more than 100")."""
    found = list(kept)
    tied = {entry.number.core for entry in kept}
    for number in numbers:
        before = [token.lower_ for token in doc[max(0, number.first - 2) : number.first]]
        if number.core in tied or not set(before) & _GUESSES or number.state is CountState.NONE:
            continue
        last = max(
            (entry for entry in kept if entry.number.core < number.core),
            key=lambda entry: entry.number.core,
            default=None,
        )
        if last is not None and number.first - max(last.last, last.trigger) <= 5:
            found.append(Tied(last.slot, number, None, last.trigger, 0.6, guess=True))
    return sorted(found, key=lambda entry: entry.number.core)


def _total_before(doc: Doc, number: Number, numbers: Sequence[Number], tables: Lexicon) -> Iterator[Tied]:
    """Yield the total that "160, of whom 62 were killed" opens with."""
    index = numbers.index(number)
    if index == 0:
        return
    total = numbers[index - 1]
    phrase = phrase_behind(doc, total.last)
    persons = phrase is None or countable(doc, phrase, tables)
    harmed = any(
        token.lower_ in tables.harm.words or token.lower_ in {"losses", "victims", "hurt"}
        for token in doc[: total.first]
    )
    if persons and harmed and number.first - total.last <= 8:
        yield Tied("casualties", total, phrase, total.core, 0.7)


def _joined(doc: Doc, kept: list[Tied]) -> list[Tied]:
    """Return the tied numbers, those of one trigger joined by "and" as parts ("3 soldiers and 5 civilians")."""
    groups: dict[tuple[str, int], list[Tied]] = {}
    for entry in kept:
        if not entry.toll and not entry.scope and not entry.guess:
            groups.setdefault((entry.slot, entry.trigger), []).append(entry)
    parts = {
        entry.number.core: f"part: {doc[entry.phrase.first : entry.phrase.last + 1].text.lower()}"
        for group in groups.values()
        if len(group) > 1
        for entry in group
        if entry.phrase is not None
    }
    return [
        replace(entry, scope=parts[entry.number.core]) if entry.number.core in parts and not entry.scope else entry
        for entry in kept
    ]


def _mention(parsed: Parsed, entry: Tied, tables: Lexicon) -> Mention | None:
    doc = parsed.doc
    number, phrase = entry.number, entry.phrase
    if re.fullmatch(r"(?:19|20)\d\d", doc[number.core].text) and number.core and doc[number.core - 1].lower_ in _DATED:
        return None
    state = number.state
    if state is CountState.NONE:
        state = _none_state(doc)
    if state is CountState.VAGUE and number.core and doc[number.core - 1].lower_ == "how":
        return None
    numeric = state is CountState.NUMBER
    count = Count(
        text=parsed.words(number.first, number.last),
        low=number.low if numeric else None,
        high=number.high if numeric and not _floor(doc, entry) else None,
        about=number.about,
        kind=_kind(doc, entry),
        state=state,
        word=number.word,
    )
    words = words_of(doc, phrase.first, phrase.last) if phrase is not None else []
    group = describe_group(parsed.words(number.first, entry.last), count, words, tables, _affiliation(doc, phrase))
    near = entry.trigger if not entry.scope or abs(entry.trigger - number.first) < 6 else number.first
    start, end = parsed.range(min(number.first, near), max(entry.last, near))
    scope = entry.scope or (_limits_of_none(doc, entry.trigger) if state is CountState.NONE else "")
    if _of_a_war(parsed, count, tables):
        scope = CUMULATIVE
    return Mention(
        slot=entry.slot,
        value=group,
        start=start,
        end=end,
        anchor=parsed.start(doc[entry.trigger]),
        sentence=parsed.sentence.index,
        type="killing",
        scope=scope or WHOLE,
        stance=Stance.SUPPOSES if entry.guess else None,
        score=entry.score,
    )


def _of_a_war(parsed: Parsed, count: Count, tables: Lexicon) -> bool:
    """Tell whether a count is the toll of a whole war or of years, and not of one happening."""
    size = count.low if count.low is not None else count.high
    raw: Any = tables.raw["casualties"]["cumulative"]
    if size is None or size < raw["least"]:
        return False
    return size >= raw["always"] or any(
        re.search(words, parsed.sentence.text, re.IGNORECASE) for words in raw["patterns"]
    )


def _kind(doc: Doc, entry: Tied) -> CountKind:
    if entry.toll:
        return CountKind.CUMULATIVE
    if entry.number.new and entry.slot == "killed" and entry.phrase is not None:
        words = {token.lower_ for token in doc[entry.number.first : entry.last + 1]}
        if not words & {"others", "other"}:
            return CountKind.NEW
    return CountKind.TOTAL


def _floor(doc: Doc, entry: Tied) -> bool:
    """Tell whether a number is only what could be confirmed so far: a floor and no total."""
    around = [token.lower_ for token in doc[max(0, entry.number.first - 4) : entry.last + 5]]
    return "only" in around and bool(_CONFIRMED & set(around))


def _limits_of_none(doc: Doc, trigger: int) -> str:
    """Return as a scope what "no one was killed by the second bomb" is said of; others may have killed."""
    for token in doc[trigger].children:
        if token.dep_ == "agent" and token.lower_ == "by":
            return f"part: {doc[token.i : token.right_edge.i + 1].text.lower()}"
    return ""


def _none_state(doc: Doc) -> CountState:
    words = {token.lower_ for token in doc}
    told = {"report", "reports", "reported", "word", "immediate", "immediately", "information"}
    return CountState.NONE_REPORTED if words & told else CountState.NONE


def _affiliation(doc: Doc, phrase: Phrase | None) -> str:
    """Return the nationality or body that a noun phrase names, as written."""
    if phrase is None:
        return ""
    for token in doc[phrase.first : phrase.head + 1]:
        if token.pos_ in {"ADJ", "PROPN"} and token.text[:1].isupper() and token.i != phrase.head:
            return str(token.text)
    if phrase.last > phrase.head:
        return str(doc[phrase.head + 1 : phrase.last + 1].text.removeprefix("of ").strip())
    return ""
