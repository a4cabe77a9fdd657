"""Quotation chains over several reports: X quotes Y, and another report says that Y has it from Z.

For one question and answer the chains of all reports are laid together into one graph. From whoever a report quotes it
is followed inwards, until a body is reached whose knowledge it is, or nobody further is named, or the outlets quote one
another in a circle, which is nobody's knowledge.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from crossbearing.link.families import Families, Read
from crossbearing.link.mentions import bare

__all__ = ["Quotations", "Trace"]


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a quotation leads.

    Args:
        family: Name of the family of the one body that it ends with, or empty.
        end: Where no body is named: what the claims that end here have in common; empty where nothing does.
        reason: Why, in words.
        circular: Whether it ends in a circle.
    """

    family: str = ""
    end: str = ""
    reason: str = ""
    circular: bool = False


@dataclass(frozen=True, slots=True)
class _Node:
    """An outlet, by its name, or a family of bodies, by its label."""

    key: str
    body: bool


class Quotations:
    """Who has one answer from whom, by the chains of all reports that give it.

    Args:
        reads: The claims of one answer, in order of appearance.
        families: The families of its bodies.
    """

    def __init__(self, reads: Sequence[Read], families: Families) -> None:
        self._names: dict[_Node, str] = {}
        self._steps: dict[_Node, dict[_Node, list[Read]]] = {}
        self._quoted: dict[_Node, set[str]] = {}
        for read in reads:
            path = self._path(read, families)
            for outer, inner in pairwise(path):
                if outer != inner:
                    self._steps.setdefault(outer, {}).setdefault(inner, []).append(read)
                    self._quoted.setdefault(inner, set()).add(read.claim.document)

    def trace(self, read: Read) -> Trace:
        """Return where a claim's quotation leads, by the chains of other reports.

        Args:
            read: A claim whose own chain names no body.
        """
        outlets = read.chain.outlets
        if not outlets:
            return Trace()
        start = _outlet(outlets[-1])
        came: dict[_Node, _Node] = {}
        waiting, ends = deque([start]), []
        while waiting:
            at = waiting.popleft()
            steps = self._steps_from(at, read)
            if at.body or not steps:
                ends.append(at)
                continue
            for inner in steps:
                if inner != start and inner not in came:
                    came[inner] = at
                    waiting.append(inner)
        bodies = [end for end in ends if end.body]
        if bodies:
            return self._to_a_body(read, start, bodies, came)
        return self._to_an_outlet(read, start, ends, came) if ends else self._round(start)

    def _steps_from(self, at: _Node, read: Read) -> list[_Node]:
        """Return whom a node quotes; of what a report says in its own voice, as other reports alone have it."""
        own = len(read.chain.outlets) == 1 and at == _outlet(read.chain.outlets[-1])
        return [
            inner
            for inner, said in self._steps.get(at, {}).items()
            if not own or any(one.claim.document != read.claim.document for one in said)
        ]

    def _path(self, read: Read, families: Families) -> list[_Node]:
        path = []
        for name in read.chain.outlets:
            node = _outlet(name)
            self._names.setdefault(node, name)
            path.append(node)
        for body in read.chain.bodies:
            node = _Node(families.label(body.family), body=True)
            self._names.setdefault(node, node.key)
            path.append(node)
        return path

    def _to_a_body(self, read: Read, start: _Node, bodies: Sequence[_Node], came: dict[_Node, _Node]) -> Trace:
        """One body is where it comes from; several are several accounts of where, and decide nothing."""
        if len({body.key for body in bodies}) > 1:
            return Trace()
        return Trace(family=bodies[0].key, reason=self._words(read, start, bodies[0], came))

    def _to_an_outlet(self, read: Read, start: _Node, ends: Sequence[_Node], came: dict[_Node, _Node]) -> Trace:
        if len(ends) != 1:
            return Trace()
        end = ends[0]
        quoted_by_others = self._quoted.get(end, set()) - {read.claim.document}
        if end == start and len(read.chain.outlets) == 1:
            reason = "another report quotes it for the same answer" if quoted_by_others else ""
            return Trace(end=end.key if quoted_by_others else "", reason=reason)
        return Trace(end=end.key, reason=f"{self._words(read, start, end, came)}, and names nobody further")

    def _words(self, read: Read, start: _Node, end: _Node, came: dict[_Node, _Node]) -> str:
        """Return the way from a report to an end in words, with who says each step that is not the report's own."""
        way = [end]
        while way[-1] != start:
            way.append(came[way[-1]])
        way.reverse()
        own = len(read.chain.outlets) > 1
        words = f"quotes {self._names.get(start, start.key)}" if own else ""
        for outer, inner in pairwise(way):
            said = self._steps[outer][inner]
            others = [one for one in said if one.claim.document != read.claim.document]
            where = (others or said)[0].publisher or "another report"
            step = f"has this answer from {self._names[inner]}, as stated in {where}"
            if bare(self._names[inner]) == bare(self._names.get(outer, outer.key)):
                step = "says so itself"
            words = f"{words}, which {step}" if words else step
        return words

    def _round(self, start: _Node) -> Trace:
        """Return where outlets lead that quote one another: to one unknown origin, whoever of them is asked."""
        way = [start]
        while way[-1] not in way[:-1]:
            way.append(min(self._steps[way[-1]], key=lambda node: node.key))
        loop = way[way.index(way[-1]) : -1]
        names = [self._names[node] for node in way]
        reason = f"{names[0]} quotes " + ", which quotes ".join(names[1:]) + ": a circle in which nobody is named"
        return Trace(end="circle " + " ".join(sorted(node.key for node in loop)), reason=reason, circular=True)


def _outlet(name: str) -> _Node:
    return _Node(bare(name), body=False)
