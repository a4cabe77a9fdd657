"""Addresses of one incident, of one document and of the words in it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import HTMLResponse

from crossbearing.show.plain import plain
from crossbearing.show.web.access import ORIGINAL_POLICY
from crossbearing.show.web.blind import refuse_blinded
from crossbearing.show.web.desk import Desk
from crossbearing.show.web.shelf import Shelf
from crossbearing.show.web.sources import sources_view
from crossbearing.show.web.views import claim_views, document_view, incident_view, matrix_view, with_context

__all__ = ["incident_routes"]

Row = dict[str, Any]

_SHOWN_AS = {
    "application/pdf": "application/pdf",
    "text/html": "text/html; charset=utf-8",
    "application/xhtml+xml": "text/html; charset=utf-8",
    **{f"image/{kind}": f"image/{kind}" for kind in ("gif", "jpeg", "png", "webp")},
}


_MOST_ASKED = 300
"""Claims asked for by their ids at once."""


def incident_routes(desk: Desk, shelf: Shelf) -> APIRouter:
    """Return the addresses of single incidents and documents."""
    routes = APIRouter(prefix="/api", tags=["incidents"])

    @routes.get("/incidents/{incident}", response_model=Row)
    def incident(request: Request, incident: str) -> Response:
        """What is agreed and disputed about an incident, with findings, ranges, course, relations."""
        refuse_blinded(desk.case, incident)
        return shelf.answer(request, lambda: incident_view(desk, incident))

    @routes.get("/incidents/{incident}/matrix", response_model=Row)
    def matrix(request: Request, incident: str) -> Response:
        """Questions by origins."""
        refuse_blinded(desk.case, incident)
        return shelf.answer(request, lambda: matrix_view(desk, incident))

    @routes.get("/incidents/{incident}/sources", response_model=Row)
    def sources(request: Request, incident: str) -> Response:
        """Who carries whom and how that is known, and why outlets are taken to share an origin."""
        return shelf.answer(request, lambda: sources_view(desk, incident))

    @routes.get("/incidents/{incident}/claims")
    def words(incident: str, claim: Annotated[list[str], Query(min_length=1, max_length=_MOST_ASKED)]) -> Row:
        """Claims of an incident by their ids, in that order, each with the words around it."""
        refuse_blinded(desk.case, incident)
        found = {one.id: one for one in desk.case.claims(incident=desk.case.incident(incident).id)}
        asked = [found[one] for one in dict.fromkeys(claim) if one in found]
        return {"items": with_context(claim_views(asked, desk), desk)}

    @routes.get("/incidents/{incident}/hypotheses")
    def hypotheses(incident: str) -> Row:
        """Rival explanations with their evidence, ratings and scores."""
        found = desk.case.incident(incident)
        return {"incident": found.id, "items": [plain(item) for item in desk.case.hypotheses(found.id)]}

    @routes.get("/incidents/{incident}/dossier", response_class=HTMLResponse)
    def dossier(
        incident: str, names: Annotated[bool, Query(description="show names of private persons")] = False
    ) -> Response:
        """The dossier of the incident as one page."""
        refuse_blinded(desk.case, incident)
        found = desk.case.incident(incident)
        with tempfile.TemporaryDirectory() as scratch:
            page = Path(scratch) / "dossier.html"
            desk.report(page, found.id, names)
            answer = HTMLResponse(page.read_text(encoding="utf-8"))
        answer.headers["Content-Disposition"] = f'attachment; filename="{found.id}.html"'
        return answer

    @routes.get("/documents/{document}")
    def document(document: str) -> Row:
        """A document with its publications, words and marks."""
        return document_view(desk, document)

    @routes.get("/documents/{document}/original", response_class=Response)
    def original(document: str) -> Response:
        """The bytes as collected; what a browser can show is shown without any power to act."""
        found = desk.document(document)
        media = found.media_type.split(";")[0].strip().lower()
        shown = _SHOWN_AS.get(media, "text/plain; charset=utf-8" if media.startswith("text/") else "")
        answer = Response(desk.case.original(document), media_type=shown or "application/octet-stream")
        answer.headers["Content-Security-Policy"] = ORIGINAL_POLICY
        if not shown:
            answer.headers["Content-Disposition"] = f'attachment; filename="{found.sha256[:16]}"'
        return answer

    return routes
