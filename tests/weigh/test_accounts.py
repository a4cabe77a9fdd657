"""Accounts over time: superseded counts, changed accounts, retractions, figures credited elsewhere; and verdicts."""

from __future__ import annotations

import pytest

from crossbearing.model.actors import Stance
from crossbearing.model.claims import Basis
from crossbearing.model.findings import Finding, Holding, OneSide, Position, Verdict
from crossbearing.model.judgements import Decision, Judgement, TargetKind
from crossbearing.model.values import ActorRef, Actors, Category, Count, Group, PersonStatus, TextValue
from tests.invented_claims import Report, case_of, count
from tests.weigh.test_positions import killed, report, weigh

MONITOR = "Rivermouth Monitor"


def at(finding: Finding, written: str) -> Position:
    """Return the position that an answer seeds."""
    return next(position for position in finding.positions if position.value.text == written)


def notes(finding: Finding) -> dict[tuple[str, str], str]:
    """Return the notes of all holdings by holder and answer."""
    holdings: list[Holding] = [holding for position in finding.positions for holding in position.holdings]
    return {(one.holder, one.value.text): one.note for one in (*holdings, *finding.spanning)}


def test_a_growing_count_supersedes() -> None:
    """One monitor's 30, 83 and 90 are one account: the earlier ones are superseded and nothing is disputed."""
    finding = weigh(
        case_of(
            report("Outlet A", "2031-05-04").says("killed", count("30"), MONITOR),
            report("Outlet B", "2031-05-05").says("killed", count("83"), MONITOR),
            report("Outlet C", "2031-05-06").says("killed", count("90"), MONITOR),
        )
    )
    assert finding.verdict is Verdict.SUPERSEDED
    assert notes(finding) == {(MONITOR, "30"): "superseded", (MONITOR, "83"): "superseded", (MONITOR, "90"): ""}
    assert [position.superseded for position in finding.positions] == [True, True, False]
    assert "30" in finding.reason
    assert "83" in finding.reason


def test_a_downward_revision_stays_visible() -> None:
    """A count that falls is superseded like one that grows, and both stay in view."""
    finding = weigh(
        case_of(
            report("Outlet A", "2031-05-04").says("killed", count("40"), MONITOR),
            report("Outlet B", "2031-05-06").says("killed", count("25"), MONITOR),
        )
    )
    assert at(finding, "40").superseded
    assert not at(finding, "25").superseded


def test_repeating_an_old_count_later_revives_nothing() -> None:
    """An outlet that prints the first count weeks later does not make it current again."""
    finding = weigh(
        case_of(
            report("Outlet A", "2031-05-04").says("killed", count("30"), MONITOR),
            report("Outlet B", "2031-05-05").says("killed", count("90"), MONITOR),
            report("Outlet C", "2031-06-20").says("killed", count("30"), MONITOR),
            report("Outlet D", "2031-06-21").says("killed", count("30")),
        )
    )
    assert at(finding, "30").superseded
    assert finding.verdict is Verdict.SUPERSEDED


def test_two_bodies_that_differ_are_a_dispute_and_not_a_revision() -> None:
    """A later figure of another body supersedes nothing."""
    finding = weigh(
        case_of(
            report("Outlet A", "2031-05-04").says("killed", count("30"), MONITOR),
            report("Outlet B", "2031-05-06").says("killed", count("90"), "Danish army"),
        )
    )
    assert finding.verdict is Verdict.DISPUTED
    assert set(notes(finding).values()) == {""}


def test_a_figure_credited_to_another_body_supersedes_nothing() -> None:
    """83 first came from the monitor; credited to the army later, it does not replace the army's own 62."""
    finding = weigh(
        case_of(
            report("Outlet A", "2031-05-04").says("killed", count("62"), "Danish army"),
            report("Outlet B", "2031-05-04").says("killed", count("83"), MONITOR),
            report("Outlet C", "2031-09-01").says("killed", count("83"), "Danish army"),
        )
    )
    assert notes(finding)["Danish army", "83"] == "credited_elsewhere"
    assert not at(finding, "62").superseded
    assert finding.verdict is Verdict.DISPUTED


def test_a_changed_account() -> None:
    """A body that first speaks of a mistake and then of intent has changed its account; both stay in view."""
    mistake, meant = Category("mistake", "intent", "mistake"), Category("deliberate", "intent", "deliberate")
    finding = weigh(
        case_of(
            report("Outlet A", "2031-05-04").says("intent", mistake, "Danish army"),
            report("Outlet B", "2031-05-09").says("intent", meant, "Danish army"),
        ),
        "intent",
    )
    assert finding.verdict is Verdict.CHANGED_ACCOUNT
    assert len(finding.positions) == 2
    assert notes(finding)["Danish army", "mistake"] == "changed_account"


