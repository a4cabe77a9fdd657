"""What the claims of an incident rest on: the upstream they share, with the reasons that join them.

Per question and answer: an upstream stated in one document ("Syrian army > Russian ministry") is carried over to the
same body, question and answer elsewhere, and joins the two bodies into one family for that answer. A copy of a text
whose answer has a stated origin is suspected to rest on it too. What names nobody has no origin and is never counted as
independent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from crossbearing.link.aliases import MOST, profile_of
from crossbearing.link.chains import Chains
from crossbearing.link.context import FIRST_HAND, Context, context_of, same_body
from crossbearing.link.copies import Copies
from crossbearing.link.earlier import Earlier, Tie
from crossbearing.link.echoes import all_tell, answer_key, is_telling
from crossbearing.link.families import Families, Read
from crossbearing.link.mentions import bare
from crossbearing.link.offices import with_offices_left_open
from crossbearing.link.quoting import Quotations, Trace
from crossbearing.model.claims import Claim
from crossbearing.model.documents import Publication
from crossbearing.model.ids import digest, origin_id
from crossbearing.model.incidents import (
    Carry,
    CarryReason,
    Certainty,
    Incident,
    Origin,
    Upstream,
    merged_carries,
)
from crossbearing.resources.bodies import Body, Sort

__all__ = ["origins_of"]

# What everybody tells of a happening: that two reports have it alike shows nothing, unless they tell it to the minute.
_COMMON = frozenset({"method", "where", "when.start", "when.end", "attacker", "struck", "phase", "losses", "damage"})
_RANK = (Certainty.STATED, Certainty.CARRIED_OVER, Certainty.SUSPECTED, Certainty.NONE)


class _Rooted:
    """The claims of one answer whose origin is known, with their family and office."""

    def __init__(self) -> None:
        self.listed: list[tuple[Read, tuple[str, str]]] = []
        self._of_document: dict[str, set[tuple[str, str]]] = {}
        self._sources: dict[tuple[tuple[str, str], str, str], Read] = {}

    def add(self, read: Read, key: tuple[str, str]) -> None:
        """Add a claim with its family and office."""
        self.listed.append((read, key))
        self._of_document.setdefault(read.claim.document, set()).add(key)
        source = read.chain.source
        if source is not None:
            self._sources.setdefault((key, source.family, source.name), read)

    def several(self, read: Read) -> bool:
        """Return whether a claim's report has the answer from several families or offices."""
        return len(self._of_document[read.claim.document]) > 1

    def sources(self) -> list[tuple[Read, tuple[str, str]]]:
        """Return for each source the first claim that names it, with its family and office."""
        return [(read, key) for (key, _family, _name), read in self._sources.items()]


def origins_of(
    incident: Incident,
    claims: Iterable[Claim],
    *,
    publications: Mapping[str, Sequence[Publication]],
    chains: Chains,
    copies: Copies,
    mentions: Mapping[str, frozenset[str]] | None = None,
    beside: Mapping[str, tuple[str, ...]] | None = None,
) -> list[Origin]:
    """Return the origins of an incident's claims; every claim belongs to exactly one.

    Args:
        incident: The incident.
        claims: Its claims, in any order.
        publications: Publications by document id, earliest first.
        chains: Reads attribution chains.
        copies: Which documents of the case are copies of one another.
        mentions: For each document the names of outlets and bodies in its text.
        beside: For each claim the words beside its figure that may be a credit.
    """
    listed = with_offices_left_open(claims, publications=publications, bodies=chains.bodies)
    by_slot: dict[str, list[Read]] = {}
    read_chain = chains.of_one_incident()
    for claim in listed:
        published = publications.get(claim.document, ())
        first = published[0] if published else None
        said = claim.speakers[-1].said_at if claim.speakers[-1].said_at[:4].isdigit() else ""
        read = Read(
            claim=claim,
            chain=read_chain(claim, first),
            publisher=first.publisher if first is not None else "",
            kind=first.kind if first is not None else "",
            country=first.country if first is not None else "",
            credit=first.credit.strip("() ") if first is not None else "",
            appeared=said or (first.published if first is not None else "") or "~",
        )
        by_slot.setdefault(claim.slot, []).append(read)
    context = context_of(by_slot, copies=copies, bodies=chains.bodies, mentions=mentions or {}, beside=beside or {})
    found: list[Origin] = []
    for slot in sorted(by_slot):
        reads = sorted(by_slot[slot], key=lambda read: (read.appeared, read.publisher, read.claim.id))
        for answers in _same_answers(reads):
            credited = [context.credited_beside(read, answers) for read in answers]
            found.extend(_origins_of_answer(incident.id, slot, credited, context))
    return found


