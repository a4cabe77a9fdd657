"""The records that the word tables of a language are parsed into; `lexicon` parses them."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "AttackerWords",
    "ConditionWords",
    "Cues",
    "HarmWords",
    "Hedges",
    "NumberWords",
    "PersonWords",
    "Triggers",
]


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that hand over to a source. See `cues.toml` for the meaning of each list."""

    verbs: frozenset[str]
    stance: dict[str, str]
    carrier: dict[str, str]
    basis: dict[str, str]
    weak: frozenset[str]
    recipients: frozenset[str]
    handing_on: frozenset[str]
    evidence: frozenset[str]
    nouns: frozenset[str]
    denial_nouns: frozenset[str]
    opinion_nouns: frozenset[str]
    distance_nouns: frozenset[str]
    against: tuple[str, ...]
    prepositions: tuple[str, ...]
    formula_nouns: frozenset[str]
    announcing: frozenset[str]
    media: frozenset[str]
    unnamed: frozenset[str]
    bodies: frozenset[str]
    witnesses: frozenset[str]
    metonyms: frozenset[str]
    documents: frozenset[str]
    pointing: frozenset[str]
    doing: frozenset[str]
    armed: frozenset[str]
    offices: frozenset[str]
    published: frozenset[str]
    titles: frozenset[str]
    organs: frozenset[str]
    silent: frozenset[str]
    counted: frozenset[str]
    dates: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hedges:
    """Words that weaken what is said. See `hedges.toml`."""

    words: frozenset[str]
    modals: frozenset[str]
    verbs: frozenset[str]
    phrases: tuple[str, ...]
    hearsay: frozenset[str]
    inference_words: frozenset[str]
    inference_phrases: tuple[str, ...]
    opinion_phrases: tuple[str, ...]
    conditional: frozenset[str]
    undoing: frozenset[str]
    averting: frozenset[str]
    trying: frozenset[str]
    laying: frozenset[str]
    able: frozenset[str]
    plots: frozenset[str]
    nearly: frozenset[str]
    true: frozenset[str]
    false: frozenset[str]
    known: frozenset[str]
    proof: frozenset[str]


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Number words and the words around numbers. See `numbers.toml`."""

    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    vague_words: frozenset[str]
    vague_phrases: tuple[str, ...]
    floor: tuple[str, ...]
    ceiling: tuple[str, ...]
    about: tuple[str, ...]
    exact: tuple[str, ...]
    new: frozenset[str]
    after_floor: tuple[str, ...]
    after_about: tuple[str, ...]
    none: frozenset[str]
    months: frozenset[str]
    measures: frozenset[str]
    labels: frozenset[str]
    changes: frozenset[str]
    guesses: frozenset[str]
    alone: frozenset[str]
    owners: frozenset[str]


@dataclass(frozen=True, slots=True)
class ConditionWords:
    """Words that tell of persons' condition without a verb of harm. See `casualties.toml`, section `conditions`.

    Args:
        taking: Verbs for being taken somewhere.
        hospitals: Words for where the wounded are treated.
        centres: Words that stand before "center" and say that it is such a place.
        treated: Verbs of treatment.
        wounds: Nouns for wounds.
        being: Verbs with which a condition is told ("was listed in").
        states: Words for conditions.
        told_dead: Verbs beside which "dead" tells a death.
        hitting: Verbs of bullets and fragments.
        missiles: What hits: bullets and fragments.
        coming: Verbs for coming to a hospital by oneself.
        finding: Verbs for finding persons.
        recovering: Verbs behind "expected to".
        ailments: What else one is treated for.
        prisoners: What one is taken or held as.
        surgery: What one undergoes.
        body: Parts of the body.
    """

    taking: frozenset[str]
    hospitals: frozenset[str]
    centres: frozenset[str]
    treated: frozenset[str]
    wounds: frozenset[str]
    being: frozenset[str]
    states: frozenset[str]
    told_dead: frozenset[str]
    hitting: frozenset[str]
    missiles: frozenset[str]
    coming: frozenset[str]
    finding: frozenset[str]
    recovering: frozenset[str]
    ailments: frozenset[str]
    prisoners: frozenset[str]
    surgery: frozenset[str]
    body: frozenset[str]


@dataclass(frozen=True, slots=True)
class HarmWords:
    """Words for what became of persons. See `casualties.toml`.

    Args:
        verbs: Verb to `killed`, `died`, `wounded` or `captured`.
        words: Form that stands alone beside a number to a slot.
        nouns: Noun to a slot.
        toll: Nouns of tolls.
        between: Words that may stand between a number and what became of the persons.
        parts: Words that say that what follows is part of the number before.
        planned: Verbs whose "to kill" kills nobody yet.
        to_death: Verbs that kill with "to death" behind them ("stoned two men to death").
        companions: Words that add persons to those told before ("alongside", "together with").
        resumes: Verbs with which a clause goes on behind an aside.
        anaphors: Words before a noun that point back to persons told of already.
        censored: Words that posts write with signs in them ("kil*led").
        conditions: Words that tell of persons' condition.
    """

    verbs: dict[str, str]
    words: dict[str, str]
    nouns: dict[str, str]
    toll: frozenset[str]
    between: frozenset[str]
    parts: tuple[str, ...]
    planned: frozenset[str]
    to_death: frozenset[str]
    companions: tuple[str, ...]
    resumes: frozenset[str]
    anaphors: frozenset[str]
    censored: frozenset[str]
    conditions: ConditionWords


@dataclass(frozen=True, slots=True)
class PersonWords:
    """Nouns for persons: the status each states, and which state age, sex, role, kinship or nothing but a whole.

    See `persons.toml`.
    """

    status: dict[str, str]
    phrases: dict[str, str]
    age: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    role: frozenset[str]
    kin: frozenset[str]
    whole: frozenset[str]


@dataclass(frozen=True, slots=True)
class Triggers:
    """Words that tell of happenings. See `triggers.toml`."""

    nouns: dict[str, str]
    verbs: dict[str, str]
    generic: frozenset[str]
    separate_words: frozenset[str]
    separate_phrases: tuple[str, ...]
    background_phrases: tuple[str, ...]
    background_words: frozenset[str]
    planned: frozenset[str]
    method: dict[str, tuple[str, ...]]
    never_attacker: frozenset[str]
    times: frozenset[str]
    place_heads: frozenset[str]


@dataclass(frozen=True, slots=True)
class AttackerWords:
    """Words for those who can attack. See `attackers.toml`.

    Args:
        groups: Nouns for groups of armed persons and for bodies.
        names: Names of bodies that are no state's force but attack under their own name.
        adjectives: Words before a noun of attack that say whose it is.
        carriers: Things that attack for the one who operates them.
        fillers: Words between an operator and its carrier ("fighter" in "coalition fighter jets").
        counters: Nouns that count what follows "of".
        no_bodies: Words that end a name on its left, and capitals that name nobody.
        unarmed: Words in the names of groups that attack nobody.
        people: Nouns for others who did it where a verb says so of them with its object ("inmates set fire to").
    """

    groups: frozenset[str]
    names: frozenset[str]
    adjectives: frozenset[str]
    carriers: frozenset[str]
    fillers: frozenset[str]
    counters: frozenset[str]
    no_bodies: frozenset[str]
    unarmed: frozenset[str]
    people: frozenset[str]
