"""Addresses of the case as a whole: counts, lists, search, rejects, the queue, the map's outlines."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from crossbearing.model.pages import ClaimFilter, DocumentFilter, IncidentFilter, IncidentOrder
from crossbearing.show import shapes
from crossbearing.show.covering import COVERED
from crossbearing.show.web.desk import Desk
from crossbearing.show.web.problems import ProblemError
from crossbearing.show.web.queue import queue_view
from crossbearing.show.web.shelf import Shelf
from crossbearing.show.web.sources import publishers_view
from crossbearing.show.web.translated import in_translations
from crossbearing.show.web.views import card_view, claim_views, with_context

__all__ = ["case_routes"]

Row = dict[str, Any]
_DATE = r"^$|^\d{4}-\d\d-\d\d"
Limit = Annotated[int, Query(ge=1, le=500, description="items on a page")]
Cursor = Annotated[str, Query(max_length=2000, description="`next` of the page before")]
Words = Annotated[str, Query(max_length=500)]


class IncidentQuery(BaseModel):
    """Which incidents to list, in which order, and which page of them."""

    model_config = ConfigDict(extra="forbid")

    words: Annotated[str, Field(max_length=500)] = ""
    type: Annotated[list[str], Field(max_length=100)] = []
    start: Annotated[str, Field(max_length=40, pattern=_DATE)] = ""
    end: Annotated[str, Field(max_length=40, pattern=_DATE)] = ""
    box: Annotated[str, Field(max_length=100, description="west,south,east,north in degrees")] = ""
    verdict: Annotated[list[str], Field(max_length=100)] = []
    source: Annotated[list[str], Field(max_length=100)] = []
    party: Annotated[list[str], Field(max_length=100)] = []
    status: Annotated[str, Field(max_length=40)] = ""
    located: bool | None = None
    dated: bool | None = None
    order: IncidentOrder = IncidentOrder.SIZE
    cursor: Annotated[str, Field(max_length=2000)] = ""
    limit: Annotated[int, Field(ge=1, le=500)] = 50


def case_routes(desk: Desk, shelf: Shelf) -> APIRouter:
    """Return the addresses of the case as a whole."""
    routes = APIRouter(prefix="/api", tags=["case"])

    def told() -> Row:
        counts = desk.case.counts()
        return {
            "name": desk.name,
            "meta": desk.case.meta(),
            "version": desk.case.pages().version(),
            "counts": asdict(counts),
            "facets": asdict(desk.case.pages().facets()),
            "questions": dict(desk.labels.questions),
            "events": dict(desk.labels.events),
            "intent": dict(desk.labels.intent),
        }

    @routes.get("/case", response_model=Row)
    def case(request: Request) -> Response:
        """What the case holds, how much of it is machine and how much confirmed, and the words for codes."""
        return shelf.answer(request, told)

    @routes.get("/incidents")
    def incidents(asked: Annotated[IncidentQuery, Query()]) -> Row:
        """A page of incidents."""
        where = IncidentFilter(
            words=asked.words,
            types=tuple(asked.type),
            start=asked.start,
            end=asked.end,
            box=_box(asked.box),
            verdicts=tuple(asked.verdict),
            publishers=tuple(asked.source),
            parties=tuple(asked.party),
            status=asked.status,
            located=asked.located,
            dated=asked.dated,
        )
        page = desk.case.pages().incidents(where, order=asked.order, cursor=asked.cursor, limit=asked.limit)
        return {"items": [card_view(card, desk) for card in page.items], "next": page.next, "total": page.total}

    @routes.get("/claims")
    def claims(
        *,
        incident: Words = "",
        document: Words = "",
        slot: Words = "",
        stance: Words = "",
        event: Words = "",
        context: bool = False,
        covered: Annotated[Literal["", "show"], Query(description="`show`: with the words that are covered")] = "",
        cursor: Cursor = "",
        limit: Limit = 50,
    ) -> Row:
        """A page of claims, with the judgements on each; words that are covered are sent only if asked for."""
        if incident:
            incident = desk.case.incident(incident).id
        where = ClaimFilter(incident=incident, document=document, slot=slot, stance=stance, event_type=event)
        page = desk.case.pages().claims(where, cursor=cursor, limit=limit)
        rows = claim_views(page.items, desk, uncovered=covered == "show")
        return {"items": with_context(rows, desk) if context else rows, "next": page.next, "total": page.total}

    @routes.get("/documents")
    def documents(
        *,
        source: Words = "",
        language: Words = "",
        read: bool | None = None,
        incident: Words = "",
        cursor: Cursor = "",
        limit: Limit = 50,
    ) -> Row:
        """A page of documents."""
        where = DocumentFilter(publisher=source, language=language, read=read, incident=incident)
        page = desk.case.pages().documents(where, cursor=cursor, limit=limit)
        covers = desk.covers()
        told = [
            {**asdict(card), "title": COVERED if covers.text(card.id, card.title) else card.title}
            for card in page.items
        ]
        return {"items": told, "next": page.next, "total": page.total}

    @routes.get("/search")
    def search(q: Words, limit: Limit = 50) -> Row:
        """Documents that hold all words, with snippets in which the match stands between `[` and `]`.

        Hits in a translation that somebody put beside a document follow, and say under `translation` whose it is.
        """
        covers = desk.covers()
        told = [asdict(covers.hit(hit)) for hit in desk.case.search(q, limit)]
        return {"items": [*told, *in_translations(desk, q, limit)]}

    @routes.get("/rejects")
    def rejects() -> Row:
        """What could not be taken in, and why."""
        return {"items": shapes.rejects(desk.case)}

    @routes.get("/sources", response_model=Row)
    def sources(request: Request) -> Response:
        """The publishers of the case, with what they carry and on whom it rests."""
        return shelf.answer(request, lambda: publishers_view(desk, shelf))

    @routes.get("/queue", response_model=Row)
    def queue(request: Request, incident: Words = "", limit: Limit = 50) -> Response:
        """Suggestions whose decision would change a finding most, with the claims themselves."""
        return shelf.answer(request, lambda: queue_view(desk, shelf, incident, limit))

    @routes.get("/outlines")
    def outlines(
        west: Annotated[float, Query(ge=-180, le=180)] = -180,
        south: Annotated[float, Query(ge=-90, le=90)] = -90,
        east: Annotated[float, Query(ge=-180, le=180)] = 180,
        north: Annotated[float, Query(ge=-90, le=90)] = 90,
    ) -> Row:
        """Outlines of countries that meet a box, as GeoJSON (RFC 7946)."""
        return {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"code": outline.code, "name": outline.name},
                    "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in outline.rings]},
                }
                for outline in desk.outlines.near(west, south, east, north)
            ],
        }

    return routes


def _box(written: str) -> tuple[float, float, float, float] | None:
    if not written:
        return None
    try:
        west, south, east, north = (float(part) for part in written.split(","))
    except ValueError:
        raise ProblemError(
            422, f"box {written!r} is not west,south,east,north", "give four numbers in degrees"
        ) from None
    if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        raise ProblemError(422, f"box {written!r} lies off the globe", "give west,south,east,north in degrees")
    return west, south, east, north
