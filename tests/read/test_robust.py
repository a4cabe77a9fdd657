"""Any text is read without a crash, within bounds, with spans that hold."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossbearing.model.documents import MarkKind
from crossbearing.model.errors import SettingsError
from crossbearing.model.steps import Reading
from crossbearing.read.step import Read
from tests.read.support import collected, read, reader

TEXTS = {
    "empty": "",
    "blanks": " \n\t \u00a0 ",
    "controls": "The strike\x00 killed\x07 12\x1b people\x7f in Homs.\r\nIt\u200b was\u202e a mistake.",
    "right to left": "\u0642\u062a\u0644 12 \u0634\u062e\u0635\u0627. Twelve people were killed in Aleppo.",
    "emoji": "\U0001f6a8\U0001f4a5 Airstrike on Rafah \U0001f1f5\U0001f1f8 5 killed \U0001f494\U0001f494",
    "markup": "<p>At least <b>12</b> were killed</p> &amp; <a href='x'>30 wounded</a> {{infobox}} [[File:x.jpg]]",
    "table": "killed 3 4 5 6 7 8 9 10 | 11 12 13\n" * 40,
    "digits": "1234567890 " * 300,
    "quotes": '"\u201c\u201d"\'\u2018\u2019' * 200,
    "cut": "At least 12 people were kil",
    "one word": "killed",
    "punctuation": "...!!!???;;;:::,,,---" * 100,
    "unbroken": "a" * 20_000,
    "surrogate": "twelve were killed \ud800 in the raid",
    "an ending taken for a speaker": "That\u2019s when the gunman hit the guard before shooting at least one other man "
    "outside the club, reported the Harbour-Ledger.",
    "capitals": "AT LEAST 12 PEOPLE WERE KILLED IN AN AIR STRIKE ON IDLIB, THE ARMY SAID.",
    "huge number": "99999999999999999999 people were killed and 12,34,56 wounded, up to more than 200.",
}


def holds(reading: Reading) -> None:
    """Check that every span and mark of a reading is what it says."""
    content = reading.collected.text.content
    for claim in reading.claims:
        locator = claim.locator
        assert content[locator.start : locator.end] == locator.quote  # type: ignore[union-attr]
        assert locator.quote  # type: ignore[union-attr]
        assert claim.speakers
    for mark in reading.marks:
        assert 0 <= mark.start <= mark.end <= len(content)
        assert mark.quote in ("", content[mark.start : mark.end])


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
@pytest.mark.parametrize("gate", ["events", "off"])
def test_odd_texts(text: str, gate: str) -> None:
    """Empty, foreign, cut, marked-up and unbroken texts are read, and spans hold."""
    holds(read(text, gate=gate))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                "killed",
                "wounded",
                "12",
                "at",
                "least",
                "dozens",
                "of",
                "soldiers",
                ",",
                ".",
                "said",
                "the",
                "army",
                '"',
                "“",
                ":",
                ";",
                "airstrike",
                "on",
                "in",
                "Homs",
                "not",
                "and",
                "or",
                "between",
                "40-50",
                "to",
                "up",
                "more",
                "than",
                "including",
                "children",
                "three",
                "tanks",
                "destroyed",
                "by",
                "mistake",
                "first",
                "stage",
                "\n",
                "17:00",
                "on",
                "3",
                "May",
                "no",
                "one",
                "reported",
                "%",
                "who",
                "(AP)",
                "-",
                "according",
                "to",
                "him",
            ]
        ),
        min_size=1,
        max_size=60,
    )
)
def test_jumbled_words(words: list[str]) -> None:
    """Words of the trade in any order crash nothing."""
    holds(read(" ".join(words), gate="off"))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_characters(text: str) -> None:
    """Any characters crash nothing."""
    holds(read(text, gate="off"))


def test_five_megabytes_in_one_sentence() -> None:
    """A sentence of five megabytes is read up to the bound, in time, and marked as cut."""
    began = time.monotonic()
    reading = read("At least 12 people were killed in Homs and " * 120_000)
    assert time.monotonic() - began < 60
    assert any(mark.kind is MarkKind.TRUNCATED for mark in reading.marks)
    holds(reading)


def test_time_bound_is_kept() -> None:
    """A document that takes longer than allowed is read in part and marked."""
    step = Read(seconds=0.5, gate="off").open()
    body = "Forty soldiers were killed near Homs, the army said. " * 1500
    began = time.monotonic()
    (reading,) = list(step([collected(body)]))
    assert time.monotonic() - began < 60
    assert isinstance(reading, Reading)
    assert any(mark.kind is MarkKind.TRUNCATED for mark in reading.marks)


def test_unread_language_is_said() -> None:
    """A document in a language no reader knows is collected, not read, and a mark says why."""
    (reading,) = list(
        reader()(
            [
                collected(
                    "\u041f\u043e\u0433\u0438\u0431\u043b\u0438 12 \u0447\u0435\u043b\u043e\u0432\u0435\u043a.",
                    language="ru",
                )
            ]
        )
    )
    assert isinstance(reading, Reading)
    assert not reading.read
    assert [mark.kind for mark in reading.marks] == [MarkKind.NOT_READ]
    assert "ru" in reading.marks[0].note


def test_comments_are_not_read() -> None:
    """What readers wrote below a report is not the report."""
    reading = read("The village was calm.", comment="At least 50 people were killed there by an airstrike!")
    assert not reading.claims


def test_headline_repeats_nothing() -> None:
    """A headline gives way to the sentence in the body that says the same with its source."""
    reading = read(
        "Twelve people were killed in an air strike on Idlib, a doctor said.", title="Twelve killed in Idlib air strike"
    )
    killed = [claim for claim in reading.claims if claim.slot == "killed"]
    assert [[speaker.name for speaker in claim.speakers[1:]] for claim in killed] == [["doctor"]]


def test_settings_are_checked() -> None:
    """Settings that make no sense are refused with what to do."""
    for wrong in ({"gate": "wide"}, {"reader": "oracle"}, {"seconds": 0.0}, {"characters": 0}):
        with pytest.raises(SettingsError):
            Read(**wrong)  # type: ignore[arg-type]


def test_id_depends_on_settings() -> None:
    """The step's id is the same for the same settings and differs for others."""
    assert Read().id == Read().id
    assert len({Read().id, Read(gate="off").id, Read(seconds=5.0).id}) == 3
