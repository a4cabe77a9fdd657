"""How common a word is in its language, so that what is rare can be told in a case of a few reports.

The frequencies are those of the package wordfreq (Speer 2022, https://github.com/rspeer/wordfreq), which gathers them
from several corpora; its tables load when a word of their language is first asked for.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

__all__ = ["share_of_reports"]

_REPORT = 250  # words of an ordinary report
_UNLISTED = 4e-7  # frequency of a word that the tables leave out; the rarest listed has 1e-6


def share_of_reports(word: str, language: str, *, prefix: bool = False) -> float:
    """Return in what share of ordinary reports of a language a word is to be expected, 0 to 1.

    Args:
        word: In lower case.
        language: ISO 639-1 code; of a language without a table every word counts as a rare one.
        prefix: Whether `word` is the beginning that several words share; all of them count then.
    """
    frequencies = _beginnings(language, len(word)) if prefix else _frequencies(language)
    return 1 - math.exp(-_REPORT * max(frequencies.get(word, 0.0), _UNLISTED))


@lru_cache(maxsize=8)
def _frequencies(language: str) -> Mapping[str, float]:
    from wordfreq import available_languages, get_frequency_dict

    found: Mapping[str, float] = get_frequency_dict(language, "small") if language in available_languages() else {}
    return found


@lru_cache(maxsize=32)
def _beginnings(language: str, length: int) -> Mapping[str, float]:
    found: dict[str, float] = defaultdict(float)
    for word, frequency in _frequencies(language).items():
        found[word[:length]] += frequency
    return found
