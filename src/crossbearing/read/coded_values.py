"""Values of tables of coded claims: short strings such as `>=62`, `60-80`, `17:00`, `2 F-16 + 2 A-10`.

The strings follow the conventions of coders: comparison signs, tildes, ranges, lists. What cannot be read as a typed
value becomes words in the same slot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crossbearing.model.actors import Stance
from crossbearing.model.claims import WHOLE
from crossbearing.model.values import (
    ActorRef,
    Actors,
    Anchor,
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
    TimePrecision,
    Value,
    When,
    YearStatus,
    ZoneStatus,
)
from crossbearing.read.places import stated_place
from crossbearing.read.times import clock_minutes, durations
from crossbearing.resources.lexicon import Lexicon, pattern

__all__ = ["Cell", "CodedValue", "coded_values", "parse_count"]

_PERSON_SLOTS = frozenset({"killed", "wounded", "casualties", "missing", "captured", "presence"})
_NUMBER = re.compile(
    r"^\s*(?:up to (?P<upto>\d[\d,]*)|(?P<op>>=|<=|>|<|~|\u2265|\u2264|at least |more than |about |over |around )?\s*(?P<low>\d[\d,]*)(?:\s*(?:-|\u2013|to)\s*(?P<high>\d[\d,]*))?)"
    r"(?P<plus>\+)?(?P<rest>\b.*)?$",
    re.IGNORECASE | re.DOTALL,
)
_NONE_WORDS = re.compile(r"^(?:none|no one|nobody|zero|0)\b", re.IGNORECASE)
_UNKNOWN_WORDS = re.compile(r"\b(?:unspecified|not confirmed|not disclosed|unknown|not stated|no number|undisclosed)\b", re.IGNORECASE)
_INCLUDING = re.compile(r",?\s*incl(?:\.|uding)?\s+", re.IGNORECASE)
_POSSIBLY = re.compile(r",?\s*(?:and\s+)?(?:possibly|perhaps|maybe|likely|probably)\s+(?=[<>=~\u2265\d])", re.IGNORECASE)
_VERSUS = re.compile(r"\s+vs\.?\s+", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:\+|;|,(?=\s)|\band\b)\s*")
_QUANTITY = re.compile(r"^(?P<op>>=|<=|>|<|~)?\s*(?P<low>\d+)(?:\s*[-\u2013]\s*(?P<high>\d+))?\s+(?P<thing>.+)$")
_SEVERAL = re.compile(r"^(?:several|some|many|numerous)\s+", re.IGNORECASE)
_UNIT_SECONDS = {"seconds": 1, "minutes": 60, "minute": 60, "hours": 3600, "hour": 3600, "days": 86400, "day": 86400, "weeks": 604800}
_OFFSET = re.compile(r"([+-])(\d{1,2})(?::?(\d{2}))?$")
_NAME = re.compile(r"(?:(?:al|el|ash|ad|az|an)-)?[^\W\d_a-z][\w'\u2019]*(?:[ -](?:(?:al|el|ez|az|of|de)[ -])?[^\W\d_a-z][\w'\u2019]*)*(?:-[\w]+)*")
_COMPASS = frozenset({"n", "s", "e", "w", "ne", "nw", "se", "sw", "SW", "NE", "NW", "SE", "N", "S", "E", "W", "is", "IS"})


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row says, by our labels.

    Args:
        slot: The question.
        value: The value as written.
        unit: Unit column as written.
        meaning: Meaning of that unit, as the mapping states it (`persons`, `minutes`, `zone: +03:00, stated`).
        types: Value types to try, in order.
        code: Codes the mapping gives, `; ` between several, or empty.
        settled: What the mapping settles besides (`effect`, `kind`, `unit`, `unit_defined`, `status`, `role`, `operator`).
        day: Day on which a clock time falls (ISO), or empty.
        zone: Zone of clock times, such as `+03:00`, or empty.
        place: Place of the table's event, or empty.
        scope: Scope as in `Claim.scope`.
        kind: What a number counts up to.
        unit_defined: False for counts whose unit has no fixed meaning.
    """

    slot: str
    value: str
    unit: str = ""
    meaning: str = ""
    types: tuple[str, ...] = ("text",)
    code: str = ""
    settled: tuple[tuple[str, str], ...] = ()
    day: str = ""
    zone: str = ""
    place: str = ""
    scope: str = WHOLE
    kind: CountKind = CountKind.TOTAL
    unit_defined: bool = True

    def given(self, key: str) -> str:
        """Return what the mapping settles for a key, or an empty string."""
        return dict(self.settled).get(key, "")


@dataclass(frozen=True, slots=True)
class CodedValue:
    """One value out of a cell: a list gives one a kind, "58, incl. 11 children" a total and a part.

    Args:
        value: The answer.
        scope: Its scope.
        stance: Stance it carries itself ("possibly >100"), or None.
    """

    value: Value
    scope: str
    stance: Stance | None = None


