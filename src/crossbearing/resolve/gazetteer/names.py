"""Forms of place names under which spellings meet.

Two forms serve the index. The *key* keeps every letter and drops what typists and transliterators add or leave out
(case, accents, hyphens, apostrophes). The *skeleton* keeps the consonants only, without the Arabic article and with
letters merged that transliterations of Arabic, Kurdish, Persian and Cyrillic names use for one another, so that
"Deir ez-Zor", "Deir al-Zor", "Dayr az Zawr" and "Deir Ezzor" meet. A shared skeleton is a hint, never an identity:
the finder compares the keys too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

__all__ = ["MAX_NAME", "close", "key", "nearest", "readable", "script", "skeleton"]

MAX_NAME = 120
"""Characters beyond which a string is taken for no place name; the longest of GeoNames' 1.4 million has 128."""

_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u02be\u02bf\u02bb`\u00b4\u2032]")
_BREAKS = re.compile(r"[\W_]+", re.UNICODE)
_LATIN_EXTRA = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ə": "a", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ħ": "h"}
)
_ARABIC = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        "ۀ": "ه",
        "ـ": "",
    }
)
# Cyrillic and Greek letters that look like Latin ones; used only where a word mixes scripts (homoglyphs).
_LOOKALIKE = str.maketrans("АВЕКМНОРСТУХІЈЅасеорхуіјѕԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTYXIJSaceopxyijsdqwABEZHIKMNOPTYXo")

_ARTICLE = re.compile(
    r"^(?:al|el|ul|ad|ed|ud|ar|er|ur|as|es|us|az|ez|uz|an|en|un|at|et|ut|ash|esh|ush|adh|edh|ath|eth)$"
)
_GLUED = re.compile(r"^(?:al|el|a(?=([^aeiou])\1)|e(?=([^aeiou])\2))")
# Longest first. The classes follow the common romanisations (BGN/PCGN, ALA-LC, newspapers' own).
_DIGRAPHS = (
    ("sch", "s"), ("tch", "j"), ("shch", "s"), ("sh", "s"), ("ch", "s"), ("kh", "h"), ("gh", "g"), ("dh", "d"),
    ("th", "t"), ("zh", "z"), ("dj", "j"), ("ts", "s"), ("ph", "f"), ("ck", "k"), ("ou", ""), ("qu", "k"),
)  # fmt: skip
_SINGLE = str.maketrans({"q": "k", "c": "k", "x": "k", "v": "f", "p": "b", "y": "", "w": "", "e": "", "a": "", "i": "",
                         "o": "", "u": "", "j": "g"})  # fmt: skip


def script(text: str) -> str:
    """Return the script most of the letters of a text are in.

    Args:
        text: Any text.

    Returns:
        `latin`, `arabic`, `cyrillic`, `hebrew`, `greek`, another script's Unicode name in lower case, or an empty
        string where there is no letter.
    """
    counts: dict[str, int] = {}
    for char in text:
        if char.isalpha():
            name = "latin" if char.isascii() else unicodedata.name(char, "unknown").split(" ", 1)[0].lower()
            counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda item: counts[item]) if counts else ""


def _single_script(word: str) -> str:
    """Return a word with look-alike letters of other scripts replaced, where it mixes them with Latin ones."""
    if word.isascii() or not any(char.isascii() and char.isalpha() for char in word):
        return word
    return word.translate(_LOOKALIKE)


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """Return the form under which a name is looked up exactly.

    Args:
        name: A name in any script.

    Returns:
        Lower-case words without accents, joined by single blanks; empty where nothing is left.
    """
    if name.isascii():
        return _BREAKS.sub(" ", _APOSTROPHES.sub("", name.lower())).strip()
    text = " ".join(_single_script(word) for word in name.split())
    text = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).casefold()
    text = "".join(char for char in text if not unicodedata.combining(char))
    return _BREAKS.sub(" ", text.translate(_LATIN_EXTRA).translate(_ARABIC)).strip()


@lru_cache(maxsize=65536)
def skeleton(name_key: str) -> str:
    """Return the consonants of a Latin-script key, or an empty string where they say too little.

    Args:
        name_key: A result of `key`.

    Returns:
        At least two consonants in one word, or an empty string.
    """
    if not name_key.isascii() or len(name_key) < 4:
        return ""
    words = name_key.split()
    if len(words) > 1:
        words = [word for word in words if not _ARTICLE.match(word)] or words
    parts = []
    for index, word in enumerate(words):
        bones = _GLUED.sub("", word) if (index or len(words) == 1) and len(word) > 4 else word
        for found, merged in _DIGRAPHS:
            bones = bones.replace(found, merged)
        parts.append(bones.translate(_SINGLE))
    text = "".join(parts).replace("h", "") if len("".join(parts)) > 3 else "".join(parts)
    squeezed = re.sub(r"(.)\1+", r"\1", text)
    return squeezed if len(squeezed) >= 2 else ""


@lru_cache(maxsize=16384)
def close(first: str, second: str) -> float:
    """Return how alike two keys are, from 0 to 1, disregarding blanks and the Arabic article.

    Args:
        first: A result of `key`.
        second: Another one.

    Returns:
        The larger of the edit similarity of the keys and of their article-free forms (Levenshtein distance divided by
        the longer length, from 1).
    """
    from rapidfuzz.distance import Levenshtein

    plain = Levenshtein.normalized_similarity(first.replace(" ", ""), second.replace(" ", ""))
    bare = Levenshtein.normalized_similarity(_bare(first), _bare(second))
    return float(max(plain, bare))


def nearest(form: str, others: Sequence[str], most: int) -> list[str]:
    """Return the keys most like a key by plain edit distance, likest first.

    Args:
        form: A result of `key`.
        others: Other keys.
        most: How many at most.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    found = process.extract(form, others, scorer=Levenshtein.normalized_similarity, limit=most, score_cutoff=0.4)
    return [str(item[0]) for item in found]


def _bare(name_key: str) -> str:
    """Return a key without articles and with vowels written the shortest way."""
    words = [word for word in name_key.split() if not _ARTICLE.match(word)] or name_key.split()
    text = "".join(words)
    for long, short in (("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "i"), ("ay", "i"), ("ai", "i"), ("aw", "o"),
                        ("au", "o"), ("ah", "a"), ("y", "i"), ("q", "k")):  # fmt: skip
        text = text.replace(long, short)
    return re.sub(r"(.)\1+", r"\1", text)


def readable(name: str) -> str:
    """Return why a string cannot be a place name, or an empty string where it can.

    Args:
        name: As written.

    Returns:
        A clause for a message, such as "has 10,000 characters".
    """
    if len(name) > MAX_NAME:
        return f"has {len(name):,} characters, more than any place name"
    if not any(char.isalpha() for char in name):
        return "holds no letter"
    if len(key(name)) < 2:
        return "is a single letter"
    return ""
