"""An invented case in which every verdict occurs. Words and figures are made up; the bodies are public institutions."""

from __future__ import annotations

from datetime import datetime

from crossbearing.model.actors import Link, Speaker, Stance
from crossbearing.model.claims import Basis, Event
from crossbearing.model.documents import MarkKind
from crossbearing.model.findings import OneSide, Verdict
from crossbearing.model.hypotheses import Hypothesis
from crossbearing.model.incidents import Certainty, Incident, Origin
from crossbearing.model.judgements import Decision
from crossbearing.model.steps import Reject
from crossbearing.model.values import (
    Category,
    Count,
    CountState,
    Group,
    Items,
    PersonStatus,
    Place,
    PlaceCandidate,
    PlacePrecision,
    PlaceRelation,
    PlaceRelationKind,
    TextValue,
    TimePrecision,
    When,
    YearStatus,
    ZoneStatus,
)
from crossbearing.show.dossier.context import Labels
from tests.show.memory import MemoryCase, position

LABELS = Labels(
    questions={
        "when.start": "When did it start?",
        "when.end": "When did it end?",
        "where": "Where?",
        "strikes": "How many strikes?",
        "killed": "How many were killed?",
        "wounded": "How many were wounded?",
        "losses": "Which equipment was lost?",
        "presence": "Who was there?",
        "intent": "Was it meant?",
        "motive": "For what reason?",
        "warning": "Was an alarm or call made while it went on?",
    },
    intent={"mistake": "a mistake", "deliberate": "deliberate"},
    events={"air_strike": "Air strikes", "shelling": "Shelling"},
)

PRIVATE_NAMES = ("Omar Testman", "Testman", "Selma Invented", "Listed Firstname")
"""Names of the invented private persons in the case."""

SYRIA = Speaker("Syrian army", "syrian-army", kind="military")
RUSSIA = Speaker("Russian Defence Ministry", "russian-mod", kind="agency")
KONASHENKOV = Speaker("Igor Konashenkov", kind="person", link=Link.SPEAKS_FOR)
US = Speaker("US Central Command", "us-central-command", kind="military")
SOHR = Speaker("Syrian Observatory for Human Rights", "sohr", kind="ngo")
TESTMAN = Speaker("Omar Testman", kind="person", link=Link.QUOTES)
LOCALS = Speaker("locals", named=False, kind="witness_group")

AIRPORT = PlaceCandidate(
    "airport:DEZ", "Deir ez-Zor airport", "SY", 35.2854, 40.1760, "airport", 2000, 0.9, "same name"
)
CITY = PlaceCandidate("geonames:170794", "Deir ez-Zor", "SY", 35.3359, 40.1408, "city", 4000, 0.9, "same name")


def dead(text: str, low: int | None, high: int | None = None, **fields: object) -> Group:
    """Return a number of dead."""
    return Group(text, Count(text, low, high, **fields), PersonStatus.MILITARY, "soldiers")  # type: ignore[arg-type]


def clock(text: str, hour: int, minute: int, **fields: object) -> When:
    """Return a clock time of the day of the incident."""
    moment = datetime(2016, 9, 17, hour, minute)
    given = {
        "precision": TimePrecision.MINUTE,
        "zone": "UTC+3",
        "zone_status": ZoneStatus.IMPLIED,
        "utc_offset": 180,
        "year_status": YearStatus.STATED,
        **fields,
    }
    return When(text, moment, moment, **given)  # type: ignore[arg-type]


