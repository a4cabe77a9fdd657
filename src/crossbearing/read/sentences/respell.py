"""Words that posts write with signs in them: so that no filter finds them ("kil*led"), or as a tag ("#Osk").

Only words of a closed list are written out, and only tags that stand in a sentence ("shells hit #Port_Marl") are taken
for words, for the parser alone and in as many characters, so that every offset stays valid; answers and quotes keep the
words as written. Why somebody writes so is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

__all__ = ["as_shown", "respelled", "untagged"]

_SIGNS = "*#@$!|/\\\\.\u00b7\u2022+~^_-"
# Each alternative begins at the head of a word and its parts exclude one another: the time grows with the text alone.
_CANDIDATE = re.compile(
    rf"(?<![A-Za-z0-9])[A-Za-z]+(?:(?:[{_SIGNS}]{{1,3}}|[0-9])[A-Za-z]+){{1,14}}(?![A-Za-z0-9])"
    r"|(?<![A-Za-z])[A-Za-z](?: [A-Za-z]){3,14}(?![A-Za-z])"
)
_LIKE_LETTERS = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"})
_MORE = str.maketrans({"!": "i", "|": "l", "*": "", "#": ""})
_LETTER = re.compile(r"[^a-z]")
_TAG = re.compile(r"(?<![\w&/#])#(?=[^\W\d_])\w+")
_WORD_OR_TAG = re.compile(r"#\w+|https?:\S+|pic\.\S+|\w+")
_TAG_BEFORE = re.compile(r"#\w+\s+$")
_SENTENCE_ENDS = re.compile(r"[.!?\u2026|\n:]\W*$")
_GOES_ON = re.compile(r"\s*(?:[:,]|[-\u2013\u2014]\s|['\u2019]s\b|\s[^\W\d_A-Z])")
_CALLS_FOR_A_NAME = re.compile(
    r"\b(?:in|at|on|near|of|from|to|over|around|outside|inside|towards?|between|and|or|the|by|against|with|for"
    r"|(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?|[nsew]{1,2}\.?|rural|central|occupied)\s+$|,\s*$",
    re.IGNORECASE,
)
_JOINED_WORDS = re.compile(r"_+|(?<!\bMc)(?<!\bMac)(?<=[a-z]{2})(?=[A-Z][a-z]{2})")
_MONTHS = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|tember|ober)?"
_DAY_OPENS = re.compile(
    r"(?:(?:early|late) )?on (?:the (?:night|evening|morning) of )?"
    rf"(?:\d{{1,2}}(?:(?:-|\u2013| to )\d{{1,2}})? {_MONTHS}(?: (?:19|20)\d\d)?"
    rf"|{_MONTHS}\.? \d{{1,2}}(?:, (?:19|20)\d\d)?)"
    r"(?= (?!(?:and|to|or|at|in|near|around|about|when|by|until|after|before|during|over|on|of|from|[-\u2013])\b)\w)",
    re.IGNORECASE,
)
_BESIDE = 60  # characters before a tag that are looked at
_LEAST = 3  # letters that must stand as they are, so that no other word can be meant


def as_shown(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a text as the parser reads it best, and where its characters stood.

    Tags are words of their sentence (`untagged`), and a comma stands behind a day that opens it: in "On 3 May soldiers
    shot" the parser takes the month for a part of the subject.

    Args:
        text: Characters of a sentence.

    Returns:
        As `untagged`.
    """
    match = _DAY_OPENS.match(text)
    if match is None:
        return untagged(text)
    at = match.end()
    parted = f"{text[:at]},{text[at:]}"
    shown, offsets = untagged(parted)
    back = (*range(at + 1), *range(at, len(text) + 1))
    return shown, tuple(back[offset] for offset in offsets) if offsets else back


