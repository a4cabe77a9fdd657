"""The day a text is telling of, carried from one time expression to the next."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from crossbearing.model.values import TimePrecision, When, YearStatus, ZoneStatus
from crossbearing.resolve.times.expressions import ASSUMED_DAY, NO_ZONE, PlaceZone, read_when
from crossbearing.resolve.times.reference import NO_REFERENCE, Reference
from crossbearing.resolve.times.timeline import Timeline

__all__ = ["Narrative", "Surrounding"]

_DAYS = frozenset(
    {TimePrecision.DAY, TimePrecision.PART_OF_DAY, TimePrecision.HOUR, TimePrecision.MINUTE, TimePrecision.SECOND}
)
_COUNTED = re.compile(
    r"an?\s+\w+day|the\s+(?:very\s+)?day\s+(?:before|after)|(?:\w+\s+)?[\w-]+\s+(?:day|week|fortnight)s?\s+(?:earlier|later|before|after)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Surrounding:
    """What stands around one time expression.

    Args:
        event: Id of the event it is about; times of one event settle one another first.
        said_at: Day on which the innermost speaker said it, where that is known.
        future: Whether the sentence tells of what is to come.
        place: Zone of the place of the event.
        sentence: The sentence, which may name the zone, or empty.
        offset: Where it stands in the text, or None.
        coded: Whether it is a cell of a table of coded claims, whose day of publication says nothing of the event.
    """

    event: str = ""
    said_at: Reference = NO_REFERENCE
    future: bool = False
    place: PlaceZone = NO_ZONE
    sentence: str = ""
    offset: int | None = None
    coded: bool = False


class Narrative:
    """Reads the time expressions of one document in order.

    Args:
        published: What the date of publication gives.
        assumed: Zone taken where nothing gives one, or empty.
        timeline: The days that the document names, whether claims are about them or not.
    """

    def __init__(self, published: Reference, assumed: str = "", timeline: Timeline | None = None) -> None:
        told = timeline.month_first if timeline is not None else None
        self._published = published if told is None else replace(published, month_first=told)
        self._assumed = assumed
        self._timeline = timeline
        self._events: dict[str, tuple[date, YearStatus]] = {}
        self._last: tuple[date, YearStatus] | None = None

    def learn(self, when: When, around: Surrounding) -> None:
        """Note the day of an event where a time names it without help from the text before.

        A clock time may stand before the words that name its day, so that all times are learnt before any is read.
        """
        if _COUNTED.fullmatch(when.text.strip()):
            return  # "two days earlier" names no day without the text before
        base = around.said_at if around.said_at.day is not None else self._published
        reference = replace(base, future=around.future, told_year=self._told_year(around))
        found = read_when(when.text, reference, day_of_publication=False)
        self._remember(around.event, found)
        self._last = None

    def read(self, when: When, around: Surrounding) -> When:
        """Return a time read against publication and what was told before.

        Args:
            when: As read: `text`, perhaps parts; a moment that the reader placed stays where these rules find none.
            around: What stands around it.
        """
        told = self._events.get(around.event) or self._told(around.offset, len(when.text))
        base = around.said_at if around.said_at.day is not None else self._published
        reference = replace(
            base,
            narrative=told[0] if told else None,
            narrative_year=told[1] if told else YearStatus.UNKNOWN,
            future=around.future,
            evening=self._evening(around),
            told_year=self._told_year(around),
            told_month=self._timeline.month(around.offset) if self._timeline and around.offset is not None else None,
        )
        found = self._other_name(when.text, around, reference) or read_when(
            when.text,
            reference,
            place=around.place,
            assumed=self._assumed,
            sentence=around.sentence,
            day_of_publication=not around.coded and not (self._timeline is not None and self._timeline.hindsight),
        )
        if when.start is not None and when.year_known and not self._names_a_day(when, base):
            return when
        if not found.determinate and when.determinate:
            return when
        if found.clock is not None and when.zone and found.zone_status in (ZoneStatus.UNKNOWN, ZoneStatus.ASSUMED):
            found = replace(found, zone=when.zone, zone_status=when.zone_status, utc_offset=when.utc_offset)
        if found.anchor is not None and when.anchor is not None:
            found = replace(found, anchor=replace(found.anchor, event=found.anchor.event or when.anchor.event))
        if (
            found.anchor is not None
            and not found.anchor.to
            and self._timeline is not None
            and around.offset is not None
        ):
            found = replace(found, anchor=replace(found.anchor, to=self._timeline.clause_before(around.offset)))
        self._remember(around.event, found)
        return found

    def _told_year(self, around: Surrounding) -> date | None:
        return self._timeline.year(around.offset) if self._timeline and around.offset is not None else None

    def _evening(self, around: Surrounding) -> bool:
        if self._timeline is None or around.offset is None or around.event in self._events:
            return False
        return self._timeline.evening(around.offset)

    def _other_name(self, words: str, around: Surrounding, reference: Reference) -> When | None:
        """Return the day that stands beside words which only count to it: "on 28 November, a Saturday"."""
        if self._timeline is None or around.offset is None or not _COUNTED.fullmatch(words.strip()):
            return None
        day = self._timeline.beside(around.offset, len(words))
        if day is None:
            return None
        read = read_when(words, replace(reference, narrative=day[0], narrative_year=day[1]), place=around.place)
        start = datetime.combine(day[0], time())
        return replace(
            read,
            start=start,
            end=start + timedelta(days=1),
            precision=TimePrecision.DAY,
            year_status=day[1],
            anchor=None,
            note="another name of the day beside it",
        )

    def _names_a_day(self, when: When, base: Reference) -> bool:
        alone = read_when(when.text, base, day_of_publication=False)
        return alone.start is not None or alone.end is not None

    def _told(self, offset: int | None, length: int) -> tuple[date, YearStatus] | None:
        if self._timeline is not None and offset is not None:
            return self._timeline.before(offset, length) or self._last
        return self._last

    def _remember(self, event: str, when: When) -> None:
        if when.start is not None and when.precision in _DAYS and ASSUMED_DAY not in when.note:
            told = (when.start.date(), when.year_status)
            self._events.setdefault(event, told)
            self._last = told
