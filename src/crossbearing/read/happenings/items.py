"""Items of a round-up: entries of a list, and sentences that open with a place of their own, each a happening.

"- Osk: a bomb killed two. - Marl: gunmen shot a clerk.", "In Osk, shells killed two. In Marl, a mine wounded four.",
"Elsewhere, in Marl, ...". A list of what is known of one attack is no round-up: its entries speak of "the attack", name
one place, or tell no harm of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from crossbearing.model.claims import Modality
from crossbearing.model.documents import BlockKind
from crossbearing.read.mentions import EventMention, Mention
from crossbearing.read.parties.bodies import is_body, nation_of, no_place
from crossbearing.read.places.phrases import find_places
from crossbearing.read.places.stated import place_words, stated_place
from crossbearing.read.sentences.grammar import lemma
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.values.times import expressions
from crossbearing.resources.lexicon import Lexicon
from crossbearing.resources.place_names import place_names, seats_of_government, states_named, town_names

__all__ = ["Item", "item_circumstances", "items_of"]

_MARK: Final = re.compile(
    r"(?:^|\n)[^\S\n]*(?:[-*\u2022\u2013\u2014\u00b7\u25aa\u25ba\u25cf\u25e6]|\(?\d{1,2}[.)])[^\S\n]*#?$"
)
_NAME: Final = r"#?[^\W\d_a-z][\w'\u2019.-]*(?:\s(?:[^\W\d_a-z][\w'\u2019.-]*|al|el|de|la|of|du|da|do)){0,3}"
_AREA: Final = r"(?:\s(?:province|governorate|district|region|state|oblast|county|countryside|desert|city|town|area))?"
_LABEL: Final = re.compile(rf"(?P<place>{_NAME}{_AREA})\s?(?::|\s[\u2013\u2014|-])\s(?=\S)")
_MONTH: Final = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\.?$",
    re.IGNORECASE,
)
_TURN: Final = (
    r"(?:(?:and|also|meanwhile|elsewhere|separately|later|earlier|further (?:north|south|east|west)|(?:on|early|late) "
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|the same day|on the same day),?\s+)*"
)
_OPENING: Final = re.compile(
    rf"(?i:{_TURN}(?:in|at|near|outside)\s+(?:(?:the|nearby|neighbouring|neighboring)\s+)?(?:(?:[a-z-]+\s)?"
    rf"(?:town|city|village|district|province|governorate|region|suburb|port|camp) of\s+)?)(?P<place>{_NAME})"
)
_BY_DAY: Final = re.compile(
    r"(?:Early |Late |Also )?[Oo]n (?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d{1,2} [A-Z][a-z]+"
    r"|[A-Z][a-z]+ \d{1,2})\b"
)
_DYING: Final = frozenset({"die", "succumb", "perish", "bury"})
_WOUNDS: Final = frozenset({"wounds", "injuries", "hospital", "funeral", "later"})
_ELSEWHERE: Final = re.compile(r"(?:elsewhere|separately|in (?:a|another) separate|in another)\b", re.IGNORECASE)
_HARM: Final = frozenset(
    """killed killing kills dead died wounded wounding wounds injured injuring injures hurt casualties bodies shot
    kidnapped abducted missing deaths""".split()  # noqa: SIM905
)
_POINTING: Final = frozenset({"the", "this", "that", "these", "those", "its", "their"})
_LEAST: Final = 2
_SHORT: Final = 3  # sentences of an entry that no sign marks, at most
_LINE: Final = 90  # characters of a heading, at most
_SCORE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a round-up.

    Args:
        number: Its number, from 1.
        sentences: Indices of its sentences, in order.
        place: Offsets of the words with which it opens that name its place, or None.
        heading: Index of the sentence that heads its list and states a day, or None.
        label: Whether its place stands as a label before it.
    """

    number: int
    sentences: tuple[int, ...]
    place: tuple[int, int] | None = None
    heading: int | None = None
    label: bool = False


@dataclass(frozen=True, slots=True)
class _Opening:
    sentence: int
    place: tuple[int, int]
    name: str
    label: bool


