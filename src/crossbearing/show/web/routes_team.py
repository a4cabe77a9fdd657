"""Addresses of what a team keeps: second assessments, open questions, published versions, saved views, scales."""

from __future__ import annotations

import secrets
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Response
from pydantic import BaseModel, ConfigDict, Field

import crossbearing
from crossbearing.model.errors import CaseError
from crossbearing.model.grades import SCALES
from crossbearing.model.ids import digest
from crossbearing.model.teamwork import (
    AssessmentState,
    OpenQuestion,
    Release,
    ReleasedFinding,
    ReplyState,
    SavedView,
    SecondAssessment,
    SlotAgreement,
)
from crossbearing.show.plain import plain
from crossbearing.show.releases import changes, intact, released, seal
from crossbearing.show.web.blind import refuse_blinded
from crossbearing.show.web.desk import Desk, OpenCase
from crossbearing.show.web.problems import ProblemError

__all__ = ["team_routes"]

Row = dict[str, Any]
Who = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S", description="who signs this")]
Day = Annotated[str, Field(max_length=40, pattern=r"^$|^\d{4}(-\d\d(-\d\d)?)?$", description="ISO date, or empty")]
Words = Annotated[str, Field(max_length=4000)]
Tag = Annotated[str | None, Header(alias="If-Match")]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")

    who: Who


class NewAssessment(_Body):
    """Two persons who are to code an incident."""

    first: Who
    second: Who
    note: Words = ""


class AssessmentStep(_Body):
    """What becomes of an assessment: one of the two has finished, an editor signs, or it is called off."""

    act: Annotated[str, Field(pattern="^(done|sign|withdraw)$")]
    note: Words = ""


class QuestionBody(_Body):
    """A question, who was asked when, and what came of it."""

    question: Annotated[str, Field(min_length=1, max_length=4000, pattern=r"\S")]
    asked: Annotated[str, Field(max_length=500)] = ""
    asked_at: Day = ""
    state: ReplyState = ReplyState.WAITING
    reply: Annotated[str, Field(max_length=20_000)] = ""
    replied_at: Day = ""


class NewRelease(_Body):
    """What is said of a version that is published."""

    note: Words = ""


class NewView(_Body):
    """Filters under a name."""

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
    address: Annotated[str, Field(min_length=1, max_length=4000, pattern=r"^/([^/\\]|$)")]


def team_routes(desk: Desk, whole: OpenCase) -> APIRouter:
    """Return the addresses of what a team keeps.

    Args:
        desk: The open case, as the one who asks may see it.
        whole: The same case with all its judgements: what two persons agree on is reported from those of both.
    """
    routes = APIRouter(prefix="/api", tags=["team"])
    _assessments(routes, desk, whole)
    _questions(routes, desk)
    _releases(routes, desk)
    _views(routes, desk)

    @routes.get("/scales")
    def scales() -> Row:
        """The scales that people grade on, each grade with what it asks; the program itself gives none."""
        return {"items": [{**asdict(scale), "grades": dict(scale.grades)} for scale in SCALES.values()]}

    return routes


def _assessments(routes: APIRouter, desk: Desk, whole: OpenCase) -> None:
    kept = desk.case.records

    @routes.get("/incidents/{incident}/assessments")
    def assessments(incident: str) -> Row:
        """The second assessments of an incident, latest last; decisions of an open one stay hidden."""
        found = desk.case.incident(incident).id
        return {"items": [_assessment(desk, whole, one) for one in kept().of("SecondAssessment", subject=found)]}

    @routes.post("/incidents/{incident}/assessments", status_code=201)
    def open_assessment(incident: str, body: NewAssessment, response: Response) -> Row:
        """Have two persons code an incident without seeing each other's decisions."""
        found = desk.case.incident(incident).id
        for one in kept().of("SecondAssessment", subject=found):
            if one.state is AssessmentState.CODING:
                raise ProblemError(422, "one is open already", "finish it or call it off first", assessment=one.id)
        made = SecondAssessment(
            _id(), found, _tidy(body.who), _now(), _tidy(body.first), _tidy(body.second), note=body.note
        )
        kept().add([made])
        response.headers["ETag"] = _tag(made)
        return _assessment(desk, whole, made)

    @routes.post("/assessments/{assessment}")
    def step(assessment: str, body: AssessmentStep, response: Response, if_match: Tag = None) -> Row:
        """Finish one's own part, sign as editor, or call it off (with the reason)."""
        held = _one(desk, assessment, SecondAssessment)
        _refuse_stale(held, if_match)
        made = replace(_stepped(desk, whole, held, body), by=_tidy(body.who), at=_now())
        kept().add([made])
        response.headers["ETag"] = _tag(made)
        return _assessment(desk, whole, made)


