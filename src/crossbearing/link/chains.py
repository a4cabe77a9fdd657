"""Reading an attribution chain: who holds the answer, whose knowledge it is, and who only handed it on.

A medium in a chain is a carrier, not an origin. A party that publishes its own claim states itself. Whether a publisher
is a medium or a party follows from the kind the user states for it, else from the kind of actor it is; never from a
list of outlets with grades.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from crossbearing.link.publishing import is_medium, speaks_for_itself
from crossbearing.model.actors import Speaker
from crossbearing.model.claims import Basis, Claim
from crossbearing.model.documents import Publication
from crossbearing.model.ids import normalised_words
from crossbearing.resources.actors import actor
from crossbearing.resources.bodies import Bodies, Body, Sort

__all__ = ["CASUALTY_SLOTS", "SPEAK_FROM_HOME", "Chain", "Chains", "is_state_media", "names_of"]

CASUALTY_SLOTS = frozenset({"killed", "wounded", "casualties", "missing", "captured"})
"""Counts of persons: nobody knows them by inference, so that a number in an outlet's own voice states no origin."""

SPEAK_FROM_HOME = frozenset(
    {"government_party", "government", "state", "ministry", "agency", "military", "state_media"}
)
"""Kinds of publishers for whom a bare "the general staff", "the foreign ministry" is that of their own state."""

_OFFICES = frozenset({"military", "agency", "state"})
_HANDED_ON = re.compile(r"^(?:copy on|excerpt on|carrying|per|via|from|archived)\s+", re.IGNORECASE)
_STATE_MEDIA = frozenset({"the", "state", "official", "run", "media", "news", "agency", "television", "tv", "radio"})
# Who speaks for the party that publishes, and what it publishes, by words alone (without a plural's s).
_OF_THE_HOUSE = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "spokespeople", "statement", "communique", "bulletin", "release"}
    | {
        "pilot",
        "commander",
        "team",
        "staff",
        "researcher",
        "office",
        "press",
        "announcement",
        "update",
        "entry",
        "crew",
    }
)
# Whoever stands beside a state's own government is no office of it ("Human rights office, shadow government").
_RIVALS = frozenset({"shadow", "exile", "parallel", "opposition", "rebel", "breakaway", "proclaimed", "resistance"})
_UNITS = frozenset(
    {"infantry", "division", "regiment", "battalion", "squadron", "fleet", "artillery", "armoured", "corps"}
)
_POINTING = frozenset({"the", "this", "that", "our", "its", "a", "an", "own", "field", "duty"})
_RANKS = frozenset(
    {"general", "gen", "major", "maj", "colonel", "col", "lieutenant", "lt", "brigadier", "brig", "admiral", "captain"}
    | {"capt", "commander", "marshal", "chief"}
)
_INFERRED = frozenset({Basis.INFERENCE, Basis.OPINION})


@dataclass(frozen=True, slots=True)
class Chain:
    """An attribution chain as read.

    Args:
        holder: Outermost body that is no medium and no carrier, or None.
        source: Innermost such body, or the innermost described group where no body is named, or None.
        carriers: Names of those who handed it on, from the publisher inwards.
        bodies: All bodies of the chain that are no carriers, from the publisher inwards.
        own_voice: Whether nobody but carriers stands in it.
        outlets: Names of those carriers that are somebody: "others" or "a message" hand nothing on.
    """

    holder: Body | None
    source: Body | None
    carriers: tuple[str, ...]
    bodies: tuple[Body, ...]
    own_voice: bool
    outlets: tuple[str, ...] = ()

    @property
    def states_origin(self) -> bool:
        """Whether it names or describes an origin."""
        return self.source is not None


