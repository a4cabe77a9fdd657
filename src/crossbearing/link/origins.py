"""What the claims of an incident rest on: the upstream they share, with the reasons that join them.

Per question and answer: an upstream stated in one document ("Syrian army > Russian ministry") is carried over to the
same body, question and answer elsewhere, and joins the two bodies into one family for that answer. A copy of a text
whose answer has a stated origin is suspected to rest on it too. What names nobody has no origin and is never counted as
independent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from crossbearing.link.chains import Chain, Chains
from crossbearing.link.copies import Copies
from crossbearing.link.earlier import Earlier
from crossbearing.link.echoes import Echoes, answer_key, find_echoes
from crossbearing.model.claims import Claim
from crossbearing.model.documents import Publication
from crossbearing.model.ids import digest, normalised_words, origin_id
from crossbearing.model.incidents import Certainty, Incident, Origin, Upstream
from crossbearing.resources.bodies import Body, Sort

__all__ = ["origins_of"]

_SMALL_WORDS = frozenset({"the", "of", "a", "an", "local", "and", "for", "in"})
_RANK = (Certainty.STATED, Certainty.CARRIED_OVER, Certainty.SUSPECTED, Certainty.NONE)


@dataclass(frozen=True, slots=True)
class _Read:
    """A claim with its chain and the time it appeared."""

    claim: Claim
    chain: Chain
    publisher: str
    credit: str
    appeared: str


def origins_of(
    incident: Incident,
    claims: Iterable[Claim],
    *,
    publications: Mapping[str, Sequence[Publication]],
    chains: Chains,
    copies: Copies,
) -> list[Origin]:
    """Return the origins of an incident's claims; every claim belongs to exactly one.

    Args:
        incident: The incident.
        claims: Its claims, in any order.
        publications: Publications by document id, earliest first.
        chains: Reads attribution chains.
        copies: Which documents of the case are copies of one another.
    """
    listed = list(claims)
    echoes = find_echoes(listed)
    by_slot: dict[str, list[_Read]] = {}
    for claim in listed:
        published = publications.get(claim.document, ())
        first = published[0] if published else None
        said = claim.speakers[-1].said_at if claim.speakers[-1].said_at[:4].isdigit() else ""
        read = _Read(
            claim=claim,
            chain=chains.read(claim, first),
            publisher=first.publisher if first is not None else "",
            credit=first.credit.strip("() ") if first is not None else "",
            appeared=said or (first.published if first is not None else "") or "~",
        )
        by_slot.setdefault(claim.slot, []).append(read)
    found: list[Origin] = []
    for slot in sorted(by_slot):
        reads = sorted(by_slot[slot], key=lambda read: (read.appeared, read.publisher, read.claim.id))
        for answers in _same_answers(reads):
            found.extend(_origins_of_answer(incident.id, slot, answers, copies, echoes))
    return found


def _same_answers(reads: Sequence[_Read]) -> list[list[_Read]]:
    """Group claims by answer; an answer open above or below goes with the one point it starts from."""
    groups: dict[str, list[_Read]] = {}
    for read in reads:
        groups.setdefault(answer_key(read.claim), []).append(read)
    return list(groups.values())


def _origins_of_answer(
    incident: str, slot: str, reads: Sequence[_Read], copies: Copies, echoes: Echoes
) -> list[Origin]:
    families = _Families(reads, copies)
    found: dict[tuple[str, str], list[tuple[_Read, Upstream]]] = {}
    rooted: list[tuple[_Read, str]] = []
    sources = Earlier(copies, echoes)
    for read in reads:
        upstream, family = families.upstream(read)
        if family:
            sources.add(read.claim.document, read.publisher)
            rooted.append((read, family))
            found.setdefault((family, ""), []).append((read, upstream))
    unnamed = Earlier(copies, echoes)
    told_first: list[str] = []
    for read in reads:
        if read.chain.states_origin:
            continue
        upstream, family = _suspected(read, rooted, sources)
        if family:
            found.setdefault((family, ""), []).append((read, upstream))
            continue
        first, reason = _told_before(read, unnamed, told_first)
        unnamed.add(read.claim.document, read.publisher)
        told_first.append(first)
        if reason:
            upstream = replace(upstream, certainty=Certainty.SUSPECTED, reasons=(*upstream.reasons, reason))
        found.setdefault(("", first), []).append((read, upstream))
    # Nobody is named for any of these, and nothing ties them to one another.
    alone = [key for key, links in found.items() if key[1] and len({read.claim.document for read, _ in links}) == 1]
    for key in alone:
        found.setdefault(("", ""), []).extend(found.pop(key))
    return [_origin(incident, slot, family, first, links) for (family, first), links in found.items()]


def _suspected(read: _Read, rooted: Sequence[tuple[_Read, str]], sources: Earlier) -> tuple[Upstream, str]:
    """Return the upstream of a claim whose chain names none: that of a copied or credited text, or none."""
    plain = Upstream(read.claim.id, "", "", carriers=read.chain.carriers, reasons=("names nobody for it",))
    tie = sources.tie(read.claim.document, _credited(read, read.chain.carriers))
    if tie is None:
        return plain, ""
    place, reason = tie
    other, family = rooted[place]
    source = other.chain.source
    named = f"which names {source.name}" if source is not None else f"which rests on {family}"
    return replace(plain, certainty=Certainty.SUSPECTED, reasons=(f"{reason}, {named} for the same answer",)), family


def _told_before(read: _Read, unnamed: Earlier, told_first: Sequence[str]) -> tuple[str, str]:
    """Return the first report that a claim without a stated origin seems to share an unknown one with, and why.

    Returns:
        The document of that report, or the claim's own where it is the first, and the reason or an empty string.
    """
    tie = unnamed.tie(read.claim.document, _credited(read, read.chain.carriers[1:]))
    if tie is None:
        return read.claim.document, ""
    place, reason = tie
    return told_first[place], reason


def _credited(read: _Read, carriers: Sequence[str]) -> frozenset[str]:
    return frozenset(normalised_words(name) for name in (*carriers, read.credit) if name)


class _Families:
    """Families of the bodies that give one answer, joined by the upstream links of its chains.

    Args:
        reads: The claims of one answer, in order of appearance.
        copies: Which documents of the case are copies of one another.
    """

    def __init__(self, reads: Sequence[_Read], copies: Copies) -> None:
        self._parent: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._stated: dict[str, _Read] = {}
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
        self._copied: dict[str, str] = {}
        self._join_in_copies(reads, copies)

    def _join_in_copies(self, reads: Sequence[_Read], copies: Copies) -> None:
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

    def _join_carriers(self, reads: Sequence[_Read]) -> None:
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

    def _join_short_names(self, reads: Sequence[_Read]) -> None:
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

    def upstream(self, read: _Read) -> tuple[Upstream, str]:
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


def _origin(incident: str, slot: str, family: str, first: str, links: Sequence[tuple[_Read, Upstream]]) -> Origin:
    ordered = sorted(links, key=lambda pair: (pair[0].appeared, pair[0].publisher, pair[0].claim.id))
    value = ordered[0][0].claim.value.canonical()
    upstreams = tuple(upstream for _read, upstream in ordered)
    return Origin(
        id=origin_id(family or f"none {first}".strip(), slot, digest(incident, answer_key(ordered[0][0].claim))),
        family=family,
        holders=tuple(dict.fromkeys(upstream.holder for upstream in upstreams if upstream.holder)),
        slot=slot,
        value=value,
        certainty=min((upstream.certainty for upstream in upstreams), key=_RANK.index),
        reasons=tuple(dict.fromkeys(reason for upstream in upstreams for reason in upstream.reasons)),
        claims=tuple(upstream.claim for upstream in upstreams),
        incident=incident,
        links=upstreams,
    )
