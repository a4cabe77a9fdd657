"""Scores a reading of the seed report against its answer key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from crossbearing.model.claims import Claim
from crossbearing.model.ids import normalised_words
from crossbearing.model.values import (
    Actors,
    Category,
    Count,
    CountState,
    Duration,
    Group,
    Items,
    Place,
    TextValue,
    When,
)

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"

_INTENT = {"mistake": "mistake", "deliberate": "deliberate"}


@dataclass(frozen=True, slots=True)
class Score:
    """How one claim of the key was met.

    Args:
        id: The key claim.
        wanted: Names of the values it holds.
        met: Those met by a claim with fitting span, slot, value and speakers.
        stance: Those of them met with the right stance as well.
        basis: Whether one of them has the basis the key states (True where it states none).
    """

    id: str
    wanted: tuple[str, ...]
    met: tuple[str, ...]
    stance: tuple[str, ...]
    basis: bool

    @property
    def whole(self) -> bool:
        """Whether every value is met, with speakers and stance."""
        return set(self.stance) == set(self.wanted)


def load_key() -> dict[str, Any]:
    """Return the answer key."""
    loaded: dict[str, Any] = yaml.safe_load((SEED / "key.yaml").read_text("utf-8"))
    return loaded


def score(claims: Iterable[Claim], content: str, key: dict[str, Any]) -> list[Score]:
    """Return how each claim of the key was met."""
    claims = list(claims)
    return [_score(entry, claims, content) for entry in key["claims"]]


def _score(entry: dict[str, Any], claims: list[Claim], content: str) -> Score:
    start = content.index(entry["quote"])
    end = start + len(entry["quote"])
    near = [
        claim for claim in claims if _overlaps(claim, start, end, content) and _speakers_fit(claim, entry["speakers"])
    ]
    phase = entry["values"].get("phase")
    negated = bool(entry["values"].get("negated"))
    near = [claim for claim in near if claim.event.negated == negated or claim.slot in {"where", "when.start"}]
    met, stance, basis = [], [], not entry.get("basis")
    for name, wanted in entry["values"].items():
        fitting = [claim for claim in near if _fits(name, wanted, claim, phase)]
        if name == "losses":
            fitting = _losses(wanted, [claim for claim in near if claim.slot == "losses"])
        if not fitting:
            continue
        met.append(name)
        if any(claim.stance == entry["stance"] for claim in fitting):
            stance.append(name)
        basis = basis or any(claim.basis == entry["basis"] for claim in fitting)
    return Score(entry["id"], tuple(entry["values"]), tuple(met), tuple(stance), basis)


def _overlaps(claim: Claim, start: int, end: int, content: str) -> bool:
    """A claim's words must overlap the quote; a place or time of the same sentence may stand beside it."""
    first, last = claim.locator.start, claim.locator.end  # type: ignore[union-attr]
    if first < end and start < last:
        return True
    if claim.slot not in {"where", "when.start"}:
        return False
    place = content.index(claim.sentence)
    return place < end and start < place + len(claim.sentence)


def _speakers_fit(claim: Claim, wanted: list[str]) -> bool:
    names = [normalised_words(speaker.name) for speaker in claim.speakers]
    return names == [normalised_words(name) for name in wanted]


def _words(text: str) -> set[str]:
    return set(normalised_words(text).split()) - {"the", "a", "an", "of"}


def _same_words(text: str, wanted: str) -> bool:
    return _words(wanted) <= _words(text)


def _fits(name: str, wanted: Any, claim: Claim, phase: int | None) -> bool:
    check = _CHECKS.get(name)
    return (
        check is not None and check(wanted, claim) and (phase is None or name == "phase" or claim.event.phase == phase)
    )


def _category(slot: str) -> Callable[[Any, Claim], bool]:
    def check(wanted: Any, claim: Claim) -> bool:
        return (
            claim.slot == slot
            and isinstance(claim.value, Category)
            and claim.value.code == wanted
            and not claim.value.negated
        )

    return check


def _text(slot: str) -> Callable[[Any, Claim], bool]:
    def check(wanted: Any, claim: Claim) -> bool:
        return (
            claim.slot == slot
            and isinstance(claim.value, TextValue | Actors)
            and _same_words(claim.value.text, str(wanted))
        )

    return check


def _attacker(wanted: Any, claim: Claim) -> bool:
    return (
        claim.slot == "attacker"
        and isinstance(claim.value, Actors)
        and (
            _same_words(claim.value.text, wanted)
            or any(_same_words(member.name, wanted) for member in claim.value.members)
        )
    )


