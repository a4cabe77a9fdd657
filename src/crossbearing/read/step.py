"""The step that reads: from collected documents to readings with claims and marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import ClassVar

from crossbearing.model.documents import READ_BY_DEFAULT, BlockKind, Mark, MarkKind
from crossbearing.model.errors import SettingsError
from crossbearing.model.ids import digest
from crossbearing.model.steps import Collected, Reading, Reject, StepRun
from crossbearing.read.coded.rows import CodedReader
from crossbearing.read.document import RuleReader
from crossbearing.read.llm.reader import LLMReader, identity
from crossbearing.read.llm.settings import LLMSettings
from crossbearing.read.sentences.gate import Gate, GateSetting
from crossbearing.read.sentences.parse import DEFAULT_MODEL, load_model
from crossbearing.read.survey import in_groups
from crossbearing.read.tagger.runtime import TaggerSettings
from crossbearing.read.tagger.second_look import FILE as SECOND_LOOK
from crossbearing.read.templates.reader import IncidentReader
from crossbearing.read.templates.weights import FILE as INCIDENT_WEIGHTS
from crossbearing.resources.lexicon import languages, lexicon
from crossbearing.resources.loading import resource_hash

__all__ = ["Read", "TaggerSetting"]

_READERS = ("rules", "llm")
_MODELS = "models"


class TaggerSetting(StrEnum):
    """Which learned tagger helps the rules."""

    STUDENT = "student"
    CAREFUL = "careful"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Read:
    """Reads claims out of texts.

    Args:
        reader: Which reader; `rules` reads by rules over a parser and word tables, `llm` asks a language model.
        gate: Which sentences are parsed: `events`, `attribution` or `off`.
        tagger: Which learned tagger helps: `student` (three layers), `careful` (six, slower) or `off` (rules alone).
        model: Package of the parsing model; any installed `en_core_web_*`, or `auto`.
        characters: How much of one document is read.
        seconds: How long one document may take before reading stops with a mark; `llm` has a bound of its own.
        llm: Where the language model stands, for `llm` alone.

    Raises:
        SettingsError: If a setting makes no sense.
    """

    name: ClassVar[str] = "read"
    version: ClassVar[str] = "2"
    needs: ClassVar[type] = Collected
    gives: ClassVar[type] = Reading

    reader: str = "rules"
    gate: str = GateSetting.EVENTS
    tagger: str = TaggerSetting.STUDENT
    model: str = DEFAULT_MODEL
    characters: int = 200_000
    seconds: float = 30.0
    llm: LLMSettings | None = None

    def __post_init__(self) -> None:
        if self.reader not in _READERS:
            raise SettingsError(
                f"no reader is called {self.reader!r}", where="read.reader", remedy=f"use one of {', '.join(_READERS)}"
            )
        if (self.reader == "llm") != (self.llm is not None):
            raise SettingsError(
                "a language model reads where its endpoint is given, and nowhere else",
                where="read.reader, read.llm",
                remedy="give both `reader='llm'` and `llm`, or neither",
            )
        if self.gate not in tuple(GateSetting):
            raise SettingsError(
                f"no gate setting is called {self.gate!r}",
                where="read.gate",
                remedy=f"use one of {', '.join(GateSetting)}",
            )
        if self.tagger not in tuple(TaggerSetting):
            raise SettingsError(
                f"no tagger is called {self.tagger!r}",
                where="read.tagger",
                remedy=f"use one of {', '.join(TaggerSetting)}",
            )
        if self.characters < 1 or self.seconds <= 0:
            raise SettingsError(
                "a bound is not positive", where="read.characters, read.seconds", remedy="give positive numbers"
            )

    @property
    def id(self) -> str:
        """Deterministic id: name, version, settings and the hashes of the word tables and of the tagger's files."""
        tables = [f"{path}={hash_}" for language in languages() for path, hash_ in lexicon(language).hashes]
        shared = [f"{path}={resource_hash(path)}" for path in ("slots.toml", "events.toml", *self._tagger_files())]
        asked = identity(self.llm) if self.llm is not None else ()
        settings = (self.reader, self.gate, self.tagger, self.model, str(self.characters), str(self.seconds), *asked)
        return f"{self.name}@{self.version}-{digest(self.name, self.version, *settings, *tables, *shared)[:12]}"

    def _tagger_files(self) -> tuple[str, ...]:
        if self.tagger == TaggerSetting.OFF:
            return ()
        names = ("tokenizer.json", "words.npz", f"{self.tagger}.onnx", f"{self.tagger}.npz")
        return (*(f"{_MODELS}/{name}" for name in names), INCIDENT_WEIGHTS, SECOND_LOOK, "actors.toml")

    def open_rules(self) -> RuleReader:
        """Load parser and tagger once and return the reader of English prose.

        Raises:
            ResourceError: If the parsing model is not installed or a file of the tagger is missing.
        """
        tables = lexicon("en")
        folder = Path(str(files("crossbearing.resources").joinpath(_MODELS)))
        return RuleReader(
            load_model(self.model),
            tables,
            Gate(GateSetting(self.gate), tables),
            self.id,
            characters=self.characters,
            seconds=self.seconds,
            tagger=None if self.tagger == TaggerSetting.OFF else TaggerSettings(folder, self.tagger).open(),
            incidents=None if self.tagger == TaggerSetting.OFF else IncidentReader.open(self.tagger),
        )

    def open(self) -> StepRun:
        """Load what reading needs once and return the function that reads.

        Raises:
            ResourceError: If the parsing model is not installed or a file of the tagger is missing.
        """
        step = self.id
        tables = lexicon("en")
        prose = self.open_rules() if self.llm is None else LLMReader.open(self.llm, step, characters=self.characters)
        coded = CodedReader(tables, step)

        def kinds_of(collected: Collected) -> set[BlockKind]:
            return {block.kind for block in collected.text.blocks}

        def apart(collected: Collected) -> bool:
            return BlockKind.CELL in kinds_of(collected) or collected.text.language != tables.language

        def run(records: Iterable[Collected]) -> Iterator[Reading | Reject]:
            groups = (
                ([collected] for collected in records) if isinstance(prose, LLMReader) else in_groups(records, apart)
            )
            for group in groups:
                kinds = kinds_of(group[0])
                if BlockKind.CELL in kinds:
                    yield from coded.read(group[0])
                elif isinstance(prose, LLMReader):
                    yield from prose.read(group[0])
                elif apart(group[0]):
                    yield _not_read(group[0], step, bool(kinds & READ_BY_DEFAULT))
                else:
                    yield from prose.read_group(group)

        return run


def _not_read(collected: Collected, step: str, readable: bool) -> Reading:
    """Return a document as collected and not read, with the reason as a mark."""
    language = collected.text.language or "und"
    note = f"no reader knows the language ({language})" if readable else "there is no title, body or caption to read"
    mark = Mark(
        collected.document.id, collected.text.id, MarkKind.NOT_READ, 0, len(collected.text.content), "", note, step
    )
    return Reading(collected=collected, marks=(mark,), read=False)
