"""The day a text is telling of, carried from one time expression to the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from crossbearing.model.values import TimePrecision, When, YearStatus
from crossbearing.resolve.times.expressions import PlaceZone, read_when
from crossbearing.resolve.times.reference import Reference

__all__ = ["Narrative"]

_DAYS = frozenset(
    {TimePrecision.DAY, TimePrecision.PART_OF_DAY, TimePrecision.HOUR, TimePrecision.MINUTE, TimePrecision.SECOND}
)


class Narrative:
    """Reads the time expressions of one document in order.

    Args:
        published: What the date of publication gives.
        assumed: Zone taken where nothing gives one, or empty.
    """

    def __init__(self, published: Reference, assumed: str = "") -> None:
        self._published = published
        self._assumed = assumed
        self._events: dict[str, tuple[date, YearStatus]] = {}
        self._last: tuple[date, YearStatus] | None = None

    def read(self, when: When, *, event: str, said_at: Reference, future: bool, place: PlaceZone) -> When:
        """Return a time read against publication and what was told before.

        Args:
            when: As read: `text`, perhaps parts; a moment that the reader placed stays where these rules find none.
            event: Id of the event it is about; times of one event settle one another first.
            said_at: Day on which the innermost speaker said it, where that is known.
            future: Whether the sentence tells of what is to come.
            place: Zone of the place of the event.
        """
        told = self._events.get(event) or self._last
        base = said_at if said_at.day is not None else self._published
        reference = replace(
            base,
            narrative=told[0] if told else None,
            narrative_year=told[1] if told else YearStatus.UNKNOWN,
            future=future,
        )
        found = read_when(when.text, reference, place=place, assumed=self._assumed)
        if not found.determinate and when.determinate:
            return when
        if found.anchor is not None and when.anchor is not None:
            found = replace(found, anchor=replace(found.anchor, event=found.anchor.event or when.anchor.event))
        self._remember(event, found)
        return found

    def _remember(self, event: str, when: When) -> None:
        if when.start is not None and when.precision in _DAYS and when.year_status is not YearStatus.ASSUMED:
            told = (when.start.date(), when.year_status)
            self._events.setdefault(event, told)
            self._last = told
