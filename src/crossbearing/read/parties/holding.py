"""Who takes, holds, loses and leaves ground."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crossbearing.model.actors import Stance
from crossbearing.model.values import TextValue
from crossbearing.read.mentions import Mention
from crossbearing.read.parties.doers import doer
from crossbearing.read.parties.troops import done_by, ground_like, left_behind, named, stands_for_force
from crossbearing.read.persons.harming import unreal
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
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["holding"]

_REGAINED = "recapture"
_TAKEN = "takeover"
_LEFT = "movement"


def holding(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield who took, holds, lost or left ground, in the words of the clause.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    raw: Any = tables.raw["control"]["control"]
    for verb in parsed.tokens:
        if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ in {"aux", "auxpass"} or unreal(verb, tables.harm):
            continue
        found = (
            _taken(parsed, verb, raw, tables)
            or _in_hands(parsed, verb, raw, tables)
            or _fallen(parsed, verb, tables)
            or _left(parsed, verb, raw, tables)
            or _driven(parsed, verb, raw, tables)
            or _flagged(parsed, verb, tables)
            or _changed(verb, tables)
        )
        if found is not None:
            kind, first, last = found
            yield _mention(parsed, verb, kind, first, last)


def _mention(parsed: Parsed, verb: Token, kind: str, first: int, last: int) -> Mention:
    while last > verb.i and parsed.doc[last].is_punct:
        last -= 1
    start, end = parsed.range(first, last)
    return Mention(
        "control",
        TextValue(parsed.words(first, last)),
        start,
        end,
        parsed.start(verb),
        parsed.sentence.index,
        type=kind,
        stance=Stance.DENIES if is_negated(verb) else None,
        score=0.6,
    )


def _taken(parsed: Parsed, verb: Token, raw: Any, tables: Lexicon) -> tuple[str, int, int] | None:
    """Return "X seized the hill", "the base was overrun by X", "X hold the ridge"."""
    held = child(verb, "dobj")
    joined = f"{lemma(verb)} {lemma(held)}" if held is not None else ""
    gaining = frozenset(raw["gain"]) | frozenset(raw["regain"])
    holding_on = named(verb, frozenset(raw["hold"]))
    if not (named(verb, gaining) or joined in gaining or holding_on):
        return None
    if any(other.dep_ in {"oprd", "acomp"} for other in verb.children) or (verb.pos_ != "VERB"):
        return None  # "holds the city responsible"
    passive = is_passive(verb) and verb.tag_ == "VBN"
    things = passive_subjects(verb) if passive else objects(verb)
    who = agents(verb) if passive else subjects(verb)
    if not things or (not who and not passive) or (who and who[0].pos_ not in {"NOUN", "PROPN", "PRON"}):
        return None
    thing = things[0]
    if who and who[0].lower_ in {"who", "which", "that", "what"}:
        return None
    ruling = lemma(verb) in {"run", "administer", "control", "keep", "defend", "retain"}
    if ruling and not (passive and not who) and who and not _force(parsed, who[0], tables):
        return None
    plain = lemma(verb) in {"take", "hold", "keep", "retain", "defend", "control", "capture", "seize", "conquer"}
    by_name = thing.pos_ == "PROPN" and (not plain or (not passive and lemma(verb) not in {"take", "hold", "keep"}))
    if not (ground_like(thing, tables) and (thing.pos_ != "PROPN" or by_name)) or _other_sense(verb, thing):
        return None
    if passive and not who and thing.pos_ == "PROPN" and lemma(verb) not in {"overrun", "retake", "recapture"}:
        return None  # persons are captured and seized too
    regained = named(verb, frozenset(raw["regain"])) or joined in raw["regain"]
    spots = [*(noun_range(head)[0] for head in who[:1]), noun_range(thing)[0], int(verb.i)]
    last = max(noun_range(thing, clause=not passive)[1], int(verb.i), *(noun_range(head)[1] for head in who[:1]), 0)
    return (_REGAINED if regained else _TAKEN), min(spots), last


def _other_sense(verb: Token, thing: Token) -> bool:
    """Tell whether ground words mean something else: "take up position", "takes the point", "hold the position of"."""
    if lemma(thing) in {
        "position",
        "point",
        "road",
        "ground",
        "post",
        "field",
        "centre",
        "center",
        "street",
        "station",
    }:
        return verb_key(verb) != lemma(verb) or (lemma(verb) in {"take", "hold", "keep"} and (
            not any(other.lower_ in {"the", "this", "these", "those", "several", "two", "three"} or other.tag_ == "CD"
                    for other in thing.lefts)
            or bool(prepositional(thing, "of", "that"))
        ))  # fmt: skip
    return False


def _in_hands(parsed: Parsed, verb: Token, raw: Any, tables: Lexicon) -> tuple[str, int, int] | None:
    """Return "the town was in the hands of X", "remains under X's control", "X is back in control of the town"."""
    if lemma(verb) not in raw["being"]:
        return None
    markers = [other for other in verb.subtree if other.lower_ in {"in", "into", "under"} and other.dep_ == "prep"]
    for marker in markers:
        held = child(marker, "pobj")
        if held is None or lemma(held) not in raw["state"] or not _near(marker, verb):
            continue
        who = prepositional(held, "of")
        owned = [other for other in held.lefts if other.dep_ in {"poss", "compound", "amod", "nmod"}]
        for head in done_by(verb)[:1]:
            first, last = min(noun_range(head)[0], int(verb.i)), int(held.i)
            if marker.lower_ == "in" and lemma(held) == "control":
                if who and ground_like(who[0], tables) and stands_for_force(parsed, head, tables):
                    return _TAKEN, first, noun_range(who[0])[1]
                continue
            if ground_like(head, tables) or (head.lower_ in {"it", "which"} and owned + who):
                by = [one for one in (*who, *owned) if one.pos_ in {"NOUN", "PROPN", "ADJ"}]
                if by:
                    return _TAKEN, first, max(last, *(noun_range(one)[1] for one in who), 0)
    return None


def _near(marker: Token, verb: Token) -> bool:
    above = marker.head
    for _ in range(3):
        if above.i == verb.i:
            return True
        if above.dep_ not in {"advmod", "acomp", "prep", "advcl", "xcomp"}:
            return False
        above = above.head
    return False


def _fallen(parsed: Parsed, verb: Token, tables: Lexicon) -> tuple[str, int, int] | None:
    """Return "the town fell to X", "the town has changed hands"."""
    if lemma(verb) != "fall" or verb_key(verb) != "fall":
        return None
    for head in subjects(verb)[:1]:
        to = [one for one in prepositional(verb, "to") if doer(parsed, one, tables) is not None]
        to += [one for one in prepositional(verb, "to") if stands_for_force(parsed, one, tables) and not to]
        if ground_like(head, tables) and to and lemma(to[0]) not in tables.raw["control"]["control"]["state"]:
            return _TAKEN, noun_range(head)[0], noun_range(to[0])[1]
    return None


def _left(parsed: Parsed, verb: Token, raw: Any, tables: Lexicon) -> tuple[str, int, int] | None:
    """Return "X withdrew from the town", "X lost the hill", "X abandoned the post"."""
    losing = named(verb, frozenset(raw["lose"]))
    if not losing and not (lemma(verb) in raw["leave"] or lemma(verb) == "leave" or verb_key(verb) in raw["leave"]):
        return None
    if is_passive(verb) and losing:
        return None
    if lemma(verb) == "leave" and (verb.tag_ == "VBG" or (prepositional(verb, "with", "without") and not _fight(verb))):
        return None  # "leaving the town without power"
    who = [head for head in done_by(verb) if stands_for_force(parsed, head, tables) or head.lower_ in {"we", "they"}]
    places = objects(verb) if losing or lemma(verb) == "leave" else left_behind(verb)
    places = [place for place in places if ground_like(place, tables)]
    if losing or lemma(verb) == "leave":  # names may be persons and other things that are lost
        places = [place for place in places if place.pos_ != "PROPN" or lemma(verb) in {"abandon", "cede"}]
    if not who or not places:
        return None
    last = noun_range(places[0], clause=False)[1]
    if lemma(places[0]) == "control":
        last = max([last, *(noun_range(one)[1] for one in prepositional(places[0], "of", "over"))])
    return _LEFT, noun_range(who[0])[0], max(last, int(verb.i))


def _flagged(parsed: Parsed, verb: Token, tables: Lexicon) -> tuple[str, int, int] | None:
    """Return "X raised their flag over the town"."""
    if lemma(verb) not in {"raise", "hoist", "plant", "fly"} or is_passive(verb):
        return None
    over = prepositional(verb, "over", "above", "from")
    if lemma(verb) == "fly" and over and any(lemma(head) == "flag" for head in subjects(verb)):
        return _TAKEN, noun_range(subjects(verb)[0])[0], noun_range(over[0])[1]
    flag = next((head for head in children(verb, "dobj") if lemma(head) in {"flag", "banner", "colour", "color"}), None)
    who = [head for head in subjects(verb) if stands_for_force(parsed, head, tables)]
    places = [
        *prepositional(verb, "over", "on", "above", "at", "in"),
        *(prepositional(flag, "over", "on") if flag else []),
    ]
    if flag is None or not who or not places:
        return None
    return _TAKEN, noun_range(who[0])[0], noun_range(places[0])[1]


def _changed(verb: Token, tables: Lexicon) -> tuple[str, int, int] | None:
    """Return "the mine changed hands twice"."""
    hands = next((head for head in children(verb, "dobj") if head.lower_ == "hands"), None)
    if lemma(verb) != "change" or hands is None:
        return None
    heads = [head for head in subjects(verb) if ground_like(head, tables)]
    return (_TAKEN, noun_range(heads[0])[0], int(hands.i)) if heads else None


def _force(parsed: Parsed, head: Token, tables: Lexicon) -> bool:
    return head.lower_ in {"they", "we"} or stands_for_force(parsed, head, tables)


def _fight(verb: Token) -> bool:
    return any(lemma(head) in {"fight", "resistance", "shot", "struggle"} for head in prepositional(verb, "without"))


def _driven(parsed: Parsed, verb: Token, raw: Any, tables: Lexicon) -> tuple[str, int, int] | None:
    """Return "X drove the soldiers out of the town", "X were expelled from the valley"."""
    if not (lemma(verb) in raw["drive"] or verb_key(verb) in raw["drive"]):
        return None
    passive = is_passive(verb) and verb.tag_ == "VBN"
    gone = passive_subjects(verb) if passive else objects(verb)
    places = [place for place in left_behind(verb) if ground_like(place, tables)]
    if not places:  # "the soldiers out of Batibo" hung on the noun
        places = [place for head in gone for place in left_behind(head) if ground_like(place, tables)]
    if not gone or not places or not stands_for_force(parsed, gone[0], tables):
        return None
    who = [] if passive else subjects(verb)
    by = children(verb, "agent")
    first = min([int(verb.i), *(noun_range(head)[0] for head in (*who[:1], *gone[:1]))])
    last = max([noun_range(places[0])[1], *(int(one.right_edge.i) for one in by)])
    return _TAKEN, first, last
