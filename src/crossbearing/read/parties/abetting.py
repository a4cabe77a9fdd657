"""Who is charged with helping those who did it: "accused Norway of having sponsored it" lays the deed to nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from crossbearing.model.values import ActorRef, Actors
from crossbearing.read.mentions import Mention
from crossbearing.read.sentences.grammar import child, children, is_negated, lemma, noun_range
from crossbearing.read.sentences.parse import Parsed

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["abetting", "helping"]

_HELPING: Final = frozenset(
    {
        "sponsor",
        "back",
        "support",
        "finance",
        "fund",
        "bankroll",
        "arm",
        "equip",
        "supply",
        "train",
        "harbour",
        "harbor",
        "shelter",
        "host",
        "protect",
        "incite",
        "instigate",
        "encourage",
        "abet",
        "aid",
        "assist",
        "help",
        "facilitate",
    }
)
"""Verbs for a hand in what others did."""
_LONGEST: Final = 8  # tokens of what the help was
_HELP: Final = frozenset({"support", "sponsorship", "backing", "assistance", "help", "incitement"})


def helping(verb: Token) -> Token | None:
    """Return the word for the help that somebody is accused of having given, or None where it is the deed itself.

    Args:
        verb: The verb that accuses.
    """
    for mark in verb.subtree:
        if mark.lower_ != "of" or mark.dep_ != "prep" or mark.head.i > verb.i + 6:
            continue
        for deed in children(mark, "pcomp"):
            if lemma(deed) in _HELPING and child(deed, "xcomp") is None:
                return deed
        for noun in children(mark, "pobj"):
            if lemma(noun) in _HELP:
                return noun
        return None
    return None


def abetting(
    parsed: Parsed, accused: Callable[[Token], Sequence[Token]], named: Callable[[Token], str]
) -> Iterator[Mention]:
    """Yield who is accused of having helped those who did it.

    Args:
        parsed: The sentence.
        accused: Returns whom a verb accuses.
        named: Returns the body that a noun names, or an empty string.
    """
    for verb in parsed.tokens:
        deed = helping(verb) if lemma(verb) == "accuse" and verb.pos_ == "VERB" and not is_negated(verb) else None
        if deed is None:
            continue
        for head in accused(verb):
            name = named(head) if head.pos_ in {"NOUN", "PROPN"} else ""
            if not name:
                continue
            start, end = parsed.range(noun_range(head)[0], max(deed.i, noun_range(head)[1]))
            last = int(max([token.i for token in deed.subtree if token.i - deed.i < _LONGEST], default=deed.i))
            yield Mention(
                "collusion",
                Actors(text=parsed.words(int(deed.i), last), members=(ActorRef(name),)),
                start,
                end,
                parsed.start(head if head.i > verb.i else verb),
                parsed.sentence.index,
                score=0.6,
            )
