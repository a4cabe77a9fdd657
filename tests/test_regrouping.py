"""Which reports tell of one incident, where a person knows better."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crossbearing.model.errors import CaseError, SettingsError
from crossbearing.model.judgements import Decision
from crossbearing.regrouping import Regrouping, regroup, regroup_case, settle, standing
from crossbearing.store.case import Case
from crossbearing.store.verify import verify
from tests.command_line import run, succeed

HARBOUR = """\
---
title: Shelling at the harbour
publisher: Harbour Gazette
published: 2019-03-04
---

Artillery shells hit the harbour of Latakia on 3 March 2019, the port authority said. Four people were killed and eleven
were wounded, according to the port authority.
"""
MINISTRY = """\
---
title: Statement on the harbour
publisher: Coast Agency
published: 2019-03-05
---

The Defence Ministry said that six people were killed when shells hit the harbour of Latakia on Sunday, 3 March 2019.
"""
MARKET = """\
---
title: Air strike on a market
publisher: Inland Post
published: 2019-05-11
---

Aircraft bombed the market of Idlib on 10 May 2019, the health directorate said. Nine people were killed and twenty were
wounded, the directorate said.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of three reports on two incidents, built once."""
    folder = tmp_path_factory.mktemp("grouping")
    (folder / "reports").mkdir()
    for name, text in (("harbour", HARBOUR), ("ministry", MINISTRY), ("market", MARKET)):
        (folder / "reports" / f"{name}.md").write_text(text, encoding="utf-8")
    succeed("build", folder / "reports", "--case", folder / "two.case", "--workers", 1, "--quiet")
    return folder / "two.case"


@pytest.fixture
def path(built: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    copy = tmp_path / "two.case"
    shutil.copytree(built, copy)
    return copy


@pytest.fixture
def case(path: Path) -> Iterator[Any]:
    """The same, open for writing."""
    with Case.open(path, write=True) as opened:
        yield opened


def groups(case: Any) -> set[frozenset[str]]:
    """Return which titles stand together."""
    titles = {one.document: one.title for one in case.publications()}
    return {frozenset(titles[member.document] for member in incident.members) for incident in case.incidents()}


def decide(case: Any, *asked: str, who: str = "Analyst A") -> None:
    """Sign a decision and link anew."""
    settle(case, regroup(case, Regrouping(*asked), who=who))


BOTH = frozenset({"Shelling at the harbour", "Statement on the harbour"})
INLAND = frozenset({"Air strike on a market"})


def ids(case: Any) -> tuple[str, str]:
    """Return the ids of the incident of two reports and of the other."""
    first, second = (incident.id for incident in case.incidents())
    return first, second


def test_incidents_are_joined_and_parted_again_for_good(case: Any) -> None:
    """Two are made one; parted by the id that was taken over, both stand again and stay so when linked anew."""
    one, other = ids(case)
    decide(case, "join", other, one)
    assert groups(case) == {BOTH | INLAND}
    (joined,) = case.incidents()
    assert joined.aliases
    decide(case, "apart", joined.id, joined.aliases[0])
    assert groups(case) == {BOTH, INLAND}
    settle(case, [])
    assert groups(case) == {BOTH, INLAND}
    assert [row["work"] for row in standing(case, joined.id)].count("apart") >= 1


def test_a_report_is_moved_out_and_back(case: Any) -> None:
    """A report that tells of something else makes an incident of its own, whole; taken back, it is where it was."""
    one, _other = ids(case)
    document = next(one.document for one in case.publications() if one.publisher == "Coast Agency")
    decide(case, "move", one, "", document)
    assert groups(case) == {frozenset({title}) for title in BOTH | INLAND}
    assert [(row["work"], row["document"]) for row in standing(case, one)] == [("move", document)]
    decide(case, "open", "", "", document)
    assert groups(case) == {BOTH, INLAND}
    assert standing(case, one) == []


def test_a_report_is_moved_to_another_incident(case: Any) -> None:
    """A report is told to be about another incident; all that it tells of the first goes along."""
    one, other = ids(case)
    document = next(one.document for one in case.publications() if one.publisher == "Coast Agency")
    decide(case, "move", one, other, document)
    assert groups(case) == {frozenset({"Shelling at the harbour"}), INLAND | {"Statement on the harbour"}}
    assert [row["other"] for row in standing(case, other)] == [other]
    before = groups(case)
    settle(case, [])
    assert groups(case) == before
    assert {incident.id for incident in case.incidents()} == {one, other}


def test_people_who_differ_move_nothing(case: Any) -> None:
    """Whatever order the ids are given in, two people who decide otherwise on one pair leave it to the program."""
    one, other = ids(case)
    decide(case, "join", one, other)
    (joined,) = case.incidents()
    decide(case, "apart", joined.id, joined.aliases[0], who="Analyst B")
    assert groups(case) == {BOTH, INLAND}
    assert {row["who"] for row in standing(case, one)} >= {"Analyst A"}


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("join", "ONE", "ONE"), "both are one incident already"),
        (("join", "ONE", "NO-SUCH"), "no such incident"),
        (("move", "ONE", "", "nothing"), "no such document"),
        (("move", "ONE", "ONE", "DOC"), "in that incident already"),
        (("move", "TWO", "", "DOC"), "tells nothing of it"),
        (("open", "", "", "DOC"), "decided nothing"),
        (("split", "ONE", "TWO"), "no such decision"),
    ],
)
def test_what_cannot_be_is_told(case: Any, asked: tuple[str, ...], words: str) -> None:
    """A decision on what is not there, or on what is so already, is refused in words, and nothing is stored."""
    one, other = ids(case)
    document = next(one.document for one in case.publications() if one.publisher == "Coast Agency")
    given = [{"ONE": one, "TWO": other, "DOC": document}.get(part, part) for part in asked]
    with pytest.raises((CaseError, SettingsError), match=words):
        regroup(case, Regrouping(*given), who="Analyst A")
    assert list(case.judgements()) == []


def test_nobody_decides_without_a_name(case: Any) -> None:
    """A decision that nobody signs is refused."""
    with pytest.raises(SettingsError, match="nobody signs"):
        regroup(case, Regrouping("join", *ids(case)), who=" ")


def test_the_command_tells_what_came_of_it(path: Path) -> None:
    """The command joins, says what is gone, and leaves a whole case; what cannot be is told without a traceback."""
    with Case.open(path) as opened:
        one, other = ids(opened)
    told = succeed("judge", "join", path, one, other, "--by", "Analyst A", "--why", "one day of shelling")
    assert "3 documents" in told
    assert f"gone: {other}" in told or f"gone: {one}" in told
    assert verify(path) == []
    done = run("judge", "join", path, one, one, "--by", "Analyst A")
    assert done.returncode == 2
    assert "both are one incident already" in done.stderr
    lines = regroup_case(path, Regrouping("apart", one, other), who="Analyst A")
    assert any(line.strip().startswith("new:") for line in lines)
    with Case.open(path) as opened:
        assert {judgement.decision for judgement in opened.judgements()} == {Decision.MUST_JOIN, Decision.CANNOT_JOIN}
