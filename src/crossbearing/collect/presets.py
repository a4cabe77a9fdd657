"""Tables whose headers are known: event tables in the columns of ACLED, UCDP GED and Airwars, entities, our own lists.

A table is recognised by columns that only it has, whatever their case and whatever stands before the last dot of their
name (records of GeoJSON and FollowTheMoney are nested). Each column that answers a question becomes one answer; what
decides nothing is left out. Column names: ACLED codebook (2023 columns), UCDP GED codebook 23.1, Airwars' incident
records, FollowTheMoney's schema `Event` and RFC 7946.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from crossbearing.resources.vocabulary import event_kinds

__all__ = ["PRESETS", "Answer", "Preset", "cells_by_name", "recognise"]

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NUMBER = re.compile(r"\d{1,7}(?:\.0+)?")
# How our lists write numbers of persons and days: `values.count.Count.describe` and `values.when.When.describe`.
_PERSONS = re.compile(
    r"(?P<number>(?:about )?(?:up to |\u2265)?\d+(?:\u2013\d+)?|\"[^\"]*\"|none reported|none|not stated)"
    r"(?: (?P<who>.+))?",
    re.DOTALL,
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_OUR_DAY = re.compile(rf"(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTHS)}) (?P<year>\d{{4}})")
_SEVERAL = re.compile(r"\s*[;|]\s*")

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a row.

    Args:
        slot: Our question.
        value: As the coders' strings of tables are written (`12`, `10-15`, `2016-09-17`).
        more: Further cells for the reader of coded claims, by its labels.
    """

    slot: str
    value: str
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Preset:
    """A kind of table.

    Args:
        name: What it is, for people.
        coder: Who codes such tables and so publishes their rows, or empty where each row says that itself.
        needs: Columns that a table must have all of, by groups of which one is enough.
        context: Cells that stand with each answer of a row, by the labels of the reader of coded claims.
        answers: Gives the answers of a row.
        report: Gives the words of a row that is a report itself, or nothing.
        one_answer_a_row: Whether day and place of a row's event stand in other rows.
    """

    name: str
    coder: str
    needs: tuple[tuple[str, ...], ...]
    context: Callable[[Cells], dict[str, str]]
    answers: Callable[[Cells], Iterator[Answer]]
    report: Callable[[Cells], str] = lambda _: ""
    one_answer_a_row: bool = False


def _snake(name: str) -> str:
    return "_".join(part for part in re.split(r"[\W_]+", _CAMEL.sub("_", name).casefold()) if part)


def cells_by_name(cells: Mapping[str, str]) -> dict[str, str]:
    """Return cells by the last part of their column's name and by all of it, in lower case with underscores."""
    found: dict[str, str] = {}
    for column, cell in cells.items():
        found.setdefault(_snake(column.rpartition(".")[2]), cell)
    return found | {_snake(column): cell for column, cell in cells.items()}


def recognise(columns: Iterable[str]) -> Preset | None:
    """Return the kind of table that has these columns, or None where none is known."""
    names = {part for column in columns for part in (_snake(column), _snake(column.rpartition(".")[2]))}
    return next((preset for preset in PRESETS if all(names & set(group) for group in preset.needs)), None)


def _first(cells: Cells, *names: str) -> str:
    return next((cells[name] for name in names if cells.get(name)), "")


def _number(text: str) -> int | None:
    return int(float(text)) if _NUMBER.fullmatch(text.strip()) else None


def _days(first: str, last: str) -> str:
    """Return one day, or empty where they are two or none: a span of days is no day that something happened on."""
    first, last = first.strip()[:10], last.strip()[:10]
    return first if re.fullmatch(r"\d{4}-\d\d-\d\d", first) and last in ("", first) else ""


def _located(cells: Cells, name: str) -> str:
    """Return the name of a place with its coordinates, where the table gives both."""
    latitude, longitude = _first(cells, "latitude", "lat"), _first(cells, "longitude", "lon", "lng")
    return f"{name} ({latitude}, {longitude})" if name and latitude and longitude else name


def _range(low: int | None, high: int | None, best: int | None = None) -> str:
    if low is not None and high is not None and low < high:
        return f"{low}-{high}"
    known = [number for number in (best, low, high) if number is not None]
    return str(known[0]) if known else ""


def _one_source(cells: Cells, *names: str) -> str:
    """Return the source where there is one; of several it is not known which of them said what."""
    named = [part for part in _SEVERAL.split(_first(cells, *names)) if part]
    return named[0] if len(named) == 1 else ""


@cache
def _kind_of() -> Mapping[tuple[str, str], str]:
    """Return our kind of happening for each code of ACLED and Airwars; of several kinds, the first of the list."""
    found: dict[tuple[str, str], str] = {}
    for kind in event_kinds().values():
        event, _slash, sub = kind.acled.partition(" / ")
        for key in (("acled", sub.casefold()), ("acled", event.casefold()), ("airwars", kind.airwars.casefold())):
            if key[1]:
                found.setdefault(key, kind.name)
                if _snake(key[1]) == kind.name:
                    found[key] = kind.name
    return found


