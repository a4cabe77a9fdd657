"""``python -m benchmarks.places --data DIR``: how fast places are found and settled, and what the gazetteer takes.

Reads the articles of fa_kes. Seconds are of the processor, so that what else the machine does counts little.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.contestants import articles
from crossbearing.resolve.gazetteer import Gazetteer, ensure_gazetteer
from crossbearing.resolve.places.geoparser import Geoparser


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return max(time.process_time() - start, 1e-9)


def _opening(path: Path) -> float:
    start = time.perf_counter()
    Gazetteer(path).close()
    return time.perf_counter() - start


def main() -> int:
    """Measure and print one line a figure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.places", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder that holds fa_kes/articles.csv")
    parser.add_argument("--articles", type=int, default=400, metavar="N", help="articles; 0: all (default: 400)")
    options = parser.parse_args()
    table = options.data / "fa_kes" / "articles.csv"
    if not table.is_file():
        print(f"{table}: not there; name a folder that holds it", file=sys.stderr)
        return 2
    texts = [row["article_content"] for row in articles(table, options.articles)]
    path = ensure_gazetteer()
    openings = sorted(_opening(path) for _ in range(7))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Gazetteer(path) as gazetteer:
        geoparser = Geoparser(gazetteer)
        cold = _timed(lambda: [geoparser.read(text) for text in texts])
        warm = _timed(lambda: [geoparser.read(text) for text in texts])
        given = [[item.mention for item in geoparser.read(text)] for text in texts]
        pairs = list(zip(texts, given, strict=True))
        settled = _timed(lambda: [geoparser.locate(text, names, search=False) for text, names in pairs])
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    names = sum(len(item) for item in given)
    print(f"{len(texts)} articles, {names} names of places")
    print(
        f"gazetteer: {path.stat().st_size / 1e6:.0f} MB, opened in {1000 * statistics.median(openings):.1f} ms (median)"
    )
    print(f"memory taken by all of this: {(after - before) / 1024:.0f} MB")
    for what, seconds in (
        ("found and settled, first time", cold),
        ("found and settled, again", warm),
        ("names given, settled", settled),
    ):
        print(f"{what:32} {len(texts) / seconds:8.0f} articles/s {names / seconds:8.0f} names/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
