"""A process that writes to a case until it is killed; told apart from the tests so that it can be killed.

Called with the case, a folder for reports, and a number to begin with. Prints the number of each report once the case
has taken it, and of each judgement, and never ends by itself.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from crossbearing.model.protocols import Linked
from crossbearing.store.case import Case
from tests.store import making


def say(action: str, number: int) -> None:
    """Tell the test what was acknowledged."""
    sys.stdout.write(f"{action} {number}\n")
    sys.stdout.flush()


def main(path: str, reports: str, first: int) -> None:
    """Write until killed."""
    with Case.open(path, write=True) as case:
        for number in count(first):
            readings = [making.reading(Path(reports), f"town {number}-{part}", number + part) for part in range(3)]
            case.add_readings(readings)
            say("stored", number)
            claims = [reading.claims[0] for reading in readings]
            case.add_judgements([making.judgement(claims[0])])
            say("judged", number)
            happening = making.incident(f"TWN-{number}", claims)
            case.replace_links(Linked((happening,), (making.origin(claims),)))
            case.replace_findings([making.weighed(happening, claims)])
            say("weighed", number)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
