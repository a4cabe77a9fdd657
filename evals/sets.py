"""The evaluation sets: how each is read, scored and compared with published figures.

Published figures and their sources stand in each set's README; they are for test parts, ours for the part at hand.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from evals import actors, airwars, loaders, muc, own_sets, times
from evals.intervals import bootstrap, correlation, f1
from evals.loaders import Attribution, Pair
from evals.numbers import mean_absolute_error
from evals.reader import MUC_ROLES, Answer, Reader
from evals.spans import Counts, exact, linked, overlap, trimmed, whole

NOT_YET: Final = "not yet read by the product"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. ``ours`` is None where the product does not read the set yet; ``note`` then says so.

    ``low`` and ``high`` are the 95 % bootstrap interval; ``count`` is how many gold answers the figure rests on;
    ``setting`` is how it was read: tagger and gate.
    """

    set: str
    split: str
    metric: str
    ours: float | None
    published: float | None = None
    low: float | None = None
    high: float | None = None
    count: int = 0
    seconds: float = 0.0
    note: str = ""
    setting: str = ""


@dataclass(frozen=True, slots=True)
class EvalSet:
    """A set by folder name; ``score`` yields the rows of every split but those trained on, or None: not yet read."""

    name: str
    score: Callable[[Path, Reader], Iterator[Row]] | None


def _f1_row(name: str, split: str, metric: str, counts: Sequence[Counts], published: float | None = None) -> Row:
    total = sum(counts, Counts())
    low, high = bootstrap(counts, f1)
    return Row(name, split, metric, 100 * total.f1, published, 100 * low, 100 * high, int(total.gold))


def _timed(rows: Sequence[Row], since: float) -> Iterator[Row]:
    """Set on each row the seconds that reading its split took."""
    seconds = time.monotonic() - since
    for row in rows:
        yield Row(
            row.set, row.split, row.metric, row.ours, row.published, row.low, row.high, row.count, seconds, row.note
        )


def _unlearned(data: Path, name: str) -> dict[str, Path]:
    return {split: path for split, path in loaders.split_files(data, name).items() if split != "train"}


def polnear(data: Path, reader: Reader) -> Iterator[Row]:
    """Yield exact and overlap F1 of source, cue and content, and whole attributions (README of the set)."""
    published = {"source": 83.2, "cue": 75.3, "content": 72.9}
    for split, path in _unlearned(data, "polnear").items():
        since = time.monotonic()
        articles = loaders.polnear(path)
        answers = list(reader.read(article.text for article in articles))
        golds = [_gold_attributions(article) for article in articles]
        rows = []
        for measure, named in ((exact, "exact"), (overlap, "overlap")):
            for part, known in published.items():
                counts = [
                    measure(answer.parts.get(part, ()), [pair for item in gold for pair in getattr(item, part)])
                    for answer, gold in zip(answers, golds, strict=True)
                ]
                compared = known if named == "exact" else None
                rows.append(_f1_row("polnear", split, f"{part} {named} F1", counts, compared))
        pairs = list(zip(answers, golds, strict=True))
        rows.append(_f1_row("polnear", split, "whole attribution F1", [whole(a.attributions, g) for a, g in pairs]))
        rows.append(_f1_row("polnear", split, "linked attribution F1", [linked(a.attributions, g) for a, g in pairs]))
        yield from _timed(rows, since)


def muc4(data: Path, reader: Reader) -> Iterator[Row]:
    """Yield template scores (``evals.muc``), and F1 of the tagger's bare mentions and incident types a document.

    Of a filler only its best wording is scored. As a mention, a predicted string is right where it is a surface form
    of a filler of that role in the document; a gold filler is found where one of its forms is predicted.
    """
    for split, path in _unlearned(data, "muc4").items():
        since = time.monotonic()
        bulletins = loaders.muc4(path)
        answers = list(reader.read(bulletin.text for bulletin in bulletins))
        pairs = list(zip(bulletins, answers, strict=True))
        rows = []
        every = [Counts()] * len(pairs)
        for name, role in MUC_ROLES.items():
            counts = [_fillers(bulletin, answer, name, role) for bulletin, answer in pairs]
            every = [a + b for a, b in zip(every, counts, strict=True)]
            rows.append(_f1_row("muc4", split, f"{name} filler F1", counts))
        rows.append(_f1_row("muc4", split, "all role fillers F1", every))
        rows.append(_f1_row("muc4", split, "incident type F1, a document", [_types(b, a) for b, a in pairs]))
        assembled = [(muc.templates(answer.assembled), bulletin.templates) for bulletin, answer in pairs]
        by_template = [muc.ceaf_tf(ours, gold) for ours, gold in assembled]
        by_document = [muc.ceaf_ree(muc.document_roles(ours), muc.document_roles(gold)) for ours, gold in assembled]
        for name, scored, known in (("CEAF-TF", by_template, 53.1), ("CEAF-REE", by_document, 54.5)):
            summed = [sum(counts.values(), Counts()) for counts in scored]
            rows.append(_f1_row("muc4", split, f"{name} micro F1", summed, known))
            for part in scored[0] if scored else ():
                rows.append(_f1_row("muc4", split, f"{name} {part} F1", [counts[part] for counts in scored]))
        yield from _timed(rows, since)


