"""``python -m evals.agreement --data DIR``: how well annotators of PolNeAR agree, scored as readers are.

A few articles were annotated several times. Each further annotator is scored against the one whose answers are the key,
which tells how much of a reader's distance to the key is distance between persons. The parts learned from and the dev
part are taken together; no text is shown.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from crossbearing.model.errors import CrossbearingError
from evals import loaders
from evals.loaders import DataError, Pair
from evals.spans import Counts, exact, overlap, trimmed

PARTS: Final = ("source", "cue", "content")
"""Parts of an attribution."""
_MEASURES: Final = {"exact": exact, "overlap": overlap}


def agreement(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str, Counts, int]]:
    """Yield part, measure, counts summed over all further annotators, and how many these are.

    Args:
        rows: Articles as they stand in the set's files.
    """
    for part in PARTS:
        for name, measure in _MEASURES.items():
            summed, pairs = Counts(), 0
            for row in rows:
                key = _spans(row["text"], row["attributions"], part)
                for other in row.get("other_annotators") or ():
                    summed += measure(_spans(row["text"], other["attributions"], part), key)
                    pairs += 1
            yield part, name, summed, pairs


def _spans(text: str, attributions: Sequence[Mapping[str, Any]], part: str) -> set[Pair]:
    return {trimmed(text, (int(start), int(end))) for item in attributions for start, end in item[part]}


def main() -> int:
    """Print the table; end with 1 where the set cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m evals.agreement", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder laid out as the README of the sets says")
    options = parser.parse_args()
    try:
        files = loaders.split_files(options.data, "polnear")
        rows = [row for path in files.values() for row in loaders.records(path) if row.get("other_annotators")]
    except (DataError, CrossbearingError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for part, name, counts, pairs in agreement(rows):
        sys.stdout.write(
            f"{part} {name} F1 {100 * counts.f1:.1f} (gold {counts.gold:.0f}; {pairs} pairs, {len(rows)} articles)\n"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
