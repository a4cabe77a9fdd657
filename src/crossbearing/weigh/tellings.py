"""Reports that tell the happening itself as another kind: one says drone, one says artillery.

Linking keeps kinds apart that are seldom one happening: what came after an air strike is no part of it. But where a
report that belongs to the incident tells one harmful happening only, of the same day and at the same place or on the
same thing, and no report tells both kinds apart, it gives its own account of the happening: a rival answer to how, by
whom and with how many dead, and no happening beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from crossbearing.model.claims import Claim
from crossbearing.model.ids import normalised_words
from crossbearing.model.incidents import Incident
from crossbearing.model.values import Place, Relation, When
from crossbearing.resources.vocabulary import event_kinds

__all__ = ["with_rival_tellings"]

_COMPATIBLE = (Relation.SAME, Relation.REFINES, Relation.REFINED_BY)
_FILLING = frozenset({"the", "a", "an", "of", "in", "at", "its", "their"})


def with_rival_tellings(incident: Incident, claims: Iterable[Claim]) -> Incident:
    """Return the incident, the claims of reports that tell it as another kind of happening counted as about itself.

    Args:
        incident: The incident as linked.
        claims: Its claims.
    """
    around = {member.claim: member.related for member in incident.members if member.related}
    listed = [claim for claim in claims if not claim.event.negated and _harms(claim.event.type)]
    if not any(claim.id in around for claim in listed):
        return incident
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in listed:
        by_document[claim.document].append(claim)
    own = [claim for claim in listed if claim.id not in around]
    told_beside = {
        claim.event.type
        for told in by_document.values()
        if any(claim.id not in around for claim in told)
        for claim in told
        if claim.id in around
    }
    rival: set[str] = set()
    for told in by_document.values():
        alone = len({claim.event.id for claim in told}) == 1 and all(claim.id in around for claim in told)
        if alone and told[0].event.type not in told_beside and _of_one_day(told, incident) and _of_one_place(told, own):
            rival.update(claim.id for claim in told)
    if not rival:
        return incident
    members = (replace(one, related="") if one.claim in rival else one for one in incident.members)
    return replace(incident, members=tuple(members))


def _harms(kind: str) -> bool:
    known = event_kinds().get(kind)
    return known is not None and known.harm


def _of_one_day(told: Sequence[Claim], incident: Incident) -> bool:
    """Whether a report gives the day that the incident has, and no other one."""
    if incident.when is None:
        return False
    days = [claim.value for claim in told if claim.slot == "when.start" and isinstance(claim.value, When)]
    given = [value for value in days if value.determinate and value.anchor is None]
    return bool(given) and all(value.compare(incident.when).relation.compatible for value in given)


def _of_one_place(told: Sequence[Claim], own: Sequence[Claim]) -> bool:
    """Whether a report names a place or a thing struck that the others name for the happening itself."""
    things = {_thing(claim) for claim in own if claim.slot == "struck"} - {frozenset()}
    if any(_thing(claim) in things for claim in told if claim.slot == "struck"):
        return True
    places = [claim.value for claim in own if claim.slot == "where" and isinstance(claim.value, Place)]
    mine = [claim.value for claim in told if claim.slot == "where" and isinstance(claim.value, Place)]
    return any(one.located and one.compare(other).relation in _COMPATIBLE for one in mine for other in places)


def _thing(claim: Claim) -> frozenset[str]:
    return frozenset(normalised_words(claim.value.describe()).split()) - _FILLING
