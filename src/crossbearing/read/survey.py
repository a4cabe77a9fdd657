"""What is known of documents before claims are read from them: sentences, parses, marks of the tagger, incidents.

Short documents are parsed and tagged together, which takes less time than one by one. What is found in one does not
depend on those beside it: sentences are parsed and windows tagged each by itself, if in one sweep.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from crossbearing.model.documents import Mark, MarkKind
from crossbearing.model.steps import Collected
from crossbearing.read.rhetoric import LOADED_NOTE, loaded_terms
from crossbearing.read.sentences.gate import Gate
from crossbearing.read.sentences.parse import Parsed, parse
from crossbearing.read.sentences.segment import Sentence, sentences
from crossbearing.read.tagger.marking import mark_documents, mark_sentences
from crossbearing.read.tagger.runtime import Reading as Tagged
from crossbearing.read.tagger.runtime import Tagger
from crossbearing.read.tagger.second_look import second_look
from crossbearing.read.templates.reader import IncidentReader
from crossbearing.read.templates.records import Incident
from crossbearing.read.voices.across_sentences import Voices
from crossbearing.read.voices.rubrics import rubrics
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Clock", "Survey", "Surveyor", "in_groups"]

TOGETHER: Final = 20_000
"""Characters of documents that are parsed and tagged together, about a second on one core: time is not asked for in
between. A longer document is read by itself, with its time kept."""
MOST: Final = 32
"""Documents that are read together at most; posts are short, and each waits for the others."""

# Shares of the time that a document may take, after which no more is parsed and tagged: what was, is still read.
_PARSED_BY = 0.4
_TAGGED_BY = 0.65


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of one document.

    Args:
        began: When its reading began, in seconds of `time.monotonic`.
        seconds: How long it may take.
    """

    began: float
    seconds: float

    def before(self, share: float) -> bool:
        """Tell whether this share of the time has not passed yet."""
        return time.monotonic() < self.began + share * self.seconds


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of a document before claims are read from it.

    Args:
        collected: The document.
        sentences: All sentences of its readable blocks.
        parsed: Those that passed the gate, parsed, by index and in order.
        tagged: What the tagger marked in these, with offsets into the text; None where no tagger helps.
        incidents: What they tell, assembled from the tagger's chances; none where no tagger helps.
        voices: Who says what.
        marks: What was noticed so far that is no claim.
        clock: The document's time.
    """

    collected: Collected
    sentences: tuple[Sentence, ...]
    parsed: Mapping[int, Parsed]
    tagged: Tagged | None
    incidents: tuple[Incident, ...]
    voices: Voices
    marks: tuple[Mark, ...]
    clock: Clock


@dataclass(frozen=True, slots=True)
class Surveyor:
    """Surveys documents of one language.

    Args:
        nlp: Parsing pipeline.
        tables: Word tables of the language.
        gate: Decides which sentences are parsed.
        step: Id of the step, for marks.
        characters: How much of a text is read.
        seconds: How long one document may take.
        tagger: An opened tagger that helps the rules, or None.
        incidents: Assembles incidents out of what the tagger marks, or None.
    """

    nlp: Language
    tables: Lexicon
    gate: Gate
    step: str
    characters: int
    seconds: float
    tagger: Tagger | None
    incidents: IncidentReader | None

    @property
    def late(self) -> str:
        """What a mark says where time ran out."""
        return f"reading took longer than {self.seconds:g} s and stopped here"

    def surveys(self, group: Sequence[Collected]) -> Iterator[Survey]:
        """Yield surveys of some documents, parsed and tagged together where they are several.

        Args:
            group: Documents as `in_groups` puts them together; their texts must be in the reader's language.
        """
        if len(group) == 1:
            yield self.survey(group[0])
            return
        began = time.monotonic()
        found = [tuple(sentences(collected.text, self.characters)) for collected in group]
        picked = [self.gate.passing(several) for several in found]
        entries = parse(self.nlp, (sentence for several in picked for sentence in several), self.tables)
        parsed = [{entry.sentence.index: entry for entry in islice(entries, len(several))} for several in picked]
        tagged: Sequence[Tagged | None] = [None] * len(group)
        if self.tagger is not None:
            tagged = mark_documents(self.tagger, [tuple(own.values()) for own in parsed], second_look())
        took = time.monotonic() - began
        whole = sum(len(collected.text.content) for collected in group) or 1
        for collected, every, own, marked in zip(group, found, parsed, tagged, strict=True):
            share = len(collected.text.content) / whole
            clock = Clock(time.monotonic() - took * share, self.seconds)
            yield self._survey(collected, every, own, marked, clock, marks=self._marks(collected, every))

    def survey(self, collected: Collected) -> Survey:
        """Return the survey of one document.

        Args:
            collected: The document; its text must be in the reader's language.
        """
        clock = Clock(time.monotonic(), self.seconds)
        found = tuple(sentences(collected.text, self.characters))
        marks = self._marks(collected, found)
        parsed: dict[int, Parsed] = {}
        for entry in parse(self.nlp, self.gate.passing(found), self.tables):
            parsed[entry.sentence.index] = entry
            if not clock.before(_PARSED_BY):
                marks.append(self.truncated(collected, entry.sentence.end, self.late))
                break
        tagged = None
        if self.tagger is not None:
            read = tuple(parsed.values())
            tagged = mark_sentences(self.tagger, read, lambda: clock.before(_TAGGED_BY), second_look())
        return self._survey(collected, found, parsed, tagged, clock, marks=marks)

    def truncated(self, collected: Collected, start: int, note: str) -> Mark:
        """Return the mark that says from where on a document was not read.

        Args:
            collected: The document.
            start: Offset in its text.
            note: Why.
        """
        return self.mark(collected, MarkKind.TRUNCATED, (start, len(collected.text.content)), note, quoted=False)

    def mark(
        self, collected: Collected, kind: MarkKind, span: tuple[int, int], note: str, *, quoted: bool = True
    ) -> Mark:
        """Return a mark on a stretch of a document.

        Args:
            collected: The document.
            kind: What is marked.
            span: Offsets in its text.
            note: What the mark says.
            quoted: Whether the mark holds the words.
        """
        start, end = span
        words = collected.text.content[start:end] if quoted else ""
        return Mark(collected.document.id, collected.text.id, kind, start, end, words, note, self.step)

    def _survey(
        self,
        collected: Collected,
        found: tuple[Sentence, ...],
        parsed: dict[int, Parsed],
        tagged: Tagged | None,
        clock: Clock,
        *,
        marks: list[Mark],
    ) -> Survey:
        incidents: tuple[Incident, ...] = ()
        if tagged is not None and self.incidents is not None and clock.before(_TAGGED_BY):
            incidents = self.incidents.read(tuple(parsed.values()), tagged, collected.text.content)
        given = rubrics(found, collected.text.content, self.tables)
        voices = Voices(parsed.values(), self.tables, collected.publication.publisher, tagged, rubrics=given)
        return Survey(collected, found, parsed, tagged, incidents, voices, tuple(marks), clock)

    def _marks(self, collected: Collected, found: Iterable[Sentence]) -> list[Mark]:
        """Return the marks that need no parse: loaded terms, and where a long text is cut."""
        marks = [
            self.mark(collected, MarkKind.LOADED_TERM, (start, end), LOADED_NOTE)
            for sentence in found
            for start, end, _ in loaded_terms(sentence, self.tables)
        ]
        if len(collected.text.content) > self.characters:
            note = f"only the first {self.characters:,} characters were read"
            marks.append(self.truncated(collected, self.characters, note))
        return marks


def in_groups(records: Iterable[Collected], apart: Callable[[Collected], bool]) -> Iterator[list[Collected]]:
    """Yield documents in groups that are read together, in order.

    Args:
        records: Documents.
        apart: Whether a document is not read with others, such as a table.
    """
    group: list[Collected] = []
    size = 0
    for collected in records:
        length = len(collected.text.content)
        if group and (apart(collected) or size + length > TOGETHER or len(group) >= MOST):
            yield group
            group, size = [], 0
        if apart(collected):
            yield [collected]
            continue
        group.append(collected)
        size += length
    if group:
        yield group
