"""What a publisher's kind, as users state it in words of their own, tells: whether it speaks for itself or reports.

Nothing is graded by it. A hospital, a party or a court that publishes states what it knows itself, so that its figures
have an origin; a radio station or a portal hands on what others say. Of a kind that is not known nothing follows.
"""

from __future__ import annotations

from functools import lru_cache

from crossbearing.model.ids import normalised_words

__all__ = ["is_medium", "speaks_for_itself"]

_MEDIA = frozenset(
    {"medium", "media", "news", "newspaper", "paper", "press", "broadcaster", "broadcasting", "radio", "television"}
    | {"tv", "channel", "portal", "aggregator", "community", "encyclopedia", "encyclopaedia", "wiki", "magazine"}
    | {"blog", "blogger", "daily", "weekly", "journal", "gazette", "tabloid", "site", "website", "wire", "outlet"}
    | {"podcast", "social"}
)
_PARTIES = frozenset(
    {"government", "state", "ministry", "agency", "military", "army", "navy", "police", "force", "militia", "armed"}
    | {"group", "front", "brigade", "movement", "coalition", "alliance", "party", "opposition", "parliament", "court"}
    | {"tribunal", "prosecutor", "prosecution", "inquiry", "commission", "committee", "council", "authority"}
    | {"administration", "municipality", "mayor", "governor", "embassy", "intergovernmental", "mission", "office"}
    | {"department", "directorate", "institution", "institute", "university", "monitor", "monitoring", "watchdog"}
    | {"ngo", "observatory", "register", "database", "charity", "foundation", "association", "organisation"}
    | {"organization", "union", "federation", "society", "syndicate", "hospital", "clinic", "medical", "medic"}
    | {"doctor", "ambulance", "rescue", "rescuer", "firefighter", "church", "diocese", "company", "operator"}
    | {"airline", "lawyer", "family", "expert", "witness", "witnesses", "person", "official", "politician"}
)
_FOR_THE_PRESS = frozenset({"office", "officer", "service", "department", "centre", "center", "secretary"})


def is_medium(kind: str) -> bool:
    """Whether a publisher of this kind hands on what others say.

    Args:
        kind: The kind as stated: `news_agency`, `radio`, `opposition portal`.
    """
    words = _words(kind)
    return bool(words & _MEDIA) and not ("press" in words and words & _FOR_THE_PRESS)


def speaks_for_itself(kind: str) -> bool:
    """Whether a publisher of this kind states what it knows itself.

    Args:
        kind: The kind as stated: `hospital`, `political_party`, `press office`.
    """
    words = _words(kind)
    if "press" in words and words & _FOR_THE_PRESS:
        return True
    return not is_medium(kind) and bool(words & _PARTIES)


@lru_cache(maxsize=1000)
def _words(kind: str) -> frozenset[str]:
    words = normalised_words(kind.replace("_", " ")).split()
    return frozenset({*words, *(word.removesuffix("s") for word in words)})
