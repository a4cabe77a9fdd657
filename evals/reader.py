"""What an evaluation asks of a reader, and the readers there are: the product's own reading path, the tagger alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol

from crossbearing.model import ids
from crossbearing.model.documents import Block, BlockKind, Document, Publication, Text
from crossbearing.model.steps import Collected
from crossbearing.read.document import RuleReader, Survey
from crossbearing.read.step import Read
from crossbearing.read.tagger.runtime import Mark, Reading, Tagger, TaggerSettings
from crossbearing.read.templates.records import Incident
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

    ``incidents`` are the incident types told; ``factuality`` gives the score at a span, or None where it has none;
    ``assembled`` are the incidents put together from mentions, which takes more than the tagger alone.
    """

    attributions: tuple[Attribution, ...]
    parts: dict[str, tuple[Pair, ...]]
    roles: dict[str, tuple[Pair, ...]]
    entities: dict[str, tuple[Pair, ...]]
    incidents: frozenset[str]
    factuality: Callable[[int, int], float | None]
    assembled: tuple[Incident, ...] = ()


class Reader(Protocol):
    """Anything that reads texts in order; ``setting`` says how, in a few words."""

    @property
    def setting(self) -> str:
        """How it reads."""
        ...

    def read(self, texts: Iterable[str]) -> Iterator[Answer]:
        """Yield one answer a text."""
        ...


@dataclass(frozen=True, slots=True)
class ProductReader:
    """The product's reading path, from a text to what claims are read from: gate, parser, tagger, rules, voices.

    ``rules`` is what the reading step opens; ``setting`` says with which tagger and gate.
    """

    rules: RuleReader
    setting: str

    @classmethod
    def open(cls, tagger: str, gate: str) -> ProductReader:
        """Load parser and tagger by the settings of the reading step."""
        return cls(Read(tagger=tagger, gate=gate).open_rules(), f"{tagger}, gate {gate}")

    def read(self, texts: Iterable[str]) -> Iterator[Answer]:
        """Yield one answer a text."""
        for text in texts:
            yield self._answer(self.rules.survey(document(text)))

    def _answer(self, survey: Survey) -> Answer:
        quotations = survey.voices.quotations
        tagged = survey.tagged
        parts = {
            "source": tuple(pair for item in quotations for pair in item.source),
            "cue": tuple(item.cue for item in quotations if item.cue is not None),
            "content": tuple(pair for item in quotations for pair in item.content),
        }
        return Answer(
            attributions=tuple(
                Attribution(item.source, (item.cue,), item.content) for item in quotations if item.cue is not None
            ),
            parts=parts,
            roles={} if tagged is None else _by_label(tagged.roles),
            entities={} if tagged is None else _by_label(tagged.entities),
            incidents=frozenset(() if tagged is None else (telling.type for telling in tagged.tellings)),
            factuality=_no_score if tagged is None else tagged.factuality_at,
            assembled=survey.incidents,
        )


def _no_score(_start: int, _end: int) -> None:
    """Score nothing: no tagger helps."""


def document(text: str) -> Collected:
    """Return a text as the product's collected document, all of it body."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    name = ids.document_id(digest)
    return Collected(
        Document(name, digest, "", "text/plain", len(text), "text.txt", "1970-01-01T00:00:00Z"),
        Publication(ids.publication_id(name, "", "", ""), name),
        Text(ids.text_id(name, "evals@1"), name, "evals@1", "en", text, (Block(BlockKind.BODY, 0, len(text)),)),
        "",
    )


@dataclass(frozen=True, slots=True)
class TaggerReader:
    """The trained tagger alone, without the product's rules around it."""

    tagger: Tagger

    @property
    def setting(self) -> str:
        """With which model."""
        return f"{self.tagger.settings.model} alone"

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