class Chains:
    """Reads chains against the publishers of one case.

    Args:
        bodies: Tells bodies by name.
        publications: All publications of the case: what is a medium there is one in other reports' chains too.
    """

    def __init__(self, bodies: Bodies, publications: Iterable[Publication]) -> None:
        self._bodies = bodies
        self._media: set[str] = set()
        for publication in publications:
            if publication.publisher and is_medium(publication.kind):
                main, _rest = _pieces(publication.publisher)
                self._media.update(main)

    def read(self, claim: Claim, publication: Publication | None) -> Chain:
        """Return a claim's chain.

        Args:
            claim: The claim.
            publication: Its document as published, or None.
        """
        speakers = _under_the_publishers_name(claim.speakers, publication)
        on = publication.published if publication is not None else ""
        bodies = self._at_home([self._bodies.body(speaker, on) for speaker in speakers], speakers, publication)
        carries = self._carriers(speakers, bodies, publication)
        own_voice = all(carries)
        outlets = tuple(
            speaker.name
            for index, (speaker, body, carrier) in enumerate(zip(speakers, bodies, carries, strict=True))
            if carrier and (index == 0 or body.sort is not Sort.NOBODY or is_state_media(speaker.name))
        )
        if own_voice:
            return replace(self._in_own_voice(claim, speakers, bodies, publication), outlets=outlets)
        kept = [body for body, carrier in zip(bodies, carries, strict=True) if not carrier]
        party = self._party_that_publishes(speakers, bodies, publication)
        if party is not None:
            house = publication.publisher if publication is not None else ""
            kept = [body for body in kept if body is bodies[party] or not _is_its_own(body, house)]
            if len(kept) > 1 and any(
                carrier and (body.sort is Sort.MEDIUM or normalised_words(speaker.name) in self._media)
                for speaker, body, carrier in list(zip(speakers, bodies, carries, strict=True))[party + 1 :]
            ):
                # A monitor that quotes an outlet for what a body said knows it from there, and not for itself.
                kept = [body for body in kept if body is not bodies[party]]
                outlets = (speakers[party].name, *outlets)
        named = [body for index, body in enumerate(kept) if self._has_a_name(body, kept[:index])]
        source = named[-1] if named else kept[-1]
        return Chain(
            holder=named[0] if named else kept[0],
            source=source,
            carriers=tuple(speaker.name for speaker, carrier in zip(speakers, carries, strict=True) if carrier),
            bodies=tuple(kept),
            own_voice=False,
            outlets=outlets,
        )

    def _has_a_name(self, body: Body, outer: Sequence[Body]) -> bool:
        """Whether a body is more than a description: what a monitor says that "the army" said is the army's."""
        if body.sort is not Sort.DESCRIBED:
            return True
        elsewhere = bool(outer) and not any(one.family.startswith("state:") for one in outer)
        return elsewhere and self._bodies.is_bare_office(body.name)

    def of_one_incident(self) -> Callable[[Claim, Publication | None], Chain]:
        """Return what `read` is, for the claims of one incident: a report's claims often share a chain."""
        known: dict[tuple[object, ...], Chain] = {}

        def read(claim: Claim, publication: Publication | None) -> Chain:
            # Nothing else of a claim is looked at.
            kind = (claim.slot in CASUALTY_SLOTS, claim.basis in _INFERRED, claim.basis is Basis.SAW)
            key = (claim.document, claim.speakers, *kind)
            found = known.get(key)
            if found is None:
                found = known[key] = self.read(claim, publication)
            return found

        return read

    @property
    def bodies(self) -> Bodies:
        """What tells bodies by name."""
        return self._bodies

    def _at_home(
        self, bodies: Sequence[Body], speakers: Sequence[Speaker], publication: Publication | None
    ) -> list[Body]:
        """Return the bodies, an office named without its state taken for that of the publisher or agency around it.

        "The general staff" on a state's own site, or quoted by that state's agency, is the state's; what a paper from
        elsewhere means by it is left open.
        """
        country = publication.country if publication is not None and publication.kind in SPEAK_FROM_HOME else ""
        found = []
        for index, (speaker, body) in enumerate(zip(speakers, bodies, strict=True)):
            office = speaker.kind in _OFFICES or (index == 0 and bool(country) and body.sort is not Sort.MEDIUM)
            rival = not _RIVALS.isdisjoint(normalised_words(speaker.name).split())
            if country and office and not rival and not speaker.actor and body.family.startswith("body:"):
                unit = index == 0 and publication is not None and publication.kind == "military"
                known = self._bodies.office(speaker.name, country)
                found.append(known or (self._unit(body, country) if unit else None) or body)
            else:
                found.append(body)
            if index and body.sort is Sort.MEDIUM and (agency := actor(speaker.actor)) is not None:
                country = agency.country
        return found

    def _unit(self, body: Body, country: str) -> Body | None:
        """Return a unit that publishes as a body of its state's army ("9th Infantry Division"), or None for others."""
        army = self._bodies.office("army", country)
        if army is None or _UNITS.isdisjoint(normalised_words(body.name).split()):
            return None
        return replace(army, name=body.name)

    def _in_own_voice(
        self, claim: Claim, speakers: Sequence[Speaker], bodies: Sequence[Body], publication: Publication | None
    ) -> Chain:
        """An author's own inference is its own origin; a number of persons in an author's own voice states none.

        Unless he saw it: "We counted 26 dead" is the count of whoever publishes it.
        """
        carriers = tuple(speaker.name for speaker in speakers)
        origin: Body | None = None
        if claim.slot not in CASUALTY_SLOTS:
            author = bodies[-1]
            if len(speakers) > 1 and author.person and author.sort is Sort.NAMED:
                origin = author
            elif claim.basis in _INFERRED:
                origin = _as_author(author, publication)
        elif claim.basis is Basis.SAW and len(speakers) == 1:
            origin = _as_author(bodies[-1], publication)
        kept = () if origin is None else (origin,)
        return Chain(holder=origin, source=origin, carriers=carriers, bodies=kept, own_voice=True)

    def _carriers(
        self, speakers: Sequence[Speaker], bodies: Sequence[Body], publication: Publication | None
    ) -> list[bool]:
        party = self._party_that_publishes(speakers, bodies, publication)
        main, rest = _pieces(publication.publisher) if publication is not None else (frozenset(), frozenset())
        found = []
        for index, (speaker, body) in enumerate(zip(speakers, bodies, strict=True)):
            name = normalised_words(speaker.name)
            if party is not None and index <= party:
                # Whoever stands outside the party that publishes only handed its publication on.
                found.append(index < party)
            else:
                medium = index == 0 or body.sort in (Sort.MEDIUM, Sort.NOBODY) or name in self._media
                own = party is None and any(_same_outlet(name, piece) for piece in (*main, *rest))
                inside = bodies[index + 1 :]
                # A name nothing is known of that hands on a body's words is a carrier.
                unknown = body.sort is Sort.NAMED and any(inner.sort in (Sort.BODY, Sort.NAMED) for inner in inside)
                found.append(medium or own or unknown or speaker.kind == "author")
        return found

    def _party_that_publishes(
        self, speakers: Sequence[Speaker], bodies: Sequence[Body], publication: Publication | None
    ) -> int | None:
        """Return which link is the party that publishes its own words, or None where a medium publishes."""
        kind = publication.kind if publication is not None else ""
        if publication is not None and speaks_for_itself(kind):
            main, _rest = _pieces(publication.publisher)
            for index, speaker in enumerate(speakers):
                if any(_same_party(normalised_words(speaker.name), piece) for piece in main):
                    return index
            return 0
        if is_medium(kind):
            return None
        return 0 if bodies[0].sort is Sort.BODY else None


