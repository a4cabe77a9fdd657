"""What people sign: grades, ratings, explanations and evidence of their own; and people who differ."""

from __future__ import annotations

import pytest

from crossbearing.link.linking import link
from crossbearing.model.actors import Stance
from crossbearing.model.errors import CaseError, SettingsError
from crossbearing.model.hypotheses import Bearing
from crossbearing.model.judgements import Decision, Judgement
from crossbearing.model.protocols import Weighed
from crossbearing.model.values import Category, TextValue
from crossbearing.weigh import judging
from crossbearing.weigh.judging import Signature
from crossbearing.weigh.weighing import Weighing
from tests.invented_claims import case_of, count
from tests.memory_case import MemoryCase
from tests.weigh.test_positions import report

MISTAKE, MEANT = Category("a mistake", "intent", "mistake"), Category("deliberate", "intent", "deliberate")


@pytest.fixture
def case() -> MemoryCase:
    """A weighed case of one incident with two explanations."""
    made = case_of(
        report("Post")
        .says("killed", count("62"), "Council of Northtown")
        .says("intent", MEANT, "Council of Northtown")
        .says("warning", Category("a call", "warning", "call"), "Council of Northtown"),
        report("Star")
        .says("intent", MISTAKE, "Danish army")
        .says("deconfliction", Category("told", "deconfliction", "told"), "Danish army")
        .says("motive", TextValue("a motive"), "Danish army", stance=Stance.DECLINES),
    )
    made.with_links(link(made))
    again(made)
    return made


def again(case: MemoryCase, *judgements: Judgement) -> Weighed:
    """Add judgements and weigh anew, as a store would keep it."""
    case.judgement_list += judgements
    (incident,) = case.incident_list
    weighed = Weighing()(incident, case)
    case.finding_list, case.hypothesis_list = list(weighed.findings), list(weighed.hypotheses)
    case.appraisal_list = [weighed.appraisal] if weighed.appraisal else []
    return weighed


def by(who: str = "First Analyst", day: int = 1, why: str = "") -> Signature:
    """Return a signature."""
    return Signature(who, f"2031-06-{day:02}T00:00:00+00:00", why)


def ids(case: MemoryCase) -> tuple[list[str], list[str]]:
    """Return the ids of explanations and of rows of evidence."""
    (appraisal,) = case.appraisal_list
    return [one.id for one in case.hypothesis_list], [one.id for one in appraisal.assessment.evidence]


def test_no_grade_without_a_person(case: MemoryCase) -> None:
    """The criteria of all grades are shown, and no grade is on them until a person signs one."""
    (appraisal,) = case.appraisal_list
    assert len(appraisal.criteria) == 9
    assert all("no grade" in sheet.title and not sheet.signed for sheet in appraisal.criteria)
    (incident,) = case.incident_list
    signed = judging.sign_grade(case, "airwars_harm", incident.id, "Fair", by(why="two sources"))
    (sheet, *_rest) = again(case, signed).appraisal.criteria  # type: ignore[union-attr]
    assert [(one.grade, one.who, one.why) for one in sheet.signed] == [("fair", "First Analyst", "two sources")]


def test_nobody_signs_nothing() -> None:
    """A judgement without a name is refused."""
    with pytest.raises(SettingsError, match="nobody signs"):
        by("  ")


@pytest.mark.parametrize(
    ("scale", "target", "grade", "says"),
    [
        ("nonsense", "", "x", "no scale"),
        ("airwars_harm", "INCIDENT", "certain", "not on the scale"),
        ("airwars_harm", "NOPE", "fair", "no incident"),
        ("admiralty_reliability", "Council of Nowhere", "B", "no source"),
        ("admiralty_reliability", "Post", "1", "not on the scale"),
        ("ucdp_best", "FINDING", "many", "no whole number"),
    ],
)
def test_grades_are_checked(case: MemoryCase, scale: str, target: str, grade: str, says: str) -> None:
    """A grade must be on its scale and its target in the case; the two Admiralty scales are kept apart."""
    names = {"INCIDENT": case.incident_list[0].id, "FINDING": case.finding_list[0].id}
    with pytest.raises((SettingsError, CaseError), match=says):
        judging.sign_grade(case, scale, names.get(target, target), grade, by())


