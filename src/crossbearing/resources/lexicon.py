"""The word tables of one language, as typed records.

A reader asks this module for the tables of the text's language; what a word means for reading stands in TOML files
beside it (`en/cues.toml` and so on), one list for every side of a conflict.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from crossbearing.resources.actors import states
from crossbearing.resources.loading import resource_hash, table
from crossbearing.resources.word_tables import (
    AttackerWords,
    ConditionWords,
    Cues,
    HarmWords,
    Hedges,
    NumberWords,
    PersonWords,
    Triggers,
)
from crossbearing.resources.wording import pattern

__all__ = [
    "AttackerWords",
    "ConditionWords",
    "Cues",
    "HarmWords",
    "Hedges",
    "Lexicon",
    "NumberWords",
    "PersonWords",
    "Triggers",
    "languages",
    "lexicon",
    "pattern",
]

_FILES = (
    "attackers",
    "casualties",
    "control",
    "cues",
    "figures",
    "gate",
    "hedges",
    "intent",
    "loaded",
    "materiel",
    "numbers",
    "persons",
    "phases",
    "places",
    "rhetoric",
    "strikes",
    "times",
    "triggers",
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word tables of one language.

    Args:
        language: ISO 639-1 code.
        hashes: File name and hash of each table, for the ids of steps that read them.
        materiel: Word for a thing of war to its kind.
        effects: Verb to what it says became of a thing.
        effect_nouns: Noun of loss to what it says became of a thing.
        classes: Class of things (`vehicles`) to the kinds in it.
        strike_units: Word that counts attacks to its unit.
        animals: Nouns for what is killed and is no person.
        part_verbs: Verbs with which aircraft and ships take part in something.
        gate_stems: Beginnings of words that make a sentence worth parsing.
        loaded: Words that judge.
        judging, abstract, openers: Signs of rhetoric.
        state_words: Names, capitals, adjectives and peoples of all states alike, in lower case.
        raw: The remaining tables as parsed (`times`, `places`, `intent`, `phases`, `control`).
    """

    language: str
    hashes: tuple[tuple[str, str], ...]
    cues: Cues
    hedges: Hedges
    harm: HarmWords
    numbers: NumberWords
    persons: PersonWords
    triggers: Triggers
    attackers: AttackerWords
    materiel: dict[str, str]
    effects: dict[str, str]
    effect_nouns: dict[str, str]
    classes: dict[str, frozenset[str]]
    strike_units: dict[str, str]
    animals: frozenset[str]
    part_verbs: frozenset[str]
    gate_stems: tuple[str, ...]
    loaded: tuple[str, ...]
    judging: tuple[str, ...]
    abstract: tuple[str, ...]
    openers: tuple[str, ...]
    state_words: frozenset[str]
    raw: dict[str, Any] = field(repr=False)


def languages() -> tuple[str, ...]:
    """Return the ISO 639-1 codes of the languages that have a full set of word tables."""
    found = [
        entry.name
        for entry in files("crossbearing.resources").iterdir()
        if entry.is_dir() and len(entry.name) == 2 and entry.joinpath("cues.toml").is_file()
    ]
    return tuple(sorted(found))


@cache
def lexicon(language: str) -> Lexicon:
    """Return the word tables of a language, parsed once per process.

    Args:
        language: ISO 639-1 code, one of `languages()`.

    Raises:
        ResourceError: If a table is missing or damaged.
    """
    names = {name: f"{language}/{name}.toml" for name in _FILES}
    raw = {name: table(path) for name, path in names.items()}
    materiel, strikes, loaded, rhetoric = raw["materiel"], raw["strikes"], raw["loaded"], raw["rhetoric"]
    return Lexicon(
        language=language,
        hashes=tuple((path, resource_hash(path)) for path in (*names.values(), "actors.toml")),
        cues=_cues(raw["cues"]),
        hedges=_hedges(raw["hedges"]),
        harm=_harm(raw["casualties"]),
        numbers=_numbers(raw["numbers"]),
        persons=_persons(raw["persons"]),
        triggers=_triggers(raw["triggers"]),
        attackers=AttackerWords(**{name: frozenset(row["words"]) for name, row in raw["attackers"].items()}),
        materiel={word: kind for kind, words in materiel["kinds"].items() for word in words},
        effects={verb: effect for effect, verbs in materiel["effects"].items() for verb in verbs},
        effect_nouns={noun: effect for effect, nouns in materiel["nouns"].items() for noun in nouns},
        classes={name: frozenset(kinds) for name, kinds in materiel["classes"].items()},
        strike_units={word: unit for unit, words in strikes["units"].items() for word in words},
        animals=frozenset(raw["persons"]["animals"]["words"]),
        part_verbs=frozenset(materiel["part"]["verbs"]),
        gate_stems=tuple(raw["gate"]["gate"]["stems"]),
        loaded=tuple(loaded["terms"]),
        judging=tuple(rhetoric["judging"]),
        abstract=tuple(rhetoric["abstract"]),
        openers=tuple(rhetoric["openers"]),
        state_words=_state_words("name", "capitals", "adjectives", "people"),
        raw=raw,
    )


