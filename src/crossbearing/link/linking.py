"""Links a case: claims to incidents, and claims to what they rest on.

Linking is computed from all claims and judgements each time, so that it does not matter in which order reports were
added; earlier incidents only hand on their ids. What a person confirmed stays together under its id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from crossbearing.link.beside import labels_beside
from crossbearing.link.chains import Chains
from crossbearing.link.clusters import Cluster, cluster
from crossbearing.link.copies import find_copies
from crossbearing.link.judged import LinkJudgements, read_judgements
from crossbearing.link.kinds import GENERIC, makes_an_incident, may_be_one
from crossbearing.link.mentions import mentions_in
from crossbearing.link.naming import date_of, inherit, kind_of, mint, place_of, title_of
from crossbearing.link.origins import origins_of
from crossbearing.link.retold import find_retellings
from crossbearing.link.strands import Strand, strands_of
from crossbearing.link.texts import with_words
from crossbearing.model.claims import Claim, Event
from crossbearing.model.documents import Publication, Text
from crossbearing.model.ids import event_id, normalised_words
from crossbearing.model.incidents import Incident, Membership, Origin
from crossbearing.model.locators import TableCell
from crossbearing.model.protocols import CaseReader, Linked
from crossbearing.resources.bodies import Bodies, known_bodies

__all__ = ["incidents_of", "link"]


def link(reader: CaseReader, bodies: Bodies | None = None) -> Linked:
    """Return the incidents and origins of a case.

    Args:
        reader: The case: claims of the newest reading, publications, texts, earlier incidents and judgements.
        bodies: Tells families of bodies by name; without it, by the program's own table of actors.

    Returns:
        Incidents, largest first, and the origins of their claims. Claims about no incident are in none of them.
    """
    claims = list(reader.claims())
    publications: dict[str, list[Publication]] = defaultdict(list)
    for publication in reader.publications():
        publications[publication.document].append(publication)
    judgements = read_judgements(reader)
    prior = list(reader.incidents())
    coded = coded_tables(claims, reader)
    incidents = incidents_of(
        claims,
        publications=publications,
        judgements=judgements,
        prior=prior,
        coded=coded,
        texts=reader.texts(),
    )
    by_id = {claim.id: claim for claim in claims}
    chains = Chains(bodies or known_bodies(), (one for found in publications.values() for one in found))
    copies = find_copies(reader.texts())
    copies = copies.joined_by(find_retellings(incidents, copies, texts=reader.texts(), publications=publications))
    together = {member.document for one in incidents if _of_several(one) for member in one.members}
    beside: dict[str, tuple[str, ...]] = {}
    told = _by_document(claims, together)
    mentions = mentions_in(_with_labels(reader.texts(), told, beside), claims, publications)
    origins: list[Origin] = []
    for incident in incidents:
        members = [by_id[member.claim] for member in incident.members]
        origins.extend(
            origins_of(
                incident,
                members,
                publications=publications,
                chains=chains,
                copies=copies,
                mentions=mentions,
                beside=beside,
            )
        )
    return Linked(incidents=tuple(incidents), origins=tuple(origins))


def _by_document(claims: Iterable[Claim], wanted: set[str]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {document: [] for document in wanted}
    for claim in claims:
        if claim.document in found:
            found[claim.document].append(claim)
    return found


def _with_labels(
    texts: Iterable[Text], claims: Mapping[str, Sequence[Claim]], beside: dict[str, tuple[str, ...]]
) -> Iterator[Text]:
    """Yield the texts of the documents asked for; what stands beside their figures is noted in passing."""
    for text in texts:
        if text.document in claims:
            beside.update(labels_beside(text, claims[text.document]))
            yield text


def _of_several(incident: Incident) -> bool:
    return len({member.document for member in incident.members}) > 1


def incidents_of(
    claims: Sequence[Claim],
    *,
    publications: Mapping[str, Sequence[Publication]],
    judgements: LinkJudgements,
    prior: Sequence[Incident],
    coded: Mapping[str, str],
    texts: Iterable[Text] = (),
) -> list[Incident]:
    """Return the incidents that claims are about, largest first.

    Args:
        claims: All claims, those of a document in order of their words.
        publications: Publications by document id, earliest first.
        judgements: What persons decided on links, claims and incidents.
        prior: Incidents as they were, which hand on their ids.
        coded: For rows of tables of already coded claims, by document id, their table and the happening that it names
            for them by place and day: see `coded_tables`.
        texts: Working texts, one a document.
    """
    by_id = {claim.id: claim for claim in claims}
    usable = [claim for claim in claims if claim.statement not in judgements.rejected]
    rejected = [claim for claim in claims if claim.statement in judgements.rejected]
    strands = strands_of(usable, publications=publications, pinned=judgements.pinned)
    strands = with_words(strands, by_id, texts=texts, publications=publications)
    strands = [replace(one, table=coded.get(one.document, "").partition(":")[0]) for one in strands]
    where = {claim: index for index, strand in enumerate(strands) for claim in strand.claims}
    must, cannot = judgements.pairs(by_id=by_id, strand_of=where, prior=prior)
    groups = [
        group
        for group in cluster(strands, must=[*must, *_shared_events(strands, coded)], cannot=cannot)
        if _is_incident(group, strands)
    ]
    groups.sort(key=lambda group: min(strands[index].key for index in group.strands))
    keys = [
        (
            frozenset(claim for index in group.strands for claim in strands[index].claims),
            frozenset(strands[index].document for index in group.strands),
        )
        for group in groups
    ]
    heirs = inherit(keys, prior, judgements.confirmed)
    taken = {incident.id for incident in prior} | {alias for incident in prior for alias in incident.aliases}
    late = _by_event(rejected)
    found = []
    for index, group in enumerate(groups):
        members = [strands[one] for one in group.strands]
        kind, when, place = kind_of(members), date_of(members), place_of(members)
        heir = heirs.get(index)
        found.append(
            Incident(
                id=heir.id if heir else mint(place, min(strand.key for strand in members), taken),
                title=title_of(kind, place, when),
                type=kind,
                when=when,
                where=place,
                members=tuple(_members(group, strands, kind=kind, by_id=by_id, rejected=late)),
                aliases=heir.aliases if heir else (),
            )
        )
    return sorted(found, key=lambda incident: (-len(incident.members), incident.id))


def coded_tables(claims: Iterable[Claim], reader: CaseReader) -> dict[str, str]:
    """Return, for each document that is a row of coded claims, the hash of its table and the happening it names.

    A row tells its happening by place and day where its table has no ids for happenings. Where it has, the ids tell
    which rows belong together, and two of them on one day or in one place may be two happenings: behind the colon
    stands nothing then, as for rows that name neither place nor day.
    """
    events = {claim.document: claim.event for claim in claims if isinstance(claim.locator, TableCell)}
    if not events:
        return {}
    return {
        document.id: f"{document.sha256}:{'' if _has_a_key(event, document.sha256) else event.label}"
        for document in reader.documents()
        if (event := events.get(document.id)) is not None
    }


def _has_a_key(event: Event, table: str) -> bool:
    """Whether a row's event goes by an id of its table: it is not the one that its place and day alone would make."""
    parts = event.label.split(", ")
    pairs = [(", ".join(parts[:at]), ", ".join(parts[at:])) for at in range(len(parts) + 1)]
    return all(event_id(table, event.type, f"{day}|{normalised_words(place)}") != event.id for place, day in pairs)


