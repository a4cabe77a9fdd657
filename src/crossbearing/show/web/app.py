"""The application: addresses, gate and pages put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from fastapi import APIRouter, FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

import crossbearing
from crossbearing.show.web.access import Access
from crossbearing.show.web.blind import BlindCase, WhoAsks
from crossbearing.show.web.desk import Desk, OpenCase
from crossbearing.show.web.jobs import JobList
from crossbearing.show.web.problems import PROBLEMS, ProblemError, answer_with_problems, methods_of
from crossbearing.show.web.routes_bulk import bulk_routes
from crossbearing.show.web.routes_case import case_routes
from crossbearing.show.web.routes_coding import coding_routes
from crossbearing.show.web.routes_incident import incident_routes
from crossbearing.show.web.routes_office import office_routes
from crossbearing.show.web.routes_people import people_routes
from crossbearing.show.web.routes_reader import reader_routes
from crossbearing.show.web.routes_tables import table_routes
from crossbearing.show.web.routes_team import team_routes
from crossbearing.show.web.routes_work import work_routes
from crossbearing.show.web.shelf import Shelf
from crossbearing.show.web.team_access import TeamAccess

__all__ = ["PAGES", "create"]

PAGES = Path(__file__).parent / "pages"
"""Where the built pages stand."""

_FOREVER = "public, max-age=31536000, immutable"


def create(desk: Desk, access: Access | TeamAccess, *, pages: Path = PAGES, more: Sequence[APIRouter] = ()) -> FastAPI:
    """Return the application that serves a case.

    Args:
        desk: The open case.
        access: Who may talk to it.
        pages: Folder of the built pages.
        more: Further addresses.
    """
    app = FastAPI(
        title="Crossbearing",
        version=crossbearing.__version__,
        description="What several accounts of a violent incident say, claim by claim, and what they come to.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.add_middleware(WhoAsks)
    app.middleware("http")(access)
    answer_with_problems(app)
    whole, desk = desk.case, replace(desk, case=cast("OpenCase", BlindCase(desk.case, desk.office.weigh)))
    jobs, shelf = JobList(), Shelf(desk)
    for routes in (
        case_routes(desk, shelf),
        incident_routes(desk, shelf),
        work_routes(desk, jobs),
        team_routes(desk, whole),
        office_routes(desk, jobs),
        people_routes(desk, jobs),
        bulk_routes(desk, jobs),
        coding_routes(desk, desk.bench, jobs),
        reader_routes(desk, desk.bench, shelf),
        table_routes(desk, desk.bench),
        *more,
    ):
        app.include_router(routes, responses=PROBLEMS)

    @app.get("/api/{rest:path}", include_in_schema=False)
    def unknown(request: Request, rest: str) -> Response:
        if methods_of(app, request):
            raise HTTPException(405, "this address does not do that")
        raise ProblemError(404, f"there is no address /api/{rest}", "see /api/openapi.json")

    @app.get("/{rest:path}", include_in_schema=False)
    def page(rest: str) -> Response:
        """A file of the built pages; every other address is the one page, which finds its own way."""
        start = pages / "index.html"
        if not start.is_file():
            raise ProblemError(
                503,
                "the pages of the workbench are not built",
                "install with `pip install .`, or see docs/architecture.md",
            )
        file = (pages / rest).resolve()
        if rest and file.is_file() and file.is_relative_to(pages.resolve()):
            answer = FileResponse(file)
            if rest.startswith("assets/"):
                answer.headers["Cache-Control"] = _FOREVER
            return answer
        return FileResponse(start, headers={"Cache-Control": "no-cache"})

    return app
