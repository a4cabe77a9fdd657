"""Weighing what is odd: retracted reports, circles of quotation, claims without date or place, people who differ."""

from __future__ import annotations

from crossbearing.link.linking import link
from crossbearing.model.actors import Stance
from crossbearing.model.findings import Finding, Verdict
from crossbearing.model.judgements import Decision, Judgement, TargetKind
from crossbearing.model.values import Count, CountKind, Group, PersonStatus, TextValue
from crossbearing.weigh.weighing import Weighing
from tests.invented_claims import Report, case_of, count
from tests.memory_case import MemoryCase
from tests.weigh.test_positions import report, weigh


def decided(case: MemoryCase, claim: int, decision: Decision, who: str, day: int) -> None:
    """Let a person decide on a claim of a case, by its place in the list."""
    target = case.claim_list[claim]
    case.judgement_list.append(
        Judgement(
            f"j{len(case.judgement_list)}",
            TargetKind.STATEMENT,
            target.statement,
            decision,
            who,
            f"2031-06-{day:02}T00:00:00+00:00",
            document=target.document,
        )
    )


def explained(finding: Finding) -> bool:
    """Tell whether a reason is one sentence, short enough to be read in passing."""
    return finding.reason.endswith(".") and "\n" not in finding.reason and len(finding.reason.split()) < 40


class TestRetractions:
    """A retracted report is neither counted nor forgotten."""

    def test_a_report_taken_back_whole(self) -> None:
        """A body that withdraws what it said without naming a figure has withdrawn every answer of its own before."""
        case = case_of(
            report("Post", published="2031-05-04").says("killed", count("40"), "River Watch"),
            report("Star", published="2031-05-06").says("killed", count("?"), "River Watch", stance=Stance.RETRACTS),
        )
        finding = weigh(case)
        held = [holding for position in finding.positions for holding in position.holdings]
        assert finding.verdict in (Verdict.CHANGED_ACCOUNT, Verdict.UNKNOWN)
        assert any("withdr" in holding.reason for holding in (*held, *finding.unknowns))
        assert explained(finding)

    def test_others_are_not_taken_back_with_it(self) -> None:
        """Another body's figure stands when one is withdrawn; the withdrawn one is shown, and is in no range."""
        case = case_of(
            report("Post", published="2031-05-04").says("killed", count("40"), "River Watch"),
            report("Sun", published="2031-05-04").says("killed", count("25"), "Council of Northtown"),
            report("Star", published="2031-05-06").says("killed", count("40"), "River Watch", stance=Stance.RETRACTS),
        )
        finding = weigh(case)
        assert finding.verdict is Verdict.CHANGED_ACCOUNT
        appraisal = Weighing()(case.incident_list[0], case).appraisal
        assert appraisal is not None
        assert [(one.low, one.high) for one in appraisal.ranges if one.practice == "ucdp"] == [(25, 25)]
        given = [one for record in appraisal.records for one in record.figures if record.source == "River Watch"]
        assert any("withdrew it on 2031-05-06" in one.reason for one in given)

    def test_taken_back_and_said_again(self) -> None:
        """A figure that is withdrawn and later given again is held again."""
        case = case_of(
            report("Post", published="2031-05-04").says("killed", count("40"), "River Watch"),
            report("Star", published="2031-05-05").says("killed", count("40"), "River Watch", stance=Stance.RETRACTS),
            report("Sun", published="2031-05-07").says("killed", count("44"), "River Watch"),
        )
        finding = weigh(case)
        current = [
            holding.value.text
            for position in finding.positions
            for holding in position.holdings
            if holding.current and not holding.denied
        ]
        assert current == ["44"]


class TestCircles:
    """Outlets that rest on one another rest on nothing."""

    def test_outlets_that_quote_one_another(self) -> None:
        """Three outlets that each name the next as their source make no origin, however often they repeat it."""
        finding = weigh(
            case_of(
                report("Post").says("killed", count("40"), "Star"),
                report("Star").says("killed", count("40"), "Sun"),
                report("Sun").says("killed", count("40"), "Post"),
            )
        )
        assert finding.verdict in (Verdict.ORIGIN_NOT_STATED, Verdict.SINGLE_ORIGIN)
        assert len(finding.positions[0].families) <= 1
        assert explained(finding)

    def test_bodies_that_name_one_another(self) -> None:
        """Two bodies that each have the figure from the other are one family, and agree on nothing independently."""
        finding = weigh(
            case_of(
                report("Post").says("killed", count("40"), "Council of Northtown", "River Watch"),
                report("Star").says("killed", count("40"), "River Watch", "Council of Northtown"),
            )
        )
        assert finding.verdict is Verdict.SINGLE_ORIGIN
        assert len(finding.positions[0].families) == 1