def items_of(
    parsed: Mapping[int, Parsed], by_sentence: Mapping[int, Sequence[EventMention]], content: str, tables: Lexicon
) -> list[Item]:
    """Return the items of a round-up, none where a text is none.

    Args:
        parsed: Parsed sentences by index, in order.
        by_sentence: Event mentions by sentence.
        content: The text.
        tables: Word tables of its language.
    """
    body = [entry for entry in parsed.values() if entry.sentence.kind is not BlockKind.TITLE]
    listed = _listed(body, by_sentence, content, tables)
    if listed:
        return listed
    openings = [one for one in (_opening(entry, tables) for entry in body) if one is not None]
    own = [one for one in openings if _tells_its_own(parsed[one.sentence], by_sentence.get(one.sentence, ()))]
    labels = [one for one in own if one.label]
    if len(own) < _LEAST and (by_day := _by_days(body, by_sentence)):
        return by_day
    if not _apart(own) or (labels and not _places(labels, tables)):
        own = [one for one in own if not one.label]
    first = own[0].sentence if own else 0
    lead = [entry for entry in body if entry.sentence.index < first and by_sentence.get(entry.sentence.index)]
    known = {_plain(place.name) for entry in lead for place, _, _ in find_places(entry, tables)}
    if len(own) == 1 and not _another(parsed[first], lead, known, own[0]):
        return []
    if not _apart(own) and len(own) != 1:
        return []
    repeated = [one for one in own if _plain(one.name) in known]
    heading = _heading(body, parsed[first], tables) if own[0].label else None
    return list(
        _spread(body, own, repeated[0] if len(repeated) == 1 and len(own) > 1 else None, heading, bounds=openings)
    )


def _by_days(body: Sequence[Parsed], by_sentence: Mapping[int, Sequence[EventMention]]) -> list[Item]:
    """Return items that open with days ("On Saturday a grenade wounded five. On Sunday gunmen killed a clerk").

    A later death of the wounded is no happening of its own.
    """
    own: list[_Opening] = []
    for entry in body:
        match = _BY_DAY.match(entry.sentence.text)
        events = by_sentence.get(entry.sentence.index, ())
        if match is None or not _tells_its_own(entry, events) or not _harm(entry):
            continue
        if all(event.lemma in _DYING for event in events) or any(one.lower_ in _WOUNDS for one in entry.tokens):
            continue
        base = entry.sentence.start
        own.append(_Opening(entry.sentence.index, (base, base + match.end()), match["day"].lower(), label=False))
    return list(_spread(body, own, None, None, bounds=own)) if _apart(own) else []


def _another(entry: Parsed, lead: Sequence[Parsed], known: set[str], one: _Opening) -> bool:
    """Tell whether a single opening tells another happening than the sentences before it: another place and toll."""
    if not lead or _plain(one.name) in known or not known or not _harm(entry):
        return False
    return bool(_ELSEWHERE.match(entry.sentence.text)) or any(_harm(other) for other in lead)


def _listed(
    body: Sequence[Parsed], by_sentence: Mapping[int, Sequence[EventMention]], content: str, tables: Lexicon
) -> list[Item]:
    """Return the entries of a list of happenings: most of them name places of their own and tell harm of their own."""
    entries: list[list[Parsed]] = []
    last = -1
    for entry in body:
        if entry.sentence.paragraph == last:
            entries[-1].append(entry)
        elif _MARK.search(content[max(0, entry.sentence.start - 12) : entry.sentence.start]):
            entries.append([entry])
            last = entry.sentence.paragraph
    marked = len(entries) >= _LEAST
    if not marked:
        entries = _under_a_heading(body, tables)
    telling = [one for one in entries if any(by_sentence.get(entry.sentence.index) for entry in one)]
    places = [_head_place(one[0], tables) for one in telling]
    own = [
        place is not None and any(_tells_its_own(entry, by_sentence.get(entry.sentence.index, ())) for entry in one)
        for one, place in zip(telling, places, strict=True)
    ]
    names = {_plain(place.name) for place, is_own in zip(places, own, strict=True) if place is not None and is_own}
    if not _several(names) or 3 * sum(own) < 2 * len(telling) or (not marked and len(names) < sum(own)):
        return []
    heading = _heading(body, telling[0][0], tables)
    return [
        Item(
            number,
            tuple(entry.sentence.index for entry in one),
            place.place if place is not None else None,
            heading,
            label=place is not None and place.label,
        )
        for number, (one, place) in enumerate(zip(telling, places, strict=True), 1)
    ]


