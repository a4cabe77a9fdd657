"""The fact tables as claims, built straight from their columns, as a coder's import would give them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from crossbearing.model.actors import Link, Speaker, Stance
from crossbearing.model.claims import Claim, Event
from crossbearing.model.documents import Document, Publication
from crossbearing.model.ids import claim_id, document_id, event_id, publication_id, statement_id
from crossbearing.model.locators import TableCell
from crossbearing.model.values import (
    Category,
    Count,
    CountKind,
    CountState,
    Duration,
    Place,
    PlacePrecision,
    TextValue,
    TimePrecision,
    Value,
    When,
    YearStatus,
    ZoneStatus,
)
from tests.memory_case import MemoryCase

__all__ = ["FACTS", "Row", "case_of", "rows_of"]

FACTS = Path(__file__).resolve().parents[2].parent / "shared" / "facts"

_SLOTS = {
    "killed": "killed",
    "wounded": "wounded",
    "casualties_total": "casualties",
    "strike_start": "when.start",
    "strike_end": "when.end",
    "release_time": "when.start",
    "duration": "duration",
    "strikes_count": "strikes",
    "intent": "intent",
    "deconfliction": "deconfliction",
    "location": "where",
    "aircraft": "platform",
    "participants": "attacker",
    "attribution": "attacker",
    "control": "control",
    "intended_target": "intended_target",
    "victim_identity": "struck",
    "cause": "cause",
    "depot_hypothesis": "cause",
    "warning": "warning",
    "equipment_lost": "losses",
    "process": "process",
    "delivery": "method",
    "other_aircraft": "presence",
}
_INTENT = (
    ("negligence and connivance", "connivance", False),
    ("not intentional", "deliberate", True),
    ("not intended", "deliberate", True),
    ("no intent", "deliberate", True),
    ("good faith", "mistake", False),
    ("mistake", "mistake", False),
    ("deliberate", "deliberate", False),
    ("premeditated", "deliberate", False),
)
_DECONFLICTION = (
    ("9 km error", "told_beforehand.wrong_place"),
    ("misled", "misled"),
    ("denies prior", "told_beforehand"),
    ("earlier same day", "told_beforehand"),
    ("informed before", "told_beforehand"),
    ("courtesy call", "told_beforehand"),
    ("no reply received", "told_beforehand"),
    ("first advance notice", "told_beforehand"),
    ("just before 17:00", "told_beforehand"),
)
_DATES = {"deir_ez_zor_2016.csv": datetime(2016, 9, 17), "khan_shaykhun_2017.csv": datetime(2017, 4, 4)}
_UNNAMED = ("others", "other sources", "sources", "reports", "media", "wire")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table with the claim made of it."""

    number: int
    columns: dict[str, str]
    claim: Claim

    @property
    def kind(self) -> str:
        """Claim type of the table."""
        return self.columns["claim_type"]

    @property
    def value(self) -> str:
        """Value as written."""
        return self.columns["value"]


@cache
def rows_of(name: str) -> tuple[Row, ...]:
    """Return the rows of a table."""
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return tuple(_row(name, number, columns) for number, columns in enumerate(csv.DictReader(file), start=1))


def case_of(name: str) -> MemoryCase:
    """Return a case that holds one table, not yet linked."""
    case = MemoryCase()
    for row in rows_of(name):
        columns, document = row.columns, row.claim.document
        case.document_list.append(
            Document(document, name, f"row={row.number}", "text/csv", 0, name, "2026-01-01T00:00:00Z")
        )
        case.publication_list.append(
            Publication(
                id=publication_id(document, columns["publisher"], columns["url"], columns["published"]),
                document=document,
                publisher=columns["publisher"],
                kind=columns["publisher_type"],
                url=columns["url"],
                published=columns["published"],
            )
        )
        case.claim_list.append(row.claim)
    return case


