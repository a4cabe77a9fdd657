"""Headings and labels that give somebody the word."""

from __future__ import annotations

import pytest

from crossbearing.model.documents import Block, BlockKind, Text
from crossbearing.read.sentences.segment import sentences
from crossbearing.read.voices.rubrics import Given, rubrics
from crossbearing.resources.lexicon import lexicon

TOLD = "Twelve people died when the shells fell. The bakery burned."


def given(content: str) -> dict[str, tuple[str, Given]]:
    """Return the first words of each sentence that somebody is given the word over, with his name and how."""
    text = Text("t", "d", "test@1", "en", content, (Block(BlockKind.BODY, 0, len(content)),))
    found = tuple(sentences(text, len(content)))
    by_index = {sentence.index: sentence for sentence in found}
    return {
        " ".join(by_index[index].text.split()[:2]): (rubric.source.name if rubric.source else "", rubric.given)
        for index, rubric in rubrics(found, content, lexicon("en")).items()
    }


@pytest.mark.parametrize(
    ("heading", "name", "how"),
    [
        ("Statement of the General Staff", "General Staff", Given.PAPER),
        ("## Notes from the briefing of the Kenyan General Staff", "Kenyan General Staff", Given.PAPER),
        ("Testimony of relatives", "relatives", Given.PAPER),
        ("The ministry's statement", "ministry", Given.PAPER),
        ("What the army says", "army", Given.VIEW),
        ("What survivors told us", "survivors", Given.VIEW),
        ("The government's version", "government", Given.VIEW),
        ("According to the port authority", "port authority", Given.VIEW),
        ("3. What the authorities say", "authorities", Given.VIEW),
    ],
)
def test_heading_gives_the_word_over_its_section(heading: str, name: str, how: Given) -> None:
    """A heading that names a speaker holds for the paragraphs behind it, up to the next heading."""
    found = given(
        f"A report.\n\n{heading}\n\n{TOLD}\n\nNothing moved since.\n\nBackground\n\nThe town lies on a river."
    )
    assert found["Twelve people"] == found["The bakery"] == found["Nothing moved"] == (name, how)
    assert "The town" not in found


@pytest.mark.parametrize(
    "heading",
    [
        "What we do not know",
        "Assessment",
        "Key facts",
        "What the shelling destroyed",
        "Story of the bridge",
        "The market",
    ],
)
def test_heading_without_a_speaker_gives_no_word(heading: str) -> None:
    """A heading that names a thing, or the writers themselves, puts the words in nobody's mouth."""
    assert not given(f"{heading}\n\n{TOLD}")


def test_line_with_a_colon_holds_for_what_it_opens() -> None:
    """A line that ends in a colon holds for one paragraph, and for the whole of a list."""
    found = given(f"A report.\n\nOfficers of the General Staff:\n\n{TOLD}\n\nLater it rained in the hills all day.")
    assert found["Twelve people"][0] == "Officers of the General Staff"
    assert "Later it" not in found
    listed = given("A report.\n\nThe army:\n\n- Two tanks were lost.\n- One gun was lost.\n\nThe rain went on.")
    assert listed["Two tanks"][0] == listed["One gun"][0] == "army"
    assert "The rain" not in listed


def test_label_holds_for_its_paragraph() -> None:
    """A body's name and a colon at the head of a paragraph give it all of the paragraph, and not the next one."""
    found = given(f"The army: {TOLD}\n\nThe sun rose at six that day.")
    assert found["The bakery"] == ("army", Given.PAPER)
    assert "The sun" not in found


@pytest.mark.parametrize("label", ["Location", "Casualties", "Update", "Source", "Weapon", "Killed"])
def test_field_is_no_speaker(label: str) -> None:
    """The labels of a form name what is told and nobody who tells it."""
    assert not given(f"{label}: {TOLD}")


def test_turns_of_a_talk() -> None:
    """In a talk each turn is told by the one it belongs to; those who ask for the medium are its own voice."""
    found = given(
        f"HOST: What happened at dawn?\n\nMAYOR: {TOLD}\n\nHOST: The army says ten died.\n\nMAYOR: It was worse."
    )
    assert found["MAYOR: Twelve"] == ("mayor", Given.PAPER)
    assert found["The bakery"][0] == "mayor"
    assert found["HOST: The"][0] == ""


def test_verb_before_a_colon_is_no_label() -> None:
    """A sentence with a verb of saying before its colon is left to the rules for those."""
    assert "The bakery" not in given(f"The minister said: {TOLD}")
