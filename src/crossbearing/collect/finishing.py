"""From what a format reader found to a document, its publication and its working text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import crossbearing
from crossbearing.collect.address_dates import date_in_address
from crossbearing.collect.cleaning import one_line
from crossbearing.collect.credit import find_credit
from crossbearing.collect.dating import parse_date
from crossbearing.collect.draft import Draft, Part, Stated, lay_out
from crossbearing.collect.head_dates import date_at_head, date_below
from crossbearing.collect.language import UNKNOWN, Teller, language_code
from crossbearing.collect.original import Original
from crossbearing.collect.refusal import RefusedError, note
from crossbearing.collect.saved_posts import with_post_apart
from crossbearing.collect.shown_posts import date_of_shown_posts
from crossbearing.collect.sources import Sources
from crossbearing.model.documents import READ_BY_DEFAULT, BlockKind, Custody, Document, Publication, Text
from crossbearing.model.ids import document_id, publication_id, text_id
from crossbearing.model.steps import Collected, Item, Reject

__all__ = ["Surroundings", "finish"]

_BY_PAGE = frozenset(("text/html", "application/pdf"))  # metadata made by machines: what the user says goes before it
_BY_TEXT = frozenset(("text/plain", "text/markdown"))  # pages saved as text keep the line that tells their day
_WORDLESS = ("image/", "video/", "audio/")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of a file apart from its bytes.

    Args:
        item: The file.
        sources: The `sources.toml` that holds for it, or None.
        now: Moment of collection, UTC.
        tell: Tells the language of a text.
        clock: Which clock `now` was read from, in words.
        notes: What was assumed in reading its bytes, by field.
    """

    item: Item
    sources: Sources | None
    now: datetime
    tell: Teller
    clock: str = ""
    notes: tuple[tuple[str, str], ...] = ()


def finish(draft: Draft, original: Original, around: Surroundings) -> Iterator[Collected | Reject]:
    """Yield the collected document, after notes on what was wrong with it.

    Args:
        draft: What the reader of its format found.
        original: The file.
        around: What is known of it besides.

    Raises:
        RefusedError: `no_text` where there is nothing to read, not even a caption.
    """
    where = around.item.name + (f"#{draft.locator}" if draft.locator else "")
    wordless = draft.media_type.startswith(_WORDLESS)
    if not wordless and not any(
        part.kind in READ_BY_DEFAULT or part.kind is BlockKind.CELL for part in draft.parts if part.text
    ):
        raise RefusedError("no_text", "holds no text", remedy="fetch it again or leave it out")
    yield from draft.notes
    if draft.media_type in _BY_TEXT:
        draft = with_post_apart(draft)
    stated = _combined(draft, around)
    document = document_id(original.sha256, draft.locator)
    publication, problem = _publication(document, draft, stated, around)
    if problem:
        yield note("bad_date", where, f"{problem}; it is left open", remedy="correct the date where it is stated")
    content, blocks = lay_out(draft.parts, separator=draft.separator)
    language, how = _language(draft, stated, around.tell)
    if how:
        publication = replace(publication, basis=_merged((*publication.basis, ("language", how))))
    yield Collected(
        document=Document(
            id=document,
            sha256=original.sha256,
            locator=draft.locator,
            media_type=draft.media_type,
            size=original.size,
            name=around.item.name,
            collected_at=around.now.isoformat(timespec="seconds"),
            sha512=original.sha512,
            clock=around.clock,
            custody=_custody(publication, around),
        ),
        publication=publication,
        text=Text(
            id=text_id(document, draft.extractor),
            document=document,
            extractor=draft.extractor,
            language=language,
            content=content,
            blocks=blocks,
        ),
        path=around.item.path,
    )


def _custody(publication: Publication, around: Surroundings) -> tuple[Custody, ...]:
    """Return how the bytes came to be here: captured before, where the file says so, and then taken in."""
    captured = [why for field, why in publication.basis if field == "captured"]
    taken_in = Custody(
        f"read from this file and kept, by crossbearing {crossbearing.__version__}",
        around.now.isoformat(timespec="seconds"),
        around.item.name,
        dict(around.item.hints).get("collector", ""),
    )
    return (*(Custody(f"captured before: {why}", source=publication.url) for why in captured), taken_in)


