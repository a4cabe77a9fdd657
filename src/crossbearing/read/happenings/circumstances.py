"""What is told beside an attack: places made known beforehand, calls while it went on, punishments, who cannot tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crossbearing.model.actors import Stance
from crossbearing.model.values import Category, TextValue
from crossbearing.read.happenings.events import kind_by_words
from crossbearing.read.happenings.unsaid import left_open
from crossbearing.read.mentions import Mention
from crossbearing.read.persons.harming import unreal
from crossbearing.read.sentences.grammar import (
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
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.model.values import Value
    from crossbearing.read.sentences.tree import Token

__all__ = ["circumstances", "without_means"]

_CLOSED_IN = ("in", "inside", "at", "within")


def circumstances(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield notice of places, calls, punishments, who cannot tell, arms supplied and means that were not there.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    raw: Any = tables.raw["intent"]
    for verb in parsed.tokens:
        if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ in {"aux", "auxpass"}:
            continue
        yield from _made_known(parsed, verb, raw["deconfliction"], tables)
        yield from _called(parsed, verb, raw["warning"], tables)
        yield from _punished(parsed, verb, raw["process"], tables)
        yield from left_open(parsed, verb, raw["unable"], tables)
        yield from _supplied(parsed, verb, raw["supply"], tables)
        yield from _was_not(parsed, verb, tables)


def without_means(parsed: Parsed, tables: Lexicon) -> bool:
    """Tell whether a sentence names means of attack only to deny them: such words say nothing of how it was done.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    raw: Any = tables.raw["intent"]
    return any(
        next(_supplied(parsed, verb, raw["supply"], tables), None) or next(_was_not(parsed, verb, tables), None)
        for verb in parsed.tokens
        if verb.pos_ in {"VERB", "AUX"}
    )


def _mention(
    parsed: Parsed, slot: str, value: Value, span: tuple[int, int], anchor: Token, *, stance: Stance | None = None
) -> Mention:
    start, end = parsed.range(*span)
    return Mention(slot, value, start, end, parsed.start(anchor), parsed.sentence.index, stance=stance, score=0.55)


def _made_known(parsed: Parsed, verb: Token, raw: Any, tables: Lexicon) -> Iterator[Mention]:
    """Yield "had given the coordinates of the clinic to all parties": notice before an attack."""
    if lemma(verb) not in raw["passing"] or unreal(verb, tables.harm):
        return
    passive = is_passive(verb)
    things = (passive_subjects(verb) if passive else []) + children(verb, "dobj", "oprd")
    spot = next((head for head in things if lemma(head) in raw["spots"] or head.lower_ in raw["spots"]), None)
    if spot is None:
        return
    told = [other for other in (*verb.children, *spot.children) if other.dep_ in {"dative", "prep"}]
    heads = [head for other in told for head in ([other] if other.pos_ != "ADP" else children(other, "pobj"))]
    reached = any(lemma(head) in raw["told"] or head.lower_ in tables.state_words for head in heads)
    given = passive and spot not in passive_subjects(verb)
    words = {lemma(other) for other in verb.subtree}
    if not (reached or given) or words & set(raw["targeting"]):
        return
    first, last = min(int(verb.i), int(spot.left_edge.i)), max(int(verb.i), int(spot.right_edge.i))
    ends = [int(other.right_edge.i) for other in verb.children if other.dep_ in {"prep", "dative"}]
    last = max([last, *ends])
    code = "not_told" if is_negated(verb) else "told_beforehand"
    yield _mention(
        parsed, "deconfliction", Category(parsed.words(first, last), "deconfliction", code), (first, last), verb
    )


def _called(parsed: Parsed, verb: Token, raw: Any, tables: Lexicon) -> Iterator[Mention]:
    """Yield "called officials at least 17 times while it went on": calls made during an attack."""
    if lemma(verb) not in raw["calling"] or lemma(verb) in {"telephone", "phone"} or is_negated(verb):
        return
    if unreal(verb, tables.harm) or is_passive(verb):
        return
    held = child(verb, "dobj")
    partners = [verb, *(other for other in verb.conjuncts if other.pos_ == "VERB")]
    if verb.dep_ == "conj" and lemma(verb.head) in raw["calling"]:
        return  # told with the verb it is joined to
    if any(other.dep_ in {"oprd", "ccomp", "xcomp"} for other in verb.children):
        return
    if any(other.dep_ == "prep" and other.lower_ in {"on", "for", "off", "about"} for other in verb.children):
        return
    if held is not None and lemma(held) in tables.triggers.nouns:
        return
    who = [head for head in subjects(verb) if head.pos_ in {"NOUN", "PROPN"}]
    if not who or not any(_meanwhile(partner, raw, tables) for partner in partners):
        return
    times = [other for partner in partners for other in partner.children if lemma(other) == "time"]
    ends = [*(noun_range(head)[1] for head in objects(verb)), *(int(other.i) for other in times)]
    span = (noun_range(who[0])[0], max([int(partner.i) for partner in partners if partner.i >= verb.i] + ends))
    yield _mention(parsed, "warning", Category(parsed.words(*span), "warning", "call"), span, verb)


