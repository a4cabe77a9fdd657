"""Shared passages: the words that two texts have in common, where they stand in each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crossbearing.link.passages import shared_passages
from crossbearing.model.documents import Block, BlockKind, Text

COMMON = "four shells hit the market square shortly after dawn on Sunday"


def text(document: str, *paragraphs: str, kind: BlockKind = BlockKind.BODY) -> Text:
    """Return a working text, a block a paragraph."""
    content, blocks = "", []
    for paragraph in paragraphs:
        blocks.append(Block(kind, len(content), len(content) + len(paragraph)))
        content += f"{paragraph}\n"
    return Text(f"text-{document}", document, "test", "en", content, tuple(blocks))


def test_a_copied_sentence_is_found_in_both() -> None:
    """Case, quotes and punctuation do not matter; the offsets point to the words as they stand in each text."""
    one = text("a", "The mayor spoke.", f"He said: {COMMON}, and nothing else.")
    other = text("b", f"“{COMMON.upper()}!” a shopkeeper told us.")
    (passage,) = shared_passages(one, other)
    assert one.content[passage.start : passage.end] == COMMON
    assert other.content[passage.other_start : passage.other_end] == COMMON.upper()
    assert passage.words == len(COMMON.split())


def test_short_runs_and_unread_blocks_are_no_passages() -> None:
    """Five words are shared by chance; comments were not read as the report; a passage ends with its block."""
    assert (
        shared_passages(text("a", "shells hit the market square today"), text("b", "the market square shells hit"))
        == ()
    )
    assert shared_passages(text("a", COMMON, kind=BlockKind.COMMENT), text("b", COMMON)) == ()
    words = COMMON.split()
    assert shared_passages(text("a", " ".join(words[:5]), " ".join(words[5:10])), text("b", COMMON)) == ()


WORDS = st.text("abcдب", max_size=40).map(" ".join)  # words of one letter: quick to make, and runs come about by chance


@given(WORDS, WORDS)
def test_passages_are_the_same_words_in_order(one: str, other: str) -> None:
    """Whatever the texts, passages of the first never overlap and each stands word for word in the second."""
    first, second = text("a", one), text("b", other)
    place = 0
    for passage in shared_passages(first, second):
        assert passage.start >= place
        place = passage.end
        words = first.content[passage.start : passage.end]
        assert second.content[passage.other_start : passage.other_end] == words
        assert len(words.split()) == passage.words >= 6
