"""Fetching pages for a case: into a WARC file, told in the case's log, and added like any other file."""

from __future__ import annotations

import hashlib
import ipaddress
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import crossbearing
from crossbearing import assemble
from crossbearing.model.errors import CaseWriteError, InputError, SettingsError

__all__ = ["Fetched", "fetch"]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of fetching.

    Args:
        file: The WARC file.
        outcomes: One an address (`collect.fetch.Outcome`).
    """

    file: Path
    outcomes: tuple[Any, ...]


def fetch(
    urls: Sequence[str],
    output: Path | None,
    *,
    case: Path | None = None,
    wait: float = 2.0,
    contact: str = "",
    networks: Sequence[str] = (),
    tell: Callable[[Any], None] = lambda _outcome: None,
) -> Fetched:
    """Fetch pages into a WARC file.

    Args:
        urls: Addresses.
        output: File to write; without one, a name with the time of fetching in the present folder.
        case: Case whose log is to tell of it, or None.
        wait: Seconds between two requests to one host.
        contact: How who fetches can be reached, sent to servers.
        networks: Ranges of addresses that may be asked though they are not public, such as `10.1.0.0/16`.
        tell: Told of each outcome.

    Raises:
        SettingsError: If a range is none, a library is missing, or something stands at `output`.
        InputError: If nothing could be fetched.
        CaseMissingError: If there is no such case.
        CaseWriteError: If the file or the case's log could not be written.
    """
    rooms = assemble.room("fetch")
    try:
        allowed = tuple(ipaddress.ip_network(one, strict=False) for one in networks)
    except ValueError as error:
        raise SettingsError(str(error), where="--allow-network", remedy="write it as 10.1.0.0/16") from error
    file = output or Path(f"fetched-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.warc.gz")
    if case is not None:
        with assemble.room("case").open(case):  # before anything is asked of anybody
            pass
    outcomes = []
    try:
        pace = rooms.Pace(wait=wait, contact=contact, allowed=allowed)
        for outcome in rooms.fetch_pages(urls, file, pace=pace, version=crossbearing.__version__):
            outcomes.append(outcome)
            tell(outcome)
    except OSError as error:
        raise CaseWriteError(
            f"the file could not be written ({error.strerror or error})", where=str(file), remedy="choose another place"
        ) from error
    if case is not None:
        with assemble.room("case").open(case, write=True) as opened:
            opened.log("fetch", _logged(file, outcomes))
    if not any(outcome.kept for outcome in outcomes):
        first = outcomes[0]
        raise InputError(f"nothing could be fetched: it {first.reason}", where=first.url)
    return Fetched(file, tuple(outcomes))


def _logged(file: Path, outcomes: Sequence[Any]) -> dict[str, Any]:
    """Return what the log says: numbers and the file's hash. Addresses can name people; the file has them."""
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {
        "asked": len(outcomes),
        "kept": sum(outcome.kept for outcome in outcomes),
        "refused": dict(sorted(Counter(outcome.kind for outcome in outcomes if outcome.kind).items())),
        "file": digest,
    }
