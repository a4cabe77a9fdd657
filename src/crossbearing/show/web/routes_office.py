"""Addresses of exports, of the case's own rules, and of two reports side by side."""

from __future__ import annotations

import re
import secrets
import shutil
import tempfile
import threading
import zipfile
from collections import OrderedDict
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import FileResponse

from crossbearing.model.counting import TOPICS, rules_from
from crossbearing.model.documents import READ_BY_DEFAULT, Text
from crossbearing.show.plain import plain
from crossbearing.show.web.blind import refuse_blinded
from crossbearing.show.web.desk import Desk
from crossbearing.show.web.jobs import Job, JobList
from crossbearing.show.web.office import ExportAsked
from crossbearing.show.web.problems import ProblemError

__all__ = ["office_routes"]

Row = dict[str, Any]
_KEPT = 8
_ENDINGS = {
    "airwars": "json",
    "geojson": "geojson",
    "ftm": "jsonl",
    "jsonld": "jsonld",
    "prov": "json",
    "markdown": "md",
    "docx": "docx",
}


class ExportBody(BaseModel):
    """What is asked of an export; places and times are as stated where nothing is said."""

    model_config = ConfigDict(extra="forbid", strict=True)

    format: Annotated[str, Field(min_length=1, max_length=40)]
    incident: Annotated[str, Field(max_length=500)] = ""
    with_names: bool = False
    coarsen: Annotated[str, Field(max_length=40)] = ""
    grain: Annotated[str, Field(max_length=40)] = ""
    who: Annotated[str, Field(max_length=200)] = ""


class RuleBody(BaseModel):
    """What those who keep the case count by, besides the program's own rule; empty takes it away."""

    model_config = ConfigDict(extra="forbid", strict=True)

    who: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
    topic: Annotated[str, Field(max_length=40)]
    text: Annotated[str, Field(max_length=4000)]


class _Exports:
    """The exports made since the server was started, for download; older ones are thrown away."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Path] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, file: Path) -> str:
        key = secrets.token_hex(8)
        with self._lock:
            self._kept[key] = file
            while len(self._kept) > _KEPT:
                _, old = self._kept.popitem(last=False)
                shutil.rmtree(old.parent, ignore_errors=True)
        return key

    def get(self, key: str) -> Path:
        with self._lock:
            file = self._kept.get(key)
        if file is None or not file.is_file():
            raise ProblemError(404, f"no export {key}", "make it anew")
        return file


def office_routes(desk: Desk, jobs: JobList) -> APIRouter:
    """Return the addresses of exports, rules and comparisons."""
    routes = APIRouter(prefix="/api", tags=["office"])
    _exporting(routes, desk, jobs)

    @routes.get("/rules")
    def rules() -> Row:
        """What the case counts and how, topic by topic."""
        stated = {rule.topic: rule for rule in rules_from(desk.case.meta())}
        return {
            "items": [
                {
                    "topic": topic,
                    "heading": heading,
                    "text": stated[topic].text if topic in stated else "",
                    "own": stated[topic].own if topic in stated else "",
                }
                for topic, heading in TOPICS.items()
            ]
        }

    @routes.post("/rules")
    def state_rule(body: RuleBody) -> Row:
        """State what those who keep the case count by; every output prints it."""
        desk.office.state_rule(body.topic, body.text)
        return rules()

    @routes.get("/compare")
    def compare(
        one: Annotated[str, Query(max_length=500, description="document id")],
        other: Annotated[str, Query(max_length=500, description="document id")],
    ) -> Row:
        """Two reports side by side, with the passages of six words and more that both have."""
        texts = [_text(desk, key) for key in (one, other)]
        shared = desk.office.passages(texts[0], texts[1])
        return {
            "sides": [_side(desk, text) for text in texts],
            "passages": [
                {
                    "words": part.words,
                    "spans": [[part.start, part.end], [part.other_start, part.other_end]],
                }
                for part in shared
            ],
            "shared_words": sum(part.words for part in shared),
        }

    return routes


def _exporting(routes: APIRouter, desk: Desk, jobs: JobList) -> None:
    made = _Exports()
    formats = {one.name for one in desk.office.formats}

    def asked(body: ExportBody) -> ExportAsked:
        if body.format not in formats:
            raise ProblemError(422, f"there is no format {body.format!r}", f"one of {', '.join(sorted(formats))}")
        for name, given, known in (
            ("coarsen", body.coarsen, desk.office.levels),
            ("grain", body.grain, desk.office.grains),
        ):
            if given and given not in known:
                raise ProblemError(422, f"there is no {name} {given!r}", f"one of {', '.join(known)}")
        incident = desk.case.incident(body.incident).id if body.incident else ""
        # An export holds decisions of everybody: whoever codes blind may not take one.
        for one in [incident] if incident else [item.subject for item in desk.case.records().of("SecondAssessment")]:
            refuse_blinded(desk.case, one)
        return ExportAsked(body.format, incident, body.with_names, body.coarsen, body.grain, body.who.strip())

    @routes.get("/exports")
    def formats_of_exports() -> Row:
        """The formats of exports, and the levels that places and times can be coarsened to, finest first."""
        office = desk.office
        return {
            "formats": [asdict(one) for one in office.formats],
            "levels": list(office.levels),
            "grains": list(office.grains),
        }

    @routes.post("/exports/preview", status_code=202)
    def preview(body: ExportBody) -> Row:
        """What an export would hide and hold, worked out in the background; nothing is kept, nothing logged."""
        wanted = asked(body)
        return jobs.start("look what an export would hide", lambda _job: _told(desk.office.preview(wanted))).view()

    @routes.post("/exports", status_code=202)
    def export(body: ExportBody) -> Row:
        """Make an export in the background. It is noted in the log; the job's result names the file to download."""
        wanted = asked(body)

        def work(job: Job) -> Row:
            folder = Path(tempfile.mkdtemp(prefix="crossbearing-export-"))
            try:
                job.tell("writing", -1.0)
                manifest = desk.office.export(wanted, folder)
                file = _packed(folder, _name(desk.name, wanted))
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
            return {**_told(manifest), "file": made.keep(file), "name": file.name, "bytes": file.stat().st_size}

        return jobs.start(f"export as {wanted.format}", work).view()

    @routes.get("/exports/{export}/file", response_class=FileResponse)
    def download(export: str) -> Response:
        """The bytes of an export that was made since the server was started."""
        file = made.get(export)
        return FileResponse(file, filename=file.name, media_type="application/octet-stream")


