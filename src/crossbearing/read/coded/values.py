"""Values of tables of coded claims: short strings such as `>=62`, `60-80`, `17:00`, `2 F-16 + 2 A-10`.

The strings follow the conventions of coders: comparison signs, tildes, ranges, lists. What cannot be read as a typed
value becomes words in the same slot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossbearing.model.actors import Stance
from crossbearing.model.values import (
    ActorRef,
    Actors,
    Category,
    Count,
    CountKind,
    CountState,
    Duration,
    Group,
    Items,
    PersonStatus,
    Place,
    TextValue,
)
from crossbearing.read.coded.counts import UNKNOWN_WORDS, Cell, CodedValue, parse_count, parse_when
from crossbearing.read.places.stated import stated_place
from crossbearing.read.values.lengths import durations
from crossbearing.resources.lexicon import Lexicon, pattern

__all__ = ["coded_values"]

_PERSON_SLOTS = frozenset({"killed", "wounded", "casualties", "missing", "captured", "presence"})
_INCLUDING = re.compile(r",?\s*incl(?:\.|uding)?\s+", re.IGNORECASE)
_POSSIBLY = re.compile(
    r",?\s*(?:and\s+)?(?:possibly|perhaps|maybe|likely|probably)\s+(?=[<>=~\u2265\d])", re.IGNORECASE
)
_VERSUS = re.compile(r"\s+vs\.?\s+", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:\+|;|,(?=\s)|\band\b)\s*")
_QUANTITY = re.compile(r"^(?P<op>>=|<=|>|<|~)?\s*(?P<low>\d+)(?:\s*[-\u2013]\s*(?P<high>\d+))?\s+(?P<thing>.+)$")
_SEVERAL = re.compile(r"^(?:several|some|many|numerous)\s+", re.IGNORECASE)
_UNIT_SECONDS = {
    "seconds": 1,
    "minutes": 60,
    "minute": 60,
    "hours": 3600,
    "hour": 3600,
    "days": 86400,
    "day": 86400,
    "weeks": 604800,
}
_NAME = re.compile(
    r"(?:(?:al|el|ash|ad|az|an)-)?[^\W\d_a-z][\w'\u2019]*(?:[ -](?:(?:al|el|ez|az|of"
    r"|de)[ -])?[^\W\d_a-z][\w'\u2019]*)*(?:-[\w]+)*"
)
_COMPASS = frozenset(
    {"n", "s", "e", "w", "ne", "nw", "se", "sw", "SW", "NE", "NW", "SE", "N", "S", "E", "W", "is", "IS"}
)


def coded_values(cell: Cell, tables: Lexicon) -> list[CodedValue]:
    """Return the values of a cell, at least one.

    Args:
        cell: The row's cells by our labels.
        tables: Word tables, for kinds of things and persons.
    """
    for kind in cell.types:
        found = list(_READERS[kind](cell, tables)) if kind in _READERS else []
        if found:
            return found
    return [CodedValue(TextValue(cell.value), cell.scope)]


def _counts(cell: Cell, tables: Lexicon) -> Iterator[CodedValue]:
    for index, version in enumerate(_VERSUS.split(cell.value)):
        main, *parts = _INCLUDING.split(version, maxsplit=1)
        first, *possible = _POSSIBLY.split(main, maxsplit=1)
        value = _persons_or_things(cell, first.strip().rstrip(","), tables)
        if value is None:
            if index == 0:
                return
            continue
        yield CodedValue(value, cell.scope)
        for text in possible:
            supposed = _persons_or_things(cell, text.strip(), tables)
            if supposed is not None:
                yield CodedValue(supposed, cell.scope, Stance.SUPPOSES)
        for part in parts:
            for text in re.split(r"\s*(?:,|\band\b)\s*", part):
                value = _persons_or_things(cell, text.strip(), tables, part=True)
                if value is not None:
                    yield CodedValue(value, f"part: {re.sub(r'^[^a-zA-Z]+', '', text.strip()).lower() or 'some'}")


def _persons_or_things(cell: Cell, text: str, tables: Lexicon, *, part: bool = False) -> Count | Group | None:
    defined = cell.unit_defined and cell.given("unit_defined") != "false"
    persons = cell.slot in _PERSON_SLOTS
    unit = (
        ""
        if persons
        else cell.given("unit")
        or (cell.slot if cell.slot == "strikes" else cell.meaning if not cell.meaning.startswith("zone") else "")
    )
    kind = CountKind.PART if part else cell.kind
    count = parse_count(text, kind=CountKind.TOTAL if part and persons else kind, unit=unit, unit_defined=defined)
    if count is None or not persons:
        return count
    words = [word for word in re.findall(r"[a-z]+", text.lower()) if word not in {"incl", "about"}]
    singular = [word.removesuffix("s") for word in words]
    table = tables.persons
    age = next(
        (word for word in words if word in table.age or word.removesuffix("s") in table.age or word == "children"), ""
    )
    sex = next((word for word in words if word in {"women", "men", "girls", "boys", "woman", "man"}), "")
    status_text = cell.given("status")
    stated = [
        *singular,
        *re.findall(r"[a-z]+", status_text.lower()),
        *(word.removesuffix("s") for word in re.findall(r"[a-z]+", status_text.lower())),
    ]
    status = next((table.status[word] for word in stated if table.status.get(word, "unstated") != "unstated"), "")
    if cell.given("kind") == "fighters" or cell.unit == "fighters":
        status, status_text = "fighter", status_text or "fighters"
    return Group(
        text=text,
        count=count,
        status=PersonStatus(status) if status else PersonStatus.UNSTATED,
        status_text=status_text,
        age=age,
        sex=sex,
    )


def _categories(cell: Cell, tables: Lexicon) -> Iterator[CodedValue]:
    codes = cell.code or cell.given("code")
    for code in (entry.strip() for entry in codes.split(";") if entry.strip()):
        negated = code.startswith("not ")
        yield CodedValue(
            Category(
                cell.value, cell.slot, code.removeprefix("not "), negated=negated, exclusive=cell.slot != "method"
            ),
            cell.scope,
        )
    if codes or cell.slot != "intent":
        return
    for code, words in tables.raw["intent"]["codes"].items():
        if pattern(tuple(words)).search(cell.value):
            yield CodedValue(Category(cell.value, cell.slot, code), cell.scope)
            return


def _whens(cell: Cell, _tables: Lexicon) -> Iterator[CodedValue]:
    value = parse_when(cell)
    if value is not None:
        yield CodedValue(value, cell.scope)


def _durations(cell: Cell, _tables: Lexicon) -> Iterator[CodedValue]:
    unit = next((seconds for word, seconds in _UNIT_SECONDS.items() if word in (cell.meaning, cell.unit)), None)
    text = cell.value.strip()
    if unit is not None and re.search(r"\d", text):
        numbers = [int(number) for number in re.findall(r"(?<![\d:])\d+(?![\d:])", text)]
        if numbers:
            about = bool(re.search(r"~|nearly|about|around|almost|or slightly more", text))
            low: float | None = min(numbers) * unit
            high: float | None = max(numbers) * unit
            if re.match(r"\s*(?:>|>=|more than|at least|over)", text):
                high = None
            elif re.match(r"\s*(?:<|<=|less than|under)", text):
                low = None
            yield CodedValue(Duration(text, low, high, about), cell.scope)
            return
    lengths = durations(text)
    if lengths:
        value = lengths[0].value
        yield CodedValue(
            Duration(text, value.low, value.high, value.about or text.startswith("~"), value.vague), cell.scope
        )


def _places(cell: Cell, tables: Lexicon) -> Iterator[CodedValue]:
    yield CodedValue(_place(cell, tables), cell.scope)


def _place(cell: Cell, tables: Lexicon) -> Place:
    text = cell.value.strip()
    names = [
        match
        for match in _NAME.finditer(text)
        if match.group() not in _COMPASS and not re.fullmatch(r"[A-Z][a-z]+ing", match.group())
    ]
    if not names:
        noun = re.search(r"\b(airport|airfield|base|city centre|city center|town|city)\b", text)
        if noun is None or not cell.place:
            return Place(text)
        name = (
            cell.place
            if noun.group(1) in {"city centre", "city center", "town", "city"}
            else f"{cell.place} {noun.group(1)}"
        )
        lead = _spelled(text[: noun.start()])
        return stated_place(text, name, lead, tables)
    best = names[0]
    name = best.group()
    follows = re.match(r"\s+(airport|airfield|mountain|hill|oil field|base|province|countryside)\b", text[best.end() :])
    if follows is not None:
        name = f"{name} {follows.group(1)}"
    return stated_place(text, name, _spelled(text[: best.start()]), tables)


def _spelled(lead: str) -> str:
    """Return the words before a name with coders' abbreviations of directions written out."""
    words = {
        "SW": "south-west",
        "SE": "south-east",
        "NW": "north-west",
        "NE": "north-east",
        "N": "north",
        "S": "south",
        "E": "east",
        "W": "west",
    }
    return re.sub(r"\b(SW|SE|NW|NE|N|S|E|W)\b", lambda match: words[match.group()], lead.replace("~", "about "))


