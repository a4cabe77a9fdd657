"""Taking care of people in a case: what is recorded for their sake, what is held back, and what is withdrawn."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from crossbearing.guarding import today
from crossbearing.model.care import Care, Consent, Content, Naming, PlaceCare, SourceCare
from crossbearing.model.errors import CaseError, ModelError, SettingsError
from crossbearing.model.ids import normalised_words
from crossbearing.rooms import room

__all__ = [
    "CareRecord",
    "care_for",
    "expired",
    "finish",
    "line_of",
    "listed",
    "note",
    "readmit",
    "withdraw",
    "withdrawn",
]

CareRecord = Care | SourceCare | PlaceCare
"""What is recorded for the sake of people: of a document, of a name, of a place."""

_Record = TypeVar("_Record", Care, SourceCare, PlaceCare)

_FIELDS: Mapping[str, Any] = {
    "consent": Consent,
    "naming": Naming,
    "content": lambda words: tuple(Content(word.strip()) for word in words.split(",") if word.strip()),
}
"""How fields given as words become those of records."""


def care_for(case: Path, what: str, about: str, given: Mapping[str, Any], *, by: str, why: str = "") -> list[str]:
    """Record what must be observed of a document, a name or a place; what was recorded before stays as it was.

    Args:
        case: Folder of the case.
        what: `document`, `name` or `place`.
        about: Id of the document, or its beginning; the name as written.
        given: Fields of the record to set (`model.care`), as words or truth values.
        by: Who decides.
        why: Reason, or empty.

    Returns:
        Lines to print.

    Raises:
        CaseMissingError: If there is no case.
        CaseError: If there is no such document.
        SettingsError: If a field's value is none it can have, or nothing was said.
        CaseWriteError: If the case could not be written.
    """
    with _writing(case) as opened:
        return [line_of(note(opened, what, about, given, by=by, why=why))]


def note(opened: Any, what: str, about: str, given: Mapping[str, Any], *, by: str, why: str = "") -> CareRecord:
    """Record in an open case what must be observed; see `care_for`.

    Returns:
        The record as it stands now.

    Raises:
        CaseError: If there is no such document.
        SettingsError: If a field's value is none it can have, nothing was said, or nobody decides.
        CaseWriteError: If the case could not be written.
    """
    if not given:
        raise SettingsError("nothing was said to be observed", remedy="see the options of this command with --help")
    if not by.strip():
        raise SettingsError("nobody signs this", where="--by", remedy="name who decides")
    subject = _document(opened, about) if what == "document" else ""
    try:
        fields = {name: _FIELDS[name](value) if name in _FIELDS else value for name, value in given.items()}
        record: CareRecord = replace(_present(opened, what, subject, about), by=by, at=_now(), why=why, **fields)
    except (ValueError, ModelError) as error:
        reason = error.what if isinstance(error, ModelError) else str(error)
        raise SettingsError(reason, where=about, remedy="see the values of this option with --help") from error
    opened.records().add([record])
    return record


def listed(case: Path) -> list[str]:
    """Return what is recorded for the sake of people, a line each.

    Raises:
        CaseMissingError: If there is no case.
    """
    with room("case").open(case) as opened:
        records = opened.records()
        lines = [line_of(record) for kind in ("Care", "SourceCare", "PlaceCare") for record in records.of(kind)]
    return lines or ["Nothing is recorded. No consent is taken for granted by that."]


def withdraw(case: Path, documents: Sequence[str], *, authority: str, whole_files: bool = False) -> list[str]:
    """Take documents out for good, link and weigh anew what they bore on, and remove their bytes.

    Args:
        case: Folder of the case.
        documents: Ids of documents, or their beginnings.
        authority: On whose decision, as a role or a reference and not as a person's name.
        whole_files: Take along all other documents of the same files, such as the rows of a table.

    Returns:
        Lines to print.

    Raises:
        CaseMissingError: If there is no case.
        CaseError: If there is no such document, or others stand in the same file and may not go with it.
        SettingsError: If no authority is named.
        CaseWriteError: If the case could not be written, or another process holds on to its old pages.
    """
    if not authority.strip():
        raise SettingsError("nobody's authority is named", where="--authority", remedy="give a role or a reference")
    with _writing(case) as opened:
        chosen = [_document(opened, document) for document in documents]
        others = {one for document in chosen for one in opened.withdrawals().together(document)} - set(chosen)
        if others and not whole_files:
            raise CaseError(
                f"{len(others)} other documents stand in the same file, and its bytes cannot go without them",
                chosen[0],
                "withdraw them as well with --whole-file",
            )
        before = _conclusions(opened)
        erased = opened.withdrawals().withdraw(chosen, authority=authority)
        anew = _link_anew(opened, before)
    lines = [
        f"Withdrawn: {erased.documents} documents, {erased.claims} claims; {erased.judgements} judgements lost their "
        f"words, {erased.records} versions of records were erased",
        *(f"  original {sha256}" for sha256 in erased.originals),
        f"  linked and weighed anew: {anew} incidents; gone with it: {erased.gone}",
    ]
    finish(case)
    return [*lines, "  its bytes are out of the case; backups and copies are yours to look after"]


def expired(case: Path) -> list[str]:
    """Return the ids of the documents whose time to be kept has run out.

    Raises:
        CaseMissingError: If there is no case.
    """
    with room("case").open(case) as opened:
        known = {document.id for document in opened.documents()}
        day = today()
        return [one.subject for one in opened.records().of("Care") if one.expired(day) and one.subject in known]


def finish(case: Path) -> list[str]:
    """Remove the bytes of what was withdrawn, where that was kept from ending.

    Raises:
        CaseMissingError: If there is no case.
        CaseWriteError: If another process holds on to the old pages.
    """
    with _writing(case) as opened:
        opened.withdrawals().purge()
    return ["Nothing of what was withdrawn is left in the case."]


def readmit(case: Path, sha256: str, *, authority: str) -> list[str]:
    """Let a withdrawn original be taken in again; taking it in is another step.

    Raises:
        CaseMissingError: If there is no case.
        CaseError: If no such original was withdrawn.
        SettingsError: If no authority is named.
        CaseWriteError: If the case could not be written.
    """
    if not authority.strip():
        raise SettingsError("nobody's authority is named", where="--authority", remedy="give a role or a reference")
    with _writing(case) as opened:
        opened.withdrawals().readmit(sha256, authority=authority)
    return [f"{sha256}: may be taken in again with `crossbearing add`"]


def withdrawn(case: Path) -> list[str]:
    """Return what was withdrawn from a case, a line each; an empty list if nothing was.

    Raises:
        CaseMissingError: If there is no case.
    """
    with room("case").open(case) as opened:
        found = opened.withdrawals().all()
    return [
        f"withdrawn {one.utc[:10]} by {one.authority}: original {one.sha256}"
        + (" (may be taken in again)" if one.readmitted else "")
        for one in found
    ]


def _conclusions(case: Any) -> dict[str, tuple[Any, ...]]:
    """Return what each incident's findings are made from: it and its origins."""
    return {incident.id: (incident, *case.origins(incident.id)) for incident in case.incidents()}


