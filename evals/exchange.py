"""Two parties of a text in each other's place: their names, adjectives, peoples and capitals, wherever they stand.

Words for states are those of the product's table of actors. Only states whose words have one shape are exchanged (one
word for each form, people and adjective told apart), so that the grammar of the text stays what it was.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from crossbearing.read.tagger.parties import GROUP_WORD, party_names
from crossbearing.resources.actors import State, states

__all__ = ["OUTSIDERS", "Exchange", "Exchanged", "exchanges"]

OUTSIDERS: Final = ("NO", "PE", "KE", "AL", "ZM", "BG")
"""States that the texts at hand do not speak of, one of which takes the place of a party."""

_ARTICLE: Final = re.compile(r"\b([Aa]n?|AN?)(\s+)$")
_VOWEL: Final = re.compile(r"[AEIO]", re.IGNORECASE)  # "U" is spoken as in "Ukrainian"
_FORMS: Final = ("name", "adjective", "people", "capital")


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A text with two parties exchanged, and where its characters come from.

    Args:
        text: The new text.
        edges: Offsets in the old text, and those in the new one that they became, of both ends of each name.
    """

    text: str
    edges: tuple[tuple[int, ...], tuple[int, ...]]

    def place(self, offset: int) -> int:
        """Return what an offset of the old text became; inside a name, the nearer end of what replaced it."""
        old, new = self.edges
        at = bisect.bisect_right(old, offset) - 1
        if at < 0:
            return offset
        moved = new[at] + offset - old[at]
        return min(moved, new[at + 1]) if at + 1 < len(new) and at % 2 == 0 else moved


@dataclass(frozen=True, slots=True)
class Exchange:
    """Puts two states in each other's place.

    Args:
        left: ISO code of one.
        right: ISO code of the other.
    """

    left: str
    right: str

    def words(self) -> dict[str, str]:
        """Return each word, in lower case, with the one that takes its place."""
        one, other = _shape(self.left), _shape(self.right)
        if one is None or other is None:
            raise ValueError(f"{self.left} and {self.right}: words of another shape")
        found: dict[str, str] = {}
        for form in _FORMS:
            for mine, theirs in ((one[form], other[form]), (other[form], one[form])):
                found |= {word.casefold(): theirs[0] for word in mine}
        return found

    def pattern(self, *, plain: bool = False) -> re.Pattern[str]:
        """Return what finds the words, in capitals or with a capital; in a text without any, as they are."""
        names = sorted(self.words(), key=len, reverse=True)
        forms = [form for name in names for form in ([name] if plain else [name.title(), name.upper()])]
        return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")

    def apply(self, text: str) -> Exchanged:
        """Return a text with the two parties exchanged; `a` and `an` before a name follow it."""
        words = self.words()
        parts: list[str] = []
        old: list[int] = []
        new: list[int] = []
        behind = length = 0
        # "Islamic State of Iraq" is a group's own name: with another state in it, it would name nobody.
        groups = [party for party in party_names().find(text) if party.word == GROUP_WORD]
        for match in self.pattern(plain=text == text.lower()).finditer(text):
            if any(group.start <= match.start() < group.end for group in groups):
                continue
            name = words[match.group().casefold()]
            if match.group().isupper() or match.group().islower():
                name = name.upper() if match.group().isupper() else name.lower()
            lead = text[behind : match.start()]
            article = _ARTICLE.search(lead)
            if article is not None and bool(_VOWEL.match(name)) != bool(_VOWEL.match(match.group())):
                # The ends of an article count as the start of what stands behind it.
                written = "an" if _VOWEL.match(name) else "a"
                joined = written.upper() if match.group().isupper() and article.group(1).isupper() else written
                joined = joined[0].upper() + joined[1:] if article.group(1)[0].isupper() else joined
                kept = lead[: article.start()]
                parts += [kept, joined]
                length += len(kept)
                old += [behind + article.start(), behind + article.end(1)]
                new += [length, length + len(joined)]
                length += len(joined)
                lead = article.group(2)
            parts += [lead, name]
            length += len(lead)
            old += [match.start(), match.end()]
            new += [length, length + len(name)]
            length += len(name)
            behind = match.end()
        parts.append(text[behind:])
        return Exchanged("".join(parts), (tuple(old), tuple(new)))

    def in_words(self, words: str) -> str:
        """Return words of a reading, in whatever case, with the two parties exchanged and articles levelled."""
        table = self.words()
        names = "|".join(re.escape(name) for name in sorted(table, key=len, reverse=True))
        swapped = re.sub(
            rf"(?<![\w])(?:{names})(?![\w])", lambda match: table[match.group()].casefold(), words.casefold()
        )
        return re.sub(r"\ban\b", "a", swapped)


def level(words: str) -> str:
    """Return words of a reading as `Exchange.in_words` writes them, nothing exchanged."""
    return re.sub(r"\ban\b", "a", words.casefold())


def exchanges(text: str, outsider: int = 0) -> Iterator[Exchange]:
    """Yield the exchanges to try with a text: of its two most named states, and of the first with an outsider.

    Args:
        text: The text.
        outsider: Which outsider, by number; one that the text names is passed over.
    """
    named = _named(text)
    if len(named) > 1:
        yield Exchange(named[0], named[1])
    strangers = [code for code in OUTSIDERS if code not in named]
    if named and strangers:
        yield Exchange(named[0], strangers[outsider % len(strangers)])


def _named(text: str) -> list[str]:
    """Return the states named at least twice whose words have the one shape, most named first."""
    counts: Counter[str] = Counter()
    shape = r"[a-z]+" if text == text.lower() else r"[A-Z][A-Za-z]+"
    for word, count in Counter(re.findall(shape, text)).items():
        for code in _codes().get(word.casefold(), ()):
            counts[code] += count
    return [code for code, count in counts.most_common() if count >= 2]


@cache
def _codes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code in states():
        shape = _shape(code)
        if shape is not None:
            for word in {word.casefold() for words in shape.values() for word in words}:
                found.setdefault(word, []).append(code)
    return found


@cache
def _shape(code: str) -> dict[str, Sequence[str]] | None:
    """Return a state's words by form, or None where they are not one word each or two forms share one."""
    state: State = states()[code]
    forms: dict[str, Sequence[str]] = {
        "name": _single((state.name, *state.aliases)),
        "adjective": _single(state.adjectives),
        "people": _single(state.people),
        "capital": _single(state.capitals),
    }
    if not all(forms.values()):
        return None
    plain = [word.casefold() for words in forms.values() for word in words]
    return forms if len(plain) == len(set(plain)) else None


def _single(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if re.fullmatch(r"[A-Z][a-z]+", name))
