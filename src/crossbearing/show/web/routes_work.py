"""Addresses that write: judgements, and files taken into the case."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Response, UploadFile
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, ConfigDict, Field

from crossbearing.codec.json import from_plain
from crossbearing.model.errors import InputError
from crossbearing.model.grades import SCALES, Graded
from crossbearing.model.hypotheses import Bearing
from crossbearing.model.ids import digest
from crossbearing.model.judgements import Decision, Judgement, TargetKind
from crossbearing.model.locators import PageBox, TableCell, TextSpan
from crossbearing.model.protocols import CaseReader
from crossbearing.model.values import Value
from crossbearing.show.coarse_lists import PLACE_HELD_BACK
from crossbearing.show.covering import COVERED
from crossbearing.show.web.desk import Desk
from crossbearing.show.web.jobs import Job, JobList
from crossbearing.show.web.problems import ProblemError
from crossbearing.show.web.views import judgement_views

__all__ = ["Draft", "work_routes"]

Row = dict[str, Any]
Short = Annotated[str, Field(max_length=500)]
Long = Annotated[str, Field(max_length=20_000)]

MOST_BYTES = 200_000_000
"""Bytes of one upload."""
MOST_FILES = 2_000
"""Files of one upload."""
_MOST_DRAFTS = 10_000


class Draft(BaseModel):
    """A decision as a page sends it. `id` is made by the page, so that sending it twice stores it once."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(min_length=8, max_length=80, pattern=r"^[A-Za-z0-9_.-]+$")]
    target_kind: TargetKind
    target: Annotated[str, Field(min_length=1, max_length=500)]
    decision: Decision
    who: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
    why: Long = ""
    document: Short = ""
    quote: Long = ""
    slot: Short = ""
    value: dict[str, Any] | None = None
    other: Short = ""
    scale: Short = ""
    grade: Short = ""
    text: Long = ""


class Drafts(BaseModel):
    """Several decisions at once."""

    model_config = ConfigDict(extra="forbid")

    items: Annotated[list[Draft], Field(min_length=1, max_length=_MOST_DRAFTS)]