def _combined(draft: Draft, around: Surroundings) -> Stated:
    """Return the metadata of the document, its surroundings and its publisher, nearest first."""
    hints = dict(around.item.hints)
    of_file = _hinted(hints, "")
    stated = draft.stated
    stated = of_file.filled_from(stated) if draft.media_type in _BY_PAGE else stated.filled_from(of_file)
    if around.sources is not None and stated.publisher:
        said = around.sources.of_publisher(stated.publisher)
        stated = stated.filled_from(
            Stated(
                publisher_kind=said.get("kind", ""), country=said.get("country", ""), language=said.get("language", "")
            )
        )
    # A plain `kind` in front matter often says what sort of text it is; the user's word on the publisher goes first.
    stated = stated.filled_from(Stated(publisher_kind=stated.kind))
    return stated.filled_from(_hinted(hints, "default."))


def _hinted(hints: dict[str, str], prefix: str) -> Stated:
    names = {
        "publisher": "publisher", "kind": "publisher_kind", "country": "country", "language": "language",
        "published": "published", "url": "url", "title": "title", "credit": "credit", "date_order": "date_order",
    }  # fmt: skip
    found = {ours: hints[prefix + theirs] for theirs, ours in names.items() if hints.get(prefix + theirs)}
    basis = tuple((field, "from sources.toml") for field in found if field not in ("publisher_kind", "date_order"))
    return Stated(**found, basis=basis)


def _publication(document: str, draft: Draft, stated: Stated, around: Surroundings) -> tuple[Publication, str]:
    """Return the publication, and what is wrong with its date."""
    basis = [*around.notes, *stated.basis]
    if not stated.published.strip():
        found, how = date_in_address(one_line(stated.url), around.now.date())
        if not found and draft.media_type in _BY_TEXT:
            found = date_at_head(draft.parts, publisher=stated.publisher, today=around.now.date())
            how = "from a line at the head of its text"
        if not found and draft.media_type in _BY_TEXT:
            found = date_below(draft.parts, publisher=stated.publisher, today=around.now.date())
            how = "from a line below its text"
        if not found and draft.media_type in _BY_TEXT:
            found = date_of_shown_posts(draft.parts, today=around.now.date())
            how = "the day of the latest post that it shows: it is no older"
        if found:
            stated = replace(stated, published=found)
            basis = [*(entry for entry in basis if entry[0] != "published"), ("published", how)]
    dated = parse_date(stated.published, today=around.now.date(), order=stated.date_order)
    if dated.problem:
        basis = [entry for entry in basis if entry[0] != "published"]
        basis.append(("published", dated.problem))
    elif dated.note:
        basis.append(("published", dated.note))
    country = stated.country.strip()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        basis.append(("country", f"'{country}' is no two-letter code (ISO 3166-1) and was left out"))
        country = ""
    credit = stated.credit
    if not credit and draft.separator != "\n":
        # Bylines and notices of a text are its own; those of a page may be its template's.
        kinds = {BlockKind.BODY, BlockKind.CAPTION} | (
            set() if draft.media_type in _BY_PAGE else {BlockKind.BOILERPLATE}
        )
        lines = [part.text for part in draft.parts if part.kind in kinds]
        credit = find_credit(stated.title, lines)
        if credit:
            basis.append(("credit", "from the text"))
    publisher = one_line(stated.publisher)
    url = one_line(stated.url)
    return (
        Publication(
            id=publication_id(document, publisher, url, dated.iso),
            document=document,
            publisher=publisher,
            kind=one_line(stated.publisher_kind),
            country=country.upper(),
            url=url,
            published=dated.iso,
            credit=one_line(credit),
            title=one_line(stated.title),
            basis=_merged(basis),
        ),
        dated.problem,
    )


def _merged(basis: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return one entry a field, in order of first mention."""
    found: dict[str, list[str]] = {}
    for field, why in basis:
        reasons = found.setdefault(field, [])
        if why and why not in reasons:
            reasons.append(why)
    return tuple((field, "; ".join(reasons)) for field, reasons in found.items() if reasons)


def _language(draft: Draft, stated: Stated, tell: Teller) -> tuple[str, str]:
    code = language_code(stated.language)
    if draft.language_fixed:
        return code or UNKNOWN, ""
    return tell(_words(draft.parts), code)


def _words(parts: Iterable[Part]) -> str:
    kept = list(parts)
    body = "\n".join(part.text for part in kept if part.kind in (BlockKind.BODY, BlockKind.CAPTION))
    return body if len(body) >= 80 else "\n".join(part.text for part in kept if part.kind in READ_BY_DEFAULT)
