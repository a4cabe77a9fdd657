"""One incident of a case as a case of its own, so that it can be handed on without the rest.

Ids stay what they are. The documents that the incident rests on come whole, with everything read in them: an original
is never cut. The log is a new one, since the chain of the old one is made over what stays behind; its first entries say
which case and which state of it the part was taken from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from crossbearing.model.casework import CaseRecord
from crossbearing.model.incidents import Incident
from crossbearing.model.protocols import Linked, Weighed
from crossbearing.model.steps import Collected, Reading
from crossbearing.store.case import Case
from crossbearing.store.sealing import Sealed

__all__ = ["PART_OF", "part"]

PART_OF = "part_of"
"""Action of the log's entry that says what a case was taken from: `case`, `incident`, `n` and `sha256`."""

# Kinds of records that are about the log of the whole case, which stays behind.
_OF_THE_LOG = frozenset({"Stamp"})


def part(whole: Case, state: Sealed, incident: Incident, *, path: Path) -> dict[str, Any]:
    """Make a case of one incident.

    Args:
        whole: The case it is taken from.
        state: The same case, as it is stored.
        incident: The incident.
        path: Folder to make.

    Returns:
        What the log of the new case says of the one it was taken from.

    Raises:
        CaseError: If an original is missing.
        CaseWriteError: If it cannot be written.
    """
    taken = {"case": state.case, "incident": incident.id, "n": state.head[0], "sha256": state.head[1]}
    weighed = Weighed(
        incident.id,
        tuple(whole.findings(incident.id)),
        tuple(whole.hypotheses(incident.id)),
        next(iter(whole.appraisals(incident.id)), None),
    )
    origins = tuple(whole.origins(incident.id))
    named = set(_strings((incident, weighed, origins)))
    documents = {member.document for member in incident.members}
    documents |= {claim.document for claim in whole.claims() if claim.id in named}
    claims = [claim for document in sorted(documents) for claim in whole.claims(document=document)]
    known = named | documents | {word for claim in claims for word in (claim.id, claim.statement)} - {""}
    read = {row["id"]: row["read"] for row in state.rows("documents")}
    contents = "\n".join(text.content for key in sorted(documents) for text in whole.texts(key)).casefold()
    with Case.create(path, name=whole.meta().get("name", "")) as made:
        made.log(PART_OF, taken)
        meta = {key: value for key, value in whole.meta().items() if key not in made.meta()}
        if meta:
            made.settings(meta)
        with TemporaryDirectory(dir=path.parent) as folder:
            made.add_readings(_readings(whole, state, read, documents=documents, folder=Path(folder)))
        made.replace_links(Linked((incident,), origins))
        made.replace_findings([weighed])
        made.add_judgements(one for one in whole.judgements() if known & {one.target, one.other, one.document} - {""})
        for kind in sorted({row["kind"] for row in state.rows("records")} - _OF_THE_LOG):
            records = whole.records().of(kind, history=True)
            made.records().add(record for record in records if _belongs(record, known, contents))
        made.finish()
    return taken


def _readings(
    whole: Case, state: Sealed, read: Mapping[str, bool], *, documents: set[str], folder: Path
) -> Iterator[Reading]:
    for document in whole.documents():
        if document.id not in documents:
            continue
        file = folder / document.sha256
        if not file.exists():
            state.copy_original(document.sha256, file)
        claims, marks = tuple(whole.claims(document=document.id)), tuple(whole.marks(document.id))
        text = next(iter(whole.texts(document.id)))
        for publication in whole.publications(document.id):
            yield Reading(Collected(document, publication, text, str(file)), claims, marks, read[document.id])


def _belongs(record: CaseRecord, known: set[str], contents: str) -> bool:
    """Tell whether a record is about what leaves; one on a name in the whole case is, where that name stands in it."""
    if record.subject:
        return record.subject in known
    name = getattr(record, "name", "")
    return not name or name.casefold() in contents


def _strings(item: Any) -> Iterator[str]:
    """Yield every string in a record and the records in it."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, tuple | list):
        for one in item:
            yield from _strings(one)
    elif is_dataclass(item) and not isinstance(item, type):
        for field in fields(item):
            yield from _strings(getattr(item, field.name))
