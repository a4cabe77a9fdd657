"""Which reports are about one incident: the product's own grouping of a set's texts, scored by B-cubed.

The texts of a set are written out as files and taken in as a user's would be. A text stands under the incident that
most of its claims are about; a text without claims, or without an incident, stands alone.
"""

from __future__ import annotations

import gzip
import json
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from crossbearing.assemble import Switches, add, build
from crossbearing.link.candidates import pairs
from crossbearing.link.comparisons import THRESHOLD, score
from crossbearing.link.gathering import gather
from crossbearing.link.judged import LinkJudgements
from crossbearing.link.usual import usual_in
from crossbearing.model.documents import Publication
from crossbearing.model.findings import Finding
from crossbearing.model.protocols import CaseReader
from crossbearing.model.ranges import Practice
from crossbearing.store.case import Case
from crossbearing.weigh.ranges import ranges_of
from evals.groups import b_cubed
from evals.loaders import DataError
from evals.sets import Row

__all__ = [
    "Written",
    "airwars_syria_texts",
    "built",
    "claims_by_incident",
    "compared_rows",
    "grouping_rows",
    "incident_of",
    "main_incidents",
    "records_of",
    "score_airwars_syria",
    "toll",
    "write",
]

_LONG_ENOUGH = 300  # characters; shorter texts of the Airwars set are page furniture (its README)
_MOST_SCORED = 800  # strands: their pairs are all scored to see what the blocking misses
_MOST_WIDER = 4  # times as many numbers as the code admits: a wider range holds it by chance
_SHARED_BY = 3  # records; a text that so many share is a login page (its README)


@dataclass(frozen=True, slots=True)
class Written:
    """A text of a set as a user would have it.

    Args:
        id: Its name in the set, of letters, digits, `-` and `_`.
        incident: Which incident the set counts it to.
        text: Its words.
        fields: What is known of it: `title`, `published`, `publisher`, ...
    """

    id: str
    incident: str
    text: str
    fields: Mapping[str, str]


def write(texts: Iterable[Written], folder: Path) -> None:
    """Write texts as Markdown files with what is known of them at the head, one `ID.md` each."""
    for text in texts:
        head = "\n".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in text.fields.items())
        (folder / f"{text.id}.md").write_text(f"---\n{head}\n---\n\n{text.text}\n", encoding="utf-8")


@contextmanager
def built(texts: Sequence[Written], *, then: Sequence[Written] = ()) -> Iterator[Case]:
    """Take texts in as one case and yield it, opened to read; it is gone afterwards.

    Args:
        texts: The texts.
        then: Texts that are added to the case once it stands.
    """
    with tempfile.TemporaryDirectory() as made:
        folder, case = Path(made, "reports"), Path(made, "set.case")
        folder.mkdir()
        write(texts, folder)
        build([folder], case, Switches(quiet=True))
        if then:
            later = Path(made, "later")
            later.mkdir()
            write(then, later)
            add([later], case, Switches(quiet=True))
        with Case.open(case) as opened:
            yield opened


def claims_by_incident(case: CaseReader) -> dict[str, Counter[str]]:
    """Return for each document, by the name of its file without ending, how many of its claims each incident has."""
    names = {document.id: Path(document.name).stem for document in case.documents()}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for incident in case.incidents():
        for member in incident.members:
            counts[names[member.document]][incident.id] += 1
    return counts


def main_incidents(case: CaseReader) -> dict[str, str]:
    """Return for each document, by the name of its file without ending, the incident most of its claims are about.

    Documents in no incident are left out.
    """
    return {name: max(found, key=lambda one: (found[one], one)) for name, found in claims_by_incident(case).items()}


def grouping_rows(
    name: str, split: str, ours: Mapping[str, str], texts: Sequence[Written], since: float
) -> Iterator[Row]:
    """Yield B-cubed precision, recall and F1 of a grouping, and F1 where every text stands alone.

    Args:
        name: The set.
        split: Which part of it.
        ours: Incident of each text that has one.
        texts: All texts.
        since: When the work began, by the monotonic clock.
    """
    gold = {text.id: text.incident for text in texts}
    alone: dict[str, Hashable] = {text.id: ("alone", text.id) for text in texts}
    mine: dict[str, Hashable] = {**alone, **{key: value for key, value in ours.items() if key in gold}}
    counts, bare = b_cubed(mine, gold), b_cubed(alone, gold)
    seconds, size = time.monotonic() - since, len(texts)
    for metric, value in (
        ("B-cubed F1", 100 * counts.f1),
        ("B-cubed precision, %", 100 * counts.precision),
        ("B-cubed recall, %", 100 * counts.recall),
        ("B-cubed F1, every text alone", 100 * bare.f1),
        ("texts in an incident, %", 100 * len(ours.keys() & gold.keys()) / max(size, 1)),
    ):
        yield Row(name, split, metric, value, count=size, seconds=seconds)