def factuality(data: Path, reader: Reader) -> Iterator[Row]:
    """Yield Pearson r, mean absolute error and how many negative targets are read as negative, a file."""
    published = {"meantime": (0.452, 0.350), "uds_ih2": (0.905, 0.730)}
    for name, path in loaders.split_files(data, "factuality").items():
        targets = [target for target in loaders.factuality(path) if target.split != "train"]
        for split in sorted({target.split for target in targets}):
            since = time.monotonic()
            chosen = [target for target in targets if target.split == split]
            texts = sorted({target.text for target in chosen})
            answers = dict(zip(texts, reader.read(texts), strict=True))
            pairs = [(answers[t.text].factuality(*t.span) or 0.0, t.label) for t in chosen]
            ours, gold = [a for a, _ in pairs], [b for _, b in pairs]
            r, mae = published.get(name, (None, None))
            low, high = bootstrap(pairs, correlation)
            below = [mine for mine, label in pairs if label < 0]
            size = len(pairs)
            middle = sorted(gold)[size // 2]
            constant = mean_absolute_error([middle] * size, gold)
            recall = 100 * sum(mine < 0 for mine in below) / max(len(below), 1)
            label = f"factuality/{name}"
            rows = [
                Row(label, split, "Pearson r", correlation(pairs), r, low, high, size),
                Row(label, split, "mean absolute error", mean_absolute_error(ours, gold), mae, count=size),
                Row(label, split, "the same, constant best guess", constant, count=size),
                Row(label, split, "negative read as negative, %", recall, count=len(below)),
            ]
            yield from _timed(rows, since)


def re3d(data: Path, reader: Reader) -> Iterator[Row]:
    """Yield exact and overlap F1 of entity spans on the held-out documents."""
    since = time.monotonic()
    documents = held_out(loaders.re3d(data))
    answers = list(reader.read(document.text for document in documents))
    rows = []
    for kind in ("Location", "Organisation", "Weapon", "Person"):
        for measure, named in ((exact, "exact"), (overlap, "overlap")):
            counts = [
                measure(answer.entities.get(kind, ()), [(m.start, m.end) for m in document.mentions if m.type == kind])
                for document, answer in zip(documents, answers, strict=True)
            ]
            rows.append(_f1_row("re3d", "every fifth", f"{kind} {named} F1", counts))
    yield from _timed(rows, since)


def held_out(documents: Sequence[loaders.Document]) -> list[loaders.Document]:
    """Return every fifth re3d document, in order of folder and id: those that training leaves out."""
    return list(documents[::5])


#: Every set, in the order of the table.
def own_times(split: str) -> Iterator[Row]:
    """Yield the shares of time expressions read right (README of the set)."""
    since = time.monotonic()
    shares = times.score_times(own_sets.times(split))
    yield from _timed(_share_rows("times", split, shares), since)


def own_actors(split: str) -> Iterator[Row]:
    """Yield the shares of mentions of actors answered right, wrong and not at all (README of the set)."""
    since = time.monotonic()
    shares = actors.score_actors(own_sets.actors(split), own_sets.known_actors())
    yield from _timed(_share_rows("actors", split, shares), since)


def _share_rows(name: str, split: str, shares: dict[str, tuple[float, int]]) -> list[Row]:
    return [Row(name, split, f"{measure} %", 100 * share, count=count) for measure, (share, count) in shares.items()]


SETS: Final = (
    EvalSet("polnear", polnear),
    EvalSet("muc4", muc4),
    EvalSet("factuality", factuality),
    EvalSet("re3d", re3d),
    EvalSet("airwars_gaza", partial(airwars.gaza, Row)),
    EvalSet("airwars_syria", partial(airwars.syria, Row)),
    EvalSet("gva", None),
    EvalSet("toponyms", None),
    EvalSet("fa_kes", None),
)


def _gold_attributions(article: loaders.QuotedArticle) -> list[Attribution]:
    def clean(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
        return tuple(trimmed(article.text, pair) for pair in pairs)

    return [
        Attribution(clean(item.source), clean(item.cue), clean(item.content))
        for item in article.attributions
        if item.source or item.cue or item.content
    ]


def _fillers(bulletin: loaders.Bulletin, answer: Answer, name: str, role: str) -> Counts:
    entities = {entity for template in bulletin.templates for entity in template.roles.get(name, ())}
    forms = {form for entity in entities for form in entity}
    ours = {bulletin.text[start:end] for start, end in answer.roles.get(role, ())}
    found = sum(1 for entity in entities if ours & set(entity))
    return Counts(float(len(ours & forms)), float(len(ours)), float(found), float(len(entities)))


def _types(bulletin: loaders.Bulletin, answer: Answer) -> Counts:
    """Compare types told with those of the templates; of alternatives such as "attack / bombing" either will do."""
    golds = {template.incident_type for template in bulletin.templates}
    right = sum(any(kind in gold.split(" / ") for gold in golds) for kind in answer.incidents)
    found = sum(any(kind in gold.split(" / ") for kind in answer.incidents) for gold in golds)
    return Counts(float(right), float(len(answer.incidents)), float(found), float(len(golds)))
