"""Reports that gave an answer before another one, looked up by what ties the later one to them.

What ties them: the text or a good part of it, a credit line, several telling answers alike. The lookups keep the first
of each, so that a flood of identical reports costs no more than its own length.
"""

from __future__ import annotations

from collections.abc import Collection

from crossbearing.link.copies import Copies
from crossbearing.link.echoes import Echoes
from crossbearing.model.ids import normalised_words

__all__ = ["Earlier"]


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
        self._by_document: dict[str, int] = {}
        self._documents: list[str] = []
        self._publishers: list[str] = []

    def add(self, document: str, publisher: str) -> int:
        """Add a report and return its place in the order."""
        place = len(self._documents)
        self._documents.append(document)
        self._publishers.append(publisher)
        self._by_document.setdefault(document, place)
        self._by_text.setdefault(self._copies.text_of(document), place)
        if publisher:
            self._by_publisher.setdefault(normalised_words(publisher), place)
        return place

    def tie(self, document: str, credited: Collection[str], *, of_the_same_answer: str = "") -> tuple[int, str] | None:
        """Return which earlier report a later one is tied to, and by what; copies before credits before echoes.

        Args:
            document: The later report.
            credited: Normalised names of those it credits.
            of_the_same_answer: Words to put behind a credit.

        Returns:
            Its place in the order and the reason in words, or None. A report is never tied to itself by its text.
        """
        for text, reason in self._copies.near(document):
            place = self._by_text.get(text)
            if place is not None and self._documents[place] != document:
                return place, reason
        places = [self._by_publisher[name] for name in credited if name in self._by_publisher]
        if places:
            place = min(places)
            return place, f"credited to {self._publishers[place]}{of_the_same_answer}"
        told = [self._by_document[other] for other in self._echoes.partners(document) if other in self._by_document]
        if told:
            return min(told), self._echoes.between(document, self._documents[min(told)])
        return None
