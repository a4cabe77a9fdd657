"""Reports that gave an answer before another one, looked up by what ties the later one to them.

What ties them: the text or a good part of it, a credit line, a name in the text, several telling answers alike. The
lookups keep the first of each, so that a flood of identical reports costs no more than its own length.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from crossbearing.link.chains import is_state_media
from crossbearing.link.copies import Copies
from crossbearing.link.echoes import Echoes
from crossbearing.link.mentions import bare
from crossbearing.model.incidents import CarryReason

__all__ = ["Earlier", "Tie"]


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties a report to one that gave its answer before.

    Args:
        place: Place of the earlier report in the order in which reports were added.
        kind: What ties it.
        reason: The same in words.
        carried: Name of who is carried, or empty where several may be: a figure that many gave is no one outlet's.
        weak: Whether it says something of answers alone that are seldom given by chance.
    """

    place: int
    kind: CarryReason
    reason: str
    carried: str = ""
    weak: bool = False


class Earlier:
    """Reports of one answer, in the order in which they were added.

    Args:
        copies: Which documents of the case are copies of one another.
        echoes: Which of the incident give several telling answers alike.
    """

    def __init__(self, copies: Copies, echoes: Echoes) -> None:
        self._copies = copies
        self._echoes = echoes
        self._by_text: dict[str, int] = {}
        self._by_publisher: dict[str, int] = {}
        self._by_source: dict[str, int] = {}
        self._by_document: dict[str, int] = {}
        self._state_media: list[int] = []
        self._documents: list[str] = []
        self._publishers: list[str] = []
        self._sources: list[str] = []

    def add(self, document: str, publishers: Collection[str], *, kind: str = "", source: str = "") -> int:
        """Add a report and return its place in the order.

        Args:
            document: Its id.
            publishers: Who published it, as written and the names within that.
            kind: Kind of the publisher, or empty.
            source: Name of the body whose knowledge the answer is, or empty.
        """
        place = len(self._documents)
        self._documents.append(document)
        self._publishers.append(next(iter(publishers), ""))
        self._sources.append(source)
        self._by_document.setdefault(document, place)
        self._by_text.setdefault(self._copies.text_of(document), place)
        for publisher in publishers:
            self._by_publisher.setdefault(bare(publisher), place)
        if source:
            self._by_source.setdefault(bare(source), place)
        if kind == "state_media":
            self._state_media.append(place)
        return place

    def tie(
        self, document: str, credited: Collection[str], *, house: str = "", named: Collection[str] = ()
    ) -> Tie | None:
        """Return which earlier report a later one is tied to, and by what: credits, copies, its house, names, echoes.

        Args:
            document: The later report.
            credited: Names of the outlets it credits for the answer, bare (`mentions.bare`).
            house: Its own publisher, bare, whose earlier reports it may rest on; or empty.
            named: Names in its text, bare.

        Returns:
            The tie, or None. A report is never tied to itself by its text.
        """
        for names in (credited, None, (house,) if house else ()):
            found = self._copied(document) if names is None else self._credit(names)
            if found is not None:
                return found
        places = [
            place
            for name in named
            for by_name in (self._by_publisher, self._by_source)
            if (place := by_name.get(name)) is not None and self._documents[place] != document
        ]
        if places:
            place = min(places)
            name = next(
                name for name in sorted(named) if place in (self._by_publisher.get(name), self._by_source.get(name))
            )
            carried = self._publishers[place] if self._by_publisher.get(name) == place else self._sources[place]
            return Tie(place, CarryReason.NAMES, f"names {carried or name} in its text", carried, weak=True)
        told = [self._by_document[other] for other in self._echoes.partners(document) if other in self._by_document]
        if told:
            outlets = {self._publishers[place] for place in told}
            reason = self._echoes.between(document, self._documents[min(told)])
            return Tie(min(told), CarryReason.ECHOES, reason, outlets.pop() if len(outlets) == 1 else "", weak=True)
        return None

    def _copied(self, document: str) -> Tie | None:
        found = [
            (place, reason, self._copies.is_reworded(document, text))
            for text, reason in self._copies.near(document)
            if (place := self._by_text.get(text)) is not None and self._documents[place] != document
        ]
        if not found:
            return None
        place, reason, weak = found[0]
        retold = {self._publishers[at] for at, _reason, _weak in found} if weak else {self._publishers[place]}
        return Tie(place, CarryReason.COPIES, reason, retold.pop() if len(retold) == 1 else "", weak)

    def _credit(self, names: Collection[str]) -> Tie | None:
        places = [place for name in names if (place := self._outlet(name)) is not None]
        if not places:
            return None
        outlet = self._publishers[min(places)]
        return Tie(min(places), CarryReason.CREDITS, f"credited to {outlet}", outlet)

    def _outlet(self, name: str) -> int | None:
        """Return the report of an outlet by its name, or the one of a state's medium where it is called no more."""
        place = self._by_publisher.get(name)
        if place is None and is_state_media(name):
            return self._state_media[0] if len(self._state_media) == 1 else None
        return place
