"""The sealed hand-over: a whole case, complete and unredacted, as a BagIt bag.

BagIt (RFC 8493) is how archives hand files on: the files below `data/`, and beside them manifests with the hash of
each. This one carries the originals, the working texts, all records as they are stored, the chained log, how each claim
came about (PROV-JSON) and an inventory for people. `crossbearing import` makes the same case of it again.

The bag is written here and not by the Library of Congress's module, which moves the files of the folder that it is
given about and changes the working directory of the whole process meanwhile; the tests check each bag by that module.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from crossbearing.model.protocols import CaseReader
from crossbearing.show.export.inventory import write_inventory
from crossbearing.show.export.provenance import provenance
from crossbearing.show.export.settings import Settings
from crossbearing.show.export.writing import GENERATOR, MANIFEST, Draft, Made, json_text

__all__ = ["ALGORITHMS", "BAG_VERSION", "CASE_FILE", "Whole", "draft_bag"]

ALGORITHMS = ("sha256", "sha512")
"""The hashes that each bag states of each file; RFC 8493, 2.4, asks for SHA-512 and allows more."""

BAG_VERSION = 1
"""Version of the layout of `data/`; a reader refuses one that it does not know."""

CASE_FILE = "case.json"
"""File of the payload that says what the bag holds."""

_CHUNK = 1 << 20
_LOG = "log"
_WARNING = (
    "SEALED HAND-OVER: COMPLETE AND UNREDACTED. It holds whole documents and the names of witnesses, victims and "
    "private persons. Hand it on only to those who may know them, over a channel that nobody else can read."
)


class Whole(Protocol):
    """One state of a case, whole: `store.sealing.Sealed`."""

    @property
    def format(self) -> int:
        """Number of the format of the case."""

    @property
    def head(self) -> tuple[int, str]:
        """Number and hash of the last entry of its log."""

    @property
    def case(self) -> str:
        """Random id of the case."""

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table."""

    def originals(self) -> Iterator[str]:
        """Yield the SHA-256 of each original."""

    def copy_original(self, sha256: str, target: Path) -> None:
        """Write the bytes of an original to a file."""


def draft_bag(
    reader: CaseReader,
    whole: Whole,
    path: Path,
    *,
    settings: Settings,
    tables: Sequence[str],
    part_of: Mapping[str, Any] | None = None,
    earlier_log: Iterable[Mapping[str, Any]] = (),
    force: bool = False,
) -> Made:
    """Write a bag beside its place.

    Args:
        reader: The case.
        whole: The same case, as it is stored.
        path: Where the bag is to stand, a folder.
        settings: Who makes it and when; what it says of names and levels is not heeded.
        tables: Names of the tables of a case.
        part_of: For one incident of a larger case: `incident`, and `case`, `n` and `sha256`, the id of the case it is
            taken from and number and hash of the last entry of its log.
        earlier_log: The log of that case.
        force: Replace an earlier export that stands there.

    Raises:
        SettingsError: If something stands there.
        CaseWriteError: If it cannot be written.
    """
    draft = Draft(path, folder=True, force=force)
    try:
        with draft.failures_named():
            data = draft.path / "data"
            counts = _payload(reader, whole, data, tables, version=settings.version)
            if part_of is not None:
                counts["earlier_log_entries"] = _lines(data / "earlier-log.jsonl", earlier_log)
            about = _about(reader, whole, settings, counts, part_of=part_of)
            (data / CASE_FILE).write_text(json_text(about), encoding="utf-8", newline="\n")
            write_inventory(data / "inventory.html", reader, list(whole.rows(_LOG)), about, warning=_WARNING)
            (draft.path / "README.txt").write_text(_readme(about), encoding="utf-8", newline="\n")
        manifest = draft.finish(_manifest(about))
        with draft.failures_named():
            _seal(draft.path, about, settings)
    except BaseException:
        draft.discard()
        raise
    return Made(draft, manifest, _logged(about, draft.path))


def _payload(reader: CaseReader, whole: Whole, data: Path, tables: Sequence[str], *, version: str) -> dict[str, int]:
    for name in ("originals", "texts", "records"):
        (data / name).mkdir(parents=True)
    counts = {"originals": 0, "texts": 0}
    for sha256 in whole.originals():
        folder = data / "originals" / sha256[:2]
        folder.mkdir(exist_ok=True)
        whole.copy_original(sha256, folder / sha256)
        counts["originals"] += 1
    for text in reader.texts():
        (data / "texts" / f"{text.document}.txt").write_bytes(text.content.encode("utf-8", "surrogatepass"))
        counts["texts"] += 1
    for name in tables:
        counts[name] = _lines(data / "records" / f"{name}.jsonl", whole.rows(name))
    (data / "prov.json").write_text(json_text(provenance(reader, version=version)), encoding="utf-8", newline="\n")
    return counts


def _lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    number = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for number, row in enumerate(rows, start=1):  # noqa: B007 - counted
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
    return number


