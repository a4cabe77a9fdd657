"""Second assessments without sight of each other: while one is open, nobody of the two is shown what the other decided.

The workbench has no accounts: pages say who works there in a header, as they sign judgements with that name. Who says
nothing is shown neither person's decisions on the incident, so that leaving the header out reveals nothing. This keeps
colleagues from being swayed; it is no lock against somebody who gives another name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from typing import Any
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from crossbearing.model.judgements import Judgement
from crossbearing.model.teamwork import AssessmentState, SecondAssessment
from crossbearing.show.web.desk import OpenCase
from crossbearing.show.web.problems import ProblemError

__all__ = ["WHO", "BlindCase", "WhoAsks", "asker", "refuse_blinded"]

WHO = "X-Crossbearing-Who"
"""Header in which a page says who works there: the name, percent-encoded UTF-8 (RFC 3986, section 2.1)."""

_LONGEST = 1_000
_ASKS: ContextVar[str] = ContextVar("who_asks", default="")


class WhoAsks:
    """Remembers who asks for as long as a request is served.

    Args:
        app: What serves it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] == "http":
            said = Headers(scope=scope).get(WHO, "")
            _ASKS.set(" ".join(unquote(said[:_LONGEST]).split()))
        await self._app(scope, receive, send)


def asker() -> str:
    """Return who asks, as the page says, or an empty string."""
    return _ASKS.get()


def _open(case: Any, incident: str = "") -> Iterator[SecondAssessment]:
    for one in case.records().of("SecondAssessment", subject=incident or None):
        if one.state is AssessmentState.CODING:
            yield one


def _hidden(assessment: SecondAssessment) -> tuple[str, ...]:
    """Return whose decisions the one who asks may not see."""
    who, same = asker(), SecondAssessment.same_person
    if who and not any(same(who, person) for person in assessment.persons):
        return ()
    return tuple(person for person in assessment.persons if not (who and same(who, person)))


def refuse_blinded(case: Any, incident: str) -> None:
    """Refuse what is concluded about an incident to those who are to code it without knowing.

    Args:
        case: Open.
        incident: Id or alias; one that is not in the case is let through, for the route to answer.

    Raises:
        ProblemError: If a second assessment is open and the one who asks is one of its persons, or does not say.
    """
    opened = list(_open(case))
    if not opened:
        return
    known = {one.id: one.id for one in case.incidents() if one.id == incident or incident in one.aliases}
    for one in opened:
        if one.subject in known and _hidden(one):
            raise ProblemError(
                403,
                "a second assessment of this incident is open",
                "code its claims; what others decided and what follows is shown when both have finished"
                if asker()
                else f"say who you are in the header {WHO}",
                assessment=one.id,
            )


class BlindCase:
    """A case that leaves out of its judgements those that the one who asks may not see.

    Args:
        case: The case.
    """

    def __init__(self, case: OpenCase) -> None:
        self._case = case
        self._statements: dict[str, tuple[str, frozenset[str]]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._case, name)

    def judged(self, targets: Iterable[str]) -> Sequence[Judgement]:
        """Return the judgements on some targets that may be seen, oldest first."""
        return self._seen(self._case.judged(targets))

    def judgements(self) -> Iterator[Judgement]:
        """Yield the judgements that may be seen, oldest first."""
        yield from self._seen(list(self._case.judgements()))

    def _seen(self, judgements: Sequence[Judgement]) -> Sequence[Judgement]:
        for assessment in _open(self._case) if judgements else ():
            hidden = _hidden(assessment)
            if hidden:
                targets = self._targets(assessment.subject)
                judgements = [
                    one
                    for one in judgements
                    if not (
                        any(SecondAssessment.same_person(one.who, person) for person in hidden)
                        and not targets.isdisjoint((one.target, one.other, one.text))
                    )
                ]
        return judgements

    def _targets(self, incident: str) -> frozenset[str]:
        """Return everything of an incident that can be judged."""
        version = self._case.pages().version()
        held = self._statements.get(incident)
        if held is None or held[0] != version:
            statements = {claim.statement for claim in self._case.claims(incident=incident)}
            explanations = {one.id for one in self._case.hypotheses(incident)}
            held = version, frozenset({incident, *statements, *explanations})
            self._statements[incident] = held
        return held[1]
