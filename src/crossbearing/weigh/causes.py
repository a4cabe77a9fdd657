"""Causes told in free words that mean what the tree of intent has a code for: "human error" is a mistake.

Who is asked for the cause and who is asked whether it was meant may give one explanation in two places. Causes that the
tree has no code for stay as they are worded.
"""

from __future__ import annotations

import re
from functools import cache

from crossbearing.resources.lexicon import languages, lexicon

__all__ = ["code_of_words"]


def code_of_words(words: str) -> str:
    """Return the code of intent that free words of a cause mean, or empty.

    Args:
        words: As reported: "a mistake of the crew", "a failed fuse". Where several codes of one branch are told, the
            branch is meant; where codes of several are, or one is ruled out ("not an error, but ..."), none.
    """
    told = " ".join(words.casefold().split())
    found: set[str] = set()
    for pattern, code, ruled_out in _patterns():
        for match in pattern.finditer(told):
            if ruled_out.search(told[: match.start()]):
                return ""
            found.add(code)
        told = pattern.sub(" ", told)  # "targeting error" is not an error besides
    branches = {code.partition(".")[0] for code in found}
    if len(branches) != 1:
        return ""
    return found.pop() if len(found) == 1 else branches.pop()


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, re.Pattern[str]], ...]:
    """Return patterns of words that mean a code, the longest first, each with its language's words that rule out."""
    found = []
    for language in languages():
        table = lexicon(language).raw["intent"]
        ruled_out = re.compile(rf"\b(?:{'|'.join(map(re.escape, table['ruled_out']['words']))})\b")
        rows = sorted((-len(word), word, code) for code, words in table["codes"].items() for word in words)
        found += [(re.compile(rf"\b{re.escape(word)}\b"), code, ruled_out) for _length, word, code in rows]
    return tuple(found)