def _under_a_heading(body: Sequence[Parsed], tables: Lexicon) -> list[list[Parsed]]:
    """Return the short paragraphs below a heading with a day or a colon at its end, where no signs mark a list."""
    heads = [entry for entry in body if _heads(entry) and (entry.sentence.text.endswith(":") or _day_of(entry, tables))]
    if not heads:
        return []
    found: dict[int, list[Parsed]] = {}
    for entry in body:
        if entry.sentence.paragraph > heads[0].sentence.paragraph and entry not in heads:
            found.setdefault(entry.sentence.paragraph, []).append(entry)
    return list(found.values()) if all(len(one) <= _SHORT for one in found.values()) else []


def _heading(body: Sequence[Parsed], first: Parsed, tables: Lexicon) -> int | None:
    """Return the sentence right above a list that is no sentence but a heading with a day, or None."""
    before = [entry for entry in body if entry.sentence.index < first.sentence.index]
    if not before or first.sentence.paragraph - before[-1].sentence.paragraph > 1:
        return None
    entry = before[-1]
    return entry.sentence.index if _heads(entry) and _day_of(entry, tables) else None


def _heads(entry: Parsed) -> bool:
    """Tell whether a line is a heading: short, without a verb and a full stop."""
    text = entry.sentence.text.rstrip()
    verbs = {"VBD", "VBZ", "VBP", "MD"}
    return len(text) <= _LINE and not text.endswith(".") and not any(token.tag_ in verbs for token in entry.tokens)


def _day_of(entry: Parsed, tables: Lexicon) -> bool:
    return len([item for item in expressions(entry.sentence.text, tables) if item.day]) == 1


def _head_place(entry: Parsed, tables: Lexicon) -> _Opening | None:
    """Return how an entry of a list names its place: as a label, or as the first place of its first sentence."""
    opening = _opening(entry, tables)
    if opening is not None:
        return opening
    for place, first, last in find_places(entry, tables):
        return _Opening(entry.sentence.index, entry.range(first, last), place.name, label=False)
    return None


def _opening(entry: Parsed, tables: Lexicon) -> _Opening | None:
    """Return the place with which a sentence opens, as a label or behind a preposition, or None."""
    text, base = entry.sentence.text, entry.sentence.start
    match = _LABEL.match(text)
    if match is not None:
        name = match["place"].lstrip("#")
        if (
            (is_body(name) and name.lower() not in town_names())
            or no_place(name)
            or nation_of(name, tables)
            or states_named(name)
            or _common(entry, match.end())
            or _MONTH.match(name)
        ):
            return None
        start = match.end("place") - len(name)
        return _Opening(entry.sentence.index, (base + start, base + match.end("place")), name, label=True)
    match = _OPENING.match(text)
    if (
        match is None
        or _MONTH.match(match["place"].split()[0])
        or match["place"].split()[0].lower() in place_words(tables).not_places
    ):
        return None
    name = match["place"].rstrip(".")
    spoken = any(token.pos_ == "VERB" and lemma(token) in tables.cues.verbs for token in entry.tokens)
    if states_named(name) or (spoken and (is_body(name) or name.lower() in seats_of_government())):
        return None
    found = next(
        (
            _Opening(entry.sentence.index, entry.range(first, last), place.name, label=False)
            for place, first, last in find_places(entry, tables)
            if entry.range(first, last)[0] - base <= match.start("place")
        ),
        None,
    )
    return found or _Opening(
        entry.sentence.index, (base + match.start("place"), base + match.start("place") + len(name)), name, label=False
    )


def _common(entry: Parsed, end: int) -> bool:
    """Tell whether a label is a common word or a kind of report ("Update: ...", "Police: ...")."""
    head = [token for token in entry.tokens if token.idx < end and token.text[:1].isalpha()]
    return (
        bool(head)
        and all(token.pos_ in {"NOUN", "ADJ", "VERB", "ADV", "DET"} for token in head)
        and not any(token.text[:1].isupper() and token.idx for token in head)
        and lemma(head[-1]) in _speaking_words()
    )


