"""Which column of a table of documents holds what, told from well-known header names."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from crossbearing.collect.dating import column_order
from crossbearing.collect.draft import Draft, Part, Stated
from crossbearing.collect.formats import Format
from crossbearing.collect.front_matter import NOTHING
from crossbearing.collect.lines import reflow
from crossbearing.collect.mapping import TableMapping
from crossbearing.collect.plain import body_parts, text_parts
from crossbearing.collect.posts import PostColumns, post_columns, post_facts
from crossbearing.collect.refusal import RefusedError, note
from crossbearing.collect.rows import Row, Table
from crossbearing.collect.tags import without_tags
from crossbearing.model.documents import BlockKind
from crossbearing.model.steps import Reject

__all__ = ["EXTRACTOR", "Columns", "date_order_of", "guess_columns", "guess_fields", "read_rows"]

EXTRACTOR = "rows@2"
"""Name and version of this reader, for the ids of working texts: raise the version when its output changes."""
_SAMPLE = 50
_LONG = 120  # characters on average from which an unnamed column can be the text
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# In order of preference. Labels, places and other coders' columns are no part of a report and are left out.
_NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text_content",
        "article_content", "article_text", "article_body", "full_text", "fulltext", "content", "text", "body",
        "main_text", "text_body", "story", "article", "maintext", "raw_text", "page_text", "post_text", "tweet_text",
        "message_text", "message", "post", "tweet", "caption_text", "transcript", "description", "contenu", "texte",
        "contenido", "texto", "inhalt", "النص", "المحتوى", "текст",
    ),
    "title": (
        "upload_title",
        "article_title", "title", "headline", "page_title", "news_title", "subject", "titre", "titulo", "titel",
        "العنوان", "заголовок",
    ),
    "publisher": (
        "publisher", "publisher_name", "source_name", "news_source", "outlet", "outlet_name", "media_outlet",
        "site_name", "website", "newspaper", "media", "publication", "channel", "channel_name", "account", "username",
        "author_username", "source", "domain", "éditeur", "editeur", "fuente", "quelle", "المصدر", "источник",
        "джерело",
    ),
    "publisher_kind": ("publisher_kind", "publisher_type", "source_type", "outlet_type"),
    "published": (
        "upload_timestamp",
        "published", "published_at", "publish_date", "publication_date", "date_published", "published_date",
        "pub_date", "pubdate", "article_date", "news_date", "post_date", "posted_at", "created_at", "date", "datetime",
        "timestamp", "time", "dct", "date_publication", "fecha", "datum", "التاريخ", "дата",
    ),
    "url": (
        "url", "link", "article_url", "source_url", "article_link", "permalink", "web_url", "href", "uri", "page_url",
    ),
    "language": ("language", "lang", "language_code", "langue"),
    "country": ("publisher_country", "source_country", "outlet_country"),
    "credit": ("credit", "agency", "news_agency", "wire"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """Their column for each of our fields.

    Args:
        fields: Our field to their column.
        note: How the column of the text was found where its name does not say so, or empty.
        posts: What it holds of posts and of an archiver.
    """

    fields: dict[str, str]
    note: str = ""
    posts: PostColumns = dataclasses.field(default_factory=PostColumns)


def _snake(name: str) -> str:
    return "_".join(part for part in re.split(r"[\W_]+", _CAMEL.sub("_", name).casefold()) if part)


def guess_columns(columns: Iterable[str], sample: Iterable[Row]) -> Columns:
    """Tell which column holds what.

    Args:
        columns: Their names.
        sample: Some rows, for columns that their name does not tell.

    Returns:
        The columns found; without `text` where none could be told.
    """
    by_name: dict[str, str] = {}
    names_given = list(columns)
    for column in names_given:
        by_name.setdefault(_snake(column), column)
    for column in names_given:  # nested records: `article.text` where nothing is called `text` itself
        by_name.setdefault(_snake(column.rpartition(".")[2]), column)
    rows = list(sample)
    fields: dict[str, str] = {}
    for field, names in _NAMES.items():
        found = (by_name[name] for name in names if name in by_name and by_name[name] not in fields.values())
        for column in found:
            if _fits(field, [row.cells[column] for row in rows if column in row.cells]):
                fields[field] = column
                break
    posts = post_columns({_snake(column): column for column in reversed(names_given)})
    if posts.author or posts.handle:
        fields["publisher"] = posts.author or posts.handle
    if "url" not in fields:
        source = by_name.get("source")
        if source is not None and source not in fields.values():
            fields["url"] = source
    if "text" in fields:
        return Columns(fields, posts=posts)
    longest = _longest(names_given, fields, rows)
    if not longest:
        return Columns(fields, posts=posts)
    return Columns({**fields, "text": longest}, f"the column '{longest}' is taken as the text, for its length", posts)


def guess_fields(table: Table) -> dict[str, str]:
    """Return which column of a table holds what; see `guess_columns`."""
    return guess_columns(table.columns, _sample(table)).fields if table.columns else {}


def _fits(field: str, values: list[str]) -> bool:
    """Return whether the cells of a column can be what its name says."""
    filled = [value for value in values if value]
    if not filled:
        return True
    addresses = sum(1 for value in filled if value.startswith(("http://", "https://")))
    if field == "url":
        return addresses >= 0.5 * len(filled)
    if field in ("text", "title", "publisher"):
        return addresses < 0.5 * len(filled)
    return True


def _longest(columns: Iterable[str], taken: dict[str, str], rows: list[Row]) -> str:
    best, length = "", float(_LONG)
    for column in columns:
        cells = [row.cells[column] for row in rows if column in row.cells]
        if column in taken.values() or not cells or sum(cell.count(" ") for cell in cells) < 8 * len(cells):
            continue
        mean = sum(map(len, cells)) / len(rows)
        if mean > length:
            best, length = column, mean
    return best


def date_order_of(table: Table, column: str, *, stated: str) -> tuple[str, str]:
    """Return which of day and month comes first in a column of dates, and how that is known, in words.

    Args:
        table: The table; all its rows are read.
        column: Name of the column, or empty.
        stated: What the user states, `day`, `month` or empty.
    """
    if stated:
        return stated, f"{stated} first, as stated"
    if not column:
        return "", ""
    found = column_order(row.cells.get(column, "") for row in table.rows() if isinstance(row, Row))
    return found.order, found.note


def read_rows(
    table: Table, mapping: TableMapping | None, *, format_: Format, where: str, today: date, date_order: str
) -> Iterator[Draft | RefusedError | Reject]:
    """Read the rows of a table of documents.

    Args:
        table: The table.
        mapping: How its columns become ours, or None to tell from their names.
        format_: Of the file.
        where: Name of the file, for notes.
        today: The present day.
        date_order: `day` or `month`, if the user states which comes first, or empty.

    Raises:
        RefusedError: `no_text_column` or `bad_mapping`.
    """
    if not table.columns:  # nothing but damaged records, or nothing at all
        yield from (row for row in table.rows() if isinstance(row, RefusedError))
        return
    columns = _mapped(table, mapping) if mapping is not None else guess_columns(table.columns, _sample(table))
    if "text" not in columns.fields:
        coded = "value" in map(_snake, table.columns)
        raise RefusedError(
            "no_text_column",
            f"has no column that looks like the text of a report; its columns are {', '.join(table.columns[:20])}",
            remedy="if its rows are coded claims, give a mapping with --mapping FILE (docs/guide/tables.md)"
            if coded
            else "name the column 'text', or write a mapping (docs/guide/tables.md)",
        )
    stated_order = date_order or (mapping.date_order if mapping is not None else "")
    order, how = date_order_of(table, columns.fields.get("published", ""), stated=stated_order)
    if how and not order:
        yield note(
            "ambiguous_dates",
            where,
            f"{how}; of dates that can be read either way only the year is kept",
            remedy='state date_order = "day" or "month" in sources.toml or in a mapping',
        )
    for row in table.rows():
        if isinstance(row, RefusedError):
            yield row
        else:
            yield _document(row, columns, table, format_=format_, today=today, order=(order, how))


def _sample(table: Table) -> Iterator[Row]:
    for seen, row in enumerate(table.rows()):
        if seen >= _SAMPLE:
            return
        if isinstance(row, Row):
            yield row


def _mapped(table: Table, mapping: TableMapping) -> Columns:
    for theirs in mapping.columns.values():
        if theirs not in table.columns:
            raise RefusedError(
                "bad_mapping",
                f"has no column '{theirs}', which the mapping {mapping.path.name} names; its columns are "
                + ", ".join(table.columns),
                remedy="correct [columns] of the mapping",
            )
    return Columns(dict(mapping.columns))


def _document(
    row: Row, columns: Columns, table: Table, *, format_: Format, today: date, order: tuple[str, str]
) -> Draft | RefusedError:
    def cell(field: str) -> str:
        words = row.cells.get(columns.fields.get(field, ""), "")
        return "" if field != "text" and words.casefold() in NOTHING else words

    locator = f"{table.unit}={row.number}"
    text, title = cell("text"), " ".join(cell("title").split())
    if not text:
        return RefusedError("empty_row", "holds no text", where=locator, remedy="fill the cell or delete the row")
    paragraphs = reflow(without_tags(text).split("\n"))
    if title:
        parts, _ = text_parts(paragraphs, title=title, today=today)
    else:
        parts = tuple(body_parts(paragraphs))
    if not any(part.kind in (BlockKind.BODY, BlockKind.CAPTION) for part in parts):
        # A post of one line can look like a teaser or a caption; alone in its cell it is the text.
        parts = tuple(Part(BlockKind.BODY, part.text) if part.kind is not BlockKind.TITLE else part for part in parts)
    author, told = post_facts(row.cells, columns.posts)
    basis = [*table.notes, *told]
    if columns.note:
        basis.append(("text", columns.note))
    if order[1] and cell("published"):
        basis.append(("published", order[1]))
    return Draft(
        media_type=format_.value,
        extractor=EXTRACTOR,
        stated=Stated(
            title=title,
            publisher=author or " ".join(cell("publisher").split()),
            publisher_kind=cell("publisher_kind") or cell("kind"),
            country=cell("country"),
            url=cell("url"),
            published=cell("published"),
            credit=cell("credit"),
            language=cell("language"),
            date_order=order[0],
            basis=tuple(basis),
        ),
        parts=parts,
        locator=locator,
    )
