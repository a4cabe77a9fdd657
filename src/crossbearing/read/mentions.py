"""What readers hand to the assembler: mentions. Rules produce them here; a learned tagger may produce the same.

A mention is tied to characters of the text and to nothing else: who says it, in which event it belongs and which id it
gets is settled by the assembler.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from crossbearing.model.actors import Link, Stance
from crossbearing.model.claims import WHOLE, Basis, Modality
from crossbearing.model.values import Value

__all__ = ["Attribution", "EventMention", "Mention", "Source"]


@dataclass(frozen=True, slots=True)
class Source:
    """One who speaks, as one attribution names it.

    Args:
        name: As written, or the name a pronoun stands for.
        start: Offset of the words in the text.
        end: Offset behind them.
        named: Whether it is a named body or person.
        head: Lemma of its head noun.
        pronoun: Whether the words are a pronoun.
        role: Lemma of the word beside a name that says what the person is ("the spokesman, N"), or empty;
            `further` of a paper of which more is said ("the statement on the raid").
    """

    name: str
    start: int
    end: int
    named: bool
    head: str
    pronoun: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """That a stretch of text is told by a source.

    Args:
        source: Who tells it.
        ranges: The stretches of text told, as offsets.
        cue: The word or formula that hands over.
        cue_start: Offset of that word.
        stance: The source's stance on what is told.
        carrier: The stance of the one who hands on, or None where the cue shows none.
        link: How it is handed on.
        basis: On what the source's statement rests, as far as cue and source show it.
        order: Depth: inner attributions have larger numbers.
        beside: Offset of the cue of another who tells the same words in his own name ("A reported, and B confirmed,
            that ..."), or -1: they are no chain.
    """

    source: Source
    ranges: tuple[tuple[int, int], ...]
    cue: str
    cue_start: int
    stance: Stance = Stance.ASSERTS
    carrier: Stance | None = None
    link: Link = Link.CITES
    basis: Basis = Basis.UNKNOWN
    order: int = 0
    beside: int = -1

    @property
    def size(self) -> int:
        """Number of characters told."""
        return sum(end - start for start, end in self.ranges)

    def covers(self, offset: int) -> bool:
        """Tell whether the character at an offset is part of what is told."""
        return any(start <= offset < end for start, end in self.ranges)


@dataclass(slots=True)
class EventMention:
    """A word that tells of a happening, with what its sentence says of it.

    Args:
        number: Its number in the document.
        type: Kind of event.
        start: Offset of the word.
        end: Offset behind it.
        sentence: Index of its sentence.
        token: Index of its token in the sentence.
        lemma: Its lemma.
        generic: Whether its kind must come from the rest of the report.
        negated: Whether it is said not to have happened.
        modality: How it stands to the report.
        separate: Whether words set it apart from what was told before.
        phase: Ordinal of the phase it names, or None.
        label: The words that name the phase.
        whole: Number of the event mention whose phases are told, where a report announced them, or None.
        day: Calendar key (`09-17`) of the day stated for it in its sentence, or empty.
        year: Year stated, or 0.
        place: Name of the place stated for it, in lower case, or empty.
        happening: Number of the happening it was joined to; set by `happenings`.
        item: Number of the item of a round-up that it is told in, or 0.
        repelled: Whether it is an attack that was beaten back.
        back: Whether it is a noun that goes back to what was told ("the attack").
        along: Number of the event mention whose verb it goes on from ("stormed the village and beheaded ..."), or None.
    """

    number: int
    type: str
    start: int
    end: int
    sentence: int
    token: int
    lemma: str
    generic: bool = False
    negated: bool = False
    modality: Modality = Modality.NEWS
    separate: bool = False
    phase: int | None = None
    label: str = ""
    whole: int | None = None
    day: str = ""
    year: int = 0
    place: str = ""
    happening: int = -1
    item: int = 0
    repelled: bool = False
    back: bool = False
    along: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """An answer found in the text.

    Args:
        slot: The question it answers.
        value: The answer.
        start: Offset of the words that carry it.
        end: Offset behind them.
        anchor: Offset of the word whose attribution counts (the verb or noun that tells it).
        sentence: Index of its sentence.
        event: Number of the event mention it belongs to, or None for the nearest.
        type: Kind of event to make where there is none to belong to.
        scope: `whole` or `part: of what`.
        hedges: Hedging words as written.
        stance: Stance the words themselves show, or None.
        carrier: Stance of the one who hands it on, or None.
        basis: Basis the words themselves show, or None.
        score: 0 to 1, how sure the rule is.
        told_by: Who a cell, a bracket or the words around a figure name for it, from the publisher inwards; empty where
            they show that the report tells it itself, and None where the attributions of its sentence count.
    """

    slot: str
    value: Value
    start: int
    end: int
    anchor: int
    sentence: int
    event: int | None = None
    type: str = "attack"
    scope: str = WHOLE
    hedges: tuple[str, ...] = ()
    stance: Stance | None = None
    carrier: Stance | None = None
    basis: Basis | None = None
    score: float = field(default=0.8)
    told_by: tuple[Source, ...] | None = None
