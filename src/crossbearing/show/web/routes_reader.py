"""Addresses of the reader beside coding: translations, pages as pictures, versions of one address."""

from __future__ import annotations

import base64
import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from crossbearing.model.coding import Paragraph, Translation
from crossbearing.show.plain import plain
from crossbearing.show.web.bench import Bench
from crossbearing.show.web.desk import Desk
from crossbearing.show.web.problems import ProblemError
from crossbearing.show.web.shelf import Shelf
from crossbearing.show.web.signed import Code, Id, Long, Name, Offset, Short, Signed

__all__ = ["reader_routes"]

Row = dict[str, Any]

_MOST_PARAGRAPHS = 20_000
_PDF = "application/pdf"


class ParagraphDraft(BaseModel):
    """A stretch of the working text in another language."""

    model_config = ConfigDict(extra="forbid")

    start: Offset
    end: Offset
    text: Annotated[str, Field(max_length=200_000)]


class TranslationDraft(BaseModel):
    """A translation as a page sends it; sent again under its id, it is a newer version of the same."""

    model_config = ConfigDict(extra="forbid")

    id: Id
    who: Name
    text: Code
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    paragraphs: Annotated[list[ParagraphDraft], Field(min_length=1, max_length=_MOST_PARAGRAPHS)]
    translator: Short = ""
    why: Long = ""


def reader_routes(desk: Desk, bench: Bench, shelf: Shelf) -> APIRouter:
    """Return the addresses of the reader."""
    routes = APIRouter(prefix="/api", tags=["reader"])
    _beside(routes, desk, bench, shelf)
    _translations(routes, desk)
    return routes


def _beside(routes: APIRouter, desk: Desk, bench: Bench, shelf: Shelf) -> None:
    pictures = _Pictures(desk, bench)

    @routes.get("/documents/{document}/pages/{page}")
    def page(
        document: str,
        page: int,
        words: Annotated[str, Query(max_length=2_000, description="words to find on the page")] = "",
    ) -> Row:
        """The size of a page of a PDF, how many there are, and the boxes of words on it, as shares of the page."""
        drawn = pictures.page(document, page, words)
        return {key: drawn[key] for key in ("pages", "width", "height", "boxes")}

    @routes.get("/documents/{document}/pages/{page}/picture", response_class=Response)
    def picture(document: str, page: int) -> Response:
        """A page of a PDF as a picture."""
        drawn = pictures.page(document, page, "")
        return Response(base64.b64decode(drawn["png"]), media_type="image/png")

    @routes.get("/documents/{document}/versions", response_model=Row)
    def versions(request: Request, document: str) -> Response:
        """Other documents that were published at an address of this one, earliest capture first."""
        return shelf.answer(request, lambda: _versions(desk, document))


def _translations(routes: APIRouter, desk: Desk) -> None:
    @routes.get("/documents/{document}/translations")
    def translations(document: str) -> Row:
        """The translations that people put beside a document."""
        desk.document(document)
        found = desk.case.records().of(Translation.__name__, subject=document)
        return {"items": [plain(one) for one in found if not one.withdrawn]}

    @routes.post("/documents/{document}/translations", status_code=201)
    def translate(document: str, draft: TranslationDraft) -> Row:
        """Put a translation beside a document, or a newer version of one. The original stays what is read."""
        desk.document(document)
        text = next(iter(desk.case.texts(document)), None)
        if text is None or text.id != draft.text:
            raise ProblemError(422, "the document was read out anew since", "load it again")
        last = 0
        for one in draft.paragraphs:
            if not last <= one.start < one.end <= len(text.content):
                raise ProblemError(422, f"no stretch of the text: {one.start} to {one.end}", "send them in order")
            last = one.end
        record = Translation(
            id=draft.id,
            subject=document,
            by=draft.who,
            at=_now(),
            text=draft.text,
            language=draft.language,
            paragraphs=tuple(Paragraph(one.start, one.end, one.text) for one in draft.paragraphs),
            translator=draft.translator,
            why=draft.why,
        )
        _same_kind(desk, draft.id, Translation, document)
        desk.case.records().add([record])
        return {"record": plain(record)}

    @routes.post("/translations/{record}/withdraw")
    def withdraw(record: str, signed: Signed) -> Row:
        """Take a translation back; its record stays."""
        found = desk.case.records().one(record)
        if not isinstance(found, Translation):
            raise ProblemError(404, f"no translation {record}", "list the translations of the document")
        taken = replace(found, by=signed.who, at=_now(), withdrawn=True, why=signed.why)
        desk.case.records().add([taken])
        return {"record": plain(taken)}


class _Pictures:
    """Pages as pictures; the last few are kept, since a page asks for one and for the words on it.

    Args:
        desk: The case.
        bench: Draws them.
    """

    def __init__(self, desk: Desk, bench: Bench) -> None:
        self._desk, self._bench = desk, bench
        self._kept: dict[tuple[str, int, str], Row] = {}
        self._lock = threading.Lock()

    def page(self, document: str, page: int, words: str) -> Row:
        """Return a page, drawn one at a time."""
        own = self._desk.document(document)
        if own.media_type.split(";")[0].strip().lower() != _PDF:
            raise ProblemError(404, "this document has no pages to draw", "open the original")
        with self._lock:
            key = (own.sha256, page, words)
            if key not in self._kept:
                while len(self._kept) >= 12:
                    self._kept.pop(next(iter(self._kept)))
                self._kept[key] = dict(self._bench.picture(self._desk.case.original(document), page, words))
            return self._kept[key]


def _same_kind(desk: Desk, record: str, kind: type, document: str) -> None:
    """Refuse a record under the id of another thing."""
    for one in desk.case.records().of(kind.__name__, history=True):
        if one.id == record and one.subject != document:
            raise ProblemError(422, "this id belongs to another document", "make a new one")


def _versions(desk: Desk, document: str) -> Row:
    own = desk.document(document)
    mine = {one.url for one in desk.case.publications(document) if one.url}
    found: dict[str, list[Any]] = {}
    if mine:
        for publication in desk.case.publications():
            if publication.url in mine:
                found.setdefault(publication.document, []).append(publication)
    documents = {one.id: one for one in desk.case.documents() if one.id in found}
    items = [
        {
            "document": key,
            "sha256": documents[key].sha256,
            "collected_at": documents[key].collected_at,
            "published": publications[0].published,
            "title": publications[0].title,
            "url": publications[0].url,
            "captured": next((said for name, said in publications[0].basis if name == "captured"), ""),
            "this": key == own.id,
        }
        for key, publications in found.items()
        if key in documents
    ]
    return {"items": sorted(items, key=lambda item: (item["captured"] or item["published"], item["collected_at"]))}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
