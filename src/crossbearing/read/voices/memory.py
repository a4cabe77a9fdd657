"""The sources of a document so far, and whom "he", "the group" or "the same sources" mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from crossbearing.read.mentions import Attribution, Source
from crossbearing.read.sentences.grammar import child, lemma
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Cues

__all__ = ["BODIES", "GROUPS", "PERSONS", "Memory", "another_group"]

PERSONS = frozenset({"he", "she", "him", "her", "his"})
"""Pronouns for one person."""

GROUPS = frozenset({"they", "them", "their"})
"""Pronouns for several."""

BODIES = frozenset({"it", "its"})
"""Pronouns for a body or thing."""

_SMALL = re.compile(
    r"(?:al|el|an|ar|as|ash|ad|at|az|ul|ud)[-\u2010\u2011][A-Z]|(?:al|el|bin|ibn|abu|van|von|de|da|der|del|ter)$"
)


# Words behind the first of a body's name that no person's name has.
_OF_BODIES = frozenset({"without", "against", "beyond", "for", "to", "monitor"})

# What stands behind the head of a description ("people of the village", "a source at the airport").
_BEHIND_HEADS = frozenset({"of", "in", "at", "from", "near", "inside", "who", "with"})
# What no organisation of states is called ("the group").
_ARMED_OR_NOT = frozenset({"group", "movement", "militia", "faction", "party"})
_OF_STATES = frozenset({"organization", "organisation", "nations", "programme", "agency", "fund", "unicef", "unesco"})
_NOBODY = frozenset({"no", "none", "nobody", "neither"})

_NEAR = 3  # speakers back to whom "the same source" may point
_INITIALS = re.compile(r"\s*,?\s*\((?:the )?([A-Z][A-Za-z&-]{1,9})\)")
_KEPT = 150
"""How many sources are kept at least: reports name fewer, and each of them is looked at for each that speaks."""


class Memory:
    """The sources of a document so far, to resolve "he said", "the group added", "the spokesman".

    Holds the last named source of each sort, in order of mention.
    """

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._known: list[Source] = []
        self._about: Source | None = None
        self._about_since = -1
        self._noted = 0
        self._papers: dict[str, Source] = {}
        self._initials: dict[str, Source] = {}

    def remember(self, source: Source) -> None:
        """Note a source that is no pronoun; of very many the last are kept."""
        if source.pronoun or (self._known and self._known[-1].name == source.name):
            return
        first = next(iter(source.name.lower().split(maxsplit=1)), "")
        if not first or first in _NOBODY:
            return  # "No group has claimed it": nobody speaks; a publisher that nothing states has no name to recall
        self._known.append(source)
        self._noted += 1
        if len(self._known) > 2 * _KEPT:
            del self._known[:_KEPT]

    def note(self, source: Source, *, next_said: bool = False) -> None:
        """Note persons whom a report is about, but who did not speak yet: "they said" may mean them.

        Args:
            source: The persons.
            next_said: Whether they are described as speakers are ("Officials were more guarded").
        """
        self._about = source
        self._about_since = self._noted if next_said else -1

    def note_papers(self, parsed: Parsed, told: Sequence[Attribution]) -> None:
        """Note who issued what a sentence tells ("said in a statement"): "the statement added" behind it is his.

        So are initials in brackets behind a name ("the National Rescue Agency (NRA) said").

        Args:
            parsed: The sentence.
            told: Its attributions, their sources known.
        """
        text, base = parsed.sentence.text, parsed.sentence.start
        for entry in told:
            short = _INITIALS.match(text[max(entry.source.end - base, 0) :])
            if short is not None and entry.source.named and _stand_for(short[1], entry.source.name):
                self._initials[short[1]] = entry.source
        for token in parsed.tokens:
            if lemma(token) not in self._cues.documents or token.pos_ != "NOUN":
                continue
            above = {parsed.start(one) for one in token.ancestors}
            by = [entry for entry in told if entry.cue_start in above and entry.source.head not in self._cues.documents]
            if by and not by[-1].source.pronoun:
                self._papers[lemma(token)] = by[-1].source

    def resolve(self, source: Source, *, definite: bool = False) -> Source | None:
        """Return the source a pronoun or a bare role word stands for; a full name stands for itself.

        Args:
            source: As found in the sentence.
            definite: Whether it has "the" before it: "the source" is one that was told of before.

        Returns:
            The source meant, with the offsets of the words at hand. A pronoun for persons with nobody to stand for is
            kept as written: somebody said it, and not the writer. None for "it" with nothing to stand for.
        """
        if not source.pronoun:
            full = self._initials.get(source.name.removeprefix("the ").removeprefix("The "))
            if full is not None:
                return replace(full, start=source.start, end=source.end)
            issuer = self._papers.get(source.head) if definite and not (source.named or source.role) else None
            if issuer is not None and source.name.lower().removeprefix("the ") == source.head:
                return replace(issuer, start=source.start, end=source.end)
            fuller = self._fuller(source)
            if not definite or fuller is not source:
                return fuller
            return self._as_before(source) or self._by_its_doing(source) or fuller
        if source.head in GROUPS and self._about is not None and self._about_since == self._noted:
            return replace(self._about, start=source.start, end=source.end)
        if source.head in GROUPS:
            several = next((known for known in reversed(self._known[-8:]) if self._plural(known)), None)
            if several is not None:
                return Source(several.name, source.start, source.end, several.named, several.head)
        for known in reversed(self._known[-12:]):
            if self._fits(source.head, known):
                return Source(known.name, source.start, source.end, known.named, known.head)
        if self._about is not None and (
            source.head in GROUPS
            or (source.head in PERSONS and not self._plural(self._about) and not self._about.named)
        ):
            return replace(self._about, start=source.start, end=source.end)
        return None if source.head in BODIES else replace(source, pronoun=False)

    def _plural(self, known: Source) -> bool:
        if known.head not in self._cues.unnamed:
            return False
        words = known.name.lower().split()
        stop = next((place for place, word in enumerate(words) if place and word in _BEHIND_HEADS), len(words))
        last = words[stop - 1]  # of "people of the village" the first
        return last.endswith(("s", "people", "police", "men", "women")) and not last.endswith("ss")

    def _fits(self, pronoun: str, known: Source) -> bool:
        plural = self._plural(known)
        if pronoun in GROUPS:
            return True if plural else known.head in self._cues.bodies or not known.named
        if pronoun in BODIES:
            organ = known.head in self._cues.bodies | self._cues.organs
            return (known.named and not _looks_personal(known, self._cues)) or organ
        if known.name.lower() in self._cues.metonyms or known.head in self._cues.metonyms:
            return False
        if (
            known.head in self._cues.organs
            and known.head not in self._cues.titles
            and not _looks_personal(known, self._cues)
        ):
            return False
        return not plural and (
            _looks_personal(known, self._cues) or (not known.named and known.head not in self._cues.documents)
        )

    def _fuller(self, source: Source) -> Source:
        """Return a fuller form of a short name seen before ("Konashenkov" for "Igor Konashenkov", "the ministry").

        "The same sources" are those who spoke last without a name, "the same source" else whoever spoke last.
        """
        if source.name.lower().startswith("same "):
            before = [one for one in self._known if not one.name.lower().startswith("same ") and one.end]
            unnamed = [one for one in before if not one.named]
            unnamed = [one for one in unnamed if one.head == source.head == "source"] or unnamed
            # "According to the same source" right behind a body that was named means that body.
            near = before[-_NEAR:] if source.name.lower() == "same source" else before
            known = unnamed[-1] if unnamed and unnamed[-1] in near else next(iter(before[-1:]), None)
            if known is not None:
                return Source(known.name, source.start, source.end, known.named, known.head)
        if source.named and " " not in source.name and source.name[:1].isupper():
            for known in reversed(self._known):
                if known.named and known.name.split()[-1] == source.name and known.name != source.name:
                    return Source(known.name, source.start, source.end, True, known.head)
        if source.head in self._cues.bodies and source.name.lower().removeprefix("the ") == source.head:
            for known in reversed(self._known):
                if (
                    known.named
                    and known.name.lower().removeprefix("the ") != source.head
                    and source.head in known.name.lower().split()
                    and len(known.name.split()) <= 7
                    and not set(known.name) & set('"\u201c\u201d')
                ):
                    return Source(known.name, source.start, source.end, True, known.head)
        return self._pointed_at(source) or source

    def _as_before(self, source: Source) -> Source | None:
        """Return the unnamed source told of before that "the source" or "the officer" means, with its longer name."""
        if source.named or source.name.lower().removeprefix("the ") != source.head:
            return None
        for known in reversed(self._known):
            if known.head == source.head and not known.named:
                longer = len(known.name.split()) > 1
                return Source(known.name, source.start, source.end, False, known.head) if longer else None
        return None

    def _by_its_doing(self, source: Source) -> Source | None:
        """Return the body just named that "the medical group" means: the last of those who bear no arms."""
        before, _, last = source.name.lower().removeprefix("the ").rpartition(" ")
        if last != source.head or source.head not in self._cues.pointing or before not in self._cues.doing:
            return None
        for known in reversed(self._known):
            words = set(known.name.lower().split())
            if known.name.lower() == source.name.lower() or not known.named or words & self._cues.armed:
                continue
            if self._some_group(known):
                return Source(known.name, source.start, source.end, True, known.head)
        return None

    def _pointed_at(self, source: Source) -> Source | None:
        """Return whom "the spokesman" or "the group" means: the last one named with that role, or body."""
        if not source.name.lower().startswith("the ") and source.name.lower() != source.head:
            return None
        if source.name.lower().removeprefix("the ") != source.head:
            return None
        cues = self._cues
        if source.head in cues.titles:
            fits = [known for known in self._known if known.role == source.head and known.named]
        elif source.head in cues.pointing:
            fits = [known for known in self._known if known.named and self._some_group(known)]
            if source.head in _ARMED_OR_NOT:
                fits = [known for known in fits if _OF_STATES.isdisjoint(known.name.lower().split())]
                fits = [known for known in fits if known.head not in cues.unnamed]
        else:
            return None
        if not fits:
            return None
        return Source(fits[-1].name, source.start, source.end, True, fits[-1].head)

    def _some_group(self, known: Source) -> bool:
        """Tell whether a source could be called "the group": a body that is no state, no office and no medium."""
        cues = self._cues
        words = set(known.name.lower().split())
        if _looks_personal(known, cues) or known.name.lower() in cues.metonyms or words & cues.offices:
            return False
        return known.name.lower() not in cues.media and known.head not in cues.media


def another_group(parsed: Parsed, entry: Attribution) -> bool:
    """Tell whether "the group" is none that the publisher could be: it claims a deed, or is told by what it did.

    "The group claims the ambush", "the group that sent the bomber" in a monitor's report.

    Args:
        parsed: The sentence.
        entry: An attribution in it, its source as written.
    """
    if entry.source.pronoun:
        return False
    for token in parsed.tokens:
        if parsed.start(token) == entry.cue_start and lemma(token) == "claim" and child(token, "dobj") is not None:
            return True
        here = entry.source.start <= parsed.start(token) < entry.source.end
        if here and lemma(token) == entry.source.head and child(token, "relcl") is not None:
            return True
    return False


def _stand_for(initials: str, name: str) -> bool:
    """Tell whether initials begin as a name does ("NRA" for the National Rescue Agency)."""
    words = [word for word in re.split(r"[\s-]+", name) if word[:1].isupper()]
    return len(words) > 1 and initials[0] == words[0][0] and sum(letter.isupper() for letter in initials) > 1


def _of_name(word: str) -> bool:
    """Tell whether a word is written as part of a name: with a capital, or as one of its small words ("al-Masri")."""
    return word[:1].isupper() or _SMALL.match(word) is not None


def _looks_personal(source: Source, cues: Cues) -> bool:
    words = source.name.split()
    if words and words[0].lower() in cues.titles:  # "Colonel A B of the Border Service"
        words = words[: next((place for place, word in enumerate(words) if place and word in _BEHIND_HEADS), None)]
    titled = bool(words) and any(word.lower() in cues.titles for word in words) and _of_name(words[-1])
    if source.head in cues.titles or (titled and words[-1].lower() not in cues.organs):
        return True
    if source.named and _OF_BODIES & {word.lower() for word in words[1:]}:
        return False
    capitals = 1 <= len(words) <= 5 and words[0][:1].isupper() and all(_of_name(word) for word in words)
    return source.named and capitals and not any(word.lower() in cues.organs for word in words)
