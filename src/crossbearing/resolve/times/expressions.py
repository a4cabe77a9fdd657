"""Time expressions to intervals: days, clock times, parts of a day, zones and anchors put together."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from crossbearing.model.values import Anchor, TimePrecision, When, YearStatus, ZoneStatus
from crossbearing.resolve.times.anchors import PUBLICATION, read_anchor
from crossbearing.resolve.times.calendar_days import read_days
from crossbearing.resolve.times.calendar_words import NAMED_WEEKDAY, NARRATIVE
from crossbearing.resolve.times.clocks import Clock, read_clock
from crossbearing.resolve.times.dates import weekday_of
from crossbearing.resolve.times.days import Days, NoSuchDateError
from crossbearing.resolve.times.reference import NO_REFERENCE, Reference
from crossbearing.resolve.times.repeats import read_repeats
from crossbearing.resolve.times.spoken import plain_figures
from crossbearing.resolve.times.zones import country_of_zone
from crossbearing.resolve.times.zoning import NO_ZONE, PlaceZone, Zones, zoned

__all__ = ["ASSUMED_DAY", "LONGEST", "NO_ZONE", "PlaceZone", "read_when"]

LONGEST = 400
"""Characters of an expression that are looked at."""

ASSUMED_DAY = "day of publication assumed"
"""The note of clock times that nothing but the date of publication gives a day."""

_PLACEHOLDER = 2000  # the year that stands for an unknown one
_OVERNIGHT = re.compile(r"^\s*(?:in the |during the )?(?:overnight|night)\s*$", re.IGNORECASE)
_OF_NIGHT = re.compile(r"\b(?:night|overnight)\b", re.IGNORECASE)
_MIDNIGHT = re.compile(r"\bmidnight\b", re.IGNORECASE)
_TODAY = re.compile(r"\b(?:to|this)\s*(?:night|morning|day)\b", re.IGNORECASE)
_TWO_SIDES = re.compile(
    r"^\s*(?:from|between)?\s*(?P<one>.{6,60}?)\s+(?:to|until|till|and|through|-|\u2013)\s+(?P<two>.{6,60})$",
    re.IGNORECASE,
)
_HALF_DAY = 720
_SINCE = re.compile(r"^\s*(?:ever\s+)?(?:since|from|starting|after)\b(?!.*\b(?:to|until|till)\b)", re.IGNORECASE)
_UNTIL = re.compile(r"^\s*(?:until|till|up to|before|by|prior to|no later than)\b", re.IGNORECASE)


def read_when(
    text: str,
    reference: Reference = NO_REFERENCE,
    *,
    place: PlaceZone = NO_ZONE,
    assumed: str = "",
    sentence: str = "",
    day_of_publication: bool = True,
) -> When:
    """Read a time expression.

    Args:
        text: As written ("late on the 17th", "1700 local", "two days before the strike").
        reference: Date of publication and of the narrative.
        place: Zone of the place of the event.
        assumed: Zone taken where neither the words nor the place give one, IANA name or `UTC+3`.
        sentence: The sentence around it, which may name the zone, or empty.
        day_of_publication: Whether a clock time for which nothing gives a day is put on the day of publication, as
            reports are read; coded rows leave it without a day.

    Returns:
        A value whose `text` is `text`; without a moment where the words name none or it cannot be placed, and then
        `note` says why. Nothing is invented: no year without a source, no zone without a status.
    """
    looked_at = plain_figures(" ".join(text[:LONGEST].split()))
    zones = Zones(sentence, place, assumed)
    reference = replace(reference, country=country_of_zone(place.zone)) if place.zone else reference
    repeats = read_repeats(looked_at)
    if repeats:
        return When(text, repeats=repeats, note="a repeated time, no single moment")
    between = _between(text, looked_at, reference, zones)
    if between is not None:
        return between
    try:
        days = read_days(looked_at, reference)
    except NoSuchDateError as error:
        return When(text, note=str(error))
    clock = read_clock(looked_at)
    anchor = read_anchor(looked_at)
    if (
        anchor is not None
        and (days is None or (anchor.to and _is_all_anchor(anchor, looked_at)))
        and (clock is None or clock.precision is TimePrecision.PART_OF_DAY)
    ):
        return _told_from_report(text, anchor, reference, zones) or _anchored(text, anchor)
    note = ""
    if days is None:
        if clock is None:
            return When(text, note=_why_unknown(looked_at, reference))
        if reference.narrative is None and any(step and pattern.search(looked_at) for pattern, step in NARRATIVE):
            return When(text, note="told from a day that the text does not name")
        if not _names_another_day(looked_at, reference):
            days, note = _day_of_clock(looked_at, clock, reference, day_of_publication)
        if days is None:
            return _of_no_day(text, looked_at, clock, zones)
    if clock is not None and clock.either:
        half = _half_by_publication(days, clock, reference)
        note = note if half else "; ".join(part for part in (note, "morning or afternoon is not said") if part)
        clock = half
    when = _combined(text, looked_at, days, clock)
    notes = [part for part in (days.note, note, _year_note(days)) if part]
    when = replace(when, note="; ".join(dict.fromkeys(notes)))
    return zoned(when, looked_at, clock, zones)


def _names_another_day(looked_at: str, reference: Reference) -> bool:
    """Whether words name a day by the report's own, which is not known: it need not be the one told of elsewhere.

    "Early on Wednesday" in an undated report is on the day that the report tells of only where that is a Wednesday.
    """
    if reference.day is not None or reference.narrative is None:
        return False
    named = NAMED_WEEKDAY.search(looked_at)
    if named is None:
        return read_days_possible(looked_at)
    known = reference.narrative_year is not YearStatus.UNKNOWN
    return not known or reference.narrative.weekday() != weekday_of(named["weekday"])


def _day_of_clock(
    looked_at: str, clock: Clock, reference: Reference, day_of_publication: bool
) -> tuple[Days | None, str]:
    """Return the day of a time of day whose words name none, and a note on where it was taken from."""
    days, note = _day_of_narrative(reference, day_of_publication)
    if days is None:
        return None, note
    after = replace(days, first=days.behind, behind=days.behind + timedelta(days=1))
    before = replace(days, first=days.first - timedelta(days=1), behind=days.first)
    if _next_morning(clock, reference, note):
        return after, "the morning after the night told of before"
    if note == ASSUMED_DAY and _still_to_come(clock, reference):
        return after, note
    # "Overnight" is the night before the morning on which the report came out.
    overnight = days.first == reference.day and _OVERNIGHT.search(looked_at) is not None
    return (before if overnight or _not_yet(days, clock, reference) else days), note


def _between(text: str, looked_at: str, reference: Reference, zones: Zones) -> When | None:
    """Read two clock times, each with its own day: "from 06:00 on 17 September to 06:00 on 18 September"."""
    found = _TWO_SIDES.match(looked_at)
    if (
        not found
        or not any(char.isdigit() for char in found["one"])
        or not any(char.isdigit() for char in found["two"])
    ):
        return None
    ends = []
    for side in (found["one"], found["two"]):
        clock = read_clock(side)
        try:
            days = read_days(side, reference)
        except NoSuchDateError:
            return None
        if clock is None or days is None or clock.low != clock.high or clock.either:
            return None
        if days.precision is not TimePrecision.DAY:
            return None
        ends.append((_midnight(days.first) + timedelta(minutes=clock.low), days, clock))
    (start, days, clock), (end, _, last) = ends
    if end < start:
        return None
    when = When(
        text, start, end, TimePrecision.MINUTE, clock.about or last.about, year_status=days.year_status, note=days.note
    )
    return zoned(when, looked_at, last, zones)


def _not_yet(days: Days, clock: Clock, reference: Reference) -> bool:
    """Whether a clock time of the day of publication had not come when the report was published."""
    return (
        not reference.future
        and days.first == reference.day
        and reference.minute is not None
        and clock.precision is TimePrecision.MINUTE
        and clock.low > reference.minute
    )


def _still_to_come(clock: Clock, reference: Reference) -> bool:
    """Whether a part of day, in a sentence that points ahead, is that of the day after the report."""
    return (
        reference.future
        and clock.precision is TimePrecision.PART_OF_DAY
        and reference.minute is not None
        and clock.low <= reference.minute
    )


def _next_morning(clock: Clock, reference: Reference, note: str) -> bool:
    """Whether a time before noon follows an evening or night that the text told of."""
    before_noon = clock.high < _HALF_DAY or (clock.low < clock.high == _HALF_DAY)
    return reference.evening and note != ASSUMED_DAY and before_noon and not clock.either


def _half_by_publication(days: Days, clock: Clock, reference: Reference) -> Clock | None:
    """Return a time of the twelve-hour clock as the last such time before the report, or None where none is known."""
    if days.first != reference.day or reference.minute is None or reference.future:
        return None
    latest = max((half for half in (0, _HALF_DAY) if clock.low + half <= reference.minute), default=None)
    if latest is None:
        return None
    return replace(clock, low=clock.low + latest, high=clock.high + latest, either=False)


def _told_from_report(text: str, anchor: Anchor, reference: Reference, zones: Zones) -> When | None:
    """Return "20 minutes ago" as a time, where the minute of the report is known."""
    offset = anchor.offset
    if anchor.relation != "before" or anchor.to != PUBLICATION or offset is None or offset.low is None:
        return None
    if reference.day is None or reference.minute is None or offset.high != offset.low:
        return None
    moment = _midnight(reference.day) + timedelta(minutes=reference.minute, seconds=-offset.low)
    note = "counted from the minute of publication"
    when = When(text, moment, moment, TimePrecision.MINUTE, True, year_status=reference.year_status, note=note)
    if reference.offset is None:
        return zoned(when, "", None, zones)
    sign, (hours, minutes) = "+" if reference.offset >= 0 else "-", divmod(abs(reference.offset), 60)
    zone = f"UTC{sign}{hours}{f':{minutes:02d}' if minutes else ''}"
    return replace(when, zone=zone, zone_status=ZoneStatus.STATED, utc_offset=reference.offset)


def _of_no_day(text: str, looked_at: str, clock: Clock, zones: Zones) -> When:
    note = "a time of day, but no date is known for it"
    if clock.either or clock.open_start or clock.open_end or not clock.low <= clock.high < clock.low + 2 * _HALF_DAY:
        return When(text, precision=clock.precision, about=clock.about, note=note)
    low = clock.low % (2 * _HALF_DAY)
    # Zones are looked up for a day in the placeholder year, whose summer time is not that of the day meant.
    moment = datetime(_PLACEHOLDER, 1, 1) + timedelta(minutes=low)
    found = zoned(When(text, moment, moment, clock.precision), looked_at, clock, zones)
    return replace(
        found, start=None, end=None, about=clock.about, clock=(low, low + clock.high - clock.low),
        note="; ".join(part for part in (note, found.note) if part),
    )  # fmt: skip


def _is_all_anchor(anchor: Anchor, text: str) -> bool:
    # "Two days before the strike on Saturday" is told from the strike, "on Saturday, after the strike" by the calendar.
    return anchor.offset is not None and anchor.offset.text != "" and text.lower().find(anchor.offset.text.lower()) <= 2


def _anchored(text: str, anchor: Anchor) -> When:
    offset = anchor.offset
    note = f"told from {anchor.to}" if anchor.to else "told from what came before"
    precision = TimePrecision.UNKNOWN
    if offset is not None and offset.text:
        words = offset.text.lower()
        for unit, grain in (("minute", TimePrecision.MINUTE), ("hour", TimePrecision.HOUR), ("day", TimePrecision.DAY),
                            ("week", TimePrecision.WEEK), ("month", TimePrecision.MONTH)):  # fmt: skip
            if unit in words:
                precision = grain
                break
    about = offset is not None and offset.about
    return When(text, precision=precision, about=about, anchor=anchor, note=note)


def _why_unknown(text: str, reference: Reference) -> str:
    if reference.day is None and read_days_possible(text):
        return "told from a day that is not known: the document has no date of publication"
    return "no time is named in these words"


def read_days_possible(text: str) -> bool:
    """Return whether words name a day that a date of publication would settle."""
    try:
        return (
            read_days(text, Reference(day=date(2001, 6, 15), year=2001, narrative=date(2001, 6, 15), month=(2001, 6)))
            is not None
        )
    except NoSuchDateError:
        return False


def _day_of_narrative(reference: Reference, day_of_publication: bool) -> tuple[Days | None, str]:
    ahead = reference.future and reference.minute is not None and day_of_publication
    if reference.narrative is not None and not ahead:
        status = reference.narrative_year
        if status is YearStatus.STATED:
            status = YearStatus.IMPLIED
        day = reference.narrative
        return Days(day, day + timedelta(days=1), TimePrecision.DAY, status), "day taken from the sentences before"
    if reference.day is not None and day_of_publication:
        day = reference.day
        status = reference.year_status
        return Days(day, day + timedelta(days=1), TimePrecision.DAY, status), ASSUMED_DAY
    return None, ""


def _year_note(days: Days) -> str:
    if days.year_status is YearStatus.UNKNOWN:
        return "year not stated"
    return ""


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _combined(text: str, looked_at: str, days: Days, clock: Clock | None) -> When:
    start, end = _midnight(days.first), _midnight(days.behind)
    precision, about = days.precision, days.about
    single = (days.behind - days.first).days == 1
    if clock is not None and (single or clock.precision is not TimePrecision.PART_OF_DAY):
        last = start if single else _midnight(days.behind - timedelta(days=1))
        if clock.high - clock.low <= 60 and (
            _OF_NIGHT.search(looked_at) or (not single and _MIDNIGHT.search(looked_at))
        ):
            # "12.30 a.m. on Friday night" is after the midnight that ends Friday; of two days, the clock tells which.
            early = clock.low < _HALF_DAY
            start = (start + timedelta(days=1) if single and not _TODAY.search(looked_at) else last) if early else start
            last = start
            single = True
        begin, finish = start + timedelta(minutes=clock.low), last + timedelta(minutes=clock.high)
        if not single and clock.low == clock.high:
            finish = max(begin, finish)
        if (
            re.search(r"\blast night\b|\bovernight\b", looked_at, re.IGNORECASE)
            and clock.precision is TimePrecision.PART_OF_DAY
            and not single
        ):
            finish = end
        if clock.open_start:
            return When(text, None, finish, clock.precision, about or clock.about, year_status=days.year_status)
        if clock.open_end:
            return When(text, begin, None, clock.precision, about or clock.about, year_status=days.year_status)
        return When(
            text, begin, max(begin, finish), clock.precision, about or clock.about, year_status=days.year_status
        )
    if clock is not None and clock.precision is TimePrecision.PART_OF_DAY and precision is TimePrecision.DAYS:
        # "Overnight from Friday to Saturday": from the first evening to the last morning.
        start, end = (
            start + timedelta(minutes=clock.low),
            _midnight(days.behind - timedelta(days=1)) + timedelta(minutes=clock.high % 1440),
        )
        if end > start:
            return When(text, start, end, TimePrecision.PART_OF_DAY, about, year_status=days.year_status)
        start, end = _midnight(days.first), _midnight(days.behind)
    if _SINCE.search(looked_at):
        return When(text, start, None, precision, about, year_status=days.year_status)
    if _UNTIL.search(looked_at):
        return When(
            text,
            None,
            start if looked_at.lower().startswith(("before", "prior")) else end,
            precision,
            about,
            year_status=days.year_status,
        )
    return When(text, start, end, precision, about, year_status=days.year_status)
