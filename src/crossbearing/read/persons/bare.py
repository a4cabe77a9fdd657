"""Persons harmed in headlines, where articles and auxiliaries are left out: "Civilian killed in Northport"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossbearing.read.sentences.grammar import child, children, lemma, objects, with_conjuncts

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["comma_behind", "harmed_in_headline", "left_so", "own_subject"]

_HARMED = frozenset(("kill", "wound", "injure", "hurt", "martyr", "murder", "assassinate", "slay"))
_AFTER_HARM = frozenset(
    """in while near outside inside during by after on when at overnight , and | as amid from with ; -""".split()  # noqa: SIM905
)
# Words for one person that taggers take for names at the head of a line.
_PERSONS = frozenset(
    """adult baby boy child civilian commander driver father fighter girl infant journalist man medic member militant
    mother officer paramedic person reporter resident shepherd soldier student teacher teen teenager toddler villager
    woman worker youth""".split()  # noqa: SIM905
)
_JOINTS = frozenset(("and", "but", "while", ";"))


def comma_behind(verb: Token) -> list[Token]:
    """Return who was harmed where a comma parts verb and "object" of a headline ("Man killed, girl wounded in Osk").

    Args:
        verb: A verb of harm; parsers take the girl for the one whom the man killed.
    """
    subject = child(verb, "nsubj", "nsubjpass")
    held = objects(verb)
    if lemma(verb) not in _HARMED or subject is None or subject.i != verb.i - 1 or not held or verb.i + 2 > held[0].i:
        return []
    bare = subject.tag_ == "NN" or subject.lower_ in _PERSONS
    parted = (
        verb.doc[verb.i + 1].text == "," and min(part.i for part in held[0].subtree if part.text != ",") == verb.i + 2
    )
    told_apart = any(part.tag_ in {"VBN", "VBD"} for part in held[0].children)
    return [subject] if bare and parted and told_apart else []


def left_so(verb: Token) -> list[Token]:
    """Return those whom "left ... wounded" tells of ("left a girl and two men wounded"), or nothing.

    Args:
        verb: A participle of harm that parsers hang on "left" in several ways.
    """
    left = verb.head
    if lemma(left) != "leave" or left.i > verb.i or verb.dep_ not in {"conj", "advcl", "ccomp", "oprd", "xcomp"}:
        return []
    if child(verb, "aux", "auxpass", "dobj", "agent") is not None or verb.tag_ not in {"VBD", "VBN"}:
        return []
    own = children(verb, "nsubj")
    told = sorted({one for first in (*objects(left), *own) for one in with_conjuncts(first)}, key=lambda one: one.i)
    between = verb.doc[left.i + 1 : verb.i]
    opened = max((token.i for token in between if token.lower_ == "dead" or token.tag_ == "VBN"), default=left.i)
    return [one for one in told if opened < one.i < verb.i]


def own_subject(verb: Token) -> list[Token]:
    """Return the noun right before "was" that parsers give to a verb further left, or nothing.

    "A boy was grazed by a bullet and Ivo Brandl, 41, was shot dead": he is no second thing that grazed the boy.
    Likewise those behind a place that opens a report ("OSK, Fla. - Four men were shot"), which parsers take for shot.

    Args:
        verb: A passive verb, joined to another one that has its subject, or with two subjects of its own.
    """
    told = children(verb, "nsubjpass")
    if len(told) > 1:
        # "the leader, his son, and 15 others were killed": a list that parsers cut in two
        listed = any(other.dep_ == "cc" and other.i > told[0].i for other in told[0].children)
        return [*(with_conjuncts(told[0]) if listed else []), *with_conjuncts(told[-1])]
    helping = children(verb, "aux", "auxpass")
    if verb.dep_ != "conj" or not helping or child(verb, "nsubj", "nsubjpass") is not None:
        return []
    at = min(other.i for other in helping) - 1
    doc = verb.doc
    if doc[at].text == "," and doc[at - 1].text.isdigit() and doc[at - 2].text == ",":
        at -= 3
    noun = doc[at] if at > 0 else None
    if noun is None or noun.pos_ not in {"NOUN", "PROPN"} or noun.i < verb.head.i:
        return []
    opened = [token for token in doc[verb.head.i + 1 : at] if token.lower_ in _JOINTS]
    near = (
        opened and opened[-1].i >= at - 7 and not any(token.pos_ in {"VERB", "ADP"} for token in doc[opened[-1].i : at])
    )
    return [noun] if near else []


def harmed_in_headline(verb: Token) -> bool:
    """Tell whether "killed" is passive with "a" and "was" left out, as in headlines ("Civilian killed in Northport").

    Args:
        verb: A verb.
    """
    if lemma(verb) not in _HARMED or verb.tag_ not in {"VBD", "VBN"}:
        return False
    if child(verb, "aux", "auxpass", "dobj") is not None:
        return False
    ended = verb.doc[len(verb.doc) - 1].text in {".", "!", "?"}
    subject = child(verb, "nsubj", "nsubjpass")
    if ended or subject is None or subject.i != verb.i - 1 or any(other.dep_ == "det" for other in subject.children):
        return False
    if subject.tag_ != "NN" and subject.lower_ not in _PERSONS:
        return False
    behind = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
    return not behind or behind in _AFTER_HARM
