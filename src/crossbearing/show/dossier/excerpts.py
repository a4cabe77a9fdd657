"""Documents as excerpts around their claims, with the words of each claim highlighted, overlapping ones too.

A document is never reprinted whole: an excerpt is the sentence around a claim, and is drawn tighter where the sentences
together would come to most of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crossbearing.model.claims import Claim
from crossbearing.model.documents import READ_BY_DEFAULT, Block, BlockKind, Mark, MarkKind, Text
from crossbearing.model.locators import TableCell, TextSpan
from crossbearing.show.dossier.privacy import WITHHELD, Veil, listed_names, merged

__all__ = ["Excerpt", "Excerpts", "Segment", "excerpts", "right_to_left"]

LARGEST_SHARE = 0.7
"""The share of a text that its excerpts may show, unless the claims' own words already come to more."""

_MARGINS = (None, 80, 40, 15, 0)  # None: the whole sentence; else characters on either side of the claim's words
_RTL_LANGUAGES = frozenset({"ar", "fa", "he", "ur", "ps", "ku", "ckb", "dv", "yi", "ug"})
_NO_CAPITALS = re.compile(r"[\u0590-\u08ff\u0900-\u1aff\u3040-\u9fff\uac00-\ud7af]")
_SENTENCE_END = re.compile(r"(?<=[.!?؟。…])[\"'”’»)]*\s+|\n+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of an excerpt under the same claims.

    Args:
        text: Its characters.
        claims: Numbers (on this page) of the claims whose words it belongs to.
        begins: Ids of the claims whose words begin with it.
        ends: Numbers of the claims whose words end with it.
        marked: Kind of a mark on it that is no claim (`rhetoric`, `loaded_term`), or empty.
        withheld: Whether it stands for a hidden name.
    """

    text: str
    claims: tuple[int, ...] = ()
    begins: tuple[str, ...] = ()
    ends: tuple[int, ...] = ()
    marked: str = ""
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a document; `before` and `after` say whether text was left out there."""

    kind: str
    page: int | None
    segments: tuple[Segment, ...]
    before: bool
    after: bool


@dataclass(frozen=True, slots=True)
class Excerpts:
    """All excerpts of a document, and how much of its text they show, 0 to 1."""

    parts: tuple[Excerpt, ...]
    share: float


def right_to_left(text: Text) -> bool:
    """Return whether a text runs from right to left: by its language, or by its first strong character."""
    if text.language.split("-")[0] in _RTL_LANGUAGES:
        return True
    for character in text.content[:500]:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False


def _span(claim: Claim, text: Text) -> tuple[int, int] | None:
    locator = claim.locator
    if not isinstance(locator, TextSpan | TableCell) or locator.text != text.id:
        return None
    if not 0 <= locator.start < locator.end <= len(text.content):
        return None
    return locator.start, locator.end


def _sentence(content: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """Return the sentence around a stretch, inside a block."""
    left = low
    for match in _SENTENCE_END.finditer(content, low, start):
        left = match.end()
    right = _SENTENCE_END.search(content, end, high)
    return left, right.start() if right else high


def _tight(content: str, start: int, end: int, margin: int, bounds: tuple[int, int]) -> tuple[int, int]:
    """Return a stretch with some characters on either side, cut at blanks."""
    low, high = bounds
    left, right = max(low, start - margin), min(high, end + margin)
    if left > low:
        blank = content.find(" ", left, start)
        left = blank + 1 if blank >= 0 else start
    if right < high:
        blank = content.rfind(" ", end, right)
        right = blank if blank >= 0 else end
    return left, right


def _windows(text: Text, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int, Block]]:
    """Return the stretches to show, each inside one block, in order."""
    content = text.content
    shown = READ_BY_DEFAULT | {BlockKind.CELL}
    read = sum(block.end - block.start for block in text.blocks if block.kind in shown) or len(content)
    no_capitals = len(_NO_CAPITALS.findall(content)) * 3 > len(content)
    windows: list[tuple[int, int, Block]] = []
    for margin in _MARGINS[-1:] if no_capitals else _MARGINS:
        windows = []
        for block in text.blocks:
            inside = [(max(a, block.start), min(b, block.end)) for a, b in spans if a < block.end and b > block.start]
            around = [
                _sentence(content, a, b, block.start, block.end)
                if margin is None
                else _tight(content, a, b, margin, (block.start, block.end))
                for a, b in inside
            ]
            windows.extend((a, b, block) for a, b in merged(around))
        if sum(b - a for a, b, _ in windows) <= read * LARGEST_SHARE:
            break
    return windows


def _atoms(spans: Iterable[tuple[int, int]], hidden: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return stretches whose ends are moved out of hidden names, so that no name is cut and half of it shown."""
    return [
        (
            next((low for low, high in hidden if low < start < high), start),
            next((high for low, high in hidden if low < end < high), end),
        )
        for start, end in spans
    ]


@dataclass(frozen=True, slots=True)
class _Layer:
    """What lies over a text.

    Args:
        content: The text.
        placed: Claims: number, id and stretch.
        marked: Marks: stretch and kind.
        hidden: Stretches of hidden names.
        begun: Ids of the claims whose beginning has been set, so that each has one anchor.
    """

    content: str
    placed: tuple[tuple[int, str, tuple[int, int]], ...]
    marked: tuple[tuple[int, int, str], ...]
    hidden: tuple[tuple[int, int], ...]
    begun: set[str]

    def segments(self, start: int, end: int) -> tuple[Segment, ...]:
        """Cut a stretch where claims, marks or hidden names begin or end."""
        cuts = {start, end}
        spans = [*self.hidden, *(span for _, _, span in self.placed), *((low, high) for low, high, _ in self.marked)]
        cuts.update(point for span in spans for point in span if start < point < end)
        inside = {point for low, high in self.hidden for point in cuts if low < point < high}
        return tuple(self._segment(low, high) for low, high in pairwise(sorted(cuts - inside)))

    def _segment(self, low: int, high: int) -> Segment:
        withheld = any(a <= low and high <= b for a, b in self.hidden)
        here = [(number, key, b) for number, key, (a, b) in self.placed if a <= low and high <= b]
        begins = tuple(key for _, key, _ in here if key not in self.begun)
        self.begun.update(begins)
        return Segment(
            text=WITHHELD if withheld else self.content[low:high],
            claims=tuple(number for number, _, _ in here),
            begins=begins,
            ends=tuple(number for number, _, last in here if last == high),
            marked=next((kind for a, b, kind in self.marked if a <= low and high <= b), ""),
            withheld=withheld,
        )


def excerpts(text: Text, claims: Sequence[tuple[int, Claim]], marks: Sequence[Mark], veil: Veil) -> Excerpts:
    """Return the excerpts of a text around claims.

    Args:
        text: The working text the claims point into.
        claims: Claims with their numbers on the page.
        marks: What was noticed in the text that is no claim.
        veil: Hides names.
    """
    here = [mark for mark in marks if mark.text == text.id and 0 <= mark.start < mark.end <= len(text.content)]
    hidden = merged([*veil.spans(text.content), *(listed_names(here) if veil.active else [])])
    found = [(number, claim.id, span) for number, claim in claims if (span := _span(claim, text))]
    spans = _atoms([span for _, _, span in found], hidden)
    noticed = [mark for mark in here if mark.kind in (MarkKind.RHETORIC, MarkKind.LOADED_TERM)]
    areas = _atoms([(mark.start, mark.end) for mark in noticed], hidden)
    layer = _Layer(
        content=text.content,
        placed=tuple((number, key, span) for (number, key, _), span in zip(found, spans, strict=True)),
        marked=tuple((*area, mark.kind.value) for area, mark in zip(areas, noticed, strict=True)),
        hidden=tuple(hidden),
        begun=set(),
    )
    windows = _windows(text, spans)
    parts = []
    for index, (start, end, block) in enumerate(windows):
        ((first, last),) = _atoms([(start, end)], hidden)
        follows = index + 1 < len(windows) and windows[index + 1][2] is block
        parts.append(
            Excerpt(
                kind=block.kind.value,
                page=block.page,
                segments=layer.segments(first, last),
                before=start > block.start,
                after=end < block.end and not follows,
            )
        )
    whole = sum(block.end - block.start for block in text.blocks)
    return Excerpts(tuple(parts), sum(end - start for start, end, _ in windows) / whole if whole else 0.0)
