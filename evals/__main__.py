"""``python -m evals --data DIR [--set NAME] [--out FILE]``: one table of our figures beside published ones.

Sets of our own need no data folder: ``python -m evals --set times --set actors``; ``--split test`` is for reports only.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from crossbearing.model.errors import CrossbearingError
from evals.floors import FLOORS, breaches, floors
from evals.gva import score_gva
from evals.linking import score_airwars_syria
from evals.loaders import DataError
from evals.near_copies import score_near_copies
from evals.place_sets import PLACED
from evals.reader import ProductReader, Reader, TaggerReader
from evals.sets import NOT_YET, SETS, EvalSet, Row, own_actors, own_times

#: Our own sets, which lie in the repository and are read by the product itself.
OWN = {"near_copies": score_near_copies, "times": own_times, "actors": own_actors}

#: Sets whose texts are taken in as one case each, to see which reports are held to be about one incident.
GROUPED = {"gva": score_gva, "airwars_syria": score_airwars_syria}

_ARTEFACTS = Path(__file__).parent.parent / "src" / "crossbearing" / "resources" / "models"


def table(rows: Sequence[Row]) -> str:
    """Return the rows as aligned text, one line a figure."""
    lines = [("set", "split", "metric", "ours", "95 %", "published", "difference", "gold", "seconds", "read with")]
    for row in rows:
        places = 3 if row.ours is not None and abs(row.ours) < 3.5 and not row.metric.endswith(("F1", "%")) else 1
        interval = "" if row.low is None or row.high is None else f"{row.low:.{places}f} to {row.high:.{places}f}"
        ours = row.note if row.ours is None else f"{row.ours:.{places}f}"
        known = "" if row.published is None else f"{row.published:.{places}f}"
        apart = "" if row.published is None or row.ours is None else f"{row.ours - row.published:+.{places}f}"
        seconds = "" if row.ours is None else f"{row.seconds:.0f}"
        count = str(row.count) if row.count else ""
        lines.append((row.set, row.split, row.metric, ours, interval, known, apart, count, seconds, row.setting))
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines)


def _rows_of(item: EvalSet, options: argparse.Namespace, reader: Reader) -> Iterator[Row]:
    """Yield all figures of a set: grouping, places, and what a reader finds."""
    if item.name in GROUPED:
        yield from GROUPED[item.name](options.data, options.sample)
    if item.name in PLACED:
        yield from PLACED[item.name](options.data)
    if item.score is not None:
        for row in item.score(options.data, reader):
            yield row if row.setting else replace(row, setting=reader.setting)
    elif item.name not in GROUPED and item.name not in PLACED:
        yield Row(item.name, "", "", None, note=NOT_YET)


def main(arguments: Sequence[str] | None = None) -> int:
    """Score the sets asked for. Returns 0; 1 where a floor is broken; 2 where a set or a model cannot be read."""
    names = [*OWN, *(item.name for item in SETS)]
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("--data", type=Path, default=None, help="folder with one folder a set, for all but our own")
    splits = ("dev", "test", "dev2", "test2", "dev3", "dev4", "dev5", "dev6", "dev7", "dev8")
    parser.add_argument("--split", choices=splits, default="dev", help="part of our own sets")
    parser.add_argument("--set", action="append", choices=names, help="score this set only; may be repeated")
    parser.add_argument("--out", type=Path, default=None, help="write the figures as JSON")
    parser.add_argument("--model", choices=("student", "careful", "off"), default="student", help="the tagger")
    parser.add_argument("--gate", choices=("events", "attribution", "off"), default="off", help="default: off")
    parser.add_argument("--alone", action="store_true", help="the tagger without the product around it")
    parser.add_argument("--models", type=Path, default=_ARTEFACTS, help="with --alone: folder of its artefacts")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="texts of a set grouped; default: all")
    parser.add_argument("--check-floors", action="store_true", help=f"end with 1 where a figure is below {FLOORS.name}")
    options = parser.parse_args(arguments)
    chosen = options.set or [*OWN, *(name for name in names if options.data and (options.data / name).is_dir())]
    if options.data is None and set(chosen) - set(OWN):
        parser.error("--data is needed for all sets but " + ", ".join(OWN))
    rows: list[Row] = []
    try:
        for name, score in OWN.items():
            if name in chosen:
                rows += score(options.split)
        reader: Reader | None = None
        if set(chosen) - set(OWN):
            reader = (
                TaggerReader.open(options.models, options.model)
                if options.alone
                else ProductReader.open(options.model, options.gate)
            )
        for item in SETS:
            if item.name not in chosen or reader is None:
                continue
            rows += _rows_of(item, options, reader)
    except (DataError, CrossbearingError) as error:
        print(error, file=sys.stderr)
        return 2
    print(table(rows))
    if options.out is not None:
        options.out.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n", encoding="utf-8")
    if options.check_floors:
        below = breaches(rows, floors(FLOORS))
        print("\n".join(("", *below)) if below else "\nno figure is below its floor")
        return 1 if below else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