def _row(name: str, number: int, columns: dict[str, str]) -> Row:
    document = document_id(name, f"row={number}")
    slot = _SLOTS.get(columns["claim_type"], "other")
    value = _value(name, columns, slot)
    links = list(reversed(columns["chain"].split(" > ")))
    speakers = []
    for index, link in enumerate(links):
        innermost = index == len(links) - 1
        speakers.append(
            Speaker(
                name=link,
                named=link not in _UNNAMED and not (link[:1].islower() and link != "gdp.ch"),
                link=Link.PUBLISHES if index == 0 else Link.CITES,
                stance=Stance(columns["stance"]) if innermost else Stance.ASSERTS,
                said_at=columns["said_at"].split(" ")[0] if innermost else "",
            )
        )
    scope = columns["scope"] if columns["scope"].startswith("part") else "whole"
    statement = statement_id(
        document=document,
        sentence=columns["detail_in_own_words"],
        slot=slot,
        value=value.canonical(),
        scope=scope,
        stance=columns["stance"],
        speakers=[speaker.name for speaker in speakers[1:]],
        ordinal=0,
    )
    claim = Claim(
        id=claim_id(statement, str(number), "coded"),
        statement=statement,
        document=document,
        locator=TableCell(document, number, "value", 0, len(columns["value"]), columns["value"]),
        event=Event(id=event_id(name, "table", ""), type="chemical_attack" if "khan" in name else "air_strike"),
        slot=slot,
        value=value,
        speakers=tuple(speakers),
        stance=Stance(columns["stance"]),
        scope=scope,
        step="coded",
    )
    return Row(number, columns, claim)


def _value(name: str, columns: dict[str, str], slot: str) -> Value:
    text = columns["value"]
    if slot in ("killed", "wounded", "casualties", "strikes"):
        return _count(text, columns["scope"], "strikes" if slot == "strikes" else "")
    if slot in ("when.start", "when.end"):
        return _when(name, text) or TextValue(text)
    if slot == "duration":
        return _duration(text, columns["unit"])
    if slot == "intent":
        for words, code, negated in _INTENT:
            if words in text:
                return Category(text, "intent", code, negated=negated)
    if slot == "deconfliction":
        for words, code in _DECONFLICTION:
            if words in text:
                return Category(text, "deconfliction", code)
    if slot == "where" and (found := re.search(r"(\d+)(?:-(\d+))? km (south|SW)", text)):
        # The airport of the town, and the distances stated from it, as a gazetteer gives them.
        far = int(found.group(2) or found.group(1))
        near = int(found.group(1))
        middle = (near + far) / 2 / 111.2
        south, west = (middle, 0.0) if found.group(3) == "south" else (middle * 0.707, middle * 0.707 / 0.815)
        return Place(
            text,
            "Deir ez-Zor airport",
            35.285 - south,
            40.176 - west,
            1000.0 + 500.0 * (far - near),
            PlacePrecision.SITE,
        )
    return TextValue(text)


def _count(text: str, scope: str, unit: str) -> Count:
    kind = CountKind.CUMULATIVE if scope.startswith("cumulative") and not unit else CountKind.TOTAL
    numbers = [int(number) for number in re.findall(r"\d+", text.split("(", maxsplit=1)[0].split(",", maxsplit=1)[0])]
    defined = not unit
    if not numbers:
        return Count(text, state=CountState.UNKNOWN, unit=unit, unit_defined=defined)
    kind = CountKind.TOTAL
    if re.search(r"\d+-\d+ in text vs", text):
        numbers = [50, 106]
    low: int | None = numbers[0]
    high: int | None = numbers[0]
    if text.startswith((">=", ">")) or "confirmed" in text:
        high = None
    elif text.startswith("up to"):
        low = None
    elif re.search(r"\d-\d", text):
        high = numbers[1]
    return Count(text, low, high, about=text.startswith("~"), kind=kind, unit=unit, unit_defined=defined)


def _when(name: str, text: str) -> When | None:
    clocks = re.findall(r"(\d\d):(\d\d)", text)
    if not clocks:
        return None
    moments = [_DATES[name] + timedelta(hours=int(hour), minutes=int(minute)) for hour, minute in clocks]
    start = None if "before" in text else moments[0]
    return When(
        text,
        start=start,
        end=moments[-1],
        precision=TimePrecision.MINUTE,
        about="~" in text,
        zone="UTC+3",
        zone_status=ZoneStatus.STATED,
        utc_offset=180,
        year_status=YearStatus.STATED,
    )


def _duration(text: str, unit: str) -> Value:
    scale = 3600.0 if unit == "hours" else 60.0
    numbers = [float(number) * scale for number in re.findall(r"\d+", text)]
    if not numbers:
        return Duration(text, vague=True)
    if text.startswith(">"):
        return Duration(text, low=numbers[0])
    return Duration(text, low=min(numbers), high=max(numbers), about=True)
