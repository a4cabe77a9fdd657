"""Coordinates written in a text: decimal degrees, degrees with minutes and seconds, MGRS."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

__all__ = ["Coordinates", "parse_coordinates"]

_NUMBER = r"[+-]?\d{1,3}\.\d+"
_DECIMAL = re.compile(
    rf"(?<![\d.])(?P<lat>{_NUMBER})\s*\u00b0?\s*(?P<ns>[NS])?\s*[,;/ ]\s*"
    rf"(?P<lon>{_NUMBER})\s*\u00b0?\s*(?P<ew>[EW])?(?![\d.])",
    re.IGNORECASE,
)


def _angle(number: int, sides: str) -> str:
    """Return the pattern of an angle in degrees, minutes and seconds, with groups numbered."""
    return (
        rf"(?P<d{number}>\d{{1,3}})\s*\u00b0\s*(?:(?P<m{number}>\d{{1,2}}(?:\.\d+)?)\s*['\u2032\u2019]\s*)?"
        rf"(?:(?P<s{number}>\d{{1,2}}(?:\.\d+)?)\s*(?:\"|\u2033|\u201d|'')\s*)?(?P<{sides.lower()}>[{sides}])"
    )


_SEXAGESIMAL = re.compile(rf"{_angle(1, 'NS')}[\s,;/]*{_angle(2, 'EW')}", re.IGNORECASE)
_MGRS = re.compile(
    r"\b(?P<zone>\d{1,2})(?P<band>[C-HJ-NP-X])\s?(?P<col>[A-HJ-NP-Z])(?P<row>[A-HJ-NP-V])\s?"
    r"(?P<digits>\d{2,5}\s?\d{2,5})\b"
)


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A pair of coordinates read from words.

    Args:
        latitude: Degrees north, or None where they cannot be.
        longitude: Degrees east, or None.
        radius: Metres that the digits written leave open.
        text: As written.
        problem: Why they cannot be, or what is doubtful, or empty.
    """

    latitude: float | None
    longitude: float | None
    radius: float
    text: str
    problem: str = ""


def parse_coordinates(text: str) -> Coordinates | None:
    """Return the first pair of coordinates in a text, or None.

    Args:
        text: Any text.

    Returns:
        A pair off the globe comes back without numbers and with the problem said.
    """
    found = _SEXAGESIMAL.search(text)
    if found:
        lat = _degrees(found["d1"], found["m1"], found["s1"]) * (-1 if found["ns"].upper() == "S" else 1)
        lon = _degrees(found["d2"], found["m2"], found["s2"]) * (-1 if found["ew"].upper() == "W" else 1)
        radius = 31.0 if found["s1"] else 1850.0 if found["m1"] else 111_000.0
        return _checked(lat, lon, radius, found[0])
    found = _MGRS.search(text)
    if found:
        return _from_mgrs(found)
    found = _DECIMAL.search(text)
    if found:
        lat, lon = float(found["lat"]), float(found["lon"])
        lat = -abs(lat) if (found["ns"] or "").upper() == "S" else lat
        lon = -abs(lon) if (found["ew"] or "").upper() == "W" else lon
        digits = min(len(found["lat"].split(".")[1]), len(found["lon"].split(".")[1]))
        return _checked(lat, lon, 111_000.0 * 10.0**-digits, found[0])
    return None


def _degrees(degrees: str, minutes: str | None, seconds: str | None) -> float:
    return int(degrees) + float(minutes or 0) / 60 + float(seconds or 0) / 3600


def _checked(lat: float, lon: float, radius: float, text: str) -> Coordinates:
    if abs(lat) > 90 and abs(lat) <= 180 and abs(lon) <= 90:
        return Coordinates(None, None, 0.0, text, f"{lat:g} is no latitude; the two may have been swapped")
    if abs(lat) > 90:
        return Coordinates(None, None, 0.0, text, f"{lat:g} is no latitude (beyond 90 degrees)")
    if abs(lon) > 180:
        return Coordinates(None, None, 0.0, text, f"{lon:g} is no longitude (beyond 180 degrees)")
    if lat == 0 and lon == 0:
        return Coordinates(None, None, 0.0, text, "0, 0 is written by programs that know no place")
    return Coordinates(lat, lon, max(radius, 5.0), text)


