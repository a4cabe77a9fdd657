"""Rival explanations, proposed from what is said about intent, cause and responsibility, and about who attacked.

One explanation a position: what its holders put forward, in neutral words, with who rejects it. Who attacked is an
explanation where accounts name different bodies for it; what each of them says was done stands in its own words for the
kind of happening, so that who says "shelling" is not made to say "air strike". The program proposes; a person edits,
adds and rates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from crossbearing.model.actors import Speaker
from crossbearing.model.claims import WHOLE
from crossbearing.model.hypotheses import Hypothesis
from crossbearing.model.ids import digest
from crossbearing.model.values import ActorRef, Actors, Category, Relation, Value
from crossbearing.resources.actors import actor
from crossbearing.resources.bodies import Bodies, known_bodies
from crossbearing.resources.vocabulary import event_kinds
from crossbearing.weigh.answers import Answer, Question
from crossbearing.weigh.causes import code_of_words
from crossbearing.weigh.positions import Grouping, Stand, relation_of

__all__ = ["propose"]

_ASKED = ("intent", "cause", "responsibility")
_CAUSE = "Said of the cause: "

# What an explanation by intent says of the happening; `{was}` agrees with its label in number.
_INTENT = {
    "mistake": "{happening} {was} a mistake",
    "mistake.mistaken_identity": "{happening} {was} a mistake about who was there",
    "mistake.technical_error": "{happening} {was} due to a technical error",
    "negligence": "{happening} {was} due to carelessness",
    "foreseen_harm": "{happening} {was} carried out although the harm was foreseen",
    "deliberate": "{happening} {was} deliberate",
    "deliberate.against_those_hit": "{happening} {was} deliberately aimed at those who were hit",
    "connivance": "{happening} {was} carried out with or in favour of a third party",
}


def propose(
    incident: str, label: str, groupings: Mapping[Question, Grouping], bodies: Bodies | None = None
) -> tuple[Hypothesis, ...]:
    """Return the rival explanations that the accounts of an incident put forward.

    Args:
        incident: Incident id.
        label: Neutral label of its kind of happening, such as `Air strikes`.
        groupings: The answers to its questions, grouped.
        bodies: Tells families of bodies by name; without it, by the program's own table of actors.
    """
    found: list[Hypothesis] = []
    for question, grouping in groupings.items():
        if question.slot not in _ASKED or question.scope != "whole":
            continue
        for stands in grouping.positions:
            hypothesis = _hypothesis(incident, label, question.slot, stands, grouping)
            if hypothesis is not None:
                found.append(hypothesis)
    attackers = groupings.get(Question("attacker", WHOLE, ""))
    blamed = [
        stand
        for question, grouping in groupings.items()
        if question.slot == "responsibility" and question.scope == WHOLE
        for stands in grouping.positions
        for stand in stands
        if not stand.denied
    ]
    found = _with_causes_joined(found)
    if attackers is None:
        return tuple(found)
    return _with_attackers(found, incident, attackers, blamed, bodies or known_bodies())


def _with_causes_joined(found: Sequence[Hypothesis]) -> list[Hypothesis]:
    """Return explanations, a cause in free words that means what another one says joined to it.

    Under a code that says more than its words do, a cause is not joined: its holder would be said to hold more than was
    said. Causes that mean one thing, and that nobody gives as what was meant, stand together in their own words.
    """
    codes = {one.id: one.code or (code_of_words(one.text) if one.slot == "cause" else "") for one in found}
    kept: list[Hypothesis] = []
    for one in sorted(found, key=lambda hypothesis: hypothesis.slot == "cause"):
        code = codes[one.id] if one.slot == "cause" else ""
        means = next((other for other in kept if code and f"{code}.".startswith(f"{codes[other.id] or '-'}.")), None)
        if means is None:
            kept.append(one)
            continue
        both = _joined(means, one)
        if means.slot == "cause":
            both = replace(both, text=f"{both.text}; {one.text.removeprefix(_CAUSE)}")
        kept[kept.index(means)] = both
    order = [one.id for one in found]
    return sorted(kept, key=lambda hypothesis: order.index(hypothesis.id))


def _with_attackers(
    found: Sequence[Hypothesis], incident: str, grouping: Grouping, blamed: Sequence[Stand], bodies: Bodies
) -> tuple[Hypothesis, ...]:
    """Return the explanations with those that say who attacked, where different bodies are named for it."""
    named = [stands for stands in grouping.positions if any(_names_someone(stand) for stand in stands)]
    others = [*named, [stand for stand in blamed if _names_someone(stand)]]
    rivals = any(
        relation_of(one, other).relation is Relation.CONFLICTS for one, other in combinations(others, 2) if other
    )
    if not rivals:
        return tuple(found)
    accused = {
        bodies.body(Speaker(name=member.name, actor=member.actor)).label
        for stands in others
        for stand in stands
        if not stand.denied and isinstance(stand.value, Actors)
        for member in stand.value.members
    } - {""}
    listed = list(found)
    for stands in named:
        if not _charged(stands, grouping, blamed, accused):
            continue
        hypothesis = _hypothesis(incident, _kind_told(stands), "attacker", stands, grouping)
        if hypothesis is None:
            continue
        held = next(stand for stand in stands if _names_someone(stand))
        same = {
            held_by
            for stand in blamed
            if stand.value.compare(held.value).relation is Relation.SAME
            for held_by in _claims([stand])
        }
        at = next((index for index, one in enumerate(listed) if same & set(one.claims)), None)
        if at is None:
            listed.append(hypothesis)
        else:
            listed[at] = _joined(listed[at], hypothesis)
    return tuple(listed)


def _charged(stands: Sequence[Stand], grouping: Grouping, blamed: Sequence[Stand], accused: Collection[str]) -> bool:
    """Whether an answer on who attacked is a charge: blamed or denied by somebody, or brought by who is named himself.

    A body that is merely named beside the others, by who is no party to the charge, is a finding to be looked at first.
    """
    held = [stand for stand in stands if _names_someone(stand)]
    every = [stand for position in grouping.positions for stand in position]
    if any(_rejects(one, stand) for one in every for stand in held):
        return True
    if any(one.value.compare(stand.value).relation is Relation.SAME for one in blamed for stand in held):
        return True
    return any(answer.upstream.holder_family in accused for stand in held for answer in stand.answers)


def _names_someone(stand: Stand) -> bool:
    return not stand.denied and isinstance(stand.value, Actors) and not stand.indefinite


def _kind_told(stands: Sequence[Stand]) -> str:
    """Return the label of the kind of happening that most of those who name a body tell."""
    told = Counter(answer.claim.event.type for stand in stands if not stand.denied for answer in stand.answers)
    kinds = event_kinds()
    return next((kinds[kind].label for kind, _count in told.most_common() if kind in kinds), "What happened")


def _joined(one: Hypothesis, other: Hypothesis) -> Hypothesis:
    return replace(
        one,
        held_by=tuple(dict.fromkeys((*one.held_by, *other.held_by))),
        denied_by=tuple(dict.fromkeys((*one.denied_by, *other.denied_by))),
        claims=tuple(dict.fromkeys((*one.claims, *other.claims))),
        claims_against=tuple(dict.fromkeys((*one.claims_against, *other.claims_against))),
    )


def _hypothesis(incident: str, label: str, slot: str, stands: Sequence[Stand], grouping: Grouping) -> Hypothesis | None:
    held = next((stand for stand in stands if not stand.denied and not _negated(stand.value)), None)
    if held is None:
        return None  # an answer that is only ruled out explains nothing
    every = [stand for position in grouping.positions for stand in position] + list(grouping.spanning)
    supporting = [stand for stand in stands if not stand.denied and not _negated(stand.value)]
    supporting += [stand for stand in grouping.spanning if _more_general(stand, held)]
    against = [stand for stand in every if _rejects(stand, held)]
    value = _common(supporting) or held.value
    code = value.code if isinstance(value, Category) else ""
    return Hypothesis(
        id=digest("hypothesis", incident, slot, code or value.canonical()),
        incident=incident,
        slot=slot,
        code=code,
        text=_text(label, slot, _most_telling(supporting, value)),
        held_by=_names(supporting),
        denied_by=_names(against),
        claims=_claims(supporting),
        claims_against=_claims(against),
    )


def _most_telling(stands: Sequence[Stand], value: Value) -> Value:
    """Return the answer whose words an explanation is given in: a body that is known, before a description of one."""
    if not isinstance(value, Actors) or any(member.actor for member in value.members):
        return value
    known = [stand.value for stand in stands if isinstance(stand.value, Actors)]
    return next((one for one in known if any(member.actor for member in one.members)), value)


def _common(stands: Sequence[Stand]) -> Category | None:
    """Return the code that covers all of several, so that nobody is said to hold more than they said.

    One says "a mistake", another "a technical error": what both hold is that it was a mistake.
    """
    values = [stand.value for stand in stands if isinstance(stand.value, Category)]
    if len(values) < len(stands) or not values:
        return None
    shared = values[0].code.split(".")
    for value in values[1:]:
        parts = value.code.split(".")
        shared = shared[
            : next((at for at, pair in enumerate(zip(shared, parts, strict=False)) if pair[0] != pair[1]), len(parts))
        ]
    whole = ".".join(shared)
    return next((replace(value, code=whole) for value in values if whole), None)


def _rejects(stand: Stand, held: Stand) -> bool:
    """Whether a stand denies an explanation, or says in a negative that it was not so."""
    value = held.value
    if isinstance(stand.value, Category) and isinstance(value, Category) and stand.value.scheme == value.scheme:
        negative = stand.denied != stand.value.negated
        return negative and (value.code == stand.value.code or value.code.startswith(stand.value.code + "."))
    if isinstance(value, Actors):
        return stand.denied and value.compare(stand.value).relation in (Relation.SAME, Relation.REFINES)
    return stand.denied and stand.value.canonical() == value.canonical()


def _more_general(stand: Stand, held: Stand) -> bool:
    mine, theirs = stand.value, held.value
    return (
        isinstance(mine, Category)
        and isinstance(theirs, Category)
        and not stand.denied
        and not mine.negated
        and theirs.code.startswith(mine.code + ".")
    )


def _text(label: str, slot: str, value: Value) -> str:
    happening = label[:1].upper() + label[1:].lower()
    was = "were" if label.endswith("s") else "was"
    if slot == "intent" and isinstance(value, Category) and value.code in _INTENT:
        return _INTENT[value.code].format(happening=happening, was=was)
    if slot in ("responsibility", "attacker") and isinstance(value, Actors):
        *rest, last = [_name(member) for member in value.members]
        return f"{happening} {was} carried out by {', '.join(rest)}{' and ' if rest else ''}{last}"
    words = value.text if isinstance(value, Category) and value.text else value.describe()
    told = " ".join(words.split())
    return f"{_CAUSE}{told}" if slot == "cause" else f"Said of {slot}: {told}"


def _name(member: ActorRef) -> str:
    """Return a body's name, that of the table where only a common noun is told ("authorities")."""
    known = actor(member.actor) if member.name == member.name.lower() else None
    return known.name if known is not None else member.name


def _negated(value: Value) -> bool:
    return isinstance(value, Category) and value.negated


def _names(stands: Iterable[Stand]) -> tuple[str, ...]:
    answers = sorted((answer for stand in stands for answer in stand.answers), key=lambda answer: answer.order)
    return tuple(dict.fromkeys(name for answer in answers for name in _who(answer)))


def _who(answer: Answer) -> tuple[str, ...]:
    upstream = answer.upstream
    return (upstream.holder or upstream.source,) if upstream.holder or upstream.source else answer.outlets


def _claims(stands: Iterable[Stand]) -> tuple[str, ...]:
    answers = sorted((answer for stand in stands for answer in stand.answers), key=lambda answer: answer.order)
    return tuple(dict.fromkeys(answer.claim.id for answer in answers))