def _told(manifest: Any) -> Row:
    redaction = manifest.get("redaction", {})
    return {
        "counts": manifest.get("counts", {}),
        "hidden": redaction.get("hidden", {}),
        "rules": redaction.get("rules", []),
        "left_out_always": redaction.get("left_out_always", []),
        "words_left_out": redaction.get("words_left_out", False),
    }


def _name(case: str, asked: ExportAsked) -> str:
    """Return a file name without its ending: letters, digits and hyphens only."""
    safe = re.sub(r"[^\w-]+", "-", case).strip("-")[:60] or "case"
    return "-".join(part for part in (safe, asked.incident, asked.format) if part)


def _packed(folder: Path, name: str) -> Path:
    """Pack what stands in a folder into one file to download: the one file there is, else a zip of all."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    target = folder / f"{name}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        form = name.rsplit("-", maxsplit=1)[-1]
        for file in files:
            within = file.relative_to(folder)
            # A single file is called `export`; in the zip it has its ending, and its manifest stands beside it.
            ending = f".{_ENDINGS.get(form, 'txt')}" if within.name == "export" else ""
            archive.write(file, f"{name}/{within.as_posix().removeprefix('export/')}{ending}")
    return target


def _text(desk: Desk, document: str) -> Text:
    found = next(iter(desk.case.texts(document)), None)
    if found is None:
        known = any(one.id == document for one in desk.case.documents())
        what = f"document {document} has no text" if known else f"no document {document} in this case"
        raise ProblemError(404, what, "choose a document that was read")
    return found


def _side(desk: Desk, text: Text) -> Row:
    return {
        "document": text.document,
        "publications": [plain(one) for one in desk.case.publications(text.document)],
        "language": text.language,
        "content": text.content,
        "blocks": [{**plain(block), "read": block.kind in READ_BY_DEFAULT} for block in text.blocks],
    }