def _state_words(*forms: str) -> frozenset[str]:
    """Return words for all states alike, in lower case.

    Args:
        forms: Which words: `name` (with its aliases), `capitals`, `adjectives` or `people`.
    """
    found: set[str] = set()
    for state in states().values():
        for form in forms:
            names = (state.name, *state.aliases) if form == "name" else getattr(state, form)
            found |= {name.casefold() for name in names}
            if form == "people":  # "a Turk", "a Dane"
                found |= {name.casefold().removesuffix("s") for name in names}
    return frozenset(found)


def _cues(raw: dict[str, Any]) -> Cues:
    verbs: dict[str, list[str]] = raw["verbs"]
    traits: dict[str, dict[str, str]] = raw["verb_traits"]
    groups: dict[str, list[str]] = raw["groups"]
    unnamed: dict[str, list[str]] = raw["unnamed"]
    return Cues(
        verbs=frozenset(verbs["plain"]),
        stance={verb: row["stance"] for verb, row in traits.items() if "stance" in row},
        carrier={verb: row["carrier"] for verb, row in traits.items() if "carrier" in row},
        basis={verb: row["basis"] for verb, row in traits.items() if "basis" in row},
        weak=frozenset(groups["weak"]),
        recipients=frozenset(groups["recipients"]),
        handing_on=frozenset(groups["handing_on"]),
        evidence=frozenset(groups["evidence"]),
        nouns=frozenset(groups["nouns"]),
        denial_nouns=frozenset(groups["denial_nouns"]),
        opinion_nouns=frozenset(groups["opinion_nouns"]),
        distance_nouns=frozenset(groups["distance_nouns"]),
        against=tuple(groups["against"]),
        prepositions=tuple(groups["prepositions"]),
        formula_nouns=frozenset(groups["formula_nouns"]),
        announcing=frozenset(groups["announcing"]),
        media=frozenset(groups["media"]),
        unnamed=frozenset(unnamed["heads"]),
        bodies=frozenset(unnamed["bodies"]),
        witnesses=frozenset(unnamed["witnesses"]),
        metonyms=frozenset(unnamed["metonyms"]) | _state_words("name", "capitals"),
        pointing=frozenset(unnamed["pointing"]),
        doing=frozenset(unnamed["doing"]),
        armed=frozenset(unnamed["armed"]),
        offices=frozenset(unnamed["offices"]),
        published=frozenset(groups["published"]),
        documents=frozenset(unnamed["documents"]),
        titles=frozenset(unnamed["titles"]),
        organs=frozenset(unnamed["organs"]),
        silent=frozenset(raw["silent"]["things"]),
        counted=frozenset(raw["silent"]["counted"]),
        dates=frozenset(raw["silent"]["dates"]),
    )


def _hedges(raw: dict[str, Any]) -> Hedges:
    return Hedges(
        words=frozenset(raw["supposes"]["words"]),
        modals=frozenset(raw["supposes"]["modals"]),
        verbs=frozenset(raw["supposes"]["verbs"]),
        phrases=tuple(raw["supposes"]["phrases"]),
        hearsay=frozenset(raw["hearsay"]["words"]),
        inference_words=frozenset(raw["inference"]["words"]),
        inference_phrases=tuple(raw["inference"]["phrases"]),
        opinion_phrases=tuple(raw["opinion"]["phrases"]),
        conditional=frozenset(raw["conditional"]["words"]),
        **{kind: frozenset(words) for kind, words in raw["reality"].items()},
    )