def work_routes(desk: Desk, jobs: JobList) -> APIRouter:
    """Return the addresses that write."""
    routes = APIRouter(prefix="/api", tags=["work"])

    @routes.get("/judgements")
    def judgements(response: Response, target: Annotated[str, Query(max_length=500)] = "") -> Row:
        """All judgements, or those on one target with a tag of their present state."""
        found = desk.case.judged([target]) if target else list(desk.case.judgements())
        if target:
            response.headers["ETag"] = _tag(found)
        return {"items": judgement_views(found, desk)}

    @routes.post("/judgements", status_code=201)
    def decide(drafts: Drafts, response: Response, if_match: Annotated[str | None, Header()] = None) -> Row:
        """Store decisions and weigh what they touch anew.

        Nobody's decision replaces anybody else's: where persons differ on a target, the answer names it under
        `contested`, and the finding treats it as unsettled. With `If-Match`, nothing is stored if the target has been
        judged since that tag was given.
        """
        targets = list(dict.fromkeys(draft.target for draft in drafts.items))
        if if_match is not None:
            standing = desk.case.judged(targets)
            if _tag(standing) != if_match:
                raise ProblemError(
                    412,
                    "somebody has judged this since you loaded it",
                    "look at the present judgements, then send yours again without If-Match",
                    present=judgement_views(standing, desk),
                )
        for draft in drafts.items:
            _check(desk, draft)
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        touched = desk.decide([_judgement(_quoted(desk, draft), now) for draft in drafts.items])
        after = desk.case.judged(targets)
        response.headers["ETag"] = _tag(after)
        return {
            "stored": [draft.id for draft in drafts.items],
            "judgements": judgement_views(after, desk),
            "contested": _contested(after),
            "reweighed": list(touched),
        }

    @routes.post("/files", status_code=202)
    def take(files: list[UploadFile]) -> Row:
        """Take files into the case in the background; folders keep their names. Follow the job that is returned."""
        if len(files) > MOST_FILES:
            raise ProblemError(413, f"{len(files)} files at once", f"send at most {MOST_FILES}")
        folder = Path(tempfile.mkdtemp(prefix="crossbearing-upload-"))
        try:
            _keep(files, folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

        def work(job: Job) -> Row:
            try:
                taken = desk.take([folder], job.tell)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
            return {"files": taken.files, "rejects": list(taken.rejects)}

        return jobs.start(f"take in {len(files)} file{'s' if len(files) != 1 else ''}", work).view()

    @routes.get("/jobs")
    def all_jobs() -> Row:
        """The work started since the server was, latest first."""
        return {"items": [job.view() for job in jobs.all()]}

    @routes.get("/jobs/{job}")
    def one_job(job: str) -> Row:
        """How far a piece of work is."""
        return jobs.get(job).view()

    @routes.get("/jobs/{job}/events", response_class=EventSourceResponse)
    def follow(job: str) -> Iterator[ServerSentEvent]:
        """The same, live, as server-sent events."""
        for state in jobs.follow(jobs.get(job)):
            yield ServerSentEvent(data=state.view(), event="progress")

    @routes.get("/verify")
    def verify() -> Row:
        """What is wrong with the case: altered, missing or added bytes, a broken log, dangling references."""
        return {"problems": list(desk.verify())}

    return routes


def _check(desk: Desk, draft: Draft) -> None:
    """Refuse a decision on what is not there, or in words that no scale knows.

    Raises:
        CaseError: If the incident it is about is not in the case.
        ProblemError: If its scale, grade or rating is unknown.
    """
    kind = draft.target_kind
    if kind is TargetKind.INCIDENT:
        desk.case.incident(draft.target)
    elif kind in (TargetKind.HYPOTHESIS, TargetKind.EVIDENCE):
        desk.case.incident(draft.other)
    elif kind is TargetKind.RATING and draft.grade not in {bearing.value for bearing in Bearing}:
        raise ProblemError(422, f"{draft.grade!r} is no rating", f"one of {', '.join(one.value for one in Bearing)}")
    elif kind is TargetKind.GRADE:
        scale = SCALES.get(draft.scale)
        if scale is None:
            raise ProblemError(422, f"there is no scale {draft.scale!r}", f"one of {', '.join(SCALES)}")
        if draft.grade not in scale.grades and not (scale.number and draft.grade.isdecimal()):
            raise ProblemError(
                422, f"{draft.grade!r} is no grade of {scale.title}", f"one of {', '.join(scale.grades)}"
            )
        if scale.graded is Graded.INCIDENT:
            desk.case.incident(draft.target)


def _tag(judgements: Sequence[Judgement]) -> str:
    return f'"{digest("judgements", *(item.id for item in judgements))[:24]}"'


def _quoted(desk: Desk, draft: Draft) -> Draft:
    """Return a decision on words that a page does not get with the words themselves, by which it is found again."""
    if draft.quote != COVERED and PLACE_HELD_BACK not in draft.quote:
        return draft
    whole: CaseReader = getattr(desk.case, "whole", desk.case)
    quotes = (
        claim.locator.quote
        for claim in whole.claims(document=draft.document or None)
        if claim.statement == draft.target and isinstance(claim.locator, TextSpan | TableCell | PageBox)
    )
    return draft.model_copy(update={"quote": next(quotes, "")})


def _judgement(draft: Draft, now: str) -> Judgement:
    value: Value | None = None
    if draft.value is not None:
        value = _value(draft.value)
    elif draft.decision is Decision.CORRECT:
        raise ProblemError(422, "a correction without a value", "give the corrected answer")
    fields = draft.model_dump(exclude={"value"})
    return Judgement(**fields, when=now, value=value)


def _value(written: Row) -> Value:
    try:
        value = from_plain(written)
    except (InputError, TypeError, ValueError, KeyError) as error:
        raise ProblemError(
            422, f"no value: {error}", "send it as the codec writes it, with its type under `$`"
        ) from None
    if not hasattr(value, "compare"):
        raise ProblemError(422, f"{type(value).__name__} is no value", "send a Count, When, Place, Category, ...")
    found: Value = value
    return found


def _contested(judgements: Sequence[Judgement]) -> list[str]:
    """Return the targets on which the last decisions of several persons differ."""
    last: dict[str, dict[str, Judgement]] = {}
    for item in judgements:
        last.setdefault(item.target, {})[item.who] = item
    return [
        target
        for target, by_person in last.items()
        if len({(item.decision, item.value.canonical() if item.value else "") for item in by_person.values()}) > 1
    ]


def _keep(files: Sequence[UploadFile], folder: Path) -> None:
    """Write an upload to a folder under the names it came with, which may lead nowhere else."""
    left = MOST_BYTES
    for number, file in enumerate(files):
        parts = [
            part for part in PurePosixPath((file.filename or "").replace("\\", "/")).parts if part not in ("/", "..")
        ]
        name = [hashlib.sha256(part.encode()).hexdigest()[:32] if len(part.encode()) > 200 else part for part in parts]
        target = folder.joinpath(*[part.replace("\0", "_") for part in name] or [f"file-{number}"])
        if target.exists():
            target = target.with_name(f"{number}-{target.name}")
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as out:
            while chunk := file.file.read(1 << 20):
                left -= len(chunk)
                if left < 0:
                    raise ProblemError(413, "the upload is too large", f"send at most {MOST_BYTES:,} bytes at once")
                out.write(chunk)