def _when_where(cells: Cells, day: str, place: str, *, exact: bool = True) -> Iterator[Answer]:
    if day:
        yield Answer("when.start", day)
    if place:
        yield Answer("where", _located(cells, place) if exact else place)


def _acled_context(cells: Cells) -> dict[str, str]:
    kinds = _kind_of()
    sub, event = _first(cells, "sub_event_type").casefold(), _first(cells, "event_type").casefold()
    return {
        "event": kinds.get(("acled", sub)) or kinds.get(("acled", event)) or "other",
        "event.key": _first(cells, "event_id_cnty", "event_id"),
        "date": _first(cells, "event_date")[:10] if _first(cells, "time_precision") in ("", "1") else "",
        "place": _first(cells, "location"),
        "speaker": _one_source(cells, "source"),
        "detail": _first(cells, "notes"),
    }


def _acled(cells: Cells) -> Iterator[Answer]:
    day = _days(_first(cells, "event_date"), "") if _first(cells, "time_precision") in ("", "1") else ""
    yield from _when_where(cells, day, _first(cells, "location"), exact=_first(cells, "geo_precision") in ("", "1"))
    # 0 stands for none and for none reported alike (codebook, "fatalities"), so it answers nothing.
    deaths = _number(_first(cells, "fatalities"))
    if deaths:
        yield Answer("killed", str(deaths), (("unit", "persons"),))
    # The order of the two actors says nothing of who began (codebook, "actor1"), so both were there, and no more.
    for name in ("actor1", "actor2"):
        if cells.get(name):
            yield Answer("presence", cells[name])


def _ged_context(cells: Cells) -> dict[str, str]:
    violence = _first(cells, "type_of_violence")
    return {
        "event": "armed_clash" if violence in ("1", "2") else "attack",
        "event.key": _first(cells, "id", "relid"),
        "date": _days(_first(cells, "date_start"), _first(cells, "date_end")),
        "place": _first(cells, "where_coordinates", "adm_1"),
        "speaker": _one_source(cells, "source_office"),
        "detail": _first(cells, "source_headline", "where_description"),
    }


def _ged(cells: Cells) -> Iterator[Answer]:
    day = _days(_first(cells, "date_start"), _first(cells, "date_end"))
    exact = _first(cells, "where_prec") in ("", "1")
    yield from _when_where(cells, day, _first(cells, "where_coordinates", "adm_1"), exact=exact)
    low, high, best = (_number(_first(cells, name)) for name in ("low", "high", "best"))
    if value := _range(low, high, best):
        yield Answer("killed", value, (("unit", "persons"),))
    civilians = _number(_first(cells, "deaths_civilians"))
    if civilians:
        yield Answer("killed", str(civilians), (("slot.status", "civilians"), ("slot.scope", "part: civilians")))
    # Side A of one-sided violence is who did it (codebook, "type_of_violence" 3); of the others, a side.
    if _first(cells, "type_of_violence") == "3" and cells.get("side_a"):
        yield Answer("attacker", cells["side_a"])
    else:
        for name in ("side_a", "side_b"):
            if cells.get(name):
                yield Answer("presence", cells[name])


_REFERENCE = ("unique_reference_code", "airwars_code", "incident_code", "reference_code")
_LOW = ("killed_min", "min_killed", "civilians_killed_min", "killed_low", "civilian_deaths_min")
_HIGH = ("killed_max", "max_killed", "civilians_killed_max", "killed_high", "civilian_deaths_max")
_HURT_LOW = ("injured_min", "min_injured", "civilians_injured_min", "injured_low")
_HURT_HIGH = ("injured_max", "max_injured", "civilians_injured_max", "injured_high")


def _airwars_context(cells: Cells) -> dict[str, str]:
    return {
        "event": _kind_of().get(("airwars", _first(cells, "strike_type", "type_of_strike").casefold()), "attack"),
        "event.key": _first(cells, *_REFERENCE),
        "date": _days(_first(cells, "incident_date", "date"), _first(cells, "incident_date_end", "date_end")),
        "place": _first(cells, "location_name", "location"),
        "url": _first(cells, "url", "permalink"),
        "detail": _first(cells, "summary", "incident_summary", "narrative"),
    }


def _airwars(cells: Cells) -> Iterator[Answer]:
    context = _airwars_context(cells)
    yield from _when_where(cells, context["date"], context["place"])
    for slot, lows, highs in (("killed", _LOW, _HIGH), ("wounded", _HURT_LOW, _HURT_HIGH)):
        low, high = _number(_first(cells, *lows)), _number(_first(cells, *highs))
        if value := _range(low, high):
            yield Answer(slot, value, (("unit", "persons"),))
    # Belligerents stand there as suspected unless they declared it themselves.
    for name in _SEVERAL.split(_first(cells, "belligerent", "belligerents", "suspected_belligerent")):
        if name:
            yield Answer("attacker", name, (("stance", "supposes"),))


_DEATHS = ("fatalities", "killed", "deaths", "dead", "num_killed", "killed_total", "deaths_total", "best")
_HURT = ("wounded", "injured", "injuries", "num_injured", "injured_total")
_DAY = ("date", "event_date", "incident_date", "start_date", "day")
_PLACE = ("location", "place", "town", "city", "village", "location_name")