def parse_count(text: str, *, kind: CountKind = CountKind.TOTAL, unit: str = "", unit_defined: bool = True) -> Count | None:
    """Return the number that a coder's string states, or None.

    Args:
        text: Such as `>=62`, `>100`, `~90`, `60-80`, `up to 83`, `15 confirmed`, `unspecified`.
        kind: What it counts up to.
        unit: Unit word for things.
        unit_defined: False for unit words without a fixed meaning.
    """
    if _UNKNOWN_WORDS.search(text):
        return Count(text, kind=kind, state=CountState.UNKNOWN, unit=unit, unit_defined=unit_defined)
    if _NONE_WORDS.match(text.strip()):
        return Count(text, kind=kind, state=CountState.NONE, unit=unit, unit_defined=unit_defined)
    match = _NUMBER.match(text)
    if match is None:
        return None
    if match.group("upto"):
        high = int(match.group("upto").replace(",", ""))
        return Count(text, None, high, kind=kind, unit=unit, unit_defined=unit_defined)
    low = int(match.group("low").replace(",", ""))
    high_text = match.group("high")
    rest = (match.group("rest") or "").lower()
    if re.match(r"[:.]\d|\s*%", rest):
        return None
    operator = (match.group("op") or "").strip().lower()
    top = int(high_text.replace(",", "")) if high_text else low
    if top < low:
        return None
    lower: int | None = low
    upper: int | None = top
    if operator in {">=", ">", "\u2265", "at least", "more than", "over"} or match.group("plus") or "confirmed" in rest:
        upper = None
    elif operator in {"<", "<=", "\u2264"}:
        lower = None
    about = operator in {"~", "about", "around"}
    return Count(text, lower, upper, about, kind, unit=unit, unit_defined=unit_defined)


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
    unit = "" if persons else cell.given("unit") or (cell.slot if cell.slot == "strikes" else cell.meaning if not cell.meaning.startswith("zone") else "")
    kind = CountKind.PART if part else cell.kind
    count = parse_count(text, kind=CountKind.TOTAL if part and persons else kind, unit=unit, unit_defined=defined)
    if count is None or not persons:
        return count
    words = [word for word in re.findall(r"[a-z]+", text.lower()) if word not in {"incl", "about"}]
    singular = [word.removesuffix("s") for word in words]
    table = tables.persons
    age = next((word for word in words if word in table.age or word.removesuffix("s") in table.age or word == "children"), "")
    sex = next((word for word in words if word in {"women", "men", "girls", "boys", "woman", "man"}), "")
    status_text = cell.given("status")
    stated = [*singular, *re.findall(r"[a-z]+", status_text.lower()), *(word.removesuffix("s") for word in re.findall(r"[a-z]+", status_text.lower()))]
    status = next((table.status[word] for word in stated if table.status.get(word, "unstated") != "unstated"), "")
    if cell.given("kind") == "fighters" or cell.unit == "fighters":
        status, status_text = "fighter", status_text or "fighters"
    return Group(text=text, count=count, status=PersonStatus(status) if status else PersonStatus.UNSTATED, status_text=status_text, age=age, sex=sex)


def _categories(cell: Cell, tables: Lexicon) -> Iterator[CodedValue]:
    codes = cell.code or cell.given("code")
    for code in (entry.strip() for entry in codes.split(";") if entry.strip()):
        negated = code.startswith("not ")
        yield CodedValue(Category(cell.value, cell.slot, code.removeprefix("not "), negated=negated, exclusive=cell.slot != "method"), cell.scope)
    if codes or cell.slot not in {"intent"}:
        return
    for code, words in tables.raw["intent"]["codes"].items():  # type: ignore[attr-defined]
        if pattern(tuple(words)).search(cell.value):
            yield CodedValue(Category(cell.value, cell.slot, code), cell.scope)
            return


def _whens(cell: Cell, tables: Lexicon) -> Iterator[CodedValue]:
    value = _when(cell)
    if value is not None:
        yield CodedValue(value, cell.scope)