def _vague_count(slot: str) -> Callable[[Any, Claim], bool]:
    def check(wanted: Any, claim: Claim) -> bool:
        value = claim.value.count if isinstance(claim.value, Group) else claim.value
        return claim.slot == slot and isinstance(value, Count) and value.state is CountState.VAGUE

    return check


def _when(wanted: Any, claim: Claim) -> bool:
    if isinstance(claim.value, When) and claim.slot.startswith("when"):
        value = claim.value
        if str(wanted).startswith("--"):
            month, day = (int(part) for part in re.findall(r"\d+", wanted)[:2])
            return (
                value.start is not None
                and (value.start.month, value.start.day) == (month, day)
                and not value.year_known
            )
        if str(wanted).startswith("during"):
            return value.anchor is not None and value.anchor.relation == "during"
        return value.anchor is not None and value.anchor.relation in str(wanted)
    # "during the air strikes" may also stand as a relation of the event.
    return str(wanted).startswith("during") and any(relation.kind == "during" for relation in claim.event.relations)


def _where(wanted: Any, claim: Claim) -> bool:
    if claim.slot != "where" or not isinstance(claim.value, Place):
        return False
    if "relation: near" in wanted:
        return (
            "Deir ez-Zor" in claim.value.name
            and claim.value.relation is not None
            and claim.value.relation.kind == "near"
        )
    if "al-Tin" in wanted:
        return "al-Tin" in claim.value.name
    return "Deir ez-Zor airport" in claim.value.text


def _phases(wanted: Any, claim: Claim) -> bool:
    return claim.slot == "phase" and isinstance(claim.value, Count) and claim.value.low == claim.value.high == wanted


def _phase(wanted: Any, claim: Claim) -> bool:
    return claim.event.phase == wanted


def _duration(wanted: Any, claim: Claim) -> bool:
    return (
        claim.slot == "duration"
        and isinstance(claim.value, Duration)
        and claim.value.low == claim.value.high == 3600
        and claim.value.about
    )


def _platform(wanted: Any, claim: Claim) -> bool:
    return claim.slot == "platform" and isinstance(claim.value, Items) and claim.value.kind == wanted.rstrip("s")


def _presence(wanted: Any, claim: Claim) -> bool:
    return (
        claim.slot == "presence"
        and isinstance(claim.value, Group)
        and (claim.value.count.low, claim.value.count.high) == (40, 50)
    )


def _sequence(wanted: Any, claim: Claim) -> bool:
    return claim.slot == "sequence" and "after the first strike" in claim.value.text and "attack" in claim.value.text


def _collusion(wanted: Any, claim: Claim) -> bool:
    return (
        claim.slot == "collusion"
        and isinstance(claim.value, Actors)
        and len(claim.value.members) == 2
        and "NATO forces" in claim.value.members[1].name
    )


def _negated(wanted: Any, claim: Claim) -> bool:
    return claim.event.negated


_CHECKS: dict[str, Callable[[Any, Claim], bool]] = {
    "method": _category("method"),
    "intent": _category("intent"),
    "attacker": _attacker,
    "struck": _text("struck"),
    "intended_target": _text("intended_target"),
    "motive": _text("motive"),
    "reinforcement": _text("reinforcement"),
    "strikes": _vague_count("strikes"),
    "killed": _vague_count("killed"),
    "when": _when,
    "where": _where,
    "phases": _phases,
    "phase": _phase,
    "duration": _duration,
    "platform": _platform,
    "presence": _presence,
    "sequence": _sequence,
    "collusion": _collusion,
    "negated": _negated,
}


def _losses(wanted: list[dict[str, Any]], claims: list[Claim]) -> list[Claim]:
    """Return the claims that give the whole list, or none of them."""
    found = []
    for entry in wanted:
        kind = entry["item"].replace(" ", "_")
        fit = next(
            (
                claim
                for claim in claims
                if isinstance(claim.value, Items)
                and claim.value.kind == kind
                and _count_fits(entry.get("count"), claim.value.count)
                and claim.value.effect == entry["effect"]
            ),
            None,
        )
        if fit is None:
            return []
        found.append(fit)
    return found


def _count_fits(wanted: Any, count: Count) -> bool:
    if isinstance(wanted, int):
        return count.low == count.high == wanted
    return count.state in {CountState.VAGUE, CountState.UNKNOWN}
