"""Answers as people write them at the command line."""

from __future__ import annotations

import pytest

from crossbearing.model.errors import InputError
from crossbearing.written import answer_as_written

READ = [
    ("62", "count", "62"),
    ("40-50", "count", "40–50"),
    ("at least 15", "count", "≥15"),
    ("none", "count", "none"),
    ("12 ", "group", "12"),
    ("at least 3 tank", "items", None),
    ("2016-09-17 17:00", "when", None),
    ("Latakia @ 35.5, 35.8, 500", "place", None),
    ("مرفأ اللاذقية", "place", None),
    ("one body; another", "actors", "one body, another"),
    ("not deliberate", "category", None),
]


@pytest.mark.parametrize(("written", "kind", "words"), READ)
def test_what_is_written_becomes_an_answer(written: str, kind: str, words: str | None) -> None:
    """Each form gives a value of its type that is the same as itself."""
    value = answer_as_written(written, [kind], "intent")
    assert value.type == kind
    assert value.determinate
    if words is not None:
        assert value.describe() == words


@pytest.mark.parametrize(
    ("written", "kind"),
    [("50-40", "count"), ("soon", "when"), ("2016-13-01", "when"), ("x @ y", "place"), (";", "actors"), ("", "text")],
)
def test_what_is_none_is_refused_with_the_form(written: str, kind: str) -> None:
    """The message says how such an answer is written."""
    with pytest.raises(InputError, match="is no answer"):
        answer_as_written(written, [kind], "killed")


def test_the_first_type_that_fits_is_taken() -> None:
    """Words are the last resort of a question that takes them."""
    assert answer_as_written("62", ["text", "count"], "phase").type == "text"
    assert answer_as_written("62", ["count", "text"], "phase").type == "count"
    assert answer_as_written("three, it said", ["count", "text"], "phase").type == "text"
