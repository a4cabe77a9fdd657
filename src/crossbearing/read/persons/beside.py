"""What stands around a number or noun: ages, bodies found, kin, asides to be passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from crossbearing.read.persons.groups import Phrase, is_person_word
from crossbearing.read.persons.tied import Tied
from crossbearing.read.sentences.grammar import is_negated, lemma
from crossbearing.read.values.numbers import Number
from crossbearing.resources.lexicon import HarmWords, Lexicon, PersonWords

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Doc

__all__ = [
    "are_relatives",
    "before_noun",
    "found_dead",
    "in_no_danger",
    "is_age",
    "is_age_of_one",
    "no_persons",
    "no_reports",
    "of_more",
    "of_those",
    "other_wounds",
    "skip_aside",
    "taken_in",
]

_YEAR = re.compile(r"(?:19|20)\d\d$")
_FOUND = frozenset(
    {
        "recover",
        "retrieve",
        "pull",
        "find",
        "receive",
        "arrive",
        "bury",
        "dig",
        "collect",
        "discover",
        "locate",
        "transfer",
        "extract",
        "see",
        "count",
        "speak",
        "identify",
        "leave",
        "bring",
        "carry",
        "take",
        "examine",
        "wash",
        "lay",
        "remove",
        "evacuate",
        "exhume",
        "unearth",
        "autopsy",
        "hand",
        "return",
        "deliver",
        "transport",
        "street",
        "ditch",
        "litter",
    }
    | {"rubble", "debris", "morgue", "hospital", "shroud", "lie"}
)
_ASIDE_WORDS = frozenset(
    {"aged", "including", "among", "most", "mostly", "mainly", "all", "some", "many", "at", "half", "one"}
)
_RESUMES = frozenset({"were", "was", "have", "had", "died", "killed", "are", "is", "wounded", "injured"})

_PARENTS = frozenset(
    {"mother", "father", "parent", "mom", "mum", "dad", "grandmother", "grandfather", "grandparent", "widow", "widower"}
)
_TAKING = frozenset(
    {"receive", "treat", "admit", "evacuate", "transfer", "transport", "hospitalise", "hospitalize", "rush", "bring"}
    | {"fly", "airlift", "carry", "ferry", "convey", "move", "take", "accept"}
)
_HOLDING = frozenset({"have", "see", "get", "record", "register"})
_DEAD = frozenset({"killed", "dead", "slain", "deceased"})
_FINDING = frozenset({"find", "discover", "locate", "recover", "retrieve", "pull", "bury", "see", "document"})
_KEEPING = frozenset({"have", "treat", "report"})
_AFTER_HOSPITAL = frozenset({".", ",", ";", "with", "after", "and"})
_REACH = 5  # words from "with" to the wounds


def is_age(doc: Doc, number: Number) -> bool:
    """Tell whether bare digits behind a name are an age ("his wife, Eva Muster, 21 were killed").

    Args:
        doc: The sentence.
        number: The number.
    """
    before = number.first - 2
    return (
        number.first == number.core
        and before >= 0
        and doc[number.core].text.isdigit()
        and len(doc[number.core].text) < 3
        and doc[number.first - 1].text == ","
        and doc[before].pos_ == "PROPN"
        and (
            doc[before].dep_ in {"conj", "appos", "nsubj", "nsubjpass", "dobj"}
            or (doc[before].dep_ != "pobj" and _closes_age(doc, number))
        )
    )


def is_age_of_one(doc: Doc, number: Number, persons: PersonWords) -> bool:
    """Tell whether digits between marks behind one person are an age ("Boy, 2, accidentally shot").

    Args:
        doc: The sentence.
        number: The number.
        persons: Words for persons.
    """
    before = number.first - 2
    return (
        number.first == number.core
        and before >= 0
        and doc[number.core].text.isdigit()
        and len(doc[number.core].text) < 3
        and doc[number.first - 1].text == ","
        and (is_person_word(doc[before].lower_, persons) or doc[before].lower_ in persons.kin)
        and _closes_age(doc, number)
    )


def _closes_age(doc: Doc, number: Number) -> bool:
    """Tell whether a mark, or "who", stands right behind a number."""
    return number.last + 1 < len(doc) and doc[number.last + 1].text in {",", "-", "\u2013", "\u2014", "who", ")"}


def found_dead(doc: Doc, phrase: Phrase) -> bool:
    """Tell whether bodies are those of the dead ("recovered 13 bodies", "the bodies of 10 people") and no offices.

    Args:
        doc: The sentence.
        phrase: The bodies.
    """
    around = doc[max(0, phrase.first - 8) : phrase.last + 8]
    if any(lemma(token) in _FOUND for token in around):
        return True
    # "two bodies, one of them with bullet wounds, were found": farther off only where it was done to them
    far = doc[phrase.last + 8 : phrase.last + 16]
    return any(lemma(token) in _FOUND and doc[token.i - 1].lower_ in {"were", "was", "been"} for token in far)


def are_relatives(doc: Doc, phrase: Phrase, tables: Lexicon) -> bool:
    """Tell whether persons are called kin ("lost 30 family members"): of those alone to lose them means their death.

    Args:
        doc: The sentence.
        phrase: The persons.
        tables: Word tables of its language.
    """
    words = {lemma(token) for token in doc[phrase.first : phrase.last + 1]}
    return "family" in words or bool(words & tables.persons.kin)


def skip_aside(doc: Doc, position: int) -> int:
    """Return the token behind an aside that opens at a token: "(...)", ", including ... ," or ", mostly women,".

    Args:
        doc: The sentence.
        position: Number of the token.
    """
    if position >= len(doc):
        return position
    if doc[position].text == "(":
        for stop in range(position + 1, min(len(doc), position + 14)):
            if doc[stop].text == ")":
                return stop + 1
    following = doc[position + 1].lower_ if position + 1 < len(doc) else ""
    marks = {",", "\u2014", "-", "\u2013"}
    if doc[position].text in marks and following in _ASIDE_WORDS:
        for stop in range(position + 2, min(len(doc), position + 18)):
            if doc[stop].text in marks and stop + 1 < len(doc) and doc[stop + 1].lower_ in _RESUMES:
                return stop + 1
    if doc[position].lower_ in {"including", "among", "from", "in", "on", "at"} or (
        doc[position].text in marks and following in {"including", "among"}
    ):
        for stop in range(position + 1, min(len(doc), position + 12)):
            if doc[stop].lower_ in {"were", "was", "have", "had", "died"} or _closes(doc, position, stop):
                return stop
            if doc[stop].text == ";" or doc[stop].pos_ == "VERB":
                break
    return position


def _closes(doc: Doc, position: int, stop: int) -> bool:
    """Tell whether a headline's participle closes an aside ("14 civilians including 4 children killed in a raid")."""
    word = doc[stop]
    parts = doc[position].lower_ == "including" or doc[position + 1].lower_ == "including"
    bare = word.lower_ in {"killed", "wounded", "injured", "dead"} and doc[stop - 1].tag_ in {"NNS", "NN"}
    following = doc[stop + 1] if stop + 1 < len(doc) else None
    return parts and bare and (following is None or following.pos_ in {"ADP", "PUNCT", "SCONJ", "CCONJ", "NOUN"})


