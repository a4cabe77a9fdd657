"""A real report of another hand, without publisher or year, read through the command line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from crossbearing.model.actors import Link, Stance
from crossbearing.model.claims import Basis
from crossbearing.store.case import Case
from tests.acceptance.answers import plain, words
from tests.acceptance.golden import find_quote
from tests.command_line import SHARED, listed, succeed

SEED = SHARED / "seed"
FLOORS: dict[str, int] = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["seed"]

pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason="the report (shared/seed) is not here")

Answer = Callable[[dict[str, Any]], bool]


def named(*names: str) -> Answer:
    """The answer names one of these."""
    return lambda claim: any(
        words(name) <= words(claim["value"]["words"] + " " + claim["value"]["text"]) for name in names
    )


def code(start: str) -> Answer:
    """The answer is a code of this branch, not negated."""
    return lambda claim: str(claim["value"].get("code", "")).startswith(start) and not claim["value"].get("negated")


def vague(claim: dict[str, Any]) -> bool:
    """The answer is a number without a figure."""
    count = claim["value"].get("count", claim["value"])
    return count.get("state") == "vague"


def between(low: int, high: int) -> Answer:
    """The answer is this number, or this range of numbers."""
    return lambda claim: (
        (
            claim["value"].get("count", claim["value"]).get("low"),
            claim["value"].get("count", claim["value"]).get("high"),
        )
        == (low, high)
    )


def thing(kind: str, number: int | None) -> Answer:
    """The answer is so many of a kind of thing; None for an unnamed number."""

    def fits(claim: dict[str, Any]) -> bool:
        same = plain(kind).replace(" ", "") in plain(claim["value"].get("kind", "")).replace(" ", "")
        return same and (number is None or between(number, number)(claim))

    return fits


def event(*types: str, negated: bool = False) -> Answer:
    """The claim is about an event of one of these kinds."""
    return lambda claim: claim["event"]["type"] in types and bool(claim["event"]["negated"]) is negated


def on_the_day(claim: dict[str, Any]) -> bool:
    """The answer is 17 September of a year that is not stated."""
    value = claim["value"]
    return "-09-17" in str(value.get("start")) and value.get("year_status") in ("unknown", "assumed", None)


def related(claim: dict[str, Any]) -> bool:
    """The answer is a time told by another event."""
    return bool(claim["value"].get("anchor"))


def near(latitude: float, longitude: float) -> Answer:
    """The answer lies within fifteen kilometres of a point."""
    return lambda claim: (
        claim["value"].get("latitude") is not None
        and abs(claim["value"]["latitude"] - latitude) < 0.14
        and abs(claim["value"]["longitude"] - longitude) < 0.17
    )


def an_hour(claim: dict[str, Any]) -> bool:
    """The answer is about one hour."""
    return claim["value"].get("low") == claim["value"].get("high") == 3600


def phase(number: int) -> Answer:
    """The claim is about an event of this phase, or says so."""
    return lambda claim: claim["event"]["phase"] == number or between(number, number)(claim)


def anything(claim: dict[str, Any]) -> bool:
    """Words are for a person to compare."""
    return bool(claim["value"]["text"])


IS = named("ISIS", "IS")
EXPECTED: dict[str, list[tuple[str, Answer]]] = {
    "c01": [
        ("*", event("air_strike")),
        ("attacker", named("US-led coalition")),
        ("struck", named("Syrian army")),
        ("strikes", vague),
    ],
    "c02": [("when.start", on_the_day)],
    "c03": [("where", near(35.33, 40.14))],
    "c04": [("intent", code("mistake"))],
    "c05": [("intent", code("deliberate"))],
    "c06": [
        ("*", event("surveillance")),
        ("platform", thing("drone", None)),
        ("when.start", related),
        ("struck", named("Syrian army")),
    ],
    "c07": [("intended_target", IS)],
    "c08": [("phase", between(3, 3))],
    "c09": [("intent", code("deliberate"))],
    "c10": [("*", phase(1)), ("duration", an_hour), ("struck", named("first line"))],
    "c11": [
        ("losses", thing("tank", 3)),
        ("losses", thing("infantry fighting vehicle", 2)),
        ("losses", thing("gun", None)),
        ("losses", thing("mortar", None)),
        ("*", phase(2)),
    ],
    "c12": [
        ("attacker", named("US drones", "US")),
        ("struck", named("Syrian soldiers")),
        ("killed", vague),
        ("*", phase(2)),
    ],
    "c13": [("*", event("ground_assault")), ("attacker", IS), ("sequence", anything), ("when.start", related)],
    "c14": [("*", event("surveillance")), ("attacker", named("NATO")), ("platform", thing("drone", None))],
    "c15": [("presence", between(40, 50)), ("where", named("al-Tin"))],
    "c16": [("reinforcement", anything)],
    "c17": [
        ("*", event("small_arms_fire", "air_defence_fire", "shooting", negated=True)),
        ("attacker", IS),
        ("struck", named("helicopter")),
    ],
    "c18": [("collusion", anything), ("motive", anything)],
    "c19": [("intent", code("deliberate"))],
    "c20": [("where", near(35.285, 40.176))],
    "c21": [("attacker", named("US"))],
}
"""The answers of each claim of the key, by slot; `*` is what the claim's event is, whatever its slot."""