def _same_answers(reads: Sequence[Read]) -> list[list[Read]]:
    """Group claims by answer; an answer open above or below goes with the one point it starts from."""
    groups: dict[str, list[Read]] = {}
    for read in reads:
        groups.setdefault(answer_key(read.claim), []).append(read)
    return list(groups.values())


def _origins_of_answer(incident: str, slot: str, reads: Sequence[Read], context: Context) -> list[Origin]:
    families = Families(reads, context.copies, context.bodies, context.speaking)
    quotations = Quotations(reads, families)
    found: dict[tuple[str, str], list[tuple[Read, Upstream]]] = {}
    carries: dict[tuple[str, str], list[Carry]] = {}
    rooted = _Rooted()
    sources = Earlier(context.copies, context.echoes)
    offices: dict[str, list[tuple[Body, str]]] = {}
    for read in reads:
        upstream, family = families.upstream(read)
        if family:
            source = read.chain.source
            named = source.name if source is not None and source.sort in (Sort.BODY, Sort.NAMED) else ""
            sources.add(read.claim.document, read.publishers, kind=read.kind, source=named)
            key = (family, _office(_counting(read), offices, family, context))
            rooted.add(read, key)
            found.setdefault(key, []).append((read, upstream))
            carries.setdefault(key, []).extend(_spoken(read))
    unnamed = Earlier(context.copies, context.echoes)
    told_first: list[tuple[Read, str]] = []
    ends: dict[str, str] = {}
    for read in reads:
        if read.chain.states_origin:
            continue
        trace = quotations.trace(read)
        upstream, key, carry = _inferred(read, trace, rooted, sources=sources, families=families, context=context)
        if key[0]:
            sources.add(read.claim.document, read.publishers, kind=read.kind)
            rooted.add(read, key)
            found.setdefault(key, []).append((read, upstream))
            carries.setdefault(key, []).extend((*carry, *_spoken(read)))
            continue
        first, reason, carry = _told_before(read, trace, unnamed, told_first=told_first, ends=ends, context=context)
        unnamed.add(read.claim.document, read.publishers, kind=read.kind)
        told_first.append((read, first))
        if reason:
            upstream = replace(upstream, certainty=Certainty.SUSPECTED, reasons=(*upstream.reasons, reason))
        found.setdefault(("", first), []).append((read, upstream))
        carries.setdefault(("", first), []).extend((*carry, *_spoken(read, circular=trace.circular)))
    # Nobody is named for any of these, and nothing ties them to one another.
    alone = [key for key, links in found.items() if not key[0] and len({read.claim.document for read, _ in links}) == 1]
    for key in alone:
        # Whoever one of them quotes, who names nobody further, ties it to none of the others.
        unshared = [(read, replace(upstream, certainty=Certainty.NONE)) for read, upstream in found.pop(key)]
        found.setdefault(("", ""), []).extend(unshared)
        carries.setdefault(("", ""), []).extend(carries.pop(key))
    return [
        _origin(incident, slot, family=family, apart=apart, links=links, carries=carries[family, apart])
        for (family, apart), links in found.items()
    ]


def _counting(read: Read) -> Body | None:
    """Return the body whose count an answer is: "the hospital" that a monitor cites for it, and not the monitor."""
    source, bodies = read.chain.source, read.chain.bodies
    inner = bodies[-1] if bodies else None
    described = inner is not None and inner is not source and inner.sort is Sort.DESCRIBED
    return inner if inner is not None and described and profile_of(inner.name, inner.family).roles else source


