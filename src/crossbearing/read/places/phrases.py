"""Places as stated: the words, the name in them and the relation to it. Where a name lies is for resolving to say."""

from __future__ import annotations

from collections.abc import Iterator

from crossbearing.model.values import Place
from crossbearing.read.parties.doers import no_place
from crossbearing.read.places.labels import place_label
from crossbearing.read.places.stated import PlaceWords, place_words, stated_place
from crossbearing.read.places.struck_places import struck_places
from crossbearing.read.places.town_before import town_before_event
from crossbearing.read.sentences.grammar import all_capitals, lemma
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.tree import Doc, Token, written
from crossbearing.resources.lexicon import Lexicon
from crossbearing.resources.place_names import town_names

__all__ = ["PARTICLES", "find_places"]

_DIRECTIONS = frozenset(
    {
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "north-eastern",
        "south-eastern",
        "north-western",
        "south-western",
        "northeastern",
        "southeastern",
        "northwestern",
        "southwestern",
        "southeast",
        "southwest",
        "northeast",
        "northwest",
        "south-east",
        "south-west",
        "north-east",
        "north-west",
    }
)
PARTICLES = frozenset(
    {
        "al",
        "el",
        "ez",
        "az",
        "ash",
        "as",
        "ad",
        "at",
        "an",
        "ar",
        "de",
        "la",
        "del",
        "of",
        "bin",
        "ibn",
        "abu",
        "umm",
        "le",
        "les",
        "los",
        "las",
        "san",
        "santa",
        "y",
        "the",
        "-",
        "\u2013",
        "'",
        "\u2019",
    }
)
"""Small words inside names of places."""
# "clashes between A and B" names parties and no place.
_PARTED = frozenset(
    {
        "clash",
        "fighting",
        "battle",
        "war",
        "talk",
        "agreement",
        "truce",
        "conflict",
        "ceasefire",
        "fight",
        "infighting",
        "combat",
        "exchange",
        "deal",
    }
)
_ARTICLES = frozenset({"ez", "az", "al", "as", "ash"})
_JOINING = PARTICLES - {"at", "as", "an", "the", "of"}
_DAY_WORDS = frozenset({"yesterday", "time", "today"})


