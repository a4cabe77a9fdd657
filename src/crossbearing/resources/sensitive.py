"""Words by which rules take care of people and of readers where nobody has decided anything yet."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

__all__ = ["at_risk_words", "content_words"]


@cache
def _table() -> dict[str, dict[str, tuple[str, ...]]]:
    read = tomllib.loads(files("crossbearing.resources").joinpath("sensitive.toml").read_text(encoding="utf-8"))
    return {name: {language: tuple(words) for language, words in some.items()} for name, some in read.items()}


def at_risk_words() -> tuple[str, ...]:
    """Return words in names of places where people take shelter or are cared for, of all languages."""
    return tuple(word for words in _table()["at_risk"].values() for word in words)


def content_words() -> dict[str, tuple[str, ...]]:
    """Return, for `graphic` and `sexual_violence`, beginnings of words that hint at it, of all languages."""
    return {name: tuple(word for words in _table()[name].values() for word in words)
            for name in ("graphic", "sexual_violence")}  # fmt: skip
