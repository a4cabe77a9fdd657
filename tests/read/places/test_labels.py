"""Places told as labels, and behind "of" by a noun for what befell them."""

from __future__ import annotations

import pytest

from tests.read.support import read


def places(body: str) -> list[str]:
    """Return the places told of a text."""
    return [str(getattr(claim.value, "text", "")) for claim in read(body).claims if claim.slot == "where"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Homs: warplanes bombed a school, killing three.", ["Homs"]),
        ("Oskland province: A drone targeted a car on Monday, killing two persons.", ["Oskland province"]),
        ("Homs: warplanes bombed a school in Idlib, killing three.", ["in Idlib"]),
        ("Police: six people were killed in the blast.", []),
        ("Syria: six people were killed in the blast.", []),
        ("NEW DELHI: Gunmen killed five people on Monday.", []),
        ("Homs: the governor said that gunmen had killed five people.", []),
    ],
)
def test_labels(body: str, told: list[str]) -> None:
    """A town or an area before a colon is where it happened; bodies, states, and where an author writes, are not."""
    assert places(body) == told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("The shelling of Kharkiv killed five people.", ["Kharkiv"]),
        ("Shelling of Port Marl and Osk has wounded four.", ["Port Marl", "Osk"]),
        ("Artillery shelling of Osk Deel, western Aleppo countryside, killed one child.", ["Osk Deel"]),
        ("The shelling of Hezbollah killed two fighters.", []),
        ("The bombardment of Israel went on, killing one.", []),
        ("The shelling of Russian positions killed two soldiers.", []),
        ("He was held over the bombing of Ostrow Flight 103.", []),
    ],
)
def test_what_was_shelled(body: str, told: list[str]) -> None:
    """What is shelled under a name is a place; parties, positions and other things that were bombed are none."""
    assert places(body) == told
