"""Airwars' coded civilian casualties, from the claims that the product reads and the figures that its weighing makes.

The product reads claims and nothing else: who gives which figure, in which words, of the whole or of a part. A code is
made of them here, as the assessors made it of their sources, and each step that is theirs and not the text's is named:

1. What counts: answers about the whole, told as news, not denied, about civilians or persons whose status nobody states
   (Airwars takes them for civilians; of "six, five of them civilians" the five). Where no whole is told, the parts of
   one sentence are added up.
2. Figures: the product's own range in Airwars' practice (`weigh.ranges.ranges_of`). Words it has no number for get the
   codes that the set's README lists from the narratives themselves: a plural or "a number of" is 2, "dozens" and "a
   large number" 12 to 24. "Many" is 5 to 10, "hundreds" 100 to 200 and "more than n" n + 1, as the codes of the part
   before November 2023 show.
3. Whose figure: a narrative opens with the assessors' own account. It is the low end, and the high end too unless a
   source they cite gives more; what sources gave earlier and less is left out. Of "up to n" the low end is the largest
   smaller figure of the whole that anybody gives. An account that has no number yields to sources that have one, and
   "an unknown number" to any other word. A plural without a number raises the high end to its 2; a stronger vague word
   raises nothing that has a number.
4. "Several were killed and wounded" is a code of its own kind in the set: vague in both fields; so is "the number of
   injured is unknown".

Raw sources (airwars_syria) come without an assessor: there the range is from the lowest to the highest of all sources.
"""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from crossbearing.collect.language import language_teller
from crossbearing.model.actors import Stance
from crossbearing.model.claims import WHOLE, Claim, Modality
from crossbearing.model.findings import Finding, Holding, Position, Verdict
from crossbearing.model.ids import normalised_words
from crossbearing.model.locators import TextSpan
from crossbearing.model.ranges import Practice
from crossbearing.model.steps import Reading
from crossbearing.model.values import Count, CountState, Group, PersonStatus
from crossbearing.read.persons.listed import LISTED
from crossbearing.weigh.ranges import ranges_of
from evals import loaders
from evals.intervals import bootstrap
from evals.numbers import field_score
from evals.reader import ProductReader, Reader, document

__all__ = ["Coded", "coded_from_narrative", "coded_from_sources", "gaza", "syria"]

FIELDS: Final = {"killed": "killed", "injured": "wounded"}
"""The sets' fields and the slots that answer them."""

_ENDS = tuple[int, int]
_Row = TypeVar("_Row")

_WORDS: Final = {
    "dozens": (12, 24),
    "tens": (12, 24),
    "scores": (12, 24),
    "large number": (12, 24),
    "large numbers": (12, 24),
    "great number": (12, 24),
    "many": (5, 10),
    "hundreds": (100, 200),
}
_JOINED: Final = 0.8
_CIVILIAN_PART: Final = "part: civilians"
_PLURAL: Final = (2, 2)
_CIVIL: Final = frozenset({PersonStatus.CIVILIAN, PersonStatus.MEDICAL, PersonStatus.JOURNALIST, PersonStatus.UNSTATED})
_MORE_THAN: Final = re.compile(r"\b(?:more than|over|in excess of|upwards of|exceed(?:ed|ing|s)?)\b", re.IGNORECASE)
_SOME_NUMBER: Final = re.compile(r"(?:the )?(?:\w+ )?number of", re.IGNORECASE)
_UNKNOWN: Final = re.compile(r"(?:unknown|unspecified|undetermined|unclear|undisclosed|unconfirmed) number")
_NOT_HELD: Final = frozenset({Stance.DENIES, Stance.RETRACTS, Stance.DECLINES, Stance.CANNOT_SAY})


@dataclass(frozen=True, slots=True)
class Coded:
    """What the product's claims come to in one field: the two ends, and the first figure read; None: no answer."""

    ends: _ENDS | None
    first: int | None


