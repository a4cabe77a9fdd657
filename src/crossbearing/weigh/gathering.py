"""Gathering the answers of an incident from a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from crossbearing.model.claims import Claim
from crossbearing.model.documents import Publication
from crossbearing.model.incidents import Incident
from crossbearing.model.judgements import Judgement, TargetKind, standing_decisions
from crossbearing.model.protocols import CaseReader
from crossbearing.resources.vocabulary import slots
from crossbearing.weigh.answers import Answer, answers_of
from crossbearing.weigh.tellings import with_rival_tellings

__all__ = ["answers_from"]


def answers_from(incident: Incident, reader: CaseReader) -> tuple[Incident, list[Answer]]:
    """Return all answers that an incident's claims give, in order of first appearance.

    Args:
        incident: The incident, with its members.
        reader: The case; its origins must be those that linking gave together with the incident.

    Returns:
        The incident, with the reports counted in that tell it as another kind of happening; and the answers.
    """
    claims = list(reader.claims(incident=incident.id))
    incident = with_rival_tellings(incident, claims)
    return incident, answers_of(
        incident,
        claims,
        publications=_publications(claims, reader),
        names=_Names(reader),
        origins=reader.origins(incident.id),
        decisions=_decisions(reader),
        slots=slots(),
    )


class _Names(Mapping[str, str]):
    """Document names by id, read from the case only if a publisher is missing."""

    def __init__(self, reader: CaseReader) -> None:
        self._reader = reader
        self._names: dict[str, str] | None = None

    def _all(self) -> dict[str, str]:
        if self._names is None:
            self._names = {document.id: document.name for document in self._reader.documents()}
        return self._names

    def __getitem__(self, document: str) -> str:
        return self._all()[document]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def _publications(claims: Iterable[Claim], reader: CaseReader) -> dict[str, list[Publication]]:
    documents = dict.fromkeys(claim.document for claim in claims)
    return {document: list(reader.publications(document)) for document in documents}


def _decisions(reader: CaseReader) -> dict[str, Judgement]:
    return standing_decisions(
        (statement, judgement)
        for judgement, _anchoring, statement in reader.anchored()
        if statement and judgement.target_kind is TargetKind.STATEMENT
    )
