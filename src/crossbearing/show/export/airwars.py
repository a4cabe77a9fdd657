"""Incidents as records in the fields of Airwars' published incident pages, with names of victims left out.

Fields, grades and levels of accuracy: the code of Airwars' own site (https://github.com/rctngle/airwars-archive-2025).
Grades are there only where a person has signed them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from crossbearing.model.findings import Finding
from crossbearing.model.grades import CriteriaSheet, Met
from crossbearing.model.ranges import Practice
from crossbearing.model.values import Actors, Place, PlacePrecision
from crossbearing.show.export.events import Event, events
from crossbearing.show.export.geo import when_told
from crossbearing.show.export.settings import Codes
from crossbearing.show.export.shared import SharedCase
from crossbearing.show.export.writing import json_text

__all__ = ["airwars_records", "write_airwars"]

_ACCURACY = {
    PlacePrecision.EXACT: "Exact location (other)",
    PlacePrecision.SITE: "Nearby landmark",
    PlacePrecision.NEIGHBOURHOOD: "Neighbourhood/area",
    PlacePrecision.DISTRICT: "District",
    PlacePrecision.PROVINCE: "Province/governorate",
}
# Towns by the area that their name covers; larger areas mean larger towns.
_TOWNS = ((5_000.0, "Town"), (float("inf"), "City"))


def airwars_records(case: SharedCase, codes: Codes) -> list[dict[str, Any]]:
    """Return the incidents as records; null where nothing supports a value, with `notes` on why."""
    sheets = {one.incident: one.criteria for one in case.appraisals()}
    grades = {one.incident: one.grades for one in case.appraisals()}
    return [
        _record(event, codes, sheets.get(event.incident.id, ()), grades.get(event.incident.id, ()))
        for event in events(case, codes)
    ]


def write_airwars(case: SharedCase, path: Path, codes: Codes) -> dict[str, int]:
    """Write the records as a JSON list. Returns how many they are."""
    records = airwars_records(case, codes)
    path.write_text(json_text(records), encoding="utf-8", newline="\n")
    return {"incidents": len(records)}


def _record(event: Event, codes: Codes, sheets: Iterable[CriteriaSheet], grades: Iterable[Any]) -> dict[str, Any]:
    incident, day = event.incident, event.day
    signed = {grade.scale: grade.grade for grade in grades if grade.target == incident.id}
    for scale in ("airwars_harm", "strike_status"):
        if scale not in signed:
            event.note(scale, "nobody has signed a grade; criteria are met or not, and make none")
    dates = [one.published for one in event.publications if one.published]
    return {
        "unique_reference_code": incident.id,
        "previous_reference_codes": list(incident.aliases),
        "incident_date": None if day is None else day.first.isoformat(),
        "incident_date_type": None if day is None else ("single" if day.length == 1 else "range"),
        "incident_date_end": None if day is None or day.length == 1 else day.last.isoformat(),
        "incident_local_time": _clock(event),
        "when": when_told(incident.when),
        "location_name": None if event.place is None else event.place.name or event.place.describe(),
        "country": None if event.place is None or not event.place.country else codes.country(event.place.country),
        "region": None,
        "geolocations": _geolocations(event),
        "geolocation_status": None,
        "strike_status": signed.get("strike_status"),
        "strike_type": [event.kind.airwars] if event.kind is not None and event.kind.airwars else [],
        "civilian_harm_reported": _harm_reported(event),
        "civilian_harm_status": signed.get("airwars_harm"),
        "casualties": _casualties(event),
        "victims": [],
        "victims_note": "names of victims leave in no export",
        "belligerents": _belligerents(event, sheets),
        "sources": [
            {"publisher": one.publisher, "title": one.title, "date": one.published, "url": one.url, "kind": one.kind}
            for one in event.publications
        ],
        "first_published": min(dates) if dates else None,
        "last_updated": max(dates) if dates else None,
        "summary": _summary(event, codes),
        "notes": [{"field": column, "note": text} for column, text in event.notes],
    }


def _clock(event: Event) -> str | None:
    finding = event.findings.get("when.start")
    positions = [] if finding is None else [one for one in finding.positions if not one.superseded]
    if len(positions) == 1:
        return positions[0].value.describe()
    event.note("incident_local_time", "accounts differ" if positions else "local time unknown")
    return None


def _geolocations(event: Event) -> list[dict[str, Any]]:
    place = event.place
    if place is None or place.latitude is None or place.longitude is None:
        event.note("geolocations", "the place is not known, or could not be located")
        return []
    accuracy = _accuracy(place)
    if accuracy is None:
        event.note("geolocations", f"Airwars has no level for {place.precision.value.replace('_', ' ')}")
    return [
        {
            "latitude": round(place.latitude, 5),
            "longitude": round(place.longitude, 5),
            "geolocation_accuracy": accuracy,
            "radius_m": place.radius,
        }
    ]


def _accuracy(place: Place) -> str | None:
    if place.precision is PlacePrecision.TOWN:
        return next(name for most, name in _TOWNS if (place.radius or 0.0) < most)
    return _ACCURACY.get(place.precision)


def _harm_reported(event: Event) -> bool | None:
    """Whether harm to civilians is reported: known where a category other than belligerents has a figure above none."""
    found = [one for slot in ("killed", "wounded") for one in event.of(Practice.AIRWARS, slot)]
    civilian = [one for one in found if one.category == "civilians"]
    if any(one.high for one in civilian):
        return True
    if civilian:
        return False
    event.note("civilian_harm_reported", "no account gives a figure for civilians as such")
    return None


def _casualties(event: Event) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for slot, word in (("killed", "killed"), ("wounded", "injured")):
        for one in event.of(Practice.AIRWARS, slot):
            empty = dict.fromkeys(("killed_min", "killed_max", "injured_min", "injured_max"))
            row = rows.setdefault(one.category, {"category": one.category, **empty})
            row[f"{word}_min"], row[f"{word}_max"] = one.low, one.high
            event.explain(f"casualties, {one.category}, {word}", one)
    if not rows:
        event.note("casualties", "no account gives a figure: unknown, which is not 0")
    return list(rows.values())


def _belligerents(event: Event, sheets: Iterable[CriteriaSheet]) -> list[dict[str, Any]]:
    """Every body that any account names, with who names it; `Known` only where a body says so of itself."""
    finding = event.findings.get("attacker")
    if finding is None:
        event.note("belligerents", "no account names anybody")
        return []
    declared = any(
        sheet.grade == "declared_strike" and all(one.met is Met.MET for one in sheet.criteria) for sheet in sheets
    )
    return list(_named(finding, declared=declared).values())


def _named(finding: Finding, *, declared: bool) -> dict[str, dict[str, Any]]:
    named: dict[str, dict[str, Any]] = {}
    for position in finding.positions:
        if not isinstance(position.value, Actors):
            continue
        for member in position.value.members:
            row = named.setdefault(
                member.name,
                {
                    "belligerent_term": member.name,
                    "belligerent_type": "Suspected",
                    "named_by": [],
                    "denied_by": [],
                    "deaths_conceded_min": None,
                    "deaths_conceded_max": None,
                    "injuries_conceded_min": None,
                    "injuries_conceded_max": None,
                },
            )
            for holding in position.holdings:
                name = holding.holder or "origin not stated"
                side = row["denied_by" if holding.denied else "named_by"]
                if name not in side:
                    side.append(name)
                if declared and not holding.denied and holding.holder.casefold() == member.name.casefold():
                    row["belligerent_type"] = "Known"
    return named


def _summary(event: Event, codes: Codes) -> str:
    parts = [event.incident.title]
    for slot in ("killed", "wounded"):
        finding = event.findings.get(slot)
        if finding is not None and finding.positions:
            words = "; ".join(
                f"{one.value.describe()} ({', '.join(one.families) or 'origin not stated'})"
                for one in finding.positions
            )
            parts.append(f"{codes.question(slot)} {words}; {finding.verdict.value.replace('_', ' ')}")
    return ". ".join(parts) + "."
