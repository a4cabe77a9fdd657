"""The command `pictures`: which pictures of a case look alike, and where they were taken."""

from __future__ import annotations

import argparse
from pathlib import Path

from crossbearing import picturing
from crossbearing.model.errors import SettingsError
from crossbearing.model.geolocations import GeoStatus

__all__ = ["add_pictures", "run_pictures"]

_DECISIONS = {"confirm": GeoStatus.CONFIRMED, "dispute": GeoStatus.DISPUTED, "reject": GeoStatus.REJECTED}


def add_pictures(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `pictures` to a parser."""
    command = commands.add_parser(
        "pictures",
        help="list pictures and films, which of them look alike, and where they were taken",
        description="List the pictures, films and sounds of a case and pairs of pictures that look alike. With "
        "--locate keep where one was taken, feature by feature; --confirm, --dispute or --reject decide on that as "
        "the second person.",
    )
    command.add_argument("case", type=Path, metavar="CASE")
    command.add_argument(
        "--within", type=int, default=picturing.ALIKE, metavar="BITS",
        help=f"bits of 64 in which pictures that look alike may differ (default: {picturing.ALIKE})",
    )  # fmt: skip
    command.add_argument("--locate", metavar="DOCUMENT", help="keep where this picture was taken")
    command.add_argument("--at", metavar="LAT,LON", help="degrees north and east")
    command.add_argument("--radius", type=float, metavar="METRES", help="within which the camera is held to have stood")
    command.add_argument(
        "--feature", action="append", default=[], metavar="SEEN=FOUND",
        help="what the picture shows, and the map or picture in which it was found again; several may be given",
    )  # fmt: skip
    for decision in _DECISIONS:
        command.add_argument(f"--{decision}", metavar="ID", help=f"{decision} a geolocation")
    command.add_argument("--who", default="", metavar="NAME", help="who signs")
    command.add_argument("--why", default="", metavar="TEXT", help="reason or remark")


def run_pictures(options: argparse.Namespace) -> str:
    """Do what `pictures` was asked and return what to print.

    Raises:
        CrossbearingError: If it cannot be done.
    """
    for decision, status in _DECISIONS.items():
        record = getattr(options, decision)
        if record:
            done = picturing.decide(options.case, record, status, who=options.who, why=options.why)
            return f"geolocation {done.id}: {done.status.value}, signed by {done.signed_by}"
    if options.locate:
        found = picturing.geolocate(
            options.case, options.locate, _point(options.at or ""), radius=options.radius or 0.0,
            features=[_feature(one) for one in options.feature], who=options.who, why=options.why,
        )  # fmt: skip
        return f"geolocation {found.id} kept; a second person decides on it with --confirm {found.id}"
    return "\n".join(picturing.lines(picturing.look(options.case, within=options.within)))


def _point(text: str) -> tuple[float, float]:
    try:
        north, east = (float(part) for part in text.split(","))
    except ValueError as error:
        raise SettingsError(f"no coordinates: {text!r}", where="--at", remedy="write 35.29,40.07") from error
    return north, east


def _feature(text: str) -> tuple[str, str]:
    seen, equals, found = text.partition("=")
    if not equals or not seen.strip() or not found.strip():
        raise SettingsError(
            f"no feature: {text!r}", where="--feature", remedy="write what is seen, an equals sign, where it was found"
        )
    return seen.strip(), found.strip()
