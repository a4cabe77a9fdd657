"""Time expressions to intervals: days, clock times, parts of a day, zones and anchors put together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from crossbearing.model.values import Anchor, TimePrecision, When, YearStatus, ZoneStatus
from crossbearing.resolve.times.anchors import read_anchor
from crossbearing.resolve.times.calendar_days import read_days
from crossbearing.resolve.times.clocks import Clock, read_clock
from crossbearing.resolve.times.days import Days, NoSuchDateError
from crossbearing.resolve.times.reference import NO_REFERENCE, Reference
from crossbearing.resolve.times.zones import offset_of, read_zone, zone_beside

__all__ = ["ASSUMED_DAY", "LONGEST", "NO_ZONE", "PlaceZone", "read_when"]

LONGEST = 400
"""Characters of an expression that are looked at."""

ASSUMED_DAY = "day of publication assumed"
"""The note of clock times that nothing but the date of publication gives a day."""

_PLACEHOLDER = 2000  # the year that stands for an unknown one
_PAIRED = re.compile(
    r"(?P<h1>[012]?\d)[:.](?P<m1>[0-5]\d)[^\d()]{0,24}\(\s*(?P<h2>[012]?\d)[:.]?(?P<m2>[0-5]\d)\s*(?:GMT|UTC|Z)\b"
)
_OVERNIGHT = re.compile(r"^\s*(?:in the |during the )?(?:overnight|night)\s*$", re.IGNORECASE)
_HALF_DAY = 720
_SINCE = re.compile(r"^\s*(?:ever\s+)?(?:since|from|starting|as of|after)\b(?!.*\b(?:to|until|till)\b)", re.IGNORECASE)
_UNTIL = re.compile(r"^\s*(?:until|till|up to|before|by|prior to|no later than)\b", re.IGNORECASE)


class PlaceZone(tuple[str, str]):
    """The zone of the place that a time is about: IANA name and what it was taken from."""

    __slots__ = ()

    @property
    def zone(self) -> str:
        """IANA name, or empty."""
        return self[0]

    @property
    def source(self) -> str:
        """What it was taken from, such as "Deir ez-Zor"."""
        return self[1]


NO_ZONE = PlaceZone(("", ""))
"""Nothing is known of the place."""


@dataclass(frozen=True, slots=True)
class _Zones:
    """Where a zone can come from besides the words themselves, in this order."""

    sentence: str
    place: PlaceZone
    assumed: str


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
    looked_at = " ".join(text[:LONGEST].split())
    zones = _Zones(sentence, place, assumed)
    try:
        days = read_days(looked_at, reference)
    except NoSuchDateError as error:
        return When(text, note=str(error))
    clock = read_clock(looked_at)
    anchor = read_anchor(looked_at)
    if (
        anchor is not None
        and (days is None or _is_all_anchor(anchor, looked_at))
        and (clock is None or clock.precision is TimePrecision.PART_OF_DAY)
    ):
        return _anchored(text, anchor)
    note = ""
    if days is None:
        if clock is None:
            return When(text, note=_why_unknown(looked_at, reference))
        days, note = _day_of_narrative(reference, day_of_publication)
        if days is not None and days.first == reference.day and _OVERNIGHT.search(looked_at):
            # The night before the morning on which the report came out.
            days = replace(days, first=days.first - timedelta(days=1), behind=days.first)
        if days is not None and _not_yet(days, clock, reference):
            days = replace(days, first=days.first - timedelta(days=1), behind=days.first)
        if days is None:
            return _of_no_day(text, looked_at, clock, zones)
    when = _combined(text, looked_at, days, clock)
    notes = [part for part in (days.note, note, _year_note(days)) if part]
    when = replace(when, note="; ".join(dict.fromkeys(notes)))
    return _zoned(when, looked_at, clock, zones)


def _not_yet(days: Days, clock: Clock, reference: Reference) -> bool:
    """Whether a clock time of the day of publication had not come when the report was published."""
    return (
        not reference.future
        and days.first == reference.day
        and reference.minute is not None
        and clock.precision is TimePrecision.MINUTE
        and clock.low > reference.minute
    )


def _of_no_day(text: str, looked_at: str, clock: Clock, zones: _Zones) -> When:
    note = "a time of day, but no date is known for it"
    if clock.open_start or clock.open_end or not clock.low <= clock.high < clock.low + 2 * _HALF_DAY:
        return When(text, precision=clock.precision, about=clock.about, note=note)
    low = clock.low % (2 * _HALF_DAY)
    # Zones are looked up for a day in the placeholder year, whose summer time is not that of the day meant.
    moment = datetime(_PLACEHOLDER, 1, 1) + timedelta(minutes=low)
    zoned = _zoned(When(text, moment, moment, clock.precision), looked_at, clock, zones)
    return replace(
        zoned, start=None, end=None, about=clock.about, clock=(low, low + clock.high - clock.low),
        note="; ".join(part for part in (note, zoned.note) if part),
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
    if reference.narrative is not None:
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


def _zoned(when: When, text: str, clock: Clock | None, zones: _Zones) -> When:
    paired = _PAIRED.search(text)
    if paired and when.start is not None and when.start == when.end:
        return _from_pair(when, paired)
    stated = read_zone(text, codes_only=clock is None)
    if stated is None and zones.sentence:
        words = zone_beside(" ".join(zones.sentence.split()), text, clock=_on_the_clock(clock))
        stated = read_zone(words, codes_only=clock is None) if words else None
    moment = when.start or when.end
    if moment is None:
        return when
    if clock is not None and clock.zulu:
        return _with_zone(when, "UTC", ZoneStatus.STATED, moment, "")
    if stated is not None and stated.zone:
        return _with_zone(when, stated.zone, ZoneStatus.STATED, moment, "")
    local = stated is not None and stated.local
    if zones.place.zone:
        note = f"{'local time' if local else 'zone'} of {zones.place.source}"
        return _with_zone(when, zones.place.zone, ZoneStatus.IMPLIED, moment, note)
    if zones.assumed and not local:
        return _with_zone(when, zones.assumed, ZoneStatus.ASSUMED, moment, "zone assumed by the settings")
    if local:
        return replace(
            when, note="; ".join(part for part in (when.note, "local time of a place that is not known") if part)
        )
    return when


def _on_the_clock(clock: Clock | None) -> bool:
    return clock is not None and clock.precision is not TimePrecision.PART_OF_DAY


def _from_pair(when: When, paired: re.Match[str]) -> When:
    """Take the zone from a time that is given twice: "17:00 (14:00 GMT)"."""
    here = int(paired["h1"]) * 60 + int(paired["m1"])
    there = int(paired["h2"]) * 60 + int(paired["m2"])
    east = (here - there + _HALF_DAY) % (2 * _HALF_DAY) - _HALF_DAY
    sign, (hours, minutes) = "+" if east >= 0 else "-", divmod(abs(east), 60)
    zone = f"UTC{sign}{hours}{f':{minutes:02d}' if minutes else ''}"
    return replace(when, zone=zone, zone_status=ZoneStatus.STATED, utc_offset=east)


def _with_zone(when: When, zone: str, status: ZoneStatus, moment: datetime, note: str) -> When:
    # Without a known year, summer time cannot be told: the offset then holds only for zones that never change.
    if when.year_status is YearStatus.UNKNOWN:
        winter = offset_of(zone, moment.replace(month=1, day=15))
        summer = offset_of(zone, moment.replace(month=7, day=15))
        offset = winter if winter == summer else None
    else:
        offset = offset_of(zone, moment)
    notes = "; ".join(part for part in (when.note, note) if part)
    return replace(when, zone=zone, zone_status=status, utc_offset=offset, note=notes)
