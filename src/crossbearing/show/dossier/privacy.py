"""Who is named and who is not: names of private persons are hidden by rule, public officials in office are kept.

The rules err on the side of hiding. A name is hidden wherever it stands in the page once any one place shows that it is
a private person's; it is kept only where an office stands right beside it somewhere in the case. See
`docs/guide/dossier.md` for what the rules cannot see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from crossbearing.model.actors import ActorKind, Speaker
from crossbearing.model.documents import Mark, MarkKind
from crossbearing.show.dossier.names import NameFinder, organisation, personal_tokens, plain_word, title_word

__all__ = ["WITHHELD", "Veil", "VeilSource", "make_veil", "only"]

WITHHELD = "[name withheld]"
"""What stands in place of a private person's name."""

_PRIVATE_PUBLISHERS = frozenset({"person", "witness", "witness_group", "social_media", "social_media_account", "post"})
_BETWEEN_NAMES = re.compile(r"[,;،؛\n\r•·|/()]|\s(?:and|und|et|y|و|и|та)\s")
_ADDITION = re.compile(r"\d+")
_BODIES = frozenset(kind.value for kind in ActorKind) - {ActorKind.PERSON.value, ActorKind.WITNESS_GROUP.value, "other"}


@dataclass(frozen=True, slots=True)
class VeilSource:
    """What the rules look at.

    Args:
        texts: All running texts that may be shown: documents, titles, file names, values, reasons.
        speakers: Every link of every attribution chain.
        publishers: Publisher names with their kind.
        places: Names of places, which are never taken for persons.
        listed: Stretches of text that list names of the dead; whatever stands in them is hidden.
        hidden: Names that somebody decided to hide.
    """

    texts: tuple[str, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    publishers: tuple[tuple[str, str], ...] = ()
    places: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Veil:
    """Hides names in text.

    Args:
        finder: Recognises names by their surroundings; None where nothing is to be hidden.
        withheld: The names hidden, as written, longest first.
    """

    finder: NameFinder | None = None
    withheld: tuple[str, ...] = ()
    _pattern: re.Pattern[str] | None = field(default=None, compare=False)

    @property
    def active(self) -> bool:
        """Whether names are hidden by rule, and not only those that somebody decided to hide."""
        return self.finder is not None

    def spans(self, content: str) -> list[tuple[int, int]]:
        """Return the stretches of a text that hold hidden names, in order, without overlap."""
        found = [] if self.finder is None else [(start, end) for start, end in self.finder.private_spans(content)]
        if self._pattern is not None:
            found.extend(match.span() for match in self._pattern.finditer(content))
        return merged(found)

    def text(self, content: str) -> str:
        """Return a text with each hidden name replaced by `[name withheld]`."""
        if (self.finder is None and self._pattern is None) or not content or content == WITHHELD:
            return content
        return _veiled(self, content)

    def address(self, url: str) -> str:
        """Return an address, or an empty string where it spells out a hidden name."""
        return url if self.text(url) == url else ""

    def sweep(self, page: str) -> str:
        """Return a finished page without any hidden name of several words: a second net under the first."""
        words = [_loose(name) for name in self.withheld if len(name.split()) > 1]
        return re.sub("|".join(words), WITHHELD, page) if words else page


@lru_cache(maxsize=20_000)
def _veiled(veil: Veil, content: str) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in veil.spans(content):
        pieces.extend((content[done:start], WITHHELD))
        done = end
    pieces.append(content[done:])
    return "".join(pieces)


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return stretches in order, those that touch or overlap joined."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _loose(name: str) -> str:
    """A pattern for a name of several words, whatever stands between them: blanks, hyphens of an address, line ends."""
    return r"(?i:(?<![^\W_])" + r"[\W_]+".join(re.escape(word) for word in name.split()) + r"(?![^\W_]))"


def _single(name: str) -> str:
    """A pattern for one word of a name, as written or in capitals."""
    return rf"(?<![^\W_])(?:{re.escape(name)}|{re.escape(name.upper())})(?![^\W_])"


def make_veil(source: VeilSource) -> Veil:
    """Return the veil for a case: who is private and who is an official is gathered from all of it.

    Args:
        source: What may be shown.
    """
    publishers = {name for name, kind in source.publishers if name and kind.casefold() not in _PRIVATE_PUBLISHERS}
    bodies = {speaker.name for speaker in source.speakers if _is_body(speaker)}
    kept = frozenset(word.casefold() for word in (*publishers, *source.places, *bodies) if word)
    finder = NameFinder(kept)
    texts = [*source.texts, *(speaker.name for speaker in source.speakers)]
    officials = {text[start:end] for text in texts for start, end in finder.official_spans(text)}
    official_words = frozenset(plain_word(word) for name in officials for word in personal_tokens(name))
    finder = NameFinder(kept, frozenset(name.casefold() for name in officials), official_words)
    private: set[str] = {text[start:end] for text in texts for start, end in finder.private_spans(text)}
    private |= {name for speaker in source.speakers for name in _private_speaker(speaker, finder)}
    private |= {name for name, kind in source.publishers if name and kind.casefold() in _PRIVATE_PUBLISHERS}
    private |= {name for stretch in source.listed for name in _listed(stretch)}
    names = {name for name in private if not finder.keeps(name)}
    words = {
        word
        for name in names
        for word in personal_tokens(name)
        if len(word) > 2
        and plain_word(word) not in official_words
        and word.casefold() not in kept
        and not organisation(word)
        and not title_word(word)
    }
    withheld = tuple(sorted(names | words | set(source.hidden), key=lambda name: (-len(name), name)))
    return Veil(finder, withheld, _pattern(withheld))


def only(names: Iterable[str]) -> Veil:
    """Return a veil over the names that somebody decided to hide, and over no others."""
    withheld = tuple(sorted(set(names), key=lambda name: (-len(name), name)))
    return Veil(None, withheld, _pattern(withheld))


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    patterns = [_loose(name) if len(name.split()) > 1 else _single(name) for name in names if name.strip()]
    return re.compile("|".join(patterns)) if patterns else None


def _is_body(speaker: Speaker) -> bool:
    return speaker.kind != ActorKind.PERSON.value and (speaker.kind in _BODIES or bool(speaker.actor))


def _private_speaker(speaker: Speaker, finder: NameFinder) -> tuple[str, ...]:
    """Return the name of a speaker where it must be taken for a private person's."""
    name = " ".join(speaker.name.split())
    if not name or name == "publisher" or finder.keeps(name) or any(finder.official_spans(name)):
        return ()
    if speaker.kind == ActorKind.PERSON.value:
        return finder.bare_names(name) or (name,)
    if _is_body(speaker) or not speaker.named:
        return ()
    return finder.bare_names(name) if finder.looks_personal(name) else ()


def _listed(stretch: str) -> set[str]:
    """Return the names in a list of names: what stands between commas, ages and other additions left out."""
    parts = (" ".join(_ADDITION.sub(" ", part).split()).strip(" .:*–—-") for part in _BETWEEN_NAMES.split(stretch))
    return {part for part in parts if len(part) > 2}


def listed_names(marks: Iterable[Mark]) -> list[tuple[int, int]]:
    """Return the stretches of a text in which names of the dead are listed; they are never shown."""
    return merged((mark.start, mark.end) for mark in marks if mark.kind is MarkKind.NAMES_LISTED)
