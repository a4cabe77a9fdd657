"""Figures that are told as somebody's by the words around a bare number."""

from __future__ import annotations

import pytest

from crossbearing.model.values import Group
from tests.read.support import read

# What the report says; the figures that it gives (slot, number, who gave it: the innermost speaker, or "" for nobody).
GIVEN = [
    (
        "A bomb killed 30 people in Osk, the mayor said. That was a slip: the police command had spoken of 23.",
        [("killed", 23, "police command")],
    ),
    (
        "Gunmen killed 12 people in Osk. The Forum for Safety has published a count of its own, which is 31.",
        [("killed", 31, "Forum for Safety")],
    ),
    (
        "Two numbers go round for the strike on Osk. The 14 of the Orontes Centre are named persons. The 11 of the"
        " rescue volunteers were given early. The army says that six fighters died.",
        [("killed", 14, "Orontes Centre"), ("killed", 11, "rescue volunteers")],
    ),
    (
        "Gunmen killed travellers near Osk. All twelve of those whom the deputy commissioner had listed were buried.",
        [("killed", 12, "deputy commissioner")],
    ),
    (
        "Investigators documented 47 killings in Osk, fewer than the 52 that a local observatory listed.",
        [("killed", 52, "observatory")],
    ),
    (
        "Guards killed prisoners in Osk. The prison service says that inmates killed one another and that there were 20"
        " of them. The Committee of Families counted 26.",
        [("killed", 20, "prison service"), ("killed", 26, "Committee of Families")],
    ),
    (
        "The authorities had announced 29 dead in the shelling of Osk. Later the rescue services brought the number of"
        " dead to 25.",
        [("killed", 25, "rescue services")],
    ),
    (
        "Police lowered the number of those killed in Sunday's ambush near Osk to 53. The 71 given on Monday should no"
        " longer be used.",
        [("killed", 71, "")],
    ),
    (
        "The army shelled a road. Its ministry of health had six dead and two wounded.",
        [("killed", 6, "ministry"), ("wounded", 2, "ministry")],
    ),
]

NONE_GIVEN = [
    "A strike killed 5 people in Osk. The ministry gave 20 minutes for the evacuation.",
    "A strike killed 5 people in Osk. Of the 87 prisoners whom the service reports as recaptured, 30 were moved.",
    "A strike killed 5 people in Osk. The camp had 40 tents, and the committee counted 300 votes.",
    "A strike killed 5 people in Osk. The club counted 20 members. The team of 12 that the ministry sent arrived.",
    "A strike killed 5 people in Osk. The gunmen wore uniforms, and there were about 25 of them.",
    "A strike killed 5 people in Osk. The five of the family who were at home lived. The bridge was 53 metres long.",
]


def figures(text: str) -> list[tuple[str, int | None, str]]:
    """Return slot, number and innermost speaker of each figure of persons harmed."""
    return [
        (claim.slot, claim.value.count.low, claim.speakers[-1].name if len(claim.speakers) > 1 else "")
        for claim in read(text, publisher="Morning Paper").claims
        if claim.slot in {"killed", "wounded", "casualties"} and isinstance(claim.value, Group)
    ]


@pytest.mark.parametrize(("text", "wanted"), GIVEN)
def test_a_bare_number_is_that_of_whoever_gave_it(text: str, wanted: list[tuple[str, int, str]]) -> None:
    """A number taken up again or given without a noun is read, with the body that gave it."""
    found = figures(text)
    for slot, number, name in wanted:
        assert any(
            (slot, number) == (one, low) and (name.lower() in speaker.lower() if name else not speaker)
            for one, low, speaker in found
        ), found


@pytest.mark.parametrize("text", NONE_GIVEN)
def test_other_numbers_are_no_figures_of_harm(text: str) -> None:
    """Minutes, votes, members and doers are not counted as persons harmed."""
    assert {low for _, low, _ in figures(text)} == {5}
