"""Patterns of words find what a plain list of alternatives finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossbearing.resources.wording import pattern

WORDS = st.text("abAB -'.", min_size=1, max_size=6).filter(lambda word: bool(word.strip()))


def plain(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return the alternatives one after another, longest first."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    joined = "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in ordered)
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE)


@settings(deadline=None)  # compiling on a busy machine can take longer than the time one example has
@given(st.lists(WORDS, min_size=1, max_size=8).map(tuple), st.text("abAB -'.", max_size=40))
def test_same_as_alternatives(words: tuple[str, ...], text: str) -> None:
    """Whatever the words, the same stretches of a text are found."""
    normal = tuple(" ".join(word.split()) for word in words)
    found = [match.span() for match in pattern(words).finditer(text)]
    assert found == [match.span() for match in plain(normal).finditer(text)]


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ((), "anything", []),
        (("air strike", "air"), "An AIR \n strike, airborne, mid-air", ["AIR \n strike"]),
        (("air", "air strike"), "air strikes", ["air"]),
        (("siege", "kin"), "\u017fiege, \u212ain", ["\u017fiege", "\u212ain"]),
        (("'s kin", "kin of"), "the king's kin; a next-of kin of", ["kin of"]),
        (("a.b", "\u00e9t\u00e9"), "a.b axb \u00c9T\u00c9", ["a.b", "\u00c9T\u00c9"]),
    ],
)
def test_whole_words(words: tuple[str, ...], text: str, found: list[str]) -> None:
    """The longest whole word is found in any letter case and with any white space."""
    assert [match.group() for match in pattern(words).finditer(text)] == found
