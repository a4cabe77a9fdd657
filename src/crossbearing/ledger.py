"""The restricted ledger of victims of a case: sealed at rest, opened by whoever holds its key, each opening logged.

Entries are encrypted with Fernet (AES-128-CBC with HMAC-SHA256, https://github.com/fernet/spec) of the library
`cryptography`, with a key that lies in a file outside the case. Without the key a case tells how many entries there
are, about which incidents and from which documents, and nothing else.
"""

from __future__ import annotations

import csv
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossbearing.codec.json import decode, encode
from crossbearing.model.errors import InputError, SettingsError
from crossbearing.model.values import Count, Group
from crossbearing.model.victims import Fate, SealedVictim, Victim
from crossbearing.rooms import room

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

__all__ = ["Ledger", "duplicates", "from_csv", "make_key", "names_in", "opened", "totals"]

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "names": ("name", "names", "full name", "full_name", "other names", "other_names", "aliases", "name_original"),
    "kin": ("kin", "family", "relatives", "kinship"),
    "age": ("age", "age_at_incident"),
    "fate": ("fate", "status", "what happened"),
    "as_of": ("as_of", "as of", "date", "fate_date"),
    "claim": ("claim", "claim_id"),
    "document": ("document", "documents", "document_id", "source_document"),
    "incident": ("incident", "incident_id"),
}
"""Headers of a CSV file, in small letters, by the field that they fill."""

_SEVERAL = ("|", ";")
_MOST_BYTES = 20_000_000
_CLOSE = 0.75
_COUNTED = {"killed": "killed", "wounded": "wounded", "missing": "missing", "captured": "captured",
            "detained": "captured"}  # fmt: skip


def make_key(path: Path, case: Path) -> list[str]:
    """Make a key for a ledger in a new file that only its owner may read.

    Args:
        path: The file.
        case: The case, which the key may not lie in.

    Raises:
        SettingsError: If something stands there, or it lies in the case.
    """
    if path.resolve().is_relative_to(case.resolve()):
        raise SettingsError("a key inside the case would go where the case goes", str(path), "choose another folder")
    from cryptography.fernet import Fernet

    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise SettingsError(f"the key cannot be written ({error.strerror})", str(path), "name a new file") from error
    with os.fdopen(handle, "wb") as file:
        file.write(Fernet.generate_key() + b"\n")
    return [
        f"Wrote {path}. Whoever has it can read the ledger; without it nobody can. Keep a copy apart from the case."
    ]


class Ledger:
    """The ledger of an open case.

    Args:
        case: The case.
        fernet: Made of the key.
    """

    def __init__(self, case: Any, fernet: Fernet) -> None:
        self._case = case
        self._fernet = fernet

    def entries(self, incident: str = "") -> list[tuple[SealedVictim, Victim]]:
        """Return the entries, of one incident or of all, each as it rests and as it reads; the log tells how many.

        Raises:
            SettingsError: If the key is that of another ledger, or an entry was altered.
            CaseError: If there is no such incident.
        """
        from cryptography.fernet import InvalidToken

        own = self._case.incident(incident).id if incident else None
        found: list[tuple[SealedVictim, Victim]] = []
        for sealed in self._case.records().of("SealedVictim", subject=own):
            try:
                found.append((sealed, decode(self._fernet.decrypt(sealed.sealed.encode()))))
            except InvalidToken as error:
                raise SettingsError(
                    "the key does not open this ledger", where="--key", remedy="name the key it was made with"
                ) from error
        if found:
            self._case.log("ledger_read", {"entries": len(found), "incident": own or ""})
        return found

    def add(self, victims: Iterable[tuple[str, Sequence[str], Victim]], *, by: str) -> int:
        """Seal entries and store them; one whose id is known takes the place of what stood under it.

        Args:
            victims: Incident id, ids of the documents it was taken from, and the entry.
            by: Who enters it.

        Returns:
            How many there were.

        Raises:
            CaseError: If there is no such incident or document.
        """
        known = {document.id for document in self._case.documents()}
        at = datetime.now(UTC).isoformat(timespec="seconds")
        records = []
        for incident, documents, victim in victims:
            subject = self._case.incident(incident).id
            missing = [document for document in documents if document not in known]
            if missing:
                raise InputError("no such document", missing[0], "`crossbearing claims CASE --format json` names them")
            sealed = self._fernet.encrypt(encode(victim)).decode()
            records.append(SealedVictim(victim.id, subject, by, at, sealed, tuple(documents)))
        self._case.records().add(records)
        return len(records)

    def decide(self, one: str, other: str, *, same: bool, by: str) -> None:
        """Record that a person judged two entries to be one human being, or two.

        Raises:
            SettingsError: If there is no such entry.
        """
        entries = {victim.id: (sealed, victim) for sealed, victim in self.entries()}
        for key in (one, other):
            if key not in entries:
                raise SettingsError("no such entry", where=key, remedy="`crossbearing victims list` names them")
        changed = []
        for key, counterpart in ((one, other), (other, one)):
            sealed, victim = entries[key]
            joined = tuple(dict.fromkeys((*(i for i in victim.same_as if i != counterpart), *((counterpart,) * same))))
            apart = tuple(
                dict.fromkeys((*(i for i in victim.not_same_as if i != counterpart), *((counterpart,) * (not same))))
            )
            changed.append((sealed.subject, sealed.documents, replace(victim, same_as=joined, not_same_as=apart)))
        self.add(changed, by=by)


