"""Having the log of a case time-stamped by an authority outside, and telling what its time-stamps prove."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from crossbearing.model.errors import CaseError, CaseWriteError, CrossbearingError, InputError, SettingsError
from crossbearing.rooms import room

__all__ = ["Asked", "check", "stamp"]

_SECONDS = 30
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asks of a time-stamp.

    Args:
        authority: Address of the authority (`https://...`), or empty: then nothing is sent anywhere.
        request: File that a request is written to, or, with `answer`, read from.
        answer: File that holds the authority's answer, fetched by other means.
        trust: File of root certificates (PEM) that the answer must lead to.
        who: Who asks for it, as they wish to be named, or empty.
    """

    authority: str = ""
    request: Path | None = None
    answer: Path | None = None
    trust: Path | None = None
    who: str = ""


def stamp(case: Path, asked: Asked) -> list[str]:
    """Have the head of a case's log stamped, and keep request and answer in the case.

    Only a hash leaves the machine, and only to the authority that is named. Without one, the request can be written to
    a file, taken to an authority by other means, and its answer be taken in afterwards.

    Args:
        case: The case.
        asked: What is asked.

    Returns:
        Lines to print.

    Raises:
        CaseMissingError: If there is no case.
        InputError: If the answer does not hold; then it is not kept.
        SettingsError: If neither an authority nor files are named, or they do not fit together.
        CaseWriteError: If the case or the request could not be written.
    """
    if asked.answer is not None and (asked.authority or asked.request is None):
        raise SettingsError(
            "an answer is taken in with the request that it answers, and without an authority",
            where="--answer",
            remedy="give --request FILE, the one that was written, and --answer FILE",
        )
    roots = _read(asked.trust).decode("ascii", "replace") if asked.trust is not None else ""
    with room("case").open(case, write=True) as opened:
        entries = list(opened.entries())
        if asked.answer is not None and asked.request is not None:
            request, answer = _read(asked.request), _read(asked.answer)
            entry = _entry_of(entries, request, asked.request)
        else:
            entry = entries[-1]
            request = room("timestamps").request_for(room("timestamps").stamped_entry(entry))
            if not asked.authority:
                return _written(request, entry, asked.request)
            answer = _asked(asked.authority, request)
        told = room("timestamps").check_answer(request, answer, digest=entry.hash, roots=roots)
        now = datetime.now(UTC)
        opened.records().add(
            [
                room("stamp")(
                    id=secrets.token_hex(10),
                    subject="",
                    by=asked.who,
                    at=now.isoformat(timespec="seconds"),
                    n=entry.n,
                    head=entry.hash,
                    authority=asked.authority,
                    request=base64.b64encode(request).decode("ascii"),
                    answer=base64.b64encode(answer).decode("ascii"),
                    roots=roots,
                )
            ]
        )
    lines = _lines(entry.n, entry.hash, told)
    if asked.authority:
        apart = (now - datetime.fromisoformat(told.at)).total_seconds()
        lines.append(f"  the clock of this machine is {abs(apart):.0f} s {'ahead of' if apart >= 0 else 'behind'} it")
    return [*lines, "  request and answer are kept in the case; `verify` checks them against the log"]


def check(case: Path) -> list[str]:
    """Return what the time-stamps of a case prove, one by one.

    Args:
        case: The case.

    Raises:
        CaseMissingError: If there is no case.
        CaseError: If a time-stamp does not hold.
    """
    lines: list[str] = []
    with room("case").open(case) as opened, room("sealing").reading(case) as connection:
        for one in opened.records().of("Stamp"):
            try:
                lines += _lines(one.n, one.head, room("timestamps").check_stamp(connection, one))
            except CrossbearingError as error:
                raise CaseError(
                    f"the time-stamp of log entry {one.n}: {error.what}", str(case), error.remedy
                ) from error
    return lines or [f"{case}: no time-stamp; `crossbearing stamp` has the log stamped"]


def _lines(n: int, head: str, told: Any) -> list[str]:
    trust = "which leads to a root certificate that was given" if told.trusted else (
        "whose certificate came with the answer; no root certificate was given to trust (--trust)"
    )  # fmt: skip
    return [
        f"Log entry {n}, and all before it, were there at {told.at} (UTC)",
        f"  hash {head}",
        f"  signed by {told.authority}, {trust}",
    ]


def _written(request: bytes, entry: Any, path: Path | None) -> list[str]:
    if path is None:
        raise SettingsError(
            "no authority is named, and nothing is sent anywhere unasked",
            where="--authority",
            remedy="give --authority URL, or --request FILE to take the request to one yourself",
        )
    try:
        with path.open("xb") as file:
            file.write(request)
    except FileExistsError as error:
        raise SettingsError("something stands there", where=str(path), remedy="choose another name") from error
    except OSError as error:
        raise CaseWriteError(
            f"the request could not be written ({error.strerror})", str(path), "choose another place"
        ) from error
    return [
        f"Wrote {path}: a request to stamp log entry {entry.n}",
        f"  hash {entry.hash}",
        "  nothing was sent. Take it to an authority, for example with",
        f"  curl -H 'Content-Type: application/timestamp-query' --data-binary @{path.name} URL -o answer.tsr",
        f"  and then: crossbearing stamp CASE --request {path.name} --answer answer.tsr",
    ]


def _entry_of(entries: list[Any], request: bytes, path: Path) -> Any:
    """Return the entry that a request is for."""
    for entry in reversed(entries):
        if bytes.fromhex(entry.hash) in request:
            return entry
    raise InputError("is no request for an entry of this case's log", str(path), "give the file that was written")


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", str(path), "check the path") from error
    if not data or len(data) > _LARGEST:
        raise InputError(f"is empty or larger than {_LARGEST:,} bytes", str(path), "give the file that was fetched")
    return data


class _Staying(HTTPRedirectHandler):
    """Follows no redirection: the user named one address, and a hash goes nowhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Return no other request, so that the answer stands as the error that it is."""
        return


def _asked(authority: str, request: bytes) -> bytes:
    parts = urlsplit(authority)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise SettingsError(
            "is no address of a time-stamp authority", where=authority, remedy="give one that begins with https://"
        )
    query = Request(  # noqa: S310 - the scheme was checked
        authority, data=request, headers={"Content-Type": "application/timestamp-query"}, method="POST"
    )
    try:
        with build_opener(_Staying()).open(query, timeout=_SECONDS) as given:
            answer: bytes = given.read(_LARGEST + 1)
    except (OSError, HTTPException, ValueError) as error:
        raise InputError(
            f"the authority did not answer ({error})", authority, "try again later, or use --request and --answer"
        ) from error
    return answer
