"""``python -m training.second_look --data DIR``: fit the weights of the second look at spans.

Reads articles of the train part of PolNeAR with both taggers and the parser, takes every stretch of words that a tagger
gives a chance, and fits, a part each, a logistic regression of being just right on the evidence (``read.tagger.
evidence``). One table serves both taggers. They were trained on these very articles, so their chances are too sure
there: on PolNeAR dev, spans given 0.4 to 0.6 are right in 35 to 43 of 100 cases, and in 42 to 48 here. The prices in
``read.tagger.second_look`` were set on the dev part, which makes up for it; the weights have not seen it.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from evals.reader import document
from evals.spans import trimmed

from crossbearing.read.sentences.parse import DEFAULT_MODEL, load_model, parse
from crossbearing.read.sentences.segment import sentences
from crossbearing.read.tagger.decode import ATTRIBUTION
from crossbearing.read.tagger.evidence import Evidence, evidence, words_of
from crossbearing.read.tagger.marking import mark_sentences
from crossbearing.read.tagger.posterior import chances
from crossbearing.read.tagger.runtime import TaggerSettings
from crossbearing.read.tagger.second_look import FILE, LEAST
from crossbearing.resources.lexicon import lexicon
from evals import loaders
from training.regression import fit_linear

PENALTY: Final = 30.0
"""Weight of the squared coefficients of standardised columns; in trials 10 and 50 gave the same figures within 0.3."""
SEEN: Final = 200
"""Evidence that fewer stretches have is left out."""
_MODELS: Final = ("student", "careful")
_RESOURCES: Final = Path(__file__).parent.parent / "src" / "crossbearing" / "resources"
_CHARACTERS: Final = 200_000

Row = tuple[str, Evidence, bool]


def rows(articles: Sequence[loaders.QuotedArticle]) -> Iterator[Row]:
    """Yield part, evidence and whether it is just right, for each stretch that a tagger gives a chance."""
    tables = lexicon("en")
    nlp = load_model(DEFAULT_MODEL)
    taggers = [TaggerSettings(_RESOURCES / "models", name).open() for name in _MODELS]
    for article in articles:
        parsed = list(parse(nlp, sentences(document(article.text).text, _CHARACTERS), tables))
        words = words_of(parsed)
        gold = {
            (part, *trimmed(article.text, pair))
            for item in article.attributions
            for part in ATTRIBUTION
            for pair in getattr(item, part)
        }
        for tagger in taggers:
            reading = mark_sentences(tagger, parsed, lambda: True, None)
            for window, found in zip(reading.scored, chances(reading.scored, tagger.transitions, LEAST), strict=True):
                for one, row in zip(found.candidates, evidence(words, window, found), strict=True):
                    if window.kept[one.first]:
                        place = (int(window.starts[one.first]), int(window.ends[one.behind - 1]))
                        yield one.part, row, (one.part, *place) in gold


def fitted(found: Sequence[tuple[Evidence, bool]], seen: int = SEEN) -> tuple[dict[str, float], float]:
    """Return weights by name of evidence, rounded to thousandths, and the constant."""
    counted = Counter(name for row, _ in found for name, value in row.items() if value)
    names = sorted(name for name, count in counted.items() if count >= seen)
    columns = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(found), len(names)))
    for number, (row, _) in enumerate(found):
        for name, value in row.items():
            if name in columns:
                table[number, columns[name]] = value
    fit = fit_linear(table, np.array([right for _, right in found], dtype=float), PENALTY)
    weights = fit.weights / fit.scales
    constant = fit.offset - float(weights @ fit.means)
    return {name: round(float(weights[columns[name]]), 3) for name in names}, round(constant, 3)


def main() -> None:
    """Fit and write the table."""
    parser = argparse.ArgumentParser(prog="python -m training.second_look", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder laid out as the README of the sets says")
    parser.add_argument("--out", type=Path, default=_RESOURCES / FILE)
    parser.add_argument("--every", type=int, default=3, help="take every so many articles")
    options = parser.parse_args()
    articles = list(loaders.polnear(loaders.split_files(options.data, "polnear")["train"]))[:: options.every]
    by_part: dict[str, list[tuple[Evidence, bool]]] = {part: [] for part in ATTRIBUTION}
    for part, row, right in rows(articles):
        by_part[part].append((row, right))
    lines = [
        "# Weights of evidence for a stretch of words to be just a source, a cue or a piece of content.",
        f"# Written by `python -m training.second_look --every {options.every}`; what the names mean:",
        "# read/tagger/evidence.py. A weight is added to the log odds, times the value of the evidence.",
    ]
    for part, found in by_part.items():
        weights, constant = fitted(found)
        count = sum(one for _, one in found)
        lines += ["", f"[{part}]  # {len(found)} stretches, {count} of them right", f"constant = {constant}"]
        lines += [f"[{part}.weights]", *(f'"{name}" = {weight}' for name, weight in weights.items())]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
