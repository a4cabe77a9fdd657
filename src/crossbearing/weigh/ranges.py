"""Ranges under three practices side by side: Airwars, UCDP and ACLED, from the answers that somebody still gives.

The practices clash on purpose: Airwars keeps lowest and highest figure for each category of persons, UCDP gives a best
figure between a low and a high one, ACLED one total and the most conservative. Vague words become numbers only where a
practice is known to have one for them, and stay words elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from crossbearing.model.claims import LEFT_OUT
from crossbearing.model.findings import Finding, Holding
from crossbearing.model.grades import SignedGrade
from crossbearing.model.ids import normalised_words
from crossbearing.model.ranges import Known, Practice, PracticeRange
from crossbearing.model.values import Count, CountKind, CountState, Group, PersonStatus, Value
from crossbearing.weigh.categories import CIVILIANS, COMBATANTS, NOT_STATED, category_of, part_category
from crossbearing.weigh.sides import ATTACKER

__all__ = ["ranges_of", "with_best"]

_DEATHS, _INJURIES = "killed", "wounded"

_AIRWARS_WORDS: Mapping[str, tuple[int, int]] = {
    "several": (2, 2),
    "others": (2, 2),
    "a number of": (2, 2),
    "dozens": (12, 24),
    "large numbers": (12, 24),
}
"""As applied on Airwars' incident pages of October 2023 (such as ISPT0007 and ISPT0136); no written rule is known."""

_ACLED_WORDS: Mapping[str, tuple[int, int]] = {"tens": (10, 10), "dozens": (12, 12), "hundreds": (100, 100)}
"""ACLED, FAQs on fatality methodology."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a practice does, where that can be read, and how it is known."""

    practice: Practice
    text: str
    source: str
    known: Known

    def range(
        self,
        category: str,
        ends: tuple[int | None, int | None, int | None],
        *,
        claims: tuple[str, ...],
        words: tuple[str, ...],
        notes: tuple[str, ...],
    ) -> PracticeRange:
        """Return a range by this rule; `ends` are low, best and high."""
        low, best, high = ends
        return PracticeRange(
            practice=self.practice,
            category=category,
            low=low,
            best=best,
            high=high,
            rule=self.text,
            source=self.source,
            claims=claims,
            words=words,
            notes=notes,
            known=self.known,
        )


_AIRWARS = _Rule(
    Practice.AIRWARS,
    "Lowest and highest figure for each category of persons, without a midpoint; where their status is contested the "
    "minimum is 0 in both.",
    "https://airwars.org/about/methodology/ and the fields killed_min, killed_max of its published records",
    Known.INFERRED,
)
_UCDP = _Rule(
    Practice.UCDP,
    "Lowest and highest reliable total, and the most likely one between them.",
    "UCDP Georeferenced Event Dataset, codebook, fields best, low and high (https://ucdp.uu.se/downloads/)",
    Known.SECONDARY,
)
_ACLED = _Rule(
    Practice.ACLED,
    "One total for the event; where reports differ or are vague the most conservative, and the dispute is noted.",
    "https://acleddata.com/knowledge-base/faqs-acled-fatality-methodology/",
    Known.SECONDARY,
)


@dataclass(frozen=True, slots=True)
class _Figure:
    """One standing answer as numbers under one practice; both None for a word without a number.

    Args:
        holding: Who gives it.
        category: Whom it counts.
        low: Lowest number.
        high: Highest number.
        floor: Whether it is a floor ("at least").
        word: The vague word, where it is one.
        of_one_kind: Whether it says that none of one status were harmed, which is no total.
    """

    holding: Holding
    category: str
    low: int | None
    high: int | None
    floor: bool = False
    word: str = ""
    of_one_kind: bool = False


