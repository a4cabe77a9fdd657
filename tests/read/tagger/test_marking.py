"""The tagger reads what passed the gate and answers with offsets into the document."""

from __future__ import annotations

import pytest

from crossbearing.model.errors import SettingsError
from crossbearing.read.document import RuleReader, Survey
from crossbearing.read.step import Read
from tests.read.support import collected

TEXT = (
    "The council met.\n\nPolice said on Monday that four people were killed when a bomb exploded in the market.\n\n"
    "\u201cWe heard two blasts,\u201d a shopkeeper said. \u201cThen everybody ran.\u201d\n\nIt was a fine day."
)


@pytest.fixture(scope="module")
def reader() -> RuleReader:
    return Read(gate="events").open_rules()


def survey(reader: RuleReader, text: str) -> Survey:
    return reader.survey(collected(text))


def test_marks_stand_in_sentences_that_were_read(reader):
    """No mark lies outside the sentences that passed the gate, and each lies inside the text."""
    found = survey(reader, TEXT)
    read = [entry.sentence for entry in found.parsed.values()]
    assert found.tagged is not None
    assert found.tagged.attributions
    assert len(read) < len(found.sentences)
    for mark in (*found.tagged.spans, *found.tagged.roles, *found.tagged.casualties, *found.tagged.entities):
        assert any(sentence.start <= mark.start < sentence.end for sentence in read)
        assert mark.end <= len(TEXT)


def test_a_long_document_is_read_in_pieces_with_the_same_offsets(reader):
    """The words of an attribution are found in the second half of a long text as in a short one."""
    filler = "The army shelled the village on Friday, and nobody was hurt.\n\n" * 500
    found = survey(reader, filler + TEXT)
    assert found.tagged is not None
    cues = {(filler + TEXT)[item.cue.start : item.cue.end] for item in found.tagged.attributions}
    assert any("said" in cue for cue in cues)
    assert all(end > start for start, end in zip(found.tagged.word_starts, found.tagged.word_ends, strict=True))
    assert len(found.tagged.word_starts) == len(found.tagged.factuality)


def test_without_a_tagger_the_rules_speak_alone():
    """`off` loads no tagger, and its quotations are those of the rules."""
    found = survey(Read(tagger="off").open_rules(), TEXT)
    assert found.tagged is None
    assert any(item.source for item in found.voices.quotations)


def test_the_settings_are_part_of_the_id_of_the_step():
    """Claims read with another tagger come from another step."""
    assert len({Read(tagger=name).id for name in ("student", "careful", "off")}) == 3


def test_an_unknown_tagger_is_refused():
    """The message names the settings there are."""
    with pytest.raises(SettingsError, match="student, careful, off"):
        Read(tagger="teacher")


@pytest.mark.parametrize(
    "text", ["", "\ud800 said \u202e that", "a\x00b said. " * 50, "z" * 30_000, "1 | 2 | 3\n" * 200]
)
def test_any_text_is_surveyed(reader, text):
    """Odd input gives valid offsets and no error."""
    found = survey(reader, text)
    for item in found.voices.quotations:
        for start, end in (*item.source, *item.content):
            assert 0 <= start < end <= len(text)