def test_one_day_and_two_renderings_are_no_change() -> None:
    """Two outlets that render one statement of one day differently show no change of account, but a difference."""
    finding = weigh(
        case_of(
            report("Outlet A").says("intent", Category("mistake", "intent", "mistake"), "Danish army"),
            report("Outlet B").says("intent", Category("deliberate", "intent", "deliberate"), "Danish army"),
        ),
        "intent",
    )
    assert finding.verdict is Verdict.DISPUTED


def test_a_retraction_points_to_what_it_withdraws() -> None:
    """A withdrawn count is no longer held; the retraction stands beside it."""
    finding = weigh(
        case_of(
            report("Outlet A", "2031-05-04").says("killed", count("62"), MONITOR),
            report("Outlet B", "2031-05-08").says("killed", count("62"), MONITOR, stance=Stance.RETRACTS),
        )
    )
    (position,) = finding.positions
    assert sorted(holding.note for holding in position.holdings) == ["retracted", "retraction"]
    assert position.superseded
    assert finding.verdict is Verdict.CHANGED_ACCOUNT


def test_one_origin_in_many_outlets_is_one() -> None:
    """Eight outlets that name one body are one origin; two that name nobody add none."""
    reports = [report(f"Outlet {index}").says("killed", count("62"), "Danish army") for index in range(8)]
    reports += [report(f"Paper {index}").says("killed", count("62")) for index in range(2)]
    finding = weigh(case_of(*reports))
    assert finding.verdict is Verdict.SINGLE_ORIGIN
    assert (finding.outlets, finding.state_origin, finding.state_none) == (10, 8, 2)
    assert finding.reason.startswith("62 rests on one origin, ")


def test_an_upstream_is_carried_over() -> None:
    """Once one report says that the ministry has its figure from the army, the ministry's figure is the army's."""
    finding = weigh(
        case_of(
            report("Outlet A").says("killed", count("62"), "Danish Defence Ministry", "Norwegian army"),
            report("Outlet B").says("killed", count("62"), "Danish Defence Ministry"),
            report("Outlet C").says("killed", count("62"), "Norwegian army"),
        )
    )
    assert finding.verdict is Verdict.SINGLE_ORIGIN
    assert finding.positions[0].families == ("Norwegian state bodies",)


def test_an_upstream_holds_for_its_figure_only() -> None:
    """That two bodies share one figure does not join them on another question."""
    case = case_of(
        report("Outlet A").says("killed", count("62"), "Danish Defence Ministry", "Norwegian army"),
        report("Outlet B").says("wounded", count("9"), "Danish Defence Ministry"),
        report("Outlet C").says("wounded", count("9"), "Norwegian army"),
    )
    assert weigh(case, "wounded").verdict is Verdict.REPEATED


def test_no_origin_stated() -> None:
    """Outlets that name nobody are outlets, and no origin."""
    finding = weigh(
        case_of(report("Outlet A").says("killed", count("62")), report("Outlet B").says("killed", count("62")))
    )
    assert finding.verdict is Verdict.ORIGIN_NOT_STATED
    assert (finding.state_origin, finding.state_none) == (0, 2)


def test_agreed_needs_first_hand_knowledge_on_both_sides() -> None:
    """Two families agree only where both are shown to know it themselves; else the answer is repeated."""

    def of(*bases: Basis) -> Verdict:
        reports = [
            report(f"Outlet {index}").says("killed", count("62"), f"Council of District {index}", basis=basis)
            for index, basis in enumerate(bases)
        ]
        return weigh(case_of(*reports)).verdict

    assert of(Basis.SAW, Basis.RECORD) is Verdict.AGREED
    assert of(Basis.SAW, Basis.WAS_TOLD) is Verdict.REPEATED
    assert of(Basis.UNKNOWN, Basis.UNKNOWN) is Verdict.REPEATED


def test_unnamed_groups_and_single_outlets_show_no_independence() -> None:
    """Witnesses who are only described may be the same people, and one outlet's voices were gathered by one hand."""

    def of(*told: tuple[str, str, bool]) -> Verdict:
        reports = [
            report(outlet).says("killed", count("62"), body, named=[named], basis=Basis.SAW)
            for outlet, body, named in told
        ]
        return weigh(case_of(*reports)).verdict

    assert of(("A", "residents", False), ("B", "Council of District 2", True)) is Verdict.AGREED
    assert of(("A", "residents", False), ("B", "two shepherds", False)) is Verdict.REPEATED
    assert of(("A", "Council of District 1", True), ("A", "Council of District 2", True)) is Verdict.REPEATED


