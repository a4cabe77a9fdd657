"""What is asked of an export, and the tables of codes that formats need from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from crossbearing.model.errors import SettingsError
from crossbearing.model.protocols import Weigher

__all__ = ["GRAINS", "LEVELS", "Codes", "Country", "Kind", "Settings"]

LEVELS = ("town", "district", "province", "country")
"""Levels that places can be coarsened to, finest first."""

GRAINS = ("hour", "day", "month", "year")
"""Grains that times can be coarsened to, finest first."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is asked of an export.

    Args:
        incident: Id or alias of the one incident to export, or None for all.
        with_names: Keep names of private persons and accounts. Victims stay hidden all the same.
        coarsen: One of `LEVELS`, or empty to keep places as stated.
        grain: One of `GRAINS`, or empty to keep times as stated.
        who: Who makes the export, as they wish to be named, or empty.
        at: UTC time of the export, ISO 8601.
        version: Version of this program.
        ledger: Names in the ledger of victims, that may stand nowhere.
        ledger_searched: Whether the ledger was opened to know them.

    Raises:
        SettingsError: If there is no such level or grain.
    """

    incident: str | None = None
    with_names: bool = False
    coarsen: str = ""
    grain: str = ""
    who: str = ""
    at: str = ""
    version: str = ""
    ledger: tuple[str, ...] = ()
    ledger_searched: bool = False

    def __post_init__(self) -> None:
        for name, given, known in (("--coarsen", self.coarsen, LEVELS), ("--grain", self.grain, GRAINS)):
            if given and given not in known:
                raise SettingsError(f"there is no {given!r}", where=name, remedy=f"choose one of {', '.join(known)}")

    @property
    def words_left_out(self) -> bool:
        """Whether words as written are left out, because they would tell the place or the time that was coarsened."""
        return bool(self.coarsen or self.grain)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of happening in the codes of others: `acled` is "event type / sub-event type"."""

    label: str
    acled: str
    ucdp: bool
    airwars: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its name, and its ISO 3166-1 numeric code or None."""

    name: str
    numeric: int | None


@dataclass(frozen=True, slots=True)
class Codes:
    """Tables of codes, handed in by the composition root.

    Args:
        kinds: Kinds of happenings by name.
        countries: Countries by ISO 3166-1 alpha-2 code.
        questions: Questions by slot.
        weigh: Weighs an incident anew without what is held back; without it nothing is held back.
        at_risk: Words in names of places where people take shelter or are cared for.
    """

    kinds: Mapping[str, Kind] = field(default_factory=dict)
    countries: Mapping[str, Country] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    weigh: Weigher | None = None
    at_risk: tuple[str, ...] = ()

    def question(self, slot: str) -> str:
        """Return the question a slot asks; an unlisted slot under its own name."""
        return self.questions.get(slot, slot.replace("_", " ").replace(".", ", "))

    def country(self, code: str) -> str:
        """Return the name of a country, or the code where it is not listed."""
        return self.countries[code].name if code in self.countries else code