def invented_case() -> MemoryCase:
    """Return the case."""
    case = MemoryCase(name="Strikes near Deir ez-Zor airport (invented)")
    sana = case.report(
        "SANA",
        "2016-09-17",
        "The General Command of the army said aircraft struck a position near the airport at 17:00 on Saturday. "
        "It called the attack deliberate and gave no number of dead. Weather in the area was clear that afternoon.",
        title="Army position near Deir ez-Zor airport hit",
        kind="state_media",
        country="SY",
        url="https://example.org/sana/1",
    )
    agency = case.report(
        "Reuters",
        "2016-09-17",
        "Igor Konashenkov, a spokesman of the Russian Defence Ministry, said 62 soldiers were killed and about 100 "
        "wounded, citing the Syrian army. Four strikes by two F-16 and two A-10 aircraft were counted, he said.",
        "US Central Command said coalition forces believed they were striking a Daesh position and halted the strikes "
        "at 17:50 when Russian officials called. It said the strikes were not intended to hit Syrian soldiers.",
        title="Strikes kill 62 soldiers, Moscow says",
        kind="news_agency",
        country="GB",
        url="https://example.org/reuters/strikes",
    )
    case.published(
        agency,
        "The Daily Gazette",
        "2016-09-18",
        title="62 dead, says Moscow",
        kind="newspaper",
        country="US",
        url="javascript:alert(1)",
        credit="(Reuters)",
    )
    rudaw = case.report(
        "Rudaw",
        "2016-09-17",
        "Sixty-two Syrian soldiers died, the Russian ministry said with reference to the Syrian army. "
        "The Syrian Observatory for Human Rights gave 30 dead.",
        title="Dozens dead near Deir ez-Zor",
        kind="broadcaster",
        country="IQ",
    )
    monitor = case.report(
        "SOHR",
        "2016-09-18",
        "The number of dead has risen to 83, and at least 120 were wounded. Russian jets had been bombing "
        "the same area.",
        title="The toll rises",
        kind="monitoring_ngo",
        country="GB",
    )
    monitor_later = case.report(
        "SOHR",
        "2016-09-19",
        "The dead now number at least 90, activists on the ground report to us today from the city.",
        title="At least 90",
        kind="monitoring_ngo",
        country="GB",
    )
    isn = case.report(
        "Inside Syria Media Center",
        "2016-10-05",
        "Omar Testman, 34, a farmer from a village nearby, saw two drones circling for days. The attack had "
        "three stages. "
        "In the second stage three tanks, two IFVs, several guns and mortars were destroyed. Locals believe it was "
        "deliberate, and this evil game speaks for itself. The helpless corpses of the regime lay about: Listed "
        "Firstname, Selma Invented. The third stage was not told to anyone who would write it down for us here.",
        title="What Omar Testman saw",
        kind="partisan_media",
        name="isn-omar-testman.html",
        url="https://example.org/what-omar-testman-saw",
    )
    probe = case.report(
        "US Department of Defense",
        "2016-11-29",
        "The investigation confirmed at least 15 dead and found 37 strikes with 380 rounds. The strikes "
        "began at 15:55. "
        "It concluded that the forces were misidentified, a mistake. The place lay 3 to 6 km southwest of "
        "the airfield.",
        title="Investigation into the strikes",
        kind="government_party",
        country="US",
        url="https://example.org/dod/probe",
    )
    arabic = case.report(
        "عنب بلدي",
        "2016-09-18",
        "قال الجيش السوري إن الضربات قتلت عشرات الجنود قرب مطار دير الزور، ولم يذكر عدداً آخر.",
        title="ضربات قرب المطار",
        kind="news_site",
        country="TR",
        language="ar",
    )
    hostile = case.report(
        "<script>alert('publisher')</script>",
        "2016-09-20",
        "A text with <b>markup</b> and \u202eesrever\u202c puts the place six kilometres south of the "
        "airport & says 62 died.",
        title='<img src=x onerror=alert(1)> "quoted" title',
        kind="news_site",
    )
    wiki = case.report(
        "A Closer Look",
        "2016-12-01",
        "Accounts name a place somewhere in northeast Syria or at Jabal Nowhere; 62 soldiers "
        "were killed, it is repeated. Who ordered the strikes, the ministry declined to say when asked about it.",
        kind="community_wiki",
    )

    start_sana = case.claim(sana, "at 17:00 on Saturday", "when.start", clock("17:00", 17, 0), SYRIA)
    start_probe = case.claim(probe, "began at 15:55", "when.start", clock("15:55", 15, 55))
    end_us = case.claim(agency, "at 17:50", "when.end", clock("17:50", 17, 50), US)
    where_probe = case.claim(
        probe,
        "3 to 6 km southwest of the airfield",
        "where",
        Place(
            "3 to 6 km southwest of the airfield",
            "airfield",
            35.257,
            40.141,
            1700,
            PlacePrecision.NEAR_TOWN,
            PlaceRelation(PlaceRelationKind.OFFSET, ("airfield",), 3000, 6000, 225),
            "SY",
            "airport:DEZ",
            (AIRPORT,),
        ),
    )
    where_hostile = case.claim(
        hostile,
        "six kilometres south of the airport",
        "where",
        Place(
            "six kilometres south of the airport",
            "airport",
            35.2315,
            40.1760,
            900,
            PlacePrecision.NEAR_TOWN,
            PlaceRelation(PlaceRelationKind.OFFSET, ("airport",), 6000, 6000, 180),
            "SY",
            "airport:DEZ",
            (AIRPORT,),
        ),
    )
    where_sana = case.claim(
        sana,
        "near the airport",
        "where",
        Place(
            "near the airport",
            "Deir ez-Zor airport",
            35.2854,
            40.1760,
            5000,
            PlacePrecision.SITE,
            PlaceRelation(PlaceRelationKind.NEAR, ("airport",)),
            "SY",
            "airport:DEZ",
            (AIRPORT,),
        ),
        SYRIA,
    )
    where_rudaw = case.claim(
        rudaw,
        "near Deir ez-Zor",
        "where",
        Place(
            "near Deir ez-Zor",
            "Deir ez-Zor",
            35.3359,
            40.1408,
            12000,
            PlacePrecision.NEAR_TOWN,
            PlaceRelation(PlaceRelationKind.NEAR, ("Deir ez-Zor",)),
            "SY",
            "geonames:170794",
            (CITY,),
        ),
    )
    where_wide = case.claim(
        wiki,
        "northeast Syria",
        "where",
        Place("northeast Syria", "Syria", 36.0, 40.5, 150000, PlacePrecision.REGION, None, "SY"),
    )
    where_lost = case.claim(wiki, "Jabal Nowhere", "where", Place("Jabal Nowhere", "Jabal Nowhere"))
    strikes_four = case.claim(
        agency, "Four strikes", "strikes", Count("Four", 4, 4, unit="strikes", unit_defined=False), KONASHENKOV, RUSSIA
    )
    strikes_probe = case.claim(probe, "37 strikes", "strikes", Count("37", 37, 37, unit="strikes", unit_defined=False))
    killed_agency = case.claim(
        agency,
        "62 soldiers were killed",
        "killed",
        dead("62 soldiers", 62, 62),
        KONASHENKOV,
        RUSSIA,
        SYRIA,
        basis=Basis.WAS_TOLD,
    )
    killed_rudaw = case.claim(
        rudaw, "Sixty-two Syrian soldiers died", "killed", dead("Sixty-two", 62, 62), RUSSIA, SYRIA
    )
    killed_wiki = case.claim(wiki, "62 soldiers were killed", "killed", dead("62 soldiers", 62, 62))
    killed_hostile = case.claim(hostile, "62 died", "killed", dead("62", 62, 62))
    killed_30 = case.claim(rudaw, "30 dead", "killed", dead("30", 30, 30), SOHR)
    killed_83 = case.claim(monitor, "risen to 83", "killed", dead("83", 83, 83))
    killed_90 = case.claim(monitor_later, "at least 90", "killed", dead("at least 90", 90, None))
    killed_15 = case.claim(probe, "at least 15 dead", "killed", dead("at least 15", 15, None), basis=Basis.RECORD)
    killed_vague = case.claim(
        arabic,
        "عشرات الجنود",
        "killed",
        dead("عشرات", None, state=CountState.VAGUE, word="عشرات"),
        Speaker("الجيش السوري"),
    )
    killed_none = case.claim(
        sana,
        "gave no number of dead",
        "killed",
        dead("no number", None, state=CountState.UNKNOWN),
        SYRIA,
        stance=Stance.DECLINES,
    )
    wounded = case.claim(
        agency, "about 100 wounded", "wounded", dead("about 100", 100, 100, about=True), KONASHENKOV, RUSSIA, SYRIA
    )
    wounded_sohr = case.claim(monitor, "at least 120 were wounded", "wounded", dead("at least 120", 120, None))
    stage = {
        n: Event("stages", "air_strike", phase=n, label=label)
        for n, label in ((1, "the first stage"), (2, "the second stage"), (3, "the third stage"))
    }
    drones = case.claim(
        isn,
        "two drones circling",
        "presence",
        Items("two drones", "drone", Count("two", 2, 2)),
        TESTMAN,
        basis=Basis.SAW,
        event=stage[1],
    )
    tanks = case.claim(
        isn, "three tanks", "losses", Items("three tanks", "tank", Count("three", 3, 3), "destroyed"), event=stage[2]
    )
    heavy = case.claim(
        isn,
        "three tanks, two IFVs, several guns and mortars were destroyed",
        "losses",
        Items("several guns", "gun", Count("several", state=CountState.VAGUE, word="several"), "destroyed"),
        event=stage[2],
    )
    listed = case.claim(
        isn,
        "corpses of the regime lay about: Listed Firstname, Selma Invented",
        "killed",
        Group("corpses", Count("corpses", state=CountState.VAGUE, word="corpses")),
    )
    third = case.claim(isn, "third stage was not told", "motive", TextValue("not told"), event=stage[3])
    intent_isn = case.claim(
        isn,
        "Locals believe it was deliberate",
        "intent",
        Category("deliberate", "intent", "deliberate"),
        LOCALS,
        stance=Stance.SUPPOSES,
        hedges=("believe",),
    )
    intent_sana = case.claim(
        sana, "called the attack deliberate", "intent", Category("deliberate", "intent", "deliberate"), SYRIA
    )
    intent_us = case.claim(
        agency,
        "not intended to hit Syrian soldiers",
        "intent",
        Category("not intended", "intent", "deliberate", negated=True),
        US,
    )
    intent_probe = case.claim(probe, "a mistake", "intent", Category("a mistake", "intent", "mistake"))
    call = case.claim(agency, "Russian officials called", "warning", TextValue("Russian officials called"), US)
    order = case.claim(
        wiki, "the ministry declined to say", "motive", TextValue("not stated"), RUSSIA, stance=Stance.DECLINES
    )

    case.mark(isn, "this evil game speaks for itself", MarkKind.RHETORIC, "opinion, nothing that could be checked")
    case.mark(isn, "regime", MarkKind.LOADED_TERM, "a word that judges")
    case.mark(isn, "Listed Firstname, Selma Invented", MarkKind.NAMES_LISTED, "2 names listed")
    case.mark(isn, "third stage", MarkKind.UNLABELLED_PHASE, "announced, and never told")

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
        position(case.hold("Syrian army", start_sana, family=syrian)),
        position(case.hold("", start_probe, family="")),
    )
    case.find(
        one.id,
        "when.end",
        Verdict.SINGLE_ORIGIN,
        "Only US Central Command gives an end.",
        position(case.hold("US Central Command", end_us)),
        machine=1,
    )
    case.find(
        one.id,
        "where",
        Verdict.RANGE,
        "All places lie within 12 km of Deir ez-Zor.",
        position(case.hold("US Department of Defense", where_probe, family="US Central Command")),
        position(case.hold("", where_hostile, family="")),
        position(case.hold("Syrian army", where_sana, family=syrian)),
        spanning=(case.hold("", where_rudaw, family=""), case.hold("", where_wide, family="")),
        unknowns=(case.hold("", where_lost, family=""),),
    )
    case.find(
        one.id,
        "strikes",
        Verdict.NOT_COMPARABLE,
        "\u201cstrikes\u201d is not defined: aircraft, passes or weapons.",
        position(case.hold("Russian Defence Ministry", strikes_four)),
        position(case.hold("US Department of Defense", strikes_probe, family="US Central Command")),
        unit="strikes",
    )
    case.find(
        one.id,
        "killed",
        Verdict.DISPUTED,
        "62 conflicts with at least 90; at least 15 fits both.",
        position(
            case.hold("Syrian army", killed_agency, killed_rudaw, family=syrian),
            case.hold("", killed_wiki, killed_hostile, family=""),
        ),
        position(
            case.hold(
                "Syrian Observatory for Human Rights",
                killed_30,
                current=False,
                note="superseded",
                reason="83 a day later",
            ),
            case.hold(
                "Syrian Observatory for Human Rights",
                killed_83,
                current=False,
                note="superseded",
                reason="at least 90 a day later",
            ),
            superseded=True,
        ),
        position(case.hold("Syrian Observatory for Human Rights", killed_90)),
        spanning=(
            case.hold("US Department of Defense", killed_15, family="US Central Command"),
            case.hold("", killed_vague, family=""),
            case.hold("", listed, family=""),
        ),
        unknowns=(case.hold("Syrian army", killed_none, family=syrian),),
        machine=9,
        confirmed=1,
    )
    case.find(
        one.id,
        "wounded",
        Verdict.SUPERSEDED,
        "The later figure of the same kind replaces the earlier.",
        position(case.hold("Syrian army", wounded, family=syrian)),
        position(case.hold("Syrian Observatory for Human Rights", wounded_sohr)),
    )
    case.find(
        one.id,
        "presence",
        Verdict.SINGLE_ORIGIN,
        "One witness.",
        position(case.hold("Omar Testman", drones)),
        unit="drone",
    )
    case.find(
        one.id,
        "losses",
        Verdict.REPEATED,
        "Two outlets give three; their independence is not shown.",
        position(case.hold("", tanks, family="")),
        unit="tank",
        one_side=OneSide.YES,
    )
    case.find(
        one.id,
        "losses",
        Verdict.ORIGIN_NOT_STATED,
        "One outlet, no origin.",
        position(case.hold("", heavy, family="")),
        unit="gun",
    )
    case.find(
        one.id,
        "intent",
        Verdict.CHANGED_ACCOUNT,
        "US Central Command first said not intended, later a mistake.",
        position(case.hold("Syrian army", intent_sana, family=syrian), case.hold("locals", intent_isn)),
        position(
            case.hold(
                "US Central Command", intent_us, current=False, note="changed_account", reason="a mistake, in November"
            ),
            case.hold("US Department of Defense", intent_probe, family="US Central Command"),
        ),
    )
    case.find(
        one.id,
        "warning",
        Verdict.AGREED,
        "Two families agree.",
        position(case.hold("US Central Command", call)),
        one_side=OneSide.NO,
    )
    case.find(
        one.id,
        "motive",
        Verdict.UNKNOWN,
        "The one body asked declined to answer.",
        unknowns=(case.hold("Russian Defence Ministry", order), case.hold("", third, family="")),
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
            (killed_agency.id, killed_rudaw.id),
        ),
        Origin(
            "o2",
            "Syrian Observatory for Human Rights",
            ("Syrian Observatory for Human Rights",),
            "killed",
            "90",
            Certainty.STATED,
            (),
            (killed_90.id,),
        ),
        Origin(
            "o3",
            "Omar Testman",
            ("Omar Testman",),
            "presence",
            "2",
            Certainty.STATED,
            ("told_by Omar Testman",),
            (drones.id,),
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
            (intent_probe.id,),
            (intent_sana.id,),
        ),
        Hypothesis(
            "h2",
            one.id,
            "intent",
            "deliberate",
            "Deliberate",
            ("Syrian army", "locals"),
            ("US Central Command",),
            (intent_sana.id, intent_isn.id),
            (intent_us.id,),
        ),
    ]
    case.judge(killed_agency, Decision.ACCEPT)
    case.judge(third, Decision.REJECT)
    case.judge(drones, Decision.UNSURE)
    case.reject_list.append(Reject("collect", "broken.pdf", "the file is encrypted", "decrypt it", "encrypted_pdf"))

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
