"""Which body stands as a label beside a figure: "Police: 6 killed", "28 killed (AFP)", a cell in a row of a table.

Bulletins and tables of monitors credit a figure without a verb of saying. The label is looked for in the figure's own
sentence or row alone; behind a figure with a bracket, in the bracket alone. What counts is a short piece between
punctuation marks, so that "19 were taken to hospital" credits nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from crossbearing.link.aliases import Profile, alike, profile_of
from crossbearing.link.echoes import is_telling
from crossbearing.model.claims import Claim
from crossbearing.model.documents import Text
from crossbearing.model.ids import normalised_words
from crossbearing.model.locators import TextSpan

__all__ = ["labels", "labels_beside", "matching"]

_FARTHEST = 300  # characters on either side of a figure
_BREAK = re.compile(r"[.!?\u061f\u3002](?=\s)|\n")
_BRACKET = re.compile(r"[^(\n.;,]{0,25}\(([^()\n]{2,120})\)")
_PIECES = re.compile(r"[,;:|()\u2013\u2014/.!?]| - |\t")
_LEADS = re.compile(
    r"^(?:(?:according to|as per|per|by|sources?|from|said|says|claims|claimed by|quoting|citing|official|figures? of"
    r"|counts? of|tolls? of|figures? from|counts? from|as told by|reported by|given by|the)\s+)+"
)
_MOST = 7  # words of a label


def labels_beside(text: Text, claims: Iterable[Claim]) -> dict[str, tuple[str, ...]]:
    """Return for each claim that gives a telling answer in its report's own voice the pieces that may be a credit.

    Args:
        text: The working text that the claims were read from.
        claims: Claims of its document.
    """
    found: dict[str, tuple[str, ...]] = {}
    for claim in claims:
        place = claim.locator
        if isinstance(place, TextSpan) and len(claim.speakers) == 1 and is_telling(claim):
            pieces = tuple(labels(text.content, place.start, place.end))
            if pieces:
                found[claim.id] = pieces
    return found


def labels(content: str, start: int, end: int) -> list[str]:
    """Return the short pieces between punctuation marks that stand with a stretch in its sentence or row, normalised.

    Args:
        content: The text.
        start: Offset of the first character of the stretch.
        end: Offset behind its last.
    """
    behind = content[end : end + _FARTHEST]
    bracket = _BRACKET.match(behind)
    if bracket is not None and not any(char.isdigit() for char in behind[: bracket.start(1)]):
        return _short(bracket.group(1))
    head = content[max(0, start - _FARTHEST) : start]
    breaks = [found.end() for found in _BREAK.finditer(head)]
    stop = _BREAK.search(behind)
    sentence = head[breaks[-1] if breaks else 0 :] + content[start:end] + behind[: stop.start() if stop else None]
    return _short(sentence)


def matching(pieces: Iterable[str], names: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return which bodies the pieces beside a figure may name.

    Args:
        pieces: From `labels_beside`.
        names: Families and names of bodies.
    """
    profiles = [(piece, profile_of(piece)) for piece in pieces]
    return [
        (family, name)
        for family, name in names
        if any(_names(piece, profile, name, family) for piece, profile in profiles)
    ]


def _names(piece: str, profile: Profile, name: str, family: str) -> bool:
    if piece == normalised_words(name):
        return True
    return alike(profile, body := profile_of(name, family)) and profile.own <= body.own


def _short(stretch: str) -> list[str]:
    found = []
    for piece in _PIECES.split(stretch):
        words = _LEADS.sub("", normalised_words(piece))
        if words and len(words.split()) <= _MOST and not any(char.isdigit() for char in words):
            found.append(words)
    return found
