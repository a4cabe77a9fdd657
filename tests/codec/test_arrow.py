"""Records survive the way to Arrow batches and back."""

from __future__ import annotations

import pytest

from crossbearing.codec.arrow import claim_keys, from_batch, to_batch
from crossbearing.model.errors import InputError
from tests.codec.test_json import CLAIM


def test_claims_come_back_equal_and_can_be_grouped_by_their_keys():
    """A batch has the key columns as strings and gives the records back in order."""
    batch = to_batch([CLAIM, CLAIM], claim_keys)
    assert batch.column("slot").to_pylist() == ["killed", "killed"]
    assert list(from_batch(batch)) == [CLAIM, CLAIM]


def test_no_records_and_foreign_batches_are_refused():
    """An empty batch or one without bodies says so."""
    with pytest.raises(InputError, match="no records"):
        to_batch([], claim_keys)
    with pytest.raises(InputError, match="body"):
        list(from_batch(to_batch([CLAIM], claim_keys).drop_columns(["body"])))
