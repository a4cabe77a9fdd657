"""What one file holds: the documents in it, those in files inside it included, each within bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from crossbearing.collect import (
    coded,
    columns,
    event_tables,
    feed,
    mail,
    markdown,
    media,
    office,
    page,
    pdf,
    plain,
    warc,
    zips,
)
from crossbearing.collect.confined import Confined
from crossbearing.collect.draft import Draft, Stated
from crossbearing.collect.draft_json import LONG, ask_for_draft, read_written
from crossbearing.collect.formats import CONTAINERS, MEDIA, TABLES, Format, format_of
from crossbearing.collect.inner import DEEPEST, Budget, Found, Inner, placed, whole
from crossbearing.collect.mapping import MAPPING_NAME, TableMapping
from crossbearing.collect.original import Limits, Original
from crossbearing.collect.presets import PRESETS, recognise
from crossbearing.collect.refusal import RefusedError, note
from crossbearing.collect.rows import Table, open_table
from crossbearing.model.steps import Item, Reject

__all__ = ["EXTRACTORS", "Reader"]

EXTRACTORS = (
    plain.EXTRACTOR,
    markdown.EXTRACTOR,
    page.EXTRACTOR,
    pdf.EXTRACTOR,
    columns.EXTRACTOR,
    coded.EXTRACTOR,
    event_tables.EXTRACTOR,
    office.EXTRACTOR,
    mail.EXTRACTOR,
    feed.EXTRACTOR,
    media.EXTRACTOR,
    warc.EXTRACTOR,
    zips.EXTRACTOR,
)
"""Names and versions of all readers, for the id of the step."""
_BLANK = "\ufeff \t\r\n\x00"


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the documents of one file.

    Args:
        item: The file.
        limits: How large things may be.
        today: The present day.
        mapping: How the columns of a table become ours, or None.
        confined: The process that risky formats are read in.
        budget: What may be unpacked out of it.
    """

    item: Item
    limits: Limits
    today: date
    mapping: TableMapping | None
    confined: Confined
    budget: Budget

    def documents(self, original: Original, format_: Format) -> Iterator[Draft | RefusedError | Reject]:
        """Yield the documents of the file and what was wrong with parts of it.

        Args:
            original: The file.
            format_: Its format.

        Raises:
            RefusedError: If the file as a whole is refused.
        """
        if format_ in TABLES:
            yield from self._rows(original, format_, self.item.name)
        elif format_ in CONTAINERS:
            yield from self._inside(original, format_, self.item.name, depth=1)
        else:
            yield self._single(original, format_, self.item.name, "")

    def _inside(
        self, original: Original, format_: Format, where: str, *, depth: int
    ) -> Iterator[Draft | RefusedError | Reject]:
        if depth > DEEPEST:
            raise RefusedError(
                "nested_too_deeply", f"stands in more than {DEEPEST} archives", remedy="unpack it and give the files"
            )
        for entry in self._unpacked(original, format_, where):
            if isinstance(entry, Inner):
                yield from self._inner(entry, where, depth=depth)
            else:
                yield entry

    def _unpacked(self, original: Original, format_: Format, where: str) -> Found:
        if format_ is Format.ZIP:
            return zips.unpack_zip(original, where=where, limits=self.limits, budget=self.budget)
        if format_ is Format.WARC:
            return warc.unpack_warc(original, where=where, limits=self.limits, budget=self.budget)
        if format_ is Format.MBOX:
            return mail.unpack_mbox(original, limits=self.limits, budget=self.budget)
        if format_ is Format.MAIL:
            return mail.unpack_mail(original, limits=self.limits, budget=self.budget)
        return feed.unpack_feed(whole(original, limit=self.limits.document), today=self.today)

    def _inner(self, inner: Inner, where: str, *, depth: int) -> Iterator[Draft | RefusedError | Reject]:
        """Yield the documents of a file inside another one; what is wrong with it does not end the outer one."""
        parted = "/" if "#" in where else "#"
        here = f"{where}{parted}{inner.locator}"
        try:
            format_ = format_of(inner.name, inner.original.head)
            found: Iterable[Draft | RefusedError | Reject]
            if format_ in TABLES:
                found = self._rows(inner.original, format_, here)
            elif format_ in CONTAINERS:
                found = self._inside(inner.original, format_, here, depth=depth + 1)
            else:
                found = (self._single(inner.original, format_, here, inner.charset),)
            for entry in found:
                if isinstance(entry, Draft):
                    yield placed(entry, inner)
                elif isinstance(entry, RefusedError):
                    yield _placed_refusal(entry, inner)
                else:
                    yield entry
        except RefusedError as refused:
            if inner.by_the_way and refused.kind in ("no_text", "empty_file"):
                yield note(refused.kind, here, refused.what)
            else:
                yield _placed_refusal(refused, inner)
        except RecursionError:
            yield RefusedError(
                "nested_too_deeply", "is nested too deeply", where=inner.locator, remedy="save it as plain text"
            )
        # As in the step itself: whatever a library raises on damaged input concerns this part alone, and is told.
        except Exception as error:
            yield RefusedError(
                "unreadable_file",
                f"cannot be read ({type(error).__name__}: {str(error)[:200]})",
                where=inner.locator,
                remedy="save it again in another format, such as plain text",
            )

    def _single(self, original: Original, format_: Format, where: str, charset: str) -> Draft:
        """Return the draft of a file that is one document."""
        if format_ in MEDIA:
            return media.read_media(original, format_=format_, facts_of=partial(self.confined.call, "picture"))
        data = whole(original, limit=self.limits.document)
        if format_ is Format.PDF:
            return pdf.read_pdf(data, where=where, pages_of=partial(self.confined.call, "pdf"))
        if format_ in (Format.DOCX, Format.ODT):
            return office.read_office(data, format_=format_, limits=self.limits, today=self.today)
        if format_ is Format.MHTML:
            return mail.read_mhtml(data, read=self._page)
        encoding = original.encoding(declared=charset)
        content = data.decode(encoding.name, encoding.errors)
        if not content.strip(_BLANK):
            raise RefusedError("empty_file", "holds nothing but blanks", remedy="fetch it again or leave it out")
        read = partial(ask_for_draft, self.confined.call) if len(content) > LONG else read_written
        draft = read(content, format_=format_, where=where, today=self.today)
        if not encoding.note:
            return draft
        assumed = Stated(basis=(("encoding", encoding.note),))
        return replace(draft, stated=replace(draft.stated, basis=assumed.basis + draft.stated.basis))

    def _page(self, content: str) -> Draft:
        read = partial(ask_for_draft, self.confined.call) if len(content) > LONG else read_written
        return read(content, format_=Format.HTML, where="", today=self.today)

    def _rows(self, original: Original, format_: Format, where: str) -> Iterator[Draft | RefusedError | Reject]:
        mapping = self.mapping
        table = open_table(original, format_, limits=self.limits, sheet=mapping.sheet if mapping else "")
        if mapping is not None and _of_another_table(mapping, table, self.item):
            yield note(
                "mapping_passed_over",
                where,
                f"{mapping.path.name} beside it names none of its columns and is passed over",
                remedy="name a mapping after its table (TABLE.mapping.toml) where a folder holds several tables",
            )
            mapping = None
        if mapping is not None and mapping.coded:
            yield from coded.read_coded(table, mapping, format_=format_, where=where)
            return
        preset = recognise(table.columns) if mapping is None else None
        # The last kind is told by common words alone: where there are texts, these are read.
        if preset is not None and (preset is not PRESETS[-1] or "text" not in columns.guess_fields(table)):
            yield from event_tables.read_events(table, preset, format_=format_, where=where)
            return
        hints = dict(self.item.hints)
        order = hints.get("date_order") or hints.get("default.date_order") or ""
        yield from columns.read_rows(table, mapping, format_=format_, where=where, today=self.today, date_order=order)


def _placed_refusal(refused: RefusedError, inner: Inner) -> RefusedError:
    """Return a refusal of a part of an inner file, placed in the outer one."""
    where = inner.locator if not refused.where else f"{inner.locator}/{refused.where}"
    return RefusedError(refused.kind, refused.what, where=where, remedy=refused.remedy)


def _of_another_table(mapping: TableMapping, table: Table, item: Item) -> bool:
    """Return whether a mapping that was found by chance, as `mapping.toml` in the folder, is made for another table."""
    by_chance = mapping.path.name == MAPPING_NAME and mapping.path.parent == Path(item.path).parent
    return by_chance and not set(mapping.columns.values()) & set(table.columns)