def _stepped(desk: Desk, whole: OpenCase, held: SecondAssessment, body: AssessmentStep) -> SecondAssessment:
    who, same = _tidy(body.who), held.same_person
    own = next((person for person in held.persons if same(who, person)), None)
    if body.act == "withdraw":
        if held.state in (AssessmentState.SIGNED, AssessmentState.WITHDRAWN):
            raise ProblemError(422, f"it is {held.state.value} already", "open a new one")
        if not body.note.strip():
            raise ProblemError(422, "called off without a reason", "say why in note")
        return replace(held, state=AssessmentState.WITHDRAWN, note=body.note)
    if body.act == "done":
        if held.state is not AssessmentState.CODING:
            raise ProblemError(422, f"it is {held.state.value} already", "nothing is left to finish")
        if own is None:
            raise ProblemError(422, f"{who} is none of its two persons", f"one of {', '.join(held.persons)}")
        done = (*held.done, *(() if own in held.done else (own,)))
        if len(done) < len(held.persons):
            return replace(held, done=done)
        return replace(held, done=done, state=AssessmentState.COMPARED, agreements=_agreements(desk, whole, held))
    if held.state is not AssessmentState.COMPARED:
        raise ProblemError(422, f"it is {held.state.value}", "an editor signs once, when both have finished")
    if own is not None:
        raise ProblemError(422, f"{own} coded it", "a third person signs as editor")
    return replace(held, state=AssessmentState.SIGNED, signed_by=who, note=body.note or held.note)


def _agreements(desk: Desk, whole: OpenCase, held: SecondAssessment) -> tuple[SlotAgreement, ...]:
    claims = list(whole.claims(incident=held.subject))
    judged = whole.judged({claim.statement for claim in claims})
    return tuple(desk.office.agreement(claims, judged, *held.persons))


def _assessment(desk: Desk, whole: OpenCase, one: SecondAssessment) -> Row:
    claims = {claim.statement for claim in desk.case.claims(incident=one.subject)}
    if one.state is AssessmentState.CODING:
        judged = whole.judged(claims)
        progress = {
            person: len({item.target for item in judged if one.same_person(item.who, person)}) for person in one.persons
        }
    else:
        progress = {}
    agreements = [
        {**plain(item), "share": item.share, "question": desk.labels.question(item.slot) if item.slot else ""}
        for item in one.agreements
    ]
    return {**plain(one), "agreements": agreements, "statements": len(claims), "progress": progress, "tag": _tag(one)}


def _questions(routes: APIRouter, desk: Desk) -> None:
    kept = desk.case.records

    @routes.get("/incidents/{incident}/questions")
    def questions(incident: str) -> Row:
        """What is open about an incident: who was asked, when, and the reply or silence."""
        found = desk.case.incident(incident).id
        return {"items": [_question(one) for one in kept().of("OpenQuestion", subject=found)]}

    @routes.post("/incidents/{incident}/questions", status_code=201)
    def ask(incident: str, body: QuestionBody, response: Response) -> Row:
        """Note a question."""
        made = _asked(_id(), desk.case.incident(incident).id, body)
        kept().add([made])
        response.headers["ETag"] = _tag(made)
        return _question(made)

    @routes.post("/questions/{question}")
    def answer(question: str, body: QuestionBody, response: Response, if_match: Tag = None) -> Row:
        """Note what came of a question; what stood before stays in its history."""
        held = _one(desk, question, OpenQuestion)
        _refuse_stale(held, if_match)
        made = _asked(held.id, held.subject, body)
        kept().add([made])
        response.headers["ETag"] = _tag(made)
        return _question(made)


def _asked(key: str, incident: str, body: QuestionBody) -> OpenQuestion:
    fields = body.model_dump(exclude={"who"})
    return OpenQuestion(id=key, subject=incident, by=_tidy(body.who), at=_now(), **fields)


def _question(one: OpenQuestion) -> Row:
    return {**plain(one), "tag": _tag(one)}


