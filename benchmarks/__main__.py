"""Measure and print."""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.contestants import Build, Contestant, Help, Parse, Read, articles


def main() -> int:
    """Run all contestants turn by turn and print their times as ratios to the first one."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder that holds fa_kes/articles.csv")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="turns of each (default: 3)")
    parser.add_argument("--articles", type=int, default=200, metavar="N", help="articles a turn; 0: all (default: 200)")
    options = parser.parse_args()
    table = options.data / "fa_kes" / "articles.csv"
    if not table.is_file():
        print(f"{table}: not there; name a folder that holds it", file=sys.stderr)
        return 2
    rows = articles(table, options.articles)
    words = sum(len(row["article_content"].split()) for row in rows)
    print(f"{len(rows)} articles, {words} words; {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        contestants: list[Contestant] = [Parse(rows)]
        contestants += [Read(rows, tagger, "events") for tagger in ("off", "student", "careful")]
        contestants.append(Build(rows, Path(folder), workers=1))
        if (os.cpu_count() or 1) > 1:
            contestants.append(Build(rows, Path(folder), workers=os.cpu_count() or 1))
        contestants.append(Help())
        seconds: dict[str, list[float]] = {contestant.name: [] for contestant in contestants}
        for turn in range(options.rounds):
            # One after the other in each turn, so that what else the machine does meets all of them alike.
            for contestant in contestants:
                seconds[contestant.name].append(contestant.run())
                print(f"  turn {turn + 1}: {contestant.name}: {seconds[contestant.name][-1]:.2f} s", file=sys.stderr)
    first = seconds[contestants[0].name]
    print(f"{'':40} {'ratio':>8} {'lowest':>8} {'highest':>8} {'seconds':>9} {'words/s':>9}")
    for name, times in seconds.items():
        ratios = [time / base for time, base in zip(times, first, strict=True)]
        middle = statistics.median(times)
        rate = f"{words / middle:9.0f}" if "help" not in name else ""
        print(f"{name:40} {statistics.median(ratios):8.2f} {min(ratios):8.2f} {max(ratios):8.2f} {middle:9.2f} {rate}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
