"""Finding a model's quotations again in the text they were taken from.

A quotation counts where the text holds the same characters, but for what typography and copying change without changing
words: kinds of white space, of quotation marks and of dashes, and characters that do not show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Folded", "fold"]

_QUOTES = dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'") | dict.fromkeys(
    "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'
)
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
_SAME = _QUOTES | _DASHES
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# Thai, Lao, Burmese, Khmer, kana and Chinese characters: scripts that set no blanks between words.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_AROUND = " \t\r\n\"'.,;:\u2026[]()"


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared, and where each of its characters stands in the original.

    Args:
        text: Folded characters.
        places: For each of them, the offset of the original character.
        end: Offset behind the last original character.
    """

    text: str
    places: tuple[int, ...]
    end: int

    def find(self, words: str) -> tuple[tuple[int, int], ...]:
        """Return all places where words stand, as offsets in the original; none that cuts a word.

        Args:
            words: As the model copied them.
        """
        wanted = fold(words).text.strip()
        found = self._all(wanted)
        if not found and wanted.strip(_AROUND) not in ("", wanted):
            found = self._all(wanted.strip(_AROUND))
        return found

    def _all(self, wanted: str) -> tuple[tuple[int, int], ...]:
        if not wanted:
            return ()
        found = []
        start = self.text.find(wanted)
        while start >= 0:
            stop = start + len(wanted)
            if not _cuts(self.text, start) and not _cuts(self.text, stop):
                found.append((self.places[start], self.places[stop - 1] + 1))
            start = self.text.find(wanted, start + 1)
        return tuple(found)


def _cuts(text: str, place: int) -> bool:
    """Tell whether a place lies inside a word or number."""
    if not 0 < place < len(text):
        return False
    before, behind = text[place - 1], text[place]
    if before in ".," and behind.isdigit() and place > 1 and text[place - 2].isdigit():
        return True
    if _UNSPACED.match(before) or _UNSPACED.match(behind):
        return False
    return before.isalnum() and behind.isalnum()


def fold(text: str, start: int = 0, end: int | None = None) -> Folded:
    """Return a stretch of a text as it is compared.

    Args:
        text: The whole text.
        start: Offset of the stretch's first character.
        end: Offset behind its last one; the text's end by default.
    """
    stop = len(text) if end is None else end
    shown: list[str] = []
    places: list[int] = []
    for place in range(start, stop):
        char = text[place]
        if _UNSEEN.match(char):
            continue
        if char.isspace():
            if shown and shown[-1] == " ":
                continue
            char = " "
        shown.append(_SAME.get(char, char))
        places.append(place)
    return Folded("".join(shown), tuple(places), stop)
