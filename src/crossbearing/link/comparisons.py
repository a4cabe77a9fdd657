"""The table of named comparisons: what speaks for and against two strands being about one happening.

Each comparison reads as a fact and carries a weight in the manner of log-odds; the sum is compared with a threshold.
The weights were set by hand on invented reports, then fitted on a development set with a pull towards them, and tried
on others (docs/method/linking.md); a weight of `AGAINST` rules a pair out.
`LOOSE_THRESHOLD` is for strands without a place or a day, and only where a single group is meant.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from crossbearing.link.kinds import alike, same_kinds
from crossbearing.link.pair import LITTLE, MANY, MOST, SEVERAL, SOME, UNLIKE, Pair
from crossbearing.link.strands import Strand, Toll
from crossbearing.link.usual import NOTHING_USUAL, Usual

__all__ = ["AGAINST", "COMPARISONS", "LOOSE_THRESHOLD", "THRESHOLD", "Scored", "score"]

AGAINST = -math.inf
"""A weight that no sum of others outweighs."""

THRESHOLD = 3.5
"""Sum of weights from which two reports tell of one happening."""

LOOSE_THRESHOLD = 3.0
"""The same where only one incident can be meant."""

_BEYOND_DOUBT = 7.0  # twice the threshold
_APART = 40_000.0  # metres beyond the stated areas
_TELLING = 5  # a toll from here on is seldom shared by chance
_WEEKS, _MONTHS = 21, 120  # days
_AGES_APART = 2  # years: a trial comes later
_BROUGHT_OUT = timedelta(days=5)  # news is mostly printed within so many days


@dataclass(frozen=True, slots=True)
class Scored:
    """The score of a pair and the facts it rests on, strongest first.

    Args:
        value: Sum of weights.
        reasons: Names of the comparisons that speak for it.
        by_words: Whether the words are so alike that it needs neither place nor day.
        sure: Whether a misread day or place of other reports in the groups need not keep it apart.
    """

    value: float
    reasons: tuple[str, ...]
    by_words: bool = False
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """A named comparison.

    Args:
        name: Reads as a fact.
        weight: What it adds.
        holds: Whether it is so.
    """

    name: str
    weight: float
    holds: Callable[[Pair], bool]


def score(one: Strand, other: Strand, usual: Usual = NOTHING_USUAL) -> Scored:
    """Return how much speaks for two strands being about one happening.

    Args:
        one: A strand.
        other: Another one.
        usual: What is usual in their case.
    """
    pair = Pair(one, other, usual)
    if (pair.hopeless and not (_same_person(pair) or _person_named(pair))) or any(
        comparison.holds(pair) for comparison in _AGAINST
    ):
        return Scored(AGAINST, ())
    held = [comparison for comparison in COMPARISONS if comparison.holds(pair)]
    total = sum(comparison.weight for comparison in held)
    held.sort(key=lambda comparison: (-comparison.weight, comparison.name))
    return Scored(
        value=total,
        reasons=tuple(comparison.name for comparison in held if comparison.weight > 0),
        by_words=pair.likeness >= SEVERAL or _same_person(pair),
        sure=_sure(pair, total),
    )


def _sure(pair: Pair, total: float) -> bool:
    """Whether a misread day or place of others in the groups need not keep two reports apart."""
    if total >= THRESHOLD and (_same_person(pair) or (_person_named(pair) and pair.likeness >= SEVERAL)):
        return True
    if total >= _BEYOND_DOUBT and (_same_day(pair) or pair.likeness >= MOST):
        return True
    alike = (pair.likeness >= SEVERAL and _tolls_agree(pair)) or (pair.likeness >= MANY and pair.same_place)
    return total >= THRESHOLD and alike and _same_day(pair) and pair.days_early == 0


def _same_place(pair: Pair) -> bool:
    return pair.same_place


def _near_place(pair: Pair) -> bool:
    return pair.near_place


def _busy_place(pair: Pair) -> bool:
    """Where something is told of every few days, the place alone says little."""
    return pair.busy_place


def _same_area(pair: Pair) -> bool:
    return not pair.same_place and not pair.near_place and pair.beyond is not None and pair.beyond <= 0


def _same_place_name(pair: Pair) -> bool:
    if pair.same_place or pair.near_place:
        return False
    if all(place.located for strand in (pair.one, pair.other) for place in strand.places):
        return False
    return pair.same_name


def _same_name_elsewhere(pair: Pair) -> bool:
    """Both name a place alike, and it was found at two places: one of them may be misread."""
    return pair.same_name and not _same_place_name(pair) and pair.beyond is not None and pair.beyond > _APART


def _far_apart(pair: Pair) -> bool:
    """All places of the one lie far from all of the other: one name misread among several rules out nothing."""
    return _places_far_apart(pair) and not _far_apart_in_like_words(pair)


def _far_apart_in_like_words(pair: Pair) -> bool:
    """On one day, with one toll, and they name so much alike that a misread place is likelier than two happenings."""
    return _places_far_apart(pair) and pair.likeness >= SOME and _same_day(pair) and _tolls_agree(pair)


def _places_far_apart(pair: Pair) -> bool:
    if pair.same_place or pair.near_place or pair.same_name or pair.by_name:
        return False
    return pair.beyond is not None and pair.beyond > _APART


def _other_place(pair: Pair) -> bool:
    """Two fine places that are not near each other, yet not too far to be one badly stated."""
    if pair.same_place or pair.near_place or pair.by_name or pair.fine_apart is None:
        return False
    return pair.beyond is not None and 0 < pair.beyond <= _APART


def _same_day(pair: Pair) -> bool:
    return pair.gap == 0 and pair.longest <= 2


def _overlapping_days(pair: Pair) -> bool:
    return pair.gap == 0 and pair.longest > 2


def _next_day(pair: Pair) -> bool:
    return pair.gap == 1


def _other_day(pair: Pair) -> bool:
    return pair.gap is not None and pair.gap > 1


def _published_before(pair: Pair) -> bool:
    """A report cannot tell of what happened after it came out."""
    return not _other_day(pair) and pair.days_early > 1


def _published_the_day_before(pair: Pair) -> bool:
    """It can by the clock of another zone, but seldom does."""
    return not _other_day(pair) and pair.days_early == 1


def _published_soon_after(pair: Pair) -> bool:
    if pair.gap is not None:
        return False
    for told, report in ((pair.one, pair.other), (pair.other, pair.one)):
        if told.days is not None and told.days.year_known and report.days is None and report.published is not None:
            return timedelta(days=-1) <= report.published - told.days.last <= _BROUGHT_OUT
    return False


def _published_together(pair: Pair) -> bool:
    if pair.one.days is not None or pair.other.days is not None:
        return False
    mine, theirs = pair.one.published, pair.other.published
    return mine is not None and theirs is not None and abs(mine - theirs) <= timedelta(days=3)


def _published_far_apart(pair: Pair) -> bool:
    """At least one of them tells no day, and they came out weeks apart."""
    return _WEEKS < _days_between(pair) <= _MONTHS


def _published_months_apart(pair: Pair) -> bool:
    return _days_between(pair) > _MONTHS


def _no_day_to_compare(pair: Pair) -> bool:
    """Where places are struck again and again, place and kind alone say little."""
    return pair.gap is None and (_latest(pair.one) is None or _latest(pair.other) is None)


def _other_weekday(pair: Pair) -> bool:
    """One tells of a Monday and the other of a Thursday, where no days can be compared."""
    if pair.gap is not None:
        return False
    mine, theirs = (one.days.weekdays if one.days is not None else one.weekdays for one in (pair.one, pair.other))
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def _days_between(pair: Pair) -> int:
    """Return how long after one report the other came out, where one tells no day; 0 where that is not known."""
    mine, theirs = _latest(pair.one), _latest(pair.other)
    return 0 if pair.gap is not None or mine is None or theirs is None else abs((mine - theirs).days)


def _latest(strand: Strand) -> date | None:
    return strand.days.last if strand.days is not None and strand.days.year_known else strand.published


def _same_toll(pair: Pair) -> bool:
    return any(toll.low >= _TELLING for toll in pair.one.tolls & pair.other.tolls)


def _same_small_toll(pair: Pair) -> bool:
    return not _same_toll(pair) and bool(pair.one.tolls & pair.other.tolls)


def _several_same_tolls(pair: Pair) -> bool:
    return len({toll.slot for toll in pair.one.tolls & pair.other.tolls}) > 1


def _no_toll_fits(pair: Pair) -> bool:
    mine = [toll for toll in pair.one.tolls if toll.slot == "killed"]
    theirs = [toll for toll in pair.other.tolls if toll.slot == "killed"]
    return bool(mine) and bool(theirs) and not any(_fit(one, other) for one in mine for other in theirs)


def _tolls_agree(pair: Pair) -> bool:
    """Whether a toll of the one is one of the other, and none of the dead contradicts it."""
    return bool(pair.one.tolls & pair.other.tolls) and not _no_toll_fits(pair)


def _fit(one: Toll, other: Toll) -> bool:
    return (one.high is None or other.low <= one.high) and (other.high is None or one.low <= other.high)


def _shared_party(pair: Pair) -> bool:
    return bool(pair.one.parties & pair.other.parties)


def _same_person(pair: Pair) -> bool:
    """Both name one person with one age: whom it struck, or whom it is laid to, on whatever day they tell of it."""
    mine, theirs = pair.one.words.aged, pair.other.words.aged
    return bool(mine and theirs) and any(
        abs(mine[person] - theirs[person]) <= _AGES_APART for person in mine.keys() & theirs.keys()
    )


def _person_named(pair: Pair) -> bool:
    """One names a person with an age whom the other names too."""
    mine, theirs = pair.one.words, pair.other.words
    if not (mine.aged or theirs.aged) or _same_person(pair):
        return False
    return not (mine.named.isdisjoint(theirs.aged) and theirs.named.isdisjoint(mine.aged))


def _same_kind(pair: Pair) -> bool:
    return same_kinds(pair.one.kinds, pair.other.kinds)


def _usual_kind(pair: Pair) -> bool:
    """A kind that most reports of the case tell brings no two of them together."""
    return pair.usual_kind


def _kinds_alike(pair: Pair) -> bool:
    return not _same_kind(pair) and alike(pair.one.kinds, pair.other.kinds)


def _other_kind(pair: Pair) -> bool:
    named = bool(pair.one.kinds) and bool(pair.other.kinds)
    return named and not _same_kind(pair) and not alike(pair.one.kinds, pair.other.kinds)


def _hardly_a_shared_name(pair: Pair) -> bool:
    mine, theirs = pair.one.words, pair.other.words
    told = mine.enough and theirs.enough and mine.cased == theirs.cased and not pair.one_table
    return told and pair.likeness < UNLIKE


def _few_shared_names(pair: Pair) -> bool:
    mine, theirs = pair.one.words, pair.other.words
    return mine.enough and theirs.enough and mine.cased == theirs.cased and UNLIKE <= pair.likeness < LITTLE


def _some_shared_names(pair: Pair) -> bool:
    return SOME <= pair.likeness < SEVERAL


def _several_shared_names(pair: Pair) -> bool:
    return SEVERAL <= pair.likeness < MANY


def _many_shared_names(pair: Pair) -> bool:
    return MANY <= pair.likeness < MOST


def _most_names_shared(pair: Pair) -> bool:
    return pair.likeness >= MOST


def _one_report(pair: Pair) -> bool:
    """Two stories of one report were told apart by it."""
    return pair.one.document == pair.other.document and not (pair.one.pinned or pair.other.pinned)


COMPARISONS: tuple[Comparison, ...] = (
    Comparison("same_place", 2.5, _same_place),
    Comparison("near_place", 2.0, _near_place),
    Comparison("busy_place", -1.5, _busy_place),
    Comparison("same_place_name", 2.2, _same_place_name),
    Comparison("same_area", 0.6, _same_area),
    Comparison("other_place", -0.9, _other_place),
    Comparison("same_name_elsewhere", -0.9, _same_name_elsewhere),
    Comparison("far_apart", -3.5, _far_apart),
    Comparison("far_apart_in_like_words", -1.4, _far_apart_in_like_words),
    Comparison("same_day", 2.0, _same_day),
    Comparison("overlapping_days", 0.7, _overlapping_days),
    Comparison("next_day", -0.5, _next_day),
    Comparison("other_day", -6.0, _other_day),
    Comparison("published_before_it_happened", -4.8, _published_before),
    Comparison("published_the_day_before", -1.8, _published_the_day_before),
    Comparison("published_soon_after", 1.0, _published_soon_after),
    Comparison("published_together", 0.5, _published_together),
    Comparison("published_far_apart", -1.7, _published_far_apart),
    Comparison("no_day_to_compare", -5.0, _no_day_to_compare),
    Comparison("published_months_apart", -3.1, _published_months_apart),
    Comparison("other_weekday", -3.0, _other_weekday),
    Comparison("same_toll", 2.1, _same_toll),
    Comparison("same_small_toll", 0.6, _same_small_toll),
    Comparison("several_same_tolls", 0.8, _several_same_tolls),
    Comparison("no_toll_fits", -0.5, _no_toll_fits),
    Comparison("shared_party", 0.5, _shared_party),
    Comparison("hardly_a_shared_name", -3.0, _hardly_a_shared_name),
    Comparison("few_shared_names", -1.2, _few_shared_names),
    Comparison("some_shared_rare_names", 1.3, _some_shared_names),
    Comparison("several_shared_rare_names", 3.0, _several_shared_names),
    Comparison("many_shared_rare_names", 4.9, _many_shared_names),
    Comparison("most_rare_names_shared", 5.6, _most_names_shared),
    Comparison("same_person_of_one_age", 7.8, _same_person),
    Comparison("person_with_age_named", 3.5, _person_named),
    Comparison("same_kind", 1.0, _same_kind),
    Comparison("usual_kind", -0.9, _usual_kind),
    Comparison("kinds_alike", 0.5, _kinds_alike),
    Comparison("other_kind", -1.2, _other_kind),
    Comparison("told_apart_by_one_report", AGAINST, _one_report),
)
"""What speaks for and against. The order is that of the question: where, when, how many, who, what."""

_AGAINST = tuple(comparison for comparison in COMPARISONS if comparison.weight == AGAINST)
