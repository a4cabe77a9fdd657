"""The laws that comparing keeps for every type of value."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossbearing.model.values import Relation, relation_between
from tests.model.strategies import KINDS, values

each_kind = pytest.mark.parametrize("kind", KINDS)


@given(values, values)
@settings(max_examples=500)
def test_swapping_the_arguments_inverts_the_result_and_the_reason_is_never_empty(first, second):
    """a.compare(b) is the inverse of b.compare(a), whatever their types, and both say why."""
    forth, back = first.compare(second), second.compare(first)
    assert forth.relation is back.relation.inverse
    assert forth.reason.strip()
    assert back.reason.strip()


@each_kind
def test_swapping_holds_within_one_type(kind):
    """The same law, with both values of one type, where most relations occur."""

    @given(KINDS[kind], KINDS[kind])
    @settings(max_examples=250)
    def law(first, second):
        assert first.compare(second).relation is second.compare(first).relation.inverse

    law()


@each_kind
def test_the_bare_relation_is_that_of_the_comparison(kind):
    """Asking for the relation alone gives what comparing gives, within a type and beside any other value."""

    @given(KINDS[kind], KINDS[kind], values)
    @settings(max_examples=250)
    def law(first, second, other):
        assert relation_between(first, second) is first.compare(second).relation
        assert relation_between(first, other) is first.compare(other).relation
        assert relation_between(other, first) is other.compare(first).relation

    law()


@each_kind
def test_refines_is_transitive_among_determinate_values(kind):
    """If a refines b and b refines c, then a refines c."""

    @given(st.data())
    @settings(max_examples=750)
    def law(data):
        first, second, third = (data.draw(KINDS[kind]) for _ in range(3))
        if not (first.determinate and second.determinate and third.determinate):
            return
        if first.compare(second).relation is second.compare(third).relation is Relation.REFINES:
            assert first.compare(third).relation is Relation.REFINES

    law()


@given(values)
@settings(max_examples=500)
def test_known_values_are_same_as_themselves_and_others_never(value):
    """Determinate values are `same` as themselves; unknown and vague ones are not the same as anything."""
    assert (value.compare(value).relation is Relation.SAME) == value.determinate


@given(values)
@settings(max_examples=250)
def test_every_value_can_be_named_and_described(value):
    """Ids and people both get a non-empty form of every value, and it does not change."""
    assert value.canonical() == value.canonical() != ""
    assert value.describe().strip() or value.type == "text"


@given(values, values)
@settings(max_examples=500)
def test_a_vague_word_alone_never_conflicts(first, second):
    """A vague count or duration conflicts with nothing by its number."""
    if first.vague and first.type in ("count", "duration", "when"):
        assert first.compare(second).relation is not Relation.CONFLICTS
