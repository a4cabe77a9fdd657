"""Means and acts that one member of a joint force counts as its own: parts of the whole, and no rival totals.

"Two Danish F-16s took part", said by the Danish command of a coalition's attack, bounds what the coalition used and
contradicts nobody who counts all of it. An answer is told as a part if its words, its operator or the attacker named
in the same sentence show a body that belongs to one that other accounts name as the attacker, and if the body itself
speaks, the sentence names the larger body too, or the same report counts several such bodies. What others say of one
member alone ("two American jets") may be all they know of, and stays an answer about the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from crossbearing.model.actors import Speaker
from crossbearing.model.claims import WHOLE
from crossbearing.model.ids import normalised_words
from crossbearing.model.values import ActorRef, Actors, Count, CountState, Group, Items
from crossbearing.resources.actors import states
from crossbearing.resources.affiliations import within
from crossbearing.resources.bodies import Bodies, Sort
from crossbearing.weigh.answers import Answer, Question

__all__ = ["told_as_parts"]

_COUNTED = frozenset({"platform", "weapon", "strikes"})
"""Questions about what a force used and did, which its members may answer for themselves."""

_HARM = frozenset({"killed", "wounded", "casualties"})
"""Questions of harm: only that a member's own means did none of it is told of a part."""

_LONGEST = 3  # words of an adjective ("New Zealand", "Saudi Arabian")

_Sentence = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Share:
    """Whose part it is: the family's label, and the larger bodies that the body belongs to."""

    label: str
    above: frozenset[str]


def told_as_parts(answers: Sequence[Answer], bodies: Bodies) -> list[Answer]:
    """Return the answers, those that count one member's own means under a question of their own.

    Args:
        answers: All answers of an incident.
        bodies: Tells families of bodies by name.
    """
    attackers = [answer for answer in answers if answer.claim.slot == "attacker" and not answer.denied]
    joint = {ref.actor for answer in attackers for ref in _members(answer) if ref.actor}
    counted = [answer for answer in answers if _counts_means(answer) and answer.claim.scope == WHOLE]
    if not counted or not joint:
        return list(answers)
    by_sentence: dict[_Sentence, set[_Share]] = defaultdict(set)
    whole_in: dict[_Sentence, set[str]] = defaultdict(set)
    for answer in attackers:
        for ref in _members(answer):
            whole_in[_sentence(answer)].add(ref.actor)
            by_sentence[_sentence(answer)].add(_share_of_ref(ref, bodies))
    for answer in counted:
        own = _share_by_words(answer, bodies)
        if own is not None:
            by_sentence[_sentence(answer)].add(own)
    found: dict[str, _Share] = {}
    told_in: dict[tuple[str, str], set[str]] = defaultdict(set)
    for answer in counted:
        share = _share_by_words(answer, bodies)
        if share is None and len(by_sentence[_sentence(answer)]) == 1:
            (share,) = by_sentence[_sentence(answer)]
        if share is not None and share.above & joint:
            found[answer.claim.id] = share
            told_in[answer.claim.document, answer.claim.slot].add(share.label)
    return [
        _as_a_part(answer, share)
        if (share := found.get(answer.claim.id)) is not None
        and (
            _speaks_of_itself(answer, share)
            or len(told_in[answer.claim.document, answer.claim.slot]) > 1
            or share.above & whole_in[_sentence(answer)]
        )
        else answer
        for answer in answers
    ]


def _counts_means(answer: Answer) -> bool:
    if answer.claim.slot in _HARM:
        count = answer.value.count if isinstance(answer.value, Group) else answer.value
        return isinstance(count, Count) and count.state is CountState.NONE
    return answer.claim.slot in _COUNTED


def _as_a_part(answer: Answer, share: _Share) -> Answer:
    asked, part = answer.question, f"part: {share.label}"
    scope = part if asked.scope == WHOLE else f"{asked.scope}; {part}"
    return replace(answer, question=Question(asked.slot, scope, asked.unit))


def _speaks_of_itself(answer: Answer, share: _Share) -> bool:
    return share.label in (answer.upstream.holder_family, answer.upstream.source_family)


def _members(answer: Answer) -> tuple[ActorRef, ...]:
    return answer.value.members if isinstance(answer.value, Actors) else ()


def _sentence(answer: Answer) -> _Sentence:
    return (answer.claim.document, answer.claim.sentence or answer.claim.id)


def _share_of_ref(ref: ActorRef, bodies: Bodies) -> _Share:
    body = bodies.body(Speaker(name=ref.name, actor=ref.actor))
    return _Share(body.label, frozenset(ref.within))


def _share_by_words(answer: Answer, bodies: Bodies) -> _Share | None:
    value = answer.value
    on = "" if answer.appeared.startswith("~") else answer.appeared[:10]
    if isinstance(value, Items) and value.operator:
        body = bodies.body(Speaker(name=value.operator))
        if body.sort is not Sort.NOBODY and body.label:
            state = _state_in(value.operator)
            return _Share(body.label, frozenset(within(state, on)) if state else frozenset())
    state = _state_in(f"{_word_before(answer)} {value.text}")
    if not state:
        return None
    label = bodies.body(Speaker(name=_names_of_states()[state], actor=state)).label
    return _Share(label, frozenset(within(state, on)))


def _word_before(answer: Answer) -> str:
    """Return the word before the answer's own words in its sentence ("British" before "aircraft"), or ''."""
    before, found, _after = answer.claim.sentence.partition(answer.value.text)
    words = before.split()
    return words[-1] if found and answer.value.text and words else ""


def _state_in(text: str) -> str:
    """Return the id of the one state that words name by its adjective or name, or an empty string."""
    words, known = normalised_words(text).split(), _words_for_states()
    found = {
        known[phrase]
        for length in range(1, _LONGEST + 1)
        for start in range(len(words) - length + 1)
        if (phrase := " ".join(words[start : start + length])) in known
    }
    return found.pop() if len(found) == 1 else ""


@cache
def _names_of_states() -> dict[str, str]:
    """Return the name of each state by its actor id."""
    return {state.id: state.name for state in states().values()}


@cache
def _words_for_states() -> dict[str, str]:
    return {
        normalised_words(word): state.id
        for state in states().values()
        for word in (state.name, *state.adjectives)
        if word.strip()
    }
