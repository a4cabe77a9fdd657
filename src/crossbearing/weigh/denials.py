"""What a denial rejects where its sentence says several things at once.

"The officers denied that Russian aircraft had struck the area that day" rejects who struck. It does not reject that
there were air strikes, where, or on which day: whoever denies things said together denies no single one of them. So of
several denials in one sentence the most telling ones stand, and the circumstances told with them state no answer. So it
is with what is withdrawn: who takes back a number of dead does not take back that there was an explosion.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from crossbearing.weigh.answers import Answer

__all__ = ["without_denied_circumstances"]

_CIRCUMSTANCES = (
    "method",
    "duration",
    "where",
    "when.start",
    "when.end",
    "platform",
    "weapon",
    "struck",
)
"""Questions that a sentence answers in passing, the one that carries its denial if nothing else does first."""


def without_denied_circumstances(answers: Sequence[Answer]) -> list[Answer]:
    """Return the answers, those that are only denied along with something else marked so.

    Args:
        answers: All answers of an incident.
    """
    by_sentence: dict[tuple[str, str, str], list[Answer]] = defaultdict(list)
    for answer in answers:
        if (answer.denied or answer.retracts) and answer.claim.sentence:
            speaker = answer.claim.speakers[-1].name
            by_sentence[answer.claim.document, answer.claim.sentence, speaker].append(answer)
    said = {_said(answer) for answer in answers if not (answer.denied or answer.retracts or answer.gives_none)}
    along: dict[str, str] = {}
    for together in by_sentence.values():
        slots = {answer.claim.slot for answer in together}
        if len(slots) < 2:
            continue
        telling = sorted(slots - set(_CIRCUMSTANCES))
        denied = telling or [_carrying(slots, {answer.claim.slot for answer in together if _said(answer) in said})]
        for answer in together:
            if answer.claim.slot not in denied:
                along[answer.claim.id] = denied[0]
    return [
        replace(answer, along_with=along[answer.claim.id]) if answer.claim.id in along else answer for answer in answers
    ]


def _carrying(slots: Collection[str], said: Collection[str]) -> str:
    """Return which of several circumstances carries a denial.

    Args:
        slots: Questions that the sentence answers.
        said: Those of them to which the one who denies gives the same answer elsewhere: he does not deny it here.
    """
    if "struck" in slots and "method" in said and "struck" not in said:
        return "struck"
    return next(
        slot for slot in (*(slot for slot in _CIRCUMSTANCES if slot not in said), *_CIRCUMSTANCES) if slot in slots
    )


def _said(answer: Answer) -> tuple[str, str, str]:
    """Return whose answer it is, to what, and which: the same of what somebody says and of what he denies."""
    return (answer.account or " ".join(answer.outlets), answer.claim.slot, answer.value.canonical())