class TestWithoutDateOrPlace:
    """Claims of undated reports without a place are weighed by what they say."""

    def test_undated_figures_of_one_body(self) -> None:
        """Without dates nothing tells which figure came later; one body's two figures are still no dispute."""
        told = [
            Report(name, "").says("killed", count(number), "River Watch") for name, number in (("A", "40"), ("B", "25"))
        ]
        case = case_of(*told)
        case.with_links(link(case))
        for incident in case.incident_list:
            for finding in Weighing()(incident, case).findings:
                assert explained(finding)
                assert finding.verdict is not Verdict.DISPUTED

    def test_nothing_but_words(self) -> None:
        """A report of vague words, an unknown number and an empty text is weighed without a number or a failure."""
        told = report("Post").says("killed", count("several")).says("wounded", count("?")).says("other", TextValue(""))
        case = case_of(told)
        case.with_links(link(case))
        weighed = Weighing()(case.incident_list[0], case)
        assert all(explained(finding) for finding in weighed.findings)
        assert weighed.appraisal is not None
        assert [(one.low, one.best, one.words) for one in weighed.appraisal.ranges if one.practice == "ucdp"] == [
            (None, None, ("several",))
        ]


class TestPeopleWhoDiffer:
    """Contradictory judgements of two people: nobody's word wins silently."""

    def test_one_accepts_and_one_rejects(self) -> None:
        """A claim that one person accepts and another rejects counts, unconfirmed."""
        case = case_of(report("Post").says("killed", count("40"), "River Watch"))
        first = next(at for at, claim in enumerate(case.claim_list) if claim.slot == "killed")
        decided(case, first, Decision.ACCEPT, "First Analyst", 1)
        decided(case, first, Decision.REJECT, "Second Analyst", 2)
        finding = weigh(case)
        assert (finding.verdict, finding.confirmed, finding.machine) == (Verdict.SINGLE_ORIGIN, 0, 1)

    def test_until_they_agree(self) -> None:
        """Once the first comes round to the second's view, the claim counts no more."""
        case = case_of(
            report("Post").says("killed", count("40"), "River Watch"),
            report("Star").says("killed", count("25"), "Council of Northtown"),
        )
        first = next(at for at, claim in enumerate(case.claim_list) if claim.value.text == "40")
        decided(case, first, Decision.ACCEPT, "First Analyst", 1)
        decided(case, first, Decision.REJECT, "Second Analyst", 2)
        assert weigh(case).verdict is Verdict.DISPUTED
        decided(case, first, Decision.REJECT, "First Analyst", 3)
        assert weigh(case).verdict is Verdict.SINGLE_ORIGIN


class TestRulesOfCounting:
    """The design's rules where figures meet that do not count the same."""

    def test_statuses_of_possibly_the_same_dead(self) -> None:
        """62 soldiers by one body and 62 civilians by another are a dispute over who they were."""
        finding = weigh(
            case_of(
                report("Post").says(
                    "killed", Group("62 soldiers", count("62"), PersonStatus.MILITARY, "soldiers"), "River Watch"
                ),
                report("Star").says(
                    "killed",
                    Group("62 civilians", count("62"), PersonStatus.CIVILIAN, "civilians"),
                    "Council of Northtown",
                ),
            )
        )
        assert finding.verdict is Verdict.DISPUTED
        assert "status" in finding.reason or "soldiers" in finding.reason

    def test_undefined_units(self) -> None:
        """Four strikes and thirty-seven strikes may count other things, and are not compared; four and four are."""
        four = Count("4 strikes", 4, 4, unit="strikes", unit_defined=False)
        many = Count("37 strikes", 37, 37, unit="strikes", unit_defined=False)
        first = report("Post").says("strikes", four, "River Watch")
        apart = weigh(case_of(first, report("Star").says("strikes", many, "Danish army")), "strikes")
        assert apart.verdict is Verdict.NOT_COMPARABLE
        assert "no fixed meaning" in apart.reason
        alike = weigh(case_of(first, report("Star").says("strikes", four, "Danish army")), "strikes")
        assert alike.verdict is Verdict.REPEATED

    def test_a_part_bounds_the_whole(self) -> None:
        """Eleven of the dead contradict no total above them; a part larger than the whole does."""
        part = Count("11", 11, 11, kind=CountKind.PART)
        whole = report("Post").says("killed", count("62"), "River Watch")
        fits = weigh(case_of(whole, report("Star").says("killed", part, "Danish army")))
        assert fits.verdict is not Verdict.DISPUTED
        exceeds = weigh(
            case_of(whole, report("Star").says("killed", Count("80", 80, 80, kind=CountKind.PART), "Danish army"))
        )
        assert exceeds.verdict is Verdict.DISPUTED
        assert "exceeds the whole" in exceeds.reason


class TestOneOutlet:
    """What one outlet tells in several voices."""

    def test_narration_beside_a_body(self) -> None:
        """A figure in the outlet's own voice beside that of a body it quotes may count something else: no dispute."""
        finding = weigh(case_of(report("Post").says("killed", count("20")).says("killed", count("15"), "River Watch")))
        assert finding.verdict is Verdict.NOT_COMPARABLE
        assert "Post gives" in finding.reason

    def test_two_bodies_in_one_outlet(self) -> None:
        """Two bodies that one outlet quotes against each other are a dispute, though no other outlet tells it."""
        told = report("Post").says("killed", count("20"), "Council of Northtown")
        finding = weigh(case_of(told.says("killed", count("15"), "River Watch")))
        assert finding.verdict is Verdict.DISPUTED

    def test_narration_of_another_outlet(self) -> None:
        """The same two figures from two outlets are two accounts, and a dispute."""
        finding = weigh(
            case_of(
                report("Post").says("killed", count("20")),
                report("Star").says("killed", count("15"), "River Watch"),
            )
        )
        assert finding.verdict is Verdict.DISPUTED
