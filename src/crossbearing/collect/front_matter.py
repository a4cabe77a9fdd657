"""Metadata that stand above a text: YAML between two lines of `---`, or plain lines of `Key: value`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from crossbearing.collect.cleaning import one_line
from crossbearing.collect.draft import Stated
from crossbearing.collect.refusal import note
from crossbearing.model.steps import Reject

__all__ = ["FIELD_NAMES", "NOTHING", "read_front_matter", "stated_from"]

_LONGEST = 65_536
NOTHING = frozenset(("null", "~", "none", "n/a", "na", "nan", "nil", "unknown", "n.d.", "-", "?"))
"""Words that stand for an empty field."""
_OPENING = re.compile(r"\A\s*---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_HEADER = re.compile(r"^(?P<key>[A-Za-z][A-Za-z _-]{2,20}):[ \t]*(?P<value>\S.*)$")
FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "publisher": ("publisher", "outlet", "site_name", "source_name"),
    "publisher_kind": ("publisher_kind", "publisher_type", "source_type"),
    "kind": ("kind",),
    "country": ("country",),
    "url": ("url", "link", "source_url", "canonical_url"),
    "published": ("published", "date", "published_at", "publication_date", "pubdate"),
    "credit": ("credit", "agency"),
    "language": ("language", "lang"),
    "date_order": ("date_order",),
}
"""Our fields and the names under which metadata may state them, in order of preference."""
_KNOWN = {name for names in FIELD_NAMES.values() for name in names} | {"source", "author"}


def stated_from(data: Mapping[str, Any]) -> Stated:
    """Return what a mapping of metadata states; `source` is an address if it looks like one, else the publisher.

    Args:
        data: Keys in any case, with values of any kind; only strings, and `name` inside a nested table, count. Words
            for "nothing" (`null`, `unknown`, `n.d.`) count as nothing.
    """
    flat = {"_".join(re.split(r"[\s-]+", str(key).strip().lower())): _words(value) for key, value in data.items()}
    found = {field: next((flat[name] for name in names if flat.get(name)), "") for field, names in FIELD_NAMES.items()}
    source = flat.get("source", "")
    if source.startswith(("http://", "https://")):
        found["url"] = found["url"] or source
    else:
        found["publisher"] = found["publisher"] or source
    if found["date_order"] not in ("day", "month"):
        found["date_order"] = ""
    return Stated(**found, basis=())


def _words(value: Any) -> str:
    if isinstance(value, Mapping):
        return _words(value.get("name", ""))
    words = one_line(value) if isinstance(value, str) else ""
    return "" if words.casefold() in NOTHING else words


def read_front_matter(content: str, *, where: str) -> tuple[Stated, str, tuple[Reject, ...]]:
    """Split metadata from the text below them.

    Args:
        content: Cleaned characters of the file.
        where: Name of the file, for notes.

    Returns:
        What is stated, the text below, and notes on what was wrong with the metadata.
    """
    opening = _OPENING.match(content)
    if opening is None:
        return _header_lines(content)
    closing = _CLOSING.search(content, opening.end())
    if closing is None or closing.start() - opening.end() > _LONGEST:
        problem = note(
            "bad_front_matter",
            where,
            "its front matter is never closed; the whole file is taken as text, without metadata",
            remedy="end the front matter with a line of three hyphens",
        )
        return Stated(), content[opening.end() :], (problem,)
    block, body = content[opening.end() : closing.start()], content[closing.end() :]
    import yaml

    try:
        # The base loader leaves every value as written: dates that do not exist must be reported, not raised.
        data = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506 - it makes strings, lists and tables only
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 2}" if mark is not None else ""
        # Mostly a headline with a colon in it: what the lines say is plain all the same.
        data = _plain_lines(block)
        taken = f"read line by line as {', '.join(data)}" if data else "the text is taken without metadata"
        problem = note(
            "bad_front_matter",
            where,
            f"its front matter is no valid YAML{line}; {taken}",
            remedy="put values that hold a colon or a quotation mark between quotation marks",
        )
        return stated_from(data), body, (problem,)
    return (stated_from(data) if isinstance(data, dict) else Stated()), body, ()


def _plain_lines(block: str) -> dict[str, str]:
    """Return the known keys of a block of `key: value` lines; nothing where a line is anything else than that."""
    data: dict[str, str] = {}
    for line in filter(str.strip, block.split("\n")):
        key, colon, value = line.partition(":")
        name = key.strip().lower().replace(" ", "_").replace("-", "_")
        if not colon or name in data or not name.replace("_", "").isalpha() or line[0].isspace():
            return {}
        data[name] = value.strip().strip("\"'")
    return {name: value for name, value in data.items() if name in _KNOWN and value}


def _header_lines(content: str) -> tuple[Stated, str, tuple[Reject, ...]]:
    """Read lines of `Key: value` that stand above a text, at least two of them and set off by a blank line."""
    data: dict[str, str] = {}
    lines = content.lstrip("\n").split("\n")
    for number, line in enumerate(lines):
        match = _HEADER.match(line)
        if match is None:
            if len(data) >= 2 and not line.strip():
                return stated_from(data), "\n".join(lines[number:]), ()
            break
        key = match["key"].strip().lower().replace(" ", "_").replace("-", "_")
        if key not in _KNOWN:
            break
        data[key] = match["value"]
    return Stated(), content, ()
