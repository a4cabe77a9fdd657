"""How fast the workbench answers over a large case, asked by several people at once.

`python -m benchmarks.workbench --claims 100000 --users 8` makes an invented case (kept under --keep where given),
serves it as `crossbearing serve` does, and prints for each address how often it was asked, the median and the 95th
percentile of the time to the last byte, in milliseconds, and the ratio of that to a request that touches no case.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.growth import Indexed, invented
from crossbearing.link.linking import link
from crossbearing.model.documents import Document
from crossbearing.model.steps import Collected, Reading
from crossbearing.store.case import Case
from crossbearing.weigh.weighing import Weighing

__all__ = ["main"]

_BATCH = 500
_BARE = "/api/jobs"


def build(path: Path, claims: int) -> None:
    """Make an invented case on disk: documents, claims, incidents, findings."""
    made = invented(claims)
    with tempfile.TemporaryDirectory() as folder, Case.create(path) as case:
        readings = list(_readings(made, Path(folder)))
        for start in range(0, len(readings), _BATCH):
            case.add_readings(readings[start : start + _BATCH])
        linked = link(made)
        made.with_links(linked)
        case.replace_links(linked)
        weigh = Weighing()
        for start in range(0, len(linked.incidents), _BATCH):
            case.replace_findings([weigh(one, made) for one in linked.incidents[start : start + _BATCH]])
        case.finish()


def _readings(made: Indexed, folder: Path) -> Iterator[Reading]:
    claims = defaultdict(list)
    for claim in made.claim_list:
        claims[claim.document].append(claim)
    texts = {text.document: text for text in made.text_list}
    for number, publication in enumerate(made.publication_list):
        text = texts[publication.document]
        data = f"{number}\n{text.content}".encode()
        file = folder / f"{number}.txt"
        file.write_bytes(data)
        sha256 = hashlib.sha256(data).hexdigest()
        document = Document(
            publication.document, sha256, "", "text/plain", len(data), file.name, "2031-01-01T00:00:00Z"
        )
        collected = Collected(document, publication, text, str(file))
        yield Reading(collected=collected, claims=tuple(claims[publication.document]))


def ask(port: int, token: str, addresses: list[str], seconds: float, times: dict[str, list[float]]) -> None:
    """Ask one address after another, as one person does, for so many seconds; gathers milliseconds by kind."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    chance = random.Random(threading.get_ident())
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        address = chance.choice(addresses)
        start = time.perf_counter()
        connection.request("GET", address, headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        answer.read()
        spent = 1000 * (time.perf_counter() - start)
        if answer.status != 200:
            raise SystemExit(f"{address}: {answer.status}")
        times.setdefault(kind(address), []).append(spent)


def kind(address: str) -> str:
    """Return an address without its ids."""
    return re.sub(r"/(incidents|documents)/[^/?]+", r"/\1/ID", re.sub(r"(incident|document)=[^&]+", r"\1=ID", address))


def addresses(port: int, token: str) -> list[str]:
    """Return what people ask: lists with and without filters, incidents, matrices, documents, searches."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)

    def items(address: str) -> list[dict[str, str]]:
        connection.request("GET", address, headers={"Authorization": f"Bearer {token}"})
        found: list[dict[str, str]] = json.loads(connection.getresponse().read())["items"]
        return found

    incidents = [one["id"] for one in items("/api/incidents?limit=40&order=date")]
    documents = [one["id"] for one in items("/api/documents?limit=40")]
    asked = [
        _BARE,
        "/api/case",
        "/api/incidents?limit=60",
        "/api/incidents?limit=60&order=disputes&verdict=disputed",
        "/api/incidents?limit=60&start=2040-01-01&end=2050-12-31",
        "/api/incidents?limit=60&box=-20,-30,60,50",
        "/api/claims?limit=60&slot=killed",
        "/api/documents?limit=100",
        "/api/search?q=shells",
    ]
    for one in incidents:
        asked += [f"/api/incidents/{one}", f"/api/incidents/{one}/matrix", f"/api/claims?incident={one}&limit=60"]
    return asked * 3 + [f"/api/documents/{one}" for one in documents]


def main() -> None:
    """Make the case, serve it, ask, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workbench", description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--users", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--keep", type=Path, default=None, help="folder to keep the case in, and to find it in again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        path = options.keep or Path(scratch) / "large.case"
        if not path.exists():
            build(path, options.claims)
        command = [sys.executable, "-m", "crossbearing.cli", "serve", str(path), "--no-browser"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            times: dict[str, list[float]] = {}
            try:
                line = server.stdout.readline() if server.stdout else ""
                found = re.search(r":(\d+)/\?token=(\S+)", line)
                if found is None:
                    raise SystemExit(f"the server did not start: {line}")
                port, token = int(found.group(1)), found.group(2)
                asked = addresses(port, token)
                people = [
                    threading.Thread(target=ask, args=(port, token, asked, options.seconds, times))
                    for _ in range(options.users)
                ]
                for person in people:
                    person.start()
                for person in people:
                    person.join()
            finally:
                server.terminate()
    bare = statistics.median(times.get(_BARE, [1.0]))
    print(f"{'address':60} {'asked':>6} {'median':>8} {'p95':>8} {'to bare':>8}")
    for address, spent in sorted(times.items()):
        middle, most = statistics.median(spent), sorted(spent)[int(0.95 * (len(spent) - 1))]
        print(f"{address:60} {len(spent):6} {middle:8.1f} {most:8.1f} {middle / bare:8.1f}")


if __name__ == "__main__":
    main()
