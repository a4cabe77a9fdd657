"""Persons whom a count leaves out, figures that are withdrawn, and deaths among those a hospital took in."""

from __future__ import annotations

import pytest

from tests.read.support import read

HARMED = [
    (
        "Between 16 and 19 civilians were killed in the shelling of Osk. Our count leaves out two people who died of"
        " illness.",
        {"whole": ["Between 16 and 19 civilians"], "part: 2, left out of the count": ["two people"]},
    ),
    (
        "The shelling of Osk killed 12 civilians. The figure does not include three fighters killed in the hills.",
        {"whole": ["12 civilians"], "part: 3 fighters, left out of the count": ["three fighters"]},
    ),
    (
        "The clinic received 23 wounded from the shelling of Osk. Four people were dead on arrival.",
        {"part: those taken in": ["Four"]},
    ),
    (
        "Our surgical teams received 23 wounded from the shelling of Osk, eleven of them children. Four were dead"
        " on arrival.",
        {"part: those taken in": ["Four"]},
    ),
    ("Four people were dead in Osk when the police arrived after the shelling.", {"whole": ["Four people"]}),
    ("The shelling of Osk killed 12 people, including three children.", {"whole": ["12"], "part: children": ["three"]}),
]


@pytest.mark.parametrize(("text", "killed"), HARMED)
def test_whom_a_count_leaves_out(text: str, killed: dict[str, list[str]]) -> None:
    """Those left out of a count, and the dead among those taken in, are parts and no rivals of a total."""
    found: dict[str, list[str]] = {}
    for claim in read(text, publisher="Osk Daily", published="2031-05-04").claims:
        if claim.slot == "killed":
            found.setdefault(claim.scope, []).append(str(getattr(claim.value, "text", "")))
    assert set(found) == set(killed)
    for scope, words in killed.items():
        assert [one.startswith(expected) for one, expected in zip(found[scope], words, strict=True)] == [True]


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("The shelling of Osk killed 12 people. The figure of 25 dead has been withdrawn.", ["asserts", "retracts"]),
        ("The shelling of Osk killed 12 people. We withdraw our toll of 25 dead.", ["asserts", "retracts"]),
        ("The shelling of Osk killed 12 people. The toll of 25 dead was not withdrawn.", ["asserts", "asserts"]),
    ],
)
def test_a_figure_that_is_withdrawn(text: str, stances: list[str]) -> None:
    """A figure withdrawn is retracted, and nobody moves."""
    claims = read(text, publisher="Osk Daily", published="2031-05-04").claims
    assert [claim.stance.value for claim in claims if claim.slot == "killed"] == stances
    assert all(claim.event.type != "movement" for claim in claims)


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        (
            "The attack on the train near Osk killed 12. The police said 290 passengers were rescued. The army gave"
            " the number as 346.",
            ["12"],
        ),
        ("The raid on Osk killed 12 people. The police had spoken of 14.", ["12 people", "14"]),
    ],
)
def test_a_bare_number_behind_the_rescued(text: str, killed: list[str]) -> None:
    """A number without a noun is of the persons counted last, and these may have come to no harm."""
    claims = read(text, publisher="Osk Daily", published="2031-05-04").claims
    assert [claim.value.text for claim in claims if claim.slot == "killed"] == killed
