"""Second assessments without sight of each other: while one is open, nobody of the two is shown what the other decided.

Nor what the other coded by hand, and what follows from either. Without accounts, pages say who works there in a header,
as they sign judgements with that name. Who says nothing is shown neither person's decisions on the incident, so that
leaving the header out reveals nothing. This keeps colleagues from being swayed; it is no lock against somebody who
gives another name.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from crossbearing.model.appraisals import Appraisal
from crossbearing.model.claims import Claim
from crossbearing.model.errors import CaseError
from crossbearing.model.findings import Finding
from crossbearing.model.hypotheses import Hypothesis
from crossbearing.model.incidents import Incident, Origin
from crossbearing.model.judgements import Anchoring, Judgement
from crossbearing.model.protocols import CaseCounts, Weighed
from crossbearing.model.relations import IncidentRelation
from crossbearing.show.web.blind_lists import BlindPages, BlindRecords
from crossbearing.show.web.problems import ProblemError
from crossbearing.show.web.unseen import Unseen, open_assessments, persons_hidden_from

__all__ = ["WHO", "BlindCase", "WhoAsks", "asker", "refuse_blinded"]

WHO = "X-Crossbearing-Who"
"""Header in which a page says who works there: the name, percent-encoded UTF-8 (RFC 3986, section 2.1)."""

_LONGEST = 1_000
_ASKERS = 64  # of whom it is kept what they may not see
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


def refuse_blinded(case: Any, incident: str) -> None:
    """Refuse what is concluded about an incident to those who are to code it without knowing.

    Args:
        case: Open.
        incident: Id or alias; one that is not in the case is let through, for the route to answer.

    Raises:
        ProblemError: If a second assessment is open and the one who asks is one of its persons, or does not say.
    """
    opened = open_assessments(case)
    if not opened:
        return
    known = {one.id: one.id for one in case.incidents() if one.id == incident or incident in one.aliases}
    for one in opened:
        if one.subject in known and persons_hidden_from(asker(), one):
            raise ProblemError(
                403,
                "a second assessment of this incident is open",
                "code its claims; what others decided and what follows is shown when both have finished"
                if asker()
                else f"say who you are in the header {WHO}",
                assessment=one.id,
            )


class BlindCase:
    """A case without the judgements and the claims coded by hand that the one who asks may not see.

    What follows from claims and judgements is weighed anew without them.

    Args:
        case: The case.
        weigh: Weighs an incident, given a reader.
    """

    def __init__(self, case: Any, weigh: Callable[[Incident, Any], Weighed]) -> None:
        self._case, self._weigh = case, weigh
        self._kept: OrderedDict[str, tuple[str, Unseen, dict[str, Weighed]]] = OrderedDict()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._case, name)

    def claims(
        self, *, document: str | None = None, incident: str | None = None, slot: str | None = None
    ) -> Iterator[Claim]:
        """Yield the claims that may be seen."""
        hidden = self._unseen().ids
        for claim in self._case.claims(document=document, incident=incident, slot=slot):
            if claim.id not in hidden:
                yield claim

    def judged(self, targets: Iterable[str]) -> Sequence[Judgement]:
        """Return the judgements on some targets that may be seen, oldest first."""
        return self._unseen().seen(self._case.judged(targets))

    def judgements(self) -> Iterator[Judgement]:
        """Yield the judgements that may be seen, oldest first."""
        yield from self._unseen().seen(self._case.judgements())

    def anchored(self) -> Iterator[tuple[Judgement, Anchoring, str]]:
        """Yield those of them that are on statements, with what they are tied to."""
        unseen = self._unseen()
        yield from (row for row in self._case.anchored() if not unseen.hides(row[0]))

    def counts(self) -> CaseCounts:
        """Return how much the case holds, without what may not be seen."""
        counts: CaseCounts = self._case.counts()
        unseen = self._unseen()
        if not unseen:
            return counts
        judged = self._case.judged(unseen.targets)
        hidden = len(judged) - len(unseen.seen(judged))
        return replace(counts, claims=counts.claims - len(unseen.claims), judgements=counts.judgements - hidden)

    def incidents(self) -> Iterator[Incident]:
        """Yield incidents, each with the claims that may be seen."""
        hidden = self._unseen().ids
        for incident in self._case.incidents():
            shown = _without(incident, hidden)
            if shown.members or not incident.members:
                yield shown

    def incident(self, incident: str) -> Incident:
        """Return one incident with the claims that may be seen.

        Raises:
            CaseError: If there is none, or none of its claims may be seen.
        """
        found: Incident = self._case.incident(incident)
        shown = _without(found, self._unseen().ids)
        if found.members and not shown.members:
            raise CaseError("no such incident", incident, "list the incidents of the case")
        return shown

    def origins(self, incident: str | None = None) -> Iterator[Origin]:
        """Yield origins of claims that may be seen; who carries whom is told as far as these show it."""
        hidden = self._unseen().ids
        for origin in self._case.origins(incident):
            claims = tuple(claim for claim in origin.claims if claim not in hidden)
            carries = tuple(one for one in origin.carries if hidden.isdisjoint(one.claims))
            if len(claims) == len(origin.claims) and len(carries) == len(origin.carries):
                yield origin
            elif claims:
                links = tuple(link for link in origin.links if link.claim not in hidden)
                yield replace(origin, claims=claims, links=links, carries=carries)

    def relations(self, incident: str | None = None) -> Iterator[IncidentRelation]:
        """Yield how incidents stand to one another, as far as no claim that may not be seen says so."""
        hidden = self._unseen().ids
        yield from (one for one in self._case.relations(incident) if hidden.isdisjoint(one.claims))

    def findings(self, incident: str | None = None) -> Iterator[Finding]:
        """Yield findings, as they come out without what may not be seen."""
        yield from self._concluded("findings", incident)

    def hypotheses(self, incident: str | None = None) -> Iterator[Hypothesis]:
        """Yield rival explanations, likewise."""
        yield from self._concluded("hypotheses", incident)

    def appraisals(self, incident: str | None = None) -> Iterator[Appraisal]:
        """Yield what weighing told beyond findings, likewise."""
        yield from self._concluded("appraisals", incident)

    def pages(self) -> Any:
        """Return the lists that screens read."""
        unseen = self._unseen()
        return BlindPages(self._case.pages(), self._case, self, unseen) if unseen else self._case.pages()

    def records(self) -> Any:
        """Return what people keep of the case, without codings that may not be seen."""
        unseen = self._unseen()
        return BlindRecords(self._case.records(), unseen) if unseen else self._case.records()

    def _unseen(self) -> Unseen:
        return self._state()[0]

    def _state(self) -> tuple[Unseen, dict[str, Weighed]]:
        """Return what the one who asks may not see in the present state of the case, and what was weighed without."""
        who, version = asker(), self._case.pages().version()
        held = self._kept.get(who)
        if held is None or held[0] != version:
            held = version, Unseen.of(self._case, who), {}
            self._kept[who] = held
            while len(self._kept) > _ASKERS:
                self._kept.popitem(last=False)
        return held[1], held[2]

    def _concluded(self, what: str, incident: str | None) -> Iterator[Any]:
        unseen, weighed = self._state()
        own = None if incident is None or not unseen else self._case.incident(incident).id
        if not unseen or (own is not None and own not in unseen.incidents):
            yield from getattr(self._case, what)(incident)
            return
        if own is None:
            yield from (one for one in getattr(self._case, what)() if one.incident not in unseen.incidents)
        for key in unseen.incidents if own is None else (own,):
            if key not in weighed:
                shown = _without(self._case.incident(key), unseen.ids)
                weighed[key] = self._weigh(shown, self) if shown.members else Weighed(key, (), ())
            one = weighed[key]
            if what == "appraisals":
                yield from () if one.appraisal is None else (one.appraisal,)
            else:
                yield from getattr(one, what)


def _without(incident: Incident, hidden: frozenset[str]) -> Incident:
    """Return an incident without some of its claims."""
    if hidden.isdisjoint(member.claim for member in incident.members):
        return incident
    return replace(incident, members=tuple(one for one in incident.members if one.claim not in hidden))