def _event_context(cells: Cells) -> dict[str, str]:
    return {
        "event": "attack",
        "event.key": _first(cells, "id", "event_id", "incident_id"),
        "date": _days(_first(cells, *_DAY), _first(cells, "end_date", "date_end")),
        "place": _first(cells, *_PLACE),
        "publisher": _first(cells, "publisher", "source", "source_name"),
        "published": _first(cells, "published_at", "published", "publication_date"),
        "url": _first(cells, "url", "source_url", "link"),
        "title": _first(cells, "name", "title"),
        "detail": _first(cells, "description", "summary", "notes", "name", "title"),
    }


def _event(cells: Cells) -> Iterator[Answer]:
    context = _event_context(cells)
    yield from _when_where(cells, context["date"], context["place"])
    for slot, names in (("killed", _DEATHS), ("wounded", _HURT)):
        number = _number(_first(cells, *names))
        if number is not None:
            yield Answer(slot, str(number), (("unit", "persons"),))


def _ftm(cells: Cells) -> Iterator[Answer]:
    """Answer for an `Event`; other entities are no happenings, and whoever is `involved` may be anything in it."""
    if cells.get("schema") == "Event":
        yield from _event(cells)


# Entities of FollowTheMoney that hold words of their own.
_REPORTS = frozenset({"Document", "Article", "HyperText", "PlainText", "Pages", "Page", "Email", "Message"})


def _ftm_report(cells: Cells) -> str:
    return _first(cells, "body_text", "index_text") if cells.get("schema") in _REPORTS else ""


def _own_context(cells: Cells) -> dict[str, str]:
    return {
        "event": _first(cells, "event_type"),
        "event.key": _first(cells, "event_id"),
        "chain": cells.get("speakers", ""),
        "stance": cells.get("stance", ""),
        "publisher": cells.get("speakers", "").rpartition(" > ")[2],
        "detail": _first(cells, "span_quote", "quote"),
    }


def _own(cells: Cells) -> Iterator[Answer]:
    value = _first(cells, "value_words", "value_text")
    more = []
    if (scope := cells.get("scope", "")) not in ("", "whole"):
        more.append(("slot.scope", scope))
    if cells.get("value_type") == "when":
        value = _day_of(cells) or value
    if cells.get("value_type") == "category" and cells.get("value_code"):
        more.append(("slot.code", cells["value_code"]))
    if cells.get("value_type") == "group":
        told = _PERSONS.fullmatch(value)
        if told is not None and told["who"]:
            value = told["number"]
            more.append(("slot.status", told["who"]))
    if value and cells.get("slot"):
        yield Answer(cells["slot"], value, tuple(more))


def _day_of(cells: Cells) -> str:
    """Return the day that a claim of ours tells, as an ISO date, or an empty string where it is more or less than one.

    The list of objects has it as a value, the table only as written.
    """
    if cells.get("value_start"):
        return cells["value_start"][:10] if cells.get("value_precision") == "day" else ""
    written = _OUR_DAY.fullmatch(cells.get("value_words", ""))
    if written is None:
        return ""
    return f"{written['year']}-{_MONTHS.index(written['month']) + 1:02}-{int(written['day']):02}"


def _own_map_context(cells: Cells) -> dict[str, str]:
    return {**_own_context(cells), "event": cells.get("event", ""), "event.key": cells.get("properties_incidents", "")}


def _own_map(cells: Cells) -> Iterator[Answer]:
    """Answer for a claim on our own map; its incidents are what was made of claims, and are made anew."""
    if _first(cells, "properties_what") == "claim" and cells.get("slot"):
        yield Answer(cells["slot"], _first(cells, "properties_where"))


PRESETS = (
    Preset(
        "claims of an export of this program",
        "",
        (("statement",), ("slot",), ("value_words",), ("speakers",), ("span_quote",)),
        _own_context,
        _own,
        one_answer_a_row=True,
    ),
    Preset(
        "ACLED's columns",
        "ACLED",
        (("event_date",), ("event_type",), ("sub_event_type",), ("actor1",), ("fatalities",)),
        _acled_context,
        _acled,
    ),
    Preset(
        "the columns of UCDP GED",
        "UCDP GED",
        (("type_of_violence",), ("date_start",), ("best",), ("low",), ("high",)),
        _ged_context,
        _ged,
    ),
    Preset("Airwars' fields", "Airwars", (_REFERENCE, _LOW, _HIGH), _airwars_context, _airwars),
    Preset(
        "claims of a map of this program",
        "",
        (("properties_what",), ("properties_radius_m",), ("properties_where",)),
        _own_map_context,
        _own_map,
    ),
    Preset("FollowTheMoney entities", "", (("schema",), ("properties_name",)), _event_context, _ftm, _ftm_report),
    Preset("events with a day, a place and figures", "", (_DAY, _PLACE, (*_DEATHS, *_HURT)), _event_context, _event),
)
"""Kinds of tables that are known, the most particular first; the last holds only where a table has no texts."""