@dataclass(frozen=True, slots=True)
class _Figure:
    """One answer as numbers; ``vague`` where only a word was given, ``open_low`` for "up to n".

    ``unknown``: the word says that nobody knows how many.
    """

    low: int
    high: int
    own: bool
    vague: bool = False
    open_low: bool = False
    unknown: bool = False


def coded_from_narrative(claims: Sequence[Claim], slot: str) -> Coded:
    """Return the code that an assessor's narrative comes to in one field.

    Args:
        claims: The claims read from it, in order of the text.
        slot: `killed` or `wounded`.
    """
    told = list(_told(claims, slot))
    if not told:
        return Coded(None, None)
    numbered = [figure for figure in told if not figure.vague]
    own = next((figure for figure in told if figure.own), None)
    lead = own if own is not None and not own.vague else None
    if lead is None:
        # A vague word of the assessors' own yields to numbers, but not to smaller ones, which are then of some alone.
        numbered = [figure for figure in numbered if own is None or figure.high >= own.low]
        lead = numbered[0] if numbered else own or told[0]
    if lead.vague:
        if lead.unknown:  # "an unknown number" says that there were some, and nothing of how many
            lead = max(told, key=lambda figure: (figure.low, figure.high))
        return Coded((lead.low, max(figure.high for figure in told)), lead.low)
    rest = [figure for figure in numbered if figure is not lead]
    plural = [figure.high for figure in told if figure.vague and figure.high == _PLURAL[1]]
    low, high = lead.low, max([lead.high, *(figure.high for figure in rest), *plural])
    if lead.own and own is lead:
        if lead.open_low:
            below = [figure.low for figure in rest if figure.low < lead.high]
            low = max(below, default=lead.low)
    else:
        low = min([lead.low, *(figure.low for figure in rest if not figure.own)])
    return Coded((min(low, high), high), low)


def coded_from_sources(claims: Sequence[Claim], slot: str) -> Coded:
    """Return the code that the claims of several raw sources come to: from the lowest to the highest figure.

    Args:
        claims: The claims of all sources of one incident.
        slot: `killed` or `wounded`.
    """
    told = list(_told(claims, slot))
    numbered = [figure for figure in told if not figure.vague] or told
    if not numbered:
        return Coded(None, None)
    low, high = min(figure.low for figure in numbered), max(figure.high for figure in numbered)
    return Coded((low, high), numbered[0].low)


def _told(claims: Sequence[Claim], slot: str) -> Iterator[_Figure]:
    """Yield the figures given for the whole, in order of the text.

    Before the first of them, a sum of the parts of one sentence, and a vague word for both harms, stand in its place.
    """
    placed: list[tuple[int, _Figure]] = []
    civilians = {
        claim.sentence: claim
        for claim in claims
        if claim.slot == slot and claim.scope == _CIVILIAN_PART and _counts(claim) and _civilians(claim)
    }
    for claim in claims:
        if claim.slot == slot and claim.scope == WHOLE and _counts(claim):
            counted = claim if _civilians(claim) or _listed(claim) else civilians.get(claim.sentence, claim)
            figure = _figure(counted)
            placed += [(_place(claim), figure)] if figure is not None else []
    first = min((place for place, figure in placed if not figure.vague), default=None)
    if first is None:
        first = min((place for place, _ in placed), default=None)
    placed += [one for one in _sums(claims, slot) if first is None or one[0] < first]
    for claim in claims:
        both = claim.slot == "casualties" and claim.scope == WHOLE and _counts(claim) and _vague(claim)
        if both and "casualt" not in normalised_words(claim.value.text) and (first is None or _place(claim) < first):
            figure = _figure(claim)
            placed += [(_place(claim), figure)] if figure is not None else []
    yield from (figure for _, figure in sorted(placed, key=lambda one: one[0]))


def _place(claim: Claim) -> int:
    return claim.locator.start if isinstance(claim.locator, TextSpan) else 0


