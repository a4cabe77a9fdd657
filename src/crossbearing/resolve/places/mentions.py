"""Names of places in a text, by the gazetteer's lexicon: the surroundings in which single names are judged."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from crossbearing.model.errors import ResourceError
from crossbearing.resolve.gazetteer.names import key
from crossbearing.resources.loading import table
from crossbearing.resources.place_tables import feature_words

__all__ = ["COUNTRY_CODES", "Mention", "abbreviated_states", "asked_kinds", "is_where", "mentions_in", "not_places"]

_PARTICLE = (
    r"(?:al|el|ad|ed|ar|er|as|es|az|ez|an|en|at|et|ash|adh|de|del|du|des|da|do|la|le|les|los|las|van|von|of|the|bin|"
    r"abu|umm|and)"
)
_CAPITAL = (
    r"(?:(?:[aeu][dlnrstz]|[ae](?:sh|dh|th)|d|l)[-'\u2019])?"
    r"(?=[^\W\d_])(?-i:[A-Z\u00c0-\u00de\u0100-\u024f\u0400-\u042f\u1e00-\u1eff])"
    r"[\w'\u2019\u02bb\u02bc]*(?:[-\u2011][\w'\u2019\u02bb\u02bc]+)*"
)
_RUN = re.compile(rf"{_CAPITAL}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_CAPITAL})*")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,4}")
_ARABIC_RUN = re.compile(r"[\u0600-\u06ff]+(?:\s+[\u0600-\u06ff]+){0,2}")
_LONGEST = 5
COUNTRY_CODES = frozenset({"us", "uk", "uae", "usa", "car", "drc", "prc", "dprk", "rok", "ksa"})
"""Keys of abbreviations that stand for countries; other words in capitals alone are taken for no place."""
_WHERE = re.compile(
    r"\b(?:in|near|at|from|to|into|across|inside|outside|over|around|throughout|between|of|northern|southern|eastern|"
    r"western|central|north|south|east|west|northeastern|northwestern|southeastern|southwestern)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SITE = (
    r"(?:(?:international |military )?airport|air ?base|airfield|refugee camp|camp|hospital|oil ?field|gas field|dam|"
    r"bridge|prison|(?:border )?crossing|nuclear (?:power )?plant|refinery|port|hills?|mountains?)"
)
_BESIDE_KIND = re.compile(r"\s+(?:oil\s+)?([a-z]+)")
_KIND_OF = re.compile(r"\b([a-z]+) of (?:the )?$")
_HEAD = re.compile(r"(?:^|[.!?\"\u201d\u2019]\s{1,2}|\n\s*)$")
_DATELINE = re.compile(r"(?:,\s*[\w.]+(?:\s[\w.]+){0,2})?\s*(?:\(|\u2014|--|\u2013|-\s)")
_STATE = re.compile(
    r"(?:(?<=[^\W\d_]),\s+|(?<![\w.,])(?=[A-Z]\.[ ]?[A-Z]))"
    r"((?:[A-Z]\.[ ]?[A-Z][a-z]{0,2}\.|[A-Z][a-z]{1,4}\.|[A-Z]{2}(?![\w.])))"
)
_SITE_BEHIND = re.compile(rf"\s+{_SITE}\b", re.IGNORECASE)
_SITE_BEFORE = re.compile(rf"\b({_SITE})\s+(?:of|in|at)\s+(?:the\s+(?:city|town)\s+of\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text that some place has.

    Args:
        name: As written.
        start: Offset of its first character.
        end: Offset behind the last one.
    """

    name: str
    start: int
    end: int


@cache
def not_places() -> frozenset[str]:
    """Return keys that alone are taken for no place.

    Raises:
        ResourceError: If the table is damaged.
    """
    try:
        return frozenset(table("places/features.toml")["not_places"]["words"])
    except KeyError as error:
        raise ResourceError(
            f"field {error} is missing", where="resources/places/features.toml", remedy="reinstall"
        ) from error


@cache
def _titles() -> frozenset[str]:
    return frozenset(table("places/features.toml").get("titles", {}).get("words", ()))


