"""Ids follow what a thing is, not how it was read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.model.ids import claim_id, digest, document_id, incident_id, normalised_words, statement_id

STATEMENT = {
    "document": "d",
    "sentence": "The army said 62 soldiers were killed.",
    "slot": "killed",
    "value": "count:62..62:total",
    "scope": "whole",
    "stance": "asserts",
    "speakers": ["the army"],
    "ordinal": 0,
}


def test_a_statement_keeps_its_id_when_an_extractor_sets_other_white_space_and_quotes():
    """Only the normalised words of the sentence count."""
    other = STATEMENT | {"sentence": "  The army  said, 62 soldiers\nwere killed"}
    assert statement_id(**STATEMENT) == statement_id(**other)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("document", "e"),
        ("sentence", "The army said 63 soldiers were killed."),
        ("slot", "wounded"),
        ("value", "count:63..63:total"),
        ("scope", "part: soldiers"),
        ("stance", "denies"),
        ("speakers", ["the ministry"]),
        ("ordinal", 1),
    ],
)
def test_a_statement_has_another_id_when_what_is_said_differs(field, value):
    """Each part of what was said enters the id."""
    assert statement_id(**STATEMENT) != statement_id(**(STATEMENT | {field: value}))


def test_two_steps_reading_the_same_statement_make_two_claims():
    """Claims are readings; statements are what was said."""
    statement = statement_id(**STATEMENT)
    assert claim_id(statement, "0:5", "rules 1") != claim_id(statement, "0:5", "rules 2")


def test_rows_of_one_file_are_documents_of_their_own():
    """The place inside the bytes is part of a document's identity."""
    assert len({document_id("a" * 64), document_id("a" * 64, "row=1"), document_id("a" * 64, "row=2")}) == 3


@given(st.lists(st.text(), min_size=1, max_size=4), st.lists(st.text(), min_size=1, max_size=4))
def test_different_parts_have_different_digests(first, second):
    """Parts are set off from one another: ("ab", "c") is not ("a", "bc")."""
    assert (digest(*first) == digest(*second)) == (first == second)


@given(st.text(), st.text(min_size=1))
def test_incident_ids_can_be_read_out(place, seed):
    """Three letters or digits, a hyphen, five symbols without vowels or look-alikes; the same seed, the same id."""
    made = incident_id(place, seed)
    assert re.fullmatch(r"[A-Z0-9]{3}-[2-9B-DF-HJ-NP-TV-XZ]{5}", made)
    assert made == incident_id(place, seed)


def test_words_are_compared_without_case_and_form():
    """Full-width forms, ligatures and punctuation do not set words apart."""
    assert normalised_words("«Ｋilled» — ﬁve, SOLDIERS!") == "killed five soldiers"