def untagged(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a text with the tags that stand in its sentences as words, and where its characters stood.

    A tag of a list behind the sentence ("... kills two #Osk #News") stays one, and so does one that opens a post and is
    no part of its sentence ("#BREAKING Shells hit ...").

    Args:
        text: Characters of a sentence.

    Returns:
        The text without the signs, blanks between the words of a tag ("#Port_Marl", "#PortMarl"); and for each of its
        characters and its end the offset in the text as given, or nothing where the texts are equal.
    """
    last = _last_word(text) if "#" in text else 0
    shown: list[str] = []
    offsets: list[int] = []
    behind = 0
    for match in _TAG.finditer(text) if "#" in text else ():
        before = text[max(0, match.start() - _BESIDE) : match.start()]
        if _TAG_BEFORE.search(before) or not _in_the_sentence(before, text, match, more=match.end() <= last):
            continue
        shown.append(text[behind : match.start()])
        offsets += range(behind, match.start())
        first = match.start() + 1
        for part in (*_JOINED_WORDS.finditer(match.group()[1:]), None):
            end = first_of_next = match.end()
            if part is not None:
                end, first_of_next = match.start() + 1 + part.start(), match.start() + 1 + part.end()
            shown += (text[first:end], " " if part is not None else "")
            offsets += (*range(first, end), *((end,) if part is not None else ()))
            first = first_of_next
        behind = match.end()
    if not behind:
        return text, ()
    shown.append(text[behind:])
    offsets += range(behind, len(text) + 1)
    return "".join(shown), tuple(offsets)


def _last_word(text: str) -> int:
    """Return where the last word begins that is no tag and no address."""
    words = (found.start() for found in _WORD_OR_TAG.finditer(text) if found.group()[0].isalnum())
    return max((start for start in words if not text.startswith(("http", "pic."), start)), default=-1)


def _in_the_sentence(before: str, text: str, match: re.Match[str], *, more: bool) -> bool:
    """Return whether a tag is a word of the sentence before it or around it; `more`: words follow."""
    if not re.search(r"\w", before) or _SENTENCE_ENDS.search(before):
        return _GOES_ON.match(text, match.end()) is not None
    return more or _CALLS_FOR_A_NAME.search(before) is not None


def respelled(text: str, words: Collection[str]) -> tuple[str, dict[int, int]]:
    """Return a text with such words written out, and where they end in it and as written.

    Args:
        text: Characters of a sentence.
        words: The words that are written out, in lower case.

    Returns:
        A text of equal length, blanks making up for signs left out; and by the end of each word written out the end of
        the word as written.
    """
    ends: dict[int, int] = {}
    pieces: list[str] = []
    behind = 0
    for match in _CANDIDATE.finditer(text):
        plain = next((found for found in _readings(match.group().lower()) if found in words), "") or _with_gaps(
            match.group().lower(), words
        )
        if not plain or len(plain) > len(match.group()):
            continue
        start, end = match.span()
        plain = plain.capitalize() if text[start].isupper() else plain
        pieces += (text[behind:start], plain.ljust(end - start))
        behind = end
        ends[start + len(plain)] = end
    return "".join((*pieces, text[behind:])), ends


def _readings(word: str) -> Iterator[str]:
    yield _LETTER.sub("", word)
    like = word.translate(_LIKE_LETTERS)
    yield _LETTER.sub("", like)
    yield _LETTER.sub("", like.translate(_MORE))
    yield _LETTER.sub("", word.replace("1", "l").translate(_LIKE_LETTERS).translate(_MORE))


def _with_gaps(word: str, words: Collection[str]) -> str:
    """Return the word of which signs stand for single letters ("k*lled"), or an empty string."""
    known = sum(letter.isalpha() for letter in word)
    if known < _LEAST or 2 * known < len(word):
        return ""
    for candidate in _by_length(frozenset(words)).get(len(word), ()):
        if all(mine == theirs or not mine.isalpha() for mine, theirs in zip(word, candidate, strict=True)):
            return candidate
    return ""


@cache
def _by_length(words: frozenset[str]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for word in sorted(words):
        found.setdefault(len(word), []).append(word)
    return {length: tuple(listed) for length, listed in found.items()}