def test_ranges_without_a_point() -> None:
    """Accounts that give only overlapping ranges come to a range."""
    assert weigh(killed("60-80", "70-90")).verdict is Verdict.RANGE
    assert weigh(killed(">=60")).verdict is Verdict.SINGLE_ORIGIN


def test_who_declines_answers_nothing() -> None:
    """A question that all decline is unknown; those asked are named."""
    finding = weigh(case_of(report("Outlet A").says("killed", count("?"), "Danish army", stance=Stance.DECLINES)))
    assert finding.verdict is Verdict.UNKNOWN
    assert [(one.holder, one.note) for one in finding.unknowns] == [("Danish army", "declines")]
    assert finding.outlets == 1


def test_status_is_part_of_the_answer() -> None:
    """62 soldiers and 62 civilians are a dispute about possibly the same dead."""

    def dead(status: PersonStatus) -> Group:
        return Group(f"62 {status}", Count("62", 62, 62), status)

    finding = weigh(
        case_of(
            report("Outlet A").says("killed", dead(PersonStatus.MILITARY), "Danish army"),
            report("Outlet B").says("killed", dead(PersonStatus.CIVILIAN), MONITOR),
        )
    )
    assert finding.verdict is Verdict.DISPUTED
    assert "status" in finding.reason


def test_undefined_units_are_not_compared() -> None:
    """4 strikes and 37 strikes, where nobody says what a strike is, are not comparable."""

    def strikes(number: int) -> Count:
        return Count(str(number), number, number, unit="strikes", unit_defined=False)

    finding = weigh(
        case_of(
            report("Outlet A").says("strikes", strikes(4), "Danish army"),
            report("Outlet B").says("strikes", strikes(37), MONITOR),
        ),
        "strikes",
    )
    assert finding.verdict is Verdict.NOT_COMPARABLE


def test_parts_are_a_question_of_their_own() -> None:
    """A part never stands against the whole."""
    case = case_of(
        report("Outlet A").says("killed", count("62"), "Danish army"),
        report("Outlet B").says("killed", count("11"), "Danish army", scope="part: children"),
    )
    assert weigh(case).verdict is Verdict.SINGLE_ORIGIN
    assert weigh(case, scope="part: children").verdict is Verdict.SINGLE_ORIGIN


def test_what_follows_the_strike_is_counted_apart() -> None:
    """The dead of the attack that followed are no dead of the strike, though one report tells both."""
    case = case_of(
        report("Outlet A")
        .says("killed", count("62"), MONITOR)
        .says("killed", count("38"), MONITOR, kind="ground_assault")
    )
    assert weigh(case).verdict is Verdict.SINGLE_ORIGIN
    assert weigh(case, scope="event: ground_assault").positions[0].value.text == "38"


@pytest.mark.parametrize(
    ("speakers", "side"),
    [
        (("Danish army", "Norwegian army"), OneSide.YES),
        (("Danish army", "Swedish army"), OneSide.NO),
        (("Danish army", "Finnish army"), OneSide.UNKNOWN),
    ],
)
def test_one_side_or_not(speakers: tuple[str, str], side: OneSide) -> None:
    """Whether those who agree stand on one side follows from who is said to have struck whom in this incident."""
    attackers = Actors("Danish army, Norwegian army", (ActorRef("Danish army"), ActorRef("Norwegian army")))
    case = case_of(
        report("Outlet A").says("attacker", attackers, MONITOR).says("struck", TextValue("Swedish army"), MONITOR),
        report("Outlet B").says("killed", count("62"), speakers[0]),
        report("Outlet C").says("killed", count("62"), speakers[1]),
    )
    finding = weigh(case)
    assert finding.verdict is Verdict.REPEATED
    assert finding.one_side is side, finding.reason


def judgement(target: str, decision: Decision, who: str = "analyst", value: Count | None = None) -> Judgement:
    """Return a decision on a statement."""
    when = "2031-06-01" if who == "analyst" else "2031-06-02"
    return Judgement(f"{target}{who}", TargetKind.STATEMENT, target, decision, who, when, value=value)


