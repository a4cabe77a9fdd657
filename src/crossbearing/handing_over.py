"""Handing a case over, sealed: complete and unredacted, as a BagIt bag, whole or one incident of it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import crossbearing
from crossbearing.model.errors import CaseError, SettingsError
from crossbearing.rooms import room

__all__ = ["FORMAT", "Handed", "hand_over"]

FORMAT = "bag"
"""What `--format` calls a sealed hand-over."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What the user asks of a hand-over.

    Args:
        incident: Id or alias of the one incident to hand over, or empty for the whole case.
        who: Who makes it, as they wish to be named in it.
        with_confidential: Hand over documents, too, that are confidential, under embargo or without consent.
        force: Replace an earlier export that stands there.
    """

    incident: str = ""
    who: str = ""
    with_confidential: bool = False
    force: bool = False


def hand_over(case: Path, output: Path, asked: Handed) -> list[str]:
    """Write a sealed hand-over and record it in the case's log.

    Args:
        case: Folder of the case.
        output: Folder to write.
        asked: What else is asked.

    Returns:
        Lines to print.

    Raises:
        CaseMissingError: If there is no case.
        CaseError: If the case is not whole, the incident is not in it, or something in it must not leave.
        SettingsError: If something stands at `output`.
        CaseWriteError: If the bag or the case's log could not be written.
    """
    if output.resolve().is_relative_to(case.resolve()):
        raise SettingsError(
            "an export inside the case would spoil its integrity", where=str(output), remedy="choose another folder"
        )
    now = datetime.now(UTC)
    settings = room("exports").Settings(
        who=asked.who, at=now.isoformat(timespec="seconds"), version=crossbearing.__version__
    )
    with room("case").open(case, write=True) as opened, tempfile.TemporaryDirectory(prefix="crossbearing-") as folder:
        if not asked.with_confidential:
            _refuse_held_back(opened, case, now.date().isoformat())
        with room("sealing").sealed(case) as whole:
            given: dict[str, Any] = {
                "settings": settings, "tables": room("sealing").table_names(), "force": asked.force
            }  # fmt: skip
            if not asked.incident:
                made = room("bags_out").draft_bag(opened, whole, output, **given)
            else:
                part = Path(folder) / "part.case"
                taken = room("part")(opened, whole, opened.incident(asked.incident), path=part)
                with room("case").open(part) as reader, room("sealing").sealed(part) as state:
                    made = room("bags_out").draft_bag(
                        reader, state, output, part_of=taken, earlier_log=whole.rows("log"), **given
                    )
        try:
            # Logged first: a hand-over that stands anywhere is in the log, whatever happens next.
            opened.log("export", {**made.logged, "with_confidential": asked.with_confidential})
            made.draft.place()
        finally:
            made.draft.discard()
    counts = made.manifest["counts"]
    return [
        f"Wrote {output}",
        f"  {counts['originals']:,} originals, {counts['claims']:,} claims, {counts['log']:,} entries of the log",
        "  SEALED: COMPLETE AND UNREDACTED. Whole documents and all names are in it; hand it only to those who may "
        "know them.",
        f"  Number of its last entry, and hash: {made.manifest['case']['log_head']['n']} "
        f"{made.manifest['case']['log_head']['sha256']}",
    ]


def _refuse_held_back(case: Any, path: Path, today: str) -> None:
    held = {record.subject for record in case.records().of("Care") if record.held_back(today)}
    speakers = sum(1 for record in case.records().of("SourceCare") if record.held_back)
    if held or speakers:
        raise CaseError(
            f"{len(held)} documents and {speakers} speakers are confidential, under embargo or without consent, and a "
            "sealed hand-over holds all of them",
            where=str(path),
            remedy="if whoever gets it may know them, add --with-confidential; the log will say so",
        )
