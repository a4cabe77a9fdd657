"""Whether a time is that of the telling and not of what is told: "..., the ministry said on Friday"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from crossbearing.read.mentions import EventMention
from crossbearing.read.sentences.grammar import lemma, subjects, verb_key
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.tree import Token
from crossbearing.read.values.later import LATER
from crossbearing.resources.lexicon import Lexicon

__all__ = ["of_saying"]

_CLIMB = 6
_CLAUSE = frozenset(("ccomp", "parataxis"))
# What is done on a day of its own, after the happening of which it is told.
_PROCEEDINGS = frozenset(
    """appear arraign bury charge commemorate convene convict display exhibit extradite hold identify indict inspect
    jail meet mourn name plead present release schedule sentence show summon sue tour unveil visit""".split()  # noqa: SIM905
)
_EVENTS = frozenset(
    """anniversary briefing burial ceremony conference funeral hearing loss meeting memorial mission parade rally
    session speech statement summit talks trial trip verdict vigil visit vote wedding""".split()  # noqa: SIM905
)
_AFTER_HARM = frozenset(("die", "succumb", "perish", "withdraw", "retreat", "flee", "arrest", "detain", "investigate"))
_COMING = frozenset(("come", "follow", "occur", "happen", "begin", "start", "arrive"))
_FURTHER = frozenset(("second", "third", "fourth", "another", "next", "last", "final", "further"))
_COUNTED = frozenset(("toll", "number", "count", "figure", "total", "tally"))

_HOUR = re.compile(r"(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?\s*[ap]\.?\s?m\b|(?:[01]?\d|2[0-3]):[0-5]\d\b", re.IGNORECASE)
_SAID_AT = 3  # words from "said" to a clock time
_BEFORE_EVENT = 5  # words from a day to the happening that it says which one is meant

_OPEN = frozenset(("unclear", "unknown", "uncertain", "unconfirmed", "disputed"))
_HARMED = frozenset(("kill", "die", "dead", "death", "wound", "wounded", "injure", "injured", "victim", "fatality"))
_COUNTED_WITHIN = 16  # words from "the number of those killed in ..." to what it came to
_SHOWN_POST = re.compile(r"\(@\w+\)[\s,|\u00b7\u2013\u2014-]*(?:on\s+)?$")
"""Before the day of a post that a page shows: "- NAME (@handle) July 24, 2031"."""
_BY_DATE = re.compile(
    r"(?:On|In)\s+(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Z]|[A-Z][a-z]+\.?\s+\d{1,2}\b)"
)
_DAYS_AFTER = re.compile(
    r"\b(?:\w+|a couple of|a few)\s+(?:days?|weeks?|months?)\s+(?:after|following)\s+", re.IGNORECASE
)
_LATER = 3  # index of the sentence from which a report tells what else was reported
_OPENING = 4  # tokens of "On 30 May 2031"


def of_saying(parsed: Parsed, start: int, events: Sequence[EventMention], tables: Lexicon) -> bool:
    """Tell whether a time expression says when something was said, or when a toll rose.

    It does where it stands behind a verb of saying that it depends on, with no event in between: "accepted on Saturday
    that a strike killed", but not "said a strike on Saturday killed". One at the head of a sentence ("On Saturday, the
    ministry said that") can be either, and is left to the event.

    Args:
        parsed: The sentence.
        start: Offset of the expression's first character in the text.
        events: Event mentions of the sentence.
        tables: Word tables of its language.
    """
    offset = start - parsed.sentence.start
    token = next((one for one in parsed.tokens if one.idx <= offset < one.idx + len(one.text)), None)
    verb = _verb_above(token) if token is not None else None
    if token is None or verb is None:
        return False
    busy = {event.token for event in events}
    if _of_the_event(token, busy) or _hour_of_what_is_said(parsed.sentence.text[offset:], token, verb):
        return False
    if _of_something_else(parsed, token, verb, busy, tables=tables) or _goes_on_from(token, verb, busy):
        return True
    later = LATER.match(parsed.sentence.text, offset) is not None
    staged = any(event.phase is not None and event.start < start for event in events) or _comes(verb)
    if later and ((verb.i not in busy and not staged) or lemma(verb) in _AFTER_HARM):
        return True  # "he died two hours later", "police came ten minutes later"
    words: Any = tables.raw["times"]["telling"]
    if _late_death(verb, words) or _published(token, verb, busy, words) or _looks_back(token, verb, busy, tables):
        return True
    if verb.i not in busy and verb_key(verb) in _PROCEEDINGS and not any(one.dep_ == "xcomp" for one in verb.children):
        return True  # "on Wednesday the army showed the wreck of the drone that struck"
    if (
        (noun := _noun_above(token)) is not None
        and noun.i not in busy
        and (lemma(noun) in _EVENTS or lemma(noun) in words["nouns"])
    ):
        return True  # "the bombing and the funeral on Sunday"
    if _counted_by_then(token) or (verb.i not in busy and (_left_open(verb) or _claimed_by_nobody(verb))):
        return True
    if verb.i > token.i:
        return False
    if any(lemma(child) in _COUNTED for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")):
        return True  # "the toll rose to 17 on Tuesday"
    if verb.i in busy or any(verb.i < number < token.i for number in busy):
        return False
    # Without a clause that is said, such a verb can be the happening itself ("was reported to the police on Friday").
    told = any(
        child.dep_ in _CLAUSE
        and child.i > verb.i
        # "occurred at 11:30, the council said": what stands behind is the saying, and not what is said
        and not (child.dep_ == "parataxis" and verb_key(child) in tables.cues.verbs)
        for child in verb.children
    )
    spoken = verb_key(verb) in tables.cues.verbs and any(child.dep_ in _CLAUSE for child in verb.children)
    if told or spoken or _clause_follows(parsed, token):
        return True
    return verb.dep_ in _CLAUSE and verb_key(verb) in tables.cues.verbs


def _of_something_else(parsed: Parsed, token: Token, verb: Token, busy: set[int], *, tables: Lexicon) -> bool:
    """Tell whether a time is that of a post shown, of a later report, of a burial, or of what was done days later."""
    if _SHOWN_POST.search(parsed.sentence.text[: token.idx]) or _of_a_later_report(parsed, token, verb, tables):
        return True
    return verb.i not in busy and (_attends(verb) or _days_behind(parsed, verb, busy))


def _of_a_later_report(parsed: Parsed, token: Token, verb: Token, tables: Lexicon) -> bool:
    """Tell whether a date opens a later sentence on what was reported then: "On 30 May, the monitor reported that".

    The day of what it reports may be any before; in the first sentences of a report it is that of the news.
    """
    if parsed.sentence.index < _LATER or token.i > _OPENING or verb.i < token.i:
        return False
    if not _BY_DATE.match(parsed.sentence.text) or verb_key(verb) not in tables.cues.verbs:
        return False
    return any(one.dep_ == "ccomp" and one.i > verb.i for one in verb.children)


def _attends(verb: Token) -> bool:
    """Tell whether a verb tells of a burial, hearing or visit: "hundreds attended the funeral on Sunday"."""
    return any(one.dep_ == "dobj" and lemma(one) in _EVENTS for one in verb.children)


def _days_behind(parsed: Parsed, verb: Token, busy: set[int]) -> bool:
    """Tell whether what happened lies days before: "reached Osk on Sunday, four days after an attack"."""
    match = _DAYS_AFTER.search(parsed.sentence.text)
    if match is None:
        return False
    first = next((one.i for one in parsed.tokens if one.idx >= match.end()), None)
    return first is not None and verb.i < first and all(number >= first for number in busy)


def _of_the_event(token: Token, busy: set[int]) -> bool:
    """Tell whether a day stands before the word for a happening ("Wednesday's raid", "the 3 May raid")."""
    owned = token.i > 0 and token.doc[token.i - 1].lower_ in {"the", "that"}
    for one in token.doc[token.i + 1 : token.i + 1 + _BEFORE_EVENT]:
        if one.i in busy and one.pos_ == "NOUN":
            return owned
        if one.lower_ in {"'s", "\u2019s"}:
            owned = True
        elif one.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM"} and one.text != ".":
            return False
    return False


def _hour_of_what_is_said(behind: str, token: Token, verb: Token) -> bool:
    """Tell whether a clock time right behind "said" is that of the clause: "said around 7 p.m. a man opened fire"."""
    if not _HOUR.match(behind) or not 0 < token.i - verb.i <= _SAID_AT:
        return False
    clause = next((one for one in verb.children if one.dep_ == "ccomp" and one.i > token.i), None)
    return clause is not None and not any(one.lower_ == "that" and one.dep_ == "mark" for one in clause.children)


def _counted_by_then(token: Token) -> bool:
    """Tell whether a time stands behind what a count came to ("raised its count of the dead to 19 on Sunday")."""
    at = token.i - 1 if token.i and token.doc[token.i - 1].pos_ == "ADP" else token.i
    if at < 2 or token.doc[at - 1].tag_ != "CD" or token.doc[at - 2].lower_ != "to":
        return False
    before = {lemma(one) for one in token.doc[max(0, at - _COUNTED_WITHIN) : at - 2]}
    return bool(before & {"toll", "tally"}) or (bool(before & _COUNTED) and bool(before & _HARMED))


def _left_open(verb: Token) -> bool:
    """Tell whether a verb says that something is not known ("how many died remained unclear on Sunday")."""
    return any(one.lower_ in _OPEN for one in verb.children if one.dep_ == "acomp")


def _claimed_by_nobody(verb: Token) -> bool:
    """Tell whether nobody said by then that it was his doing ("no group had claimed the raid by Thursday")."""
    if lemma(verb) != "claim":
        return False
    return any(
        one.lower_ in {"nobody", "none"} or any(part.lower_ == "no" for part in one.children) for one in subjects(verb)
    )


def _goes_on_from(token: Token, verb: Token, busy: set[int]) -> bool:
    """Tell whether a time opens what somebody was doing from then on: "from 19:00 jets were supporting them"."""
    since = token.lower_ in {"from", "since"} or (token.i > 0 and token.doc[token.i - 1].lower_ in {"from", "since"})
    state = verb.tag_ == "VBG" and any(
        one.dep_ == "aux" and one.lower_ in {"was", "were", "been"} for one in verb.children
    )
    return since and state and verb.i not in busy


def _comes(verb: Token) -> bool:
    """Tell whether a verb only says that a further strike or stage came ("forty minutes later came a second wave")."""
    behind = [one for one in verb.children if one.dep_ in {"nsubj", "attr", "dobj"}]
    return lemma(verb) in _COMING and any(part.lower_ in _FURTHER for head in behind for part in head.lefts)


def _published(token: Token, verb: Token, busy: set[int], words: Any) -> bool:
    """Tell whether a time says when something was made public, confessed or found ("apologised on Friday for")."""
    public = lemma(verb) == "make" and any(one.lower_ in {"public", "available", "known"} for one in verb.children)
    if not public and lemma(verb) not in words["verbs"]:
        return False
    if verb.i in busy or any(one.i in busy and one.dep_ == "nsubj" for one in subjects(verb)):
        return False
    # "published its report on the raid of 3 May on Tuesday": the raid has a day of its own.
    return verb.i > token.i or not any(
        verb.i < number < token.i and not _dated(token.doc[number + 1 : token.i]) for number in busy
    )


def _dated(between: Sequence[Token]) -> bool:
    return any(one.tag_ == "CD" and one.text.isdigit() for one in between)


def _looks_back(token: Token, verb: Token, busy: set[int], tables: Lexicon) -> bool:
    """Tell whether a time before a verb of saying is that of the saying: what is said lies farther back or is judged.

    "On Thursday the general said that the raid was a mistake", "... that his men had shelled the village".
    """
    if verb.i < token.i or verb.i in busy or verb_key(verb) not in tables.cues.verbs:
        return False
    clause = next((one for one in verb.children if one.dep_ == "ccomp" and one.i > verb.i), None)
    if clause is None:
        return False
    if any(one.lower_ == "had" and one.dep_ == "aux" for one in clause.children):
        return True
    judged = lemma(clause) == "be" and any(one.dep_ in {"attr", "acomp"} for one in clause.children)
    return judged and any(one.i in busy for one in subjects(clause))


def _late_death(verb: Token, words: Any) -> bool:
    """Tell whether a verb tells of the death of one who was wounded before ("seven of the wounded died on Sunday")."""
    if lemma(verb) not in {"die", "succumb"}:
        return False
    wounded = set(words["wounded"])
    for one in subjects(verb):
        named = [part.lower_ for part in verb.doc[one.left_edge.i : one.right_edge.i + 1]]
        if any(word in wounded for word in named):
            return True
    behind = [part.lower_ for part in verb.doc[verb.i + 1 : verb.i + 7]]
    return bool({"of", "from", "to"} & set(behind[:1])) and any(word in words["wounds"] for word in behind)


def _clause_follows(parsed: Parsed, token: Token) -> bool:
    """Tell whether "that" stands behind an expression, whatever the parser has made of it."""
    behind = parsed.tokens[token.i + 1] if token.i + 1 < len(parsed.tokens) else None
    return behind is not None and behind.lower_ == "that" and behind.dep_ == "mark"


def _noun_above(token: Token) -> Token | None:
    """Return the noun that a time hangs on by a preposition, or stands behind ("its report of 12 May"), or None."""
    if token.i > 1 and token.doc[token.i - 1].lower_ == "of" and token.doc[token.i - 2].pos_ == "NOUN":
        return token.doc[token.i - 2]
    marker = token.head if token.head.pos_ == "ADP" else token.head.head
    return marker.head if marker.pos_ == "ADP" and marker.head.pos_ in ("NOUN", "PROPN") else None


def _verb_above(token: Token) -> Token | None:
    current = token
    for _ in range(_CLIMB):
        if current.pos_ in ("VERB", "AUX") and current.i != token.i:
            return current
        if current.head.i == current.i:
            return None
        current = current.head
    return None