_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")


def _from_mgrs(found: re.Match[str]) -> Coordinates | None:
    """Read a grid reference (NGA.STND.0037: grids and grid reference systems)."""
    digits = found["digits"].replace(" ", "")
    zone = int(found["zone"])
    if len(digits) % 2 or not 1 <= zone <= 60:
        return None
    half = len(digits) // 2
    size = 10.0 ** (5 - half)
    columns = _COLUMNS[(zone - 1) % 3]
    if found["col"] not in columns:
        return Coordinates(None, None, 0.0, found[0], f"grid square {found['col']}{found['row']} is not in zone {zone}")
    easting = (columns.index(found["col"]) + 1) * 100_000 + int(digits[:half]) * size + size / 2
    row = (_ROWS.index(found["row"]) - (0 if zone % 2 else 5)) % 20
    northing = row * 100_000 + int(digits[half:]) * size + size / 2
    low = -80.0 + 8.0 * _BANDS.index(found["band"])
    # Rows repeat every 2,000 km; the latitude band says which repetition is meant.
    base = _northing_at(low)
    while northing < base - 100_000:
        northing += 2_000_000
    south = low < 0
    lat, lon = _from_utm(zone, easting, northing, south)
    if not low - 1 <= lat <= low + 13:
        return Coordinates(None, None, 0.0, found[0], "grid square and latitude band do not fit")
    return _checked(lat, lon, size * 0.71, found[0])


_A, _F, _K0 = 6_378_137.0, 1 / 298.257223563, 0.9996
_N = _F / (2 - _F)
_RECT = _A / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)


def _northing_at(lat: float) -> float:
    """Return the UTM northing of a latitude on the central meridian (meridian arc to four terms)."""
    e2 = _F * (2 - _F)
    phi = math.radians(lat)
    arc = _A * (
        (1 - e2 / 4 - 3 * e2**2 / 64 - 5 * e2**3 / 256) * phi
        - (3 * e2 / 8 + 3 * e2**2 / 32 + 45 * e2**3 / 1024) * math.sin(2 * phi)
        + (15 * e2**2 / 256 + 45 * e2**3 / 1024) * math.sin(4 * phi)
        - (35 * e2**3 / 3072) * math.sin(6 * phi)
    )
    return arc * _K0 + (10_000_000 if lat < 0 else 0)


def _from_utm(zone: int, easting: float, northing: float, south: bool) -> tuple[float, float]:
    """Return degrees of a UTM position (Krueger's series to the third order in n, as in Karney 2011)."""
    xi = (northing - (10_000_000 if south else 0)) / (_K0 * _RECT)
    eta = (easting - 500_000) / (_K0 * _RECT)
    beta = (_N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96, _N**2 / 48 + _N**3 / 15, 17 * _N**3 / 480)
    delta = (2 * _N - 2 * _N**2 / 3 - 2 * _N**3, 7 * _N**2 / 3 - 8 * _N**3 / 5, 56 * _N**3 / 15)
    xi_ = xi - sum(b * math.sin(2 * j * xi) * math.cosh(2 * j * eta) for j, b in enumerate(beta, 1))
    eta_ = eta - sum(b * math.cos(2 * j * xi) * math.sinh(2 * j * eta) for j, b in enumerate(beta, 1))
    chi = math.asin(math.sin(xi_) / math.cosh(eta_))
    lat = chi + sum(d * math.sin(2 * j * chi) for j, d in enumerate(delta, 1))
    lon = math.radians(zone * 6 - 183) + math.atan2(math.sinh(eta_), math.cos(xi_))
    return math.degrees(lat), math.degrees(lon)
