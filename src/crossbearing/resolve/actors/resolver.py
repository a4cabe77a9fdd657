"""Suggested actors for the speakers and actors of claims."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from crossbearing.model.actors import ActorKind, Speaker
from crossbearing.model.values import ActorRef, Actors
from crossbearing.resolve.actors.matcher import ActorMatch, ActorMatcher, Surroundings, ancestors
from crossbearing.resolve.actors.pointing import NamedBodies
from crossbearing.resources.actors import actor, actor_key, dated_names
from crossbearing.resources.publishers import publisher_at, publisher_named

__all__ = ["NOWHERE", "ActorResolver", "Standing", "introduced_persons"]

_PUBLISHER = "publisher"  # how the head of a chain is called where the text does not name it
_CAPITAL = "capital-"  # how ids of capitals that stand for a government begin
_LOCATIVE = re.compile(
    r"\b(?:in|near|at|around|outside|inside|across|over|into|towards?|to reach|(?:residents|people|suburbs|outskirts|"
    r"city|streets|centre|center|south|north|east|west|inhabitants|capital) of|(?:flew|travell?ed|drove|moved|went|"
    r"sent|back|road|way|flights?|trip|visit|march|advance[ds]?|return(?:ed|s)?|fled|escaped?|crossed|deported)"
    r"(?: back)? (?:in)?to|left|leaving|reach(?:ed|es)?|entered|entering|shelled|bombed|bombard(?:ed|ing)|besieged|"
    r"visited|via|through|above)\s+(?:(?:central|eastern|western|"
    r"northern|southern|downtown|the city of)\s+)?$",
    re.IGNORECASE,
)
_PLACE_BEHIND = re.compile(
    r"\s+(?:airport|countryside|suburbs?|region|province|governorate|district|oblast|airbase|air\s+base|streets?|"
    r"residents|hosts|hosted|street|city|metro|hospital|university)\b",
    re.IGNORECASE,
)
_LEAST = 0.5  # score under which no actor is suggested

_NAME = r"(?P<name>(?:[A-Z][\w'\u2019-]+\s+){0,3}[A-Z][\w'\u2019-]+)"
_TITLE = (
    r"(?:spokes(?:man|woman|person)|press secretary|head|director|chief|commander|minister|ambassador|envoy|"
    r"representative|deputy head|deputy minister|secretary|official)"
)
_TITLE_ALONE = re.compile(rf"\b{_TITLE}\b")
_AROUND = 110
_AFTER = re.compile(
    rf"{_NAME},\s+(?:the\s+|a\s+|an\s+|its\s+)?(?:[\w-]+\s+){{0,3}}?{_TITLE}\s+(?:of|for|at)\s+(?:the\s+)?(?P<body>[A-Z][\w'\u2019&-]*(?:\s+(?:of|for|and|the|[A-Z][\w'\u2019&-]*)){{0,6}})"
)
_BEFORE = re.compile(
    rf"(?P<body>[A-Z][\w'\u2019&-]*(?:\s+(?:of|for|and|the|[a-z]+\s+)?[A-Z]?[\w'\u2019&-]*){{0,4}}?)\s+{_TITLE}\s+{_NAME}"
)


def introduced_persons(text: str, matcher: ActorMatcher, around: Surroundings) -> tuple[tuple[str, str], ...]:
    """Return bodies by surname for persons that a text introduces as speaking for them.

    Only a key of the surname and the body's id are kept, for the length of one document.

    Args:
        text: The document's words.
        matcher: Where bodies are looked up.
        around: What the document says.

    Returns:
        Pairs of surname in lower case and actor id, sorted.
    """
    found: dict[str, str] = {}
    # Titles are rare: only the words around them are looked at closely.
    windows = [text[max(0, at.start() - _AROUND) : at.end() + _AROUND] for at in _TITLE_ALONE.finditer(text[:60_000])]
    for pattern in (_AFTER, _BEFORE):
        for match in (match for window in windows for match in pattern.finditer(window)):
            body = matcher.match(match["body"].strip(), around)
            surname = match["name"].split()[-1].lower()
            if body.actor and body.score >= 0.7 and body.kind != ActorKind.PERSON.value:
                found.setdefault(surname, body.actor)
    return tuple(sorted(found.items())[:40])


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the name of a body stands.

    Args:
        bodies: The bodies that the document names.
        offset: Index of the words in the document's text, or None.
        before: The words right before it, where known.
        behind: The words right behind it.
    """

    bodies: NamedBodies | None = None
    offset: int | None = None
    before: str = ""
    behind: str = ""


