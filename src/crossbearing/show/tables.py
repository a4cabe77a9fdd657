"""Lists of a case as tables for the terminal. An empty list says why it is empty."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence

from rich.table import Table
from rich.text import Text

from crossbearing.model.claims import WHOLE, Claim
from crossbearing.model.errors import SettingsError
from crossbearing.model.findings import NOT_STATED, Finding, Position
from crossbearing.model.protocols import CaseReader
from crossbearing.show import shapes, weighed
from crossbearing.show.dossier.context import Labels
from crossbearing.show.dossier.statements import quote_of
from crossbearing.show.dossier.words import (
    VERDICTS,
    finding_around,
    finding_question,
    given_up_words,
    outlets_words,
    plural,
    value_words,
    when_words,
)
from crossbearing.show.printing import PIPE_WIDTH, console, narrowed, none, safe, table
from crossbearing.show.weighed_tables import TABLES, range_lines

__all__ = ["render"]

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
        what: One of `shapes.COLUMNS`.
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
        **TABLES,
    }
    if what not in tables:
        raise SettingsError(f"there is no list {what!r}", remedy=f"choose one of {', '.join(tables)}")
    made = tables[what](reader, filters, labels)
    terminal = console()
    terminal.print(made if isinstance(made, Table) else Text(made))
    printed = terminal.file.getvalue() if isinstance(terminal.file, io.StringIO) else ""
    return "\n".join(line.rstrip() for line in printed.rstrip().splitlines())


def _speakers(claim: Claim, publisher: str) -> str:
    names = [speaker.name for speaker in reversed(claim.speakers) if speaker.name and speaker.name != "publisher"]
    return " > ".join(dict.fromkeys([*names, publisher]))


def _claims(reader: CaseReader, filters: Mapping[str, str], labels: Labels) -> Table | str:
    publishers: dict[str, str] = {}
    for publication in reader.publications():
        publishers.setdefault(publication.document, publication.publisher or "publisher not stated")
    made = table(
        ("Question", 3, ""), ("Answer", 4, ""), ("Says", 2, ""), ("Chain", 4, ""), ("Words", 6, ""), ("Claim", 3, "")
    )
    made.columns[-1].min_width = 20 if console().width >= PIPE_WIDTH else None
    found = reader.claims(incident=filters.get("incident"), document=filters.get("document"), slot=filters.get("slot"))
    for claim in found:
        scope = "" if claim.scope == WHOLE else f" ({claim.scope})"
        made.add_row(
            safe(claim.slot + scope),
            safe(value_words(claim.value, labels), "bold"),
            safe(claim.stance.value.replace("_", " ")),
            safe(_speakers(claim, publishers.get(claim.document, "publisher not stated"))),
            safe(" ".join(quote_of(claim).split())),
            safe(claim.id, "dim"),
        )
    if not made.row_count:
        return none(reader, "claims", filters)
    made.caption = plural(made.row_count, "claim") + narrowed(filters)
    return made


def _tally(verdicts: Mapping[str, int]) -> Text:
    result = Text()
    for words in VERDICTS.values():
        if verdicts.get(words.code):
            result.append(f"{words.symbol} {verdicts[words.code]} {words.word}  ", _STYLES[words.code])
    return result


def _incidents(reader: CaseReader, filters: Mapping[str, str], _labels: Labels) -> Table | str:
    listed = shapes.incidents(reader, incident=filters.get("incident"))
    if not listed:
        return none(reader, "incidents", filters)
    known = {incident.id: incident for incident in reader.incidents()}
    made = table(
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
        made.add_row(
            safe(incident.id, "bold"),
            safe(incident.title),
            safe(when_words(incident.when, zone=False) if incident.when else "not known"),
            str(row["documents"]),
            str(row["claims"]),
            _tally(row["verdicts"]),
        )
    return made


def _findings(reader: CaseReader, filters: Mapping[str, str], labels: Labels) -> Table | str:
    wanted = reader.incident(filters["incident"]).id if "incident" in filters else None
    slot = filters.get("slot")
    largest = {incident.id: place for place, incident in enumerate(reader.incidents())}
    listed = sorted(
        (finding for finding in reader.findings(wanted) if slot in (None, finding.slot)),
        key=lambda finding: (largest.get(finding.incident, len(largest)), finding.scope.startswith("event")),
    )
    ranges = weighed.ranges_by_finding(reader, wanted)
    if not listed:
        return none(reader, "findings", filters)
    made = table(
        ("Incident", 2, ""),
        ("Question", 3, ""),
        ("Verdict", 3, ""),
        ("Answers", 6, ""),
        ("Why", 6, ""),
        caption=_findings_caption(reader, listed, filters),
    )
    for finding in listed:
        words = VERDICTS[finding.verdict]
        slot_name, limit = finding_question(finding)
        around = finding_around(finding, labels)
        limits = [part for part in (limit, f"around it: {around}" if around else "") if part]
        under = range_lines(ranges.get(finding.id, ()))
        answers = Text("\n").join(
            safe(_answer(position, labels), "dim" if position.superseded else "") for position in finding.positions
        )
        made.add_row(
            safe(finding.incident, "dim"),
            safe(slot_name + (f" ({', '.join(limits)})" if limits else "")),
            Text(f"{words.symbol} {words.word}", _STYLES[words.code]),
            Text("\n").join([answers, *(safe(line, "dim") for line in under)]) if under else answers,
            safe(f"{finding.reason} {_counted(finding)}".strip()),
        )
    return made


def _answer(position: Position, labels: Labels) -> str:
    """Return a position in words: the answer, who gives it at present, who gave it before, and in how many outlets."""
    same = [holding for holding in position.holdings if holding.value == position.value]
    seeds = [holding.denied and holding.note != "retraction" for holding in same]
    words = f"{'not ' if seeds and all(seeds) else ''}{value_words(position.value, labels)}"
    given = [holding for holding in position.holdings if holding.note != "retraction"]
    current = list(dict.fromkeys(holding.family for holding in given if holding.current and holding.family))
    before = [family for family in position.families if family not in current and not position.superseded]
    who = ", ".join(current or position.families) or NOT_STATED
    if position.families and not position.state_origin:
        who = f"{NOT_STATED}, suspected: {who}"
    parts = [f"{given_up_words(position)}: {who}" if position.superseded else who]
    parts += [f"before also {', '.join(before)}"] if before and current else []
    parts.append(outlets_words(len(position.outlets), position.state_origin, position.state_none))
    return f"{words} ({'; '.join(parts)})"


def _findings_caption(reader: CaseReader, listed: Sequence[Finding], filters: Mapping[str, str]) -> str:
    """Return what stands below the findings: how many, and by which rules persons are counted, if any are."""
    caption = plural(len(listed), "finding") + narrowed(filters)
    counted = any(finding.slot in shapes.COUNTED for finding in listed)
    return "\n".join((caption, *(weighed.counting_rules(reader) if counted else ())))


def _counted(finding: Finding) -> str:
    if not finding.outlets:
        return ""
    words = outlets_words(finding.outlets, finding.state_origin, finding.state_none)
    return f"{words[:1].upper()}{words[1:]}."


def _sources(reader: CaseReader, filters: Mapping[str, str], _labels: Labels) -> Table | str:
    listed = shapes.sources(reader, incident=filters.get("incident"))
    if not listed:
        return none(reader, "sources", filters)
    stating = sum(1 for row in listed if row["state_origin"])
    made = table(
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
        made.add_row(
            safe(row["publisher"] or "publisher not stated"),
            safe(row["kind"].replace("_", " ")),
            safe(row["country"]),
            str(row["documents"]),
            str(row["claims"]),
            safe(_rests(row["origins"])),
            str(row["state_none"]),
        )
    return made


def _rests(origins: Sequence[Mapping[str, object]]) -> str:
    shown = [f"{origin['family']} ({origin['claims']})" for origin in origins[:4]]
    more = [f"{len(origins) - 4} more"] if len(origins) > 4 else []
    return ", ".join(shown + more) or "no origin stated"


def _rejects(reader: CaseReader, _filters: Mapping[str, str], _labels: Labels) -> Table | str:
    listed = list(reader.rejects())
    if not listed:
        return "Nothing was rejected: every file, row and sentence could be taken further."
    dropped = sum(1 for reject in listed if reject.fatal)
    made = table(
        ("Where", 4, ""),
        ("Step", 2, ""),
        ("What is wrong", 5, ""),
        ("What to do", 5, ""),
        caption=f"{plural(len(listed), 'entry', 'entries')}: {dropped} dropped, {len(listed) - dropped} noted only",
    )
    for reject in listed:
        made.add_row(
            safe(reject.where),
            safe(reject.step),
            safe(reject.reason if reject.fatal else f"{reject.reason} (noted, went on)"),
            safe(reject.remedy),
        )
    return made
