"""Families of the bodies that give one answer: who has it from whom, as far as the chains of all reports tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crossbearing.link.chains import Chain, names_of
from crossbearing.link.copies import Copies
from crossbearing.model.claims import Claim
from crossbearing.model.ids import normalised_words
from crossbearing.model.incidents import Certainty, Upstream
from crossbearing.resources.bodies import Bodies, Body, Sort

__all__ = ["Families", "Read"]

_SMALL_WORDS = frozenset({"the", "of", "a", "an", "local", "and", "for", "in"})


@dataclass(frozen=True, slots=True)
class Read:
    """A claim with its chain, its publication and the time it appeared.

    Args:
        claim: The claim.
        chain: Its attribution chain as read.
        publisher: Who published it, or empty.
        kind: Kind of that publisher as the user stated it, or empty.
        country: ISO 3166-1 alpha-2 code of its country, or empty.
        credit: Its credit line without brackets, or empty.
        appeared: When it appeared, `~` where that is not known.
    """

    claim: Claim
    chain: Chain
    publisher: str
    kind: str
    country: str
    credit: str
    appeared: str

    @property
    def publishers(self) -> tuple[str, ...]:
        """The publisher's name as written, and those that it leads with."""
        return (self.publisher, *sorted(names_of(self.publisher))) if self.publisher else ()


class Families:
    """Families of the bodies that give one answer, joined by the upstream links of its chains.

    Args:
        reads: The claims of one answer, in order of appearance.
        copies: Which documents of the case are copies of one another.
        bodies: Tells bodies by name.
    """

    def __init__(self, reads: Sequence[Read], copies: Copies, bodies: Bodies) -> None:
        self._parent: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._stated: dict[str, Read] = {}
        for read in reads:
            for body in read.chain.bodies:
                self._labels.setdefault(body.family, body.label)
            # Groups without a name join nobody: "sources at the airport" may be anyone.
            named = [body.family for body in read.chain.bodies if body.sort is not Sort.DESCRIBED]
            for outer, inner in pairwise(named):
                if self._root(outer) != self._root(inner):
                    self._parent[self._root(outer)] = self._root(inner)  # whose knowledge it is names the family
                    self._stated.setdefault(outer, read)

        self._join_carriers(reads)
        self._join_short_names(reads)
        self._join_bare_offices(reads, bodies)
        self._copied: dict[str, str] = {}
        self._join_in_copies(reads, copies)

    def _join_in_copies(self, reads: Sequence[Read], copies: Copies) -> None:
        """Join the bodies that a report and its copy name for one answer, where one of them is known by no table.

        "The military" of the one is "the general staff" of the other. Two known bodies stay two, and whoever publishes
        an answer as its own has it from nobody else.
        """
        before: dict[str, list[tuple[str, Body]]] = {}
        for read in reads:
            source, document = read.chain.source, read.claim.document
            if source is None or not read.chain.carriers:
                continue
            if source.sort is not Sort.BODY:
                self._join_with_earlier(source, document, copies.near(document), before)
            before.setdefault(copies.text_of(document), []).append((document, source))

    def _join_with_earlier(
        self,
        source: Body,
        document: str,
        texts: Sequence[tuple[str, str]],
        before: Mapping[str, Sequence[tuple[str, Body]]],
    ) -> None:
        for text, reason in texts:
            roots = {self._root(body.family) for other, body in before.get(text, ()) if other != document}
            if len(roots) == 1 and self._root(source.family) not in roots:
                self._parent[self._root(source.family)] = roots.pop()
                self._copied[source.family] = reason

    def _join_carriers(self, reads: Sequence[Read]) -> None:
        """Carry an upstream over to a body that one report names as a source and another as one who handed it on."""
        families = {normalised_words(body.name): body.family for read in reads for body in read.chain.bodies}
        for read in reads:
            if read.chain.source is None:
                continue
            for carrier in read.chain.carriers[1:]:
                family = families.get(normalised_words(carrier))
                if family is not None and self._root(family) != self._root(read.chain.source.family):
                    self._parent[self._root(family)] = self._root(read.chain.source.family)
                    self._stated.setdefault(family, read)

    def _join_short_names(self, reads: Sequence[Read]) -> None:
        """Join a body that one report names in short ("police") with the one that others name in full.

        Only for one answer, and only where a single body of the answer can be meant.
        """
        words = {
            body.family: frozenset(normalised_words(body.name).split()) - _SMALL_WORDS
            for read in reads
            for body in read.chain.bodies
        }
        for short, mine in words.items():
            longer = {self._root(family) for family, theirs in words.items() if mine and mine < theirs}
            if len(longer) == 1 and self._root(short) not in longer:
                self._parent[self._root(short)] = longer.pop()

    def _join_bare_offices(self, reads: Sequence[Read], bodies: Bodies) -> None:
        """Join an office named without its state ("the military") with the one state whose body others name for it."""
        named = {body.family: body.name for read in reads for body in read.chain.bodies}
        states = {family for family in named if family.startswith("state:")}
        if len(states) != 1:
            return
        (state,) = states
        for family, name in named.items():
            if family.startswith("body:") and bodies.is_bare_office(name) and self._root(family) == family:
                self._parent[family] = self._root(state)

    def family_of(self, state: str) -> str:
        """Return the name of the family that a state's bodies have for this answer, or '' where none is named.

        Args:
            state: ISO 3166-1 alpha-2 code.
        """
        key = f"state:{state}"
        return self._labels[self._root(key)] if state and key in self._labels else ""

    def label(self, family: str) -> str:
        """Return the name of the family that a body's own family belongs to for this answer."""
        return self._labels.get(self._root(family), family)

    def upstream(self, read: Read) -> tuple[Upstream, str]:
        """Return what a claim rests on by its own chain and those of others, and the name of its family or ''."""
        chain = read.chain
        if chain.source is None or chain.holder is None:
            return Upstream(read.claim.id, "", "", carriers=chain.carriers), ""
        root = self._root(chain.source.family)
        carried = self._stated.get(chain.source.family)
        reasons = [f"names {chain.source.name}"]
        reasons += [
            f"{chain.source.name} cites {body.name}"
            for body in chain.bodies
            if body.sort is Sort.DESCRIBED and body is not chain.source
        ]
        certainty = Certainty.STATED
        if root != chain.source.family and carried is not None and carried is not read:
            certainty = Certainty.CARRIED_OVER
            where = f" in {carried.publisher}" if carried.publisher else " in another report"
            reasons.append(f"{chain.source.name} has this answer from {self._labels[root]}, as stated{where}")
        elif root != chain.source.family and chain.source.family in self._copied:
            certainty = Certainty.SUSPECTED
            reasons.append(f"{self._copied[chain.source.family]}, which names {self._labels[root]} for it")
        if chain.own_voice:
            reasons = ["the author's own inference"]
        return (
            Upstream(
                claim=read.claim.id,
                holder=chain.holder.name,
                source=chain.source.name,
                holder_family=chain.holder.label,
                source_family=chain.source.label,
                carriers=chain.carriers,
                stated=True,
                certainty=certainty,
                reasons=tuple(reasons),
            ),
            self._labels[root],
        )

    def _root(self, key: str) -> str:
        while self._parent.setdefault(key, key) != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key
