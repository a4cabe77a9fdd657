"""Explanations as people left them: reworded, dropped, put back and added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from crossbearing.model.hypotheses import Hypothesis
from crossbearing.model.judgements import Decision, Judgement, TargetKind

__all__ = ["as_edited"]


def as_edited(incident: str, proposed: Sequence[Hypothesis], judgements: Iterable[Judgement]) -> tuple[Hypothesis, ...]:
    """Return the explanations that stand: those proposed and not rejected, as people reworded them, and those added.

    Of several wordings the last counts. A rejection counts unless another person has since put the explanation back:
    then it is shown, for nobody's word wins silently.

    Args:
        incident: Incident id.
        proposed: What the program proposes.
        judgements: All judgements of the case.
    """
    about: dict[str, list[Judgement]] = {}
    for one in sorted(judgements, key=lambda judgement: (judgement.when, judgement.id)):
        if one.target_kind is TargetKind.HYPOTHESIS:
            about.setdefault(one.target, []).append(one)
    known = {hypothesis.id for hypothesis in proposed}
    found = list(proposed)
    for target, listed in about.items():
        first = listed[0]
        if target not in known and first.decision is Decision.ADD and first.other == incident:
            found.append(Hypothesis(target, incident, first.slot, "", first.text, (), (), (), proposed_by=first.who))
    return tuple(_edited(one, about.get(one.id, ())) for one in found if not _rejected(about.get(one.id, ())))


def _edited(hypothesis: Hypothesis, listed: Iterable[Judgement]) -> Hypothesis:
    for one in listed:
        if one.decision is Decision.CORRECT and one.text:
            hypothesis = replace(hypothesis, text=one.text, edited_by=one.who)
    return hypothesis


def _rejected(listed: Iterable[Judgement]) -> bool:
    last = {one.who: one.decision for one in listed if one.decision in (Decision.REJECT, Decision.ACCEPT)}
    return bool(last) and set(last.values()) == {Decision.REJECT}
