"""Times in reports that look back: the day of a publication or a finding is not that of the happening."""

from __future__ import annotations

import pytest

from crossbearing.model.values import When
from crossbearing.resolve.times.hindsight import in_hindsight, made_public
from crossbearing.resolve.times.narrative import Narrative, Surrounding
from crossbearing.resolve.times.reference import published_on
from crossbearing.resolve.times.timeline import Timeline

LOOKING_BACK = [
    "The investigation found that the strike on the clinic was a mistake.",
    "The panel published its results on Monday.",
    "According to the review the raid began at 05:10.",
    "Report released on Thursday says officers opened fire at 8 a.m.",
]
PROMPT = [
    "Police said on Friday that two gunmen opened fire at 21:05.",
    "A preliminary investigation found that the bus had been hit twice.",
    "The army opened an investigation.",
    "The ministry published a list of the dead.",
]


@pytest.mark.parametrize("text", LOOKING_BACK)
def test_looking_back(text: str) -> None:
    """A text that tells what an inquiry found looks back."""
    assert in_hindsight(text)


@pytest.mark.parametrize("text", PROMPT)
def test_prompt(text: str) -> None:
    """A report of the day, with an inquiry that only begins, does not look back."""
    assert not in_hindsight(text)


def test_day_of_a_paper() -> None:
    """The day on which results came out is told from the day of what they are about."""
    paper = "The board published the results of its review on Thursday."
    raid = "The board published its report on the raid of 3 May."
    assert made_public(paper, paper.index("Thursday"))
    assert not made_public(raid, raid.index("3 May"))


def _read(text: str, words: str, published: str) -> str:
    reference = published_on(published)
    narrative = Narrative(reference, timeline=Timeline(text, reference))
    return narrative.read(When(words), Surrounding(offset=text.index(words))).describe()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The inquiry found errors, the general said on Friday. The first shell fell at 02:08.",
            "02:08, day not stated",
        ),
        (
            "The inquiry found errors. On 3 March the clinic was hit. The first shell fell at 02:08.",
            "3 Mar 2016, 02:08",
        ),
        ("Police spoke on Friday. The first shell fell at 02:08.", "29 Apr 2016, 02:08"),
    ],
)
def test_bare_clock(text: str, wanted: str) -> None:
    """A bare clock time in an inquiry's results takes a day told for the happening, or none; elsewhere the report's."""
    assert _read(text, "02:08", "2016-04-29") == wanted
