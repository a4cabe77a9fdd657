"""Numbers in sentences of harm that no claim uses."""

from __future__ import annotations

from pathlib import Path

import pytest
from evals.unread import main, stated, unread

from tests.read.support import read


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A shell killed 12 people and a woman near Osk.", [12, 1]),
        ("On May 12, 2021, at 10:30, two men died.", [2]),
        ("Ivo Brandl, 34, a 20-year-old and Ivo (17) were shot.", []),
        ("The council met for the third time with 40 members.", []),
        ("Twenty-one bodies lay 300 metres away.", [21]),
    ],
)
def test_numbers_of_harm(text: str, values: list[int]) -> None:
    """Numbers in sentences of harm are found, ages, dates, clock times and measures are not."""
    assert [one.value for one in stated(text)] == values


def test_what_a_claim_has_is_used() -> None:
    """A number that a claim of its sentence has is used, one that counts others is not."""
    text = "Nine people were killed when the bus, which had 40 seats, was hit."
    left = [text[one.start : one.end] for one, _ in unread(text, read(text).claims)]
    assert left == ["40"]


def test_no_text_comes_into_the_repository(capsys: pytest.CaptureFixture[str]) -> None:
    """A file inside the repository is refused."""
    assert main(["--data", ".", "--out", str(Path(__file__).parent / "drawn.jsonl")]) == 2
    assert "lies in the repository" in capsys.readouterr().err
