"""``python -m evals.samples --data DIR --set NAME --out FILE``: errors drawn at random, for a person to read and sort.

NAME is ``polnear``, ``re3d`` or ``factuality/meantime`` (or another file of that set). Each line of FILE is one error
as JSON, with its words: FILE must lie outside the repository, for no text of a set may come into it.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from crossbearing.model.errors import CrossbearingError
from evals import loaders
from evals.loaders import DataError, Pair
from evals.reader import ProductReader, Reader
from evals.sets import held_out
from evals.spans import trimmed

LEAST: Final = 1.0
"""A factuality score counts as an error where it is off by more than this, on the scale from -3 to 3."""

AROUND: Final = 200
"""Characters shown before and behind an error."""

KINDS: Final = ("Location", "Organisation", "Weapon")
"""Entities of re3d that are looked at: those a report's incident is placed and described by."""

_REPOSITORY: Final = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Error:
    """One error of the reader.

    ``kind`` is ``edge`` (a gold span and one of ours touch but differ), ``missed`` or ``false`` (a gold span, or one of
    ours, that is in no such pair, see ``span_errors``), ``score`` (factuality off by more than ``LEAST``) or
    ``unscored`` (the same, where the reader gave none and 0 was taken). ``gold`` and ``ours`` are the words, or the
    score. ``context`` shows them in their place, gold between ``[[`` and ``]]``, ours between ``{{`` and ``}}``.
    """

    document: str
    label: str
    kind: str
    gold: str
    ours: str
    context: str


def span_errors(predicted: Iterable[Pair], gold: Iterable[Pair]) -> Iterator[tuple[str, Pair | None, Pair | None]]:
    """Yield kind, gold span and our span of each error; equal spans are none.

    Spans that touch are paired one to one, those with most characters in common first, and such a pair is one error.
    """
    theirs, ours = sorted(set(gold) - set(predicted)), sorted(set(predicted) - set(gold))
    shared = [(min(a[1], b[1]) - max(a[0], b[0]), a, b) for a in theirs for b in ours]
    left, right = set(theirs), set(ours)
    for common, a, b in sorted(shared, key=lambda item: (-item[0], item[1], item[2])):
        if common > 0 and a in left and b in right:
            left.remove(a)
            right.remove(b)
            yield "edge", a, b
    yield from (("missed", pair, None) for pair in sorted(left))
    yield from (("false", None, pair) for pair in sorted(right))


def polnear(data: Path, split: str, reader: Reader) -> Iterator[Error]:
    """Yield the errors in sources, cues and contents."""
    articles = loaders.polnear(_file(data, "polnear", split))
    for article, answer in zip(articles, reader.read(article.text for article in articles), strict=True):
        for part in ("source", "cue", "content"):
            gold = [trimmed(article.text, pair) for item in article.attributions for pair in getattr(item, part)]
            yield from _spans(article.id, part, article.text, answer.parts.get(part, ()), gold)


def re3d(data: Path, _split: str, reader: Reader) -> Iterator[Error]:
    """Yield the errors in entities of ``KINDS`` on the held-out documents, whatever the split asked for."""
    documents = held_out(loaders.re3d(data))
    for document, answer in zip(documents, reader.read(document.text for document in documents), strict=True):
        for kind in KINDS:
            gold = [(mention.start, mention.end) for mention in document.mentions if mention.type == kind]
            yield from _spans(document.id, kind, document.text, answer.entities.get(kind, ()), gold)


def factuality(name: str, data: Path, split: str, reader: Reader) -> Iterator[Error]:
    """Yield the targets of file ``name`` whose score is off by more than ``LEAST``."""
    targets = [target for target in loaders.factuality(_file(data, "factuality", name)) if target.split == split]
    texts = sorted({target.text for target in targets})
    answers = dict(zip(texts, reader.read(texts), strict=True))
    for target in targets:
        found = answers[target.text].factuality(*target.span)
        score = found or 0.0
        if abs(score - target.label) > LEAST:
            kind = "score" if found is not None else "unscored"
            shown = _shown(target.text, target.span, None)
            yield Error(target.id, name, kind, f"{target.label:.2f}", f"{score:.2f}", shown)