def before_noun(doc: Doc, position: int) -> bool:
    """Tell whether a participle stands before a noun that it describes ("wounded soldiers").

    Args:
        doc: The sentence.
        position: Number of the participle.
    """
    return (
        position + 1 < len(doc)
        and doc[position + 1].tag_.startswith("NN")
        and doc[position + 1].dep_ != "npadvmod"
        and doc[position].dep_ == "amod"
    )


def taken_in(doc: Doc, first: int, phrase: Phrase | None, harm: HarmWords) -> int | None:
    """Return the number of the word for the harm in "found 13 dead men", "received 48 wounded people".

    Likewise that of "condition" in "left one man dead and two others in critical condition".

    Those who are taken in are counted by it; elsewhere such a word tells a state ("two wounded soldiers returned").

    Args:
        doc: The sentence.
        first: Number of the first token behind the count.
        phrase: What is counted, or None where the number stands alone.
        harm: Words of harm.
    """
    if (
        state := _in_condition(doc, first if phrase is None else phrase.last + 1, phrase, harm)
    ) is not None or phrase is None:
        return state
    hurt = _with_wounds(doc, phrase, harm)
    if hurt is not None:
        return hurt
    dead = next((token for token in doc[first : phrase.head] if token.lower_ in _DEAD and token.dep_ == "amod"), None)
    if dead is not None and _taken_by(doc, phrase, _FINDING):
        return int(dead.i)  # "after finding 13 killed civilians"
    wound = next(
        (
            token
            for token in doc[first : phrase.head]
            if harm.words.get(token.lower_) == "wounded" and token.dep_ == "amod"
        ),
        None,
    )
    if wound is None:
        return None
    return int(wound.i) if _taken_by(doc, phrase, _TAKING) else None


def _taken_by(doc: Doc, phrase: Phrase, verbs: frozenset[str]) -> bool:
    """Tell whether persons are the object of one of some verbs, or hang on one."""
    current = doc[phrase.head]
    for _ in range(6):
        if current.pos_ in {"VERB", "AUX"}:
            return lemma(current) in verbs and not is_negated(current)
        if current.head.i == current.i or current.dep_ in {"nsubj", "relcl", "acl"}:
            return False
        current = current.head
    return False


def _with_wounds(doc: Doc, phrase: Phrase, harm: HarmWords) -> int | None:
    """Return the number of the word for wounds in "has five people with bullet wounds", or None."""
    opened = phrase.last + 1 < len(doc) and doc[phrase.last + 1].lower_ == "with"
    if not opened or not _taken_by(doc, phrase, _TAKING | _HOLDING):
        return None
    for token in doc[phrase.last + 2 : phrase.last + 2 + _REACH]:
        if lemma(token) in harm.conditions.wounds:
            return int(token.i)
        if token.text in {",", ".", "and"} or token.lower_ in {"no", "without"}:
            return None
    return None