def _sums(claims: Sequence[Claim], slot: str) -> Iterator[tuple[int, _Figure]]:
    """Yield the sum of the parts of a sentence ("10 members of one family and nine of another"), as Airwars adds up."""
    whole_told = {claim.sentence for claim in claims if claim.slot == slot and claim.scope == WHOLE}
    parts: dict[str, list[tuple[int, _Figure]]] = defaultdict(list)
    for claim in claims:
        # What "including" opens is part of a whole told beside it, and scores lower than numbers joined by "and".
        if claim.slot == slot and claim.scope.startswith("part") and claim.score > _JOINED and _counts(claim):
            figure = _figure(claim)
            if figure is not None and not figure.vague and claim.sentence not in whole_told:
                parts[claim.sentence].append((_place(claim), figure))
    for found in parts.values():
        figures = [figure for _, figure in found]
        low, high = sum(figure.low for figure in figures), sum(figure.high for figure in figures)
        if len(figures) > 1:
            yield min(place for place, _ in found), _Figure(low, high, own=all(figure.own for figure in figures))


def _counts(claim: Claim) -> bool:
    value = claim.value
    return (
        isinstance(value, Group)
        and value.status in _CIVIL
        and claim.event.modality is not Modality.BACKGROUND
        and claim.stance not in _NOT_HELD
    )


def _listed(claim: Claim) -> bool:
    return LISTED in claim.value.text


def _civilians(claim: Claim) -> bool:
    return isinstance(claim.value, Group) and claim.value.status is PersonStatus.CIVILIAN


def _vague(claim: Claim) -> bool:
    return isinstance(claim.value, Group) and claim.value.count.state is CountState.VAGUE


def _figure(claim: Claim) -> _Figure | None:
    """Return one claim as numbers, by the product's range in Airwars' practice and the words of the set's README."""
    value = claim.value
    own = len(claim.speakers) < 2
    if isinstance(value, Group) and value.count.state is CountState.UNKNOWN and _SOME_NUMBER.match(value.text):
        return _Figure(*_PLURAL, own, vague=True)
    if not isinstance(value, Group) or value.count.state not in {CountState.NUMBER, CountState.VAGUE}:
        return None
    count: Count = value.count
    ranged = [item for item in ranges_of(_finding(claim)) if item.practice is Practice.AIRWARS]
    if ranged and ranged[0].low is not None and ranged[0].high is not None:
        low, high = ranged[0].low, ranged[0].high
        if count.low is not None and count.high is None and _MORE_THAN.search(count.text):
            low, high = low + 1, high + 1
        vague = count.state is CountState.VAGUE
        return _Figure(low, high, own, vague=vague, open_low=count.low is None and not vague)
    if count.state is not CountState.VAGUE:
        return None
    word = re.sub(r"^(?:a|an|the)\s+", "", normalised_words(count.word or count.text))
    low, high = _WORDS.get(word, _PLURAL)
    return _Figure(low, high, own, vague=True, unknown=bool(_UNKNOWN.match(word)))


def _finding(claim: Claim) -> Finding:
    """Return a finding that holds one claim alone, for the product's ranges."""
    holding = Holding("", "", claim.value, (claim.id,), ())
    position = Position(claim.value, (holding,), (), (), 0, 0)
    return Finding(
        claim.id, "", claim.slot.replace("casualties", "wounded"), WHOLE, "", Verdict.ORIGIN_NOT_STATED, "", (position,)
    )


def gaza(make: Callable[..., _Row], data: Path, reader: Reader) -> Iterator[_Row]:
    """Yield the figures of the narratives: both ends exact, first figure inside, abstained rightly, a field.

    Args:
        make: Makes a row of a table of figures.
        data: Folder of the sets.
        reader: The product's reading path; the tagger alone reads no claims and has no row.
    """
    if not isinstance(reader, ProductReader):
        return
    for split, path in loaders.split_files(data, "airwars_gaza").items():
        since = time.monotonic()
        incidents = loaders.airwars_gaza(path)
        claims = [_read(reader, incident.text) for incident in incidents]
        seconds = time.monotonic() - since
        for field, slot in FIELDS.items():
            golds = [incident.killed if field == "killed" else incident.injured for incident in incidents]
            ours = [coded_from_narrative(found, slot) for found in claims]
            yield from _rows(make, ("airwars_gaza", split, field), ours, golds, seconds)


