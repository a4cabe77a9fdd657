"""Place expressions in several parts: a name, the same in another script, and what it lies in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crossbearing.resolve.gazetteer.names import script

__all__ = ["Chain", "parse_chain"]

_PARTS = 5  # parts that are looked at
_WORDS = 7  # words of a part beyond which it is no name
_LONG = 60  # characters beyond which it is none
_LIST = re.compile(r"\b(?:and|or|und|et)\b|[;/&]", re.IGNORECASE)
_CLAUSE = re.compile(
    r"^(?:where|which|who|when|while|after|before|on|as|by|with|killing|injuring|wounding|including|not|\d)\b",
    re.IGNORECASE,
)
_SITE_IN = re.compile(
    r"^(.*[^\W\d_].*?)\s+in\s+(?:the\s+(?:city|town|village|district|province)\s+of\s+)?"
    r"((?:the\s+)?(?:(?:north|south)?-?(?:north|south|east|west)(?:ern)?\s+|rural\s+|central\s+)?[A-Z][\w' -]+)$"
)
_OPEN = re.compile(
    r"^(?:(?:in|of|the|at|near|southern|northern|eastern|western|central|rural)\s+|(?:vicinity|area)\s+of\s+|"
    r"(?:al|el|ad|ed|ar|er|as|es|ash|az|an|at|de|la|le)[\s-])+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Chain:
    """A place expression taken apart.

    Args:
        first: The expression up to its first comma.
        others: The same name in another script.
        within: Names of what it lies in, smallest first.
    """

    first: str
    others: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


def parse_chain(words: str) -> Chain:
    """Take a place expression apart at its commas.

    Args:
        words: As written, such as "Rafah, the Gaza Strip" or "the market in Idlib".

    Returns:
        The whole as `first` where it is no chain: a list ("Homs, Hama and Idlib"), or a clause behind the comma.
    """
    parts = [part.strip() for part in re.split(r"[,\u060c]", words)]
    site = _SITE_IN.match(parts[0])
    if site:
        parts[:1] = [site[1], site[2]]
    if len(parts) < 2 or len(parts) > _PARTS + 1 or any(_LIST.search(part) for part in parts[1:]):
        return Chain(words)
    kept = []
    for part in parts[1:]:
        if not _name(part):
            break
        kept.append(part)
    if not kept:
        return Chain(words)
    own = script(parts[0])
    others = []
    while kept and script(kept[0]) != own and script(parts[0]) and len(kept) > 1:
        others.append(kept.pop(0))
        own = script(others[-1])
    return Chain(parts[0], tuple(others), tuple(kept))


def _name(part: str) -> bool:
    if not part or len(part) > _LONG or len(part.split()) > _WORDS or _CLAUSE.match(part):
        return False
    bare = _OPEN.sub("", part)
    return bare[:1].isupper() or script(bare) not in ("latin", "cyrillic", "greek", "")
