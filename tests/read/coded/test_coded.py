"""Rows of coded claims: strings of coders become values, chains become speakers."""

from __future__ import annotations

from typing import Any

import pytest

from crossbearing.model import ids
from crossbearing.model.claims import Claim
from crossbearing.model.documents import Block, BlockKind, Document, Publication, Text
from crossbearing.model.locators import TableCell
from crossbearing.model.steps import Collected, Reading, Reject
from crossbearing.read.coded.counts import parse_count
from tests.read.support import reader


def row(number: int = 1, **cells: str) -> Collected:
    """Return a row as collecting hands it over: one block a cell, labelled with our field names."""
    content, blocks = "", []
    for label, text in cells.items():
        content += "\n" if content else ""
        blocks.append(Block(BlockKind.CELL, len(content), len(content) + len(text), label=label.replace("__", ".")))
        content += text
    document = ids.document_id("0" * 64, f"row={number}")
    return Collected(
        Document(document, "0" * 64, f"row={number}", "csv", 10, "table.csv", ""),
        Publication("p", document, publisher=cells.get("publisher", ""), published="2016-09-18"),
        Text(ids.text_id(document, "coded@1"), document, "coded@1", "en", content, tuple(blocks)),
        "/dev/null",
    )


def read_row(**cells: str) -> tuple[Claim, ...]:
    """Read one row."""
    (reading,) = [item for item in reader()([row(**cells)]) if isinstance(item, Reading)]
    return reading.claims


@pytest.mark.parametrize(
    ("text", "low", "high", "about", "state"),
    [
        (">=62", 62, None, False, "number"),
        (">100", 100, None, False, "number"),
        ("~90", 90, 90, True, "number"),
        ("60-80", 60, 80, False, "number"),
        ("up to 83", None, 83, False, "number"),
        ("<5", None, 5, False, "number"),
        ("15 confirmed", 15, None, False, "number"),
        ("0 by these bombs", None, None, False, "none"),
        ("unspecified", None, None, False, "unknown"),
    ],
)
def test_counts(text: str, low: int | None, high: int | None, about: bool, state: str) -> None:
    """Comparison signs, tildes and ranges become open and closed counts."""
    count = parse_count(text)
    assert count is not None
    assert (count.low, count.high, count.about, count.state) == (low, high, about, state)


@pytest.mark.parametrize("text", ["17:00", "many", "", "50%"])
def test_no_counts(text: str) -> None:
    """Clock times, words and shares are no counts."""
    assert parse_count(text) is None


CASES: list[tuple[dict[str, str], list[tuple[str, Any]]]] = [
    ({"slot": "killed", "value": "58, incl. 11 children"}, [("58", "whole"), ("11 children", "part: children")]),
    ({"slot": "killed", "value": ">=62, possibly >100"}, [("\u226562", "whole"), ("\u2265100", "whole")]),
    (
        {"slot": "platform", "value": "2 F-16 + 2 A-10", "slot__value": "items text"},
        [("F-16: 2 used", "whole"), ("A-10: 2 used", "whole")],
    ),
    (
        {"slot": "losses", "value": "3 tanks, 3 BMP, 4 mortars"},
        [("tank: 3 lost", "whole"), ("infantry fighting vehicle: 3 lost", "whole"), ("mortar: 4 lost", "whole")],
    ),
    ({"slot": "duration", "value": "~60", "unit": "minutes"}, [("about 1 h", "whole")]),
    (
        {"slot": "strikes", "value": "15 of 37", "scope": "part: during the wait; unit unclear"},
        [("15 strikes", "part: during the wait")],
    ),
    ({"slot": "intent", "value": "not intended", "slot__code": "not deliberate"}, [("not deliberate", "whole")]),
    (
        {"slot": "when.start", "value": "17:00", "date": "2016-09-17", "zone": "+03:00"},
        [("17 Sep 2016, 17:00 (UTC+3)", "whole")],
    ),
    ({"slot": "attacker", "value": "Australia, Denmark"}, [("Australia, Denmark", "whole")]),
    ({"slot": "cause", "value": "a chain of errors"}, [("a chain of errors", "whole")]),
]


@pytest.mark.parametrize(("cells", "expected"), CASES, ids=[str(cells["value"]) for cells, _ in CASES])
def test_values(cells: dict[str, str], expected: list[tuple[str, str]]) -> None:
    """A cell gives one claim, or one a kind where it is a list."""
    assert [(claim.value.describe(), claim.scope) for claim in read_row(publisher="Reuters", **cells)] == expected


def test_supposed_second_value() -> None:
    """In "at least 62, possibly more than 100" the second number is supposed."""
    assert [
        str(claim.stance) for claim in read_row(slot="killed", value=">=62, possibly >100", publisher="Reuters")
    ] == ["asserts", "supposes"]


def test_chain() -> None:
    """A chain written from the origin becomes speakers from the publisher inwards; the stance is the origin's."""
    (claim,) = read_row(
        slot="killed",
        value="62",
        publisher="Tampa Bay Times",
        chain="locals > Ministry of Defence > AP > Tampa Bay Times",
        chain__kinds="- - medium medium",
        stance="supposes",
        said_at="2016-09-17",
    )
    assert [(speaker.name, speaker.named, str(speaker.link)) for speaker in claim.speakers] == [
        ("Tampa Bay Times", True, "publishes"),
        ("AP", True, "carries"),
        ("Ministry of Defence", True, "cites"),
        ("locals", False, "told_by"),
    ]
    assert [str(speaker.stance) for speaker in claim.speakers] == ["asserts", "asserts", "asserts", "supposes"]
    assert claim.speakers[-1].said_at == "2016-09-17"


def test_locator_is_the_cell() -> None:
    """A coded claim points to the row and to the characters of its cell."""
    (claim,) = read_row(slot="killed", value="62", publisher="Reuters", unit="persons")
    assert isinstance(claim.locator, TableCell)
    assert (claim.locator.row, claim.locator.quote) == (1, "62")


def test_rows_about_one_event_share_it() -> None:
    """Rows of one table about the same kind of event, day and place name one event."""
    cells = {"value": "62", "date": "2016-09-17", "place": "Deir ez-Zor", "event": "air_strike"}
    readings = [
        item
        for item in reader()([row(1, slot="killed", **cells), row(2, slot="wounded", **cells)])
        if isinstance(item, Reading)
    ]
    assert len({reading.claims[0].event.id for reading in readings}) == 1
    assert readings[0].claims[0].event.type == "air_strike"


def test_bad_rows_are_noted() -> None:
    """A row without a value or with an unknown question gives no claim and says why."""
    found = list(
        reader()(
            [
                row(slot="killed", value=""),
                row(slot="colour", value="blue"),
                row(slot="killed", value="1", stance="shouts"),
            ]
        )
    )
    assert [item.kind for item in found if isinstance(item, Reject)] == ["bad_row", "bad_row", "unknown_stance"]
    assert [len(item.claims) for item in found if isinstance(item, Reading)] == [0, 0, 1]