def _link_anew(case: Any, before: Mapping[str, tuple[Any, ...]]) -> int:
    """Link all reports anew, weigh what that changed, and return how many incidents that were."""
    case.coded().refresh()
    case.replace_links(room("link")(case))
    changed = [key for key, made_from in _conclusions(case).items() if before.get(key) != made_from]
    weigh = room("weigh")()
    case.replace_findings([weigh(case.incident(key), case) for key in changed])
    case.replace_relations(room("relate")(case))
    return len(changed)


def _present(case: Any, what: str, subject: str, name: str) -> Any:
    """Return the record that stands, or a new one."""
    records = case.records()
    if what == "document":
        standing = list(records.of("Care", subject=subject))
        return standing[-1] if standing else Care(_random(), subject, "", "")
    kind = SourceCare if what == "name" else PlaceCare
    key = normalised_words(name)
    found = [one for one in records.of(kind.__name__) if normalised_words(one.name) == key]
    return found[-1] if found else kind(_random(), "", "", "", name)


def _document(case: Any, given: str) -> str:
    found: list[str] = [document.id for document in case.documents() if document.id.startswith(given)]
    if len(found) != 1:
        what = "no such document" if not found else f"{len(found)} documents begin so"
        raise CaseError(what, given, "`crossbearing claims CASE --format json` names the documents")
    return found[0]


def line_of(record: CareRecord) -> str:
    """Return a record in one line: what differs from saying nothing."""
    said: Iterator[tuple[str, Any]]
    if isinstance(record, Care):
        head = f"document {record.subject}"
        said = _said(record, Care("", "", "", ""))
    elif isinstance(record, SourceCare):
        head = f"name {record.name}"
        said = _said(record, SourceCare("", "", "", "", record.name))
    else:
        head = f"place {record.name}"
        said = _said(record, PlaceCare("", "", "", "", record.name))
        if not record.open:
            head += f": told no finer than {record.level}"
    parts = [name if value is True else f"{name} {value}" for name, value in said]
    return f"{head}: {', '.join(parts) or 'nothing to observe'} ({record.by}, {record.at[:10]})"


def _said(record: _Record, silent: _Record) -> Iterator[tuple[str, Any]]:
    for name in type(record).__slots__:
        value = getattr(record, name)
        if name not in ("id", "subject", "by", "at", "name", "level") and value != getattr(silent, name):
            yield name.replace("_", " "), ", ".join(value) if isinstance(value, tuple) else value


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _random() -> str:
    return secrets.token_hex(8)


@contextmanager
def _writing(case: Path) -> Iterator[Any]:
    with room("case").open(case, write=True) as opened:
        yield opened
