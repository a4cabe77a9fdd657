"""Where a picture or a film was taken, as people found it by comparing what it shows with maps and other pictures.

Source of the fields: the Berkeley Protocol on Digital Open Source Investigations (OHCHR and HRC, 2022), chapter VII,
on geolocation as a step that a second person repeats, and that is written down feature by feature.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crossbearing.model.errors import ModelError

__all__ = ["Feature", "GeoStatus", "Geolocation"]


class GeoStatus(StrEnum):
    """How far a geolocation is agreed among people."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"  # a second person repeated it
    DISPUTED = "disputed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing in the picture that was found again elsewhere.

    Args:
        seen: What the picture shows, such as `minaret with two balconies, left of the road`.
        found: Where it was found again: the name of a map or picture, with its date.
        url: Address of that, or empty.
    """

    seen: str
    found: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Geolocation:
    """Where a document's picture was taken, by whose finding. A record of a case (`model.casework`).

    Args:
        id: Random; versions share it.
        subject: Document id.
        by: The assessor.
        at: UTC, ISO 8601.
        latitude: Degrees north, WGS 84.
        longitude: Degrees east, WGS 84.
        radius: Metres within which the camera is held to have stood.
        features: What was matched.
        status: How far it is agreed.
        direction: Where the camera looked, degrees clockwise from north, or None.
        taken: When the picture was taken, as found (shadows, weather), ISO 8601, or empty.
        signed_by: The second person, for `confirmed` and `rejected`.
        why: Reason or remark.

    Raises:
        ModelError: If a coordinate or the radius is out of range, or a sign-off lacks its second person.
    """

    id: str
    subject: str
    by: str
    at: str
    latitude: float
    longitude: float
    radius: float
    features: tuple[Feature, ...] = ()
    status: GeoStatus = GeoStatus.PROPOSED
    direction: float | None = None
    taken: str = ""
    signed_by: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ModelError(f"no such coordinates: {self.latitude}, {self.longitude}")
        if not self.radius > 0:
            raise ModelError(f"a radius of {self.radius} m: state how exact the finding is")
        if self.direction is not None and not 0 <= self.direction < 360:
            raise ModelError(f"no such direction: {self.direction}")
        if self.status in (GeoStatus.CONFIRMED, GeoStatus.REJECTED) and self.signed_by in ("", self.by):
            raise ModelError(f"{self.status.value} needs the name of a second person")
