"""Finding places by name in the gazetteer file."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Self

from crossbearing.model.errors import ResourceError
from crossbearing.resolve.gazetteer.build import ensure_gazetteer, is_whole
from crossbearing.resolve.gazetteer.names import close, key, nearest, readable, script, skeleton
from crossbearing.resolve.gazetteer.sieve import Sieve
from crossbearing.resources.place_tables import feature_words

__all__ = ["Found", "Gazetteer", "GazetteerPlace", "Match"]

_MOST = 400  # places of one name that are looked at, the weightiest first; "San Antonio" has about 300
_ALIKE = 0.72  # similarity from which a shared skeleton counts as another spelling
_NEAR = 0.8  # similarity from which a name without any match counts as misspelt
_COMPARED = 40  # spellings that are compared closely in one search
_SCANNED = 3000  # spellings compared at most in one search for misspelt names
_PLURAL = 5  # letters from which a final s is tried without
_SHORT_CODES = frozenset(
    {"us", "uk", "uae", "usa", "car", "drc", "prc", "roc", "rok", "opt", "ksa", "loc", "fata", "kri"}
)

_COLUMNS = (
    "p.number, p.id, p.name, p.country, p.province, p.kind, p.latitude, p.longitude, p.radius, p.population, p.weight, "
    "p.zone, p.source"
)


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A place of the gazetteer.

    Args:
        number: Its number in this file; lower ones are weightier.
        id: Such as `geonames:170794`.
        name: The label.
        country: ISO 3166-1 alpha-2, or empty.
        province: Id of its first-level division, or empty.
        kind: Such as `city`, `oil_field`, `province`.
        latitude: Degrees north, WGS 84.
        longitude: Degrees east.
        radius: Metres that the name covers around the point.
        population: Persons, 0 where unknown.
        weight: Roughly the logarithm of the population, more for countries and capitals.
        zone: IANA time zone, or empty.
        source: Where it was taken from.
    """

    number: int
    id: str
    name: str
    country: str
    province: str
    kind: str
    latitude: float
    longitude: float
    radius: float
    population: int
    weight: float
    zone: str
    source: str