def _office(source: Body | None, offices: dict[str, list[tuple[Body, str]]], family: str, context: Context) -> str:
    """Return what tells a body from the others of its family that give the answer, where they count for themselves."""
    if source is None:
        return ""
    known = offices.setdefault(family, [])
    same = next((key for body, key in known if same_body(body, source)), None)
    if same is None:
        same = next((key for body, key in known if not context.count_apart(body, source)), None)
    if same is None:
        same = source.name if known else ""
    known.append((source, same))
    return same


def _inferred(
    read: Read,
    trace: Trace,
    rooted: _Rooted,
    *,
    sources: Earlier,
    families: Families,
    context: Context,
) -> tuple[Upstream, tuple[str, str], tuple[Carry, ...]]:
    """Return the upstream of a claim whose chain names none, its family (or '') and office, and what ties it to whom.

    Where another report says from whom the quoted outlet has it, that is carried over; a copied, credited, named or
    echoed report is only suspected to be where it comes from.
    """
    plain = Upstream(read.claim.id, "", "", carriers=read.chain.carriers, reasons=("names nobody for it",))
    if trace.family and not (all_tell(read.claim) and len(read.chain.outlets) == 1):
        return replace(plain, certainty=Certainty.CARRIED_OVER, reasons=(trace.reason,)), (trace.family, ""), ()
    named = context.named_by(read)
    tie = sources.tie(read.claim.document, _credited(read), house=bare(read.publisher), named=named)
    if tie is not None and not (tie.weak and _leads_nowhere(read, tie, rooted, context)):
        other, key = rooted.listed[tie.place]
        source = other.chain.source
        whom = f"which names {source.name}" if source is not None else f"which seems to rest on {key[0]}"
        reason = f"{tie.reason}, {whom} for the same answer"
        if tie.kind is CarryReason.NAMES and source is not None and tie.carried == source.name:
            reason = f"{tie.reason}, whom another report names for the same answer"
        return replace(plain, certainty=Certainty.SUSPECTED, reasons=(reason,)), key, _tied(read, tie)
    state = families.family_of(read.country) if read.kind == "state_media" else ""
    if state:
        reason = f"published by a medium of the state, and {state} are named for the same answer by another report"
        return replace(plain, certainty=Certainty.SUSPECTED, reasons=(reason,)), (state, ""), ()
    return _cites_alike(read, rooted, plain, context)


def _cites_alike(
    read: Read, rooted: _Rooted, plain: Upstream, context: Context
) -> tuple[Upstream, tuple[str, str], tuple[Carry, ...]]:
    """Return the upstream of a claim whose report cites, for other things, the one body that others have it from."""
    if not is_telling(read.claim) or read.claim.basis in FIRST_HAND:
        return plain, ("", ""), ()
    sources = rooted.sources()
    if len(sources) > MOST:
        return plain, ("", ""), ()
    met = {key: (name, other) for other, key in reversed(sources) if (name := context.cites_alike(read, other))}
    if len(met) != 1:
        return plain, ("", ""), ()
    ((key, (name, other)),) = met.items()
    if context.speaks_against(read, other):
        return plain, ("", ""), ()
    reason = f"cites {name} elsewhere, and another report names {other.chain.source and other.chain.source.name} for it"
    return replace(plain, certainty=Certainty.SUSPECTED, reasons=(reason,)), key, ()


def _leads_nowhere(read: Read, tie: Tie, rooted: _Rooted, context: Context) -> bool:
    """Return whether a weak tie says nothing for an answer, or the other report has that from several sources.

    A report that sets two sides' equal figures beside one another does not tell whose of the two a third one repeats.
    """
    other, _key = rooted.listed[tie.place]
    return _no_ground(read, other, tie, context) or rooted.several(other)


def _says_little(read: Read, tie: Tie) -> bool:
    """Whether an answer is one that all tell; figures given alike tell of figures alone."""
    common = tie.kind is CarryReason.ECHOES or read.claim.slot in _COMMON
    return tie.weak and common and not is_telling(read.claim)


def _no_ground(read: Read, other: Read, tie: Tie, context: Context) -> bool:
    """Whether a weak tie is none for this answer: all tell it, or the report knows better.

    What all tell comes with the rest where a report retells another and names no sources that this one has not.
    """
    little = _says_little(read, tie)
    if tie.kind is CarryReason.COPIES:
        little = little and context.names_others(read.claim.document, other.claim.document)
    return little or context.speaks_against(read, other)


