"""Lists of a case as tables for the terminal. An empty list says why it is empty."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from crossbearing.model.claims import WHOLE, Claim
from crossbearing.model.errors import SettingsError
from crossbearing.model.findings import Finding
from crossbearing.model.protocols import CaseReader
from crossbearing.show import shapes
from crossbearing.show.dossier.context import Labels
from crossbearing.show.dossier.statements import quote_of
from crossbearing.show.dossier.words import VERDICTS, outlets_words, plural, value_words, when_words

__all__ = ["render"]

_PIPE_WIDTH = 120
_STYLES = {
    "disputed": "red",
    "changed_account": "magenta",
    "superseded": "blue",
    "range": "yellow",
    "agreed": "green",
    "repeated": "cyan",
    "single_origin": "blue",
    "origin_not_stated": "dim",
    "not_comparable": "yellow",
    "unknown": "dim",
}


def render(reader: CaseReader, what: str, filters: Mapping[str, str], labels: Labels) -> str:
    """Return a list of a case as a table that fits the terminal, coloured only where there is one.

    Args:
        reader: The case.
        what: `claims`, `incidents`, `findings`, `sources` or `rejects`.
        filters: Such as `{"incident": "DEZ-4F2K9"}`.
        labels: Words for codes.

    Raises:
        SettingsError: If there is no such list.
        CaseError: If a filter names nothing in the case.
    """
    tables: dict[str, Callable[[CaseReader, Mapping[str, str], Labels], Table | str]] = {
        "claims": _claims,
        "incidents": _incidents,
        "findings": _findings,
        "sources": _sources,
        "rejects": _rejects,
    }
    if what not in tables:
        raise SettingsError(f"there is no list {what!r}", remedy=f"choose one of {', '.join(tables)}")
    table = tables[what](reader, filters, labels)
    console = _console()
    console.print(table if isinstance(table, Table) else Text(table))
    printed = console.file.getvalue() if isinstance(console.file, io.StringIO) else ""
    return "\n".join(line.rstrip() for line in printed.rstrip().splitlines())


def _console() -> Console:
    """Return a console of the width of the terminal, or of a fixed width for pipes and files."""
    terminal = sys.stdout.isatty()
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdigit() and int(columns) > 0 else None
    if width is None and not terminal:
        width = _PIPE_WIDTH
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=terminal,
        no_color=not terminal or None,
        highlight=False,
        legacy_windows=False,
        safe_box=not (sys.stdout.encoding or "").lower().startswith("utf"),
    )


def _table(*columns: tuple[str, int, str], caption: str = "") -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, caption=caption or None, caption_justify="left", expand=True)
    for name, ratio, justify in columns:
        table.add_column(name, ratio=ratio, justify="right" if justify == "right" else "left", overflow="fold")
    return table


def _safe(text: str, style: str = "") -> Text:
    """Return words of a source as text in which nothing is markup and no control character reaches the terminal."""
    return Text("".join(char if char.isprintable() or char == "\n" else " " for char in text), style=style)


def _narrowed(filters: Mapping[str, str]) -> str:
    return " for " + ", ".join(f"{name} {value}" for name, value in filters.items()) if filters else ""


def _none(reader: CaseReader, what: str, filters: Mapping[str, str]) -> str:
    """Return why a list is empty."""
    counts = reader.counts()
    if not counts.documents:
        if counts.rejects:
            return f"No {what}: nothing could be taken in. `crossbearing rejects` says why for each file."
        return f"No {what}: no document has been taken in. `crossbearing add` adds files."
    if filters:
        return f"No {what}{_narrowed(filters)}. The case holds {plural(counts.claims, 'claim')} in all."
    if counts.not_read == counts.documents:
        return f"No {what}: the documents are collected, but in languages that no reader knows."
    if not counts.claims:
        return (
            f"No {what}: none of the {plural(counts.documents, 'document')} holds a statement about a violent event "
            "that the readers know."
        )
    return f"No {what}, though the case holds {plural(counts.claims, 'claim')}; none could be tied to a place or time."


def _speakers(claim: Claim, publisher: str) -> str:
    names = [speaker.name for speaker in reversed(claim.speakers) if speaker.name and speaker.name != "publisher"]
    return " > ".join(dict.fromkeys([*names, publisher]))


def _claims(reader: CaseReader, filters: Mapping[str, str], labels: Labels) -> Table | str:
    publishers: dict[str, str] = {}
    for publication in reader.publications():
        publishers.setdefault(publication.document, publication.publisher or "publisher not stated")
    table = _table(
        ("Question", 3, ""), ("Answer", 4, ""), ("Says", 2, ""), ("Chain", 4, ""), ("Words", 6, ""), ("Claim", 3, "")
    )
    table.columns[-1].min_width = 20 if _console().width >= _PIPE_WIDTH else None
    found = reader.claims(incident=filters.get("incident"), document=filters.get("document"), slot=filters.get("slot"))
    for claim in found:
        scope = "" if claim.scope == WHOLE else f" ({claim.scope})"
        table.add_row(
            _safe(claim.slot + scope),
            _safe(value_words(claim.value, labels), "bold"),
            _safe(claim.stance.value.replace("_", " ")),
            _safe(_speakers(claim, publishers.get(claim.document, "publisher not stated"))),
            _safe(" ".join(quote_of(claim).split())),
            _safe(claim.id, "dim"),
        )
    if not table.row_count:
        return _none(reader, "claims", filters)
    table.caption = plural(table.row_count, "claim") + _narrowed(filters)
    return table


def _tally(verdicts: Mapping[str, int]) -> Text:
    result = Text()
    for words in VERDICTS.values():
        if verdicts.get(words.code):
            result.append(f"{words.symbol} {verdicts[words.code]} {words.word}  ", _STYLES[words.code])
    return result


def _incidents(reader: CaseReader, filters: Mapping[str, str], _labels: Labels) -> Table | str:
    listed = shapes.incidents(reader, incident=filters.get("incident"))
    if not listed:
        return _none(reader, "incidents", filters)
    known = {incident.id: incident for incident in reader.incidents()}
    table = _table(
        ("Id", 3, ""),
        ("Incident", 6, ""),
        ("When", 3, ""),
        ("Reports", 2, "right"),
        ("Claims", 2, "right"),
        ("Verdicts", 6, ""),
        caption=plural(len(listed), "incident"),
    )
    for row in listed:
        incident = known[row["id"]]
        table.add_row(
            _safe(incident.id, "bold"),
            _safe(incident.title),
            _safe(when_words(incident.when, zone=False) if incident.when else "not known"),
            str(row["documents"]),
            str(row["claims"]),
            _tally(row["verdicts"]),
        )
    return table


def _findings(reader: CaseReader, filters: Mapping[str, str], labels: Labels) -> Table | str:
    wanted = reader.incident(filters["incident"]).id if "incident" in filters else None
    slot = filters.get("slot")
    listed = [finding for finding in reader.findings(wanted) if slot in (None, finding.slot)]
    if not listed:
        return _none(reader, "findings", filters)
    table = _table(
        ("Incident", 2, ""),
        ("Question", 3, ""),
        ("Verdict", 3, ""),
        ("Answers", 6, ""),
        ("Why", 6, ""),
        caption=plural(len(listed), "finding") + _narrowed(filters),
    )
    for finding in listed:
        words = VERDICTS[finding.verdict]
        limits = [part for part in (finding.unit, "" if finding.scope == WHOLE else finding.scope) if part]
        answers = Text("\n").join(
            _safe(
                f"{value_words(position.value, labels)} ({', '.join(position.families) or 'origin not stated'}; "
                f"{outlets_words(len(position.outlets), position.state_origin, position.state_none)})"
            )
            for position in finding.positions
        )
        table.add_row(
            _safe(finding.incident, "dim"),
            _safe(finding.slot + (f" ({', '.join(limits)})" if limits else "")),
            Text(f"{words.symbol} {words.word}", _STYLES[words.code]),
            answers,
            _safe(f"{finding.reason} {_counted(finding)}".strip()),
        )
    return table


def _counted(finding: Finding) -> str:
    if not finding.outlets:
        return ""
    words = outlets_words(finding.outlets, finding.state_origin, finding.state_none)
    return f"{words[:1].upper()}{words[1:]}."


def _sources(reader: CaseReader, filters: Mapping[str, str], _labels: Labels) -> Table | str:
    listed = shapes.sources(reader, incident=filters.get("incident"))
    if not listed:
        return _none(reader, "sources", filters)
    stating = sum(1 for row in listed if row["state_origin"])
    table = _table(
        ("Publisher", 5, ""),
        ("Kind", 3, ""),
        ("Country", 2, ""),
        ("Reports", 2, "right"),
        ("Claims", 2, "right"),
        ("Rests on", 6, ""),
        ("None", 2, "right"),
        caption=outlets_words(len(listed), stating, len(listed) - stating),
    )
    for row in listed:
        table.add_row(
            _safe(row["publisher"] or "publisher not stated"),
            _safe(row["kind"].replace("_", " ")),
            _safe(row["country"]),
            str(row["documents"]),
            str(row["claims"]),
            _safe(_rests(row["origins"])),
            str(row["state_none"]),
        )
    return table


def _rests(origins: Sequence[Mapping[str, object]]) -> str:
    shown = [f"{origin['family']} ({origin['claims']})" for origin in origins[:4]]
    more = [f"{len(origins) - 4} more"] if len(origins) > 4 else []
    return ", ".join(shown + more) or "no origin stated"


def _rejects(reader: CaseReader, _filters: Mapping[str, str], _labels: Labels) -> Table | str:
    listed = list(reader.rejects())
    if not listed:
        return "Nothing was rejected: every file, row and sentence could be taken further."
    dropped = sum(1 for reject in listed if reject.fatal)
    table = _table(
        ("Where", 4, ""),
        ("Step", 2, ""),
        ("What is wrong", 5, ""),
        ("What to do", 5, ""),
        caption=f"{plural(len(listed), 'entry', 'entries')}: {dropped} dropped, {len(listed) - dropped} noted only",
    )
    for reject in listed:
        table.add_row(
            _safe(reject.where),
            _safe(reject.step),
            _safe(reject.reason if reject.fatal else f"{reject.reason} (noted, went on)"),
            _safe(reject.remedy),
        )
    return table