def _meanwhile(verb: Token, raw: Any, tables: Lexicon) -> bool:
    """Tell whether a verb's clause or phrase of time says that an attack was going on."""
    for clause in children(verb, "advcl"):
        mark = {other.lower_ for other in clause.children if other.dep_ in {"mark", "advmod"}}
        words = {lemma(clause), *(lemma(head) for head in subjects(clause))}
        ongoing = set(raw["going_on"]) | set(tables.triggers.nouns) | set(tables.triggers.verbs)
        if mark & {"while", "as"} and words & ongoing:
            return True
    during = prepositional(verb, "during", "throughout", "amid")
    return any(lemma(head) in tables.triggers.nouns or head.lower_ == "it" for head in during)


def _punished(parsed: Parsed, verb: Token, raw: Any, tables: Lexicon) -> Iterator[Mention]:
    """Yield "16 service members were disciplined", "no charges were brought"."""
    passive = is_passive(verb) and verb.tag_ == "VBN"
    things = passive_subjects(verb) if passive else children(verb, "dobj")
    for head in things[:1]:
        charges = lemma(verb) in raw["bringing"] and lemma(head) in raw["charges"]
        if not charges and not (lemma(verb) in raw["verbs"] and _taking_part(head, raw, tables)):
            continue
        first = min(int(verb.i), noun_range(head)[0])
        last = max(int(verb.i), noun_range(head)[1])
        yield _mention(parsed, "process", TextValue(parsed.words(first, last)), (first, last), verb)


def _taking_part(head: Token, raw: Any, tables: Lexicon) -> bool:
    status = tables.persons.status.get(lemma(head))
    return status in {"military", "police", "fighter"} or lemma(head) in raw["persons"] or head.lower_ in raw["persons"]


def _supplied(parsed: Parsed, verb: Token, raw: Any, tables: Lexicon) -> Iterator[Mention]:
    """Yield "(rejects the allegations) that it has supplied drones": arms handed over, told under a denial."""
    held = child(verb, "dobj")
    if lemma(verb) not in raw["verbs"] or held is None or is_passive(verb):
        return
    kind = tables.materiel.get(lemma(held)) or tables.materiel.get(held.lower_)
    if kind is None or not any(
        kind in tables.classes[name] for name in ("aircraft", "weapons", "munitions", "vehicles")
    ):
        return
    above = verb.head.head if verb.head.pos_ == "NOUN" and lemma(verb.head) in raw["told"] else verb.head
    denied = tables.cues.stance.get(verb_key(above)) == Stance.DENIES.value
    if not denied and not is_negated(verb):
        return
    last = max([noun_range(held)[1], *(noun_range(head)[1] for head in prepositional(verb, "to"))])
    value = TextValue(parsed.words(int(verb.i), last))
    yield _mention(parsed, "other", value, (int(verb.i), last), verb, stance=Stance.DENIES)


def _was_not(parsed: Parsed, verb: Token, tables: Lexicon) -> Iterator[Mention]:
    """Yield "there was no drone", "no aircraft were in the area": a kind of attack that is denied."""
    if lemma(verb) != "be" or unreal(verb, tables.harm):
        return
    exists = any(other.dep_ == "expl" for other in verb.children)
    for head in children(verb, "attr") if exists else subjects(verb):
        kind = tables.materiel.get(lemma(head)) or tables.materiel.get(head.lower_)
        craft = kind in tables.classes["aircraft"]
        if kind is None or not (craft or kind in tables.classes["munitions"]) or lemma(head) in tables.persons.status:
            continue  # "no fighters" are persons
        if not any(other.lower_ in {"no", "neither"} for other in head.lefts):
            continue
        inside = prepositional(verb, *_CLOSED_IN) + prepositional(head, *_CLOSED_IN)
        if (not exists and not inside) or (not craft and inside):
            continue  # "no drones were lost"; "there were no rockets in the school" is about what was kept there
        first, last = noun_range(head)
        method = kind_by_words(parsed.words(first, last), tables.triggers) or ("air_strike" if craft else None)
        if method is not None:
            value = Category(parsed.words(first, last), "method", method, exclusive=False)
            yield _mention(parsed, "method", value, (first, last), verb, stance=Stance.DENIES)