def _harm(raw: dict[str, Any]) -> HarmWords:
    return HarmWords(
        verbs={verb: group for group, verbs in raw["verbs"].items() for verb in verbs},
        words={word: slot for slot, words in raw["words"].items() for word in words},
        nouns=dict(raw["nouns"]),
        toll=frozenset(raw["toll"]["words"]),
        between=frozenset(raw["between"]["words"]),
        parts=tuple(raw["parts"]["words"]),
        planned=frozenset(raw["planned"]["words"]),
        to_death=frozenset(raw["to_death"]["verbs"]),
        companions=tuple(raw["companions"]["phrases"]),
        resumes=frozenset(raw["resumes"]["words"]),
        anaphors=frozenset(raw["anaphors"]["words"]),
        censored=frozenset(raw["censored"]["words"]),
        conditions=ConditionWords(**{name: frozenset(words) for name, words in raw["conditions"].items()}),
    )


def _numbers(raw: dict[str, Any]) -> NumberWords:
    def words(section: str, name: str) -> tuple[str, ...]:
        return tuple(raw[section][name])

    return NumberWords(
        units=dict(raw["units"]),
        tens=dict(raw["tens"]),
        scales=dict(raw["scales"]),
        vague_words=frozenset(words("vague", "words")),
        vague_phrases=words("vague", "phrases"),
        floor=words("before", "floor"),
        ceiling=words("before", "ceiling"),
        about=words("before", "about"),
        exact=words("before", "exact"),
        new=frozenset(words("before", "new")),
        after_floor=words("after", "floor"),
        after_about=words("after", "about"),
        none=frozenset(words("none", "words")),
        months=frozenset(words("not_counts", "months")),
        measures=frozenset(words("not_counts", "measures")),
        labels=frozenset(words("not_counts", "labels")),
        changes=frozenset(words("changes", "words")),
        guesses=frozenset(words("guesses", "words")),
        alone=frozenset(words("vague", "alone")),
        owners=frozenset(words("owners", "words")),
    )


def _persons(raw: dict[str, Any]) -> PersonWords:
    groups = ("civilian", "military", "fighter", "police", "medical", "journalist", "unstated")
    status: dict[str, str] = {}
    phrases: dict[str, str] = {}
    for group in groups:
        for word in raw[group]["words"]:
            status.setdefault(word.lower(), group)
        for phrase in raw[group].get("phrases", []):
            phrases.setdefault(phrase.lower(), group)
    return PersonWords(
        status=status,
        phrases=phrases,
        age=frozenset(raw["age"]["words"]),
        female=frozenset(raw["sex"]["female"]),
        male=frozenset(raw["sex"]["male"]),
        role=frozenset(raw["role"]["words"]),
        kin=frozenset(raw["kin"]["words"]),
        whole=frozenset(raw["whole"]["words"]) | _state_words("adjectives", "people"),
    )


def _triggers(raw: dict[str, Any]) -> Triggers:
    apart = {"generic", "separate", "background", "planned", "method", "attacker"}
    nouns: dict[str, str] = {}
    verbs: dict[str, str] = {}
    for kind, row in raw.items():
        if kind in apart:
            continue
        nouns.update({noun: kind for noun in row["nouns"] if noun not in nouns})
        verbs.update({verb: kind for verb in row["verbs"] if verb not in verbs})
    return Triggers(
        nouns=nouns,
        verbs=verbs,
        generic=frozenset(raw["generic"]["words"]),
        separate_words=frozenset(raw["separate"]["words"]),
        separate_phrases=tuple(raw["separate"]["phrases"]),
        background_phrases=tuple(raw["background"]["phrases"]),
        background_words=frozenset(raw["background"]["words"]),
        planned=frozenset(raw["planned"]["words"]),
        method={kind: tuple(words) for kind, words in raw["method"].items()},
        never_attacker=frozenset(raw["attacker"]["never"]),
        times=frozenset(raw["attacker"]["times"]),
        place_heads=frozenset(raw["attacker"]["places"]),
    )
