"""Words that mix scripts to look like others."""

from __future__ import annotations

import unicodedata

__all__ = ["mixed_word", "scripts_of"]

_LOOK_ALIKES = ("Cyrillic", "Greek", "Cherokee", "Armenian")  # scripts with letters that look like Latin ones


def scripts_of(word: str) -> str:
    """Return the scripts that a word is written in, in order, in words.

    Args:
        word: Such as a word of two alphabets.
    """
    names = dict.fromkeys(unicodedata.name(char, "OTHER").split()[0].capitalize() for char in word if char.isalpha())
    return " and ".join(names)


def mixed_word(name: str) -> str:
    """Return the first word that mixes scripts, as names made to look like others do ("H" of two alphabets), or "".

    Args:
        name: As written.
    """
    if name.isascii():
        return ""
    return next(
        (word for word in name.split() if not word.isascii() and any(map(str.isascii, filter(str.isalpha, word)))
         and any(script in scripts_of(word) for script in _LOOK_ALIKES)),
        "",
    )  # fmt: skip
