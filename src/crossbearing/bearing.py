"""What bears on one incident: weighing many of them need not read all judgements of a case for each.

What weighing asks for each report by itself is read for all reports of an incident together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crossbearing.model.claims import Claim
from crossbearing.model.documents import Publication
from crossbearing.model.judgements import Anchoring, Judgement, TargetKind

__all__ = ["Bearing"]


class Bearing:
    """Gives out a case as the weighing of each incident needs it.

    Decisions on present statements are looked up by the statements of the incident; all others, which are few and may
    bear on any incident, are read once. A case of 25,000 decisions would else be read whole for every incident.

    Args:
        case: Open; what it holds is taken to be the same as long as this is used.
    """

    def __init__(self, case: Any) -> None:
        self._case = case
        self._otherwise: list[Judgement] = case.judged_otherwise()
        self._tied: list[tuple[Judgement, Anchoring, str]] = case.tied(self._otherwise)

    def on(self, incident: str) -> Any:
        """Return the case as a reader (`model.protocols.CaseReader`) for weighing one incident.

        Args:
            incident: Its id.
        """
        claims = list(self._case.claims(incident=incident))
        own = [
            one
            for one in self._case.judged({claim.statement for claim in claims})
            if one.target_kind is TargetKind.STATEMENT
        ]
        tied = [*self._tied, *((one, Anchoring.BY_STATEMENT, one.target) for one in own)]
        published = self._case.published(claim.document for claim in claims)
        return _Narrowed(
            self._case,
            incident,
            claims=claims,
            published=published,
            judgements=[*self._otherwise, *own],
            tied=tied,
        )


class _Narrowed:
    """A case with those judgements only that bear on one incident."""

    def __init__(
        self,
        case: Any,
        incident: str,
        *,
        claims: Sequence[Claim],
        published: Mapping[str, Sequence[Publication]],
        judgements: Sequence[Judgement],
        tied: Sequence[tuple[Judgement, Anchoring, str]],
    ) -> None:
        self._case, self._incident, self._claims, self._published = case, incident, claims, published
        self._judgements, self._tied = judgements, tied

    def __getattr__(self, name: str) -> Any:
        return getattr(self._case, name)

    def claims(
        self, *, document: str | None = None, incident: str | None = None, slot: str | None = None
    ) -> Iterator[Claim]:
        """Yield claims; those of the incident are at hand."""
        if incident == self._incident and document is None and slot is None:
            return iter(self._claims)
        found: Iterator[Claim] = self._case.claims(document=document, incident=incident, slot=slot)
        return found

    def publications(self, document: str | None = None) -> Iterator[Publication]:
        """Yield publications; those of the incident's reports are at hand."""
        if document is not None and document in self._published:
            return iter(self._published[document])
        found: Iterator[Publication] = self._case.publications(document)
        return found

    def judgements(self) -> Iterator[Judgement]:
        """Yield the judgements on no present statement, then those on the statements of the incident."""
        return iter(self._judgements)

    def anchored(self) -> Iterator[tuple[Judgement, Anchoring, str]]:
        """Yield those of them that are on statements, with what they are tied to."""
        return iter(self._tied)