def _in_condition(doc: Doc, position: int, phrase: Phrase | None, harm: HarmWords) -> int | None:
    """Return the number of "condition" where "in critical condition" stands right behind persons, or None."""
    words = [token.lower_ for token in doc[position : position + 6]]
    if words[:2] == ["in", "hospital"] and (not words[2:] or words[2] in _AFTER_HOSPITAL):
        if phrase is not None and _taken_by(doc, phrase, _KEEPING):
            return position + 1  # "the clinic has two soldiers in hospital"
        # "two clerks dead, three drivers in hospital with burns"
        return position + 1 if any(token.lower_ in {"dead", "killed"} for token in doc[:position]) else None
    if words[:1] != ["in"] or "condition" not in words:
        return None
    end = words.index("condition")
    return position + end if set(words[1:end]) & harm.conditions.states else None


def no_reports(doc: Doc, number: Number, phrase: Phrase, harm: HarmWords) -> Iterator[Tied]:
    """Tie "no immediate reports of casualties": nothing was reported, which is not zero.

    Args:
        doc: The sentence.
        number: The word for none.
        phrase: What there was none of.
        harm: Words of harm.
    """
    for token in doc[phrase.head + 1 : phrase.head + 7]:
        if token.lower_ in {"number", "numbers", "names", "identity", "details"}:
            return  # "no reports of the number of injured": how many is not told, which is another thing
        slot = harm.nouns.get(lemma(token)) or harm.words.get(token.lower_)
        if slot:
            yield Tied(slot, number, phrase, int(token.i), 0.85)
            return


def no_persons(doc: Doc, number: Number, phrase: Phrase | None) -> bool:
    """Tell whether a number is a year, somebody's children, or, where it stands alone, the end of a date or an age.

    Args:
        doc: The sentence.
        number: The number.
        phrase: The noun phrase behind it, or None.
    """
    before = number.first - 2
    if before >= 0 and doc[before + 1].lower_ == "of" and lemma(doc[before]) in _PARENTS:
        return True  # "a mother of two", "the father of three girls"
    if "".join(token.text for token in doc[number.last + 1 : number.last + 6]).startswith(("-year-old", "year-old")):
        return True  # "a three -year-old girl", as pages break it
    year = bool(_YEAR.match(doc[number.core].text))
    if phrase is not None and lemma(doc[phrase.head]) == "time":
        return True  # "shot him a couple of times"
    if phrase is not None:
        return year and doc[phrase.head].tag_ in {"NN", "NNP"}  # "a 2014 killing"
    if year or is_age(doc, number):
        return True
    behind = doc[number.last + 1].lower_ if number.last + 1 < len(doc) else ""
    # "... on Dec. 25 has died": more than one person would have the verb in the plural.
    alone = number.first == number.core and doc[number.core].text.isdigit() and (number.low or 0) > 1
    return alone and behind in {"has", "was", "is"}


def of_more(doc: Doc, some: Number, more: Number) -> bool:
    """Tell whether a number counts some of another ("one of the four").

    Args:
        doc: The sentence.
        some: The number that may count some.
        more: The number that may count all.
    """
    between = [token.lower_ for token in doc[some.last + 1 : more.first]]
    return between[:1] == ["of"] and len(between) <= 2 and some is not more and doc[more.core].tag_ == "CD"


def of_those(doc: Doc, number: Number) -> bool:
    """Tell whether a number counts some of those told of before ("one of those victims", "two of the wounded").

    Args:
        doc: The sentence.
        number: The number.
    """
    words = [token.lower_ for token in doc[number.last + 1 : number.last + 4]]
    return words[:1] == ["of"] and (
        words[1:2] in (["those"], ["these"], ["them"], ["their"])
        or (
            words[1:2] == ["the"] and doc[min(number.last + 4, len(doc) - 1)].lower_ in {"killed", "wounded", "injured"}
        )
        or (words[1:2] == ["the"] and words[2:] in (["victims"], ["wounded"], ["injured"], ["dead"], ["casualties"]))
    )


def in_no_danger(doc: Doc, number: Number) -> bool:
    """Tell whether "none of them" is said of the danger to those wounded, and not of whether there were any.

    Args:
        doc: The sentence.
        number: The word for none.
    """
    words = [token.lower_ for token in doc[number.last + 1 : number.last + 9]]
    return words[:1] == ["of"] and bool({"danger", "threatening", "critically", "seriously"} & set(words))


def other_wounds(doc: Doc, phrase: Phrase) -> bool:
    """Tell whether what there is none of are wounds of a kind, which says that there were others.

    Args:
        doc: The sentence.
        phrase: What there is none of.
    """
    behind = {token.lower_ for token in doc[phrase.last + 1 : phrase.last + 9]}
    return lemma(doc[phrase.head]) in {"injury", "wound"} and bool(
        behind & {"threatening", "life-threatening", "serious"}
    )
