"""What an evaluation asks of a reader, and the readers there are.

The product's own public reading path takes the tagger's place here once it stands; nothing else changes then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from crossbearing.read.tagger.runtime import Mark, Reading, Tagger, TaggerSettings
from evals.loaders import Attribution, Pair

#: The reader's role names for those of MUC-4's reduced templates.
MUC_ROLES: Final = {
    "PerpInd": "perpetrator_individual",
    "PerpOrg": "perpetrator_organisation",
    "Target": "target",
    "Victim": "victim",
    "Weapon": "weapon",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader found in one text. ``parts``, ``roles`` and ``entities`` map a label to its spans.

    ``incidents`` are the incident types told; ``factuality`` gives the score at a span, or None where it has none.
    """

    attributions: tuple[Attribution, ...]
    parts: dict[str, tuple[Pair, ...]]
    roles: dict[str, tuple[Pair, ...]]
    entities: dict[str, tuple[Pair, ...]]
    incidents: frozenset[str]
    factuality: Callable[[int, int], float | None]


class Reader(Protocol):
    """Anything that reads texts in order."""

    def read(self, texts: Iterable[str]) -> Iterator[Answer]:
        """Yield one answer a text."""
        ...


@dataclass(frozen=True, slots=True)
class TaggerReader:
    """The trained tagger alone, without the product's rules around it."""

    tagger: Tagger

    @classmethod
    def open(cls, folder: Path, model: str) -> TaggerReader:
        """Load a model from a folder of artefacts."""
        return cls(TaggerSettings(folder, model).open())

    def read(self, texts: Iterable[str]) -> Iterator[Answer]:
        """Yield one answer a text."""
        for reading in self.tagger.read(texts):
            yield Answer(
                attributions=tuple(_attributions(reading)),
                parts=_by_label(reading.spans),
                roles=_by_label(reading.roles),
                entities=_by_label(reading.entities),
                incidents=frozenset(telling.type for telling in reading.tellings),
                factuality=reading.factuality_at,
            )


def _attributions(reading: Reading) -> Iterator[Attribution]:
    for item in reading.attributions:
        yield Attribution(_pairs(item.sources), _pairs((item.cue,)), _pairs(item.contents))


def _pairs(marks: Sequence[Mark]) -> tuple[Pair, ...]:
    return tuple((mark.start, mark.end) for mark in marks)


def _by_label(marks: Sequence[Mark]) -> dict[str, tuple[Pair, ...]]:
    found: dict[str, list[Pair]] = {}
    for mark in marks:
        found.setdefault(mark.label, []).append((mark.start, mark.end))
    return {label: tuple(pairs) for label, pairs in found.items()}
