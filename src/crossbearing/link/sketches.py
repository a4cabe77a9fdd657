"""Sketches of texts, and which of them have a band of their sketches in common.

MinHash (Broder 1997) with locality-sensitive hashing by bands (Indyk and Motwani 1998). All sketches are known before
the first is looked up, so that a value which one text alone has needs no place in the index: of many texts on many
matters hardly any has. An index of all values would weigh some ten thousand bytes a text.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

__all__ = ["PERMUTATIONS", "BandIndex", "sketched"]

PERMUTATIONS = 128
"""Slots a sketch: the standard error of an estimate by it is 0.04."""

_SEED = 1
_BATCH = 1000  # texts


def sketched(shingles: Sequence[npt.NDArray[np.uint64]]) -> npt.NDArray[np.uint32]:
    """Return the sketches of texts, one a row.

    Args:
        shingles: Hashes of the runs of words of each text.
    """
    found = np.empty((len(shingles), PERMUTATIONS), dtype=np.uint32)
    for start in range(0, len(shingles), _BATCH):
        some = shingles[start : start + _BATCH]
        tokens = [[raw[at : at + 8] for at in range(0, len(raw), 8)] for raw in _raw(some)]
        made = RMinHash.from_token_sets(tokens, num_perm=PERMUTATIONS, seed=_SEED)
        for place, sketch in enumerate(made, start):
            found[place] = sketch.digest()
    return found


def _raw(found: Sequence[npt.NDArray[np.uint64]]) -> Iterator[bytes]:
    for one in found:
        yield one.astype("<u8").tobytes()  # the same on every machine


class BandIndex:
    """Looks up texts that share a band of their sketches with another one.

    Args:
        sketches: Of all texts, one a row.
        bands: Into how many bands of equal length a sketch is cut.
    """

    def __init__(self, sketches: npt.NDArray[np.uint32], bands: int) -> None:
        width = sketches.shape[1] // bands
        texts, groups = array("i"), array("i")
        number = 0
        for band in range(bands if len(sketches) else 0):
            part = np.ascontiguousarray(sketches[:, band * width : (band + 1) * width])
            values = part.view([("", part.dtype)] * width).ravel() if width > 1 else part.ravel()
            order = np.argsort(values, kind="stable")
            same = values[order][1:] == values[order][:-1]
            # A text belongs to a group if its neighbour in the order has the same value.
            inside = np.concatenate(([False], same)) | np.concatenate((same, [False]))
            starts = inside & ~np.concatenate(([False], same))
            texts.frombytes(order[inside].astype(np.int32).tobytes())
            groups.frombytes((number + np.cumsum(starts)[inside]).astype(np.int32).tobytes())
            number += int(starts.sum())
        held = np.frombuffer(texts, dtype=np.int32) if texts else np.empty(0, np.int32)
        order = np.argsort(held, kind="stable")
        self._groups = (np.frombuffer(groups, dtype=np.int32) if groups else np.empty(0, np.int32))[order]
        self._first = np.searchsorted(held[order], np.arange(len(sketches) + 1))
        self._members: dict[int, list[int]] = {}

    def insert(self, text: int) -> None:
        """Let a text be found from now on, by its place among the sketches."""
        for group in self._of(text):
            self._members.setdefault(group, []).append(text)

    def query(self, text: int) -> list[int]:
        """Return the inserted texts that share a band with one, in order."""
        return sorted({other for group in self._of(text) for other in self._members.get(group, ())})

    def _of(self, text: int) -> list[int]:
        found: list[int] = self._groups[self._first[text] : self._first[text + 1]].tolist()
        return found
