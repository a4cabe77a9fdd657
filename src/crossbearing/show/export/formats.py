"""All formats by name, and making one: the case cleaned, written into a draft, described in a manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from crossbearing.model.errors import SettingsError
from crossbearing.model.protocols import CaseReader
from crossbearing.show.dossier.privacy import WITHHELD
from crossbearing.show.export.acled import write_acled
from crossbearing.show.export.airwars import write_airwars
from crossbearing.show.export.database import write_sqlite
from crossbearing.show.export.documents import write_docx, write_markdown
from crossbearing.show.export.ftm import write_ftm
from crossbearing.show.export.ged import write_ged
from crossbearing.show.export.geo import write_geojson
from crossbearing.show.export.linked import write_jsonld
from crossbearing.show.export.provenance import write_prov
from crossbearing.show.export.settings import Codes, Country, Kind, Settings
from crossbearing.show.export.shared import SharedCase, share
from crossbearing.show.export.tables import write_csv, write_json, write_parquet
from crossbearing.show.export.writing import GENERATOR, Draft, Made
from crossbearing.show.outward import Outward
from crossbearing.show.shapes import SHAPES_VERSION

__all__ = ["FORMATS", "Codes", "Country", "Format", "Kind", "Made", "Settings", "draft_export"]

Writer = Callable[[SharedCase, Path, Codes], dict[str, int]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of exports.

    Args:
        name: As given to `--format`.
        text: What it is, in a few words.
        folder: Whether it is a folder of files, as against one file.
        write: Writes a cleaned case to a path, and returns how many of what it wrote.
    """

    name: str
    text: str
    folder: bool
    write: Writer


FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("csv", "a folder of tables", True, write_csv),
        Format("json", "a folder of lists", True, write_json),
        Format("parquet", "a folder of Parquet files", True, write_parquet),
        Format("acled", "events in ACLED's columns, and notes", True, write_acled),
        Format("ged", "events in the columns of UCDP GED, and notes", True, write_ged),
        Format("airwars", "incident records in Airwars' fields", False, write_airwars),
        Format("geojson", "incidents and claims with places, as areas (RFC 7946)", False, write_geojson),
        Format("ftm", "FollowTheMoney entities, one a line", False, write_ftm),
        Format("jsonld", "claims as schema.org Claim", False, write_jsonld),
        Format("prov", "how each claim came about, as PROV-JSON", False, write_prov),
        Format("sqlite", "a database for Datasette", True, write_sqlite),
        Format("markdown", "the dossier with footnotes", False, write_markdown),
        Format("docx", "the dossier with footnotes, for Word", False, write_docx),
    )
}
"""All formats by name."""


def draft_export(
    reader: CaseReader, name: str, path: Path, *, settings: Settings, codes: Codes, force: bool = False
) -> Made:
    """Write an export beside its place.

    Args:
        reader: The case.
        name: A key of `FORMATS`.
        path: Where it is to stand.
        settings: What is asked.
        codes: Tables of codes.
        force: Replace an earlier export that stands there.

    Raises:
        SettingsError: If there is no such format, a library is missing, or something stands there.
        CaseError: If there is no such incident, or nothing to export.
        CaseWriteError: If it cannot be written.
    """
    if name not in FORMATS:
        near = get_close_matches(name, FORMATS, n=1)
        remedy = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(FORMATS)}, or bag"
        raise SettingsError(f"there is no format {name!r}", where="--format", remedy=remedy)
    chosen = FORMATS[name]
    shared = share(reader, settings, codes)
    draft = Draft(path, folder=chosen.folder, force=force)
    try:
        with draft.failures_named():
            counts = chosen.write(shared, draft.path, codes)
            names = [name for name in shared.cleaner.mask.hidden_names() if name != settings.who]
            draft.refuse_leaks(names, shared.out.traces())
        manifest = draft.finish(_manifest(shared, chosen, counts))
    except BaseException:
        draft.discard()
        raise
    return Made(draft, manifest, _logged(shared, manifest))


def _manifest(case: SharedCase, chosen: Format, counts: Mapping[str, int]) -> dict[str, Any]:
    settings, meta, mask = case.settings, case.meta(), case.cleaner.mask
    return {
        "generator": GENERATOR,
        "version": settings.version,
        "format": chosen.name,
        "shapes_version": SHAPES_VERSION,
        "made_at": settings.at,
        "made_by": settings.who,
        "case": {"name": meta.get("name", ""), "created": meta.get("created", ""), "version": meta.get("version", "")},
        "filters": {"incident": next(case.incidents()).id if settings.incident else None},
        "redaction": {
            "names": "kept, victims apart" if settings.with_names else "hidden",
            "hidden": mask.counts(),
            "rules": _rules(settings),
            "places_coarsened_to": settings.coarsen or None,
            "times_coarsened_to": settings.grain or None,
            "words_left_out": settings.words_left_out,
            "held_back": _held_back(case.out),
            "ledger": _ledger(case),
            "places_at_risk": len(case.out.risk.levels),
            "left_out_always": ["whole texts", "originals", "names of victims"],
        },
        "counts": dict(counts),
        "counting_rules": {key: value for key, value in meta.items() if key.startswith("counting.")},
    }


def _ledger(case: SharedCase) -> str:
    records = getattr(case.out.whole, "records", None)
    if records is None or next(records().of("SealedVictim"), None) is None:
        return "none kept"
    return "searched for" if case.settings.ledger_searched else "not searched for"


def _held_back(out: Outward) -> dict[str, int]:
    """Return how many documents and speakers are held back, and of how many documents the figures are told."""
    held = out.held
    return {
        "documents": len(held.documents),
        "documents_with_figures": sum(held.documents.values()),
        "speakers": len(held.speakers | {name for _, name in held.speakers_in}),
        "names_hidden_by_decision": len(out.hidden),
        "names_kept_by_decision": len(out.kept),
    }


def _rules(settings: Settings) -> list[str]:
    told = [f"names of victims, in lists and in sentences on persons harmed, read {WITHHELD}"]
    if not settings.with_names:
        told += [
            "private persons and witnesses, accounts and those who signed judgements have the same number throughout",
            "public officials in office, bodies and places keep their names",
            "addresses that name a hidden person or an account, e-mail addresses and telephone numbers are left out",
        ]
    told += [
        "documents and speakers that are held back are counted; incidents are weighed without them",
        "places where people may be at risk are areas of a fixed grid until they may be told",
    ]
    if settings.coarsen:
        told.append("places are areas of a fixed grid, and names of finer places are withheld")
    if settings.words_left_out:
        told.append("quotes, titles, file names, addresses and answers in free words are left out")
    return told


def _logged(case: SharedCase, manifest: Mapping[str, Any]) -> dict[str, Any]:
    settings = case.settings
    told = json.dumps({name: value for name, value in manifest.items() if name == "files"}, sort_keys=True)
    return {
        "format": manifest["format"],
        "incident": manifest["filters"]["incident"] or "",
        "with_names": settings.with_names,
        "coarsen": settings.coarsen,
        "grain": settings.grain,
        "counts": manifest["counts"],
        "held_back": manifest["redaction"]["held_back"],
        "places_at_risk": manifest["redaction"]["places_at_risk"],
        "files": len(manifest["files"]),
        "content": hashlib.sha256(told.encode()).hexdigest(),
    }
