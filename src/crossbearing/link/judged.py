"""What persons decided, as linking needs it: claims left out, claims moved, incidents confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from crossbearing.link.strands import Strand
from crossbearing.model.incidents import Incident
from crossbearing.model.judgements import Decision, Judgement, TargetKind, standing_decisions
from crossbearing.model.protocols import CaseReader

__all__ = ["LinkJudgements", "read_judgements"]

_LINKS = frozenset({Decision.MUST_JOIN, Decision.CANNOT_JOIN})


@dataclass(frozen=True, slots=True)
class LinkJudgements:
    """Decisions that bear on linking.

    Args:
        rejected: Statement ids whose claims are no claims.
        links: Statement id, other end (statement or incident id), and whether they must join or cannot.
        incidents: Incident id, other incident id, and whether they must join or cannot.
        confirmed: Ids of incidents that a person has confirmed as they were.
    """

    rejected: frozenset[str] = frozenset()
    links: tuple[tuple[str, str, bool], ...] = ()
    incidents: tuple[tuple[str, str, bool], ...] = ()
    confirmed: frozenset[str] = frozenset()

    @property
    def pinned(self) -> frozenset[str]:
        """Statements that a decision links by themselves, apart from the story around them."""
        return frozenset(statement for statement, _other, _must in self.links)

    @property
    def named(self) -> frozenset[str]:
        """Statements, and incidents, that decisions on links name."""
        return frozenset(end for statement, other, _must in self.links for end in (statement, other))

    def left(self, prior: Sequence[Incident], statements: Mapping[str, str]) -> list[Incident]:
        """Return earlier incidents without the claims that decisions took out of them, which hand on no id of theirs.

        One that was moved whole stays as it was, so that its id leads to where its claims now are.

        Args:
            prior: Incidents as they were.
            statements: Statement of each claim whose statement these decisions name.
        """
        taken = {(other, statement) for statement, other, joins in self.links if not joins}
        if not taken:
            return list(prior)
        found = []
        for incident in prior:
            names = (incident.id, *incident.aliases)
            kept = tuple(
                one
                for one in incident.members
                if not any((name, statements.get(one.claim, "")) in taken for name in names)
            )
            found.append(replace(incident, members=kept) if kept else incident)
        return found

    def pairs(
        self,
        *,
        statements: Mapping[str, str],
        strands: Sequence[Strand],
        prior: Sequence[Incident],
    ) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Return the pairs of strands that must join and those that cannot.

        Args:
            statements: Statement of each claim whose statement these decisions name.
            strands: All strands.
            prior: Incidents as they were when the decisions were made.
        """
        if not (self.links or self.incidents or self.confirmed):
            return [], []
        strand_of = {claim: index for index, strand in enumerate(strands) for claim in strand.claims}
        by_statement: dict[str, list[int]] = {}
        for claim, statement in statements.items():
            if claim in strand_of:
                by_statement.setdefault(statement, []).append(strand_of[claim])
        before = self._strands_before(statements, strand_of, prior)
        must: list[tuple[int, int]] = []
        cannot: list[tuple[int, int]] = []
        joined = {(statement, tuple(before.get(other, ()))) for statement, other, joins in self.links if joins}
        for statement, other, joins in self.links:
            # Taken out of an incident that is by now one with where it was moved to: the moving counts.
            if not joins and (statement, tuple(before.get(other, ()))) in joined and before.get(other):
                continue
            mine = sorted(set(by_statement.get(statement, ())))
            theirs = [
                index for index in sorted(by_statement.get(other, ())) or before.get(other, []) if index not in mine
            ]
            self._add(must if joins else cannot, mine, theirs, every=not joins)
        for one, other, joins in self.incidents:
            mine, theirs = before.get(one, []), before.get(other, [])
            # Two names of one incident: it was joined before, and what joined it is taken back by this decision. That
            # none of its statements may stand with any other was never meant.
            if joins or mine != theirs:
                self._add(must if joins else cannot, mine, theirs, every=not joins)
        kept = [before[incident] for incident in sorted(self.confirmed) if before.get(incident)]
        for group in kept:
            must.extend((group[0], index) for index in group[1:])
        for position, group in enumerate(kept):
            cannot.extend((group[0], other[0]) for other in kept[position + 1 :] if group[0] != other[0])
        return must, cannot

    def _strands_before(
        self, statements: Mapping[str, str], strand_of: Mapping[str, int], prior: Sequence[Incident]
    ) -> dict[str, list[int]]:
        """Return the strands of each earlier incident, without claims that a decision has since moved."""
        moved = self.pinned
        found: dict[str, list[int]] = {}
        for incident in prior:
            indices = {
                strand_of[member.claim]
                for member in incident.members
                if member.claim in strand_of and statements.get(member.claim) not in moved
            }
            for name in (incident.id, *incident.aliases):
                found[name] = sorted(indices)
        return found

    @staticmethod
    def _add(pairs: list[tuple[int, int]], mine: Sequence[int], theirs: Sequence[int], *, every: bool) -> None:
        for one in mine:
            for other in theirs if every else theirs[:1]:
                if one != other:
                    pairs.append((one, other))


def read_judgements(reader: CaseReader) -> LinkJudgements:
    """Return the standing decisions of a case that bear on linking.

    Where two persons decided differently on one target, neither decision moves anything.

    Args:
        reader: The case.
    """
    on_statements: list[tuple[str, Judgement]] = []
    on_links: list[tuple[str, Judgement]] = []
    anchored_links: set[str] = set()
    for judgement, _anchoring, statement in reader.anchored():
        if not statement:
            continue
        if judgement.target_kind is TargetKind.STATEMENT and judgement.decision not in _LINKS:
            on_statements.append((statement, judgement))
        elif judgement.decision in _LINKS and judgement.other:
            on_links.append((f"{statement} {judgement.other}", judgement))
            anchored_links.add(judgement.id)
    on_incidents: list[tuple[str, Judgement]] = []
    for judgement in reader.judgements():
        if judgement.target_kind is TargetKind.LINK and judgement.id not in anchored_links and judgement.other:
            on_links.append((f"{judgement.target} {judgement.other}", judgement))
        elif judgement.target_kind is TargetKind.INCIDENT and judgement.decision is not Decision.GRADE:
            # How far it was reviewed is another question than whether it is confirmed.
            on_incidents.append((f"{judgement.target} {judgement.other}".rstrip(), judgement))
    statements = standing_decisions(on_statements)
    links = standing_decisions(on_links)
    incidents = standing_decisions(on_incidents)
    return LinkJudgements(
        rejected=frozenset(key for key, one in statements.items() if one.decision is Decision.REJECT),
        links=_joined(links),
        incidents=_joined(incidents),
        confirmed=frozenset(
            key for key, one in incidents.items() if one.decision is Decision.ACCEPT and " " not in key
        ),
    )


def _joined(decisions: Mapping[str, Judgement]) -> tuple[tuple[str, str, bool], ...]:
    found = []
    for key, judgement in sorted(decisions.items()):
        one, _space, other = key.partition(" ")
        if other and judgement.decision in _LINKS:
            found.append((one, other, judgement.decision is Decision.MUST_JOIN))
    return tuple(found)
