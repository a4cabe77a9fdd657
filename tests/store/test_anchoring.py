"""Decisions hold on to the words they were made on, whatever reads these words later."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crossbearing.model.actors import Stance
from crossbearing.model.claims import Claim
from crossbearing.model.judgements import Anchoring, Decision, Judgement, TargetKind
from crossbearing.model.steps import Collected, Reading
from crossbearing.model.values import Count
from crossbearing.store.case import Case
from tests.store import making

FIRST = "The governor said 62 people were killed."
SECOND = "A hospital spoke of 62 dead."
REPORT = f"{FIRST} {SECOND} He said 100 were wounded."
HEADED = f"Strike on the hills\n\n{FIRST}  {SECOND}\nHe said 100 were wounded. Read more"


def read(of: Collected, *, step: str, sentences: tuple[str, ...] = (FIRST, SECOND)) -> Reading:
    """Read the report with a made-up reader: one claim a sentence, and the wounded."""
    claims = [
        making.claim(of, sentence=sentence, quote="62", value=making.number(62), step=step) for sentence in sentences
    ]
    wounded = "He said 100 were wounded."
    claims.append(making.claim(of, sentence=wounded, quote="100", value=making.number(100), slot="wounded", step=step))
    return Reading(of, tuple(claims))


@pytest.fixture
def judged(case: Case, folder: Path) -> tuple[Case, Reading, list[Judgement]]:
    """A case whose three claims were read by the first reader and judged."""
    reading = read(making.collected(folder, REPORT), step="reader-1")
    case.add_readings([reading])
    judgements = [making.judgement(claim) for claim in reading.claims]
    case.add_judgements(judgements)
    return case, reading, judgements


def anchored(case: Case) -> list[tuple[Anchoring, str]]:
    """Return how each judgement is tied, in order of the judgements."""
    return [(how, statement) for _, how, statement in case.anchored()]


class TestNewerReadings:
    """A second reader and a second extractor."""

    def test_nothing_new(self, judged: tuple[Case, Reading, list[Judgement]]) -> None:
        """Judgements hold by statement for the reading they were made on."""
        case, reading, _ = judged
        assert anchored(case) == [(Anchoring.BY_STATEMENT, claim.statement) for claim in reading.claims]

    def test_second_reader_and_second_extractor(
        self, judged: tuple[Case, Reading, list[Judgement]], folder: Path
    ) -> None:
        """Other step ids, offsets and text ids change no statement: every judgement still holds by statement."""
        case, reading, judgements = judged
        of = making.collected(folder, REPORT, extractor="plain-2", shown=HEADED)
        newer = read(of, step="reader-2")
        case.add_readings([newer])
        assert {claim.id for claim in newer.claims}.isdisjoint(claim.id for claim in reading.claims)
        assert [judgement for judgement, _, _ in case.anchored()] == judgements
        assert anchored(case) == [(Anchoring.BY_STATEMENT, claim.statement) for claim in newer.claims]

    def test_sentence_cut_otherwise(self, judged: tuple[Case, Reading, list[Judgement]], folder: Path) -> None:
        """Where sentences are cut otherwise, a judgement holds by quote for the claim that nothing else stands for."""
        case, _, _ = judged
        of = making.collected(folder, REPORT)
        claims = [
            making.claim(of, sentence=FIRST, quote="62", value=making.number(62), step="reader-2"),
            making.claim(
                of, sentence=f"{SECOND} He said 100 were wounded.", quote="62", value=making.number(62), step="reader-2"
            ),
        ]
        case.add_readings([Reading(of, tuple(claims))])
        first, second, wounded = anchored(case)
        assert first == (Anchoring.BY_STATEMENT, claims[0].statement)
        assert second == (Anchoring.BY_QUOTE, claims[1].statement)
        assert wounded == (Anchoring.UNANCHORED, "")

    def test_two_claims_on_the_same_words(self, case: Case, folder: Path) -> None:
        """Where two new claims could be meant, neither is."""
        of = making.collected(folder, REPORT)
        old = making.claim(of, sentence=FIRST, quote="62", value=making.number(62))
        case.add_readings([Reading(of, (old,))])
        case.add_judgements([making.judgement(old)])
        claims = [
            making.claim(of, sentence=REPORT, quote="62", value=making.number(62), speaker=name, step="reader-2")
            for name in ("the governor of the province", "the mayor")
        ]
        case.add_readings([Reading(of, tuple(claims))])
        assert anchored(case) == [(Anchoring.UNANCHORED, "")]

    def test_every_judgement_is_anchored_or_listed(
        self, judged: tuple[Case, Reading, list[Judgement]], folder: Path
    ) -> None:
        """A reader that finds nothing leaves every judgement listed as unanchored, none dropped."""
        case, _, judgements = judged
        case.add_readings([Reading(making.collected(folder, REPORT))])
        assert [(judgement, how) for judgement, how, _ in case.anchored()] == [
            (judgement, Anchoring.UNANCHORED) for judgement in judgements
        ]

    def test_comes_back(self, judged: tuple[Case, Reading, list[Judgement]], folder: Path) -> None:
        """A judgement that was unanchored holds again once a reading finds its statement."""
        case, reading, _ = judged
        case.add_readings([Reading(making.collected(folder, REPORT))])
        case.add_readings([read(making.collected(folder, REPORT), step="reader-3")])
        assert anchored(case) == [(Anchoring.BY_STATEMENT, claim.statement) for claim in reading.claims]


def carried(case: Case, folder: Path, *, change: dict[str, object], decision: Decision) -> tuple[Anchoring, str, Claim]:
    """Judge a claim, read it anew with a change, and return how the judgement is tied and the new claim."""
    of = making.collected(folder, FIRST)
    old = making.claim(of, sentence=FIRST, quote="62", value=making.number(62))
    case.add_readings([Reading(of, (old,))])
    case.add_judgements([making.judgement(old, decision=decision)])
    options: dict[str, object] = {"sentence": FIRST, "quote": "62", "value": making.number(62), **change}
    new = making.claim(of, step="reader-2", **options)  # type: ignore[arg-type]
    case.add_readings([Reading(of, (new,))])
    ((_, how, statement),) = case.anchored()
    return how, statement, new


class TestWhatIsCarriedOver:
    """By quote, a decision is carried to the same words, but never to something that was not decided."""

    @pytest.mark.parametrize(
        "change",
        [
            {"speaker": "the governor of the province"},
            {"value": Count("62", 60, 64)},
            {"value": Count("at least 62", 62, None)},
        ],
        ids=["other speaker", "wider value", "open value"],
    )
    @pytest.mark.parametrize("decision", [Decision.ACCEPT, Decision.REJECT, Decision.CORRECT, Decision.UNSURE])
    def test_carried(self, case: Case, folder: Path, change: dict[str, object], decision: Decision) -> None:
        """The same words on the same question, with an answer that does not conflict."""
        how, statement, new = carried(case, folder, change=change, decision=decision)
        assert (how, statement) == (Anchoring.BY_QUOTE, new.statement)

    @pytest.mark.parametrize(
        ("change", "decision"),
        [
            ({"stance": Stance.DENIES}, Decision.ACCEPT),
            ({"stance": Stance.DENIES}, Decision.CORRECT),
            ({"value": making.number(26)}, Decision.ACCEPT),
            ({"value": making.number(26)}, Decision.REJECT),
            ({"slot": "wounded"}, Decision.ACCEPT),
            ({"quote": "62 people", "speaker": "others"}, Decision.ACCEPT),
        ],
        ids=["denial accepted", "denial corrected", "other number", "rejected number", "other slot", "other words"],
    )
    def test_not_carried(self, case: Case, folder: Path, change: dict[str, object], decision: Decision) -> None:
        """Another stance, a conflicting answer, another question or other words need a new decision."""
        how, statement, _ = carried(case, folder, change=change, decision=decision)
        assert (how, statement) == (Anchoring.UNANCHORED, "")

    def test_correction_survives_another_misreading(self, case: Case, folder: Path) -> None:
        """A corrected answer holds for the words, however the newer reader reads their number."""
        how, statement, new = carried(case, folder, change={"value": making.number(26)}, decision=Decision.CORRECT)
        assert (how, statement) == (Anchoring.BY_QUOTE, new.statement)

    def test_quote_is_compared_by_its_words(self, case: Case, folder: Path) -> None:
        """Punctuation and white space that extractors differ in do not matter."""
        of = making.collected(folder, FIRST)
        old = making.claim(of, sentence=FIRST, quote="62 people", value=making.number(62))
        case.add_readings([Reading(of, (old,))])
        case.add_judgements([replace(making.judgement(old), target="a statement of long ago", quote="“62\n PEOPLE”")])
        assert anchored(case) == [(Anchoring.BY_QUOTE, old.statement)]

    def test_links_are_anchored_too(self, judged: tuple[Case, Reading, list[Judgement]]) -> None:
        """Decisions on links hold for a statement as others do; those on incidents are not listed here."""
        case, reading, _ = judged
        claim = reading.claims[0]
        link = replace(making.judgement(claim, id_="link", kind=TargetKind.LINK), decision=Decision.MUST_JOIN)
        incident = replace(making.judgement(claim, id_="incident", kind=TargetKind.INCIDENT), target="HOM-23456")
        case.add_judgements([link, incident])
        assert [judgement.id for judgement, _, _ in case.anchored()][3:] == ["link"]
        assert anchored(case)[3] == (Anchoring.BY_STATEMENT, claim.statement)
