"""Which sentences the gate lets through."""

from __future__ import annotations

import pytest

from crossbearing.model.documents import Block, BlockKind, Text
from crossbearing.read.sentences.gate import Gate, GateSetting
from crossbearing.read.sentences.segment import sentences
from crossbearing.resources.lexicon import lexicon

BODY = "\n\n".join(
    (
        "The festival opened on Friday under a clear sky.",
        "The mayor said that the new library would be finished in spring.",
        "Children sang in the square until the evening came.",
        "The ministry said that it would look into the matter.",
        "Two shells hit the depot on Saturday night.",
        "A spokesman added that nothing more was known so far.",
        "The weather is expected to be mild next week.",
    )
)


def numbers(setting: GateSetting, body: str = BODY) -> list[int]:
    text = Text("t", "d", "x", "en", body, (Block(BlockKind.BODY, 0, len(body)),))
    found = tuple(sentences(text, len(body)))
    return [sentence.index for sentence in Gate(setting, lexicon("en")).passing(found)]


@pytest.mark.parametrize(
    ("setting", "wanted"),
    [
        (GateSetting.EVENTS, [3, 4, 5]),
        (GateSetting.ATTRIBUTION, [1, 3, 4, 5]),
        (GateSetting.OFF, [0, 1, 2, 3, 4, 5, 6]),
    ],
)
def test_settings(setting: GateSetting, wanted: list[int]) -> None:
    """`events` keeps acts of speech right beside a word of violence, `attribution` all of them, `off` everything."""
    assert numbers(setting) == wanted


@pytest.mark.parametrize("setting", list(GateSetting))
def test_words_with_signs(setting: GateSetting) -> None:
    """A word of violence written with signs in it counts as that word."""
    assert numbers(setting, "Five were kil*led by the river.") == [0]
