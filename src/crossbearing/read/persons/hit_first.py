"""Persons who were found with wounds or brought in, and of whom some died: so many were hit, and fewer are wounded.

"Officers found four people with gunshot wounds. Two of them were pronounced dead": four were hit, and two are wounded
in the end. What says "wounded" or "injured" itself is left as it is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from crossbearing.model.claims import WHOLE
from crossbearing.model.values import CountState, Group
from crossbearing.read.mentions import Mention
from crossbearing.read.persons.listed import LISTED
from crossbearing.read.sentences.grammar import lemma
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import HarmWords, Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["hit_first"]

_OTHER = frozenset(("another", "other", "others", "second", "third", "fourth", "fifth", "sixth", "more", "additional"))
_LATER = frozenset(("hospital", "hospitals", "later", "succumbed", "surgery", "clinic", "where"))
_PAST = re.compile(
    r"\b(?:in|of|since|last|on) (?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december|(?:19|20)\d\d)\b|\byears? ago\b|\blast year\b",
    re.IGNORECASE,
)
_ALL = ("all ", "both", "each of")
_SOME_OF_THEM = ("of the victims", "of them", "of the wounded", "of the injured", "of the men", "of the women")
_CARED_FOR = re.compile(r"hospital|condition|stable|surviv|recover|treat|surgery|taken|rushed|airlifted", re.IGNORECASE)
_OF_THEM = re.compile(
    r"\W*\b\w+ of (?:them|whom|those|these|the (?:wounded|injured|victims))\b[^.;]*\b(?:died|succumbed|dead)\b",
    re.IGNORECASE,
)
_NEAR = 6  # sentences in which it is told what became of those found


def hit_first(mentions: Sequence[Mention], sentences: Mapping[int, Parsed], tables: Lexicon) -> list[Mention]:
    """Return mentions with those wounded of whom some died told as hit (`casualties`).

    Args:
        mentions: What was read of a document.
        sentences: Its sentences, by index.
        tables: Word tables of its language.
    """
    dead = [one for one in mentions if one.slot == "killed" and _number(one)]
    deaths = [one for one in dead if not _others(one)]
    wounded = [one for one in mentions if one.slot == "wounded" and _number(one)]
    found: list[Mention] = []
    for mention in mentions:
        hit = False
        if (
            dead
            and mention in wounded
            and mention.scope == WHOLE
            and _number(mention) > 1
            and not _others(mention)
            and LISTED not in _text(mention)
            and not _lost_before(mention, deaths)
        ):
            parsed = sentences.get(mention.sentence)
            verb = _trigger(parsed, mention, tables.harm) if parsed is not None else None
            hit = (
                any(_one_of_them(death, mention, sentences) for death in deaths)
                or _all_dead(mention, deaths, sentences)
                or ((verb is not None or _text(mention).endswith("victims")) and _made_up(mention, dead, wounded))
            )
            hit = hit or (
                verb is not None
                and any(
                    _some_of(death, mention) or _among_them(death, mention, verb, sentences, tables.harm)
                    for death in deaths
                )
            )
        found.append(replace(mention, slot="casualties") if hit else mention)
    return found


def _number(mention: Mention) -> int:
    """Return how many persons an answer gives exactly, else 0."""
    value = mention.value
    if not isinstance(value, Group) or value.count.state is not CountState.NUMBER:
        return 0
    return value.count.low or 0 if value.count.low == value.count.high else 0


def _lost_before(mention: Mention, deaths: Sequence[Mention]) -> bool:
    """Tell whether others died in the sentence that tells who was brought in ("one died there, and 19 were taken")."""
    return any(one.sentence == mention.sentence and one.end <= mention.start for one in deaths)


def _text(mention: Mention) -> str:
    return str(getattr(mention.value, "text", "")).lower()


def _others(mention: Mention) -> bool:
    return bool(_OTHER & set(_text(mention).split()))


def _trigger(parsed: Parsed, mention: Mention, harm: HarmWords) -> Token | None:
    """Return the verb that tells of a condition, or None where a word of harm itself says that they are wounded."""
    verb = next((token for token in parsed.tokens if parsed.start(token) == mention.anchor), None)
    if verb is None or verb.pos_ not in {"VERB", "AUX"} or lemma(verb) in harm.verbs or verb.lower_ in harm.words:
        return None
    return verb


def _among_them(
    death: Mention, mention: Mention, verb: Token, sentences: Mapping[int, Parsed], harm: HarmWords
) -> bool:
    """Tell whether a death told later is of one of those found, or brought to hospital and lost there."""
    if death.start <= mention.start or death.sentence - mention.sentence > _NEAR or _number(death) > _number(mention):
        return False
    text = sentences[death.sentence].sentence.text if death.sentence in sentences else ""
    if _PAST.search(text):
        return False  # an earlier happening is recalled
    if lemma(verb) in harm.conditions.finding or (lemma(verb) == "suffer" and verb.tag_ == "VBG"):
        return True
    if lemma(verb) not in harm.conditions.taking | harm.conditions.treated or death.sentence not in sentences:
        return False
    told = {
        token.lower_
        for token in sentences[death.sentence].tokens
        if sentences[death.sentence].start(token) > mention.start
    }
    back = _text(death).startswith(("one of", "two of")) or (
        death.sentence > mention.sentence and _text(death).split()[:1] in (["the"], ["his"], ["her"])
    )
    return bool(told & _LATER or back) and not told & {"scene", "spot"}


def _one_of_them(death: Mention, mention: Mention, sentences: Mapping[int, Parsed]) -> bool:
    """Tell whether some of those very persons died, told in one sentence ("injured five; one of them died")."""
    parsed = sentences.get(death.sentence)
    if parsed is None or not _number(death) < _number(mention):
        return False
    if 0 < death.sentence - mention.sentence <= _NEAR and _of_so_many(death, mention):
        return True  # "three men ... one of the three had died"
    if death.sentence != mention.sentence:
        return False
    behind = parsed.sentence.text[mention.start - parsed.sentence.start :]
    if mention.start < death.start:
        behind = parsed.sentence.text[death.start - parsed.sentence.start :]
        return _OF_THEM.match(behind) is not None
    # "four victims wounded, two of them already dead": the stretch of the dead reaches back to the verb.
    told = _OF_THEM.search(behind)
    return told is not None and _text(death).split()[:1] == told.group(0).strip(" ,;:(").lower().split()[:1]


def _some_of(death: Mention, mention: Mention) -> bool:
    """Tell whether the dead are told as some of those taken in ("one of the five people hospitalised has died")."""
    same = death.sentence == mention.sentence and _text(mention).startswith("the ")
    return same and _text(death).endswith(f"of {_text(mention)}")


def _of_so_many(death: Mention, mention: Mention) -> bool:
    """Tell whether the dead are some "of the three" where three were told of before."""
    size = getattr(getattr(mention.value, "count", None), "text", "").lower()
    return bool(size) and re.search(rf"\bof (?:the|those|these) {re.escape(size)}\b", _text(death)) is not None


def _all_dead(mention: Mention, deaths: Sequence[Mention], sentences: Mapping[int, Parsed]) -> bool:
    """Tell whether as many died as "all three" or "both" who had wounds, and nothing says that these are cared for."""
    if mention.sentence not in sentences or _CARED_FOR.search(sentences[mention.sentence].sentence.text):
        return False
    told = _text(mention).startswith(_ALL)
    return told and any(death.scope == WHOLE and _number(death) >= _number(mention) for death in deaths)


def _made_up(mention: Mention, deaths: Sequence[Mention], wounded: Sequence[Mention]) -> bool:
    """Tell whether the dead and the others wounded of a report are as many as were hit."""
    return any(
        _number(death) + _number(one) == _number(mention)
        for death in deaths
        for one in wounded
        if _others(one) or _text(one).endswith(_SOME_OF_THEM)
    )