def _shared_events(strands: Sequence[Strand], coded: Mapping[str, str]) -> list[tuple[int, int]]:
    """Strands of several documents that name one event by its id, or one happening of one table of coded claims."""
    first: dict[str, int] = {}
    found = []
    for index, strand in enumerate(strands):
        if strand.pinned:
            continue
        names = sorted(strand.events)
        happening = coded.get(strand.document, ":")
        if not happening.endswith(":"):
            names.append(happening)
        for name in names:
            if name in first:
                found.append((first[name], index))
            else:
                first[name] = index
    return found


def _is_incident(group: Cluster, strands: Sequence[Strand]) -> bool:
    """Whether a group tells of a happening: one that harms, or persons harmed. Background needs a place and a day."""
    members = [strands[index] for index in group.strands]
    if all(strand.background for strand in members):
        members = [strand for strand in members if strand.place is not None and strand.days is not None]
    return any(makes_an_incident(strand.kinds) or strand.tolls for strand in members)


def _members(
    group: Cluster,
    strands: Sequence[Strand],
    *,
    kind: str,
    by_id: Mapping[str, Claim],
    rejected: Mapping[tuple[str, str], Sequence[Claim]],
) -> list[Membership]:
    found = []
    for index in group.strands:
        joined = group.joined[index]
        strand = strands[index]
        for claim in strand.claims:
            found.append(
                Membership(claim, strand.document, joined.score, joined.reasons, related=_related(by_id[claim], kind))
            )
        for event in sorted(strand.events):
            for one in rejected.get((strand.document, event), ()):
                # Rejected claims stay in sight of their incident; they are not weighed and moved nothing.
                found.append(
                    Membership(one.id, one.document, joined.score, ("rejected_claim",), related=_related(one, kind))
                )
    return found


def _related(claim: Claim, kind: str) -> str:
    if claim.event.negated:
        return claim.event.type
    return "" if claim.event.type in GENERIC or may_be_one(claim.event.type, kind) else claim.event.type


def _by_event(claims: Iterable[Claim]) -> dict[tuple[str, str], list[Claim]]:
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        found.setdefault((claim.document, claim.event.id), []).append(claim)
    return found