def ranges_of(
    finding: Finding, sides: Mapping[str, frozenset[str]] | None = None, *, best: Sequence[SignedGrade] = ()
) -> tuple[PracticeRange, ...]:
    """Return the ranges that the three practices would make of a finding.

    Args:
        finding: On the number of killed, or of wounded, of which only Airwars keeps a range. Parts of a toll that are a
            category of Airwars' own (civilians, belligerents, children, women, medical personnel, journalists) have its
            range alone.
        sides: For each family the sides of the conflict it is on, as far as the accounts show them.
        best: Best figures that people have signed for UCDP's field, latest of each person.

    Returns:
        One range of Airwars a category, then UCDP's and ACLED's; none where nobody gives an answer or the question is
        another one. Replaced and withdrawn figures, what is denied, and floors that a body
        has since put as a number, count in none of them; a vague word stays a word beside a number of who says it.
    """
    if finding.slot not in (_DEATHS, _INJURIES) or finding.scope.startswith("event"):
        return ()
    if finding.scope.endswith(LEFT_OUT):
        return ()  # whom a count leaves out is in no range of it
    part = ""
    if finding.scope.startswith("part"):
        part = part_category(finding.scope, [position.value for position in finding.positions])
        if not part:
            return ()
    standing = _without_earlier_floors(list(_standing(finding)))
    if not standing:
        return ()
    found = _airwars(_figures(standing, _AIRWARS_WORDS, part), sides or {})
    if finding.slot == _DEATHS and not part:
        found += [
            with_best(_ucdp(_figures(standing, {})), best),
            _acled(_figures(standing, _ACLED_WORDS)),
        ]
    return tuple(replace(one, finding=finding.id) for one in found)


def with_best(found: PracticeRange, signed: Sequence[SignedGrade]) -> PracticeRange:
    """Return UCDP's range with the best figure that people signed, if all of them gave the same one."""
    if not signed:
        return found
    figures = {grade.grade for grade in signed}
    names = ", ".join(dict.fromkeys(grade.who for grade in signed))
    if len(figures) > 1:
        return replace(found, notes=(*found.notes, f"people differ on the best figure: {', '.join(sorted(figures))}"))
    notes = tuple(note for note in found.notes if note != _LEFT_TO_A_PERSON)
    return replace(found, best=int(figures.pop()), best_by=names, notes=notes)


_LEFT_TO_A_PERSON = "the most likely figure is for a person to judge"


def _standing(finding: Finding) -> Iterable[Holding]:
    for position in finding.positions:
        if not position.superseded:
            yield from (holding for holding in position.holdings if holding.current and not holding.denied)
    yield from (holding for holding in finding.spanning if holding.current and not holding.denied)


def _without_earlier_floors(standing: list[Holding]) -> list[Holding]:
    """Return the holdings without those floors and words of a family that it has since put as a number.

    "At least 34" on the first day and 47 on the third, both of one body, are one toll as far as it was known:
    both can be true, and what the body counts is 47.
    """
    numbers: dict[str, list[str]] = {}
    for one in standing:
        for who in {one.family, one.holder} - {""} if one.value.point else ():
            numbers.setdefault(who, []).append(one.said_at)
    early = [one for one in standing if not one.value.point and _since_a_number(one, numbers)]
    # Who names nobody for a floor keeps none that those who were named for it have put as a number.
    families = {one.family for one in early if one.holder} - {""}
    return [
        one for one in standing if one not in early and (one.holder or one.value.point or one.family not in families)
    ]


def _since_a_number(floor: Holding, numbers: Mapping[str, Sequence[str]]) -> bool:
    """Whether a body that gave a floor gave a number on a later day, by the days on which each gave numbers."""
    given = [day for who in {floor.family, floor.holder} - {""} for day in numbers.get(who, ())]
    return bool(floor.said_at) and any(day[:10] > floor.said_at[:10] for day in given)


def _figures(standing: Iterable[Holding], words: Mapping[str, tuple[int, int]], part: str = "") -> list[_Figure]:
    found = []
    standing = list(standing)
    # Who says "at least 15, and probably dozens" has given a number: a word is coded only in place of one.
    numbered = {who for one in standing if _number(one.value) for who in (one.family, one.holder)} - {""}
    for holding in standing:
        value = holding.value
        count = value.count if isinstance(value, Group) else value
        if not isinstance(count, Count) or (count.kind in (CountKind.PART, CountKind.NEW) and not part):
            continue
        status = value.status if isinstance(value, Group) else PersonStatus.UNSTATED
        category = part or category_of(status)
        if count.state is CountState.NONE:
            of_one_kind = status is not PersonStatus.UNSTATED or (isinstance(value, Group) and _described(value))
            found.append(_Figure(holding, category, 0, 0, of_one_kind=of_one_kind))
        elif count.state is CountState.NUMBER:
            ends = [end for end in (count.low, count.high) if end is not None]
            found.append(_Figure(holding, category, min(ends), max(ends), floor=count.high is None))
        elif count.state is CountState.VAGUE:
            word = count.word or count.text
            coded = {} if {holding.family, holding.holder} & numbered else words
            low, high = coded.get(normalised_words(word), (None, None))
            found.append(_Figure(holding, category, low, high, word=word))
    return found