def test_reliability_and_credibility_stand_apart(case: MemoryCase) -> None:
    """A source's letter stands with the source, a statement's figure with the statement, and neither sets the other."""
    source = judging.sign_grade(case, "admiralty_reliability", "Danish army", "c", by())
    statement = judging.sign_grade(case, "admiralty_credibility", case.claim_list[0].id, "2", by())
    appraisal = again(case, source, statement).appraisal
    assert appraisal is not None
    assert [(one.scale, one.grade) for one in appraisal.grades] == [
        ("admiralty_credibility", "2"),
        ("admiralty_reliability", "C"),
    ]
    assert judging.affected(case, statement) == (case.incident_list[0].id,)
    assert all(not record.reliability for record in appraisal.records if record.source != "Danish army")


def test_a_signed_best_figure(case: MemoryCase) -> None:
    """UCDP's best figure is the one a person signs; where two people differ, none is given and both are told."""
    killed = next(one.id for one in case.finding_list if one.slot == "killed")
    found = again(case, judging.sign_grade(case, "ucdp_best", killed, "60", by())).appraisal
    assert [(one.best, one.best_by) for one in found.ranges if one.practice == "ucdp"] == [(60, "First Analyst")]  # type: ignore[union-attr]
    other = judging.sign_grade(case, "ucdp_best", killed, "62", by("Second Analyst", 2))
    (ucdp,) = [one for one in again(case, other).appraisal.ranges if one.practice == "ucdp"]  # type: ignore[union-attr]
    assert "people differ on the best figure: 60, 62" in ucdp.notes
    assert not ucdp.best_by


def test_two_yardsticks_are_never_mixed(case: MemoryCase) -> None:
    """Once words of one yardstick are used for an incident, words of another one are refused."""
    (one, other), _rows = ids(case)
    likely = judging.sign_grade(case, "icd203", one, "likely", by())
    assessment = again(case, likely).appraisal.assessment  # type: ignore[union-attr]
    assert (assessment.yardstick, [grade.grade for grade in assessment.likelihoods]) == ("icd203", ["likely"])
    with pytest.raises(SettingsError, match="never mixed"):
        judging.sign_grade(case, "phia", other, "likely", by())
    with pytest.raises(SettingsError, match="never mixed"):
        judging.sign_grade(case, "icd203_probable", other, "probable", by())


def test_ratings_make_scores_and_sensitivity(case: MemoryCase) -> None:
    """What a person rates is summed, and the one row that decides is named."""
    (one, other), (row, *_more) = ids(case)
    rated = [judging.rate(case, one[:8], row[:8], "i", by()), judging.rate(case, other, row, "C", by())]
    assessment = again(case, *rated).appraisal.assessment  # type: ignore[union-attr]
    assert {score.hypothesis: score.inconsistency for score in assessment.scores} == {one: 1, other: 0}
    assert [(found.kind, found.what) for found in assessment.sensitivity] == [("row", row)]
    assert assessment.evidence[0].diagnosticity == 1.0


def test_the_last_rating_of_a_person_counts(case: MemoryCase) -> None:
    """Who changes a rating has changed it; a second person who rates otherwise leaves the cell open."""
    (one, _other), (row, *_more) = ids(case)
    again(case, judging.rate(case, one, row, "I", by(day=1)), judging.rate(case, one, row, "C", by(day=2)))
    (cell,) = case.appraisal_list[0].assessment.cells
    assert cell.bearing is Bearing.CONSISTENT
    again(case, judging.rate(case, one, row, "II", by("Second Analyst", 3)))
    (cell,) = case.appraisal_list[0].assessment.cells
    assert (cell.bearing, {rating.who for rating in cell.ratings}) == (None, {"First Analyst", "Second Analyst"})


