"""Pictures of a case: which look alike, and where people found that they were taken."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from crossbearing import assemble
from crossbearing.model.documents import Document
from crossbearing.model.errors import CaseError, CrossbearingError, SettingsError
from crossbearing.model.geolocations import Feature, Geolocation, GeoStatus
from crossbearing.model.media import Likeness

__all__ = ["ALIKE", "Alike", "Pictures", "decide", "geolocate", "lines", "look"]

ALIKE = 10
"""Bits of 64 in which two pictures that look alike differ at most.

Chosen so that chance does not reach it: the bits of unrelated pictures agree like coins, 32 of 64 with a deviation of
4, and 10 lies more than five deviations below; copies that were scaled or saved again differ in 6 or fewer
(`tests/e2e/test_pictures.py`). Likeness is a hint: people look at both.
"""

_HASHED_BY = "phash-64@1"
_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Alike:
    """Two documents whose pictures look alike.

    Args:
        first: Document id.
        second: Document id.
        distance: In how many of 64 bits they differ.
    """

    first: str
    second: str
    distance: int


@dataclass(frozen=True, slots=True)
class Pictures:
    """What is known of the pictures of a case.

    Args:
        documents: Documents that are pictures, films or sound, in order.
        alike: Pairs that look alike, the most alike first.
        refused: For documents that could not be compared, why.
        found: Geolocations that stand, in the order in which they were stored.
    """

    documents: tuple[Document, ...]
    alike: tuple[Alike, ...]
    refused: tuple[tuple[str, str], ...]
    found: tuple[Geolocation, ...]


def look(case: Path, *, within: int = ALIKE, tell: Callable[[float], None] = lambda _share: None) -> Pictures:
    """Compare the pictures of a case by how they look; what was computed before is kept in the case.

    Args:
        case: The case.
        within: Bits of 64 in which two may differ, 0 to 32.
        tell: Told the share that is done.

    Raises:
        CaseMissingError: If there is no case.
        SettingsError: If `within` is out of range.
        CaseWriteError: If it could not be written.
    """
    if not 0 <= within <= 32:
        raise SettingsError(f"{within} bits", where="--within", remedy="give a number from 0 to 32")
    with assemble.room("case").open(case, write=True) as opened:
        media = tuple(one for one in opened.documents() if one.media_type.startswith(("image/", "video/", "audio/")))
        known = {one.subject: one for one in opened.records().of("Likeness") if one.by == _HASHED_BY}
        wanted = [one for one in media if one.id not in known and one.media_type.startswith("image/")]
        made, refused = _likenesses(opened, wanted, tell)
        opened.records().add(made)
        found = tuple(opened.records().of("Geolocation"))
    seen = [*known.values(), *made]
    alike = [
        Alike(one.subject, other.subject, distance)
        for one, other in combinations(sorted(seen, key=lambda each: each.subject), 2)
        if (distance := one.distance(other)) <= within
    ]
    alike.sort(key=lambda pair: (pair.distance, pair.first, pair.second))
    return Pictures(media, tuple(alike), tuple(refused), found)


def _likenesses(
    case: Any, wanted: Sequence[Document], tell: Callable[[float], None]
) -> tuple[list[Likeness], list[tuple[str, str]]]:
    made, refused = [], []
    confined = assemble.room("confined")(seconds=_SECONDS)
    try:
        for number, document in enumerate(wanted, start=1):
            try:
                bits = confined.call("likeness", case.original(document.id))["bits"]
                made.append(Likeness(f"likeness:{document.id}", document.id, _HASHED_BY, _now(), bits))
            except CrossbearingError as error:
                refused.append((document.id, error.what))
            tell(number / len(wanted))
    finally:
        confined.close()
    return made, refused


def geolocate(
    case: Path,
    document: str,
    at: tuple[float, float],
    *,
    radius: float,
    features: Sequence[tuple[str, str]],
    who: str,
    why: str = "",
) -> Geolocation:
    """Keep where a picture was taken, as somebody found it.

    Args:
        case: The case.
        document: Document id.
        at: Degrees north and east, WGS 84.
        radius: Metres within which the camera is held to have stood.
        features: What was matched: what the picture shows, and where that was found again.
        who: The assessor.
        why: Remark.

    Raises:
        CaseError: If the case has no such document.
        SettingsError: If nobody signs, or no feature is named.
        ModelError: If coordinates or radius are out of range.
        CaseWriteError: If the case could not be written.
    """
    if not who.strip():
        raise SettingsError(
            "nobody signs it", where="--who", remedy="give your name, or the sign you go by in the team"
        )
    if not features:
        raise SettingsError(
            "no feature is named", where="--feature", remedy="name what the picture shows, and where you found it again"
        )
    with assemble.room("case").open(case, write=True) as opened:
        if not any(one.id == document for one in opened.documents()):
            raise CaseError("no such document", document, "list them with `crossbearing pictures CASE`")
        record = Geolocation(
            id=secrets.token_hex(8),
            subject=document,
            by=who.strip(),
            at=_now(),
            latitude=at[0],
            longitude=at[1],
            radius=radius,
            features=tuple(Feature(seen, found) for seen, found in features),
            why=why,
        )
        opened.records().add([record])
    return record


def decide(case: Path, record: str, status: GeoStatus, *, who: str, why: str = "") -> Geolocation:
    """Confirm, dispute or reject a geolocation as the second person.

    Args:
        case: The case.
        record: Its id.
        status: What is decided.
        who: Who decides; not the assessor, for `confirmed` and `rejected`.
        why: Reason.

    Raises:
        CaseError: If there is no such record.
        SettingsError: If the record is no geolocation.
        ModelError: If the assessor confirms or rejects.
        CaseWriteError: If the case could not be written.
    """
    with assemble.room("case").open(case, write=True) as opened:
        found = opened.records().one(record)
        if not isinstance(found, Geolocation):
            raise SettingsError(
                "this is no geolocation", where=record, remedy="`crossbearing pictures CASE` lists them"
            )
        decided = replace(found, status=status, signed_by=who.strip(), at=_now(), why=why or found.why)
        opened.records().add([decided])
    return decided


def lines(pictures: Pictures) -> Iterator[str]:
    """Yield what is to be printed of the pictures of a case."""
    if not pictures.documents:
        yield "No picture, film or sound is in this case."
        return
    names = {one.id: one.name for one in pictures.documents}
    yield f"{len(names)} pictures, films and sounds"
    for one in pictures.documents:
        yield f"  {one.id}  {one.media_type:<12} {one.name}"
    yield f"{len(pictures.alike)} pairs of pictures look alike (a hint: look at both)" + (":" if pictures.alike else "")
    for pair in pictures.alike:
        yield f"  {pair.distance:>2} of 64 bits differ: {names.get(pair.first)} and {names.get(pair.second)}"
    for document, why in pictures.refused:
        yield f"  not compared: {names.get(document, document)} {why}"
    for found in pictures.found:
        signed = f", {found.status.value} by {found.signed_by}" if found.signed_by else f", {found.status.value}"
        yield (
            f"geolocation {found.id} of {names.get(found.subject, found.subject)}: {found.latitude:.5f}, "
            f"{found.longitude:.5f} within {found.radius:g} m, {len(found.features)} features, by {found.by}{signed}"
        )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
