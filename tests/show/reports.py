"""Invented reports and their claims, for tests of views. Words and figures are made up; bodies are public ones."""

from __future__ import annotations

from types import SimpleNamespace

from crossbearing.model.actors import Speaker, Stance
from crossbearing.model.claims import Basis, Event
from crossbearing.model.documents import MarkKind
from crossbearing.model.values import (
    Category,
    Count,
    CountState,
    Group,
    Items,
    Place,
    PlacePrecision,
    PlaceRelation,
    PlaceRelationKind,
    TextValue,
)
from tests.show.cast import (
    AIRPORT,
    CITY,
    KONASHENKOV,
    LOCALS,
    RUSSIA,
    SOHR,
    SYRIA,
    TESTMAN,
    US,
    clock,
    dead,
)
from tests.show.memory import MemoryCase


def reports(case: MemoryCase) -> SimpleNamespace:
    """Put the reports of the invented incident into a case, and return their claims by name."""
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
    return SimpleNamespace(
        start_sana=start_sana,
        start_probe=start_probe,
        end_us=end_us,
        where_probe=where_probe,
        where_hostile=where_hostile,
        where_sana=where_sana,
        where_rudaw=where_rudaw,
        where_wide=where_wide,
        where_lost=where_lost,
        strikes_four=strikes_four,
        strikes_probe=strikes_probe,
        killed_agency=killed_agency,
        killed_rudaw=killed_rudaw,
        killed_wiki=killed_wiki,
        killed_hostile=killed_hostile,
        killed_30=killed_30,
        killed_83=killed_83,
        killed_90=killed_90,
        killed_15=killed_15,
        killed_vague=killed_vague,
        killed_none=killed_none,
        wounded=wounded,
        wounded_sohr=wounded_sohr,
        drones=drones,
        tanks=tanks,
        heavy=heavy,
        listed=listed,
        third=third,
        intent_isn=intent_isn,
        intent_sana=intent_sana,
        intent_us=intent_us,
        intent_probe=intent_probe,
        call=call,
        order=order,
    )
