"""Words that judge, and sentences that pronounce, appeal or ask instead of telling.

All of it goes by the words and never by whom they are said of: one list for every side. What is marked here is shown to
whoever reads the document and is no fact of the incident; what a sentence tells besides judging is read all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.segment import Sentence
from crossbearing.resources.lexicon import Lexicon, pattern

__all__ = ["LOADED_NOTE", "loaded_terms", "rhetoric"]

LOADED_NOTE = "a word that judges; the same list is used for every side"
"""What the mark of a loaded term says."""

_OPINION = "opinion that nothing here could check"
_APPEAL = "an appeal, which tells nothing that could be checked"
_QUESTION = "a question, which asserts nothing"

_ASKS = re.compile(r"\?[\"'\u201d\u2019)\]]*\s*$")
_TOLD = frozenset({"VBD", "VBN", "VBZ", "VBP", "VBG"})


def loaded_terms(sentence: Sentence, tables: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Yield the words of a sentence that judge: offsets in the text and the words.

    Words in phrases where they are a plain term ("criminal court") do not count, nor do words that are a language's
    ordinary usage, which are not in the list at all.

    Args:
        sentence: The sentence.
        tables: Word tables of its language; one list for every side.
    """
    raw: Any = tables.raw["loaded"]
    plain = [match.span() for match in pattern(tuple(raw["plain"])).finditer(sentence.text)]
    for match in pattern(tables.loaded).finditer(sentence.text):
        if not any(start <= match.start() and match.end() <= end for start, end in plain):
            yield sentence.start + match.start(), sentence.start + match.end(), match.group()


def rhetoric(parsed: Parsed, tables: Lexicon) -> str:
    """Return why a sentence tells nothing that could be checked, or an empty string where it tells something.

    A question asserts nothing, whatever it takes for granted and whoever asks it. An appeal opens like one. Opinion has
    a word that judges beside an abstract one, and tells of nobody harmed, hit or counted.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    text = parsed.sentence.text
    if _ASKS.search(text):
        return _QUESTION
    if any(token.pos_ == "NUM" and token.lower_ != "one" for token in parsed.tokens):
        return ""
    lowered = text.lower().lstrip("\"'\u201c\u2018 ")
    if any(re.match(rf"{re.escape(opener)}\b", lowered) for opener in tables.openers):
        return _APPEAL
    if pattern(tables.judging).search(text) and pattern(tables.abstract).search(text) and not _tells(parsed, tables):
        return _OPINION
    return ""


def _tells(parsed: Parsed, tables: Lexicon) -> bool:
    """Tell whether a sentence tells of persons harmed or counted, or of an attack that was carried out."""
    if any(number.low != 1 for number in parsed.numbers):
        return True
    verbs = {**tables.harm.verbs, **tables.triggers.verbs}
    return any(
        token.pos_ == "VERB"
        and token.tag_ in _TOLD
        and token.lemma_.lower() in verbs
        and any(child.dep_ in {"dobj", "nsubjpass", "agent"} for child in token.children)
        and not any(child.dep_ == "neg" or child.tag_ == "MD" for child in token.children)
        for token in parsed.tokens
    )
