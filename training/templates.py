"""``python -m training.templates --data DIR --work DIR``: learn how incidents are assembled, from MUC-4's train part.

Tables of words and habits are weighed on documents they were not counted on. The tagger's chances are those of the
shipped models, which have seen these documents: what they say of them is somewhat too good (for the first careful model
fillers 54 F1 against 46 on dev). A tagger trained on three fifths of the documents and applied to the rest was tried
instead and was worse on dev (43 to 44 against 47), being weaker than what it stood for. Thresholds are chosen on dev.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from evals.loaders import Bulletin
from numpy.typing import NDArray

from crossbearing.model.documents import Block, BlockKind, Text
from crossbearing.read.sentences.parse import Parsed, load_model, parse
from crossbearing.read.sentences.segment import sentences
from crossbearing.read.tagger.decode import INCIDENTS, ROLES
from crossbearing.read.tagger.marking import mark_sentences
from crossbearing.read.tagger.runtime import TaggerSettings
from crossbearing.read.templates.entities import Entity
from crossbearing.read.templates.evidence import COLUMNS, filler_evidence
from crossbearing.read.templates.grouping import (
    GROUP_COLUMNS,
    PAIR_COLUMNS,
    TARGET,
    VICTIM,
    pair_evidence,
)
from crossbearing.read.templates.linear import Evidence, Lexical, Linear
from crossbearing.read.templates.reader import IncidentReader
from crossbearing.read.templates.sentences import TOLD_COLUMNS, Telling, held_words, tell, told_evidence
from crossbearing.read.templates.weights import FILE, Thresholds, Weights, from_json
from crossbearing.read.templates.words import words_of
from crossbearing.resources.lexicon import lexicon
from evals import loaders
from training.regression import fit_lexical, fit_linear
from training.template_rows import (
    Ordinary,
    Report,
    filler_labels,
    group_labels,
    habits,
    sentence_labels,
    templates_of,
    vocabulary,
)

#: Train documents, by place in the file, that are weighed with tables counted on the others.
FOLDS: Final = ((0, 433), (433, 866), (866, 1300))
MODELS: Final = ("careful", "student")
RESOURCES: Final = Path(__file__).parent.parent / "src" / "crossbearing" / "resources"
#: Chosen on the dev part, in coarse steps: the score changes by less than a point within 0.05 of each.
LEAST: Final = Thresholds(fillers=(0.16, 0.22, 0.22, 0.2, 0.15), incident=0.2, joined=-0.3)
#: Penalties on squared weights, and the share of log loss for tables of words; chosen on the dev part.
FILLER_PENALTY: Final = 20.0
SENTENCE_PENALTY: Final = 3.0
PAIR_PENALTY: Final = 3.0
GROUP_PENALTY: Final = 10.0
WORD_SHARE: Final = 0.3
REPORT_SHARE: Final = 0.15
_PARTS: Final = 5


def read_reports(bulletins: Sequence[Bulletin], folder: Path, model: str) -> Iterator[Report]:
    """Yield reports with parser and tagger run over all their sentences."""
    tagger = TaggerSettings(folder, model).open()
    nlp, tables = load_model("auto"), lexicon("en")
    for bulletin in bulletins:
        text = Text("t", "d", "x", "en", bulletin.text, (Block(BlockKind.BODY, 0, len(bulletin.text)),))
        entries: list[Parsed] = list(parse(nlp, sentences(text, len(bulletin.text)), tables))
        tagged = mark_sentences(tagger, entries, lambda: True, None)
        yield Report(bulletin, words_of(entries, tagged))


def kept_reports(path: Path, bulletins: Sequence[Bulletin], folder: Path, model: str) -> list[Report]:
    """Return reports, read once and then kept in a file of the work folder."""
    if not path.is_file():
        found = [report.words for report in read_reports(bulletins, folder, model)]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(found))
    words = pickle.loads(path.read_bytes())
    return [Report(bulletin, one) for bulletin, one in zip(bulletins, words, strict=True)]


def kept_tables(path: Path, reports: Sequence[Report], plain: Ordinary) -> Weights:
    """Return what ``count_tables`` gives, counted once and then kept in a file of the work folder."""
    if not path.is_file():
        path.write_bytes(pickle.dumps(count_tables(reports, plain)))
    tables: Weights = pickle.loads(path.read_bytes())
    return tables


def count_tables(reports: Sequence[Report], plain: Ordinary) -> Weights:
    """Return weights of which the tables of words and habits are counted on these reports, and the rest is empty."""
    ordinary = plain.lemmas(reports)
    known = vocabulary(reports, ordinary)
    held = [held_words(report.words) for report in reports]
    labels = np.vstack([sentence_labels(report) for report in reports])
    every = [sentence for report in held for sentence in report]
    by_words = []
    for kind in range(len(INCIDENTS)):
        chosen = labels[:, kind] >= 0
        texts = [sentence for sentence, take in zip(every, chosen, strict=True) if take]
        by_words.append(fit_lexical(texts, labels[chosen, kind], known, WORD_SHARE))
    whole = [frozenset().union(*report) for report in held]
    telling = np.array([float(bool(report.bulletin.templates)) for report in reports])
    relevance = fit_lexical(whole, telling, known, REPORT_SHARE)
    empty = Linear(np.zeros(0), np.ones(0), np.zeros(0), 0.0)
    counted = habits(reports, ordinary, plain)
    return Weights(
        tuple(by_words), relevance, (empty,) * len(INCIDENTS), counted, (empty,) * len(ROLES), empty, empty, LEAST
    )


def fit_weights(parts: Sequence[tuple[Sequence[Report], Weights]]) -> Weights:
    """Return the weights learned on reports, each part with tables that were counted on others."""
    told_rows, told_labels = [], []
    for reports, tables in parts:
        for report in reports:
            told_rows.append(told_evidence(report.words, tables.by_words, tables.relevance)[0])
            told_labels.append(sentence_labels(report))
    rows, labels = np.vstack(told_rows), np.vstack(told_labels)
    known = [labels[:, kind] >= 0 for kind in range(len(INCIDENTS))]
    telling = tuple(
        fit_linear(rows[known[kind], kind], labels[known[kind], kind], SENTENCE_PENALTY)
        for kind in range(len(INCIDENTS))
    )
    every = [(report, replace(tables, telling=telling)) for reports, tables in parts for report in reports]
    told = [_told(report, weights) for report, weights in every]
    seen = []
    for (report, weights), telling_here in zip(every, told, strict=True):
        found = report.wordings
        evidence = filler_evidence(report.words, found, telling_here, weights.habits)
        seen.append((found, evidence, filler_labels(report.bulletin, found)))

    def fillers(numbers: Sequence[int]) -> tuple[Linear, ...]:
        return tuple(
            fit_linear(
                np.vstack([seen[n][1].evidence[role] for n in numbers]),
                np.concatenate([seen[n][2][role] for n in numbers]),
                FILLER_PENALTY,
            )
            for role in range(len(ROLES))
        )

    entities: list[list[list[Entity]]] = [[] for _ in every]
    for part in range(_PARTS):
        learned = fillers([n for n in range(len(every)) if n % _PARTS != part])
        for number in range(part, len(every), _PARTS):
            report, weights = every[number]
            reader = IncidentReader(replace(weights, fillers=learned))
            entities[number] = reader.judged(report.words, *seen[number][:2])
    pairs = _fit_pairs([report for report, _ in every], told, entities)
    learned = fillers(range(len(every)))
    whole = [replace(weights, fillers=learned, pairs=pairs) for _, weights in every]
    group_rows: list[list[float]] = []
    claimed: list[float] = []
    for number, (report, _) in enumerate(every):
        # The chance itself is not needed: with empty weights every group has the same.
        reader = IncidentReader(replace(whole[number], groups=_none(len(GROUP_COLUMNS))))
        groups, rows_of = reader.weighed(report.words, told[number], entities[number])
        group_rows += rows_of
        claimed += group_labels(report.bulletin, groups)
    groups_learned = fit_linear(np.array(group_rows), np.array(claimed), GROUP_PENALTY)
    return replace(whole[0], groups=groups_learned, least=LEAST)


def _told(report: Report, weights: Weights) -> Telling:
    return tell(report.words, weights.by_words, weights.relevance, weights.telling)


def _none(columns: int) -> Linear:
    return Linear(np.zeros(columns), np.ones(columns), np.zeros(columns), 0.0)


def _fit_pairs(reports: Sequence[Report], told: Sequence[Telling], entities: Sequence[list[list[Entity]]]) -> Linear:
    rows: list[list[float]] = []
    labels: list[float] = []
    for report, telling, by_role in zip(reports, told, entities, strict=True):
        hit = [(entity, templates_of(report.bulletin, entity)) for role in (TARGET, VICTIM) for entity in by_role[role]]
        known = [(entity, numbers) for entity, numbers in hit if numbers]
        for place, (one, ours) in enumerate(known):
            for other, theirs in known[:place]:
                rows.append(pair_evidence(report.words, telling, one, other))
                labels.append(float(bool(ours & theirs)))
    return fit_linear(np.array(rows), np.array(labels), PAIR_PENALTY)


def main() -> None:
    """Learn tables and weights and write them."""
    parser = argparse.ArgumentParser(prog="python -m training.templates", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the sets")
    parser.add_argument("--work", type=Path, required=True, help="folder for what is computed once")
    parser.add_argument("--models", type=Path, default=RESOURCES / "models", help="folder of the shipped tagger")
    parser.add_argument("--out", type=Path, default=RESOURCES / FILE)
    parser.add_argument("--grouping", action="store_true", help="learn only what groups entities; keep the rest of OUT")
    options = parser.parse_args()
    work: Path = options.work
    train = loaders.muc4(options.data / "muc4" / "train.jsonl")
    plain = Ordinary(article.text for article in loaders.polnear(loaders.split_files(options.data, "polnear")["train"]))
    stored: dict[str, Any] = {"models": {}}
    # Tables are counted with the first model's marks and used for both: marks only say which wordings are looked at.
    counted: dict[int, Weights] = {}
    for model in MODELS:
        reports = kept_reports(work / f"train.{model}.pickle", train, options.models, model)
        parts = []
        for low, high in FOLDS:
            if low not in counted:
                others = [report for number, report in enumerate(reports) if not low <= number < high]
                counted[low] = kept_tables(work / f"{low}.tables.pickle", others, plain)
            parts.append((reports[low:high], counted[low]))
        learned = fit_weights(parts)
        if options.grouping:
            kept = from_json(json.loads(options.out.read_text("utf-8")), model)
            learned = replace(kept, pairs=learned.pairs, groups=learned.groups, least=learned.least)
            stored["words"] = json.loads(options.out.read_text("utf-8"))["words"]
        if "words" not in stored:
            tables = kept_tables(work / "all.tables.pickle", reports, plain)
            stored["words"] = {
                "types": {kind: _lexical(table) for kind, table in zip(INCIDENTS, tables.by_words, strict=True)},
                "relevance": _lexical(tables.relevance),
                "habits": tables.habits.ratios,
            }
        stored["models"][model] = to_json(learned)
    options.out.write_text(json.dumps(stored, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")


def to_json(learned: Weights) -> dict[str, Any]:
    """Return a model's weights as JSON."""
    return {
        "telling": {kind: _linear(one, TOLD_COLUMNS) for kind, one in zip(INCIDENTS, learned.telling, strict=True)},
        "fillers": {role: _linear(one, COLUMNS) for role, one in zip(ROLES, learned.fillers, strict=True)},
        "pairs": _linear(learned.pairs, PAIR_COLUMNS),
        "groups": _linear(learned.groups, GROUP_COLUMNS),
        "least": {
            "fillers": dict(zip(ROLES, learned.least.fillers, strict=True)),
            "incident": learned.least.incident,
            "joined": learned.least.joined,
        },
    }


def _linear(one: Linear, names: Sequence[str]) -> dict[str, Any]:
    def short(values: Evidence | NDArray[Any]) -> list[float]:
        return [float(f"{value:.4g}") for value in values]

    columns = zip(short(one.means), short(one.scales), short(one.weights), strict=True)
    return {"columns": dict(zip(names, columns, strict=True)), "offset": round(one.offset, 4)}


def _lexical(one: Lexical) -> dict[str, Any]:
    return {"weights": dict(one.weights), "offset": one.offset}


if __name__ == "__main__":
    main()
