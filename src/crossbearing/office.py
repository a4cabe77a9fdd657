"""Putting together what the workbench starts beside reading and judging; see `show.web.office.Office`."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import crossbearing
from crossbearing import assemble, caring, exporting, judging, regrouping
from crossbearing.model.counting import TOPICS
from crossbearing.model.errors import SettingsError

__all__ = ["office_of"]

_FILE = "export"
_Tell = Callable[[str, float], None]

_SEVERAL = 200  # incidents weighed before they are stored


def office_of(case: Any, path: Path) -> Any:
    """Return what the workbench starts.

    Args:
        case: The case, open for writing.
        path: Its folder.
    """
    web, exports, weigh = assemble.room("web_office"), assemble.room("exports"), assemble.room("weigh")()
    settings = assemble.room("export_settings")

    def preview(asked: Any) -> Mapping[str, Any]:
        # For a format that is written elsewhere, the tables tell what would be hidden.
        name = asked.format if asked.format in exports.FORMATS else "json"
        with tempfile.TemporaryDirectory(prefix="crossbearing-export-") as scratch:
            made = exports.draft_export(
                case,
                name,
                Path(scratch) / _FILE,
                settings=settings.Settings(
                    incident=asked.incident or None,
                    with_names=asked.with_names,
                    coarsen=asked.coarsen,
                    grain=asked.grain,
                    who=asked.who,
                    at=datetime.now(UTC).isoformat(timespec="seconds"),
                    version=crossbearing.__version__,
                ),
                codes=exporting.codes(),
            )
            made.draft.discard()
        manifest: Mapping[str, Any] = made.manifest
        return manifest

    def export(asked: Any, folder: Path) -> Mapping[str, Any]:
        output = folder / _FILE
        options = exporting.Asked(
            incident=asked.incident,
            with_names=asked.with_names,
            coarsen=asked.coarsen,
            grain=asked.grain,
            who=asked.who,
        )
        exporting.export(path, asked.format, output, options)
        return _manifest(output)

    def state_rule(topic: str, text: str) -> None:
        if topic not in TOPICS:
            raise SettingsError(f"there is no topic {topic!r}", remedy=f"choose one of {', '.join(TOPICS)}")
        assemble.state_rules(case)
        case.settings({f"counting.own.{topic}": " ".join(text.split())})

    def reweigh(incidents: Sequence[str], tell: Callable[[int], None]) -> None:
        for start in range(0, len(incidents), _SEVERAL):
            some = incidents[start : start + _SEVERAL]
            judging.weigh_anew(case, weigh, some)
            tell(start + len(some))

    def care(what: str, about: str, given: Mapping[str, Any], by: str, why: str) -> str:
        return caring.line_of(caring.note(case, what, about, given, by=by, why=why))

    def regroup(
        asked: Mapping[str, str], who: str, why: str
    ) -> Callable[[Callable[[str, float], None]], Sequence[str]]:
        made = regrouping.regroup(case, regrouping.Regrouping(**asked), who=who, why=why)
        return lambda tell: regrouping.settle(case, made, tell)

    return web.Office(
        agreement=assemble.room("agreement"),
        passages=assemble.room("passages"),
        formats=tuple(
            web.ExportFormat(name, exports.FORMATS[name].text if name in exports.FORMATS else "")
            for name in exporting.FORMATS
        ),
        levels=settings.LEVELS,
        grains=settings.GRAINS,
        preview=preview,
        export=export,
        state_rule=state_rule,
        reweigh=reweigh,
        weigh=weigh,
        care=care,
        regroup=regroup,
        grouping=lambda incident: regrouping.standing(case, incident),
    )


def _manifest(output: Path) -> Mapping[str, Any]:
    """Return what an export says of itself, or nothing where it brings no manifest of the usual form."""
    for file in (output / "manifest.json", output.with_name(f"{output.name}.manifest.json")):
        if file.is_file():
            manifest: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
            return manifest
    return {}