def _when(cell: Cell) -> When | None:
    text = cell.value.strip()
    zone, status = cell.zone, ZoneStatus.IMPLIED if cell.zone else ZoneStatus.UNKNOWN
    meaning = re.match(r"zone:\s*([^,]+)(?:,\s*(\w+))?", cell.meaning)
    if meaning is not None:
        zone = meaning.group(1).strip()
        status = ZoneStatus(meaning.group(2)) if meaning.group(2) in tuple(ZoneStatus) else ZoneStatus.STATED
    zone = cell.given("zone") or zone
    offset = _utc_offset(zone)
    name = _zone_name(offset) if offset is not None else zone
    whole = re.match(r"^(\d{4})-(\d{2})-(\d{2})(?!\d)", text)
    minutes = clock_minutes(text)
    about = text.startswith("~") or bool(re.match(r"(?:just |minutes |shortly )?(?:before|after)\b|about|around", text, re.IGNORECASE))
    if whole is not None and minutes is None:
        start = datetime(int(whole.group(1)), int(whole.group(2)), int(whole.group(3)))
        return When(text, start, start + timedelta(days=1), TimePrecision.DAY, zone=name, zone_status=status, utc_offset=offset, year_status=YearStatus.STATED)
    if minutes is None:
        return _relative(text)
    day = date.fromisoformat(text[:10] if whole is not None else cell.day) if whole is not None or re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell.day) else None
    if day is None:
        return When(text, precision=TimePrecision.MINUTE, about=about, zone=name, zone_status=status, utc_offset=offset)
    start = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)
    ends = re.search(r"(?:-|\u2013|to)\s*(\d{1,2}:\d{2})\s*$", text)
    end = start
    if ends is not None and (last := clock_minutes(ends.group(1))) is not None:
        end = datetime(day.year, day.month, day.day) + timedelta(minutes=last)
        end = end + timedelta(days=1) if end < start else end
    year = YearStatus.STATED if whole is not None else YearStatus.IMPLIED
    return When(text, start, end, TimePrecision.MINUTE, about, name, status, offset, year)


def _relative(text: str) -> When | None:
    match = re.match(r"^(?:immediately |right |just |halted |stopped )*(?P<rel>after|before|during)\s+(?P<to>.+)$", text, re.IGNORECASE)
    if match is None:
        return None
    return When(text, precision=TimePrecision.UNKNOWN, anchor=Anchor(match.group("rel").lower(), match.group("to")))


def _utc_offset(zone: str) -> int | None:
    match = _OFFSET.search(zone)
    if match is None:
        return 0 if zone.upper() in {"UTC", "GMT", "Z"} else None
    minutes = int(match.group(2)) * 60 + int(match.group(3) or 0)
    return -minutes if match.group(1) == "-" else minutes


def _zone_name(offset: int) -> str:
    sign = "-" if offset < 0 else "+"
    hours, minutes = divmod(abs(offset), 60)
    return f"UTC{sign}{hours}" + (f":{minutes:02d}" if minutes else "")


def _durations(cell: Cell, tables: Lexicon) -> Iterator[CodedValue]:
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
        yield CodedValue(Duration(text, value.low, value.high, value.about or text.startswith("~"), value.vague), cell.scope)


def _places(cell: Cell, tables: Lexicon) -> Iterator[CodedValue]:
    yield CodedValue(_place(cell, tables), cell.scope)


def _place(cell: Cell, tables: Lexicon) -> Place:
    text = cell.value.strip()
    names = [match for match in _NAME.finditer(text) if match.group() not in _COMPASS and not re.fullmatch(r"[A-Z][a-z]+ing", match.group())]
    if not names:
        noun = re.search(r"\b(airport|airfield|base|city centre|city center|town|city)\b", text)
        if noun is None or not cell.place:
            return Place(text)
        name = cell.place if noun.group(1) in {"city centre", "city center", "town", "city"} else f"{cell.place} {noun.group(1)}"
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
    words = {"SW": "south-west", "SE": "south-east", "NW": "north-west", "NE": "north-east", "N": "north", "S": "south", "E": "east", "W": "west"}
    return re.sub(r"\b(SW|SE|NW|NE|N|S|E|W)\b", lambda match: words[match.group()], lead.replace("~", "about "))


def _actors(cell: Cell, tables: Lexicon) -> Iterator[CodedValue]:
    text = re.sub(r"\s+(?:confirmed|responsible|named)\b.*$", "", cell.value.strip())
    text = re.sub(r",\s*(?:sarin|strongly suggested|reasonable grounds|probably)\b.*$", "", text)
    if re.search(r"not verified|rejects|none\b|outside mandate|fabricated|staged|finding|no chemical|leans to", cell.value):
        return
    names = [name.strip(" .") for name in re.split(r"\s*(?:,|\+|;|\band\b)\s*", re.split(r"\s+(?:from|on|struck|with)\s+", text)[0]) if name.strip(" .")]
    if not names or len(names) > 12:
        return
    yield CodedValue(Actors(text=cell.value, members=tuple(ActorRef(name) for name in names)), cell.scope)


def _items(cell: Cell, tables: Lexicon) -> Iterator[CodedValue]:
    text = cell.value.strip()
    if _UNKNOWN_WORDS.search(text):
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
    effect = cell.given("effect") or ("lost" if cell.slot == "losses" else "used" if cell.slot in {"platform", "weapon"} else "")
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


def _texts(cell: Cell, tables: Lexicon) -> Iterator[CodedValue]:
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
