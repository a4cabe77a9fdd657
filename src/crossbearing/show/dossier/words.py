"""How answers, counts, stances and verdicts read on the page. Colour never carries a meaning alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crossbearing.model.actors import Speaker, Stance
from crossbearing.model.claims import WHOLE, Basis
from crossbearing.model.documents import MarkKind
from crossbearing.model.findings import Finding, OneSide, Position, Verdict
from crossbearing.model.values import (
    Category,
    CountState,
    Group,
    Items,
    TimePrecision,
    Value,
    When,
    YearStatus,
    ZoneStatus,
    thing_words,
)
from crossbearing.show.dossier.context import Labels

__all__ = [
    "BASIS_WORDS",
    "MARK_WORDS",
    "STANCE_WORDS",
    "VERDICTS",
    "VerdictWords",
    "chain_words",
    "date_words",
    "finding_around",
    "finding_question",
    "one_side_words",
    "outlets_words",
    "plural",
    "value_words",
    "when_words",
]


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """How one verdict is shown: code (also the style class), symbol, word and what it means."""

    code: str
    symbol: str
    word: str
    meaning: str


VERDICTS: dict[Verdict, VerdictWords] = {
    verdict: VerdictWords(verdict.value, symbol, word, meaning)
    for verdict, symbol, word, meaning in (
        (
            Verdict.DISPUTED,
            "✕",
            "disputed",
            "Answers that cannot all be true of the same thing stand against each other, and none has been withdrawn.",
        ),
        (
            Verdict.CHANGED_ACCOUNT,
            "⇄",
            "changed account",
            "A body has changed its own answer on a cause, an actor, a time, a place or an intent. Both stay in view.",
        ),
        (
            Verdict.SUPERSEDED,
            "↻",
            "superseded",
            "A body has replaced its own earlier count by a later one. The earlier stays in view and is no conflict.",
        ),
        (
            Verdict.RANGE,
            "▭",
            "range",
            "The answers differ in precision, and all fit within one range.",
        ),
        (
            Verdict.AGREED,
            "●",
            "agreed",
            "At least two families of sources give compatible answers, and their independence of each other is shown.",
        ),
        (
            Verdict.REPEATED,
            "≈",
            "repeated",
            "Several bodies give compatible answers, but it is not shown that they know it independently.",
        ),
        (
            Verdict.SINGLE_ORIGIN,
            "◐",
            "single origin",
            "However many outlets carry it, the answer goes back to one origin.",
        ),
        (
            Verdict.ORIGIN_NOT_STATED,
            "◌",
            "origin not stated",
            "Outlets give an answer, but none of them says where it comes from.",
        ),
        (
            Verdict.NOT_COMPARABLE,
            "≠",
            "not comparable",
            "The answers count or mean different things, so that they neither agree nor conflict.",
        ),
        (
            Verdict.UNKNOWN,
            "○",
            "unknown",
            "The question is raised, but nobody gives an answer to it.",
        ),
    )
}
"""Sign, word and meaning of each verdict."""

STANCE_WORDS: dict[Stance, str] = {
    Stance.ASSERTS: "asserts",
    Stance.DENIES: "denies",
    Stance.SUPPOSES: "supposes",
    Stance.CONCEDES: "concedes",
    Stance.CONDITIONAL: "says on a condition",
    Stance.DECLINES: "declines to answer",
    Stance.CANNOT_SAY: "cannot say",
    Stance.RETRACTS: "takes back",
}
"""Stances as a reader says them."""

BASIS_WORDS: dict[Basis, str] = {
    Basis.SAW: "saw it",
    Basis.WAS_TOLD: "was told",
    Basis.RECORD: "from a record",
    Basis.MEDIA_ITEM: "from a picture or recording",
    Basis.LABORATORY: "from a laboratory",
    Basis.INTERCEPT: "from an intercept",
    Basis.INFERENCE: "inferred",
    Basis.OPINION: "an opinion",
    Basis.OFFICIAL: "said for a body",
    Basis.UNKNOWN: "basis not stated",
}
"""Bases as a reader says them."""

MARK_WORDS: dict[MarkKind, str] = {
    MarkKind.RHETORIC: "rhetoric",
    MarkKind.LOADED_TERM: "loaded term",
    MarkKind.NOT_READ: "not read",
    MarkKind.UNLABELLED_PHASE: "phase announced, not told",
    MarkKind.TRUNCATED: "reading stopped here",
    MarkKind.NAMES_LISTED: "names listed",
}
"""Marks as a reader says them."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CLOCK = (TimePrecision.SECOND, TimePrecision.MINUTE, TimePrecision.HOUR, TimePrecision.PART_OF_DAY)


