"""Small records for the tests of the store: made-up reports, read by a made-up reader."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from crossbearing.model import ids
from crossbearing.model.actors import Speaker, Stance
from crossbearing.model.appraisals import Appraisal
from crossbearing.model.claims import WHOLE, Claim, Event
from crossbearing.model.course import Course, Step, Telling
from crossbearing.model.documents import Block, BlockKind, Document, Mark, MarkKind, Publication, Text
from crossbearing.model.findings import Finding, Holding, Position, Verdict
from crossbearing.model.grades import CriteriaSheet, Criterion, Met
from crossbearing.model.hypotheses import Assessment, Evidence, Hypothesis
from crossbearing.model.incidents import Certainty, Incident, Membership, Origin
from crossbearing.model.judgements import Decision, Judgement, TargetKind
from crossbearing.model.locators import TextSpan
from crossbearing.model.protocols import Weighed
from crossbearing.model.ranges import Known, Practice, PracticeRange
from crossbearing.model.steps import Collected, Reading
from crossbearing.model.values import Count

SENTENCE = "The governor of {town} said {n} people were killed."


def collected(
    folder: Path,
    content: str,
    *,
    name: str = "",
    publisher: str = "Gazette",
    published: str = "2017-05-02",
    title: str = "",
    extractor: str = "plain-1",
    shown: str | None = None,
) -> Collected:
    """Return a collected document whose original lies in a folder.

    Args:
        folder: Where to put the original.
        content: Its text.
        name: File name; by default one made of the content.
        publisher: Who published it.
        published: When.
        title: Headline.
        extractor: Id of the extractor.
        shown: What the extractor made of it, if not the content itself.
    """
    data = content.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    name = name or f"{sha256[:8]}.txt"
    path = folder / f"{sha256}.txt"
    path.write_bytes(data)
    document = Document(ids.document_id(sha256), sha256, "", "text/plain", len(data), name, "2017-05-03T00:00:00+00:00")
    url = f"https://example.org/{publisher}"
    publication = Publication(
        ids.publication_id(document.id, publisher, url, published),
        document.id,
        publisher=publisher,
        url=url,
        published=published,
        title=title,
    )
    working = content if shown is None else shown
    text = Text(
        ids.text_id(document.id, extractor),
        document.id,
        extractor,
        "en",
        working,
        (Block(BlockKind.BODY, 0, len(working)),),
    )
    return Collected(document, publication, text, str(path))


def claim(
    of: Collected,
    *,
    sentence: str,
    quote: str,
    value: Count,
    slot: str = "killed",
    stance: Stance = Stance.ASSERTS,
    speaker: str = "the governor",
    step: str = "reader-1",
    ordinal: int = 0,
) -> Claim:
    """Return a claim on words of a document's text."""
    start = of.text.content.index(sentence) + sentence.index(quote)
    locator = TextSpan(of.text.id, start, start + len(quote), quote)
    statement = ids.statement_id(
        document=of.document.id,
        sentence=sentence,
        slot=slot,
        value=value.canonical(),
        scope=WHOLE,
        stance=stance.value,
        speakers=[speaker],
        ordinal=ordinal,
    )
    return Claim(
        id=ids.claim_id(statement, f"{start}-{start + len(quote)}", step),
        statement=statement,
        document=of.document.id,
        locator=locator,
        event=Event(ids.event_id(of.document.id, "air_strike", "1"), "air_strike"),
        slot=slot,
        value=value,
        speakers=(Speaker(of.publication.publisher or "publisher"), Speaker(speaker, stance=stance)),
        stance=stance,
        step=step,
        sentence=sentence,
    )


def number(n: int) -> Count:
    """Return a plain number as an answer."""
    return Count(str(n), n, n)


def reading(folder: Path, town: str, n: int, *, step: str = "reader-1", **options: str) -> Reading:
    """Return a reading of a one-sentence report, with one claim and one mark."""
    sentence = SENTENCE.format(town=town, n=n)
    of = collected(folder, sentence, **options)
    mark = Mark(of.document.id, of.text.id, MarkKind.RHETORIC, 0, 3, "The", "said for the test", step)
    return Reading(of, (claim(of, sentence=sentence, quote=str(n), value=number(n), step=step),), (mark,))


def judgement(
    on: Claim, *, decision: Decision = Decision.ACCEPT, id_: str = "", kind: TargetKind = TargetKind.STATEMENT
) -> Judgement:
    """Return a decision on a claim."""
    quote = on.locator.quote if isinstance(on.locator, TextSpan) else ""
    return Judgement(
        id=id_ or f"judgement-{on.id}",
        target_kind=kind,
        target=on.statement,
        decision=decision,
        who="an editor",
        when="2017-06-01T00:00:00+00:00",
        document=on.document,
        quote=quote,
        slot=on.slot,
    )


def incident(id_: str, claims: Sequence[Claim], *, aliases: tuple[str, ...] = ()) -> Incident:
    """Return an incident of some claims."""
    members = tuple(Membership(one.id, one.document, 1.0, ("same_place",)) for one in claims)
    return Incident(id_, f"Air strike {id_}", "air_strike", None, None, members, aliases)


def origin(claims: Sequence[Claim]) -> Origin:
    """Return an origin of some claims."""
    value = claims[0].value.canonical()
    return Origin(
        ids.origin_id("governor", "killed", value),
        "governor",
        ("the governor",),
        "killed",
        value,
        Certainty.STATED,
        ("says so",),
        tuple(one.id for one in claims),
    )


def weighed(of: Incident, claims: Sequence[Claim], *, verdict: Verdict = Verdict.SINGLE_ORIGIN) -> Weighed:
    """Return what weighing an incident might give: one finding with one position, and one hypothesis."""
    names = tuple(one.id for one in claims)
    holding = Holding("the governor", "governor", claims[0].value, names, ("Gazette",))
    position = Position(claims[0].value, (holding,), ("governor",), ("Gazette",), 1, 0)
    finding = Finding(
        ids.finding_id(of.id, "killed", WHOLE, ""), of.id, "killed", WHOLE, "", verdict, "one body says so", (position,)
    )
    hypothesis = Hypothesis(f"h-{of.id}", of.id, "cause", "", "It was an accident.", ("the governor",), (), names)
    return Weighed(of.id, (finding,), (hypothesis,))


def appraisal(of: Incident) -> Appraisal:
    """Return what weighing might tell beyond findings: one range, one criterion, a step, and a row of evidence."""
    return Appraisal(
        incident=of.id,
        ranges=(PracticeRange(Practice.UCDP, "", 3, None, 5, "A rule.", "A book.", known=Known.SECONDARY),),
        criteria=(
            CriteriaSheet(
                "airwars_harm", "fair", of.id, "No grade", (Criterion("Asked.", Met.MET, "Told."),), "A book."
            ),
        ),
        course=Course(of.id, (Step("s", "air_strike", 1, "", (Telling("the governor", "governor", (), ()),)),), ()),
        assessment=Assessment(
            evidence=(
                Evidence(
                    "e", of.id, "", "warning", "A call.", (), (), 0, independent=False, claims=(), diagnosticity=0.5
                ),
            ),
            yardstick="phia",
        ),
    )