def _told_before(
    read: Read,
    trace: Trace,
    unnamed: Earlier,
    *,
    told_first: Sequence[tuple[Read, str]],
    ends: dict[str, str],
    context: Context,
) -> tuple[str, str, tuple[Carry, ...]]:
    """Return the first report that a claim without a stated origin seems to share an unknown one with, and why.

    Returns:
        The document of that report, or the claim's own where it is the first; the reason or an empty string; the edges
        that show it.
    """
    own = read.claim.document
    if trace.end and trace.end in ends:
        return ends[trace.end], trace.reason, ()
    tie = unnamed.tie(own, _credited(read), named=context.named_by(read))
    if tie is not None and tie.weak:
        tie = None if _no_ground(read, told_first[tie.place][0], tie, context) else tie
    other, first = (None, own) if tie is None else told_first[tie.place]
    if trace.end:
        ends[trace.end] = first
    if tie is None or other is None:
        return own, trace.reason, ()
    return first, tie.reason, _tied(read, tie)


def _credited(read: Read) -> frozenset[str]:
    return frozenset(bare(name) for name in (*read.chain.outlets[1:], read.credit) if name)


def _spoken(read: Read, *, circular: bool = False) -> list[Carry]:
    """Return the edges that a claim's own chain states, and its credit line's."""
    path = [*read.chain.outlets, *(body.name for body in read.chain.bodies)]
    found = [
        _carry(read, outer, inner, CarryReason.QUOTES, circular=circular)
        for outer, inner in pairwise(path)
        if bare(outer) != bare(inner)
    ]
    if read.credit and read.publisher and _agencies(read.credit) not in {_agencies(name) for name in path}:
        found.append(_carry(read, read.publisher, read.credit, CarryReason.CREDITS))
    return found


@lru_cache(maxsize=20_000)
def _agencies(name: str) -> frozenset[str]:
    """Return the names in a name or credit line, in any order: "IANS/Xinhua" is "Xinhua, IANS"."""
    return frozenset(bare(part) for part in re.split(r"[/,;&]| and ", name) if part.strip())


def _tied(read: Read, tie: Tie) -> tuple[Carry, ...]:
    """Return the edge that a tie shows; none where a credit line shows it by itself, or several may be carried."""
    mine = read.publisher
    if tie.kind is CarryReason.CREDITS or not mine or not tie.carried or bare(mine) == bare(tie.carried):
        return ()
    if _says_little(read, tie):
        return ()  # a place or a day that both tell draws no line from one to the other
    return (_carry(read, mine, tie.carried, tie.kind),)


def _carry(read: Read, carrier: str, carried: str, reason: CarryReason, *, circular: bool = False) -> Carry:
    since = "" if read.appeared.startswith("~") else read.appeared
    return Carry(carrier, carried, reason, (read.claim.document,), (read.claim.id,), since, circular)


def _origin(
    incident: str,
    slot: str,
    *,
    family: str,
    apart: str,
    links: Sequence[tuple[Read, Upstream]],
    carries: Iterable[Carry],
) -> Origin:
    ordered = sorted(links, key=lambda pair: (pair[0].appeared, pair[0].publisher, pair[0].claim.id))
    value = ordered[0][0].claim.value.canonical()
    upstreams = tuple(upstream for _read, upstream in ordered)
    return Origin(
        id=origin_id(f"{family or 'none'} {apart}".strip(), slot, digest(incident, answer_key(ordered[0][0].claim))),
        family=family,
        holders=tuple(dict.fromkeys(upstream.holder for upstream in upstreams if upstream.holder)),
        slot=slot,
        value=value,
        certainty=min((upstream.certainty for upstream in upstreams), key=_RANK.index),
        reasons=tuple(dict.fromkeys(reason for upstream in upstreams for reason in upstream.reasons)),
        claims=tuple(upstream.claim for upstream in upstreams),
        incident=incident,
        links=upstreams,
        carries=merged_carries(carries),
    )