def _actors(cell: Cell, _tables: Lexicon) -> Iterator[CodedValue]:
    text = re.sub(r"\s+(?:confirmed|responsible|named)\b.*$", "", cell.value.strip())
    text = re.sub(r",\s*(?:sarin|strongly suggested|reasonable grounds|probably)\b.*$", "", text)
    if re.search(
        r"not verified|rejects|none\b|outside mandate|fabricated|staged|finding|no chemical|leans to", cell.value
    ):
        return
    names = [
        name.strip(" .")
        for name in re.split(r"\s*(?:,|\+|;|\band\b)\s*", re.split(r"\s+(?:from|on|struck|with)\s+", text)[0])
        if name.strip(" .")
    ]
    if not names or len(names) > 12:
        return
    yield CodedValue(Actors(text=cell.value, members=tuple(ActorRef(name) for name in names)), cell.scope)


def _items(cell: Cell, tables: Lexicon) -> Iterator[CodedValue]:
    text = cell.value.strip()
    if UNKNOWN_WORDS.search(text):
        return
    inside = re.search(r"\(([^)]*\d[^)]*)\)", text)
    body = inside.group(1) if inside is not None else text
    found = [value for part in _LIST.split(body) if part and (value := _item(part.strip(), cell, tables)) is not None]
    if not found and (count := parse_count(text)) is not None:
        kind = cell.given("kind") or ("aircraft" if cell.slot == "platform" else cell.unit or "item")
        found = [Items(text, kind, count, cell.given("effect"), cell.given("role"), cell.given("operator"))]
    for value in found:
        yield CodedValue(value, cell.scope)


