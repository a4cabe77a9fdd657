"""What the reports of one incident tell of one another beside their chains: who is cited where, for which figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from crossbearing.link.aliases import alike, profile_of
from crossbearing.link.beside import matching
from crossbearing.link.chains import CASUALTY_SLOTS, Chain
from crossbearing.link.copies import Copies
from crossbearing.link.echoes import Echoes, answer_key, find_echoes, is_telling
from crossbearing.link.families import Read
from crossbearing.link.mentions import bare
from crossbearing.model.claims import Basis
from crossbearing.resources.bodies import Bodies, Body

__all__ = ["FIRST_HAND", "Context", "context_of", "same_body"]

FIRST_HAND = frozenset({Basis.SAW, Basis.RECORD, Basis.LABORATORY, Basis.INTERCEPT})
"""Grounds on which a report knows an answer for itself."""

_BY_THEMSELVES = frozenset({"ombudsman", "rights", "forensic"})  # roles of bodies that are there to find out


@dataclass(frozen=True, slots=True)
class Context:
    """What ties the reports of one incident to one another, beside their chains.

    Args:
        copies: Which documents of the case are copies of one another.
        echoes: Which of the incident give several telling answers alike.
        bodies: Tells bodies by name.
        mentions: For each document the names of outlets and bodies in its text.
        ascribed: The answers that each report has from each name, by document, question and bare name.
        speaking: Families of states whose bodies speak in the incident.
        beside: For each claim the words beside its figure that may be a credit.
        counted: The exact numbers of persons that each body gives, by its family and name and by question.
        cited: The bodies that each report names as sources of anything, by family and name.
    """

    copies: Copies
    echoes: Echoes
    bodies: Bodies
    mentions: Mapping[str, frozenset[str]]
    ascribed: Mapping[tuple[str, str, str], frozenset[str]]
    speaking: frozenset[str]
    beside: Mapping[str, tuple[str, ...]]
    counted: Mapping[tuple[str, str], Mapping[str, frozenset[str]]]
    cited: Mapping[str, frozenset[tuple[str, str]]]

    def speaks_against(self, read: Read, other: Read) -> bool:
        """Whether a report knows the answer for itself, or has another one from those whom the other report names.

        "The police put the dead at nine; this paper counted fourteen" has fourteen from no report of the police.
        """
        if read.claim.basis in FIRST_HAND:
            return True
        names = {bare(name) for name in (*other.publishers, *(body.name for body in other.chain.bodies))}
        answer = answer_key(read.claim)
        told = [self.ascribed.get((read.claim.document, read.claim.slot, name)) for name in sorted(names)]
        return any(answers and answer not in answers for answers in told)

    def credited_beside(self, read: Read, others: Sequence[Read]) -> Read:
        """Return a claim with the body that stands beside its figure as its source, if another report has it from that.

        Args:
            read: A claim.
            others: All claims of the answer.
        """
        pieces = self.beside.get(read.claim.id, ())
        if not pieces or len(read.claim.speakers) > 1 or read.claim.basis in FIRST_HAND:
            return read
        own = {body.family for body in read.chain.bodies}
        bodies = {
            (body.family, body.name): body
            for other in others
            if other.claim.document != read.claim.document
            for body in other.chain.bodies
            if body.family not in own
        }
        named = matching(pieces, bodies)
        if len({family for family, _name in named}) != 1:
            return read
        body = bodies[named[0]]
        outlets = read.chain.outlets or (read.publisher,)
        # Who publishes it hands it on under its own name: others who credit that one follow.
        held = (*read.chain.bodies, body)
        chain = Chain(held[0], body, carriers=outlets, bodies=held, own_voice=False, outlets=outlets)
        return replace(
            read, chain=chain, beside=f"names {body.name} beside the figure, from whom another report has it"
        )

    def count_apart(self, one: Body, other: Body) -> bool:
        """Return whether two bodies of one state count for themselves: they differ in another number of persons.

        A governor has five dead and twelve wounded, a prosecutor five dead and fourteen wounded. An ombudsman or a
        rights commission is there to find out for itself.
        """
        if same_body(one, other):
            return False
        roles = profile_of(one.name, one.family).roles, profile_of(other.name, other.family).roles
        if all(roles) and roles[0].isdisjoint(roles[1]) and any(found & _BY_THEMSELVES for found in roles):
            return True
        mine = self.counted.get((one.family, one.name), {})
        theirs = self.counted.get((other.family, other.name), {})
        return any(mine[slot].isdisjoint(theirs[slot]) for slot in mine.keys() & theirs.keys())

    def names_others(self, document: str, other: str) -> bool:
        """Return whether a report names sources, and none that another report names: it is no retelling of that one."""
        mine, theirs = self.cited.get(document, frozenset()), self.cited.get(other, frozenset())
        return bool(mine) and not any(
            family == known or alike(profile_of(name, family), profile_of(label, known))
            for family, name in mine
            for known, label in theirs
        )

    def cites_alike(self, read: Read, other: Read) -> str:
        """Return the name of a body that a claim's report cites or names and that may be the other claim's source.

        Of the names that only stand in its text, full ones alone: a hospital is where people are taken.
        """
        source = other.chain.source
        if source is None or read.claim.document == other.claim.document:
            return ""
        theirs = profile_of(source.name, source.family)
        cited = sorted(self.cited.get(read.claim.document, ()))
        state = source.family if source.family.startswith("state:") else ""
        found = next((name for family, name in cited if family == state or alike(profile_of(name, family), theirs)), "")
        if found:
            return found
        named = sorted(self.mentions.get(read.claim.document, ()))
        return next((name for name in named if (mine := profile_of(name)).own and alike(mine, theirs)), "")

    def named_by(self, read: Read) -> frozenset[str]:
        """Return the names in a claim's text, if its answer is one that is seldom given by chance."""
        return self.mentions.get(read.claim.document, frozenset()) if is_telling(read.claim) else frozenset()


