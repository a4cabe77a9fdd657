"""The tagger reads every party under the same name, so that its marks cannot depend on which side is spoken of.

Names of states, their adjectives and peoples all become one word before the encoder sees them, capitals another, armed
groups and coalitions a third, while training as at work. Two texts that differ in such names alone therefore give the
same marks by construction (counterfactual invariance by deletion of the attribute: compare Garg et al., AIES 2019, and
entity anonymisation in Hermann et al., NeurIPS 2015).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from crossbearing.model.actors import ActorKind
from crossbearing.resources.actors import actors, names_of, states

__all__ = ["Party", "PartyNames", "party_names"]

STATE_WORD: Final = "german"
"""What the encoder reads for a state, its adjective and its people: one piece of the vocabulary, seen often."""
CAPITAL_WORD: Final = "berlin"
"""What it reads for a capital."""
GROUP_WORD: Final = "nato"
"""What it reads for an armed group or a coalition."""

_GROUPS: Final = frozenset({ActorKind.ARMED_GROUP, ActorKind.COALITION})
_WORD: Final = re.compile(r"[^\W_]+")
_ARTICLE: Final = re.compile(r"\b[Aa][Nn](?=\s+\Z)")
_INNER: Final = frozenset({"of", "the", "for", "in", "and", "to", "al", "ash", "as", "ad", "an", "el", "ul", "ar"})
#: Names that are everyday words once a text has no capitals.
_EVERYDAY: Final = frozenset({"us", "polish", "turkey", "chad", "is", "the states", "georgia", "jordan"})
#: Shorter names of groups are not looked for in a text without capitals.
_LEAST_UNCASED: Final = 4


@dataclass(frozen=True, slots=True)
class Party:
    """A name in a text: characters ``start`` to ``end`` and the word that the encoder reads instead."""

    start: int
    end: int
    word: str


class PartyNames:
    """Finds party names in a text, longest first.

    Args:
        names: Pairs of a name as written with capitals and the word read instead.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for name, word in names:
            head = _WORD.search(name)
            if head is not None and head.start() == 0:
                found[head.group().casefold()].setdefault(name, word)
        self._by_head = {
            head: sorted(options.items(), key=lambda item: -len(item[0])) for head, options in found.items()
        }

    def find(self, text: str) -> Iterator[Party]:
        """Yield the party names of a text in order, never overlapping."""
        uncased = text == text.lower() or text == text.upper()
        behind = 0
        for match in _WORD.finditer(text):
            start = match.start()
            if start < behind:
                continue
            options = self._by_head.get(match.group().casefold())
            if options is None or not (uncased or text[start].isupper() or match.group() in _INNER):
                continue
            for name, word in options:
                end = start + len(name)
                if not _same(text[start:end], name, uncased=uncased) or text[end : end + 1].isalnum():
                    continue
                if uncased and (name.casefold() in _EVERYDAY or (word == GROUP_WORD and len(name) < _LEAST_UNCASED)):
                    continue
                article = _ARTICLE.search(text, max(behind, start - 4), start)
                if article is not None:
                    # "an Iraqi", "a Syrian": the article too would tell one name from another.
                    yield Party(article.start(), article.end(), text[article.start()])
                yield Party(start, end, word)
                behind = end
                break


def _same(written: str, name: str, *, uncased: bool) -> bool:
    if written == name:
        return True
    if uncased or len(name) > _LEAST_UNCASED:
        # Headlines and articles change letter case; a short name would then be an everyday word.
        return written.casefold() == name.casefold() and (uncased or written != written.lower())
    return False


def _proper(name: str) -> bool:
    """Tell whether a name is made of capitalised words, so that no description such as "rebel fighters" counts."""
    words = _WORD.findall(name)
    return bool(words) and words[0][0].isupper() and all(w[0].isupper() or w in _INNER or w.isdigit() for w in words)


@cache
def party_names() -> PartyNames:
    """Return the finder for all states, capitals, armed groups and coalitions of the actor table.

    Raises:
        ResourceError: If the table is damaged.
    """
    names: list[tuple[str, str]] = []
    for state in states().values():
        for name in (state.name, *state.aliases, *state.adjectives, *state.people):
            names.append((name, STATE_WORD))
        names += [(name, CAPITAL_WORD) for name in state.capitals]
    for actor in actors().values():
        if actor.kind in _GROUPS:
            names += [(name, GROUP_WORD) for name in names_of(actor.id)]
    return PartyNames((name, word) for name, word in names if _proper(name))
