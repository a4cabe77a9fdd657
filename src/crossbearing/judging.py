"""Signing a judgement: making it, storing it in the case and its log, and weighing anew what it bears on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crossbearing import assemble
from crossbearing.bearing import Bearing
from crossbearing.model.counting import TOPICS
from crossbearing.model.errors import SettingsError
from crossbearing.model.judgements import Judgement

__all__ = ["WORKS", "apply", "judge", "state_own_rule", "weigh_anew"]

_MOST_ROUNDS = 50

_Maker = Callable[[Any, Any, Mapping[str, str], Any], Judgement]

_MAKERS: Mapping[str, _Maker] = {
    "claim": lambda make, case, given, by: make.judge_claim(case, given["claim"], given["decision"], by),
    "grade": lambda make, case, given, by: make.sign_grade(case, given["scale"], given["target"], given["grade"], by),
    "rate": lambda make, case, given, by: make.rate(case, given["hypothesis"], given["evidence"], given["rating"], by),
    "hypothesis": lambda make, case, given, by: make.judge_hypothesis(
        case, given["work"], given["target"], given["text"], by
    ),
    "evidence": lambda make, case, given, by: make.judge_evidence(
        case, given["work"], given["target"], given["text"], by
    ),
}

WORKS = tuple(_MAKERS)
"""What can be judged."""


def judge(case: Path, what: str, given: Mapping[str, str], *, who: str, why: str = "") -> list[str]:
    """Sign a judgement and weigh anew what it bears on.

    Args:
        case: Folder of the case.
        what: One of `WORKS`.
        given: What it needs, by the names of the arguments of `crossbearing.weigh.judging`.
        who: Who signs.
        why: Reason, or empty.

    Returns:
        Lines to print.

    Raises:
        CaseMissingError: If there is no case.
        CaseError: If it holds nothing of the name given.
        SettingsError: If there is no such grade, rating or decision, or nobody signs.
        CaseWriteError: If the case could not be written.
    """
    make = assemble.room("judging")
    by = make.Signature(who, datetime.now(UTC).isoformat(timespec="microseconds"), why)
    with _writing(case) as opened:
        made = _MAKERS[what](make, opened, given, by)
        incidents = apply(opened, made)
    graded = f" {made.grade}" if made.grade else ""
    anew = f"; weighed anew: {', '.join(incidents)}" if incidents else ""
    return [f"{made.decision.value}{graded} on {made.target}, signed by {made.who}{anew}"]


def apply(case: Any, judgement: Judgement) -> tuple[str, ...]:
    """Store a judgement and weigh the incidents that it bears on, and no others.

    Args:
        case: Opened for writing.
        judgement: Signed.

    Returns:
        The ids of those incidents.
    """
    incidents: tuple[str, ...] = assemble.room("judging").affected(case, judgement)
    case.add_judgements([judgement])
    weigh = assemble.room("weigh")()
    weigh_anew(case, weigh, incidents)
    return incidents


def weigh_anew(case: Any, weigh: Callable[[Any, Any], Any], incidents: Sequence[str]) -> None:
    """Weigh incidents, until what is stored rests on all judgements that are stored.

    Whoever judges at the same time weighs as well, and might be overtaken: what they read would be older than what they
    write over. Whoever writes last therefore looks whether a judgement came meanwhile, and weighs again if so.

    Args:
        case: Opened for writing; the judgements are in it.
        weigh: Weighs one incident.
        incidents: Their ids.
    """
    for _ in range(_MOST_ROUNDS):
        before = case.counts().judgements
        bearing = Bearing(case)
        case.replace_findings([weigh(case.incident(incident), bearing.on(incident)) for incident in incidents])
        if case.counts().judgements == before:
            return


def state_own_rule(case: Path, topic: str, text: str) -> list[str]:
    """Add to a case what those who keep it count by, besides the program's own rules; every output prints it.

    Args:
        case: Folder of the case.
        topic: A key of `model.counting.TOPICS`.
        text: The rule; empty takes it away.

    Raises:
        CaseMissingError: If there is no case.
        SettingsError: If there is no such topic.
        CaseWriteError: If the case could not be written.
    """
    if topic not in TOPICS:
        raise SettingsError(f"there is no topic {topic!r}", remedy=f"choose one of {', '.join(TOPICS)}")
    with _writing(case) as opened:
        assemble.state_rules(opened)
        opened.settings({f"counting.own.{topic}": " ".join(text.split())})
    return [f"{TOPICS[topic]}: {' '.join(text.split()) or 'nothing of its own'}"]


def _writing(case: Path) -> AbstractContextManager[Any]:
    opened: AbstractContextManager[Any] = assemble.room("case").open(case, write=True)
    return opened
