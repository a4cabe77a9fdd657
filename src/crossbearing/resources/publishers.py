"""Outlets: their kind, country, owner and addresses. No grades."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from crossbearing.model.actors import Actor, ActorKind
from crossbearing.model.errors import ResourceError
from crossbearing.model.ids import normalised_words
from crossbearing.resources.loading import table

__all__ = ["PublisherEntry", "publisher_at", "publisher_named", "publishers"]

_FILE = "publishers.toml"
_LABEL = 4  # letters from which the first label of a host name stands for the outlet
_AGENCIES = {"government": ActorKind.AGENCY, "intergovernmental": ActorKind.INTERGOVERNMENTAL, "monitor": ActorKind.NGO,
             "ngo": ActorKind.NGO}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PublisherEntry:
    """An outlet.

    Args:
        id: Slug.
        name: Its name.
        kind: Such as `news_agency` or `state_media`; see the table.
        country: ISO 3166-1 alpha-2, or empty.
        owner: Who owns or funds it, or empty.
        domains: Host names without `www.`.
        aliases: Other names.
        actor: Id in the table of actors where it is also a body there, or empty.
    """

    id: str
    name: str
    kind: str
    country: str
    owner: str
    domains: tuple[str, ...]
    aliases: tuple[str, ...]
    actor: str = ""

    def as_actor(self) -> Actor:
        """Return the outlet as an actor."""
        kind = _AGENCIES.get(self.kind, ActorKind.MEDIUM)
        return Actor(self.id, self.name, kind, self.aliases, self.country, (), self.domains[0] if self.domains else "")


@cache
def publishers() -> dict[str, PublisherEntry]:
    """Return all outlets by id.

    Raises:
        ResourceError: If the table is damaged.
    """
    found = {}
    for identifier, row in table(_FILE)["publishers"].items():
        try:
            found[identifier] = PublisherEntry(
                id=identifier,
                name=row["name"],
                kind=row["kind"],
                country=row["country"],
                owner=row["owner"],
                domains=tuple(row["domains"]),
                aliases=tuple(row["aliases"]),
                actor=row.get("actor", ""),
            )
        except (KeyError, TypeError) as error:
            raise ResourceError(
                f"entry {identifier} cannot be read ({error})", where=f"resources/{_FILE}", remedy="reinstall"
            ) from error
    return found


@cache
def _by_domain() -> dict[str, str]:
    return {domain: entry.id for entry in publishers().values() for domain in entry.domains}


@cache
def _by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in publishers().values():
        for name in (entry.name, *entry.aliases):
            found.setdefault(normalised_words(name), entry.id)
    return found


@cache
def _by_solid_name() -> dict[str, str]:
    """Names without blanks and first labels of host names: what file and account names are made of."""
    found: dict[str, str] = {}
    for entry in publishers().values():
        for name in (entry.name, *entry.aliases):
            found.setdefault(normalised_words(name).replace(" ", ""), entry.id)
        for domain in entry.domains:
            label = domain.split(".")[0]
            if len(label) >= _LABEL:
                found.setdefault(label, entry.id)
    return found


def publisher_at(url: str) -> PublisherEntry | None:
    """Return the outlet at an address, or None.

    Args:
        url: With or without a scheme; sub-domains belong to the outlet.
    """
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return None
    labels = host.lower().removeprefix("www.").split(".")
    for start in range(len(labels) - 1):
        identifier = _by_domain().get(".".join(labels[start:]))
        if identifier:
            return publishers()[identifier]
    return None


def publisher_named(name: str) -> PublisherEntry | None:
    """Return the outlet of a name, with or without "The", or None.

    Args:
        name: As written.
    """
    words = normalised_words(name)
    identifier = _by_name().get(words) or _by_name().get(words.removeprefix("the ")) or _by_name().get(f"the {words}")
    if identifier is None and " " not in words:
        identifier = _by_solid_name().get(words)
    return publishers()[identifier] if identifier else None