def test_a_rating_whose_row_is_gone_is_listed(case: MemoryCase) -> None:
    """A rating of a row that the accounts no longer give is kept and told, not dropped."""
    (one, _other), (row, *_more) = ids(case)
    judged = judging.rate(case, one, row, "I", by())
    case.claim_list = [claim for claim in case.claim_list if claim.slot not in ("warning", "deconfliction")]
    assessment = again(case, judged).appraisal.assessment  # type: ignore[union-attr]
    assert [(rating.evidence, rating.who) for rating in assessment.unplaced] == [(row, "First Analyst")]


def test_explanations_are_edited(case: MemoryCase) -> None:
    """An explanation is reworded, dropped, put back and added, each under a name; the claims behind it stay."""
    (one, other), _rows = ids(case)
    (incident,) = case.incident_list
    again(
        case,
        judging.judge_hypothesis(case, "edit", one, "The strikes were meant", by(day=1)),
        judging.judge_hypothesis(case, "reject", other, "", by(day=1)),
        judging.judge_hypothesis(case, "add", incident.id, "Another force struck", by("Second Analyst", 2)),
    )
    found = {item.text: item for item in case.hypothesis_list}
    assert set(found) == {"The strikes were meant", "Another force struck"}
    assert found["The strikes were meant"].edited_by == "First Analyst"
    assert found["The strikes were meant"].claims
    assert found["Another force struck"].proposed_by == "Second Analyst"
    again(case, judging.judge_hypothesis(case, "accept", other, "", by("Second Analyst", 3)))
    assert other in [item.id for item in case.hypothesis_list]  # two people differ: it is shown


def test_evidence_of_ones_own(case: MemoryCase) -> None:
    """A person adds a row, notes what is missing, and takes a row out; the machine lists who declines to answer."""
    (incident,) = case.incident_list
    _explanations, (row, *_more) = ids(case)
    again(
        case,
        judging.judge_evidence(case, "add", incident.id, "The place was watched for two days", by()),
        judging.judge_evidence(case, "missing", incident.id, "radar records", by()),
        judging.judge_evidence(case, "reject", row, "", by()),
    )
    assessment = case.appraisal_list[0].assessment
    added = [one for one in assessment.evidence if one.proposed_by == "First Analyst"]
    assert [one.text for one in added] == ["The place was watched for two days"]
    assert row not in [one.id for one in assessment.evidence]
    missing = {one.text: one.proposed_by for one in assessment.missing}
    assert missing["radar records"] == "First Analyst"
    assert "machine" in missing.values()
    assert any("Danish army declines to answer" in text for text in missing)


def test_rows_and_explanations_must_be_there(case: MemoryCase) -> None:
    """Ratings of what is not there, in letters that do not exist, or of an explanation without words are refused."""
    (one, _other), (row, *_more) = ids(case)
    with pytest.raises(SettingsError, match="no rating"):
        judging.rate(case, one, row, "III", by())
    with pytest.raises(CaseError, match="no explanation"):
        judging.rate(case, "0000000000", row, "I", by())
    with pytest.raises(CaseError, match="no piece of evidence"):
        judging.rate(case, one, "0000000000", "I", by())
    with pytest.raises(SettingsError, match="without words"):
        judging.judge_hypothesis(case, "edit", one, " ", by())
    with pytest.raises(SettingsError, match="no decision"):
        judging.judge_claim(case, case.claim_list[0].id, "perhaps", by())


def test_a_claim_rejected_by_one_and_accepted_by_another(case: MemoryCase) -> None:
    """Two people who decide differently on one claim: neither wins, and the claim counts as nobody had judged it."""
    claim = case.claim_list[0]
    judged = [
        judging.judge_claim(case, claim.id, "reject", by()),
        judging.judge_claim(case, claim.statement, "accept", by("Second Analyst", 2)),
    ]
    assert [one.decision for one in judged] == [Decision.REJECT, Decision.ACCEPT]
    found = next(one for one in again(case, *judged).findings if one.slot == claim.slot)
    assert claim.id in found.positions[0].holdings[0].claims
    assert found.confirmed == 0
