"""Words that judge, and sentences that pronounce instead of telling."""

from __future__ import annotations

from collections.abc import Iterator

from crossbearing.read.parse import Parsed
from crossbearing.read.segment import Sentence
from crossbearing.resources.lexicon import Lexicon, pattern

__all__ = ["is_rhetoric", "loaded_terms"]


def loaded_terms(sentence: Sentence, tables: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Yield the words of a sentence that judge: offsets in the text and the words.

    Args:
        sentence: The sentence.
        tables: Word tables of its language; one list for every side.
    """
    for match in pattern(tables.loaded).finditer(sentence.text):
        yield sentence.start + match.start(), sentence.start + match.end(), match.group()


def is_rhetoric(parsed: Parsed, tables: Lexicon) -> bool:
    """Tell whether a sentence pronounces on the matter and tells nothing that could be checked.

    It does where it has a word that judges beside an abstract one, or opens like an appeal, and has no number.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    text = parsed.sentence.text
    if any(token.pos_ == "NUM" for token in parsed.tokens):
        return False
    lowered = text.lower()
    if any(lowered.startswith(opener) for opener in tables.openers):
        return True
    judging = pattern(tables.judging).search(text)
    abstract = pattern(tables.abstract).search(text)
    return judging is not None and abstract is not None
