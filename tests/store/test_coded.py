"""Claims coded by hand: among the claims of their documents, found again in newer texts, gone when taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crossbearing.model.care import Care
from crossbearing.model.claims import Claim
from crossbearing.model.coding import BY_HAND, CodedClaim, find_again, spoken_around, with_ids
from crossbearing.model.errors import CaseError
from crossbearing.model.locators import TextSpan
from crossbearing.model.steps import Reading
from crossbearing.store.case import Case
from crossbearing.store.verify import verify
from tests.store import making

SENTENCE = "The governor said that 3 people were killed in Homs, and 3 people were hurt in Hama."


def coded(on: Reading, *, nth: int = 0, id_: str = "hand-1") -> CodedClaim:
    """Return a claim that a person coded on the nth "3 people" of a reading's text."""
    content = on.collected.text.content
    start = -1
    for _ in range(nth + 1):
        start = content.index("3 people", start + 1)
    span = TextSpan(on.collected.text.id, start, start + len("3 people"), "3 people")
    read = making.claim(on.collected, sentence=SENTENCE, quote="3", value=making.number(3), step=BY_HAND)
    claim = with_ids(replace(read, locator=span, by="an analyst"))
    before, behind = spoken_around(content, span.start, span.end)
    return CodedClaim(id_, on.collected.document.id, "an analyst", "2026-03-01T10:00:00+00:00", claim, before, behind)


def by_hand(case: Case) -> list[Claim]:
    """Return the claims that a person coded."""
    return [claim for claim in case.claims() if claim.by]


def keep(case: Case, *records: CodedClaim) -> None:
    """Keep records and let the claims follow."""
    case.records().add(records)
    case.coded().refresh()


def test_it_stands_beside_what_was_read(case: Case, folder: Path) -> None:
    """A coded claim is listed and counted with the others, and the case is whole."""
    on = Reading(making.collected(folder, SENTENCE))
    case.add_readings([on])
    keep(case, coded(on))
    assert by_hand(case) == [coded(on).claim]
    assert case.counts().claims == 1
    assert case.tallies("slot") == {"killed": 1}
    assert verify(case.path) == []


def test_nothing_is_stored_where_nothing_changed(case: Case, folder: Path) -> None:
    """Looking again stores nothing and writes nothing into the log."""
    on = Reading(making.collected(folder, SENTENCE))
    case.add_readings([on])
    keep(case, coded(on))
    entries = len(list(case.entries()))
    assert list(case.coded().refresh()) == []
    assert len(list(case.entries())) == entries


@pytest.mark.files
def test_erased_with_its_document_alone(case: Case, folder: Path) -> None:
    """Erasing one is refused, with the way to go, and erases nothing; withdrawing the document takes its words out."""
    on = Reading(making.collected(folder, SENTENCE))
    case.add_readings([on])
    words = "so the analyst of the harbour office wrote"
    one = replace(coded(on), why=words)
    keep(case, one)
    grade = Care("care-1", on.collected.document.id, "an analyst", "2026-03-01T10:00:00+00:00", why="a remark")
    case.records().add([grade])
    for ids in (["hand-1"], ["care-1", "hand-1"]):
        with pytest.raises(CaseError, match="withdraw"):
            case.records().erase(ids, authority="court order")
    assert case.records().one("care-1") == grade
    assert by_hand(case) == [one.claim]
    assert verify(case.path) == []
    case.withdrawals().withdraw([on.collected.document.id], authority="court order")
    case.withdrawals().purge()
    held = b"".join(file.read_bytes() for file in Path(str(case.path)).rglob("*") if file.is_file())
    assert words.encode() not in held
    assert b"3 people" not in held
    assert verify(case.path) == []


def test_taken_back_and_put_in_again(case: Case, folder: Path) -> None:
    """A newer version that withdraws it takes it out of the claims and the counts; a third brings it back."""
    on = Reading(making.collected(folder, SENTENCE))
    case.add_readings([on])
    keep(case, coded(on))
    keep(case, replace(coded(on), withdrawn=True))
    assert by_hand(case) == []
    assert case.counts().claims == 0
    keep(case, coded(on))
    assert by_hand(case) == [coded(on).claim]
    assert case.counts().claims == 1
    assert verify(case.path) == []


def test_a_newer_reading_does_not_take_its_place(case: Case, folder: Path) -> None:
    """What a newer version of the reader finds replaces what the older found, and nothing of what a person coded."""
    first = making.reading(folder, "Homs", 3)
    case.add_readings([first])
    content = first.collected.text.content
    span = TextSpan(first.collected.text.id, 0, 3, content[:3])
    claim = with_ids(replace(first.claims[0], locator=span, step=BY_HAND, by="an analyst", slot="wounded"))
    keep(case, CodedClaim("hand-1", claim.document, "an analyst", "2026-03-01T10:00:00+00:00", claim))
    case.add_readings([making.reading(folder, "Homs", 3, step="reader-2")])
    case.coded().refresh()
    assert sorted(claim.step for claim in case.claims()) == [BY_HAND, "reader-2"]
    assert verify(case.path) == []


def test_its_words_are_found_again_in_a_newer_text(case: Case, folder: Path) -> None:
    """Where another extractor gives another text, the second of two like words is still the second."""
    on = Reading(making.collected(folder, SENTENCE))
    case.add_readings([on])
    keep(case, coded(on, nth=1))
    newer = making.collected(folder, SENTENCE, extractor="plain-2", shown=f"A headline of some length.\n\n{SENTENCE}")
    case.add_readings([Reading(newer)])
    case.coded().refresh()
    (claim,) = by_hand(case)
    assert isinstance(claim.locator, TextSpan)
    assert claim.locator.text == newer.text.id
    assert newer.text.content[claim.locator.start :].startswith("3 people were hurt")
    assert claim.statement == coded(on, nth=1).claim.statement
    assert verify(case.path) == []


def test_words_that_are_gone_are_not_dropped(case: Case, folder: Path) -> None:
    """A claim whose words no longer stand in the text keeps its place in the older one and stays a claim."""
    on = Reading(making.collected(folder, SENTENCE))
    case.add_readings([on])
    keep(case, coded(on))
    case.add_readings([Reading(making.collected(folder, SENTENCE, extractor="plain-2", shown="Nothing is left."))])
    case.coded().refresh()
    assert by_hand(case) == [coded(on).claim]
    assert verify(case.path) == []


def test_the_nearest_of_like_places_is_taken(folder: Path) -> None:
    """Where nothing around the words tells, the place nearest to the old one counts."""
    on = Reading(making.collected(folder, SENTENCE))
    record = replace(coded(on, nth=1), before="", behind="")
    newer = making.collected(folder, SENTENCE, extractor="plain-2", shown=f"\n{SENTENCE}")
    span = find_again(record, newer.text).locator
    assert isinstance(span, TextSpan)
    assert newer.text.content[span.start :].startswith("3 people were hurt")
