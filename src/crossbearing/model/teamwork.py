"""What a team keeps of its work on a case: second assessments, open questions, published versions, saved views.

All are records (`model.casework.CaseRecord`): a newer one with the same id stands in its place, and the older ones are
its history.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crossbearing.model.errors import ModelError

__all__ = [
    "AssessmentState",
    "OpenQuestion",
    "Release",
    "ReleasedFinding",
    "ReplyState",
    "SavedView",
    "SecondAssessment",
    "SlotAgreement",
]


class AssessmentState(StrEnum):
    """How far a second assessment is."""

    CODING = "coding"  # neither person may see what the other decides
    COMPARED = "compared"  # both have finished; what they agree on is reported
    SIGNED = "signed"  # an editor has signed it
    WITHDRAWN = "withdrawn"  # called off, with the reason


class ReplyState(StrEnum):
    """What became of a question."""

    WAITING = "waiting"
    REPLIED = "replied"
    DECLINED = "declined"  # they answered that they would not answer
    SILENCE = "silence"  # nothing came; a fact of its own, and no admission


@dataclass(frozen=True, slots=True)
class SlotAgreement:
    """How far two persons agree on the claims that answer one question.

    Args:
        slot: The question, or empty for all together.
        claims: Statements that could be judged.
        first: How many of them the first person judged.
        second: How many the second did.
        both: How many both did.
        agreed: On how many of these both decided the same.
        alpha: Krippendorff's alpha for nominal data, or None where nothing varies or both judged fewer than two.
        differ: The statements on which they differ.
    """

    slot: str
    claims: int
    first: int
    second: int
    both: int
    agreed: int
    alpha: float | None = None
    differ: tuple[str, ...] = ()

    @property
    def share(self) -> float | None:
        """Share of the statements judged by both on which they agree, or None where there are none."""
        return self.agreed / self.both if self.both else None


@dataclass(frozen=True, slots=True)
class SecondAssessment:
    """Two persons code one incident without seeing each other's decisions.

    Args:
        id: Random.
        subject: Incident id.
        by: Who wrote this version.
        at: When, UTC, ISO 8601.
        first: The first person.
        second: The second person.
        state: How far it is.
        done: Who of the two has finished.
        agreements: How far they agree, first all together and then by question; empty until compared.
        signed_by: The editor who signed, or empty.
        note: The editor's note, or why it was called off.

    Raises:
        ModelError: If it is one person, or nobody.
    """

    id: str
    subject: str
    by: str
    at: str
    first: str
    second: str
    state: AssessmentState = AssessmentState.CODING
    done: tuple[str, ...] = ()
    agreements: tuple[SlotAgreement, ...] = ()
    signed_by: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if not self.first.strip() or not self.second.strip():
            raise ModelError("a second assessment needs two persons", remedy="name both")
        if self.same_person(self.first, self.second):
            raise ModelError("a second assessment by one person", self.first, "name two different persons")

    @property
    def persons(self) -> tuple[str, str]:
        """Both persons."""
        return self.first, self.second

    @staticmethod
    def same_person(one: str, other: str) -> bool:
        """Whether two names as signed are one person's: spaces and case do not tell persons apart."""
        return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that the accounts leave open and that somebody was asked.

    Args:
        id: Random.
        subject: Incident id.
        by: Who wrote this version.
        at: When, UTC, ISO 8601.
        question: What is asked.
        asked: Who was asked, or empty where nobody was yet.
        asked_at: ISO date on which they were asked, or empty.
        state: What became of it.
        reply: The reply in words.
        replied_at: ISO date of the reply, or on which waiting ended.
    """

    id: str
    subject: str
    by: str
    at: str
    question: str
    asked: str = ""
    asked_at: str = ""
    state: ReplyState = ReplyState.WAITING
    reply: str = ""
    replied_at: str = ""


@dataclass(frozen=True, slots=True)
class ReleasedFinding:
    """What a published version says on one question.

    Args:
        slot: The question.
        scope: Which part of the incident.
        unit: Unit of the answers, or empty.
        verdict: The verdict.
        reason: Its reason.
        answers: The answers that stood, in words.
        outlets: Number of outlets behind it.
    """

    slot: str
    scope: str
    unit: str
    verdict: str
    reason: str
    answers: tuple[str, ...] = ()
    outlets: int = 0


@dataclass(frozen=True, slots=True)
class Release:
    """What an incident said when it was published.

    Args:
        id: Random.
        subject: Incident id.
        by: Who published it.
        at: When, UTC, ISO 8601.
        number: 1 for the first of its incident.
        title: The incident's title.
        note: What is said of this version.
        version: Version of this program.
        documents: Number of documents it rested on.
        claims: Number of claims.
        findings: What it said, in slot order.
        sha256: SHA-256 over the findings in the case's own JSON, by which a copy elsewhere can be recognised.
    """

    id: str
    subject: str
    by: str
    at: str
    number: int
    title: str
    note: str
    version: str
    documents: int
    claims: int
    findings: tuple[ReleasedFinding, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class SavedView:
    """Filters of a list under a name.

    Args:
        id: Random.
        subject: Empty: it is about the whole case.
        by: Who wrote this version.
        at: When, UTC, ISO 8601.
        name: Its name.
        address: The address inside the workbench, with its filters, such as `/?verdict=disputed`.
        gone: Whether it was taken away.

    Raises:
        ModelError: If the address leads out of the workbench.
    """

    id: str
    subject: str
    by: str
    at: str
    name: str
    address: str
    gone: bool = False

    def __post_init__(self) -> None:
        # A second slash, or a backslash that browsers take for one, would lead to another host.
        if not self.address.startswith("/") or self.address[1:2] in ("/", "\\"):
            raise ModelError("a view of another place", self.address, "give an address that begins with one slash")
