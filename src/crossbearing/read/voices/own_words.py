"""What "we" and "I" deny, cannot say or take back: the words under such a verb are not what they assert.

"We deny that our fighters killed passengers" denies it, whoever is made to say it: a spokesman in quotation marks or a
movement in its own statement. Verbs of which others are the subject are attributions and are read as such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crossbearing.model.actors import Stance
from crossbearing.read.sentences.grammar import child, lemma, verb_key
from crossbearing.read.voices.attribution import stance_of
from crossbearing.resources.lexicon import Cues

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["own_verdict"]

_SELVES: Final = frozenset({"we", "i"})
_DOWN: Final = frozenset({"ccomp", "xcomp", "pcomp", "prep", "dobj"})
_VERDICTS: Final = frozenset({Stance.DENIES, Stance.CANNOT_SAY, Stance.DECLINES, Stance.RETRACTS})
_DEPTH: Final = 6
_FIGURES: Final = frozenset({"figure", "number", "toll", "count", "estimate", "tally", "total"})
_TAKING_BACK: Final = frozenset({"withdraw", "retract"})


def own_verdict(token: Token, cues: Cues) -> Stance | None:
    """Return how those who speak of themselves take the words around a telling word, or None where they assert them.

    Args:
        token: The word that tells.
        cues: Cue tables of the language.
    """
    if _taken_back(token):
        return Stance.RETRACTS
    current = token
    clause = current.pos_ in {"VERB", "AUX"}
    for _ in range(_DEPTH):
        head = current.head
        if head.i == current.i:
            return None
        if head.pos_ == "NOUN" and (current.dep_ in {"acl", "ccomp"} or _that(current)):
            if lemma(head) not in cues.nouns or child(head, "poss") is not None:
                return None  # not "the people who shelled the town"; "the army's claim" is the army's
        elif current.dep_ not in _DOWN or (current.dep_ == "dobj" and not clause):
            return None  # who denies a part in a shelling denies no shelling
        clause = clause or current.pos_ in {"VERB", "AUX"}
        subject = child(head, "nsubj")
        if subject is not None and head.pos_ == "VERB":
            name = verb_key(head)
            if subject.lower_ not in _SELVES or name not in cues.verbs:
                return None
            stance = stance_of(name, head, cues)
            return stance if stance in _VERDICTS else None
        current = head
    return None


def _that(clause: Token) -> bool:
    """Tell whether what hangs on a noun as if it were relative is what the noun says ("the charge that we shelled")."""
    return clause.dep_ == "relcl" and any(other.dep_ == "mark" for other in clause.children)


def _taken_back(token: Token) -> bool:
    """Tell whether a number is that of a figure which is withdrawn here: "our figure of 25 dead is withdrawn"."""
    figure = next((one for one in token.ancestors if one.pos_ == "NOUN" and lemma(one) in _FIGURES), None)
    if figure is None or lemma(figure.head) not in _TAKING_BACK:
        return False
    if figure.dep_ == "nsubjpass":
        return not any(one.dep_ == "neg" for one in figure.head.children)
    subject = child(figure.head, "nsubj")
    return figure.dep_ == "dobj" and subject is not None and subject.lower_ in _SELVES
