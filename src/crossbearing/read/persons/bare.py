"""Persons harmed in headlines, where articles and auxiliaries are left out: "Civilian killed in Northport"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossbearing.read.sentences.grammar import child, lemma

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["harmed_in_headline"]

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
