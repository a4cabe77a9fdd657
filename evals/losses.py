"""``python -m evals.losses --data DIR [--case DIR]``: where the coded tolls of Airwars' Syrian incidents are lost.

For each incident of which two English texts or more are held and a toll is coded, one line: the code, our range, and
the first stage at which an end of the code can no longer be reached. No word of a text is printed.

| stage | the end lies within |
|---|---|
| not stated | not even the numbers, number words and single persons in the sentences of harm of its texts |
| not read | those, but not the numbers that the claims of its texts give for the question |
| read otherwise | those, but not the claims told as news, held, and of the whole or of civilians |
| elsewhere | those, but not what the incident of most of its texts has of them |
| weighed out | those, but not the range |
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crossbearing.model.actors import Stance
from crossbearing.model.claims import WHOLE, Claim, Modality
from crossbearing.model.documents import READ_BY_DEFAULT, Text
from crossbearing.model.errors import CrossbearingError
from crossbearing.model.values import CountState, Group, PersonStatus
from crossbearing.store.case import Case
from evals.linking import Written, airwars_syria_texts, built, claims_by_incident, incident_of, toll

__all__ = ["STAGES", "Loss", "losses", "stage_of", "stated_numbers"]

STAGES = ("covered", "not stated", "not read", "read otherwise", "elsewhere", "weighed out")
"""The stages at which an end of a code can be lost, in order."""

_FIELDS = {"killed": "killed", "wounded": "injured"}
_HARM = {
    "killed": re.compile(r"kill|dead|\bdie[sd]?\b|death|martyr|fatal|lives|\blife\b|toll|casualt", re.IGNORECASE),
    "wounded": re.compile(r"wound|injur|hurt|casualt", re.IGNORECASE),
}
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+(?!\s)[^.!?\n]*)*")
_NUMBER = re.compile(r"(?<![\w.,:/-])\d{1,3}(?:,\d{3})?(?![\w:/-])")
_COUNTED = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_WORDS = {
    **{word: number for number, word in enumerate(_COUNTED)},
    **dict.fromkeys(("a", "an", "another"), 1),
    **dict.fromkeys(("others", "several"), 2),
    "no": 0,
    "dozen": 12,
    "dozens": 24,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
}
_HELD = frozenset({Stance.ASSERTS, Stance.SUPPOSES, Stance.CONCEDES})


@dataclass(frozen=True, slots=True)
class Loss:
    """What became of one code.

    Args:
        incident: Its id in the set.
        slot: `killed` or `wounded`.
        coded: Lowest and highest number coded.
        ours: Our range, or None.
        stage: One of `STAGES`.
    """

    incident: str
    slot: str
    coded: tuple[int, int]
    ours: tuple[int, int] | None
    stage: str


def stated_numbers(text: str, slot: str) -> set[int]:
    """Return the numbers that stand in the sentences of harm of a text, whatever they count.

    Args:
        text: What is read of it.
        slot: `killed` or `wounded`.
    """
    found: set[int] = set()
    for sentence in _SENTENCE.findall(text):
        if _HARM[slot].search(sentence):
            found.update(int(number.replace(",", "")) for number in _NUMBER.findall(sentence))
            found.update(_WORDS[word] for word in re.findall(r"[a-z]+", sentence.lower()) if word in _WORDS)
    return found


def stage_of(coded: tuple[int, int], stages: Sequence[Iterable[int]]) -> str:
    """Return the first stage whose numbers do not span the code, or `covered`.

    Args:
        coded: Lowest and highest number coded.
        stages: Numbers left at each stage, in the order of `STAGES` behind `covered`.
    """
    for name, numbers in zip(STAGES[1:], map(list, stages), strict=True):
        if not numbers or min(numbers) > coded[0] or max(numbers) < coded[1]:
            return name
    return "covered"


def losses(case: Case, texts: Iterable[Written], coded: Mapping[str, Mapping[str, Any]]) -> Iterator[Loss]:
    """Yield what became of the codes of a case's incidents, by their ids.

    Args:
        case: The set's texts taken in.
        texts: Those of them that count.
        coded: The codes, by incident id.
    """
    held = {text.document: text for text in case.texts()}
    documents = {Path(document.name).stem: document.id for document in case.documents()}
    of_incident: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        if text.id in documents and held[documents[text.id]].language == "en":
            of_incident[text.incident].append(text.id)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in case.claims():
        claims[claim.document].append(claim)
    members = {one.id: {member.claim for member in one.members} for one in case.incidents()}
    counts = claims_by_incident(case)
    for incident, names in sorted(of_incident.items()):
        ids = [documents[name] for name in names]
        for slot, field in _FIELDS.items():
            low, high = coded[incident].get(f"{field}_min"), coded[incident].get(f"{field}_max")
            if len(names) < 2 or low is None or high is None:
                continue
            found = incident_of(names, counts)
            figures = toll(case.findings(found), slot) if found is not None else None
            ours = figures[:2] if figures is not None else None
            told = [claim for one in ids for claim in claims[one] if claim.slot == slot]
            usable = [claim for claim in told if _counts(claim)]
            here = [claim for claim in usable if found is not None and claim.id in members[found]]
            stages = (
                [number for one in ids for number in stated_numbers(_read(held[one]), slot)],
                _numbers(told),
                _numbers(usable),
                _numbers(here),
                ours or (),
            )
            stage = stage_of((low, high), stages)
            if ours is not None and ours[0] <= low and high <= ours[1]:
                stage = "covered"  # by numbers of other texts, or by accident: the measure does not ask
            yield Loss(incident, slot, (low, high), ours, stage)


def _read(text: Text) -> str:
    return "\n".join(text.content[block.start : block.end] for block in text.blocks if block.kind in READ_BY_DEFAULT)


def _counts(claim: Claim) -> bool:
    value = claim.value
    civilian = isinstance(value, Group) and value.status is PersonStatus.CIVILIAN
    whole = claim.scope == WHOLE or (claim.scope.startswith("part") and civilian)
    return whole and claim.event.modality is Modality.NEWS and claim.stance in _HELD


def _numbers(claims: Iterable[Claim]) -> list[int]:
    found: list[int] = []
    for claim in claims:
        count = getattr(claim.value, "count", claim.value)
        if getattr(count, "state", None) is CountState.VAGUE:
            found.append(2)  # a plural, as the practice has it
        found += [end for end in (getattr(count, "low", None), getattr(count, "high", None)) if end is not None]
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and how often each stage loses an end. Returns 0; 2 where the set or the case cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m evals.losses", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with one folder a set")
    parser.add_argument("--case", type=Path, default=None, help="a case of its texts in Latin script, built before")
    options = parser.parse_args(arguments)
    try:
        texts, coded = airwars_syria_texts(options.data)
        latin = [text for text, script in texts if script == "latin"]
        opened: AbstractContextManager[Case] = Case.open(options.case) if options.case else built(latin)
        with opened as case:
            found = list(losses(case, latin, coded))
    except (CrossbearingError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print("incident  question  code       ours        stage")
    for one in found:
        ours = "none" if one.ours is None else f"{one.ours[0]}-{one.ours[1]}"
        code = f"{one.coded[0]}-{one.coded[1]}"
        print(f"{one.incident:<8}  {one.slot:<8}  {code:<9}  {ours:<10}  {one.stage}")
    print()
    for slot in _FIELDS:
        tally = Counter(one.stage for one in found if one.slot == slot)
        print(f"{slot}: {sum(tally.values())} codes; " + ", ".join(f"{name} {tally[name]}" for name in STAGES))
    return 0


if __name__ == "__main__":
    sys.exit(main())
