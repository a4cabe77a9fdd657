"""Lists are found through indexes: the work for a first page does not grow with the case."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import event

from crossbearing.model.documents import Mark, MarkKind
from crossbearing.model.protocols import Linked
from crossbearing.model.steps import Reading
from crossbearing.store.cards import _in_short
from crossbearing.store.case import Case
from tests.invented_claims import count
from tests.store import making

FIRST_PAGE = 20
_STEP = 100  # operations of SQLite's virtual machine between two calls of its progress handler


def make(folder: Path, documents: int) -> Path:
    """Make a case of so many documents with ten claims each, five documents an incident."""
    folder.mkdir()
    readings = []
    for number in range(documents):
        sentences = [f"In town {number} at house {house} shells killed {house} people." for house in range(100, 110)]
        of = making.collected(folder, " ".join(sentences), name=f"report-{number}.txt", title=f"Report {number}")
        claims = tuple(
            making.claim(
                of, sentence=one, quote=str(house), value=making.number(house), slot=("killed", "wounded")[house % 2]
            )
            for house, one in enumerate(sentences, start=100)
        )
        mark = Mark(of.document.id, of.text.id, MarkKind.RHETORIC, 0, 2, "In", "said for the test", "reader-1")
        readings.append(Reading(of, claims, (mark,)))
    with Case.create(folder / "a.case") as case:
        case.add_readings(readings)
        groups = [
            [claim for reading in readings[start : start + 5] for claim in reading.claims]
            for start in range(0, documents, 5)
        ]
        incidents = [making.incident(f"INC-{number:05}", group) for number, group in enumerate(groups)]
        case.replace_links(Linked(tuple(incidents), tuple(making.origin(group[:3]) for group in groups)))
        case.replace_findings(
            making.weighed(incident, group) for incident, group in zip(incidents, groups, strict=True)
        )
    return folder / "a.case"


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A case and one eight times as large."""
    folder = tmp_path_factory.mktemp("sizes")
    return make(folder / "small", 50), make(folder / "large", 400)


def work(path: Path, ask: Callable[[Case], object]) -> int:
    """Return how much work the database has with a question, in hundreds of its operations."""
    done = 0

    def count() -> int:
        nonlocal done
        done += 1
        return 0

    with Case.open(path) as case:
        engine = case._database._reader

        @event.listens_for(engine, "checkout")
        def _(connection: sqlite3.Connection, *_: object) -> None:
            connection.set_progress_handler(count, _STEP)

        ask(case)
    return done


def page(rows: Iterator[object]) -> int:
    """Take the first page of a list."""
    return len(list(islice(rows, FIRST_PAGE)))


@pytest.mark.parametrize(
    "ask",
    [
        lambda case: page(case.documents()),
        lambda case: page(case.publications()),
        lambda case: page(case.claims()),
        lambda case: page(case.claims(slot="killed")),
        lambda case: page(case.claims(incident="INC-00003")),
        lambda case: page(case.marks()),
        lambda case: page(case.findings()),
        lambda case: page(case.findings("INC-00003")),
        lambda case: page(case.hypotheses("INC-00003")),
        lambda case: page(case.origins("INC-00003")),
        lambda case: case.incident("INC-00003"),
        lambda case: case.tallies("slot"),
        lambda case: case.search("town 7 house 101"),
    ],
    ids=[
        "documents",
        "publications",
        "claims",
        "claims of a slot",
        "claims of an incident",
        "marks",
        "findings",
        "findings of an incident",
        "hypotheses",
        "origins",
        "incident",
        "tallies",
        "search",
    ],
)
def test_first_page_of_a_large_case(cases: tuple[Path, Path], ask: Callable[[Case], object]) -> None:
    """The first page of a case eight times as large takes no more than twice the work."""
    small, large = (work(path, ask) for path in cases)
    assert large <= 2 * small + 5


@pytest.mark.parametrize(
    ("counts", "short"),
    [
        (["12", "9"], ("12", "9")),
        (["12", "14", "9", "4", "15", ">=20"], ("4 to ≥20, 6 answers",)),
        (["many", "few", "some", "dozens", "hundreds"], ('"many"', '"few"', '"some"', '"dozens"')),
        ([], ()),
    ],
)
def test_many_figures_are_told_by_their_ends(counts: list[str], short: tuple[str, ...]) -> None:
    """Of many figures of the dead a card shows the ends and how many there are, not merely those told first."""
    assert _in_short([count(one) for one in counts]) == short
