"""Making signed judgements: that what is judged is there, that the grade is on its scale, and what to weigh anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches

from crossbearing.model.errors import CaseError, SettingsError
from crossbearing.model.grades import SCALES, YARDSTICKS, Graded, Scale
from crossbearing.model.hypotheses import Bearing
from crossbearing.model.ids import digest, normalised_words
from crossbearing.model.judgements import Decision, Judgement, TargetKind
from crossbearing.model.locators import PageBox, TableCell, TextSpan
from crossbearing.model.protocols import CaseReader
from crossbearing.weigh.signing import grades_of

__all__ = ["Signature", "affected", "judge_claim", "judge_evidence", "judge_hypothesis", "rate", "sign_grade"]

_SHORTEST = 6  # letters of an id that may stand for the whole, if only one begins with them


class Signature:
    """Who judges, when and why.

    Args:
        who: Name of the person.
        when: UTC, ISO 8601, to the microsecond, so that two judgements of one person have an order.
        why: Reason, or empty.

    Raises:
        SettingsError: If nobody is named.
    """

    def __init__(self, who: str, when: str, why: str = "") -> None:
        if not who.strip():
            raise SettingsError("nobody signs this judgement", remedy="name a person with --by")
        self.who, self.when, self.why = " ".join(who.split()), when, why

    def judgement(self, kind: TargetKind, target: str, decision: Decision, **rest: str) -> Judgement:
        """Return a judgement under this signature."""
        parts = [f"{name}={rest[name]}" for name in sorted(rest)]
        key = digest("judgement", kind, target, decision, self.who, self.when, self.why, *parts)
        signed = Judgement(key, kind, target, decision, self.who, self.when, self.why)
        return replace(signed, **rest)  # type: ignore[arg-type]  # fields of text by name


def sign_grade(reader: CaseReader, scale: str, target: str, grade: str, by: Signature) -> Judgement:
    """Return a grade that a person gives.

    Args:
        reader: The case.
        scale: Name of a scale.
        target: Id of what is graded (its beginning is enough where only one begins so), or the name of a source.
        grade: The grade.
        by: Who signs.

    Raises:
        SettingsError: If there is no such scale, or the grade is not on it, or another yardstick of likelihood is used.
        CaseError: If the case holds nothing of that name.
    """
    known = SCALES.get(scale)
    if known is None:
        raise SettingsError(f"there is no scale {scale!r}", remedy=f"choose one of {', '.join(SCALES)}")
    found = _target(reader, known, target)
    given = _on_scale(known, grade)
    if scale in YARDSTICKS:
        _same_yardstick(reader, scale, found)
    if known.graded is Graded.STATEMENT:
        claim = next(one for one in reader.claims() if one.statement == found)
        quote = claim.locator.quote if isinstance(claim.locator, TextSpan | TableCell | PageBox) else ""
        return by.judgement(
            TargetKind.GRADE,
            found,
            Decision.GRADE,
            scale=scale,
            grade=given,
            document=claim.document,
            quote=quote,
            slot=claim.slot,
        )
    return by.judgement(TargetKind.GRADE, found, Decision.GRADE, scale=scale, grade=given)


def judge_claim(reader: CaseReader, claim: str, decision: str, by: Signature) -> Judgement:
    """Return a decision on a claim: `accept`, `reject` or `unsure`.

    Raises:
        SettingsError: If there is no such decision.
        CaseError: If there is no such claim.
    """
    if decision not in (Decision.ACCEPT, Decision.REJECT, Decision.UNSURE):
        raise SettingsError(f"there is no decision {decision!r}", remedy="choose accept, reject or unsure")
    by_id = {key: one for one in reader.claims() for key in (one.id, one.statement)}
    found = by_id[_one_of(claim, by_id, "claim", "`crossbearing claims`")]
    quote = found.locator.quote if isinstance(found.locator, TextSpan | TableCell | PageBox) else ""
    return by.judgement(
        TargetKind.STATEMENT,
        found.statement,
        Decision(decision),
        document=found.document,
        quote=quote,
        slot=found.slot,
    )


def judge_hypothesis(reader: CaseReader, work: str, target: str, text: str, by: Signature) -> Judgement:
    """Return what a person does to an explanation.

    Args:
        reader: The case.
        work: `add`, `edit`, `reject` or `accept`.
        target: The incident for `add`, else the explanation.
        text: Its words, for `add` and `edit`.
        by: Who signs.

    Raises:
        SettingsError: If words are missing.
        CaseError: If there is no such explanation or incident.
    """
    if work in ("add", "edit") and not text.strip():
        raise SettingsError("an explanation without words", remedy="give its words behind the id")
    if work == "add":
        incident = reader.incident(target).id
        key = digest("hypothesis", incident, "added", normalised_words(text))
        return by.judgement(TargetKind.HYPOTHESIS, key, Decision.ADD, other=incident, text=text)
    decisions = {"edit": Decision.CORRECT, "reject": Decision.REJECT, "accept": Decision.ACCEPT}
    # What was rejected is no longer listed, and can be put back by its whole id.
    past = {one.target: one.other for one in reader.judgements() if one.target_kind is TargetKind.HYPOTHESIS}
    incidents = past | {one.id: one.incident for one in reader.hypotheses()}
    found = _one_of(target, incidents, "explanation", "`crossbearing hypotheses`")
    return by.judgement(
        TargetKind.HYPOTHESIS,
        found,
        decisions[work],
        other=incidents[found],
        text=text if work == "edit" else "",
    )


def judge_evidence(reader: CaseReader, work: str, target: str, text: str, by: Signature) -> Judgement:
    """Return what a person does to the evidence.

    Args:
        reader: The case.
        work: `add`, `missing` (evidence that one would expect and that is not there), `reject` or `accept`.
        target: The incident for `add` and `missing`, else the row.
        text: Its words, for `add` and `missing`.
        by: Who signs.

    Raises:
        SettingsError: If words are missing.
        CaseError: If there is no such row or incident.
    """
    if work in ("add", "missing"):
        if not text.strip():
            raise SettingsError("evidence without words", remedy="give its words behind the incident")
        incident = reader.incident(target).id
        key = digest("evidence", incident, work, normalised_words(text))
        grade = "missing" if work == "missing" else ""
        return by.judgement(TargetKind.EVIDENCE, key, Decision.ADD, other=incident, text=text, grade=grade)
    past = {one.target: one.other for one in reader.judgements() if one.target_kind is TargetKind.EVIDENCE}
    incidents = past | dict(_rows(reader))
    found = _one_of(target, incidents, "piece of evidence", "`crossbearing evidence`")
    decision = Decision.REJECT if work == "reject" else Decision.ACCEPT
    return by.judgement(TargetKind.EVIDENCE, found, decision, other=incidents[found])


def rate(reader: CaseReader, hypothesis: str, evidence: str, bearing: str, by: Signature) -> Judgement:
    """Return how a person rates a piece of evidence for an explanation: CC, C, N, I, II or NA.

    Raises:
        SettingsError: If there is no such rating.
        CaseError: If there is no such explanation or row, or they are of different incidents.
    """
    letters = bearing.upper()
    if letters not in {one.value for one in Bearing}:
        raise SettingsError(f"there is no rating {bearing!r}", remedy="choose CC, C, N, I, II or NA")
    explanations = {one.id: one.incident for one in reader.hypotheses()}
    rows = dict(_rows(reader))
    column = _one_of(hypothesis, explanations, "explanation", "`crossbearing hypotheses`")
    row = _one_of(evidence, rows, "piece of evidence", "`crossbearing evidence`")
    if explanations[column] != rows[row]:
        raise CaseError(
            "an explanation of one incident and evidence of another", column, "rate evidence of the same incident"
        )
    return by.judgement(TargetKind.RATING, column, Decision.RATE, other=row, grade=letters)


def affected(reader: CaseReader, judgement: Judgement) -> tuple[str, ...]:
    """Return the ids of the incidents that a judgement bears on and that are to be weighed anew."""
    kind, target = judgement.target_kind, judgement.target
    if kind in (TargetKind.HYPOTHESIS, TargetKind.EVIDENCE):
        return (judgement.other,)
    if kind is TargetKind.RATING:
        return tuple(one.incident for one in reader.hypotheses() if one.id == target)
    if kind is TargetKind.GRADE:
        graded = SCALES[judgement.scale].graded
        if graded is Graded.INCIDENT:
            return (target,)
        if graded is Graded.FINDING:
            return tuple(one.incident for one in reader.findings() if one.id == target)
        if graded is Graded.HYPOTHESIS:
            return tuple(one.incident for one in reader.hypotheses() if one.id == target)
        if graded is Graded.EVIDENCE:
            return tuple(incident for row, incident in _rows(reader) if row == target)
        if graded is Graded.SOURCE:
            return tuple(dict.fromkeys(incident for holder, incident in _holders(reader) if holder == target))
    claims = {one.id for one in reader.claims() if one.statement == target}
    return tuple(one.id for one in reader.incidents() if any(member.claim in claims for member in one.members))


def _rows(reader: CaseReader) -> Iterator[tuple[str, str]]:
    for appraisal in reader.appraisals():
        for row in appraisal.assessment.evidence:
            yield row.id, row.incident


def _holders(reader: CaseReader) -> Iterator[tuple[str, str]]:
    for finding in reader.findings():
        for holding in (*(one for position in finding.positions for one in position.holdings), *finding.spanning):
            if holding.holder:
                yield holding.holder, finding.incident


def _target(reader: CaseReader, scale: Scale, target: str) -> str:
    if scale.graded is Graded.INCIDENT:
        return reader.incident(target).id
    if scale.graded is Graded.SOURCE:
        names = dict.fromkeys(one.publisher for one in reader.publications() if one.publisher)
        names.update(dict.fromkeys(holder for holder, _incident in _holders(reader)))
        if target in names:
            return target
        like = get_close_matches(target, names, n=1)
        remedy = f"did you mean {like[0]!r}?" if like else "`crossbearing sources` lists the publishers"
        raise CaseError(f"no source {target!r} in it", str(reader.meta().get("name", "")), remedy)
    if scale.graded is Graded.STATEMENT:
        by_id = {key: one.statement for one in reader.claims() for key in (one.id, one.statement)}
        return by_id[_one_of(target, by_id, "claim", "`crossbearing claims`")]
    if scale.graded is Graded.FINDING:
        return _one_of(target, [one.id for one in reader.findings()], "finding", "`findings --format json`")
    if scale.graded is Graded.HYPOTHESIS:
        return _one_of(target, [one.id for one in reader.hypotheses()], "explanation", "`crossbearing hypotheses`")
    return _one_of(target, [row for row, _incident in _rows(reader)], "piece of evidence", "`crossbearing evidence`")


def _on_scale(scale: Scale, grade: str) -> str:
    given = " ".join(grade.split())
    if scale.number:
        if given.isdigit():
            return str(int(given))
        raise SettingsError(f"{grade!r} is no whole number", where=scale.title, remedy="give a number of 0 or more")
    by_word = {normalised_words(one): one for one in scale.grades}
    if normalised_words(given) not in by_word:
        raise SettingsError(
            f"{grade!r} is not on the scale", where=scale.title, remedy=f"choose one of {', '.join(scale.grades)}"
        )
    return by_word[normalised_words(given)]


def _same_yardstick(reader: CaseReader, scale: str, target: str) -> None:
    incident = next(one.incident for one in reader.hypotheses() if one.id == target)
    of_incident = {one.id for one in reader.hypotheses(incident)}
    used = {
        one.scale for one in grades_of(reader.judgements()) if one.scale in YARDSTICKS and one.target in of_incident
    }
    if used - {scale}:
        other = SCALES[min(used - {scale})].title
        raise SettingsError(
            f"the words of two yardsticks are never mixed, and {incident} uses {other}",
            where=SCALES[scale].title,
            remedy="use the same one",
        )


def _one_of(given: str, ids: Iterable[str], what: str, listed_by: str) -> str:
    known = set(ids)
    if given in known:
        return given
    begin = sorted(one for one in known if one.startswith(given)) if len(given) >= _SHORTEST else []
    if len(begin) == 1:
        return begin[0]
    if begin:
        raise CaseError(f"more than one {what} begins so", given, "give more of the id")
    raise CaseError(f"no {what} {given}", given, f"{listed_by} lists them")
