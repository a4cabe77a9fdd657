"""The step that turns files into documents with working texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import ClassVar

from crossbearing.collect.clock import clock_source
from crossbearing.collect.confined import Confined
from crossbearing.collect.contents import EXTRACTORS, Reader
from crossbearing.collect.draft import Draft
from crossbearing.collect.finishing import Surroundings, finish
from crossbearing.collect.formats import Format, format_of, is_large_name
from crossbearing.collect.inner import Budget
from crossbearing.collect.language import Teller, language_teller
from crossbearing.collect.mapping import load_mapping
from crossbearing.collect.original import Limits, Original, probe, size_in_words
from crossbearing.collect.refusal import STEP_NAME, RefusedError
from crossbearing.collect.sources import Sources, load_sources
from crossbearing.model.ids import digest
from crossbearing.model.steps import Collected, Item, Reject
from crossbearing.resources.loading import resource_hash

__all__ = ["Collect"]

_STREAMED = frozenset(
    (Format.CSV, Format.TSV, Format.JSONL, Format.WARC, Format.ZIP, Format.MBOX, Format.VIDEO, Format.SOUND)
)


@dataclass(frozen=True, slots=True)
class Collect:
    """Reads files: text, pages, PDF, word-processor documents, mail, feeds, tables, and archives of all these.

    A file that cannot be read gives one `Reject` with the reason and the remedy, and the next one follows. Things that
    were amiss but did not stop a document (a date that does not exist, broken front matter) give a `Reject` with
    `fatal=False` beside the document.

    Args:
        max_bytes: Largest file that is read whole.
        max_table_bytes: Largest CSV, TSV or JSONL file, archive or video; these are read piece by piece. An archive may
            unpack to as much in all.
        max_row_bytes: Largest row of such a table.
        max_seconds: How long one PDF, or the metadata of one picture, may take.
        max_unpack_seconds: How long unpacking one archive may take.
    """

    name: ClassVar[str] = STEP_NAME
    version: ClassVar[str] = "1"
    needs: ClassVar[type] = Item
    gives: ClassVar[type] = Collected

    max_bytes: int = 50_000_000
    max_table_bytes: int = 2_000_000_000
    max_row_bytes: int = 10_000_000
    max_seconds: int = 60
    max_unpack_seconds: int = 3_600

    @property
    def id(self) -> str:
        """Deterministic id: name, version, settings, extractors and the tables it reads."""
        settings = (
            f"{self.max_bytes},{self.max_table_bytes},{self.max_row_bytes},{self.max_seconds},{self.max_unpack_seconds}"
        )
        tables = (resource_hash("slots.toml"), resource_hash("events.toml"))
        return f"{self.name}@{self.version}-{digest(settings, *EXTRACTORS, *tables)[:8]}"

    def open(self) -> Callable[[Iterable[Item]], Iterator[Collected | Reject]]:
        """Load the language model and return the function that collects."""
        tell = language_teller()
        limits = Limits(document=self.max_bytes, table=self.max_table_bytes, row=self.max_row_bytes)
        seconds = (self.max_seconds, self.max_unpack_seconds)

        def run(items: Iterable[Item]) -> Iterator[Collected | Reject]:
            collector = _Collector(limits, tell, seconds=seconds)
            try:
                for item in items:
                    yield from collector.collect(item)
            finally:
                collector.close()

        return run


class _Collector:
    """Collects the files of one run; mappings and sources are read once."""

    def __init__(self, limits: Limits, tell: Teller, *, seconds: tuple[int, int]) -> None:
        self._limits = limits
        self._tell = tell
        self._now = datetime.now(UTC)
        self._clock = clock_source()
        self._mapping = cache(load_mapping)
        self._sources = cache(load_sources)
        self._confined = Confined(seconds=seconds[0])
        self._unpack_seconds = seconds[1]

    def close(self) -> None:
        """End the process in which risky formats are read."""
        self._confined.close()

    def collect(self, item: Item) -> Iterator[Collected | Reject]:
        """Yield the documents of a file, or why there are none."""
        try:
            yield from self._documents(item)
        except RefusedError as refused:
            yield refused.reject(item.name)
        # The libraries for pages, PDF and spreadsheets raise whatever damaged input makes them raise; one such file
        # must not end a batch, and nothing is lost: the error itself is the reject's reason.
        except Exception as error:
            yield Reject(
                step=STEP_NAME,
                where=item.name,
                reason=f"cannot be read ({type(error).__name__}: {str(error)[:200]})",
                remedy="save it again in another format, such as plain text",
                kind="unreadable_file",
            )

    def _documents(self, item: Item) -> Iterator[Collected | Reject]:
        original = probe(Path(item.path), limits=self._limits, table=is_large_name(item.path))
        format_ = format_of(original.inner, original.head)
        if format_ not in _STREAMED and original.length > self._limits.document:
            raise RefusedError(
                "too_large",
                f"is {size_in_words(original.length)}, above the limit of {size_in_words(self._limits.document)}",
                remedy="split it, or save a spreadsheet as CSV",
            )
        sources = self._sources_of(item)
        mapping = self._mapping(Path(item.mapping)) if item.mapping else None
        around = Surroundings(item, sources, self._now, self._tell, self._clock)
        budget = Budget(bytes_left=self._limits.table, seconds=self._unpack_seconds)
        reader = Reader(item, self._limits, self._now.date(), mapping, self._confined, budget)
        found = reader.documents(original, format_)
        seen = False
        for entry in found:
            seen = True
            if isinstance(entry, Reject):
                yield entry
            elif isinstance(entry, RefusedError):
                yield entry.reject(item.name) if not entry.where else _in_row(entry, item)
            else:
                yield from _finished(entry, original, around)
        if not seen:
            raise RefusedError("empty_file", "holds nothing that can be read", remedy="export it again or leave it out")

    def _sources_of(self, item: Item) -> Sources | None:
        path = dict(item.hints).get("sources")
        return self._sources(Path(path)) if path else None


def _finished(draft: Draft, original: Original, around: Surroundings) -> Iterator[Collected | Reject]:
    """Yield a document; one of several that holds no text does not end the others."""
    try:
        yield from finish(draft, original, around)
    except RefusedError as refused:
        if not draft.locator:
            raise
        where = f"{around.item.name}#{draft.locator}"
        yield RefusedError(refused.kind, refused.what, where=where, remedy=refused.remedy).reject(where)


def _in_row(refused: RefusedError, item: Item) -> Reject:
    """Return the reject of one row of a file."""
    located = RefusedError(refused.kind, refused.what, where=f"{item.name}#{refused.where}", remedy=refused.remedy)
    return located.reject(item.name)