def _releases(routes: APIRouter, desk: Desk) -> None:
    kept = desk.case.records

    def said_now(incident: str) -> tuple[ReleasedFinding, ...]:
        return released(desk.case.findings(incident))

    @routes.get("/incidents/{incident}/releases")
    def releases(incident: str) -> Row:
        """The published versions of an incident, latest first, and what has changed since the latest."""
        refuse_blinded(desk.case, incident)
        found = desk.case.incident(incident).id
        items = sorted(kept().of("Release", subject=found), key=lambda one: -one.number)
        since = changes(items[0].findings, said_now(found)) if items else []
        return {"items": [_release(one) for one in items], "changes": [_asks(desk, row) for row in since]}

    @routes.post("/incidents/{incident}/releases", status_code=201)
    def publish(incident: str, body: NewRelease) -> Row:
        """Freeze what an incident says now."""
        refuse_blinded(desk.case, incident)
        card = desk.case.pages().card(incident)
        findings = said_now(card.id)
        number = max((one.number for one in kept().of("Release", subject=card.id)), default=0) + 1
        made = Release(
            id=_id(),
            subject=card.id,
            by=_tidy(body.who),
            at=_now(),
            number=number,
            title=card.title,
            note=body.note,
            version=crossbearing.__version__,
            documents=card.documents,
            claims=card.claims,
            findings=findings,
            sha256=seal(card.id, findings),
        )
        kept().add([made])
        return _release(made)

    @routes.get("/releases/{release}")
    def one_release(release: str) -> Row:
        """What a published version said, whether its hash still fits, and what had changed since the one before."""
        one = _one(desk, release, Release)
        refuse_blinded(desk.case, one.subject)
        before = next(
            (other for other in kept().of("Release", subject=one.subject) if other.number == one.number - 1), None
        )
        since = changes(before.findings, one.findings) if before else []
        findings = [_asks(desk, plain(item)) for item in one.findings]
        return {**_release(one), "findings": findings, "changes": [_asks(desk, row) for row in since]}


def _asks(desk: Desk, row: Row) -> Row:
    return {**row, "question": desk.labels.question(row["slot"])}


def _release(one: Release) -> Row:
    told = plain(replace(one, findings=()))
    return {**told, "findings": len(one.findings), "intact": intact(one)}


def _views(routes: APIRouter, desk: Desk) -> None:
    kept = desk.case.records

    @routes.get("/views")
    def views() -> Row:
        """The saved views, by name."""
        found = [one for one in kept().of("SavedView") if not one.gone]
        return {"items": [plain(one) for one in sorted(found, key=lambda one: one.name.casefold())]}

    @routes.post("/views", status_code=201)
    def save(body: NewView) -> Row:
        """Keep filters under a name; a view of the same name is replaced."""
        name = _tidy(body.name)
        same = next((one for one in kept().of("SavedView") if not one.gone and one.name == name), None)
        made = SavedView(same.id if same else _id(), "", _tidy(body.who), _now(), name, body.address)
        kept().add([made])
        told: Row = plain(made)
        return told

    @routes.delete("/views/{view}")
    def take_away(view: str, who: Annotated[str, Query(min_length=1, max_length=200, pattern=r"\S")]) -> Row:
        """Take a view away; that it was there stays in the case."""
        held = _one(desk, view, SavedView)
        made = replace(held, by=_tidy(who), at=_now(), gone=True)
        kept().add([made])
        told: Row = plain(made)
        return told


def _one(desk: Desk, record: str, kind: type[Any]) -> Any:
    """Return a record of a kind.

    Raises:
        CaseError: If there is none, or it is of another kind.
    """
    found = desk.case.records().one(record)
    if not isinstance(found, kind):
        raise CaseError("no such record", record, "list those of the incident")
    return found


def _refuse_stale(held: Any, tag: str | None) -> None:
    if tag is not None and tag != _tag(held):
        raise ProblemError(
            412,
            f"{held.by} has changed this since you loaded it",
            "look at what stands now, then send yours again without If-Match",
            present=plain(held),
        )


def _tag(record: Any) -> str:
    return f'"{digest("record", record.id, record.by, record.at)}"'


def _tidy(name: str) -> str:
    return " ".join(name.split())


def _id() -> str:
    return secrets.token_hex(10)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