def test_judgements_change_what_is_weighed() -> None:
    """A rejected claim counts nowhere, a corrected one with its new answer, an accepted one as confirmed."""
    two = report("Outlet B").says("killed", count("26"), "Swedish army")
    case = case_of(
        report("Outlet C").says("killed", count("62"), "Danish army"),
        report("Outlet A").says("killed", count("62"), MONITOR),
        two,
    )
    figure = two.claims[-1].statement
    assert weigh(case).verdict is Verdict.DISPUTED
    case.judgement_list = [judgement(figure, Decision.REJECT)]
    assert weigh(case).verdict is Verdict.REPEATED
    case.judgement_list = [judgement(figure, Decision.CORRECT, value=count("62"))]
    finding = weigh(case)
    assert (finding.verdict, finding.confirmed, finding.machine) == (Verdict.REPEATED, 1, 2)
    case.judgement_list = [
        judgement(figure, Decision.REJECT),
        judgement(figure, Decision.ACCEPT, who="another"),
    ]
    assert weigh(case).verdict is Verdict.DISPUTED, "two people who differ: neither wins silently"


def test_the_worked_example_of_the_method_page() -> None:
    """The example of docs/method/positions.md comes out as the page says."""
    sohr, ministry = "Syrian Observatory for Human Rights", "Russian Ministry of Defence"

    def story(publisher: str, when: str, figure: str, *chain: str, kind: str = "newspaper") -> Report:
        return report(publisher, when, kind=kind).says("killed", count(figure), *chain)

    day_of, next_day, late = "2031-05-04", "2031-05-05", "2031-11-29"
    finding = weigh(
        case_of(
            story("Outlet A", day_of, "30", sohr, "Syrian officers"),
            story("Outlet B", day_of, "62", ministry, "Syrian army"),
            story("Outlet C", day_of, "62", ministry),
            story("Outlet D", day_of, "62"),
            story(sohr, day_of, "83", kind="monitoring_ngo"),
            story("Outlet E", next_day, ">=90", sohr),
            story("Danish Defence Command", late, "83", "US-led investigation", sohr, kind="government_party"),
            story("Outlet F", late, ">=15", "US-led investigation"),
            story("Outlet G", late, "83", "Syrian government"),
        )
    )
    assert finding.verdict is Verdict.DISPUTED
    assert [position.value.text for position in finding.positions if position.superseded] == ["30", "83"]
    assert [position.value.text for position in finding.positions if not position.superseded] == ["62", ">=90"]
    sixty_two = at(finding, "62")
    assert sixty_two.families == ("Syrian state bodies",)
    assert (sixty_two.state_origin, sixty_two.state_none) == (2, 1)
    assert notes(finding)["Syrian government", "83"] == "credited_elsewhere"
    assert notes(finding)["Danish Defence Command", "83"] == "superseded"
    assert [holding.value.text for holding in finding.spanning] == [">=15"]


def test_one_report_with_two_figures_disputes_nothing() -> None:
    """A single outlet that gives 5 and 30 in its own voice counts different things, as far as anyone can tell."""
    two = report("Outlet A").says("killed", count("5")).says("killed", count("30"))
    assert weigh(case_of(two)).verdict is Verdict.NOT_COMPARABLE
    other = report("Outlet B").says("killed", count("30"))
    assert weigh(case_of(two, other)).verdict is Verdict.DISPUTED


@pytest.mark.parametrize(
    ("first", "later", "verdict"),
    [
        ("Danish army", "Danish Ministry of Defence", Verdict.SUPERSEDED),
        ("Danish general staff", "Danish armed forces", Verdict.SUPERSEDED),
        ("administrator of Sare territory", "administrator of Sare", Verdict.SUPERSEDED),
        ("Danish army", "Danish Ministry of Health", Verdict.DISPUTED),
        ("Danish army", "Norwegian army", Verdict.DISPUTED),
        ("Sare district hospital", "Sare hospital", Verdict.DISPUTED),
    ],
)
def test_channels_of_one_body_give_one_account(first: str, later: str, verdict: Verdict) -> None:
    """What the army counted one day and the defence ministry the next is one count that grew; other bodies differ."""
    finding = weigh(
        case_of(
            report("Outlet A", "2031-05-04").says("killed", count("14"), first),
            report("Outlet B", "2031-05-06").says("killed", count("18"), later),
        )
    )
    assert finding.verdict is verdict, finding.reason
    if verdict is Verdict.SUPERSEDED:
        assert at(finding, "14").holdings[0].reason.startswith(f"{later} later gave 18")


def test_channels_of_one_body_on_one_day_stay_two() -> None:
    """Which of two figures that an army and its ministry give on one day came later nothing tells."""
    finding = weigh(
        case_of(
            report("Outlet A", "2031-05-04").says("killed", count("14"), "Danish army"),
            report("Outlet B", "2031-05-04").says("killed", count("18"), "Danish Ministry of Defence"),
        )
    )
    assert finding.verdict is Verdict.DISPUTED
    assert "14 (Danish army) against 18 (Danish Ministry of Defence)" in finding.reason