def _as_author(author: Body, publication: Publication | None) -> Body:
    """Return whoever publishes as the one who knows what he publishes."""
    name = author.name if publication is None or not publication.publisher else publication.publisher
    name = "the author" if normalised_words(name) in ("", "publisher") else name
    return Body(name, Sort.NAMED, f"body:{normalised_words(name)}", name)


def _is_its_own(body: Body, publisher: str) -> bool:
    """Whether a name in a party's own publication means the party: its spokesman, its bulletin, its commanding general.

    Who is from another state or body is named so. So does its own name cut short ("the National Army clarifies").
    """
    words = normalised_words(body.name).split()
    if not words or not body.family.startswith("body:"):
        return False
    short = {word for word in words if word != "the"}
    if any(short and short <= set(piece.split()) for piece in names_of(publisher)):
        return True
    of_the_house = [word for word in words if word in _OF_THE_HOUSE or word.removesuffix("s") in _OF_THE_HOUSE]
    if len(of_the_house) + sum(word in _POINTING for word in words) == len(words):
        return bool(of_the_house)
    return words[0] in _RANKS and len(words) > 1 and (body.person or words[1] in _RANKS)


def _under_the_publishers_name(speakers: Sequence[Speaker], publication: Publication | None) -> Sequence[Speaker]:
    """Return the chain with the publisher's name for a head that only says `publisher`."""
    if publication is None or not publication.publisher or normalised_words(speakers[0].name) not in ("", "publisher"):
        return speakers
    return (replace(speakers[0], name=publication.publisher), *speakers[1:])


def is_state_media(name: str) -> bool:
    """Whether a name means the media of a state, whichever that is: "state television", "the official news agency"."""
    words = frozenset(normalised_words(name).split())
    return words <= _STATE_MEDIA and bool(words & {"state", "official"}) and len(words) > 1


def names_of(publisher: str) -> frozenset[str]:
    """Return the names that a publisher's name leads with, normalised ("AFP / Radio Lac (English)": both)."""
    return _pieces(publisher)[0]


@lru_cache(maxsize=20_000)  # of a publisher asked for with each of its claims
def _pieces(publisher: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names in a publisher's name: those it leads with, and those it has in brackets ("AFP (SCMP)")."""
    outside = re.sub(r"\([^()]*\)", " ", publisher)
    main = frozenset(normalised_words(part) for part in outside.split("/") if normalised_words(part))
    inside = [part for bracket in re.findall(r"\(([^()]*)\)", publisher) for part in re.split(r"[;,/]", bracket)]
    rest = frozenset(normalised_words(_HANDED_ON.sub("", part.strip())) for part in inside)
    return main, rest - {""}


def _same_outlet(name: str, piece: str) -> bool:
    """Whether a link of the chain is one of the names in the publisher's own name, or its initials."""
    if name == piece:
        return True
    initials = "".join(word[0] for word in piece.split())
    return len(name) > 1 and " " not in name and name == initials


def _same_party(name: str, piece: str) -> bool:
    shorter, longer = sorted((set(name.split()), set(piece.split())), key=len)
    return bool(shorter) and shorter <= longer
