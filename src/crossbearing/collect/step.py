"""The step that turns files into documents with working texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import ClassVar

from crossbearing.collect import coded, columns, markdown, page, pdf, plain
from crossbearing.collect.draft import Draft
from crossbearing.collect.finishing import Surroundings, finish
from crossbearing.collect.formats import TABLES, Format, format_of, is_table_name
from crossbearing.collect.language import Teller, language_teller
from crossbearing.collect.mapping import MAPPING_NAME, TableMapping, load_mapping
from crossbearing.collect.original import Limits, Original, probe, size_in_words
from crossbearing.collect.refusal import STEP_NAME, RefusedError, note
from crossbearing.collect.rows import Table, open_table
from crossbearing.collect.sources import Sources, load_sources
from crossbearing.model.ids import digest
from crossbearing.model.steps import Collected, Item, Reject
from crossbearing.resources.loading import resource_hash

__all__ = ["Collect"]

_STREAMED = frozenset((Format.CSV, Format.TSV, Format.JSONL))
_EXTRACTORS = (
    plain.EXTRACTOR,
    markdown.EXTRACTOR,
    page.EXTRACTOR,
    pdf.EXTRACTOR,
    columns.EXTRACTOR,
    coded.EXTRACTOR,
)


@dataclass(frozen=True, slots=True)
class Collect:
    """Reads files: text, Markdown, HTML, PDF, and tables of documents or of coded claims.

    A file that cannot be read gives one `Reject` with the reason and the remedy, and the next one follows. Things that
    were amiss but did not stop a document (a date that does not exist, broken front matter) give a `Reject` with
    `fatal=False` beside the document.

    Args:
        max_bytes: Largest file that is read whole.
        max_table_bytes: Largest CSV, TSV or JSONL file; these are read row by row.
        max_row_bytes: Largest row of such a table.
    """

    name: ClassVar[str] = STEP_NAME
    version: ClassVar[str] = "1"
    needs: ClassVar[type] = Item
    gives: ClassVar[type] = Collected

    max_bytes: int = 50_000_000
    max_table_bytes: int = 2_000_000_000
    max_row_bytes: int = 10_000_000

    @property
    def id(self) -> str:
        """Deterministic id: name, version, settings, extractors and the tables it reads."""
        settings = f"{self.max_bytes},{self.max_table_bytes},{self.max_row_bytes}"
        tables = (resource_hash("slots.toml"), resource_hash("events.toml"))
        return f"{self.name}@{self.version}-{digest(settings, *_EXTRACTORS, *tables)[:8]}"

    def open(self) -> Callable[[Iterable[Item]], Iterator[Collected | Reject]]:
        """Load the language model and return the function that collects."""
        tell = language_teller()
        limits = Limits(document=self.max_bytes, table=self.max_table_bytes, row=self.max_row_bytes)

        def run(items: Iterable[Item]) -> Iterator[Collected | Reject]:
            collector = _Collector(limits, tell)
            for item in items:
                yield from collector.collect(item)

        return run


class _Collector:
    """Collects the files of one run; mappings and sources are read once."""

    def __init__(self, limits: Limits, tell: Teller) -> None:
        self._limits = limits
        self._tell = tell
        self._now = datetime.now(UTC)
        self._mapping = cache(load_mapping)
        self._sources = cache(load_sources)

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
        original = probe(Path(item.path), limits=self._limits, table=is_table_name(item.path))
        format_ = format_of(original.inner, original.head)
        if format_ not in _STREAMED and original.length > self._limits.document:
            raise RefusedError(
                "too_large",
                f"is {size_in_words(original.length)}, above the limit of {size_in_words(self._limits.document)}",
                remedy="split it, or save a spreadsheet as CSV",
            )
        sources = self._sources_of(item)
        if format_ in TABLES:
            around = Surroundings(item, sources, self._now, self._tell)
            found: Iterable[Draft | RefusedError | Reject] = self._rows(item, original, format_)
        else:
            draft, notes = self._whole(item, original, format_)
            around = Surroundings(item, sources, self._now, self._tell, notes)
            found = (draft,)
        seen = False
        for entry in found:
            seen = True
            if isinstance(entry, Reject):
                yield entry
            elif isinstance(entry, RefusedError):
                yield entry.reject(item.name) if not entry.where else _in_row(entry, item)
            else:
                yield from finish(entry, original, around)
        if not seen:
            raise RefusedError("empty_file", "holds no rows", remedy="export it again or leave it out")

    def _sources_of(self, item: Item) -> Sources | None:
        path = dict(item.hints).get("sources")
        return self._sources(Path(path)) if path else None

    def _whole(self, item: Item, original: Original, format_: Format) -> tuple[Draft, tuple[tuple[str, str], ...]]:
        """Return the draft of a file that is one document, and what was assumed in decoding it."""
        if format_ is Format.PDF:
            return pdf.read_pdf(original.read(), where=item.name), ()
        encoding = original.encoding()
        content = original.read().decode(encoding.name, encoding.errors)
        notes = (("encoding", encoding.note),) if encoding.note else ()
        if not content.strip("\ufeff \t\r\n\x00"):
            raise RefusedError("empty_file", "holds nothing but blanks", remedy="fetch it again or leave it out")
        today = self._now.date()
        if format_ is Format.HTML:
            return page.read_page(content, today=today), notes
        if format_ is Format.MARKDOWN:
            return markdown.read_markdown(content, where=item.name), notes
        return plain.read_plain(content, where=item.name, today=today), notes

    def _rows(self, item: Item, original: Original, format_: Format) -> Iterator[Draft | RefusedError | Reject]:
        mapping: TableMapping | None = self._mapping(Path(item.mapping)) if item.mapping else None
        table = open_table(original, format_, limits=self._limits, sheet=mapping.sheet if mapping else "")
        if mapping is not None and _of_another_table(mapping, table, item):
            yield note(
                "mapping_passed_over",
                item.name,
                f"{mapping.path.name} beside it names none of its columns and is passed over",
                remedy="name a mapping after its table (TABLE.mapping.toml) where a folder holds several tables",
            )
            mapping = None
        if mapping is not None and mapping.coded:
            yield from coded.read_coded(table, mapping, format_=format_, where=item.name)
            return
        hints = dict(item.hints)
        order = hints.get("date_order") or hints.get("default.date_order") or ""
        yield from columns.read_rows(
            table, mapping, format_=format_, where=item.name, today=self._now.date(), date_order=order
        )


def _of_another_table(mapping: TableMapping, table: Table, item: Item) -> bool:
    """Return whether a mapping that was found by chance, as `mapping.toml` in the folder, is made for another table."""
    by_chance = mapping.path.name == MAPPING_NAME and mapping.path.parent == Path(item.path).parent
    return by_chance and not set(mapping.columns.values()) & set(table.columns)


def _in_row(refused: RefusedError, item: Item) -> Reject:
    """Return the reject of one row of a file."""
    located = RefusedError(refused.kind, refused.what, where=f"{item.name}#{refused.where}", remedy=refused.remedy)
    return located.reject(item.name)
