"""Families of the bodies that give one answer: who has it from whom, as far as the chains of all reports tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from crossbearing.link.aliases import MOST, Profile, alike, profile_of
from crossbearing.link.chains import Chain, names_of
from crossbearing.link.copies import Copies
from crossbearing.link.echoes import all_tell, is_telling
from crossbearing.link.mentions import bare
from crossbearing.model.claims import Claim
from crossbearing.model.ids import normalised_words
from crossbearing.model.incidents import Certainty, Upstream
from crossbearing.resources.bodies import Bodies, Body, Sort

__all__ = ["Families", "Read"]

_STEM = 6  # letters: "the diocese" is short for the diocesan press office
# What a party does that publishes for itself, by the kind that the user stated for it.
_ROLES_OF_KINDS = {"armed_group": frozenset({"armed_group"}), "military": frozenset({"armed_forces"})}
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
        beside: Why its chain was taken from a label beside the figure, or empty.
    """

    claim: Claim
    chain: Chain
    publisher: str
    kind: str
    country: str
    credit: str
    appeared: str
    beside: str = ""

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
        speaking: Families of states whose bodies speak anywhere in the incident.
    """

    def __init__(
        self, reads: Sequence[Read], copies: Copies, bodies: Bodies, speaking: frozenset[str] = frozenset()
    ) -> None:
        self._parent: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._stated: dict[str, Read] = {}
        for read in reads:
            for body in read.chain.bodies:
                self._labels.setdefault(body.family, body.label)
            if all_tell(read.claim):
                continue  # who cites another for the day still knows it alone where it tells it in its own name
            # Groups without a name join nobody: "sources at the airport" may be anyone.
            named = [body.family for body in read.chain.bodies if body.sort is not Sort.DESCRIBED]
            for outer, inner in pairwise(named):
                if self._root(outer) != self._root(inner):
                    self._parent[self._root(outer)] = self._root(inner)  # whose knowledge it is names the family
                    self._stated.setdefault(outer, read)

        self._suspected: dict[str, str] = {}
        self._home: dict[str, str] = {}
        if len(self._labels) < 2:
            return  # there is nobody to join
        self._home = _at_home(reads, bodies, speaking)
        self._join_carriers(reads)
        self._join_short_names(reads)
        self._join_bare_offices(reads, bodies)
        self._join_alike(reads)
        self._join_described(reads)
        self._join_quoted(reads)
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
                texts = [
                    (text, reason)
                    for text, reason in copies.near(document)
                    if is_telling(read.claim) or not copies.is_reworded(document, text)
                ]
                self._join_with_earlier(source, document, texts, before)
            before.setdefault(copies.text_of(document), []).append((document, source))

    def _join_with_earlier(
        self,
        source: Body,
        document: str,
        texts: Sequence[tuple[str, str]],
        before: Mapping[str, Sequence[tuple[str, Body]]],
    ) -> None:
        for text, reason in texts:
            others = [body for other, body in before.get(text, ()) if other != document]
            roots = {self._root(body.family) for body in others}
            if any(_differ(source, body) for body in others):
                continue  # an armed group is none of the security sources whom the other report names
            if len(roots) == 1 and self._root(source.family) not in roots:
                self._parent[self._root(source.family)] = roots.pop()
                self._suspected[source.family] = (
                    f"{reason}, which names {self._labels[self._root(source.family)]} for it"
                )

    def _join_carriers(self, reads: Sequence[Read]) -> None:
        """Carry an upstream over to a body that one report names as a source and another as one who handed it on."""
        families = {normalised_words(body.name): body.family for read in reads for body in read.chain.bodies}
        for read in reads:
            if read.chain.source is None or all_tell(read.claim):
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
            body.family: frozenset(
                word[:_STEM] for word in normalised_words(body.name).split() if word not in _SMALL_WORDS
            )
            for read in reads
            for body in read.chain.bodies
        }
        for short, mine in words.items():
            longer = {
                self._root(family)
                for family, theirs in words.items()
                if mine and mine < theirs and self._may_be(short, family)
            }
            if len(longer) == 1 and self._root(short) not in longer:
                self._parent[self._root(short)] = longer.pop()

    def _join_bare_offices(self, reads: Sequence[Read], bodies: Bodies) -> None:
        """Join an office named without its state ("the military") with the one state whose body others name for it."""
        named = {body.family: body.name for read in reads for body in read.chain.bodies}
        states = {family for family in named if family.startswith("state:")}
        for family, name in named.items():
            meant = {state for state in states if self._may_be(family, state)}
            office = family.startswith("body:") and bodies.is_bare_office(name)
            if office and len(meant) == 1 and self._root(family) == family:
                self._parent[family] = self._root(meant.pop())

    def _may_be(self, family: str, other: str) -> bool:
        """Return whether a body can belong to another family: no office at home in one state to another state."""
        home = self._home.get(family, "")
        return not home or not other.startswith("state:") or other == home

    def _join_alike(self, reads: Sequence[Read]) -> None:
        """Join bodies whose names may mean one: "a rights group" and the only one that is named for this exact answer.

        Full names first; then those that say only what a body does, where a single family can be meant; then such among
        one another.
        """
        profiles = self._profiles(reads)
        if len(profiles) > MOST:
            return
        full = {body: profile for body, profile in profiles.items() if not profile.generic}
        for at, (body, profile) in enumerate(full.items()):
            self._join_with_one_alike(body, profile, dict(list(full.items())[:at]))
        for body, profile in profiles.items():
            if profile.generic:
                self._join_with_one_alike(body, profile, full)
        generic = [body for body in profiles if body not in full]
        for at, body in enumerate(generic):
            self._join_with_one_alike(body, profiles[body], {one: profiles[one] for one in generic[:at]})

    def _join_described(self, reads: Sequence[Read]) -> None:
        """Carry an answer over from whom a body only describes ("the emergency service"), if others name that for it.

        Described sources of which nobody else speaks stay in the charge of the body that cites them.
        """
        cited: dict[str, set[str]] = {}
        for read in reads:
            if read.chain.source is not None:
                cited.setdefault(self._root(read.chain.source.family), set()).add(read.claim.document)
        for read in reads:
            source, bodies = read.chain.source, read.chain.bodies
            if source is None or source.sort is Sort.DESCRIBED or not is_telling(read.claim):
                continue
            for body in bodies[bodies.index(source) + 1 :]:
                root = self._root(body.family)
                known = profile_of(body.name, body.family).roles and cited.get(root, set()) - {read.claim.document}
                if known and self._root(source.family) != root:
                    self._parent[self._root(source.family)] = root
                    self._suspected.setdefault(source.family, f"{source.name} cites {body.name}, as others do for it")

    def _join_quoted(self, reads: Sequence[Read]) -> None:
        """Carry an answer over from whom a report only describes, if the outlet that it quotes has it from one body."""
        held: dict[str, set[str]] = {}
        for read in reads:
            if read.chain.source is not None:
                for outlet in read.publishers:
                    held.setdefault(bare(outlet), set()).add(self._root(read.chain.source.family))
        for read in reads:
            source, outlets = read.chain.source, read.chain.outlets[1:] if read.publisher else ()
            if source is None or source.sort is not Sort.DESCRIBED or not outlets or not is_telling(read.claim):
                continue
            roots = held.get(bare(outlets[-1]), set())
            if len(roots) == 1 and self._root(source.family) not in roots:
                root = next(iter(roots))
                self._parent[self._root(source.family)] = root
                self._suspected[source.family] = (
                    f"quotes {outlets[-1]}, which has this answer from {self._labels[root]}"
                )

    def _profiles(self, reads: Sequence[Read]) -> dict[tuple[str, str], Profile]:
        """Return what the names tell of the bodies of a telling answer, by family and name, in order of appearance."""
        if not reads or not is_telling(reads[0].claim):
            return {}
        found: dict[tuple[str, str], Profile] = {}
        for read in reads:
            for body in read.chain.bodies:
                profile = profile_of(body.name, self._home.get(body.family, body.family))
                if body is read.chain.source and not read.chain.carriers and not profile.roles:
                    profile = replace(profile, roles=_ROLES_OF_KINDS.get(read.kind, profile.roles))
                if profile.roles or not body.person:
                    found.setdefault((body.family, body.name), profile)
        return found

    def _join_with_one_alike(
        self, body: tuple[str, str], profile: Profile, others: Mapping[tuple[str, str], Profile]
    ) -> None:
        family, name = body
        if self._root(family) != family or family.startswith("state:"):
            return  # it has its family already
        # Those that were joined with it before say nothing of whom else it may be.
        known = [one for one, theirs in others.items() if self._root(one[0]) != family and alike(profile, theirs)]
        # "The head of the town" is the mayor whom another names, and not the authorities whom a third one does.
        known = [one for one in known if profile.roles & others[one].roles] or known
        if len({self._root(one[0]) for one in known}) == 1:
            self._parent[family] = self._root(known[0][0])
            self._suspected[family] = f"{name} may be {known[0][1]}, the only such body named for this exact answer"

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
        elif root != chain.source.family and chain.source.family in self._suspected:
            certainty = Certainty.SUSPECTED
            reasons.append(self._suspected[chain.source.family])
        if chain.own_voice:
            reasons = ["the author's own inference"]
        if read.beside:
            certainty, reasons = Certainty.SUSPECTED, [read.beside]
        return (
            Upstream(
                claim=read.claim.id,
                holder=chain.holder.name,
                source=chain.source.name,
                holder_family=chain.holder.label,
                source_family=chain.source.label,
                carriers=chain.carriers,
                stated=not read.beside,
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


def _differ(one: Body, other: Body) -> bool:
    """Return whether two names are those of bodies that do different work, or a proper name is that of no state's."""
    mine, theirs = profile_of(one.name, one.family), profile_of(other.name, other.family)
    if mine.own and other.family.startswith("state:") and _is_proper(one.name):
        return mine.own.isdisjoint(theirs.own)
    return bool(mine.roles) and bool(theirs.roles) and not alike(mine, theirs)


def _is_proper(name: str) -> bool:
    """Return whether a name is written as one that a body gave itself, all of it: "River Watch", "Karapatan"."""
    words = name.split()
    return bool(words) and all(word[:1].isupper() or word in _SMALL_WORDS for word in words)


def _at_home(reads: Sequence[Read], bodies: Bodies, speaking: frozenset[str]) -> dict[str, str]:
    """Return which state an office named without its state is that of, by its family, as far as its publishers tell.

    What a paper says of "the army" it says of its own state's, where that state's bodies speak in the incident.
    """
    homes: dict[str, set[str]] = {}
    for read in reads:
        for body in read.chain.bodies:
            if body.family.startswith("body:") and bodies.is_bare_office(body.name):
                homes.setdefault(body.family, set()).add(f"state:{read.country}")
    return {family: next(iter(home)) for family, home in homes.items() if len(home) == 1 and home <= speaking}
