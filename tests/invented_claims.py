"""Invented reports for tests of linking and weighing: claims, publications and texts in a few words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from crossbearing.model.actors import Link, Speaker, Stance
from crossbearing.model.claims import WHOLE, Basis, Claim, Event, Modality
from crossbearing.model.documents import Block, BlockKind, Publication, Text
from crossbearing.model.ids import claim_id, document_id, event_id, publication_id, statement_id, text_id
from crossbearing.model.locators import TextSpan
from crossbearing.model.values import (
    Count,
    CountState,
    Place,
    PlacePrecision,
    TimePrecision,
    Value,
    When,
    YearStatus,
    ZoneStatus,
)
from tests.memory_case import MemoryCase

__all__ = ["NORTHTOWN", "SOUTHTOWN", "Report", "case_of", "clock", "count", "day", "place"]


def count(written: str) -> Count:
    """Return a count: `62`, `~60`, `>=60`, `60-80`, `<=80`, `?` for unknown, anything else for a vague word."""
    if written == "?":
        return Count(written, state=CountState.UNKNOWN)
    about = written.startswith("~")
    number = written.lstrip("~<>=")
    low, _dash, high = number.partition("-")
    if not low.isdigit():
        return Count(written, state=CountState.VAGUE, word=written)
    if written.startswith(">="):
        return Count(written, low=int(low))
    if written.startswith("<="):
        return Count(written, high=int(low))
    return Count(written, low=int(low), high=int(high or low), about=about)


def clock(written: str, on: str = "2031-05-04") -> When:
    """Return a clock time in a known zone."""
    moment = datetime.fromisoformat(f"{on}T{written}")
    return When(
        written,
        moment,
        moment,
        TimePrecision.MINUTE,
        zone="UTC+2",
        zone_status=ZoneStatus.STATED,
        utc_offset=120,
        year_status=YearStatus.STATED,
    )


def day(written: str, *, year_known: bool = True) -> When:
    """Return a day, with or without its year."""
    start = datetime.fromisoformat(written)
    if not year_known:
        start = start.replace(year=2000)
    status = YearStatus.STATED if year_known else YearStatus.UNKNOWN
    return When(written, start, start + timedelta(days=1), TimePrecision.DAY, year_status=status)


def place(name: str, latitude: float, longitude: float, radius: float = 4000.0) -> Place:
    """Return a located place."""
    return Place(name, name, latitude, longitude, radius, PlacePrecision.TOWN, country="XX", id=f"test:{name}")


NORTHTOWN = place("Northtown", 35.0, 40.0)
SOUTHTOWN = place("Southtown", 33.0, 44.0)


class Report:
    """A report under construction.

    Args:
        publisher: Who publishes it.
        published: ISO date, or empty.
        kind: Kind of publisher as the user states it.
        name: Sets reports of one publisher and day apart.
        credit: Credit line.
        country: ISO 3166-1 alpha-2 code of the publisher's country, or empty.
    """

    def __init__(
        self,
        publisher: str,
        published: str = "2031-05-04",
        *,
        kind: str = "newspaper",
        name: str = "",
        credit: str = "",
        country: str = "",
    ) -> None:
        self.document = document_id(f"{publisher}{published}{name}")
        self.publication = Publication(
            id=publication_id(self.document, publisher, "", published),
            document=self.document,
            publisher=publisher,
            kind=kind,
            published=published,
            credit=credit,
            country=country,
        )
        self.claims: list[Claim] = []
        self.text = ""

    def says(
        self,
        slot: str,
        value: Value,
        *chain: str,
        stance: Stance = Stance.ASSERTS,
        scope: str = WHOLE,
        said_at: str = "",
        basis: Basis = Basis.UNKNOWN,
        kind: str = "air_strike",
        event: str = "",
        modality: Modality = Modality.NEWS,
        negated: bool = False,
        named: Sequence[bool] = (),
    ) -> Report:
        """Add a claim.

        Args:
            slot: The question.
            value: The answer.
            chain: Speakers behind the publisher, outermost first.
            stance: Of the innermost speaker.
            scope: Whole, or part of what.
            said_at: When the innermost speaker said it.
            basis: On what it rests.
            kind: Kind of event.
            event: Sets events of one kind apart.
            modality: News or background.
            negated: Whether the event is said not to have happened.
            named: For each speaker of the chain whether it has a name; by default all have.
        """
        marks = list(named) or [True] * len(chain)
        speakers = [Speaker(self.publication.publisher or "publisher", link=Link.PUBLISHES)]
        speakers += [Speaker(name, named=mark) for name, mark in zip(chain, marks, strict=True)]
        last = speakers[-1]
        speakers[-1] = Speaker(
            last.name, named=last.named, link=last.link, stance=stance, said_at=said_at, kind=last.kind
        )
        statement = statement_id(
            document=self.document,
            sentence=f"{slot} {value.describe()} {event}",
            slot=slot,
            value=value.canonical(),
            scope=scope,
            stance=stance,
            speakers=chain,
            ordinal=len(self.claims),
        )
        key = event_id(self.document, kind, event)
        self.claims.append(
            Claim(
                id=claim_id(statement, "0", "test"),
                statement=statement,
                document=self.document,
                locator=TextSpan(text_id(self.document, "test"), 0, 0, ""),
                event=Event(key, kind, negated=negated, modality=modality),
                slot=slot,
                value=value,
                speakers=tuple(speakers),
                stance=stance,
                basis=basis,
                scope=scope,
                step="test",
            )
        )
        return self

    def reads(self, text: str) -> Report:
        """Set the words of the report."""
        self.text = text
        return self


def case_of(*reports: Report) -> MemoryCase:
    """Return a case of reports, not yet linked."""
    case = MemoryCase()
    for report in reports:
        case.claim_list += report.claims
        case.publication_list.append(report.publication)
        block = Block(BlockKind.BODY, 0, len(report.text))
        case.text_list.append(
            Text(text_id(report.document, "test"), report.document, "test", "en", report.text, (block,))
        )
    return case
