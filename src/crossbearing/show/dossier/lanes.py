"""What the time scales share: measures in pixels, and what a lane is called."""

from __future__ import annotations

from crossbearing.model.findings import Holding

__all__ = ["LANE", "LEFT", "MOST_LANES", "RIGHT", "TOP", "WIDTH", "lane_name"]

LEFT, RIGHT, WIDTH = 216.0, 36.0, 960.0
TOP, LANE = 30.0, 38.0
MOST_LANES = 14
"""Most lanes that a timeline draws."""


def lane_name(holding: Holding) -> str:
    """Return the name of the origin a holding stands under."""
    return holding.family or holding.holder or "origin not stated"
