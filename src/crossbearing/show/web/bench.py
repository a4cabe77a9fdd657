"""What the reader and the screen for adding need from outside beside the desk: coding, pages as pictures, tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crossbearing.model.coding import CodedClaim
from crossbearing.model.values import PlaceCandidate

__all__ = ["Bench"]


@dataclass(frozen=True, slots=True)
class Bench:
    """The work behind the reader.

    Args:
        code: Checks a claim coded by hand, finishes and keeps it; given the id of an incident it is about, or empty.
        withdraw: Takes one back, given its id, by whom and why.
        relink: Links the case anew, telling its progress, and returns the ids of the incidents that this changed.
        slot_values: For each question the types of values that may answer it.
        places: What a name of a place may mean, best first.
        picture: A page of a PDF as a picture, given the bytes, the number of the page and words to find on it; see
            `collect.page_picture.page_picture`.
        preview: What a table looks like; see `collect.previewing.preview`.
        mapping: A mapping as a mapping file says it, given columns, slots, order of dates and language.
    """

    code: Callable[[CodedClaim, str], CodedClaim]
    withdraw: Callable[[str, str, str], CodedClaim]
    relink: Callable[[Callable[[str, float], None]], Sequence[str]]
    slot_values: Mapping[str, Sequence[str]]
    places: Callable[[str], Sequence[PlaceCandidate]]
    picture: Callable[[bytes, int, str], Mapping[str, Any]]
    preview: Callable[[Path], Mapping[str, Any]]
    mapping: Callable[[Mapping[str, str], Mapping[str, str], str, str], str]
