"""What comparing says of the answers that reports really give, case by case."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from crossbearing.model.errors import ModelError
from crossbearing.model.values import (
    ActorRef,
    Actors,
    Anchor,
    Category,
    Count,
    CountKind,
    CountState,
    Duration,
    Group,
    Items,
    PersonStatus,
    Place,
    Relation,
    TextValue,
    TimePrecision,
    When,
    YearStatus,
    ZoneStatus,
)

SAME, REFINES, REFINED_BY = Relation.SAME, Relation.REFINES, Relation.REFINED_BY
OVERLAPS, CONFLICTS, INCOMPARABLE = Relation.OVERLAPS, Relation.CONFLICTS, Relation.INCOMPARABLE


def number(low: int | None, high: int | None = -1, **more: object) -> Count:
    return Count("n", low, low if high == -1 else high, **more)


def vague(word: str) -> Count:
    return Count(word, state=CountState.VAGUE, word=word)


NONE = Count("none", state=CountState.NONE)
NONE_REPORTED = Count("no casualties were reported", state=CountState.NONE_REPORTED)
UNKNOWN = Count("", state=CountState.UNKNOWN)
STRIKES = {"unit": "strikes", "unit_defined": False}


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (number(62), number(62), SAME),
        (number(62), number(83), CONFLICTS),
        (number(62), number(60, 80), REFINES),
        (number(60, 80), number(62), REFINED_BY),
        (number(60, 80), number(70, 90), OVERLAPS),
        (number(62), number(15, None), REFINES),
        (number(62), number(83, None), CONFLICTS),
        (number(15, None), number(90, None), REFINED_BY),
        (number(62), number(None, 80), REFINES),
        (number(98), number(100, about=True), REFINES),
        (number(83), number(100, about=True), CONFLICTS),
        (number(90, about=True), number(90), REFINED_BY),
        (vague("dozens"), number(62), OVERLAPS),
        (vague("dozens"), vague("dozens"), INCOMPARABLE),
        (vague("some"), NONE, INCOMPARABLE),
        (NONE, number(0), SAME),
        (NONE, number(1), CONFLICTS),
        (NONE_REPORTED, NONE, INCOMPARABLE),
        (NONE_REPORTED, NONE_REPORTED, INCOMPARABLE),
        (UNKNOWN, number(3), INCOMPARABLE),
        (number(12, kind=CountKind.PART), number(62), INCOMPARABLE),
        (number(90, kind=CountKind.PART), number(62), CONFLICTS),
        (number(20, kind=CountKind.NEW), number(83), INCOMPARABLE),
        (number(4, **STRIKES), number(37, **STRIKES), INCOMPARABLE),
        (number(4, **STRIKES), number(4, **STRIKES), SAME),
        (number(4, unit="bombs"), number(4, unit="missiles"), INCOMPARABLE),
    ],
)
def test_counts(first, second, relation):
    """Ranges, open ends, vague words, parts and units stand to one another as the design says."""
    assert first.compare(second).relation is relation


def persons(count: Count, status: PersonStatus = PersonStatus.UNSTATED, **more: str) -> Group:
    return Group("g", count, status, **more)


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (persons(number(62), PersonStatus.MILITARY), persons(number(62), PersonStatus.CIVILIAN), CONFLICTS),
        (persons(number(62), PersonStatus.MILITARY), persons(number(62)), REFINES),
        (persons(number(62), PersonStatus.MILITARY), number(62), REFINES),
        (number(60, 80), persons(number(62), PersonStatus.MILITARY), REFINED_BY),
        (persons(number(62), PersonStatus.MILITARY), persons(number(60, 80), PersonStatus.FIGHTER), OVERLAPS),
        (persons(number(62), affiliation="Syrian"), persons(number(62, 80)), REFINES),
        (persons(number(62, 80), affiliation="Syrian"), persons(number(62)), OVERLAPS),
        (persons(vague("some"), PersonStatus.CIVILIAN), persons(vague("some"), PersonStatus.MILITARY), INCOMPARABLE),
    ],
)
def test_persons_harmed(first, second, relation):
    """Status is part of the answer: 62 soldiers and 62 civilians meet and are seen to differ."""
    assert first.compare(second).relation is relation


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (Items("i", "tank", number(3), "destroyed"), Items("i", "tank", number(3), "destroyed"), SAME),
        (Items("i", "tank", number(3), "destroyed"), Items("i", "tank", number(2), "destroyed"), CONFLICTS),
        (Items("i", "tank", number(3)), Items("i", "mortar", number(4)), INCOMPARABLE),
        (Items("i", "tank", number(3), "destroyed"), Items("i", "tank", number(3)), REFINES),
        (Items("i", "tank", number(3), "destroyed"), Items("i", "tank", number(3), "damaged"), OVERLAPS),
    ],
)
def test_things(first, second, relation):
    """Things are compared within one kind."""
    assert first.compare(second).relation is relation


def clock(hour: int, minute: int, offset: int | None = 180, day: int = 17, **more: object) -> When:
    moment = datetime(2016, 9, day, hour, minute)
    status = ZoneStatus.UNKNOWN if offset is None else ZoneStatus.STATED
    return When("t", moment, moment, TimePrecision.MINUTE, zone_status=status, utc_offset=offset,
                year_status=YearStatus.STATED, **more)  # fmt: skip


def of_any_day(hour: int, minute: int) -> When:
    at = 60 * hour + minute
    return When("t", precision=TimePrecision.MINUTE, utc_offset=180, clock=(at, at))


def days(start: datetime, length: int = 1, year: YearStatus = YearStatus.STATED, offset: int | None = None) -> When:
    return When("t", start, start + timedelta(days=length), TimePrecision.DAY, utc_offset=offset, year_status=year)


SEPTEMBER_17 = days(datetime(2016, 9, 17))
NO_YEAR = days(datetime(2000, 9, 17), year=YearStatus.UNKNOWN)


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (clock(17, 0), clock(15, 55), CONFLICTS),
        (clock(17, 0), clock(17, 10), REFINED_BY),
        (clock(16, 56), clock(16, 52), OVERLAPS),
        (clock(16, 56), clock(16, 51), CONFLICTS),
        (clock(17, 0), clock(14, 0, offset=0), SAME),
        (clock(17, 0), clock(17, 0, offset=None), INCOMPARABLE),
        (clock(17, 0), SEPTEMBER_17, OVERLAPS),
        (clock(17, 0, offset=None), SEPTEMBER_17, REFINES),
        (SEPTEMBER_17, NO_YEAR, REFINES),
        (days(datetime(2016, 9, 18)), NO_YEAR, CONFLICTS),
        (SEPTEMBER_17, days(datetime(2016, 9, 1), 30), REFINES),
        (SEPTEMBER_17, days(datetime(2016, 9, 18)), CONFLICTS),
        (days(datetime(2016, 9, 17), offset=180), days(datetime(2016, 9, 18), offset=600), OVERLAPS),
        (When("after", anchor=Anchor("after", "the strike")), clock(17, 0), INCOMPARABLE),
        (When("after", anchor=Anchor("after", "the strike")), When("x", anchor=Anchor("after", "The strike")), SAME),
        (When("some day"), SEPTEMBER_17, INCOMPARABLE),
        (of_any_day(17, 0), of_any_day(17, 5), REFINED_BY),
        (of_any_day(11, 30), of_any_day(6, 30), CONFLICTS),
        (of_any_day(17, 0), clock(17, 0), REFINED_BY),
        (of_any_day(17, 0), clock(20, 0), CONFLICTS),
        (of_any_day(17, 0), SEPTEMBER_17, OVERLAPS),
        (of_any_day(0, 0), of_any_day(23, 58), REFINED_BY),
    ],
)
def test_times(first, second, relation):
    """Precision, zones and unknown years decide whether times can be the same."""
    assert first.compare(second).relation is relation


def test_times_say_how_far_apart_and_in_which_zone():
    """The reason names the gap and the zone, so that a one-hour gap is not mistaken for a zone difference."""
    assert "65 min apart, same zone" in clock(17, 0).compare(clock(15, 55)).reason


HOUR = Duration("about an hour", 3600, 3600, about=True)


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (HOUR, Duration("an hour", 3600, 3600), REFINED_BY),
        (HOUR, Duration("50 minutes", 3000, 3000), CONFLICTS),
        (HOUR, Duration("over 20 minutes", 1200, None), REFINES),
        (HOUR, Duration("hours", vague=True), OVERLAPS),
        (HOUR, Duration(""), INCOMPARABLE),
    ],
)
def test_durations(first, second, relation):
    """Lengths compare like numbers; vague ones never conflict."""
    assert first.compare(second).relation is relation


AIRPORT = Place("Deir ez-Zor airport", "Deir ez-Zor airport", 35.285, 40.176, 2_000)
CITY = Place("Deir ez-Zor", "Deir ez-Zor", 35.336, 40.140, 6_000)
REGION = Place("eastern Syria", "Syria", 35.0, 40.0, 120_000)
PALMYRA = Place("Palmyra", "Palmyra", 34.55, 38.27, 5_000)


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (AIRPORT, CITY, OVERLAPS),
        (AIRPORT, REGION, REFINES),
        (CITY, PALMYRA, CONFLICTS),
        (Place("Al Tharda", "Al Tharda"), Place("al-Tharda", "al-Tharda"), SAME),
        (Place("Al Tharda", "Al Tharda"), CITY, INCOMPARABLE),
        (Place(""), CITY, INCOMPARABLE),
    ],
)
def test_places(first, second, relation):
    """Places are areas; those known only by name are the same or incomparable."""
    assert first.compare(second).relation is relation


def bodies(*names: str, open_: bool = False) -> Actors:
    coalition = {"United States", "Denmark"}
    return Actors("a", tuple(ActorRef(name, within=("the coalition",) if name in coalition else ()) for name in names),
                  open=open_)  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (bodies("Russia"), bodies("Russia"), SAME),
        (bodies("Russia"), bodies("United States"), CONFLICTS),
        (bodies("United States"), bodies("the coalition"), OVERLAPS),
        (bodies("United States"), bodies("Denmark"), OVERLAPS),
        (bodies("United States", open_=True), bodies("United States", "Denmark", open_=True), REFINED_BY),
        (bodies("United States", open_=True), bodies("Russia", open_=True), OVERLAPS),
        (bodies("Russia"), bodies("United States", open_=True), CONFLICTS),
        (bodies(), bodies("Russia"), INCOMPARABLE),
    ],
)
def test_actors(first, second, relation):
    """Open lists admit more names; parts of one body do not conflict."""
    assert first.compare(second).relation is relation


def intent(code: str, **more: bool) -> Category:
    return Category("c", "intent", code, **more)


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (intent("mistake"), intent("deliberate"), CONFLICTS),
        (intent("mistake.technical_error"), intent("mistake"), REFINES),
        (intent("deliberate", negated=True), intent("deliberate"), CONFLICTS),
        (intent("deliberate", negated=True), intent("mistake"), REFINED_BY),
        (intent("mistake.technical_error", negated=True), intent("mistake"), OVERLAPS),
        (intent("not_stated"), intent("mistake"), INCOMPARABLE),
        (intent("mistake"), Category("c", "cause", "mistake"), INCOMPARABLE),
        (intent("mistake", exclusive=False), intent("negligence", exclusive=False), OVERLAPS),
    ],
)
def test_codes(first, second, relation):
    """Branches of an exclusive tree exclude one another; `not deliberate` leaves all others open."""
    assert first.compare(second).relation is relation


def test_words_are_not_weighed():
    """The same words are the same; other words are incomparable."""
    assert TextValue("A mistake!").compare(TextValue("a mistake")).relation is SAME
    assert TextValue("a mistake").compare(TextValue("an error")).relation is INCOMPARABLE


@pytest.mark.parametrize(
    "make",
    [
        lambda: Count("n", 5, 3),
        lambda: Count("n", -1, 3),
        lambda: Count("n"),
        lambda: Count("none", 0, 0, state=CountState.NONE),
        lambda: Duration("d", 60, 30),
        lambda: When("t", datetime(2016, 9, 17), datetime(2016, 9, 16)),
        lambda: Place("p", "p", 91.0, 0.0, 1.0),
        lambda: Place("p", "p", 35.0),
    ],
)
def test_values_that_make_no_sense_cannot_be_made(make):
    """A range that ends before it starts, a point off the globe or half a point is refused with a reason."""
    with pytest.raises(ModelError, match=r"\S"):
        make()
