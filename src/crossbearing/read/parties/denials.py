"""Who is said to have, or not to have, a part in an attack: "had no hand in it", "pointed the finger at"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from crossbearing.model.actors import Stance
from crossbearing.model.values import ActorRef, Actors
from crossbearing.read.mentions import Mention, Source
from crossbearing.read.parties.hands import own_word
from crossbearing.read.sentences.grammar import child, children, is_negated, lemma, noun_range, prepositional, subjects
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Callable

    from crossbearing.read.sentences.tree import Token

__all__ = ["parts_in"]

_PARTS: Final = frozenset({"part", "hand", "role", "involvement", "share", "connection", "link", "complicity"})
_BLAME: Final = frozenset({"blame", "responsibility", "guilt"})
_LYING: Final = frozenset({"lie", "rest", "fall"})
_CHARGING: Final = frozenset({"lay", "place", "pin", "cast", "shift", "point"})
_REJECTING: Final = frozenset({"deny", "reject", "disclaim", "refuse"})
_ABOUT: Final = frozenset(
    {"it", "this", "that", "incident", "event", "crime", "massacre", "tragedy", "affair", "matter"}
)


def parts_in(parsed: Parsed, tables: Lexicon, named: Callable[[Token], str]) -> Iterator[Mention]:
    """Yield who is said to be answerable for an attack, or not, in other words than "blame" and "accuse".

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
        named: Returns the body that a noun names, or an empty string.
    """
    for verb in parsed.tokens:
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        found, denied = _answerable(verb, tables)
        head = found[0] if found else None
        if head is None and lemma(verb) in _LYING and any(lemma(one) in _BLAME for one in subjects(verb)):
            # "The responsibility lies with X."
            head, denied = next(iter(prepositional(verb, "with", "on", "upon")), None), is_negated(verb)
        name = (
            named(head)
            if head is not None and (head.pos_ in {"NOUN", "PROPN"} or head.lower_ in {"it", "they"})
            else ""
        )
        if head is None or not name:
            continue
        first, last = noun_range(head)
        start, end = parsed.range(min(first, verb.i), max(last, verb.i))
        yield Mention(
            "responsibility",
            Actors(text=name, members=(ActorRef(name),), open=False),
            start,
            end,
            parsed.start(head if head.i > verb.i else _told(verb)),
            parsed.sentence.index,
            stance=Stance.DENIES if denied else None,
            told_by=_unspoken(parsed, verb, tables),
            score=0.6,
        )


def _unspoken(parsed: Parsed, verb: Token, tables: Lexicon) -> tuple[Source, ...] | None:
    """Return who charges somebody by a verb that is no word of saying ("lays it at the door of X"), or None."""
    who = subjects(verb) if lemma(verb) in _CHARGING and lemma(verb) not in tables.cues.verbs else []
    return own_word(parsed, verb, who[0], tables) if who else None


def _told(verb: Token) -> Token:
    """Return the word whose speakers count: of "denies any part" the part, which the one who denies it tells."""
    held = child(verb, "dobj")
    return held if held is not None and lemma(verb) in _REJECTING else verb


def _answerable(verb: Token, tables: Lexicon) -> tuple[list[Token], bool]:
    """Return whom a verb makes answerable, and whether it says that they are not."""
    name, held = lemma(verb), child(verb, "dobj")
    if held is not None:
        word = lemma(held)
        none = is_negated(verb) or any(other.lower_ in {"no", "neither"} for other in held.lefts)
        if name in _REJECTING and word in _PARTS | _BLAME and held.left_edge.i < held.i:
            return subjects(verb), True
        if name in {"have", "play", "take"} and word in _PARTS and _in_attack(verb, held, tables):
            return subjects(verb), none
        if name == "have" and held.lower_ in {"nothing", "something"} and _has_to_do(verb, held, tables):
            return subjects(verb), held.lower_ == "nothing" or none
        if name in {"bear", "carry", "share", "have"} and word in _BLAME:
            return subjects(verb), none
        if name == "lay" and (laid := _at_the_door(verb, held)):
            return laid, none
        if name == "point" and word == "finger":
            return _behind(verb, held, "at", "to", "towards"), none
        if name in {"lay", "put", "place", "pin", "cast", "lie", "shift"} and word in _BLAME:
            return _behind(verb, held, "on", "upon", "with", "at") or _at_the_end(verb, held), none
        if name in {"see", "suspect", "detect"} and word == "hand":
            owner = child(held, "poss")
            return ([owner] if owner is not None else _behind(verb, held, "of")), none
    if name == "be" and (who := _said_to_be(verb, tables)):
        return who, is_negated(verb)
    if verb.lower_ == "involved" and _in_attack(verb, verb, tables):
        passive = child(verb, "nsubjpass")
        return ([passive] if passive is not None else []), is_negated(verb)
    return [], False


def _said_to_be(verb: Token, tables: Lexicon) -> list[Token]:
    """Return who is said to be responsible, to blame or involved in an attack."""
    said = next((other for other in verb.children if other.dep_ in {"acomp", "xcomp", "attr"}), None)
    if said is None:
        return []
    liable = lemma(said) == "responsible" or (lemma(said) == "blame" and said.dep_ == "xcomp")
    return subjects(verb) if liable or (said.lower_ == "involved" and _in_attack(verb, said, tables)) else []


def _at_the_door(verb: Token, held: Token) -> list[Token]:
    """Return X of "lays the killings at the door of X"."""
    doors = [one for top in (verb, held) for one in prepositional(top, "at") if lemma(one) == "door"]
    owner = child(doors[0], "poss") if doors else None
    return [owner] if owner is not None else prepositional(doors[0], "of") if doors else []


def _at_the_end(verb: Token, held: Token) -> list[Token]:
    """Return X of "put the blame for the raid on the caravan on X", which the parser hangs on the caravan."""
    marks = [one for one in verb.subtree if one.lower_ in {"on", "at"} and one.dep_ == "prep" and one.i > held.i + 1]
    return children(marks[-1], "pobj")[:1] if len(marks) > 1 else []


def _behind(verb: Token, held: Token, *words: str) -> list[Token]:
    return prepositional(verb, *words) or prepositional(held, *words)


def _in_attack(verb: Token, held: Token, tables: Lexicon) -> bool:
    return any(_attack(head, tables) for head in _behind(verb, held, "in", "to", "with"))


def _has_to_do(verb: Token, held: Token, tables: Lexicon) -> bool:
    inner = next((other for other in (*verb.subtree,) if lemma(other) == "do" and other.i > held.i), None)
    return inner is not None and any(_attack(head, tables) for head in prepositional(inner, "with"))


def _attack(head: Token, tables: Lexicon) -> bool:
    return lemma(head) in tables.triggers.nouns or lemma(head) in _ABOUT
