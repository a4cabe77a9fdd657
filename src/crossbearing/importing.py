"""Taking in what others hand over: a sealed bag becomes the same case again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import crossbearing
from crossbearing.bags import LIMITS, Bag, Limits, check_bag, is_bag, json_lines, json_object, unpack_bag
from crossbearing.model.errors import CaseExistsError, CaseTooNewError, CaseWriteError, InputError
from crossbearing.rooms import room

__all__ = ["import_bag", "is_bag"]

_KNOWN_VERSION = 1
_START = "0" * 64


def import_bag(bag: Path, case: Path, *, limits: Limits = LIMITS) -> list[str]:
    """Make the case again that a bag holds.

    Args:
        bag: Folder or zip file of the bag.
        case: Folder of the case to make, or its address on a server.
        limits: How much of a bag is borne with.

    Returns:
        Lines to print.

    Raises:
        InputError: If the bag is damaged, was altered or is no bag of ours; it names the file.
        CaseExistsError: If something stands at `case`.
        CaseTooNewError: If a newer version of the program made it.
        CaseError: If what it holds is no whole case.
        CaseWriteError: If the case cannot be written.
    """
    on_server = room("on_server")(case)
    if not on_server and (case.is_symlink() or case.exists()):
        raise CaseExistsError("something stands there already", str(case), "name another --case")
    with tempfile.TemporaryDirectory(prefix="crossbearing-") as folder:
        root = bag if bag.is_dir() else unpack_bag(bag, Path(folder), limits=limits)
        checked = check_bag(root, limits=limits)
        about = _about(checked)
        if not on_server:
            _refuse_no_room(checked, case)
        _check_texts(checked, limits)
        told = {"bag": checked.digest, "version": crossbearing.__version__, **_head(about)}
        if about.get("part_of") is not None:
            _check_earlier_log(checked, about, limits)
        room("sealing").restore(
            case,
            format_=about["case"]["format"],
            rows=lambda table: _rows(checked, table, limits),
            originals=lambda sha256: root / "data" / "originals" / sha256[:2] / sha256,
            told=told,
            head=(told["n"], told["sha256"]),
        )
    return [
        f"Wrote {case}",
        f"  the case as it was handed over: log entry {told['n']}, {told['sha256']}",
        "  every file, every hash and the log's chain were checked; `crossbearing verify` does so again",
    ]


def _about(bag: Bag) -> dict[str, Any]:
    """Return what the bag says of itself, checked."""
    about = json_object(bag.path("case.json").read_bytes(), "data/case.json")
    if about.get("generator") != "crossbearing":
        raise InputError("is not a bag that this program made", "data/case.json", "it cannot be taken in as a case")
    version, case = about.get("bag_version"), about.get("case")
    if not isinstance(version, int) or version > _KNOWN_VERSION:
        raise CaseTooNewError(
            f"the bag has layout {version!r}, and this version of the program knows layouts up to {_KNOWN_VERSION}",
            "data/case.json",
            "use the newer version of crossbearing that made it",
        )
    head = case.get("log_head") if isinstance(case, dict) else None
    if not isinstance(case, dict) or type(case.get("format")) is not int or not isinstance(head, dict):
        raise _unfit("data/case.json")
    if type(head.get("n")) is not int or not isinstance(head.get("sha256"), str):
        raise _unfit("data/case.json")
    return about


def _head(about: Mapping[str, Any]) -> dict[str, Any]:
    head = about["case"]["log_head"]
    return {"n": head["n"], "sha256": head["sha256"]}


def _rows(bag: Bag, table: str, limits: Limits) -> Iterable[dict[str, Any]]:
    name = f"records/{table}.jsonl"
    # A table that came with a later format is not there in a bag of an older one, and is empty.
    return json_lines(bag.path(name), limits=limits) if f"data/{name}" in bag.files else ()


def _refuse_no_room(bag: Bag, case: Path) -> None:
    parent = next(path for path in case.resolve().parents if path.exists())
    needed = 2 * sum((bag.root / name).stat().st_size for name in bag.files)
    if shutil.disk_usage(parent).free < needed:
        raise CaseWriteError(f"needs {needed:,} bytes, and there are fewer", str(parent), "free some space")


def _check_texts(bag: Bag, limits: Limits) -> None:
    """Refuse a bag whose readable texts differ from those that the case keeps: people and program read the same."""
    shown = {name for name in bag.files if name.startswith("data/texts/")}
    for row in _rows(bag, "texts", limits):
        body = row.get("body")
        if not row.get("current") or not isinstance(body, dict):
            continue
        name = f"texts/{row.get('document')}.txt"
        content = str(body.get("content", "")).encode("utf-8", "surrogatepass")
        if f"data/{name}" not in shown or bag.path(name).read_bytes() != content:
            raise _unfit(f"data/{name}")


def _check_earlier_log(bag: Bag, about: Mapping[str, Any], limits: Limits) -> None:
    """Check the log of the case that a part was taken from: its chain, and that it ends where the part says."""
    name = "earlier-log.jsonl"
    prev = _START
    for expected, row in enumerate(json_lines(bag.path(name), limits=limits), start=1):
        detail = row.get("detail")
        if isinstance(detail, dict):
            detail = room("log").detail_text(detail)
        named = {"n": row.get("n"), "utc": row.get("utc"), "action": row.get("action"), "prev": row.get("prev")}
        hashed = room("log").chain_hash(detail=detail, **named)
        if row.get("n") != expected or row.get("prev") != prev or row.get("hash") != hashed:
            raise InputError("the chain of this log is broken", f"data/{name}, line {expected}", "ask for it again")
        prev = str(row["hash"])
    part = about["part_of"]
    if not isinstance(part, dict) or part.get("sha256") != prev:
        raise InputError("does not end where the part says", f"data/{name}", "ask for the bag again")


def _unfit(where: str) -> InputError:
    return InputError("is not what this program writes there", where, "the bag is not taken in: ask for it again")
