"""What stands under a heading or label: told by the one who is given the word, and by those whom he names."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from crossbearing.model.actors import Link
from crossbearing.read.mentions import Attribution, Source
from crossbearing.read.sentences.segment import Sentence
from crossbearing.read.voices.rubrics import Given, Rubric
from crossbearing.read.voices.sources import basis_of_source
from crossbearing.resources.lexicon import Lexicon

__all__ = ["under"]

_HIS: Final = frozenset(
    {
        "speaker",
        "briefer",
        "briefing",
        "statement",
        "testimony",
        "paper",
        "text",
        "author",
        "communique",
        "officer",
        "general",
    }
    | {"official", "spokesman", "spokeswoman", "spokesperson", "representative", "general", "document", "bulletin"}
)
_SMALL: Final = frozenset({"the", "a", "an", "of", "for", "at", "in"})


def under(rubric: Rubric, own: list[Attribution], sentence: Sentence, tables: Lexicon) -> list[Attribution]:
    """Return the attributions of a sentence with the one who is given the word over it.

    In a statement all is told by the one who makes it; under "what the army says" others who are named speak for
    themselves. Those who are only another word for him ("the officers" in the notes of a staff's briefing) are he.

    Args:
        rubric: Who is given the word.
        own: The attributions of the sentence.
        sentence: The sentence.
        tables: Word tables of its language.
    """
    inner = [entry for entry in own if not (entry.cue == ":" and entry.source.start < rubric.start)]
    speaker = rubric.source
    if speaker is None:
        return inner
    inner = [
        replace(entry, source=_as(entry.source, speaker))
        if _is_he(entry.source, speaker, rubric.given, sentence, tables)
        else entry
        for entry in inner
    ]
    others = [entry for entry in inner if entry.source.name != speaker.name]
    if rubric.given is Given.VIEW and others:
        return inner
    whole = Attribution(
        source=speaker,
        ranges=((rubric.start, sentence.end),),
        cue=rubric.cue,
        cue_start=rubric.cue_start,
        link=Link.QUOTES if rubric.given is Given.PAPER else Link.CITES,
        basis=basis_of_source(speaker, tables.cues),
        order=-1,
    )
    return [whole, *inner]


def _as(source: Source, other: Source) -> Source:
    return replace(source, name=other.name, named=other.named, head=other.head)


def _is_he(source: Source, speaker: Source, given: Given, sentence: Sentence, tables: Lexicon) -> bool:
    """Tell whether a source is the one who has the word: by words of his name, or as "the officers", "the speaker"."""
    mine = {word.lower() for word in speaker.name.split()} - _SMALL
    theirs = {word.lower() for word in source.name.split()} - _SMALL
    if theirs and theirs <= mine:
        return True
    first = source.start - sentence.start
    definite = "the" in {sentence.text[max(0, at) : at + 4].strip().lower() for at in (first, first - 4)}
    if len(theirs) != 1 or not definite or given is Given.VIEW or not speaker.named:
        return False
    return source.head in _HIS and speaker.head not in tables.cues.titles