def _number(value: Value) -> bool:
    count = value.count if isinstance(value, Group) else value
    return isinstance(count, Count) and count.state is CountState.NUMBER


def _described(value: Group) -> bool:
    return bool(value.age or value.sex or value.role or value.affiliation)


def _airwars(figures: Sequence[_Figure], sides: Mapping[str, frozenset[str]]) -> list[PracticeRange]:
    by_category: dict[str, list[_Figure]] = {}
    for figure in figures:
        by_category.setdefault(figure.category, []).append(figure)
    # That they were combatants, said by those who struck alone, is context and contests nothing.
    others = [figure for figure in by_category.get(COMBATANTS, ()) if not _by_attacker(figure, sides)]
    numbered = {category for category, listed in by_category.items() if any(one.high for one in listed)}
    by_attacker_alone = COMBATANTS in numbered and not any(one.high for one in others)
    contested = {CIVILIANS, COMBATANTS} <= numbered and not by_attacker_alone
    found = []
    for category, listed in by_category.items():
        low, high, claims = _ends(listed)
        notes = list(_notes(listed))
        if contested and category in (CIVILIANS, COMBATANTS) and low is not None:
            low = 0
            notes.append("accounts differ on whether they were civilians")
        if category == COMBATANTS and by_attacker_alone and any(one.high for one in listed):
            notes.append("said only by the side said to have struck: Airwars keeps that as context")
        if category == NOT_STATED:
            notes.append("Airwars takes persons for civilians unless local sources give evidence otherwise")
        found.append(
            _AIRWARS.range(category, (low, None, high), claims=claims, words=_left(listed), notes=tuple(notes))
        )
    return found


def _by_attacker(figure: _Figure, sides: Mapping[str, frozenset[str]]) -> bool:
    return sides.get(figure.holding.family, frozenset()) == {ATTACKER}


def _totals(figures: Sequence[_Figure]) -> tuple[list[_Figure], tuple[str, ...]]:
    """Return the figures that are totals, and what to say of the others."""
    totals = [figure for figure in figures if not figure.of_one_kind]
    notes: tuple[str, ...] = ()
    if len(totals) < len(figures):
        notes += ("that none of one kind were harmed is no total",)
    kinds = {figure.category for figure in totals if figure.low is not None} - {NOT_STATED}
    outlets = [{outlet for one in totals if one.category == kind for outlet in one.holding.outlets} for kind in kinds]
    if len(kinds) > 1 and set.intersection(*outlets):
        notes += ("figures that one report gives for different persons may add up; they are not added here",)
    return totals, notes


def _ucdp(figures: Sequence[_Figure]) -> PracticeRange:
    totals, told = _totals(figures)
    low, high, claims = _ends(totals)
    best = low if low == high else None
    notes = [*_notes(totals), *told]
    if best is None and low is not None:
        notes.append(_LEFT_TO_A_PERSON)
    return _UCDP.range("", (low, best, high), claims=claims, words=_left(figures), notes=tuple(notes))


def _acled(figures: Sequence[_Figure]) -> PracticeRange:
    totals, told = _totals(figures)
    low, high, _claims = _ends(totals)
    claims = _claims_of(figure for figure in totals if figure.low is not None and figure.low == low)
    notes = ("reports differ: the dispute is to be noted",) if low != high else ()
    return _ACLED.range("", (None, low, None), claims=claims, words=_left(figures), notes=(*notes, *told))


def _ends(figures: Sequence[_Figure]) -> tuple[int | None, int | None, tuple[str, ...]]:
    numbers = [figure for figure in figures if figure.low is not None and figure.high is not None]
    if not numbers:
        return None, None, ()
    low = min(figure.low for figure in numbers if figure.low is not None)
    high = max(figure.high for figure in numbers if figure.high is not None)
    return low, high, _claims_of(figure for figure in numbers if figure.low == low or figure.high == high)


def _claims_of(figures: Iterable[_Figure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim for figure in figures for claim in figure.holding.claims))


def _left(figures: Iterable[_Figure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(figure.word for figure in figures if figure.word and figure.low is None))


def _notes(figures: Sequence[_Figure]) -> Iterable[str]:
    _low, high, _claims = _ends(figures)
    if any(figure.floor and figure.high == high for figure in figures):
        yield "the highest figure is given as a floor"
