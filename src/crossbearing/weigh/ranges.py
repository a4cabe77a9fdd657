"""Ranges under three practices side by side: Airwars, UCDP and ACLED, from the answers that somebody still gives.

The practices clash on purpose: Airwars keeps lowest and highest figure for each category of persons, UCDP gives a best
figure between a low and a high one, ACLED one total and the most conservative. Vague words become numbers only where a
practice is known to have one for them, and stay words elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crossbearing.model.findings import Finding, Holding
from crossbearing.model.ids import normalised_words
from crossbearing.model.ranges import Practice, PracticeRange
from crossbearing.model.values import Count, CountKind, CountState, Group, PersonStatus

__all__ = ["ranges_of"]

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

_AIRWARS = (
    "Lowest and highest figure for each category of persons, without a midpoint; where their status is contested the "
    "minimum is 0 in both.",
    "https://airwars.org/about/methodology/ and the fields killed_min, killed_max of its published records",
)
_UCDP = (
    "Lowest and highest reliable total, and the most likely one between them.",
    "UCDP Georeferenced Event Dataset, codebook, fields best, low and high (https://ucdp.uu.se/downloads/)",
)
_ACLED = (
    "One total for the event; where reports differ or are vague the most conservative, and the dispute is noted.",
    "https://acleddata.com/knowledge-base/faqs-acled-fatality-methodology/",
)

_CATEGORIES: Mapping[PersonStatus, str] = {
    PersonStatus.CIVILIAN: "civilians",
    PersonStatus.MEDICAL: "civilians",
    PersonStatus.JOURNALIST: "civilians",
    PersonStatus.MILITARY: "belligerents",
    PersonStatus.FIGHTER: "belligerents",
    PersonStatus.POLICE: "police",
    PersonStatus.MIXED: "of several statuses",
    PersonStatus.UNSTATED: "status not stated",
}


@dataclass(frozen=True, slots=True)
class _Figure:
    """One standing answer as numbers under one practice; both None for a word without a number."""

    holding: Holding
    category: str
    low: int | None
    high: int | None
    floor: bool = False
    word: str = ""


def ranges_of(finding: Finding) -> tuple[PracticeRange, ...]:
    """Return the ranges that the three practices would make of a finding.

    Args:
        finding: On the number of killed, or of wounded, of which only Airwars keeps a range. Parts of a toll have none.

    Returns:
        One range of Airwars a category, then UCDP's and ACLED's; none where nobody gives an answer or the question is
        another one. Replaced and withdrawn figures, and what is denied, count in none of them.
    """
    if finding.slot not in (_DEATHS, _INJURIES) or finding.scope.startswith("part") or "; part" in finding.scope:
        return ()
    standing = list(_standing(finding))
    if not standing:
        return ()
    found = _airwars(_figures(standing, _AIRWARS_WORDS))
    if finding.slot == _DEATHS:
        found += [_ucdp(_figures(standing, {})), _acled(_figures(standing, _ACLED_WORDS))]
    return tuple(found)


def _standing(finding: Finding) -> Iterable[Holding]:
    for position in finding.positions:
        if not position.superseded:
            yield from (holding for holding in position.holdings if holding.current and not holding.denied)
    yield from (holding for holding in finding.spanning if holding.current and not holding.denied)


def _figures(standing: Iterable[Holding], words: Mapping[str, tuple[int, int]]) -> list[_Figure]:
    found = []
    for holding in standing:
        value = holding.value
        count = value.count if isinstance(value, Group) else value
        if not isinstance(count, Count) or count.kind in (CountKind.PART, CountKind.NEW):
            continue
        category = _CATEGORIES[value.status if isinstance(value, Group) else PersonStatus.UNSTATED]
        if count.state is CountState.NONE:
            found.append(_Figure(holding, category, 0, 0))
        elif count.state is CountState.NUMBER:
            ends = [end for end in (count.low, count.high) if end is not None]
            found.append(_Figure(holding, category, min(ends), max(ends), floor=count.high is None))
        elif count.state is CountState.VAGUE:
            word = count.word or count.text
            low, high = words.get(normalised_words(word), (None, None))
            found.append(_Figure(holding, category, low, high, word=word))
    return found


def _airwars(figures: Sequence[_Figure]) -> list[PracticeRange]:
    by_category: dict[str, list[_Figure]] = {}
    for figure in figures:
        by_category.setdefault(figure.category, []).append(figure)
    numbered = {category for category, listed in by_category.items() if any(one.high for one in listed)}
    contested = {"civilians", "belligerents"} <= numbered
    found = []
    for category, listed in by_category.items():
        low, high, claims = _ends(listed)
        notes = list(_notes(listed))
        if contested and category in ("civilians", "belligerents") and low is not None:
            low = 0
            notes.append("accounts differ on whether they were civilians")
        if category == "status not stated":
            notes.append("Airwars takes persons for civilians unless local sources give evidence otherwise")
        found.append(
            PracticeRange(Practice.AIRWARS, category, low, None, high, *_AIRWARS, claims, _left(listed), tuple(notes))
        )
    return found


def _ucdp(figures: Sequence[_Figure]) -> PracticeRange:
    low, high, claims = _ends(figures)
    best = low if low == high else None
    notes = list(_notes(figures))
    if best is None and low is not None:
        notes.append("the most likely figure is for a person to judge")
    return PracticeRange(Practice.UCDP, "", low, best, high, *_UCDP, claims, _left(figures), tuple(notes))


def _acled(figures: Sequence[_Figure]) -> PracticeRange:
    low, high, _claims = _ends(figures)
    claims = _claims_of(figure for figure in figures if figure.low is not None and figure.low == low)
    notes = ("reports differ: the dispute is to be noted",) if low != high else ()
    return PracticeRange(Practice.ACLED, "", None, low, None, *_ACLED, claims, _left(figures), notes)


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
