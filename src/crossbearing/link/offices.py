"""Offices named without their state ("the army"), where one report's guess of the state stands alone.

Reading and resolving take "the army" for that of the country a report seems to be about, and a misread place makes it
another country's. Beside the other reports of an incident such a guess can be seen for what it is; it is then left
open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from crossbearing.link.chains import SPEAK_FROM_HOME
from crossbearing.model.actors import Speaker
from crossbearing.model.claims import Claim
from crossbearing.model.documents import Publication
from crossbearing.resources.bodies import Bodies

__all__ = ["with_offices_left_open"]


def with_offices_left_open(
    claims: Iterable[Claim], *, publications: Mapping[str, Sequence[Publication]], bodies: Bodies
) -> list[Claim]:
    """Return the claims of an incident; an office's guessed state is taken out where nothing else speaks for it.

    For a state speak that a body of it is named in full somewhere in the incident, that the report is published there,
    or that as many reports guess it as any other.

    Args:
        claims: The claims of one incident.
        publications: Publications by document id, earliest first.
        bodies: Tells bodies by name.
    """
    listed = list(claims)
    published = {claim.document: publications.get(claim.document, ()) for claim in listed}
    named = {f"state:{one[0].country}" for one in published.values() if one and one[0].kind in SPEAK_FROM_HOME}
    guessed: dict[str, set[str]] = defaultdict(set)
    for claim in listed:
        for speaker in claim.speakers[1:]:
            family = bodies.body(speaker).family
            if _is_guess(speaker, bodies):
                guessed[family].add(claim.document)
            else:
                named.add(family)
    most = max((len(documents) for documents in guessed.values()), default=0)
    doubtful = {family for family, documents in guessed.items() if family not in named and len(documents) < most}
    # A guess that stands alone is doubted too where other states' bodies are named and the report is from elsewhere.
    if any(family.startswith("state:") for family in named):
        doubtful |= {family for family in guessed if family not in named}
    if not doubtful:
        return listed
    return [_left_open(claim, doubtful, publications, bodies) for claim in listed]


def _is_guess(speaker: Speaker, bodies: Bodies) -> bool:
    return bool(speaker.actor) and bodies.is_bare_office(speaker.name)


def _left_open(
    claim: Claim, doubtful: set[str], publications: Mapping[str, Sequence[Publication]], bodies: Bodies
) -> Claim:
    published = publications.get(claim.document, ())
    home = f"state:{published[0].country}" if published else ""
    speakers = tuple(
        replace(speaker, actor="")
        if index
        and _is_guess(speaker, bodies)
        and (family := bodies.body(speaker).family) in doubtful
        and family != home
        else speaker
        for index, speaker in enumerate(claim.speakers)
    )
    return claim if speakers == claim.speakers else replace(claim, speakers=speakers)
