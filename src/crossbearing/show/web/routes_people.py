"""Addresses of what is observed for the sake of people, and of which reports tell of one incident."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from crossbearing.model.care import Care, Consent, Content, Naming
from crossbearing.show.plain import plain
from crossbearing.show.web.blind import refuse_blinded
from crossbearing.show.web.desk import Desk
from crossbearing.show.web.jobs import Job, JobList
from crossbearing.show.web.signed import Code, Long, Name, Short

__all__ = ["people_routes"]

Row = dict[str, Any]
Day = Annotated[str, Field(pattern=r"^$|^\d{4}-\d\d-\d\d$")]


class DocumentCare(BaseModel):
    """What is to be observed of a document; what is left out stays as it was."""

    model_config = ConfigDict(extra="forbid")

    who: Name
    why: Long = ""
    confidential: StrictBool | None = None
    figures: StrictBool | None = None
    consent: Consent | None = None
    scope: Short | None = None
    embargo: Day | None = None
    retain_until: Day | None = None
    content: Annotated[list[Content], Field(max_length=len(Content))] | None = None
    cleared: StrictBool | None = None


class NameCare(BaseModel):
    """What is to be observed of a name, as written; what is left out stays as it was."""

    model_config = ConfigDict(extra="forbid")

    who: Name
    why: Long = ""
    name: Name
    naming: Naming | None = None
    confidential: StrictBool | None = None
    consent: Consent | None = None
    scope: Short | None = None


class PlaceCareBody(BaseModel):
    """What is to be observed of a place at risk, as written; what is left out stays as it was."""

    model_config = ConfigDict(extra="forbid")

    who: Name
    why: Long = ""
    name: Name
    until: Day | None = None
    level: Literal["town", "district", "province", "country"] | None = None
    open: StrictBool | None = None


class GroupingBody(BaseModel):
    """A decision on which reports tell of one incident; see `Office.regroup`."""

    model_config = ConfigDict(extra="forbid")

    who: Name
    why: Long = ""
    work: Literal["join", "apart", "move", "open"]
    other: Short = ""
    document: Code = ""


def people_routes(desk: Desk, jobs: JobList) -> APIRouter:
    """Return the addresses of care and of grouping."""
    routes = APIRouter(prefix="/api", tags=["people"])

    @routes.get("/documents/{document}/care")
    def care_of(document: str) -> Row:
        """What is recorded of a document, or what counts where nothing is: no consent is taken for granted by that."""
        desk.document(document)
        standing = list(desk.case.records().of(Care.__name__, subject=document))
        return {
            "record": plain(standing[-1] if standing else Care("", document, "", "")),
            "recorded": bool(standing),
            "consents": [one.value for one in Consent],
            "contents": [one.value for one in Content],
            "namings": [one.value for one in Naming],
        }

    @routes.post("/documents/{document}/care", status_code=201)
    def care(document: str, body: DocumentCare) -> Row:
        """Record what is to be observed of a document; everything that leaves or shows the case follows at once."""
        desk.document(document)
        return {"told": desk.office.care("document", document, _said(body), body.who, body.why)}

    @routes.post("/care/names", status_code=201)
    def care_name(body: NameCare) -> Row:
        """Record what is to be observed of a person's or account's name; other spellings on their own."""
        return {"told": desk.office.care("name", body.name, _said(body), body.who, body.why)}

    @routes.post("/care/places", status_code=201)
    def care_place(body: PlaceCareBody) -> Row:
        """Record what is to be observed of a place at risk; other spellings on their own."""
        return {"told": desk.office.care("place", body.name, _said(body), body.who, body.why)}

    @routes.get("/incidents/{incident}/grouping")
    def grouping(incident: str) -> Row:
        """The decisions of people on what belongs to an incident, the last of each person."""
        refuse_blinded(desk.case, incident)
        found = desk.case.incident(incident)
        return {"incident": found.id, "aliases": list(found.aliases), "items": list(desk.office.grouping(found.id))}

    @routes.post("/incidents/{incident}/grouping", status_code=201)
    def regroup(incident: str, body: GroupingBody) -> Row:
        """Store a decision on what belongs to an incident. The answer names the job that links and weighs it."""
        refuse_blinded(desk.case, incident)
        found = desk.case.incident(incident)
        here = incident if incident in found.aliases else found.id
        asked = {"work": body.work, "incident": here, "other": body.other, "document": body.document}
        link = desk.office.regroup(asked, body.who, body.why)

        def work(job: Job) -> Row:
            return {"reweighed": list(link(job.tell))}

        return {"job": jobs.start("link after a decision on what belongs together", work).id}

    return routes


def _said(body: DocumentCare | NameCare | PlaceCareBody) -> Row:
    """Return the fields that were said, as `caring.note` takes them."""
    said = body.model_dump(exclude={"who", "why", "name"}, exclude_none=True, mode="json")
    if "content" in said:
        said["content"] = ",".join(said["content"])
    return said
