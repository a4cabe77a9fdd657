"""Printing tables for the terminal: widths, colours, and words of sources as words."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from crossbearing.model.protocols import CaseReader
from crossbearing.show.dossier.words import plural

__all__ = ["PIPE_WIDTH", "console", "narrowed", "none", "safe", "table"]

PIPE_WIDTH = 120
"""Width of a table that goes into a pipe or a file, in characters."""


def console() -> Console:
    """Return a console of the width of the terminal, or of a fixed width for pipes and files."""
    terminal = sys.stdout.isatty()
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdigit() and int(columns) > 0 else None
    if width is None and not terminal:
        width = PIPE_WIDTH
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=terminal,
        no_color=not terminal or None,
        highlight=False,
        legacy_windows=False,
        safe_box=not (sys.stdout.encoding or "").lower().startswith("utf"),
    )


def table(*columns: tuple[str, int, str], caption: str = "") -> Table:
    """Return an empty table.

    Args:
        columns: Heading, share of the width, and `right` or an empty string for the side.
        caption: Line below it.
    """
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, caption=caption or None, caption_justify="left", expand=True)
    for name, ratio, justify in columns:
        made.add_column(name, ratio=ratio, justify="right" if justify == "right" else "left", overflow="fold")
    return made


def safe(text: str, style: str = "") -> Text:
    """Return words of a source as text in which nothing is markup and no control character reaches the terminal."""
    return Text("".join(char if char.isprintable() or char == "\n" else " " for char in text), style=style)


def narrowed(filters: Mapping[str, str]) -> str:
    """Return by what a list was narrowed, in words, or an empty string."""
    return " for " + ", ".join(f"{name} {value}" for name, value in filters.items()) if filters else ""


def none(reader: CaseReader, what: str, filters: Mapping[str, str]) -> str:
    """Return why a list is empty."""
    counts = reader.counts()
    if not counts.documents:
        if counts.rejects:
            return f"No {what}: nothing could be taken in. `crossbearing rejects` says why for each file."
        return f"No {what}: no document has been taken in. `crossbearing add` adds files."
    if filters:
        return f"No {what}{narrowed(filters)}. The case holds {plural(counts.claims, 'claim')} in all."
    if counts.not_read == counts.documents:
        return f"No {what}: the documents are collected, but in languages that no reader knows."
    if not counts.claims:
        return (
            f"No {what}: none of the {plural(counts.documents, 'document')} holds a statement about a violent event "
            "that the readers know."
        )
    return f"No {what}, though the case holds {plural(counts.claims, 'claim')}; none could be tied to a place or time."
