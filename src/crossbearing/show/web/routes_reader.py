"""Addresses of the reader: coding by hand, translations, pages as pictures, versions; and tables before they are taken.

A claim coded by hand is kept at once; linking and weighing it runs in the background, since it looks at the whole case.
"""

from __future__ import annotations

import base64
import secrets
import tempfile
import threading
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from crossbearing.model.actors import Link, Speaker, Stance
from crossbearing.model.claims import WHOLE, Basis, Claim, Event, Modality
from crossbearing.model.coding import CodedClaim, Paragraph, Translation
from crossbearing.model.documents import Document
from crossbearing.model.locators import TextSpan
from crossbearing.model.mappings import KeptMapping
from crossbearing.model.values import PersonStatus
from crossbearing.show.plain import plain, plain_value
from crossbearing.show.web.bench import Bench
from crossbearing.show.web.desk import Desk
from crossbearing.show.web.jobs import Job, JobList
from crossbearing.show.web.problems import ProblemError
from crossbearing.show.web.shelf import Shelf
from crossbearing.show.web.typed import value_of
from crossbearing.show.web.views import claim_views

__all__ = ["Relinker", "reader_routes"]

Row = dict[str, Any]
Id = Annotated[str, Field(min_length=8, max_length=80, pattern=r"^[A-Za-z0-9_.-]+$")]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
Short = Annotated[str, Field(max_length=500)]
Long = Annotated[str, Field(max_length=20_000)]
Code = Annotated[str, Field(max_length=80)]
Offset = Annotated[int, Field(ge=0, le=1_000_000_000)]

_MOST_TABLE = 200_000_000
_MOST_PARAGRAPHS = 20_000
_PDF = "application/pdf"


