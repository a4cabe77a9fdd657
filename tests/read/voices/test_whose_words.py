"""Whose words a figure is, where a pronoun, a passive or "the group" says so."""

from __future__ import annotations

import pytest

from crossbearing.model.claims import Basis
from tests.read.support import read

# The text; its number of persons; the speakers behind the publisher.
TOLD = [
    (
        "The governor condemned the raid on Osk, in which by his count 41 people were killed.",
        "41",
        ["governor"],
    ),
    (
        "A missile fell in Osk on Monday, the media centre of the armed forces said. According to its information 18"
        " guests of a wedding died.",
        "18",
        ["media centre of the armed forces"],
    ),
    (
        "A bomb went off in Osk on Monday, the police said. According to their figures nine people were killed.",
        "nine",
        ["police"],
    ),
    (
        "Nine soldiers were killed in the attack on Osk, the governor was quoted as saying by state television.",
        "Nine",
        ["state television", "governor"],
    ),
    (
        "In a statement distributed on Thursday the group claims responsibility for the ambush at Osk. It says that its"
        " fighters killed 45 soldiers.",
        "45",
        ["group"],
    ),
    (
        "The police speak of six dead in Osk. The group that sent the bomber boasts of 31 soldiers killed.",
        "31",
        ["The group"],
    ),
    ("Road to Osk, van: the army says it killed four men.", "four", ["army"]),
    ("A bomb went off in Osk. The hospital counted 19 wounded; the police hold to three dead.", "three", ["police"]),
    # Who counts for himself, and who is only spoken of.
    ("According to our sources, 12 people were killed in Osk on Monday.", "12", ["our sources"]),
    ("The general raided Osk. According to their families, two boys were killed.", "two", ["their families"]),
]


@pytest.mark.parametrize(("text", "number", "speakers"), TOLD)
def test_whose_figure_it_is(text: str, number: str, speakers: list[str]) -> None:
    """A figure is that of whoever a pronoun, a passive or a claim of the deed makes tell it, and not the monitor's."""
    found = [
        [speaker.name.removeprefix("the ") for speaker in claim.speakers[1:]]
        for claim in read(text, publisher="Sahel Monitor").claims
        if claim.slot == "killed" and getattr(claim.value, "text", "").startswith(number)
    ]
    assert found == [speakers]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("The guards stormed the prison of Osk. We counted 26 dead of the second pavilion.", Basis.SAW),
        ('The guards stormed the prison of Osk. 26 died. "We counted them," a sign said.', Basis.UNKNOWN),
    ],
)
def test_whoever_publishes_counted(text: str, basis: Basis) -> None:
    """What a report counted itself it knows at first hand; what it quotes somebody for it does not."""
    (claim,) = [one for one in read(text, publisher="Families of Osk").claims if "26" in getattr(one.value, "text", "")]
    assert (len(claim.speakers), claim.basis) == (1, basis)


@pytest.mark.parametrize(
    ("text", "slot", "voices"),
    [
        (
            "The commission is unable to verify the figure of 50 dead in Osk given by the Brea Front.",
            "killed",
            [("commission", "cannot_say"), ("Brea Front", "asserts")],
        ),
        (
            "A shell hit Osk on Monday. The toll of 50 dead announced by the Brea Front has been questioned.",
            "killed",
            [("Brea Front", "asserts")],
        ),
        ("The shots at Osk came from a hill held by the Brea Front.", "control", []),
        ("The army said the village was in an area held by the Brea Front.", "control", [("army", "asserts")]),
    ],
)
def test_a_figure_given_by_somebody_and_a_hill_held_by_somebody(
    text: str, slot: str, voices: list[tuple[str, str]]
) -> None:
    """Who gave the figure that a sentence speaks of is its source; who holds a hill says nothing."""
    found = [claim for claim in read(text, publisher="Osk Daily", published="2031-05-04").claims if claim.slot == slot]
    assert found
    for claim in found:
        told = [(one.name.removeprefix("The ").removeprefix("the "), one.stance.value) for one in claim.speakers[1:]]
        assert told == voices
