"""What the command line does with the gazetteer: find a name, add places, build the file anew."""

from __future__ import annotations

from pathlib import Path

from crossbearing.model.values import PlaceCandidate
from crossbearing.resolve.gazetteer.build import build_gazetteer, cache_folder, ensure_gazetteer
from crossbearing.resolve.gazetteer.lookup import Gazetteer
from crossbearing.resolve.gazetteer.names import key
from crossbearing.resolve.gazetteer.own import add_places
from crossbearing.resolve.places.ranking import Context, rank

__all__ = ["add", "build", "candidates", "find"]


def find(name: str, limit: int = 10) -> list[str]:
    """Return the candidates for a name, best first, a line each, and why; what stands around a name is not known here.

    Args:
        name: As written, in any script.
        limit: Candidates told at most.

    Returns:
        First why these or why none, then for each candidate its score, name, kind, country, centre, radius, id and
        reasons.

    Raises:
        ResourceError: If the gazetteer cannot be built or is damaged.
    """
    with Gazetteer() as gazetteer:
        found = gazetteer.find(name)
        lines = [f"{' '.join(name.split())[:60]}: {found.reason}"]
        for item in rank(found.matches, key(name), Context())[:limit]:
            place = item.match.place
            where = f"{place.latitude:.4f}, {place.longitude:.4f} within {place.radius / 1000:.1f} km"
            box = gazetteer.extent(place.id)
            if box is not None:
                where += f" (from {box[0]:.1f}, {box[1]:.1f} to {box[2]:.1f}, {box[3]:.1f})"
            about = ", ".join(part for part in (place.kind.replace("_", " "), place.country) if part)
            reasons = "; ".join(item.reasons)
            lines.append(f"{item.score:.2f}  {place.name} ({about})  {where}  {place.id}  {reasons}".rstrip())
        return lines


def candidates(name: str, limit: int = 10) -> list[PlaceCandidate]:
    """Return what a name may mean, best first; what stands around it is not known here.

    Args:
        name: As written, in any script.
        limit: How many at most.

    Raises:
        ResourceError: If the gazetteer cannot be built or is damaged.
    """
    with Gazetteer() as gazetteer:
        found = gazetteer.find(name)
        return [
            PlaceCandidate(
                id=item.match.place.id,
                name=item.match.place.name,
                country=item.match.place.country,
                latitude=item.match.place.latitude,
                longitude=item.match.place.longitude,
                kind=item.match.place.kind,
                radius=item.match.place.radius,
                score=round(item.score, 3),
                reason="; ".join(item.reasons),
            )
            for item in rank(found.matches, key(name), Context())[:limit]
        ]


def add(path: Path) -> list[str]:
    """Add the places of a file and build the gazetteer with them.

    Args:
        path: GeoNames dump, CSV or GeoJSON, as `own.read_places` takes it.

    Returns:
        What was added and left out, a line each.

    Raises:
        InputError: If the file cannot be read or holds no place.
        ResourceError: If the gazetteer cannot be built.
    """
    added = add_places(path, cache_folder())
    ensure_gazetteer()
    count = "1 place" if added.places == 1 else f"{added.places:,} places"
    lines = [f"{count} of {path.name} added"]
    if added.refusals:
        lines.append(f"{added.refusals:,} left out:")
        lines += [f"  {reason}" for reason in added.refused]
    return lines


def build() -> list[str]:
    """Build the gazetteer anew, in place of one that is there, and return where it lies.

    Raises:
        ResourceError: If a package or table is missing or the file cannot be written.
    """
    return [f"Wrote {build_gazetteer()}"]
