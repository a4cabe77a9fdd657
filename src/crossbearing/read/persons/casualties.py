"""Killed, wounded, missing, captured: who and how many, as written.

"wounded soldiers" is a state and no count; "no casualties reported" is none reported and not zero; a negated or planned
killing gives nothing; "58, including 11 children" gives a whole and a part; two groups joined by "and" are parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from crossbearing.model.actors import Stance
from crossbearing.model.claims import WHOLE
from crossbearing.model.values import Count, CountKind, CountState
from crossbearing.read.mentions import Mention
from crossbearing.read.persons.alone import alone
from crossbearing.read.persons.asides import asides, cut
from crossbearing.read.persons.deeds import deeds
from crossbearing.read.persons.groups import Phrase, describe_group, phrase_behind, words_of, words_of_toll
from crossbearing.read.persons.listed import PersonList, person_lists, told_in_list
from crossbearing.read.persons.parts import (
    among_those,
    besides,
    exceeds,
    hurt_besides,
    made_up_of,
    some_of_them,
)
from crossbearing.read.persons.shares import inherited, of_the_wounded, shares
from crossbearing.read.persons.subsets import fatally_hit, some_of_more, sums
from crossbearing.read.persons.tied import Tied, surest
from crossbearing.read.persons.tying import countable, tie
from crossbearing.read.persons.uncounted import uncounted
from crossbearing.read.sentences.grammar import lemma
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.tree import Doc, written
from crossbearing.read.values.numbers import Number
from crossbearing.resources.lexicon import Lexicon

__all__ = ["CUMULATIVE", "casualties"]

_CONFIRMED = frozenset({"confirm", "confirmed", "verify", "verified", "documented"})
CUMULATIVE = "cumulative"
"""Scope of a toll that runs over a whole war or over years."""

# Before four digits these tell a year and no count.
_DATED = frozenset(
    """in january february march april may june july august september october november december since until
    jan feb mar apr jun jul aug sep sept oct nov dec early late mid""".split()  # noqa: SIM905
)


_WHENCE = frozenset({"in", "since", "until", "early", "late", "mid"})


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
    tied = (entry for number in numbers for entry in tie(doc, number, numbers, tables))
    told = (entry for number in numbers for entry in (*shares(doc, number, tables), *among_those(doc, number, tables)))
    kept = surest([*tied, *told])
    kept = some_of_more(doc, [entry for entry in kept if not _day_of_month(doc, entry.number, entry.phrase)])
    kept = [*kept, *fatally_hit(doc, kept, numbers, tables)]
    kept = [*kept, *hurt_besides(doc, kept, numbers, tables)]
    kept = of_the_wounded(doc, inherited(doc, kept, numbers, tables), tables)
    kept = [*kept, *besides(doc, kept, numbers, tables)]
    kept = _with_parts(doc, kept, numbers, tables)
    lists = person_lists(parsed, kept, tables)
    listed = frozenset(head for one in lists for head in one.heads)
    kept = _joined(doc, _in_lists(doc, _with_guesses(doc, kept, numbers, tables), lists), tables)
    for entry in kept:
        mention = _mention(parsed, entry, tables)
        if mention is not None:
            yield mention
    yield from (told_in_list(parsed, one) for one in lists)
    yield from sums(parsed, kept, {one.slot for one in lists})
    counted = {position for entry in kept for position in range(entry.number.first, entry.last + 1)}
    yield from alone(parsed, kept, counted | listed, tables)
    yield from uncounted(parsed, counted, tables, listed)
    yield from deeds(parsed, counted | listed, tables)


def _in_lists(doc: Doc, kept: list[Tied], lists: Sequence[PersonList]) -> list[Tied]:
    """Return the tied numbers, those that count some persons of a list as parts of it ("a man and his two sons")."""
    cores = {core for one in lists for core in one.cores}
    return [
        replace(entry, scope=f"part: {written(doc[entry.phrase.first : entry.phrase.last + 1]).lower()}")
        if entry.number.core in cores and entry.phrase is not None and not entry.scope
        else entry
        for entry in kept
    ]


def _part_word(doc: Doc, number: Number, tables: Lexicon) -> int | None:
    """Return the token where "of whom", "among those" and the like stand right before a number, or None."""
    for phrase in tables.harm.parts:
        parts = phrase.split()
        for gap in (0, 1):
            first = number.first - len(parts) - gap
            if first >= 0 and [token.lower_ for token in doc[first : first + len(parts)]] == parts:
                return first
    return None


def _with_parts(doc: Doc, kept: list[Tied], numbers: Sequence[Number], tables: Lexicon) -> list[Tied]:
    """Return the tied numbers with those behind "including", and with a total before ", of whom 62 were killed"."""
    found = {entry.number.core: entry for entry in kept}
    for number in numbers:
        opened = _part_word(doc, number, tables)
        if opened is None or doc[opened].lower_ not in {"of", "among"} or number.core not in found:
            continue
        earlier = numbers[numbers.index(number) - 1] if numbers.index(number) else None
        if earlier is not None and earlier.core in found:
            if found[earlier.core].trigger == found[number.core].trigger and doc[opened + 1].lower_ != "them":
                # "160 in all, of whom 62 were killed": the word belongs to the part, and the whole is something else.
                del found[earlier.core]
                found.update({entry.number.core: entry for entry in _total_before(doc, number, numbers, tables)})
        else:
            found.update({entry.number.core: entry for entry in _total_before(doc, number, numbers, tables)})
    found.update({entry.number.core: entry for entry in made_up_of(doc, list(found.values()), numbers, tables)})
    for number in numbers:
        phrase = some_of_them(doc, number, tables)
        before = [entry for entry in found.values() if entry.number.core < number.core and not entry.scope]
        if phrase is not None and before and number.core not in found and not exceeds(number, before[-1].number):
            scope = f"part: {written(doc[phrase.first : phrase.last + 1]).lower()}"
            found[number.core] = Tied(before[-1].slot, number, phrase, before[-1].trigger, 0.75, scope=scope)
    for aside in asides(doc, tables.harm):
        wholes = [entry for entry in found.values() if entry.number.core < aside.opened and not entry.scope]
        if not wholes:
            continue
        whole = max(wholes, key=lambda entry: entry.number.core)
        told = cut(doc, aside, tables.harm) if whole.trigger < aside.opened else aside
        for number in numbers:
            if not told.first <= number.core <= told.last:
                continue
            own = found.get(number.core)
            apart = own is not None and told.first <= own.trigger <= told.last and own.trigger != whole.trigger
            phrase = phrase_behind(doc, number.last)
            if apart or phrase is None or not countable(doc, phrase, tables) or exceeds(number, whole.number):
                continue
            scope = f"part: {written(doc[phrase.first : phrase.last + 1]).lower()}"
            found[number.core] = Tied(whole.slot, number, phrase, whole.trigger, 0.75, scope=scope)
    return sorted(found.values(), key=lambda entry: entry.number.core)


def _with_guesses(doc: Doc, kept: list[Tied], numbers: Sequence[Number], tables: Lexicon) -> list[Tied]:
    """Return the tied numbers with a supposed one behind them ("62 soldiers died, and possibly more than 100")."""
    found = list(kept)
    tied = {entry.number.core for entry in kept}
    for number in numbers:
        before = [token.lower_ for token in doc[max(0, number.first - 2) : number.first]]
        if number.core in tied or not set(before) & tables.numbers.guesses or number.state is CountState.NONE:
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


def _joined(doc: Doc, kept: list[Tied], tables: Lexicon) -> list[Tied]:
    """Return the tied numbers, those of one trigger joined by "and" as parts ("3 soldiers and 5 civilians").

    "Six members of the family, four children and two women," is a whole with its parts; "at least 52 and, it is said,
    up to 68 civilians" are two ends of one answer and no parts.
    """
    groups: dict[tuple[str, int], list[Tied]] = {}
    for entry in kept:
        if not entry.toll and not entry.scope and not entry.guess:
            groups.setdefault((entry.slot, entry.trigger), []).append(entry)
    parts: dict[int, str] = {}
    for group in groups.values():
        if len(group) < 2:
            continue
        whole = group[0] if _opens_list(doc, group, tables) or _two_ends(doc, group, tables) else None
        for entry in group:
            if (
                entry.phrase is not None
                and entry is not whole
                and not (whole and _two_ends(doc, [whole, entry], tables))
            ):
                parts[entry.number.core] = f"part: {written(doc[entry.phrase.first : entry.phrase.last + 1]).lower()}"
    return [
        replace(entry, scope=parts[entry.number.core]) if entry.number.core in parts and not entry.scope else entry
        for entry in kept
    ]


def _opens_list(doc: Doc, group: Sequence[Tied], tables: Lexicon) -> bool:
    """Tell whether the first number of a list is the whole that the others, set behind a mark, break down."""
    first, others = group[0], group[1:]
    if first.phrase is None:
        return False
    size = first.number.high if first.number.high is not None else first.number.low
    listed = [entry.number.low for entry in others if entry.number.low is not None]
    if len(others) > 1 and sum(listed) == size:
        return True
    if lemma(doc[first.phrase.head]) not in tables.persons.whole:
        return False
    behind = doc[first.phrase.last + 1].lower_ if first.phrase.last + 1 < len(doc) else ""
    fits = size is None or first.number.high is None or sum(listed) <= size
    told_apart = all(
        entry.phrase is not None
        and not {"others", "other"} & {token.lower_ for token in doc[entry.number.last : entry.phrase.last + 1]}
        and bool(
            {lemma(token) for token in doc[entry.phrase.first : entry.phrase.last + 1]}
            & (tables.persons.age | tables.persons.female | tables.persons.male | tables.persons.role)
        )
        for entry in others
    )
    if behind == ":" and fits:
        return True  # "four lives: three rangers and a guide"
    return behind in {",", "(", "-", "\u2013", "\u2014", ":"} and fits and told_apart


def _two_ends(doc: Doc, group: Sequence[Tied], tables: Lexicon) -> bool:
    """Tell whether two numbers are floor and ceiling of one answer ("at least 11 and up to 30 civilians")."""
    first, last = group[0], group[-1]
    if len(group) != 2 or last.number.low is not None or first.number.low is None or last.number.high is None:
        return False
    nouns = {lemma(doc[entry.phrase.head]) for entry in (first, last) if entry.phrase is not None}
    return last.number.high > first.number.low and (len(nouns) < 2 or nouns <= tables.persons.whole)


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
    words = words_of(doc, phrase.first, phrase.last) if phrase is not None else words_of_toll(doc, entry.trigger)
    group = describe_group(parsed.words(number.first, entry.last), count, words, tables, _affiliation(doc, phrase))
    near = entry.trigger if not entry.scope or abs(entry.trigger - number.first) < 6 else number.first
    start, end = parsed.range(min(number.first, near), max(entry.last, near))
    scope = entry.scope or (_limits_of_none(doc, entry.trigger) if state is CountState.NONE else "")
    if not scope and phrase is not None and state is CountState.NUMBER:
        scope = _own_people(doc, phrase, tables)
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


def _day_of_month(doc: Doc, number: Number, phrase: Phrase | None) -> bool:
    """Tell whether a number behind a month tells a day ("the Jan. 13 shooting death of a clerk")."""
    before = doc[number.core - 1].lower_.rstrip(".") if number.core else ""
    several = number.low is not None and number.low > 1
    return before in _DATED and several and (phrase is None or doc[phrase.head].tag_ == "NN") and before not in _WHENCE


def _own_people(doc: Doc, phrase: Phrase, tables: Lexicon) -> str:
    """Return as a scope "members of the agency's staff", "our colleagues": a body tells of its own, not of all."""
    own: Any = tables.raw["casualties"]["own"]
    for token in doc[phrase.first : phrase.last + 1]:
        owned = any(other.dep_ == "poss" for other in token.children)
        if lemma(token) in own["words"] and owned:
            return f"part: {written(doc[phrase.first : phrase.last + 1]).lower()}"
    return ""


def _of_a_war(parsed: Parsed, count: Count, tables: Lexicon) -> bool:
    """Tell whether a count is the toll of a whole war or of years, and not of one happening."""
    size = count.low if count.low is not None else count.high
    raw: Any = tables.raw["casualties"]["cumulative"]
    if any(re.search(words, parsed.sentence.text, re.IGNORECASE) for words in raw["any_size"]):
        return True
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
            return f"part: {written(doc[token.i : token.right_edge.i + 1]).lower()}"
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
        return written(doc[phrase.head + 1 : phrase.last + 1]).removeprefix("of ").strip()
    return ""
