"""Whatever is added in whatever order, as often as one likes: the case holds the same."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from crossbearing.model.protocols import Linked
from crossbearing.model.steps import Reading, Reject
from crossbearing.store.case import Case
from crossbearing.store.verify import verify
from tests.store import making

TOWNS = ("Homs", "Hama", "Idlib", "Raqqa")
OUTLETS = (("Gazette", "2017-05-02"), ("Courier", "2017-05-04"), ("Herald", ""))
STEPS = ("reader-1", "reader-2")

towns = st.sampled_from(TOWNS)
outlets = st.sampled_from(OUTLETS)
steps = st.sampled_from(STEPS)


class AddingToACase(RuleBasedStateMachine):
    """Adds readings, judgements and conclusions, and compares with a simple model of what should be there."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.case = Case.create(self.folder / "a.case")
        self.publications: dict[str, set[str]] = {}  # by town: publishers
        self.step: dict[str, str] = {}  # by town: the step that read it last
        self.judged: dict[str, str] = {}  # by id of the judgement: the town
        self.linked: dict[str, tuple[str, ...]] = {}  # by id of the incident: ids of claims
        self.entries = 1

    def make(self, town: str, outlet: tuple[str, str], step: str) -> Reading:
        """Return the reading of a town's report as one outlet carried it."""
        publisher, published = outlet
        return making.reading(
            self.folder, town, len(town), step=step, publisher=publisher, published=published, name=f"{publisher}.txt"
        )

    @rule(batch=st.lists(st.tuples(towns, outlets), min_size=1, max_size=5), step=steps)
    def add(self, batch: list[tuple[str, tuple[str, str]]], step: str) -> None:
        """Add some reports, perhaps twice, perhaps read by another step."""
        self.case.add_readings([self.make(town, outlet, step) for town, outlet in batch])
        for town, (publisher, _) in batch:
            self.publications.setdefault(town, set()).add(publisher)
            self.step[town] = step
        self.entries += 1

    @rule(number=st.integers(1, 3), run=st.booleans())
    def reject(self, number: int, run: bool) -> None:
        """Reject files that no report has the name of."""
        self.case.add_rejects([Reject("collect", f"bad-{number}.pdf", "bad")])
        self.entries += 1
        if run:
            self.reopen()

    @precondition(lambda self: self.step)
    @rule(data=st.data())
    def judge(self, data: st.DataObject) -> None:
        """Judge a claim of the present reading."""
        town = data.draw(st.sampled_from(sorted(self.step)))
        claim = next(claim for claim in self.case.claims() if town in claim.sentence)
        id_ = f"judgement-{len(self.judged)}"
        self.case.add_judgements([making.judgement(claim, id_=id_)])
        self.judged[id_] = claim.statement
        self.entries += 1

    @precondition(lambda self: self.step)
    @rule(split=st.booleans())
    def link(self, split: bool) -> None:
        """Group the claims into one incident or into one each, and weigh them."""
        claims = list(self.case.claims())
        groups = [[claim] for claim in claims] if split else [claims]
        incidents = [making.incident(f"I-{number}-{split}", group) for number, group in enumerate(groups)]
        origins = {origin.id: origin for origin in (making.origin(group) for group in groups)}
        self.case.replace_links(Linked(tuple(incidents), tuple(origins.values())))
        self.case.replace_findings(
            making.weighed(incident, group) for incident, group in zip(incidents, groups, strict=True)
        )
        self.linked = {
            incident.id: tuple(claim.id for claim in group) for incident, group in zip(incidents, groups, strict=True)
        }
        self.entries += 2

    @rule()
    def reopen(self) -> None:
        """Close the case and open it again."""
        self.case.close()
        self.case = Case.open(self.folder / "a.case", write=True)

    @invariant()
    def holds_what_was_added(self) -> None:
        """Documents, publications, current claims, judgements and incidents are those of the model."""
        documents = {document.id: document for document in self.case.documents()}
        claims = list(self.case.claims())
        assert len(documents) == len(self.step) == len(claims) == len(list(self.case.texts()))
        assert {claim.sentence.split()[3]: claim.step for claim in claims} == self.step
        for claim in claims:
            town = claim.sentence.split()[3]
            carried = [publication.publisher for publication in self.case.publications(claim.document)]
            assert carried == [name for name, _ in OUTLETS if name in self.publications[town]]
        assert {one.id: one.target for one in self.case.judgements()} == self.judged
        assert {one.id: tuple(member.claim for member in one.members) for one in self.case.incidents()} == self.linked
        assert self.case.counts().claims == len(claims)

    @invariant()
    def is_in_order(self) -> None:
        """The case verifies, and each call left one entry."""
        assert verify(self.case.path) == []
        assert len(list(self.case.entries())) == self.entries

    @invariant()
    def judgements_hold(self) -> None:
        """Every judgement is tied to the statement it was made on, whichever step read it last."""
        assert {judgement.id: statement for judgement, _, statement in self.case.anchored()} == self.judged

    def teardown(self) -> None:
        """Clear up."""
        self.case.close()
        shutil.rmtree(self.folder)


TestAddingToACase = AddingToACase.TestCase
TestAddingToACase.settings = settings(
    max_examples=12, stateful_step_count=8, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def test_order_does_not_matter(tmp_path: Path) -> None:
    """The same reports in two orders, one of them with each twice and each by itself, make the same content."""
    (tmp_path / "reports").mkdir()
    readings = [
        making.reading(tmp_path / "reports", town, 5, publisher=publisher, published=published, name=f"{publisher}.txt")
        for town in TOWNS
        for publisher, published in OUTLETS
    ]
    contents = []
    for name, batches in (("a", [readings]), ("b", [[reading] for reading in (*reversed(readings), *readings)])):
        with Case.create(tmp_path / f"{name}.case") as case:
            for batch in batches:
                case.add_readings(batch)
            contents.append(
                (
                    {document.id for document in case.documents()},
                    list(case.publications()),
                    {text.id: text for text in case.texts()},
                    {claim.id: claim for claim in case.claims()},
                    [case.tallies(facet) for facet in ("slot", "event_type", "stance", "language", "read")],
                )
            )
    assert contents[0] == contents[1]
