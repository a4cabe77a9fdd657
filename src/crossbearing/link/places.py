"""Where a place is fine enough to say that two reports tell of the same spot."""

from __future__ import annotations

from typing import Final

from crossbearing.model.values import Place

__all__ = ["FINE_RADIUS", "fine_point"]

FINE_RADIUS: Final = 20_000.0
"""Metres; a larger radius names an area, not a place. About that of the largest cities; set by hand."""


def fine_point(place: Place) -> tuple[float, float] | None:
    """Return the latitude and longitude of a place that is located as a spot, in degrees.

    Args:
        place: As resolved.

    Returns:
        The two, or None where it is not located or names an area.
    """
    if place.latitude is None or place.longitude is None or (place.radius or 0.0) > FINE_RADIUS:
        return None
    return place.latitude, place.longitude
