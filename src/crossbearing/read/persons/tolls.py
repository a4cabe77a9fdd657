"""Numbers in the formulas of tolls: "death toll rose to 83", "claimed the lives of 62", "put the dead at 80"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from crossbearing.read.persons.groups import Phrase
from crossbearing.read.persons.tied import Tied
from crossbearing.read.values.numbers import Number
from crossbearing.resources.lexicon import HarmWords

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Doc

__all__ = ["WANTED", "shot_in_headline", "toll_of"]

_FARTHEST = 30  # words from "the number of people killed in ..." to the number
_QUOTES = frozenset({'"', "\u201c", "\u201e"})
_TOLL_STEPS = frozenset(
    {
        "to",
        "at",
        "of",
        "is",
        "was",
        "reached",
        "reaches",
        "exceeded",
        "exceeds",
        "as",
        ":",
        "stood",
        "put",
        "hit",
        "passed",
        "be",
        "topped",
        "above",
        "surpassed",
        "now",
        "remains",
        "remained",
        "stays",
        "past",
        "toll",
        "totaled",
        "totalled",
    }
)
_DEATHS_OF = frozenset({"martyrdom", "ascension", "demise", "slaying", "deaths"})  # "led to the martyrdom of six"
_OF_FIGURES = frozenset({"casualty", "death", "injury"})  # "put the casualty figure at 13"
_TAKEN = frozenset({"abduction", "kidnapping", "detention", "arrest", "arrests", "abductions"})
WANTED = frozenset(
    {"for", "warrant", "warrants", "demand", "demanded", "order", "ordered", "seek", "seeking", "sought"}
)
"""Before "the arrest of": nobody is taken yet ("called for the arrest of two officers")."""
_NOT_SURVIVED = (
    ("did", "not", "survive"),
    ("did", "n't", "survive"),
    ("did", "n\u2019t", "survive"),
    ("could", "not", "be", "saved"),
)
_NO_SHOTS = frozenset({"fired", "fire", "fires", "heard", "each", "took", "with", "by", "a"})
_AFTER_SHOT = frozenset(
    {",", "in", "at", "near", "outside", "during", "overnight", "on", "and", "inside", "by", "while"}
    | {"after", "because", "when", "as", "-", "\u2013", "\u2014", ";"}
)
_LOST_SIGHT = frozenset({"whereabouts", "fate"})  # of those of whom it is not known they are missing
_KILLS = {
    **dict.fromkeys(("kills", "kill", "slays"), "killed"),
    **dict.fromkeys(("injures", "injure", "wounds", "hurts"), "wounded"),
}
_MERELY = frozenset(
    """to could may might would will can cannot not n't did do does if should the his her their your had and or
    of""".split()  # noqa: SIM905
)
_AFTER = frozenset({"in", "at", "near", ",", ".", "as", "and", "on", "after", "during", "outside", "inside"})
_IN_WARD = frozenset({"hospitalised", "hospitalized"})
_UP = frozenset({"is", "now", "has", "gone", "went", "goes", "was", "are"})
_COME = frozenset({"came", "arrived", "brought", "carried", "rushed", "taken", "reached", "pulled", "received"})
_BORE = frozenset({"sustained", "suffered", "received", "incurred"})
_HURTS = frozenset({"injury", "injuries", "wound", "wounds", "burn", "burns", "fracture", "fractures"})
_STILL = frozenset(
    {
        "are",
        "were",
        "is",
        "was",
        "remain",
        "remains",
        "remained",
        "still",
        "others",
        "more",
        "survivors",
        "people",
        "also",
    }
)
_NUMBERED = frozenset({"number", "numbers", "numbered", "total", "totals"})
_ENDS = frozenset({".", ",", ";", ":", "and", "\u2013", "\u2014", "-"})
# "fell into the hands of", "fell ill", "fell back" are no deaths.
_WHERE_THEY_FELL = frozenset({"in", "on", "at", "near", "during", "while", "yesterday", "today", "when", ".", ","})
_PHRASES = frozenset({"love", "line", "behind", "short"})
_UNDER_ARMS = frozenset(
    # Without a plural's s.
    """combatant commando fighter gendarme guard guerrilla gunman insurgent marine militant militiaman paratrooper
    policemen policeman ranger rebel recruit reservist servicemen serviceman soldier terrorist troop
    trooper warrior""".split()  # noqa: SIM905
)
_COUNTING = frozenset({"are", "were", "is", "was", "number", "numbered", "totalled", "totaled"})
_IN_TURN = frozenset({"first", "at", "initially", "now", "then", "later", "about", "some", ","})
_AFTER_DEAD = _ENDS | {"or", "in", "at", "after", "on", "from", "by", "with", "when", "(", ")", "as"}
_LOST = {"losses": "killed", "deaths": "killed", "dead": "killed", "fatalities": "killed", "wounded": "wounded"}
_SIDES = frozenset({"guerrilla", "rebel", "insurgent", "enemy", "army", "civilian", "military", "militant", "police"})
_OWN = frozenset({"its", "their", "his", "her", "our", "own", "the"})
_SLOTS = frozenset({"killed", "wounded", "missing"})


def toll_of(doc: Doc, number: Number, phrase: Phrase | None, harm: HarmWords) -> Iterator[Tied]:
    """Tie "death toll rose from 30 to 83", "claimed the lives of 62", "62 lost their lives", "put the dead at 80"."""
    words = [token.lower_ for token in doc]
    if number.first and words[number.first - 1] in _QUOTES:
        words[number.first - 1 : number.first + 1] = words[number.first - 2], words[number.first]
    last = phrase.last if phrase else number.last
    for offset, word in enumerate(words[last + 1 : last + 9]):
        if word in {"lost", "lose", "losing"} and {"life", "lives"} & set(words[last + 1 + offset : last + 5 + offset]):
            yield Tied("killed", number, phrase, last + 1 + offset, 0.9)
            return
        if word in {",", ";", "and"}:
            break
    told = (
        _fell(doc, number, phrase)
        or (Tied("casualties", number, None, number.last + 1, 0.8) if shot_in_headline(doc, number) else None)
        or _told_behind(words, last, number, phrase, harm)
        or _told_before(words, number, phrase, harm)
    )
    if told is not None:
        yield told
        return
    base = max(0, number.first - _FARTHEST)
    before = words[base : number.first]
    if before[-2:] == ["lives", "of"] or before[-3:] in (["lives", "of", "the"], ["life", "of", "the"]):
        yield Tied("killed", number, phrase, number.first - 2, 0.9)
        return
    ends = phrase is not None or words[number.last + 1] in _ENDS if number.last + 1 < len(words) else True
    for offset in range(len(before) - 1, -1, -1):
        word, place = before[offset], base + offset
        follows = words[place + 1] if place + 1 < len(words) else ""
        figure = place > 0 and words[place - 1] in _OF_FIGURES and word in harm.toll
        risen = word == "total" and follows == "of" and words[number.first - 1] in {"to", "at"}
        if word == "toll" or figure or risen or (word in harm.toll and follows == "of"):
            slot = _toll_slot(words, place, harm)
            if slot and _toll_value(words, place, number):
                yield Tied(slot, _risen(words, place, number), phrase, place, 0.9, toll=True)
            return
        at = follows == "at" or (words[number.first - 1] == "at" and follows in {"of", "in", "from"})
        counted = at or (ends and _they_are(words[place + 1 : number.first]))
        if word == "dead" and place and words[place - 1] == "the" and counted:
            yield Tied("killed", number, phrase, place, 0.85, toll=True)
            return
        if harm.words.get(word) in {"killed", "wounded", "missing"} and follows == "at" and "number" in before:
            yield Tied(harm.words[word], number, phrase, place, 0.85, toll=True)
            return
        if word in {";", "."}:
            return


def _fell(doc: Doc, number: Number, phrase: Phrase | None) -> Tied | None:
    """Tie men under arms who fell, as communiques say ("29 soldiers fell on Monday in an ambush")."""
    if phrase is None or doc[phrase.head].lower_.removesuffix("s") not in _UNDER_ARMS:
        return None
    behind = [token.lower_ for token in doc[phrase.last + 1 : phrase.last + 5]]
    if behind[:1] and behind[0] in {"have", "had"}:
        behind = behind[1:]
    fell = len(behind) > 1 and behind[0] in {"fell", "fallen"} and behind[1] in _WHERE_THEY_FELL
    return Tied("killed", number, phrase, phrase.last + 1, 0.8) if fell and not _PHRASES & set(behind[2:3]) else None


def shot_in_headline(doc: Doc, number: Number) -> bool:
    """Tell whether a number counts those who were shot ("Four Shot, Man Dead in OSK") and no shots.

    Args:
        doc: The sentence.
        number: The number.
    """
    at = number.last + 1
    if at >= len(doc) or doc[at].lower_ != "shot" or doc[len(doc) - 1].text == ".":
        return False
    before = doc[number.first - 1].lower_ if number.first else ""
    one = number.low == 1 or number.high == 1
    return not one and before not in _NO_SHOTS and (at + 1 >= len(doc) or doc[at + 1].lower_ in _AFTER_SHOT)


def _they_are(between: list[str]) -> bool:
    """Tell whether words lead from "the dead" to their number ("of Osk were first 71, then 53", "number eight")."""
    verb = next((at for at, word in enumerate(between) if word in _COUNTING), None)
    if verb is None or (verb and between[0] not in {"of", "from", "in", "at"}) or "," in between[:verb]:
        return False
    return all(word in _IN_TURN or word.isdigit() for word in between[verb + 1 :])


def _right_behind(words: list[str], last: int, number: Number, phrase: Phrase | None) -> Tied | None:
    """Tie "three people found dead", "3 adults, 5 minors shot at parade", "12 hospitalised"."""
    behind = words[last + 1 : last + 3]
    if behind[:1] == ["found"] and behind[1:2] and behind[1] in {"dead", "slain"}:
        return Tied("killed", number, phrase, last + 2, 0.85)  # "three people found dead inside a home were named"
    headline = words[-1] not in {".", "!", "?"} and behind[1:2] and behind[1] in _AFTER_SHOT
    if phrase is not None and behind[:1] == ["shot"] and headline:
        return Tied("casualties", number, phrase, last + 1, 0.8)  # "3 adults, 5 minors shot at parade"
    if phrase is None and behind[:1] and behind[0] in _IN_WARD and (len(behind) < 2 or behind[1] in _AFTER_DEAD):
        return Tied("wounded", number, phrase, last + 1, 0.8)  # "three killed, 12 hospitalised"
    return None


def _told_behind(words: list[str], last: int, number: Number, phrase: Phrase | None, harm: HarmWords) -> Tied | None:
    """Tie "five people dead", "19 more sustained injuries", "29 came to us wounded"."""
    behind = words[last + 1 : last + 10]
    if (told := _right_behind(words, last, number, phrase)) is not None:
        return told
    if any(tuple(behind[: len(parts)]) == parts for parts in _NOT_SURVIVED):
        return Tied("killed", number, phrase, last + 2, 0.96)
    out = next((place for place, word in enumerate(behind[:4]) if word not in _STILL), 0)
    if phrase is not None and behind[out : out + 4] == ["put", "out", "of", "action"]:
        return Tied("casualties", number, phrase, last + 1 + out, 0.85)
    if phrase is not None and words[max(0, number.first - 1)] == "put" and behind[:3] == ["out", "of", "action"]:
        return Tied("casualties", number, phrase, number.first - 1, 0.85)
    if phrase is not None and behind[:1] == ["dead"] and (len(behind) < 2 or behind[1] in _AFTER_DEAD):
        return Tied("killed", number, phrase, last + 1, 0.96)  # surer than a word the parser joins to it
    at = next((place for place, word in enumerate(behind) if word not in _STILL), len(behind))
    if behind[at : at + 1] and behind[at] in {"had", "have"} and _HURTS & set(behind[at + 1 : at + 4]):
        held = next(place for place, word in enumerate(behind[at : at + 4]) if word in _HURTS)
        no = {"no", "any", "not", "fatal", ",", "and"} & set(behind[at : at + held])
        return None if no else Tied("wounded", number, phrase, last + 1 + at + held, 0.8)
    if behind[at : at + 1] and behind[at] in _BORE:
        hurt = next((place for place, word in enumerate(behind[at : at + 5]) if word in _HURTS), None)
        return Tied("wounded", number, phrase, last + 1 + at + hurt, 0.85) if hurt is not None else None
    if behind[at : at + 1] and behind[at] in _COME:
        for place, word in enumerate(behind[at:], start=at):
            ends = place + 1 >= len(behind) or behind[place + 1] in _ENDS
            if harm.words.get(word) in _SLOTS and ends:
                return Tied(harm.words[word], number, phrase, last + 1 + place, 0.8)
            if word.isdigit() or word in _ENDS:
                return None
    return None


def _told_before(words: list[str], number: Number, phrase: Phrase | None, harm: HarmWords) -> Tied | None:
    """Tie "the martyrdom of six persons", "killed 36 people", "the injured three", "lost up to 40 soldiers"."""
    before = words[max(0, number.first - 12) : number.first]
    behind = words[number.last + 1 : number.last + 2]
    if before[-1:] and before[-1] in _KILLS:
        return _in_capitals(words, before, number, phrase)
    if before[-1:] == ["of"] and (told := _behind_noun(words, before, number, phrase)) is not None:
        return told
    if before[-1:] == ["of"] and before[-2:-1] and before[-2] in _DEATHS_OF:
        return Tied("killed", number, phrase, number.first - 2, 0.88)
    if phrase is not None and before[-1:] and before[-1] in {"killed", "wounded", "injured"}:
        # Parsers take "Gunmen on motorcycles killed 36 people" for gunmen who were killed.
        return Tied(harm.words[before[-1]], number, phrase, number.first - 1, 0.7)
    if phrase is None and len(before) > 1 and before[-2] == "the" and harm.words.get(before[-1]) in _SLOTS:
        behind = words[number.last + 1 : number.last + 2]
        if not behind or behind[0] in _ENDS:
            return Tied(harm.words[before[-1]], number, phrase, number.first - 1, 0.8)
    if before[-1:] == ["at"] and (told := _own_losses(before, number, phrase)) is not None:
        return told
    if before[-1:] and before[-1] in _NUMBERED and (told := _number_so_many(before, number, phrase, harm)) is not None:
        return told
    elsewhere = phrase is not None and words[phrase.last + 1 : phrase.last + 2] == ["to"]  # "lost 30 workers to others"
    if phrase is not None and "lost" in before[-4:] and not elsewhere:
        place = len(before) - 1 - before[::-1].index("lost")
        if not _ENDS & set(before[place:]):
            return Tied("killed", number, phrase, number.first - len(before) + place, 0.7)
    return None


def _risen(words: list[str], place: int, number: Number) -> Number:
    """Return the number of "toll up to 11", "the toll is now up to 11": it has risen to it, and is no ceiling."""
    up = words[number.first : number.first + 2] == ["up", "to"] and number.low is None
    risen = number.first == place + 1 or words[number.first - 1] in _UP
    return replace(number, low=number.high) if up and risen else number


def _own_losses(before: list[str], number: Number, phrase: Phrase | None) -> Tied | None:
    """Tie "put its losses at one man", "put its dead at 13"."""
    own = len(before) > 2 and (before[-3] in _OWN or before[-3] in _SIDES)
    if own and before[-2] in _LOST and (phrase is not None or before[-2] != "losses" or before[-3] in _SIDES):
        return Tied(_LOST[before[-2]], number, phrase, number.first - 2, 0.85, toll=True)
    return None


def _number_so_many(before: list[str], number: Number, phrase: Phrase | None, harm: HarmWords) -> Tied | None:
    """Tie "the dead of OSK number eight"."""
    for place in range(len(before) - 2, 0, -1):
        if harm.words.get(before[place]) in _SLOTS and before[place - 1] == "the":
            trigger = number.first - len(before) + place
            return Tied(harm.words[before[place]], number, phrase, trigger, 0.8)
        if before[place] in _ENDS:
            break
    return None


def _in_capitals(words: list[str], before: list[str], number: Number, phrase: Phrase | None) -> Tied | None:
    """Tie "Gunman Kills Two In OSK Market": in headlines with capitals parsers take the verb for a name."""
    behind = words[number.last + 1 : number.last + 2]
    told = phrase is not None or not behind or behind[0] in _AFTER
    if not told or len(before) < 2 or _MERELY & set(before[-3:-1]):
        return None
    return Tied(_KILLS[before[-1]], number, phrase, number.first - 1, 0.7)


def _behind_noun(words: list[str], before: list[str], number: Number, phrase: Phrase | None) -> Tied | None:
    """Tie "confirmed the abduction of eight", "the loss of life of 14", "admits to the loss of two soldiers"."""
    behind = words[number.last + 1 : number.last + 2]
    alone = not behind or behind[0] in _ENDS
    if len(before) > 1 and before[-2] in _TAKEN and (phrase is not None or alone) and not WANTED & set(before[-5:-2]):
        return Tied("captured", number, phrase, number.first - 2, 0.8)
    if before[-2:-1] and before[-2] in _LOST_SIGHT:
        after = words[number.last + 1 : number.last + 9]
        known = {"unknown", "unclear"} & set(after) or ["not", "known"] in [after[at : at + 2] for at in range(7)]
        return Tied("missing", number, phrase, number.first - 2, 0.75) if known and phrase is not None else None
    if before[-4:] == ["loss", "of", "life", "of"]:
        return Tied("killed", number, phrase, number.first - 4, 0.8)
    if before[-2:] == ["loss", "of"] and phrase is not None and words[phrase.head].removesuffix("s") in _UNDER_ARMS:
        return Tied("killed", number, phrase, number.first - 2, 0.75)
    return None


def _toll_slot(words: list[str], place: int, harm: HarmWords) -> str:
    before = words[place - 1] if place else ""
    if words[place] == "toll" or before in _OF_FIGURES:
        return {"injury": "wounded", "wounded": "wounded", "casualty": "casualties"}.get(before, "killed")
    for word in words[place + 1 : place + 12]:
        if word in harm.words:
            return harm.words[word]
        if word == "victims":
            return "killed"
    return ""


def _toll_value(words: list[str], place: int, number: Number) -> bool:
    """Tell whether a number is the present value of a toll and not the one it rose from."""
    before = words[number.first - 1] if number.first else ""
    if before == "from" and "to" in words[number.last + 1 : number.last + 5]:
        return True  # the earlier figure, told before the present one
    if before in {"from", "than"}:
        return False
    between = words[place + 1 : number.first]
    if words[number.first : number.first + 2] == ["up", "to"] and before in _UP:
        return True  # "the number of dead has gone up to eight"
    if before == "," and between.count(",") == 1 and words[number.last + 1 : number.last + 2] in ([","], ["."], []):
        return True  # "the number of wounded, three, has not changed"
    if before in _TOLL_STEPS:
        return "," not in between or before in {"to", "at"}
    return not between
