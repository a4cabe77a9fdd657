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
from crossbearing.model.claims import Claim
from crossbearing.model.documents import Publication
from crossbearing.model.ids import digest, normalised_words, origin_id
from crossbearing.model.incidents import Certainty, Incident, Origin, Upstream
from crossbearing.model.values import Actors, Count, CountState, Group, Items, When
from crossbearing.resources.bodies import Sort

__all__ = ["origins_of"]

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
    by_slot: dict[str, list[_Read]] = {}
    for claim in claims:
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
            found.extend(_origins_of_answer(incident.id, slot, answers, copies))
    return found


def _same_answers(reads: Sequence[_Read]) -> list[list[_Read]]:
    """Group claims by answer; an answer open above or below goes with the one point it starts from."""
    groups: dict[str, list[_Read]] = {}
    for read in reads:
        groups.setdefault(_answer_key(read.claim), []).append(read)
    return list(groups.values())


def _answer_key(claim: Claim) -> str:
    """Return what makes answers one for the sake of upstreams: `at least 62`, `62` and `62 soldiers` are one figure."""
    value = claim.value
    if isinstance(value, When) and value.anchor is None and value.determinate:
        return f"when:{value.start}:{value.end}"
    if isinstance(value, Actors):
        return "actors:" + "|".join(sorted(value.keys))
    count = value.count if isinstance(value, Group | Items) else value
    if isinstance(count, Count) and count.state is CountState.NUMBER:
        kind = value.kind if isinstance(value, Items) else ""
        start = count.high if count.low is None else count.low
        end = "" if count.high in (None, start) else str(count.high)
        return f"count:{kind}:{start}:{end}"
    return value.canonical()


def _origins_of_answer(incident: str, slot: str, reads: Sequence[_Read], copies: Copies) -> list[Origin]:
    families = _Families(reads)
    found: dict[str, list[tuple[_Read, Upstream]]] = {}
    rooted: list[tuple[_Read, str]] = []
    for read in reads:
        upstream, family = families.upstream(read)
        if family:
            rooted.append((read, family))
            found.setdefault(family, []).append((read, upstream))
    for read in reads:
        if not read.chain.states_origin:
            upstream, family = _suspected(read, rooted, copies)
            found.setdefault(family, []).append((read, upstream))
    return [_origin(incident, slot, family, links) for family, links in found.items()]


def _suspected(read: _Read, rooted: Sequence[tuple[_Read, str]], copies: Copies) -> tuple[Upstream, str]:
    """Return the upstream of a claim whose chain names none: that of a copied or credited text, or none."""
    plain = Upstream(read.claim.id, "", "", carriers=read.chain.carriers, reasons=("names nobody for it",))
    copied = dict(copies.of(read.claim.document))
    credited = {normalised_words(name) for name in (*read.chain.carriers, read.credit) if name}
    for other, family in rooted:
        source = other.chain.source
        named = f"which names {source.name}" if source is not None else f"which rests on {family}"
        if other.claim.document in copied:
            reason = f"{copied[other.claim.document]}, {named}"
        elif other.publisher and normalised_words(other.publisher) in credited:
            reason = f"credited to {other.publisher}, {named} for the same answer"
        else:
            continue
        return replace(plain, certainty=Certainty.SUSPECTED, reasons=(reason,)), family
    return plain, ""


class _Families:
    """Families of the bodies that give one answer, joined by the upstream links of its chains.

    Args:
        reads: The claims of one answer, in order of appearance.
    """

    def __init__(self, reads: Sequence[_Read]) -> None:
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


def _origin(incident: str, slot: str, family: str, links: Sequence[tuple[_Read, Upstream]]) -> Origin:
    ordered = sorted(links, key=lambda pair: (pair[0].appeared, pair[0].publisher, pair[0].claim.id))
    value = ordered[0][0].claim.value.canonical()
    upstreams = tuple(upstream for _read, upstream in ordered)
    return Origin(
        id=origin_id(family or "none", slot, digest(incident, _answer_key(ordered[0][0].claim))),
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
