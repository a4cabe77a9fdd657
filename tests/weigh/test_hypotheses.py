"""Rival explanations say no more than those who put them forward."""

from __future__ import annotations

from crossbearing.link.linking import link
from crossbearing.model.hypotheses import Hypothesis
from crossbearing.model.values import Category
from crossbearing.weigh.weighing import Weighing
from tests.invented_claims import Report, case_of
from tests.weigh.test_positions import report


def explanations(*reports: Report) -> tuple[Hypothesis, ...]:
    """Return the explanations proposed from reports of one incident."""
    case = case_of(*reports)
    case.with_links(link(case))
    return Weighing()(case.incident_list[0], case).hypotheses


def meant(code: str) -> Category:
    """Return an answer on intent."""
    return Category(code, "intent", code)


def test_an_explanation_is_worded_as_generally_as_its_most_general_holder() -> None:
    """Who says "a mistake" is not said to hold that it was a technical error."""
    found = explanations(
        report("Gazette").says("intent", meant("mistake"), "Council of Northtown"),
        report("Post").says("intent", meant("mistake.technical_error"), "Council of Southtown"),
    )
    assert [(one.code, one.text) for one in found] == [("mistake", "Air strikes were a mistake")]
    assert set(found[0].held_by) == {"Council of Northtown", "Council of Southtown"}


def test_an_explanation_that_all_its_holders_narrow_stays_narrow() -> None:
    """If everyone says that it was a technical error, so does the explanation."""
    found = explanations(
        report("Gazette").says("intent", meant("mistake.technical_error"), "Council of Northtown"),
        report("Post").says("intent", meant("deliberate"), "Council of Southtown"),
    )
    assert [one.code for one in found] == ["mistake.technical_error", "deliberate"]
