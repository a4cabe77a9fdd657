"""Dev figures of a tagger, torch or ONNX: ``python -m training.score --data DIR --folder DIR --model student``."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

from evals import loaders
from evals.numbers import mean_absolute_error, pearson
from evals.spans import Counts, exact, linked, overlap, trimmed, whole
from training.data import FACTUALITY_FILES, MUC_ROLES, re3d_split
from training.decode import ENTITIES, INCIDENTS
from training.runtime import Mark, Reading, Tagger, TaggerSettings


def figures(tagger: Tagger, data: Path) -> dict[str, float]:
    """Return every dev figure by name, F1 and Pearson r in per cent."""
    found: dict[str, float] = {}
    started = time.monotonic()
    found |= polnear(tagger, loaders.polnear(loaders.split_files(data, "polnear")["dev"]))
    found |= muc4(tagger, loaders.muc4(loaders.split_files(data, "muc4")["dev"]))
    found |= re3d(tagger, re3d_split(loaders.re3d(data))[1])
    for name in FACTUALITY_FILES:
        targets = loaders.factuality(loaders.split_files(data, "factuality")[name])
        found |= factuality(tagger, name, [target for target in targets if target.split == "dev"])
    found["seconds"] = time.monotonic() - started
    return found


def attributions(reading: Reading) -> list[loaders.Attribution]:
    """Return linked attributions in the set's form."""

    def pairs(marks: Sequence[Mark]) -> tuple[loaders.Pair, ...]:
        return tuple((mark.start, mark.end) for mark in marks)

    return [loaders.Attribution(pairs(a.sources), pairs((a.cue,)), pairs(a.contents)) for a in reading.attributions]


def polnear(tagger: Tagger, articles: Sequence[loaders.QuotedArticle]) -> dict[str, float]:
    """Return exact and overlap F1 of each part, and of whole attributions."""
    strict: dict[str, Counts] = {}
    loose: dict[str, Counts] = {}
    complete, joined = Counts(), Counts()
    for article, reading in zip(articles, tagger.read(a.text for a in articles), strict=True):
        gold = [
            loaders.Attribution(*(tuple(trimmed(article.text, p) for p in part) for part in (a.source, a.cue, a.content)))
            for a in article.attributions
            if a.cue or a.source or a.content
        ]
        for part in ("source", "cue", "content"):
            theirs = [pair for a in gold for pair in getattr(a, part)]
            ours = [(mark.start, mark.end) for mark in reading.spans if mark.label == part]
            strict[part] = strict.get(part, Counts()) + exact(ours, theirs)
            loose[part] = loose.get(part, Counts()) + overlap(ours, theirs)
        predicted = attributions(reading)
        complete += whole(predicted, gold)
        joined += linked(predicted, gold)
    found = {f"polnear {part} exact": 100 * strict[part].f1 for part in strict}
    found |= {f"polnear {part} overlap": 100 * loose[part].f1 for part in loose}
    return found | {"polnear whole": 100 * complete.f1, "polnear linked": 100 * joined.f1}


def muc4(tagger: Tagger, bulletins: Sequence[loaders.Bulletin]) -> dict[str, float]:
    """Return F1 of role fillers a document, and of incident types a document.

    A predicted string is right where it is a surface form of a filler of that role; a gold filler is found where one
    of its forms is predicted. No entity is built and no template: this measures mentions alone.
    """
    fillers: dict[str, Counts] = {}
    kinds = Counts()
    for bulletin, reading in zip(bulletins, tagger.read(b.text for b in bulletins), strict=True):
        for name, role in MUC_ROLES.items():
            entities = {entity for template in bulletin.templates for entity in template.roles[name]}
            forms = {form for entity in entities for form in entity}
            ours = {bulletin.text[m.start : m.end] for m in reading.roles if m.label == role}
            hit = sum(1 for entity in entities if ours & set(entity))
            counts = Counts(float(len(ours & forms)), float(len(ours)), float(hit), float(len(entities)))
            fillers[role] = fillers.get(role, Counts()) + counts
        gold = {k for template in bulletin.templates for k in template.incident_type.split(" / ") if k in INCIDENTS}
        told = {telling.type for telling in reading.tellings}
        kinds += Counts(float(len(gold & told)), float(len(told)), float(len(gold & told)), float(len(gold)))
    found = {f"muc4 {role}": 100 * counts.f1 for role, counts in fillers.items()}
    total = sum(fillers.values(), Counts())
    return found | {
        "muc4 roles micro": 100 * total.f1,
        "muc4 roles precision": 100 * total.precision,
        "muc4 roles recall": 100 * total.recall,
        "muc4 types": 100 * kinds.f1,
    }


def re3d(tagger: Tagger, documents: Sequence[loaders.Document]) -> dict[str, float]:
    """Return exact F1 of entity spans, by type and over the types that are learned."""
    counts: dict[str, Counts] = {}
    for document, reading in zip(documents, tagger.read(d.text for d in documents), strict=True):
        for kind in ENTITIES:
            ours = [(m.start, m.end) for m in reading.entities if m.label == kind]
            theirs = [(m.start, m.end) for m in document.mentions if m.type == kind]
            counts[kind] = counts.get(kind, Counts()) + exact(ours, theirs)
    found = {f"re3d {kind}": 100 * counts[kind].f1 for kind in ("Organisation", "Location", "Person", "Weapon")}
    return found | {"re3d micro": 100 * sum(counts.values(), Counts()).f1}


def factuality(tagger: Tagger, name: str, targets: Sequence[loaders.Target]) -> dict[str, float]:
    """Return Pearson r and MAE, and how many of the targets below zero are read below zero."""
    texts = sorted({target.text for target in targets})
    readings = dict(zip(texts, tagger.read(texts), strict=True))
    ours = [readings[target.text].factuality_at(*target.span) or 0.0 for target in targets]
    gold = [target.label for target in targets]
    negative = [mine for mine, label in zip(ours, gold, strict=True) if label < 0]
    return {
        f"{name} r": 100 * pearson(ours, gold),
        f"{name} mae": mean_absolute_error(ours, gold),
        f"{name} negative recall": 100 * sum(1 for mine in negative if mine < 0) / max(len(negative), 1),
    }


def main() -> None:
    """Print the dev figures of one exported model."""
    parser = argparse.ArgumentParser(prog="python -m training.score", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True, help="folder with the artefacts")
    parser.add_argument("--model", default="student")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = figures(TaggerSettings(options.folder, options.model).open(), options.data)
    if options.json:
        print(json.dumps(found, indent=1))
        return
    for name, value in found.items():
        print(f"{name:36} {value:8.2f}")


if __name__ == "__main__":
    main()