@dataclass(frozen=True, slots=True)
class Match:
    """A place that a name may mean.

    Args:
        place: The place.
        how: `label`, `alias`, `spelling` (same consonants) or `misspelt`.
        likeness: 0 to 1, how near the name is to the place's.
        matched: The key that matched.
        hint: Kinds of place that a word left out of the name asks for ("governorate").
    """

    place: GazetteerPlace
    how: str
    likeness: float
    matched: str
    hint: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave.

    Args:
        name: The name looked for.
        matches: Weightiest first; empty where there are none.
        reason: In words, why these, or why none.
    """

    name: str
    matches: tuple[Match, ...] = field(default=())
    reason: str = ""


class Gazetteer:
    """Read access to a gazetteer file. One per process; answers are cached.

    Args:
        path: A file made by `build.build_gazetteer`; by default the one of the installed packages, built if need be.

    Raises:
        ResourceError: If the file given is damaged, or the default one cannot be built.
    """

    def __init__(self, path: Path | None = None) -> None:
        if path is None:
            path = ensure_gazetteer()
        else:
            wrong = is_whole(path)
            if wrong:
                raise _damaged(path, wrong)
        self.path = path
        self._connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        # Reading through a memory map, and a page cache small enough to stay under 150 MB with every index in use.
        self._connection.execute("PRAGMA mmap_size = 268435456")
        self._connection.execute("PRAGMA cache_size = -8192")
        (bits,) = self._rows("SELECT bits FROM sieve", ())[0]
        self._sieve = Sieve(bits)  # type: ignore[arg-type]
        self._find = lru_cache(maxsize=20_000)(self._search)
        self._plain = lru_cache(maxsize=20_000)(self._plainly)
        self._exact = lru_cache(maxsize=20_000)(self._exactly)
        self._known = lru_cache(maxsize=100_000)(self._is_known)
        self._place = lru_cache(maxsize=4096)(self._by_id)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def find(self, name: str) -> Found:
        """Return the places a name may mean.

        Args:
            name: As written, in any script.

        Returns:
            Matches and why; without matches, the reason says why there are none.

        Raises:
            ResourceError: If the file proves damaged while it is read.
        """
        wrong = readable(name)
        if wrong:
            return Found(name=name[:60], reason=f"no place: the name {wrong}")
        return self._find(" ".join(name.split()))

    def exact(self, name: str) -> tuple[Match, ...]:
        """Return places of exactly this name, any case and accents, without looking for other spellings."""
        if readable(name):
            return ()
        return self._exact(key(name), ())

    def plain(self, name: str) -> tuple[Match, ...]:
        """Return places of exactly this name or of it without a word for their kind ("Idlib governorate").

        Args:
            name: As written, in any script.
        """
        return () if readable(name) else self._plain(" ".join(name.split()))

    def known(self, name_key: str) -> float:
        """Return the weight of the weightiest place with this key, or 0.0 where there is none."""
        return self._known(name_key)

    def acts(self, name_key: str) -> bool:
        """Return whether a name is first of all that of a country or capital, which reports let act and speak."""
        first = self._exact(name_key, ())[:1]
        return bool(first) and first[0].place.kind in ("country", "capital")

    def place(self, place_id: str) -> GazetteerPlace | None:
        """Return a place by its id, or None."""
        return self._place(place_id)

    def _rows(self, sql: str, arguments: tuple[object, ...]) -> list[tuple[object, ...]]:
        try:
            return self._connection.execute(sql, arguments).fetchall()
        except sqlite3.DatabaseError as error:
            raise _damaged(self.path, f"it is damaged ({error})") from error

    def _by_id(self, place_id: str) -> GazetteerPlace | None:
        rows = self._rows(f"SELECT {_COLUMNS} FROM place p WHERE p.id = ?", (place_id,))  # noqa: S608 (constants only)
        return GazetteerPlace(*rows[0]) if rows else None  # type: ignore[arg-type]

    def extent(self, place_id: str) -> tuple[float, float, float, float] | None:
        """Return south, west, north and east of a country or first-level division, or None where no outline is known.

        Args:
            place_id: Its id. East may lie beyond 180 degrees.
        """
        rows = self._rows("SELECT south, west, north, east FROM extent WHERE place = ?", (place_id,))
        return tuple(rows[0]) if rows else None  # type: ignore[return-value]

    def _is_known(self, name_key: str) -> float:
        if not self._sieve.passes(name_key):
            return 0.0
        rows = self._rows(
            "SELECT p.weight FROM name n JOIN place p ON p.number = n.place WHERE n.key = ? ORDER BY n.place LIMIT 1",
            (name_key,),
        )
        return float(rows[0][0]) if rows else 0.0  # type: ignore[arg-type]

    def _exactly(self, name_key: str, hint: tuple[str, ...]) -> tuple[Match, ...]:
        rows = self._rows(
            f"SELECT n.label, {_COLUMNS} FROM name n JOIN place p ON p.number = n.place WHERE n.key = ? "  # noqa: S608
            "ORDER BY n.place LIMIT ?",
            (name_key, _MOST),
        )
        return tuple(
            Match(
                place=GazetteerPlace(*row[1:]),  # type: ignore[arg-type]
                how="label" if row[0] else "alias",
                likeness=1.0,
                matched=name_key,
                hint=hint,
            )
            for row in rows
        )

    def _plainly(self, name: str) -> tuple[Match, ...]:
        name_key = key(name)
        if name_key in _SHORT_CODES and not any(char.isupper() for char in name):
            return ()
        matches = self._exact(name_key, ())
        bare, hint, _ = strip_feature(name_key)
        if bare != name_key:
            seen = {match.place.number for match in matches}
            more = tuple(match for match in self._exact(bare, hint) if match.place.number not in seen)
            matches = matches + more if matches and more else matches or more
        if name_key.startswith("the ") and not matches:
            matches = self._exact(name_key[4:], ())
        if not matches and name_key.endswith("s") and len(name_key) > _PLURAL:
            matches = self._exact(name_key[:-1], hint)  # "Aleppos": an apostrophe lost on the way
        return matches

    def _search(self, name: str) -> Found:
        name_key = key(name)
        if name_key in _SHORT_CODES and not any(char.isupper() for char in name):
            return Found(name=name, reason=f"no place: '{name}' in small letters is a word, not an abbreviation")
        matches = self._plain(name)
        bare, hint, word = strip_feature(name_key)
        if matches:
            note = f"; '{word}' asks for {' or '.join(hint)}" if hint and word else ""
            return Found(name=name, matches=matches, reason=f"{_count(len(matches))} of this name{note}")
        for form, kinds in dict.fromkeys(((name_key, ()), (bare, hint))):
            found = self._spellings(form, kinds)
            if found:
                return Found(name=name, matches=found, reason=f"{_count(len(found))} of another spelling of this name")
        for form, kinds in dict.fromkeys(((name_key, ()), (bare, hint))):
            found = self._misspelt(form, kinds)
            if found:
                return Found(name=name, matches=found, reason=f"{_count(len(found))} with a name nearly like it")
        return Found(name=name, reason=f"no place of this name is known ({script(name) or 'no'} script)")

    def _spellings(self, form: str, hint: tuple[str, ...]) -> tuple[Match, ...]:
        bones = skeleton(form)
        if not bones or len(bones) < 3:
            return ()
        rows = self._rows("SELECT key FROM skeleton WHERE skeleton = ? LIMIT ?", (bones, _SCANNED))
        scored = [(close(form, other), other) for other in nearest(form, [str(row[0]) for row in rows], _COMPARED)]
        return self._collect([pair for pair in scored if pair[0] >= _ALIKE], "spelling", hint)

    def _misspelt(self, form: str, hint: tuple[str, ...]) -> tuple[Match, ...]:
        """Find names one or two letters off: a single error leaves one half of a name as it is."""
        solid = form.replace(" ", "")
        if not solid.isascii() or len(solid) < 6:
            return ()
        middle = len(solid) // 2
        halves = [solid[:middle], solid[middle:]]
        if len(solid) >= 9:
            third = len(solid) // 3
            halves = [solid[:third], solid[third : 2 * third], solid[2 * third :]]
        asked = " OR ".join(f"({' AND '.join(_trigrams(half))})" for half in halves if len(half) >= 3)
        rows = self._rows(
            "SELECT s.key FROM trigram t JOIN spelling s ON s.number = t.rowid WHERE trigram MATCH ? LIMIT ?",
            (asked, _SCANNED),
        )
        scored = [(close(form, other), other) for other in nearest(form, [str(row[0]) for row in rows], _COMPARED)]
        return self._collect([pair for pair in scored if pair[0] >= _NEAR], "misspelt", hint)

    def _collect(self, scored: list[tuple[float, str]], how: str, hint: tuple[str, ...]) -> tuple[Match, ...]:
        best: dict[int, Match] = {}
        for likeness, form in sorted(scored, key=lambda pair: (-pair[0], pair[1]))[:12]:
            for match in self._exact(form, hint)[:20]:
                if match.place.number not in best:
                    best[match.place.number] = Match(match.place, how, likeness, form, hint)
        return tuple(sorted(best.values(), key=lambda match: (-match.likeness, match.place.number)))


def strip_feature(name_key: str) -> tuple[str, tuple[str, ...], str]:
    """Return a key without a word for the kind of place, the kinds it asks for, and the word.

    Args:
        name_key: A result of `key`, such as `idlib governorate` or `town of khan shaykhun`.

    Returns:
        The key as it was, no kinds and an empty word where it holds none, or nothing else.
    """
    words = name_key.split()
    table = feature_words()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 2 and words[1] == "of" and words[0] in table:
        return " ".join(words[2:]), table[words[0]].kinds, words[0]
    if len(words) > 1 and words[-1] in table and table[words[-1]].strip:
        return " ".join(words[:-1]), table[words[-1]].kinds, words[-1]
    if len(words) > 1 and words[0] in table and table[words[0]].strip:
        return " ".join(words[1:]), table[words[0]].kinds, words[0]
    return name_key, (), ""


def _trigrams(text: str) -> list[str]:
    # Only letters and digits are left in a key, so that nothing in it can be query syntax; quotes keep AND, OR and NOT
    # from being read as operators.
    return [f'"{text[index : index + 3]}"' for index in range(len(text) - 2)]


def _count(number: int) -> str:
    return "one place" if number == 1 else f"{number} places"


def _damaged(path: Path, wrong: str) -> ResourceError:
    return ResourceError(
        f"the gazetteer cannot be read: {wrong}",
        where=str(path),
        remedy="delete the file; it is built again on next use",
    )
