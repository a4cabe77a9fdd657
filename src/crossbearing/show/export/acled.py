"""A table of events in the columns and codes of ACLED, filled only where the file supports it.

Columns: ACLED, guide to the column changes of 2023 (https://acleddata.com/knowledge-base/guide-to-2023-acled-column-changes).
Codes of precision and the rule on fatalities: as its codebook and FAQs are reproduced in published packages.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from crossbearing.model.ranges import Practice
from crossbearing.model.values import PlacePrecision
from crossbearing.show.dossier.words import given_up_words
from crossbearing.show.export.events import NOTE_COLUMNS, Event, events
from crossbearing.show.export.settings import Codes
from crossbearing.show.export.shared import SharedCase
from crossbearing.show.export.tables import write_table

__all__ = ["ACLED_COLUMNS", "write_acled"]

ACLED_COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
"""Columns of ACLED's data since 2023."""

_DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
_GEO = {
    **dict.fromkeys((PlacePrecision.EXACT, PlacePrecision.SITE, PlacePrecision.NEIGHBOURHOOD, PlacePrecision.TOWN), 1),
    **dict.fromkeys((PlacePrecision.NEAR_TOWN, PlacePrecision.DISTRICT), 2),
    **dict.fromkeys((PlacePrecision.PROVINCE, PlacePrecision.REGION), 3),
}
_ALWAYS = (
    ("event_id_cnty", "the incident's id in this case, not one of ACLED's"),
    ("inter1, inter2, interaction", "ACLED's types of actors are not decided by this program"),
    ("civilian_targeting", "who was meant is a claim, and is not inferred"),
    ("admin1, admin2, admin3, region", "no divisions are kept with a place"),
    ("assoc_actor_1, assoc_actor_2, source_scale, tags", "nothing in the file supports a value"),
)


def write_acled(case: SharedCase, folder: Path, codes: Codes) -> dict[str, int]:
    """Write `events.csv` in ACLED's columns, one row an incident, and `notes.csv` on what was not decidable.

    Returns:
        Numbers of events and notes.
    """
    rows: list[dict[str, object]] = []
    notes: list[dict[str, object]] = [{"incident": "", "column": name, "note": text} for name, text in _ALWAYS]
    stamp = int(datetime.fromisoformat(case.settings.at).astimezone(UTC).timestamp()) if case.settings.at else None
    for event in events(case, codes):
        rows.append(
            {
                "event_id_cnty": event.incident.id,
                **_when(event),
                **_what(event),
                **_who(event),
                **_where(event, codes),
                "source": "; ".join(event.publishers()),
                "notes": _told(event),
                "fatalities": _fatalities(event),
                "timestamp": stamp,
            }
        )
        notes.extend(event.told_notes())
    write_table(folder / "events.csv", ACLED_COLUMNS, rows)
    write_table(folder / "notes.csv", NOTE_COLUMNS, notes)
    return {"events": len(rows), "notes": len(notes)}


def _when(event: Event) -> dict[str, object]:
    day = event.day
    if day is None:
        event.note("event_date", "the day or the year is not known")
        return {}
    first, length = day.first, day.length
    if length == 1:
        return {"event_date": first.isoformat(), "year": first.year, "time_precision": 1}
    if length <= 7:
        event.note("event_date", f"any day from {first} to {day.last}; the first is given")
        return {"event_date": first.isoformat(), "year": first.year, "time_precision": 2}
    if length <= 31:
        middle = date(first.year, first.month, 15) if first.month == day.last.month else first + timedelta(length // 2)
        event.note("event_date", f"any day from {first} to {day.last}; the middle is given")
        return {"event_date": middle.isoformat(), "year": middle.year, "time_precision": 3}
    event.note("event_date", f"any day from {first} to {day.last}: coarser than ACLED codes")
    return {"year": first.year if first.year == day.last.year else None}


def _what(event: Event) -> dict[str, object]:
    if event.kind is None or not event.kind.acled:
        event.note("event_type", f"ACLED has no type for {event.incident.type.replace('_', ' ')}")
        return {}
    kind, sub_kind = event.kind.acled.rsplit(" / ", 1)
    if kind == "Violence against civilians":
        event.note("event_type", "by the kind of happening; whether those hit were civilians is not decided")
    return {"disorder_type": _DISORDER.get(kind, ""), "event_type": kind, "sub_event_type": sub_kind}


def _who(event: Event) -> dict[str, object]:
    # ACLED's order of actors means no aggressor.
    return {
        "actor1": "; ".join(event.bodies("attacker", "actor1")),
        "actor2": "; ".join(event.bodies("struck", "actor2")),
    }


def _where(event: Event, codes: Codes) -> dict[str, object]:
    place = event.place
    if place is None:
        event.note("location", "the place is not known")
        return {}
    found: dict[str, object] = {"country": codes.country(place.country) if place.country else ""}
    if place.country in codes.countries:
        found["iso"] = codes.countries[place.country].numeric
    precision = _GEO.get(place.precision)
    if precision is None or place.latitude is None or place.longitude is None:
        event.note("location", f"the place is known as {place.precision.value} only; no point is given for it")
        return found
    event.note("latitude, longitude", f"middle of an area of {(place.radius or 0) / 1000:g} km, known no finer")
    return {
        **found,
        "location": place.name or place.describe(),
        "latitude": round(place.latitude, 4),
        "longitude": round(place.longitude, 4),
        "geo_precision": precision,
    }


def _fatalities(event: Event) -> int | None:
    for figures in event.of(Practice.ACLED):
        event.explain("fatalities", figures)
        if figures.best is not None:
            return figures.best
        event.note("fatalities", "no account gives a number; ACLED's default figures are not applied")
        return None
    event.note("fatalities", "no account gives a number of dead as a whole; ACLED's default figures are not applied")
    return None


def _told(event: Event) -> str:
    """ACLED's notes: what happened by whom it is told, disputes said; in words of this program."""
    parts = [event.incident.title]
    finding = event.findings.get("killed")
    if finding is not None:
        for position in finding.positions:
            who = ", ".join(position.families) or "origin not stated"
            now = f", {given_up_words(position)}" if position.superseded else ""
            parts.append(f"killed: {position.value.describe()} ({who}{now})")
        if len(finding.positions) > 1:
            parts.append(f"the figures are {finding.verdict.value.replace('_', ' ')}")
    return ". ".join(parts) + "."
