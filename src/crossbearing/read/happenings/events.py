"""Words that tell of happenings: their kind, whether they happened, and how they stand to the report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from crossbearing.model.claims import Modality
from crossbearing.read.happenings.plausible import is_gunfire, plausible
from crossbearing.read.happenings.reality import governed
from crossbearing.read.happenings.recalled import is_recalled
from crossbearing.read.happenings.targets import fired_at_craft, is_repelled, repels
from crossbearing.read.mentions import EventMention
from crossbearing.read.sentences.carrying_out import is_carrying_out
from crossbearing.read.sentences.grammar import (
    all_capitals,
    child,
    is_negated,
    lemma,
    objects,
    passive_subjects,
    subjects,
    verb_key,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon, Triggers, pattern

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["AIR_KINDS", "HARM_VERBS", "LIGHT_VERBS", "find_events", "governing", "kind_by_words"]

LIGHT_VERBS = frozenset(
    {
        "carry out",
        "launch",
        "conduct",
        "make",
        "begin",
        "start",
        "mount",
        "stage",
        "perform",
        "execute",
        "open",
        "undertake",
        "wage",
        "deliver",
        "do",
        "commit",
        "carry",
        "prepare",
        "lead",
        "resume",
        "direct",
        "halt",
        "stop",
        "end",
    }
)
"""Verbs that carry an event noun and say nothing themselves ("carried out a strike")."""

HARM_VERBS = frozenset(
    {"kill", "wound", "injure", "hurt", "die", "destroy", "damage", "murder", "slaughter", "massacre"}
)
"""Verbs of what became of people and things."""

AIR_KINDS = frozenset({"air_strike", "drone_strike", "helicopter_attack", "barrel_bombing", "missile_attack"})
"""Kinds of event that come from the air."""

_YEAR = re.compile(
    r"\b(?:in|of|since|during|from|until|late|early|mid|back in)[\s-](?:january|february|march|april|may|june"
    r"|july|august|september|october|november|december)?\s*((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_REMAINS = frozenset({"body", "corpse", "remains", "remain"})
_GUNS = frozenset({"gun", "handgun", "pistol", "rifle", "shotgun", "firearm", "revolver"})
_HEARD = frozenset({"hear", "ring", "fire", "erupt", "report"})
_HYPOTHETICAL = frozenset({"would", "should", "if", "unless"})
_FUTURE = frozenset({"will", "shall", "'ll"})
_MINES = frozenset({"mine", "landmine"})
_RIDDEN = frozenset(
    """ambulance bicycle bike boat bus car cart convoy ferry jeep lorry minibus motorbike motorcycle patrol pickup ship
    tank taxi tractor trailer truck van vehicle vessel""".split()  # noqa: SIM905
)
_DAY_BEFORE = re.compile(r"\b(?:the (?:day|night|week) before|(?:days?|weeks?) earlier)\b", re.IGNORECASE)
_CALLED = frozenset({"respond", "call", "link", "connect", "relate", "tie"})
_BEFORE_THAT = re.compile(
    r"(?:about |some |just )?(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2}|several|a few) "
    r"(?:hour|day|week|month)s? (?:earlier|before)\b(?! (?:the|that|this|an?|its|his|her|their)\b)"
    r"|(?:on )?the (?:previous|preceding) (?:day|night|evening|morning|afternoon|week)\b"
    r"|the (?:day|night|evening|morning|week) before,",
    re.IGNORECASE,
)
_BACK = frozenset({"the", "this", "that", "these", "those", "its", "their"})
_IMAGINED = frozenset(
    {"fear", "threat", "risk", "danger", "possibility", "prospect", "idea", "chance", "intention", "purpose"}
)


def find_events(parsed: Parsed, tables: Lexicon, number: int, published: int) -> list[EventMention]:
    """Return the happenings a sentence tells of, in order.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
        number: Number of the first event mention, counted through the document.
        published: Year of publication, or 0 where unknown; years before it are background.
    """
    found: list[EventMention] = []
    for token in parsed.tokens:
        kind = _kind(token, tables)
        if kind is None or not plausible(token, kind, tables) or (token.lower_ == "firing" and not is_gunfire(token)):
            continue
        found.append(_mention(parsed, token, kind, tables, number=number + len(found), published=published))
    for before, event in pairwise(found):
        token = parsed.doc[event.token]
        if token.dep_ == "conj" and token.head.i == before.token and token.pos_ == "VERB" and not _own_subject(token):
            event.along = before.number
    return found


def _own_subject(verb: Token) -> bool:
    return any(one.dep_ in {"nsubj", "nsubjpass"} for one in verb.children)


def _kind(token: Token, tables: Lexicon) -> str | None:
    triggers = tables.triggers
    if is_carrying_out(token):
        return None
    if token.pos_ in {"VERB", "AUX"} or (token.pos_ == "ADJ" and token.tag_ in {"VBN", "VBG"}):
        return _kind_of_verb(token, triggers)
    if token.pos_ in {"NOUN", "PROPN"} and (token.pos_ == "NOUN" or token.text.islower() or _opens(token)):
        return _kind_of_noun(token, triggers)
    return None


def _kind_of_verb(token: Token, triggers: Triggers) -> str | None:
    if token.dep_ == "amod":
        return None
    name = verb_key(token)
    if repels(token):
        return None  # "fought off a raid": the raid is what happened
    if name == "go off" and any(lemma(other) in _GUNS for other in token.doc):
        return "small_arms_fire"
    if name == "recover" and _REMAINS & {lemma(one) for one in (*objects(token), *passive_subjects(token))}:
        return "killing"
    held = child(token, "dobj")
    if held is not None and lemma(token) == "return" and lemma(held) == "fire":
        return _by_its_craft(token, triggers)  # of a patrol it is no attack of its own
    loose = any(other.dep_ == "prt" for other in token.children)  # "setting off fires" is no setting fire
    kind = triggers.verbs.get(name) or triggers.verbs.get(lemma(token))
    if held is not None and lemma(held) in _MINES and any(lemma(one) in _RIDDEN for one in subjects(token)):
        kind = "landmine"  # "their boat struck a mine"
    if kind == "bombing" and any(triggers.nouns.get(lemma(one)) == "landmine" for one in subjects(token)):
        kind = "landmine"  # "a landmine exploded" tells one thing
    if held is not None and not loose:
        kind = triggers.verbs.get(f"{lemma(token)} {lemma(held)}") or kind
    return _by_its_craft(token, triggers) or kind if kind == "small_arms_fire" else kind


def _kind_of_noun(token: Token, triggers: Triggers) -> str | None:
    if token.dep_ == "compound" and token.head.pos_ in {"NOUN", "PROPN"} and token.head.i > token.i:
        return None
    word = lemma(token)
    if token.lower_ == "shots":
        told = lemma(token.head) in _HEARD and token.dep_ in {"nsubj", "nsubjpass", "dobj"}
        return "small_arms_fire" if told or any(lemma(one) in _HEARD for one in token.rights) else None
    if token.i:
        previous = token.doc[token.i - 1]
        joined = f"{previous.lower_} {word}"
        if joined in triggers.nouns:
            return triggers.nouns[joined]
        if f"{lemma(previous)} {word}" in triggers.nouns:
            return triggers.nouns[f"{lemma(previous)} {word}"]
        if previous.text == "-" and token.i > 1 and f"{token.doc[token.i - 2].lower_}-{word}" in triggers.nouns:
            return triggers.nouns[f"{token.doc[token.i - 2].lower_}-{word}"]
    return triggers.nouns.get(word) or triggers.nouns.get(token.lower_)


def _opens(token: Token) -> bool:
    """Whether a capital makes no name: of a word alone at the head ("Gunfire broke out"), or among capitals."""
    alone = token.i == 0 and token.dep_ in {"nsubj", "nsubjpass"} and not token.children
    return alone or all_capitals(token.doc)


def _by_its_craft(verb: Token, triggers: Triggers) -> str | None:
    """Return the kind of attack by the aircraft that does it ("a helicopter opened fire"), or None."""
    doers = {word for subject in subjects(verb) for word in (lemma(subject), subject.lower_)}
    return next((kind for kind in sorted(AIR_KINDS) if doers & set(triggers.method.get(kind, ()))), None)


def _mention(parsed: Parsed, token: Token, kind: str, tables: Lexicon, *, number: int, published: int) -> EventMention:
    triggers = tables.triggers
    name = lemma(token)
    generic = (
        (kind == "attack")
        or (token.pos_ == "NOUN" and name in triggers.generic and not _compound(token))
        or kind == "killing"
    )
    if kind == "attack" and token.pos_ == "VERB" and fired_at_craft(token):
        kind, generic = "small_arms_fire", False
    year = _year(parsed.sentence.text)
    negated = is_negated(token) or (
        token.pos_ == "NOUN"
        and token.dep_ in {"dobj", "pobj"}
        and _light(token) is not None
        and is_negated(_light(token) or token)
    )
    return EventMention(
        number=number,
        type=kind,
        start=parsed.start(token),
        end=parsed.end(token),
        sentence=parsed.sentence.index,
        token=int(token.i),
        lemma=name,
        generic=generic,
        negated=negated,
        modality=_modality(parsed, token, tables, year, published),
        separate=_separate(parsed, token, triggers),
        year=year,
        repelled=token.pos_ in {"NOUN", "PROPN"} and is_repelled(token),
        back=token.pos_ == "NOUN" and any(other.lower_ in _BACK for other in token.lefts),
    )


def _compound(token: Token) -> bool:
    return any(
        other.dep_ in {"compound", "amod"}
        and other.lower_
        in {
            "air",
            "drone",
            "suicide",
            "car",
            "missile",
            "mortar",
            "artillery",
            "aerial",
            "barrel",
            "chemical",
            "ground",
            "roadside",
        }
        for other in token.lefts
    )


def _light(token: Token) -> Token | None:
    head = token.head
    if head.pos_ == "ADP":
        head = head.head
    if head.pos_ == "NOUN" and head.dep_ == "dobj":
        head = head.head
    return head if head.pos_ == "VERB" and (verb_key(head) in LIGHT_VERBS or lemma(head) in LIGHT_VERBS) else None


def _year(text: str) -> int:
    match = _YEAR.search(text)
    return int(match.group(1)) if match else 0


def _modality(parsed: Parsed, token: Token, tables: Lexicon, year: int, published: int) -> Modality:
    triggers = tables.triggers
    text = parsed.sentence.text.lower()
    if (year and published and year < published - 1) or pattern(triggers.background_phrases).search(text):
        return Modality.BACKGROUND
    unreal = governed(token, tables.hedges)
    if unreal is not None:
        return unreal
    if is_recalled(parsed.doc, token):
        return Modality.BACKGROUND
    current, steps = token, 0
    while steps < 5:
        words = {other.lower_ for other in current.children if other.dep_ in {"aux", "mark", "advmod"}}
        if words & _HYPOTHETICAL and not ({"have"} & words and current is not token):
            return Modality.HYPOTHETICAL
        if words & _FUTURE:
            return Modality.PLANNED
        if (
            "to" in words
            and current.dep_ in {"xcomp", "acl", "advcl", "ccomp"}
            and lemma(current.head) in triggers.planned | {"intend", "try", "attempt"}
        ):
            return Modality.PLANNED
        if current.dep_ in {"ROOT", "ccomp", "relcl"} or current.head is current:
            break
        if (
            current.dep_ in {"pobj", "pcomp"}
            and current.head.lower_ in {"of", "for"}
            and lemma(current.head.head) in _IMAGINED
        ):
            return Modality.HYPOTHETICAL
        if (
            current.dep_ in {"dobj", "pobj", "prep", "conj"}
            and lemma(current.head) in {"plan", "threaten", "threat", "prepare", "warn"}
            and lemma(current.head) != "prepare"
        ):
            return Modality.PLANNED
        current = current.head
        steps += 1
    return Modality.NEWS


def _separate(parsed: Parsed, token: Token, triggers: Triggers) -> bool:
    if token.pos_ == "NOUN" and any(
        other.lower_ in triggers.separate_words and other.lower_ not in {"other", "previous", "earlier"}
        for other in token.lefts
    ):
        return True
    called = token.dep_ == "pobj" and token.head.lower_ == "to" and lemma(token.head.head) in _CALLED
    other = token.pos_ == "NOUN" and (called or any(one.lower_ == "similar" for one in token.lefts))
    if other and _DAY_BEFORE.search(parsed.sentence.text[token.idx :]):
        return True  # "was called to a shooting there the night before"
    if _BEFORE_THAT.match(parsed.sentence.text):
        return True  # "Five hours earlier two missiles had struck a tanker"
    before = parsed.sentence.text[: token.idx]
    return bool(pattern(triggers.separate_phrases).search(before)) or before.lower().startswith(
        ("elsewhere", "separately", "earlier,", "in another")
    )


def kind_by_words(text: str, triggers: Triggers) -> str | None:
    """Return the kind of attack that the words of a stretch of text suggest, by the first such word, or None.

    Args:
        text: A sentence or a report.
        triggers: Trigger tables.
    """
    best: tuple[int, str] | None = None
    for kind, words in triggers.method.items():
        match = pattern(words).search(text)
        if match is not None and (best is None or match.start() < best[0]):
            best = (match.start(), kind)
    return best[1] if best is not None else None


def governing(parsed: Parsed, start: int, end: int, events: Sequence[EventMention]) -> EventMention:
    """Return the event a stretch of words belongs to: the nearest above it in the tree, else beside it.

    Args:
        parsed: The sentence.
        start: Offset of the stretch.
        end: Offset behind it.
        events: Event mentions of the sentence to choose from; at least one.
    """
    tokens = {event.token: event for event in events if not (start <= event.start < end and len(events) > 1)}
    offset = start - parsed.sentence.start
    token = next((other for other in parsed.tokens if other.idx <= offset < other.idx + len(other.text)), None)
    current = token
    for _ in range(8):
        if current is None:
            break
        if current.i in tokens:
            return tokens[current.i]
        if current is not token:
            for other in current.children:
                if other.i in tokens and other.dep_ in {"xcomp", "dobj", "nsubj", "nsubjpass", "ccomp", "prep", "attr"}:
                    return tokens[other.i]
        if current.head.i == current.i:
            break
        current = current.head
    return min(tokens.values() or events, key=lambda event: (abs(event.start - start), event.number))
