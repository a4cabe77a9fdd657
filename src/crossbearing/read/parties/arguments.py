"""Who did it to whom: attackers, those struck, and those meant to be struck, from the tree around an event word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crossbearing.model.actors import Stance
from crossbearing.model.claims import Modality
from crossbearing.model.values import ActorRef, Actors, Category, TextValue
from crossbearing.read.happenings.events import LIGHT_VERBS, kind_by_words
from crossbearing.read.mentions import EventMention, Mention
from crossbearing.read.parties.doers import Doer, doer, nation_of
from crossbearing.read.parties.own import did_not, is_own, not_by
from crossbearing.read.parties.people import by_means, done_to_somebody, of_people
from crossbearing.read.parties.struck import governor, struck
from crossbearing.read.places.stated import place_words
from crossbearing.read.sentences.grammar import (
    agents,
    child,
    children,
    is_negated,
    is_passive,
    lemma,
    noun_range,
    objects,
    passive_subjects,
    prepositional,
    subjects,
    verb_key,
    with_conjuncts,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["attacker_words", "event_mentions", "named_before", "strong_hint"]

_METHODLESS = frozenset({"attack", "killing", "other"})
_REACTIONS = frozenset(
    {"condemn", "denounce", "deplore", "regret", "mourn", "decry", "lament", "criticise", "criticize"}
    | {"welcome", "praise"}
)
# Told of two sides that do it to one another.
_BOTH = frozenset({"clash", "fight", "battle", "arrest", "detain"})
# Kinds in which nobody is attacked.
_QUIET = frozenset({"investigation", "communication", "surveillance", "arrest"})
# What is fired.
_ROUNDS = frozenset(("round", "shot", "salvo", "volley", "bullet"))


def event_mentions(
    parsed: Parsed, event: EventMention, kind: str, tables: Lexicon, *, known: bool = False
) -> Iterator[Mention]:
    """Yield method, attacker, struck and intended target as the words around an event word state them.

    Args:
        parsed: The sentence.
        event: The event mention in it.
        kind: Kind of event it was joined to.
        tables: Word tables of the language.
        known: Whether the report has told of it before; then "the strikes" tells nothing new of how it was done.
    """
    if event.modality in {Modality.HYPOTHETICAL, Modality.PLANNED}:
        return
    token = parsed.doc[event.token]
    start, end = _clause(parsed, token)
    plain = _only_a_time(token) or (event.generic and _reacted_to(token) and not strong_hint(parsed, token, tables))
    if kind not in _METHODLESS and not plain and not (known and _presupposed(token)):
        yield Mention(
            "method",
            Category(parsed.words(token.i, token.i), "method", kind, exclusive=False),
            start,
            end,
            event.start,
            event.sentence,
            event.number,
        )
    names = attacker_words(parsed, token, tables)
    if names and (any(who.none for who in names) or (is_own(names) and did_not(event, token))):
        yield not_by(parsed, event, names)
    elif names and not (is_own(names) and (event.type in _QUIET or (event.negated and token.pos_ == "VERB"))):
        members = tuple(dict.fromkeys(ActorRef(member) for who in names for member in who.members))
        value = Actors(text=", ".join(who.text for who in names), members=members)
        first, last = min(names[0].first, int(token.i)), max(names[0].last, int(token.i))
        begin, stop = parsed.range(first, last)
        stance = Stance.DENIES if _cleared(token) else Stance.SUPPOSES if all(who.held for who in names) else None
        yield Mention("attacker", value, begin, stop, event.start, event.sentence, event.number, stance=stance)
    hit = struck(token)
    if hit is not None and not _persons_or_means(parsed, hit, tables):
        first, last = hit
        begin, stop = parsed.range(min(first, token.i), max(last, token.i))
        yield Mention(
            "struck", TextValue(parsed.words(first, last)), begin, stop, event.start, event.sentence, event.number
        )


def _only_a_time(token: Token) -> bool:
    """Tell whether a noun is only what a time hangs on ("before the bombing")."""
    return (
        token.dep_ == "pobj"
        and token.head.lower_ in {"before", "after", "since", "until", "following"}
        and any(other.lower_ in {"the", "that", "this"} for other in token.lefts)
    )


def _reacted_to(token: Token) -> bool:
    """Tell whether a noun is what somebody condemns or regrets: how it was done is said by others, if at all."""
    return token.pos_ == "NOUN" and token.dep_ == "dobj" and lemma(token.head) in _REACTIONS


def _presupposed(token: Token) -> bool:
    """Tell whether a noun refers back to something told ("the strikes", "their attack")."""
    return token.pos_ == "NOUN" and any(
        other.lower_ in {"the", "that", "this", "these", "those", "its", "their"} for other in token.lefts
    )


def strong_hint(parsed: Parsed, token: Token, tables: Lexicon) -> str | None:
    """Return the kind of attack that an event word's own modifiers, doers and means show, or None.

    Args:
        parsed: The sentence.
        token: The event word.
        tables: Word tables of the language.
    """
    first, last = noun_range(token) if token.pos_ in {"NOUN", "PROPN"} else (int(token.i), int(token.i))
    stretches = [parsed.words(first, last)]
    doers = attacker_words(parsed, token, tables)
    stretches.extend(who.text for who in doers)
    for marker in token.children:
        if marker.lower_ in {"with", "using", "by", "from"} and marker.dep_ in {"prep", "agent", "advcl"}:
            stretches.extend(parsed.words(*noun_range(head)) for head in children(marker, "pobj", "dobj"))
    held = (
        [head for head in objects(token) if lemma(token) in {"fire", "drop", "launch", "detonate", "throw"}]
        if token.pos_ == "VERB"
        else []
    )
    stretches.extend(parsed.words(*noun_range(head)) for head in held)
    kind = kind_by_words(" ; ".join(stretches), tables.triggers)
    if kind is not None:
        return kind
    for who in doers:
        words = who.text.lower().split()
        if any(
            tables.persons.status.get(word.rstrip("s")) == "fighter" or tables.persons.status.get(word) == "fighter"
            for word in words
        ):
            return (
                "ground_assault"
                if lemma(token) in {"attack", "assault", "operation", "offensive", "raid", "strike"}
                else None
            )
    return None


def _clause(parsed: Parsed, token: Token) -> tuple[int, int]:
    """Return the offsets of the core of an event: its noun phrase, or the verb with its subject and object."""
    spots = [int(token.i)]
    for other in token.children:
        if other.dep_ in {"nsubj", "nsubjpass", "dobj", "agent", "neg", "aux", "auxpass", "compound", "amod"}:
            spots.append(int(other.i))
    return parsed.range(min(spots), max(spots))


def attacker_words(parsed: Parsed, token: Token, tables: Lexicon) -> list[Doer]:
    """Return those said to have done it: bodies, groups of persons, or what a named body operates.

    Args:
        parsed: The sentence.
        token: The event word.
        tables: Word tables of the language.
    """
    if token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB"):
        if lemma(token) in {"die", "perish", "explode", "detonate", "go", "protest"}:
            return []
        heads = agents(token) if is_passive(token) and token.tag_ == "VBN" else subjects(token)
        if heads and any(lemma(head) in tables.triggers.nouns for head in heads):
            return [who for head in heads for who in _of_noun(parsed, head, tables)]
        if token.dep_ == "acl" and not is_passive(token) and (claimed := _claimant(token, tables)) is not None:
            heads = [claimed]
        found = _doers(parsed, heads, tables) or by_means(parsed, heads, tables)
        if not found and lemma(token) not in _BOTH and (is_passive(token) or done_to_somebody(token)):
            found = [who for head in heads if (who := of_people(parsed, head, tables)) is not None]
        return found or _coming_from(parsed, token, tables)
    return _of_noun(parsed, token, tables) or _participants(parsed, token, tables)


def _claimant(verb: Token, tables: Lexicon) -> Token | None:
    """Return whose claim "the rebels' claim to have shot down the jet" is."""
    if lemma(verb.head) not in tables.cues.nouns or not any(other.lower_ == "to" for other in verb.lefts):
        return None
    return child(verb.head, "poss")


def _doers(parsed: Parsed, heads: list[Token], tables: Lexicon) -> list[Doer]:
    return [who for head in heads if (who := doer(parsed, head, tables)) is not None]


def _coming_from(parsed: Parsed, verb: Token, tables: Lexicon) -> list[Doer]:
    """Return who "came under attack from" or "was hit from" names."""
    return _doers(parsed, prepositional(verb, "from"), tables) if is_passive(verb) else []


def _participants(parsed: Parsed, noun: Token, tables: Lexicon) -> list[Doer]:
    """Return who "took part in", "was involved in" or "was behind" an attack that a noun names."""
    holder = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "behind" else None
    if holder is not None and lemma(holder) in {"be", "stand"}:
        return _doers(parsed, subjects(holder), tables)
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "in" else None
    if verb is not None and verb.pos_ == "NOUN" and lemma(verb) == "part":
        verb = verb.head
    if verb is None or lemma(verb) not in {"take", "participate", "involve", "join"}:
        return []
    return _doers(parsed, passive_subjects(verb) if is_passive(verb) and verb.tag_ == "VBN" else subjects(verb), tables)


def _of_noun(parsed: Parsed, noun: Token, tables: Lexicon) -> list[Doer]:
    """Return who a noun of attack is ascribed to: "Israeli air strike", "strikes by X", "X carried out strikes"."""
    found = _doers(parsed, agents(noun), tables) or _beside(parsed, noun, tables)
    found = found or [who for head in agents(noun) if (who := of_people(parsed, head, tables)) is not None]
    found = found or _doers(parsed, _of_relative_clause(noun), tables)
    light = governor(noun) if not found else None
    if light is not None:
        heads = agents(light) if is_passive(light) else subjects(light)
        heads = [head for head in heads if head is not noun]
        found = _doers(parsed, heads, tables)
        found = found or [who for head in heads if (who := of_people(parsed, head, tables)) is not None]
    return found or named_before(parsed, noun, tables)


def _beside(parsed: Parsed, noun: Token, tables: Lexicon) -> list[Doer]:
    """Return who stands right behind a noun of attack with "by" or "from", wherever the parser hung the words."""
    marker = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    head = child(marker, "pobj") if marker is not None and marker.lower_ in {"by", "from"} else None
    return _doers(parsed, with_conjuncts(head), tables) if head is not None else []


def _of_relative_clause(noun: Token) -> list[Token]:
    """Return the subject of "an air strike that X carried out"."""
    for clause in noun.children:
        if clause.dep_ == "relcl" and (verb_key(clause) in LIGHT_VERBS or lemma(clause) in LIGHT_VERBS):
            return [other for other in clause.children if other.dep_ == "nsubj" and other.pos_ in {"NOUN", "PROPN"}]
    return []


def named_before(parsed: Parsed, noun: Token, tables: Lexicon) -> list[Doer]:
    """Return the attacker named before a noun of attack: "Israeli raid", "US-led raid", "rebel raid".

    Args:
        parsed: The sentence.
        noun: The noun.
        tables: Word tables of the language.
    """
    for other in noun.lefts:
        if other.dep_ == "poss":
            who = doer(parsed, other, tables)
            if who is not None:
                return [who]
            continue
        first, last = int(other.left_edge.i), int(other.i)
        if other.dep_ not in {"compound", "amod", "nmod"} or parsed.doc[first].text[:1].isdigit():
            continue
        words = parsed.words(first, last).removeprefix("the ").removeprefix("The ")
        # "Afghan hospital strike": whose the hospital is, and not who struck it.
        target = any(lemma(between) in place_words(tables).site for between in parsed.doc[last + 1 : int(noun.i)])
        if not target and nation_of(words, tables):
            return [Doer(words, (words,), first, last)]
    return []


def _cleared(token: Token) -> bool:
    """Tell whether those named are said not to have done it: "X did not launch the attack", "was not behind it"."""
    if token.pos_ not in {"NOUN", "PROPN"}:
        return False
    light = governor(token)
    if light is None and token.dep_ == "pobj" and token.head.lower_ in {"behind", "in"}:
        light = token.head.head
        if light.pos_ == "NOUN" and lemma(light) in {"part", "role", "hand", "involvement"}:
            return is_negated(light) or is_negated(light.head)
    return light is not None and light.pos_ in {"VERB", "AUX"} and is_negated(light)


def _persons_or_means(parsed: Parsed, hit: tuple[int, int], tables: Lexicon) -> bool:
    """Tell whether words are a count of persons, who are killed or wounded and not struck, or what was fired."""
    words = parsed.doc[hit[0] : hit[1] + 1]
    head = next((token for token in words if token.head.i < hit[0] or token.head.i > hit[1]), words[0])
    name = lemma(head)
    if tables.materiel.get(name) in tables.classes["munitions"] or name in _ROUNDS:
        return True
    if name in tables.cues.nouns | tables.cues.evidence:
        return True
    status = tables.persons.status.get(name) or tables.persons.status.get(head.lower_.rstrip("s"))
    counted = any(
        hit[0] <= number.first <= hit[1] and (number.low is not None or number.high is not None)
        for number in parsed.numbers
    )
    single = status == "unstated" and any(other.lower_ in {"a", "an"} for other in head.lefts)
    counting = name in tables.attackers.counters or head.lower_ in tables.attackers.counters
    inner = [other for other in words if other.dep_ == "pobj"]
    of_persons = not inner or any(lemma(other) in tables.persons.status for other in inner)
    return (
        (status is not None and counted)
        or single
        or name in {"other", "people", "person", "number", "many", "some", "several"}
        or (counting and of_persons)
    )
