"""Forces brought up: sent, asked for, on their way, arrived."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crossbearing.model.actors import Stance
from crossbearing.model.values import TextValue
from crossbearing.read.mentions import Mention
from crossbearing.read.parties.troops import armed, counted_of
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
    from crossbearing.read.sentences.tree import Token

__all__ = ["arrivals"]

_CLIMB = 5


def arrivals(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield forces brought up, in the words of the clause.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    raw: Any = tables.raw["control"]["reinforcement"]
    told: set[int] = set()
    for verb in parsed.tokens:
        if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ in {"aux", "auxpass"} or unreal(verb, tables.harm):
            continue
        moved = _moved(verb, raw, tables)
        if moved is not None:
            first, last = min(noun_range(moved)[0], int(verb.i)), max(noun_range(moved)[1], int(verb.i))
            last = max([last, *(int(head.i) for head in prepositional(verb, "to") if lemma(head) in raw["helpers"])])
            told.update(range(first, last + 1))
            yield _mention(parsed, verb, first, last)
    for token in parsed.tokens:
        if token.i not in told and _called_for(token, raw, tables):
            verb = token.head.head
            yield _mention(parsed, verb, noun_range(subjects(verb)[0])[0], int(token.i))
        elif token.i not in told and (token.lower_ in raw["words"] or lemma(token) in raw["words"]):
            span = _by_word(token, raw, tables)
            if span is not None:
                yield _mention(parsed, _verb_above(token), *span)
    for noun in parsed.tokens:
        if noun.i in told or lemma(noun) not in raw["columns"] or noun.pos_ != "NOUN":
            continue
        behind = _on_its_way(noun, raw, tables)
        if behind is not None:
            yield _mention(parsed, noun, noun_range(noun)[0], behind)


def _mention(parsed: Parsed, verb: Token, first: int, last: int) -> Mention:
    start, end = parsed.range(first, last)
    return Mention(
        "reinforcement",
        TextValue(parsed.words(first, last)),
        start,
        end,
        parsed.start(verb),
        parsed.sentence.index,
        type="movement",
        stance=Stance.DENIES if verb.pos_ in {"VERB", "AUX"} and is_negated(verb) else None,
        score=0.6,
    )


def _called_for(token: Token, raw: Any, tables: Lexicon) -> bool:
    """Tell whether armed persons called for help: "the besieged policemen called for help"."""
    verb = token.head.head
    if lemma(token) not in raw["helpers"] or token.dep_ != "pobj" or token.head.lower_ != "for":
        return False
    if lemma(verb) not in {"call", "ask", "appeal", "radio", "plead", "beg"} or verb.pos_ != "VERB":
        return False
    return any(_forces(counted_of(head), raw, tables) for head in subjects(verb)[:1])


def _by_word(token: Token, raw: Any, tables: Lexicon) -> tuple[int, int] | None:
    """Return the words around "reinforcements", "backup" or "reinforced", or None where something else is meant."""
    verb = _verb_above(token)
    first, last = min(int(verb.i), int(token.i)), max(int(verb.i), int(token.i))
    heads: list[Token] = []
    if lemma(token) == "reinforce":
        if not _of_forces(token, raw, tables):
            return None
        heads = passive_subjects(token) if is_passive(token) else [*subjects(token), *objects(token)]
    elif token.dep_ in {"nsubj", "nsubjpass", "dobj"}:
        heads = [token]
    first = min([first, *(noun_range(head)[0] for head in heads)])
    last = max([last, *(noun_range(head)[1] for head in heads)])
    for other in verb.children:
        if other.dep_ == "advmod" and other.i == first - 1:
            first = int(other.i)
    return first, last


def _moved(verb: Token, raw: Any, tables: Lexicon) -> Token | None:
    """Return those whom a verb brings up or lets arrive, where words show that they were more, or came to help."""
    name, key = lemma(verb), verb_key(verb)
    if key in raw["moving"] or (key == name and name in raw["moving"]):
        passive = is_passive(verb)
        heads = passive_subjects(verb) if passive else objects(verb) or subjects(verb)
        arms = key in raw["hastening"] and not passive
        heads = [
            head
            for head in heads
            if _forces(counted_of(head), raw, tables) or (arms and tables.materiel.get(lemma(head)) in _arms(tables))
        ]
        for head in heads[:1]:
            destined = lemma(counted_of(head)) in raw["units"] and _onward(verb)
            if destined or _more(head, raw) or key in raw["hastening"] or _to_help(verb, raw) or _to_help(head, raw):
                return head
        return None
    if key in raw["relieving"]:
        heads = [head for head in subjects(verb) if _more(head, raw) and _forces(counted_of(head), raw, tables)]
        return heads[0] if heads else None
    helping = [head for head in prepositional(verb, "to") if lemma(head) in raw["helpers"]]
    if helping and name in {"come", "go", "rush", "hurry", "race"}:
        return next((head for head in subjects(verb) if _forces(counted_of(head), raw, tables)), None)
    if key not in raw["arriving"] or name not in raw["arriving"]:
        return None
    for head in subjects(verb)[:1]:
        inner = counted_of(head)
        fighting = tables.persons.status.get(lemma(inner)) == "fighter"
        if _forces(inner, raw, tables) and not fighting and (_more(head, raw) or (name != "come" and _late(verb))):
            return head
        if _forces(inner, raw, tables) and _to_help(verb, raw):
            return head
    return None


def _onward(verb: Token) -> bool:
    """Tell whether a verb says where to: "moved two battalions to the border"."""
    carriers = [verb, *children(verb, "dobj", "nsubjpass")]
    return any(prepositional(carrier, "to", "into", "towards", "toward") for carrier in carriers)


def _forces(head: Token, raw: Any, tables: Lexicon) -> bool:
    return armed(head, tables) or lemma(head) in raw["units"] or head.lower_ in raw["units"]


def _more(head: Token, raw: Any) -> bool:
    """Tell whether words before a noun say that these came on top: "300 extra soldiers", "the relief column"."""
    words = {other.lower_ for other in head.lefts} | {
        part.lower_ for other in head.lefts for part in other.subtree if other.dep_ in {"amod", "nummod", "compound"}
    }
    return bool(words & set(raw["more"]))


def _late(verb: Token) -> bool:
    """Tell whether an arrival is told with its time after something: "an hour later", "only after dawn", "at last"."""
    return any(
        part.lower_ in {"later", "after", "hours", "minutes", "hour", "eventually", "finally", "afterwards"}
        for part in verb.subtree
        if part.i > verb.i
    )


def _to_help(head: Token, raw: Any) -> bool:
    for clause in head.children:
        purpose = clause.dep_ in {"advcl", "xcomp", "acl", "relcl"}
        if purpose and any(other.lower_ == "to" for other in clause.children):
            return lemma(clause) in raw["helping"] or verb_key(clause) in raw["helping"]
    return False


def _of_forces(verb: Token, raw: Any, tables: Lexicon) -> bool:
    """Tell whether what is reinforced is a force or what it holds: banks reinforce doors."""
    if verb.pos_ != "VERB":
        return True
    heads = passive_subjects(verb) if is_passive(verb) else objects(verb)
    return any(lemma(head) in raw["reinforced"] or _forces(head, raw, tables) or head.pos_ == "PROPN" for head in heads)


def _on_its_way(noun: Token, raw: Any, tables: Lexicon) -> int | None:
    """Return the last token of "a convoy of trucks with troops heading for the front", or None where it is no force."""
    inner = [part for part in noun.subtree if part.i != noun.i]
    forces = any(
        (part.pos_ == "NOUN" and (armed(part, tables) or tables.materiel.get(lemma(part)) in _war_vehicles(tables)))
        or part.lower_ in {"military", "army", "relief", "armoured", "armored", "rescue"}
        for part in inner
    )
    verb = noun.head
    if (
        noun.dep_ == "nsubj"
        and verb.pos_ == "VERB"
        and verb_key(verb) in raw["heading"]
        and child(verb, "dobj") is None
    ):
        return int(verb.i)
    relief = any(part.lower_ == "relief" for part in noun.lefts)
    if not forces:
        return None
    for clause in noun.subtree:
        if clause.dep_ in {"acl", "relcl"} and clause.pos_ == "VERB" and lemma(clause) in raw["heading"]:
            return int(clause.right_edge.i) if clause.right_edge.i - clause.i < 8 else int(clause.i)
    if relief and verb.pos_ == "VERB":
        return max(int(noun.i), int(verb.i))
    if noun.dep_ == "nsubj" and verb.pos_ == "VERB" and lemma(verb) in raw["heading"] and child(verb, "dobj") is None:
        return int(verb.i)
    return None


def _arms(tables: Lexicon) -> frozenset[str]:
    return _war_vehicles(tables) | {"artillery", "mortar", "rocket_launcher"}


def _war_vehicles(tables: Lexicon) -> frozenset[str]:
    return (tables.classes["vehicles"] | tables.classes["weapons"]) - {"car", "truck", "ambulance", "vehicle"}


def _verb_above(token: Token) -> Token:
    current = token
    for _ in range(_CLIMB):
        if current.pos_ in {"VERB", "AUX"}:
            return current
        current = current.head
    return token
