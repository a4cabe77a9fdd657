"""Words are cut from a text in few steps, and are those that looking at one after the other finds."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from crossbearing.link.words import Words, words_in

_WORD = re.compile(r"[^\W_]{2,}")
_ENDS = re.compile(r"(?:^|[.!?\u061f\u2026:\"\u201c\u201d])\s*$|\n\s*$")

WRITTEN = (
    "Kale",
    "kale",
    "The",
    "the",
    "UN",
    "62",
    "4th",
    "\u0635\u0646\u0639\u0627\u0621",
    "I",
    "_",
    "\u0130z",
    "Stra\u00dfe",
)
BETWEEN = (" ", "  ", "    ", "\n", ".", ". ", '"', "\u201c", ": ", ", ", "-", "\u2026", "?\n ", "'")
PIECES = st.sampled_from((*WRITTEN, *BETWEEN))


def one_by_one(text: str, *, headline: bool) -> Words:
    """Return the words as the rule is told: names are capitals that do not begin a sentence, and numbers."""
    found: Counter[str] = Counter()
    names: set[str] = set()
    for match in _WORD.finditer(text):
        word = match.group()
        capital = word[0] != word[0].lower() and not headline
        if word.isdigit() or (capital and not _ENDS.search(text, max(0, match.start() - 3), match.start())):
            names.add(word.casefold())
            found[word.casefold()] += 1
        elif len(word) >= 4:
            found[word.casefold()] += 1
    return found, frozenset(names)


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60), st.booleans())
@settings(max_examples=1500, deadline=None)
def test_words_are_those_that_the_rule_tells(text: str, headline: bool) -> None:
    """Whatever stands between words, the same words come out, in the same order and as often, with the same names."""
    ours, wanted = words_in(text, headline=headline), one_by_one(text, headline=headline)
    assert list(ours[0].items()) == list(wanted[0].items())
    assert ours[1] == wanted[1]