def _is_the_place(name: str, sentence: str, actor_id: str, standing: Standing) -> bool:
    """Whether a capital, which may stand for a government, is only where something is: "heard in Damascus"."""
    known = actor(actor_id)
    own = actor_id.startswith(_CAPITAL) or actor_key(name) in dated_names()
    if not own and (known is None or known.kind is not ActorKind.STATE or actor_key(name) != actor_key(known.name)):
        return False
    if standing.offset is not None:
        return bool(_LOCATIVE.search(standing.before)) or (own and bool(_PLACE_BEHIND.match(standing.behind)))
    found = [at.start() for at in re.finditer(rf"\b{re.escape(name)}\b", sentence)]
    return bool(found) and all(_LOCATIVE.search(sentence[:at][-40:]) for at in found)


NOWHERE = Standing()
"""Nothing is known of where a name stands."""

_TOO_WIDE = frozenset({"un-peacekeeping"})  # bodies that the document may tell more closely
_BY_CONTEXT = 0.6  # score of a body that only the country of the document tells


class ActorResolver:
    """Suggests actors.

    Args:
        matcher: Where names are looked up.
    """

    def __init__(self, matcher: ActorMatcher) -> None:
        self.matcher = matcher

    def speaker(self, speaker: Speaker, around: Surroundings) -> Speaker:
        """Return a speaker with the suggested actor, its kind, and whether it is named.

        Args:
            speaker: As read; an actor already given stays.
            around: What the document says.
        """
        if speaker.actor:
            known = actor(speaker.actor)
            return replace(speaker, kind=speaker.kind or (known.kind.value if known else ""))
        found = self.matcher.match(speaker.name, around)
        if found.actor and found.score >= _LEAST:
            return replace(speaker, actor=found.actor, kind=found.kind or speaker.kind)
        return replace(speaker, kind=speaker.kind or found.kind, named=speaker.named and found.named)

    def publisher(self, speaker: Speaker, url: str, name: str) -> Speaker:
        """Return the head of a chain with the outlet that published the document.

        Args:
            speaker: The head; its name may be the word `publisher`.
            url: Address of the publication, or empty.
            name: Publisher's name as metadata gives it, or empty.
        """
        if speaker.actor:
            return speaker
        if speaker.name != _PUBLISHER and actor_key(speaker.name) != actor_key(name):
            # A table that names the head of each chain itself: metadata may name another outlet.
            url, name = "", speaker.name
        outlet = (publisher_named(name) if name else None) or (publisher_at(url) if url and not name else None)
        if outlet is not None:
            identifier = outlet.actor or outlet.id
            known = actor(identifier)
            return replace(speaker, actor=identifier, kind=known.kind.value if known else speaker.kind)
        found = self.matcher.match(name, Surroundings()) if name else None
        if found is not None and found.actor and found.score >= _LEAST:
            return replace(speaker, actor=found.actor, kind=found.kind)
        return speaker

    def members(self, value: Actors, around: Surroundings, sentence: str = "", standing: Standing = NOWHERE) -> Actors:
        """Return a set of bodies with suggested actors and what they belong to.

        Args:
            value: As read.
            around: What the document says.
            sentence: The sentence it stands in, which may show that a capital's name is that of the place.
            standing: Where it stands in the document.
        """
        members = tuple(
            replace(member, note=f"no match: '{member.name}' is the place here")
            if not member.actor
            and _is_the_place(member.name, sentence, self.matcher.match(member.name, around).actor, standing)
            else self.reference(member, around, standing)
            for member in value.members
        )
        return replace(value, members=members)

    def _found(self, name: str, around: Surroundings, standing: Standing) -> ActorMatch:
        found = self.matcher.match(name, around)
        if standing.bodies is None or (found.actor and found.actor not in _TOO_WIDE and found.score > _BY_CONTEXT):
            return found
        pointed = standing.bodies.match(name, standing.offset)
        return pointed if pointed is not None and (pointed.actor or not found.actor) else found

    def reference(self, reference: ActorRef, around: Surroundings, standing: Standing = NOWHERE) -> ActorRef:
        """Return one body with its suggested actor and what it belongs to on the day in question."""
        if reference.actor:
            return replace(reference, within=reference.within or ancestors(reference.actor, around.on))
        found = self._found(reference.name, around, standing)
        if found.actor and found.score >= _LEAST:
            return replace(
                reference,
                name=found.label or reference.name,
                actor=found.actor,
                within=ancestors(found.actor, around.on),
                note=found.reason,
            )
        return replace(reference, note=found.reason)
