"""Reading what a case concludes: incidents, findings, origins, hypotheses and judgements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from sqlalchemy import or_, select

from crossbearing.model.appraisals import Appraisal
from crossbearing.model.errors import CaseError
from crossbearing.model.findings import Finding
from crossbearing.model.hypotheses import Hypothesis
from crossbearing.model.incidents import Incident, Origin
from crossbearing.model.judgements import Anchoring, Judgement, TargetKind
from crossbearing.model.relations import IncidentRelation
from crossbearing.store import tables
from crossbearing.store.anchoring import anchor, present_statements
from crossbearing.store.bodies import unpack
from crossbearing.store.documents import DocumentReading
from crossbearing.store.paging import rows_by_key

__all__ = ["CaseReading"]

_MANY = 400


class CaseReading(DocumentReading):
    """All that can be read of a case: its material and its conclusions. See `model.protocols.CaseReader`."""

    def incidents(self) -> Iterator[Incident]:
        """Yield all incidents, largest first."""
        table = tables.incidents
        rank = (-table.c.size).label("rank")
        query = select(rank, table.c.id, table.c.body)
        for row in rows_by_key(self._database, query, [rank, table.c.id], page=200):
            yield unpack(row.body)

    def incident(self, incident: str) -> Incident:
        """Return one incident, by its id or by an alias of it.

        Raises:
            CaseError: If there is none.
        """
        table = tables.incidents
        wanted = select(table.c.body).where(table.c.id == self._resolve(incident))
        with self._database.reading() as connection:
            body = connection.execute(wanted).scalar()
        if body is None:
            raise CaseError("no such incident", incident, "list them with `crossbearing incidents CASE`")
        found: Incident = unpack(body)
        return found

    def findings(self, incident: str | None = None) -> Iterator[Finding]:
        """Yield findings of one incident or of all, in slot order."""
        table = tables.findings
        query = select(table.c.incident, table.c.ordinal, table.c.id, table.c.body)
        if incident is not None:
            query = query.where(table.c.incident == self._resolve(incident))
        for row in rows_by_key(self._database, query, [table.c.incident, table.c.ordinal, table.c.id]):
            yield unpack(row.body)

    def origins(self, incident: str | None = None) -> Iterator[Origin]:
        """Yield origins of which a claim belongs to one incident, or all."""
        table, links, members = tables.origins, tables.origin_claims, tables.memberships
        query = select(table.c.id, table.c.body)
        if incident is not None:
            of = (
                select(links.c.origin)
                .join(members, members.c.claim == links.c.claim)
                .where(members.c.incident == self._resolve(incident))
            )
            query = query.where(table.c.id.in_(of))
        for row in rows_by_key(self._database, query, [table.c.id]):
            yield unpack(row.body)

    def hypotheses(self, incident: str | None = None) -> Iterator[Hypothesis]:
        """Yield rival explanations of one incident or of all."""
        table = tables.hypotheses
        query = select(table.c.incident, table.c.ordinal, table.c.id, table.c.body)
        if incident is not None:
            query = query.where(table.c.incident == self._resolve(incident))
        for row in rows_by_key(self._database, query, [table.c.incident, table.c.ordinal, table.c.id]):
            yield unpack(row.body)

    def appraisals(self, incident: str | None = None) -> Iterator[Appraisal]:
        """Yield what weighing told of one incident or of all beyond findings."""
        table = tables.appraisals
        query = select(table.c.incident, table.c.body)
        if incident is not None:
            query = query.where(table.c.incident == self._resolve(incident))
        for row in rows_by_key(self._database, query, [table.c.incident], page=200):
            yield unpack(row.body)

    def relations(self, incident: str | None = None) -> Iterator[IncidentRelation]:
        """Yield how incidents stand to one another: those of one incident, on either side, or all."""
        table = tables.relations
        query = select(table.c.n, table.c.body)
        if incident is not None:
            known = self._resolve(incident)
            query = query.where(or_(table.c.incident == known, table.c.other == known))
        for row in rows_by_key(self._database, query, [table.c.n]):
            yield unpack(row.body)

    def judgements(self) -> Iterator[Judgement]:
        """Yield all judgements, oldest first."""
        table = tables.judgements
        for row in rows_by_key(self._database, select(table.c.n, table.c.body), [table.c.n]):
            yield unpack(row.body)

    def judged(self, targets: Iterable[str]) -> list[Judgement]:
        """Return all judgements on some targets, by their ids, oldest first."""
        table = tables.judgements
        wanted = list(dict.fromkeys(targets))
        found: list[tuple[int, str]] = []
        with self._database.reading() as connection:
            for start in range(0, len(wanted), _MANY):
                some = table.c.target.in_(wanted[start : start + _MANY])
                found += [(row.n, row.body) for row in connection.execute(select(table.c.n, table.c.body).where(some))]
        return [unpack(body) for _, body in sorted(found)]

    def incidents_of(self, statements: Iterable[str]) -> list[str]:
        """Return the ids of the incidents to which present claims of some statements belong."""
        claims, members = tables.claims, tables.memberships
        wanted = list(dict.fromkeys(statements))
        query = (
            select(members.c.incident)
            .join(claims, claims.c.id == members.c.claim)
            .where(claims.c.current)
            .distinct()
            .order_by(members.c.incident)
        )
        found: dict[str, None] = {}
        with self._database.reading() as connection:
            for start in range(0, len(wanted), _MANY):
                some = claims.c.statement.in_(wanted[start : start + _MANY])
                found.update(dict.fromkeys(connection.execute(query.where(some)).scalars()))
        return list(found)

    def anchored(self) -> Iterator[tuple[Judgement, Anchoring, str]]:
        """Yield each judgement on a statement or on a link of one, how it is tied to the present reading, and to what.

        Returns:
            The judgement; by statement, by quote or not at all; the id of the present statement, or an empty string.
            The rules are those of `store.anchoring`.
        """
        judgements = self.judgements()
        while some := list(islice(judgements, _MANY)):
            yield from self.tied(some)

    def tied(self, judgements: Iterable[Judgement]) -> list[tuple[Judgement, Anchoring, str]]:
        """Return how some judgements are tied to the present reading, as `anchored` does for all."""
        concerned = [
            one
            for one in judgements
            if one.target_kind in (TargetKind.STATEMENT, TargetKind.LINK) or one.scale == "admiralty_credibility"
        ]
        with self._database.reading() as connection:
            present = present_statements(connection, (one.target for one in concerned))
            return [
                (one, Anchoring.BY_STATEMENT, one.target) if one.target in present else (one, *anchor(connection, one))
                for one in concerned
            ]

    def judged_otherwise(self) -> list[Judgement]:
        """Return the judgements that are on no present statement: on other things, or on what is read no more."""
        table, claims = tables.judgements, tables.claims
        present = select(claims.c.n).where(claims.c.statement == table.c.target, claims.c.current).exists()
        wanted = (
            select(table.c.body).where(or_(table.c.target_kind != TargetKind.STATEMENT.value, ~present))
        ).order_by(table.c.n)
        with self._database.reading() as connection:
            return [unpack(body) for body in connection.execute(wanted).scalars()]
