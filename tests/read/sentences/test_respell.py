"""Words written with signs in them are read, and every offset stays that of the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.read.sentences.respell import respelled
from crossbearing.resources.lexicon import lexicon
from tests.read.support import read

WORDS = lexicon("en").harm.censored


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("kil*led", "killed"),
        ("mar-tyrs", "martyrs"),
        ("k1lled", "killed"),
        ("k*lled", "killed"),
        ("b0mbing", "bombing"),
        ("str!ke", "strike"),
        ("w*unded", "wounded"),
        ("de@d", "dead"),
        ("k i l l e d", "killed"),
        ("Kil.led", "Killed"),
    ],
)
def test_signs_are_left_out(written: str, plain: str) -> None:
    """The parser is shown the plain word in as many characters, and told where the word as written ends."""
    shown, ends = respelled(f"were {written} there", WORDS)
    assert shown.split()[1] == plain
    assert len(shown) == len(f"were {written} there")
    assert ends == {5 + len(plain): 5 + len(written)}


@pytest.mark.parametrize("words", ["a well-known T-72", "air-strike", "killed.Then", "F-16 jets", "mid-May", "e-mail"])
def test_other_words_stay(words: str) -> None:
    """Hyphens, model names and missing blanks are no signs put into a word of violence."""
    assert respelled(words, WORDS) == (words, {})


@given(st.text(max_size=300))
def test_length_never_changes(text: str) -> None:
    """Whatever the text, what the parser is shown has as many characters."""
    shown, ends = respelled(text, WORDS)
    assert len(shown) == len(text)
    assert all(0 < end <= written <= len(text) for end, written in ends.items())


@pytest.mark.parametrize("unit", ["a", "a-", "a b ", "k*", "ki1", "kil*led "])
def test_time_grows_with_the_text_alone(unit: str) -> None:
    """Four times the text takes less than ten times as long: nothing is tried twice over."""

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        begin = time.process_time()
        respelled(text, WORDS)
        return time.process_time() - begin

    small = max(seconds(50_000), 0.005)
    assert seconds(200_000) < 10 * small


def test_the_quote_is_as_written() -> None:
    """A claim's words are those of the text, signs included."""
    claim = next(
        claim for claim in read("Nine mar-tyrs were counted after the b0mbing.").claims if claim.slot == "killed"
    )
    assert claim.value.text == "Nine mar-tyrs"
    assert "mar-tyrs" in claim.locator.quote
