"""The reader treats every side alike: swapping the parties' names swaps them in the claims and changes nothing else."""

from __future__ import annotations

import re

import pytest

from tests.read.support import read

SWAPS = [
    ("Israeli", "Syrian"),
    ("Russia", "France"),
    ("Russian", "Turkish"),
    ("rebels", "soldiers"),
    ("Ukraine", "Poland"),
]
REPORTS = [
    "Israeli warplanes struck a market in Homs, killing 12 civilians. The Israeli army said the strike was a mistake.",
    "Russia denied that its jets had bombed the school. Russian officers said rebels shelled it, wounding 30 people.",
    "At least 14 rebels were killed in clashes near Aleppo, an official said. The rebels claimed responsibility.",
    "Ukraine said it shot down nine drones overnight. Two people were killed and five wounded in the attack.",
]


def swapped(text: str, left: str, right: str) -> str:
    """Return a text with two names in each other's place."""
    return re.sub(rf"\b(?:{left}|{right})\b", lambda match: right if match.group() == left else left, text)


CASES = [
    (report, left, right)
    for report in REPORTS
    for left, right in SWAPS
    if re.search(rf"\b(?:{left}|{right})\b", report)
]


@pytest.mark.parametrize(("report", "left", "right"), CASES)
def test_sides_alike(report: str, left: str, right: str) -> None:
    """Slots, values, stances and speakers stay the same but for the names."""

    def told(text: str) -> list[tuple[str, ...]]:
        return sorted(
            (
                claim.slot,
                claim.value.text,
                str(claim.stance),
                claim.scope.partition(":")[0],
                claim.event.type,
                *(speaker.name for speaker in claim.speakers),
            )
            for claim in read(text, gate="off").claims
        )

    expected = [tuple(swapped(part, left, right) for part in claim) for claim in told(report)]
    assert told(swapped(report, left, right)) == sorted(expected)
