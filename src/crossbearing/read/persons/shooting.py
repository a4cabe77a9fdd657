"""What "shot" tells of those who were hit: that they died, that they were wounded, or that it was one or the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossbearing.read.sentences.grammar import child, is_passive, lemma, objects
from crossbearing.resources.lexicon import HarmWords

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["in_headline", "right_behind", "slot_of_deed", "slot_of_shooting"]

_NEAR = 8
_AFTER_SHOT = frozenset(
    """in while near outside inside during by after on when dead at overnight , twice multiple several accidentally with
    through as""".split()  # noqa: SIM905
)
_NOT_HIT = frozenset(("down", "off", "up", "past"))
_STRANDED = frozenset(
    (
        "in",
        "near",
        "during",
        "outside",
        ".",
        ",",
        ";",
        ":",
        "by",
        "from",
        "while",
        "when",
        "as",
        "and",
        "or",
        "but",
        "with",
        "without",
    )
)
_ENDS = frozenset((".", ",", ";", ":", "and", "or", "but", "when", "while", "after", "before"))
# What else is shot.
_TAKEN = frozenset(
    (
        "video",
        "film",
        "footage",
        "picture",
        "photo",
        "photograph",
        "scene",
        "clip",
        "flare",
        "round",
        "goal",
        "death",
        "spree",
    )
)
_DEEDS = frozenset(("shooting", "stabbing", "beating", "knifing"))
_MURDERS = frozenset(("murder", "killing", "slaying", "assassination", "homicide", "beheading", "lynching"))
_FATAL = frozenset(("fatal", "deadly", "lethal", "mortal"))
_UNDONE = frozenset(("attempted", "planned", "attempt", "mass", "no", "possible", "threatened"))
_BODY = frozenset(
    """abdomen ankle arm arms back buttocks calf cheek chest elbow face finger foot feet forearm groin hand hands hip
    jaw knee leg legs neck pelvis shin shoulder side stomach thigh toe torso wrist""".split()  # noqa: SIM905
)


def slot_of_shooting(verb: Token, harm: HarmWords) -> str:
    """Return `killed`, `wounded`, `casualties` (one or the other), or an empty string where nobody is said to be hit.

    Args:
        verb: A form of "shoot".
        harm: Words of harm.
    """
    after = [token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 1 + _NEAR]]
    clause = after[: next((n for n, word in enumerate(after) if word in _ENDS), len(after))]
    if "dead" in clause or after[:2] == ["to", "death"] or any(one.lower_ == "fatally" for one in verb.children):
        return "killed"
    if (
        not is_passive(verb)
        and not in_headline(verb)
        and not right_behind(verb)
        and (not objects(verb) or any(lemma(held) in _TAKEN for held in objects(verb)))
    ):
        return ""
    # "was shot at by", "shot down": whether anybody was hit is told elsewhere; "shot at a party" tells where.
    if after and (after[0] in _NOT_HIT or (after[0] == "at" and (len(after) == 1 or after[1] in _STRANDED))):
        return ""
    # "shot and killed", "shot and wounded": the other verb tells.
    if any(
        harm.verbs.get(lemma(other)) and not _told_apart(verb, other)
        for other in (*verb.children, verb.head)
        if "conj" in (other.dep_, verb.dep_)
    ):
        return ""
    if any(before in ("in", "through") and set(after[n + 1 : n + 4]) & _BODY for n, before in enumerate(after)):
        return "wounded"
    return "casualties"


def right_behind(verb: Token) -> bool:
    """Tell whether "shot" stands right behind those hit ("one of five people shot"), read as an active verb.

    Args:
        verb: A verb.
    """
    return (
        lemma(verb) == "shoot"
        and verb.dep_ == "acl"
        and verb.tag_ == "VBD"
        and verb.head.i == verb.i - 1
        and child(verb, "dobj", "nsubj", "aux") is None
    )


def _told_apart(verb: Token, other: Token) -> bool:
    """Tell whether two joined verbs are told of different persons.

    "An officer was shot in the hand and a suspect was killed"; "killed his wife, then shot himself".
    """
    second = max(verb, other, key=lambda one: one.i)
    objects_of = [child(one, "dobj") for one in (verb, other)]
    return child(second, "nsubj", "nsubjpass") is not None or all(held is not None for held in objects_of)


def slot_of_deed(noun: Token) -> str:
    """Return what "the fatal shooting of", "the murder of", "the stabbing of" says of those behind it, or nothing.

    Args:
        noun: A noun.
    """
    name = lemma(noun)
    around = {lemma(other) for other in noun.lefts}
    if around & _UNDONE:
        return ""
    if name in _MURDERS or (name == "death" and around & _DEEDS):
        return "killed"
    if name in _DEEDS:
        return "killed" if around & _FATAL else "casualties"
    return ""


def in_headline(verb: Token) -> bool:
    """Tell whether "shot" is passive with its "was" left out, as in headlines ("Teen shot while hunting in Ohio").

    Args:
        verb: A verb.
    """
    if lemma(verb) != "shoot" or verb.tag_ not in {"VBD", "VBN"} or child(verb, "aux", "auxpass", "dobj") is not None:
        return False
    behind = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
    ended = verb.doc[len(verb.doc) - 1].text in {".", "!", "?"}
    return not ended and (not behind or behind in _AFTER_SHOT) and child(verb, "nsubj", "nsubjpass") is not None
