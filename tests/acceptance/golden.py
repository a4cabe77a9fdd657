"""The golden file of the example beside the case that the program made of the same reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from crossbearing.model.claims import WHOLE, Claim
from crossbearing.model.documents import Text
from crossbearing.model.findings import Finding, Holding, Position
from crossbearing.model.incidents import Incident
from crossbearing.store.case import Case
from tests.acceptance.answers import fits, held, of_kind, plain
from tests.command_line import REPORTS

__all__ = ["Bodies", "ExampleCase", "Match", "golden", "load", "match_claims", "question_ids"]

_MORE_BODIES = {
    "AP": "Associated Press",
    "state news agency SANA": "SANA",
}
_MORE_FAMILIES = {
    "Syrian state bodies": "Syrian state and army",
    "Russian state bodies": "Russian state",
    "American state bodies": "US government and military",
    "British state bodies": "UK Ministry of Defence",
    "Danish state bodies": "Danish Defence Command",
    "Australian state bodies": "Australian Department of Defence",
}
"""Names that the program gives to what the golden file calls otherwise."""

_STANDS_FOR_ITS_BODY = {"spokesman", "spokeswoman", "spokesperson", "statement", "communique", "release", "bulletin"}


@cache
def golden() -> dict[str, Any]:
    """Return the golden file."""
    loaded: dict[str, Any] = yaml.safe_load((REPORTS.parent / "golden.yaml").read_text(encoding="utf-8"))
    return loaded


def question_ids(*, firm: bool | None = None) -> list[str]:
    """Return the ids of the questions, all or those that are firm or not."""
    return [entry["id"] for entry in golden()["questions"] if firm is None or entry["firm"] is firm]


def question(name: str) -> dict[str, Any]:
    """Return one question."""
    return next(entry for entry in golden()["questions"] if entry["id"] == name)


class Bodies:
    """The bodies of the golden file under all their names."""

    def __init__(self) -> None:
        self._bodies: dict[str, set[str]] = {}
        self._families: dict[str, set[str]] = {}
        for body in golden()["bodies"]:
            for name in (body["name"], *body["names"]):
                self._bodies.setdefault(plain(name), set()).add(body["name"])
                self._families.setdefault(plain(name), set()).add(body["family"])
            self._families.setdefault(plain(body["family"]), set()).add(body["family"])
        for name, body in _MORE_BODIES.items():
            self._bodies.setdefault(plain(name), set()).add(body)
        for name, family in _MORE_FAMILIES.items():
            self._families[plain(name)] = {family}

    def named(self, name: str) -> set[str]:
        """Return the bodies that words may mean: by their whole name, else by the longest name inside them."""
        return self._look_up(name, self._bodies)

    def families(self, name: str, slot: str) -> set[str]:
        """Return the families that words may mean, for one question."""
        found = self._look_up(name, self._families)
        if slot in ("killed", "wounded") and "Russian state" in found:
            found = found | {"Syrian state and army"}
        return found

    @staticmethod
    def _look_up(name: str, table: Mapping[str, set[str]]) -> set[str]:
        spoken = plain(name)
        if spoken in table:
            return table[spoken]
        inside = [alias for alias in table if f" {alias} " in f" {spoken} "]
        if inside:
            return table[max(inside, key=len)]
        # A name may be cut short, "Syrian Observatory", though not to a single word.
        around = [table[alias] for alias in table if " " in spoken and f" {spoken} " in f" {alias} "]
        return set().union(*around) or {name}

    def same_chain(self, expected: Sequence[str], chain: Sequence[str], publisher: str, credit: str = "") -> bool:
        """Return whether a chain of speakers is the expected one.

        Several links that are one body ("the spokesman", "the ministry") count as one, and so does the publisher who
        speaks of itself.

        Args:
            expected: Bodies from the publisher inwards; the first is `publisher`.
            chain: Names as the program gives them, the publisher first.
            publisher: The publisher's name.
            credit: The agency that the report credits, which may stand behind the publisher or not.
        """
        bodies = [{publisher, *self.named(publisher)}, *({name, *self.named(name)} for name in expected[1:])]
        # A spokesman and a statement stand for the body whose they are.
        spoken = [bodies[0], *(None if plain(name) in _STANDS_FOR_ITS_BODY else self.named(name) for name in chain[1:])]
        if credit and len(chain) > 1 and set(plain(chain[1]).split()) == set(plain(credit).split()):
            spoken[1] = bodies[0] | self.named(credit)

        def walk(link: int, body: int) -> bool:
            if link == len(spoken):
                return body == len(bodies) - 1
            said = spoken[link]
            stays = (said is None or bool(said & bodies[body])) and walk(link + 1, body)
            follows = body + 1 < len(bodies) and (said is None or bool(said & bodies[body + 1]))
            return stays or (follows and walk(link + 1, body + 1))

        return walk(1, 0)


@dataclass(slots=True)
class ExampleCase:
    """Everything of a case that the tests look at.

    Args:
        claims: By file name, in order of their words.
        texts: Working text by file name.
        publishers: Publisher by file name.
        credits: Credit line by file name.
        incidents: Largest first.
        findings: By incident id.
    """

    claims: dict[str, list[Claim]] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    publishers: dict[str, str] = field(default_factory=dict)
    credits: dict[str, str] = field(default_factory=dict)
    incidents: list[Incident] = field(default_factory=list)
    findings: dict[str, list[Finding]] = field(default_factory=dict)

    @property
    def incident(self) -> Incident:
        """The incident of the golden file: the largest of its kind on its day."""
        wanted = golden()["incident"]
        for incident in self.incidents:
            start = incident.when.start if incident.when else None
            if incident.type == wanted["type"] and start is not None and start.date().isoformat() == wanted["day"]:
                return incident
        raise LookupError(f"no incident of type {wanted['type']} on {wanted['day']}")

    def finding(self, name: str) -> Finding | None:
        """Return the finding that answers a question of the golden file, or None.

        Where a slot has several findings of the same scope (one a unit or kind of thing), the one that holds most of
        the answers expected is meant.
        """
        asked = question(name)
        found = [finding for finding in self.findings[self.incident.id] if finding.slot == asked["slot"]]
        found = [finding for finding in found if (finding.scope == WHOLE) is ("scope" not in asked)]
        if "kind" in asked:
            found = [finding for finding in found if _of_kind(finding, asked["kind"])]
        best = max(found, key=lambda finding: _shared(finding, asked), default=None)
        return best if best is not None and (_shared(best, asked) or not asked["positions"]) else None


def holdings(finding: Finding) -> Iterator[Holding]:
    """Yield all holdings of a finding, wherever they stand."""
    for position in finding.positions:
        yield from position.holdings
    yield from finding.spanning
    yield from finding.unknowns


def _of_kind(finding: Finding, kind: str) -> bool:
    if plain(kind) == plain(finding.unit):
        return True
    return any(of_kind(holding.value, kind) for holding in holdings(finding))


def _shared(finding: Finding, asked: Mapping[str, Any]) -> int:
    return sum(any(held(entry["value"], holding) for holding in holdings(finding)) for entry in asked["positions"])


def place_of(position: Mapping[str, Any], finding: Finding) -> Position | list[Holding] | None:
    """Return where an answer of the golden file stands in a finding: a position, or holdings that are none."""
    wanted = position["value"]
    holding_it = [found for found in finding.positions if any(held(wanted, holding) for holding in found.holdings)]
    for candidate in holding_it:
        if fits(wanted, candidate.value):
            return candidate
    if holding_it:
        return holding_it[0]
    loose = [holding for holding in (*finding.spanning, *finding.unknowns) if held(wanted, holding)]
    return loose or None


@dataclass(frozen=True, slots=True)
class Match:
    """What became of one expected claim.

    Args:
        file: The report.
        expected: The claim as the golden file has it.
        found: The claim of the program that answers the same question in the same words, the best one; or None.
        value: Whether its answer is right.
        speakers: Whether its chain of speakers is.
        stance: Whether its stance is.
    """

    file: str
    expected: Mapping[str, Any]
    found: Claim | None
    value: bool = False
    speakers: bool = False
    stance: bool = False


def match_claims(case: ExampleCase) -> list[Match]:
    """Return what became of every expected claim; a claim of the program answers for one of them at most."""
    bodies, matches = Bodies(), []
    for report in golden()["reports"]:
        file, text = report["file"], case.texts[report["file"]].content
        free = list(case.claims.get(file, []))
        for expected in report["expected_claims"]:
            spans = list(find_quote(expected["quote"], text))
            best = Match(file, expected, None)
            for claim in free:
                if claim.slot != expected["slot"] or not _overlaps(claim, spans):
                    continue
                chain = [speaker.name for speaker in claim.speakers]
                match = Match(
                    file,
                    expected,
                    claim,
                    fits(expected["value"], claim.value),
                    bodies.same_chain(expected["speakers"], chain, report["publisher"], case.credits.get(file, "")),
                    claim.stance == expected["stance"],
                )
                if best.found is None or _rank(match) > _rank(best):
                    best = match
            if best.found is not None and best.value:
                free.remove(best.found)
            matches.append(best)
    return matches


def _rank(match: Match) -> tuple[bool, bool, bool]:
    return match.value, match.speakers, match.stance


def find_quote(quote: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where words stand in a text, whatever the white space between them."""
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    for match in re.finditer(pattern, text):
        yield match.span()


def _overlaps(claim: Claim, spans: Iterable[tuple[int, int]]) -> bool:
    locator = claim.locator
    start, end = getattr(locator, "start", None), getattr(locator, "end", None)
    return start is not None and end is not None and any(start < far and near < end for near, far in spans)


def load(path: Path) -> ExampleCase:
    """Return what a case holds, by the names of its files."""
    loaded = ExampleCase()
    with Case.open(path) as reader:
        names = {document.id: document.name.rpartition("/")[2] for document in reader.documents()}
        for text in reader.texts():
            loaded.texts[names[text.document]] = text
        for publication in reader.publications():
            loaded.publishers[names[publication.document]] = publication.publisher
            loaded.credits[names[publication.document]] = publication.credit
        for claim in reader.claims():
            loaded.claims.setdefault(names[claim.document], []).append(claim)
        loaded.incidents = list(reader.incidents())
        for incident in loaded.incidents:
            loaded.findings[incident.id] = list(reader.findings(incident.id))
    return loaded
