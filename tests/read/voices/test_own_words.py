"""What "we" deny, cannot say or take back is not what they assert."""

from __future__ import annotations

import pytest

from tests.read.support import read

CASES = [
    ("We deny that our fighters killed travellers in Osk.", "killed", "denies"),
    ('"We deny that our fighters killed travellers in Osk," a spokesman of the Brea Front said.', "killed", "denies"),
    ("We reject the accusation that our forces shelled the market of Osk.", "attacker", "denies"),
    ("We firmly reject allegations that our forces shelled the market of Osk.", "attacker", "denies"),
    ("We cannot confirm that the army shelled the market of Osk.", "attacker", "cannot_say"),
    ("We do not deny that our forces shelled the market of Osk.", "attacker", "asserts"),
    ("We know that the army shelled the market of Osk.", "attacker", "asserts"),
    ("We reject the army's claim that 12 people were killed in Osk.", "killed", "asserts"),
    ("We condemn those who shelled the market of Osk and killed 12 people.", "killed", "asserts"),
]


@pytest.mark.parametrize(("text", "slot", "stance"), CASES)
def test_what_we_deny_is_not_asserted(text: str, slot: str, stance: str) -> None:
    """A party's own denial, in its statement or its spokesman's mouth, never comes out as an admission."""
    claims = [claim for claim in read(text, publisher="Osk Daily", published="2031-05-04").claims if claim.slot == slot]
    assert claims
    assert {claim.stance.value for claim in claims} == {stance}
