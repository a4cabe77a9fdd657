"""Putting a zone to a time: the one stated, that of a second clock in brackets, of the place, or of the settings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from crossbearing.model.values import TimePrecision, When, YearStatus, ZoneStatus
from crossbearing.resolve.times.clocks import Clock, read_clock
from crossbearing.resolve.times.spoken import plain_figures
from crossbearing.resolve.times.zones import offset_of, read_zone, zone_beside

__all__ = ["NO_ZONE", "PlaceZone", "Zones", "zoned"]

_ASIDE = re.compile(r"\((?P<aside>[^()]{4,40})\)")
_HALF_DAY = 720


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
class Zones:
    """Where a zone can come from besides the words themselves, in this order."""

    sentence: str
    place: PlaceZone
    assumed: str


def zoned(when: When, text: str, clock: Clock | None, zones: Zones) -> When:
    """Return a time with the zone that its words, its sentence, its place or the settings give, in this order.

    Args:
        when: A time without a zone.
        text: Its words, as far as they may state one.
        clock: Its time of day, or None for days.
        zones: Where a zone can come from besides the words.
    """
    paired = _from_pair(when, text) if "(" in text else None
    if paired is not None:
        return paired
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


def _from_pair(when: When, text: str) -> When | None:
    """Take the zone from a time that is given twice: "17:00 (14:00 GMT)", "4:20 p.m. (9:20 a.m. ET)"."""
    found = _ASIDE.search(text)
    if found is None or when.start is None or when.start != when.end:
        return None
    there, zone = read_clock(plain_figures(found["aside"])), read_zone(found["aside"])
    own = read_clock(text[: found.start()])
    if there is None or there.low != there.high or zone is None or not zone.zone or own is None:
        return None
    offset = offset_of(zone.zone, when.start)
    if offset is None:
        return None
    here = when.start.hour * 60 + when.start.minute
    east = (here - there.low + offset + _HALF_DAY) % (2 * _HALF_DAY) - _HALF_DAY
    if east < -_HALF_DAY + 60:
        east += 2 * _HALF_DAY  # thirteen and fourteen hours east are zones, twelve west is none that people live in
    sign, (hours, minutes) = "+" if east >= 0 else "-", divmod(abs(east), 60)
    name = f"UTC{sign}{hours}{f':{minutes:02d}' if minutes else ''}"
    return replace(when, zone=name, zone_status=ZoneStatus.STATED, utc_offset=east)


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