def find_places(parsed: Parsed, tables: Lexicon) -> Iterator[tuple[Place, int, int]]:
    """Yield the places of a sentence: behind prepositions, right before what happened, what was struck, and a label.

    With each come the numbers of its first and last token.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    found = list(_in_sentence(parsed, tables))
    label = place_label(parsed, place_words(tables), tables, alone=not found)
    if label is not None and all(first > label[1] for _, first, _ in found):
        text = parsed.words(*label)
        yield stated_place(text, _core_name(parsed.doc, *label, place_words(tables)), text, tables), *label
    yield from found


def _in_sentence(parsed: Parsed, tables: Lexicon) -> Iterator[tuple[Place, int, int]]:
    words = place_words(tables)
    doc = parsed.doc
    taken = -1
    struck = dict(struck_places(parsed, words, tables, lambda start: _name(doc, start, words)))
    for token in parsed.tokens:
        if token.i <= taken:
            continue
        if token.i in struck:
            taken = struck[int(token.i)]
            text = parsed.words(int(token.i), taken)
            yield stated_place(text, _core_name(doc, int(token.i), taken, words), text, tables), int(token.i), taken
            continue
        start = _opens(doc, token, words)
        if start is None:
            end = town_before_event(parsed, token, words, tables)
            if end is not None:
                taken = end
                name = parsed.words(int(token.i), end)
                yield stated_place(name, name, name, tables), int(token.i), end
            continue
        named = _name(doc, start, words)
        if named is None or no_place(parsed.words(*named)):
            continue
        first, last = named
        behind = _more(doc, last, words)
        shown_last = behind if behind is not None else last
        begin = _with_offset(parsed, int(token.i))
        text = parsed.words(begin, shown_last)
        place = stated_place(
            text,
            _core_name(doc, first, last, words),
            parsed.words(begin, first) if begin < first else str(token.text),
            tables,
            within=parsed.words(last + 1, behind).strip(" ,") if behind is not None else "",
        )
        taken = shown_last
        yield place, begin, shown_last


def _opens(doc: Doc, token: Token, words: PlaceWords) -> int | None:
    """Return the token behind a preposition of place that begins at a token, or None."""
    lower = token.lower_
    if lower not in words.openers:
        return None
    if token.i and token.text[:1].isupper() and not doc[token.i - 1].is_punct and not all_capitals(doc):
        return None
    if token.pos_ not in {"ADP", "ADV", "ADJ", "SCONJ"} and lower not in {"near", "outside", "inside"}:
        return None
    for length in (6, 5, 4, 3, 2, 1):
        phrase = " ".join(part.lower_ for part in doc[token.i : token.i + length])
        if phrase in words.near or phrase in words.inside:
            if phrase == "between" and token.i and lemma(doc[token.i - 1]) in _PARTED:
                return None
            if phrase == "of" and not _place_noun_before(doc, token, words):
                return None
            if phrase == "by" and not (
                _site_behind(token, words) if token.dep_ != "agent" else _site_follows(doc, token.i + 1, words)
            ):
                return None  # "an attack by the Front": who did it
            return int(token.i) + length
    return None


def _place_noun_before(doc: Doc, token: Token, words: PlaceWords) -> bool:
    if token.i == 0:
        return False
    previous = doc[token.i - 1]
    return (
        lemma(previous) in words.heads
        or previous.lower_ in _DIRECTIONS
        or lemma(previous)
        in {"outskirt", "suburb", "part", "area", "vicinity", "centre", "center", "countryside", "edge", "heart"}
    )


def _site_follows(doc: Doc, start: int, words: PlaceWords) -> bool:
    return any(lemma(token) in words.heads for token in doc[start : start + 7] if token.pos_ in {"NOUN", "PROPN"})


def _site_behind(by: Token, words: PlaceWords) -> bool:
    """Tell whether a place is what "by" governs ("by the bus station"), and no body ("an attack by the Front")."""
    if by.dep_ == "agent":
        return _site_follows(by.doc, by.i + 1, words)
    if by.head.pos_ in {"NOUN", "PROPN"}:
        return any(lemma(one) in words.heads for one in by.children if one.dep_ == "pobj")
    return True


def _site(doc: Doc, position: int, start: int, words: PlaceWords) -> bool:
    """Tell whether "the airport" stands where a name is looked for, behind "south of" or "near"."""
    if (
        lemma(doc[position]) not in words.site
        or doc[position].pos_ != "NOUN"
        or position == start
        or doc[position - 1].lower_ != "the"
    ):
        return False
    follows = doc[position + 1].lower_ if position + 1 < len(doc) else ""
    before = [token.lower_ for token in doc[max(0, start - 3) : start]]
    return follows != "of" and (
        (before[-1:] == ["of"] and bool(set(before) & _DIRECTIONS))
        or before[-1:] in (["near"], ["outside"], ["around"])
        or before[-2:] in (["close", "to"], ["next", "to"])
    )


def _name(doc: Doc, start: int, words: PlaceWords) -> tuple[int, int] | None:
    """Return the token range of a place name that begins near a token ("the city of Homs", "Shayrat airfield")."""
    first = _begins(doc, start, words)
    if first is None:
        return None
    if not doc[first].text[:1].isupper() and doc[first].lower_ not in PARTICLES:
        return first, first
    last = _ends(doc, first, words)
    token, following = doc[last], doc[last + 1] if last + 1 < len(doc) else None
    # "US-led", "Britain-based": a name that is part of an adjective is no place of the event.
    if (
        following is not None
        and following.text == "-"
        and not token.whitespace_
        and last + 2 < len(doc)
        and doc[last + 2].tag_ in {"VBN", "VBD"}
    ):
        return None
    if token.dep_ == "poss" or token.tag_ == "NNPS":
        return None
    if token.pos_ == "ADJ" and first == last and lemma(token) not in words.heads:
        return None
    # "Syrian army positions": a name that modifies another noun is no place, unless a town's ("Homs trauma centre").
    modifies = following is not None and following.pos_ == "NOUN" and token.dep_ in {"compound", "amod", "nmod"}
    if (
        modifies
        and following is not None
        and lemma(following) not in words.heads
        and following.lower_ not in _DAY_WORDS
        and (doc[first - 1].pos_ == "DET" or written(doc[first : last + 1]).lower() not in town_names())
    ):
        return None
    return first, last


def _begins(doc: Doc, start: int, words: PlaceWords) -> int | None:
    """Return the token with which a name begins, or a site such as "the airport", or None."""
    for position in range(start, min(len(doc), start + 7)):
        token = doc[position]
        lower = token.lower_
        if lower == "state" and position and doc[position - 1].lower_ == "islamic":
            return None
        named = token.text[:1].isalpha() and token.text[:1].isupper() and lower not in words.not_places
        if named and token.pos_ in {"PROPN", "NOUN", "ADJ", "X"}:
            article = position >= start + 2 and doc[position - 1].text == "-" and doc[position - 2].lower_ in PARTICLES
            return position - 2 if article else position
        if _site(doc, position, start, words):
            return position
        if token.pos_ not in {"DET", "ADJ"} and lemma(token) not in words.heads and lower not in words.leading:
            return None
    return None


def _ends(doc: Doc, first: int, words: PlaceWords) -> int:
    """Return the last token of a name: capitals, particles between them, and a common noun that makes a place."""
    last = first
    while last + 1 < len(doc):
        following = doc[last + 1]
        beyond = doc[last + 2] if last + 2 < len(doc) else None
        capital = following.text[:1].isupper() and following.pos_ in {"PROPN", "NOUN", "ADJ"}
        if (
            (capital and following.lower_ not in words.not_places)
            or (beyond is not None and following.lower_ in _JOINING and _joins(following, beyond))
            or (following.lower_ in _ARTICLES and doc[last].text == "-")
            or (lemma(following) in words.heads and following.pos_ == "NOUN")
        ):
            last += 1
        elif beyond is not None and following.lower_ in words.class_words and lemma(beyond) in words.heads:
            last += 2
        else:
            break
    while last > first and (doc[last].lower_ in PARTICLES or doc[last].text in {"-", "'"}):
        last -= 1
    return last


def _joins(particle: Token, beyond: Token) -> bool:
    """Tell whether a particle goes on in a name: a capital, a hyphen or another particle follows."""
    if particle.text in {"'", "\u2019"} and particle.whitespace_:
        return False
    return beyond.text[:1].isupper() or beyond.text in {"-", "\u2013"} or beyond.lower_ in PARTICLES


def _more(doc: Doc, last: int, words: PlaceWords) -> int | None:
    """Return the last token of a wider place behind a comma or "in" ("Kafr Nabl, Idlib province")."""
    if last + 2 >= len(doc) or not (doc[last + 1].text == "," or doc[last + 1].lower_ == "in"):
        return None
    if doc[last + 1].text == "," and doc[last + 2].lower_ == "in" and last + 3 < len(doc):
        inner = _name(doc, last + 3, words)
        return inner[1] if inner is not None else None
    inner = _name(doc, last + 2, words)
    if inner is None or inner[0] > last + 5:
        return None
    if doc[inner[0]].pos_ != "PROPN":
        return None
    if doc[inner[1]].dep_ in {"nsubj", "nsubjpass"} or any(
        token.dep_ in {"nsubj", "nsubjpass"} for token in doc[inner[0] : inner[1] + 1]
    ):
        return None
    follows = doc[inner[1] + 1] if inner[1] + 1 < len(doc) else None
    if doc[last + 1].text == "," and follows is not None and follows.pos_ in {"VERB", "AUX"}:
        return None
    return inner[1]


def _with_offset(parsed: Parsed, position: int) -> int:
    """Return the first token of "3-6 km south-west of" before a preposition, or the preposition itself."""
    doc = parsed.doc
    if doc[position].lower_ not in {"of", "from", "outside"}:
        return position
    begin = position
    for token in reversed(doc[max(0, position - 10) : position]):
        if (
            token.lower_ in _DIRECTIONS
            or token.pos_ == "NUM"
            or token.text in {"-", "\u2013"}
            or token.lower_
            in {
                "km",
                "kilometres",
                "kilometers",
                "miles",
                "mile",
                "metres",
                "meters",
                "to",
                "and",
                "the",
                "about",
                "some",
                "around",
                "just",
                "m",
                "nearly",
                "roughly",
                "several",
                "few",
            }
        ):
            begin = int(token.i)
        else:
            break
    while begin < position and doc[begin].lower_ in {"to", "and", "the"}:
        begin += 1
    return begin


def _core_name(doc: Doc, first: int, last: int, words: PlaceWords) -> str:
    """Return the toponym: without leading articles and directions, and without a trailing class word of an area."""
    while first < last and doc[first].lower_ in {"the"} | _DIRECTIONS:
        first += 1
    stop = last
    while (
        stop > first
        and words.heads.get(lemma(doc[stop])) in {"town", "province", "district"}
        and doc[stop].text.islower()
    ):
        stop -= 1
    return written(doc[first : stop + 1]).replace("\n", " ")