@contextmanager
def opened(case: Path, key: Path) -> Iterator[Ledger]:
    """Open the ledger of a case with its key, for as long as the block lasts.

    Raises:
        CaseMissingError: If there is no case.
        SettingsError: If the file holds no key, or the library that seals is not installed.
    """
    fernet = _fernet(key)
    with room("case").open(case, write=True) as writing:
        yield Ledger(writing, fernet)


def _fernet(key: Path) -> Fernet:
    try:
        from cryptography.fernet import Fernet
    except ImportError as error:
        raise SettingsError(
            "the library that seals the ledger is not installed", remedy="pip install 'crossbearing[ledger]'"
        ) from error
    try:
        return Fernet(key.read_bytes().strip())
    except (OSError, ValueError) as error:
        raise SettingsError(
            "this file holds no key of a ledger", str(key), "make one with `crossbearing victims key CASE --key FILE`"
        ) from error


def from_csv(path: Path, incident: str) -> list[tuple[str, tuple[str, ...], Victim]]:
    """Return the entries that a CSV file lists, one a row, each with its incident and documents.

    Rows of the same name are entries of their own: whether they are one person is for a person to say.

    Args:
        path: The file (UTF-8, with a header); several names, relatives or documents in a cell with `|` or `;` between.
        incident: Incident of rows that name none.

    Raises:
        InputError: If it cannot be read, names nobody, or a row names no incident; no name is repeated in the message.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError("too large for a list of names", str(path), "split it")
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError("this file cannot be read as CSV in UTF-8", str(path), "save it as such") from error
    found = []
    for number, row in enumerate(rows, start=2):
        cells = {key: _cells(row, headers) for key, headers in _COLUMNS.items()}
        if not cells["names"]:
            raise InputError("a row without a name", f"{path}, line {number}", "give a column `name`")
        subject = "".join(cells["incident"][:1]) or incident
        if not subject:
            raise InputError("a row of no incident", f"{path}, line {number}", "give --incident or a column `incident`")
        fates = tuple(
            Fate(fate.casefold(), "".join(cells["as_of"][:1]), "".join(cells["claim"][:1])) for fate in cells["fate"]
        )
        victim = Victim(secrets.token_hex(8), cells["names"], cells["kin"], "".join(cells["age"][:1]), fates)
        found.append((subject, cells["document"], victim))
    if not found:
        raise InputError("this file lists nobody", str(path), "give a header and a row for each person")
    return found


def _cells(row: Mapping[str | None, Any], headers: Sequence[str]) -> tuple[str, ...]:
    """Return what the columns of one field hold, several to a cell taken apart."""
    found: dict[str, None] = {}
    for header, cell in row.items():
        if header is not None and isinstance(cell, str) and header.strip().casefold() in headers:
            parts = [cell]
            for mark in _SEVERAL:
                parts = [piece for part in parts for piece in part.split(mark)]
            found.update(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))
    return tuple(found)


def duplicates(entries: Sequence[tuple[SealedVictim, Victim]]) -> list[tuple[Victim, Victim, str]]:
    """Return pairs of entries of one incident that may be one person, likeliest first, each with why.

    Pairs that a person has decided on are left out, and so are pairs whose ages, both in figures, lie more than two
    years apart.
    """
    alike: Callable[[Sequence[str], Sequence[str]], Any] = room("names_alike")
    found = []
    for (sealed, one), (other_sealed, other) in combinations(entries, 2):
        decided = other.id in (*one.same_as, *one.not_same_as)
        if sealed.subject != other_sealed.subject or decided or _ages_apart(one.age, other.age):
            continue
        likeness = alike(one.names, other.names)
        if likeness is not None and likeness.score >= _CLOSE:
            found.append((likeness.score, one, other, likeness.reason))
    found.sort(key=lambda pair: -pair[0])
    return [(one, other, reason) for _, one, other, reason in found]


def _ages_apart(one: str, other: str) -> bool:
    return one.isdecimal() and other.isdecimal() and abs(int(one) - int(other)) > 2


def totals(case: Path, entries: Sequence[tuple[SealedVictim, Victim]]) -> list[str]:
    """Return, for each incident and fate, how many names are known against what the accounts count.

    Entries that a person judged to be one human being count once; what the accounts count is the range over all
    positions of the whole incident that stand.

    Args:
        case: Folder of the case.
        entries: The ledger.
    """
    lines = []
    with room("case").open(case) as reader:
        for incident in dict.fromkeys(sealed.subject for sealed, _ in entries):
            of = [victim for sealed, victim in entries if sealed.subject == incident]
            known = {victim.id for victim in of}
            counted = [victim for victim in of if not any(key < victim.id for key in victim.same_as if key in known)]
            lines.append(f"{incident}: {len(counted)} persons in the ledger, {len(of)} entries")
            claimed = _claimed(reader.findings(incident))
            for slot in dict.fromkeys(_COUNTED.values()):
                fates = {fate for fate, of_slot in _COUNTED.items() if of_slot == slot}
                names = sum(any(fate.fate in fates for fate in victim.fates) for victim in counted)
                if names or slot in claimed:
                    lines.append(f"  {slot}: {names} named; {_against(names, claimed.get(slot))}")
    return lines or ["The ledger has no entries."]


def _claimed(findings: Iterable[Any]) -> dict[str, tuple[int, int | None]]:
    """Return the lowest and the highest number that the accounts give on each question, the highest None if open."""
    ranges: dict[str, tuple[int, int | None]] = {}
    for finding in findings:
        if finding.slot not in _COUNTED.values() or finding.scope != "whole":
            continue
        for position in finding.positions:
            value = position.value.count if isinstance(position.value, Group) else position.value
            if position.superseded or not isinstance(value, Count) or value.low is None:
                continue
            low, high = ranges.get(finding.slot, (value.low, value.low))
            top = None if high is None or value.high is None else max(high, value.high)
            ranges[finding.slot] = (min(low, value.low), top)
    return ranges


def _against(names: int, claimed: tuple[int, int | None] | None) -> str:
    if claimed is None:
        return "no account gives a number"
    low, high = claimed
    told = f"accounts give {low}" if low == high else f"accounts give {low} to {'more' if high is None else high}"
    if high is not None and names > high:
        return f"{told}: more names than any account counts, look for duplicates or for a number that is too low"
    if names < low:
        return f"{told}: at least {low - names} without a name"
    return f"{told}: within them"


def names_in(case: Path, key: Path) -> tuple[str, ...]:
    """Return all names in the ledger of a case, so that an export can be searched for them.

    Raises:
        CaseMissingError: If there is no case.
        SettingsError: If the key does not open the ledger.
    """
    with opened(case, key) as ledger:
        return tuple(dict.fromkeys(name for _, victim in ledger.entries() for name in victim.names))
