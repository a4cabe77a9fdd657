"""Numbers, times and lengths in the short strings of coders."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crossbearing.model.actors import Stance
from crossbearing.model.claims import WHOLE
from crossbearing.model.values import (
    Anchor,
    Count,
    CountKind,
    CountState,
    TimePrecision,
    Value,
    When,
    YearStatus,
    ZoneStatus,
)
from crossbearing.read.values.times import clock_minutes

__all__ = ["UNKNOWN_WORDS", "Cell", "CodedValue", "parse_count", "parse_when"]

_NUMBER = re.compile(
    r"^\s*(?:up to (?P<upto>\d[\d,]*)|(?P<op>>=|<=|>|<|~|\u2265|\u2264|at least |more than |about |over "
    r"|around )?\s*(?P<low>\d[\d,]*)(?:\s*(?:-|\u2013|to)\s*(?P<high>\d[\d,]*))?)"
    r"(?P<plus>\+)?(?P<rest>\b.*)?$",
    re.IGNORECASE | re.DOTALL,
)


_NONE_WORDS = re.compile(r"^(?:none|no one|nobody|zero|0)\b", re.IGNORECASE)


UNKNOWN_WORDS = re.compile(
    r"\b(?:unspecified|not confirmed|not disclosed|unknown|not stated|no number|undisclosed)\b", re.IGNORECASE
)
"""What coders write where no number is known."""


_OFFSET = re.compile(r"([+-])(\d{1,2})(?::?(\d{2}))?$")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row says, by our labels.

    Args:
        slot: The question.
        value: The value as written.
        unit: Unit column as written.
        meaning: Meaning of that unit, as the mapping states it (`persons`, `minutes`, `zone: +03:00, stated`).
        types: Value types to try, in order.
        code: Codes the mapping gives, `; ` between several, or empty.
        settled: What the mapping settles besides (`effect`, `kind`, `unit`, `status`, `role`, `operator`, ...).
        day: Day on which a clock time falls (ISO), or empty.
        zone: Zone of clock times, such as `+03:00`, or empty.
        place: Place of the table's event, or empty.
        scope: Scope as in `Claim.scope`.
        kind: What a number counts up to.
        unit_defined: False for counts whose unit has no fixed meaning.
    """

    slot: str
    value: str
    unit: str = ""
    meaning: str = ""
    types: tuple[str, ...] = ("text",)
    code: str = ""
    settled: tuple[tuple[str, str], ...] = ()
    day: str = ""
    zone: str = ""
    place: str = ""
    scope: str = WHOLE
    kind: CountKind = CountKind.TOTAL
    unit_defined: bool = True

    def given(self, key: str) -> str:
        """Return what the mapping settles for a key, or an empty string."""
        return dict(self.settled).get(key, "")


@dataclass(frozen=True, slots=True)
class CodedValue:
    """One value out of a cell: a list gives one a kind, "58, incl. 11 children" a total and a part.

    Args:
        value: The answer.
        scope: Its scope.
        stance: Stance it carries itself ("possibly >100"), or None.
    """

    value: Value
    scope: str
    stance: Stance | None = None


def parse_count(
    text: str, *, kind: CountKind = CountKind.TOTAL, unit: str = "", unit_defined: bool = True
) -> Count | None:
    """Return the number that a coder's string states, or None.

    Args:
        text: Such as `>=62`, `>100`, `~90`, `60-80`, `up to 83`, `15 confirmed`, `unspecified`.
        kind: What it counts up to.
        unit: Unit word for things.
        unit_defined: False for unit words without a fixed meaning.
    """
    if UNKNOWN_WORDS.search(text):
        return Count(text, kind=kind, state=CountState.UNKNOWN, unit=unit, unit_defined=unit_defined)
    if _NONE_WORDS.match(text.strip()):
        return Count(text, kind=kind, state=CountState.NONE, unit=unit, unit_defined=unit_defined)
    match = _NUMBER.match(text)
    if match is None:
        return None
    if match.group("upto"):
        high = int(match.group("upto").replace(",", ""))
        return Count(text, None, high, kind=kind, unit=unit, unit_defined=unit_defined)
    low = int(match.group("low").replace(",", ""))
    high_text = match.group("high")
    rest = (match.group("rest") or "").lower()
    if re.match(r"[:.]\d|\s*%", rest):
        return None
    operator = (match.group("op") or "").strip().lower()
    top = int(high_text.replace(",", "")) if high_text else low
    if top < low:
        return None
    lower: int | None = low
    upper: int | None = top
    if operator in {">=", ">", "\u2265", "at least", "more than", "over"} or match.group("plus") or "confirmed" in rest:
        upper = None
    elif operator in {"<", "<=", "\u2264"}:
        lower = None
    about = operator in {"~", "about", "around"}
    return Count(text, lower, upper, about, kind, unit=unit, unit_defined=unit_defined)