def same_body(one: Body, other: Body) -> bool:
    """Return whether two names may mean one body of a family."""
    return one.name == other.name or alike(profile_of(one.name, one.family), profile_of(other.name, other.family))


def context_of(
    by_slot: Mapping[str, Sequence[Read]],
    *,
    copies: Copies,
    bodies: Bodies,
    mentions: Mapping[str, frozenset[str]],
    beside: Mapping[str, tuple[str, ...]],
) -> Context:
    """Return what ties the reports of an incident to one another.

    Args:
        by_slot: Its claims by question.
        copies: Which documents of the case are copies of one another.
        bodies: Tells bodies by name.
        mentions: For each document the names of outlets and bodies in its text.
        beside: For each claim the words beside its figure that may be a credit.
    """
    return Context(
        copies=copies,
        echoes=find_echoes([read.claim for reads in by_slot.values() for read in reads]),
        bodies=bodies,
        mentions=mentions,
        ascribed=_ascribed(by_slot),
        speaking=_speaking(by_slot),
        beside=beside,
        counted=_counted(by_slot),
        cited=_cited(by_slot),
    )


def _ascribed(by_slot: Mapping[str, Sequence[Read]]) -> dict[tuple[str, str, str], frozenset[str]]:
    """Return the answers that each report has from each body and outlet, by document, question and bare name."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for slot, reads in by_slot.items():
        for read in reads:
            for name in (*read.chain.outlets[1:], *(body.name for body in read.chain.bodies)):
                found.setdefault((read.claim.document, slot, bare(name)), set()).add(answer_key(read.claim))
    return {key: frozenset(answers) for key, answers in found.items()}


def _speaking(by_slot: Mapping[str, Sequence[Read]]) -> frozenset[str]:
    """Return the families of states whose bodies speak in the incident."""
    families = {body.family for reads in by_slot.values() for read in reads for body in read.chain.bodies}
    return frozenset(family for family in families if family.startswith("state:"))


def _counted(by_slot: Mapping[str, Sequence[Read]]) -> dict[tuple[str, str], dict[str, frozenset[str]]]:
    """Return the exact numbers of persons that each body gives, by its family and name and by question."""
    found: dict[tuple[str, str], dict[str, frozenset[str]]] = {}
    for slot in sorted(CASUALTY_SLOTS & by_slot.keys()):
        for read in by_slot[slot]:
            source = read.chain.source
            if source is not None and is_telling(read.claim):
                given = found.setdefault((source.family, source.name), {})
                given[slot] = given.get(slot, frozenset()) | {answer_key(read.claim)}
    return found


def _cited(by_slot: Mapping[str, Sequence[Read]]) -> dict[str, frozenset[tuple[str, str]]]:
    """Return the bodies that each report names as sources of anything, by family and name."""
    found: dict[str, set[tuple[str, str]]] = {}
    for reads in by_slot.values():
        for read in reads:
            found.setdefault(read.claim.document, set()).update((body.family, body.name) for body in read.chain.bodies)
    return {document: frozenset(bodies) for document, bodies in found.items()}