class SpeakerDraft(BaseModel):
    """A link of the chain inside the text, outermost first."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    link: Link = Link.CITES
    named: bool = True
    stance: Stance = Stance.ASSERTS


class EventDraft(BaseModel):
    """What the claim is about: an event of the document by its id, or a new one by its kind."""

    model_config = ConfigDict(extra="forbid")

    id: Code = ""
    type: Code = ""
    label: Short = ""
    negated: bool = False
    phase: Annotated[int, Field(ge=1, le=99)] | None = None


class CodingDraft(BaseModel):
    """A claim as a person codes it. `id` is made by the page: sent again, it is a newer version of the same."""

    model_config = ConfigDict(extra="forbid")

    id: Id
    who: Name
    text: Code = ""
    start: Offset
    end: Offset
    quote: Annotated[str, Field(min_length=1, max_length=20_000)]
    slot: Code
    value: dict[str, Any]
    speakers: Annotated[list[SpeakerDraft], Field(max_length=8)] = []
    stance: Stance = Stance.ASSERTS
    basis: Basis = Basis.UNKNOWN
    scope: Short = WHOLE
    event: EventDraft
    corrects: Code = ""
    incident: Code = ""
    why: Long = ""


class Signed(BaseModel):
    """Who takes something back, and why."""

    model_config = ConfigDict(extra="forbid")

    who: Name
    why: Long = ""


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


class MappingDraft(BaseModel):
    """What the columns of a table hold."""

    model_config = ConfigDict(extra="forbid")

    who: Name
    headers: Annotated[list[Short], Field(min_length=1, max_length=1000)]
    columns: dict[Code, Short]
    slots: dict[Short, Code] = {}
    date_order: Annotated[str, Field(pattern="^(day|month)?$")] = ""
    language: Annotated[str, Field(pattern=r"^([a-z]{2,3})?$")] = ""


class Relinker:
    """Links the case anew in the background; codings that come while one waits its turn share it.

    Args:
        bench: Does it.
        jobs: Where it runs.
    """

    def __init__(self, bench: Bench, jobs: JobList) -> None:
        self._bench, self._jobs = bench, jobs
        self._lock = threading.Lock()
        self._waiting: Job | None = None

    def ask(self) -> Job:
        """Return the job that will link what is now in the case."""
        with self._lock:
            if self._waiting is None:
                self._waiting = self._jobs.start("link what was coded by hand", self._work)
            return self._waiting

    def _work(self, job: Job) -> Row:
        with self._lock:  # whatever is kept from now on needs another one
            self._waiting = None
        return {"reweighed": list(self._bench.relink(job.tell))}


def reader_routes(desk: Desk, bench: Bench, jobs: JobList, shelf: Shelf) -> APIRouter:
    """Return the addresses of the reader and of tables."""
    routes = APIRouter(prefix="/api", tags=["reader"])
    _coding(routes, desk, bench, Relinker(bench, jobs))
    _beside(routes, desk, bench, shelf)
    _translations(routes, desk)
    _tables(routes, desk, bench)
    return routes


def _coding(routes: APIRouter, desk: Desk, bench: Bench, relinker: Relinker) -> None:
    @routes.get("/coding")
    def vocabulary() -> Row:
        """What a claim can be coded with: questions with their types of answers, kinds of events, codes."""
        return {
            "slots": {
                name: {"question": desk.labels.question(name), "values": list(values)}
                for name, values in bench.slot_values.items()
            },
            "stances": [one.value for one in Stance],
            "bases": [one.value for one in Basis],
            "links": [one.value for one in Link if one is not Link.PUBLISHES],
            "statuses": [one.value for one in PersonStatus],
        }

    @routes.get("/places")
    def places(name: Annotated[str, Query(min_length=1, max_length=200)]) -> Row:
        """What a name of a place may mean, best first."""
        return {"items": [plain(one) for one in bench.places(name)]}

    @routes.get("/documents/{document}/coded")
    def coded(document: str) -> Row:
        """The claims coded by hand in a document, with those that newer versions replaced and those taken back."""
        _document(desk, document)
        return {"items": [_record(one) for one in _coded(desk, document)]}

    @routes.post("/documents/{document}/claims", status_code=201)
    def code(document: str, draft: CodingDraft) -> Row:
        """Add a claim by hand from a selection of words, or a newer version of one.

        Offsets count code points of the present working text, and `quote` must be what stands there. The answer names
        the job that links and weighs it.
        """
        _document(desk, document)
        kept = bench.code(_claim(document, draft), draft.incident)
        (view,) = claim_views([kept.claim], desk)
        return {"record": _record(kept), "claim": view, "job": relinker.ask().id}

    @routes.post("/coded/{record}/withdraw")
    def withdraw(record: str, signed: Signed) -> Row:
        """Take a claim coded by hand back; its record stays, and what it corrected is open again."""
        kept = bench.withdraw(record, signed.who, signed.why)
        return {"record": _record(kept), "job": relinker.ask().id}


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
        _document(desk, document)
        found = desk.case.records().of(Translation.__name__, subject=document)
        return {"items": [plain(one) for one in found if not one.withdrawn]}

    @routes.post("/documents/{document}/translations", status_code=201)
    def translate(document: str, draft: TranslationDraft) -> Row:
        """Put a translation beside a document, or a newer version of one. The original stays what is read."""
        _document(desk, document)
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


def _tables(routes: APIRouter, desk: Desk, bench: Bench) -> None:
    @routes.post("/tables")
    def look(file: UploadFile) -> Row:
        """A first look at a table: columns, first rows, what the columns seem to hold, and a mapping kept for them."""
        with tempfile.TemporaryDirectory(prefix="crossbearing-table-") as scratch:
            name = Path((file.filename or "").replace("\\", "/").replace("\0", "_")).name or "table.csv"
            target = Path(scratch) / (name if len(name.encode()) <= 200 else f"table{Path(name).suffix[:10]}")
            left = _MOST_TABLE
            with target.open("wb") as out:
                while chunk := file.file.read(1 << 20):
                    left -= len(chunk)
                    if left < 0:
                        raise ProblemError(413, "the table is too large", f"send at most {_MOST_TABLE:,} bytes")
                    out.write(chunk)
            seen = dict(bench.preview(target))
        kept = _kept(desk, seen["columns"])
        return {"name": name, **seen, "remembered": None if kept is None else _mapping(kept)}

    @routes.post("/tables/mapping")
    def keep(draft: MappingDraft) -> Row:
        """Keep what the columns of a table hold for the next one with the same header; the mapping file as text."""
        missing = sorted(set(draft.columns.values()) - set(draft.headers))
        if missing:
            raise ProblemError(422, f"the table has no column {missing[0]!r}", "choose among its columns")
        text = bench.mapping(draft.columns, draft.slots, draft.date_order, draft.language)
        before = _kept(desk, draft.headers)
        record = KeptMapping(
            id=before.id if before is not None else f"mapping-{secrets.token_hex(8)}",
            subject="",
            by=draft.who,
            at=_now(),
            headers=tuple(sorted(draft.headers)),
            columns=tuple(draft.columns.items()),
            slots=tuple(draft.slots.items()),
            date_order=draft.date_order,
            language=draft.language,
        )
        if before is None or _mapping(before) != _mapping(record):
            desk.case.records().add([record])
        return {"mapping": text, "remembered": _mapping(record)}


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
        own = _document(self._desk, document)
        if own.media_type.split(";")[0].strip().lower() != _PDF:
            raise ProblemError(404, "this document has no pages to draw", "open the original")
        with self._lock:
            key = (own.sha256, page, words)
            if key not in self._kept:
                while len(self._kept) >= 12:
                    self._kept.pop(next(iter(self._kept)))
                self._kept[key] = dict(self._bench.picture(self._desk.case.original(document), page, words))
            return self._kept[key]


def _document(desk: Desk, document: str) -> Document:
    found = next((one for one in desk.case.documents() if one.id == document), None)
    if found is None:
        raise ProblemError(404, f"no document {document} in this case", "list the documents of the case")
    return found


def _claim(document: str, draft: CodingDraft) -> CodedClaim:
    value = value_of(draft.value)
    speakers = tuple(
        Speaker(one.name.strip(), named=one.named, link=one.link, stance=one.stance) for one in draft.speakers
    )
    event = draft.event
    claim = Claim(
        id="",
        statement="",
        document=document,
        locator=TextSpan(draft.text, draft.start, draft.end, draft.quote),
        event=Event(event.id, event.type, event.negated, event.phase, event.label.strip(), Modality.NEWS),
        slot=draft.slot,
        value=value,
        speakers=speakers,
        stance=draft.stance,
        basis=draft.basis,
        scope=" ".join(draft.scope.split()) or WHOLE,
    )
    return CodedClaim(draft.id, document, draft.who, _now(), claim, corrects=draft.corrects, why=draft.why)


def _coded(desk: Desk, document: str) -> Iterable[CodedClaim]:
    found: Iterable[CodedClaim] = desk.case.records().of(CodedClaim.__name__, subject=document, history=True)
    return found


def _record(record: CodedClaim) -> Row:
    shown: Row = plain(record)
    return {**shown, "claim": {**shown["claim"], "value": plain_value(record.claim.value)}}


def _same_kind(desk: Desk, record: str, kind: type, document: str) -> None:
    """Refuse a record under the id of another thing."""
    for one in desk.case.records().of(kind.__name__, history=True):
        if one.id == record and one.subject != document:
            raise ProblemError(422, "this id belongs to another document", "make a new one")


def _versions(desk: Desk, document: str) -> Row:
    own = _document(desk, document)
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


def _kept(desk: Desk, headers: Iterable[str]) -> KeptMapping | None:
    wanted = tuple(sorted(headers))
    found = [one for one in desk.case.records().of(KeptMapping.__name__) if one.headers == wanted]
    return found[-1] if found else None


def _mapping(kept: KeptMapping) -> Row:
    return {
        "columns": dict(kept.columns),
        "slots": dict(kept.slots),
        "date_order": kept.date_order,
        "language": kept.language,
        "by": kept.by,
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