def _item(text: str, cell: Cell, tables: Lexicon) -> Items | None:
    quantity = _QUANTITY.match(text)
    several = _SEVERAL.match(text)
    thing = quantity.group("thing") if quantity is not None else text[several.end() :] if several is not None else text
    kind = _kind_of(thing, tables)
    if kind is None and (quantity is None or cell.slot != "losses"):
        return None
    if quantity is not None:
        count = parse_count(text[: quantity.start("thing")].strip()) or Count(text, state=CountState.UNKNOWN)
    elif several is not None:
        count = Count(several.group().strip(), state=CountState.VAGUE, word=several.group().strip())
    else:
        count = Count(text, state=CountState.UNKNOWN)
    effect = cell.given("effect") or (
        "lost" if cell.slot == "losses" else "used" if cell.slot in {"platform", "weapon"} else ""
    )
    return Items(text, kind or thing.lower(), count, effect, cell.given("role"), cell.given("operator"))


def _kind_of(thing: str, tables: Lexicon) -> str | None:
    lowered = thing.lower().strip(" .")
    for form in (lowered, lowered.removesuffix("s"), re.sub(r"s$", "", lowered)):
        if form in tables.materiel:
            return tables.materiel[form]
    best = ""
    for word in tables.materiel:
        if len(word) > len(best) and re.search(rf"(?<![\w-]){re.escape(word)}s?(?![\w-])", lowered):
            best = word
    return tables.materiel[best] if best else None


def _texts(cell: Cell, _tables: Lexicon) -> Iterator[CodedValue]:
    yield CodedValue(TextValue(cell.value), cell.scope)


_READERS = {
    "count": _counts,
    "group": _counts,
    "category": _categories,
    "when": _whens,
    "duration": _durations,
    "place": _places,
    "actors": _actors,
    "items": _items,
    "text": _texts,
}