def compared_rows(name: str, split: str, case: CaseReader) -> Iterator[Row]:
    """Yield what share of the pairs of reports that the comparisons would join the blocking brings to them.

    All pairs are scored for it, so that only cases of some hundred reports are measured; larger ones yield nothing.

    Args:
        name: The set.
        split: Which part of it.
        case: The case.
    """
    since = time.monotonic()
    publications: dict[str, list[Publication]] = defaultdict(list)
    for publication in case.publications():
        publications[publication.document].append(publication)
    gathered = gather(case.claims(), texts=case.texts(), publications=publications, judgements=LinkJudgements())
    strands = gathered.strands
    if len(strands) > _MOST_SCORED:
        return
    compared, usual = set(pairs(strands)), usual_in(strands)
    wanted = [
        (one, other)
        for one, other in combinations(range(len(strands)), 2)
        if score(strands[one], strands[other], usual).value >= THRESHOLD
    ]
    share = 100 * sum(pair in compared for pair in wanted) / max(len(wanted), 1)
    seconds = time.monotonic() - since
    yield Row(name, split, "pairs that would join compared, %", share, count=len(wanted), seconds=seconds)


def toll(findings: Iterable[Finding], slot: str) -> tuple[int, int, int | None] | None:
    """Return lowest, highest and best figure of a question, all categories of persons together.

    Args:
        findings: Of one incident.
        slot: `killed` or `wounded`.

    Returns:
        The best is the figure that most families or, where they are equal, most outlets give. Of two that are supported
        alike it is the smaller one, whoever gives it: one number has to be compared, and of the coding practices the
        one that has a rule for this case (ACLED's) takes the most conservative. None where no number stands.
    """
    low: list[int] = []
    high: list[int] = []
    best: dict[int, tuple[int, int]] = {}
    for finding in findings:
        if finding.slot != slot:
            continue
        for one in ranges_of(finding):
            if one.practice is not Practice.ACLED:
                low += [one.low] if one.low is not None else []
                high += [one.high] if one.high is not None else []
        for position in finding.positions:
            count = getattr(position.value, "count", position.value)
            figure = getattr(count, "low", None)
            if position.superseded or figure is None or finding.scope != "whole":
                continue
            families, outlets = best.get(figure, (0, 0))
            best[figure] = (families + len(position.families), outlets + len(position.outlets))
    if not low or not high:
        return None
    return min(low), max(high), max(best, key=lambda one: (best[one], -one)) if best else None


def airwars_syria_texts(data: Path) -> tuple[list[tuple[Written, str]], dict[str, dict[str, Any]]]:
    """Return the texts of Airwars' Syrian incidents with their script, and the codes by incident id.

    Texts of one incident alone, longer than 300 characters, that fewer than three records share (README of the set).

    Args:
        data: Folder of the sets.

    Raises:
        DataError: Where the set is not there.
    """
    root = data / "airwars_syria"
    coded = {str(row["incident_id"]): row for row in records_of(root / "incidents.jsonl")}
    rows = (
        row
        for row in records_of(root / "texts.jsonl.gz")
        if len(row["incident_ids"]) == 1
        and len(row["text"]) > _LONG_ENOUGH
        and row["same_text_records"] < _SHARED_BY
        and str(row["incident_ids"][0]) in coded
    )
    return [(_written(row), str(row["script"])) for row in rows], coded


def score_airwars_syria(data: Path, sample: int) -> Iterator[Row]:
    """Yield how the texts of Airwars' Syrian incidents are grouped, and whether the coded ranges are covered.

    Args:
        data: Folder of the sets.
        sample: Read no more than about so many texts of each script, in whole incidents; 0: all.
    """
    texts, coded = airwars_syria_texts(data)
    latin = [text for text, script in texts if script == "latin"]
    latin = latin if not sample else latin[:sample]
    since = time.monotonic()
    with built(latin) as case:
        ours = main_incidents(case)
        languages = {text.document: text.language for text in case.texts()}
        names = {Path(document.name).stem: document.id for document in case.documents()}
        english = [text for text in latin if languages.get(names.get(text.id, "")) == "en"]
        for split, chosen in (("latin script", latin), ("English", english)):
            yield from grouping_rows("airwars_syria", split, ours, chosen, since)
            yield from _covered(case, split, chosen, coded=coded, since=since)
    if sample:
        return
    since = time.monotonic()
    every = [text for text, _script in texts]
    with built(every) as case:
        yield from grouping_rows("airwars_syria", "all", main_incidents(case), every, since)


