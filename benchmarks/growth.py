"""How the time and memory of linking and weighing grow with the number of claims, on invented claims.

`python -m benchmarks.growth 4000 16000 64000` prints seconds, the most memory the process has held so far, the exponent
between one size and the next, and a hash of what linking gave, by which two versions of the program can be compared.
The reports lie in a file, as those of a case do, and the time of reading them from it counts: a store of the program
takes longer to give them. With `--blocking` it tells besides what share of the pairs of reports about one incident
the blocking brings to comparison, which holds a second copy of what linking compares. With `--stored` the case lies in
a store of the program: seconds tell what `build` needs for it once all is read, storing counted, and what `add` needs
for a dozen more reports.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.growth_case import REPORTS, Indexed, OnFile, invented, invented_reports
from benchmarks.growth_stored import concluded
from crossbearing.link.candidates import pairs
from crossbearing.link.gathering import gather
from crossbearing.link.judged import LinkJudgements
from crossbearing.link.linking import link
from crossbearing.model.protocols import Linked
from crossbearing.weigh.weighing import Weighing

__all__ = ["Indexed", "blocking_recall", "fingerprint", "invented", "main", "measure"]

_MEBI = 1024  # KiB, in which the system counts memory


def blocking_recall(case: OnFile, linked: Linked) -> tuple[float, float]:
    """Return how much of what belongs together is compared at all.

    Args:
        case: The case.
        linked: What linking gave for it.

    Returns:
        The share of pairs of reports about one invented incident that are compared, and the share of incidents whose
        reports end in one incident of ours.
    """
    publications = {one.document: [one] for one in case.publications()}
    gathered = gather(case.claims(), texts=case.texts(), publications=publications, judgements=LinkJudgements())
    strands = gathered.strands
    number_of = {document: number // REPORTS for document, number in case.numbers().items()}
    compared = {
        frozenset((strands[one].document, strands[other].document))
        for one, other in pairs(strands)
        if number_of[strands[one].document] == number_of[strands[other].document]
    }
    sizes = Counter(number_of.values())
    wanted = sum(size * (size - 1) // 2 for size in sizes.values())
    ours: dict[int, set[str]] = defaultdict(set)
    for incident in linked.incidents:
        for member in incident.members:
            ours[number_of[member.document]].add(incident.id)
    whole = sum(len(ours[number]) == 1 for number in sizes)
    return len(compared) / max(wanted, 1), whole / len(sizes)


def fingerprint(linked: Linked) -> str:
    """Return a hash of what linking gave: the same for the same incidents, reasons and origins."""
    found = hashlib.blake2b(digest_size=8)
    for incident in linked.incidents:
        found.update(repr((incident.title, sorted((m.claim, m.score, m.reasons) for m in incident.members))).encode())
    for origin in sorted(linked.origins, key=lambda one: (one.incident, one.id, one.claims)):
        found.update(repr((origin.family, origin.value, origin.claims, origin.reasons, origin.carries)).encode())
    return found.hexdigest()


def _memory() -> float:
    """The most memory that this process has held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEBI


def measure(size: int, folder: Path, *, blocking: bool = False) -> tuple[float, float]:
    """Link and weigh a case of so many claims, print what it took, and return seconds of linking and of weighing."""
    case = OnFile(folder / "reports", invented_reports(size))
    bare = _memory()
    start = time.process_time()
    linked = link(case)
    linking = time.process_time() - start
    most = _memory()
    case.with_links(linked)
    start, weighing = time.process_time(), Weighing()
    for incident in linked.incidents:
        weighing(incident, case)
    weighed = time.process_time() - start
    line = f"{size:>8} claims, {len(linked.incidents)} incidents: linking {linking:.2f} s, weighing {weighed:.2f} s"
    line += f"; {bare:.0f} MiB before, {most:.0f} linked, {_memory():.0f} at most; hash {fingerprint(linked)}"
    if blocking:
        recall, whole = blocking_recall(case, linked)
        line += f"; {recall:.1%} of pairs compared, {whole:.1%} whole"
    print(line, flush=True)
    return linking, weighed


def main(arguments: Sequence[str]) -> None:
    """Link and weigh cases of several sizes and print seconds and exponents."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[4000, 16000, 64000], metavar="CLAIMS")
    parser.add_argument("--blocking", action="store_true", help="tell what share of pairs is compared")
    parser.add_argument("--stored", action="store_true", help="in a store of the program, as `build` and `add` do it")
    options = parser.parse_args(arguments)
    if options.stored:
        for size in options.sizes:
            with tempfile.TemporaryDirectory() as folder:
                whole, added, anew = concluded(size, Path(folder))
            print(
                f"{size:>8} claims: linked, weighed and stored in {whole:.2f} s; a dozen reports more: {added:.2f} s, "
                f"{anew} incidents weighed; {_memory():.0f} MiB at most",
                flush=True,
            )
        return
    before: tuple[int, float, float] | None = None
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            linking, weighed = measure(size, Path(folder), blocking=options.blocking)
        if before is not None:
            grown = math.log(size / before[0])
            exponents = [math.log(now / then) / grown for now, then in ((linking, before[1]), (weighed, before[2]))]
            print(f"         exponents {exponents[0]:.2f}, {exponents[1]:.2f}", flush=True)
        before = (size, linking, weighed)


if __name__ == "__main__":
    main(sys.argv[1:])
