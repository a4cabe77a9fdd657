"""How fine a place is in the scales of three public data sets, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from crossbearing.model.values import Place, PlacePrecision, PlaceRelationKind

__all__ = ["SCALES", "PrecisionLevels", "precision_levels"]


@dataclass(frozen=True, slots=True)
class PrecisionLevels:
    """One place's precision in three scales.

    Args:
        acled: 1 to 3, or None where ACLED would not code a place.
        ucdp: 1 to 7, or None where nothing is known.
        airwars: The words its archive uses, or empty where it has none of this kind.
    """

    acled: int | None
    ucdp: int | None
    airwars: str


SCALES = {
    "acled": "ACLED codebook, geo_precision: 1 the named place itself, 2 near it or a part of a region, 3 a larger "
    "region (wording of mapme.biodiversity, R/calc_fatalities_acled.R)",
    "ucdp": "UCDP GED codebook 23.1, where_prec: 1 exact, 2 within about 25 km, 3 second-level division, 4 first-level "
    "division, 5 a line or fuzzy area, 6 country, 7 waters or airspace (mapme.biodiversity, R/calc_fatalities_ucdp.R)",
    "airwars": "Airwars, geolocation accuracy levels of its site code (airwars-archive-2025, theme/functions/"
    "dictionary.php, March 2026)",
}
"""Where each scale is defined, and what its levels mean."""

_LEVELS = {
    PlacePrecision.EXACT: PrecisionLevels(1, 1, "Exact location (other)"),
    PlacePrecision.SITE: PrecisionLevels(1, 1, "Nearby landmark"),
    PlacePrecision.NEIGHBOURHOOD: PrecisionLevels(1, 1, "Neighbourhood/area"),
    PlacePrecision.TOWN: PrecisionLevels(1, 1, "Town"),
    PlacePrecision.NEAR_TOWN: PrecisionLevels(2, 2, ""),
    PlacePrecision.DISTRICT: PrecisionLevels(2, 3, "District"),
    PlacePrecision.PROVINCE: PrecisionLevels(3, 4, "Province/governorate"),
    PlacePrecision.REGION: PrecisionLevels(3, 5, ""),
    PlacePrecision.COUNTRY: PrecisionLevels(None, 6, ""),
    PlacePrecision.UNKNOWN: PrecisionLevels(None, None, ""),
}
_LINES = (PlaceRelationKind.BETWEEN, PlaceRelationKind.ALONG)
_TOWNS = {"capital": "City", "city": "City", "town": "Town", "village": "Village"}
_WATERS = ("sea", "ocean", "gulf", "strait", "bay", "water")


def precision_levels(place: Place) -> PrecisionLevels:
    """Return how fine a place is in the scales of ACLED, UCDP GED and Airwars.

    The scales do not map one to one: what a place "near a town" is to ACLED (2) is to UCDP a matter of 25 km. A place
    between two others or along a road is a fuzzy area to UCDP (5), one at sea is 7.

    Args:
        place: As resolved.

    Returns:
        The levels; none where the place is not located.
    """
    if not place.located:
        return _LEVELS[PlacePrecision.UNKNOWN]
    levels = _LEVELS[place.precision]
    kind = place.candidates[0].kind if place.candidates else ""
    if kind in _WATERS and not place.country:
        return PrecisionLevels(None, 7, "")
    if place.relation is not None and place.relation.kind in _LINES:
        return PrecisionLevels(max(levels.acled or 3, 2), 5, "")
    if place.precision is PlacePrecision.TOWN and kind in _TOWNS:
        return PrecisionLevels(1, 1, _TOWNS[kind])
    if place.precision is PlacePrecision.NEAR_TOWN and (place.radius or 0.0) > _UCDP_NEAR:
        return PrecisionLevels(2, 3, "District")
    return levels


_UCDP_NEAR = 25_000.0  # metres up to which UCDP counts a place as near
