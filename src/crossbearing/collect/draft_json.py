"""Long pages and texts read in the process of its own: what goes in and what comes back, as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from crossbearing.collect import markdown, page, plain
from crossbearing.collect.draft import Draft, Part, Stated
from crossbearing.collect.formats import Format
from crossbearing.model.documents import BlockKind
from crossbearing.model.steps import Reject

__all__ = ["LONG", "ask_for_draft", "draft_of", "read_written"]

LONG = 150_000
"""Characters from which a text is read in the process of its own: a short one cannot take long."""


def read_written(content: str, *, format_: Format, where: str, today: date) -> Draft:
    """Read a page or a text.

    Args:
        content: Its characters.
        format_: `Format.HTML`, `Format.MARKDOWN` or `Format.PLAIN`.
        where: Name of the file, for notes.
        today: The present day.

    Raises:
        RefusedError: If it holds no text.
    """
    if format_ is Format.HTML:
        return page.read_page(content, today=today)
    if format_ is Format.MARKDOWN:
        return markdown.read_markdown(content, where=where)
    return plain.read_plain(content, where=where, today=today)


def draft_of(data: bytes) -> dict[str, Any]:
    """Do in the process of its own what `ask_for_draft` asks for, and return the draft as plain values."""
    order, _, content = data.partition(b"\n")
    said = json.loads(order)
    return asdict(
        read_written(
            content.decode("utf-8", "surrogatepass"),
            format_=Format(said["format"]),
            where=said["where"],
            today=date.fromisoformat(said["today"]),
        )
    )


def ask_for_draft(
    call: Callable[[str, bytes], Mapping[str, Any]], content: str, *, format_: Format, where: str, today: date
) -> Draft:
    """Read a page or a text in the process of its own.

    Args:
        call: `Confined.call`.
        content: As for `read_written`, like the rest.
        format_: Its format.
        where: Name of the file.
        today: The present day.

    Raises:
        RefusedError: If it holds no text, or takes too long or too much memory to read.
    """
    order = json.dumps({"format": format_.value, "where": where, "today": today.isoformat()}).encode()
    found = call("written", order + b"\n" + content.encode("utf-8", "surrogatepass"))
    said = {**found["stated"], "basis": tuple((field, why) for field, why in found["stated"]["basis"])}
    return Draft(
        media_type=found["media_type"],
        extractor=found["extractor"],
        stated=Stated(**said),
        parts=tuple(Part(**{**part, "kind": BlockKind(part["kind"])}) for part in found["parts"]),
        locator=found["locator"],
        notes=tuple(Reject(**entry) for entry in found["notes"]),
        separator=found["separator"],
        language_fixed=found["language_fixed"],
    )
