"""Copies: reprints, excerpts and wire copy are found, independent accounts and formulas are not."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from crossbearing.link.copies import find_copies
from crossbearing.model.documents import Block, BlockKind, Text

WORDS = [f"word{number}" for number in range(400)]


def text(document: str, words: str, kind: BlockKind = BlockKind.BODY) -> Text:
    """Return a working text of one block."""
    return Text(f"text-{document}", document, "test", "en", words, (Block(kind, 0, len(words)),))


def story(seed: int, length: int = 120) -> str:
    """Return invented words in a fixed random order."""
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def pairs(*texts: Text) -> set[frozenset[str]]:
    """Return the pairs of documents that are found to be copies."""
    copies = find_copies(texts)
    found = {text_.document: [text for text, _reason in copies.near(text_.document)] for text_ in texts}
    return {
        frozenset((one, other))
        for one in found
        for other in found
        if one != other and copies.text_of(other) in found[one]
    }


def test_reprints_and_excerpts() -> None:
    """The same words, a part of them, and the whole with a paragraph more are copies; other words are not."""
    whole = story(1)
    found = pairs(
        text("whole", whole),
        text("same", whole.upper() + "!"),
        text("excerpt", " ".join(whole.split()[:70])),
        text("longer", f"{whole} {story(2, 60)}"),
        text("other", story(3)),
    )
    assert {frozenset(("whole", "same")), frozenset(("whole", "excerpt")), frozenset(("whole", "longer"))} <= found
    assert not any("other" in pair for pair in found)


def test_a_shared_quotation_is_no_copy() -> None:
    """Two accounts that quote one sentence are not copies of one another."""
    quotation = story(4, 20)
    assert pairs(text("a", f"{story(5)} {quotation}"), text("b", f"{quotation} {story(6)}")) == set()


def test_what_is_not_read_is_not_compared() -> None:
    """Comments, related links and cells of coded claims make no copies, nor do texts of a few words."""
    words = story(7)
    assert pairs(text("a", words, BlockKind.COMMENT), text("b", words, BlockKind.COMMENT)) == set()
    assert pairs(text("a", words, BlockKind.CELL), text("b", words, BlockKind.CELL)) == set()
    assert pairs(text("a", story(8, 12)), text("b", story(8, 12))) == set()


def test_thousands_of_identical_texts_cost_little() -> None:
    """Identical texts are folded into one and point at one another."""
    copies = find_copies(text(str(number), story(9)) for number in range(3000))
    assert {copies.text_of(str(number)) for number in range(3000)} == {"0"}
    assert copies.near("17") == (("0", "has the same text as another report"),)
    assert not copies.alike


def _shingles(words: str) -> set[tuple[str, ...]]:
    split = words.split()
    return {tuple(split[start : start + 6]) for start in range(len(split) - 5)}


@settings(max_examples=60, deadline=None)
@given(st.integers(60, 160), st.integers(0, 160), st.integers(0, 160))
def test_agrees_with_exact_containment(own: int, shared: int, other: int) -> None:
    """The sampled measure finds what exact containment of shingles finds, away from the threshold."""
    common = story(10, max(shared, 1))
    one, two = f"{common} {story(11, own)}", f"{common} {story(12, max(other, 40))}"
    exact = len(_shingles(one) & _shingles(two)) / min(len(_shingles(one)), len(_shingles(two)))
    found = bool(pairs(text("a", one), text("b", two)))
    if exact > 0.8:
        assert found
    if exact < 0.2:
        assert not found