def _speaking_words() -> frozenset[str]:
    return frozenset(
        """police army hospital source official update breaking statement video photo report summary note background
        witness resident government ministry analysis context correction""".split()  # noqa: SIM905
    )


def _places(labels: Sequence[_Opening], tables: Lexicon) -> bool:
    """Tell whether labels are places: one of them is known as a town or area."""
    heads = place_words(tables).heads
    return any(
        one.name.lower() in town_names() or one.name.lower() in place_names() or one.name.lower().split()[-1] in heads
        for one in labels
    )


def _tells_its_own(entry: Parsed, events: Sequence[EventMention]) -> bool:
    """Tell whether a sentence tells a happening of its own, and does not go back to one ("the attack began in Osk")."""
    news = [event for event in events if event.modality is Modality.NEWS and not event.negated]
    if not news or any(event.generic and event.type == "attack" and _pointed_at(entry, event) for event in news):
        return False
    return _harm(entry) or any(not event.generic for event in news)


def _pointed_at(entry: Parsed, event: EventMention) -> bool:
    token = entry.doc[event.token]
    return token.pos_ == "NOUN" and any(other.lower_ in _POINTING for other in token.lefts)


def _harm(entry: Parsed) -> bool:
    return any(token.lower_ in _HARM for token in entry.tokens)


def _plain(name: str) -> str:
    return " ".join(word for word in name.lower().replace("#", "").replace("-", " ").split() if word != "the")


def _several(names: set[str]) -> bool:
    """Tell whether names are of two places at least: none of the two within the other ("Osk", "western Osk")."""
    return any(one not in other and other not in one for one in names for other in names)


def _apart(own: Sequence[_Opening]) -> bool:
    return len(own) >= _LEAST and _several({_plain(one.name) for one in own})


def _spread(
    body: Sequence[Parsed],
    own: Sequence[_Opening],
    told: _Opening | None,
    heading: int | None,
    *,
    bounds: Sequence[_Opening],
) -> Iterator[Item]:
    """Yield items with their sentences: those up to the next opening, and of the last one those of its paragraph."""
    number = 0
    for one in own:
        opening = next(entry for entry in body if entry.sentence.index == one.sentence)
        following = next((other.sentence for other in bounds if other.sentence > one.sentence), None)
        goes_on = one is not own[-1]
        inside = tuple(
            entry.sentence.index
            for entry in body
            if entry.sentence.index >= one.sentence
            and (following is None or entry.sentence.index < following)
            and (goes_on or entry.sentence.paragraph == opening.sentence.paragraph)
        )
        if one is told:
            continue  # the lead tells it already
        number += 1
        yield Item(number, inside, one.place, heading, label=one.label)


def item_circumstances(
    items: Sequence[Item],
    parsed: Mapping[int, Parsed],
    by_sentence: Mapping[int, Sequence[EventMention]],
    found: Sequence[Mention],
    tables: Lexicon,
) -> Iterator[Mention]:
    """Yield the place that an item has as its label, and the day that its heading states, where nothing else says so.

    Args:
        items: The items.
        parsed: Parsed sentences by index.
        by_sentence: Event mentions by sentence.
        found: What was read so far.
        tables: Word tables of the language.
    """
    for item in items:
        event = next(
            (one for at in item.sentences for one in by_sentence.get(at, ()) if one.modality is Modality.NEWS), None
        )
        if event is None:
            continue
        inside = set(item.sentences)
        if (
            item.place is not None
            and item.label
            and not any(one.slot == "where" and one.sentence in inside for one in found)
        ):
            start, end = item.place
            entry = parsed[item.sentences[0]]
            name = entry.sentence.text[start - entry.sentence.start : end - entry.sentence.start]
            place = stated_place(name, name, name, tables)
            yield Mention("where", place, start, end, event.start, item.sentences[0], event.number, score=_SCORE)
        if item.heading is None or any(one.slot == "when.start" and one.sentence in inside for one in found):
            continue
        head = parsed[item.heading]
        for told in expressions(head.sentence.text, tables):
            if told.day:
                start, end = head.sentence.start + told.start, head.sentence.start + told.end
                yield Mention("when.start", told.value, start, end, start, item.heading, event.number, score=_SCORE)
                break