def _covered(
    case: CaseReader,
    split: str,
    texts: Sequence[Written],
    *,
    coded: Mapping[str, Mapping[str, Any]],
    since: float,
) -> Iterator[Row]:
    """How often the range over all of an incident's texts covers the coded one, two or more texts held.

    Beside it stands how often the numbers read in its own texts could cover it at all, wherever they were put: the code
    rests on more sources than are held, most of them in languages that are not read.
    """
    of_incident: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        of_incident[text.incident].append(text.id)
    counts = claims_by_incident(case)
    read = _numbers_read(case)
    for slot, field in (("killed", "killed"), ("wounded", "injured")):
        covered = tried = silent = possible = exact = narrow = 0
        for code, members in sorted(of_incident.items()):
            low, high = coded[code].get(f"{field}_min"), coded[code].get(f"{field}_max")
            if len(members) < 2 or low is None or high is None:
                continue
            tried += 1
            found = incident_of(members, counts)
            figures = toll(case.findings(found), slot) if found is not None else None
            silent += figures is None
            numbers = [number for member in members for number in read.get((member, slot), ())]
            possible += bool(numbers) and min(numbers) <= low and high <= max(numbers)
            within = figures is not None and figures[0] <= low and high <= figures[1]
            covered += within
            narrow += within and figures is not None and figures[1] - figures[0] <= _MOST_WIDER * (high - low + 1)
            exact += figures is not None and figures[:2] == (low, high)
        seconds = time.monotonic() - since
        share = 100 * covered / max(tried, 1)
        yield Row("airwars_syria", split, f"coded {slot} within ours, %", share, count=tried, seconds=seconds)
        share = 100 * possible / max(tried, 1)
        yield Row(
            "airwars_syria", split, f"coded {slot} within any numbers read, %", share, count=tried, seconds=seconds
        )
        share = 100 * narrow / max(tried, 1)
        name = f"coded {slot} within ours, ours at most {_MOST_WIDER} times as wide, %"
        yield Row("airwars_syria", split, name, share, count=tried, seconds=seconds)
        share = 100 * exact / max(tried, 1)
        yield Row("airwars_syria", split, f"coded {slot}: both ends exact, %", share, count=tried, seconds=seconds)
        share = 100 * silent / max(tried, 1)
        yield Row("airwars_syria", split, f"no {slot} given, %", share, count=tried, seconds=seconds)


def _numbers_read(case: CaseReader) -> dict[tuple[str, str], list[int]]:
    """Return the numbers that claims give, by the name of the document's file without ending, and question."""
    names = {document.id: Path(document.name).stem for document in case.documents()}
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for claim in case.claims():
        count = getattr(claim.value, "count", claim.value)
        ends = (getattr(count, "low", None), getattr(count, "high", None))
        found[names[claim.document], claim.slot] += [end for end in ends if end is not None]
    return found


def incident_of(members: Sequence[str], counts: Mapping[str, Counter[str]]) -> str | None:
    """Return the incident that most of some texts stand under; of several the one that most of their claims are about.

    Args:
        members: Names of the texts.
        counts: How many claims of each text every incident has, as `claims_by_incident` gives them.
    """
    votes: Counter[str] = Counter()
    claims: Counter[str] = Counter()
    for found in (counts[member] for member in members if counts.get(member)):
        votes[max(found, key=lambda one: (found[one], one))] += 1
        claims.update(found)
    return max(votes, key=lambda one: (votes[one], claims[one], one)) if votes else None


def _written(row: Mapping[str, Any]) -> Written:
    fields = {"title": row["page_title"] or "", "publisher": row["publisher"] or "", "url": row["url"] or ""}
    if (row["published"] or "")[:4].isdigit():
        fields["published"] = row["published"]
    kept = {name: value for name, value in fields.items() if value}
    return Written(f"t{row['source_id']}", str(row["incident_ids"][0]), row["text"], kept)


def records_of(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSONL file, gzipped or not. Raises DataError where it is missing."""
    if not path.is_file():
        raise DataError(f"{path}: not there; give a --data DIR that holds it, or leave the set out")
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
