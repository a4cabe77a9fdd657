"""The seed report, read and scored against its answer key."""

from __future__ import annotations

import pytest

from tests.read.seed_key import SEED, Score, load_key, score
from tests.read.support import read

pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason="the seed report stands outside the repository")


@pytest.fixture(scope="module")
def content() -> str:
    return (SEED / "deir-ez-zor.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def scores(content: str) -> list[Score]:
    return score(read(content).claims, content, load_key())


def test_claims_of_the_key_are_read(scores: list[Score]) -> None:
    """Every claim of the key comes out with slot, value, speakers and stance."""
    whole = [entry.id for entry in scores if entry.whole]
    some = [entry.id for entry in scores if entry.met]
    assert len(whole) == 21, [entry for entry in scores if not entry.whole]
    assert len(some) == 21, [entry for entry in scores if not entry.met]


def test_rhetoric_is_no_claim(content: str) -> None:
    """No claim touches a sentence that the key calls rhetoric, and that sentence is marked."""
    reading = read(content)
    for sentence in load_key()["not_claims"]:
        start = content.index(sentence)
        end = start + len(sentence)
        assert not [claim for claim in reading.claims if claim.locator.start < end and start < claim.locator.end]  # type: ignore[union-attr]
        assert any(mark.kind == "rhetoric" and mark.start <= start and mark.end >= end - 1 for mark in reading.marks)


def test_loaded_terms_are_listed(content: str) -> None:
    """Every term that the key calls loaded is marked."""
    marked = {mark.quote.lower() for mark in read(content).marks if mark.kind == "loaded_term"}
    assert set(load_key()["loaded_terms"]) <= marked


def test_publisher_and_year_stay_unknown(content: str) -> None:
    """Without metadata the publisher is nobody's name, and the year of "September 17" stays open."""
    claims = read(content).claims
    assert {(claim.speakers[0].name, claim.speakers[0].named) for claim in claims} == {("publisher", False)}
    days = [claim.value for claim in claims if claim.value.type == "when" and claim.value.text == "September 17"]
    assert days
    assert not any(day.year_known for day in days)


def test_negated_event_is_never_counted(content: str) -> None:
    """What did not happen stands as a negated event and carries no number of persons harmed."""
    negated = [claim for claim in read(content).claims if claim.event.negated]
    assert negated
    assert not [claim for claim in negated if claim.slot in {"killed", "wounded", "casualties", "strikes"}]


def test_unlabelled_phase_is_marked(content: str) -> None:
    """Three stages are announced and two labelled: that is noted."""
    assert [mark for mark in read(content).marks if mark.kind == "unlabelled_phase"]
