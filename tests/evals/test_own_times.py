"""The labelled expressions of time are sound: offsets, calendars, zones, lengths."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

import pytest
from evals.own_sets import (
    Interval,
    TimeExpression,
    TimeText,
    times,
)

from crossbearing.model.values import TimePrecision

SPLITS = ("dev", "test", "dev2", "test2")
ALL_TIMES = tuple(chain.from_iterable(times(split) for split in SPLITS))

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Ways of telling time that the set promises: each pattern matches at least one marked expression as a whole.
ASKED_TIMES = (
    r"saturday",
    r"dawn on \w+day",
    r"last friday",
    r"this week|next week",
    r"last month",
    r"two days before the \w+",
    r"late on \w+day",
    r"late on the 17th",
    r"last week",
    r"last year",
    r"\d{4} local",
    r"about an hour",
    r"\w+ \d+-\d+",
    r"summer of \d{4}|spring \d{4}",
    r"\w+day morning",
    r"christmas eve|new year's day|victory day",
    r"\d{4}-\d\d-\d\d",
    r"november 15, 2022",
    r"\d{4} gmt",
    r".*moscow time",
    r".*damascus time",
    r"overnight",
    r"the same day",
    r"hours later",
    r"\d\d/\d\d/\d{4}",
    r"the 17th",
    r"daily|every evening",
)


def expressions() -> list[tuple[TimeText, TimeExpression]]:
    return [(text, item) for text in ALL_TIMES for item in text.expressions]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def ends(interval: Interval) -> tuple[datetime, datetime]:
    return moment(interval.start), moment(interval.end)


def test_times_has_the_expressions_it_promises() -> None:
    """At least 300 expressions over at least 60 texts, all four types, texts in one split only."""
    assert sum(len(text.expressions) for text in ALL_TIMES) >= 300
    assert len(ALL_TIMES) >= 60
    assert {item.type for _, item in expressions()} == {"DATE", "TIME", "DURATION", "SET"}
    ids = [item.id for _, item in expressions()]
    assert len(ids) == len(set(ids))
    contents = [text.text for text in ALL_TIMES]
    assert len(contents) == len(set(contents))


@pytest.mark.parametrize("pattern", ASKED_TIMES)
def test_times_covers_what_was_asked(pattern: str) -> None:
    """Each kind of expression that the set is to cover is there."""
    assert any(re.fullmatch(pattern, item.text.casefold()) for _, item in expressions())


def test_time_offsets_cut_out_the_expressions() -> None:
    """Offsets are in order, do not overlap and cut out the words."""
    for text in ALL_TIMES:
        behind = 0
        for item in text.expressions:
            assert behind <= item.start < item.end
            assert text.text[item.start : item.end] == item.text
            behind = item.end


def test_intervals_are_sound() -> None:
    """Intervals parse, run forwards, lie inside the outer ones and fit the grain."""
    for _, item in expressions():
        if item.interval is None:
            assert item.precision in (None, "unknown") or item.year == "unknown", item
            continue
        assert item.precision in set(TimePrecision)
        start, end = ends(item.interval)
        assert start <= end, item
        if item.outer is not None:
            low, high = ends(item.outer)
            assert low <= start, item
            assert end <= high, item
        if item.type == "DATE":
            assert start.time() == end.time() == datetime.min.time(), item
        if item.precision == "day":
            assert end - start == timedelta(days=1), item
        if item.precision == "part_of_day":
            assert timedelta(0) < end - start <= timedelta(hours=10), item
            assert item.outer is not None
        if item.year == "unknown":
            assert start.year == 2000
            assert item.value.startswith("XXXX")


def test_weekdays_are_right() -> None:
    """A weekday named in an expression is the weekday of one of the days of its interval, as its zone has it."""
    for text, item in expressions():
        if item.interval is None or item.year == "unknown":
            continue
        named = {day for day in WEEKDAYS if re.search(rf"\b{day}\b", item.text.casefold())}
        start, end = ends(item.interval)
        if item.zone_status == "stated" and item.utc is not None and item.zone and text.zone:
            zone = ZoneInfo(item.zone)
            start, end = (
                moment(value).astimezone(zone).replace(tzinfo=None) for value in (item.utc.start, item.utc.end)
            )
        spanned = max(1, (end.date() - start.date()).days + (end.time() != datetime.min.time()))
        days = {WEEKDAYS[(start + timedelta(days=count)).weekday()] for count in range(spanned)}
        if start == end and start.time() == datetime.min.time():
            days.add(WEEKDAYS[start.weekday() - 1])  # midnight on Monday may end that Monday
        assert named <= days, item


def test_zones_are_right() -> None:
    """Clock times of a known zone agree with their time in UTC by the zone database of the day."""
    for text, item in expressions():
        assert (item.zone_status is not None) == (item.type == "TIME" and item.anchor is None), item
        if item.interval is None or item.utc is None or text.zone is None:
            continue
        for civil, utc in ((item.interval.start, item.utc.start), (item.interval.end, item.utc.end)):
            assert moment(civil).replace(tzinfo=ZoneInfo(text.zone)).astimezone(UTC) == moment(utc), item


def test_stated_clocks_read_as_written() -> None:
    """A time said in GMT has that clock in UTC."""
    seen = 0
    for _, item in expressions():
        clock = re.match(r"(\d\d)(\d\d) GMT", item.text)
        if clock and item.utc is not None:
            seen += 1
            assert moment(item.utc.start).astimezone(UTC).strftime("%H%M") == "".join(clock.groups())
    assert seen >= 5


def test_lengths_and_anchors_are_sound() -> None:
    """Durations have bounds in order unless vague; anchors name an event and have an interval only as a resolution."""
    for _, item in expressions():
        assert (item.duration is not None) == (item.type == "DURATION"), item
        if item.duration is not None and item.duration.low is not None and item.duration.high is not None:
            assert item.duration.low <= item.duration.high
        if item.anchor is not None:
            assert item.anchor.relation in ("before", "after", "during", "at")
            assert item.anchor.to
            assert item.interval is None
            assert item.anchor.vague == (item.anchor.offset is not None and item.anchor.low is None)
