"""Words for speakers that name nobody: witnesses, residents, unnamed sources."""

from __future__ import annotations

import re

from crossbearing.model.actors import ActorKind

__all__ = ["is_generic", "kind_of_generic", "plain_body"]

_WITNESSES = frozenset(
    "witness witnesses eyewitness eyewitnesses local locals resident residents villager villagers inhabitant inhabitants "
    "survivor survivors activist activists medic medics doctor doctors nurse nurses paramedic paramedics rescuer rescuers "
    "relative relatives refugee refugees farmer farmers shepherd shepherds worker workers civilian civilians people "
    "journalist journalists reporter reporters correspondent correspondents neighbour neighbours neighbor neighbors "
    "volunteer volunteers soldier soldiers fighter fighters elder elders prisoner prisoners detainee detainees family "
    "families mourners passers-by".split()
)
_SOURCES = frozenset(
    "source sources report reports official officials media others analyst analysts expert experts observer observers "
    "monitor monitors diplomat diplomats spokesman spokeswoman spokesperson commander commanders rebel rebels militant "
    "militants insurgent insurgents terrorist terrorists gunman gunmen attacker attackers investigators investigator "
    "press publisher author user users blogger bloggers opposition insiders".split()
)
_FILLERS = frozenset(
    "the a an some several many few two three four five six seven eight nine ten dozens of local unnamed anonymous unidentified "
    "another other more one military security medical rescue hospital field independent senior top high-ranking well-informed "
    "informed and or in from at near area city town village on the ground who surviving wounded injured armed unknown "
    "social humanitarian aid civil war rights human opposition rebel pro-opposition press news "
    "government health police tribal all those these such".split()
)
_BODIES = {
    "army": "military", "military": "military", "armed forces": "military", "troops": "military",
    "government": "government", "government forces": "military", "government troops": "military",
    "government soldiers": "military", "authorities": "government", "regime": "government", "regime forces": "military",
    "air force": "air-force", "ministry": "", "defence ministry": "defence-ministry", "defense ministry": "defence-ministry",
    "ministry of defence": "defence-ministry", "ministry of defense": "defence-ministry", "foreign ministry": "foreign-ministry",
    "health ministry": "health-ministry", "interior ministry": "interior-ministry", "police": "police",
    "state media": "", "president": "presidency", "navy": "navy", "security forces": "military",
    "surviving government troops": "military", "army command": "military", "general command": "military",
    "ministry of health": "health-ministry", "ministry of foreign affairs": "foreign-ministry", "parliament": "parliament",
    "foreign minister": "foreign-ministry", "defence minister": "defence-ministry", "defense minister": "defence-ministry",
    "general staff": "military", "military command": "military", "army positions": "military",
}  # fmt: skip


def is_generic(name_key: str) -> bool:
    """Return whether words name a kind of speaker and nobody by name.

    Args:
        name_key: A result of `actor_key`, such as `local residents`.
    """
    words = re.split(r"[\s-]+", name_key)
    heads = [word for word in words if word in _WITNESSES or word in _SOURCES]
    return bool(heads) and all(word in _WITNESSES or word in _SOURCES or word in _FILLERS for word in words)


def kind_of_generic(name_key: str) -> str:
    """Return the kind of a generic speaker: a witness group, or another unnamed one.

    Args:
        name_key: A result of `actor_key` for which `is_generic` holds.
    """
    words = set(name_key.split())
    return ActorKind.WITNESS_GROUP.value if words & _WITNESSES and not words & _SOURCES else ActorKind.OTHER.value


def plain_body(name_key: str) -> str | None:
    """Return the state body that words such as "the army" name without saying whose, or None.

    Args:
        name_key: A result of `actor_key`.

    Returns:
        Name of a body of `resources/actors.toml`.
    """
    return _BODIES.get(name_key) or None