def plural(number: int, one: str, many: str = "") -> str:
    """Return `1 outlet` or `3 outlets`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def outlets_words(outlets: int, state_origin: int, state_none: int) -> str:
    """Return the sentence printed with every answer: `13 outlets: 8 state an origin, 5 state none`."""
    if outlets == 1:
        return "1 outlet, which states an origin" if state_origin else "1 outlet, which states no origin"
    if not state_none:
        return f"{plural(outlets, 'outlet')}, all of which state an origin"
    if not state_origin:
        return f"{plural(outlets, 'outlet')}, none of which states an origin"
    return (
        f"{plural(outlets, 'outlet')}: {state_origin:,} {'states' if state_origin == 1 else 'state'} an origin, "
        f"{state_none:,} {'states' if state_none == 1 else 'state'} none"
    )


def _day(moment: datetime, *, year: bool = True) -> str:
    day = f"{moment.day} {_MONTHS[moment.month - 1]}"
    return f"{day} {moment.year}" if year else day


def date_words(stamp: str) -> str:
    """Return an ISO date or time as `17 Sep 2016`, keeping what precision it has; other text is returned as it is."""
    parts = stamp[:10].split("-")
    if not all(part.isdigit() for part in parts):
        return stamp
    numbers = [int(part) for part in parts]
    if len(numbers) > 1 and not 1 <= numbers[1] <= 12:
        return stamp
    if len(numbers) == 3:
        return f"{numbers[2]} {_MONTHS[numbers[1] - 1]} {numbers[0]}"
    return f"{_MONTHS[numbers[1] - 1]} {numbers[0]}" if len(numbers) == 2 else stamp


def when_words(value: When, *, zone: bool = True, day: date | None = None) -> str:
    """Return a time as `17:00, 17 Sep 2016 (UTC+3)` at the grain it was stated, or its own words where relative.

    Args:
        value: The time.
        zone: Whether to say the zone.
        day: The day everything is about; a clock time of that day is given without its date.
    """
    start, end = value.start, value.end
    if start is None and end is None:
        return " ".join(value.text.split()) or "not stated"
    year = value.year_status is not YearStatus.UNKNOWN
    about = "about " if value.about else ""
    if value.precision in _CLOCK:
        words = _clock_words(value, year=year)
        if start is not None and start.date() == day:
            words = words.removesuffix(f", {_day(start, year=year)}")
        return about + words + (_zone_words(value) if zone else "")
    if start is None:
        return f"{about}before {_day(_inclusive(end, start), year=year)}" if end else value.text
    if value.precision is TimePrecision.MONTH:
        return about + (f"{_MONTHS[start.month - 1]} {start.year}" if year else _MONTHS[start.month - 1])
    if value.precision is TimePrecision.YEAR:
        return f"{about}{start.year}"
    if end is None:
        return f"{about}from {_day(start, year=year)}"
    last = _inclusive(end, start)
    if last.date() == start.date():
        return about + _day(start, year=year)
    return f"{about}{_day(start, year=False)} to {_day(last, year=year)}"


def _inclusive(end: datetime | None, start: datetime | None) -> datetime:
    """Return the last moment inside a half-open interval, so that `until 18 Sep 00:00` reads 17 Sep."""
    moment = end or start or datetime(1, 1, 1)
    return moment - timedelta(seconds=1) if end is not None and (start is None or end > start) else moment


def _clock_words(value: When, *, year: bool) -> str:
    start, end = value.start, value.end
    if start is None or end is None:
        known = start or end
        side = "from" if start else "until"
        return f"{side} {known:%H:%M}, {_day(known, year=year)}" if known else value.text
    if value.precision is TimePrecision.PART_OF_DAY:
        return f"{start:%H:%M}–{end:%H:%M}, {_day(start, year=year)}"
    if end - start <= timedelta(minutes=1):
        return f"{start:%H:%M}, {_day(start, year=year)}"
    if value.precision is TimePrecision.HOUR and end - start <= timedelta(hours=1):
        return f"{start:%H:%M}–{end:%H:%M}, {_day(start, year=year)}"
    if start.date() == end.date():
        return f"{start:%H:%M}–{end:%H:%M}, {_day(start, year=year)}"
    return f"{start:%H:%M}, {_day(start, year=year)} to {end:%H:%M}, {_day(end, year=year)}"


def _zone_words(value: When) -> str:
    zone = value.zone
    if value.utc_offset is not None:
        hours, minutes = divmod(abs(value.utc_offset), 60)
        zone = f"UTC{'+' if value.utc_offset >= 0 else '−'}{hours}" + (f":{minutes:02d}" if minutes else "")
    if not zone:
        return ", zone not stated"
    known = {ZoneStatus.STATED: "", ZoneStatus.IMPLIED: "", ZoneStatus.ASSUMED: " assumed"}
    return f" ({zone}{known.get(value.zone_status, ' not certain')})"


def value_words(value: Value, labels: Labels, *, day: date | None = None) -> str:
    """Return an answer in words, short enough for a cell; clock times of the day given come without their date."""
    if isinstance(value, When):
        return when_words(value, day=day)
    if isinstance(value, Group) and value.count.state not in (CountState.NUMBER, CountState.VAGUE):
        return value.count.describe()
    if isinstance(value, Items):
        number, kind = value.count.describe(), thing_words(value.kind)
        words = (
            number
            if value.names_itself
            else f"{number} × {kind}"
            if value.count.state in (CountState.NUMBER, CountState.VAGUE)
            else f"{kind}, {number}"
        )
        return f"{words}, {value.effect.replace('_', ' ')}" if value.effect else words
    if isinstance(value, Category):
        label = labels.intent.get(value.code) if value.scheme == "intent" else None
        if label is None:
            return value.describe()
        return f"not {label}" if value.negated else label
    return value.describe()


_RELATED = "event: "


def finding_around(finding: Finding, labels: Labels) -> str:
    """Return the kind of the related happening a finding is about, or nothing where it is about the incident itself."""
    head = finding.scope.split("; ")[0]
    return labels.event(head.removeprefix(_RELATED)) if head.startswith(_RELATED) else ""


def finding_question(finding: Finding) -> tuple[str, str]:
    """Return the slot of a finding and, where it is about a part or a unit only, what it is limited to."""
    limits = [thing_words(finding.unit)] if finding.unit else []
    limits += [part for part in finding.scope.split("; ") if part not in ("", WHOLE) and not part.startswith(_RELATED)]
    return finding.slot, "; ".join(limits)


def given_up_words(position: Position) -> str:
    """Return what became of an answer that nobody holds any more: `since withdrawn` or `since replaced`."""
    withdrawn = any(holding.note in ("retracted", "retraction") for holding in position.holdings)
    return "since withdrawn" if withdrawn else "since replaced"


def one_side_words(one_side: OneSide) -> str:
    """Return what is said about agreeing origins and the sides of the conflict, or nothing where it is not known."""
    return {
        OneSide.YES: "The agreeing origins stand on one side of the conflict.",
        OneSide.NO: "The agreeing origins do not stand on one side of the conflict.",
    }.get(one_side, "")


def chain_words(speakers: Iterable[Speaker], publisher: str) -> list[str]:
    """Return the attribution chain from its origin to the publisher, as names; the publisher stands last."""
    inner = [speaker.name for speaker in speakers if speaker.name and speaker.name != "publisher"]
    names = [*reversed(inner), publisher]
    return [name for position, name in enumerate(names) if position == 0 or name != names[position - 1]]
