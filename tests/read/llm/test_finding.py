"""Quotations are found again where they stand, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.read.llm.finding import fold


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        pytest.param("At least 62 died.", "62", ["62"], id="exact"),
        pytest.param("At\n  least\u00a062 died.", "At least 62", ["At\n  least\u00a062"], id="white space"),
        pytest.param("He said “it’s over”.", '"it\'s over"', ["“it’s over”"], id="quotation marks"),
        pytest.param("It was 40–50.", "40-50", ["40–50"], id="dashes"),
        pytest.param("kil\u200bled 5", "killed 5", ["kil\u200bled 5"], id="unseen characters"),
        pytest.param("Twelve died.", '"Twelve"', ["Twelve"], id="marks around that the model added"),
        pytest.param("162 died and 62 lived.", "62", ["62"], id="no part of a number"),
        pytest.param("1,162 died.", "162", [], id="no part of a grouped number"),
        pytest.param("The warehouse burnt.", "ware", [], id="no part of a word"),
        pytest.param("62 here, 62 there", "62", ["62", "62"], id="twice"),
        pytest.param("At least 62 died.", "at least 62", [], id="another case"),
        pytest.param("Sixty died.", "60", [], id="translated"),
        pytest.param("Sixty died.", "", [], id="nothing"),
        pytest.param("Sixty died.", "  \u200b ", [], id="nothing that shows"),
        pytest.param("قُتل 12 شخصا", "12 شخصا", ["12 شخصا"], id="another script"),
        pytest.param("造成12人死亡", "12人", ["12人"], id="a script without blanks"),
    ],
)
def test_find(text: str, words: str, found: list[str]) -> None:
    """Words are found with the spans of the original; what changes letters or cuts words is not."""
    assert [text[start:end] for start, end in fold(text).find(words)] == found


@given(st.text(max_size=60), st.data())
def test_spans_hold(text: str, data: st.DataObject) -> None:
    """Whatever is found lies in the text and folds to the words asked for."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    wanted = fold(text[start:end]).text.strip()
    for first, last in fold(text).find(text[start:end]):
        assert 0 <= first < last <= len(text)
        assert fold(text[first:last]).text.strip() in (wanted, wanted.strip(" \t\r\n\"'.,;:\u2026[]()"))
