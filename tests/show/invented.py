"""An invented case in which every verdict occurs. Words and figures are made up; the bodies are public institutions."""

from __future__ import annotations

from datetime import datetime

from crossbearing.model.findings import OneSide, Verdict
from crossbearing.model.hypotheses import Hypothesis
from crossbearing.model.incidents import Certainty, Incident, Origin
from crossbearing.model.judgements import Decision
from crossbearing.model.steps import Reject
from crossbearing.model.values import (
    Place,
    PlacePrecision,
    TimePrecision,
    When,
    YearStatus,
)
from tests.show.appraised import appraise
from tests.show.cast import dead
from tests.show.memory import MemoryCase, position
from tests.show.reports import reports


def invented_case() -> MemoryCase:
    """Return the case."""
    case = MemoryCase(name="Strikes near Deir ez-Zor airport (invented)")
    told = reports(case)
    one = Incident(
        "DEZ-4F2K9",
        "Air strikes near Deir ez-Zor airport, 17 Sep 2016",
        "air_strike",
        When(
            "17 September 2016",
            datetime(2016, 9, 17),
            datetime(2016, 9, 18),
            TimePrecision.DAY,
            year_status=YearStatus.STATED,
        ),
        Place("near Deir ez-Zor airport", "Deir ez-Zor airport", 35.28, 40.17, 5000, PlacePrecision.SITE),
        (),
        aliases=("DEZ-OLD22",),
    )
    case.gather(one)
    syrian = "Syrian army and government"
    case.find(
        one.id,
        "when.start",
        Verdict.DISPUTED,
        "15:55 and 17:00 are 65 minutes apart in the same zone.",
        position(case.hold("Syrian army", told.start_sana, family=syrian)),
        position(case.hold("", told.start_probe, family="")),
    )
    case.find(
        one.id,
        "when.end",
        Verdict.SINGLE_ORIGIN,
        "Only US Central Command gives an end.",
        position(case.hold("US Central Command", told.end_us)),
        machine=1,
    )
    case.find(
        one.id,
        "where",
        Verdict.RANGE,
        "All places lie within 12 km of Deir ez-Zor.",
        position(case.hold("US Department of Defense", told.where_probe, family="US Central Command")),
        position(case.hold("", told.where_hostile, family="")),
        position(case.hold("Syrian army", told.where_sana, family=syrian)),
        spanning=(case.hold("", told.where_rudaw, family=""), case.hold("", told.where_wide, family="")),
        unknowns=(case.hold("", told.where_lost, family=""),),
    )
    case.find(
        one.id,
        "strikes",
        Verdict.NOT_COMPARABLE,
        "\u201cstrikes\u201d is not defined: aircraft, passes or weapons.",
        position(case.hold("Russian Defence Ministry", told.strikes_four)),
        position(case.hold("US Department of Defense", told.strikes_probe, family="US Central Command")),
        unit="strikes",
    )
    case.find(
        one.id,
        "killed",
        Verdict.DISPUTED,
        "62 conflicts with at least 90; at least 15 fits both.",
        position(
            case.hold("Syrian army", told.killed_agency, told.killed_rudaw, family=syrian),
            case.hold("", told.killed_wiki, told.killed_hostile, family=""),
        ),
        position(
            case.hold(
                "Syrian Observatory for Human Rights",
                told.killed_30,
                current=False,
                note="superseded",
                reason="83 a day later",
            ),
            case.hold(
                "Syrian Observatory for Human Rights",
                told.killed_83,
                current=False,
                note="superseded",
                reason="at least 90 a day later",
            ),
            superseded=True,
        ),
        position(case.hold("Syrian Observatory for Human Rights", told.killed_90)),
        spanning=(
            case.hold("US Department of Defense", told.killed_15, family="US Central Command"),
            case.hold("", told.killed_vague, family=""),
            case.hold("", told.listed, family=""),
        ),
        unknowns=(case.hold("Syrian army", told.killed_none, family=syrian),),
        machine=9,
        confirmed=1,
    )
    case.find(
        one.id,
        "wounded",
        Verdict.SUPERSEDED,
        "The later figure of the same kind replaces the earlier.",
        position(case.hold("Syrian army", told.wounded, family=syrian)),
        position(case.hold("Syrian Observatory for Human Rights", told.wounded_sohr)),
    )
    case.find(
        one.id,
        "presence",
        Verdict.SINGLE_ORIGIN,
        "One witness.",
        position(case.hold("Omar Testman", told.drones)),
        unit="drone",
    )
    case.find(
        one.id,
        "losses",
        Verdict.REPEATED,
        "Two outlets give three; their independence is not shown.",
        position(case.hold("", told.tanks, family="")),
        unit="tank",
        one_side=OneSide.YES,
    )
    case.find(
        one.id,
        "losses",
        Verdict.ORIGIN_NOT_STATED,
        "One outlet, no origin.",
        position(case.hold("", told.heavy, family="")),
        unit="gun",
    )
    case.find(
        one.id,
        "intent",
        Verdict.CHANGED_ACCOUNT,
        "US Central Command first said not intended, later a mistake.",
        position(case.hold("Syrian army", told.intent_sana, family=syrian), case.hold("locals", told.intent_isn)),
        position(
            case.hold(
                "US Central Command",
                told.intent_us,
                current=False,
                note="changed_account",
                reason="a mistake, in November",
            ),
            case.hold("US Department of Defense", told.intent_probe, family="US Central Command"),
        ),
    )
    case.find(
        one.id,
        "warning",
        Verdict.AGREED,
        "Two families agree.",
        position(case.hold("US Central Command", told.call)),
        one_side=OneSide.NO,
    )
    case.find(
        one.id,
        "motive",
        Verdict.UNKNOWN,
        "The one body asked declined to answer.",
        unknowns=(case.hold("Russian Defence Ministry", told.order), case.hold("", told.third, family="")),
    )
    case.origin_list += [
        Origin(
            "o1",
            syrian,
            ("Syrian army", "Russian Defence Ministry"),
            "killed",
            "62",
            Certainty.STATED,
            ("Reuters says that Moscow cites the Syrian army",),
            (told.killed_agency.id, told.killed_rudaw.id),
        ),
        Origin(
            "o2",
            "Syrian Observatory for Human Rights",
            ("Syrian Observatory for Human Rights",),
            "killed",
            "90",
            Certainty.STATED,
            (),
            (told.killed_90.id,),
        ),
        Origin(
            "o3",
            "Omar Testman",
            ("Omar Testman",),
            "presence",
            "2",
            Certainty.STATED,
            ("told_by Omar Testman",),
            (told.drones.id,),
        ),
    ]
    case.hypothesis_list += [
        Hypothesis(
            "h1",
            one.id,
            "intent",
            "mistake",
            "A mistake",
            ("US Department of Defense",),
            ("Syrian army",),
            (told.intent_probe.id,),
            (told.intent_sana.id,),
        ),
        Hypothesis(
            "h2",
            one.id,
            "intent",
            "deliberate",
            "Deliberate",
            ("Syrian army", "locals"),
            ("US Central Command",),
            (told.intent_sana.id, told.intent_isn.id),
            (told.intent_us.id,),
            edited_by="Second Reviewer",
        ),
    ]
    case.judge(told.killed_agency, Decision.ACCEPT)
    case.judge(told.third, Decision.REJECT)
    case.judge(told.drones, Decision.UNSURE)
    case.reject_list.append(Reject("collect", "broken.pdf", "the file is encrypted", "decrypt it", "encrypted_pdf"))

    appraise(case, one.id, told)

    shelling = case.report(
        "Reuters",
        "2016-10-01",
        "Shells fell on a market on Friday, and 3 people died there.",
        title="Shells hit a market",
        kind="news_agency",
        country="GB",
    )
    three = case.claim(shelling, "3 people died", "killed", dead("3 people", 3, 3))
    other = Incident(
        "XXX-22BCD",
        "Shelling, 30 Sep 2016",
        "shelling",
        When("Friday", datetime(2016, 9, 30), datetime(2016, 10, 1), TimePrecision.DAY),
        None,
        (),
    )
    case.gather(other, three)
    case.find(
        other.id,
        "killed",
        Verdict.ORIGIN_NOT_STATED,
        "One outlet, which states no origin.",
        position(case.hold("", three, family="")),
    )
    return case
