"""A table of events in the columns and codes of UCDP's Georeferenced Event Dataset, filled where the file supports it.

Columns: those of version 23.1. Codes of precision: as its codebook is reproduced in published packages
(https://ucdp.uu.se/downloads/). PRIO-GRID cells: Tollefsen, Strand and Buhaug (2012), 0.5 degrees, numbered from the
south-west corner eastwards.
"""

from __future__ import annotations

import math
from pathlib import Path

from crossbearing.model.ranges import Practice, PracticeRange
from crossbearing.model.values import PlacePrecision
from crossbearing.show.export.events import NOTE_COLUMNS, Event, events
from crossbearing.show.export.settings import Codes
from crossbearing.show.export.shared import SharedCase
from crossbearing.show.export.tables import write_table

__all__ = ["GED_COLUMNS", "prio_grid", "write_ged"]

GED_COLUMNS = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence"),
    *("conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name"),
    *("side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b"),
    *("number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original"),
    *("where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt"),
    *("priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end"),
    *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"),
)
"""The 49 columns of GED 23.1."""

_WHERE = {
    **dict.fromkeys((PlacePrecision.EXACT, PlacePrecision.SITE, PlacePrecision.NEIGHBOURHOOD, PlacePrecision.TOWN), 1),
    PlacePrecision.NEAR_TOWN: 2,
    PlacePrecision.DISTRICT: 3,
    PlacePrecision.PROVINCE: 4,
    PlacePrecision.REGION: 5,
    PlacePrecision.COUNTRY: 6,
}
_ALWAYS = (
    ("id, relid", "the incident's id in this case, not one of UCDP's"),
    ("type_of_violence", "whether the sides are states, groups or civilians is not decided by this program"),
    ("conflict_*, dyad_*, side_*_id, gwnoa, gwnob, country_id, region", "numbers that only UCDP gives out"),
    ("adm_1, adm_2", "no divisions are kept with a place"),
    (
        "deaths_a, deaths_b, deaths_civilians, deaths_unknown",
        "best figures a category, which are for a person to judge",
    ),
    ("event_clarity, code_status, active_year", "a coder's judgement"),
)


def write_ged(case: SharedCase, folder: Path, codes: Codes) -> dict[str, int]:
    """Write `events.csv` in GED's columns and `notes.csv` on what was not decidable or left out.

    An incident is an event of GED only with at least one death in low, best or high, and a kind that GED codes; the
    others are named in the notes.

    Returns:
        Numbers of events, of incidents left out, and of notes.
    """
    rows: list[dict[str, object]] = []
    notes: list[dict[str, object]] = [{"incident": "", "column": name, "note": text} for name, text in _ALWAYS]
    left_out = 0
    for event in events(case, codes):
        figures = next(iter(event.of(Practice.UCDP)), None)
        reason = _why_none(event, figures)
        if reason or figures is None:
            event.note("", f"no event of GED: {reason}")
            left_out += 1
        else:
            rows.append(_row(event, figures, codes))
        notes.extend(event.told_notes())
    write_table(folder / "events.csv", GED_COLUMNS, rows)
    write_table(folder / "notes.csv", NOTE_COLUMNS, notes)
    return {"events": len(rows), "left_out": left_out, "notes": len(notes)}


def prio_grid(latitude: float, longitude: float) -> int:
    """Return the number, from 1, of the PRIO-GRID cell of a point: rows from the south, columns from the west."""
    row = min(359, math.floor((latitude + 90) * 2))
    column = min(719, math.floor((longitude + 180) * 2))
    return row * 720 + column + 1


def _why_none(event: Event, figures: PracticeRange | None) -> str:
    if event.kind is None or not event.kind.ucdp:
        return f"it does not code {event.incident.type.replace('_', ' ')}"
    if figures is None or (figures.high is None and figures.low is None and figures.best is None):
        return "no account gives a number of dead as a whole"
    if not any((figures.low, figures.best, figures.high)):
        return "no death is told"
    return ""


def _row(event: Event, figures: PracticeRange, codes: Codes) -> dict[str, object]:
    event.explain("best, high, low", figures)
    if figures.best_by:
        event.note("best", f"judged by {figures.best_by}")
    return {
        "id": event.incident.id,
        "relid": event.incident.id,
        **_when(event),
        "side_a": "; ".join(event.bodies("attacker", "side_a")),
        "side_b": "; ".join(event.bodies("struck", "side_b")),
        "number_of_sources": event.documents,
        **_sources(event),
        **_where(event, codes),
        "best": figures.best,
        "high": figures.high,
        "low": figures.low,
    }


def _when(event: Event) -> dict[str, object]:
    day = event.day
    if day is None:
        event.note("date_start", "the day or the year is not known")
        return {}
    limits = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))
    precision = next((code for most, code in limits if day.length <= most), None)
    if precision is None:
        event.note("date_prec", "known no finer than several years")
    return {
        "year": day.first.year if day.first.year == day.last.year else None,
        "date_prec": precision,
        "date_start": day.first.isoformat(),
        "date_end": day.last.isoformat(),
    }


def _sources(event: Event) -> dict[str, object]:
    published = event.publications
    articles = (f'"{one.publisher},{one.published[:10]},{one.title}"' for one in published)
    return {
        "source_article": ";".join(articles),
        "source_office": ";".join(event.publishers()),
        "source_date": ";".join(one.published[:10] for one in published if one.published),
        "source_headline": ";".join(one.title for one in published if one.title),
        "source_original": ";".join(event.speakers()),
    }


def _where(event: Event, codes: Codes) -> dict[str, object]:
    place = event.place
    if place is None:
        event.note("where_prec", "the place is not known")
        return {}
    found: dict[str, object] = {
        "where_prec": _WHERE.get(place.precision),
        "where_coordinates": place.name or place.describe(),
        "where_description": place.describe(),
        "country": codes.country(place.country) if place.country else "",
    }
    if place.latitude is None or place.longitude is None:
        event.note("latitude, longitude", "the place could not be located")
        return found
    latitude, longitude = round(place.latitude, 6), round(place.longitude, 6)
    found |= {"latitude": latitude, "longitude": longitude, "geom_wkt": f"POINT ({longitude} {latitude})"}
    event.note("latitude, longitude", f"middle of an area of {(place.radius or 0) / 1000:g} km, known no finer")
    if (place.radius or 0) <= 25_000:  # a cell is 55 km wide: an area much larger lies in several
        found["priogrid_gid"] = prio_grid(latitude, longitude)
    return found