def _about(
    reader: CaseReader,
    whole: Whole,
    settings: Settings,
    counts: Mapping[str, int],
    *,
    part_of: Mapping[str, Any] | None,
) -> dict[str, Any]:
    meta = reader.meta()
    return {
        "generator": GENERATOR,
        "version": settings.version,
        "bag_version": BAG_VERSION,
        "sealed": "complete and unredacted",
        "warning": _WARNING,
        "made_at": settings.at,
        "made_by": settings.who,
        "case": {
            "name": meta.get("name", ""),
            "created": meta.get("created", ""),
            "version": meta.get("version", ""),
            "id": whole.case,
            "format": whole.format,
            "log_head": {"n": whole.head[0], "sha256": whole.head[1]},
        },
        "part_of": dict(part_of) if part_of is not None else None,
        "counts": dict(counts),
    }


def _manifest(about: Mapping[str, Any]) -> dict[str, Any]:
    part = about["part_of"]
    return {
        "generator": GENERATOR,
        "version": about["version"],
        "format": "bag",
        "made_at": about["made_at"],
        "made_by": about["made_by"],
        "case": about["case"],
        "filters": {"incident": part["incident"] if part else None},
        "redaction": {"names": "kept: sealed, complete and unredacted", "hidden": {}},
        "counts": about["counts"],
    }


def _readme(about: Mapping[str, Any]) -> str:
    part = about["part_of"]
    what = f"One incident ({part['incident']}) of a case, with the documents it rests on." if part else "A whole case."
    return f"""\
{_WARNING}

{what} Made by crossbearing {about["version"]} at {about["made_at"]}, {about["made_by"] or "by whom is not stated"}.

To read it:   open data/inventory.html in any browser; it needs no network.
To check it:  sha512sum -c manifest-sha512.txt && sha512sum -c tagmanifest-sha512.txt
              or any program for BagIt bags (RFC 8493), such as: bagit.py --validate FOLDER
To use it:    crossbearing import FOLDER --case NEW.case

data/originals/        the originals, unaltered, each named by the SHA-256 of its bytes
data/texts/            the working text that was read out of each document, named by the document's id
data/records/          everything stored of the case, one file a table, one record a line
data/records/log.jsonl the chained log; each entry's hash is the SHA-256 over the JSON list [n, utc, action, detail,
                       prev], detail as JSON text with sorted keys, without blanks, in ASCII
data/prov.json         how each claim came about (W3C PROV, PROV-JSON)
data/case.json         what this bag holds
"""


def _seal(root: Path, about: Mapping[str, Any], settings: Settings) -> None:
    """Write the declaration, the bag's own data and the manifests (RFC 8493, 2.1 and 2.2)."""
    payload = [path for path in sorted((root / "data").rglob("*")) if path.is_file()]
    (root / "bagit.txt").write_bytes(b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    size = sum(path.stat().st_size for path in payload)
    case = about["case"]
    info = {
        "Source-Organization": settings.who,
        "External-Description": _WARNING,
        "Bagging-Date": settings.at[:10],
        "External-Identifier": f"{case['id']}:{case['log_head']['n']}",
        "Internal-Sender-Description": f"Case {case['name']}, log head {case['log_head']['sha256']}",
        "Payload-Oxum": f"{size}.{len(payload)}",
        "Bag-Software-Agent": f"{GENERATOR} {settings.version}",
    }
    told = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in info.items() if value.strip())
    (root / "bag-info.txt").write_text(told, encoding="utf-8", newline="\n")
    _write_manifests(root, payload, "manifest")
    tags = [path for path in sorted(root.iterdir()) if path.is_file()]
    _write_manifests(root, tags, "tagmanifest")


def _write_manifests(root: Path, files: Sequence[Path], name: str) -> None:
    hashes = {path: _hashes(path) for path in files}
    for algorithm in ALGORITHMS:
        lines = [f"{hashes[path][algorithm]}  {path.relative_to(root).as_posix()}\n" for path in files]
        (root / f"{name}-{algorithm}.txt").write_text("".join(lines), encoding="utf-8", newline="\n")


def _hashes(path: Path) -> dict[str, str]:
    hashers = {name: hashlib.new(name) for name in ALGORITHMS}
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            for hasher in hashers.values():
                hasher.update(chunk)
    return {name: hasher.hexdigest() for name, hasher in hashers.items()}


def _logged(about: Mapping[str, Any], root: Path) -> dict[str, Any]:
    manifest = (root / "tagmanifest-sha512.txt").read_bytes()
    part = about["part_of"]
    return {
        "format": "bag",
        "incident": part["incident"] if part else "",
        "unredacted": True,
        "counts": {name: about["counts"][name] for name in ("originals", "documents", "claims", "incidents", "log")},
        "files": sum(1 for path in root.rglob("*") if path.is_file()),
        "content": hashlib.sha256(manifest).hexdigest(),
        "manifest": MANIFEST,
    }
