"""Who is accused of having helped is not charged with the deed."""

from __future__ import annotations

import pytest

from tests.read.support import read


@pytest.mark.parametrize(
    ("text", "charged", "helped"),
    [
        ("The army accused Norway of having sponsored the attack on Osk.", [], ["Norway"]),
        ("The general accused Norway of backing the gunmen who attacked Osk.", [], ["Norway"]),
        ("The minister accuses the Brea Front of supporting the raid on Osk.", [], ["Brea Front"]),
        ("The minister accused the Brea Front of having carried out the raid on Osk.", ["Brea Front"], []),
        ("The spokesman blamed the Brea Front for the attack on Osk.", ["Brea Front"], []),
    ],
)
def test_help_is_no_deed(text: str, charged: list[str], helped: list[str]) -> None:
    """A charge of sponsoring an attack lays the attack to nobody; a charge of the attack does."""
    claims = read(text, publisher="Osk Daily", published="2031-05-04").claims
    named = {
        slot: [ref.name for claim in claims if claim.slot == slot for ref in getattr(claim.value, "members", ())]
        for slot in ("responsibility", "collusion")
    }
    assert named == {"responsibility": charged, "collusion": helped}
