"""Rows of event tables whose headers are known: each answer a document of cells, as rows of coded claims are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from crossbearing.collect.coded import EXTRACTOR as CODED
from crossbearing.collect.draft import Draft, Part, Stated
from crossbearing.collect.formats import Format
from crossbearing.collect.presets import PRESETS, Preset, cells_by_name
from crossbearing.collect.refusal import RefusedError, note
from crossbearing.collect.rows import Table
from crossbearing.model.documents import BlockKind
from crossbearing.model.steps import Reject

__all__ = ["EXTRACTOR", "read_events"]

EXTRACTOR = f"event_table@1+{CODED}"
"""Name and version of this reader, for the ids of working texts: raise the version when its output changes."""

_RELATION = re.compile(r"^(?:[a-z]+ )+")  # `near`, `north of`: what stands with the place and is no part of its name
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PUBLICATION = ("publisher", "url", "title", "published")


def read_events(
    table: Table, preset: Preset, *, format_: Format, where: str
) -> Iterator[Draft | RefusedError | Reject]:
    """Read the rows of a table whose headers are known.

    Args:
        table: The table.
        preset: What kind of table it is.
        format_: Of the file.
        where: Name of the file, for notes.
    """
    yield note(
        "table_recognised",
        where,
        f"is read as coded claims, for it has {preset.name}",
        remedy="write a mapping to have it read otherwise (docs/guide/tables.md)" if preset is not PRESETS[0] else "",
    )
    known = _told_elsewhere(table, preset) if preset.one_answer_a_row else {}
    passed_over = 0
    for row in table.rows():
        if isinstance(row, RefusedError):
            yield row
            continue
        cells = cells_by_name(row.cells)
        context = {label: cell for label, cell in preset.context(cells).items() if cell}
        context = known.get(context.get("event.key", ""), {}) | context
        told: Counter[str] = Counter()
        if words := preset.report(cells):
            told["report"] += 1
            yield Draft(
                media_type=format_.value,
                extractor=EXTRACTOR,
                stated=Stated(**{name: context.get(name, "") for name in _PUBLICATION}, basis=table.notes),
                parts=(Part(BlockKind.BODY, words),),
                locator=f"{table.unit}={row.number}",
            )
            continue
        for answer in preset.answers(cells):
            told[answer.slot] += 1
            number = f",{told[answer.slot]}" if told[answer.slot] > 1 else ""
            given = {**context, "value": answer.value, **dict(answer.more)}
            stated = {name: given.pop(name, "") for name in _PUBLICATION}
            stated["publisher"] = stated["publisher"] or preset.coder
            parts = [Part(BlockKind.CELL, cell, label=label) for label, cell in given.items()]
            parts.append(Part(BlockKind.CELL, answer.slot, label="slot"))
            yield Draft(
                media_type=format_.value,
                extractor=EXTRACTOR,
                stated=Stated(**stated, basis=table.notes),
                parts=tuple(parts),
                locator=f"{table.unit}={row.number},{answer.slot}{number}",
                separator="\n",
                language_fixed=True,
            )
        passed_over += not told
    if passed_over:
        yield note("nothing_answered", where, f"{passed_over} of its rows answer no question and are passed over")


def _told_elsewhere(table: Table, preset: Preset) -> dict[str, dict[str, str]]:
    """Return day and place of each event, where each row of a table answers one question only."""
    known: dict[str, dict[str, str]] = {}
    for row in table.rows():
        if isinstance(row, RefusedError):
            continue
        cells = cells_by_name(row.cells)
        key = preset.context(cells).get("event.key", "")
        for answer in preset.answers(cells) if key else ():
            label = {"when.start": "date", "where": "place"}.get(answer.slot)
            if label == "place" or (label == "date" and _DAY.fullmatch(answer.value)):
                known.setdefault(key, {}).setdefault(label, _RELATION.sub("", answer.value, count=1))
    return known
