"""What somebody says that "our forces", "we" or others did not do, and whom these words mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from crossbearing.model.actors import Stance
from crossbearing.model.values import ActorRef, Actors
from crossbearing.read.mentions import Attribution, EventMention, Mention
from crossbearing.read.parties.doers import Doer, is_body
from crossbearing.read.sentences.grammar import is_passive
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Cues

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["did_not", "is_own", "not_by", "own_side"]

_OWN: Final = ("our ", "my ")
_SELF: Final = frozenset({"we", "We"})  # "US" is a state
_PARTIES: Final = frozenset(
    {"government_party", "government", "state", "ministry", "agency", "military", "armed_group", "party"}
    | {"political_party", "rebel_group", "militia", "faction", "movement"}
)


def did_not(event: EventMention, token: Token) -> bool:
    """Tell whether a verb says of its subject that it did not do it: that nobody did is not said.

    Used of what somebody says of his own side alone: who says that others did not do it may not speak of what was done.

    Args:
        event: What the verb tells.
        token: The verb.
    """
    usual = any(other.lower_ in {"do", "does"} for other in token.children if other.dep_ == "aux")  # "do not target"
    return event.negated and not usual and token.pos_ == "VERB" and not (is_passive(token) and token.tag_ == "VBN")


def is_own(names: Sequence[Doer]) -> bool:
    """Tell whether those named are the speaker's own: "our forces", "we", "its jets", "it".

    Args:
        names: Those named.
    """
    return any(who.own or _own(member) for who in names for member in who.members)


def not_by(parsed: Parsed, event: EventMention, names: Sequence[Doer]) -> Mention:
    """Return "X did not shell the market": X is denied to have done what others tell of.

    Args:
        parsed: The sentence.
        event: What its verb tells.
        names: Those who did not do it.
    """
    members = tuple(dict.fromkeys(ActorRef(member) for who in names for member in who.members))
    value = Actors(text=", ".join(who.text for who in names), members=members)
    first, last = min(names[0].first, event.token), max(names[0].last, event.token)
    start, end = parsed.range(first, last)
    anchor = parsed.start(parsed.doc[names[0].last])
    return Mention("attacker", value, start, end, anchor, event.sentence, stance=Stance.DENIES)


def own_side(mention: Mention, chain: Sequence[Attribution], publisher: str, kind: str, cues: Cues) -> Mention | None:
    """Return an answer with "our forces" and "we" as the body that says it, or None where nobody can be told.

    Args:
        mention: The answer.
        chain: Who says it, from the publisher inwards.
        publisher: Name of the publisher, or empty.
        kind: Its kind in the words of whoever collected it, or empty.
        cues: Word tables of speakers.

    Returns:
        The answer as it is where it names others; with the speaker's name in place of the words where the speaker is a
        body, or a person in what a party publishes itself; as written where it is only known whose forces they are not;
        None for a bare "we" of somebody who is no body.
    """
    value = mention.value
    if not isinstance(value, Actors) or not any(_own(member.name) for member in value.members):
        return mention
    name = chain[-1].source.name if chain and _speaks_as_body(chain[-1], cues) else ""
    if not name and (kind in _PARTIES or is_body(publisher)):
        name = publisher
    if not name and any(member.name in _SELF for member in value.members):
        return None
    members = tuple(ActorRef(name or _plain(member.name)) if _own(member.name) else member for member in value.members)
    return replace(mention, value=replace(value, text=_plain(value.text), members=members))


def _own(name: str) -> bool:
    return name.lower().startswith(_OWN) or name in _SELF


def _plain(words: str) -> str:
    return next((words[len(own) :] for own in _OWN if words.lower().startswith(own)), words)


def _speaks_as_body(entry: Attribution, cues: Cues) -> bool:
    """Tell whether a speaker is a body: by the tables, or by the head of its name."""
    source = entry.source
    if source.head in cues.titles or source.role:
        return False
    return is_body(source.name) or (source.named and source.head in cues.bodies)
