"""Where each publisher's reports mostly play, learned from the reports themselves, without any labels.

Local media name the places of their own region as everybody there does: "Alexandria" without a word of which. What they
mean shows in their other reports (Lieberman, Samet and Sankaranarayanan, "Geotagging with local lexicons", ICDE 2010).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from crossbearing.resolve.places.ranking import Context
from crossbearing.resolve.places.scene import Home

__all__ = ["Homes"]

_FEWEST = 2  # other reports from which something is said of a publisher
_FAINT = 0.05  # chance under which a candidate adds nothing to its division
_SURE = 0.3  # chance from which a candidate adds its point


@dataclass(frozen=True, slots=True)
class _Report:
    """Where one report plays: shares of divisions, and points with their weights."""

    divisions: dict[str, float]
    points: tuple[tuple[float, float, float], ...]


class Homes:
    """Homes of publishers, learned from contexts read without any home.

    The answer for a report never rests on that report itself, and does not depend on the order in which they came.
    """

    def __init__(self) -> None:
        self._reports: dict[str, dict[str, _Report]] = defaultdict(dict)

    def learn(self, publisher: str, report: str, context: Context) -> None:
        """Take in a report.

        Args:
            publisher: Any name that its reports share; empty ones are left out.
            report: An id of the report.
            context: As read from its text.
        """
        if publisher:
            self._reports[publisher][report] = _report(context)

    def of(self, publisher: str, without: str = "") -> Home | None:
        """Return a publisher's home, or None where fewer than two other reports of it are known.

        Args:
            publisher: The name that its reports share.
            without: Id of a report that is left out: the one that is to be judged.
        """
        known = self._reports.get(publisher, {})
        reports = [known[name] for name in sorted(known) if name != without]
        if len(reports) < _FEWEST:
            return None
        divisions: dict[str, float] = defaultdict(float)
        points = []
        for report in reports:
            for name, share in report.divisions.items():
                divisions[name] += share / len(reports)
            for north, east, weight in report.points:
                points.append((north, east, weight / len(report.points) / len(reports)))
        return Home(dict(divisions), tuple(points), f"{len(reports)} other reports of this publisher")


def _report(context: Context) -> _Report:
    divisions: dict[str, float] = defaultdict(float)
    points = []
    for pool, _, likely in context.settled.values():
        shares: list[float] = likely.tolist()
        for match, share in zip(pool.matches, shares, strict=True):
            place = match.place
            division = place.province or (place.id if place.kind == "province" else "")
            if share > _FAINT and division:
                divisions[division] += share
        at = shares.index(max(shares))
        best, rows = pool.matches[at].place, pool.rows
        if shares[at] > _SURE and not rows.wide[at] and not rows.is_division[at]:
            points.append((best.latitude, best.longitude, shares[at]))
    total = sum(divisions.values())
    return _Report({name: share / total for name, share in divisions.items()} if total else {}, tuple(points))