def sample(errors: Sequence[Error], count: int, seed: int) -> list[Error]:
    """Return ``count`` errors drawn without replacement, or all where there are fewer; the same for the same seed."""
    return random.Random(seed).sample(errors, min(count, len(errors)))  # noqa: S311 - a draw to read, nothing secret


def _spans(document: str, label: str, text: str, predicted: Iterable[Pair], gold: Iterable[Pair]) -> Iterator[Error]:
    for kind, theirs, ours in span_errors(list(predicted), list(gold)):
        yield Error(document, label, kind, _words(text, theirs), _words(text, ours), _shown(text, theirs, ours))


def _words(text: str, pair: Pair | None) -> str:
    return "" if pair is None else text[pair[0] : pair[1]]


def _shown(text: str, gold: Pair | None, ours: Pair | None) -> str:
    """Return the text around the spans with both marked."""
    pairs = [pair for pair in (gold, ours) if pair is not None]
    marks = [
        (at, sign)
        for pair, signs in ((gold, ("[[", "]]")), (ours, ("{{", "}}")))
        if pair is not None
        for at, sign in zip(pair, signs, strict=True)
    ]
    start = max(0, min(pair[0] for pair in pairs) - AROUND)
    end = min(len(text), max(pair[1] for pair in pairs) + AROUND)
    shown = text[start:end]
    for at, sign in sorted(marks, reverse=True):
        shown = shown[: at - start] + sign + shown[at - start :]
    return shown


def _file(data: Path, name: str, split: str) -> Path:
    files = loaders.split_files(data, name)
    if split not in files:
        raise DataError(f"{data / name} has no {split}.jsonl: there are {', '.join(files) or 'no files'}")
    return files[split]


def _errors_of(name: str) -> Callable[[Path, str, Reader], Iterator[Error]]:
    """Return what finds the errors of a set. Raises DataError where no sampling is written for it."""
    if name in ("polnear", "re3d"):
        return {"polnear": polnear, "re3d": re3d}[name]
    folder, _, file = name.partition("/")
    if folder != "factuality" or not file:
        raise DataError(f"no errors can be drawn from {name!r}: ask for polnear, re3d or factuality/FILE")
    return lambda data, split, reader: factuality(file, data, split, reader)


def _check(split: str, out: Path) -> None:
    """Raise DataError where a part learned from is asked for, or a file in the repository."""
    if split == "train":
        raise DataError("errors on the train part say little: the tagger learned from it; give another --split")
    if out.resolve().is_relative_to(_REPOSITORY):
        raise DataError(f"{out} lies in the repository, where no set's text may go; give another --out")


def main(arguments: Sequence[str] | None = None, reader: Reader | None = None) -> int:
    """Write a sample of errors. Returns 0; 2 where a set or a model cannot be read, or FILE is in the repository."""
    parser = argparse.ArgumentParser(prog="python -m evals.samples", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with one folder a set")
    parser.add_argument("--set", required=True, help="polnear, re3d or factuality/FILE")
    parser.add_argument("--split", default="dev", help="default: dev; never train, which the tagger learned from")
    parser.add_argument("--seed", type=int, default=7, help="of the drawing; default: 7")
    parser.add_argument("--count", type=int, default=50, help="how many errors; default: 50")
    parser.add_argument("--model", choices=("student", "careful"), default="student", help="the tagger")
    parser.add_argument("--gate", choices=("events", "attribution", "off"), default="off", help="default: off")
    parser.add_argument("--out", type=Path, required=True, help="file to write, outside the repository")
    options = parser.parse_args(arguments)
    try:
        _check(options.split, options.out)
        find = _errors_of(options.set)
        opened = reader if reader is not None else ProductReader.open(options.model, options.gate)
        errors = list(find(options.data, options.split, opened))
    except (DataError, CrossbearingError) as error:
        print(error, file=sys.stderr)
        return 2
    drawn = sample(errors, options.count, options.seed)
    lines = [json.dumps(asdict(error), ensure_ascii=False) + "\n" for error in drawn]
    options.out.write_text("".join(lines), encoding="utf-8")
    print(f"{len(drawn)} of {len(errors)} errors, {opened.setting}, seed {options.seed}: {options.out}")
    for (label, kind), number in sorted(Counter((error.label, error.kind) for error in errors).items()):
        print(f"{number:6} of all: {label}, {kind}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