def syria(make: Callable[..., _Row], data: Path, reader: Reader) -> Iterator[_Row]:
    """Yield the same figures from the raw texts cited for each incident; texts in languages nobody reads give none.

    Args:
        make: Makes a row of a table of figures.
        data: Folder of the sets.
        reader: The product's reading path; the tagger alone reads no claims and has no row.
    """
    if not isinstance(reader, ProductReader):
        return
    since = time.monotonic()
    incidents = list(loaders.records(_file(data, "incidents")))
    tell = language_teller()
    of_incident: dict[str, list[Claim]] = defaultdict(list)
    readable: set[str] = set()
    for row in loaders.records(_file(data, "texts")):
        # A text that five records share is a login page, as the set's README says.
        if row["script"] != "latin" or int(row.get("same_text_records") or 1) >= 5 or tell(row["text"], "")[0] != "en":
            continue
        found = _read(reader, row["text"])
        for name in row["incident_ids"]:
            readable.add(str(name))
            of_incident[str(name)].extend(found)
    seconds = time.monotonic() - since
    for field, slot in FIELDS.items():
        for kind, chosen in (
            ("all", incidents),
            ("a text is read", [row for row in incidents if str(row["incident_id"]) in readable]),
        ):
            golds = [loaders.coded_range(row, field) for row in chosen]
            ours = [coded_from_sources(of_incident[str(row["incident_id"])], slot) for row in chosen]
            yield from _rows(make, ("airwars_syria", kind, field), ours, golds, seconds)


def _file(data: Path, name: str) -> Path:
    files = loaders.split_files(data, "airwars_syria")
    if name not in files:
        raise loaders.DataError(f"no {name}.jsonl in {data / 'airwars_syria'}: the set needs incidents and texts")
    return files[name]


def _read(reader: ProductReader, text: str) -> tuple[Claim, ...]:
    for read in reader.rules.read_group([document(text)]):
        if isinstance(read, Reading):
            return read.claims
    return ()


def _rows(
    make: Callable[..., _Row],
    labels: tuple[str, str, str],
    ours: Sequence[Coded],
    golds: Sequence[_ENDS | None],
    seconds: float,
) -> Iterator[_Row]:
    name, split, field = labels
    score = field_score([one.ends for one in ours], [one.first for one in ours], golds)
    pairs = list(zip(ours, golds, strict=True))
    coded = [(one, gold) for one, gold in pairs if gold is not None]
    shares: dict[str, tuple[float, Iterable[bool]]] = {
        "both ends exact": (score.both_ends, [one.ends == gold for one, gold in coded]),
        "first figure inside": (
            score.inside,
            [one.first is not None and gold[0] <= one.first <= gold[1] for one, gold in coded],
        ),
        "abstained rightly": (score.abstained, [one.ends is None for one, gold in pairs if gold is None]),
    }
    for metric, (share, hits) in shares.items():
        counted = [float(hit) for hit in hits]
        low, high = bootstrap(counted, _mean) if counted else (0.0, 0.0)
        yield make(
            name, split, f"{field}: {metric}, %", 100 * share, None, 100 * low, 100 * high, len(counted), seconds
        )
    values = [gold for _, gold in coded]
    most = max(set(values), key=values.count) if values else None
    constant = 100 * values.count(most) / len(values) if most is not None else 0.0
    yield make(name, split, f"{field}: exact, most frequent code, %", constant, count=len(values), seconds=seconds)


def _mean(values: Sequence[Any]) -> float:
    return float(sum(values)) / len(values) if values else 0.0
