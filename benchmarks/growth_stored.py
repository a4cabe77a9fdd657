"""Linking and weighing an invented case in the program's own store, as `build` and `add` have it done."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from tests.invented_claims import Report, case_of

from benchmarks.growth_case import REPORTS, invented_reports
from crossbearing.concluding import conclude
from crossbearing.model.documents import Document
from crossbearing.model.steps import Collected, Reading
from crossbearing.run.progress import Quiet
from crossbearing.store.case import Case

__all__ = ["concluded", "readings"]

_BATCH = 500


def readings(reports: Iterable[Report], folder: Path) -> Iterator[Reading]:
    """Yield reports as readings; their originals are written to a folder."""
    for number, report in enumerate(reports):
        made = case_of(report)
        data = f"{report.document}\n{report.text}".encode()
        path = folder / f"{number}.txt"
        path.write_bytes(data)
        sha256 = hashlib.sha256(data).hexdigest()
        document = Document(report.document, sha256, "", "text/plain", len(data), path.name, "2031-01-01T00:00:00Z")
        yield Reading(Collected(document, report.publication, made.text_list[0], str(path)), tuple(report.claims))


def concluded(claims: int, folder: Path) -> tuple[float, float, int]:
    """Take in a case of so many claims, link, weigh and relate it, then add the reports of one more incident.

    Args:
        claims: About how many.
        folder: An empty folder.

    Returns:
        Seconds of this process for the case, seconds for the addition (reading and taking in count in neither), and
        how many incidents were weighed for that.
    """
    given = readings(invented_reports(claims + 8 * REPORTS), folder)
    first = claims // 8
    with Case.create(folder / "grown.case") as case:
        while first > 0 and (some := list(islice(given, min(_BATCH, first)))):
            case.add_readings(some)
            first -= len(some)
        start = time.process_time()
        conclude(case, Quiet(), touched=None)
        whole = time.process_time() - start
        more = list(given)
        case.add_readings(more)
        start = time.process_time()
        weighed = conclude(case, Quiet(), touched={one.collected.document.id for one in more})
        return whole, time.process_time() - start, len(weighed)
