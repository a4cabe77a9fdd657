"""placeholder while being written"""
from __future__ import annotations
from collections.abc import Iterator
from crossbearing.model.steps import Collected, Reading, Reject
from crossbearing.resources.lexicon import Lexicon
__all__ = ["CodedReader"]
class CodedReader:
    """Reads rows."""
    def __init__(self, tables: Lexicon, step: str) -> None:
        self._step = step
    def read(self, collected: Collected) -> Iterator[Reading | Reject]:
        """Read."""
        yield Reading(collected=collected)
