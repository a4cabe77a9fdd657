"""`sources.toml`: what the user says of publishers and files.

```toml
[default]                       # for everything in the folder
country = "SY"
language = "en"

[publishers."Reuters"]          # for every document whose metadata name this publisher
kind = "news_agency"            # "agency" alone is a government's, except for outlets known as news agencies
country = "GB"
aliases = ["Thomson Reuters"]   # other ways in which metadata write it

[files."bulletins/*.txt"]       # for files, by name or pattern, relative to this sources.toml
publisher = "SOHR"
kind = "monitoring_ngo"
language = "ar"
date_order = "day"              # 04/05/2016 is 4 May
```

The nearest `sources.toml`, from a file's folder up to the folder that was given, holds. Among `[files]` the exact name
goes before patterns and longer patterns before shorter ones.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from crossbearing.collect.refusal import RefusedError
from crossbearing.resources.publishers import publisher_named

__all__ = ["FILE_NAME", "Sources", "load_sources"]

FILE_NAME = "sources.toml"
"""Name under which the file is found."""
_REMEDY = "correct it; docs/guide/collecting.md shows the form"
_AGENCIES = frozenset({"news_agency", "state_media"})  # what a user may mean by "agency", where the outlet is known
_OF_DEFAULT = {"kind", "country", "language", "date_order"}
_OF_FILES = _OF_DEFAULT | {"publisher", "published", "url", "title", "credit"}
_OF_PUBLISHERS = {"kind", "country", "language", "aliases"}


@dataclass(frozen=True, slots=True)
class Sources:
    """What one `sources.toml` says.

    Args:
        path: Where it stands.
        default: For everything.
        publishers: By the publisher's name in lower case.
        files: Patterns with what they say, most specific first.
    """

    path: Path
    default: dict[str, str]
    publishers: dict[str, dict[str, str]]
    files: tuple[tuple[str, dict[str, str]], ...]

    def of_file(self, relative: str) -> dict[str, str]:
        """Return what is said of a file.

        Args:
            relative: Its path relative to the folder of this `sources.toml`, `/` as separator.
        """
        name = relative.rsplit("/", 1)[-1]
        for pattern, said in self.files:
            if fnmatchcase(relative, pattern) or ("/" not in pattern and fnmatchcase(name, pattern)):
                return said
        return {}

    def of_publisher(self, publisher: str) -> dict[str, str]:
        """Return what is said of a publisher, by its name or another way to write it."""
        return self.publishers.get(_folded(publisher), {})


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def load_sources(path: Path) -> Sources:
    """Read a `sources.toml`.

    Raises:
        RefusedError: `bad_sources`, naming line or field.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise RefusedError("bad_sources", f"is no valid TOML ({error})", where=str(path), remedy=_REMEDY) from error
    unknown = sorted(set(data) - {"default", "publishers", "files"})
    if unknown:
        raise RefusedError("bad_sources", f"has an unknown table [{unknown[0]}]", where=str(path), remedy=_REMEDY)
    default = _fields(data.get("default", {}), path, "default", _OF_DEFAULT)
    publishers: dict[str, dict[str, str]] = {}
    for name, said in _tables(data, "publishers", path).items():
        known = _fields(said, path, f'publishers."{name}"', _OF_PUBLISHERS)
        known["publisher"] = name
        _as_news_agency(known, name)
        for other in [name, *_aliases(said, path, name)]:
            publishers[_folded(other)] = known
    files = {
        pattern: _fields(said, path, f'files."{pattern}"', _OF_FILES)
        for pattern, said in _tables(data, "files", path).items()
    }
    for said in files.values():
        _as_news_agency(said, said.get("publisher", ""))
    order = sorted(files, key=lambda pattern: (any(char in pattern for char in "*?["), -len(pattern), pattern))
    return Sources(path, default, publishers, tuple((pattern, files[pattern]) for pattern in order))


def _as_news_agency(said: dict[str, str], name: str) -> None:
    """Write "agency" as "news_agency" for an outlet that is known as one: alone it means an agency of a government."""
    entry = publisher_named(name) if said.get("kind") == "agency" and name else None
    if entry is not None and entry.kind in _AGENCIES:
        said["kind"] = entry.kind


def _tables(data: dict[str, Any], key: str, path: Path) -> dict[str, Any]:
    found = data.get(key, {})
    if not isinstance(found, dict):
        raise RefusedError("bad_sources", f"[{key}] is no table", where=str(path), remedy=_REMEDY)
    return found


def _aliases(said: dict[str, Any], path: Path, publisher: str) -> list[str]:
    names = said.get("aliases", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise RefusedError(
            "bad_sources", f'aliases of "{publisher}" is no list of strings', where=str(path), remedy=_REMEDY
        )
    return names


def _fields(said: Any, path: Path, table: str, allowed: set[str]) -> dict[str, str]:
    if not isinstance(said, dict):
        raise RefusedError("bad_sources", f"[{table}] is no table", where=str(path), remedy=_REMEDY)
    for key in said:
        if key not in allowed:
            raise RefusedError(
                "bad_sources",
                f"[{table}] has an unknown field '{key}'; known are {', '.join(sorted(allowed))}",
                where=str(path),
                remedy=_REMEDY,
            )
    return {key: str(value) for key, value in said.items() if key != "aliases"}
