"""Records survive the way to JSON bytes and back."""

from __future__ import annotations

import pytest
from hypothesis import given

from crossbearing.codec.json import decode, encode
from crossbearing.model.actors import Link, Speaker, Stance
from crossbearing.model.claims import Basis, Claim, Event, EventRelation, EventRelationKind
from crossbearing.model.documents import Block, BlockKind, Document, Mark, MarkKind, Publication, Text
from crossbearing.model.errors import CrossbearingError
from crossbearing.model.findings import Finding, Holding, Position, Verdict
from crossbearing.model.incidents import Incident, Membership
from crossbearing.model.judgements import Decision, Judgement, TargetKind
from crossbearing.model.locators import TableCell, TextSpan
from crossbearing.model.steps import Collected, Item, Reading, Reject
from crossbearing.model.values import Count, Group, PersonStatus
from tests.model.strategies import values

KILLED = Group("62 soldiers", Count("62", 62, 62), PersonStatus.MILITARY, "soldiers")
CLAIM = Claim(
    id="c",
    statement="s",
    document="d",
    locator=TextSpan("t", 3, 14, "62 soldiers", page=2),
    event=Event("e", "air_strike", relations=(EventRelation(EventRelationKind.BEFORE, "f"),)),
    slot="killed",
    value=KILLED,
    speakers=(Speaker("Reuters", link=Link.PUBLISHES), Speaker("army", "army", stance=Stance.DENIES, cue="denied")),
    stance=Stance.DENIES,
    basis=Basis.RECORD,
    hedges=("reportedly",),
    score=0.5,
)
COLLECTED = Collected(
    Document("d", "0" * 64, "row=1", "text/csv", 10, "ж.csv", "2020-01-01T00:00:00Z"),
    Publication("p", "d", "Reuters", basis=(("published", "from the page"),)),
    Text("t", "d", "x", "ar", "١٧ \ud800 قتيلا", (Block(BlockKind.BODY, 0, 5, page=1),)),
    "/x",
)
HOLDING = Holding("army", "state", KILLED, ("c",), ("Reuters",))
RECORDS = [
    CLAIM,
    COLLECTED,
    Item("/x", "x", (("publisher", "Reuters"),)),
    Reading(COLLECTED, (CLAIM,), (Mark("d", "t", MarkKind.RHETORIC, 0, 1, "x", "note"),), read=False),
    Reject("read", "x", "reason"),
    Incident("i", "title", "air_strike", None, None, (Membership("c", "d", 1, ("same_day",)),)),
    Finding(
        "f", "i", "killed", "whole", "", Verdict.DISPUTED, "r", (Position(KILLED, (HOLDING,), ("s",), ("o",), 1, 0),)
    ),
    Judgement("j", TargetKind.STATEMENT, "s", Decision.CORRECT, "A. Nalyst", "2020-01-01T00:00:00Z", value=KILLED),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_comes_back_equal(record):
    """Nested records, unions, enums, tuples and lone surrogates all survive."""
    assert decode(encode(record)) == record


@given(values)
def test_any_value_comes_back_equal(value):
    """Values of every type survive inside a claim."""
    cell = TableCell("t", 1, "col", 0, 1, "x")
    claim = Claim("c", "s", "d", cell, CLAIM.event, "other", value, CLAIM.speakers, CLAIM.stance)
    assert decode(encode(claim)) == claim


def test_encoding_is_deterministic_and_leaves_defaults_out():
    """The same record gives the same bytes, and defaults take no room."""
    assert encode(CLAIM) == encode(CLAIM)
    assert b'"scope"' not in encode(CLAIM)


DAMAGED = [b"", b"{", b"[]", b"1", b'{"$":"Nothing"}', b'{"$":"Count","text":"x","low":-1}', b'{"$":"Count","bad":1}']


@pytest.mark.parametrize("data", DAMAGED)
def test_what_is_no_record_is_refused_with_a_reason(data):
    """Damaged bodies raise one error of the program's own tree."""
    with pytest.raises(CrossbearingError, match=r"\S"):
        decode(data)
