"""Who did it is asked and left open: "it remains unclear who fired", "would not say who", "without naming anyone"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crossbearing.model.actors import Stance
from crossbearing.model.values import Actors
from crossbearing.read.mentions import Mention, Source
from crossbearing.read.sentences.grammar import (
    child,
    children,
    is_negated,
    lemma,
    noun_range,
    objects,
    prepositional,
    subjects,
    verb_key,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.voices.asked import nobody, questions, silent
from crossbearing.read.voices.sources import source_of
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["left_open"]

# Verbs by which one says who did it, or does not, and those by which one leaves it.
_LAYING = frozenset({"assign", "apportion", "lay", "attribute", "place", "pin"})
_COMMENTING = frozenset({"comment", "speculate", "judge", "pronounce", "rule", "say", "discuss"}) | _LAYING
_REFRAINING = frozenset({"refrain", "abstain", "decline", "refuse", "avoid"})
_BEING = frozenset({"be", "remain", "stay", "seem", "appear"})
_ANYBODY = frozenset({"any", "anyone", "anybody", "either", "particular", "specific", "one", "a"})
_TOLD_LITTLE = frozenset(
    {"word", "indication", "information", "clue", "sign", "consensus", "clarity", "agreement", "certainty"}
)
_NOT_NAMED = frozenset({"name", "blame", "accuse", "identify", "implicate", "single"})
_ABLE = frozenset({"could", "can", "ca"})
_GUILT = frozenset({"responsible", "responsibility", "blame", "guilty", "behind", "culpable"})


def left_open(parsed: Parsed, verb: Token, raw: Any, tables: Lexicon) -> Iterator[Mention]:
    """Yield "could not establish who carried it out": who did it is asked and not answered.

    Args:
        parsed: The sentence.
        verb: A verb of it.
        raw: The table of words of those who cannot tell.
        tables: Word tables of its language.
    """
    if (declined := _kept_to_itself(verb, raw, tables)) is not None:
        able = {other.lower_ for other in verb.children} & _ABLE and lemma(verb) in {"say", "tell"}
        yield _open(parsed, verb, declined, Stance.CANNOT_SAY if able else Stance.DECLINES, None)
        return
    if (unaware := _unaware(verb, tables)) is not None:
        yield _open(parsed, verb, unaware, Stance.CANNOT_SAY, None)
        return
    if not _at_a_loss(verb, raw):
        return
    told_by = None
    if lemma(verb) in _LAYING:
        span = _to_nobody(verb)
        told_by = _whose(parsed, verb, tables)
    else:
        span = _who_asked(verb, raw, tables)
    if span is None:
        return
    helpers = {other.lower_ for other in verb.children if other.dep_ == "aux"}
    declined_to = lemma(verb) in {"say", "name", "identify"} and _negated(verb) and not helpers & _ABLE
    declined_to = (
        declined_to and verb.dep_ != "xcomp" and bool(helpers & {"did", "would", "will", "does", "do", "has", "have"})
    )
    yield _open(parsed, verb, span, Stance.DECLINES if declined_to else Stance.CANNOT_SAY, told_by)


def _unaware(verb: Token, tables: Lexicon) -> tuple[int, int] | None:
    """Return the words of "was not aware of any strike there"."""
    said = child(verb, "acomp")
    if lemma(verb) != "be" or not _negated(verb) or said is None or lemma(said) not in {"aware", "familiar"}:
        return None
    for head in prepositional(said, "of", "with"):
        if lemma(head) in tables.triggers.nouns:
            return int(said.i), noun_range(head)[1]
    return None


def _negated(verb: Token) -> bool:
    """Tell whether a verb is denied, by itself or by its subject ("neither the mayor nor the police would say")."""
    return is_negated(verb) or nobody(verb)


def _open(
    parsed: Parsed, verb: Token, span: tuple[int, int], stance: Stance, told_by: tuple[Source, ...] | None
) -> Mention:
    start, end = parsed.range(*span)
    value = Actors(text=parsed.words(*span), members=())
    spot, index = parsed.start(verb), parsed.sentence.index
    return Mention("attacker", value, start, end, spot, index, stance=stance, score=0.55, told_by=told_by)


def _whose(parsed: Parsed, verb: Token, tables: Lexicon) -> tuple[Source, ...] | None:
    """Return who is at a loss, where no verb of saying stands above: "investigators were unable to attribute ..."."""
    top = verb
    while top.dep_ in {"xcomp", "acomp", "conj", "advcl"} and top.head.i != top.i:
        top = top.head
    if top.dep_ != "ROOT":
        return None
    who = next(iter(subjects(verb) or subjects(top)), None)
    source = source_of(parsed, who, tables.cues) if who is not None else None
    return (source,) if source is not None and not source.pronoun else None


def _to_nobody(verb: Token) -> tuple[int, int] | None:
    """Return the words of "attribute the attack to any party", "pin the blame on anyone"."""
    held = child(verb, "dobj")
    for head in prepositional(verb, "to", "on") + (prepositional(held, "to", "on", "for") if held is not None else []):
        if head.lower_ in _ANYBODY or any(other.lower_ in _ANYBODY for other in head.lefts):
            return int(verb.i), int(head.i)
    if held is not None and lemma(held) in {"blame", "responsibility"} and child(held, "prep") is None:
        return int(verb.i), int(held.i)
    return None


def _who_asked(verb: Token, raw: Any, tables: Lexicon) -> tuple[int, int] | None:
    """Return the words that ask who did it, behind a verb that finds it out or does not."""
    clauses = [other for other in verb.children if other.dep_ in {"ccomp", "csubj", "advcl"}]
    clauses += [
        one for other in verb.children if other.dep_ in {"acomp", "attr"} for one in children(other, "ccomp", "relcl")
    ]
    clauses += [one for other in children(verb, "prep") for one in children(other, "pcomp")]
    behind = _asked_behind(verb)
    for clause in [*clauses, *([behind] if behind is not None else [])]:
        span = _asks_who(clause, raw, tables)
        if span is not None:
            return span
    held = child(verb, "dobj")
    liable = held is not None and any(lemma(other) == "responsible" for other in held.children)
    if held is None or lemma(held) not in raw["persons"] or (held.lower_ == "those" and not liable):
        return None
    return int(verb.i), int(held.i)


def _asks_who(clause: Token, raw: Any, tables: Lexicon) -> tuple[int, int] | None:
    """Return the words of a clause that asks who did a deed: "who fired", "which side shelled it", "whose it was"."""
    which = [
        other for other in clause.subtree if other.lower_ in {"who", "whose", "which", "whom"} and other.i < clause.i
    ]
    if not which and clause.left_edge.lower_ in {"who", "whose"}:
        which = [clause.left_edge]
    if not which:
        return None
    first = which[0]
    deeds = {
        *raw["doing"],
        *tables.triggers.verbs,
        *tables.raw["intent"]["deeds"]["verbs"],
        *tables.raw["intent"]["deeds"]["with"],
    }
    told = [clause, *(other for other in clause.conjuncts if other.pos_ == "VERB"), *children(clause, "xcomp")]
    did = any(lemma(one) in deeds or verb_key(one) in deeds for one in told) and first.lower_ != "whom"
    did = did and first.dep_ not in {"dobj", "nsubjpass"}  # "who was hit", "whom they shot"
    did = did or (lemma(clause) in {"give", "issue"} and any(lemma(one) == "order" for one in objects(clause)))
    guilty = any(lemma(other) in _GUILT for other in clause.subtree)
    persons = lemma(clause) == "be" and any(
        lemma(one) in raw["persons"] for one in (*subjects(clause), *children(clause, "attr"))
    )
    whose = first.lower_ == "whose" and lemma(first.head) in (
        tables.attackers.carriers | tables.attackers.groups | set(tables.raw["intent"]["deeds"]["means"])
    )
    if not (did or guilty or persons or whose):
        return None
    return int(first.i), max(int(clause.i), *(noun_range(head)[1] for head in objects(clause) or [clause]))


def _kept_to_itself(verb: Token, raw: Any, tables: Lexicon) -> tuple[int, int] | None:
    """Return the words of "does not comment on who is responsible", "without naming anyone", "asked who fired, ..."."""
    name = lemma(verb)
    if name in _NOT_NAMED and verb.dep_ in {"pcomp", "xcomp"}:
        without = verb.head.lower_ in {"without", "of"} and (
            verb.head.lower_ == "without" or lemma(verb.head.head) in {"short", "stop"}
        )
        held = child(verb, "dobj")
        nobody = held is not None and (
            held.lower_ in {"anyone", "anybody"}
            or lemma(held) in {"culprit", "perpetrator", "attacker", "blame"}
            or any(o.lower_ in {"any", "either"} for o in held.lefts)
        )
        if held is not None and nobody and (without or lemma(verb.head) in _REFRAINING):
            return int(verb.i), int(held.i)
    if silent(verb) is Stance.DECLINES:
        for clause in questions(verb):
            span = _asks_who(clause, raw, tables)
            if span is not None:
                return span
    if name in _COMMENTING:
        silenced = _negated(verb) or lemma(verb.head) in _REFRAINING or lemma(verb.head.head) in _REFRAINING
    else:
        silenced = name in _REFRAINING or (name == "draw" and lemma(verb.head) in _REFRAINING)
    if not silenced:
        return None
    for clause in verb.subtree:
        if clause.i > verb.i and clause.dep_ in {"ccomp", "pcomp", "relcl", "advcl"}:
            span = _asks_who(clause, raw, tables)
            if span is not None:
                return int(verb.i), span[1]
    blamed = [one for one in verb.subtree if one.i > verb.i and lemma(one) in {"blame", "responsibility", "guilt"}]
    laid = name in _LAYING and blamed
    return (int(verb.i), int(blamed[0].i)) if laid else None


def _asked_behind(verb: Token) -> Token | None:
    """Return the clause of "establish at this stage who did it", which the parser hangs on the time."""
    times = [one for other in verb.children if other.dep_ == "prep" for one in children(other, "pobj")]
    hung = [one for head in times for one in children(head, "relcl")]
    hung += children(verb.head, "ccomp") if verb.dep_ in {"advcl", "xcomp"} else []
    return next((one for one in hung if one.i > verb.i and one.left_edge.lower_ == "who"), None)


def _at_a_loss(verb: Token, raw: Any) -> bool:
    """Tell whether a verb says that something could not be found out, or is not known."""
    name = lemma(verb)
    if name in _BEING:
        said = next(iter(children(verb, "acomp", "attr", "oprd")), None)
        if said is None:
            return False
        if said.lower_ in _TOLD_LITTLE:
            return _negated(verb) or any(other.lower_ in {"no", "little"} for other in said.lefts)
        if lemma(said) in {"mystery", "question", "puzzle"}:
            return True
        return said.lower_ in raw["words"] or (_negated(verb) and said.lower_ in raw["known"])
    if name not in raw["verbs"] and name not in _LAYING and verb_key(verb) not in raw["verbs"]:
        return False
    above = verb.head
    if (
        lemma(above) == "be"
        and is_negated(above)
        and any(other.dep_ == "mark" and other.lower_ == "for" for other in verb.lefts)
    ):
        return True  # "it is not for us to establish who did it"
    if verb.dep_ == "xcomp" and above.lower_ in {"early", "soon"}:
        return True  # "it is too early to say who did it"
    if verb.dep_ == "xcomp" and above.dep_ == "acomp":
        return above.lower_ in raw["words"] or (above.lower_ in raw["known"] and is_negated(above.head))
    return _negated(verb)