def parse_when(cell: Cell) -> When | None:
    """Return the time a cell states, a clock time on the day that the mapping gives, or None."""
    text = cell.value.strip()
    zone, status = cell.zone, ZoneStatus.IMPLIED if cell.zone else ZoneStatus.UNKNOWN
    meaning = re.match(r"zone:\s*([^,]+)(?:,\s*(\w+))?", cell.meaning)
    if meaning is not None:
        zone = meaning.group(1).strip()
        status = ZoneStatus(meaning.group(2)) if meaning.group(2) in tuple(ZoneStatus) else ZoneStatus.STATED
    zone = cell.given("zone") or zone
    offset = _utc_offset(zone)
    name = _zone_name(offset) if offset is not None else zone
    whole = re.match(r"^(\d{4})-(\d{2})-(\d{2})(?!\d)", text)
    minutes = clock_minutes(text)
    about = text.startswith("~") or bool(
        re.match(r"(?:just |minutes |shortly )?(?:before|after)\b|about|around", text, re.IGNORECASE)
    )
    if whole is not None and minutes is None:
        start = datetime(int(whole.group(1)), int(whole.group(2)), int(whole.group(3)))
        return When(
            text,
            start,
            start + timedelta(days=1),
            TimePrecision.DAY,
            zone=name,
            zone_status=status,
            utc_offset=offset,
            year_status=YearStatus.STATED,
        )
    if minutes is None:
        return _relative(text)
    day = (
        date.fromisoformat(text[:10] if whole is not None else cell.day)
        if whole is not None or re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell.day)
        else None
    )
    if day is None:
        return When(text, precision=TimePrecision.MINUTE, about=about, zone=name, zone_status=status, utc_offset=offset)
    start = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)
    ends = re.search(r"(?:-|\u2013|to)\s*(\d{1,2}:\d{2})\s*$", text)
    end = start
    if ends is not None and (last := clock_minutes(ends.group(1))) is not None:
        end = datetime(day.year, day.month, day.day) + timedelta(minutes=last)
        end = end + timedelta(days=1) if end < start else end
    year = YearStatus.STATED if whole is not None else YearStatus.IMPLIED
    return When(text, start, end, TimePrecision.MINUTE, about, name, status, offset, year)


def _relative(text: str) -> When | None:
    match = re.match(
        r"^(?:immediately |right |just |halted |stopped )*(?P<rel>after|before|during)\s+(?P<to>.+)$",
        text,
        re.IGNORECASE,
    )
    if match is None:
        return None
    return When(text, precision=TimePrecision.UNKNOWN, anchor=Anchor(match.group("rel").lower(), match.group("to")))


def _utc_offset(zone: str) -> int | None:
    match = _OFFSET.search(zone)
    if match is None:
        return 0 if zone.upper() in {"UTC", "GMT", "Z"} else None
    minutes = int(match.group(2)) * 60 + int(match.group(3) or 0)
    return -minutes if match.group(1) == "-" else minutes


def _zone_name(offset: int) -> str:
    sign = "-" if offset < 0 else "+"
    hours, minutes = divmod(abs(offset), 60)
    return f"UTC{sign}{hours}" + (f":{minutes:02d}" if minutes else "")