@cache
def key() -> dict[str, Any]:
    """Return the key."""
    loaded: dict[str, Any] = yaml.safe_load((SEED / "key.yaml").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of the one report."""
    path = tmp_path_factory.mktemp("seed") / "seed.case"
    succeed("build", SEED / "deir-ez-zor.txt", "--case", path, "--quiet")
    return path


@pytest.fixture(scope="module")
def content(case: Path) -> str:
    """The report's working text, as the store has it."""
    with Case.open(case) as reader:
        (text,) = reader.texts()
    return text.content


@pytest.fixture(scope="module")
def claims(case: Path) -> list[dict[str, Any]]:
    """What `crossbearing claims --format json` lists."""
    return listed(case, "claims")


def read_at(quote: str, claims: list[dict[str, Any]], content: str) -> Iterator[dict[str, Any]]:
    """Yield the claims whose words overlap a quote."""
    for start, end in find_quote(quote, content):
        for claim in claims:
            if claim["span"]["start"] < end and start < claim["span"]["end"]:
                yield claim


def right_speakers(claim: dict[str, Any], expected: list[str]) -> bool:
    """Return whether a claim has the chain of speakers of the key."""
    chain = [speaker["name"] for speaker in claim["speakers"]]
    if len(chain) != len(expected) or chain[0] != "publisher":
        return False
    pairs = zip(chain[1:], expected[1:], strict=True)
    return all(words(name) & words(wanted) or ("locals" in wanted and "witness" in name) for name, wanted in pairs)


def came_out(entry: dict[str, Any], claims: list[dict[str, Any]], content: str) -> tuple[int, int, int]:
    """Return how many answers of a claim of the key there are, are read, and are read with their speakers."""
    here = list(read_at(entry["quote"], claims, content))
    answers = EXPECTED[entry["id"]]
    read = [[c for c in here if slot in ("*", c["slot"]) and answer(c)] for slot, answer in answers]
    spoken = [any(right_speakers(claim, entry["speakers"]) for claim in found) for found in read]
    return len(answers), sum(map(bool, read)), sum(spoken)


def test_enough_claims_come_out(
    claims: list[dict[str, Any]], content: str, show_figure: Callable[[str, str], None]
) -> None:
    """At least so many claims of the key come out with slot, value and speakers right, in most of their answers."""
    table = {entry["id"]: came_out(entry, claims, content) for entry in key()["claims"]}
    right = [name for name, (answers, _, spoken) in table.items() if 2 * spoken >= answers]
    whole = [name for name, (answers, _, spoken) in table.items() if spoken == answers]
    unsaid = [name for name, (_, read, spoken) in table.items() if read and not spoken]
    show_figure("seed right, of 21", f"{len(right)} (floor {FLOORS['right']}): {' '.join(right)}")
    show_figure("seed right in every answer", f"{len(whole)} (floor {FLOORS['whole']}): {' '.join(whole)}")
    show_figure("seed with wrong speakers", " ".join(unsaid))
    assert len(right) >= FLOORS["right"]
    assert len(whole) >= FLOORS["whole"]


def test_rhetoric_is_no_claim(claims: list[dict[str, Any]], content: str) -> None:
    """Sentences of mere opinion are read as nothing."""
    for quote in key()["not_claims"]:
        assert [claim["slot"] for claim in read_at(quote, claims, content)] == []


def test_no_publisher_is_invented(claims: list[dict[str, Any]], case: Path) -> None:
    """The report names no publisher: the recipient of testimony is not made one."""
    assert {claim["speakers"][0]["name"] for claim in claims} == {"publisher"}
    with Case.open(case) as reader:
        (publication,) = reader.publications()
    assert (publication.publisher, publication.published) == ("", "")


def test_the_recipient_of_testimony_is_no_speaker(claims: list[dict[str, Any]]) -> None:
    """Who was told something does not thereby say it."""
    names = {plain(speaker["name"]) for claim in claims for speaker in claim["speakers"]}
    assert not any("inside syria" in name for name in names)


def test_the_year_stays_open(claims: list[dict[str, Any]]) -> None:
    """A date without a year gets none, and the incident's date does not either."""
    dates = [claim["value"] for claim in claims if claim["value"]["type"] == "when" and claim["value"].get("start")]
    assert dates
    for value in dates:
        assert value.get("year_status", "unknown") in ("unknown", "assumed")
        assert not re.match(r"20(?!00)\d\d|19\d\d", str(value["start"])), value


def test_an_attack_that_did_not_happen_is_negated(claims: list[dict[str, Any]], content: str) -> None:
    """Fire that was not opened never counts as an attack."""
    quote = "didn't shoot at the Syrian helicopter"
    for claim in read_at(quote, claims, content):
        assert claim["event"]["negated"] or claim["event"]["type"] == "air_strike", claim["slot"]


def test_words_as_a_state_are_no_count(claims: list[dict[str, Any]], content: str) -> None:
    """A state of those who were killed ("wounded soldiers") is no count of wounded."""
    assert [
        claim["slot"] for claim in read_at("wounded Syrian soldiers", claims, content) if claim["slot"] == "wounded"
    ] == []


class TestShape:
    """The JSON of claims has the designed shape: public interface."""

    KEYS = (
        "id",
        "statement",
        "document",
        "span",
        "event",
        "slot",
        "value",
        "scope",
        "speakers",
        "stance",
        "basis",
        "hedges",
        "step",
        "score",
        "judgement",
    )

    def test_keys(self, claims: list[dict[str, Any]]) -> None:
        """Each claim has the designed keys, in their order."""
        for claim in claims:
            assert tuple(claim) == self.KEYS
            assert list(claim["span"])[:3] == ["start", "end", "quote"]
            assert list(claim["event"])[:4] == ["id", "type", "negated", "phase"]
            assert next(iter(claim["value"])) == "type"
            assert isinstance(claim["value"]["text"], str)
            for speaker in claim["speakers"]:
                assert list(speaker)[:5] == ["name", "link", "named", "actor", "stance"]

    def test_types(self, claims: list[dict[str, Any]]) -> None:
        """Each part has its type, and codes are codes of the vocabulary."""
        for claim in claims:
            assert isinstance(claim["id"], str)
            assert isinstance(claim["hedges"], list)
            assert claim["stance"] in set(Stance)
            assert claim["basis"] in set(Basis)
            assert 0 <= claim["score"] <= 1
            assert claim["judgement"] is None
            assert isinstance(claim["event"]["negated"], bool)
            assert claim["event"]["phase"] is None or claim["event"]["phase"] >= 1
            assert claim["speakers"]
            for speaker in claim["speakers"]:
                assert speaker["link"] in set(Link)
                assert speaker["stance"] in set(Stance)
                assert isinstance(speaker["named"], bool)

    def test_quotes_are_exact(self, claims: list[dict[str, Any]], content: str) -> None:
        """The span of each claim holds its quote, character for character."""
        assert claims
        for claim in claims:
            assert content[claim["span"]["start"] : claim["span"]["end"]] == claim["span"]["quote"] != ""

    def test_ids_are_unique_and_stable(self, claims: list[dict[str, Any]], tmp_path: Path) -> None:
        """No two claims share an id, and building again gives the same ids."""
        assert len({claim["id"] for claim in claims}) == len(claims)
        succeed("build", SEED / "deir-ez-zor.txt", "--case", tmp_path / "b.case", "--quiet")
        assert [claim["id"] for claim in listed(tmp_path / "b.case", "claims")] == [claim["id"] for claim in claims]