@cache
def abbreviated_states() -> dict[str, str]:
    """Return names of US states by abbreviation as written, without its last full stop."""
    return dict(table("places/features.toml").get("abbreviations", {}))


def _extended(text: str, mention: Mention, known: Callable[[str], float]) -> Mention:
    """Take in a word for a site behind a name, or before it with "of", where the whole is a name too."""
    behind = _SITE_BEHIND.match(text, mention.end)
    if behind and known(key(mention.name + behind[0])):
        return Mention(mention.name + behind[0], mention.start, behind.end())
    before = _SITE_BEFORE.search(text, max(0, mention.start - 40), mention.start)
    if before and known(key(f"{mention.name} {before[1]}")):
        return Mention(f"{mention.name} {before[1]}", before.start(), mention.end)
    return mention


def is_where(text: str, mention: Mention) -> bool:
    """Return whether the words before a name speak of a place: "in Washington", not "Washington said"."""
    return bool(_WHERE.search(text, max(0, mention.start - 24), mention.start))


def asked_kinds(name: str, around: str) -> tuple[str, ...]:
    """Return the kinds of place that words right beside a name ask for ("Idlib province", "the village of Hatla").

    Args:
        name: As written.
        around: The name with words around it.
    """
    place = around.find(name)
    if place < 0:
        return ()
    words = feature_words()
    behind = _BESIDE_KIND.match(around, place + len(name))
    if behind and behind[1] in words:
        return words[behind[1]].kinds
    before = _KIND_OF.search(around, 0, place)
    if before and before[1] in words:
        return words[before[1]].kinds
    return ()


def mentions_in(text: str, known: Callable[[str], float], limit: int = 400) -> list[Mention]:
    """Return the names in a text that the gazetteer has, the longest where they overlap.

    Args:
        text: Any text.
        known: From a key to the weight of the weightiest place of this name, 0.0 where there is none.
        limit: Names found at most.

    Returns:
        In order of their place.
    """
    found = _states_in(text)
    taken = {mention.start for mention in found}
    refused, titles = not_places(), _titles()
    mixed = any(char.islower() for char in text[:400])
    for run in [*_RUN.finditer(text), *_ARABIC_RUN.finditer(text)]:
        spans = [(match.start() + run.start(), match.end() + run.start()) for match in re.finditer(r"\S+", run[0])]
        before = text[max(0, run.start() - 14) : run.start()].rstrip(". ").rpartition(" ")[2].lower()
        index = 0
        while index < len(spans) and len(found) < limit:
            step = 1
            for length in range(min(_LONGEST, len(spans) - index), 0, -1):
                start, end = spans[index][0], spans[index + length - 1][1]
                surface = text[start:end].removesuffix("'s").removesuffix("\u2019s").rstrip("'\u2019")
                form = key(surface)
                if (len(form) < 3 and not surface.isupper()) or start in taken:
                    continue
                code = surface.isupper() and form in COUNTRY_CODES
                if surface.isupper() and mixed and not code and not _opens_report(text, start, end):
                    continue  # "SANA" is an agency, not a town; a text all in capitals is read as it is
                if (form in refused and not code) or (length == 1 and index == 0 and before in titles):
                    continue
                if known(form):
                    found.append(_extended(text, Mention(surface, start, start + len(surface)), known))
                    step = length
                    break
            index += step
    for match in _INITIALS.finditer(text):
        if match.start() not in taken and known(key(match[0])) and len(found) < limit:
            found.append(Mention(match[0], match.start(), match.end()))
    return sorted(found, key=lambda mention: mention.start)


def _opens_report(text: str, start: int, end: int) -> bool:
    """Return whether a name in capitals stands where a report begins, and a dash or bracket follows it."""
    return end - start > 3 and bool(_HEAD.search(text, max(0, start - 4), start)) and bool(_DATELINE.match(text, end))


def _states_in(text: str) -> list[Mention]:
    """Return the abbreviated states: behind a name and a comma ("Springfield, Mo."), and those of several letters."""
    known = abbreviated_states()
    return [
        Mention(match[1], match.start(1), match.end(1))
        for match in _STATE.finditer(text)
        if match[1].replace(" ", "").rstrip(".") in known
    ]
