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
from crossbearing.link.gathering import Gathered, gather
from crossbearing.link.judged import LinkJudgements, read_judgements
from crossbearing.link.kinds import GENERIC, makes_an_incident, may_be_one
from crossbearing.link.mentions import mentions_in
from crossbearing.link.naming import date_of, inherit, kind_of, mint, place_of, title_of
from crossbearing.link.origins import origins_of
from crossbearing.link.retold import find_retellings
from crossbearing.link.strands import Strand
from crossbearing.model.claims import Claim, Event
from crossbearing.model.documents import Publication, Text
from crossbearing.model.ids import event_id, normalised_words
from crossbearing.model.incidents import Incident, Membership, Origin
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
    publications: dict[str, list[Publication]] = defaultdict(list)
    for publication in reader.publications():
        publications[publication.document].append(publication)
    judgements = read_judgements(reader)
    gathered = gather(reader.claims(), texts=reader.texts(), publications=publications, judgements=judgements)
    coded = coded_tables(gathered.coded, reader)
    incidents = incidents_of(gathered, judgements=judgements, prior=list(reader.incidents()), coded=coded)
    gathered.strands.clear()
    chains = Chains(bodies or known_bodies(), (one for found in publications.values() for one in found))
    publishers = {document: found[0].publisher for document, found in publications.items()}
    copies = find_copies(reader.texts(), publishers)
    copies = copies.joined_by(find_retellings(incidents, copies, texts=reader.texts(), publications=publications))
    together = {member.document for one in incidents if _of_several(one) for member in one.members}
    beside: dict[str, tuple[str, ...]] = {}
    texts = (text for text in reader.texts() if text.document in together)
    mentions = mentions_in(_with_labels(texts, gathered, reader, beside), gathered.voices, publications)
    origins: list[Origin] = []
    for incident in incidents:
        wanted = {member.claim for member in incident.members}
        documents = dict.fromkeys(member.document for member in incident.members)
        members = [claim for claim in gathered.claims_of(documents, reader) if claim.id in wanted]
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


def _with_labels(
    texts: Iterable[Text], gathered: Gathered, reader: CaseReader, beside: dict[str, tuple[str, ...]]
) -> Iterator[Text]:
    """Yield the texts; what stands beside their figures is noted in passing."""
    for text in texts:
        beside.update(labels_beside(text, gathered.claims_of((text.document,), reader)))
        yield text


def _of_several(incident: Incident) -> bool:
    return len({member.document for member in incident.members}) > 1


def incidents_of(
    gathered: Gathered, *, judgements: LinkJudgements, prior: Sequence[Incident], coded: Mapping[str, str]
) -> list[Incident]:
    """Return the incidents that claims are about, largest first.

    Args:
        gathered: What was gathered of all claims.
        judgements: What persons decided on links, claims and incidents.
        prior: Incidents as they were, which hand on their ids.
        coded: For rows of tables of already coded claims, by document id, their table and the happening that it names
            for them by place and day: see `coded_tables`.
    """
    strands = gathered.strands
    if coded:
        strands = [replace(one, table=coded.get(one.document, "").partition(":")[0]) for one in strands]
    must, cannot = judgements.pairs(statements=gathered.statements, strands=strands, prior=prior)
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
        for group in (groups if prior else ())
    ]
    heirs = inherit(keys, judgements.left(prior, gathered.statements), judgements.confirmed) if prior else {}
    taken = {incident.id for incident in prior} | {alias for incident in prior for alias in incident.aliases}
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
                members=tuple(_members(group, strands, kind=kind, rejected=gathered.rejected)),
                aliases=heir.aliases if heir else (),
            )
        )
    return sorted(found, key=lambda incident: (-len(incident.members), incident.id))


def coded_tables(events: Mapping[str, Event], reader: CaseReader) -> dict[str, str]:
    """Return, for each document that is a row of coded claims, the hash of its table and the happening it names.

    A row tells its happening by place and day where its table has no ids for happenings. Where it has, the ids tell
    which rows belong together, and two of them on one day or in one place may be two happenings: behind the colon
    stands nothing then, as for rows that name neither place nor day.

    Args:
        events: Event of each document that is such a row.
        reader: The case.
    """
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
    rejected: Mapping[tuple[str, str], Sequence[Claim]],
) -> list[Membership]:
    found = []
    for index in group.strands:
        joined = group.joined[index]
        strand = strands[index]
        for claim, (type_, negated) in zip(strand.claims, strand.happenings, strict=True):
            related = _related(type_, negated, kind)
            found.append(Membership(claim, strand.document, joined.score, joined.reasons, related=related))
        for event in sorted(strand.events):
            for one in rejected.get((strand.document, event), ()):
                # Rejected claims stay in sight of their incident; they are not weighed and moved nothing.
                related = _related(one.event.type, one.event.negated, kind)
                found.append(Membership(one.id, one.document, joined.score, ("rejected_claim",), related=related))
    return found


def _related(type_: str, negated: bool, kind: str) -> str:
    if negated:
        return type_
    return "" if type_ in GENERIC or may_be_one(type_, kind) else type_
