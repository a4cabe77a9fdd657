"""FollowTheMoney entities, one JSON object a line, as Aleph and its kin take them in.

Documents become `Document`, incidents `Event`, those who publish or hold answers `Organization` or `Person`, and every
claim a `Note` on the incident: FollowTheMoney has no schema for claims and attributions. Its hash of documents is
SHA-1, which this program does not keep; the SHA-256 stands in the summary instead.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from crossbearing.model.claims import Claim
from crossbearing.model.documents import Document, Publication
from crossbearing.model.incidents import Incident
from crossbearing.model.values import When
from crossbearing.show.dossier.statements import quote_of
from crossbearing.show.export.settings import Codes
from crossbearing.show.export.shared import SharedCase

__all__ = ["entities", "write_ftm"]

Entity = dict[str, Any]

_MOMENT = timedelta(seconds=1)
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
# FollowTheMoney wants ISO 639-3; languages without an entry are left out.
_LANGUAGES = {
    "ar": "ara",
    "de": "deu",
    "en": "eng",
    "es": "spa",
    "fa": "fas",
    "fr": "fra",
    "he": "heb",
    "it": "ita",
    "ku": "kur",
    "nl": "nld",
    "pl": "pol",
    "pt": "por",
    "ru": "rus",
    "tr": "tur",
    "uk": "ukr",
    "ur": "urd",
}


def entities(case: SharedCase, codes: Codes) -> Iterator[Entity]:
    """Yield the entities of what is shared: bodies, documents, incidents, and claims as notes."""
    publications: dict[str, list[Publication]] = {}
    for one in case.publications():
        publications.setdefault(one.document, []).append(one)
    claims = {claim.id: claim for claim in case.claims()}
    speakers = dict.fromkeys(
        (speaker.name, speaker.kind)
        for claim in claims.values()
        for speaker in claim.speakers
        if speaker.named and speaker.name != "publisher"
    )
    kinds: dict[str, str] = {}
    for name, kind in speakers:
        kinds.setdefault(name, "Person" if kind == "person" else "Organization")
    for listed in publications.values():
        for one in listed:
            if one.publisher:
                kinds.setdefault(one.publisher, "Organization")
    for name, schema in kinds.items():
        yield _entity(_key("body", name), schema, {"name": [name]})
    for document in case.documents():
        yield _document(document, publications.get(document.id, []), case.languages.get(document.id, ""))
    about: dict[str, list[str]] = {}
    for incident in case.incidents():
        for member in incident.members:
            about.setdefault(member.claim, []).append(incident.id)
        yield _event(incident, claims, kinds)
    for claim in claims.values():
        yield _note(claim, about.get(claim.id, []), codes)


def write_ftm(case: SharedCase, path: Path, codes: Codes) -> dict[str, int]:
    """Write the entities, one JSON object a line. Returns numbers of entities by schema."""
    counts: dict[str, int] = {}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for entity in entities(case, codes):
            file.write(json.dumps(entity, ensure_ascii=False) + "\n")
            counts[entity["schema"]] = counts.get(entity["schema"], 0) + 1
    return counts


def _key(kind: str, name: str) -> str:
    return f"cb-{kind}-{hashlib.sha256(name.encode()).hexdigest()[:20]}"


def _entity(key: str, schema: str, told: Mapping[str, Iterable[str]]) -> Entity:
    properties = {name: list(dict.fromkeys(value for value in values if value)) for name, values in told.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in properties.items() if values}}


def _document(document: Document, published: list[Publication], language: str) -> Entity:
    return _entity(
        _key("document", document.id),
        "Document",
        {
            "title": [one.title for one in published] or [document.name],
            "fileName": [document.name],
            "mimeType": [document.media_type],
            "fileSize": [str(document.size)],
            "publisher": [one.publisher for one in published],
            "publishedAt": [_date(one.published) for one in published],
            "sourceUrl": [one.url for one in published if one.url.startswith(("http://", "https://"))],
            "retrievedAt": [_date(document.collected_at)],
            "language": [_LANGUAGES.get(language, "")],
            "summary": [f"SHA-256 {document.sha256}"],
        },
    )


def _event(incident: Incident, claims: Mapping[str, Claim], kinds: Mapping[str, str]) -> Entity:
    involved = dict.fromkeys(
        speaker.name
        for member in incident.members
        if member.claim in claims
        for speaker in claims[member.claim].speakers
        if speaker.name in kinds
    )
    start, end = _days(incident.when)
    country = incident.where.country.lower() if incident.where is not None else ""
    return _entity(
        _key("incident", incident.id),
        "Event",
        {
            "name": [incident.title],
            # A day is a date; a longer stretch has a start and an end, so that nothing looks finer than it is.
            "date": [start if start == end else ""],
            "startDate": [start if start != end else ""],
            "endDate": [end if start != end else ""],
            "location": [incident.where.describe() if incident.where is not None else ""],
            "country": [country],
            "notes": [
                f"Incident {incident.id}",
                f"Speakers of its accounts: {', '.join(involved)}" if involved else "",
            ],
            "proof": [_key("document", document) for document in dict.fromkeys(m.document for m in incident.members)],
        },
    )


def _note(claim: Claim, incidents: Iterable[str], codes: Codes) -> Entity:
    chain = " > ".join(speaker.name for speaker in reversed(claim.speakers))
    about = [_key("incident", incident) for incident in incidents] or [_key("document", claim.document)]
    return _entity(
        _key("claim", claim.id),
        "Note",
        {
            "name": [f"{codes.question(claim.slot)} {claim.value.describe()}"],
            "description": [
                f"“{quote_of(claim)}” ({chain}; {claim.stance.value}; {claim.basis.value}; scope {claim.scope})"
            ],
            "entity": about,
            "proof": [_key("document", claim.document)],
        },
    )


def _days(when: When | None) -> tuple[str, str]:
    """Return first and last day, or empty strings where the year or either end is not known."""
    if when is None or not when.year_known or when.start is None or when.end is None:
        return "", ""
    last = when.end if when.end == when.start else when.end - _MOMENT
    return when.start.date().isoformat(), last.date().isoformat()


def _date(stamp: str) -> str:
    """Return an ISO date as FollowTheMoney takes it: times in UTC without a zone, other text left out."""
    if len(stamp) > 10:
        try:
            moment = datetime.fromisoformat(stamp)
        except ValueError:
            return ""
        if moment.tzinfo is not None:
            return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
        return moment.date().isoformat()  # without a zone, the day is all that is known for sure
    return stamp if _ISO.fullmatch(stamp) else ""
