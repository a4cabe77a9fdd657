"""Whether "execute" means to carry something out: a raid, an order, a plan; else it is done to persons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossbearing.read.sentences.grammar import lemma, objects, passive_subjects

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["is_carrying_out"]

_CARRIED_OUT = frozenset(
    {
        *("agreement", "airdrop", "airstrike", "ambush", "assault", "attack", "bombardment", "bombing"),
        *("campaign", "command", "contract", "coup", "deal", "decision", "directive", "drill"),
        *("exercise", "instruction", "landing", "mandate", "maneuver", "manoeuvre", "mission", "offensive"),
        *("operation", "order", "plan", "policy", "program", "programme", "project", "raid"),
        *("rescue", "search", "shelling", "sortie", "strategy", "strike", "task", "warrant"),
        *("withdrawal",),
    }
)


def is_carrying_out(token: Token) -> bool:
    """Whether "executed" or "execution" is said of something that is done, and of nobody who is killed.

    Args:
        token: Any token; other words than these are never.
    """
    if lemma(token) == "execute":
        held = [*objects(token), *passive_subjects(token)]
    elif lemma(token) == "execution":
        held = [of for prep in token.children if prep.lower_ == "of" for of in prep.children if of.dep_ == "pobj"]
    else:
        return False
    return any(lemma(one) in _CARRIED_OUT for one in held)
