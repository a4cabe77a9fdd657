"""Words written with signs in them are read, and every offset stays that of the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.model.locators import TextSpan
from crossbearing.read.sentences.respell import respelled, untagged
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


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Shells hit #Port_Marl and #Osk tonight.", "Shells hit Port Marl and Osk tonight."),
        ("in #PortMarl and #McMarl now", "in Port Marl and McMarl now"),
        ("3 killed in #Osk #News", "3 killed in Osk #News"),
        ("#Osk: shelling of #Marl", "Osk: shelling of Marl"),
        ("#Turkey shells the town", "Turkey shells the town"),
        ("#BREAKING Shells hit the town.", "#BREAKING Shells hit the town."),
        ("Two are dead. #Osk #News https://news.example/a", "Two are dead. #Osk #News https://news.example/a"),
        ("The #1 road and Unit #Seven-B", "The #1 road and Unit Seven-B"),
        ("no tag", "no tag"),
    ],
)
def test_tags_in_a_sentence_are_words(written: str, shown: str) -> None:
    """A tag that a sentence goes on with is a word of it; one of a list, or that opens a post, is none."""
    assert untagged(written)[0] == shown


@given(st.text(alphabet="aBc #_.,1\n", max_size=200))
def test_characters_are_found_again(text: str) -> None:
    """Every character shown, but a blank put between words, stands where it is said to."""
    shown, offsets = untagged(text)
    if not offsets:
        assert shown == text
        return
    assert len(offsets) == len(shown) + 1
    assert list(offsets) == sorted(offsets)
    assert all(char in (" ", text[at]) for char, at in zip(shown, offsets, strict=False))


def test_tags_are_answered_in_their_words() -> None:
    """What stands behind a tag is found at its place in the text, and a tag is a place as any other."""
    found = read("Shells hit a house in #PortMarl near #Osk, killing 3 people and wounding 7.")
    told = {(claim.slot, claim.locator.quote) for claim in found.claims if isinstance(claim.locator, TextSpan)}
    assert {("where", "in #PortMarl"), ("where", "near #Osk")} <= told
    assert any(slot == "wounded" and quote.endswith("wounding 7") for slot, quote in told)


def test_time_for_tags_grows_with_the_text_alone() -> None:
    """Thousands of tags are told within a second."""
    since = time.perf_counter()
    untagged("in #Osk " * 5_000 + "#News " * 5_000)
    assert time.perf_counter() - since < 2
